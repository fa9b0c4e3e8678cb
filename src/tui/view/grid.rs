//! The picture of the grid, with the evidence of the cell under the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use crate::agreement::Agreement;
use crate::dossier::Subject;
use crate::export::{counted, short};
use crate::glyph::Sign;
use crate::order::Key;
use crate::tui::grid::{Axis, Grid, Zoom};
use crate::tui::layout::{self, MARKER, Table};
use crate::tui::reader::dimension_cues;
use crate::tui::theme::Role;
use crate::tui::wrap::wrap;
use crate::world::World;

use super::Look;
use super::names::{Named, Room, told_apart};
use super::text::{Pen, clipped, opening};

mod detail;

use detail::DetailView;

/// What totals are called.
const TOTAL: &str = "total";

/// Columns of a cell's sign and count, before its words.
const COUNT_WIDTH: u16 = 7;

pub struct GridView<'a> {
    pub world: &'a World,
    pub grid: &'a Grid,
    pub look: Look<'a>,
    /// The whole terminal, from which the panes are laid out.
    pub area: Rect,
}

impl Widget for GridView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        if self.grid.cell().is_none() {
            self.nothing(area, buf);
            return;
        }
        let panes = layout::grid(self.area, self.world, self.grid);
        let table = layout::table(panes.table, self.world, self.grid);
        self.heads(&table, panes.table, buf);
        for (at, (row, label)) in self.rows(&table).zip(self.labels(&table)).enumerate() {
            let line = usize::from(table.heads) + at * usize::from(table.row);
            self.row(&table, (row, &label), panes.table, line, buf);
            for below in 1..usize::from(table.row) {
                self.words(&table, row, panes.table, (line, below), buf);
            }
        }
        self.foot(&table, panes.table, buf);
        let is_beside = panes.detail.y == panes.table.y;
        let detail = DetailView { world: self.world, grid: self.grid, look: self.look, is_beside };
        detail.render(panes.detail, buf);
    }
}

