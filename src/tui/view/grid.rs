//! The picture of the grid, with the evidence of the cell under the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use crate::coding::Deal;
use crate::export::text::{looked_for, near, sourced};
use crate::export::{counted, short};
use crate::matrix::Evidence;
use crate::tui::grid::Grid;
use crate::tui::layout::{self, MARKER, Table};
use crate::tui::reader::dimension_cues;
use crate::tui::theme::Role;
use crate::tui::wrap::wrap;
use crate::world::World;

use super::Look;
use super::text::{Pen, clipped, opening};

pub struct GridView<'a> {
    pub world: &'a World,
    pub grid: &'a Grid,
    pub look: Look<'a>,
    /// The whole terminal, from which the panes are laid out.
    pub area: Rect,
}

impl Widget for GridView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        if self.world.agreements.is_empty() {
            let quiet = self.look.style(Role::Quiet);
            Pen::new(buf, area, 0)
                .write(" nothing to show: no source could be read (! lists why)", quiet);
            return;
        }
        let panes = layout::grid(self.area, self.world, self.grid);
        let table = layout::table(panes.table, self.world, self.grid);
        self.heads(&table, panes.table, buf);
        for line in 0..table.window.0 {
            let row = self.grid.top + line;
            if row < table.shape.0 {
                let line = usize::from(table.heads) + line * usize::from(table.row);
                self.row(&table, row, panes.table, line, buf);
                for below in 1..usize::from(table.row) {
                    self.words(&table, row, panes.table, (line, below), buf);
                }
            }
        }
        self.detail(panes.detail, panes.detail.y == panes.table.y, buf);
    }
}

