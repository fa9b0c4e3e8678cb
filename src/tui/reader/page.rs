//! The page of the reader: its measures, its rows, and the places they lead to.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::coding::Kind;
use crate::document::StatementId;
use crate::tui::wrap::wrap;
use crate::world::World;

use super::{Extent, Reader};

/// The measures of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Columns for glyph, kind and dimensions.
    pub margin: u16,
    /// Columns for text.
    pub width: usize,
    pub height: usize,
}

/// A page's measures within its area: the margin narrows before the text does,
/// and lines longer than the eye can follow are not used.
pub fn page(area: Rect) -> Page {
    /// About the longest line that reads well.
    const LONGEST_LINE: u16 = 88;
    let margin = match area.width {
        0..30 => 2,
        30..56 => 4,
        56..112 => 8,
        _ => 22,
    };
    let width = area.width.saturating_sub(margin + 1).clamp(1, LONGEST_LINE);
    Page { margin, width: usize::from(width), height: usize::from(area.height) }
}

impl Reader {
    /// Whether a statement is among what is shown.
    pub fn is_shown(&self, world: &World, statement: usize) -> bool {
        let id = StatementId { statement, ..self.focus };
        match self.extent {
            Extent::Whole => true,
            Extent::Passages => self.evidence.binary_search(&id).is_ok(),
            Extent::Provisions => world.kind(id) == Kind::Provision,
        }
    }

    /// The rows of a statement: `None` is the blank line before a new block, or
    /// where something is left out.
    pub fn rows(&self, world: &World, statement: usize, page: Page) -> Vec<Option<Range<usize>>> {
        if !self.is_shown(world, statement) {
            return Vec::new();
        }
        let document = world.document(self.focus);
        let block = |statement: usize| document.statement(statement).block;
        let is_apart = statement.checked_sub(1).is_some_and(|before| {
            block(statement) != block(before) || !self.is_shown(world, before)
        });
        let blank = (is_apart && !self.is_cut).then_some(None);
        let text = document.text(statement);
        let rows = match self.is_cut {
            true => std::iter::once(self.cut(text)..text.len()).collect(),
            false => wrap(text, page.width),
        };
        blank.into_iter().chain(rows.into_iter().map(Some)).collect()
    }

    /// The byte from which on a line that is cut is seen.
    fn cut(&self, text: &str) -> usize {
        text.char_indices().nth(self.left).map_or(text.len(), |(at, _)| at)
    }

    pub(super) fn last(&self, world: &World) -> usize {
        world.document(self.focus).len().saturating_sub(1)
    }

    pub(super) fn after(&self, world: &World, statement: usize) -> Option<usize> {
        (statement + 1..=self.last(world)).find(|next| self.is_shown(world, *next))
    }

    pub(super) fn before(&self, world: &World, statement: usize) -> Option<usize> {
        (0..statement).rev().find(|before| self.is_shown(world, *before))
    }

    /// The place so many rows after another, or before it.
    pub(super) fn moved(
        &self,
        world: &World,
        (mut statement, row): (usize, usize),
        by: isize,
        page: Page,
    ) -> (usize, usize) {
        let count = |statement: usize| self.rows(world, statement, page).len();
        let mut row = row.saturating_add_signed(by.max(0));
        while row >= count(statement) {
            let Some(next) = self.after(world, statement) else { break };
            row -= count(statement);
            statement = next;
        }
        let mut back = by.min(0).unsigned_abs();
        while back > row {
            let Some(before) = self.before(world, statement) else { break };
            back -= row + 1;
            statement = before;
            row = count(statement).saturating_sub(1);
        }
        (statement, row.saturating_sub(back).min(count(statement).saturating_sub(1)))
    }

    /// The top of the page that ends with the document.
    pub(super) fn last_page(&self, world: &World, page: Page) -> (usize, usize) {
        let last = self.last(world);
        let is_last = self.is_shown(world, last);
        let statement = if is_last { last } else { self.before(world, last).unwrap_or(last) };
        let end = (statement, self.rows(world, statement, page).len().saturating_sub(1));
        self.moved(world, end, 1 - isize::try_from(page.height).unwrap_or(1), page)
    }
}
