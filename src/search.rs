//! Search: any word leads to the agreements, cells, names and statements that
//! hold it. The only user of the matcher crate.
//!
//! A subsequence matcher is made for file names: over whole sentences nearly
//! any letters match somewhere. So each word of a query is matched against the
//! distinct words of the corpus, and the words found lead to what holds them.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::agreement::Agreement;
use crate::coding::Kind;
use crate::document::StatementId;
use crate::error::{Error, Result};
use crate::lexicon::spellings;
use crate::matrix::Reading;
use crate::world::World;

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

/// One search result.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    pub target: Target,
    /// The higher, the better.
    pub score: f32,
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
    /// For each agreement, its record.
    agreements: Vec<u32>,
}

struct Word {
    text: String,
    /// Indices of records, ascending.
    records: Vec<u32>,
}

/// A word of a query, and how well each record answers it, from 0 to 1.
type Answers = HashMap<u32, f32>;

/// Queries are typed by hand; what is longer is cut.
const MOST_WORDS: usize = 12;

/// Words of a question that no answer needs to hold.
const SILENT: &[&str] = &[
    "a", "about", "an", "and", "any", "anything", "are", "at", "did", "do", "does", "for", "from",
    "get", "got", "has", "have", "how", "in", "is", "it", "of", "on", "or", "say", "says", "that",
    "the", "their", "there", "this", "to", "was", "what", "when", "where", "which", "who", "with",
];

/// The matcher keeps a table as long as the longest word it ever saw.
const LONGEST_WORD: usize = 64;

/// How well a word is met.
const EXACT: f32 = 1.0;
const PREFIX: f32 = 0.85;
const WITHIN: f32 = 0.6;
const FUZZY: f32 = 0.5;

/// Names stand above bare statements.
const NAME_BOOST: f32 = 1.5;

/// A word that only the name of a statement's agreement meets.
const BY_NAME: f32 = 0.5;

