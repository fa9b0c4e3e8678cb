//! What ends a command: a kind for the exit code, one sentence, and hints.
//!
//! Oddities of an input are not errors: they are [`Problem`](crate::source::Problem)s and stop nothing.

use std::fmt;
use std::io;
use std::path::Path;

/// Why the program stops before its work is done.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    hints: Vec<String>,
}

/// What the shell that started the program is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The reader of our output went away: that is success.
    BrokenPipe,
    /// The question was understood and has no answer.
    NothingFound,
    /// A check found what should be mended.
    ToMend,
    /// A file is there already that would have to give way.
    IsThere,
    /// The request cannot be carried out.
    Failed,
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub fn failed(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Failed, message: message.into(), hints: Vec::new() }
    }

    pub fn nothing_found(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::NothingFound, message: message.into(), hints: Vec::new() }
    }

    pub fn is_there(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::IsThere, message: message.into(), hints: Vec::new() }
    }

    pub fn to_mend(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::ToMend, message: message.into(), hints: Vec::new() }
    }

    /// An error of the file system, with the path it is about.
    pub fn file(path: &Path, error: &io::Error) -> Self {
        Self::failed(format!("{}: {}", path.display(), plain(error)))
    }

    /// Something wrong at a byte of a text the user wrote, named by file and line.
    pub fn in_text(name: &str, text: &str, offset: usize, message: impl fmt::Display) -> Self {
        Self::failed(format!("{name}:{}: {message}", line_at(text, offset)))
    }

    /// TOML that could not be read, with the reader's own reason.
    pub fn toml(name: &str, text: &str, error: &toml::de::Error) -> Self {
        let (offset, reason) = toml_reason(text, error);
        Self::in_text(name, text, offset, reason)
    }

    /// Puts the name that may be meant before what else may be tried.
    #[must_use]
    pub fn meaning(mut self, asked: Option<String>) -> Self {
        match (self.hints.first_mut(), asked) {
            (Some(first), Some(asked)) => *first = format!("{asked} {first}"),
            (None, asked) => self.hints.extend(asked),
            (_, None) => {}
        }
        self
    }

    /// Adds a line that says what to try.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    pub fn hints(&self) -> &[String] {
        &self.hints
    }

    /// 0 done, 1 nothing found or something to mend, 2 error.
    pub fn exit_code(&self) -> u8 {
        match self.kind {
            ErrorKind::BrokenPipe => 0,
            ErrorKind::NothingFound | ErrorKind::ToMend => 1,
            ErrorKind::IsThere | ErrorKind::Failed => 2,
        }
    }
}

/// Where in a text the reader of TOML gave up, and its own reason.
pub fn toml_reason(text: &str, error: &toml::de::Error) -> (usize, String) {
    let span = error.span().unwrap_or_default();
    let offset = span.start;
    let reason = error.message().lines().next().unwrap_or("not TOML");
    if let ("duplicate key", Some(key)) = (reason, text.get(span)) {
        return (offset, format!("`{}` stands twice", key.trim_matches(['"', '\''])));
    }
    match key_at(text, offset).filter(|key| !reason.contains(*key)) {
        Some(key) => (offset, format!("`{key}`: {reason}")),
        None => (offset, reason.to_owned()),
    }
}

/// The key of the TOML line that a byte stands on.
fn key_at(text: &str, offset: usize) -> Option<&str> {
    let start = text.get(..offset)?.rfind('\n').map_or(0, |end| end + 1);
    let (key, _) = text[start..].lines().next()?.split_once('=')?;
    let key = key.trim();
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
    is_key.then_some(key)
}

/// The line, counted from 1, on which a byte of a text stands.
pub fn line_at(text: &str, offset: usize) -> usize {
    let before = &text.as_bytes()[..offset.min(text.len())];
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}

/// An I/O error in words, without the "(os error 2)" that helps nobody.
pub fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    let mut words = text[..end].to_owned();
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    words
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        let kind = match error.kind() {
            io::ErrorKind::BrokenPipe => ErrorKind::BrokenPipe,
            _ => ErrorKind::Failed,
        };
        Self { kind, message: plain(&error), hints: Vec::new() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