impl GridView<'_> {
    /// Why nothing is shown, and what to do about it.
    fn nothing(&self, area: Rect, buf: &mut Buffer) {
        let [first, then] = match (self.world.agreements.is_empty(), &self.world.problems) {
            (true, problems) if problems.is_empty() => [
                "nothing to show: there is no source here".to_owned(),
                "put texts, Markdown, HTML, PDF, DOCX, ODT or XML into the folder; they are \
                 taken up at once"
                    .to_owned(),
            ],
            (true, problems) => [
                "nothing to show: no source could be read".to_owned(),
                format!(
                    "! lists {}, with what to do about each",
                    counted(problems.len(), "problem")
                ),
            ],
            (false, _) if self.grid.order.agreements.is_empty() => [
                format!("no agreement is left of {}", self.world.agreements.len()),
                "f changes the filter, Esc shows every row and column again".to_owned(),
            ],
            (false, _) => [
                "no dimension is left: on none of them they differ, or all are hidden".to_owned(),
                "d shows those that do not differ too, Esc every row and column".to_owned(),
            ],
        };
        for (line, (text, role)) in [(first, Role::Text), (then, Role::Quiet)].iter().enumerate() {
            let rows = wrap(text, usize::from(area.width).saturating_sub(2));
            for (below, row) in rows.into_iter().enumerate() {
                let mut pen = Pen::new(buf, area, line + below);
                pen.write(" ", Style::new()).write(&text[row], self.look.style(*role));
            }
        }
    }

    /// The rows that are seen.
    fn rows(&self, table: &Table) -> std::ops::Range<usize> {
        self.grid.top..(self.grid.top + table.window.0).min(table.shape.0)
    }

    fn columns(&self, table: &Table) -> impl Iterator<Item = usize> + use<> {
        self.grid.columns(table.window.1)
    }

    /// What parts the columns that stay from those that scroll.
    fn gap(&self, table: &Table, column: usize, pen: &mut Pen<'_>) {
        let is_last = column + 1 == self.grid.frozen_of(table.window.1);
        let sign = if is_last { self.look.pick("│", "|") } else { " " };
        pen.write(sign, self.look.style(Role::Rule));
    }

    /// The heads of the columns, and a sign where more lie to either side.
    fn heads(&self, table: &Table, area: Rect, buf: &mut Buffer) {
        let names = self.names(table);
        for line in 0..usize::from(table.heads) {
            let mut pen = Pen::new(buf, area, line);
            let mut aside = String::new();
            let (grid, window) = (self.grid, table.window);
            if line == 0 {
                let after = table.shape.1.saturating_sub(grid.left + window.1);
                aside += &self.hidden((grid.left, after), [["‹", "<"], ["›", ">"]]);
            }
            if line + 1 == usize::from(table.heads) {
                let after = table.shape.0.saturating_sub(grid.top + window.0);
                aside += &self.hidden((grid.top, after), [["↑", "^"], ["↓", "v"]]);
            }
            let quiet = self.look.style(Role::Quiet);
            pen.field(&aside, table.label, quiet, self.look);
            let is_last = line + 1 == usize::from(table.heads);
            pen.field(if is_last { TOTAL } else { "" }, table.total, quiet, self.look);
            for (column, name) in self.columns(table).zip(&names) {
                let next = pen.column() + table.column;
                let (text, style) = self.head(table, column, name, line);
                // The sign of the sorting takes the gap, rather than a letter.
                let is_full = text.width() == usize::from(table.column);
                let width = table.column.saturating_sub(u16::from(!is_full));
                pen.field(&text, width, style, self.look);
                if pen.column() < next {
                    self.gap(table, column, &mut pen);
                }
            }
        }
    }

    /// How many rows or columns lie before and after those that are seen.
    fn hidden(&self, out_of_sight: (usize, usize), signs: [[&'static str; 2]; 2]) -> String {
        let [before, after] = signs.map(|[unicode, ascii]| self.look.pick(unicode, ascii));
        match out_of_sight {
            (0, 0) => String::new(),
            (0, hidden) => format!("  {hidden} more {after}"),
            (hidden, 0) => format!("  {before} {hidden} more"),
            (left, right) => format!("  {before}{left} {right}{after}"),
        }
    }

    /// What the columns that are seen are called, each on as many lines as there are
    /// for names.
    fn names(&self, table: &Table) -> Vec<Vec<String>> {
        let columns = self.columns(table).map(|column| self.grid.at(0, column));
        if self.grid.is_turned {
            let short = |dimension: usize| {
                let short = self.world.codebook.dimensions[dimension].short();
                vec![format!("{short}{}", self.sorted(Axis::Columns, dimension))]
            };
            return columns.map(|(_, dimension)| short(dimension)).collect();
        }
        let named = columns.map(|(agreement, _)| self.named(agreement, Axis::Columns));
        let lines = usize::from(table.heads.saturating_sub(1)).max(1);
        let width = usize::from(table.column.saturating_sub(1));
        told_apart(&named.collect::<Vec<_>>(), Room { lines, width }, self.look)
    }

    /// An agreement with the signs of marking and sorting.
    fn named(&self, agreement: usize, axis: Axis) -> Named<'_> {
        let (before, behind) = (self.mark(agreement), self.sorted(axis, agreement));
        Named { before, behind, ..Named::of(&self.world.agreements[agreement]) }
    }

    /// A line of a column's head.
    fn head(&self, table: &Table, column: usize, name: &[String], line: usize) -> (String, Style) {
        let heading = self.look.style(Role::Heading);
        let index = self.grid.at(0, column).0;
        if self.grid.is_turned {
            return (name.concat(), heading);
        }
        let agreement = &self.world.agreements[index];
        let is_last = line + 1 == usize::from(table.heads);
        if is_last && line > 0 {
            let width = usize::from(table.column) - 1;
            return (known(agreement, width), self.look.style(Role::Quiet));
        }
        let style =
            if self.grid.marks.contains(&index) { self.look.style(Role::Mark) } else { heading };
        let lines = usize::from(table.heads.saturating_sub(1)).max(1);
        // The name stands at the bottom, next to what it names.
        let at = line.checked_sub(lines.saturating_sub(name.len()));
        (at.and_then(|at| name.get(at)).cloned().unwrap_or_default(), style)
    }

    /// A sign behind what the other axis is sorted by.
    fn sorted(&self, axis: Axis, index: usize) -> &'static str {
        let sort = match self.grid.holds_agreements(axis) {
            true => self.grid.arrangement.dimensions,
            false => self.grid.arrangement.agreements,
        };
        match (sort.key == Key::Level(index), sort.is_reversed) {
            (false, _) => "",
            (true, false) => self.look.glyphs.sign(Sign::Firmest),
            (true, true) => self.look.glyphs.sign(Sign::Weakest),
        }
    }

    fn mark(&self, agreement: usize) -> &'static str {
        let is_marked = self.grid.marks.contains(&agreement);
        if is_marked { self.look.glyphs.sign(Sign::Marked) } else { "" }
    }

    fn row(
        &self,
        table: &Table,
        (row, label): (usize, &str),
        area: Rect,
        line: usize,
        buf: &mut Buffer,
    ) {
        let is_cursor = row == self.grid.cursor().0;
        let mut pen = Pen::new(buf, area, line);
        let marker = if is_cursor { self.look.pick("▸ ", "> ") } else { "  " };
        pen.write(marker, self.look.style(Role::Heading));
        pen.field(label, table.label - MARKER, self.label_style(row), self.look);
        pen.field(
            &self.row_total(table, row),
            table.total,
            self.look.style(Role::Quiet),
            self.look,
        );
        for column in self.columns(table) {
            let next = pen.column() + table.column;
            self.cell(table, (row, column), &mut pen);
            if pen.column() < next {
                self.gap(table, column, &mut pen);
            }
        }
    }

    /// How many of the cells of a row hold provisions.
    fn row_total(&self, table: &Table, row: usize) -> String {
        if table.total == 0 {
            return String::new();
        }
        let (agreement, dimension) = self.grid.at(row, 0);
        let order = &self.grid.order;
        let total = match self.grid.is_turned {
            true => order.total(self.world, agreement),
            false => order.totals[dimension],
        };
        format!("{total} of {}", table.shape.1)
    }

    /// How many of the cells of each column hold provisions.
    fn foot(&self, table: &Table, area: Rect, buf: &mut Buffer) {
        if table.foot == 0 {
            return;
        }
        let rows = table.window.0.min(table.shape.0) * usize::from(table.row);
        let quiet = self.look.style(Role::Quiet);
        let mut pen = Pen::new(buf, area, usize::from(table.heads) + rows);
        pen.field(&format!("  {TOTAL} of {}", table.shape.0), table.label, quiet, self.look);
        pen.field("", table.total, quiet, self.look);
        for column in self.columns(table) {
            let (agreement, dimension) = self.grid.at(0, column);
            let order = &self.grid.order;
            let total = match self.grid.is_turned {
                true => order.totals[dimension],
                false => order.total(self.world, agreement),
            };
            pen.field(&format!(" {total}"), table.column.saturating_sub(1), quiet, self.look);
            self.gap(table, column, &mut pen);
        }
    }

    /// What the rows that are seen are called. The sign of the sorting takes the gap
    /// behind a dimension's name.
    fn labels(&self, table: &Table) -> Vec<String> {
        let named = |row: usize| {
            let (agreement, dimension) = self.grid.at(row, 0);
            if self.grid.is_turned {
                return self.named(agreement, Axis::Rows);
            }
            let sorted = self.sorted(Axis::Rows, dimension);
            let dimension = &self.world.codebook.dimensions[dimension];
            let name = if table.is_short { dimension.short() } else { &dimension.name };
            Named { behind: sorted, ..Named::plain(name) }
        };
        let named: Vec<Named<'_>> = self.rows(table).map(named).collect();
        let width = usize::from(table.label - MARKER) - usize::from(self.grid.is_turned);
        let told = told_apart(&named, Room { lines: 1, width }, self.look);
        told.into_iter().map(|lines| lines.concat()).collect()
    }

    fn label_style(&self, row: usize) -> Style {
        let is_marked = self.grid.is_turned && self.grid.marks.contains(&self.grid.at(row, 0).0);
        self.look.style(if is_marked { Role::Mark } else { Role::Text })
    }

    fn cell(&self, table: &Table, (row, column): (usize, usize), pen: &mut Pen<'_>) {
        let (agreement, dimension) = self.grid.at(row, column);
        let cell = self.world.cell(agreement, dimension);
        let reading = cell.reading();
        let (glyph, style) = self.look.reading(reading);
        let mark = self.world.placed.mark(Subject::Cell { agreement, dimension });
        let mark = mark.map_or("", |mark| self.look.glyphs.mark(mark));
        let text = match self.grid.zoom {
            Zoom::Sign => glyph.to_owned(),
            _ => short(cell, self.look.glyphs) + mark,
        };
        let text = clipped(&text, usize::from(table.column.saturating_sub(2)), self.look);
        let is_cursor = (row, column) == self.grid.cursor();
        let [open, close] = match is_cursor {
            true => [self.look.pick("▐", "["), self.look.pick("▌", "]")],
            false => [" ", " "],
        };
        let style = if is_cursor { style.patch(self.look.style(Role::Cursor)) } else { style };
        let end = pen.column() + table.column.saturating_sub(1);
        let heading = self.look.style(Role::Heading);
        pen.write(open, heading).write(&text, style).write(close, heading);
        if let (Zoom::Words, Some(strongest)) = (self.grid.zoom, cell.strongest()) {
            // Signs and counts stand under one another, and so do the words.
            pen.goto(end - table.column.saturating_sub(1) + COUNT_WIDTH);
            let room = end.saturating_sub(pen.column());
            let text = self.world.text(strongest.id);
            let cues = dimension_cues(self.world, strongest.id, dimension);
            let start = opening(text, cues.first().map_or(0, |cue| cue.start), usize::from(room));
            let ellipsis = if start > 0 { self.look.pick("…", "~") } else { "" };
            let words = format!("{ellipsis}{}", &text[start..]);
            pen.clip(&words, room, self.look.style(Role::Quiet), self.look);
        }
        pen.goto(end);
    }

    /// Words of each cell's strongest evidence, on a line below the row's first.
    fn words(
        &self,
        table: &Table,
        row: usize,
        area: Rect,
        (line, below): (usize, usize),
        buf: &mut Buffer,
    ) {
        let quiet = self.look.style(Role::Quiet);
        let width = table.column.saturating_sub(2);
        let mut pen = Pen::new(buf, area, line + below);
        pen.field("", table.label + table.total, quiet, self.look);
        for column in self.columns(table) {
            let (agreement, dimension) = self.grid.at(row, column);
            pen.write(" ", quiet);
            let strongest = self.world.cell(agreement, dimension).strongest();
            let words = strongest.and_then(|strongest| {
                let text = self.world.text(strongest.id);
                let cues = dimension_cues(self.world, strongest.id, dimension);
                let room = usize::from(width) * usize::from(table.row - 1);
                let start = opening(text, cues.first().map_or(0, |cue| cue.start), room);
                let ellipsis = if start > 0 { self.look.pick("…", "~") } else { "" };
                let rest = format!("{ellipsis}{}", &text[start..]);
                let rows = wrap(&rest, usize::from(width));
                let row = rows.get(below - 1)?;
                // The last line tells that the sentence goes on.
                let is_last = below + 1 == usize::from(table.row);
                Some(rest[row.start..if is_last { rest.len() } else { row.end }].to_owned())
            });
            pen.field(&words.unwrap_or_default(), width, quiet, self.look).write(" ", quiet);
        }
    }
}

/// Status and date of an agreement, as much of them as fits; the language in place
/// of the date where the agreement isn't in English. A date that is in its name is
/// told there.
fn known(agreement: &Agreement, width: usize) -> String {
    let deal = &agreement.deal;
    let status = deal.status.as_deref().unwrap_or_default();
    if let Some(language) = agreement.language() {
        let (short, long) = (format!("in {language}"), format!("{status} in {language}"));
        return if long.width() <= width { long.trim_start().to_owned() } else { short };
    }
    let date = deal.date.as_deref().filter(|date| !agreement.name.ends_with(date));
    let date = date.unwrap_or_default();
    let year = date.get(..4).unwrap_or_default();
    let forms = [format!("{status} {date}"), format!("{status} {year}"), date.to_owned()];
    let fitting = forms.iter().map(|form| form.trim()).find(|form| form.width() <= width);
    fitting.filter(|form| !form.is_empty()).unwrap_or(status).to_owned()
}
