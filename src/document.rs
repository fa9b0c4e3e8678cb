//! A source with its statements and their codings: what was read of one file.

use crate::coding::{Coded, Coder, Coding, Deal, Genre};
use crate::source::{Place, Source, Span};
use crate::statement::{Statement, segment};

/// One source, read and coded.
pub struct Document {
    pub source: Source,
    pub statements: Vec<Statement>,
    /// One for each statement.
    pub codings: Vec<Coding>,
    pub genre: Genre,
    /// The deal as this source tells it.
    pub deal: Deal,
}

/// Names one statement of a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementId {
    /// The index of the document.
    pub document: usize,
    /// The index of the statement within it.
    pub statement: usize,
}

impl Document {
    /// Segments a source and codes its statements.
    pub fn new(source: Source, coder: &Coder) -> Self {
        let statements = segment(&source);
        let Coded { genre, deal, codings } = coder.code(&source, &statements);
        Self { source, statements, codings, genre, deal }
    }

    pub fn text(&self, statement: usize) -> &str {
        self.source.slice(self.statements[statement].span)
    }

    /// The bytes of the file that a statement was read from.
    pub fn file_span(&self, statement: usize) -> Span {
        self.source.file_span(self.statements[statement].span)
    }

    /// Where in the document a person finds a statement.
    pub fn place(&self, statement: usize) -> Place {
        self.source.place(self.statements[statement].span.start)
    }

    /// The same with the document's name: `pact.md:12`, `pact.pdf, page 3`.
    pub fn full_place(&self, statement: usize) -> String {
        match self.place(statement) {
            Place::Line(line) => format!("{}:{line}", self.source.doc),
            place => format!("{}, {place}", self.source.doc),
        }
    }
}
