//! How often each value of a field occurs among the agreements that are shown.

use ratatui::layout::{Position, Rect};

use crate::frequency::{Field, Frequency, frequencies};
use crate::world::World;

use super::grid::Grid;
use super::layout;
use super::list::Selection;
use super::scroll::Scroll;

/// Which field is counted, and where it is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frequencies {
    pub field: Field,
    /// The dimension whose levels are counted.
    dimension: usize,
    /// The agreements that are counted.
    agreements: Vec<usize>,
    pub rows: Vec<Frequency>,
    pub selection: Selection,
}

impl Frequencies {
    /// Of the agreements of a grid, by their parties.
    pub fn of(grid: &Grid, world: &World) -> Self {
        let agreements = grid.order.agreements.clone();
        let field = Field::Party;
        let rows = frequencies(world, &agreements, field);
        Self { field, dimension: grid.dimension, agreements, rows, selection: Selection::default() }
    }

    /// Counts another world's.
    pub fn follow(&mut self, grid: &Grid, world: &World) {
        self.agreements.clone_from(&grid.order.agreements);
        self.rows = frequencies(world, &self.agreements, self.field);
        let last = self.rows.len().saturating_sub(1);
        self.selection.selected = self.selection.selected.min(last);
    }

    /// The fields there are.
    pub fn fields(&self) -> [Field; 5] {
        [Field::Party, Field::Year, Field::Instrument, Field::Status, Field::Level(self.dimension)]
    }

    /// How many agreements are counted.
    pub fn total(&self) -> usize {
        self.agreements.len()
    }

    /// The query that finds the agreements behind the selected row.
    pub fn query(&self) -> Option<&str> {
        self.rows.get(self.selection.selected).map(|row| row.query.as_str())
    }
}

impl Scroll for Frequencies {
    fn height(&self, _: &World, area: Rect) -> usize {
        usize::from(layout::headed(area).rows.height)
    }

    fn step(&mut self, world: &World, by: isize, area: Rect) {
        self.selection.step(by, self.rows.len(), self.height(world, area));
    }

    fn point(&mut self, _: &World, area: Rect, at: Position) -> Option<bool> {
        self.selection.point(at, layout::headed(area).rows, 1, self.rows.len())
    }

    /// To the next field.
    fn across(&mut self, world: &World, by: isize, _: Rect) {
        let fields = self.fields();
        let at = fields.iter().position(|field| *field == self.field).unwrap_or(0);
        let at = at.saturating_add_signed(by).min(fields.len() - 1);
        self.field = fields[at];
        self.rows = frequencies(world, &self.agreements, self.field);
        self.selection = Selection::default();
    }
}
