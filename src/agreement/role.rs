//! What a source is to its agreement.

use serde::Serialize;

use crate::coding::Genre;
use crate::document::Document;

/// Whose words a source holds, the most binding first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceRole {
    /// The agreement itself.
    Text,
    /// What the parties say of it together.
    Statement,
    /// What others report.
    #[default]
    Press,
}

/// What a text that parties wrote is an instance of, where it is no more than a
/// statement; any other instrument is an agreement's own text.
const STATEMENT: &str = "joint statement";

impl SourceRole {
    pub const ALL: [Self; 3] = [Self::Text, Self::Statement, Self::Press];

    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Statement => "statement",
            Self::Press => "press",
        }
    }

    /// The role of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// What a source is by its genre, where nobody says. A memorandum or an
    /// action plan has the genre of a statement, and is the text.
    pub fn of(document: &Document) -> Self {
        let instrument = document.deal.instrument.as_deref();
        match document.genre {
            Genre::News => Self::Press,
            Genre::Treaty => Self::Text,
            Genre::Statement if instrument.is_some_and(|it| it != STATEMENT) => Self::Text,
            Genre::Statement => Self::Statement,
        }
    }

    /// Whether the parties themselves speak.
    pub fn is_of_parties(self) -> bool {
        self != Self::Press
    }
}
