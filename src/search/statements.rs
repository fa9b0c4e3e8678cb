//! Which statements meet a query.

use std::ops::{BitOr, Range};
use std::sync::Arc;

use super::best::Best;
use super::block::{BLOCK, Block};
use super::query::MOST_WORDS;
use super::rank::{Search, is_related, mask};
use super::results::Hit;
use super::standing::Standing;
use super::term::Term;

/// A word that a statement leaves to the parties of its agreement, or to what else
/// names the agreement.
const BY_PARTY: f32 = 0.8;
const BY_NAME: f32 = 0.5;

/// Fewer documents are not worth another processor.
const LEAST_DOCUMENTS: usize = 64;

impl Search<'_> {
    /// The best of some and of the statements.
    pub(super) fn statements(&self, best: Best) -> Best {
        self.in_documents(best, |document, best| self.statements_of(document, best))
    }

    /// The best of some and of what is in the documents that the filters let
    /// through.
    pub(super) fn in_documents(&self, best: Best, offer: impl Fn(usize, &mut Best) + Sync) -> Best {
        self.gather(best, self.world.documents.len(), LEAST_DOCUMENTS, |document, best| {
            if self.filters.admit_document(self.world.agreement_of(document), &self.deals) {
                offer(document, best);
            }
        })
    }

    /// A statement may leave a word to its heading or its agreement: "japan
    /// semiconductors" finds what the deal with Japan says, whether or not the
    /// sentence names Japan.
    fn statements_of(&self, document: usize, best: &mut Best) {
        let Range { start, end } = self.index.records(document);
        let said = mask(&self.terms, |term| term.met[start..end].iter().fold(0, BitOr::bitor) > 0);
        if said == 0 {
            return;
        }
        let deal = self.deal(document);
        let named = mask(&deal[..self.terms.len()], |met| *met > 0.0);
        if ((said | named).count_ones() as usize) < best.met {
            return;
        }
        let sections = self.index.sections(document);
        let standing = self.standings(document);
        for first in (start..end).step_by(BLOCK) {
            let records = first..end.min(first + BLOCK);
            let mut block = Block::new(&self.terms, records, &deal, sections);
            if self.is_choosy() {
                block.retain(|record| self.lets(document, record));
            }
            let most = block.most();
            if most > 0 && best.count(most, block.count(most)) {
                for (record, sum) in block.meeting(most) {
                    let length = self.lengths[usize::from(self.index.lengths[record])];
                    let score = self.share(sum) * length * standing(record).boost();
                    best.offer(score, || self.statement(document, record, score));
                }
            }
        }
    }

    fn statement(&self, document: usize, record: usize, score: f32) -> Hit {
        let target = self.index.target_in(document, record);
        let is_related = self.terms.iter().any(|term| is_related(term.met[record]));
        Hit { target, score, is_related }
    }

    /// What each statement of a document is, as the analyst reads it.
    pub(super) fn standings(&self, document: usize) -> impl Fn(usize) -> Standing {
        let (read, machine) = (&self.world.documents[document], &self.world.machine[document]);
        let (index, start) = (self.index, self.index.records(document).start);
        let is_machine = Arc::ptr_eq(read, machine);
        move |record| match is_machine {
            true => index.standing(record),
            false => Standing::of(read, record - start),
        }
    }

    /// For each term how well the agreement meets it that a document tells of.
    fn deal(&self, document: usize) -> [f32; MOST_WORDS] {
        let mut deal = [0.0; MOST_WORDS];
        let Some(agreement) = self.world.agreement_of(document) else { return deal };
        let record = self.index.deals[agreement] as usize;
        let parties = &self.world.agreements[agreement].deal.parties;
        let met = |term: &Term| {
            let is_party = || term.states.iter().any(|state| parties.contains(state));
            match term.met[record] {
                0 => 0.0,
                met => f32::from(met) * if is_party() { BY_PARTY } else { BY_NAME },
            }
        };
        deal.iter_mut().zip(&self.terms).for_each(|(deal, term)| *deal = met(term));
        deal
    }
}
