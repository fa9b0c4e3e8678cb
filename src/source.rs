//! One file's text, clean, with a map from every byte of it back to the file.
//!
//! This is the only place that slices text. Whatever reaches a [`Source`] is
//! safe to send to a terminal: see [`clean`].

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::Error;

mod builder;
mod clean;
mod front;
mod place;

pub use builder::SourceBuilder;
pub use clean::clean;
pub(crate) use clean::decode;
pub use front::{FrontMatter, Signatories};
pub(crate) use front::{date_doubt, status_doubt, without_time};
pub use place::Place;

/// A half-open range of bytes.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    pub fn len(self) -> usize {
        self.end - self.start
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// How many bytes two spans share.
    pub fn overlap(self, other: Self) -> usize {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }
}

/// What a block of text is to its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    Heading,
    Paragraph,
    /// A bullet, a numbered item or a table cell.
    Item,
}

/// A stretch of text that no statement crosses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    pub kind: BlockKind,
    /// In bytes of [`Source::text`].
    pub span: Span,
    /// Where a person finds it; without one, by the line of the file.
    pub place: Option<Box<Place>>,
}

/// What is odd, wherever it was found, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Oddity {
    pub message: String,
    /// What to try; absent where the message says it, or there is nothing.
    pub hint: Option<String>,
}

impl Oddity {
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: Some(hint.into()) }
    }
}

impl<T: Into<String>> From<T> for Oddity {
    fn from(message: T) -> Self {
        Self { message: message.into(), hint: None }
    }
}

/// Something odd in an input. It is told and stops nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub path: String,
    /// Counted from 1; absent where the whole file is meant.
    pub line: Option<usize>,
    pub message: String,
    /// What to do about it, where that is known.
    pub hint: Option<String>,
}

impl Problem {
    pub fn new(path: &str, line: Option<usize>, odd: impl Into<Oddity>) -> Self {
        let Oddity { message, hint } = odd.into();
        let hint = hint.map(|hint| clean(&hint));
        Self { path: clean(path), line, message: clean(&message), hint }
    }

    /// The same as an error, where nothing goes on without what it is about.
    pub fn to_error(&self) -> Error {
        self.hint.iter().fold(Error::failed(self.to_string()), |error, hint| error.hint(hint))
    }

    /// Of no file that could be read: the error says which.
    pub fn of_error(error: &Error) -> Self {
        let hint = error.hints().first().cloned();
        Self::new("", None, Oddity { message: error.to_string(), hint })
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            _ if self.path.is_empty() => f.write_str(&self.message),
            Some(line) => write!(f, "{}:{line}: {}", self.path, self.message),
            None => write!(f, "{}: {}", self.path, self.message),
        }
    }
}

/// Where a source was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    File(PathBuf),
    /// The starter corpus inside the binary.
    Embedded(&'static str),
}

impl Default for Origin {
    fn default() -> Self {
        Self::Embedded("")
    }
}

/// One file's text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The file's name without its folder, safe to print.
    #[serde(skip)]
    pub doc: String,
    /// The path as the user gave it or the walk found it, safe to print.
    #[serde(skip)]
    pub path: String,
    #[serde(skip)]
    pub origin: Origin,
    pub front: FrontMatter,
    /// Clean text; blocks are separated by one line feed, nothing else is.
    pub text: String,
    pub blocks: Vec<Block>,
    /// Empty where the text was extracted and has no bytes in the file.
    map: Vec<Run>,
    /// Offsets at which lines begin, in the file's text as UTF-8.
    lines: Vec<u32>,
    /// The same in the file, where that is in another encoding; else empty.
    /// The ends of text and file come last.
    file_lines: Vec<u32>,
}

/// A stretch of text that came from one stretch of the file.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Run {
    text: u32,
    start: u32,
    end: u32,
    /// Byte i of the run is byte i of the file; otherwise the run is one piece.
    exact: bool,
}

/// An offset as it is kept: no file is longer than 32 MB, no extract than a
/// few times that.
pub(crate) fn small(offset: usize) -> u32 {
    u32::try_from(offset).expect("a text is shorter than 4 GB")
}

