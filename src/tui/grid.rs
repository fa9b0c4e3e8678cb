//! The grid: cursor, marks and window over the matrix, and what of it is shown.

use ratatui::layout::{Position, Rect};
use serde::{Deserialize, Serialize};
use unicode_width::UnicodeWidthStr;

use crate::order::{Arrangement, Key, Order};
use crate::world::World;

use super::layout;
use super::scroll::Scroll;

/// How much a cell shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Zoom {
    /// The sign alone: the most columns.
    Sign,
    /// The sign and how many statements; words below where all has room for them.
    #[default]
    Count,
    /// These and a line of the strongest statement.
    Words,
}

/// Rows or columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    Rows,
    Columns,
}

/// Where the grid is looked at, and what of the matrix it shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    pub agreement: usize,
    pub dimension: usize,
    /// Whether agreements are rows; otherwise dimensions are.
    pub is_turned: bool,
    /// The agreements to compare, the one marked first in front.
    pub marks: Vec<usize>,
    pub arrangement: Arrangement,
    /// What the arrangement amounts to in the world: see [`arrange`](Self::arrange).
    pub order: Order,
    /// Columns of the longest name of an agreement.
    pub widest_name: u16,
    pub zoom: Zoom,
    pub has_totals: bool,
    /// So many columns stay where they are when the others scroll.
    pub frozen: usize,
    /// The first row and column that can be seen, of those that scroll.
    pub top: usize,
    pub left: usize,
}

impl Grid {
    /// The whole matrix, at its first cell.
    pub fn new(world: &World, is_turned: bool) -> Self {
        let mut grid = Self { is_turned, ..Self::default() };
        grid.arrange(world).expect("no filter has no mistake");
        grid
    }

    /// Puts in order what is asked for, as after another wish or in another
    /// world. What update and view see of the matrix is computed here only.
    /// The cursor stays on its cell, or goes to what stands in its place.
    ///
    /// # Errors
    /// A filter that means nothing: the order stays as it is.
    pub fn arrange(&mut self, world: &World) -> Result<(), String> {
        let (row, column) = self.cursor();
        self.order = Order::new(world, &self.arrangement)?;
        let widths = world.agreements.iter().map(|agreement| agreement.name.width());
        self.widest_name = u16::try_from(widths.max().unwrap_or(0)).unwrap_or(u16::MAX);
        let (height, width) = self.shape();
        self.frozen = self.frozen.min(width.saturating_sub(1));
        if self.order.place(self.agreement).is_none() || self.dimension_place().is_none() {
            let (kept_row, kept_column) = self.cursor();
            let row = if self.is_there(Axis::Rows) { kept_row } else { row };
            let column = if self.is_there(Axis::Columns) { kept_column } else { column };
            self.stand(row.min(height.saturating_sub(1)), column.min(width.saturating_sub(1)));
        }
        Ok(())
    }

    /// How many rows and columns are shown.
    pub fn shape(&self) -> (usize, usize) {
        let (agreements, dimensions) = (self.order.agreements.len(), self.order.dimensions.len());
        if self.is_turned { (agreements, dimensions) } else { (dimensions, agreements) }
    }

    /// The agreement and the dimension at a row and a column that are shown.
    pub fn at(&self, row: usize, column: usize) -> (usize, usize) {
        let (agreement, dimension) = if self.is_turned { (row, column) } else { (column, row) };
        (self.order.agreements[agreement], self.order.dimensions[dimension])
    }

    /// The cell under the cursor: agreement and dimension. None where nothing
    /// is shown.
    pub fn cell(&self) -> Option<(usize, usize)> {
        (self.is_there(Axis::Rows) && self.is_there(Axis::Columns))
            .then_some((self.agreement, self.dimension))
    }

    /// The row and the column of the cursor.
    pub fn cursor(&self) -> (usize, usize) {
        let agreement = self.order.place(self.agreement).unwrap_or(0);
        let dimension = self.dimension_place().unwrap_or(0);
        if self.is_turned { (agreement, dimension) } else { (dimension, agreement) }
    }

