//! The matrix: what each agreement says on each dimension, and how firmly.

use serde::Serialize;

use crate::coding::{Kind, Level};

/// What the evidence of a cell amounts to, from nothing to the firmest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reading {
    /// Looked for and not found.
    #[default]
    Absent,
    /// Commentary or background touches it, no provision does.
    Context,
    Exploratory,
    Intended,
    Committed,
}

impl Reading {
    /// What one statement on a dimension amounts to; a cell amounts to the
    /// highest of its statements. Structure never counts.
    pub fn of(kind: Kind, level: Option<Level>) -> Self {
        match (kind, level) {
            (Kind::Provision, Some(Level::Committed)) => Self::Committed,
            (Kind::Provision, Some(Level::Intended)) => Self::Intended,
            (Kind::Provision, _) => Self::Exploratory,
            (Kind::Commentary | Kind::Background, _) => Self::Context,
            (Kind::Structure, _) => Self::Absent,
        }
    }
}
