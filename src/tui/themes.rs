//! The picker of themes: the one under the cursor is the one that is seen.

use super::grid::within;

/// The themes there are, by name, and which of them is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Themes {
    pub names: Vec<String>,
    pub seen: usize,
}

/// The picker over another pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picker {
    /// The theme that comes back where none is picked.
    pub before: usize,
    pub top: usize,
}

impl Themes {
    pub fn pick(&self) -> Picker {
        Picker { before: self.seen, top: 0 }
    }

    /// Shows the next theme, or the one before.
    pub fn step(&mut self, by: isize) {
        let last = self.names.len().saturating_sub(1);
        self.seen = self.seen.saturating_add_signed(by).min(last);
    }
}

impl Picker {
    /// Moves the window of `height` names so that the one that is seen is in it.
    pub fn keep_visible(&mut self, themes: &Themes, height: usize) {
        self.top = within(self.top, themes.seen, height, themes.names.len());
    }
}
