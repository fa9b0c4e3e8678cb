//! The reader: one document, opened at a statement.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::coding::BearsOn;
use crate::document::StatementId;
use crate::search::highlights;
use crate::world::World;

use super::wrap::wrap;

/// What a document is read for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lens {
    /// The evidence of a cell.
    Cell { agreement: usize, dimension: usize },
    /// What a query finds.
    Query(String),
    /// What the analyst wrote about.
    Dossier,
}

/// Where a document is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The statement last gone to.
    pub focus: StatementId,
    /// The first statement that can be seen, and how many of its rows are
    /// scrolled past.
    pub top: (usize, usize),
    pub lens: Lens,
    /// The statements that the lens shows, in reading order.
    pub evidence: Vec<StatementId>,
}

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
        _ => 8,
    };
    let width = area.width.saturating_sub(margin + 1).clamp(1, LONGEST_LINE);
    Page { margin, width: usize::from(width), height: usize::from(area.height) }
}

/// The rows of a statement: `None` is the blank line before a new block.
pub fn rows(world: &World, id: StatementId, width: usize) -> Vec<Option<Range<usize>>> {
    let document = world.document(id);
    let block = |statement: usize| document.statement(statement).block;
    let is_new_block = id.statement > 0 && block(id.statement) != block(id.statement - 1);
    let blank = is_new_block.then_some(None);
    blank
        .into_iter()
        .chain(wrap(document.text(id.statement), width).into_iter().map(Some))
        .collect()
}

impl Reader {
    /// Opens the document of a statement, the statement in the upper third.
    pub fn open(
        world: &World,
        focus: StatementId,
        lens: Lens,
        evidence: Vec<StatementId>,
        page: Page,
    ) -> Self {
        let mut reader = Self { focus, top: (focus.statement, 0), lens, evidence };
        reader.show(world, page);
        reader
    }

    /// Opens the strongest evidence of a cell, where it has any.
    pub fn open_cell(
        world: &World,
        agreement: usize,
        dimension: usize,
        page: Page,
    ) -> Option<Self> {
        let cell = world.cell(agreement, dimension);
        let evidence = cell.evidence.iter().map(|evidence| evidence.id).collect();
        let lens = Lens::Cell { agreement, dimension };
        Some(Self::open(world, cell.strongest()?.id, lens, evidence, page))
    }

    /// Opens a statement that a query found, among all that it finds.
    pub fn open_found(world: &World, focus: StatementId, query: String, page: Page) -> Self {
        let evidence = world.statements_found(&query);
        Self::open(world, focus, Lens::Query(query), evidence, page)
    }

    /// Opens a statement among all that the analyst wrote about.
    pub fn open_written(world: &World, focus: StatementId, page: Page) -> Self {
        let mut written: Vec<StatementId> =
            world.placed.placements.iter().filter_map(|at| at.statement()).collect();
        written.sort_unstable();
        written.dedup();
        Self::open(world, focus, Lens::Dossier, written, page)
    }

    /// The words of a statement that the lens shows, in bytes of its text.
    pub fn cues(&self, world: &World, id: StatementId) -> Vec<Range<usize>> {
        match &self.lens {
            Lens::Cell { dimension, .. } => dimension_cues(world, id, *dimension),
            Lens::Query(query) => highlights(world.text(id), query),
            Lens::Dossier => Vec::new(),
        }
    }

    /// Goes to the next evidence, or with `is_back` to the one before; says
    /// whether there is one.
    pub fn go(&mut self, world: &World, is_back: bool, page: Page) -> bool {
        let target = match is_back {
            false => self.evidence.iter().copied().find(|id| *id > self.focus),
            true => self.evidence.iter().rev().copied().find(|id| *id < self.focus),
        };
        if let Some(target) = target {
            self.focus = target;
            self.show(world, page);
        }
        target.is_some()
    }

    /// Goes to the next statement, or with `by` below 0 to
    /// the one before; the page scrolls only where it must.
    pub fn walk(&mut self, world: &World, by: isize, page: Page) {
        let last = world.document(self.focus).len().saturating_sub(1);
        self.focus.statement = self.focus.statement.saturating_add_signed(by).min(last);
        let end = self.moved(world, self.top, isize::try_from(page.height).unwrap_or(1), page);
        let at = self.focus.statement;
        if at < self.top.0 || (at == self.top.0 && self.top.1 > 0) || at >= end.0 {
            self.show(world, page);
        }
    }

    /// Scrolls so that the focus stands in the upper third of the page.
    fn show(&mut self, world: &World, page: Page) {
        self.top = (self.focus.statement, 0);
        self.scroll(world, -isize::try_from(page.height / 3).unwrap_or(0), page);
    }

    /// Scrolls by rows, to the last page at most. Only the statements passed
    /// over are wrapped, so that a long document costs no more than a short one.
    pub fn scroll(&mut self, world: &World, by: isize, page: Page) {
        self.top = self.moved(world, self.top, by, page);
        let last_page = self.last_page(world, page);
        self.top = self.top.min(last_page);
    }

    /// The place so many rows after another, or before it.
    fn moved(
        &self,
        world: &World,
        (mut statement, row): (usize, usize),
        by: isize,
        page: Page,
    ) -> (usize, usize) {
        let last = world.document(self.focus).len().saturating_sub(1);
        let count = |statement: usize| {
            rows(world, StatementId { statement, ..self.focus }, page.width).len()
        };
        let mut row = row.saturating_add_signed(by.max(0));
        while statement < last && row >= count(statement) {
            row -= count(statement);
            statement += 1;
        }
        let mut back = by.min(0).unsigned_abs();
        while back > row && statement > 0 {
            back -= row + 1;
            statement -= 1;
            row = count(statement).saturating_sub(1);
        }
        (statement, row.saturating_sub(back).min(count(statement).saturating_sub(1)))
    }

    /// The top of the page that ends with the document.
    fn last_page(&self, world: &World, page: Page) -> (usize, usize) {
        let statement = world.document(self.focus).len().saturating_sub(1);
        let id = StatementId { statement, ..self.focus };
        let end = (statement, rows(world, id, page.width).len().saturating_sub(1));
        self.moved(world, end, 1 - isize::try_from(page.height).unwrap_or(1), page)
    }

    /// Goes to the first page, or the last.
    pub fn edge(&mut self, world: &World, is_end: bool, page: Page) {
        self.top = if is_end { self.last_page(world, page) } else { (0, 0) };
    }
}

/// The words of a statement that speak for a dimension, in bytes of its text.
pub fn dimension_cues(world: &World, id: StatementId, dimension: usize) -> Vec<Range<usize>> {
    let start = world.document(id).statement(id.statement).span.start;
    let cues = world.document(id).cues(id.statement);
    cues.filter(|cue| cue.bears_on == BearsOn::Dimension(dimension))
        .map(|cue| cue.span.start - start..cue.span.end - start)
        .collect()
}
