//! The verbs that tell of a deal being made.

use std::ops::Range;

use crate::coding::signs::Signs;

/// Verbs whose subject makes the deal, in lower case.
static VERBS: Signs = Signs::new(&[
    "signed",
    "sign",
    "signs",
    "inked",
    "ink",
    "announced",
    "announce",
    "announces",
    "unveiled",
    "unveil",
    "unveils",
    "issued",
    "released",
    "adopted",
    "concluded",
    "conclude",
    "finalised",
    "finalized",
    "sealed",
    "initialled",
    "initialed",
    "launched",
    "struck",
    "agreed",
    "elevated",
    "proclaimed",
    "put their names to",
    "put their signatures to",
    "put pen to paper",
]);

/// Nouns and verbs of an occasion at which deals are made.
static OCCASIONS: Signs = Signs::new(&[
    "met",
    "meet",
    "meeting",
    "summit",
    "briefing",
    "ceremony",
    "signing",
    "welcomed",
    "welcomes",
    "visit",
    "hosted",
    "gather",
    "gathered",
    "convened",
    "consultations",
]);

/// Verbs whose subjects come together.
static MEETINGS: Signs = Signs::new(&["met", "gathered", "convened"]);

/// Words before such a verb that make it another meeting than the one told of.
const OTHER: &[&str] =
    &["after", "earlier", "first", "last", "once", "previously", "since", "when", "who"];

/// Words right before a verb that put it into a wish, a denial or the past of
/// another deal.
const UNMADE: &[&str] = &[
    "any", "eventual", "expected", "no", "planned", "possible", "without", "be", "being", "before",
    "could", "had", "if", "may", "might", "must", "never", "not", "should", "shall", "to",
    "unless", "until", "will", "would", "yet",
];

/// How many words before a verb decide whether it counts.
const REACH: usize = 2;

/// Words that negate what follows within a few words.
const NEGATIONS: &[&str] = &["neither", "no", "nobody", "none", "not", "nothing", "yet"];

/// How many words before a verb a negation may stand.
const NEGATION_REACH: usize = 5;

/// Where a lower-case sentence tells that something was made: its verbs.
pub fn verbs(sentence: &str) -> Vec<Range<usize>> {
    let mut verbs = VERBS.places(sentence);
    verbs.retain(|verb| is_made(&sentence[..verb.start]));
    verbs
}

/// Whether the words before a verb leave it standing.
pub fn is_made(before: &str) -> bool {
    let last = before.split_whitespace().rev().take(REACH);
    let mut last = last.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    !last.any(|word| UNMADE.contains(&word)) && !is_negated(before)
}

/// Whether a negation in the same clause stands shortly before a verb.
pub fn is_negated(before: &str) -> bool {
    let last = before.split_whitespace().rev().take(NEGATION_REACH);
    let mut clause = last.take_while(|word| !word.ends_with([',', ';', ':']));
    clause.any(|word| NEGATIONS.contains(&word))
}

/// Where a lower-case sentence tells of the meeting that it is about.
pub fn meeting(sentence: &str) -> Option<Range<usize>> {
    let is_this = |verb: &Range<usize>| {
        let before = &sentence[..verb.start];
        let mut words = before.split(|c: char| !c.is_alphanumeric());
        is_made(before) && !words.any(|word| OTHER.contains(&word))
    };
    MEETINGS.places(sentence).into_iter().find(is_this)
}

/// Whether a lower-case sentence tells of a meeting or a visit.
pub fn is_occasion(sentence: &str) -> bool {
    OCCASIONS.are_in(sentence)
}
