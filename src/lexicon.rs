//! Phrases found in text, in one pass for all of them.
//!
//! A phrase is lower-case words; a final `*` stands for any ending of the last
//! word. A phrase with a capital is matched as written ("AI", "IT") or, where
//! it is a word of four letters or more, all in capitals. A hyphen
//! equals a blank, a straight apostrophe a curly one, and British spelling
//! American: see [`spellings`].

use rustc_hash::FxHashMap;

use crate::source::Span;

mod spelling;

pub use spelling::spellings;

/// A phrase of a lexicon; the same phrase always has the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhraseId(u32);

impl PhraseId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A list for each phrase. They lie close together, for one is looked up wherever
/// a phrase is found.
pub struct ByPhrase<T> {
    /// Where the list of each phrase begins, and the last one ends.
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T> ByPhrase<T> {
    /// What there is for a phrase.
    pub fn get(&self, phrase: PhraseId) -> &[T] {
        match self.starts.get(phrase.index()..phrase.index() + 2) {
            Some(&[start, end]) => &self.items[start as usize..end as usize],
            _ => &[],
        }
    }
}

impl<T> FromIterator<Vec<T>> for ByPhrase<T> {
    fn from_iter<I: IntoIterator<Item = Vec<T>>>(lists: I) -> Self {
        let (mut starts, mut items) = (vec![0], Vec::new());
        for list in lists {
            items.extend(list);
            starts.push(items.len() as u32);
        }
        Self { starts, items }
    }
}

/// One phrase found, as whole words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub phrase: PhraseId,
    pub span: Span,
}

/// Collects phrases for a [`Lexicon`].
#[derive(Default)]
pub struct LexiconBuilder {
    phrases: Vec<String>,
    known: FxHashMap<String, PhraseId>,
}

impl LexiconBuilder {
    /// Adds a phrase, or finds the number it has already.
    pub fn add(&mut self, phrase: &str) -> PhraseId {
        if let Some(&id) = self.known.get(phrase) {
            return id;
        }
        let id = PhraseId(self.phrases.len() as u32);
        self.phrases.push(phrase.to_owned());
        self.known.insert(phrase.to_owned(), id);
        id
    }

    /// How many phrases there are so far.
    pub fn count(&self) -> usize {
        self.phrases.len()
    }

    /// Sorts the phrases in all their spellings.
    pub fn build(self) -> Lexicon {
        let mut spelled = Vec::new();
        for (index, phrase) in self.phrases.iter().enumerate() {
            let is_stem = phrase.ends_with('*');
            for spelling in spellings(phrase.trim_end_matches('*')) {
                let exact = spelling.chars().any(char::is_uppercase).then(|| spelling.clone());
                let folded = folded(&spelling).into_boxed_slice();
                spelled.push(Spelled { phrase: PhraseId(index as u32), folded, is_stem, exact });
            }
        }
        Lexicon::new(spelled, self.phrases)
    }
}

/// One spelling of a phrase.
struct Spelled {
    phrase: PhraseId,
    /// As it is looked for: [`folded`].
    folded: Box<[u8]>,
    is_stem: bool,
    /// The letters to compare with, where case counts.
    exact: Option<String>,
}

/// About so many bytes of prose hold one phrase.
const BYTES_A_PHRASE: usize = 8;

/// Where the spellings begin that start alike is known beforehand, by so many
/// bytes of so many sorts.
const OPENING_BYTES: usize = 3;
const SORTS: usize = 32;

/// A set of phrases, found by their spellings in order of the alphabet.
///
/// A phrase begins with a word, so that it is looked for at the beginning of
/// each word and nowhere else. What begins there are the longest spelling no
/// later in the alphabet than the text, where the text begins with it, and
/// those that it begins with itself.
pub struct Lexicon {
    /// By their folded bytes.
    spelled: Vec<Spelled>,
    /// The first bytes of each: [`key`].
    keys: Vec<u128>,
    /// What is looked at next.
    heads: Vec<Head>,
    /// Where the spellings with an [`opening`] begin, by that.
    starts: Box<[u32]>,
    /// Whether any begins with a byte, by that.
    begins: [bool; 256],
    phrases: Vec<String>,
}

