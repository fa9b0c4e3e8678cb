//! Which records meet a query, and how well.
//!
//! The score is that of BM25 (Robertson and Zaragoza 2009, "The Probabilistic
//! Relevance Framework") for sentences, which seldom say a word twice: words
//! that are rare in the corpus weigh more, long sentences less. What a sentence
//! leaves unsaid because its heading or its agreement says it counts in part,
//! and words that stand together rank above the same words apart.

use std::ops::BitOr;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::coding::Kind;
use crate::source::BlockKind;
use crate::world::World;

use super::filter::Filters;
use super::index::Index;
use super::results::{Bar, Best, Hit, Target, signatories};
use super::term::{EXACT, Met, RELATED, Term};
use super::words::{fold, ranges};

/// How much longer sentences weigh less: BM25's k1 and b.
const SATURATION: f32 = 1.2;
const LENGTH: f32 = 0.4;

/// Names stand above bare statements.
const NAME_BOOST: f32 = 1.5;
const PROVISION_BOOST: f32 = 1.1;
const HEADING_BOOST: f32 = 1.05;

/// A word that a statement leaves to the heading above it, to the parties of its
/// agreement, or to what else names the agreement.
const BY_HEADING: f32 = 0.5;
const BY_PARTY: f32 = 0.8;
const BY_NAME: f32 = 0.5;

/// What words that stand side by side add.
const CLOSE: f32 = 0.3;

/// So many of the best are looked at for how close their words stand.
const LOOKED_AT: usize = 300;

