//! The distinct words of a corpus, and which of them a word means.

use std::ops::Range;

use super::words::stem;

/// Distinct folded words, sorted.
#[derive(Default)]
pub struct Vocabulary {
    /// One behind the other.
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
    /// Which letters each holds.
    letters: Vec<u32>,
    /// The words sorted by their stems.
    by_stem: Vec<u32>,
}

impl Vocabulary {
    /// From words that are sorted.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut vocabulary = Self::default();
        for word in words {
            vocabulary.text.push_str(word);
            vocabulary.ends.push(vocabulary.text.len() as u32);
            vocabulary.letters.push(letters(word));
        }
        let mut stems: Vec<(String, u32)> =
            (0..vocabulary.len()).map(|word| (stem(vocabulary.word(word)), word)).collect();
        stems.sort_unstable();
        vocabulary.by_stem = stems.into_iter().map(|(_, word)| word).collect();
        vocabulary
    }

    pub fn len(&self) -> u32 {
        self.ends.len() as u32
    }

    pub fn word(&self, word: u32) -> &str {
        let start = (word as usize).checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[word as usize] as usize]
    }

    /// The word that is spelled so.
    pub fn find(&self, spelled: &str) -> Option<u32> {
        let at = self.first(|word| word < spelled);
        (at < self.len() && self.word(at) == spelled).then_some(at)
    }

    /// The words that begin so.
    pub fn beginning(&self, with: &str) -> Range<u32> {
        let start = self.first(|word| word < with);
        start..self.first(|word| word < with || word.starts_with(with))
    }

    /// The words of a stem.
    pub fn of_stem(&self, wanted: &str) -> &[u32] {
        let start = self.by_stem.partition_point(|word| stem(self.word(*word)).as_str() < wanted);
        let rest = &self.by_stem[start..];
        &rest[..rest.partition_point(|word| stem(self.word(*word)) == wanted)]
    }

    /// The words that hold all letters of what is spelled and of which something
    /// is so.
    pub fn holding(&self, spelled: &str, is_so: impl Fn(&str) -> bool) -> Vec<u32> {
        let wanted = letters(spelled);
        let holds = |word: &u32| self.letters[*word as usize] & wanted == wanted;
        (0..self.len()).filter(holds).filter(|word| is_so(self.word(*word))).collect()
    }

    /// What it takes in memory, in bytes.
    pub fn size(&self) -> usize {
        self.text.capacity()
            + size_of::<u32>()
                * (self.ends.capacity() + self.letters.capacity() + self.by_stem.capacity())
    }

    /// The first word of which something no longer holds.
    fn first(&self, holds: impl Fn(&str) -> bool) -> u32 {
        let (mut start, mut end) = (0, self.len());
        while start < end {
            let middle = start + (end - start) / 2;
            match holds(self.word(middle)) {
                true => start = middle + 1,
                false => end = middle,
            }
        }
        start
    }
}

/// A bit for each letter that a word holds, and one for all other signs.
fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |bits, byte| {
        bits | match byte {
            b'a'..=b'z' => 1 << (byte - b'a'),
            _ => 1 << 26,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_beginning_and_by_stem() {
        let vocabulary = Vocabulary::new(["cable", "cables", "cyber", "f-414"]);
        assert_eq!(vocabulary.find("cyber"), Some(2));
        assert_eq!(vocabulary.find("cybe"), None);
        assert_eq!(vocabulary.beginning("cab"), 0..2);
        assert_eq!(vocabulary.beginning("z"), 4..4);
        assert_eq!(vocabulary.of_stem("cabl"), [0, 1]);
        assert_eq!(vocabulary.of_stem("nothing"), [0; 0]);
    }
}