/// What is looked at of a spelling, beside its key, wherever a text may begin
/// with it. Of most it is all there is: texts are full of phrases, and the rest
/// would have to come from farther away.
struct Head {
    /// The longest other that it begins with.
    within: Option<u32>,
    phrase: PhraseId,
    /// How many bytes of the key are its own.
    len: u8,
    is_stem: bool,
    /// Whether it goes on beyond the key, or its case counts.
    has_more: bool,
}

impl Head {
    fn new(spelled: &Spelled, within: Option<u32>) -> Self {
        let len = spelled.folded.len();
        Self {
            within,
            phrase: spelled.phrase,
            len: len.min(KEY_BYTES) as u8,
            is_stem: spelled.is_stem,
            has_more: len > KEY_BYTES || spelled.exact.is_some(),
        }
    }

    /// Whether a text begins with the spelling, as far as their keys tell.
    fn begins(&self, own: u128, text: u128) -> bool {
        let unread = (KEY_BYTES as u32 - u32::from(self.len)) * u8::BITS;
        (text ^ own) >> unread == 0
    }
}

impl Lexicon {
    fn new(mut spelled: Vec<Spelled>, phrases: Vec<String>) -> Self {
        // In a key zeros stand for the end of a text.
        spelled.retain(|spelling| !spelling.folded.is_empty() && !spelling.folded.contains(&0));
        spelled.sort_by(|a, b| a.folded.cmp(&b.folded));
        let keys = spelled.iter().map(|spelling| key(&spelling.folded)).collect();
        let heads = spelled.iter().zip(within(&spelled));
        let heads = heads.map(|(spelling, within)| Head::new(spelling, within)).collect();
        let openings = SORTS.pow(OPENING_BYTES as u32);
        let mut starts = vec![0; openings + 1].into_boxed_slice();
        for spelling in &spelled {
            starts[opening(&spelling.folded) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut begins = [false; 256];
        for spelling in &spelled {
            begins[usize::from(spelling.folded[0])] = true;
        }
        Self { spelled, keys, heads, starts, begins, phrases }
    }

    /// Every phrase in `text` that stands there as whole words, by where it
    /// starts, the longest first. Phrases may overlap.
    pub fn scan(&self, text: &str) -> Vec<Found> {
        let folded = folded(text);
        let mut found = Vec::with_capacity(text.len() / BYTES_A_PHRASE);
        let mut start = 0;
        while let Some(byte) = folded.get(start) {
            if self.begins[usize::from(*byte)] {
                self.find_at(start, text, &folded, &mut found);
            }
            start = behind_word(text, start);
        }
        found
    }

    /// Adds the phrases that begin at the beginning of a word.
    fn find_at(&self, start: usize, text: &str, folded: &[u8], found: &mut Vec<Found>) {
        let rest = &folded[start..];
        let key = key(rest);
        let mut next = self.nearest(rest, key);
        while let Some(index) = next {
            let head = &self.heads[index as usize];
            next = head.within;
            let end = match head.begins(self.keys[index as usize], key) {
                false => None,
                true if head.has_more => self.spelled[index as usize].end_in(text, start, rest),
                true => end_of(text, start + usize::from(head.len), head.is_stem),
            };
            if let Some(end) = end {
                insert(found, Found { phrase: head.phrase, span: Span::new(start, end) });
            }
        }
    }

    /// The last spelling that is no later in the alphabet than a text with
    /// this key.
    fn nearest(&self, rest: &[u8], key: u128) -> Option<u32> {
        // What opens alike stands together only where no other byte is of the
        // sort of one that is followed by more.
        let (first, end) = match rest.iter().take(OPENING_BYTES - 1).all(is_one_of_a_sort) {
            true => {
                let opening = opening(rest);
                (self.starts[opening] as usize, self.starts[opening + 1] as usize)
            }
            false => (0, self.keys.len()),
        };
        let mut before = first + self.keys[first..end].partition_point(|other| *other < key);
        // Few are alike for so long that what follows has to tell.
        let alike = &self.keys[before..end];
        if alike.first() == Some(&key) {
            let alike = alike.partition_point(|other| *other == key);
            let alike = &self.spelled[before..before + alike];
            before += alike.partition_point(|spelled| *spelled.folded <= *rest);
        }
        before.checked_sub(1).map(|last| last as u32)
    }

    /// What is looked for: lower-case, blanks for hyphens, in order of the
    /// alphabet.
    pub fn spellings(&self) -> impl Iterator<Item = &[u8]> {
        self.spelled.iter().map(|spelled| &*spelled.folded)
    }

    /// The phrase as it was added.
    pub fn phrase(&self, id: PhraseId) -> &str {
        &self.phrases[id.index()]
    }
}

impl Spelled {
    /// Where the phrase ends that begins at `start`, where `rest` is folded,
    /// unless it is no whole words or written otherwise.
    fn end_in(&self, text: &str, start: usize, rest: &[u8]) -> Option<usize> {
        let end = start + self.folded.len();
        let is_written = |exact: &str| same(&text[start..end], exact);
        let fits = rest.starts_with(&self.folded) && self.exact.as_deref().is_none_or(is_written);
        fits.then(|| end_of(text, end, self.is_stem)).flatten()
    }
}

/// Where a phrase ends whose letters end at `end`, unless a word goes on there.
fn end_of(text: &str, end: usize, is_stem: bool) -> Option<usize> {
    match is_stem {
        true => Some(word_end(text, end)),
        false => ends_word(text, end).then_some(end),
    }
}

/// Whether each byte is a letter or a figure by itself.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < plain.len() {
        plain[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    plain
};

/// Where the next word may begin: behind the word at `start`, if there is one,
/// and behind the mark or the blank that ends it.
fn behind_word(text: &str, start: usize) -> usize {
    let mut at = start;
    loop {
        let letters = text.as_bytes()[at..].iter().take_while(|byte| PLAIN[usize::from(**byte)]);
        at += letters.count();
        match text[at..].chars().next() {
            Some(letter) if letter.is_alphanumeric() => at += letter.len_utf8(),
            Some(mark) => return at + mark.len_utf8(),
            None => return at,
        }
    }
}

/// How a text opens, as a number in the order of the alphabet: the sorts of its
/// first bytes, as if zeros came after those of a shorter one.
fn opening(bytes: &[u8]) -> usize {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
    let sort = |at: usize| usize::from(SORT[usize::from(byte(at))]);
    (0..OPENING_BYTES).fold(0, |opening, at| opening * SORTS + sort(at))
}

/// The sort of each folded byte: each letter is one of its own, in between them
/// nothing is told apart. In the order of the bytes.
const SORT: [u8; 256] = {
    let mut sorts = [0; 256];
    let mut byte = 0;
    while byte < sorts.len() {
        sorts[byte] = sort(byte as u8);
        byte += 1;
    }
    sorts
};

/// Whether no other byte of a text is of the same sort.
fn is_one_of_a_sort(byte: &u8) -> bool {
    matches!(byte, b' ' | b'a'..=b'z')
}

const fn sort(byte: u8) -> u8 {
    match byte {
        0..b' ' => 0,
        b' ' => 1,
        b'!'..b'0' => 2,
        b'0'..=b'9' => 3,
        b':'..b'a' => 4,
        b'a'..=b'z' => byte - b'a' + 5,
        _ => SORTS as u8 - 1,
    }
}

/// So many bytes make a key.
const KEY_BYTES: usize = 16;

/// The first bytes as a number that is in the same order; zeros come after those
/// of a shorter text.
fn key(bytes: &[u8]) -> u128 {
    bytes.first_chunk().map_or_else(
        || {
            let mut first = [0; KEY_BYTES];
            first[..bytes.len()].copy_from_slice(bytes);
            u128::from_be_bytes(first)
        },
        |first| u128::from_be_bytes(*first),
    )
}

/// For each spelling the longest other that it begins with: in the alphabet
/// that one is the spelling before, or one which that one begins with.
fn within(spelled: &[Spelled]) -> Vec<Option<u32>> {
    let mut within: Vec<Option<u32>> = Vec::with_capacity(spelled.len());
    for (index, spelling) in spelled.iter().enumerate() {
        let mut other = index.checked_sub(1).map(|before| before as u32);
        while let Some(at) = other
            && !spelling.folded.starts_with(&spelled[at as usize].folded)
        {
            other = within[at as usize];
        }
        within.push(other);
    }
    within
}

/// Puts a phrase among those before it, unless it is there. Hits come by where
/// they start, the longest first, so that it never has far to go.
fn insert(found: &mut Vec<Found>, new: Found) {
    let key = |f: &Found| (f.span.start, std::cmp::Reverse(f.span.end), f.phrase);
    let behind = found.iter().rposition(|other| key(other) <= key(&new));
    let at = behind.map_or(0, |behind| behind + 1);
    if behind.is_none_or(|behind| found[behind] != new) {
        found.insert(at, new);
    }
}

/// ASCII letters lowered and hyphens made blanks, byte for byte.
pub(crate) fn fold(text: &str) -> String {
    // Only ASCII changes, and into ASCII.
    String::from_utf8(folded(text)).unwrap_or_default()
}

/// The same as bytes, which nobody need look at twice.
fn folded(text: &str) -> Vec<u8> {
    let bytes = text.bytes().map(|byte| match byte {
        b'-' => b' ',
        _ => byte.to_ascii_lowercase(),
    });
    bytes.collect()
}

/// Shorter words are not looked for in capitals: "IT" is not "it".
const SHORTEST_IN_CAPITALS: usize = 4;

fn same(text: &str, exact: &str) -> bool {
    let alike = |a: u8, b: u8| a == b || (a == b'-' && b == b' ');
    let in_capitals =
        exact.len() >= SHORTEST_IN_CAPITALS && text.bytes().all(|b| !b.is_ascii_lowercase());
    text.len() == exact.len()
        && text
            .bytes()
            .zip(exact.bytes())
            .all(|(a, b)| alike(a, b) || (in_capitals && alike(a, b.to_ascii_uppercase())))
}

fn ends_word(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => !byte.is_ascii_alphanumeric(),
        _ => text[at..].chars().next().is_none_or(|c| !c.is_alphanumeric()),
    }
}

fn word_end(text: &str, at: usize) -> usize {
    text[at..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |length| at + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases(patterns: &[&str], text: &str) -> Vec<String> {
        let mut builder = LexiconBuilder::default();
        for pattern in patterns {
            builder.add(pattern);
        }
        let lexicon = builder.build();
        lexicon.scan(text).iter().map(|f| text[f.span.start..f.span.end].to_owned()).collect()
    }

    #[test]
    fn phrases_are_whole_words_and_stems_take_any_ending() {
        assert_eq!(phrases(&["trade"], "Trade, not traded goods"), ["Trade"]);
        assert_eq!(
            phrases(&["cyber*"], "cybersecurity and cyber-attacks"),
            ["cybersecurity", "cyber"]
        );
    }

    #[test]
    fn figures_stand_where_the_alphabet_has_them() {
        assert_eq!(phrases(&["1 day", "2+2", "3 days", "4 days"], "a 2+2 dialogue"), ["2+2"]);
        assert_eq!(phrases(&["f-16*", "f-2"], "F-16s and an F-2"), ["F-16s", "F-2"]);
    }

    #[test]
    fn capitals_are_matched_as_written() {
        assert_eq!(phrases(&["AI", "IT"], "it says AI and ai"), ["AI"]);
    }

    #[test]
    fn both_spellings_and_both_apostrophes_are_found() {
        assert_eq!(phrases(&["defence"], "defense Defence"), ["defense", "Defence"]);
        assert_eq!(phrases(&["parties' aim"], "the parties’ aim"), ["parties’ aim"]);
        assert_eq!(phrases(&["long range"], "long-range fires"), ["long-range"]);
        assert_eq!(phrases(&["defence programme"], "a defense program"), ["defense program"]);
    }

    #[test]
    fn phrases_within_longer_ones_are_found_the_longest_first() {
        let all = &["joint", "joint naval exercise", "joint naval", "nav*", "exercise*", "joints"];
        assert_eq!(
            phrases(all, "joint naval exercises"),
            ["joint naval", "joint", "naval", "exercises"]
        );
        assert_eq!(
            phrases(all, "a joint naval exercise"),
            ["joint naval exercise", "joint naval", "joint", "naval", "exercise"]
        );
    }

    #[test]
    fn a_phrase_of_one_letter_or_at_the_end_of_the_text_is_found() {
        assert_eq!(phrases(&["I", "q"], "q, I"), ["q", "I"]);
        assert_eq!(phrases(&["defence cooperation"], "defence coop"), [""; 0]);
        assert_eq!(phrases(&["2+2"], "(2+2)"), ["2+2"]);
    }
}
