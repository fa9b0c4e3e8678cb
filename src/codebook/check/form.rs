//! A phrase as the lexicon matches it, and what that says of another phrase.

use crate::codebook::Phrase;
use crate::lexicon::{fold, spellings};

/// A phrase, taken apart once so that many can be compared.
pub struct Form<'a> {
    phrase: &'a Phrase,
    is_stem: bool,
    /// In every spelling, letters as they are matched.
    spellings: Vec<String>,
    /// The same where case doesn't count.
    folded: Vec<String>,
    has_capitals: bool,
}

impl<'a> Form<'a> {
    pub fn new(phrase: &'a Phrase) -> Self {
        let written = phrase.get_ref().trim_end_matches('*');
        let has_capitals = written.contains(char::is_uppercase);
        let spelled = match has_capitals {
            true => spellings(&written.replace('-', " ")),
            false => spellings(written),
        };
        let folded: Vec<String> = spelled.iter().map(|spelling| fold(spelling)).collect();
        let spellings = if has_capitals { spelled } else { folded.clone() };
        Self { phrase, is_stem: phrase.get_ref().ends_with('*'), spellings, folded, has_capitals }
    }

    pub fn text(&self) -> &str {
        self.phrase.get_ref()
    }

    /// Where in the file the phrase stands.
    pub fn at(&self) -> usize {
        self.phrase.span().start
    }

    /// Whether this phrase is found wherever the other is, in the same words.
    pub fn covers(&self, other: &Self) -> bool {
        let is_wider = self.is_stem || !other.is_stem;
        // Where case counts here it has to count there, and be the same.
        let is_freer = other.has_capitals || !self.has_capitals;
        let theirs = if self.has_capitals { &other.spellings } else { &other.folded };
        let has = |theirs: &String| {
            self.spellings.iter().any(|ours| {
                let ending = theirs.strip_prefix(ours.as_str());
                ending.is_some_and(|ending| self.takes(ending))
            })
        };
        is_wider && is_freer && theirs.iter().all(has)
    }

    /// Whether the phrase is found with an ending.
    fn takes(&self, ending: &str) -> bool {
        ending.is_empty() || (self.is_stem && ending.chars().all(char::is_alphanumeric))
    }

    /// Whether this phrase is among the words of the other, wherever that is
    /// found.
    pub fn is_within(&self, other: &Self) -> bool {
        let has = |theirs: &String| {
            let theirs = other.words(theirs);
            self.spellings.iter().any(|ours| theirs.contains(&self.words(ours)))
        };
        !self.has_capitals && other.folded.iter().all(has)
    }

    /// A spelling with a blank where a word has to begin or end.
    fn words(&self, folded: &str) -> String {
        let end = if self.is_stem { "" } else { " " };
        format!(" {folded}{end}")
    }

    /// Whether the other begins with this phrase.
    pub fn opens(&self, other: &Self) -> bool {
        let opens = |ours: &String, theirs: &str| {
            let behind = theirs.strip_prefix(ours.as_str());
            behind.is_some_and(|behind| behind.starts_with(' '))
        };
        let mut theirs = other.folded.iter();
        theirs.all(|theirs| self.folded.iter().any(|ours| opens(ours, theirs)))
    }

    /// What is wrong with how the phrase is written, where something is.
    pub fn fault(&self) -> Option<&'static str> {
        let text = self.text();
        let written = text.strip_suffix('*').unwrap_or(text);
        if !written.contains(char::is_alphanumeric) {
            Some("holds no word")
        } else if written.trim() != written || written.contains("  ") {
            Some("has a blank too many, and is never found")
        } else if written.contains('*') {
            Some("has a `*` that is not its last letter, and is never found")
        } else if is_sentence_case(written) {
            Some("is found with this capital only; in lower case it is found with any")
        } else {
            None
        }
    }

    /// Whether the phrase is missed where its first word begins a sentence.
    pub fn is_missed_at_the_head(&self) -> bool {
        self.has_capitals && self.text().starts_with(char::is_lowercase)
    }
}

/// Whether only the first of several words has a capital, as at the head of a
/// sentence. "AI chips" is written with the capitals of a name.
fn is_sentence_case(text: &str) -> bool {
    let Some((first, rest)) = text.split_once(' ') else { return false };
    let begins = first.starts_with(char::is_uppercase) && first.contains(char::is_lowercase);
    let is_lower = |word: &str| word.starts_with(char::is_lowercase) && word.to_lowercase() == word;
    begins && rest.split(' ').all(is_lower)
}
