//! What a statement counts for besides its words.

use crate::coding::Kind;
use crate::document::Document;
use crate::source::BlockKind;

/// What a statement is, as far as its rank depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Other,
    Heading,
    Provision,
}

impl Standing {
    pub fn of(read: &Document, statement: usize) -> Self {
        match (read.shape(statement), read.kind(statement)) {
            (BlockKind::Heading, _) => Self::Heading,
            (_, Kind::Provision) => Self::Provision,
            _ => Self::Other,
        }
    }

    /// What its score is multiplied by.
    pub fn boost(self) -> f32 {
        match self {
            Self::Other => 1.0,
            Self::Heading => 1.05,
            Self::Provision => 1.1,
        }
    }
}
