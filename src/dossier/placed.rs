//! A dossier on a world: where each entry stands, and which statements and
//! cells bear a mark of the analyst's.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::document::StatementId;
use crate::world::World;

use super::anchor::{Anchor, Finder};
use super::{Correction, Dossier, Entry, Matter, Standing, Subject};

/// A dossier, each entry with its place in a world.
#[derive(Debug, Default)]
pub struct Placed {
    pub dossier: Arc<Dossier>,
    /// One for each entry.
    pub placements: Vec<Placement>,
    by_subject: HashMap<Subject, Vec<usize>>,
    marks: HashMap<Subject, Mark>,
}

/// Where an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placement {
    pub standing: Standing,
    /// None where it is orphaned.
    pub subject: Option<Subject>,
}

impl Placement {
    /// The statement that an entry is about, if it is found.
    pub fn statement(self) -> Option<StatementId> {
        match self.subject? {
            Subject::Statement(id) => Some(id),
            Subject::Cell { .. } | Subject::Agreement(_) => None,
        }
    }
}

/// What the analyst has done to a statement or a cell; of several the greatest
/// is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// The machine's reading is confirmed.
    Accepted,
    Pinned,
    Noted,
    /// Read otherwise than the machine reads it.
    Corrected,
}

impl Mark {
    pub const ALL: [Self; 4] = [Self::Corrected, Self::Noted, Self::Pinned, Self::Accepted];
}

impl Placed {
    /// Finds the place of every entry. What the world has placed already stays
    /// where it is: its texts are the same.
    pub fn new(world: &World, dossier: Arc<Dossier>) -> Self {
        if dossier.entries.is_empty() {
            return Self { dossier, ..Self::default() };
        }
        let known: HashMap<&Anchor, Placement> = match world.placed.dossier.base == dossier.base {
            true => world.placed.all().map(|(entry, at)| (&entry.anchor, at)).collect(),
            false => HashMap::new(),
        };
        let finder = OnceLock::new();
        let place = |entry: &Entry| {
            known.get(&entry.anchor).copied().unwrap_or_else(|| {
                let finder = finder.get_or_init(|| Finder::new(world, &dossier.base));
                let (subject, standing) = finder.find(&entry.anchor);
                Placement { standing, subject }
            })
        };
        let placements: Vec<Placement> = dossier.entries.par_iter().map(place).collect();
        let mut by_subject: HashMap<Subject, Vec<usize>> = HashMap::new();
        for (index, placement) in placements.iter().enumerate() {
            if let Some(subject) = placement.subject {
                by_subject.entry(subject).or_default().push(index);
            }
        }
        Self { dossier, placements, by_subject, marks: HashMap::new() }
    }

    /// The entries on a subject, in the order of the file.
    pub fn entries(&self, subject: Subject) -> impl Iterator<Item = &Entry> {
        let indices = self.by_subject.get(&subject).into_iter().flatten();
        indices.map(|index| &self.dossier.entries[*index])
    }

    /// Every entry with its place.
    pub fn all(&self) -> impl Iterator<Item = (&Entry, Placement)> {
        self.dossier.entries.iter().zip(self.placements.iter().copied())
    }

    /// The notes on a subject.
    pub fn notes(&self, subject: Subject) -> impl Iterator<Item = &str> {
        self.entries(subject).filter_map(|entry| match &entry.matter {
            Matter::Note(note) => Some(note.as_str()),
            _ => None,
        })
    }

    /// The entry whose words are what is noted on a subject, wherever one asks: its
    /// last note or else, of a statement, its pin if that has words of its own.
    pub fn noted(&self, subject: Subject) -> Option<&Entry> {
        let entries = self.entries(subject);
        let noted = entries.filter(|entry| match &entry.matter {
            Matter::Note(_) => true,
            Matter::Pin { note, .. } => !note.is_empty(),
            Matter::Correction(_) => false,
        });
        noted
            .max_by_key(|entry| (matches!(entry.matter, Matter::Note(_)), entry.changed, &entry.id))
    }

