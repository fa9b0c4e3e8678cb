//! What was odd in the input, and what to do about it.

use ratatui::layout::{Position, Rect};

use crate::document::StatementId;
use crate::source::Problem;
use crate::world::World;

use super::layout;
use super::list::Selection;
use super::scroll::{Scroll, put};
use super::wrap::wrap;

/// In front of a problem's lines.
const MARGIN: u16 = 3;

/// In front of what to do about it.
pub const INDENT: u16 = 2;

/// Where the list is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    pub selection: Selection,
}

/// A problem in lines of a width: what is odd, then what to do about it.
pub fn lines(problem: &Problem, width: u16) -> (Vec<String>, Vec<String>) {
    let rows = |text: &str, width: u16| {
        let rows = wrap(text, usize::from(width)).into_iter();
        rows.map(|row| text[row].to_owned()).collect::<Vec<_>>()
    };
    let width = width.saturating_sub(MARGIN);
    let hint = problem.hint.as_deref();
    let advice = hint.map(|hint| rows(hint, width.saturating_sub(INDENT))).unwrap_or_default();
    (rows(&problem.to_string(), width), advice)
}

fn height(problem: &Problem, width: u16) -> usize {
    let (told, advice) = lines(problem, width);
    told.len() + advice.len()
}

impl Problems {
    /// The problem under the cursor.
    pub fn problem<'a>(&self, world: &'a World) -> Option<&'a Problem> {
        world.problems.get(self.selection.selected)
    }

    /// Where its file is read, at its line if it names one.
    pub fn statement(&self, world: &World) -> Option<StatementId> {
        let problem = self.problem(world)?;
        let documents = &world.documents;
        let document = documents.iter().position(|it| it.source.path == problem.path)?;
        let (read, line) = (&documents[document], problem.line.unwrap_or(1));
        let is_there = |at: &usize| read.source.line(read.statement(*at).span.start) >= line;
        let last = read.len().checked_sub(1)?;
        let statement = (0..read.len()).find(is_there).unwrap_or(last);
        Some(StatementId { document, statement })
    }

    /// How many problems from one on fit into an area, at least one.
    fn fitting<'a>(problems: impl Iterator<Item = &'a Problem>, area: Rect) -> usize {
        let mut room = usize::from(area.height);
        let fits = |problem: &&Problem| {
            let left = room.checked_sub(height(problem, area.width));
            left.map(|left| room = left).is_some()
        };
        problems.take_while(fits).count().max(1)
    }
}

impl Scroll for Problems {
    /// In problems.
    fn height(&self, world: &World, area: Rect) -> usize {
        Self::fitting(world.problems.iter().skip(self.selection.top), layout::body(area))
    }

    /// The window moves so far that the problem under the cursor is whole.
    fn step(&mut self, world: &World, by: isize, area: Rect) {
        let (problems, body) = (&world.problems, layout::body(area));
        let last = problems.len().saturating_sub(1);
        let selected = self.selection.selected.saturating_add_signed(by).min(last);
        let above = &problems[..problems.len().min(selected + 1)];
        let first = (selected + 1) - Self::fitting(above.iter().rev(), body);
        self.selection = Selection { selected, top: self.selection.top.clamp(first, selected) };
    }

    fn point(&mut self, world: &World, area: Rect, at: Position) -> Option<bool> {
        let body = layout::body(area);
        let line = usize::from(at.y.checked_sub(body.y)?);
        let mut end = 0;
        let mut problems = world.problems.iter().enumerate().skip(self.selection.top);
        let (item, _) = problems.find(|(_, problem)| {
            end += height(problem, body.width);
            line < end
        })?;
        body.contains(at).then(|| put(&mut self.selection.selected, item))
    }
}