    fn dimension_place(&self) -> Option<usize> {
        self.order.dimension_place(self.dimension)
    }

    /// Whether what the cursor is on is shown.
    fn is_there(&self, axis: Axis) -> bool {
        match self.holds_agreements(axis) {
            true => self.order.place(self.agreement).is_some(),
            false => self.dimension_place().is_some(),
        }
    }

    /// Whether rows, or columns, are agreements.
    pub fn holds_agreements(&self, axis: Axis) -> bool {
        (axis == Axis::Rows) == self.is_turned
    }

    /// Puts the cursor on a row and a column, where there are such.
    fn stand(&mut self, row: usize, column: usize) {
        let (agreement, dimension) = if self.is_turned { (row, column) } else { (column, row) };
        self.agreement = self.order.agreements.get(agreement).copied().unwrap_or(self.agreement);
        self.dimension = self.order.dimensions.get(dimension).copied().unwrap_or(self.dimension);
    }

    /// Moves the cursor by rows and columns, to the edge at most.
    pub fn walk(&mut self, rows: isize, columns: isize) {
        let (height, width) = self.shape();
        let (row, column) = self.cursor();
        let row = row.saturating_add_signed(rows).min(height.saturating_sub(1));
        let column = column.saturating_add_signed(columns).min(width.saturating_sub(1));
        self.stand(row, column);
    }

    /// Puts the cursor on an agreement or a dimension; what hides either is
    /// given up.
    pub fn show(&mut self, world: &World, agreement: Option<usize>, dimension: Option<usize>) {
        let (agreement, dimension) =
            (agreement.unwrap_or(self.agreement), dimension.unwrap_or(self.dimension));
        let is_shown = self.order.place(agreement).is_some()
            && self.order.dimension_place(dimension).is_some();
        if !is_shown {
            self.show_all(world);
        }
        (self.agreement, self.dimension) = (agreement, dimension);
    }

    /// Turns rows into columns; the cursor stays on its cell.
    pub fn turn(&mut self) {
        self.is_turned = !self.is_turned;
        self.frozen = 0;
        std::mem::swap(&mut self.top, &mut self.left);
    }

    /// Marks an agreement, or unmarks it.
    pub fn mark(&mut self, agreement: usize) {
        match self.marks.iter().position(|marked| *marked == agreement) {
            Some(at) => drop(self.marks.remove(at)),
            None => self.marks.push(agreement),
        }
    }

    /// Moves the window so that the cursor is within it. Columns that are
    /// frozen are seen anyway.
    pub fn keep_visible(&mut self, (rows, columns): (usize, usize)) {
        let (row, column) = self.cursor();
        let (height, width) = self.shape();
        self.top = within(self.top, row, rows, height);
        let frozen = self.frozen_of(columns);
        let at = column.checked_sub(frozen).unwrap_or(self.left);
        self.left = within(self.left, at, columns - frozen, width.saturating_sub(frozen));
    }

    /// How many of so many columns that are seen stay where they are: one at
    /// least scrolls.
    pub fn frozen_of(&self, columns: usize) -> usize {
        self.frozen.min(columns.saturating_sub(1))
    }

    /// The columns that are seen, of so many that fit.
    pub fn columns(&self, fitting: usize) -> impl Iterator<Item = usize> + use<> {
        let frozen = self.frozen_of(fitting);
        let start = frozen + self.left;
        let end = (start + fitting - frozen).min(self.shape().1);
        (0..frozen).chain(start..end)
    }
}

/// What is shown of the matrix.
impl Grid {
    /// Sorts rows or columns by a key; by the same again, the other way round.
    pub fn sort(&mut self, world: &World, axis: Axis, key: Key) {
        let sort = match self.holds_agreements(axis) {
            true => &mut self.arrangement.agreements,
            false => &mut self.arrangement.dimensions,
        };
        sort.by(key);
        self.arrange_anew(world);
    }

    /// Sorts the rows by how firm they are in the column under the cursor.
    pub fn sort_here(&mut self, world: &World) {
        let key = if self.is_turned { self.dimension } else { self.agreement };
        self.sort(world, Axis::Rows, Key::Level(key));
    }

