//! The grid: cursor, marks and window over the matrix.

use ratatui::layout::Rect;

use crate::world::World;

use super::layout;
use super::scroll::Scroll;

/// Where the grid is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    pub agreement: usize,
    pub dimension: usize,
    /// Whether agreements are rows; otherwise dimensions are.
    pub is_turned: bool,
    /// At most two agreements, the one marked first in front.
    pub marks: Vec<usize>,
    /// The first row and column that can be seen.
    pub top: usize,
    pub left: usize,
}

impl Grid {
    /// How many rows and columns there are.
    pub fn shape(&self, world: &World) -> (usize, usize) {
        let (agreements, dimensions) = (world.agreements.len(), world.codebook.dimensions.len());
        if self.is_turned { (agreements, dimensions) } else { (dimensions, agreements) }
    }

    /// The agreement and the dimension at a row and a column.
    pub fn at(&self, row: usize, column: usize) -> (usize, usize) {
        if self.is_turned { (row, column) } else { (column, row) }
    }

    /// The row and the column of the cursor.
    pub fn cursor(&self) -> (usize, usize) {
        if self.is_turned {
            (self.agreement, self.dimension)
        } else {
            (self.dimension, self.agreement)
        }
    }

    /// Moves the cursor by rows and columns, to the edge at most.
    pub fn walk(&mut self, world: &World, rows: isize, columns: isize) {
        let (height, width) = self.shape(world);
        let (row, column) = self.cursor();
        let row = row.saturating_add_signed(rows).min(height.saturating_sub(1));
        let column = column.saturating_add_signed(columns).min(width.saturating_sub(1));
        (self.agreement, self.dimension) = self.at(row, column);
    }

    /// Turns rows into columns; the cursor stays on its cell.
    pub fn turn(&mut self) {
        self.is_turned = !self.is_turned;
        std::mem::swap(&mut self.top, &mut self.left);
    }

    /// Marks an agreement, or unmarks it; a third mark drops the first.
    pub fn mark(&mut self, agreement: usize) {
        if let Some(at) = self.marks.iter().position(|marked| *marked == agreement) {
            self.marks.remove(at);
            return;
        }
        if self.marks.len() == 2 {
            self.marks.remove(0);
        }
        self.marks.push(agreement);
    }

    /// Moves the window so that the cursor is within it.
    pub fn keep_visible(&mut self, (rows, columns): (usize, usize), shape: (usize, usize)) {
        let (row, column) = self.cursor();
        self.top = within(self.top, row, rows, shape.0);
        self.left = within(self.left, column, columns, shape.1);
    }
}

impl Scroll for Grid {
    fn height(&self, world: &World, area: Rect) -> usize {
        layout::table(layout::grid(area, world, self).table, world, self).window.0
    }

    fn step(&mut self, world: &World, by: isize, area: Rect) {
        self.walk(world, by, 0);
        let table = layout::table(layout::grid(area, world, self).table, world, self);
        self.keep_visible(table.window, table.shape);
    }
}

/// The start of a window of `length` out of `total` that holds `cursor` and
/// moves as little as it can.
pub fn within(start: usize, cursor: usize, length: usize, total: usize) -> usize {
    let length = length.max(1);
    start.min(cursor).max((cursor + 1).saturating_sub(length)).min(total.saturating_sub(length))
}
