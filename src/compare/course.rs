//! How a series of agreements went on: what is new, dropped, firmer, weaker in the
//! parties' own sources. What only the press reports was never agreed.

use serde::Serialize;

use crate::agreement::SourceRole;
use crate::matrix::Reading;
use crate::world::World;

use super::own_reading;

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

    /// What became of a dimension from one agreement to a later one.
    pub fn of(world: &World, earlier: usize, later: usize, dimension: usize) -> Option<Self> {
        let [before, after] = [earlier, later].map(|of| own_reading(world, of, dimension));
        Self::between(before, after)
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
        let change =
            |dimension: usize| Some((Change::of(world, earlier, later, dimension)?, dimension));
        let changes = (0..world.codebook.dimensions.len()).filter_map(change).collect();
        Some(Self { earlier, later, changes })
    }

    /// The dimensions that changed so.
    pub fn dimensions(&self, change: Change) -> impl Iterator<Item = usize> {
        self.changes.iter().filter(move |(other, _)| *other == change).map(|(_, at)| *at)
    }

    /// Whether the press tells of either, too, and was left out.
    pub fn is_without_press(&self, world: &World) -> bool {
        let sides = [self.earlier, self.later].map(|side| &world.agreements[side].roles);
        sides.iter().any(|roles| roles.contains(&SourceRole::Press))
    }

    /// Whether every dimension is as it was.
    pub fn is_steady(&self) -> bool {
        self.changes.is_empty()
    }
}
