//! Search: any word leads to the agreements, cells, names and statements that
//! hold it.
//!
//! A subsequence matcher is made for file names: over whole sentences nearly
//! any letters match somewhere. So each word of a query is matched against the
//! distinct words of the corpus, and the words found lead to what holds them.
//! Words that are rare in the corpus weigh more (Spärck Jones 1972, "A
//! statistical interpretation of term specificity"), words that stand together
//! rank above the same words apart, and what is only related comes last.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use crate::agreement::Agreement;
use crate::coding::Kind;
use crate::document::StatementId;
use crate::error::{Error, Result};
use crate::lexicon::spellings;
use crate::matrix::Reading;
use crate::world::World;

mod filter;
mod matcher;
mod names;
mod narrow;
mod query;
mod related;

pub use filter::typed;
pub use names::rank;
pub use narrow::{Narrowed, narrow};
pub use query::complete;

use matcher::Matcher;
use query::Query;

/// What a hit leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    Agreement(usize),
    Cell {
        agreement: usize,
        dimension: usize,
    },
    /// A dimension by its name.
    Dimension(usize),
    /// A person who signed, by the agreement and the place in its list.
    Person {
        agreement: usize,
        person: usize,
    },
    Statement(StatementId),
}

impl Target {
    /// The agreement that it belongs to, if to one.
    pub fn agreement(self, world: &World) -> Option<usize> {
        match self {
            Self::Agreement(agreement)
            | Self::Cell { agreement, .. }
            | Self::Person { agreement, .. } => Some(agreement),
            Self::Statement(id) => world.agreement_of(id.document),
            Self::Dimension(_) => None,
        }
    }
}

/// One search result.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    pub target: Target,
    /// The higher, the better.
    pub score: f32,
    /// Whether it holds a word only in another form of meaning: see
    /// `search/related.toml`.
    pub is_related: bool,
}

/// What a query found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// Best first, as many as were asked for.
    pub hits: Vec<Hit>,
    /// How many there are.
    pub total: usize,
    /// Whether no hit meets every word of the query: these meet the most.
    pub is_partial: bool,
    /// What a filter that means nothing may be instead.
    pub mistake: Option<String>,
}

impl Results {
    /// What was asked for by its name.
    pub fn only(target: Target) -> Self {
        Self { hits: vec![Hit::new(target, 1.0)], total: 1, ..Self::default() }
    }
}

impl Hit {
    /// What is shown of it.
    pub fn text(&self, world: &World) -> String {
        text_of(world, self.target)
    }
}

/// The vocabulary of a world, and what holds each word.
pub struct Index {
    /// Distinct words in lower case, sorted.
    words: Vec<Word>,
    records: Vec<Target>,
    /// The words of each stem.
    stems: HashMap<String, Vec<u32>>,
    /// For each agreement, its record.
    agreements: Vec<u32>,
}

struct Word {
    text: String,
    /// Indices of records, ascending.
    records: Vec<u32>,
}

/// How the records answer one word or phrase of a query.
struct Answer {
    /// How well each record meets it, from 0 to 1.
    met: HashMap<u32, f32>,
    /// How much it tells: the rarer, the more.
    weight: f32,
}

impl Answer {
    fn of(&self, record: u32) -> Option<f32> {
        self.met.get(&record).copied()
    }
}

/// A word met in another of its forms: "cable" for "cables".
const FORM: f32 = 0.8;

/// A word met by one that stands for it: "undersea" for "submarine".
const RELATED: f32 = 0.3;

/// Names stand above bare statements.
const NAME_BOOST: f32 = 1.5;

/// A word that only the name of a statement's agreement meets.
const BY_NAME: f32 = 0.5;

const PROVISION_BOOST: f32 = 1.1;

/// What words that stand side by side add.
const CLOSE: f32 = 0.2;

/// So many of the best are looked at for how close their words stand.
const LOOKED_AT: usize = 400;

impl Index {
    /// Indexes everything that has a name or a sentence.
    pub fn new(world: &World) -> Self {
        let mut builder = Builder::default();
        for (index, agreement) in world.agreements.iter().enumerate() {
            let target = Target::Agreement(index);
            let deal = &agreement.deal;
            builder.add(target, &[&agreement.id, &agreement.name, &agreement.code, &deal.title]);
            builder.extend(&[deal.date.as_deref().unwrap_or_default()]);
            let names = party_names(world, index);
            builder.extend(&names);
            for (person, name) in people(world, index).enumerate() {
                builder.add(Target::Person { agreement: index, person }, &[name, SIGNATORY]);
                builder.extend(&names);
            }
        }
        for (index, dimension) in world.codebook.dimensions.iter().enumerate() {
            builder.add(Target::Dimension(index), &[dimension.id(), &dimension.name]);
        }
        for id in world.statements() {
            builder.add(Target::Statement(id), &[world.text(id)]);
        }
        builder.finish()
    }