const PROVISION_BOOST: f32 = 1.1;

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
        let words = query_words(query);
        let answers: Vec<Answers> =
            words.iter().map(|word| self.answers(&self.matched(word))).collect();
        let mut scored = self.cells(world, &answers);
        let mut needed = words.len();
        scored.extend(self.whole(world, &answers, needed));
        while scored.is_empty() && needed > 1 {
            needed -= 1;
            scored = self.whole(world, &answers, needed);
        }
        scored.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
        let total = scored.len();
        scored.truncate(limit);
        let hits = scored.into_iter().map(|(target, score)| Hit { target, score }).collect();
        Results { hits, total, is_partial: needed < words.len() }
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

    /// The vocabulary's words that meet a word of the query.
    fn matched(&self, query: &str) -> Vec<(usize, f32)> {
        let matcher = SkimMatcherV2::default();
        let spelled = spellings(query);
        let words = self.words.iter().enumerate();
        words
            .filter_map(|(index, word)| {
                Some((index, best_likeness(&matcher, &word.text, &spelled)?.0))
            })
            .collect()
    }

    fn answers(&self, found: &[(usize, f32)]) -> Answers {
        let mut answers = Answers::new();
        for &(word, score) in found {
            for &record in &self.words[word].records {
                let best = answers.entry(record).or_insert(0.0);
                *best = best.max(score);
            }
        }
        answers
    }

    /// Records that meet so many words of the query. A statement may leave a word
    /// to the names of its agreement: "japan semiconductors" finds what the
    /// deal with Japan says, whether or not the sentence names Japan.
    fn whole(&self, world: &World, answers: &[Answers], needed: usize) -> Vec<(Target, f32)> {
        let candidates: BTreeSet<u32> = answers.iter().flat_map(HashMap::keys).copied().collect();
        candidates
            .into_iter()
            .filter_map(|record| {
                let target = self.records[record as usize];
                let deal = self.deal_of(world, target);
                let scores: Vec<f32> = answers
                    .iter()
                    .map(|answer| {
                        let named = || Some(answer.get(&deal?)? * BY_NAME);
                        answer.get(&record).copied().or_else(named).unwrap_or(0.0)
                    })
                    .collect();
                let met = scores.iter().filter(|score| **score > 0.0).count();
                (met >= needed).then(|| (target, mean(&scores) * boost(world, target)))
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
    fn cells(&self, world: &World, answers: &[Answers]) -> Vec<(Target, f32)> {
        let met = |is_wanted: fn(Target) -> Option<usize>| -> HashMap<usize, u32> {
            answers
                .iter()
                .flat_map(HashMap::keys)
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
                let of =
                    |record: &u32, answer: &Answers| answer.get(record).copied().unwrap_or(0.0);
                let both: Vec<(f32, f32)> =
                    answers.iter().map(|answer| (of(deal, answer), of(name, answer))).collect();
                let is_met = both.iter().all(|(a, d)| a.max(*d) > 0.0)
                    && both.iter().any(|(a, d)| a > d)
                    && both.iter().any(|(a, d)| d > a);
                if is_met && world.cell(agreement, dimension).reading() != Reading::Absent {
                    let scores: Vec<f32> = both.iter().map(|(a, d)| a.max(*d)).collect();
                    let target = Target::Cell { agreement, dimension };
                    cells.push((target, mean(&scores) * boost(world, target)));
                }
            }
        }
        cells
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
        let records = self.records.iter().zip(0..);
        let agreements =
            records.filter(|(t, _)| is_agreement(t)).map(|(_, record)| record).collect();
        Index { words, records: self.records, agreements }
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

fn mean(scores: &[f32]) -> f32 {
    scores.iter().sum::<f32>() / scores.len().max(1) as f32
}

/// The words of a text in lower case, with their byte ranges. "2+2" is a word.
fn words(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    let is_part = |c: char| c.is_alphanumeric() || c == '+';
    text.split(move |c: char| !is_part(c)).filter(|word| !word.is_empty()).map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        (start..start + word.len(), word.to_lowercase())
    })
}

/// The words of a query that say something; where none does, all of them.
fn query_words(query: &str) -> Vec<String> {
    let all: Vec<String> = words(query).map(|(_, word)| word).take(MOST_WORDS).collect();
    let telling: Vec<String> =
        all.iter().filter(|word| !SILENT.contains(&word.as_str())).cloned().collect();
    if telling.is_empty() { all } else { telling }
}

/// How well a word meets a query's, with the matched characters; `None` where
/// it doesn't. The crate's matches are kept only where they begin the word and
/// stay close together, as the letters of somebody who types fast do.
fn likeness(matcher: &SkimMatcherV2, word: &str, query: &str) -> Option<(f32, Vec<usize>)> {
    let length = query.chars().count();
    if word.starts_with(query) {
        let score = if word.len() == query.len() { EXACT } else { PREFIX };
        return Some((score, (0..length).collect()));
    }
    if length < 3 || word.len() <= query.len() || word.len() > LONGEST_WORD {
        return None;
    }
    if let Some(at) = word.find(query) {
        let first = word[..at].chars().count();
        return (length > 3).then(|| (WITHIN, (first..first + length).collect()));
    }
    let (_, indices) = matcher.fuzzy_indices(word, query)?;
    let spread = indices.last()? + 1 - indices.first()?;
    (indices[0] == 0 && spread <= length + length.div_ceil(3)).then_some((FUZZY, indices))
}

/// How well a word meets any spelling of a query's.
fn best_likeness(
    matcher: &SkimMatcherV2,
    word: &str,
    spelled: &[String],
) -> Option<(f32, Vec<usize>)> {
    let found = spelled.iter().filter_map(|spelling| likeness(matcher, word, spelling));
    found.max_by(|(a, _), (b, _)| a.total_cmp(b))
}

/// The letters of a text that the words of a query meet, as byte ranges in
/// order.
pub fn highlights(text: &str, query: &str) -> Vec<Range<usize>> {
    let spelled: Vec<String> = query_words(query).iter().flat_map(|word| spellings(word)).collect();
    let matcher = SkimMatcherV2::default();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (range, word) in words(text) {
        let Some((_, indices)) = best_likeness(&matcher, &word, &spelled) else { continue };
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
