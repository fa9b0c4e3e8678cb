//! A query as it is typed: words in any order, `"phrases"`, `-words` to leave
//! out, and filters: `party:italy dim:cyber level:>=intended year:2023..2025`,
//! each with a minus for what does not meet it.

use crate::world::World;

use super::filter::{Filters, Mistake, values};
use super::related;
use super::words::words;

/// Queries are typed by hand; what is longer is cut.
pub const MOST_WORDS: usize = 12;

/// "United Arab Emirates".
const LONGEST_NAME: usize = 3;

/// Words of a question that no answer needs to hold.
const SILENT: &[&str] = &[
    "a",
    "about",
    "an",
    "and",
    "any",
    "anything",
    "are",
    "as",
    "at",
    "be",
    "been",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "for",
    "from",
    "gave",
    "get",
    "give",
    "gives",
    "got",
    "has",
    "have",
    "how",
    "i",
    "in",
    "is",
    "it",
    "its",
    "me",
    "mention",
    "mentioned",
    "mentions",
    "of",
    "on",
    "or",
    "our",
    "say",
    "says",
    "show",
    "tell",
    "that",
    "the",
    "their",
    "them",
    "there",
    "these",
    "they",
    "this",
    "those",
    "to",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "who",
    "whom",
    "whose",
    "why",
    "with",
    "would",
];

/// Words that open a question.
const ASKING: &[&str] = &[
    "are", "can", "could", "did", "do", "does", "has", "have", "how", "is", "was", "were", "what",
    "when", "where", "which", "who", "whom", "whose", "why", "would",
];

/// Words of a question, beside the silent ones, that ask what any deal says.
const ASKED: &[&str] = &[
    "accord",
    "accords",
    "agree",
    "agreed",
    "agreement",
    "agreements",
    "agrees",
    "clause",
    "clauses",
    "contain",
    "contains",
    "cover",
    "covered",
    "covers",
    "deal",
    "deals",
    "else",
    "ever",
    "firm",
    "firmly",
    "include",
    "included",
    "includes",
    "much",
    "pact",
    "pacts",
    "really",
    "something",
    "text",
    "texts",
];

/// What a numbered part of a text is called, in short and in full.
const PARTS: &[(&str, &str)] = &[
    ("art", "article"),
    ("arts", "articles"),
    ("ch", "chapter"),
    ("para", "paragraph"),
    ("paras", "paragraphs"),
    ("sec", "section"),
];

/// One thing that hits hold, its words folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Open where more letters of it may come.
    Word { word: String, is_open: bool },
    /// "Art. 5", "Article 5": the word in full, and in short.
    Part { full: &'static str, short: &'static str },
    /// Several words that have a meaning of their own: "south korea".
    Name { words: Vec<String>, is_open: bool },
    /// Words that stand side by side.
    Phrase(Vec<String>),
}

/// What is looked for.
#[derive(Debug, Default)]
pub struct Query {
    /// Without the words that say nothing, where others do.
    pub wanted: Vec<Wanted>,
    /// Words and phrases that no hit holds.
    pub without: Vec<Vec<String>>,
    pub filters: Filters,
    /// What a filter that means nothing may be instead; it is left out.
    pub mistake: Option<Mistake>,
}

impl Query {
    /// Reads a query.
    pub fn parse(text: &str, world: &World) -> Self {
        let mut query = Self::default();
        let mut said: Vec<String> = Vec::new();
        for part in parts(text) {
            match part.key {
                Some(key) if Filters::KEYS.contains(&key) => {
                    let added = query.filters.add(key, part.value, part.is_without, world);
                    query.mistake = added.err().or(query.mistake);
                }
                _ => query.add(&part, &mut said),
            }
        }
        if !query.wanted.is_empty() || has_telling(&said) {
            keep_telling(&mut said);
        }
        said.truncate(MOST_WORDS);
        let is_open = text.ends_with(|last: char| last.is_alphanumeric());
        query.wanted.extend(named(said, is_open, world));
        query.wanted.truncate(MOST_WORDS);
        query
    }

    fn add(&mut self, part: &Part<'_>, said: &mut Vec<String>) {
        let key = part.key.unwrap_or_default();
        let all: Vec<String> = words(key).chain(words(part.value)).map(|(_, word)| word).collect();
        let all: Vec<String> = all.into_iter().take(MOST_WORDS).collect();
        match (part.is_without, part.is_quoted) {
            (true, _) if all.is_empty() => {}
            (true, _) => self.without.push(all),
            (false, true) if all.len() > 1 => self.wanted.push(Wanted::Phrase(all)),
            (false, _) => said.extend(all),
        }
    }

    /// Whether nothing is asked but what the filters let through.
    pub fn is_bare(&self) -> bool {
        self.wanted.is_empty()
    }

    /// The words to mark in what is found.
    pub fn marked(text: &str) -> Vec<String> {
        let parts = parts(text);
        let is_said = |part: &&Part<'_>| {
            !part.is_without && part.key.is_none_or(|key| !Filters::KEYS.contains(&key))
        };
        let said = parts.iter().filter(is_said);
        let mut all: Vec<String> =
            said.flat_map(|part| words(part.value)).map(|(_, word)| word).collect();
        if has_telling(&all) {
            keep_telling(&mut all);
        }
        all.truncate(MOST_WORDS);
        all
    }
}

