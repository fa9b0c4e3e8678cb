//! The matrix: what each agreement says on each dimension, and how firmly.

use std::cmp::Reverse;
use std::sync::Arc;

use rayon::prelude::*;

use serde::Serialize;

use crate::agreement::{Agreement, SourceRole};
use crate::coding::{Coding, Kind, Level};
use crate::document::{Document, StatementId};
use crate::statement::is_same;

mod backing;

pub use backing::Backing;

/// What the evidence of a cell amounts to, from nothing to the firmest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reading {
    /// Nothing was found, and not everywhere could be looked: it may be there.
    #[serde(rename = "not read")]
    NotRead,
    /// Looked for and not found.
    #[default]
    Absent,
    /// Commentary or background touches it, no provision does.
    Context,
    Exploratory,
    Intended,
    Committed,
}

impl Reading {
    /// From the firmest to nothing.
    pub const ALL: [Self; 6] = [
        Self::Committed,
        Self::Intended,
        Self::Exploratory,
        Self::Context,
        Self::Absent,
        Self::NotRead,
    ];

    /// What one statement on a dimension amounts to; a cell amounts to the
    /// highest of its statements. Structure never counts.
    pub fn of(kind: Kind, level: Option<Level>) -> Self {
        match (kind, level) {
            (Kind::Provision, Some(Level::Committed)) => Self::Committed,
            (Kind::Provision, Some(Level::Intended)) => Self::Intended,
            (Kind::Provision, _) => Self::Exploratory,
            (Kind::Commentary | Kind::Background, _) => Self::Context,
            (Kind::Structure, _) => Self::Absent,
        }
    }

    /// What it amounts to where nothing was found.
    pub fn of_nothing(is_unread: bool) -> Self {
        if is_unread { Self::NotRead } else { Self::Absent }
    }

    /// What a statement's coding amounts to.
    pub fn of_coding(coding: &Coding) -> Self {
        Self::of(coding.kind, coding.level)
    }

    /// The word of the codebook.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotRead => "not read",
            Self::Absent => "absent",
            Self::Context => "context",
            Self::Exploratory => "exploratory",
            Self::Intended => "intended",
            Self::Committed => "committed",
        }
    }

    /// What is said of a cell, where there is room to say what absence means.
    pub fn answer(self) -> &'static str {
        match self {
            Self::Absent => NOT_FOUND,
            reading => reading.name(),
        }
    }

    /// Whether anything was found, if only context.
    pub fn is_found(self) -> bool {
        self > Self::Absent
    }

    /// Whether the agreement itself says something, at whatever level.
    pub fn is_provision(self) -> bool {
        self > Self::Context
    }
}

/// What is said of a cell without evidence.
const NOT_FOUND: &str = "looked for, not found";

/// One statement's bearing on one dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub id: StatementId,
    /// What this statement alone amounts to.
    pub reading: Reading,
    /// What its source is to the agreement.
    pub role: SourceRole,
    /// How many dimensions the statement touches: the fewer, the more it is
    /// about each.
    breadth: u8,
}

/// All evidence at one agreement and dimension, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The same sentence twice counts once.
    pub evidence: Vec<Evidence>,
    /// Which sources carry it, where text and press both tell of the agreement.
    pub backing: Option<Backing>,
    /// Whether there is more to read, in which evidence may stand.
    pub is_unread: bool,
}

impl Cell {
    pub fn reading(&self) -> Reading {
        let found = self.evidence.iter().map(|evidence| evidence.reading).max();
        found.unwrap_or(Reading::of_nothing(self.is_unread))
    }

    /// The evidence that carries the reading: the firmest, of those as firm the
    /// one of the most binding source, and of those the one most about this
    /// dimension.
    pub fn strongest(&self) -> Option<&Evidence> {
        self.evidence.iter().min_by_key(|evidence| evidence.rank())
    }

    /// The evidence, strongest first.
    pub fn ranked(&self) -> Vec<Evidence> {
        let mut ranked = self.evidence.clone();
        ranked.sort_by_key(Evidence::rank);
        ranked
    }
}

impl Evidence {
    fn rank(&self) -> (Reverse<Reading>, SourceRole, u8, StatementId) {
        (Reverse(self.reading), self.role, self.breadth, self.id)
    }
}

/// The dense grid of cells, a row an agreement. A matrix in which a few rows
/// differ shares the others.
#[derive(Clone)]
pub struct Matrix {
    dimensions: usize,
    rows: Vec<Arc<[Cell]>>,
}

