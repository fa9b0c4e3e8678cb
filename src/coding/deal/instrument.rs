//! What kind of document the deal is.

use super::Reading;

/// Nouns and the instrument they name, the more telling ones first.
const NOUNS: &[(&str, &str)] = &[
    ("joint statement", "joint statement"),
    ("joint leaders", "joint statement"),
    ("leaders’ statement", "joint statement"),
    ("joint vision statement", "joint statement"),
    ("joint press", "joint statement"),
    ("fact sheet", "joint statement"),
    ("communiqu", "declaration"),
    ("memorandum", "memorandum"),
    ("memoranda", "memorandum"),
    ("treaty", "treaty"),
    ("convention", "treaty"),
    ("declaration", "declaration"),
    ("action plan", "action plan"),
    ("roadmap", "roadmap"),
    ("road map", "roadmap"),
    ("agreement", "agreement"),
    ("accord", "agreement"),
    ("pact", "agreement"),
    ("deal", "agreement"),
    ("partnership", "partnership"),
    ("proposal", "proposal"),
];

/// Verbs whose object is the deal.
const MAKING: &[&str] = &[
    "signed",
    "sign ",
    "signs",
    "signing",
    "inked",
    "announced",
    "unveiled",
    "finalised",
    "finalized",
    "agreed",
    "agree ",
    "adopted",
    "concluded",
    "launched",
    "struck",
    "sealed",
    "issued",
];

/// The instrument the title names, or the first one that somebody makes.
pub fn of(reading: &Reading<'_>, status: Option<&str>) -> Option<String> {
    let title = reading.title.to_lowercase().replace('\'', "’");
    let told = || reading.top().find_map(made).or_else(|| reading.top().find_map(first_noun));
    let is_proposal = status == Some("proposed")
        && reading.top().any(|text| find_word(&text.to_lowercase(), "propos").is_some());
    let instrument = if is_proposal { Some("proposal") } else { by_rank(&title).or_else(told) };
    instrument.map(str::to_owned)
}

/// The highest noun that a title holds.
fn by_rank(text: &str) -> Option<&'static str> {
    NOUNS
        .iter()
        .find(|(noun, _)| find_word(text, noun).is_some())
        .map(|(_, instrument)| *instrument)
}

/// The noun nearest behind a verb that makes deals.
fn made(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let verb = MAKING.iter().filter_map(|verb| find_word(&text, verb)).min()?;
    first_noun(&text[verb..])
}

fn first_noun(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let placed = |(noun, instrument): &(&str, &'static str)| {
        find_word(&text, noun).map(|at| (at, *instrument))
    };
    NOUNS.iter().filter_map(placed).min_by_key(|(at, _)| *at).map(|(_, instrument)| instrument)
}

/// Where a text holds a phrase at the beginning of a word.
fn find_word(text: &str, phrase: &str) -> Option<usize> {
    let begins = |at: &usize| !text[..*at].ends_with(char::is_alphanumeric);
    text.match_indices(phrase).map(|(at, _)| at).find(begins)
}
