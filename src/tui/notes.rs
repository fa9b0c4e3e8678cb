//! Everything the analyst wrote, and how it stands to the sources.

use crate::dossier::{Entry, Placement, Standing};
use crate::world::World;

use ratatui::layout::{Position, Rect};

use super::layout;
use super::list::Selection;
use super::scroll::Scroll;

/// Each entry has its place on one line and its words on the next.
pub const LINES: usize = 2;

/// Where the list is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    pub selection: Selection,
}

/// The entries: what needs looking after first, then in the order of the file.
pub fn entries(world: &World) -> Vec<(&Entry, Placement)> {
    let mut entries: Vec<(&Entry, Placement)> = world.placed.all().collect();
    entries.sort_by_key(|(_, placement)| match placement.standing {
        Standing::Orphaned => 0,
        Standing::Moved => 1,
        Standing::Ok => 2,
    });
    entries
}

impl Notes {
    /// The entry under the cursor.
    pub fn entry<'a>(&self, world: &'a World) -> Option<(&'a Entry, Placement)> {
        entries(world).into_iter().nth(self.selection.selected)
    }
}

impl Scroll for Notes {
    /// In entries.
    fn height(&self, _: &World, area: Rect) -> usize {
        usize::from(layout::body(area).height) / LINES
    }

    fn step(&mut self, world: &World, by: isize, area: Rect) {
        self.selection.step(by, world.placed.placements.len(), self.height(world, area));
    }

    fn point(&mut self, world: &World, area: Rect, at: Position) -> Option<bool> {
        self.selection.point(at, layout::body(area), LINES, world.placed.placements.len())
    }
}
