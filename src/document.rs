//! A source with its statements and their codings: what was read of one file.
//!
//! A corpus has hundreds of thousands of statements, so they are kept packed,
//! in a sixth of the room that [`Statement`] and [`Coding`] take, and unpacked
//! one at a time.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::coding::{BearsOn, Coded, Coder, Coding, Cue, Deal, Dimensions, Genre, Kind, Level};
use crate::language;
use crate::matrix::Reading;
use crate::source::{BlockKind, Place, Source, Span, small};
use crate::statement::{Statement, likeness, segment};

/// One source, read and coded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub source: Arc<Source>,
    pub genre: Genre,
    /// The deal as this source tells it.
    pub deal: Deal,
    /// The language it is written in, where that is surely not English.
    pub language: Option<String>,
    rows: Vec<Row>,
    cues: Vec<PackedCue>,
}

/// Names one statement of a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementId {
    /// The index of the document.
    pub document: usize,
    /// The index of the statement within it.
    pub statement: usize,
}

/// A statement and its coding.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Row {
    start: u32,
    end: u32,
    block: u32,
    /// Counted from 1; 0 is none.
    section: u32,
    dimensions: Dimensions,
    /// Where its cues end; they begin where those before end.
    cues: u32,
    /// What it shares with other tellings of the same sentence.
    likeness: u32,
    shape: BlockKind,
    kind: Kind,
    /// From 1 to 3; 0 is none.
    level: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct PackedCue {
    start: u32,
    len: u16,
    /// What is spoken for, and which of these.
    matter: Matter,
    which: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Matter {
    Dimension,
    Kind,
    Level,
}

impl Document {
    /// Segments a source and codes its statements.
    pub fn new(source: Source, coder: &Coder) -> Self {
        let statements = segment(&source);
        let coded = coder.code(&source, &statements);
        Self::coded(source, &statements, coded)
    }

    /// Packs statements that have been coded.
    pub fn coded(source: Source, statements: &[Statement], coded: Coded) -> Self {
        let Coded { genre, deal, codings } = coded;
        let mut cues = Vec::with_capacity(codings.iter().map(|coding| coding.cues.len()).sum());
        let pack = |(statement, coding): (&Statement, &Coding)| {
            cues.extend(coding.cues.iter().map(|cue| PackedCue::new(*cue)));
            let likeness = likeness(source.slice(statement.span));
            Row::new(statement, coding, cues.len(), likeness)
        };
        let rows = statements.iter().zip(&codings).map(pack).collect();
        let language = language::foreign(&source.text).map(str::to_owned);
        Self { source: Arc::new(source), genre, deal, language, rows, cues }
    }

    /// The same with other codings of some statements; their cues stay.
    #[must_use]
    pub fn recoded(&self, codings: impl IntoIterator<Item = (usize, Coding)>) -> Self {
        let mut document = self.clone();
        for (statement, coding) in codings {
            let row = &mut document.rows[statement];
            (row.kind, row.level) = (coding.kind, coding.level.map_or(0, Level::number));
            row.dimensions = coding.dimensions.into_iter().collect();
        }
        document
    }

    /// How many statements there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn statement(&self, statement: usize) -> Statement {
        self.rows[statement].statement()
    }

    /// Every statement, in reading order.
    pub fn statements(&self) -> Vec<Statement> {
        self.rows.iter().map(Row::statement).collect()
    }

    pub fn coding(&self, statement: usize) -> Coding {
        let row = &self.rows[statement];
        Coding {
            kind: row.kind,
            level: Level::from_number(row.level),
            dimensions: self.dimensions(statement).collect(),
            cues: self.cues(statement).collect(),
        }
    }

    /// The coding of every statement, in reading order.
    pub fn codings(&self) -> Vec<Coding> {
        (0..self.len()).map(|statement| self.coding(statement)).collect()
    }

    /// What a statement is to the eye.
    pub fn shape(&self, statement: usize) -> BlockKind {
        self.rows[statement].shape
    }

    /// The heading that a statement stands under.
    pub fn section(&self, statement: usize) -> Option<usize> {
        (self.rows[statement].section as usize).checked_sub(1)
    }

    pub fn kind(&self, statement: usize) -> Kind {
        self.rows[statement].kind
    }

    /// What a statement alone amounts to.
    pub fn reading(&self, statement: usize) -> Reading {
        let row = &self.rows[statement];
        Reading::of(row.kind, Level::from_number(row.level))
    }

    /// The dimensions that a statement touches, in the codebook's order.
    pub fn dimensions(&self, statement: usize) -> impl Iterator<Item = usize> + use<> {
        self.rows[statement].dimensions.iter()
    }

    /// Whether a statement touches any of some dimensions.
    pub fn touches_any(&self, statement: usize, dimensions: Dimensions) -> bool {
        self.rows[statement].dimensions.meets(dimensions)
    }

    /// How many these are.
    pub fn breadth(&self, statement: usize) -> u8 {
        self.rows[statement].dimensions.len() as u8
    }

    /// A number that statements share which say the same, and few others do.
    pub fn likeness(&self, statement: usize) -> u32 {
        self.rows[statement].likeness
    }

    /// The words that a statement's reading rests on.
    pub fn cues(&self, statement: usize) -> impl Iterator<Item = Cue> {
        let first = statement.checked_sub(1).map_or(0, |before| self.rows[before].cues);
        let cues = first as usize..self.rows[statement].cues as usize;
        self.cues[cues].iter().map(|cue| cue.unpacked())
    }

    pub fn text(&self, statement: usize) -> &str {
        self.source.slice(self.rows[statement].span())
    }

    /// The bytes of the file that a statement was read from.
    pub fn file_span(&self, statement: usize) -> Span {
        self.source.file_span(self.rows[statement].span())
    }

    /// Where in the document a person finds a statement.
    pub fn place(&self, statement: usize) -> Place {
        self.source.place(self.rows[statement].span().start)
    }
}

