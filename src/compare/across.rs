//! Several agreements, dimension by dimension.

use crate::matrix::Cell;
use crate::world::World;

use super::{Standing, compare_all};

/// One dimension of a comparison of several agreements.
pub struct Across<'a> {
    pub dimension: usize,
    /// For each agreement.
    pub cells: Vec<&'a Cell>,
    pub standing: Standing,
}

/// Compares several agreements on what any of them has a provision on,
/// differences first and then in the codebook's order.
pub fn across<'a>(world: &'a World, agreements: &[usize]) -> Vec<Across<'a>> {
    let cells = |dimension| agreements.iter().map(move |a| world.cell(*a, dimension)).collect();
    let compared = compare_all(world, agreements).into_iter();
    compared
        .map(|(dimension, standing)| Across { dimension, cells: cells(dimension), standing })
        .collect()
}
