//! How well one word meets another. The only user of the matcher crate.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// The crate's matcher keeps a table as long as the longest word it ever saw.
const LONGEST_WORD: usize = 64;

/// How well a word is met.
const EXACT: f32 = 1.0;
const PREFIX: f32 = 0.85;
const WITHIN: f32 = 0.6;
const FUZZY: f32 = 0.5;

/// A word that somebody looks for, in every spelling.
pub struct Matcher {
    crate_s: SkimMatcherV2,
    spelled: Vec<String>,
}

impl Matcher {
    pub fn new(spelled: Vec<String>) -> Self {
        Self { crate_s: SkimMatcherV2::default(), spelled }
    }

    /// How well a word in lower case is met, from 0 to 1, and by which of its
    /// characters; `None` where it isn't.
    pub fn meets(&self, word: &str) -> Option<(f32, Vec<usize>)> {
        let found = self.spelled.iter().filter_map(|spelling| self.likeness(word, spelling));
        found.max_by(|(a, _), (b, _)| a.total_cmp(b))
    }

    /// The crate's matches are kept only where they begin the word and stay
    /// close together, as the letters of somebody who types fast do.
    fn likeness(&self, word: &str, query: &str) -> Option<(f32, Vec<usize>)> {
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
        let (_, indices) = self.crate_s.fuzzy_indices(word, query)?;
        let spread = indices.last()? + 1 - indices.first()?;
        (indices[0] == 0 && spread <= length + length.div_ceil(3)).then_some((FUZZY, indices))
    }
}