impl Row {
    fn new(statement: &Statement, coding: &Coding, cues: usize, likeness: u32) -> Self {
        Self {
            start: small(statement.span.start),
            end: small(statement.span.end),
            block: small(statement.block),
            section: statement.section.map_or(0, |section| small(section + 1)),
            dimensions: coding.dimensions.iter().copied().collect(),
            cues: small(cues),
            likeness,
            shape: statement.kind,
            kind: coding.kind,
            level: coding.level.map_or(0, Level::number),
        }
    }

    fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    fn statement(&self) -> Statement {
        Statement {
            span: self.span(),
            kind: self.shape,
            block: self.block as usize,
            section: (self.section as usize).checked_sub(1),
        }
    }
}

impl PackedCue {
    fn new(cue: Cue) -> Self {
        let (matter, which) = match cue.bears_on {
            BearsOn::Dimension(dimension) => (Matter::Dimension, dimension as u8),
            BearsOn::Kind(kind) => (Matter::Kind, kind as u8),
            BearsOn::Level(level) => (Matter::Level, level.number()),
        };
        // A statement, and with it a cue, is cut long before 64 KB.
        let len = u16::try_from(cue.span.len()).expect("a cue is a few words");
        Self { start: small(cue.span.start), len, matter, which }
    }

    fn unpacked(self) -> Cue {
        let start = self.start as usize;
        let bears_on = match self.matter {
            Matter::Dimension => BearsOn::Dimension(usize::from(self.which)),
            Matter::Kind => BearsOn::Kind(Kind::ALL[usize::from(self.which)]),
            Matter::Level => {
                BearsOn::Level(Level::from_number(self.which).unwrap_or(Level::Exploratory))
            }
        };
        Cue { span: Span::new(start, start + usize::from(self.len)), bears_on }
    }
}

impl AsRef<Self> for Document {
    fn as_ref(&self) -> &Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::Codebook;
    use crate::corpus;

    #[test]
    fn what_is_packed_is_unpacked_as_it_was() {
        for codebook in [Codebook::defence(), Codebook::parse(TRADE, "trade").unwrap()] {
            let coder = Coder::new(&codebook);
            for source in corpus::starter().sources {
                let statements = segment(&source);
                let coded = coder.code(&source, &statements);
                let document = Document::new(source, &coder);
                assert_eq!(document.statements(), statements);
                assert_eq!(document.codings(), coded.codings);
            }
        }
    }

    const TRADE: &str = include_str!("codebook/trade.toml");
}
