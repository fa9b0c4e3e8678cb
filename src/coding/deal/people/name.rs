//! The names of people.

use crate::coding::deal::words::{Word, words};

/// Titles before a name; alone they are none.
const HONORIFICS: &[&str] = &[
    "Mr",
    "Ms",
    "Mrs",
    "Dr",
    "Hon",
    "Honourable",
    "Honorable",
    "Gen",
    "Lt",
    "Sen",
    "Sir",
    "Dame",
    "Shri",
    "The",
    "Rt",
    "H.E",
    "HE",
    "Excellency",
];

/// Capitalised words that no name holds.
const NO_NAMES: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Today",
    "On",
    "In",
    "At",
    "And",
];

/// No name has more words than this.
const LONGEST: usize = 6;

/// How many bytes of a text are a blank and a name behind it.
pub fn length(text: &str) -> usize {
    if !text.starts_with(' ') {
        return 0;
    }
    let mut length = 0;
    let mut words = text.split_inclusive(' ').skip(1).peekable();
    let mut offset = 1;
    for _ in 0..LONGEST {
        let Some(word) = words.next() else { break };
        let bare = word.trim_end();
        let core = bare.trim_end_matches([',', ';', ':', '.', '’', '\'', '”', '"', ')']);
        let core = core.strip_suffix("’s").or_else(|| core.strip_suffix("'s")).unwrap_or(core);
        let is_short = core.len() == 1 || core == "Jr" || HONORIFICS.contains(&core);
        let keeps_dot = is_short && bare[core.len()..].starts_with('.');
        let is_name = core.starts_with(char::is_uppercase) && !NO_NAMES.contains(&core);
        let is_particle = length > 0 && is_particle(core);
        if !is_name && !is_particle {
            break;
        }
        if is_name && !HONORIFICS.contains(&core) {
            length = offset + core.len() + usize::from(keeps_dot);
        }
        offset += word.len();
        let junior = words.peek().is_some_and(|next| next.starts_with("Jr"));
        if core.len() < bare.len() && !keeps_dot && !junior {
            break;
        }
    }
    length
}

fn is_particle(word: &str) -> bool {
    word != "of" && words(word).first().is_some_and(|word| word.is_particle())
}

/// The name that a text ends with.
pub fn before(text: &str) -> Option<&str> {
    let words = words(text);
    let belongs = |word: &&Word<'_>| {
        let is_name =
            word.is_capital() && !HONORIFICS.contains(&word.text) && !NO_NAMES.contains(&word.text);
        is_name || is_particle(word.text)
    };
    let last = words.last()?;
    let mut start = None;
    for (index, word) in words.iter().rev().take(LONGEST).enumerate() {
        let is_apart = index > 0 && word.stops && word.text.len() > 1;
        if is_apart || !belongs(&word) {
            break;
        }
        if word.is_capital() {
            start = Some(word.start);
        }
    }
    start.filter(|_| last.end == text.len()).map(|start| &text[start..])
}

/// Whether a name has a first and a last one.
pub fn is_full(name: &str) -> bool {
    let names = words(name);
    names.iter().filter(|word| word.is_capital() && !HONORIFICS.contains(&word.text)).count() >= 2
}
