//! Where everything stands: pure functions of the area and the state, asked by
//! update and view alike.

use ratatui::layout::{Constraint, Layout, Position, Rect};
use unicode_width::UnicodeWidthStr;

use crate::world::World;

use super::grid::{Grid, Zoom};
use super::similarity::Similarity;
use super::themes::Themes;

/// From this width on there is room for two panes beside each other.
const WIDE: u16 = 120;

/// The evidence beside the grid is readable from this width on.
const LEAST_DETAIL: u16 = 56;

/// What stands in front of a row takes this share of the width at the most.
const LABEL_SHARE: u16 = 3;

/// A column of agreements is between these widths.
const COLUMN: std::ops::RangeInclusive<u16> = 12..=24;

/// A column of dimensions, headed by their short names, is this wide at least.
const SHORT_COLUMN: u16 = 7;

/// The same with nothing in it but signs.
const SIGN_COLUMN: u16 = 4;

/// A column that shows words is this wide at least.
const WORDS_COLUMN: u16 = 30;

/// A column of totals: "12 of 16".
const TOTAL_COLUMN: u16 = 9;

/// Where every row can have this many lines, and columns this width, a cell
/// shows words of its evidence.
const ROOMY_ROW: u16 = 3;
const ROOMY_COLUMN: u16 = 18;

/// The cursor's mark in front of a row.
pub const MARKER: u16 = 2;

/// The three parts of every screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    pub header: Rect,
    pub body: Rect,
    pub footer: Rect,
}

/// One line above, one below, the rest between; with little height the lines
/// go first.
pub fn screen(area: Rect) -> Screen {
    let bar = u16::from(area.height >= 4);
    let [header, body, footer] =
        Layout::vertical([Constraint::Length(bar), Constraint::Fill(1), Constraint::Length(bar)])
            .areas(area);
    Screen { header, body, footer }
}

/// The grid and the evidence of its cell, below or, with width, beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridPanes {
    pub table: Rect,
    /// Empty where there is no room.
    pub detail: Rect,
}

pub fn grid(area: Rect, world: &World, grid: &Grid) -> GridPanes {
    let body = screen(area).body;
    if body.width >= WIDE {
        let needed = table(body, world, grid).width();
        let width = needed.clamp(body.width / 5 * 2, body.width - LEAST_DETAIL);
        let [table, detail] =
            Layout::horizontal([Constraint::Length(width), Constraint::Fill(1)]).areas(body);
        return GridPanes { table, detail };
    }
    let least = match body.height {
        0..12 => 0,
        12..30 => 3,
        _ => 6,
    };
    let wanted = table(body, world, grid).height();
    let height = body.height.saturating_sub(wanted).max(least);
    let [table, detail] =
        Layout::vertical([Constraint::Fill(1), Constraint::Length(height)]).areas(body);
    GridPanes { table, detail }
}

/// The measures of the grid's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    pub label: u16,
    pub column: u16,
    /// Lines of column heads.
    pub heads: u16,
    /// Lines a row takes: one, or with room two more for the evidence's words.
    pub row: u16,
    /// The column and the line of totals; none where they aren't shown.
    pub total: u16,
    pub foot: u16,
    /// All there are.
    pub shape: (usize, usize),
    /// How many rows and columns can be seen at once.
    pub window: (usize, usize),
    /// Whether dimensions go by their short names.
    pub is_short: bool,
}

impl Table {
    fn width(&self) -> u16 {
        let columns = u16::try_from(self.shape.1).unwrap_or(u16::MAX);
        let labels = self.label.saturating_add(self.total);
        labels.saturating_add(columns.saturating_mul(self.column))
    }

    fn height(&self) -> u16 {
        let rows = u16::try_from(self.shape.0).unwrap_or(u16::MAX);
        let heads = self.heads.saturating_add(self.foot);
        heads.saturating_add(rows.saturating_mul(self.row))
    }

    /// The row and the column that stand at a place, either where one does: in
    /// front of a row there is no column, and above a column no row.
    pub fn at(
        &self,
        area: Rect,
        grid: &Grid,
        at: Position,
    ) -> Option<(Option<usize>, Option<usize>)> {
        let line = at.y.checked_sub(area.y + self.heads);
        let row = line.map(|line| usize::from(line / self.row.max(1)));
        let row = row.filter(|row| *row < self.window.0).map(|row| grid.top + row);
        let row = row.filter(|row| *row < self.shape.0);
        let across = at.x.checked_sub(area.x + self.label + self.total);
        let across = across.map(|across| usize::from(across / self.column.max(1)));
        let column = across.and_then(|across| grid.columns(self.window.1).nth(across));
        let is_there = area.contains(at) && (row.is_some() || column.is_some());
        is_there.then_some((row, column))
    }
}