impl Run {
    fn file(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

impl Source {
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.start..span.end]
    }

    /// The bytes of the file that a stretch of text was read from: all of its
    /// lines where the file is not UTF-8. Where the text was extracted, as from
    /// a PDF, there are none: then the span in the text itself.
    pub fn file_span(&self, span: Span) -> Span {
        if span.is_empty() {
            return Span::default();
        }
        if self.map.is_empty() {
            return span;
        }
        let decoded = self.decoded_span(span);
        let Some(&file_end) = self.file_lines.last() else { return decoded };
        let first = self.line_at(decoded.start) - 1;
        let last = self.line_at(decoded.end.max(decoded.start + 1) - 1);
        let line = |index: usize| *self.file_lines.get(index).unwrap_or(&file_end) as usize;
        Span::new(line(first), line(last))
    }

    /// The same in the file's text as UTF-8.
    fn decoded_span(&self, span: Span) -> Span {
        let first = self.run_at(span.start);
        let last = self.run_at(span.end - 1);
        let start = match first.exact {
            true => first.file().start + (span.start - first.text as usize),
            false => first.file().start,
        };
        let end = match last.exact {
            true => (last.file().start + (span.end - last.text as usize)).min(last.file().end),
            false => last.file().end,
        };
        Span { start, end: end.max(start) }
    }

    /// Where a person finds a byte of text.
    pub fn place(&self, offset: usize) -> Place {
        let after = self.blocks.partition_point(|block| block.span.start <= offset);
        let block = self.blocks.get(after.saturating_sub(1));
        let place = block.and_then(|block| block.place.as_deref().cloned());
        place.unwrap_or_else(|| Place::Line(self.line(offset)))
    }

    /// The line of the file, counted from 1, on which a byte of text was read;
    /// where the text was extracted, the number of its block.
    pub fn line(&self, offset: usize) -> usize {
        if self.map.is_empty() {
            return self.blocks.partition_point(|block| block.span.start <= offset).max(1);
        }
        self.line_at(self.decoded_span(Span::new(offset, offset + 1)).start)
    }

    fn line_at(&self, decoded: usize) -> usize {
        self.lines.partition_point(|&start| start as usize <= decoded).max(1)
    }

    /// Tells where the lines of the file begin whose text was decoded from
    /// another encoding: in the text and in the file, the end of both last.
    pub(crate) fn set_lines(&mut self, lines: &[(usize, usize)]) {
        let small = |&(text, file): &(usize, usize)| (small(text), small(file));
        (self.lines, self.file_lines) = lines.iter().map(small).unzip();
    }

    /// Tells where the source was found, as what was kept of it doesn't.
    pub(crate) fn set_origin(&mut self, path: &Path) {
        let doc = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        (self.doc, self.path) = (clean(&doc), clean(&path.display().to_string()));
        self.origin = Origin::File(path.to_path_buf());
    }

    /// The stem of the file's name, by which documents are matched.
    pub fn stem(&self) -> &str {
        stem(&self.doc)
    }

    fn run_at(&self, offset: usize) -> Run {
        let after = self.map.partition_point(|run| run.text as usize <= offset);
        self.map[after.saturating_sub(1)]
    }
}

/// The lines of a file with their ends, which may be LF, CR LF or CR.
pub(crate) fn lines(raw: &str) -> impl Iterator<Item = Span> + '_ {
    let bytes = raw.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = &bytes[start..];
        let end = match memchr::memchr2(b'\n', b'\r', rest) {
            Some(at) if rest[at..].starts_with(b"\r\n") => start + at + 2,
            Some(at) => start + at + 1,
            None => bytes.len(),
        };
        let line = Span::new(start, end);
        start = end;
        (!line.is_empty()).then_some(line)
    })
}

/// A file name without its last extension.
pub fn stem(doc: &str) -> &str {
    match doc.rfind('.') {
        Some(dot) if dot > 0 => &doc[..dot],
        _ => doc,
    }
}
