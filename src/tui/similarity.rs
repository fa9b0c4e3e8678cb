//! How alike agreements are: a grid of agreements by agreements.

use ratatui::layout::{Position, Rect};

use crate::similarity::{similarity, weights};
use crate::world::{Follow, World};

use super::grid::{Grid, within};
use super::layout;
use super::scroll::Scroll;

/// Which agreements are compared, and where that is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Similarity {
    /// In the order of the rows, and of the columns.
    pub rows: Vec<usize>,
    pub columns: Vec<usize>,
    /// Columns of the longest name of an agreement.
    pub widest_name: u16,
    weights: Vec<f32>,
    /// The agreement that the rows are sorted by their likeness to.
    sorted_by: Option<usize>,
    pub row: usize,
    pub column: usize,
    pub top: usize,
    pub left: usize,
}

impl Similarity {
    /// Of the agreements that a grid shows, in its order.
    pub fn of(grid: &Grid, world: &World) -> Self {
        let rows = grid.order.agreements.clone();
        let row = grid.order.place(grid.agreement).unwrap_or(0);
        let (columns, weights) = (rows.clone(), weights(world));
        let widest_name = grid.widest_name;
        let (column, sorted_by, top, left) = (row, None, 0, 0);
        Self { rows, columns, widest_name, weights, sorted_by, row, column, top, left }
    }

    /// Goes over to another world; the cursor stays on its pair, and the rows
    /// sorted as they were.
    pub fn follow(&mut self, grid: &Grid, to: &Follow<'_>, world: &World) {
        let pair = self.pair();
        let sorted_by = self.sorted_by.and_then(|by| to.agreement(by));
        *self = Self { top: self.top, left: self.left, ..Self::of(grid, world) };
        if let Some(by) = sorted_by {
            self.sort(world, by);
        }
        let find = |all: &[usize], agreement: usize| {
            let agreement = to.agreement(agreement)?;
            all.iter().position(|other| *other == agreement)
        };
        if let Some((row, column)) = pair {
            self.row = find(&self.rows, row).unwrap_or(0);
            self.column = find(&self.columns, column).unwrap_or(0);
        }
    }

    /// The pair under the cursor.
    pub fn pair(&self) -> Option<(usize, usize)> {
        Some((*self.rows.get(self.row)?, *self.columns.get(self.column)?))
    }

    /// How alike the agreements of a row and a column are; none where neither
    /// has a provision.
    pub fn at(&self, world: &World, row: usize, column: usize) -> Option<f32> {
        similarity(world, self.rows[row], self.columns[column], &self.weights)
    }

    /// Sorts the rows: what is most like the column under the cursor comes
    /// first, and the cursor stands on what is most like it besides itself.
    pub fn sort_here(&mut self, world: &World) {
        let Some(column) = self.columns.get(self.column).copied() else { return };
        self.sort(world, column);
        self.row = 1.min(self.rows.len().saturating_sub(1));
        self.top = 0;
    }

    fn sort(&mut self, world: &World, by: usize) {
        self.sorted_by = Some(by);
        let likeness = |row: &usize| similarity(world, *row, by, &self.weights).unwrap_or(-1.0);
        let mut rows: Vec<(f32, usize)> = self.rows.iter().map(|r| (likeness(r), *r)).collect();
        rows.sort_by(|(a, first), (b, second)| {
            b.total_cmp(a).then((*second == by).cmp(&(*first == by)))
        });
        self.rows = rows.into_iter().map(|(_, row)| row).collect();
    }
}

impl Scroll for Similarity {
    fn height(&self, _: &World, area: Rect) -> usize {
        layout::similarity(area, self).window.0
    }

    fn step(&mut self, _: &World, by: isize, area: Rect) {
        let last = self.rows.len().saturating_sub(1);
        self.row = self.row.saturating_add_signed(by).min(last);
        let (height, width) = layout::similarity(area, self).window;
        self.top = within(self.top, self.row, height, self.rows.len());
        self.left = within(self.left, self.column, width, self.columns.len());
    }

    fn point(&mut self, _: &World, area: Rect, at: Position) -> Option<bool> {
        let panes = layout::similarity(area, self);
        let line = usize::from(at.y.checked_sub(panes.table.y + panes.heads)?);
        let place = usize::from(at.x.checked_sub(panes.table.x + panes.label)? / panes.column);
        let (row, column) = (self.top + line, self.left + place);
        let is_there = panes.table.contains(at)
            && place < panes.window.1
            && row < self.rows.len()
            && column < self.columns.len();
        let before = (self.row, self.column);
        is_there.then(|| {
            (self.row, self.column) = (row, column);
            before == (row, column)
        })
    }

    fn across(&mut self, world: &World, by: isize, area: Rect) {
        let last = self.columns.len().saturating_sub(1);
        self.column = self.column.saturating_add_signed(by).min(last);
        self.step(world, 0, area);
    }
}
