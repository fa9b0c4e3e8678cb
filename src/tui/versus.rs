//! Versus: agreements side by side, differences first.

use ratatui::layout::{Position, Rect};

use crate::compare::{Change, Course, Part, Standing, compare_rows, own_reading, text_and_press};
use crate::export::cite::{looked_for, looked_for_in};
use crate::matrix::{Backing, Cell};
use crate::world::World;

use super::grid::within;
use super::layout::{self, DIVIDER};
use super::scroll::Scroll;

mod rows;

pub use rows::{INDENT, Row, Side};

/// Which agreements are compared, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versus {
    /// Two at least.
    pub sides: Vec<usize>,
    /// Where the sides are one agreement, by its text and by the press: a part of
    /// its sources for each.
    pub parts: Vec<Part>,
    /// Whether only differences are shown.
    pub is_filtered: bool,
    /// The comparison under the cursor, counted from 0.
    pub cursor: usize,
    /// The side under the cursor.
    pub side: usize,
    /// Whether the finder in front is asked for another agreement on that side.
    pub is_replacing: bool,
    pub top: usize,
    /// The first side that is seen, where there is no room for all.
    pub left: usize,
}

/// One dimension of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    pub dimension: usize,
    pub standing: Standing,
}

impl Versus {
    pub fn new(a: usize, b: usize) -> Self {
        Self::of(vec![a, b])
    }

    /// Of two agreements or more.
    pub fn of(sides: Vec<usize>) -> Self {
        Self {
            sides,
            parts: Vec::new(),
            is_filtered: false,
            cursor: 0,
            side: 0,
            is_replacing: false,
            top: 0,
            left: 0,
        }
    }

    /// The text of an agreement and what the press reports of it, where both are
    /// there.
    pub fn of_sources(world: &World, agreement: usize) -> Option<Self> {
        let parts = text_and_press(world, agreement)?.to_vec();
        Some(Self { parts, ..Self::new(agreement, agreement) })
    }

    /// The cells of a side, one for each dimension.
    fn row<'a>(&'a self, world: &'a World, side: usize) -> &'a [Cell] {
        self.parts.get(side).map_or_else(|| world.row(self.sides[side]), |part| &part.cells)
    }

    pub fn side_cell<'a>(&'a self, world: &'a World, side: usize, dimension: usize) -> &'a Cell {
        &self.row(world, side)[dimension]
    }

    /// What a side is called.
    pub fn name(&self, world: &World, side: usize) -> String {
        match self.parts.get(side) {
            Some(part) => format!("the {}", part.role.name()),
            None => world.agreements[self.sides[side]].name.clone(),
        }
    }

