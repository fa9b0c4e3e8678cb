//! Bytes to sources, one file a format.

use std::path::Path;

use crate::source::{FrontMatter, Origin, Problem, Source, SourceBuilder, decode, lines};

mod markdown;
mod shape;
mod text;

/// The formats comity reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Markdown,
}

impl Format {
    /// The format a file's name promises.
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" | "mkd" => Some(Self::Markdown),
            _ => None,
        }
    }
}

/// Reads one document. Oddities become problems; there is always a source.
pub fn read(
    bytes: &[u8],
    format: Format,
    path: &str,
    origin: Origin,
    problems: &mut Vec<Problem>,
) -> Source {
    let (raw, invalid) = decode(bytes);
    let (front, body) = FrontMatter::read(&raw, path, problems);
    let mut builder = SourceBuilder::with_capacity(raw.len() - body);
    match format {
        Format::Text => text::read(&raw, body, &mut builder),
        Format::Markdown => markdown::read(&raw, body, &mut builder),
    }
    if let Some((offset, message)) = oddity(bytes, invalid, builder.marked()) {
        let line = lines(&raw).take_while(|line| line.end <= offset).count() + 1;
        problems.push(Problem::new(path, Some(line), message));
    }
    let doc = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
    let source = builder.finish(doc.as_deref().unwrap_or(path), path, origin, front, &raw);
    if source.text.is_empty() {
        problems.push(Problem::new(path, None, "the file holds no text"));
    }
    source
}

/// What of a file's bytes its reader should know, and where it begins.
fn oddity(
    bytes: &[u8],
    invalid: Option<usize>,
    marked: Option<usize>,
) -> Option<(usize, &'static str)> {
    match (invalid, marked) {
        (Some(_), _) if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") => {
            Some((0, "this is UTF-16; save it as UTF-8 to have it read"))
        }
        (Some(offset), _) => {
            let message = "not UTF-8 from here on; what could not be read is shown as a mark";
            Some((offset, message))
        }
        (None, Some(offset)) => {
            let message = "control characters from here on; they are shown as marks";
            Some((offset, message))
        }
        (None, None) => None,
    }
}
