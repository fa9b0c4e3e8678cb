//! What one word or phrase of a query means among the words of the corpus.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::lexicon::spellings;
use crate::world::World;

use super::index::Index;
use super::matcher::{Matcher, is_within, mistypings};
use super::query::Wanted;
use super::related;
use super::words::stem;

/// How well a record meets a word of the query, from 0 to 100.
pub type Met = u8;

/// The word itself.
pub const EXACT: Met = 100;
/// "cable" for "cables".
const FORM: Met = 80;
/// Another name of the same state: "Italian" for "Italy", "ROK" for "South
/// Korea".
pub const NAME: Met = 75;
/// One that begins so: from so much where most letters are to come, to so much
/// where only the last is.
const BEGUN: (Met, Met) = (60, 85);
/// A word typed with letters missing or wrong, or within another.
const GAPPED: Met = 55;
const WITHIN: Met = 50;
const MISTYPED: Met = 45;
/// One that stands for it, where nothing holds the word itself: "undersea" for
/// "submarine". Whatever is met so far and no better is only related.
pub const RELATED: Met = 35;

/// So many words that are like one mistyped are looked at.
const MOST_LIKE: usize = 48;

/// A word or a phrase of a query, as the records meet it.
pub struct Term {
    /// For each record how well it meets it; 0 where it doesn't.
    pub met: Vec<Met>,
    /// How much it tells: the rarer, the more.
    pub weight: f32,
    /// The words that meet it.
    pub words: Vec<u32>,
    /// The states that it names.
    pub states: Vec<String>,
}

impl Term {
    /// What holds what is wanted.
    pub fn new(index: &Index, world: &World, wanted: &Wanted) -> Self {
        match wanted {
            Wanted::Word { word, is_open } => Self::word(index, world, word, *is_open),
            Wanted::Part { full, short } => Self::part(index, world, full, short),
            Wanted::Name { words, is_open } => Self::name(index, world, words, *is_open),
            Wanted::Phrase(words) => Self::phrase(index, words),
        }
    }

    /// What holds a word of the query, one of its forms, or a word that stands
    /// for it. Where it is `open`, its end is still to be typed.
    fn word(index: &Index, world: &World, word: &str, is_open: bool) -> Self {
        let mut meanings = Meanings::default();
        let spelled = spellings(word);
        for spelling in &spelled {
            meanings.spelled(index, spelling);
        }
        let own = stem(word);
        index.vocabulary.of_stem(&own).iter().for_each(|word| meanings.add(*word, FORM));
        for name in related::names(word, world.states()) {
            index.vocabulary.of_stem(&name).iter().for_each(|word| meanings.add(*word, NAME));
        }
        let mut related = Meanings::default();
        for stem in related::of(word, world.states()) {
            index.vocabulary.of_stem(&stem).iter().for_each(|word| related.add(*word, RELATED));
        }
        let is_meant = !meanings.0.is_empty() || !related.0.is_empty();
        if is_open || !is_meant {
            spelled.iter().for_each(|spelling| meanings.begun(index, spelling));
        }
        spelled.iter().for_each(|spelling| meanings.within(index, spelling));
        if !is_meant && meanings.0.is_empty() {
            spelled.iter().for_each(|spelling| meanings.alike(index, spelling));
        }
        let mut term = Self::of(index, meanings);
        term.meet(index, &related);
        term.states = states_named(world, word);
        term
    }

    /// What names a numbered part of a text, in full or in short.
    fn part(index: &Index, world: &World, full: &str, short: &str) -> Self {
        let mut term = Self::word(index, world, full, false);
        let mut meanings = Meanings::default();
        index.vocabulary.find(short).into_iter().for_each(|word| meanings.add(word, FORM));
        term.meet(index, &meanings);
        term
    }

    /// What holds words side by side, in this order; of one word, what holds it
    /// as it is.
    pub fn phrase(index: &Index, phrase: &[String]) -> Self {
        let words: Option<Vec<u32>> =
            phrase.iter().map(|word| index.vocabulary.find(word)).collect();
        let mut term = Self { words: words.unwrap_or_default(), ..Self::nothing(index) };
        let records = match term.words.as_slice() {
            [] => Vec::new(),
            [word] => index.postings.of(*word).collect(),
            words => side_by_side(index, words),
        };
        records.iter().for_each(|record| term.met[*record as usize] = EXACT);
        term.weight = index.weight(records.len());
        term
    }

    /// What holds a name or a saying of several words, or what else is called
    /// so.
    fn name(index: &Index, world: &World, name: &[String], is_open: bool) -> Self {
        let joined = name.join(" ");
        let mut meanings = Meanings::default();
        for other in related::names(&joined, world.states()) {
            index.vocabulary.of_stem(&other).iter().for_each(|word| meanings.add(*word, NAME));
        }
        let mut related = Meanings::default();
        for stem in related::of(&joined, world.states()) {
            index.vocabulary.of_stem(&stem).iter().for_each(|word| related.add(*word, RELATED));
        }
        let parts: Vec<Self> =
            name.iter().map(|word| Self::word(index, world, word, is_open)).collect();
        let mut term = Self::of(index, meanings);
        term.meet(index, &related);
        let (words, parts): (Vec<Vec<u32>>, Vec<Vec<Met>>) =
            parts.into_iter().map(|part| (part.words, part.met)).unzip();
        if let Some(all) = parts.into_iter().reduce(|one, other| each(one, &other, Met::min)) {
            term.met = each(term.met, &all, Met::max);
        }
        term.words.extend(words.into_iter().flatten());
        term.weight = index.weight(count(&term.met, RELATED));
        term.states = states_named(world, &joined);
        term
    }