    /// The hits for a query, best first, at most `limit`. Every word of the
    /// query must be met, in any order; where nothing meets them all, as many
    /// as can be.
    pub fn search(&self, world: &World, query: &str, limit: usize) -> Results {
        let query = match Query::parse(query, world) {
            Ok(query) => query,
            Err(mistake) => return Results { mistake: Some(mistake), ..Results::default() },
        };
        let words = query.words.iter().map(|word| self.answer(world, word));
        let phrases = query.phrases.iter().map(|phrase| self.phrase(world, phrase));
        let answers: Vec<Answer> = words.chain(phrases).collect();
        let is_wanted = self.wanted(world, &query);
        let mut needed = answers.len();
        let mut hits = self.cells(world, &answers);
        hits.extend(self.whole(world, &answers, needed));
        hits.retain(&is_wanted);
        while hits.is_empty() && needed > 1 {
            needed -= 1;
            hits = self.whole(world, &answers, needed);
            hits.retain(&is_wanted);
        }
        if query.is_bare() && !query.filters.is_empty() {
            let all = self.records.iter().map(|&target| Hit::new(target, boost(world, target)));
            hits = all.filter(&is_wanted).collect();
        }
        hits.sort_by(Hit::rank);
        if answers.len() > 1 {
            raise_close(world, &query, &mut hits);
        }
        let total = hits.len();
        hits.truncate(limit);
        Results { hits, total, is_partial: needed < answers.len(), mistake: None }
    }

    /// Whether a hit meets the filters and holds nothing that is to be left out.
    fn wanted<'a>(&self, world: &'a World, query: &'a Query) -> impl Fn(&Hit) -> bool + use<'a> {
        let unwanted: HashSet<Target> = query
            .without
            .iter()
            .flat_map(|words| self.phrase(world, words).met.into_keys())
            .map(|record| self.records[record as usize])
            .collect();
        move |hit| !unwanted.contains(&hit.target) && query.filters.admit(hit.target, world)
    }

