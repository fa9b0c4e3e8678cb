//! Two agreements side by side: what only one has, and where both differ; of two
//! in a series, what changed.

use serde::Serialize;

use crate::matrix::{Cell, Reading};
use crate::world::World;

/// How two agreements stand to each other on one dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Difference {
    OnlyA,
    OnlyB,
    /// Both speak, not equally firmly.
    Unequal,
    Equal,
    /// Neither has a provision on it.
    Neither,
}

impl Difference {
    /// In the order in which they are told: differences first.
    pub const ALL: [Self; 5] =
        [Self::OnlyA, Self::OnlyB, Self::Unequal, Self::Equal, Self::Neither];

    /// A provision against none is a difference; context alone is no provision.
    pub fn between(a: Reading, b: Reading) -> Self {
        match (a.is_provision(), b.is_provision()) {
            (true, false) => Self::OnlyA,
            (false, true) => Self::OnlyB,
            (false, false) => Self::Neither,
            (true, true) if a == b => Self::Equal,
            (true, true) => Self::Unequal,
        }
    }

    pub fn differs(self) -> bool {
        self < Self::Equal
    }
}

/// One dimension of a comparison.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    pub dimension: usize,
    pub a: &'a Cell,
    pub b: &'a Cell,
    pub difference: Difference,
}

/// Compares two agreements, differences first and then in the codebook's
/// order.
pub fn compare(world: &World, a: usize, b: usize) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = (0..world.codebook.dimensions.len())
        .map(|dimension| {
            let (a, b) = (world.cell(a, dimension), world.cell(b, dimension));
            let difference = Difference::between(a.reading(), b.reading());
            Row { dimension, a, b, difference }
        })
        .collect();
    rows.sort_by_key(|row| row.difference);
    rows
}

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

    /// Provisions count, and how firm they are; context alone doesn't.
    pub fn between(earlier: Reading, later: Reading) -> Option<Self> {
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
