//! The world: everything that was read, immutable once it is.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::agree::{Gold, GoldStatement, Scores, measure};
use crate::agreement::{Agreement, Claims, Unread, gather, group};
use crate::codebook::Codebook;
use crate::coding::{Coder, Coding, Kind, Silent, States, Why};
use crate::document::{Document, StatementId};
use crate::dossier::Placed;
use crate::error::Result;
use crate::lexicon::LexiconBuilder;
use crate::library::{Library, Listener};
use crate::matrix::{Cell, Matrix, Reading};
use crate::search::{Index, Results, Target, Turn};
use crate::series::AllSeries;
use crate::source::Problem;

mod corrected;
mod follow;
mod person;
mod places;
mod reference;

pub use follow::Follow;

/// What every shell shows: the documents, their agreements and the matrix.
pub struct World {
    pub codebook: Arc<Codebook>,
    /// As the analyst reads them, where that is said, else as the machine does.
    pub documents: Vec<Arc<Document>>,
    /// As the machine reads them.
    pub machine: Vec<Arc<Document>>,
    /// How many statements they have.
    statement_count: usize,
    pub agreements: Arc<Vec<Agreement>>,
    pub matrix: Matrix,
    /// What the same parties agreed one after the other.
    pub series: Arc<AllSeries>,
    pub problems: Vec<Problem>,
    /// A person's codings that lie beside the sources.
    pub gold: Arc<Vec<GoldStatement>>,
    /// The analyst's work.
    pub placed: Placed,
    /// How many of the problems are of sources.
    odd_sources: usize,
    method: Arc<Method>,
    /// For each document its agreement.
    agreement_of: Arc<Vec<Option<usize>>>,
    /// What references to each agreement begin with.
    heads: Arc<OnceLock<Vec<String>>>,
    /// What the file of each document is called.
    files: Arc<OnceLock<Vec<String>>>,
    index: Arc<OnceLock<Index>>,
    /// Whether somebody will have built the index soon.
    is_awaited: Arc<AtomicBool>,
    /// The world to search in until this one has its index.
    earlier: Mutex<Option<Arc<World>>>,
    /// For each agreement how reliable its coding is, once somebody asked.
    scores: Arc<Vec<OnceLock<Option<Scores>>>>,
    /// For each document which statement is which of the person's, once somebody
    /// asked.
    people: Arc<Vec<OnceLock<Vec<Option<usize>>>>>,
}

/// What a world is made of.
#[derive(Default)]
pub struct Read {
    pub documents: Vec<Arc<Document>>,
    /// A person's codings that lie beside the sources: path and text.
    pub gold: Vec<(String, String)>,
    /// What says which sources tell of one agreement: path and text.
    pub groups: Vec<(PathBuf, String)>,
    /// Files that may be sources and could not be read.
    pub unread: Vec<Unread>,
    pub problems: Vec<Problem>,
    /// Whether this is all there is to read.
    pub is_whole: bool,
}

/// How sources are coded: shared by all worlds of one corpus. The coder is
/// compiled when something is to be coded; a corpus that was coded before
/// opens without.
pub struct Method {
    codebook: Arc<Codebook>,
    coder: OnceLock<Coder>,
    states: OnceLock<States>,
}

impl Method {
    pub fn new(codebook: Codebook) -> Self {
        let codebook = Arc::new(codebook);
        Self { codebook, coder: OnceLock::new(), states: OnceLock::new() }
    }

    pub fn coder(&self) -> &Coder {
        self.coder.get_or_init(|| Coder::new(&self.codebook))
    }

    /// The names of states, which need no compiling.
    fn states(&self) -> &States {
        let alone = || self.states.get_or_init(|| States::new(&mut LexiconBuilder::default()));
        self.coder.get().map_or_else(alone, Coder::states)
    }
}

impl World {
    /// Reads and codes what the paths hold; without paths, the starter corpus.
    ///
    /// # Errors
    /// Where not one path exists.
    pub fn read(paths: &[PathBuf], codebook: Codebook) -> Result<Self> {
        Library::new(paths, codebook).read(Listener::NONE)
    }

