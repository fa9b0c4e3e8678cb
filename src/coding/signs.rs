//! Words looked for as they are written, all of them in one pass.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

/// A list of words that are signs of something, compiled at its first use.
pub struct Signs {
    words: &'static [&'static str],
    compiled: OnceLock<AhoCorasick>,
}

impl Signs {
    pub const fn new(words: &'static [&'static str]) -> Self {
        Self { words, compiled: OnceLock::new() }
    }

    /// Where a text holds them as whole words, by where they begin and the
    /// longest first.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let mut places: Vec<_> = self.whole(text).collect();
        places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
        places
    }

    /// Where a text holds one of them as a whole word, by where they end.
    fn whole<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let is_whole = |place: &Range<usize>| {
            !text[..place.start].ends_with(char::is_alphanumeric)
                && !text[place.end..].starts_with(char::is_alphanumeric)
        };
        self.compiled().find_overlapping_iter(text).map(|hit| hit.range()).filter(is_whole)
    }

    /// Whether a text holds one of them as a whole word.
    pub fn are_in(&self, text: &str) -> bool {
        self.whole(text).next().is_some()
    }

    fn compiled(&self) -> &AhoCorasick {
        self.compiled.get_or_init(|| {
            AhoCorasick::builder()
                .match_kind(MatchKind::Standard)
                .build(self.words)
                .expect("some dozen short words make an automaton")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static SIGNS: Signs = Signs::new(&["sign", "signed", "put pen to paper"]);

    #[test]
    fn signs_are_whole_words_in_the_order_of_the_text() {
        assert!(SIGNS.places("they cosigned").is_empty());
        assert_eq!(SIGNS.places("they signed, put pen to paper"), [5..11, 13..29]);
    }
}
