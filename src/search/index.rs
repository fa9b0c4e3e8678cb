//! The inverted index: from the distinct words of a corpus to the records that
//! hold them.
//!
//! A record is whatever can be found: first what has a name, then every
//! statement in reading order.

use std::borrow::Borrow;
use std::ops::Range;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::coding::Kind;
use crate::document::{Document, StatementId};
use crate::world::World;

use super::postings::{List, Postings};
use super::query::Wanted;
use super::results::{SIGNED, Target, people};
use super::sections::{Section, Sections};
use super::standing::Standing;
use super::term::Term;
use super::vocabulary::Vocabulary;
use super::words::{fold, ranges};

/// What a corpus can be searched through.
pub struct Index {
    pub(super) vocabulary: Vocabulary,
    pub(super) postings: Postings,
    /// The records that have a name.
    pub(super) named: Vec<Target>,
    /// For each agreement its record.
    pub(super) deals: Vec<u32>,
    /// For each document its first record.
    starts: Vec<u32>,
    sections: Sections,
    /// For each record how many words it has.
    pub(super) lengths: Vec<u8>,
    /// How many words a statement has in the mean.
    pub(super) usual: f32,
    /// For each statement what it is as the machine reads it: to look that up in its
    /// document takes longer than all else that a hit costs.
    standings: Vec<Standing>,
    /// What the last query wanted.
    pub(super) last: Mutex<Vec<(Wanted, Arc<Term>)>>,
}

/// Statements are cut into so many shares for each processor, so that none
/// waits long for another.
const SHARES: usize = 4;

impl Index {
    /// Indexes everything that has a name or a sentence, on all processors.
    pub fn new(world: &World) -> Self {
        let (named, names) = names(world);
        let mut starts = vec![named.len() as u32];
        for document in &world.documents {
            starts.push(starts.last().copied().unwrap_or(0) + document.len() as u32);
        }
        let shares = shares(world);
        let mut parts: Vec<Part> =
            shares.into_par_iter().map(|share| Part::of(world, share, &starts)).collect();
        parts.insert(0, names);
        let lengths: Vec<u8> = parts.iter().flat_map(|part| &part.lengths).copied().collect();
        let statements = &lengths[named.len()..];
        let sum: u64 = statements.iter().map(|length| u64::from(*length)).sum();
        let usual = sum as f32 / statements.len().max(1) as f32;
        let (vocabulary, postings) = merge(&parts);
        let records = named.iter().zip(0..);
        let is_deal = |target: &Target| matches!(target, Target::Agreement(_));
        let deals = records.filter(|(t, _)| is_deal(t)).map(|(_, record)| record).collect();
        let sections = Sections::new(world, &starts);
        let standings = world
            .machine
            .par_iter()
            .flat_map_iter(|read| (0..read.len()).map(|statement| Standing::of(read, statement)));
        let standings = standings.collect();
        let usual = usual.max(1.0);
        let last = Mutex::default();
        Self {
            vocabulary,
            postings,
            named,
            deals,
            starts,
            sections,
            lengths,
            usual,
            standings,
            last,
        }
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    /// What it takes in memory, in bytes.
    pub fn size(&self) -> usize {
        self.vocabulary.size()
            + self.postings.size()
            + self.named.capacity() * size_of::<Target>()
            + (self.deals.capacity() + self.starts.capacity()) * size_of::<u32>()
            + self.sections.size()
            + self.lengths.capacity()
            + self.standings.capacity() * size_of::<Standing>()
    }

    /// The records of a document's statements.
    pub(super) fn records(&self, document: usize) -> Range<usize> {
        self.starts[document] as usize..self.starts[document + 1] as usize
    }

    /// What a statement is as the machine reads it.
    pub(super) fn standing(&self, record: usize) -> Standing {
        self.standings[record - self.named.len()]
    }

    /// What stands under which heading of a document.
    pub(super) fn sections(&self, document: usize) -> &[Section] {
        self.sections.of(document)
    }

    pub(super) fn target_in(&self, document: usize, record: usize) -> Target {
        let statement = record - self.starts[document] as usize;
        Target::Statement(StatementId { document, statement })
    }
}

/// What has a name: the agreements, who signed them, and the dimensions.
fn names(world: &World) -> (Vec<Target>, Part) {
    let (mut named, mut part) = (Vec::new(), Part::default());
    for (index, agreement) in world.agreements.iter().enumerate() {
        let deal = &agreement.deal;
        let mut texts = vec![&agreement.id, &agreement.name, &agreement.code, &deal.title];
        texts.extend(&deal.date);
        let parties = deal.parties.iter().flat_map(|code| world.states().all_names(code));
        let parties: Vec<&str> = parties.map(|(name, _)| name).collect();
        let texts = texts.into_iter().map(String::as_str);
        part.add(named.len(), texts.chain(parties.iter().copied()));
        named.push(Target::Agreement(index));
        for (person, name) in people(world, index).enumerate() {
            part.add(named.len(), [name, SIGNED].into_iter().chain(parties.iter().copied()));
            named.push(Target::Person { agreement: index, person });
        }
    }
    for (index, dimension) in world.codebook.dimensions.iter().enumerate() {
        part.add(named.len(), [dimension.id(), &dimension.name]);
        named.push(Target::Dimension(index));
    }
    (named, part)
}

/// The documents in shares of about as many statements.
fn shares(world: &World) -> Vec<Range<usize>> {
    let size = world.statement_count().div_ceil(SHARES * rayon::current_num_threads()).max(1);
    let (mut shares, mut start, mut held) = (Vec::new(), 0, 0);
    for (index, document) in world.documents.iter().enumerate() {
        held += document.len();
        if held >= size {
            shares.push(start..index + 1);
            (start, held) = (index + 1, 0);
        }
    }
    shares.push(start..world.documents.len());
    shares
}

/// How a text tells that it is signed, in front of the signatures.
const SIGNING: [&str; 4] = ["signed at ", "signed in ", "done at ", "done in "];

/// How many of the last statements signatures stand in.
const TAIL: usize = 12;

/// The statements of a document among which its signatures are, however they are
/// set: who looks for them by "signed" finds them.
fn signatures(read: &Document) -> Range<usize> {
    let end = read.len();
    let is_signing = |statement: &usize| {
        let text = read.text(*statement);
        SIGNING.iter().any(|head| {
            text.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head))
        })
    };
    let signing = (end.saturating_sub(TAIL)..end).rev().find(is_signing);
    signing.map_or(end..end, |signing| signing + 1..end)
}