    /// Gathers the agreements that documents tell of, and lays them out.
    pub fn new(read: Read, method: &Arc<Method>) -> Self {
        let Read { documents, gold: tables, groups: files, unread, mut problems, is_whole } = read;
        let codebook = Arc::clone(&method.codebook);
        let mut groups = Vec::new();
        for (path, text) in &files {
            let (read, odd) = group::read(path, text, method.states());
            groups.extend(read);
            problems.extend(odd);
        }
        let mut claims = Claims::new(&documents, &unread, &groups);
        if !is_whole {
            claims.await_the_rest();
        }
        let agreements = gather(&documents, &claims, method.states());
        problems.append(&mut claims.problems);
        let matrix = Matrix::new(&documents, &agreements, codebook.dimensions.len());
        let mut gold = Vec::new();
        for (path, text) in &tables {
            let read = Gold::read(text, path, &codebook);
            gold.extend(read.statements);
            problems.extend(read.problems);
        }
        let mut agreement_of = vec![None; documents.len()];
        for (index, agreement) in agreements.iter().enumerate() {
            agreement.documents.iter().for_each(|document| agreement_of[*document] = Some(index));
        }
        let scores = agreements.iter().map(|_| OnceLock::new()).collect();
        let people = documents.iter().map(|_| OnceLock::new()).collect();
        let series = Arc::new(AllSeries::new(&agreements));
        Self {
            codebook,
            statement_count: documents.iter().map(|document| document.len()).sum(),
            machine: documents.clone(),
            documents,
            agreements: Arc::new(agreements),
            matrix,
            odd_sources: problems.len(),
            series,
            problems,
            gold: Arc::new(gold),
            placed: Placed::default(),
            method: Arc::clone(method),
            agreement_of: Arc::new(agreement_of),
            heads: Arc::default(),
            files: Arc::default(),
            index: Arc::default(),
            is_awaited: Arc::default(),
            earlier: Mutex::default(),
            scores: Arc::new(scores),
            people: Arc::new(people),
        }
    }

    /// The same, which knows an earlier world to search in until its own
    /// index is built.
    #[must_use]
    pub fn after(self, earlier: Option<Arc<Self>>) -> Self {
        Self { earlier: Mutex::new(earlier), ..self }
    }

    /// The same with these agreements only, in this order.
    #[must_use]
    pub fn only(&self, agreements: &[usize]) -> Self {
        let mut agreement_of = vec![None; self.documents.len()];
        for (place, agreement) in agreements.iter().enumerate() {
            let documents = &self.agreements[*agreement].documents;
            documents.iter().for_each(|document| agreement_of[*document] = Some(place));
        }
        let kept: Vec<Agreement> =
            agreements.iter().map(|at| self.agreements[*at].clone()).collect();
        let mut world = Self {
            series: Arc::new(AllSeries::new(&kept)),
            agreements: Arc::new(kept),
            matrix: self.matrix.only(agreements),
            problems: self.problems.clone(),
            agreement_of: Arc::new(agreement_of),
            heads: Arc::default(),
            index: Arc::default(),
            is_awaited: Arc::default(),
            earlier: Mutex::default(),
            scores: Arc::new(agreements.iter().map(|_| OnceLock::new()).collect()),
            ..self.shared()
        };
        world.place(Arc::clone(&self.placed.dossier));
        world
    }

    /// The same sources and agreements, of which nothing is told or written yet.
    fn shared(&self) -> Self {
        let earlier = self.earlier.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Self {
            codebook: Arc::clone(&self.codebook),
            documents: self.documents.clone(),
            machine: self.machine.clone(),
            statement_count: self.statement_count,
            agreements: Arc::clone(&self.agreements),
            matrix: self.matrix.clone(),
            series: Arc::clone(&self.series),
            problems: Vec::new(),
            gold: Arc::clone(&self.gold),
            placed: Placed::default(),
            odd_sources: self.odd_sources,
            method: Arc::clone(&self.method),
            agreement_of: Arc::clone(&self.agreement_of),
            heads: Arc::clone(&self.heads),
            files: Arc::clone(&self.files),
            index: Arc::clone(&self.index),
            is_awaited: Arc::clone(&self.is_awaited),
            earlier: Mutex::new(earlier),
            scores: Arc::clone(&self.scores),
            people: Arc::clone(&self.people),
        }
    }

    /// How far the coding of an agreement's documents agrees with that of a
    /// person, where one lies beside the corpus.
    pub fn reliability(&self, agreement: usize) -> Option<&Scores> {
        self.scores[agreement].get_or_init(|| self.measured(agreement)).as_ref()
    }

    fn measured(&self, agreement: usize) -> Option<Scores> {
        let documents: Vec<&Document> =
            self.agreements[agreement].documents.iter().map(|d| &*self.machine[*d]).collect();
        let is_told = |gold: &&GoldStatement| {
            documents.iter().any(|document| document.source.stem() == gold.stem())
        };
        let gold: Vec<GoldStatement> = self.gold.iter().filter(is_told).cloned().collect();
        (!gold.is_empty()).then(|| measure(&gold, documents, &self.codebook).scores)
    }