    /// The one agreement that a name, an id or a part of either means.
    ///
    /// # Errors
    /// Where none is meant, or more than one.
    pub fn agreement(&self, world: &World, query: &str) -> Result<usize> {
        if let Some(index) = named_exactly(world, query) {
            return Ok(index);
        }
        let mut found: Vec<(usize, f32)> = Vec::new();
        let results = self.search(world, query, usize::MAX);
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

    /// What holds a word of the query, one of its forms, or a word that stands
    /// for it.
    fn answer(&self, world: &World, word: &str) -> Answer {
        let matcher = Matcher::new(spellings(word));
        let mut met = HashMap::new();
        let vocabulary = self.words.iter();
        for (held, score) in
            vocabulary.filter_map(|held| Some((held, matcher.meets(&held.text)?.0)))
        {
            meet(&mut met, held, score);
        }
        for held in self.of_stem(&related::stem(word)) {
            meet(&mut met, held, FORM);
        }
        let weight = self.weight(met.len());
        for stem in related::of(word, world.states()) {
            self.of_stem(&stem).for_each(|held| meet(&mut met, held, RELATED));
        }
        Answer { met, weight }
    }

    fn of_stem(&self, stem: &str) -> impl Iterator<Item = &Word> {
        self.stems.get(stem).into_iter().flatten().map(|word| &self.words[*word as usize])
    }

    /// What holds words side by side, in this order; of one word, what holds it
    /// as it is.
    fn phrase(&self, world: &World, phrase: &[String]) -> Answer {
        let holders = phrase.iter().map(|word| {
            let at = self.words.binary_search_by(|held| held.text.as_str().cmp(word));
            at.map_or(&[][..], |at| &self.words[at].records)
        });
        let rarest = holders.min_by_key(|records| records.len()).unwrap_or_default();
        let holds = |record: &&u32| {
            let text = text_of(world, self.records[**record as usize]);
            let held: Vec<String> = words(&text).map(|(_, word)| word).collect();
            held.windows(phrase.len()).any(|window| window == phrase)
        };
        let met: HashMap<u32, f32> = rarest.iter().filter(holds).map(|at| (*at, 1.0)).collect();
        Answer { weight: self.weight(met.len()), met }
    }

    /// How much a word tells that so many records hold: the logarithm of one in
    /// how many, and one at the least.
    fn weight(&self, holders: usize) -> f32 {
        (1.0 + self.records.len() as f32 / holders.max(1) as f32).ln().max(1.0)
    }

    /// Records that meet so many words of the query. A statement may leave a word
    /// to the names of its agreement: "japan semiconductors" finds what the
    /// deal with Japan says, whether or not the sentence names Japan.
    fn whole(&self, world: &World, answers: &[Answer], needed: usize) -> Vec<Hit> {
        let candidates: BTreeSet<u32> =
            answers.iter().flat_map(|answer| answer.met.keys()).copied().collect();
        candidates
            .into_iter()
            .filter_map(|record| {
                let target = self.records[record as usize];
                let deal = self.deal_of(world, target);
                let named = |answer: &Answer| Some(answer.of(deal?)? * BY_NAME);
                let score = |answer| Answer::of(answer, record).or_else(|| named(answer));
                let scores: Vec<f32> =
                    answers.iter().map(|answer| score(answer).unwrap_or(0.0)).collect();
                let met = scores.iter().filter(|score| **score > 0.0).count();
                (met >= needed).then(|| scored(world, target, &scores, answers))
            })
            .collect()
    }

    /// The record of the agreement that a statement belongs to.
    fn deal_of(&self, world: &World, target: Target) -> Option<u32> {
        match target {
            Target::Statement(id) => self.agreements.get(world.agreement_of(id.document)?).copied(),
            _ => None,
        }
    }

    /// Cells whose agreement and dimension meet the query between them.
    fn cells(&self, world: &World, answers: &[Answer]) -> Vec<Hit> {
        let met = |is_wanted: fn(Target) -> Option<usize>| -> HashMap<usize, u32> {
            answers
                .iter()
                .flat_map(|answer| answer.met.keys())
                .filter_map(|record| Some((is_wanted(self.records[*record as usize])?, *record)))
                .collect()
        };
        let agreements = met(|target| match target {
            Target::Agreement(index) => Some(index),
            _ => None,
        });
        let dimensions = met(|target| match target {
            Target::Dimension(index) => Some(index),
            _ => None,
        });
        let mut cells = Vec::new();
        for (&agreement, deal) in &agreements {
            for (&dimension, name) in &dimensions {
                let of = |record: &u32, answer: &Answer| answer.of(*record).unwrap_or(0.0);
                let both: Vec<(f32, f32)> =
                    answers.iter().map(|answer| (of(deal, answer), of(name, answer))).collect();
                let is_met = both.iter().all(|(a, d)| a.max(*d) > 0.0)
                    && both.iter().any(|(a, d)| a > d)
                    && both.iter().any(|(a, d)| d > a);
                if is_met && world.cell(agreement, dimension).reading() != Reading::Absent {
                    let scores: Vec<f32> = both.iter().map(|(a, d)| a.max(*d)).collect();
                    let target = Target::Cell { agreement, dimension };
                    cells.push(scored(world, target, &scores, answers));
                }
            }
        }
        cells
    }
}

impl Hit {
    fn new(target: Target, score: f32) -> Self {
        Self { target, score, is_related: false }
    }

    /// The best first; of those as good, the first in the corpus.
    fn rank(a: &Self, b: &Self) -> std::cmp::Ordering {
        b.score.total_cmp(&a.score).then(a.target.cmp(&b.target))
    }
}

/// Notes that whatever holds a word meets the query as well as this.
fn meet(met: &mut HashMap<u32, f32>, held: &Word, score: f32) {
    for &record in &held.records {
        let best = met.entry(record).or_insert(0.0);
        *best = best.max(score);
    }
}

/// A hit by how well it meets each answer, weighed by what each tells.
fn scored(world: &World, target: Target, scores: &[f32], answers: &[Answer]) -> Hit {
    let weighed = scores.iter().zip(answers).map(|(score, answer)| score * answer.weight);
    let weights: f32 = answers.iter().map(|answer| answer.weight).sum();
    let score = weighed.sum::<f32>() / weights.max(1.0) * boost(world, target);
    let is_related = scores.iter().any(|score| *score > 0.0 && *score <= RELATED);
    Hit { target, score, is_related }
}

/// Raises the best statements by how close the words of the query stand.
fn raise_close(world: &World, query: &Query, hits: &mut [Hit]) {
    let terms = query.words.iter().chain(query.phrases.iter().flatten());
    let matchers: Vec<Matcher> = terms.map(|word| Matcher::new(spellings(word))).collect();
    let looked_at = LOOKED_AT.min(hits.len());
    let best = &mut hits[..looked_at];
    for hit in best.iter_mut() {
        if let Target::Statement(id) = hit.target {
            hit.score *= 1.0 + CLOSE * closeness(world.text(id), &matchers);
        }
    }
    best.sort_by(Hit::rank);
}

/// How close all of some words stand in a text: 1 side by side, 0 where one is
/// missing.
fn closeness(text: &str, matchers: &[Matcher]) -> f32 {
    let mut last: Vec<Option<usize>> = vec![None; matchers.len()];
    let mut shortest = usize::MAX;
    for (at, (_, word)) in words(text).enumerate() {
        let mut is_met = false;
        for (last, matcher) in last.iter_mut().zip(matchers) {
            if matcher.meets(&word).is_some() {
                *last = Some(at);
                is_met = true;
            }
        }
        let first =
            last.iter().copied().collect::<Option<Vec<_>>>().and_then(|l| l.into_iter().min());
        if let (true, Some(first)) = (is_met, first) {
            shortest = shortest.min(at + 1 - first);
        }
    }
    if shortest == usize::MAX {
        0.0
    } else {
        matchers.len() as f32 / shortest.max(matchers.len()) as f32
    }
}

#[derive(Default)]
struct Builder {
    words: HashMap<String, Vec<u32>>,
    records: Vec<Target>,
}

impl Builder {
    fn add(&mut self, target: Target, texts: &[&str]) {
        self.records.push(target);
        self.extend(texts);
    }

