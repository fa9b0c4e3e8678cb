//! What a document is read for, and the words that are shown for it.

use std::ops::Range;

use crate::coding::BearsOn;
use crate::document::StatementId;
use crate::search::{highlights, occurrences};
use crate::world::World;

/// What a document is read for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lens {
    /// The evidence of a cell.
    Cell { agreement: usize, dimension: usize },
    /// What a query finds.
    Query(String),
    /// Letters, wherever they stand in the document.
    Words(String),
    /// What the analyst wrote about.
    Dossier,
    /// What is pinned to the briefing tray.
    Tray,
}

impl Lens {
    /// The words of a statement that the lens shows, in bytes of its text.
    pub fn cues(&self, world: &World, id: StatementId) -> Vec<Range<usize>> {
        match self {
            Self::Cell { dimension, .. } => dimension_cues(world, id, *dimension),
            Self::Query(query) => highlights(world.text(id), query),
            Self::Words(words) => occurrences(world.text(id), words),
            Self::Dossier | Self::Tray => Vec::new(),
        }
    }
}

/// The words of a statement that speak for a dimension, in bytes of its text.
pub fn dimension_cues(world: &World, id: StatementId, dimension: usize) -> Vec<Range<usize>> {
    let start = world.document(id).statement(id.statement).span.start;
    let cues = world.document(id).cues(id.statement);
    cues.filter(|cue| cue.bears_on == BearsOn::Dimension(dimension))
        .map(|cue| cue.span.start - start..cue.span.end - start)
        .collect()
}

/// The words of a statement that speak for any other dimension.
pub fn other_cues(world: &World, id: StatementId, dimension: Option<usize>) -> Vec<Range<usize>> {
    let start = world.document(id).statement(id.statement).span.start;
    let is_other =
        |on: BearsOn| matches!(on, BearsOn::Dimension(other) if Some(other) != dimension);
    let cues = world.document(id).cues(id.statement).filter(|cue| is_other(cue.bears_on));
    cues.map(|cue| cue.span.start - start..cue.span.end - start).collect()
}
