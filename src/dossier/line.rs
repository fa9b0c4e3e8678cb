//! An entry as a line of JSON: its place first, so that lines that are sorted
//! stand in the order of sources and text.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::coding::{Kind, Level};
use crate::source::clean;

use super::{Anchor, Correction, Entry, Matter, Passage, Spot};

/// The fields of an entry, in the order in which they are written.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agreement: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dimension: Option<String>,
    what: What,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<Kind>,
    /// 1 to 3, as in the lines of `comity code`.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    dims: BTreeMap<String, bool>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    before: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    after: String,
    changed: Timestamp,
    id: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum What {
    #[default]
    Note,
    Pin,
    Correction,
}

impl Line {
    pub fn of(entry: &Entry) -> Self {
        let mut line = Self {
            source: entry.anchor.source.clone(),
            changed: entry.changed,
            id: entry.id.clone(),
            ..Self::default()
        };
        match entry.anchor.spot.clone() {
            Spot::Agreement(agreement) => line.agreement = Some(agreement),
            Spot::Cell { agreement, dimension } => {
                (line.agreement, line.dimension) = (Some(agreement), Some(dimension));
            }
            Spot::Statement(Passage { start, quote, before, after }) => {
                (line.start, line.quote) = (Some(start), Some(quote));
                (line.before, line.after) = (before, after);
            }
        }
        match entry.matter.clone() {
            Matter::Pin { order, note } => {
                (line.what, line.order, line.note) = (What::Pin, Some(order), note);
            }
            Matter::Note(note) => (line.what, line.note) = (What::Note, note),
            Matter::Correction(correction) => {
                (line.what, line.kind) = (What::Correction, correction.kind);
                (line.level, line.dims) =
                    (correction.level.map(Level::number), correction.dimensions);
                line.note = correction.reason;
            }
        }
        line
    }

    /// The entry; the analyst's words are made fit for a terminal. Ids and quotations stay
    /// as they are, for places are found by them.
    ///
    /// # Errors
    /// What is missing or makes no sense, for people.
    pub fn entry(self) -> Result<Entry, String> {
        let spot = match (self.quote, self.start, self.agreement, self.dimension) {
            (Some(quote), Some(start), None, None) => {
                Spot::Statement(Passage { start, quote, before: self.before, after: self.after })
            }
            (None, None, Some(agreement), Some(dimension)) => Spot::Cell { agreement, dimension },
            (None, None, Some(agreement), None) => Spot::Agreement(agreement),
            _ => return Err("names no place: `quote` and `start`, or `agreement`".to_owned()),
        };
        let is_statement = matches!(spot, Spot::Statement(_));
        let matter = match self.what {
            What::Note => Matter::Note(clean(&self.note)),
            What::Pin if !is_statement => return Err("only statements are pinned".to_owned()),
            What::Pin => {
                let order = self.order.ok_or("a pin has an `order`")?;
                Matter::Pin { order, note: clean(&self.note) }
            }
            What::Correction if !is_statement => {
                return Err("only statements are corrected".to_owned());
            }
            What::Correction => {
                let level = |number| Level::from_number(number).ok_or("a `level` is 1, 2 or 3");
                Matter::Correction(Correction {
                    kind: self.kind,
                    level: self.level.map(level).transpose()?,
                    dimensions: self.dims,
                    reason: clean(&self.note),
                })
            }
        };
        if self.id.is_empty() {
            return Err("an entry has an `id`".to_owned());
        }
        let anchor = Anchor { source: self.source, spot };
        Ok(Entry { id: self.id, anchor, matter, changed: self.changed })
    }
}

impl Entry {
    /// Reads a line.
    ///
    /// # Errors
    /// Why it is none, for people.
    pub(super) fn parse(line: &str) -> Result<Self, String> {
        let line: Line = serde_json::from_str(line).map_err(|error| {
            let text = error.to_string();
            let end = text.find(" at line 1 column").unwrap_or(text.len());
            text[..end].to_owned()
        })?;
        line.entry()
    }

    /// The line, without its end.
    pub(super) fn line(&self) -> String {
        serde_json::to_string(&Line::of(self)).expect("strings and numbers are JSON")
    }
}