impl GridView<'_> {
    fn columns(&self, table: &Table) -> std::ops::Range<usize> {
        self.grid.left..(self.grid.left + table.window.1).min(table.shape.1)
    }

    /// The heads of the columns, and a sign where more lie to either side.
    fn heads(&self, table: &Table, area: Rect, buf: &mut Buffer) {
        let columns = self.columns(table);
        for line in 0..usize::from(table.heads) {
            let mut pen = Pen::new(buf, area, line);
            let rows = self.grid.top..(self.grid.top + table.window.0).min(table.shape.0);
            let mut aside = String::new();
            if line == 0 {
                aside += &self.hidden(&columns, table.shape.1, [["‹", "<"], ["›", ">"]]);
            }
            if line + 1 == usize::from(table.heads) {
                aside += &self.hidden(&rows, table.shape.0, [["↑", "^"], ["↓", "v"]]);
            }
            pen.field(&aside, table.label, self.look.style(Role::Quiet), self.look);
            for column in columns.clone() {
                let (text, style) = self.head(table, column, line);
                pen.field(&text, table.column.saturating_sub(1), style, self.look)
                    .write(" ", style);
            }
        }
    }

    /// How many rows or columns lie before and after those that are seen.
    fn hidden(
        &self,
        seen: &std::ops::Range<usize>,
        total: usize,
        signs: [[&'static str; 2]; 2],
    ) -> String {
        let [before, after] = signs.map(|[unicode, ascii]| self.look.pick(unicode, ascii));
        match (seen.start, total - seen.end) {
            (0, 0) => String::new(),
            (0, hidden) => format!("  {hidden} more {after}"),
            (hidden, 0) => format!("  {before} {hidden} more"),
            (left, right) => format!("  {before}{left} {right}{after}"),
        }
    }

    fn head(&self, table: &Table, column: usize, line: usize) -> (String, Style) {
        let heading = self.look.style(Role::Heading);
        if self.grid.is_turned {
            return (self.world.codebook.dimensions[column].short().to_owned(), heading);
        }
        let agreement = &self.world.agreements[column];
        let is_last = line + 1 == usize::from(table.heads);
        if is_last && line > 0 {
            let deal = &agreement.deal;
            return (known(deal, usize::from(table.column) - 1), self.look.style(Role::Quiet));
        }
        let style =
            if self.grid.marks.contains(&column) { self.look.style(Role::Mark) } else { heading };
        let width = usize::from(table.column.saturating_sub(1));
        let lines = usize::from(table.heads.saturating_sub(1)).max(1);
        let names = self.name_lines(column, width, lines);
        // The name stands at the bottom, next to what it names.
        let name = line.checked_sub(lines.saturating_sub(names.len())).and_then(|at| names.get(at));
        (name.cloned().unwrap_or_default(), style)
    }

    /// An agreement's name on as many lines as there are, broken between the
    /// parties; where they don't fit, their codes.
    fn name_lines(&self, agreement: usize, width: usize, lines: usize) -> Vec<String> {
        let mark = self.mark(agreement);
        let agreement = &self.world.agreements[agreement];
        for name in [&agreement.name, &agreement.code] {
            let broken = break_name(&format!("{mark}{name}"), width);
            if let Some(broken) = broken.filter(|broken| broken.len() <= lines) {
                return broken;
            }
        }
        vec![clipped(&format!("{mark}{}", agreement.code), width, self.look)]
    }

    fn mark(&self, agreement: usize) -> &'static str {
        if self.grid.marks.contains(&agreement) { self.look.pick("◆", "*") } else { "" }
    }

    fn row(&self, table: &Table, row: usize, area: Rect, line: usize, buf: &mut Buffer) {
        let is_cursor = row == self.grid.cursor().0;
        let mut pen = Pen::new(buf, area, line);
        let marker = if is_cursor { self.look.pick("▸ ", "> ") } else { "  " };
        pen.write(marker, self.look.style(Role::Heading));
        let (label, style) = self.label(table, row, is_cursor);
        pen.field(&label, table.label - MARKER, style, self.look);
        for column in self.columns(table) {
            self.cell(table, (row, column), &mut pen);
        }
    }

    fn label(&self, table: &Table, row: usize, is_cursor: bool) -> (String, Style) {
        let style = self.look.style(if is_cursor { Role::Heading } else { Role::Text });
        if !self.grid.is_turned {
            let dimension = &self.world.codebook.dimensions[row];
            let name = if table.is_short { dimension.short() } else { &dimension.name };
            return (name.to_owned(), style);
        }
        let width = usize::from(table.label - MARKER - 1);
        let agreement = &self.world.agreements[row];
        let fits = agreement.name.width() + self.mark(row).width() <= width;
        let name = if fits { &agreement.name } else { &agreement.code };
        let is_marked = self.grid.marks.contains(&row);
        let style = if is_marked { self.look.style(Role::Mark) } else { style };
        (format!("{}{name}", self.mark(row)), style)
    }

    fn cell(&self, table: &Table, (row, column): (usize, usize), pen: &mut Pen<'_>) {
        let (agreement, dimension) = self.grid.at(row, column);
        let cell = self.world.cell(agreement, dimension);
        let reading = cell.reading();
        let (_, style) = self.look.reading(reading);
        let text = short(cell, self.look.glyphs);
        if (row, column) == self.grid.cursor() {
            let text = clipped(&text, usize::from(table.column.saturating_sub(2)), self.look);
            let style = style.patch(self.look.style(Role::Cursor));
            let (open, close) = (self.look.pick("▐", "["), self.look.pick("▌", "]"));
            let used = u16::try_from(text.width() + 2).unwrap_or(table.column);
            pen.write(open, self.look.style(Role::Heading));
            pen.write(&text, style).write(close, self.look.style(Role::Heading));
            pen.field("", table.column.saturating_sub(used), Style::new(), self.look);
        } else {
            pen.field(&format!(" {text}"), table.column, style, self.look);
        }
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
        pen.field("", table.label, quiet, self.look);
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

    /// What the cell under the cursor rests on: the strongest sentence below
    /// the table, or all of them beside it.
    fn detail(&self, area: Rect, is_beside: bool, buf: &mut Buffer) {
        if area.is_empty() {
            return;
        }
        let (agreement, dimension) = (self.grid.agreement, self.grid.dimension);
        let cell = self.world.cell(agreement, dimension);
        self.detail_title(area, buf);
        let mut line = 1;
        let ranked = cell.ranked();
        if ranked.is_empty() {
            self.absence(area, buf);
            return;
        }
        // Below a table that fills the screen there is room for one.
        let count = if is_beside || area.height > 8 { ranked.len() } else { 1 };
        for evidence in ranked.iter().take(count) {
            if line >= usize::from(area.height) {
                break;
            }
            line = self.evidence(evidence, area, line, buf);
            // One alone has its source in the title.
            if count > 1 && self.world.agreements[agreement].is_told_by_several() {
                line = self.source(evidence, area, line, buf);
            }
        }
    }

    /// Writes which source a statement stands in; says which line comes after it.
    fn source(&self, evidence: &Evidence, area: Rect, line: usize, buf: &mut Buffer) -> usize {
        if line < usize::from(area.height) {
            let quiet = self.look.style(Role::Quiet);
            let mut pen = Pen::new(buf, area, line);
            let room = pen.write("   ", quiet).room();
            pen.clip(&sourced(self.world, evidence.id), room, quiet, self.look);
        }
        line + 1
    }

    fn detail_title(&self, area: Rect, buf: &mut Buffer) {
        let (agreement, dimension) = (self.grid.agreement, self.grid.dimension);
        let cell = self.world.cell(agreement, dimension);
        let reading = cell.reading();
        let rule = self.look.style(Role::Rule);
        let line = self.look.pick("─", "-");
        let name = format!(
            "{} · {}",
            self.world.agreements[agreement].name, self.world.codebook.dimensions[dimension].name
        );
        let mut pen = Pen::new(buf, area, 0);
        pen.write(line, rule).write(" ", rule).write(&name, self.look.style(Role::Heading));
        pen.write(" · ", rule).write(reading.name(), self.look.theme.reading(reading));
        if let Some(backing) = cell.backing {
            let style = self.look.style(Role::Text);
            pen.write(" · ", rule).write(backing.words(), style);
        }
        if let Some(strongest) = cell.strongest() {
            let mut told =
                [counted(cell.evidence.len(), "statement"), near(self.world, strongest.id)];
            // Of several sources the one matters more than the count.
            if self.world.agreements[agreement].is_told_by_several() {
                told.reverse();
            }
            let aside = format!(" · {} ", told.join(" · "));
            let room = pen.room();
            pen.clip(&aside, room, self.look.style(Role::Quiet), self.look);
        } else {
            pen.write(" ", rule);
        }
        pen.fill(line, rule);
    }

    /// "Looked for and not found" says what and where, so that it can be
    /// believed.
    fn absence(&self, area: Rect, buf: &mut Buffer) {
        let text = looked_for(self.world, self.grid.agreement, self.grid.dimension);
        let rows = wrap(&text, usize::from(area.width).saturating_sub(2));
        for (line, row) in rows.iter().take(usize::from(area.height) - 1).enumerate() {
            let mut pen = Pen::new(buf, area, line + 1);
            pen.write(" ", Style::new()).write(&text[row.clone()], self.look.style(Role::Quiet));
        }
    }

    /// Writes one statement, wrapped, and says which line comes after it.
    fn evidence(
        &self,
        evidence: &Evidence,
        area: Rect,
        mut line: usize,
        buf: &mut Buffer,
    ) -> usize {
        let text = self.world.text(evidence.id);
        let cues = dimension_cues(self.world, evidence.id, self.grid.dimension);
        let (glyph, style) = self.look.reading(evidence.reading);
        let height = usize::from(area.height);
        let rows = wrap(text, usize::from(area.width).saturating_sub(5));
        for (index, row) in rows.iter().enumerate() {
            if line >= height {
                break;
            }
            let sign = if index == 0 { glyph } else { " " };
            let mut pen = Pen::new(buf, area, line);
            pen.write(" ", style).write(sign, style).write(" ", style);
            pen.row(text, row, self.look.style(Role::Text), &cues, self.look.style(Role::Cue));
            line += 1;
            if line == height && index + 1 < rows.len() {
                pen.write(self.look.pick("…", "~"), self.look.style(Role::Quiet));
            }
        }
        line
    }
}

/// Status and date of a deal, as much of them as fits.
fn known(deal: &Deal, width: usize) -> String {
    let status = deal.status.as_deref().unwrap_or_default();
    let date = deal.date.as_deref().unwrap_or_default();
    let year = date.get(..4).unwrap_or_default();
    let forms = [format!("{status} {date}"), format!("{status} {year}"), date.to_owned()];
    let fitting = forms.iter().map(|form| form.trim()).find(|form| form.width() <= width);
    fitting.filter(|form| !form.is_empty()).unwrap_or(status).to_owned()
}

/// Breaks a name between its parties into lines of `width` columns, if it can
/// be broken so.
fn break_name(name: &str, width: usize) -> Option<Vec<String>> {
    let mut lines = vec![String::new()];
    for part in name.split_inclusive(['–', ' ']) {
        let last = lines.last_mut().expect("there is one from the start");
        if last.is_empty() || last.width() + part.trim_end().width() <= width {
            last.push_str(part);
        } else {
            lines.push(part.to_owned());
        }
    }
    lines.iter().all(|line| line.trim_end().width() <= width).then_some(lines)
}