fn has_telling(words: &[String]) -> bool {
    words.iter().any(|word| !SILENT.contains(&word.as_str()))
}

/// Drops the words that no answer needs to hold: where somebody asks a question,
/// those, too, that only ask for a deal, if others are left.
fn keep_telling(words: &mut Vec<String>) {
    let is_question = words.first().is_some_and(|first| ASKING.contains(&first.as_str()));
    words.retain(|word| !SILENT.contains(&word.as_str()));
    let is_asked = |word: &String| ASKED.contains(&word.as_str());
    if is_question && !words.iter().all(is_asked) {
        words.retain(|word| !is_asked(word));
    }
}

/// Words, those together that name a state or have a meaning of their own.
fn named(said: Vec<String>, is_open: bool, world: &World) -> Vec<Wanted> {
    let (mut wanted, mut rest) = (Vec::new(), said.as_slice());
    while let [first, after @ ..] = rest {
        let is_name = |count: &usize| related::is_name(&rest[..*count].join(" "), world.states());
        let part = PARTS.iter().find(|(short, full)| first == short || first == full);
        let is_number = |next: &&String| next.starts_with(|c: char| c.is_ascii_digit());
        if let (Some((short, full)), Some(number)) = (part, after.first().filter(is_number)) {
            wanted.push(Wanted::Part { full, short });
            // Article 51 is no Article 5.
            wanted.push(Wanted::Word { word: number.clone(), is_open: false });
            rest = &after[1..];
            continue;
        }
        let longest = (2..=rest.len().min(LONGEST_NAME)).rev().find(is_name);
        let end = longest.unwrap_or(1);
        let is_open = is_open && end == rest.len();
        wanted.push(match longest {
            Some(count) => Wanted::Name { words: rest[..count].to_vec(), is_open },
            None => Wanted::Word { word: first.clone(), is_open },
        });
        rest = if longest.is_some() { &rest[end..] } else { after };
    }
    wanted
}

/// One part of a query: `-key:"value"`, all but the value as it may be.
#[derive(Debug, PartialEq, Eq)]
pub struct Part<'a> {
    pub is_without: bool,
    pub key: Option<&'a str>,
    pub value: &'a str,
    pub is_quoted: bool,
}

/// The parts of a query; a quotation that is still open goes to the end.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let bare = rest.strip_prefix('-').filter(|bare| !bare.starts_with(char::is_whitespace));
        let is_without = bare.is_some_and(|bare| !bare.is_empty());
        let body = if is_without { bare.unwrap_or(rest) } else { rest };
        let key_end = body.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(body.len());
        let key = body[key_end..].starts_with(':').then_some(&body[..key_end]);
        let value = if key.is_some() { &body[key_end + 1..] } else { body };
        let quoted = value.strip_prefix('"');
        let (value, after) = match quoted {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        parts.push(Part { is_without, key, value, is_quoted: quoted.is_some() });
        rest = after.trim_start();
    }
    parts
}

/// Whether a query ends within a filter.
pub fn is_in_filter(text: &str) -> bool {
    let last = parts(text).pop().filter(|_| !text.ends_with(char::is_whitespace));
    last.and_then(|last| last.key).is_some_and(|key| Filters::KEYS.contains(&key))
}

/// Completes the filter at the end of a query: its key, or as much of its value
/// as is sure. Nothing where there is nothing to add.
pub fn complete(text: &str, world: &World) -> Option<String> {
    let last = parts(text).pop().filter(|_| !text.ends_with(char::is_whitespace))?;
    let (typed, possible, end) = match last.key {
        Some(key) => (last.value, values(key, world), " "),
        None => (last.value, Filters::KEYS.map(str::to_owned).to_vec(), ":"),
    };
    let signs = typed.len() - typed.trim_start_matches(['<', '>', '=']).len();
    let (sign, typed) = typed.split_at(signs);
    let fitting: Vec<&String> =
        possible.iter().filter(|value| value.starts_with(&typed.to_lowercase())).collect();
    let first = fitting.first()?;
    let common = fitting.iter().fold(first.len(), |shared, value| {
        first.bytes().zip(value.bytes()).take(shared).take_while(|(a, b)| a == b).count()
    });
    let end = if fitting.len() == 1 { end } else { "" };
    let before = &text[..text.len() - sign.len() - typed.len()];
    let completed = format!("{before}{sign}{}{end}", first.get(..common)?);
    (completed.len() > text.len()).then_some(completed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_taken_apart() {
        let part = |is_without, key, value, is_quoted| Part { is_without, key, value, is_quoted };
        assert_eq!(
            parts(r#" cyber -"joint patrols" level:>=intended party:"South Korea" "still open"#),
            [
                part(false, None, "cyber", false),
                part(true, None, "joint patrols", true),
                part(false, Some("level"), ">=intended", false),
                part(false, Some("party"), "South Korea", true),
                part(false, None, "still open", true),
            ]
        );
        assert_eq!(
            parts("2+2 -"),
            [part(false, None, "2+2", false), part(false, None, "-", false)]
        );
    }
}
