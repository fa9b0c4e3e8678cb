//! The briefing tray: the pinned statements, in the order in which they will be
//! told.

use crate::dossier::{Entry, Placement};
use crate::world::World;

use ratatui::layout::{Position, Rect};

use super::layout;
use super::list::Selection;
use super::scroll::Scroll;

/// Each pin has its sentence on one line and its note on the next.
pub const LINES: usize = 2;

/// Where the tray is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tray {
    pub selection: Selection,
}

impl Tray {
    /// The pin under the cursor.
    pub fn pin<'a>(&self, world: &'a World) -> Option<(&'a Entry, Placement)> {
        world.placed.pins().into_iter().nth(self.selection.selected)
    }
}

impl Scroll for Tray {
    /// In pins.
    fn height(&self, _: &World, area: Rect) -> usize {
        usize::from(layout::body(area).height) / LINES
    }

    fn step(&mut self, world: &World, by: isize, area: Rect) {
        self.selection.step(by, world.placed.pins().len(), self.height(world, area));
    }

    fn point(&mut self, world: &World, area: Rect, at: Position) -> Option<bool> {
        self.selection.point(at, layout::body(area), LINES, world.placed.pins().len())
    }
}
