//! The briefing tray: the pinned statements, in the order in which they will be
//! told.

use crate::dossier::{Entry, Placement};
use crate::world::World;

use super::list::Choice;

/// Each pin has its sentence on one line and its note on the next.
pub const LINES: usize = 2;

/// Where the tray is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tray {
    pub choice: Choice,
}

impl Tray {
    /// The pin under the cursor.
    pub fn pin<'a>(&self, world: &'a World) -> Option<(&'a Entry, Placement)> {
        world.placed.pins().into_iter().nth(self.choice.selected)
    }

    /// Moves the cursor by pins, in a window so many lines high.
    pub fn step(&mut self, world: &World, by: isize, height: usize) {
        self.choice.step(by, world.placed.pins().len(), height / LINES);
    }
}
