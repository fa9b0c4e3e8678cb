//! Phrases found in text in one pass of one automaton.
//!
//! A phrase is lower-case words; a final `*` stands for any ending of the last
//! word. A phrase with a capital is matched as written ("AI", "IT") or, where
//! it is a word of four letters or more, all in capitals. A hyphen
//! equals a blank, a straight apostrophe a curly one, and British spelling
//! American: see [`spellings`].

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::source::Span;

/// A phrase of a lexicon; the same phrase always has the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhraseId(u32);

impl PhraseId {
    pub fn index(self) -> usize {
        self.0 as usize
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
    known: HashMap<String, PhraseId>,
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

    /// Compiles the automaton.
    pub fn build(self) -> Lexicon {
        let mut patterns = Vec::new();
        let mut spelled = Vec::new();
        for (index, phrase) in self.phrases.iter().enumerate() {
            let is_stem = phrase.ends_with('*');
            let written = phrase.trim_end_matches('*');
            for spelling in spellings(written) {
                let exact = spelling.chars().any(char::is_uppercase).then(|| spelling.clone());
                spelled.push(Spelled { phrase: PhraseId(index as u32), is_stem, exact });
                patterns.push(fold(&spelling));
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            // A DFA scans twice as fast and takes ten times as long to build: for
            // anything but a great corpus that is longer than it saves.
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&patterns)
            .expect("a few thousand short phrases make an automaton");
        Lexicon { automaton, spelled, phrases: self.phrases }
    }
}

/// One spelling of a phrase, as the automaton knows it.
struct Spelled {
    phrase: PhraseId,
    is_stem: bool,
    /// The letters to compare with, where case counts.
    exact: Option<String>,
}

/// About so many bytes of prose hold one phrase.
const BYTES_A_PHRASE: usize = 8;

/// A compiled set of phrases.
pub struct Lexicon {
    automaton: AhoCorasick,
    spelled: Vec<Spelled>,
    phrases: Vec<String>,
}

impl Lexicon {
    /// Every phrase in `text` that stands there as whole words, by where it
    /// starts, the longest first. Phrases may overlap.
    pub fn scan(&self, text: &str) -> Vec<Found> {
        let folded = folded(text);
        let mut found = Vec::with_capacity(text.len() / BYTES_A_PHRASE);
        for hit in self.automaton.find_overlapping_iter(&folded) {
            let spelled = &self.spelled[hit.pattern().as_usize()];
            let span = Span::new(hit.start(), hit.end());
            let fits = starts_word(text, span.start)
                && (spelled.is_stem || ends_word(text, span.end))
                && spelled
                    .exact
                    .as_deref()
                    .is_none_or(|exact| same(&text[span.start..span.end], exact));
            if fits {
                let end = if spelled.is_stem { word_end(text, span.end) } else { span.end };
                let span = Span::new(span.start, end);
                insert(&mut found, Found { phrase: spelled.phrase, span });
            }
        }
        found
    }

    /// The phrase as it was added.
    pub fn phrase(&self, id: PhraseId) -> &str {
        &self.phrases[id.index()]
    }

    /// How many hits the automaton alone has in `text`: the limit that coding
    /// is measured against.
    pub fn plain_scan(&self, text: &str) -> usize {
        self.automaton.find_overlapping_iter(&folded(text)).count()
    }
}

/// Puts a phrase among those before it, unless it is there. Hits come by where
/// they end, so that it never has far to go.
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

fn starts_word(text: &str, at: usize) -> bool {
    match text.as_bytes()[..at].last() {
        Some(byte) if byte.is_ascii() => !byte.is_ascii_alphanumeric(),
        _ => text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric()),
    }
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

/// Pairs of British and American spelling, as parts of words.
const PAIRS: &[(&str, &str)] = &[
    ("defence", "defense"),
    ("offence", "offense"),
    ("licence", "license"),
    ("centre", "center"),
    ("programme", "program"),
    ("labour", "labor"),
    ("harbour", "harbor"),
    ("armour", "armor"),
    ("behaviour", "behavior"),
    ("endeavour", "endeavor"),
    ("favour", "favor"),
    ("neighbour", "neighbor"),
    ("honour", "honor"),
    ("catalogue", "catalog"),
    ("fibre", "fiber"),
    ("metre", "meter"),
    ("fulfil", "fulfill"),
    ("enrol", "enroll"),
    ("aluminium", "aluminum"),
];

/// What stands before "-ise" and "-ize".
const BEFORE_ISE: &[&str] = &[
    "author",
    "capital",
    "categor",
    "character",
    "commercial",
    "critic",
    "decarbon",
    "demilitar",
    "denuclear",
    "destabil",
    "digital",
    "emphas",
    "final",
    "formal",
    "global",
    "harmon",
    "industrial",
    "institutional",
    "legal",
    "liberal",
    "local",
    "material",
    "maxim",
    "militar",
    "minim",
    "mobil",
    "modern",
    "monopol",
    "national",
    "neutral",
    "normal",
    "operational",
    "optim",
    "organ",
    "priorit",
    "privat",
    "radical",
    "real",
    "recogn",
    "regional",
    "revital",
    "special",
    "stabil",
    "standard",
    "subsid",
    "summar",
    "symbol",
    "synchron",
    "util",
    "weapon",
];

/// Finds which pairs a phrase holds: trying each of them in each of some
/// thousand phrases would take longer than building the lexicon.
static IN_PAIRS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let parts = PAIRS.iter().flat_map(|(british, american)| [*british, *american]);
    AhoCorasick::new(parts).expect("a hundred short words make an automaton")
});

/// A phrase in every spelling its readers use, as it is written first.
pub fn spellings(phrase: &str) -> Vec<String> {
    let mut all = vec![phrase.to_owned()];
    let mut pairs: Vec<usize> =
        IN_PAIRS.find_overlapping_iter(phrase).map(|hit| hit.pattern().as_usize() / 2).collect();
    pairs.sort_unstable();
    pairs.dedup();
    for pair in pairs {
        for index in 0..all.len() {
            all.push(respelled(&all[index], PAIRS[pair]));
        }
    }
    for (ending, other) in [("is", "iz"), ("iz", "is")] {
        let parts = phrase.match_indices(ending);
        let verbs = parts.filter(|(at, _)| BEFORE_ISE.iter().any(|s| phrase[..*at].ends_with(s)));
        all.extend(
            verbs.map(|(at, _)| [&phrase[..at], other, &phrase[at + ending.len()..]].concat()),
        );
    }
    if phrase.contains('\'') {
        all.push(phrase.replace('\'', "’"));
    }
    all
}

/// A phrase with the other form of a pair that it holds.
fn respelled(phrase: &str, (british, american): (&str, &str)) -> String {
    match (phrase.contains(british), phrase.contains(american)) {
        // "fulfil" is also within "fulfill": the longer is the one meant.
        (true, true) if american.len() > british.len() => phrase.replace(american, british),
        (true, _) => phrase.replace(british, american),
        (false, _) => phrase.replace(american, british),
    }
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
}
