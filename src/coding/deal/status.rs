//! How far the deal has come.

use std::ops::Range;

use crate::coding::Genre;
use crate::coding::signs::Signs;

use super::{Reading, making, words};

/// What says that a deal is made, and how far; within a statement the first
/// row wins.
static MADE: [(&str, Signs); 3] = [
    (
        "in-force",
        Signs::new(&[
            "entered into force",
            "entered into effect",
            "came into force",
            "came into effect",
            "has taken effect",
            "took effect",
        ]),
    ),
    (
        "signed",
        Signs::new(&[
            "signed",
            "sign",
            "signs",
            "inked",
            "ink",
            "inks",
            "signing of",
            "signing ceremony",
            "sealed a",
            "put their signatures",
            "put their names to",
            "put pen to paper",
        ]),
    ),
    (
        "announced",
        Signs::new(&[
            "announced",
            "announce",
            "announces",
            "unveiled",
            "unveil",
            "unveils",
            "issued",
            "proclaimed",
            "finalised",
            "finalized",
            "agreed on",
            "have agreed",
            "agreed to",
            "agree to",
            "agree on",
            "elevate",
            "elevated",
            "launched",
            "adopted",
            "adopt",
            "concluded",
            "conclude",
            "wrapped up",
            "wrap up",
        ]),
    ),
];

/// What says that the deal spoken of was signed, and no other.
static SIGNED_IT: Signs = Signs::new(&[
    "it was signed",
    "signed it",
    "signed the accord",
    "signed the agreement",
    "signed the compact",
    "signed the declaration",
    "signed the document",
    "signed the memorandum",
    "signed the pact",
    "signed the roadmap",
    "signed the treaty",
]);

/// What says that a deal is no more than proposed.
static PROPOSED: Signs = Signs::new(&[
    "proposal",
    "proposals",
    "proposed",
    "proposes",
    "propose",
    "under discussion",
    "under negotiation",
    "under consideration",
    "exploratory",
    "pushed for",
    "pushes for",
    "is considering",
    "are considering",
    "in talks",
    "in negotiations",
    "are negotiating",
    "is negotiating",
    "negotiations on",
    "negotiating a",
    "negotiating an",
    "draft text",
    "draft agreement",
    "draft treaty",
    "draft pact",
    "draft accord",
    "draft memorandum",
    "early stage",
    "early stages",
    "sounds out",
    "sounded out",
    "floated",
    "floats",
    "mulls",
    "mulling",
    "dangles",
    "early talks",
    "exploratory talks",
    "has offered",
    "have offered",
    "familiar with the talks",
    "familiar with the negotiations",
    "briefed on the talks",
    "close to a deal",
    "close to an agreement",
    "nearing a deal",
    "edge closer",
    "edge toward",
    "edge towards",
]);

/// What may say so, where the text talks in conditionals.
static OFFERED: Signs = Signs::new(&[
    "offer",
    "offers",
    "offered",
    "draft",
    "drafts",
    "drafted",
    "talks",
    "negotiations",
    "negotiators",
    "weigh",
    "weighs",
    "weighing",
    "mull",
    "mulls",
    "eye",
    "eyes",
    "seek",
    "seeks",
    "courts",
    "woos",
    "explore",
    "exploring",
    "considers",
    "considering",
    "discuss",
    "discusses",
    "discussing",
    "non-paper",
    "would",
]);

/// What denies outright that there is a deal.
static DENIED: Signs = Signs::new(&[
    "still being negotiated",
    "still under negotiation",
    "remain under negotiation",
    "remains under negotiation",
    "remain under discussion",
    "remains under discussion",
    "talks are at an early stage",
    "talks are continuing",
    "talks continue",
    "no decision",
    "no final decision",
    "formal reply",
]);

/// What has not been done where a negation stands before it.
static UNDONE: Signs = Signs::new(&[
    "agree",
    "agreed",
    "concluded",
    "decided",
    "finalised",
    "finalized",
    "initialled",
    "reached",
    "settled",
    "sign",
    "signed",
]);

/// What is agreed, launched or announced where there is only talk.
const TALK: &[&str] = &[
    "begin",
    "consider",
    "continue",
    "discuss",
    "draft",
    "examine",
    "explore",
    "keep",
    "meet",
    "negotiate",
    "negotiations",
    "offer",
    "open",
    "plans",
    "proposal",
    "proposals",
    "resume",
    "start",
    "study",
    "talks",
];

/// Verbs whose talks are over: "concluded negotiations on ...".
const ENDING: &[&str] =
    &["completed", "conclude", "concluded", "finalised", "finalized", "wrapped up", "wrap up"];

/// Words behind which a verb's object is over.
const PREPOSITIONS: &[&str] = &["after", "at", "by", "during", "following", "in", "on", "with"];

/// How many words behind a verb tell its object.
const OBJECT: usize = 3;

/// Verbs of what may come, and of what is settled to come.
static CONDITIONAL: Signs =
    Signs::new(&["would", "could", "might", "envisions", "envisages", "envisioned", "proposes"]);
static SETTLED: Signs = Signs::new(&["will", "shall", "is to", "are to"]);

/// How many statements, title apart, lead into a report.
const LEAD: usize = 5;

/// How many statements a report has at most; what is longer is no report.
const REPORT: usize = 200;

/// The status that the text gives.
pub fn of(reading: &Reading<'_>) -> Option<String> {
    let status = match reading.genre {
        Genre::Statement => statement(reading),
        Genre::Treaty => treaty(reading),
        Genre::News => report(reading),
    };
    status.map(str::to_owned)
}

