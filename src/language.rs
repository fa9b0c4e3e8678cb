//! The language a source is written in, as far as it matters: the cues and the
//! grammar are English, and find little in anything else.

use whatlang::{Detector, Lang};

use crate::source::{Oddity, Problem, Source};

/// So much of a text tells its language; more would only cost time.
const LONGEST_SAMPLE: usize = 4 * 1024;

/// In fewer letters a few names decide, and they are foreign more often than
/// the text is.
const FEWEST_LETTERS: usize = 120;

/// English has one of [`ENGLISH`] in every four or five words; a text with
/// fewer than one in so many may be in another language.
const RARE: usize = 20;

/// The commonest words that few other languages share.
const ENGLISH: &[&str] = &["the", "of", "and", "to", "with", "for", "will", "shall", "that", "on"];

/// What is odd about a source that isn't in English. It is coded all the same.
pub fn problem(source: &Source, language: &str) -> Problem {
    let message = format!(
        "reads as {language}; the cues are English, so its readings are not to be relied on"
    );
    let hint = "put its English version, or a translation, in its place";
    Problem::new(&source.path, None, Oddity::new(message, hint))
}

/// The name of the language of a text, where that is surely not English.
pub fn foreign(text: &str) -> Option<&'static str> {
    let sample = &text[..text.floor_char_boundary(LONGEST_SAMPLE)];
    let is_long = sample.chars().filter(|c| c.is_alphabetic()).nth(FEWEST_LETTERS).is_some();
    if !is_long || has_english_words(sample) {
        return None;
    }
    let guess = Detector::new().detect(sample)?;
    (guess.is_reliable() && guess.lang() != Lang::Eng).then(|| guess.lang().eng_name())
}

/// Whether the words that hold English sentences together are there. Names
/// mislead a guess that goes by letters; these don't.
fn has_english_words(text: &str) -> bool {
    let is_english = |word: &str| ENGLISH.iter().any(|known| word.eq_ignore_ascii_case(known));
    let (mut english, mut all, mut rest) = (0, 0, text.len());
    for word in text.split(|c: char| !c.is_alphabetic()) {
        rest -= word.len();
        if word.is_empty() {
            continue;
        }
        all += 1;
        english += usize::from(is_english(word));
        // English shows early: no words to come, of a letter each, could outweigh it.
        if english * RARE > all + rest {
            return true;
        }
    }
    english * RARE > all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_tells_its_language() {
        let rows = [
            (
                "Les deux gouvernements ont signé à Paris un accord de coopération en matière de \
                 défense et de sécurité. Ils s'engagent à renforcer leurs exercices communs et à \
                 protéger leurs infrastructures critiques.",
                "French",
            ),
            (
                "Beide Regierungen unterzeichneten in Berlin ein Abkommen über die \
                 Zusammenarbeit in der Verteidigung. Sie wollen gemeinsam üben und ihre Netze \
                 besser vor Angriffen schützen.",
                "German",
            ),
            (
                "Los dos gobiernos firmaron en Madrid un acuerdo de cooperación en materia de \
                 defensa. Ambas partes se comprometen a reforzar sus ejercicios conjuntos y a \
                 proteger las infraestructuras críticas.",
                "Spanish",
            ),
            (
                "Оба правительства подписали в Астане соглашение о сотрудничестве в области \
                 обороны и безопасности. Стороны намерены проводить совместные учения и \
                 обмениваться сведениями об угрозах.",
                "Russian",
            ),
        ];
        for (text, expected) in rows {
            assert_eq!(foreign(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn english_full_of_foreign_names_is_english() {
        let rows = [
            "Ministrepräsident Giorgia Meloni, Bundeskanzler Friedrich Merz, Emmanuel Macron and \
             Sebastián Piñera met at Château de Versailles with Rheinmetall, Fincantieri and \
             Société Générale to sign the accord.",
            "Leonardo, Fincantieri, Rheinmetall, Thales, Dassault Aviation and Hensoldt will \
             build the corvettes in La Spezia, Saint-Nazaire and Bremerhaven.",
            "Indonesia's Airlangga Hartarto and Sri Mulyani Indrawati welcomed the Comprehensive \
             Economic Partnership Agreement in Yogyakarta; Badan Karantina Indonesia oversees it.",
            "The Accord de coopération en matière de défense, the Staatsvertrag and the Tratado \
             de Amistad y Cooperación remain in force.",
        ];
        for text in rows {
            assert_eq!(foreign(text), None, "{text}");
        }
    }

    #[test]
    fn too_little_text_tells_nothing() {
        assert_eq!(foreign("Les deux gouvernements ont signé un accord."), None);
        assert_eq!(foreign(""), None);
        assert_eq!(foreign(&"1 2 3 – ".repeat(100)), None);
    }
}
