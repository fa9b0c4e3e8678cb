//! Search: any word leads to the agreements, cells, names and statements that
//! hold it.
//!
//! A subsequence matcher is made for file names: over whole sentences nearly
//! any letters match somewhere. So each word of a query is matched against the
//! distinct words of the corpus, and the words found lead to what holds them.
//!
//! ```text
//! query --parts--> words, "phrases", -words     filters
//!                     |  vocabulary, matcher,      |
//!                     |  related words             |
//!                     v                            v
//!                   Term* --postings--> records --rank--> Results
//! ```
//!
//! A search is a function of index, world and query: it gives the same list
//! whatever was typed before and however fast.

use std::ops::Range;
use std::sync::{Arc, PoisonError};

use rayon::prelude::*;

use crate::agreement::Agreement;
use crate::error::{Error, Result};
use crate::lexicon::spellings;
use crate::world::World;

mod best;
mod block;
mod close;
mod filter;
mod index;
mod matcher;
mod names;
mod narrow;
mod postings;
mod query;
mod rank;
mod related;
mod results;
mod sections;
mod standing;
mod statements;
mod term;
mod turn;
mod vocabulary;
mod words;

pub use filter::{Mistake, typed};
pub use index::Index;
pub use names::rank;
pub use narrow::{Narrowed, narrow};
pub use query::{complete, is_in_filter};
pub use results::{Hit, Results, Target, people};
pub use turn::{Turn, Turns};

use matcher::{Likeness, Matcher};
use query::{Query, Wanted};
use rank::{Scope, Search, by_length};
use term::Term;
pub use words::occurrences;
use words::words;

impl Index {
    /// The hits for a query, best first, at most `limit`. Every word of the
    /// query must be met, in any order; where nothing meets them all, as many
    /// as can be.
    pub fn search(&self, world: &World, query: &str, limit: usize) -> Results {
        // A turn that never ends always brings an answer.
        self.search_in(world, query, Scope::Everything, limit, &Turn::default()).unwrap_or_default()
    }

    /// The same, as long as it is its turn: nothing where that ended before.
    pub fn search_in_turn(
        &self,
        world: &World,
        query: &str,
        limit: usize,
        turn: &Turn,
    ) -> Option<Results> {
        self.search_in(world, query, Scope::Everything, limit, turn)
    }

    fn search_in(
        &self,
        world: &World,
        query: &str,
        scope: Scope,
        limit: usize,
        turn: &Turn,
    ) -> Option<Results> {
        let query = Query::parse(query, world);
        let mistake = query.mistake.clone();
        let search = self.prepared(world, &query, turn);
        let count = search.terms.len();
        // A filter that means nothing, or nothing yet, still asks for something.
        let is_bare = query.filters.is_empty() && query.without.is_empty() && mistake.is_none();
        let results = if count > 0 {
            let (hits, total, met) = search.best(scope, limit);
            let is_partial = total > 0 && met < count;
            Results { hits, total, is_partial, mistake, ..Results::default() }
        } else if is_bare {
            Results::default()
        } else {
            let (hits, total) = search.all(limit);
            Results { hits, total, mistake, ..Results::default() }
        };
        // What was left out because of it is not known; so nothing is.
        (!turn.is_over()).then_some(results)
    }

    fn prepared<'a>(&'a self, world: &'a World, query: &'a Query, turn: &'a Turn) -> Search<'a> {
        let terms = self.terms(world, &query.wanted);
        let weights = terms.iter().map(|term| term.weight).sum();
        let without = query.without.iter().map(|words| Term::phrase(self, words));
        let unwanted = without.reduce(|mut all, term| {
            all.met.iter_mut().zip(term.met).for_each(|(all, met)| *all = met.max(*all));
            all
        });
        let deals = query.filters.deals(world);
        let (filters, lengths) = (&query.filters, by_length(self.usual));
        Search { index: self, world, terms, weights, lengths, unwanted, filters, deals, turn }
    }