impl Matrix {
    /// Sorts every statement's coding into the cells of its agreement.
    pub fn new(documents: &[Arc<Document>], agreements: &[Agreement], dimensions: usize) -> Self {
        let rows = agreements.par_iter().map(|deal| row(deal, documents, dimensions)).collect();
        Self { dimensions, rows }
    }

    /// The same with these agreements only, in this order.
    #[must_use]
    pub fn only(&self, agreements: &[usize]) -> Self {
        let rows = agreements.iter().map(|at| Arc::clone(&self.rows[*at])).collect();
        Self { dimensions: self.dimensions, rows }
    }

    /// The cells of an agreement, one for each dimension.
    pub fn row(&self, agreement: usize) -> &[Cell] {
        &self.rows[agreement]
    }

    pub fn cell(&self, agreement: usize, dimension: usize) -> &Cell {
        &self.rows[agreement][dimension]
    }

    /// The same with the row of an agreement sorted anew.
    #[must_use]
    pub fn with_row(
        mut self,
        index: usize,
        agreement: &Agreement,
        documents: &[Arc<Document>],
    ) -> Self {
        self.rows[index] = row(agreement, documents, self.dimensions);
        self
    }
}

/// The cells of one agreement.
pub fn row(agreement: &Agreement, documents: &[Arc<Document>], dimensions: usize) -> Arc<[Cell]> {
    let cell = Cell { is_unread: agreement.is_unread(), ..Cell::default() };
    let mut row = vec![cell; dimensions];
    fill(&mut row, agreement, documents);
    row.into()
}

fn fill(row: &mut [Cell], agreement: &Agreement, documents: &[Arc<Document>]) {
    let told = told(agreement, documents);
    let mut counts = vec![0; row.len()];
    for id in &told {
        documents[id.document].dimensions(id.statement).for_each(|at| counts[at] += 1);
    }
    for (cell, count) in row.iter_mut().zip(counts) {
        cell.evidence.reserve_exact(count);
    }
    for &id in &told {
        let read = &documents[id.document];
        let (reading, breadth) = (read.reading(id.statement), read.breadth(id.statement));
        let role = agreement.role(id.document).unwrap_or_default();
        for dimension in read.dimensions(id.statement) {
            row[dimension].evidence.push(Evidence { id, reading, role, breadth });
        }
    }
    if agreement.has_text_and_press() {
        back(row, agreement, documents);
    }
}

/// Holds the press against the text. The same sentence counts for each of them.
fn back(row: &mut [Cell], agreement: &Agreement, documents: &[Arc<Document>]) {
    let silence = [SourceRole::Text, SourceRole::Press]
        .map(|role| Reading::of_nothing(agreement.is_unread_as(|own| own == role)));
    let mut readings = vec![silence; row.len()];
    for (document, role) in agreement.sources() {
        let of = match role {
            SourceRole::Text => 0,
            SourceRole::Press => 1,
            SourceRole::Statement => continue,
        };
        let read = &documents[document];
        for statement in 0..read.len() {
            for dimension in read.dimensions(statement) {
                let reading = &mut readings[dimension][of];
                *reading = (*reading).max(read.reading(statement));
            }
        }
    }
    for (cell, [text, press]) in row.iter_mut().zip(readings) {
        cell.backing = Backing::of(text, press);
    }
}

/// Sentences that differ and share a likeness are a few in millions, unless they
/// are crafted; then each would be held against all others.
const MOST_ALIKE: usize = 16;

/// The statements that count as evidence, in reading order: the same sentence
/// twice counts once, in the most binding source.
fn told(agreement: &Agreement, documents: &[Arc<Document>]) -> Vec<StatementId> {
    let text = |id: StatementId| documents[id.document].text(id.statement);
    let mut all: Vec<(u32, usize, StatementId)> = Vec::new();
    for (rank, &document) in agreement.documents.iter().enumerate() {
        let read = &documents[document];
        let counts = |statement: &usize| {
            read.reading(*statement) != Reading::Absent && read.breadth(*statement) > 0
        };
        all.extend((0..read.len()).filter(counts).map(|statement| {
            (read.likeness(statement), rank, StatementId { document, statement })
        }));
    }
    all.sort_unstable();
    let mut told: Vec<StatementId> = Vec::with_capacity(all.len());
    for alike in all.chunk_by(|a, b| a.0 == b.0) {
        let first = told.len();
        for &(_, _, id) in alike {
            let others = &told[first.max(told.len().saturating_sub(MOST_ALIKE))..];
            if !others.iter().any(|other| is_same(text(*other), text(id))) {
                told.push(id);
            }
        }
    }
    told.sort_unstable();
    told
}
