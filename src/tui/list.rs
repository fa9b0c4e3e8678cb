//! A list that is only scrolled: help and problems.

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
