//! Several agreements, dimension by dimension.

use crate::matrix::Cell;
use crate::world::World;

/// How several agreements stand to each other on one dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spread {
    /// Some have a provision on it, others none.
    Some,
    /// All speak, not equally firmly.
    Unequal,
    Equal,
    /// None has a provision on it.
    None,
}

impl Spread {
    /// What there is to tell of, in the order in which it is told.
    pub const TOLD: [Self; 3] = [Self::Some, Self::Unequal, Self::Equal];

    fn of(cells: &[&Cell]) -> Self {
        let readings = || cells.iter().map(|cell| cell.reading());
        let (first, speaking) =
            (readings().next(), readings().filter(|r| r.is_provision()).count());
        match speaking {
            0 => Self::None,
            some if some < cells.len() => Self::Some,
            _ if readings().all(|reading| Some(reading) == first) => Self::Equal,
            _ => Self::Unequal,
        }
    }

    /// The heading of the dimensions that stand so.
    pub fn title(self) -> &'static str {
        match self {
            Self::Some => "Only some have a provision",
            Self::Unequal => "All have a provision, not equally firm",
            Self::Equal => "All have a provision, equally firm",
            Self::None => "None has a provision",
        }
    }
}

/// One dimension of a comparison of several agreements.
pub struct Across<'a> {
    pub dimension: usize,
    /// For each agreement.
    pub cells: Vec<&'a Cell>,
    pub spread: Spread,
}

/// Compares several agreements, differences first and then in the codebook's
/// order.
pub fn across<'a>(world: &'a World, agreements: &[usize]) -> Vec<Across<'a>> {
    let mut rows: Vec<Across<'_>> = (0..world.codebook.dimensions.len())
        .map(|dimension| {
            let cells = agreements.iter().map(|agreement| world.cell(*agreement, dimension));
            let cells: Vec<&Cell> = cells.collect();
            Across { dimension, spread: Spread::of(&cells), cells }
        })
        .collect();
    rows.sort_by_key(|row| row.spread);
    rows
}