/// Measures the table within the area it is given.
pub fn table(area: Rect, world: &World, grid: &Grid) -> Table {
    let shape = grid.shape();
    let is_short = area.width < 56;
    let longest = longest_label(world, grid, is_short);
    let label = longest.saturating_add(MARKER + 1).min(area.width / LABEL_SHARE).max(MARKER + 4);
    let total = if grid.has_totals { TOTAL_COLUMN } else { 0 };
    let room = area.width.saturating_sub(label + total);
    let column = match (grid.zoom, grid.is_turned) {
        (Zoom::Words, _) => words_column(room, shape.1),
        (Zoom::Sign, true) => short_column(world).max(SIGN_COLUMN),
        (Zoom::Sign, false) => *COLUMN.start(),
        (Zoom::Count, true) => short_column(world).max(SHORT_COLUMN),
        (Zoom::Count, false) => fitting_column(room, shape.1),
    };
    // The mark in front of a name takes a column of its own.
    let full = 2 + u16::from(grid.widest_name > column.saturating_sub(2));
    // Few rows leave room for whole heads, however low the table is.
    let spare = usize::from(area.height).saturating_sub(shape.0 + usize::from(grid.has_totals));
    let heads = match (grid.is_turned, area.height) {
        (true, _) => 1,
        _ if spare >= usize::from(full) => full,
        (false, 0..8) => 1,
        (false, 8..14) => 2,
        _ => full,
    };
    let foot = u16::from(grid.has_totals && area.height > heads + 1);
    let lines = area.height.saturating_sub(heads + foot);
    let is_roomy = grid.zoom == Zoom::Count
        && column >= ROOMY_COLUMN
        && usize::from(lines / ROOMY_ROW) >= shape.0;
    let row = if is_roomy { ROOMY_ROW } else { 1 };
    let window = (usize::from(lines / row).max(1), usize::from(room / column.max(1)).max(1));
    Table { label, column, heads, row, total, foot, shape, window, is_short }
}

/// Whether columns would be out of sight that are all seen with rows and
/// columns turned.
pub fn is_better_turned(area: Rect, world: &World) -> bool {
    let shows_all = |is_turned| {
        let state = Grid::new(world, is_turned);
        let table = table(grid(area, world, &state).table, world, &state);
        table.window.1 >= table.shape.1
    };
    !shows_all(false) && shows_all(true)
}

/// Wide enough to fill the room, as narrow as it must be to show every column.
fn fitting_column(room: u16, columns: usize) -> u16 {
    let share = usize::from(room) / columns.max(1);
    u16::try_from(share).unwrap_or(u16::MAX).clamp(*COLUMN.start(), *COLUMN.end())
}

/// As wide as the columns that are seen can be.
fn words_column(room: u16, columns: usize) -> u16 {
    let columns = u16::try_from(columns).unwrap_or(u16::MAX);
    (room / (room / WORDS_COLUMN).clamp(1, columns.max(1))).max(*COLUMN.start())
}

/// Just wide enough for the short names of dimensions.
fn short_column(world: &World) -> u16 {
    let widths = world.codebook.dimensions.iter().map(|dimension| dimension.short().width());
    u16::try_from(widths.max().unwrap_or(0) + 1).unwrap_or(u16::MAX)
}

fn longest_label(world: &World, grid: &Grid, is_short: bool) -> u16 {
    if grid.is_turned {
        return grid.widest_name;
    }
    let dimensions = world.codebook.dimensions.iter();
    let widths = dimensions.map(|d| if is_short { d.short().width() } else { d.name.width() });
    u16::try_from(widths.max().unwrap_or(0)).unwrap_or(u16::MAX)
}

/// The finder: its line, its hits, and the place of the selected one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FinderPanes {
    pub input: Rect,
    pub hits: Rect,
    /// Empty where there is no room.
    pub preview: Rect,
}

pub fn finder(area: Rect) -> FinderPanes {
    let body = screen(area).body;
    let [input, rest] = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(body);
    let [hits, preview] = if body.width >= WIDE {
        Layout::horizontal([Constraint::Percentage(45), Constraint::Fill(1)]).areas(rest)
    } else if rest.height >= 10 {
        Layout::vertical([Constraint::Percentage(55), Constraint::Fill(1)]).areas(rest)
    } else {
        [rest, Rect::default()]
    };
    FinderPanes { input, hits, preview }
}

