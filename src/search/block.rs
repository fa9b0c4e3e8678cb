//! How statements that follow one another meet the terms of a query.
//!
//! A query looks at every statement of a corpus, so a measure is a column over
//! some of them: a processor adds up several at once.

use std::ops::Range;
use std::sync::Arc;

use super::sections::Section;
use super::term::{Met, Term};

/// So many statements are measured together.
pub const BLOCK: usize = 64;

/// A word that a statement leaves to the heading above it.
const BY_HEADING: f32 = 0.5;

/// Some statements of a document, as they meet the terms.
pub struct Block {
    records: Range<usize>,
    /// How many terms each meets, by itself or by what stands above it; none,
    /// where it meets none by itself.
    met: [u8; BLOCK],
    /// How well it meets them, all in all.
    sums: [f32; BLOCK],
}

impl Block {
    /// Measures some statements; `deal` says for each term how well their
    /// agreement meets it, `sections` are those of their document.
    pub fn new(
        terms: &[Arc<Term>],
        records: Range<usize>,
        deal: &[f32],
        sections: &[Section],
    ) -> Self {
        let mut block = Self { records, met: [0; BLOCK], sums: [0.0; BLOCK] };
        let mut by_itself = [0; BLOCK];
        for (term, by_deal) in terms.iter().zip(deal) {
            let own = &term.met[block.records.clone()];
            let above = block.above(term, *by_deal, sections);
            block.add(own, &above, term.weight);
            by_itself.iter_mut().zip(own).for_each(|(any, own)| *any |= own);
        }
        for (met, own) in block.met.iter_mut().zip(by_itself) {
            *met = if own > 0 { *met } else { 0 };
        }
        block
    }

    /// Leaves those out of which something is not so.
    pub fn retain(&mut self, is_so: impl Fn(usize) -> bool) {
        for (record, met) in self.records.clone().zip(&mut self.met) {
            *met = if *met > 0 && is_so(record) { *met } else { 0 };
        }
    }

    /// The most terms that any meets.
    pub fn most(&self) -> usize {
        usize::from(self.met.iter().fold(0, |most, met| most.max(*met)))
    }

    /// How many meet so many terms.
    pub fn count(&self, met: usize) -> usize {
        usize::from(self.met.iter().map(|other| u8::from(usize::from(*other) == met)).sum::<u8>())
    }

    /// The records that meet so many terms, with how well.
    pub fn meeting(&self, met: usize) -> impl Iterator<Item = (usize, f32)> {
        let measures = self.records.clone().zip(self.met.iter().zip(&self.sums));
        measures
            .filter(move |(_, (other, _))| usize::from(**other) == met)
            .map(|(record, (_, sum))| (record, *sum))
    }

    /// Adds a term, by how well each meets it itself and what stands above it
    /// does. Kept on its own, where the processor's wide registers are used.
    #[inline(never)]
    fn add(&mut self, own: &[Met], above: &[f32; BLOCK], weight: f32) {
        let measures = self.sums.iter_mut().zip(&mut self.met);
        for ((own, above), (sum, met)) in own.iter().zip(above).zip(measures) {
            let best = if *own > 0 { f32::from(*own) } else { *above };
            *sum += best * weight;
            *met += u8::from(best > 0.0);
        }
    }

    /// For each how well a term is met by what stands above it.
    fn above(&self, term: &Term, by_deal: f32, sections: &[Section]) -> [f32; BLOCK] {
        let mut above = [by_deal; BLOCK];
        let Range { start, end } = self.records;
        for section in sections {
            let met = BY_HEADING * f32::from(term.met[section.heading as usize]);
            let under = section.records();
            let under = under.start.max(start)..under.end.min(end);
            if met > by_deal && !under.is_empty() {
                above[under.start - start..under.end - start].fill(met);
            }
        }
        above
    }
}
