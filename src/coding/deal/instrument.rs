//! What kind of document the deal is.

use crate::coding::Genre;

use super::{Reading, words};

/// Nouns and the instrument they name, the more telling ones first.
const NOUNS: &[(&str, &str)] = &[
    ("joint statement", "joint statement"),
    ("joint leaders", "joint statement"),
    ("leaders’ statement", "joint statement"),
    ("joint vision statement", "joint statement"),
    ("joint press", "joint statement"),
    ("fact sheet", "joint statement"),
    ("communiqué", "joint statement"),
    ("communique", "joint statement"),
    ("memorandum", "memorandum"),
    ("memoranda", "memorandum"),
    ("mou", "memorandum"),
    ("letter of intent", "memorandum"),
    ("treaty", "treaty"),
    ("treaties", "treaty"),
    ("convention", "treaty"),
    ("declaration", "declaration"),
    ("action plan", "action plan"),
    ("plan of action", "action plan"),
    ("roadmap", "roadmap"),
    ("road map", "roadmap"),
    ("agreement", "agreement"),
    ("accord", "agreement"),
    ("pact", "agreement"),
    ("protocol", "agreement"),
    ("partnership", "partnership"),
    ("compact", "partnership"),
    ("deal", "agreement"),
    ("proposal", "proposal"),
];

/// Nouns by which a text that the parties wrote calls itself.
const OWN_NAMES: &[(&str, &str)] = &[
    ("this memorandum", "memorandum"),
    ("this treaty", "treaty"),
    ("this convention", "treaty"),
    ("this agreement", "agreement"),
    ("this protocol", "agreement"),
    ("this action plan", "action plan"),
    ("this roadmap", "roadmap"),
    ("this joint statement", "joint statement"),
    ("this declaration", "declaration"),
    ("this joint declaration", "declaration"),
];

/// In how many statements a text comes to call itself by a name.
const OWN_REACH: usize = 100;

/// Verbs whose object is the deal.
const MAKING: &[&str] = &[
    "signed",
    "sign",
    "signs",
    "signing",
    "inked",
    "announced",
    "unveiled",
    "finalised",
    "finalized",
    "agreed",
    "agree",
    "adopted",
    "concluded",
    "launched",
    "struck",
    "sealed",
    "issued",
    "put their names to",
    "put pen to paper",
];

/// The instrument the title names, or what the text calls itself, or the first
/// one that somebody makes. What is only proposed is a proposal, whatever it is
/// to become, unless the text itself is the draft.
pub fn of(reading: &Reading<'_>, status: Option<&str>) -> Option<String> {
    let title = reading.title.to_lowercase().replace('\'', "’");
    let top = || reading.top.iter().map(|told| told.text);
    let told = || top().find_map(made).or_else(|| top().find_map(first_noun));
    let instrument = match reading.genre {
        Genre::News if status == Some("proposed") => Some("proposal"),
        Genre::News => by_rank(&title).or_else(told),
        Genre::Statement | Genre::Treaty => {
            titled(&title).or_else(|| own_name(reading)).or_else(|| by_rank(&title)).or_else(told)
        }
    };
    instrument.map(str::to_owned)
}

/// The noun of a title that says what the text is, not only that it is a deal.
fn titled(title: &str) -> Option<&'static str> {
    by_rank(title).filter(|instrument| !["agreement", "partnership"].contains(instrument))
}

/// What a text calls itself first: "this Memorandum".
fn own_name(reading: &Reading<'_>) -> Option<&'static str> {
    reading.texts().take(OWN_REACH).find_map(|text| {
        let text = text.to_lowercase();
        let own = OWN_NAMES.iter().find(|(name, _)| words::holds(&text, &[name]));
        own.map(|(_, instrument)| *instrument)
    })
}

/// The highest noun that a title holds.
fn by_rank(text: &str) -> Option<&'static str> {
    NOUNS
        .iter()
        .find(|(noun, _)| find_noun(text, noun).is_some())
        .map(|(_, instrument)| *instrument)
}

/// The noun nearest behind a verb that makes deals.
fn made(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let verb = MAKING.iter().filter_map(|verb| words::places(&text, verb).next()).min()?;
    first_noun(&text[verb..])
}

fn first_noun(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let placed = |(noun, instrument): &(&str, &'static str)| {
        find_noun(&text, noun).map(|at| (at, *instrument))
    };
    NOUNS.iter().filter_map(placed).min_by_key(|(at, _)| *at).map(|(_, instrument)| instrument)
}

/// Where a text holds a noun, or its plural, as a whole word.
fn find_noun(text: &str, noun: &str) -> Option<usize> {
    text.match_indices(noun).map(|(at, _)| at).find(|at| {
        let behind = &text[at + noun.len()..];
        let behind = behind.strip_prefix('s').unwrap_or(behind);
        !text[..*at].ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric)
    })
}