/// A line that is typed, and the list it makes shorter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PromptedPanes {
    pub prompt: Rect,
    pub list: Rect,
}

/// The two within the body of a pane.
pub fn prompted(body: Rect) -> PromptedPanes {
    let [prompt, list] = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(body);
    PromptedPanes { prompt, list }
}

/// The columns of what the help explains, and of what it says of it.
pub fn explained(width: u16) -> (u16, u16) {
    /// In front of all.
    const INDENT: u16 = 2;
    let room = width.saturating_sub(INDENT);
    let what = if room < 50 { 12 } else { 24 };
    (what, room.saturating_sub(what))
}

/// The list of themes at the right of a body, as wide as the names.
pub fn picker(body: Rect, themes: &Themes) -> Rect {
    /// A rule before the names, the cursor's mark, and a blank behind.
    const AROUND: usize = 4;
    let longest = themes.names.iter().map(|name| name.width()).max().unwrap_or(0);
    let width = u16::try_from(longest + AROUND).unwrap_or(u16::MAX).min(body.width);
    Rect { x: body.right() - width, width, ..body }
}

/// Prose narrower than this is not read.
const LEAST_SIDE: u16 = 34;

/// Between two sides.
pub const DIVIDER: u16 = 3;

/// The names of the sides, and the rows of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VersusPanes {
    pub heads: Rect,
    pub rows: Rect,
    /// How many sides are seen at once, and the columns of each.
    pub sides: usize,
    pub side: u16,
    /// How many statements of a dimension have room at the least.
    pub most: usize,
}

/// Two sides, or as many more as can be read beside each other.
pub fn versus(area: Rect, sides: usize) -> VersusPanes {
    let Headed { head: heads, rows } = headed(area);
    let fitting = usize::from((area.width + DIVIDER) / (LEAST_SIDE + DIVIDER));
    let sides = sides.min(fitting.max(2));
    let count = u16::try_from(sides).unwrap_or(1).max(1);
    let side = area.width.saturating_sub(DIVIDER * (count - 1)) / count;
    let most = if side >= LEAST_DETAIL { 3 } else { 1 };
    VersusPanes { heads, rows, sides, side, most }
}

/// A line of heads, and the rows under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headed {
    pub head: Rect,
    pub rows: Rect,
}

pub fn headed(area: Rect) -> Headed {
    let [head, rows] =
        Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(screen(area).body);
    Headed { head, rows }
}

/// The grid of likenesses, and below it what the pair under the cursor shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SimilarityPanes {
    pub table: Rect,
    /// Empty where there is no room.
    pub detail: Rect,
    pub label: u16,
    pub column: u16,
    pub heads: u16,
    /// How many rows and columns can be seen at once.
    pub window: (usize, usize),
}

pub fn similarity(area: Rect, similarity: &Similarity) -> SimilarityPanes {
    let body = screen(area).body;
    let below = if body.height < 12 { 0 } else { 5 };
    let [table, detail] =
        Layout::vertical([Constraint::Fill(1), Constraint::Length(below)]).areas(body);
    let label = similarity.widest_name.saturating_add(MARKER + 1);
    let label = label.min(body.width / LABEL_SHARE).max(MARKER + 4);
    let column = *COLUMN.start();
    let heads = if table.height < 6 { 1 } else { 2 };
    let rows = usize::from(table.height.saturating_sub(heads)).max(1);
    let columns = usize::from(table.width.saturating_sub(label) / column).max(1);
    SimilarityPanes { table, detail, label, column, heads, window: (rows, columns) }
}

/// The sentence that is corrected, and what can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CorrectPanes {
    /// Empty where there is no room.
    pub sentence: Rect,
    pub rows: Rect,
}

pub fn correct(area: Rect) -> CorrectPanes {
    let body = screen(area).body;
    let height = if body.height < 8 { 0 } else { (body.height / 4).clamp(3, 6) };
    let [sentence, rows] =
        Layout::vertical([Constraint::Length(height), Constraint::Fill(1)]).areas(body);
    CorrectPanes { sentence, rows }
}

/// The line into which words are typed: the footer, or with little height the
/// last line of all.
pub fn prompt(area: Rect) -> Rect {
    let height = area.height.min(1);
    Rect { y: area.bottom() - height, height, ..area }
}

/// Where the rows of the pane in front stand when it fills the body.
pub fn body(area: Rect) -> Rect {
    screen(area).body
}