    /// All that is noted on a statement, in notes and with its pin; empty where
    /// nothing is.
    pub fn words(&self, id: StatementId) -> String {
        let entries = self.entries(Subject::Statement(id));
        let noted = entries.filter(|entry| !matches!(entry.matter, Matter::Correction(_)));
        let words = noted.map(|entry| entry.matter.words()).filter(|words| !words.is_empty());
        words.collect::<Vec<_>>().join(" · ")
    }

    /// The pin of a statement.
    pub fn pin(&self, id: StatementId) -> Option<&Entry> {
        self.entries(Subject::Statement(id)).find(|entry| entry.matter.order().is_some())
    }

    /// The correction of a statement that counts: the last.
    pub fn correction(&self, id: StatementId) -> Option<(&Entry, &Correction)> {
        let corrections = self.entries(Subject::Statement(id)).filter_map(corrects);
        corrections.max_by_key(|(entry, _)| (entry.changed, &entry.id))
    }

    /// The corrections that count, by statement.
    pub fn corrections(&self) -> BTreeMap<StatementId, &Correction> {
        let statements = self.by_subject.keys().filter_map(|subject| match subject {
            Subject::Statement(id) => Some(*id),
            _ => None,
        });
        statements.filter_map(|id| Some((id, self.correction(id)?.1))).collect()
    }

    /// The briefing tray: each pin with its place, in order.
    pub fn pins(&self) -> Vec<(&Entry, Placement)> {
        let mut pins: Vec<(&Entry, Placement)> =
            self.all().filter(|(entry, _)| entry.matter.order().is_some()).collect();
        pins.sort_by_key(|(entry, _)| (entry.matter.order(), &entry.id));
        pins
    }

    /// The statements of the tray that are found, in order.
    pub fn tray(&self) -> Vec<StatementId> {
        self.pins().into_iter().filter_map(|(_, placement)| placement.statement()).collect()
    }

    /// The mark that a subject bears.
    pub fn mark(&self, subject: Subject) -> Option<Mark> {
        self.marks.get(&subject).copied()
    }

    /// Notes the mark of every subject, and that of the cells a statement bears
    /// on.
    pub(crate) fn set_marks(&mut self, world: &World) {
        let mut marks = HashMap::new();
        let mut put = |subject: Subject, mark: Mark| {
            let put = marks.entry(subject).or_insert(mark);
            *put = mark.max(*put);
        };
        for (entry, placement) in self.all() {
            let Some(subject) = placement.subject else { continue };
            let mark = match (&entry.matter, subject) {
                (Matter::Pin { .. }, _) => Mark::Pinned,
                (Matter::Note(_), _) => Mark::Noted,
                (Matter::Correction(_), Subject::Statement(id)) if world.is_corrected(id) => {
                    Mark::Corrected
                }
                (Matter::Correction(_), _) => Mark::Accepted,
            };
            put(subject, mark);
            if let Subject::Statement(id) = subject {
                cells(world, id, mark).for_each(|cell| put(cell, mark));
            }
        }
        self.marks = marks;
    }
}

fn corrects(entry: &Entry) -> Option<(&Entry, &Correction)> {
    match &entry.matter {
        Matter::Correction(correction) => Some((entry, correction)),
        _ => None,
    }
}

/// The cells that a statement bears on, as the analyst or the machine reads it;
/// of a correction only those that it changes.
fn cells(world: &World, id: StatementId, mark: Mark) -> impl Iterator<Item = Subject> {
    let (now, machine) = (world.coding(id), world.machine_coding(id));
    let is_as_firm = (now.kind, now.level) == (machine.kind, machine.level);
    let bears = move |dimension: &usize| {
        let both = [&now, &machine].map(|coding| coding.dimensions.contains(dimension));
        let is_changed = both[0] != both[1] || (both[0] && !is_as_firm);
        both.contains(&true) && (mark != Mark::Corrected || is_changed)
    };
    let agreement = world.agreement_of(id.document);
    (0..world.codebook.dimensions.len()).filter(bears).filter_map(move |dimension| {
        agreement.map(|agreement| Subject::Cell { agreement, dimension })
    })
}
