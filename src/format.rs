//! Bytes to sources, one file a format.
//!
//! Text formats are read here and keep the bytes of every statement. The others
//! are extracted by a [`child`] process, which a crafted file may bring down.
//!
//! RTF is known and refused, with what to save it as. Of the crates that read it in
//! November 2026 `rtf-parser` takes a string, where a file mixes encodings, and knows
//! no footnotes; `rtf-grimoire` gives tokens and leaves the reading to be written.

use std::path::Path;

use crate::source::{FrontMatter, Oddity, Origin, Problem, Source, SourceBuilder, lines};
use encoding::Decoded;

mod advice;
pub mod child;
mod docx;
mod encoding;
mod extract;
mod html;
mod markdown;
mod odt;
mod pdf;
mod sections;
mod shape;
mod sniff;
mod text;
mod textless;
pub(crate) mod xml;

pub use sniff::{MARK, Refusal, is_own, sniff};

/// The formats comity reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Markdown,
    Html,
    Pdf,
    Docx,
    Odt,
    Xml,
}

impl Format {
    pub const ALL: [Self; 7] =
        [Self::Text, Self::Markdown, Self::Html, Self::Pdf, Self::Docx, Self::Odt, Self::Xml];

    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Xml => "xml",
        }
    }

    /// Whether a child process extracts its text.
    pub fn is_extracted(self) -> bool {
        matches!(self, Self::Html | Self::Pdf | Self::Docx | Self::Odt)
    }

    /// The format of a name that [`name`](Self::name) gives.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format a file's name promises.
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" | "mkd" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "pdf" => Some(Self::Pdf),
            "docx" | "docm" => Some(Self::Docx),
            "odt" => Some(Self::Odt),
            "xml" => Some(Self::Xml),
            _ => None,
        }
    }
}

/// Whether a file can hold no text, by its name and its beginning.
pub fn is_textless(path: &Path, head: &[u8]) -> bool {
    textless::of(path, head, false).is_some()
}

/// Reads one document. Oddities become problems; there is always a source.
pub fn read(
    bytes: &[u8],
    format: Format,
    path: &str,
    origin: Origin,
    problems: &mut Vec<Problem>,
) -> Source {
    let doc = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
    let doc = doc.as_deref().unwrap_or(path);
    let told = problems.len();
    let source = match format {
        Format::Text | Format::Markdown | Format::Xml => {
            read_text(bytes, format, doc, path, origin, problems)
        }
        Format::Html | Format::Pdf | Format::Docx | Format::Odt => {
            read_apart(bytes, format, doc, path, origin, problems)
        }
    };
    if source.text.is_empty() && problems.len() == told {
        let is_empty = bytes.trim_ascii().is_empty();
        let odd = if is_empty { advice::empty() } else { advice::silent() };
        problems.push(Problem::new(path, None, odd));
    }
    source
}

/// Reads a text format, which keeps its bytes.
fn read_text(
    bytes: &[u8],
    format: Format,
    doc: &str,
    path: &str,
    origin: Origin,
    problems: &mut Vec<Problem>,
) -> Source {
    let declared = (format == Format::Xml).then(|| encoding::declared(bytes)).flatten();
    let decoded = encoding::decode(bytes, declared);
    let raw = &*decoded.text;
    let mut builder = SourceBuilder::with_capacity(raw.len());
    let front = match format {
        Format::Xml => xml::read(raw, &mut builder).unwrap_or_else(|(line, message)| {
            problems.push(Problem::new(path, line, message));
            FrontMatter::default()
        }),
        format => {
            let (front, body) = FrontMatter::read(raw, path, problems);
            match format {
                Format::Markdown => markdown::read(raw, body, &mut builder),
                _ => text::read(raw, body, &mut builder),
            }
            front
        }
    };
    if let Some((line, odd)) = oddity(&decoded, builder.marked()) {
        problems.push(Problem::new(path, line, odd));
    }
    let mut source = builder.finish(doc, path, origin, front, raw);
    if let Some((_, lines)) = decoded.other {
        source.set_lines(&lines);
    }
    source
}

/// Reads what only a child process may read.
fn read_apart(
    bytes: &[u8],
    format: Format,
    doc: &str,
    path: &str,
    origin: Origin,
    problems: &mut Vec<Problem>,
) -> Source {
    let mut extract = child::extract_apart(bytes, format).unwrap_or_else(|odd| {
        problems.push(Problem::new(path, None, odd));
        extract::Extract::default()
    });
    problems.extend(extract.problems.drain(..).map(|odd| Problem::new(path, None, odd)));
    let mut builder = SourceBuilder::unmapped();
    extract.build(&mut builder);
    builder.finish(doc, path, origin, extract.front.cleaned(), "")
}

/// What of a file's bytes its reader should know, and on which line it begins.
fn oddity(decoded: &Decoded<'_>, marked: Option<usize>) -> Option<(Option<usize>, Oddity)> {
    let line = |offset| lines(&decoded.text).take_while(|line| line.end <= offset).count() + 1;
    if let Some((name, _)) = &decoded.other {
        let marks = if decoded.invalid.is_some() {
            "; what it does not have is shown as a mark"
        } else {
            ""
        };
        let odd = advice::guessed(format!("not UTF-8: read as {name}{marks}"));
        return Some((decoded.invalid.map(line), odd));
    }
    let (offset, message) = match (decoded.invalid, marked) {
        (Some(offset), _) => {
            (offset, "not UTF-8 from here on; what could not be read is shown as a mark")
        }
        (None, Some(offset)) => {
            (offset, "control characters from here on; they are shown as marks")
        }
        (None, None) => return None,
    };
    Some((Some(line(offset)), advice::damaged(message)))
}