    /// What a side amounts to, in a word or two: what the press alone carries, where
    /// the parties' own sources are there, is told as such.
    pub fn word(&self, world: &World, side: usize, dimension: usize) -> &'static str {
        let reading = self.side_cell(world, side, dimension).reading();
        let agreement = self.sides[side];
        if !self.parts.is_empty() || !world.agreements[agreement].is_told_by_parties() {
            return reading.name();
        }
        match Backing::of(own_reading(world, agreement, dimension), reading) {
            Some(Backing::PressOnly) => "press only",
            Some(Backing::Overstated) => "press firmer",
            _ => reading.name(),
        }
    }

    /// What was looked for on a side and not found.
    pub fn looked_for(&self, world: &World, side: usize, dimension: usize) -> String {
        match self.parts.get(side) {
            Some(part) => {
                let part = world.agreements[self.sides[side]].part(part.role);
                looked_for_in(world, &part, dimension)
            }
            None => looked_for(world, self.sides[side], dimension),
        }
    }

    /// The comparisons shown, one a dimension.
    pub fn comparisons(&self, world: &World) -> Vec<Comparison> {
        let sides = 0..self.sides.len();
        let rows: Vec<&[Cell]> = sides.map(|side| self.row(world, side)).collect();
        let all = compare_rows(&rows).into_iter();
        let all = all.map(|(dimension, standing)| Comparison { dimension, standing });
        all.filter(|comparison| !self.is_filtered || comparison.standing.differs()).collect()
    }

    /// The last side before a side, where the two are of one series.
    fn before(&self, world: &World, side: usize) -> Option<usize> {
        let agreement = self.sides[side];
        let is_before = |other: &usize| {
            world.series.ordered(*other, agreement).is_some_and(|(earlier, _)| earlier == *other)
        };
        let place = |other: &usize| world.series.of(*other).map(|series| series.at);
        self.sides.iter().copied().filter(is_before).max_by_key(place)
    }

    /// What became of a dimension on a side, since the last one before it of the
    /// same series.
    pub fn change(&self, world: &World, side: usize, dimension: usize) -> Option<Change> {
        Change::of(world, self.before(world, side)?, self.sides[side], dimension)
    }

    /// How the series went on to a side, from the last one before it.
    pub fn course(&self, world: &World, side: usize) -> Option<Course> {
        Course::of(world, self.before(world, side)?, self.sides[side])
    }

    /// The cell under the cursor: agreement and dimension.
    pub fn cell(&self, world: &World) -> Option<(usize, usize)> {
        let comparison = *self.comparisons(world).get(self.cursor)?;
        Some((*self.sides.get(self.side)?, comparison.dimension))
    }

    /// Compares something else; the cursor stays on its dimension.
    fn compare(&mut self, world: &World, area: Rect, change: impl FnOnce(&mut Self)) {
        let dimension = self.comparisons(world).get(self.cursor).map(|row| row.dimension);
        change(self);
        self.keep_dimension(world, dimension);
        self.keep_visible(world, area);
    }

    /// Keeps the cursor on a dimension, wherever that is told now.
    pub fn keep_dimension(&mut self, world: &World, dimension: Option<usize>) {
        let rows = self.comparisons(world);
        let at = rows.iter().position(|row| Some(row.dimension) == dimension);
        self.cursor = at.unwrap_or_else(|| self.cursor.min(rows.len().saturating_sub(1)));
    }

    /// Shows only the differences, or everything again, from the first on.
    pub fn show_differing(&mut self) {
        self.is_filtered = !self.is_filtered;
        (self.cursor, self.top) = (0, 0);
    }

    /// Swaps the side under the cursor with the next; the cursor stays on its
    /// cell.
    pub fn swap(&mut self, world: &World, area: Rect) {
        self.compare(world, area, |versus| {
            let next = (versus.side + 1) % versus.sides.len();
            versus.sides.swap(versus.side, next);
            if !versus.parts.is_empty() {
                versus.parts.swap(versus.side, next);
            }
            versus.side = next;
        });
    }

    /// Puts another agreement in place of the one under the cursor.
    pub fn replace(&mut self, world: &World, agreement: usize, area: Rect) {
        self.compare(world, area, |versus| {
            versus.sides[versus.side] = agreement;
            versus.parts.clear();
        });
    }

    /// Goes over to the next side, or the one before.
    pub fn cross(&mut self, by: isize, area: Rect) {
        let count = self.sides.len();
        self.side = self.side.checked_add_signed(by).unwrap_or(count - 1) % count;
        let fitting = layout::versus(area, count).sides;
        self.left = within(self.left, self.side, fitting, count);
    }

    /// Goes to the next difference, or with `is_back` to the one before; says
    /// whether there is one.
    pub fn go(&mut self, world: &World, is_back: bool, area: Rect) -> bool {
        let comparisons = self.comparisons(world);
        let differs = |index: &usize| comparisons[*index].standing.differs();
        let target = match is_back {
            false => (self.cursor + 1..comparisons.len()).find(differs),
            true => (0..self.cursor).rev().find(differs),
        };
        if let Some(target) = target {
            self.cursor = target;
            self.keep_visible(world, area);
        }
        target.is_some()
    }

    /// Scrolls by rows; the cursor goes to the first comparison that is seen.
    fn scroll(&mut self, world: &World, by: isize, area: Rect) {
        let rows = self.rows(world, area);
        let most = rows.len().saturating_sub(self.height(world, area));
        self.top = self.top.saturating_add_signed(by).min(most);
        let head = |row: &Row| match row {
            Row::Head { comparison } => Some(*comparison),
            _ => None,
        };
        if let Some(first) = rows.iter().skip(self.top).find_map(head) {
            self.cursor = first;
        }
    }

    /// Moves the window so that the comparison under the cursor is seen, from
    /// its head on.
    pub fn keep_visible(&mut self, world: &World, area: Rect) {
        self.cross(0, area);
        let rows = self.rows(world, area);
        let height = self.height(world, area).max(1);
        let is_head = |row: &Row| *row == Row::Head { comparison: self.cursor };
        let head = rows.iter().position(is_head).unwrap_or(0);
        let length = rows
            .iter()
            .skip(head + 1)
            .take_while(|row| matches!(row, Row::Text { .. } | Row::Blank))
            .count();
        // The title above is shown with the first comparison under it.
        let start = match head.checked_sub(1).map(|above| &rows[above]) {
            Some(Row::Title(_)) => head - 1,
            _ => head,
        };
        let end = (head + 1 + length).min(rows.len());
        self.top = self.top.max(end.saturating_sub(height)).min(start);
    }
}

impl Scroll for Versus {
    fn height(&self, _: &World, area: Rect) -> usize {
        usize::from(layout::versus(area, self.sides.len()).rows.height)
    }

    /// By comparisons.
    fn step(&mut self, world: &World, by: isize, area: Rect) {
        let last = self.comparisons(world).len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
        self.keep_visible(world, area);
    }

    fn page(&mut self, world: &World, by: isize, area: Rect) {
        let rows = isize::try_from(self.height(world, area).saturating_sub(1).max(1));
        self.scroll(world, by * rows.unwrap_or(1), area);
    }

    fn roll(&mut self, world: &World, by: isize, area: Rect) {
        self.scroll(world, by, area);
    }

    /// On the dimension and the side that stand there.
    fn point(&mut self, world: &World, area: Rect, at: Position) -> Option<bool> {
        let panes = layout::versus(area, self.sides.len());
        let line = usize::from(at.y.checked_sub(panes.rows.y)?);
        let comparison = match self.rows(world, area).get(self.top + line)? {
            Row::Head { comparison } | Row::Text { comparison, .. } => *comparison,
            Row::Title(_) | Row::Blank => return None,
        };
        let side = self.left + usize::from(at.x / (panes.side + DIVIDER));
        let is_there = panes.rows.contains(at) && side < self.sides.len();
        let before = (self.cursor, self.side);
        is_there.then(|| {
            (self.cursor, self.side) = (comparison, side);
            before == (comparison, side)
        })
    }

    /// To the side on the right, or on the left: a single step goes round, several end
    /// at the last.
    fn across(&mut self, _: &World, by: isize, area: Rect) {
        let last = self.sides.len() - 1;
        let to = self.side.saturating_add_signed(by).min(last);
        let several = to.cast_signed() - self.side.cast_signed();
        self.cross(if by.unsigned_abs() == 1 { by } else { several }, area);
    }
}
