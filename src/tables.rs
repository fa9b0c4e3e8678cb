//! Tables that people write, in TOML: what is wrong in them is told by its line, all
//! of it at once, and the rest counts.

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::error::toml_reason;
use crate::prose::did_you_mean;
use crate::source::{Oddity, Problem};

pub type Key<'a> = Spanned<DeString<'a>>;
pub type Value<'a> = Spanned<DeValue<'a>>;

/// Of text that is no TOML at all so much is told: one fault may bring others.
const MOST_FAULTS: usize = 5;

/// A file that is read, and what was wrong in it so far.
pub struct Reader<'a> {
    name: String,
    text: &'a str,
    /// Where its lines begin: faults are many where a file is hostile.
    lines: Vec<usize>,
    /// The lines that are no TOML.
    broken: Vec<usize>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    /// Of a text by the name of its file.
    pub fn new(name: String, text: &'a str) -> Self {
        let behind = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        let lines = std::iter::once(0).chain(behind).collect();
        Self { name, text, lines, broken: Vec::new(), problems: Vec::new() }
    }

    /// The table that the whole file is, without what is no TOML.
    pub fn parse(&mut self) -> Spanned<DeTable<'a>> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in &errors {
            if self.broken.len() == MOST_FAULTS {
                break;
            }
            let (at, reason) = toml_reason(self.text, error);
            let line = self.line(at);
            if !self.broken.contains(&line) {
                self.broken.push(line);
                self.tell(at, reason);
            }
        }
        table
    }

    /// Whether all of it is TOML.
    pub fn is_whole(&self) -> bool {
        self.broken.is_empty()
    }

    /// Whether a byte stands on a line that is no TOML: what that seems to say is
    /// nobody's wish.
    pub fn is_broken(&self, at: usize) -> bool {
        !self.broken.is_empty() && self.broken.contains(&self.line(at))
    }

    /// The line of a byte.
    pub fn line(&self, at: usize) -> usize {
        self.lines.partition_point(|start| *start <= at)
    }

    pub fn tell(&mut self, at: usize, odd: impl Into<Oddity>) {
        self.problems.push(Problem::new(&self.name, Some(self.line(at)), odd));
    }

    /// Tells of a key that is none of those known, with the one that may be meant.
    pub fn unknown(&mut self, key: &Key<'_>, known: &[&str]) {
        let message = format!("unknown key `{}`; known are {}", name(key), known.join(", "));
        let hint = did_you_mean(name(key), known.iter().copied());
        self.tell(key.span().start, Oddity { message, hint });
    }

    pub fn string<'v>(&mut self, key: &Key<'_>, value: &'v Value<'_>) -> Option<&'v str> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.tell(value.span().start, format!("`{}` should be a text in quotes", name(key)));
        }
        text
    }

    /// What a list holds; `pattern` is one as it should be.
    pub fn list<'v>(
        &mut self,
        key: &Key<'_>,
        value: &'v Value<'v>,
        pattern: &str,
    ) -> Vec<&'v Value<'v>> {
        let items = value.get_ref().as_array();
        if items.is_none() {
            let message = format!("`{}` should be a list: {pattern}", name(key));
            self.tell(value.span().start, message);
        }
        items.into_iter().flat_map(|items| items.iter()).collect()
    }

    /// The tables of `[[key]]`, or the one of `[key]`, and where each begins.
    pub fn tables<'v>(
        &mut self,
        key: &Key<'_>,
        value: &'v Value<'v>,
    ) -> Vec<(usize, &'v DeTable<'v>)> {
        let one = |value: &'v Value<'v>| Some((value.span().start, value.get_ref().as_table()?));
        let tables: Vec<Option<_>> = match value.get_ref() {
            DeValue::Array(items) => items.iter().map(one).collect(),
            _ => vec![one(value)],
        };
        if tables.iter().any(Option::is_none) {
            self.tell(value.span().start, format!("write each under a line `[[{}]]`", name(key)));
        }
        tables.into_iter().flatten().collect()
    }

    /// How much was told so far.
    pub fn told(&self) -> usize {
        self.problems.len()
    }

    /// All that was wrong, in the order of the file.
    pub fn problems(mut self) -> Vec<Problem> {
        // A table has its keys in the order of the alphabet.
        self.problems.sort_by_key(|problem| problem.line);
        self.problems
    }
}

pub fn name<'k>(key: &'k Key<'_>) -> &'k str {
    key.get_ref()
}

/// What a table holds, in the order of the file.
pub fn in_order<'t, 'a>(
    table: &'t DeTable<'a>,
) -> impl Iterator<Item = (&'t Key<'a>, &'t Value<'a>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries.into_iter()
}
