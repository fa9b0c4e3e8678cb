//! The offices in which people act for a state.

use crate::coding::deal::words::{Word, words};
use crate::source::Span;

/// Nouns of office.
const HEADS: &[&str] = &[
    "admiral",
    "adviser",
    "advisor",
    "ambassador",
    "chancellor",
    "commissioner",
    "emir",
    "king",
    "minister",
    "premier",
    "president",
    "prince",
    "queen",
    "representative",
    "secretary",
    "secretary-general",
    "sultan",
    "taoiseach",
];

/// The same of several people.
const PLURALS: &[&str] = &[
    "chancellors",
    "leaders",
    "ministers",
    "premiers",
    "presidents",
    "representatives",
    "secretaries",
];

/// Words before such a noun that belong to it.
const RANKS: &[&str] = &[
    "acting",
    "assistant",
    "cabinet",
    "chief",
    "commission",
    "council",
    "crown",
    "deputy",
    "federal",
    "first",
    "high",
    "permanent",
    "prime",
    "special",
    "under",
    "vice",
];

/// What an office is for.
pub const PORTFOLIOS: &[&str] = &[
    "affairs",
    "agriculture",
    "armament",
    "armaments",
    "armed",
    "business",
    "civil",
    "climate",
    "commerce",
    "communications",
    "cooperation",
    "cyber",
    "defence",
    "defense",
    "development",
    "digital",
    "economic",
    "economy",
    "education",
    "electronics",
    "energy",
    "environment",
    "europe",
    "european",
    "external",
    "finance",
    "fisheries",
    "forces",
    "foreign",
    "health",
    "home",
    "industry",
    "information",
    "infrastructure",
    "innovation",
    "interior",
    "international",
    "investment",
    "justice",
    "labor",
    "labour",
    "maritime",
    "mines",
    "mining",
    "munitions",
    "national",
    "natural",
    "overseas",
    "petroleum",
    "planning",
    "procurement",
    "public",
    "regional",
    "research",
    "resources",
    "science",
    "security",
    "space",
    "state",
    "technology",
    "trade",
    "transformation",
    "transport",
    "treasury",
    "veterans",
    "war",
    "water",
];

/// Words between them.
const LINKS: &[&str] = &["and", "for", "of", "the"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Office,
    /// "the foreign ministers of ...": several who hold one.
    Several,
    /// "her Chilean counterpart": whoever holds the same office elsewhere.
    Counterpart,
}

/// An office in a text.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    pub kind: Kind,
    pub start: usize,
    end: usize,
}

impl Found {
    pub fn span(self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// The offices in a text, each with its rank and its portfolio.
pub fn find(text: &str) -> Vec<Found> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let word = words[at];
        if word.text.eq_ignore_ascii_case("counterpart") {
            found.push(Found { kind: Kind::Counterpart, start: word.start, end: word.end });
        } else if word.is_one_of(PLURALS) {
            found.push(Found { kind: Kind::Several, start: word.start, end: word.end });
        } else if word.is_one_of(HEADS) {
            let first = first_word(&words, at);
            let last = last_word(&words, at);
            let (mut start, end) = (words[first].start, words[last].end);
            // "Deputy Prime Minister and Minister of Defence" is one office.
            if let Some(before) = found.pop_if(|before: &mut Found| {
                before.kind == Kind::Office && text.get(before.end..start) == Some(" and ")
            }) {
                start = before.start;
            }
            found.push(Found { kind: Kind::Office, start, end });
            at = last;
        }
        at += 1;
    }
    found
}

/// Goes back over "Deputy", "Foreign" and the like.
fn first_word(words: &[Word<'_>], head: usize) -> usize {
    let belongs =
        |word: &Word<'_>| !word.stops && (word.is_one_of(RANKS) || word.is_one_of(PORTFOLIOS));
    let count = words[..head].iter().rev().take_while(|word| belongs(word)).count();
    head - count
}

/// Goes on over "of National Defence", "of Trade, Industry and Energy".
fn last_word(words: &[Word<'_>], head: usize) -> usize {
    let mut last = head;
    if words[head].stops {
        return last;
    }
    if let Some(next) = words.get(head + 1).filter(|next| next.text == "General") {
        return if next.stops { head + 1 } else { last_word(words, head + 1) };
    }
    let is_led = words.get(head + 1).is_some_and(|word| word.is_one_of(&["of", "for"]));
    if !is_led {
        return last;
    }
    for (index, word) in words.iter().enumerate().skip(head + 1) {
        let is_portfolio = word.is_one_of(PORTFOLIOS);
        if is_portfolio {
            last = index;
        }
        let goes_on = words.get(index + 1).is_some_and(|next| next.is_one_of(PORTFOLIOS));
        if !(is_portfolio || word.is_one_of(LINKS)) || word.stops && !goes_on {
            break;
        }
    }
    last
}