    /// Hides the row or the column under the cursor.
    pub fn hide(&mut self, world: &World, axis: Axis) {
        match self.holds_agreements(axis) {
            true => self.arrangement.hidden_agreements.push(self.agreement),
            false => self.arrangement.hidden_dimensions.push(self.dimension),
        }
        self.arrange_anew(world);
    }

    /// Narrows the matrix to what a query asks for.
    ///
    /// # Errors
    /// A filter that means nothing: what is shown stays as it is.
    pub fn filter(&mut self, world: &World, query: &str) -> Result<(), String> {
        let before = std::mem::replace(&mut self.arrangement.filter, query.to_owned());
        self.arrange(world).inspect_err(|_| self.arrangement.filter = before)
    }

    /// Shows only the marked agreements, or all again.
    pub fn show_marked(&mut self, world: &World) {
        let is_only = self.arrangement.only.is_empty();
        self.arrangement.only = if is_only { self.marks.clone() } else { Vec::new() };
        self.arrange_anew(world);
    }

    /// Hides the dimensions on which all that is shown says the same, or shows
    /// them again.
    pub fn show_differing(&mut self, world: &World) {
        self.arrangement.is_differing = !self.arrangement.is_differing;
        self.arrange_anew(world);
    }

    /// Shows every row and column again; what they are sorted by stays.
    pub fn show_all(&mut self, world: &World) {
        let Arrangement { agreements, dimensions, .. } = self.arrangement;
        self.arrangement = Arrangement { agreements, dimensions, ..Arrangement::default() };
        self.arrange_anew(world);
    }

    /// Keeps the columns up to the cursor where they are when others scroll;
    /// where they are kept already, lets them go.
    pub fn freeze(&mut self) {
        let upto = self.cursor().1 + 1;
        let is_kept = self.frozen == upto;
        self.frozen = if is_kept { 0 } else { upto.min(self.shape().1.saturating_sub(1)) };
        self.left = 0;
    }

    /// Shows less of each cell, or all of it.
    pub fn zoom(&mut self) {
        self.zoom = match self.zoom {
            Zoom::Count => Zoom::Words,
            Zoom::Words => Zoom::Sign,
            Zoom::Sign => Zoom::Count,
        };
    }

    /// As [`arrange`](Self::arrange), with a filter that had no mistake before;
    /// where it has one now, without it.
    pub fn arrange_anew(&mut self, world: &World) {
        if self.arrange(world).is_err() {
            self.arrangement.filter.clear();
            self.arrange(world).expect("no filter has no mistake");
        }
    }
}

impl Scroll for Grid {
    fn height(&self, world: &World, area: Rect) -> usize {
        layout::table(layout::grid(area, world, self).table, world, self).window.0
    }

    fn step(&mut self, world: &World, by: isize, area: Rect) {
        self.walk(by, 0);
        let table = layout::table(layout::grid(area, world, self).table, world, self);
        self.keep_visible(table.window);
    }

    /// On a cell; in front of a row or above a column on that alone. The
    /// evidence beside the grid is that of the cursor's cell.
    fn point(&mut self, world: &World, area: Rect, at: Position) -> Option<bool> {
        self.cell()?;
        let panes = layout::grid(area, world, self);
        if panes.detail.contains(at) {
            return Some(true);
        }
        let (row, column) = layout::table(panes.table, world, self).at(panes.table, self, at)?;
        let before = self.cursor();
        let is_cell = row.is_some() && column.is_some();
        let there = (row.unwrap_or(before.0), column.unwrap_or(before.1));
        self.stand(there.0, there.1);
        Some(is_cell && before == there)
    }

    fn across(&mut self, world: &World, by: isize, area: Rect) {
        self.walk(0, by);
        self.step(world, 0, area);
    }
}

/// The start of a window of `length` out of `total` that holds `cursor` and
/// moves as little as it can.
pub fn within(start: usize, cursor: usize, length: usize, total: usize) -> usize {
    let length = length.max(1);
    start.min(cursor).max((cursor + 1).saturating_sub(length)).min(total.saturating_sub(length))
}
