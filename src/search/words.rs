//! Words: where a text's are, how they are compared, and what their forms have
//! in common.

use std::ops::Range;

use deunicode::deunicode_char;
use rust_stemmers::{Algorithm, Stemmer};

/// The byte ranges of the words of a text. "2+2", "F-414" and "U.S." are words;
/// "long-range" is two.
pub fn ranges(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let length = part(text, at);
            if length > 0 {
                let start = at;
                at = end(text, start);
                return Some(start..at);
            }
            at += width(text, at);
        }
        None
    })
}

/// The words of a text, folded, with their byte ranges.
pub fn words(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    ranges(text).map(|range| {
        let mut folded = String::with_capacity(range.len());
        fold(&text[range.clone()], &mut folded);
        (range, folded)
    })
}

/// Puts a word into lower case, without diacritics and inner full stops.
pub fn fold(word: &str, into: &mut String) {
    into.clear();
    if is_plain(word) {
        into.push_str(word);
        into.make_ascii_lowercase();
        return;
    }
    for character in word.chars() {
        match character {
            '.' => {}
            HARD_HYPHEN => into.push('-'),
            _ if character.is_ascii() => into.push(character.to_ascii_lowercase()),
            _ => {
                let plain = deunicode_char(character).unwrap_or_default().chars();
                let letters = plain.filter(char::is_ascii_alphanumeric);
                into.extend(letters.map(|letter| letter.to_ascii_lowercase()));
            }
        }
    }
}

/// Where letters stand in a text, within words or across them: in any case, with
/// diacritics or without, a hyphen as good as a blank. In bytes of the text, in
/// order, none within another; none for no letters at all.
pub fn occurrences(text: &str, letters: &str) -> Vec<Range<usize>> {
    let (plain, _) = folded_letters(letters);
    if plain.is_empty() {
        return Vec::new();
    }
    let (folded, ends) = folded_letters(text);
    let begins = |at: usize| at.checked_sub(1).map_or(0, |before| ends[before]);
    let met = folded.match_indices(plain.as_str());
    met.map(|(at, _)| begins(at)..ends[at + plain.len() - 1])
        .filter(|range| !range.is_empty())
        .collect()
}

/// A text in plain lower-case letters, one byte each, and for each where in the
/// text the character ends that it comes from.
fn folded_letters(text: &str) -> (String, Vec<usize>) {
    let (mut folded, mut ends) = (String::with_capacity(text.len()), Vec::new());
    for (at, character) in text.char_indices() {
        match character {
            '-' | HARD_HYPHEN => folded.push(' '),
            _ if character.is_ascii() => folded.push(character.to_ascii_lowercase()),
            _ => folded += &deunicode_char(character).unwrap_or_default().to_ascii_lowercase(),
        }
        ends.resize(folded.len(), at + character.len_utf8());
    }
    (folded, ends)
}

/// Whether nothing but the case of a word is folded.
fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii() && byte != b'.')
}

/// What the forms of a folded word have in common (Porter 1980, as Snowball has
/// it for English): "cables" and "cable" are one.
pub fn stem(word: &str) -> String {
    Stemmer::create(Algorithm::English).stem(word).into_owned()
}

/// A hyphen at which no line is broken, as in "C‑17".
const HARD_HYPHEN: char = '\u{2011}';

/// The length of the letter, digit or plus that stands here; 0 for all else.
fn part(text: &str, at: usize) -> usize {
    match text.as_bytes()[at] {
        byte if byte.is_ascii_alphanumeric() || byte == b'+' => 1,
        byte if byte.is_ascii() => 0,
        _ => match text[at..].chars().next() {
            // An accent on its own belongs to the letter before.
            Some(c) if c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c) => c.len_utf8(),
            _ => 0,
        },
    }
}

fn width(text: &str, at: usize) -> usize {
    if text.as_bytes()[at].is_ascii() {
        return 1;
    }
    text[at..].chars().next().map_or(1, char::len_utf8)
}

/// Where a word ends that starts here.
fn end(text: &str, start: usize) -> usize {
    let mut at = start;
    while at < text.len() {
        let length = match part(text, at) {
            0 => joint(text, start, at),
            length => length,
        };
        if length == 0 {
            break;
        }
        at += length;
    }
    at
}

/// The length of a sign within a word: the hyphen of "F-414", the full stop of
/// "U.S."; 0 where none stands.
fn joint(text: &str, start: usize, at: usize) -> usize {
    let bytes = text.as_bytes();
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    if !is_letter(at - 1) {
        return 0;
    }
    let hyphen = match bytes[at] {
        b'-' => 1,
        _ if text[at..].starts_with(HARD_HYPHEN) => HARD_HYPHEN.len_utf8(),
        _ => 0,
    };
    if hyphen > 0 {
        return if bytes.get(at + hyphen).is_some_and(u8::is_ascii_digit) { hyphen } else { 0 };
    }
    let is_alone = at - 1 == start || bytes[at - 2] == b'.';
    let is_next_alone =
        is_letter(at + 1) && bytes.get(at + 2).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    usize::from(bytes[at] == b'.' && is_alone && is_next_alone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        words(text).map(|(_, word)| word).collect()
    }

    #[test]
    fn words_are_what_people_look_for() {
        assert_eq!(of("A 2+2 on F-414s"), ["a", "2+2", "on", "f-414s"]);
        assert_eq!(
            of("the U.S.-Japan C‑17, e.g. now."),
            ["the", "us", "japan", "c-17", "eg", "now"]
        );
        assert_eq!(of("long-range 2023-2025"), ["long", "range", "2023", "2025"]);
        assert_eq!(of("Côte d’Ivoire, Türkiye"), ["cote", "d", "ivoire", "turkiye"]);
        assert_eq!(of(" - … "), [""; 0]);
    }

    #[test]
    fn letters_are_found_in_any_case_within_words_and_across_them() {
        let met = |text: &'static str, letters: &str| -> Vec<&str> {
            occurrences(text, letters).into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(met("Security and cybersecurity", "security"), ["Security", "security"]);
        assert_eq!(
            met("a long-range, Long‑Range weapon", "long range"),
            ["long-range", "Long‑Range"]
        );
        assert_eq!(met("Türkiye, turkiye", "turk"), ["Türk", "turk"]);
        assert_eq!(met("turkiye", "TÜRK"), ["turk"]);
        assert_eq!(met("Straße", "s"), ["S", "ß"]);
        assert_eq!(met("anything", ""), [""; 0]);
    }

    #[test]
    fn every_text_has_words_in_order() {
        for text in ["", ".", "a.", "a.b", "-1", "é-2", "a\u{301}b", "一带一路", "ß-1 ‑"] {
            let mut last = 0;
            for range in ranges(text) {
                assert!(range.start >= last && !text[range.clone()].is_empty());
                last = range.end;
            }
        }
    }
}