    /// Adds words to the record added last.
    fn extend(&mut self, texts: &[&str]) {
        let record = self.records.len().saturating_sub(1) as u32;
        for (_, word) in texts.iter().flat_map(|text| words(text)) {
            let holders = self.words.entry(word).or_default();
            if holders.last() != Some(&record) {
                holders.push(record);
            }
        }
    }

    fn finish(self) -> Index {
        let mut words: Vec<Word> =
            self.words.into_iter().map(|(text, records)| Word { text, records }).collect();
        words.sort_by(|a, b| a.text.cmp(&b.text));
        let is_agreement = |target: &Target| matches!(target, Target::Agreement(_));
        let mut stems: HashMap<String, Vec<u32>> = HashMap::new();
        for (index, word) in (0..).zip(&words) {
            stems.entry(related::stem(&word.text)).or_default().push(index);
        }
        let records = self.records.iter().zip(0..);
        let agreements =
            records.filter(|(t, _)| is_agreement(t)).map(|(_, record)| record).collect();
        Index { words, records: self.records, stems, agreements }
    }
}

/// The people who signed an agreement, in a fixed order.
pub fn people(world: &World, agreement: usize) -> impl Iterator<Item = &str> {
    world.agreements[agreement].deal.signatories.values().flatten().map(String::as_str)
}

/// Said of people who signed.
const SIGNATORY: &str = "signatory";

/// Every name of an agreement's parties.
fn party_names(world: &World, agreement: usize) -> Vec<&str> {
    let parties = world.agreements[agreement].deal.parties.iter();
    parties.flat_map(|code| world.states().all_names(code)).map(|(name, _)| name).collect()
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

/// What is shown of a hit.
fn text_of(world: &World, target: Target) -> String {
    match target {
        Target::Agreement(index) => {
            let agreement = &world.agreements[index];
            format!("{} · {}", agreement.name, agreement.deal.title)
        }
        Target::Cell { agreement, dimension } => {
            let reading = world.cell(agreement, dimension).reading().name();
            let dimension = &world.codebook.dimensions[dimension].name;
            format!("{} · {dimension} · {reading}", world.agreements[agreement].name)
        }
        Target::Dimension(index) => world.codebook.dimensions[index].name.clone(),
        Target::Person { agreement, person } => {
            let name = people(world, agreement).nth(person).unwrap_or_default();
            format!("{name} · {SIGNATORY} · {}", world.agreements[agreement].name)
        }
        Target::Statement(id) => world.text(id).to_owned(),
    }
}

fn boost(world: &World, target: Target) -> f32 {
    match target {
        Target::Statement(id) if world.kind(id) == Kind::Provision => PROVISION_BOOST,
        Target::Statement(_) => 1.0,
        _ => NAME_BOOST,
    }
}

/// The words of a text in lower case, with their byte ranges. "2+2" is a word.
fn words(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    let is_part = |c: char| c.is_alphanumeric() || c == '+';
    text.split(move |c: char| !is_part(c)).filter(|word| !word.is_empty()).map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        (start..start + word.len(), word.to_lowercase())
    })
}

/// The letters of a text that the words of a query meet, as byte ranges in
/// order.
pub fn highlights(text: &str, query: &str) -> Vec<Range<usize>> {
    let spelled = Query::marked(query).iter().flat_map(|word| spellings(word)).collect();
    let matcher = Matcher::new(spelled);
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (range, word) in words(text) {
        let Some((_, indices)) = matcher.meets(&word) else { continue };
        for (at, character) in text[range.clone()]
            .char_indices()
            .enumerate()
            .filter_map(|(n, c)| indices.contains(&n).then_some((range.start + c.0, c.1)))
        {
            match ranges.last_mut() {
                Some(last) if last.end == at => last.end += character.len_utf8(),
                _ => ranges.push(at..at + character.len_utf8()),
            }
        }
    }
    ranges
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
