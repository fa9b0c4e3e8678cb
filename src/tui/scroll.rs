//! What every pane does alike: it moves by rows, by pages and to its ends, and
//! its cursor can be put where somebody points.

use ratatui::layout::{Position, Rect};

use crate::world::World;

/// A pane that has more rows than are seen. The area is the whole terminal,
/// from which the panes are laid out.
pub trait Scroll {
    /// How many rows are seen at once.
    fn height(&self, world: &World, area: Rect) -> usize;

    /// Moves by rows, as far as there are any. By none, it moves the window so
    /// that the cursor is within it.
    fn step(&mut self, world: &World, by: isize, area: Rect);

    /// Moves by pages: what filled the pane, less a row that is kept for the eye.
    fn page(&mut self, world: &World, by: isize, area: Rect) {
        let rows = self.height(world, area).saturating_sub(1).max(1);
        self.step(world, by.saturating_mul(isize::try_from(rows).unwrap_or(1)), area);
    }

    /// Goes to the first row or the last.
    fn edge(&mut self, world: &World, is_end: bool, area: Rect) {
        self.step(world, if is_end { isize::MAX / 2 } else { isize::MIN / 2 }, area);
    }

    /// Moves by rows as a wheel does, which is turned by eye.
    fn roll(&mut self, world: &World, by: isize, area: Rect) {
        self.step(world, by, area);
    }

    /// Puts the cursor on what stands at a place of the screen. None where
    /// nothing does; otherwise whether the cursor was there before.
    fn point(&mut self, _world: &World, _area: Rect, _at: Position) -> Option<bool> {
        None
    }

    /// Moves to the right, or to the left, where there is anything.
    fn across(&mut self, _world: &World, _by: isize, _area: Rect) {}
}

/// Puts a cursor where it is wanted; says whether it was there before.
pub fn put<T: PartialEq>(cursor: &mut T, wanted: T) -> bool {
    std::mem::replace(cursor, wanted) == *cursor
}
