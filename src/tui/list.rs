//! Lists: one that is only scrolled, as help and problems, and one with a cursor.

use super::grid::within;

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
}

/// The item under the cursor, and the first that can be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub selected: usize,
    pub top: usize,
}

impl Choice {
    /// Moves the cursor, and the window of `height` items with it.
    pub fn step(&mut self, by: isize, total: usize, height: usize) {
        let last = total.saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
        self.top = within(self.top, self.selected, height, total);
    }
}
