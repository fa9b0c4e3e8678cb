//! The dossier: the analyst's own work on a corpus. Statements pinned to the
//! briefing tray, notes, and corrections of what was read.
//!
//! What is here knows no file and no screen: [`store`] reads and writes the
//! file, [`keeper`] owns a dossier while a program runs. How a dossier bears on
//! what was read is [`placed`].

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;

use crate::coding::{Coding, Kind, Level};
use crate::document::StatementId;
use crate::world::World;

pub mod anchor;
pub mod edit;
pub mod keeper;
mod line;
pub mod placed;
pub mod store;
pub mod trail;

pub use anchor::{Anchor, Passage, Spot, Standing};
pub use edit::Edit;
pub use keeper::Keeper;
pub use placed::{Mark, Placed, Placement};
pub use store::Store;

/// All entries, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dossier {
    pub entries: Vec<Entry>,
    /// Who names a source from here, names it as the entries do.
    pub base: anchor::Base,
}

/// One piece of the analyst's work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Tells it from every other, and never changes.
    pub id: String,
    pub anchor: Anchor,
    pub matter: Matter,
    /// When it was last changed.
    pub changed: Timestamp,
}

/// What an entry holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// A statement pinned to the briefing tray.
    Pin {
        /// The lower, the earlier in the tray.
        order: u32,
        /// Words of its own, as older dossiers have them: what is noted now is
        /// noted on the statement. Else empty.
        note: String,
    },
    Note(String),
    Correction(Correction),
}

/// How the analyst reads a statement: what is not said stays as the machine
/// reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correction {
    pub kind: Option<Kind>,
    /// Counts where the statement is a provision.
    pub level: Option<Level>,
    /// By the ids of the codebook: whether the statement bears on each. An id
    /// that another codebook has is kept and does nothing.
    pub dimensions: BTreeMap<String, bool>,
    /// Why; empty where nothing was said.
    pub reason: String,
}

/// What the analyst writes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    Statement(StatementId),
    Cell { agreement: usize, dimension: usize },
    Agreement(usize),
}

/// An entry before and after something was done to it; none where there was or
/// will be none.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub before: Option<Entry>,
    pub after: Option<Entry>,
}

impl Dossier {
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// The same without entries on sources that a world does not have.
    #[must_use]
    pub fn within(&self, world: &World) -> Self {
        let documents = world.documents.iter();
        let known: HashSet<String> = documents.map(|read| self.base.name(&read.source)).collect();
        let is_within = |entry: &&Entry| known.contains(&entry.anchor.source);
        let entries = self.entries.iter().filter(is_within).cloned().collect();
        Self { entries, base: self.base.clone() }
    }

    /// The same without what is read otherwise than the machine reads it.
    #[must_use]
    pub fn without_corrections(&self) -> Self {
        let stays = |entry: &&Entry| !matches!(entry.matter, Matter::Correction(_));
        let entries = self.entries.iter().filter(stays).cloned().collect();
        Self { entries, base: self.base.clone() }
    }

    /// Makes a change that cannot be written.
    fn apply(&mut self, change: &Change) {
        self.entries.retain(|entry| entry.id != change.id());
        self.entries.extend(change.after.clone());
    }
}

impl Change {
    /// The id of the entry.
    pub fn id(&self) -> &str {
        let entry = self.after.as_ref().or(self.before.as_ref());
        entry.map_or("", |entry| &entry.id)
    }

    /// What undoes it.
    #[must_use]
    pub fn reversed(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }
}

impl Matter {
    /// The word for it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Pin { .. } => "pin",
            Self::Note(_) => "note",
            Self::Correction(_) => "correction",
        }
    }

    /// What the analyst wrote: a note, or why a statement is corrected.
    pub fn words(&self) -> &str {
        match self {
            Self::Pin { note, .. } | Self::Note(note) => note,
            Self::Correction(correction) => &correction.reason,
        }
    }

    /// The same with other words.
    #[must_use]
    pub fn with_words(&self, words: String) -> Self {
        match self {
            Self::Pin { order, .. } => Self::Pin { order: *order, note: words },
            Self::Note(_) => Self::Note(words),
            Self::Correction(correction) => {
                Self::Correction(Correction { reason: words, ..correction.clone() })
            }
        }
    }

    /// The place in the tray, of a pin.
    pub fn order(&self) -> Option<u32> {
        match self {
            Self::Pin { order, .. } => Some(*order),
            _ => None,
        }
    }
}

impl Correction {
    /// What confirms a reading in every respect.
    pub fn accepting<'a>(coding: &Coding, dimensions: impl Iterator<Item = &'a str>) -> Self {
        Self {
            kind: Some(coding.kind),
            level: coding.level,
            dimensions: dimensions.map(|id| (id.to_owned(), true)).collect(),
            reason: String::new(),
        }
    }

    /// Whether nothing is said but perhaps why.
    pub fn is_empty(&self) -> bool {
        self.kind.is_none() && self.level.is_none() && self.dimensions.is_empty()
    }

    /// The reading, corrected. `ids` are those of the codebook's dimensions.
    pub fn of<'a>(&self, machine: &Coding, ids: impl Iterator<Item = &'a str>) -> Coding {
        let kind = self.kind.unwrap_or(machine.kind);
        let level = match kind {
            // Of a provision that nobody said is firm, the least is claimed.
            Kind::Provision => self.level.or(machine.level).or(Some(Level::Exploratory)),
            _ => None,
        };
        let bears = |(index, id): (usize, &str)| {
            let said = self.dimensions.get(id).copied();
            said.unwrap_or_else(|| machine.dimensions.contains(&index)).then_some(index)
        };
        let dimensions = ids.enumerate().filter_map(bears).collect();
        Coding { kind, level, dimensions, cues: machine.cues.clone() }
    }
}

/// The time to the second, as it is written.
fn now() -> Timestamp {
    Timestamp::from_second(Timestamp::now().as_second()).unwrap_or_default()
}