/// The index of a share of the records.
#[derive(Default)]
struct Part {
    words: FxHashMap<Box<str>, u32>,
    lists: Vec<List>,
    lengths: Vec<u8>,
    folded: String,
}

impl Part {
    fn of(world: &World, documents: Range<usize>, starts: &[u32]) -> Self {
        let mut part = Self::default();
        for document in documents {
            let read = &world.machine[document];
            let signatures = signatures(read);
            for statement in 0..read.len() {
                let is_signature =
                    signatures.contains(&statement) && read.kind(statement) == Kind::Structure;
                let signed = is_signature.then_some(SIGNED);
                let texts = [read.text(statement)].into_iter().chain(signed);
                part.add(starts[document] as usize + statement, texts);
            }
        }
        part
    }

    /// Adds the next record with the words of some texts.
    fn add<T: Borrow<str>>(&mut self, record: usize, texts: impl IntoIterator<Item = T>) {
        let (mut length, mut place) = (0_u8, 0);
        for text in texts {
            let text = text.borrow();
            for range in ranges(text) {
                length = length.saturating_add(1);
                place += 1;
                self.word(&text[range], record as u32, place);
            }
            // The last word of one text and the first of the next are no neighbours.
            place += 1;
        }
        self.lengths.push(length);
    }

    fn word(&mut self, word: &str, record: u32, place: u32) {
        fold(word, &mut self.folded);
        if let Some(known) = self.words.get(self.folded.as_str()) {
            self.lists[*known as usize].push(record, place);
        } else if !self.folded.is_empty() {
            self.words.insert(self.folded.as_str().into(), self.lists.len() as u32);
            self.lists.push(List::new(record, place));
        }
    }
}

/// One index of parts whose records follow one another.
fn merge(parts: &[Part]) -> (Vocabulary, Postings) {
    let mut held: Vec<(&str, usize, u32)> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        held.extend(part.words.iter().map(|(word, list)| (&**word, at, *list)));
    }
    held.par_sort_unstable();
    let mut postings = Postings::default();
    let same: Vec<&[(&str, usize, u32)]> = held.chunk_by(|a, b| a.0 == b.0).collect();
    for word in &same {
        postings.push(word.iter().map(|(_, part, list)| &parts[*part].lists[*list as usize]));
    }
    postings.shrink();
    (Vocabulary::new(same.iter().map(|word| word[0].0)), postings)
}
