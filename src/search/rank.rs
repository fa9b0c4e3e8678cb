//! Which records meet a query, and how well.
//!
//! The score is that of BM25 (Robertson and Zaragoza 2009, "The Probabilistic
//! Relevance Framework") for sentences, which seldom say a word twice: words
//! that are rare in the corpus weigh more, long sentences less. What a sentence
//! leaves unsaid because its heading or its agreement says it counts in part,
//! and words that stand together rank above the same words apart.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::world::World;

use super::best::{Bar, Best};
use super::close::closeness;
use super::filter::Filters;
use super::index::Index;
use super::results::{Hit, Target, signatories};
use super::term::{EXACT, Met, NAME, RELATED, Term};
use super::turn::Turn;

/// How much longer sentences weigh less: BM25's k1 and b.
const SATURATION: f32 = 1.2;
const LENGTH: f32 = 0.4;

/// Names stand above bare statements.
const NAME_BOOST: f32 = 1.5;

/// Who signed with a state counts less for it than who signed for it.
const BESIDE: f32 = 0.8;

/// What was looked for and not found stands below all that was found.
const BY_ABSENCE: f32 = 0.001;

/// The cell of an agreement that is called by its parties stands above all others.
const CALLED: f32 = 2.0;

/// What words that stand side by side add.
const CLOSE: f32 = 0.3;

/// So many of the best are looked at for how close their words stand.
const LOOKED_AT: usize = 300;

/// Fewer names are not worth another processor.
const LEAST_NAMES: usize = 256;

/// What a search is to lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Everything,
    Agreements,
}

/// What is looked for, as the records of an index meet it.
pub struct Search<'a> {
    pub index: &'a Index,
    pub world: &'a World,
    pub terms: Vec<Arc<Term>>,
    /// How much all terms tell.
    pub weights: f32,
    /// What a statement's score is worth that is so many words long.
    pub lengths: Vec<f32>,
    /// Records that hold what no hit may hold.
    pub unwanted: Option<Term>,
    pub filters: &'a Filters,
    /// For each agreement whether the filters let it through.
    pub deals: Vec<bool>,
    /// Nothing more is looked for once it is over.
    pub turn: &'a Turn,
}

/// Of agreements and dimensions that meet the query, which terms each meets: a bit
/// for each.
type Masks = Vec<(usize, usize, u16)>;

/// How a record meets the terms.
#[derive(Default)]
struct Score {
    met: usize,
    sum: f32,
    is_related: bool,
}

/// What scores are worth, for statements of each length: the longer, the less.
pub fn by_length(usual: f32) -> Vec<f32> {
    let worth = |length: u8| {
        let saturation = SATURATION * (1.0 - LENGTH + LENGTH * f32::from(length) / usual);
        (SATURATION + 1.0) / (1.0 + saturation)
    };
    (0..=u8::MAX).map(worth).collect()
}

