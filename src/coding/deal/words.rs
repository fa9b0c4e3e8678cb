//! Words and names in a sentence, as the fields of a deal look for them.

/// Small words within the names of people and places.
const PARTICLES: &[&str] = &[
    "al", "bin", "da", "das", "de", "del", "della", "der", "di", "do", "dos", "du", "el", "la",
    "le", "of", "ul", "van", "von",
];

/// About so many bytes of prose hold one word.
const BYTES_A_WORD: usize = 6;

/// One word without the marks around it, and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Word<'a> {
    pub text: &'a str,
    pub start: usize,
    pub end: usize,
    /// Whether a comma, a bracket or another mark follows it.
    pub stops: bool,
}

impl Word<'_> {
    pub fn is_capital(self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Whether the word is one of a list of lower-case words.
    pub fn is_one_of(self, words: &[&str]) -> bool {
        words.iter().any(|word| self.text.eq_ignore_ascii_case(word))
    }

    pub fn is_particle(self) -> bool {
        PARTICLES.contains(&self.text)
    }
}

/// The words of a text; a mark that stands alone is none.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let is_letter = |(_, c): &(usize, char)| c.is_alphanumeric();
    let mut words = Vec::with_capacity(text.len() / BYTES_A_WORD);
    let mut at = 0;
    // Clean text has no other white space.
    for piece in text.split_inclusive(' ') {
        let (first, last) =
            (piece.char_indices().find(is_letter), piece.char_indices().rfind(is_letter));
        if let (Some((first, _)), Some((last, letter))) = (first, last) {
            let behind = last + letter.len_utf8();
            let stops = !matches!(&piece[behind..], "" | " ");
            let (start, end) = (at + first, at + behind);
            words.push(Word { text: &text[start..end], start, end, stops });
        }
        at += piece.len();
    }
    words
}

/// Where a lower-case text holds a phrase as whole words.
pub fn places<'t>(text: &'t str, phrase: &'t str) -> impl Iterator<Item = usize> + 't {
    text.match_indices(phrase).map(|(at, _)| at).filter(move |at| {
        !text[..*at].ends_with(char::is_alphanumeric)
            && !text[at + phrase.len()..].starts_with(char::is_alphanumeric)
    })
}

/// Whether a lower-case text holds one of some phrases as whole words.
pub fn holds(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| places(text, phrase).next().is_some())
}

/// Words of the long names of states, before the name itself.
pub const FORMAL: &[&str] = &[
    "arab",
    "commonwealth",
    "democratic",
    "federal",
    "federative",
    "government",
    "governments",
    "hashemite",
    "islamic",
    "kingdom",
    "of",
    "people",
    "plurinational",
    "principality",
    "republic",
    "s",
    "socialist",
    "state",
    "sultanate",
    "the",
    "union",
    "united",
];

/// Whether a text has no other words than some.
pub fn is_only(text: &str, allowed: &[&[&str]]) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| allowed.iter().any(|words| words.iter().any(|w| word.eq_ignore_ascii_case(w))))
}
