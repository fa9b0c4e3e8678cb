//! Lists: one that is only scrolled, as help, and one with a cursor.

use super::grid::within;

use ratatui::layout::{Position, Rect};

use super::scroll::put;

/// The first line that can be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct List {
    pub top: usize,
}

impl List {
    /// Scrolls by lines, until the last line is at the bottom.
    pub fn scroll(&mut self, lines: isize, total: usize, height: usize) {
        let most = total.saturating_sub(height);
        self.top = self.top.saturating_add_signed(lines).min(most);
    }

    /// How many lines are below those that are seen.
    pub fn below(self, total: usize, height: u16) -> usize {
        total.saturating_sub(self.top + usize::from(height))
    }
}

/// The item under the cursor, and the first that can be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    pub selected: usize,
    pub top: usize,
}

impl Selection {
    /// Moves the cursor, and the window of `height` items with it.
    pub fn step(&mut self, by: isize, total: usize, height: usize) {
        let last = total.saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
        self.top = within(self.top, self.selected, height, total);
    }

    /// The lines of `rows`, in which each item takes so many, with the item that
    /// begins there.
    pub fn seen(
        &self,
        rows: Rect,
        lines: usize,
        total: usize,
    ) -> impl Iterator<Item = (usize, usize)> + use<> {
        (0..usize::from(rows.height)).step_by(lines.max(1)).zip(self.top..total)
    }

    /// Puts the cursor on the item that stands at a place of `rows`, in which
    /// each takes so many lines; as [`Scroll::point`](super::scroll::Scroll::point).
    pub fn point(&mut self, at: Position, rows: Rect, lines: usize, total: usize) -> Option<bool> {
        let line = usize::from(at.y.checked_sub(rows.y)?);
        let item = self.top + line / lines;
        (rows.contains(at) && item < total).then(|| put(&mut self.selected, item))
    }
}
