//! How well one word meets another. The only user of the matcher crate.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::words::stem;

/// The crate's matcher keeps a table as long as the longest word it ever saw.
const LONGEST_WORD: usize = 64;

/// With fewer letters than these, a word is not looked for within others, or
/// with letters missing, or with a letter wrong.
const FEWEST_WITHIN: usize = 4;
const FEWEST_GAPPED: usize = 3;
const FEWEST_MISTYPED: usize = 5;

/// How one word is like another, the likest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// With a letter too many, or with two swapped.
    Mistyped,
    /// With letters missing.
    Gapped,
    /// As a part of the other.
    Within,
    /// Another form of the same word.
    Form,
    Beginning,
    Exact,
}

/// Finds words in spite of what fast fingers do to them.
#[derive(Default)]
pub struct Matcher(SkimMatcherV2);

impl Matcher {
    /// How a folded word is like any of some spellings, and which of its
    /// characters say so.
    pub fn meets(&self, word: &str, spelled: &[String]) -> Option<(Likeness, Vec<usize>)> {
        let found = spelled.iter().filter_map(|typed| self.meets_one(word, typed));
        found.max_by_key(|(likeness, _)| *likeness)
    }

    fn meets_one(&self, word: &str, typed: &str) -> Option<(Likeness, Vec<usize>)> {
        let all = |first: usize, count: usize| (first..first + count).collect();
        if word.starts_with(typed) {
            let is_all = word.len() == typed.len();
            let likeness = if is_all { Likeness::Exact } else { Likeness::Beginning };
            return Some((likeness, all(0, typed.len())));
        }
        let shared = word.bytes().zip(typed.bytes()).take_while(|(a, b)| a == b).count();
        if shared >= FEWEST_GAPPED && stem(word) == stem(typed) {
            return Some((Likeness::Form, all(0, word.len())));
        }
        if is_within(word, typed)
            && let Some(at) = word.find(typed)
        {
            return Some((Likeness::Within, all(at, typed.len())));
        }
        self.gapped(word, typed).map(|indices| (Likeness::Gapped, indices))
    }

    /// The characters of a folded word that are typed in any of some spellings
    /// with one letter too many or wrong, or two swapped.
    pub fn mistyped(&self, word: &str, spelled: &[String]) -> Option<Vec<usize>> {
        let tries = spelled.iter().flat_map(|typed| mistypings(typed));
        tries.into_iter().find_map(|typed| match word.starts_with(&typed) {
            true => Some((0..typed.len()).collect()),
            false => self.gapped(word, &typed),
        })
    }

    /// The characters of a folded word that are typed, with letters missing. The
    /// crate's matches are kept only where they begin the word and stay close
    /// together, as the letters of somebody who types fast do.
    pub fn gapped(&self, word: &str, typed: &str) -> Option<Vec<usize>> {
        let length = typed.len();
        let is_short = length < FEWEST_GAPPED || word.len() <= length || word.len() > LONGEST_WORD;
        if is_short || word.as_bytes()[0] != typed.as_bytes()[0] {
            return None;
        }
        let (_, indices) = self.0.fuzzy_indices(word, typed)?;
        let spread = indices.last()? + 1 - indices.first()?;
        let is_close = indices[0] == 0 && spread <= length + length.div_ceil(3);
        is_close.then_some(indices)
    }
}

/// Whether what is typed is long enough a part of a word.
pub fn is_within(word: &str, typed: &str) -> bool {
    typed.len() >= FEWEST_WITHIN && word.contains(typed)
}

/// What is typed with one letter left out, all but the first: so two letters
/// that are swapped, one too many or a wrong one are no hindrance.
pub fn mistypings(typed: &str) -> impl Iterator<Item = String> {
    let letters = if typed.len() < FEWEST_MISTYPED { 0..0 } else { 1..typed.len() };
    letters.map(|at| [&typed[..at], &typed[at + 1..]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_met_in_spite_of_the_fingers() {
        let likeness = |word: &str, typed: &str| {
            Matcher::default().meets(word, &[typed.to_owned()]).map(|(likeness, _)| likeness)
        };
        assert_eq!(likeness("cable", "cable"), Some(Likeness::Exact));
        assert_eq!(likeness("semiconductor", "semicond"), Some(Likeness::Beginning));
        assert_eq!(likeness("cable", "cables"), Some(Likeness::Form));
        assert_eq!(likeness("cybersecurity", "security"), Some(Likeness::Within));
        assert_eq!(likeness("undersea", "undrsea"), Some(Likeness::Gapped));
        assert_eq!(likeness("cables", "cabels"), None);
        let mistyped = Matcher::default().mistyped("cables", &["cabels".to_owned()]);
        assert_eq!(mistyped, Some(vec![0, 1, 2, 3, 5]));
        assert_eq!(likeness("cables", "procure"), None);
    }
}
