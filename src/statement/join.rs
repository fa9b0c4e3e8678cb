//! Joins again what the splitter parted wrongly: rules of the genre.

use super::{Label, trim};
use crate::source::Span;

/// Abbreviations that any word may follow.
const OPEN: &[&str] = &["approx", "cf", "e.g", "i.e", "incl", "viz", "vs"];

/// Abbreviations that a number follows; without one, "art." is a word.
const NUMBERED: &[&str] = &[
    "art", "arts", "ch", "cl", "fig", "figs", "fn", "no", "nos", "p", "para", "paras", "pp", "reg",
    "regs", "res", "sec", "sect", "vol", "vols",
];

/// Abbreviations that a name follows.
const TITLES: &[&str] = &[
    "Adm", "Amb", "Brig", "Capt", "Cdr", "Col", "Dept", "Ft", "Gen", "Gov", "Lt", "Maj", "Prof",
    "Rep", "Rev", "Sen", "Sgt", "St",
];

/// Words that begin sentences and are no names.
const STARTERS: &[&str] = &[
    "A",
    "Accordingly",
    "All",
    "An",
    "And",
    "As",
    "At",
    "Both",
    "But",
    "By",
    "During",
    "Each",
    "For",
    "From",
    "Her",
    "His",
    "He",
    "However",
    "If",
    "In",
    "It",
    "Its",
    "On",
    "Our",
    "She",
    "That",
    "The",
    "Their",
    "These",
    "They",
    "This",
    "Those",
    "To",
    "Under",
    "We",
    "With",
];

/// Offices that begin as sentences do: "U.S. Under Secretary of State".
const OFFICES: &[&str] = &["Under Secretary", "Under-Secretary"];

/// No abbreviation is longer: how far back an end of a sentence is looked at.
const TAIL: usize = 32;

/// Adds one piece of a block to the sentences so far.
pub(super) fn add(text: &str, piece: Span, sentences: &mut Vec<Span>) {
    let mut piece = trim(text, piece);
    if let Some(last) = sentences.last_mut() {
        let trailing = trailing(&text[piece.start..piece.end]);
        if trailing > 0 {
            last.end = piece.start + trailing;
            piece = trim(text, Span::new(last.end, piece.end));
        }
        let is_end = piece.is_empty();
        if is_end || belongs(&text[last.start..last.end], &text[piece.start..piece.end]) {
            last.end = last.end.max(piece.end);
            return;
        }
    }
    if !piece.is_empty() {
        sentences.push(piece);
    }
}

/// The length of what ends the sentence before: a closing bracket or
/// quotation mark, and citation marks as in "Rome. [1, 2]".
fn trailing(text: &str) -> usize {
    let mut len = 0;
    loop {
        let rest = &text[len..];
        let closers = rest.len() - rest.trim_start_matches([')', '”', '’', '»']).len();
        let marks = closers + citation(&rest[closers..]);
        if marks == 0 {
            return len;
        }
        len += marks;
        let rest = &text[len..];
        let blanks = rest.len() - rest.trim_start().len();
        if citation(&rest[blanks..]) == 0 {
            return len;
        }
        len += blanks;
    }
}

/// The length of a citation mark: "[1, 2]", "[4-6].", "¹".
fn citation(text: &str) -> usize {
    let raised = text.trim_start_matches(['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁰']);
    if raised.len() < text.len() {
        return text.len() - raised.len();
    }
    let Some(inner) = text.strip_prefix('[') else { return 0 };
    let end = inner.find(|c: char| !c.is_ascii_digit() && !" ,;-–".contains(c)).unwrap_or(0);
    match inner[end..].starts_with(']') && end > 0 {
        true if inner[end + 1..].starts_with('.') => end + 3,
        true => end + 2,
        false => 0,
    }
}

/// Whether `next` is no sentence of its own but goes on with `last`.
fn belongs(last: &str, next: &str) -> bool {
    let end = tail(last);
    next.starts_with(char::is_lowercase)
        || Label::of(last).is_some_and(|label| label.len == last.len())
        || ends_in_abbreviation(end, next)
        || ends_in_initials(end, next)
        || ends_in_number(end)
}

fn ends_in_abbreviation(end: &str, next: &str) -> bool {
    let Some(word) = last_word(end) else { return false };
    let is_one_of = |list: &[&str]| list.iter().any(|known| word.eq_ignore_ascii_case(known));
    is_one_of(OPEN)
        || (is_one_of(NUMBERED) && begins_with_number(next))
        || (TITLES.contains(&word) && !begins_sentence(next))
}

/// "3", "IV", "(1999)", "No. 833".
fn begins_with_number(text: &str) -> bool {
    let word = text.split([' ', ',', '.', ';']).next().unwrap_or(text);
    let is_roman = !word.is_empty() && word.bytes().all(|byte| b"IVX".contains(&byte));
    text.trim_start_matches('(').starts_with(|c: char| c.is_ascii_digit())
        || is_roman
        || matches!(word, "No" | "Nos")
}

/// "J. Smith", "Joseph R. Biden", "U.S. Fifth Fleet": initials in a name.
fn ends_in_initials(end: &str, next: &str) -> bool {
    let is_office = OFFICES.iter().any(|office| next.starts_with(office));
    let is_name = next.starts_with(char::is_uppercase) && (is_office || !begins_sentence(next));
    is_name
        && last_word(end).is_some_and(|word| {
            word != "I"
                && word
                    .split('.')
                    .all(|part| matches!(part.as_bytes(), [letter] if letter.is_ascii_uppercase()))
        })
}

/// "The fields are: 1. Cyber; 2. Space."
fn ends_in_number(end: &str) -> bool {
    last_word(end).is_some_and(|number| {
        let before = end[..end.len() - number.len() - 1].trim_end();
        matches!(number.len(), 1..=2)
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && before.ends_with([':', ';'])
    })
}

/// The word before a final full stop.
fn last_word(end: &str) -> Option<&str> {
    end.strip_suffix('.')?.rsplit([' ', '(', '-', '“', '"']).next()
}

/// So many bytes hold any of [`STARTERS`] and the mark behind it. A text without blanks
/// is not looked through at each of its full stops.
const LONGEST_STARTER: usize = 16;

pub(super) fn begins_sentence(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(LONGEST_STARTER)];
    STARTERS.contains(&head.split([' ', ',', '’']).next().unwrap_or(head))
}

fn tail(text: &str) -> &str {
    &text[text.floor_char_boundary(text.len().saturating_sub(TAIL))..]
}