/// Fewer documents are not worth another processor.
const LEAST_DOCUMENTS: usize = 64;

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
    pub terms: Vec<Term>,
    /// How much all terms tell.
    pub weights: f32,
    /// What a statement's score is worth that is so many words long.
    pub lengths: Vec<f32>,
    /// Records that hold what no hit may hold.
    pub unwanted: Option<Term>,
    pub filters: &'a Filters,
    /// For each agreement whether the filters let it through.
    pub deals: Vec<bool>,
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
        let kept = limit.max(LOOKED_AT);
        let mut best = Best::new(kept);
        self.names(scope, &mut best);
        if scope == Scope::Everything {
            self.cells(&mut best);
            best = self.in_documents(best, |document, best| self.statements(document, best));
        }
        let (total, met) = (best.total, best.met);
        let mut hits = best.ranked();
        if self.terms.len() > 1 {
            self.raise_close(&mut hits);
        }
        hits.truncate(limit);
        (hits, total, met)
    }

    /// Everything that the filters let through, where no word is asked for.
    pub fn all(&self, limit: usize) -> (Vec<Hit>, usize) {
        let offer = |record: usize, target: Target, best: &mut Best| {
            if self.is_wanted(record, target) {
                let score = boost(self.world, target);
                best.offer(0, score, || Hit::new(target, score));
            }
        };
        let mut best = Best::new(limit);
        for (record, target) in self.index.named.iter().enumerate() {
            offer(record, *target, &mut best);
        }
        let best = self.in_documents(best, |document, best| {
            for record in self.index.records(document) {
                offer(record, self.index.target_in(document, record), best);
            }
        });
        let total = best.total;
        (best.ranked(), total)
    }

    /// The best of some and of what is in the documents that the filters let
    /// through, on all processors.
    fn in_documents(&self, mut best: Best, offer: impl Fn(usize, &mut Best) + Sync) -> Best {
        let is_let = |document: &usize| {
            self.filters.admit_document(self.world.agreement_of(*document), &self.deals)
        };
        let (bar, limit) = (Bar::default(), best.limit);
        let none = || Best::new(limit);
        best.shorten();
        best.heed(&bar);
        let found = (0..self.world.documents.len())
            .into_par_iter()
            .with_min_len(LEAST_DOCUMENTS)
            .filter(is_let)
            .fold(none, |mut best, document| {
                best.heed(&bar);
                offer(document, &mut best);
                best
            })
            .reduce(none, Best::join);
        best.join(found)
    }

    fn names(&self, scope: Scope, best: &mut Best) {
        for (record, &target) in self.index.named.iter().enumerate() {
            let is_in = scope == Scope::Everything || matches!(target, Target::Agreement(_));
            let is_met = self.terms.iter().any(|term| term.met[record] > 0);
            if !is_in || !is_met || !self.is_wanted(record, target) {
                continue;
            }
            let score = match target {
                Target::Person { agreement, person } => self.signatory(record, agreement, person),
                _ => self.score_of(|term| term.met[record]),
            };
            self.offer(best, target, &score, 1.0);
        }
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
            f32::from(term.met[record]) * if is_with(term) { BY_PARTY } else { 1.0 }
        };
        self.score(met, |at| self.terms[at].met[record])
    }

    /// A statement may leave a word to its heading or its agreement: "japan
    /// semiconductors" finds what the deal with Japan says, whether or not the
    /// sentence names Japan.
    fn statements(&self, document: usize, best: &mut Best) {
        let records = self.index.records(document);
        let start = records.start;
        let all = self.mask(|_| true);
        // What no statement says and no name says need not be looked for in each.
        let said = self.mask(|term| term.met[records.clone()].iter().fold(0, BitOr::bitor) > 0);
        let deal = match said {
            0 => return,
            _ if said == all && self.terms.len() == 1 => Vec::new(),
            _ => self.deal(document),
        };
        let named = mask(&deal, |met| *met > 0.0);
        if ((said | named).count_ones() as usize) < best.met {
            return;
        }
        for record in records {
            match self.mask(|term| term.met[record] > 0) {
                0 => {}
                own if own == all => {
                    self.statement(document, record, &self.score_of(|term| term.met[record]), best);
                }
                own => {
                    // A heading may say what the statement leaves out.
                    let section = || self.world.documents[document].section(record - start);
                    let heading = if said & !own == 0 { None } else { section() };
                    let score = self.leaving(record, heading.map(|at| start + at), &deal);
                    self.statement(document, record, &score, best);
                }
            }
        }
    }

    /// For each term how well the agreement meets it that a document tells of.
    fn deal(&self, document: usize) -> Vec<f32> {
        let Some(agreement) = self.world.agreement_of(document) else {
            return vec![0.0; self.terms.len()];
        };
        let record = self.index.deals[agreement] as usize;
        let parties = &self.world.agreements[agreement].deal.parties;
        let met = |term: &Term| {
            let is_party = || term.states.iter().any(|state| parties.contains(state));
            match term.met[record] {
                0 => 0.0,
                met => f32::from(met) * if is_party() { BY_PARTY } else { BY_NAME },
            }
        };
        self.terms.iter().map(met).collect()
    }

    fn statement(&self, document: usize, record: usize, score: &Score, best: &mut Best) {
        let target = self.index.target_in(document, record);
        if score.met >= best.met && self.is_wanted(record, target) {
            let length = self.lengths[usize::from(self.index.lengths[record])];
            self.offer(best, target, score, length);
        }
    }

    /// The score of a statement that leaves terms to what stands above it.
    fn leaving(&self, record: usize, heading: Option<usize>, deal: &[f32]) -> Score {
        let above = |at: usize| {
            let met = heading.map_or(0, |heading| self.terms[at].met[heading]);
            deal[at].max(f32::from(met) * BY_HEADING)
        };
        self.score(
            |at| match self.terms[at].met[record] {
                0 => above(at),
                met => f32::from(met),
            },
            |at| self.terms[at].met[record],
        )
    }

    /// Cells whose agreement and dimension meet the query between them.
    fn cells(&self, best: &mut Best) {
        if self.terms.len() < 2 {
            return;
        }
        let all = self.mask(|_| true);
        let (agreements, dimensions) = self.masks();
        for &(agreement, deal, by_deal) in &agreements {
            for &(dimension, name, by_name) in &dimensions {
                if by_deal | by_name == all {
                    self.cell((agreement, deal), (dimension, name), best);
                }
            }
        }
    }

    /// The agreements and the dimensions that meet the query, with their records.
    fn masks(&self) -> (Masks, Masks) {
        let (mut agreements, mut dimensions) = (Vec::new(), Vec::new());
        for (record, target) in self.index.named.iter().enumerate() {
            let met = self.mask(|term| term.met[record] > 0);
            match target {
                Target::Agreement(index) if met > 0 => agreements.push((*index, record, met)),
                Target::Dimension(index) if met > 0 => dimensions.push((*index, record, met)),
                _ => {}
            }
        }
        (agreements, dimensions)
    }

    /// A bit for each term of which something is so.
    fn mask(&self, is_so: impl Fn(&Term) -> bool) -> u16 {
        mask(&self.terms, is_so)
    }

    /// A cell, where its agreement and its dimension, with their records, each meet
    /// a term better than the other.
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
        let is_there = is_by(deal, name)
            && is_by(name, deal)
            && self.world.cell(agreement, dimension).reading().is_found();
        if is_there && self.filters.admit(target, self.world, &self.deals) {
            let score = self.score_of(|term| term.met[deal].max(term.met[name]));
            self.offer(best, target, &score, 1.0);
        }
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
            score.is_related |= (1..=RELATED).contains(&own(at));
        }
        score
    }

    fn offer(&self, best: &mut Best, target: Target, score: &Score, length: f32) {
        let share = score.sum / (self.weights * f32::from(EXACT)).max(1.0) * length;
        let is_statement = matches!(target, Target::Statement(_));
        let most = if is_statement { PROVISION_BOOST } else { NAME_BOOST };
        best.offer(score.met, share * most, || Hit {
            target,
            score: share * boost(self.world, target),
            is_related: score.is_related,
        });
    }

    fn is_wanted(&self, record: usize, target: Target) -> bool {
        self.unwanted.as_ref().is_none_or(|term| term.met[record] == 0)
            && self.filters.admit(target, self.world, &self.deals)
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

/// How close the terms stand that a text holds: 1 all of them side by side, 0
/// where there is no more than one.
fn closeness(text: &str, terms: &FxHashMap<&str, u16>, all: usize) -> f32 {
    let mut folded = String::new();
    let mut met: Vec<(usize, u16)> = Vec::new();
    for (at, range) in ranges(text).enumerate() {
        fold(&text[range], &mut folded);
        if let Some(mask) = terms.get(folded.as_str()) {
            met.push((at, *mask));
        }
    }
    let held = met.iter().fold(0, |held, (_, mask)| held | mask);
    let count = held.count_ones() as usize;
    if count < 2 {
        return 0.0;
    }
    let mut shortest = usize::MAX;
    for (index, (end, _)) in met.iter().enumerate() {
        let mut seen = 0;
        for (start, mask) in met[..=index].iter().rev() {
            seen |= mask;
            if seen == held {
                shortest = shortest.min(end + 1 - start);
                break;
            }
        }
    }
    count as f32 / shortest.max(count) as f32 * (count as f32 / all as f32)
}

/// A bit for each of which something is so.
fn mask<T>(each: &[T], is_so: impl Fn(&T) -> bool) -> u16 {
    each.iter().enumerate().fold(0, |mask, (at, one)| mask | u16::from(is_so(one)) << at)
}

fn boost(world: &World, target: Target) -> f32 {
    match target {
        Target::Statement(id) => match world.document(id).shape(id.statement) {
            BlockKind::Heading => HEADING_BOOST,
            _ if world.kind(id) == Kind::Provision => PROVISION_BOOST,
            _ => 1.0,
        },
        _ => NAME_BOOST,
    }
}
