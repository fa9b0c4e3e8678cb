//! The deal a source tells of, as far as it says. Front matter wins.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::lexicon::Lexicon;
use crate::source::{BlockKind, Signatories, Source};
use crate::statement::Statement;

use super::Genre;
use super::states::{Mention, States};
pub(super) use date::is_month;
use stamp::Stamp;

mod date;
mod instrument;
mod making;
mod parties;
mod people;
mod place;
mod stamp;
mod status;
pub(super) mod words;

/// What a source says of its deal. What it does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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

/// A deal is told at the top; further down it is discussed.
const TOP: usize = 10;

/// A title made of a sentence is cut to about this many characters.
const LONGEST_TITLE: usize = 160;

/// What the fields of a deal are read from.
struct Reading<'a> {
    genre: Genre,
    title: &'a str,
    source: &'a Source,
    statements: &'a [Statement],
    mentions: &'a [Mention<'a>],
    states: &'a States,
    lexicon: &'a Lexicon,
    top: Vec<Told<'a>>,
    stamps: Vec<Stamp>,
}

/// One of the first statements that say something.
struct Told<'a> {
    statement: &'a Statement,
    text: &'a str,
    /// The same with ASCII letters in lower case.
    lower: String,
    /// The verbs in it that tell of a making.
    makings: Vec<Range<usize>>,
}

impl<'a> Told<'a> {
    fn new(statement: &'a Statement, source: &'a Source) -> Self {
        let text = source.slice(statement.span);
        let lower = text.to_ascii_lowercase();
        let makings = making::verbs(&lower);
        Self { statement, text, lower, makings }
    }

    fn is_making(&self) -> bool {
        !self.makings.is_empty()
    }
}

/// The first statements of a source that say something.
fn top<'a>(source: &'a Source, statements: &'a [Statement]) -> Vec<Told<'a>> {
    let says = |statement: &&Statement| statement.kind != BlockKind::Heading;
    let top = statements.iter().filter(says).take(TOP);
    top.map(|statement| Told::new(statement, source)).collect()
}

impl<'a> Reading<'a> {
    /// No more than so many of the first statements that say something.
    fn near(&self, most: usize) -> &[Told<'a>] {
        &self.top[..self.top.len().min(most)]
    }

    /// The texts of all statements.
    fn texts(&self) -> impl Iterator<Item = &'a str> {
        self.statements.iter().map(|statement| self.source.slice(statement.span))
    }

    /// The names within a statement.
    fn mentions_in(&self, statement: &Statement) -> &'a [Mention<'a>] {
        let first = self.mentions.partition_point(|m| m.span.start < statement.span.start);
        let end = self.mentions.partition_point(|m| m.span.start < statement.span.end);
        &self.mentions[first..end]
    }
}

impl Deal {
    /// Reads title, text and front matter.
    pub fn read(
        source: &Source,
        statements: &[Statement],
        mentions: &[Mention<'_>],
        genre: Genre,
        states: &States,
        lexicon: &Lexicon,
    ) -> Self {
        let front = &source.front;
        let title = title(source, statements);
        let reading = Reading {
            genre,
            title: &title,
            source,
            statements,
            mentions,
            states,
            lexicon,
            top: top(source, statements),
            stamps: stamp::head(source, statements),
        };
        let parties = match front.parties.as_slice() {
            [] => parties::of(&reading),
            given => states.codes(given),
        };
        let status = front.status.clone().or_else(|| status::of(&reading));
        let instrument =
            front.instrument.clone().or_else(|| instrument::of(&reading, status.as_deref()));
        // Nobody has made yet what is only proposed.
        let is_made = status.as_deref() != Some("proposed");
        let told = if is_made { date::of(&reading) } else { None };
        let date = told.or_else(|| front.date.clone());
        let told = || if is_made { place::of(&reading) } else { None };
        let place = front.place.clone().or_else(told);
        let signatories = match front.signatories.is_empty() {
            true if is_made => people::of(&reading, &parties, date.as_deref()),
            _ => front.signatories.clone(),
        };
        Self { instrument, status, date, place, signatories, parties, title }
    }

    pub fn has_party(&self, code: &str) -> bool {
        self.parties.iter().any(|party| party == code)
    }

    /// Whether the deal as a whole is only proposed: that caps its levels.
    pub fn is_proposal(&self) -> bool {
        self.status.as_deref() == Some("proposed")
    }
}

/// The title its editor gave, or the first line.
pub fn title(source: &Source, statements: &[Statement]) -> String {
    let first = || statements.first().map(|statement| shorten(source.slice(statement.span)));
    source.front.title.clone().or_else(first).unwrap_or_default()
}

/// Cuts a long line at the end of a word.
fn shorten(text: &str) -> String {
    let Some((limit, _)) = text.char_indices().nth(LONGEST_TITLE) else { return text.to_owned() };
    let end = text[..limit].rfind(' ').unwrap_or(limit);
    format!("{}…", text[..end].trim_end_matches([',', ';', ':', '–', '—']))
}

/// The years that a text names.
fn years(text: &str) -> impl Iterator<Item = u32> {
    let years = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() == 4);
    years.filter_map(|word| word.parse().ok()).filter(|year| (1900..2100).contains(year))
}

#[cfg(test)]
mod tests;
