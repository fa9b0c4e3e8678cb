//! The rows of versus: what its sides say, aligned and wrapped.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::compare::{Standing, align, strongest};
use crate::document::StatementId;
use crate::matrix::Cell;
use crate::tui::layout;
use crate::tui::wrap::wrap;
use crate::world::World;

use super::{Comparison, Versus};

/// In front of a statement.
pub const INDENT: &str = "   ";

/// One row of the screen: all sides of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// What the comparisons that follow have in common.
    Title(Standing),
    /// A dimension, by its number among the comparisons shown.
    Head {
        comparison: usize,
    },
    Text {
        comparison: usize,
        sides: Vec<Side>,
    },
    Blank,
}

/// What one side shows in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    Text {
        id: StatementId,
        row: Range<usize>,
        /// The statement of the first side, or of the second, that it stands
        /// beside.
        beside: Option<StatementId>,
    },
    /// The place of the statement above.
    Place(StatementId),
    /// A row of what was looked for and not found.
    Absent(Range<usize>),
    /// How many more statements there are.
    More(usize),
    Nothing,
}

impl Versus {
    /// Every row, aligned: one pass gives the rows and their heights.
    pub fn rows(&self, world: &World, area: Rect) -> Vec<Row> {
        let panes = layout::versus(area, self.sides.len());
        let width = usize::from(panes.side).saturating_sub(INDENT.len());
        let mut rows = Vec::new();
        let mut title = None;
        for (number, comparison) in self.comparisons(world).into_iter().enumerate() {
            if title.replace(comparison.standing) != Some(comparison.standing) {
                rows.push(Row::Title(comparison.standing));
            }
            rows.push(Row::Head { comparison: number });
            let lines = self.lines(world, comparison, panes.most, width);
            if !lines.is_empty() {
                rows.extend(lines.into_iter().map(|sides| Row::Text { comparison: number, sides }));
                rows.push(Row::Blank);
            }
        }
        rows
    }

    /// The statements of a dimension in rows: what stands side by side begins in
    /// one row, and so many of them are shown, or as many as it takes to show
    /// what each side's reading rests on.
    fn lines(
        &self,
        world: &World,
        comparison: Comparison,
        most: usize,
        width: usize,
    ) -> Vec<Vec<Side>> {
        let Comparison { dimension, .. } = comparison;
        let sides = 0..self.sides.len();
        let cells: Vec<&Cell> = sides.map(|side| self.side_cell(world, side, dimension)).collect();
        let lines = align(world, &cells);
        let shown = most.max(strongest(&lines)).min(lines.len());
        let mut rows = Vec::new();
        for line in &lines[..shown] {
            let beside = |side: usize| {
                let other = if side == 0 { 1 } else { 0 };
                line.get(other).copied().flatten().map(|evidence| evidence.id)
            };
            let told = line.iter().enumerate().map(|(side, evidence)| {
                evidence.map_or_else(Vec::new, |evidence| {
                    statement(world, evidence.id, beside(side), width)
                })
            });
            rows.extend(aligned(told.collect()));
        }
        let ends: Vec<Vec<Side>> = (0..self.sides.len())
            .map(|side| {
                let all = cells[side].evidence.len();
                let told = lines[..shown].iter().filter(|line| line[side].is_some()).count();
                if all > told { vec![Side::More(all - told)] } else { Vec::new() }
            })
            .collect();
        rows.extend(aligned(ends));
        if lines.is_empty() {
            return rows;
        }
        self.with_absences(world, dimension, rows, width)
    }

    /// The same with what was looked for, beside what others say.
    fn with_absences(
        &self,
        world: &World,
        dimension: usize,
        mut rows: Vec<Vec<Side>>,
        width: usize,
    ) -> Vec<Vec<Side>> {
        for side in 0..self.sides.len() {
            if !self.side_cell(world, side, dimension).evidence.is_empty() {
                continue;
            }
            let text = self.looked_for(world, side, dimension);
            for (at, row) in wrap(&text, width).into_iter().enumerate() {
                if at == rows.len() {
                    rows.push(vec![Side::Nothing; self.sides.len()]);
                }
                rows[at][side] = Side::Absent(row);
            }
        }
        rows
    }
}

/// A statement and its place, wrapped.
fn statement(
    world: &World,
    id: StatementId,
    beside: Option<StatementId>,
    width: usize,
) -> Vec<Side> {
    let rows = wrap(world.text(id), width).into_iter();
    rows.map(|row| Side::Text { id, row, beside }).chain([Side::Place(id)]).collect()
}

/// What sides show, one below the other, in rows as many as the longest needs.
fn aligned(sides: Vec<Vec<Side>>) -> Vec<Vec<Side>> {
    let height = sides.iter().map(Vec::len).max().unwrap_or(0);
    let row = |at: usize| {
        sides.iter().map(|side| side.get(at).cloned().unwrap_or(Side::Nothing)).collect()
    };
    (0..height).map(row).collect()
}
