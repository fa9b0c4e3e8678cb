//! The meeting: one cell, one sentence, its citation, for everybody in the room.
//! The cell is that of the grid's cursor.

use crate::document::StatementId;
use crate::world::World;

use super::grid::Grid;

/// Which of the cell's statements is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    pub at: usize,
}

impl Meeting {
    /// Begins with a statement, where the cell has it.
    pub fn at(world: &World, grid: &Grid, id: StatementId) -> Self {
        let at = Self::statements(world, grid).iter().position(|other| *other == id);
        Self { at: at.unwrap_or(0) }
    }

    /// The statements of the cell, the strongest first.
    pub fn statements(world: &World, grid: &Grid) -> Vec<StatementId> {
        match grid.agreement < world.agreements.len() {
            true => {
                let cell = world.cell(grid.agreement, grid.dimension);
                cell.ranked().iter().map(|evidence| evidence.id).collect()
            }
            false => Vec::new(),
        }
    }

    /// The statement that is shown, if the cell has any.
    pub fn statement(&self, world: &World, grid: &Grid) -> Option<StatementId> {
        Self::statements(world, grid).get(self.at).copied()
    }

    /// Goes to the next statement, or to the one before; says whether there is
    /// one.
    pub fn go(&mut self, world: &World, grid: &Grid, is_back: bool) -> bool {
        let count = Self::statements(world, grid).len();
        let to = if is_back { self.at.checked_sub(1) } else { Some(self.at + 1) };
        let to = to.filter(|to| *to < count);
        self.at = to.unwrap_or(self.at);
        to.is_some()
    }
}
