//! How far the deal has come.

use crate::coding::Genre;

use super::Reading;

/// What says so, and of which status; within a statement the first row wins.
const SIGNS: &[(&str, &[&str])] = &[
    (
        "in-force",
        &["entered into force", "came into force", "came into effect", "has taken effect"],
    ),
    (
        "signed",
        &[
            "have signed",
            "has signed",
            "signed",
            "inked",
            "signing of",
            "signing ceremony",
            "was signed",
            "sealed a",
            "put their signatures",
        ],
    ),
    (
        "announced",
        &[
            "announced",
            "unveiled",
            "finalised",
            "finalized",
            "agreed on",
            "have agreed",
            "agreed to",
            "agree to",
            "agree on",
            "elevate",
            "launched",
            "elevated",
            "adopted",
            "concluded",
        ],
    ),
    (
        "proposed",
        &[
            "proposal",
            "proposed",
            "proposes",
            "under discussion",
            "exploratory",
            "pushed for",
            "is considering",
            "are considering",
            "in talks",
            "early talks",
            "early stage",
            "exploratory talks",
            "sounds out",
            "sounding out",
            "sounded out",
            "floats",
            "floated",
            "mulls",
            "mulling",
            "dangles",
            "has offered",
            "have offered",
            "quietly offered",
            "an offer",
            "the offer",
            "yet to agree",
            "nothing has been settled",
            "are negotiating",
            "negotiations on",
        ],
    ),
];

/// Words before "signed" that put it into another deal's past or into a wish.
const ELSEWHERE: &[&str] = &["had ", "be ", "not ", "not yet ", "being "];

/// The status that the first telling statement gives.
pub fn of(reading: &Reading<'_>) -> Option<String> {
    let status = match reading.genre {
        Genre::Statement => statement(reading),
        Genre::Treaty => treaty(reading),
        Genre::News => std::iter::once(reading.title).chain(reading.top()).find_map(told),
    };
    status.map(str::to_owned)
}

/// The status that a sentence tells.
fn told(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    SIGNS.iter().find(|(_, signs)| signs.iter().any(|sign| says(&text, sign))).map(|(s, _)| *s)
}

fn says(text: &str, sign: &str) -> bool {
    text.match_indices(sign).any(|(at, _)| {
        let before = &text[..at];
        let is_word = !before.ends_with(char::is_alphanumeric)
            && !text[at + sign.len()..].starts_with(char::is_alphanumeric);
        is_word && !ELSEWHERE.iter().any(|word| before.ends_with(word))
    })
}

/// A text that the parties issue is announced; a memorandum among them is
/// signed if it says so.
fn statement(reading: &Reading<'_>) -> Option<&'static str> {
    let title = reading.title.to_lowercase();
    if title.contains("proposal") {
        return Some("proposed");
    }
    let is_instrument = ["memorandum", "agreement", "treaty"].iter().any(|i| title.contains(i));
    let is_signed = is_instrument && !title.contains("statement") && has_signature(reading);
    Some(if is_signed { "signed" } else { "announced" })
}

fn treaty(reading: &Reading<'_>) -> Option<&'static str> {
    has_signature(reading).then_some("signed")
}

/// Whether the text ends as signed texts do.
fn has_signature(reading: &Reading<'_>) -> bool {
    let tail = reading.statements.iter().rev().take(super::TOP);
    tail.map(|statement| reading.source.slice(statement.span)).any(|text| {
        [
            "Done at",
            "DONE at",
            "DONE AT",
            "Done in",
            "Signed at",
            "Signed in",
            "SIGNED at",
            "IN WITNESS",
            "In witness",
        ]
        .iter()
        .any(|sign| text.contains(sign))
    })
}
