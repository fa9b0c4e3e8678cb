//! Where people come from: "said Ana Ruiz of the Maritime Policy Forum" is about
//! neither the sea nor a forum, and "the Minister of Trade" not about trade.

use crate::source::Span;

use super::deal::words::{Word, words};

/// What people are who speak about deals and make none.
const ROLES: &[&str] = &[
    "academic",
    "adviser",
    "advisor",
    "analyst",
    "associate",
    "chair",
    "chairman",
    "chairwoman",
    "chief",
    "correspondent",
    "director",
    "economist",
    "editor",
    "expert",
    "experts",
    "fellow",
    "founder",
    "head",
    "historian",
    "lawyer",
    "lecturer",
    "manager",
    "partner",
    "president",
    "professor",
    "reader",
    "researcher",
    "scholar",
    "scientist",
    "secretary",
    "specialist",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "strategist",
    "student",
];

/// In bytes.
const LONGEST_OFFICE: usize = 120;

/// Words between a person and a body.
const LINKS: &[&str] = &["at", "from", "of", "with"];

/// Small words within the name of a body.
const JOINTS: &[&str] =
    &["and", "de", "del", "der", "des", "di", "du", "for", "in", "of", "on", "the"];

/// Where a sentence that quotes somebody names the bodies that people belong to.
pub fn of(text: &str) -> Vec<Span> {
    let words = words(text);
    let mut bodies = Vec::new();
    for link in 1..words.len() {
        if words[link].is_one_of(LINKS) && is_person(&words[..link]) {
            let is_article = words.get(link + 1).is_some_and(|word| word.text == "the");
            let first = link + 1 + usize::from(is_article);
            if let Some(last) = last_of_name(&words[first.min(words.len())..], |_| false) {
                bodies.push(Span::new(words[first].start, words[first + last].end));
            }
        }
    }
    bodies
}

/// Whether the last of some words are a name in two words, or a role.
fn is_person(before: &[Word<'_>]) -> bool {
    let is_name = |word: &Word<'_>| word.is_capital() && word.text.chars().any(char::is_lowercase);
    match before {
        [.., first, last] if is_name(first) && is_name(last) => !first.stops && !last.stops,
        [.., last] => last.is_one_of(ROLES) && !last.stops,
        [] => false,
    }
}

/// How long the fields are that a text begins with, behind "the Ministry of ".
pub fn fields(text: &str) -> Option<usize> {
    // No office has a longer name, and none goes on behind its paragraph.
    let text = &text[..text.floor_char_boundary(LONGEST_OFFICE)];
    let text = text.lines().next().unwrap_or_default();
    let words = words(text);
    let lists = |word: &Word<'_>| text[word.end..].starts_with([',', '’', '\'']);
    last_of_name(&words, lists).map(|last| words[last].end)
}

/// The index of the last word of the name that some words begin with. It ends at a
/// mark, unless it `goes_on` behind that.
fn last_of_name(words: &[Word<'_>], goes_on: impl Fn(&Word<'_>) -> bool) -> Option<usize> {
    let mut last = None;
    for (index, word) in words.iter().enumerate() {
        if word.is_capital() {
            last = Some(index);
        } else if index == 0 || !JOINTS.contains(&word.text) {
            break;
        }
        if word.stops && !goes_on(word) {
            break;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;
    fn bodies(text: &str) -> Vec<&str> {
        of(text).into_iter().map(|span| &text[span.start..span.end]).collect()
    }

    #[test]
    fn an_office_has_all_its_fields() {
        let rows = [
            ("Trade, Industry, and Energy will meet.", "Trade, Industry, and Energy"),
            ("Defence for Research and Engineering.", "Defence for Research and Engineering"),
            ("the Sea signed it.", ""),
            ("Energy and trade in general.", "Energy"),
            ("Energy. Trade goes on.", "Energy"),
            ("Energy\nCyber and Trade", "Energy"),
            ("Energy", "Energy"),
        ];
        for (text, expected) in rows {
            assert_eq!(&text[..fields(text).unwrap_or_default()], expected, "{text}");
        }
    }

    #[test]
    fn a_speaker_s_house_is_found_and_the_deal_s_bodies_are_not() {
        assert_eq!(
            bodies("The clause counts, said Ana Ruiz of the Maritime Policy Forum in Lima."),
            ["Maritime Policy Forum in Lima"]
        );
        assert_eq!(
            bodies("An analyst at the Institute for Energy and Trade, Bo Lind, sees no rush."),
            ["Institute for Energy and Trade"]
        );
        assert!(bodies("They will open a school at the Naval Academy.").is_empty());
        assert!(bodies("Officials said a centre at the Naval Academy would open.").is_empty());
    }
}