    fn nothing(index: &Index) -> Self {
        let met = vec![0; index.len()];
        Self { met, weight: 0.0, words: Vec::new(), states: Vec::new() }
    }

    fn of(index: &Index, meanings: Meanings) -> Self {
        let mut term = Self::nothing(index);
        term.meet(index, &meanings);
        term.weight = index.weight(count(&term.met, 0));
        term
    }

    fn meet(&mut self, index: &Index, meanings: &Meanings) {
        let mut words: Vec<(u32, Met)> =
            meanings.0.iter().map(|(&word, &met)| (word, met)).collect();
        words.sort_unstable();
        self.words.extend(words.iter().map(|(word, _)| word));
        let holders: usize = words.iter().map(|(word, _)| index.postings.count(*word)).sum();
        if holders < MANY {
            return note_all(index, &words, &mut self.met);
        }
        // Every other word goes to another processor.
        let shares = rayon::current_num_threads().min(words.len());
        let met = (0..shares).into_par_iter().map(|share| {
            let mut met = vec![0; index.len()];
            note_all(index, words.iter().skip(share).step_by(shares), &mut met);
            met
        });
        let met = met.reduce_with(|one, other| each(one, &other, Met::max));
        let own = std::mem::take(&mut self.met);
        self.met = met.into_iter().fold(own, |own, met| each(own, &met, Met::max));
    }
}

/// More records than these are worth another processor.
const MANY: usize = 50_000;

/// Notes how well the records meet words, where they meet none better.
fn note_all<'w>(index: &Index, words: impl IntoIterator<Item = &'w (u32, Met)>, noted: &mut [Met]) {
    for (word, met) in words {
        for record in index.postings.of(*word) {
            let best = &mut noted[record as usize];
            *best = (*best).max(*met);
        }
    }
}

/// For each record one of two.
fn each(mut one: Vec<Met>, other: &[Met], choose: impl Fn(Met, Met) -> Met) -> Vec<Met> {
    one.iter_mut().zip(other).for_each(|(one, other)| *one = choose(*one, *other));
    one
}

/// How many records are met better than so.
fn count(met: &[Met], than: Met) -> usize {
    // So many at a time fit a byte: a processor adds up several at once.
    let better = |chunk: &[Met]| chunk.iter().map(|met| u8::from(*met > than)).sum::<u8>();
    met.chunks(usize::from(u8::MAX)).map(|chunk| usize::from(better(chunk))).sum()
}

impl Index {
    /// How much a word tells that so many records hold: the logarithm of one in
    /// how many, and one at the least.
    fn weight(&self, holders: usize) -> f32 {
        (1.0 + self.len() as f32 / holders.max(1) as f32).ln().max(1.0)
    }
}

/// The words of the corpus that one of a query may mean, with how well they
/// meet it.
#[derive(Default)]
struct Meanings(FxHashMap<u32, Met>);

impl Meanings {
    fn add(&mut self, word: u32, met: Met) {
        let best = self.0.entry(word).or_insert(0);
        *best = (*best).max(met);
    }

    fn spelled(&mut self, index: &Index, spelling: &str) {
        index.vocabulary.find(spelling).into_iter().for_each(|word| self.add(word, EXACT));
    }

    fn begun(&mut self, index: &Index, spelling: &str) {
        for word in index.vocabulary.beginning(spelling) {
            let length = index.vocabulary.word(word).len();
            let (least, most) = (usize::from(BEGUN.0), usize::from(BEGUN.1));
            let met = least + (most - least) * spelling.len() / length.max(1);
            self.add(word, met as Met);
        }
    }

    fn within(&mut self, index: &Index, spelling: &str) {
        let holding = index.vocabulary.holding(spelling, |word| is_within(word, spelling));
        holding.into_iter().for_each(|word| self.add(word, WITHIN));
    }

    /// The words that it may be mistyped for.
    fn alike(&mut self, index: &Index, spelling: &str) {
        let matcher = Matcher::default();
        let gapped = |spelling: &str| {
            index.vocabulary.holding(spelling, |word| matcher.gapped(word, spelling).is_some())
        };
        let mut found: Vec<(u32, Met)> =
            gapped(spelling).into_iter().map(|word| (word, GAPPED)).collect();
        if found.is_empty() {
            for spelling in mistypings(spelling) {
                let begun = index.vocabulary.beginning(&spelling);
                found.extend(begun.chain(gapped(&spelling)).map(|word| (word, MISTYPED)));
            }
        }
        // The nearest in length are the likeliest.
        let length = spelling.len();
        found.sort_by_key(|(word, _)| (index.vocabulary.word(*word).len().abs_diff(length), *word));
        found.iter().take(MOST_LIKE).for_each(|(word, met)| self.add(*word, *met));
    }
}

/// The records that hold some words side by side.
fn side_by_side(index: &Index, words: &[u32]) -> Vec<u32> {
    // Wherever the last would stand, if these were all there.
    let ends = |(word, after): (u32, u64)| index.postings.places(word).map(move |at| at + after);
    let mut rarest_first: Vec<(u32, u64)> = words.iter().rev().copied().zip(0..).collect();
    rarest_first.sort_by_key(|(word, _)| index.postings.count(*word));
    let mut rarest_first = rarest_first.into_iter();
    let mut found: Vec<u64> = rarest_first.next().map(ends).into_iter().flatten().collect();
    for word in rarest_first {
        let mut others = ends(word).peekable();
        found.retain(|end| {
            while others.next_if(|other| other < end).is_some() {}
            others.peek() == Some(end)
        });
    }
    let mut records: Vec<u32> = found.into_iter().map(|end| (end >> u32::BITS) as u32).collect();
    records.dedup();
    records
}

fn states_named(world: &World, called: &str) -> Vec<String> {
    world.states().meant_by(called).map(str::to_owned).collect()
}
