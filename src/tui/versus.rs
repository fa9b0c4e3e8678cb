//! Versus: two agreements side by side, differences first.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::compare::{self, Difference, compare};
use crate::document::StatementId;
use crate::export::text::looked_for;
use crate::matrix::Cell;
use crate::world::World;

use super::layout::{self, is_wide};
use super::scroll::Scroll;
use super::wrap::wrap;

/// Which agreements are compared, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versus {
    pub a: usize,
    pub b: usize,
    /// Whether only differences are shown.
    pub is_filtered: bool,
    /// The comparison under the cursor, counted from 0.
    pub cursor: usize,
    /// Whether the cursor is on side B.
    pub is_on_b: bool,
    pub top: usize,
}

/// One row of the screen: both sides of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// What the comparisons that follow have in common.
    Title(Difference),
    /// A dimension, by its number among the comparisons shown.
    Head {
        comparison: usize,
    },
    Text {
        comparison: usize,
        a: Side,
        b: Side,
    },
    Blank,
}

/// What one side shows in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    Text(StatementId, Range<usize>),
    /// The place of the statement above.
    Place(StatementId),
    /// A row of what was looked for and not found.
    Absent(Range<usize>),
    /// How many more statements there are.
    More(usize),
    Nothing,
}

/// The columns of one side.
pub fn side_width(area: Rect) -> u16 {
    area.width.saturating_sub(3) / 2
}

impl Versus {
    pub fn new(a: usize, b: usize) -> Self {
        Self { a, b, is_filtered: false, cursor: 0, is_on_b: false, top: 0 }
    }

    /// The comparisons shown, one a dimension.
    pub fn comparisons<'a>(&self, world: &'a World) -> Vec<compare::Row<'a>> {
        let mut rows = compare(world, self.a, self.b);
        rows.retain(|row| !self.is_filtered || row.difference.differs());
        rows
    }

    /// Every row, aligned: one pass gives the rows and their heights.
    pub fn rows(&self, world: &World, area: Rect) -> Vec<Row> {
        let most = if is_wide(area) { 3 } else { 1 };
        let width = usize::from(side_width(area)).saturating_sub(3);
        let mut rows = Vec::new();
        let mut title = None;
        for (comparison, row) in self.comparisons(world).into_iter().enumerate() {
            if title.replace(row.difference) != Some(row.difference) {
                rows.push(Row::Title(row.difference));
            }
            rows.push(Row::Head { comparison });
            if row.difference != Difference::Neither
                || !row.a.evidence.is_empty()
                || !row.b.evidence.is_empty()
            {
                let side =
                    |agreement, cell| side(world, (agreement, row.dimension), cell, most, width);
                let (a, b) = (side(self.a, row.a), side(self.b, row.b));
                rows.extend(aligned(comparison, a, b));
                rows.push(Row::Blank);
            }
        }
        rows
    }

    /// The cell under the cursor: agreement and dimension.
    pub fn cell(&self, world: &World) -> Option<(usize, usize)> {
        let row = self.comparisons(world).get(self.cursor)?.dimension;
        Some((if self.is_on_b { self.b } else { self.a }, row))
    }

    /// Swaps the sides; the cursor stays on its cell.
    pub fn swap(&mut self, world: &World, area: Rect) {
        let dimension = self.comparisons(world).get(self.cursor).map(|row| row.dimension);
        std::mem::swap(&mut self.a, &mut self.b);
        self.is_on_b = !self.is_on_b;
        let rows = self.comparisons(world);
        let at = rows.iter().position(|row| Some(row.dimension) == dimension);
        self.cursor = at.unwrap_or(0);
        self.keep_visible(world, area);
    }

    /// Goes to the next difference, or with `is_back` to the one before; says
    /// whether there is one.
    pub fn go(&mut self, world: &World, is_back: bool, area: Rect) -> bool {
        let comparisons = self.comparisons(world);
        let differs = |index: &usize| comparisons[*index].difference.differs();
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
        let most = rows.len().saturating_sub(usize::from(area.height));
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
        let rows = self.rows(world, area);
        let height = usize::from(area.height).max(1);
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
        usize::from(layout::versus(area).rows.height)
    }

    /// By comparisons.
    fn step(&mut self, world: &World, by: isize, area: Rect) {
        let last = self.comparisons(world).len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
        self.keep_visible(world, layout::versus(area).rows);
    }

    fn page(&mut self, world: &World, by: isize, area: Rect) {
        let rows = isize::try_from(self.height(world, area).saturating_sub(1).max(1));
        self.scroll(world, by * rows.unwrap_or(1), layout::versus(area).rows);
    }
}

/// The strongest statements of a cell, wrapped.
fn side(
    world: &World,
    (agreement, dimension): (usize, usize),
    cell: &Cell,
    most: usize,
    width: usize,
) -> Vec<Side> {
    let ranked = cell.ranked();
    if ranked.is_empty() {
        let text = looked_for(world, agreement, dimension);
        return wrap(&text, width).into_iter().map(Side::Absent).collect();
    }
    let mut rows = Vec::new();
    for evidence in ranked.iter().take(most) {
        let text = world.text(evidence.id);
        rows.extend(wrap(text, width).into_iter().map(|row| Side::Text(evidence.id, row)));
        rows.push(Side::Place(evidence.id));
    }
    if ranked.len() > most {
        rows.push(Side::More(ranked.len() - most));
    }
    rows
}

fn aligned(comparison: usize, a: Vec<Side>, b: Vec<Side>) -> Vec<Row> {
    let height = a.len().max(b.len());
    let (mut a, mut b) = (a.into_iter(), b.into_iter());
    let next = |side: &mut std::vec::IntoIter<Side>| side.next().unwrap_or(Side::Nothing);
    (0..height).map(|_| Row::Text { comparison, a: next(&mut a), b: next(&mut b) }).collect()
}