    /// What is wanted, as the records meet it. What the last query wanted too is
    /// known already: from letter to letter only the last word changes.
    fn terms(&self, world: &World, wanted: &[Wanted]) -> Vec<Arc<Term>> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let known = |wanted: &Wanted| last.iter().find(|(other, _)| other == wanted);
        let terms = wanted.par_iter().map(|wanted| match known(wanted) {
            Some((_, term)) => Arc::clone(term),
            None => Arc::new(Term::new(self, world, wanted)),
        });
        let terms: Vec<Arc<Term>> = terms.collect();
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) =
            wanted.iter().cloned().zip(terms.iter().cloned()).collect();
        terms
    }

    /// The one agreement that a name, an id or a part of either means.
    ///
    /// # Errors
    /// Where none is meant, or more than one.
    pub fn agreement(&self, world: &World, query: &str) -> Result<usize> {
        if let Some(index) = named_exactly(world, query) {
            return Ok(index);
        }
        let turn = Turn::default();
        let results = self.search_in(world, query, Scope::Agreements, usize::MAX, &turn);
        let results = results.unwrap_or_default();
        let mut found: Vec<(usize, f32)> = Vec::new();
        for hit in results.hits.iter().filter(|_| !results.is_partial) {
            if let Target::Agreement(index) = hit.target {
                found.push((index, hit.score));
            }
        }
        // "us japan" means the two of them rather than a group they are in.
        let parties = |index: &usize| world.agreements[*index].deal.parties.len();
        let fewest = found.iter().map(|(index, _)| parties(index)).min().unwrap_or(0);
        found.retain(|(index, _)| parties(index) == fewest);
        match found.as_slice() {
            [] => {
                Err(known(world, Error::nothing_found(format!("no agreement matches \"{query}\""))))
            }
            [(index, _)] => Ok(*index),
            [(index, best), (_, second), ..] if best > second => Ok(*index),
            [(_, best), ..] => {
                let ids = found.iter().filter(|(_, score)| score == best);
                let ids: Vec<&str> =
                    ids.map(|(index, _)| world.agreements[*index].id.as_str()).collect();
                Err(Error::failed(format!("\"{query}\" may be any of {} agreements", ids.len()))
                    .hint(format!("name one of {}", ids.join(", "))))
            }
        }
    }
}

/// The agreement whose id or name this is, letter for letter but for case and
/// punctuation.
fn named_exactly(world: &World, query: &str) -> Option<usize> {
    let bare = |text: &str| words(text).map(|(_, word)| word).collect::<Vec<_>>();
    let query = bare(query);
    let names = |agreement: &Agreement| {
        [&agreement.id, &agreement.name, &agreement.code].map(|name| bare(name))
    };
    world.agreements.iter().position(|agreement| names(agreement).contains(&query))
}

/// The letters of a text that the words of a query meet, as byte ranges in
/// order. What is only like a word is marked where the word itself isn't there.
pub fn highlights(text: &str, query: &str) -> Vec<Range<usize>> {
    let matcher = Matcher::default();
    let held: Vec<(Range<usize>, String)> = words(text).collect();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for word in Query::marked(query) {
        let spelled = spellings(&word);
        let met = held.iter().filter_map(|(range, word)| {
            let (likeness, letters) = matcher.meets(word, &spelled)?;
            Some((range, word, likeness, letters))
        });
        let mut met: Vec<_> = met.collect();
        if met.is_empty() {
            let mistyped = held.iter().filter_map(|(range, word)| {
                let letters = matcher.mistyped(word, &spelled)?;
                Some((range, word, Likeness::Mistyped, letters))
            });
            met.extend(mistyped);
        }
        let is_there = met.iter().any(|(_, _, likeness, _)| *likeness > Likeness::Within);
        for (range, word, likeness, letters) in met {
            if !is_there || likeness > Likeness::Gapped {
                ranges.extend(letters_of(&text[range.clone()], word, range.start, &letters));
            }
        }
    }
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    joined(ranges)
}

/// A part of a text, widened to the words it begins and ends in.
pub fn whole_words(text: &str, part: Range<usize>) -> Range<usize> {
    let touched = words::ranges(text).filter(|word| word.start < part.end && word.end > part.start);
    touched.fold(part.clone(), |part, word| part.start.min(word.start)..part.end.max(word.end))
}

/// Some letters of a folded word in bytes of the text it was folded from: all
/// of it, where folding made more or fewer letters of it.
fn letters_of(written: &str, word: &str, start: usize, letters: &[usize]) -> Vec<Range<usize>> {
    if written.chars().count() != word.len() {
        return std::iter::once(start..start + written.len()).collect();
    }
    let characters = written.char_indices().enumerate();
    let marked = characters.filter(|(at, _)| letters.contains(at));
    marked.map(|(_, (at, letter))| start + at..start + at + letter.len_utf8()).collect()
}

/// Sorted ranges, those that touch made one.
fn joined(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if last.end >= range.start => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// Adds the ids there are to an error, as far as they fit a line or two.
fn known(world: &World, error: Error) -> Error {
    let ids: Vec<&str> =
        world.agreements.iter().map(|agreement| agreement.id.as_str()).take(12).collect();
    match ids.as_slice() {
        [] => error.hint("the corpus holds no agreement"),
        ids => error.hint(format!("there are {}", ids.join(", "))),
    }
}
