//! The reader: one document, opened at a statement.

use ratatui::layout::{Position, Rect};

use crate::document::StatementId;
use crate::matrix::Cell;
use crate::search::occurrences;
use crate::world::World;

use super::layout;
use super::scroll::{Scroll, put};

mod lens;
mod page;

pub use lens::{Lens, dimension_cues, other_cues};
pub use page::{Page, page};

/// How much of a document is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    #[default]
    Whole,
    /// The statements that the lens shows.
    Passages,
    Provisions,
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
    pub extent: Extent,
    /// Whether every statement takes one line, however long.
    pub is_cut: bool,
    /// Characters that are scrolled past in lines that are cut.
    pub left: usize,
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
        let top = (focus.statement, 0);
        let (extent, is_cut, left) = (Extent::Whole, false, 0);
        let mut reader = Self { focus, top, lens, evidence, extent, is_cut, left };
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
        let lens = Lens::Cell { agreement, dimension };
        Self::open_evidence(world, world.cell(agreement, dimension), lens, page)
    }

    /// The same of what only some sources say on a cell.
    pub fn open_evidence(world: &World, cell: &Cell, lens: Lens, page: Page) -> Option<Self> {
        let evidence = cell.evidence.iter().map(|evidence| evidence.id).collect();
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

    /// Opens a statement of the briefing tray among the others, in the order of
    /// their texts.
    pub fn open_pinned(world: &World, focus: StatementId, page: Page) -> Self {
        let mut pinned = world.placed.tray();
        pinned.sort_unstable();
        pinned.dedup();
        Self::open(world, focus, Lens::Tray, pinned, page)
    }

    /// Reads the document for some letters, from the next statement on that holds
    /// them or, where that was the last, from the first; says whether there is one.
    pub fn look_for(&mut self, world: &World, words: &str, page: Page) -> bool {
        let statements = 0..world.document(self.focus).len();
        let ids = statements.map(|statement| StatementId { statement, ..self.focus });
        let found: Vec<StatementId> =
            ids.filter(|id| !occurrences(world.text(*id), words).is_empty()).collect();
        let next = found.iter().find(|id| **id >= self.focus).or(found.first());
        let Some(focus) = next.copied() else { return false };
        (self.focus, self.evidence) = (focus, found);
        self.lens = Lens::Words(words.to_owned());
        self.extent = Extent::Whole;
        self.show(world, page);
        true
    }

    /// Goes to the next evidence, or with `is_back` to the one before; says
    /// whether there is one.
    pub fn go(&mut self, world: &World, is_back: bool, page: Page) -> bool {
        let shown = |id: &&StatementId| self.is_shown(world, id.statement);
        let mut evidence = self.evidence.iter().filter(shown);
        let target = match is_back {
            false => evidence.find(|id| **id > self.focus).copied(),
            true => evidence.rfind(|id| **id < self.focus).copied(),
        };
        if let Some(target) = target {
            self.focus = target;
            self.show(world, page);
        }
        target.is_some()
    }

    /// Goes to a statement, as to a heading: it stands at the top.
    pub fn jump(&mut self, world: &World, id: StatementId, page: Page) {
        self.focus = id;
        self.top = (id.statement, 0);
        self.scroll(world, 0, page);
    }

    /// Shows more of the document, or less; says what is shown now. The focus
    /// goes to what is next to it of that.
    pub fn turn(&mut self, world: &World, page: Page) -> &'static str {
        let before = (self.extent, self.focus);
        let (extent, told) = match self.extent {
            Extent::Whole => (Extent::Passages, "only the passages of this cell"),
            Extent::Passages => (Extent::Provisions, "all provisions"),
            Extent::Provisions => (Extent::Whole, "the whole source"),
        };
        self.extent = extent;
        let at = self.focus.statement;
        let last = self.last(world);
        let next = (at..=last).find(|statement| self.is_shown(world, *statement));
        let near = next.or_else(|| self.before(world, at));
        let Some(statement) = near else {
            (self.extent, self.focus) = before;
            self.extent = Extent::Whole;
            return "there is nothing of that in this source: all of it";
        };
        self.focus.statement = statement;
        self.show(world, page);
        told
    }

    /// Cuts lines off where they are longer than the page, or wraps them again.
    pub fn wrap(&mut self, world: &World, page: Page) {
        self.is_cut = !self.is_cut;
        self.left = 0;
        self.show(world, page);
    }

    /// The first statement that can be seen.
    pub fn first(&self) -> StatementId {
        StatementId { statement: self.top.0, ..self.focus }
    }

    /// Goes to the next statement, or with `by` below 0 to the one before; the page
    /// scrolls only where it must.
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
        // Every statement that is shown takes a row at least, so that the end is far
        // where more of them follow than a page has rows.
        let is_far = self.extent == Extent::Whole
            && self.last(world).saturating_sub(self.top.0) > page.height;
        if !is_far {
            self.top = self.top.min(self.last_page(world, page));
        }
    }
}

impl Scroll for Reader {
    fn height(&self, _: &World, area: Rect) -> usize {
        page(layout::body(area)).height
    }

    fn step(&mut self, world: &World, by: isize, area: Rect) {
        self.scroll(world, by, page(layout::body(area)));
    }

    fn edge(&mut self, world: &World, is_end: bool, area: Rect) {
        let page = page(layout::body(area));
        let first = if self.is_shown(world, 0) { Some(0) } else { self.after(world, 0) };
        let start = (first.unwrap_or(0), 0);
        self.top = if is_end { self.last_page(world, page) } else { start };
    }

    /// On the statement that is read there.
    fn point(&mut self, world: &World, area: Rect, at: Position) -> Option<bool> {
        let body = layout::body(area);
        let line = isize::try_from(at.y.checked_sub(body.y)?).ok()?;
        let (statement, _) = self.moved(world, self.top, line, page(body));
        body.contains(at).then(|| put(&mut self.focus.statement, statement))
    }

    /// By so many characters, where lines are cut.
    fn across(&mut self, _: &World, by: isize, _: Rect) {
        /// What is read at a glance.
        const GLANCE: isize = 16;
        if self.is_cut {
            self.left = self.left.saturating_add_signed(by.saturating_mul(GLANCE));
        }
    }
}
