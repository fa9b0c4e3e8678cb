//! Two agreements side by side: what only one has, and where both differ; of two
//! in a series, what changed.

use serde::Serialize;

use crate::matrix::{Cell, Reading};
use crate::world::World;

mod align;

pub use align::{Line, align, differing, likeness, strongest};

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

/// How several agreements stand to each other on one dimension, in the order in
/// which that is told: differences first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Only this one of them has a provision, counted from 0.
    Only(usize),
    /// Several of them have, and others none.
    Several,
    /// All speak, not equally firmly.
    Unequal,
    Equal,
    /// None has a provision on it.
    Neither,
}

impl Standing {
    /// A provision against none is a difference; context alone is no provision.
    pub fn of(readings: &[Reading]) -> Self {
        let speaking = readings.iter().filter(|reading| reading.is_provision()).count();
        let first = readings.iter().position(|reading| reading.is_provision());
        match (speaking, first) {
            (1, Some(only)) => Self::Only(only),
            (0, _) => Self::Neither,
            _ if speaking < readings.len() => Self::Several,
            _ if readings.iter().all(|reading| *reading == readings[0]) => Self::Equal,
            _ => Self::Unequal,
        }
    }

    pub fn differs(self) -> bool {
        self < Self::Equal
    }
}

/// Compares agreements: each dimension with how they stand on it, differences
/// first and then in the codebook's order.
pub fn compare_all(world: &World, agreements: &[usize]) -> Vec<(usize, Standing)> {
    let standing = |dimension: usize| {
        let readings: Vec<Reading> =
            agreements.iter().map(|a| world.cell(*a, dimension).reading()).collect();
        (dimension, Standing::of(&readings))
    };
    let dimensions = 0..world.codebook.dimensions.len();
    let mut compared: Vec<(usize, Standing)> = dimensions.map(standing).collect();
    compared.sort_by_key(|(_, standing)| *standing);
    compared
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_stand_to_each_other_as_they_are_compared() {
        for a in Reading::ALL {
            for b in Reading::ALL {
                let difference = Difference::between(a, b);
                let standing = match difference {
                    Difference::OnlyA => Standing::Only(0),
                    Difference::OnlyB => Standing::Only(1),
                    Difference::Unequal => Standing::Unequal,
                    Difference::Equal => Standing::Equal,
                    Difference::Neither => Standing::Neither,
                };
                assert_eq!(Standing::of(&[a, b]), standing);
                assert_eq!(standing.differs(), difference.differs());
            }
        }
    }

    #[test]
    fn of_three_some_may_speak() {
        use Reading::{Absent, Committed, Context, Intended};
        assert_eq!(Standing::of(&[Context, Absent, Intended]), Standing::Only(2));
        assert_eq!(Standing::of(&[Committed, Absent, Intended]), Standing::Several);
        assert_eq!(Standing::of(&[Committed, Intended, Intended]), Standing::Unequal);
    }
}
