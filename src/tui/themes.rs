//! The picker of themes: the one under the cursor is the one that is seen.

use ratatui::layout::{Position, Rect};

use crate::world::World;

use super::grid::within;
use super::layout;
use super::list::Selection;
use super::scroll::Scroll;

/// The themes there are, by name, and which of them is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Themes {
    pub names: Vec<String>,
    pub seen: usize,
    /// The first name that can be seen in the picker.
    pub top: usize,
}

/// The picker over another pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picker {
    /// The theme that comes back where none is picked.
    pub before: usize,
}

impl Themes {
    pub fn pick(&self) -> Picker {
        Picker { before: self.seen }
    }
}

impl Scroll for Themes {
    fn height(&self, _: &World, area: Rect) -> usize {
        usize::from(layout::body(area).height)
    }

    /// Shows the next theme, or the one before.
    fn step(&mut self, world: &World, by: isize, area: Rect) {
        let last = self.names.len().saturating_sub(1);
        self.seen = self.seen.saturating_add_signed(by).min(last);
        self.top = within(self.top, self.seen, self.height(world, area), self.names.len());
    }

    fn point(&mut self, _: &World, area: Rect, at: Position) -> Option<bool> {
        let rows = layout::picker(layout::body(area), self);
        let mut selection = Selection { selected: self.seen, top: self.top };
        let is_again = selection.point(at, rows, 1, self.names.len());
        self.seen = selection.selected;
        is_again
    }
}
