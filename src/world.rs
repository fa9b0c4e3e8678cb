//! The world: everything that was read, immutable once it is.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::agree::{Gold, GoldStatement, Scores, measure};
use crate::agreement::{Agreement, gather};
use crate::codebook::Codebook;
use crate::coding::{Coder, Coding, Silent, States, Why};
use crate::corpus::{self, Corpus, Progress};
use crate::document::{Document, StatementId};
use crate::error::Result;
use crate::language;
use crate::matrix::{Cell, Matrix};
use crate::search::Index;
use crate::source::Problem;

/// What every shell shows: the documents, their agreements and the matrix.
pub struct World {
    pub codebook: Codebook,
    pub documents: Vec<Document>,
    pub agreements: Vec<Agreement>,
    pub matrix: Matrix,
    pub problems: Vec<Problem>,
    /// A person's codings that lie beside the sources.
    pub gold: Vec<GoldStatement>,
    coder: Coder,
    /// For each document its agreement.
    agreement_of: Vec<Option<usize>>,
    index: OnceLock<Index>,
    /// For each agreement how reliable its coding is, once somebody asked.
    scores: Vec<OnceLock<Option<Scores>>>,
}

impl World {
    /// Reads and codes what the paths hold; without paths, the starter corpus.
    ///
    /// # Errors
    /// Where not one path exists.
    pub fn read(paths: &[PathBuf], codebook: Codebook) -> Result<Self> {
        Self::read_with(paths, codebook, &|_, _, _| ())
    }

    /// The same, telling how far it has come.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_with(
        paths: &[PathBuf],
        codebook: Codebook,
        progress: &Progress<'_>,
    ) -> Result<Self> {
        let corpus = match paths {
            [] => corpus::starter(),
            paths => corpus::read(paths, progress)?,
        };
        Ok(Self::new(corpus, codebook, progress))
    }

    /// Codes sources that were read already, on all cores.
    fn new(corpus: Corpus, codebook: Codebook, progress: &Progress<'_>) -> Self {
        let coder = Coder::new(&codebook);
        let (done, total) = (AtomicUsize::new(0), corpus.sources.len());
        let code = |source| {
            let document = Document::new(source, &coder);
            progress("coding", done.fetch_add(1, Ordering::Relaxed) + 1, total);
            document
        };
        let documents: Vec<Document> = corpus.sources.into_par_iter().map(code).collect();
        let agreements = gather(&documents, coder.states());
        let matrix = Matrix::new(&documents, &agreements, codebook.dimensions.len());
        let mut problems = corpus.problems;
        problems.extend(documents.iter().filter_map(|read| language::problem(&read.source)));
        let mut gold = Vec::new();
        for (path, text) in &corpus.gold {
            let read = Gold::read(text, path, &codebook);
            gold.extend(read.statements);
            problems.extend(read.problems);
        }
        let mut agreement_of = vec![None; documents.len()];
        for (index, agreement) in agreements.iter().enumerate() {
            agreement.documents.iter().for_each(|document| agreement_of[*document] = Some(index));
        }
        let (index, scores) =
            (OnceLock::new(), agreements.iter().map(|_| OnceLock::new()).collect());
        Self {
            codebook,
            documents,
            agreements,
            matrix,
            problems,
            gold,
            coder,
            agreement_of,
            index,
            scores,
        }
    }

    /// How far the coding of an agreement's documents agrees with that of a
    /// person, where one lies beside the corpus.
    pub fn reliability(&self, agreement: usize) -> Option<&Scores> {
        self.scores[agreement].get_or_init(|| self.measured(agreement)).as_ref()
    }

    fn measured(&self, agreement: usize) -> Option<Scores> {
        let documents: Vec<&Document> =
            self.agreements[agreement].documents.iter().map(|d| &self.documents[*d]).collect();
        let is_told = |gold: &&GoldStatement| {
            documents.iter().any(|document| document.source.stem() == gold.stem())
        };
        let gold: Vec<GoldStatement> = self.gold.iter().filter(is_told).cloned().collect();
        (!gold.is_empty()).then(|| measure(&gold, documents, &self.codebook).scores)
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

    /// Why each statement of a document was coded as it was.
    pub fn why(&self, document: usize) -> Vec<Why> {
        let read = &self.documents[document];
        self.coder.why(&read.source, &read.statements)
    }

    /// The cues of a document's statements that did not count.
    pub fn silent(&self, document: usize) -> Vec<(usize, Vec<Silent>)> {
        let read = &self.documents[document];
        self.coder.silent(&read.source, &read.statements, &read.codings)
    }

    /// Every statement, in reading order.
    pub fn statements(&self) -> impl Iterator<Item = StatementId> {
        self.documents.iter().enumerate().flat_map(|(document, read)| {
            (0..read.statements.len()).map(move |statement| StatementId { document, statement })
        })
    }

    /// The agreement a document tells of.
    pub fn agreement_of(&self, document: usize) -> Option<usize> {
        self.agreement_of.get(document).copied().flatten()
    }
}
