//! The picture of a correction: what can be set, what holds, and who says so.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::dossier::Mark;
use crate::tui::correct::{Correct, Row, rows};
use crate::tui::layout;
use crate::tui::theme::Role;
use crate::tui::wrap::wrap;
use crate::world::World;

use super::Look;
use super::text::Pen;

pub struct CorrectView<'a> {
    pub world: &'a World,
    pub correct: &'a Correct,
    pub look: Look<'a>,
    /// The whole terminal, from which the panes are laid out.
    pub area: Rect,
}

impl Widget for CorrectView<'_> {
    fn render(self, _area: Rect, buf: &mut Buffer) {
        let panes = layout::correct(self.area);
        self.sentence(panes.sentence, buf);
        let rows = rows(self.world);
        let seen = rows.iter().enumerate().skip(self.correct.selection.top);
        for (line, (at, row)) in seen.take(usize::from(panes.rows.height)).enumerate() {
            let is_cursor = at == self.correct.selection.selected;
            self.row(*row, is_cursor, &mut Pen::new(buf, panes.rows, line));
        }
    }
}

impl CorrectView<'_> {
    fn sentence(&self, area: Rect, buf: &mut Buffer) {
        let text = self.world.text(self.correct.id);
        let rows = wrap(text, usize::from(area.width).saturating_sub(3));
        let room = usize::from(area.height).saturating_sub(1);
        for (line, row) in rows.iter().take(room).enumerate() {
            let mut pen = Pen::new(buf, area, line);
            pen.write("  ", self.look.style(Role::Text));
            pen.write(&text[row.clone()], self.look.style(Role::Evidence));
            if line + 1 == room && rows.len() > room {
                pen.write(self.look.pick("…", "~"), self.look.style(Role::Quiet));
            }
        }
    }

    /// What it is, whether it holds, whether the analyst or the machine says so.
    fn row(&self, row: Row, is_cursor: bool, pen: &mut Pen<'_>) {
        let world = self.world;
        let (now, machine) = (world.coding(self.correct.id), world.machine_coding(self.correct.id));
        let (group, name) = match row {
            Row::Kind(kind) => ("kind", kind.name()),
            Row::Level(level) => ("level", level.name()),
            Row::Dimension(at) => ("about", world.codebook.dimensions[at].name.as_str()),
        };
        let (holds, machine_holds) = (row.holds(&now), row.holds(&machine));
        let quiet = self.look.style(Role::Quiet);
        let base = self.look.style(match (is_cursor, holds) {
            (true, _) => Role::Cursor,
            (false, true) => Role::Heading,
            (false, false) => Role::Quiet,
        });
        let marker = if is_cursor { self.look.pick("▸ ", "> ") } else { "  " };
        pen.write(marker, self.look.style(Role::Heading));
        if pen.room() >= 40 {
            pen.field(group, 6, quiet, self.look);
        }
        let is_choice = matches!(row, Row::Dimension(_));
        let sign = match (holds, is_choice) {
            (true, true) => "[x] ",
            (false, true) => "[ ] ",
            (true, false) => "(x) ",
            (false, false) => "( ) ",
        };
        pen.write(sign, base);
        let width = pen.room().min(22);
        pen.field(name, width, base, self.look).write(" ", base);
        let correction = self.correct.correction(world);
        let is_said = row.is_said(world, &correction);
        let glyphs = self.look.glyphs;
        let (mark, said) = match (is_said, holds == machine_holds) {
            (true, true) => (glyphs.mark(Mark::Accepted), "accepted"),
            (true, false) if holds => (glyphs.mark(Mark::Corrected), "yours"),
            (_, false) if is_choice => (glyphs.mark(Mark::Corrected), "yours: no"),
            _ => (" ", ""),
        };
        pen.write(mark, self.look.style(Role::Mark)).write(" ", base);
        pen.field(said, 10, self.look.style(Role::Mark), self.look).write(" ", base);
        let told = match row {
            _ if machine_holds => "the machine's",
            // A provision has a level; nobody has said which.
            Row::Level(_) if holds && !is_said => "until you say",
            _ => "",
        };
        pen.write(told, quiet);
    }
}
