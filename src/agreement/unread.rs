//! Sources that could not be read. Where there is one, an agreement that is silent
//! on a dimension may speak of it all the same.

use std::path::{Path, PathBuf};

use crate::source::clean;

use super::SourceRole;

/// A source that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    pub path: PathBuf,
    /// What it is to its agreement, where that is said.
    pub role: Option<SourceRole>,
    /// Why it could not be read, for people.
    pub why: String,
    /// Whether it is a source only if somebody says so: it seems to hold no text.
    pub is_doubtful: bool,
}

impl Unread {
    pub fn new(path: &Path, why: &str) -> Self {
        Self { path: path.to_owned(), role: None, why: why.to_owned(), is_doubtful: false }
    }

    /// A source that is named and is none of the files that were listed.
    pub fn missing(path: &Path) -> Self {
        Self::new(path, "is not among the files")
    }

    /// The same of what can hold no text: nobody takes it for a source who doesn't name
    /// it as one.
    #[must_use]
    pub fn as_no_source(self) -> Self {
        Self { is_doubtful: true, ..self }
    }

    /// The name of its file, fit for a terminal.
    pub fn name(&self) -> String {
        clean(&self.path.file_name().unwrap_or_default().to_string_lossy())
    }

    /// Its path, fit for a terminal.
    pub fn shown(&self) -> String {
        clean(&self.path.display().to_string())
    }

    /// Its name without the ending, by which an agreement is called that has no
    /// other name.
    pub fn stem(&self) -> String {
        clean(&self.path.file_stem().unwrap_or_default().to_string_lossy())
    }

    /// Whether it may be a source of these roles.
    pub fn may_be(&self, is_one: impl Fn(SourceRole) -> bool) -> bool {
        self.role.is_none_or(is_one)
    }
}
