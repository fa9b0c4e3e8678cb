//! Lines that a page broke, joined again.

use std::borrow::Cow;

/// After these a hyphen belongs to the word.
const PREFIXES: [&str; 5] = ["self", "non", "ex", "quasi", "well"];

/// Before these a hyphen stands for the rest of a word: "short- and long-term".
const CONJUNCTIONS: [&str; 4] = ["and", "or", "to", "nor"];

/// A text on one line: hyphens at a line's end undone, blanks single. Where the
/// line ended is lost at times and a blank stands there.
pub fn unwrapped(text: &str) -> String {
    // A soft hyphen shows only at a line's end, with the break after it.
    let text = text.replace("\u{AD}\n", "").replace("\u{AD} ", "").replace('\u{AD}', "");
    let text = apart(&text);
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        match hyphen(&out, word) {
            Hyphen::None if out.is_empty() => {}
            Hyphen::None => out.push(' '),
            Hyphen::OfWord => {}
            Hyphen::OfLine => drop(out.pop()),
        }
        out.push_str(word);
    }
    out
}

/// A text with its ligatures as the letters they stand for: whoever looks for
/// "official" does not type "oﬃcial".
fn apart(text: &str) -> Cow<'_, str> {
    const LIGATURES: [(char, &str); 7] = [
        ('ﬀ', "ff"),
        ('ﬁ', "fi"),
        ('ﬂ', "fl"),
        ('ﬃ', "ffi"),
        ('ﬄ', "ffl"),
        ('ﬅ', "st"),
        ('ﬆ', "st"),
    ];
    LIGATURES.iter().fold(Cow::Borrowed(text), |text, (ligature, letters)| {
        match text.contains(*ligature) {
            true => text.replace(*ligature, letters).into(),
            false => text,
        }
    })
}

/// A line of a table of contents without its dots and its page number.
pub fn without_leader(text: &str) -> Option<&str> {
    let end = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let entry = end.trim_end_matches(['.', ' ', '…', '·']);
    let dots = end[entry.len()..].chars().filter(|c| *c != ' ').count();
    (!entry.is_empty() && (dots > 3 || end.ends_with("……"))).then_some(entry)
}

enum Hyphen {
    None,
    OfWord,
    OfLine,
}

/// What a hyphen at the end of `text` is, before `next`.
fn hyphen(text: &str, next: &str) -> Hyphen {
    let Some(before) = text.strip_suffix('-') else { return Hyphen::None };
    let word = before.rsplit([' ', '-']).next().unwrap_or(before);
    let is_broken = before.ends_with(char::is_lowercase)
        && next.starts_with(char::is_lowercase)
        && !CONJUNCTIONS.contains(&next);
    match is_broken {
        false => Hyphen::None,
        true if PREFIXES.iter().any(|prefix| word.eq_ignore_ascii_case(prefix)) => Hyphen::OfWord,
        true => Hyphen::OfLine,
    }
}

/// Whether a sentence of `text` goes on in `next`.
pub fn goes_on(text: &str, next: &str) -> bool {
    let is_ended = text.ends_with(['.', '!', '?', ':', ';', ')', '"', '”']);
    !is_ended && next.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ligatures_are_the_letters_they_stand_for() {
        assert_eq!(
            unwrapped("The ﬁrst oﬃcial eﬀort, conﬂ-\nicts aside"),
            "The first official effort, conflicts aside"
        );
    }

    #[test]
    fn hyphens_at_a_lines_end_are_undone() {
        assert_eq!(unwrapped("co-\noperation  on\ncyber"), "cooperation on cyber");
        assert_eq!(unwrapped("co\u{AD} operation in de\u{AD}\nfence"), "cooperation in defence");
        assert_eq!(unwrapped("short- and self-\ndefence"), "short- and self-defence");
        assert_eq!(unwrapped("the Rome-\nBerlin talks"), "the Rome- Berlin talks");
    }

    #[test]
    fn a_line_of_a_table_of_contents_is_its_entry() {
        assert_eq!(without_leader("Article 1 Terms . . . . . 12"), Some("Article 1 Terms"));
        assert_eq!(without_leader("Article 1 Terms.......... 12"), Some("Article 1 Terms"));
        assert_eq!(without_leader("They meet in 2025."), None);
        assert_eq!(without_leader("They meet ..."), None);
    }

    #[test]
    fn a_sentence_goes_on_in_lower_case() {
        assert!(goes_on("The Parties shall", "meet in Rome."));
        assert!(!goes_on("The Parties shall:", "meet in Rome."));
        assert!(!goes_on("The Parties shall", "Article 2"));
    }
}
