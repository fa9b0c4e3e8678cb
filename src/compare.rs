//! Agreements side by side: what only some have, and where they differ; of two
//! in a series, what changed.

use serde::Serialize;

use crate::matrix::{Cell, Reading};
use crate::world::World;

mod across;
mod align;
mod course;
mod part;
mod standing;

pub use across::{Across, across};
pub use align::{Line, align, differing, likeness, strongest};
pub use course::{Change, Course};
pub use part::{Part, own_reading, text_and_press};
pub use standing::{Standing, compare_rows};

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
    /// What one of them, or both, says on it was not read.
    NotRead,
}

impl Difference {
    /// In the order in which they are told: differences first.
    pub const ALL: [Self; 6] =
        [Self::OnlyA, Self::OnlyB, Self::Unequal, Self::Equal, Self::Neither, Self::NotRead];

    /// A provision against none is a difference; context alone is no provision.
    /// What was not read differs from nothing.
    pub fn between(a: Reading, b: Reading) -> Self {
        if [a, b].contains(&Reading::NotRead) {
            return Self::NotRead;
        }
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
