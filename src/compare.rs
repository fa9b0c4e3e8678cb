//! Agreements side by side: what only some have, and where they differ; of two
//! in a series, what changed.

use serde::Serialize;

use crate::matrix::{Cell, Reading};
use crate::world::World;

mod across;
mod align;
mod course;

pub use across::{Across, across};
pub use align::{Line, align, differing, likeness, strongest};
pub use course::{Change, Course};

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

    /// The heading under which several agreements are told that stand so.
    pub fn title(self) -> &'static str {
        match self {
            Self::Only(_) | Self::Several => "Only some have a provision",
            Self::Unequal => "All have a provision, not equally firm",
            Self::Equal => "All have a provision, equally firm",
            Self::Neither => "None has a provision",
        }
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