impl Search<'_> {
    /// The best hits, how many there are, and how many terms they meet: as many
    /// as any does.
    pub fn best(&self, scope: Scope, limit: usize) -> (Vec<Hit>, usize, usize) {
        let mut best = self.names(scope, Best::new(limit.max(LOOKED_AT)));
        if scope == Scope::Everything {
            best = self.statements(self.cells(best));
        }
        let (total, met) = (best.total, best.met);
        let mut hits = best.ranked();
        if self.terms.len() > 1 && !self.turn.is_over() {
            self.raise_close(&mut hits);
        }
        hits.truncate(limit);
        (hits, total, met)
    }

    /// Everything that the filters let through, where no word is asked for.
    pub fn all(&self, limit: usize) -> (Vec<Hit>, usize) {
        let take = |target: Target, score: f32, best: &mut Best| {
            if best.count(0, 1) {
                best.offer(score, || Hit::new(target, score));
            }
        };
        let named = self.index.named.iter().enumerate();
        let wanted = named.filter(|(record, target)| self.is_wanted(*record, **target));
        let mut best = Best::new(limit);
        wanted.for_each(|(_, target)| take(*target, NAME_BOOST, &mut best));
        for target in self.silences() {
            take(target, NAME_BOOST, &mut best);
        }
        let is_choosy = self.is_choosy();
        let best = self.in_documents(best, |document, best| {
            let (records, standing) = (self.index.records(document), self.standings(document));
            for record in records.filter(|record| !is_choosy || self.lets(document, *record)) {
                let target = self.index.target_in(document, record);
                take(target, standing(record).boost(), best);
            }
        });
        let total = best.total;
        (best.ranked(), total)
    }

    /// The cells without a statement, where these are asked for.
    fn silences(&self) -> Vec<Target> {
        if !self.filters.wants_silence() {
            return Vec::new();
        }
        let (agreements, dimensions) = self.masks();
        let cells = agreements.iter().flat_map(|(agreement, ..)| {
            let cell = |dimension: usize| Target::Cell { agreement: *agreement, dimension };
            dimensions.iter().map(move |(dimension, ..)| cell(*dimension))
        });
        cells.filter(|target| self.filters.admit(*target, self.world, &self.deals)).collect()
    }

    /// The best of some and of what each of so many has to offer, on all
    /// processors where there are no fewer than `least`.
    pub(super) fn gather(
        &self,
        mut best: Best,
        count: usize,
        least: usize,
        offer: impl Fn(usize, &mut Best) + Sync,
    ) -> Best {
        let (bar, limit) = (Bar::default(), best.limit);
        let none = || Best::new(limit);
        best.shorten();
        best.heed(&bar);
        let found = (0..count).into_par_iter().with_min_len(least).fold(none, |mut best, at| {
            if !self.turn.is_over() {
                best.heed(&bar);
                offer(at, &mut best);
            }
            best
        });
        best.join(found.reduce(none, Best::join))
    }

    fn names(&self, scope: Scope, best: Best) -> Best {
        self.gather(best, self.index.named.len(), LEAST_NAMES, |record, best| {
            let target = self.index.named[record];
            let is_in = scope == Scope::Everything || matches!(target, Target::Agreement(_));
            let is_met = self.terms.iter().any(|term| term.met[record] > 0);
            if is_in && is_met && self.is_wanted(record, target) {
                let score = match target {
                    Target::Person { agreement, person } => {
                        self.signatory(record, agreement, person)
                    }
                    _ => self.score_of(|term| term.met[record]),
                };
                self.offer(best, target, &score);
            }
        })
    }

    /// Who signed for a state stands above who signed with it.
    fn signatory(&self, record: usize, agreement: usize, person: usize) -> Score {
        let signatory = signatories(self.world, agreement).nth(person);
        let is_with = |term: &Term| {
            let states = &term.states;
            !states.is_empty()
                && signatory.is_none_or(|(party, _)| !states.iter().any(|s| s == party))
        };
        let met = |at: usize| {
            let term = &self.terms[at];
            f32::from(term.met[record]) * if is_with(term) { BESIDE } else { 1.0 }
        };
        self.score(met, |at| self.terms[at].met[record])
    }

    /// Cells whose agreement and dimension meet the query between them. Where it is
    /// asked for silence one of the two is enough.
    fn cells(&self, best: Best) -> Best {
        if self.terms.len() < 2 && !self.filters.wants_silence() {
            return best;
        }
        let all = mask(&self.terms, |_| true);
        let (agreements, dimensions) = self.masks();
        self.gather(best, agreements.len(), LEAST_NAMES, |at, best| {
            let (agreement, deal, by_deal) = agreements[at];
            for &(dimension, name, by_name) in &dimensions {
                if by_deal | by_name == all {
                    self.cell((agreement, deal), (dimension, name), best);
                }
            }
        })
    }

    /// The agreements and the dimensions that meet the query, or any where it is asked
    /// for silence, with their records.
    fn masks(&self) -> (Masks, Masks) {
        let (mut agreements, mut dimensions) = (Vec::new(), Vec::new());
        let is_any = self.filters.wants_silence();
        for (record, target) in self.index.named.iter().enumerate() {
            if !self.is_bare(record) {
                continue;
            }
            let met = mask(&self.terms, |term| term.met[record] > 0);
            match target {
                Target::Agreement(index) if is_any || met > 0 => {
                    agreements.push((*index, record, met))
                }
                Target::Dimension(index) if is_any || met > 0 => {
                    dimensions.push((*index, record, met))
                }
                _ => {}
            }
        }
        (agreements, dimensions)
    }

    /// A cell, where its agreement and its dimension, with their records, each meet
    /// a term better than the other. That nothing was found there is an answer too,
    /// to who asks for it by its names.
    fn cell(
        &self,
        (agreement, deal): (usize, usize),
        (dimension, name): (usize, usize),
        best: &mut Best,
    ) {
        let is_by = |one: usize, other: usize| {
            self.terms.iter().any(|term| term.met[one] > term.met[other])
        };
        let target = Target::Cell { agreement, dimension };
        let is_both = is_by(deal, name) && is_by(name, deal);
        let is_it = is_both || self.filters.wants_silence();
        if !is_it || !self.filters.admit(target, self.world, &self.deals) {
            return;
        }
        let met = |term: &Term| term.met[deal].max(term.met[name]);
        let mut score = self.score_of(met);
        let is_absent = target.is_absent(self.world);
        if is_absent && self.terms.iter().any(|term| met(term) < NAME) {
            return;
        }
        score.sum *= match (self.calls(agreement), is_absent) {
            (true, _) => CALLED,
            (false, true) => BY_ABSENCE,
            (false, false) => 1.0,
        };
        self.offer(best, target, &score);
    }

    /// Whether a query names all parties of an agreement and no other state: "the
    /// India-Japan deal" is none of the four of the Quad.
    fn calls(&self, agreement: usize) -> bool {
        let parties = &self.world.agreements[agreement].deal.parties;
        let naming = || self.terms.iter().filter(|term| !term.states.is_empty());
        let is_named = |party| naming().any(|term| term.states.contains(party));
        parties.len() > 1
            && parties.iter().all(is_named)
            && naming().all(|term| term.states.iter().any(|state| parties.contains(state)))
    }

    fn score_of(&self, met: impl Fn(&Term) -> Met) -> Score {
        self.score(|at| f32::from(met(&self.terms[at])), |at| met(&self.terms[at]))
    }

    /// By how well a record meets each term, and how well by itself alone.
    fn score(&self, met: impl Fn(usize) -> f32, own: impl Fn(usize) -> Met) -> Score {
        let mut score = Score::default();
        for (at, term) in self.terms.iter().enumerate() {
            let met = met(at);
            score.met += usize::from(met > 0.0);
            score.sum += met * term.weight;
            score.is_related |= is_related(own(at));
        }
        score
    }

    fn offer(&self, best: &mut Best, target: Target, found: &Score) {
        if best.count(found.met, 1) {
            let score = self.share(found.sum) * NAME_BOOST;
            best.offer(score, || Hit { target, score, is_related: found.is_related });
        }
    }

    /// A sum as a share of what a record has that holds every word itself.
    pub(super) fn share(&self, sum: f32) -> f32 {
        sum / (self.weights * f32::from(EXACT)).max(1.0)
    }

    /// Whether anything is asked of single statements besides that words are met.
    pub(super) fn is_choosy(&self) -> bool {
        self.unwanted.is_some() || self.filters.is_of_passages()
    }

    /// Whether a statement may be a hit, of a document that may have some.
    pub(super) fn lets(&self, document: usize, record: usize) -> bool {
        let statement = record - self.index.records(document).start;
        self.is_bare(record)
            && self.filters.admit_passage(&self.world.documents[document], statement)
    }

    fn is_wanted(&self, record: usize, target: Target) -> bool {
        self.is_bare(record) && self.filters.admit(target, self.world, &self.deals)
    }

    /// Whether a record holds nothing that no hit may hold.
    fn is_bare(&self, record: usize) -> bool {
        self.unwanted.as_ref().is_none_or(|term| term.met[record] == 0)
    }

    /// Raises the best statements by how close the words of the query stand.
    fn raise_close(&self, hits: &mut [Hit]) {
        let mut terms: FxHashMap<&str, u16> = FxHashMap::default();
        for (at, term) in self.terms.iter().enumerate() {
            for word in &term.words {
                *terms.entry(self.index.vocabulary.word(*word)).or_default() |= 1 << at;
            }
        }
        let looked_at = LOOKED_AT.min(hits.len());
        let best = &mut hits[..looked_at];
        for hit in best.iter_mut() {
            if let Target::Statement(id) = hit.target {
                let text = self.world.text(id);
                hit.score *= 1.0 + CLOSE * closeness(text, &terms, self.terms.len());
            }
        }
        best.sort_by(Hit::rank);
    }
}

/// Whether a word is met only by what stands for it.
pub fn is_related(met: Met) -> bool {
    (1..=RELATED).contains(&met)
}

/// A bit for each of which something is so.
pub fn mask<T>(each: &[T], is_so: impl Fn(&T) -> bool) -> u16 {
    each.iter().enumerate().fold(0, |mask, (at, one)| mask | u16::from(is_so(one)) << at)
}
