//! The deal a source tells of, as far as it says.

use serde::Serialize;

use crate::lexicon::Found;
use crate::source::{Signatories, Source};
use crate::statement::Statement;

use super::Genre;
use super::states::{Naming, States};

/// What a source says of its deal. What it does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Deal {
    pub title: String,
    /// ISO 3166-1 alpha-3, organisations by their short name.
    pub parties: Vec<String>,
    pub instrument: Option<String>,
    pub status: Option<String>,
    /// ISO 8601, as exact as the source is.
    pub date: Option<String>,
    pub place: Option<String>,
    pub signatories: Signatories,
}

/// Kinds of instrument, the telling ones first.
const INSTRUMENTS: &[(&str, &str)] = &[
    ("joint statement", "joint statement"),
    ("leaders statement", "joint statement"),
    ("fact sheet", "joint statement"),
    ("communiqu", "declaration"),
    ("declaration", "declaration"),
    ("memorandum", "memorandum"),
    ("treaty", "treaty"),
    ("roadmap", "roadmap"),
    ("action plan", "action plan"),
    ("proposal", "proposal"),
    ("agreement", "agreement"),
    ("partnership", "partnership"),
];

impl Deal {
    /// Reads title, text and front matter; front matter wins.
    pub fn read(
        source: &Source,
        statements: &[Statement],
        found: &[Found],
        _genre: Genre,
        states: &States,
    ) -> Self {
        let front = &source.front;
        let first = statements.first().map(|s| source.slice(s.span)).unwrap_or_default();
        let title = front.title.clone().unwrap_or_else(|| shorten(first));
        let telling = format!("{title} {first}").to_lowercase();
        let instrument = || {
            INSTRUMENTS
                .iter()
                .find(|(sign, _)| telling.contains(sign))
                .map(|(_, name)| (*name).to_owned())
        };
        Self {
            parties: if front.parties.is_empty() {
                parties(source, found, states)
            } else {
                front.parties.clone()
            },
            instrument: front.instrument.clone().or_else(instrument),
            status: front.status.clone(),
            date: front.date.clone(),
            place: front.place.clone(),
            signatories: front.signatories.clone(),
            title,
        }
    }

    /// Whether the deal as a whole is only proposed: that caps its levels.
    pub fn is_proposal(&self) -> bool {
        self.status.as_deref() == Some("proposed")
    }
}

/// The two states a text names most, in the order it first names them.
fn parties(source: &Source, found: &[Found], states: &States) -> Vec<String> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    let _ = source;
    for hit in found {
        for (code, naming) in states.named(hit.phrase) {
            if *naming == Naming::Group {
                continue;
            }
            match counts.iter_mut().find(|(known, _)| known == code) {
                Some((_, count)) => *count += 1,
                None => counts.push((code.clone(), 1)),
            }
        }
    }
    let mut ranked: Vec<usize> = (0..counts.len()).collect();
    ranked.sort_by_key(|&index| std::cmp::Reverse(counts[index].1));
    ranked.truncate(2);
    ranked.sort_unstable();
    ranked.into_iter().map(|index| counts[index].0.clone()).collect()
}

fn shorten(text: &str) -> String {
    let end = text.char_indices().nth(80).map_or(text.len(), |(at, _)| at);
    text[..end].to_owned()
}
