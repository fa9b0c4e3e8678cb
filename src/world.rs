//! The world: everything that was read, immutable once it is.

use std::path::PathBuf;
use std::sync::OnceLock;

use crate::agreement::{Agreement, gather};
use crate::codebook::Codebook;
use crate::coding::{Coder, Coding, States};
use crate::corpus;
use crate::document::{Document, StatementId};
use crate::error::Result;
use crate::language;
use crate::matrix::{Cell, Matrix};
use crate::search::Index;
use crate::source::{Problem, Source};

/// What every shell shows: the documents, their agreements and the matrix.
pub struct World {
    pub codebook: Codebook,
    pub documents: Vec<Document>,
    pub agreements: Vec<Agreement>,
    pub matrix: Matrix,
    pub problems: Vec<Problem>,
    coder: Coder,
    index: OnceLock<Index>,
}

impl World {
    /// Reads and codes what the paths hold; without paths, the starter corpus.
    ///
    /// # Errors
    /// Where not one path exists.
    pub fn read(paths: &[PathBuf], codebook: Codebook) -> Result<Self> {
        let mut problems = Vec::new();
        let sources = match paths {
            [] => corpus::starter(&mut problems),
            paths => corpus::read(paths, &mut problems)?,
        };
        Ok(Self::new(sources, codebook, problems))
    }

    /// Codes sources that were read already.
    pub fn new(sources: Vec<Source>, codebook: Codebook, mut problems: Vec<Problem>) -> Self {
        problems.extend(sources.iter().filter_map(language::problem));
        let coder = Coder::new(&codebook);
        let documents: Vec<Document> =
            sources.into_iter().map(|source| Document::new(source, &coder)).collect();
        let agreements = gather(&documents, coder.states());
        let matrix = Matrix::new(&documents, &agreements, codebook.dimensions.len());
        Self { codebook, documents, agreements, matrix, problems, coder, index: OnceLock::new() }
    }

    pub fn states(&self) -> &States {
        self.coder.states()
    }

    /// The index for searching, built at its first use.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(self))
    }

    pub fn cell(&self, agreement: usize, dimension: usize) -> &Cell {
        self.matrix.cell(agreement, dimension)
    }

    pub fn document(&self, id: StatementId) -> &Document {
        &self.documents[id.document]
    }

    pub fn text(&self, id: StatementId) -> &str {
        self.document(id).text(id.statement)
    }

    pub fn coding(&self, id: StatementId) -> &Coding {
        &self.document(id).codings[id.statement]
    }

    /// Every statement, in reading order.
    pub fn statements(&self) -> impl Iterator<Item = StatementId> {
        self.documents.iter().enumerate().flat_map(|(document, read)| {
            (0..read.statements.len()).map(move |statement| StatementId { document, statement })
        })
    }

    /// The agreement a document tells of.
    pub fn agreement_of(&self, document: usize) -> Option<usize> {
        self.agreements.iter().position(|agreement| agreement.documents.contains(&document))
    }
}