/// What a report says of it. A headline that tells of the making is believed;
/// else what only may be outweighs a verb that may be another deal's.
fn report(reading: &Reading<'_>) -> Option<&'static str> {
    let title = reading.title.to_lowercase();
    let texts: Vec<String> = reading.texts().take(REPORT).map(str::to_lowercase).collect();
    let top = || reading.top.iter().map(|told| &told.lower);
    let lead = || std::iter::once(&title).chain(top().take(LEAD));
    let is_denied = texts.iter().any(|text| denies(text));
    let is_open = is_conditional(&texts);
    let is_proposed = lead().any(|text| proposes(text));
    let is_offered = is_open && lead().any(|text| OFFERED.are_in(text));
    let told = top().take(LEAD).find_map(|text| made(text));
    // What was announced first may be signed in the next sentence.
    let is_signed = top().take(LEAD).any(|text| says_any(text, &SIGNED_IT));
    let told =
        told.map(|status| if is_signed && status == "announced" { "signed" } else { status });
    if let Some(titled) = made(&title).filter(|titled| *titled != "announced") {
        return Some(titled);
    }
    // Of a deal that is signed, a part may still be talked about; but so may
    // one that follows on an older deal.
    let is_firm = told.is_some_and(|status| status != "announced");
    let signs = [is_denied, is_open, is_proposed].into_iter().filter(|sign| *sign).count();
    if is_denied && signs >= if is_firm { 3 } else { 2 } {
        return Some("proposed");
    }
    if let Some(titled) = made(&title) {
        // A headline announces what the text may say was signed.
        return told.or(Some(titled));
    }
    if is_proposed && (is_open || told.is_none()) || is_offered && told.is_none() {
        return Some("proposed");
    }
    let later = || top().find_map(|text| made(text));
    told.or_else(later).or_else(|| {
        let proposed = is_denied || top().any(|text| proposes(text));
        proposed.then_some("proposed")
    })
}

/// Whether a lower-case sentence says that nothing is signed or settled.
fn denies(text: &str) -> bool {
    let is_undone = |verb: &Range<usize>| making::is_negated(&text[..verb.start]);
    DENIED.are_in(text) || UNDONE.places(text).iter().any(is_undone)
}

/// Whether a text tells more of what may be than of what is to be.
fn is_conditional(texts: &[String]) -> bool {
    let count = |cues: &Signs| texts.iter().filter(|text| cues.are_in(text)).count();
    let conditional = count(&CONDITIONAL);
    conditional >= 2 && conditional > count(&SETTLED)
}

/// How far a lower-case sentence tells that a deal was made.
fn made(text: &str) -> Option<&'static str> {
    let made = MADE.iter().find(|(_, signs)| says_any(text, signs)).map(|(status, _)| *status);
    // "Peru announced that it had proposed a treaty" announces no treaty.
    made.filter(|status| *status != "announced" || !proposes(text))
}

/// Whether a lower-case sentence says one of some signs of a deal that is made.
fn says_any(text: &str, signs: &Signs) -> bool {
    let says = |sign: &Range<usize>| {
        // "Concluded talks" may have come to nothing; what is wrapped up has not.
        let is_wrapped = text[sign.clone()].starts_with("wrap");
        making::is_made(&text[..sign.start]) && (is_wrapped || !is_talk(&text[sign.end..]))
    };
    signs.places(text).iter().any(says)
}

/// Whether a lower-case sentence says that a deal is no more than proposed, and
/// not that the talks on it are over.
fn proposes(text: &str) -> bool {
    let is_over = |sign: &Range<usize>| {
        ENDING.iter().any(|verb| text[..sign.start].trim_end().ends_with(verb))
    };
    PROPOSED.places(text).iter().any(|sign| !is_over(sign))
}

/// Whether what follows a verb is talk and no deal: "agreed to explore ...".
fn is_talk(behind: &str) -> bool {
    let object = behind.split_whitespace().take(OBJECT);
    let mut object = object.take_while(|word| !PREPOSITIONS.contains(word));
    object.any(|word| TALK.contains(&word.trim_matches(|c: char| !c.is_alphanumeric())))
}

/// A text that the parties issue is announced; one that ends in signatures is
/// signed.
fn statement(reading: &Reading<'_>) -> Option<&'static str> {
    let title = reading.title.to_lowercase();
    if words::holds(&title, &["proposal", "draft", "non-paper"]) {
        return Some("proposed");
    }
    let is_issued = title.contains("statement") || title.contains("communiqu");
    Some(if !is_issued && has_signature(reading) { "signed" } else { "announced" })
}

fn treaty(reading: &Reading<'_>) -> Option<&'static str> {
    if words::holds(&reading.title.to_lowercase(), &["draft", "proposal", "proposed"]) {
        return Some("proposed");
    }
    has_signature(reading).then_some("signed")
}

/// Beginnings of the words with which signed texts end.
const SIGNATURES: &[&str] = &["done at ", "done in ", "signed at ", "signed in ", "in witness"];

/// Whether the text ends as signed texts do.
fn has_signature(reading: &Reading<'_>) -> bool {
    let tail = reading.statements.iter().rev().take(super::TOP);
    tail.map(|statement| reading.source.slice(statement.span).to_ascii_lowercase())
        .any(|text| SIGNATURES.iter().any(|sign| text.contains(sign)))
}
