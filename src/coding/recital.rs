//! Recitals: what the parties have in mind before they agree.

use super::Passage;
use super::clause::{Clause, first_word};

/// What a recital holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recital {
    /// What the parties want: a provision, if an intended one.
    Aim,
    /// What they know, value or believe: background.
    Fact,
}

/// First words of recitals that state an aim.
const AIMS: &[&str] = &[
    "aiming",
    "aspiring",
    "committed",
    "desiring",
    "desirous",
    "expressing",
    "determined",
    "intending",
    "resolved",
    "resolving",
    "seeking",
    "striving",
    "willing",
    "wishing",
];

/// First words of recitals that state facts, values and beliefs.
const FACTS: &[&str] = &[
    "acknowledging",
    "affirming",
    "appreciating",
    "aware",
    "bearing",
    "believing",
    "cognizant",
    "concerned",
    "conscious",
    "considering",
    "convinced",
    "emphasising",
    "emphasizing",
    "guided",
    "having",
    "highlighting",
    "inspired",
    "mindful",
    "noting",
    "pursuant",
    "respecting",
    "sharing",
    "reaffirming",
    "recalling",
    "recognising",
    "recognizing",
    "referring",
    "reiterating",
    "stressing",
    "taking",
    "underlining",
    "underscoring",
    "welcoming",
    "whereas",
];

/// First words of recitals that state an aim where they affirm a will.
const AFFIRMING: &[&str] = &["affirming", "confirming", "reaffirming", "reiterating"];

/// Nouns of a will.
const WILLS: &[&str] =
    &[" desire ", " determination ", " intention ", " resolve ", " willingness ", " wish "];

/// Words that may stand before the participle.
const ADVERBS: &[&str] = &["also", "and", "further"];

/// Whether a passage is a recital: a participle that no main clause follows.
pub fn of(passage: Passage<'_>, clause: Clause) -> Option<Recital> {
    let text = passage.text.trim_start_matches(|c: char| !c.is_alphabetic());
    let goes_on = text.ends_with([';', ',']) || text.ends_with("; and");
    if !goes_on && !clause.is_bare() {
        return None;
    }
    let first = first_word(text);
    let word = match ADVERBS.iter().any(|adverb| first.eq_ignore_ascii_case(adverb)) {
        true => first_word(text[first.len()..].trim_start()),
        false => first,
    };
    let is_one_of = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
    let names_will = || WILLS.iter().any(|noun| text.contains(noun));
    if is_one_of(AIMS) || (is_one_of(AFFIRMING) && names_will()) {
        Some(Recital::Aim)
    } else if is_one_of(FACTS) {
        Some(Recital::Fact)
    } else {
        None
    }
}
