//! Tells headings from sentences by their looks.

use crate::source::BlockKind;
use crate::statement::Label;

/// A heading has no more words than this.
const LONGEST_HEADING: usize = 14;

/// Stressed text may be a longer one.
const LONGEST_STRESSED: usize = 20;

/// A line of its own that introduces what follows has no more words than this.
const LONGEST_INTRODUCTION: usize = 8;

/// Nor more bytes, however few its blanks are.
const LONGEST_LINE: usize = 400;

/// What a paragraph without marks of its own is.
pub fn kind_of_paragraph(text: &str) -> BlockKind {
    match Label::of(text) {
        Some(label) if is_numbered_heading(text, label) => BlockKind::Heading,
        Some(_) => BlockKind::Item,
        None if is_title(text) => BlockKind::Heading,
        None => BlockKind::Paragraph,
    }
}

/// Whether a line of plain text is a heading: short, and without the end of a
/// sentence.
pub fn is_heading(text: &str) -> bool {
    let words = words(text, LONGEST_HEADING);
    if words.is_empty() || !begins_heading(text) {
        return false;
    }
    let ends_open = !text.ends_with(['.', '!', ';', ',', ':', '”', '"', ']', ')']);
    is_capitals(text)
        || is_title(text)
        || ends_open && (is_question(words[0]) || !words.iter().any(|word| is_modal(word)))
}

/// Whether a text with a number is a heading: "Article 5 – Use of space", but
/// "1. Joint production of engines" is an item.
pub fn is_numbered_heading(text: &str, label: Label) -> bool {
    is_title(text) || label.is_division() && is_heading(text)
}

/// Whether every word of some length in a short text is capitalised, as a
/// paragraph's never are.
pub fn is_title(text: &str) -> bool {
    let words = words(text, LONGEST_HEADING);
    let is_small = |word: &&str| word.len() < 4 || word.starts_with("with");
    !words.is_empty()
        && begins_heading(text)
        && !text.ends_with(['.', '!', '?', ';', ',', '”', '"', ']'])
        && words.iter().all(|word| is_small(word) || !word.starts_with(char::is_lowercase))
}

/// Stressed text is a heading unless it is a sentence.
pub fn is_stressed_heading(text: &str) -> bool {
    let words = words(text, LONGEST_STRESSED).len();
    let ends_sentence = text.ends_with(['.', '!', '?', ';', ',']) && words > 3;
    let introduces = text.ends_with(':') && words > LONGEST_INTRODUCTION;
    words > 0 && !ends_sentence && !introduces
}

/// The words of a text, or none where it is too long or has more than `most`.
fn words(text: &str, most: usize) -> Vec<&str> {
    if text.len() > LONGEST_LINE {
        return Vec::new();
    }
    let words: Vec<&str> = text.split_whitespace().take(most + 1).collect();
    if words.len() > most { Vec::new() } else { words }
}

fn begins_heading(text: &str) -> bool {
    text.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
}

/// "KEY TAKEAWAYS:" and no lower-case letter.
fn is_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() > 3 && !text.chars().any(char::is_lowercase)
}

/// "What the deal will change" heads a section, for all its verb.
fn is_question(word: &str) -> bool {
    ["what", "why", "how", "where", "when", "who"].iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// "Japan will provide radar" is a statement whose full stop is missing.
fn is_modal(word: &str) -> bool {
    matches!(word, "will" | "shall" | "must" | "agree" | "agreed")
}
