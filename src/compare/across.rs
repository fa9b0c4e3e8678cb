//! Several sides of a comparison, dimension by dimension.

use crate::matrix::Cell;

use super::{Standing, compare_rows};

/// One dimension of a comparison of several sides.
pub struct Across<'a> {
    pub dimension: usize,
    /// For each side.
    pub cells: Vec<&'a Cell>,
    pub standing: Standing,
}

/// Compares the cells of each side, one for each dimension: differences first and
/// then in the codebook's order.
pub fn across<'a>(rows: &[&'a [Cell]]) -> Vec<Across<'a>> {
    let cells = |dimension: usize| rows.iter().map(|row| &row[dimension]).collect();
    let compared = compare_rows(rows).into_iter();
    compared
        .map(|(dimension, standing)| Across { dimension, cells: cells(dimension), standing })
        .collect()
}