    pub fn states(&self) -> &States {
        self.method.states()
    }

    /// The index for searching, built at its first use.
    pub fn index(&self) -> &Index {
        let index = self.index.get_or_init(|| Index::new(self));
        self.earlier.lock().unwrap_or_else(PoisonError::into_inner).take();
        index
    }

    /// Says that the index will have been built before long, elsewhere: until
    /// then nobody who searches builds it.
    pub fn await_index(&self) {
        self.is_awaited.store(true, Ordering::Relaxed);
    }

    /// What a query finds: a reference its statement. Nobody is kept waiting for
    /// an index while there is that of an earlier world, or another thread builds
    /// it.
    pub fn search(&self, query: &str, limit: usize) -> Results {
        // A turn that never ends always brings an answer.
        self.search_in_turn(query, limit, &Turn::default()).unwrap_or_default()
    }

    /// The same, as long as it is its turn: nothing where that ended before.
    pub fn search_in_turn(&self, query: &str, limit: usize, turn: &Turn) -> Option<Results> {
        if let Some(id) = self.referred(query) {
            return Some(Results::only(Target::Statement(id)));
        }
        let earlier = self.earlier.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match earlier {
            Some(earlier) if self.index.get().is_none() => {
                let results = earlier.search_in_turn(query, limit, turn)?;
                Some(Follow::new(&earlier, self).results(&results))
            }
            None if self.index.get().is_none() && self.is_long_awaited() => {
                Some(Results { is_pending: true, ..Results::default() })
            }
            _ => self.index().search_in_turn(self, query, limit, turn),
        }
    }

    /// An index of fewer statements is built while a key is pressed.
    fn is_long_awaited(&self) -> bool {
        const AT_ONCE: usize = 20_000;
        self.is_awaited.load(Ordering::Relaxed) && self.statement_count() > AT_ONCE
    }

    /// The statements among what a query finds, in reading order.
    pub fn statements_found(&self, query: &str) -> Vec<StatementId> {
        let hits = self.search(query, usize::MAX).hits.into_iter();
        let mut ids: Vec<StatementId> = hits
            .filter_map(|hit| match hit.target {
                Target::Statement(id) => Some(id),
                _ => None,
            })
            .collect();
        ids.sort_unstable();
        ids
    }

    /// The cells of an agreement, one for each dimension.
    pub fn row(&self, agreement: usize) -> &[Cell] {
        self.matrix.row(agreement)
    }

    pub fn cell(&self, agreement: usize, dimension: usize) -> &Cell {
        self.matrix.cell(agreement, dimension)
    }

    /// The readings that cells can have, from the firmest: that something was not
    /// read is told only where that is so.
    pub fn readings(&self) -> impl Iterator<Item = Reading> + use<> {
        let is_unread = self.agreements.iter().any(Agreement::is_unread);
        Reading::ALL.into_iter().filter(move |reading| is_unread || *reading != Reading::NotRead)
    }

    /// Whether the press is held against the text anywhere.
    pub fn has_backing(&self) -> bool {
        self.agreements.iter().any(Agreement::has_text_and_press)
    }

    pub fn document(&self, id: StatementId) -> &Arc<Document> {
        &self.documents[id.document]
    }

    pub fn text(&self, id: StatementId) -> &str {
        self.document(id).text(id.statement)
    }

    pub fn coding(&self, id: StatementId) -> Coding {
        self.document(id).coding(id.statement)
    }

    pub fn kind(&self, id: StatementId) -> Kind {
        self.document(id).kind(id.statement)
    }

    /// Why each statement of a document was coded as it was.
    pub fn why(&self, document: usize) -> Vec<Why> {
        let read = &self.documents[document];
        self.method.coder().why(&read.source, &read.statements())
    }

    /// The cues of a document's statements that did not count.
    pub fn silent(&self, document: usize) -> Vec<(usize, Vec<Silent>)> {
        let read = &self.machine[document];
        self.method.coder().silent(&read.source, &read.statements(), &read.codings())
    }

    /// Every statement, in reading order.
    pub fn statements(&self) -> impl Iterator<Item = StatementId> {
        self.documents.iter().enumerate().flat_map(|(document, read)| {
            (0..read.len()).map(move |statement| StatementId { document, statement })
        })
    }

    pub fn statement_count(&self) -> usize {
        self.statement_count
    }

    /// The agreement a document tells of.
    pub fn agreement_of(&self, document: usize) -> Option<usize> {
        self.agreement_of.get(document).copied().flatten()
    }
}
