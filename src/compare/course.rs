//! How a series of agreements went on: what is new, dropped, firmer, weaker.

use serde::Serialize;

use crate::matrix::Reading;
use crate::world::World;

/// What became of a dimension from an agreement of a series to a later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    New,
    Dropped,
    Firmer,
    Weaker,
}

impl Change {
    pub const ALL: [Self; 4] = [Self::New, Self::Dropped, Self::Firmer, Self::Weaker];

    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Dropped => "dropped",
            Self::Firmer => "firmer",
            Self::Weaker => "weaker",
        }
    }

    /// Provisions count, and how firm they are; context alone doesn't. From what was
    /// not read, or to it, nothing is known to have changed.
    pub fn between(earlier: Reading, later: Reading) -> Option<Self> {
        if [earlier, later].contains(&Reading::NotRead) {
            return None;
        }
        match (earlier.is_provision(), later.is_provision()) {
            (false, true) => Some(Self::New),
            (true, false) => Some(Self::Dropped),
            (true, true) if later > earlier => Some(Self::Firmer),
            (true, true) if later < earlier => Some(Self::Weaker),
            _ => None,
        }
    }
}

/// How a series went on, from one of its agreements to a later one.
pub struct Course {
    pub earlier: usize,
    pub later: usize,
    /// What changed on which dimensions, in the codebook's order.
    changes: Vec<(Change, usize)>,
}

impl Course {
    /// From the earlier of two to the later, where they are of one series.
    pub fn of(world: &World, a: usize, b: usize) -> Option<Self> {
        let (earlier, later) = world.series.ordered(a, b)?;
        let change = |dimension: usize| {
            let [before, after] = [earlier, later].map(|of| world.cell(of, dimension).reading());
            Some((Change::between(before, after)?, dimension))
        };
        let changes = (0..world.codebook.dimensions.len()).filter_map(change).collect();
        Some(Self { earlier, later, changes })
    }

    /// The dimensions that changed so.
    pub fn dimensions(&self, change: Change) -> impl Iterator<Item = usize> {
        self.changes.iter().filter(move |(other, _)| *other == change).map(|(_, at)| *at)
    }

    /// Whether every dimension is as it was.
    pub fn is_steady(&self) -> bool {
        self.changes.is_empty()
    }
}
