//! Where in a document a person finds a stretch of its text.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::clean;

/// A place that the document itself shows or that one can count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// A line of the file.
    Line(usize),
    /// A page, by its position in the file, whatever is printed on it.
    Page(usize),
    /// A paragraph, heading, item or cell, counted from the top.
    Paragraph(usize),
    /// An article by its own name: "Article 1.4".
    Article(String),
}

impl Place {
    /// The same, fit for a terminal.
    pub(super) fn cleaned(self) -> Self {
        match self {
            Self::Article(name) => Self::Article(clean(&name)),
            place => place,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(number) => write!(f, "line {number}"),
            Self::Page(number) => write!(f, "page {number}"),
            Self::Paragraph(number) => write!(f, "paragraph {number}"),
            Self::Article(name) => f.write_str(name),
        }
    }
}
