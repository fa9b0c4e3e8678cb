//! A world with the analyst's work: the same texts, some statements read
//! otherwise. What does not change is shared, so that a correction costs as much
//! as the agreement it is about.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::coding::Coding;
use crate::document::{Document, StatementId};
use crate::dossier::{Correction, Dossier, Mark, Placed, Subject};
use crate::matrix::{Cell, Matrix, row};
use crate::source::Problem;

use super::World;

impl World {
    /// The same world with a dossier in place of the one it has, and what was odd
    /// in that.
    #[must_use]
    pub fn with_dossier(&self, dossier: Arc<Dossier>, odd: &[Problem]) -> Self {
        let mut placed = Placed::new(self, dossier);
        let mut world = self.corrected(&placed.corrections());
        world.problems = self.problems[..self.odd_sources].iter().chain(odd).cloned().collect();
        placed.set_marks(&world);
        world.placed = placed;
        world
    }

    /// The same world as the machine reads it; notes and pins stay.
    #[must_use]
    pub fn bare(&self) -> Self {
        let mut world = self.corrected(&BTreeMap::new());
        let dossier = self.placed.dossier.without_corrections();
        world.problems.clone_from(&self.problems);
        world.place(Arc::new(dossier));
        world
    }

    /// Puts the entries of a dossier where they stand in this world.
    pub(super) fn place(&mut self, dossier: Arc<Dossier>) {
        let mut placed = Placed::new(self, dossier);
        placed.set_marks(self);
        self.placed = placed;
    }

    /// How the machine reads a statement, whatever the analyst says.
    pub fn machine_coding(&self, id: StatementId) -> Coding {
        self.machine[id.document].coding(id.statement)
    }

    /// Whether the analyst reads a statement otherwise than the machine.
    pub fn is_corrected(&self, id: StatementId) -> bool {
        let (now, machine) = (&self.documents[id.document], &self.machine[id.document]);
        !Arc::ptr_eq(now, machine) && now.coding(id.statement) != machine.coding(id.statement)
    }

    /// Whether the analyst's corrections bear on a cell.
    pub fn is_corrected_cell(&self, agreement: usize, dimension: usize) -> bool {
        self.placed.mark(Subject::Cell { agreement, dimension }) == Some(Mark::Corrected)
    }

    /// A cell as the machine alone would have it.
    pub fn machine_cell(&self, agreement: usize, dimension: usize) -> Cell {
        let deal = &self.agreements[agreement];
        let count = self.codebook.dimensions.len();
        row(deal, &self.machine, count).get(dimension).cloned().unwrap_or_default()
    }

    fn corrected(&self, corrections: &BTreeMap<StatementId, &Correction>) -> Self {
        let mut documents = self.machine.clone();
        let mut touched: BTreeSet<usize> = BTreeSet::new();
        for (&document, statements) in &by_document(corrections) {
            let read = &self.machine[document];
            let ids = || self.codebook.dimensions.iter().map(|dimension| dimension.id());
            let recoded = statements.iter().map(|(statement, correction)| {
                (*statement, correction.of(&read.coding(*statement), ids()))
            });
            documents[document] = Arc::new(read.recoded(recoded));
            touched.insert(document);
        }
        let was_touched =
            |document: &usize| !Arc::ptr_eq(&self.documents[*document], &self.machine[*document]);
        touched.extend((0..documents.len()).filter(was_touched));
        let matrix = self.matrix_of(&documents, &touched);
        Self { documents, matrix, ..self.shared() }
    }

    /// The matrix with the rows that some documents speak to sorted anew.
    fn matrix_of(&self, documents: &[Arc<Document>], touched: &BTreeSet<usize>) -> Matrix {
        let agreements: BTreeSet<usize> =
            touched.iter().filter_map(|document| self.agreement_of(*document)).collect();
        agreements.into_iter().fold(self.matrix.clone(), |matrix, index| {
            matrix.with_row(index, &self.agreements[index], documents)
        })
    }
}

type ByDocument<'a> = BTreeMap<usize, Vec<(usize, &'a Correction)>>;

fn by_document<'a>(corrections: &BTreeMap<StatementId, &'a Correction>) -> ByDocument<'a> {
    let mut documents = ByDocument::new();
    for (id, correction) in corrections {
        documents.entry(id.document).or_default().push((id.statement, correction));
    }
    documents
}
