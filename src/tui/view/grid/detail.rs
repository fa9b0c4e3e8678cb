//! The picture of what the cell under the grid's cursor rests on.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use crate::export::cite::{looked_for, near, sourced};
use crate::export::counted;
use crate::export::dossier::on_cell;
use crate::matrix::Evidence;
use crate::tui::grid::Grid;
use crate::tui::reader::dimension_cues;
use crate::tui::theme::Role;
use crate::tui::view::Look;
use crate::tui::view::text::Pen;
use crate::tui::wrap::wrap;
use crate::world::World;

pub struct DetailView<'a> {
    pub world: &'a World,
    pub grid: &'a Grid,
    pub look: Look<'a>,
    /// Beside the table there is room for every sentence, below it for the strongest.
    pub is_beside: bool,
}

impl Widget for DetailView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        if area.is_empty() {
            return;
        }
        let (agreement, dimension) = (self.grid.agreement, self.grid.dimension);
        let cell = self.world.cell(agreement, dimension);
        self.title(area, buf);
        let mut line = 1 + self.written(area, buf);
        let ranked = cell.ranked();
        if ranked.is_empty() {
            self.absence(area, line, buf);
            return;
        }
        // Below a table that fills the screen there is room for one.
        let count = if self.is_beside || area.height > 8 { ranked.len() } else { 1 };
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
}

impl DetailView<'_> {
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

    /// The rule ends where the title begins: drawn on behind it, it would be sent
    /// again with every step.
    fn title(&self, area: Rect, buf: &mut Buffer) {
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
            let count = counted(cell.evidence.len(), "statement");
            let reference = self.world.reference(strongest.id).unwrap_or_default();
            let near = near(self.world, strongest.id);
            let room = pen.room();
            // Of several sources the one matters more than the count.
            let is_told_by_several = self.world.agreements[agreement].is_told_by_several();
            let asides = match is_told_by_several {
                true => [
                    format!(" · {near} · {reference} · {count} "),
                    format!(" · {near} · {count} "),
                    format!(" · {near} "),
                ],
                false => [
                    format!(" · {count} · {reference} {near} "),
                    format!(" · {count} · {reference} "),
                    format!(" · {reference} "),
                ],
            };
            let fitting = asides.iter().find(|aside| aside.width() <= usize::from(room));
            // A name that is cut tells something, a reference nothing.
            let cut = is_told_by_several.then_some(&asides[2]);
            let aside = fitting.or(cut).map_or("", String::as_str);
            pen.clip(aside, room, self.look.style(Role::Quiet), self.look);
        }
    }

    /// What the analyst wrote on the cell; says how many lines that took.
    fn written(&self, area: Rect, buf: &mut Buffer) -> usize {
        let (agreement, dimension) = (self.grid.agreement, self.grid.dimension);
        let mut told = on_cell(self.world, agreement, dimension, self.look.glyphs);
        // The sentence itself is worth more than all that is said of it.
        let room = (usize::from(area.height) / 3).max(1);
        if told.len() > room {
            told = vec![told.join("  ")];
        }
        for (line, told) in told.iter().enumerate() {
            let mut pen = Pen::new(buf, area, line + 1);
            let width = pen.room();
            pen.clip(&format!(" {told}"), width, self.look.style(Role::Mark), self.look);
        }
        told.len()
    }

    /// "Looked for and not found" says what and where, so that it can be
    /// believed.
    fn absence(&self, area: Rect, first: usize, buf: &mut Buffer) {
        let text = looked_for(self.world, self.grid.agreement, self.grid.dimension);
        let rows = wrap(&text, usize::from(area.width).saturating_sub(2));
        for (line, row) in rows.iter().enumerate() {
            let mut pen = Pen::new(buf, area, line + first);
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
