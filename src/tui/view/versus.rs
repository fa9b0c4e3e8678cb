//! The picture of two agreements side by side.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::compare;
use crate::export::text::{headline, looked_for, near, title};
use crate::matrix::Cell;
use crate::tui::layout;
use crate::tui::reader::dimension_cues;
use crate::tui::theme::Role;
use crate::tui::versus::{Row, Side, Versus, side_width};
use crate::world::World;

use super::Look;
use super::text::Pen;

pub struct VersusView<'a> {
    pub world: &'a World,
    pub versus: &'a Versus,
    pub look: Look<'a>,
    /// The whole terminal, from which the panes are laid out.
    pub area: Rect,
}

impl Widget for VersusView<'_> {
    fn render(self, _area: Rect, buf: &mut Buffer) {
        let panes = layout::versus(self.area);
        self.heads(panes.heads, buf);
        let comparisons = self.versus.comparisons(self.world);
        let rows = self.versus.rows(self.world, panes.rows);
        if rows.is_empty() {
            let text = " no difference: both say the same on every dimension (d shows them all)";
            Pen::new(buf, panes.rows, 0).write(text, self.look.style(Role::Quiet));
        }
        let shown = rows.iter().skip(self.versus.top).take(usize::from(panes.rows.height));
        for (line, row) in shown.enumerate() {
            self.row(row, &comparisons, panes.rows, line, buf);
        }
    }
}

impl VersusView<'_> {
    fn heads(&self, area: Rect, buf: &mut Buffer) {
        let width = side_width(area);
        let mut pen = Pen::new(buf, area, 0);
        for index in [self.versus.a, self.versus.b] {
            let name = format!("  {}", headline(&self.world.agreements[index]));
            pen.field(&name, width, self.look.style(Role::Heading), self.look);
            self.divide(&mut pen);
        }
    }

    /// Between the sides; behind the second it finds no room.
    fn divide(&self, pen: &mut Pen<'_>) {
        pen.write(self.look.pick(" │ ", " | "), self.look.style(Role::Rule));
    }

    fn row(
        &self,
        row: &Row,
        comparisons: &[compare::Row<'_>],
        area: Rect,
        line: usize,
        buf: &mut Buffer,
    ) {
        let mut pen = Pen::new(buf, area, line);
        match row {
            Row::Title(difference) => {
                let rule = self.look.style(Role::Rule);
                let names =
                    [self.versus.a, self.versus.b].map(|i| self.world.agreements[i].name.as_str());
                pen.write(self.look.pick("── ", "-- "), rule);
                pen.write(&title(*difference, names), self.look.style(Role::Quiet))
                    .write(" ", rule);
                pen.fill(self.look.pick("─", "-"), rule);
            }
            Row::Head { comparison } => {
                self.head(*comparison, &comparisons[*comparison], area, &mut pen)
            }
            Row::Text { comparison, a, b } => {
                let dimension = comparisons[*comparison].dimension;
                let width = side_width(area);
                for (agreement, side) in [(self.versus.a, a), (self.versus.b, b)] {
                    let end = pen.column() + width;
                    self.side(side, (agreement, dimension), width, &mut pen);
                    pen.goto(end);
                    self.divide(&mut pen);
                }
            }
            Row::Blank => {
                pen.field("", side_width(area), Style::new(), self.look);
                self.divide(&mut pen);
            }
        }
    }

    /// The dimension, and what each side amounts to; the cursor is on a side.
    fn head(&self, comparison: usize, row: &compare::Row<'_>, area: Rect, pen: &mut Pen<'_>) {
        let name = &self.world.codebook.dimensions[row.dimension].name;
        let width = side_width(area).saturating_sub(2);
        for (cell, is_b) in [(row.a, false), (row.b, true)] {
            let is_cursor = comparison == self.versus.cursor && is_b == self.versus.is_on_b;
            let role = if is_cursor { Role::Cursor } else { Role::Heading };
            let marker = if is_cursor { self.look.pick("▸ ", "> ") } else { "  " };
            pen.write(marker, self.look.style(Role::Heading));
            self.reading(cell, name, role, width, pen);
            self.divide(pen);
        }
    }

    /// A dimension's name, with the reading at the end of `width` columns.
    fn reading(&self, cell: &Cell, name: &str, role: Role, width: u16, pen: &mut Pen<'_>) {
        let (glyph, style) = self.look.reading(cell.reading());
        let end = pen.column() + width;
        let word = if width >= 34 { cell.reading().name() } else { "" };
        let columns = u16::try_from(word.len()).unwrap_or(0) + 2;
        pen.field(name, width.saturating_sub(columns), self.look.style(role), self.look);
        pen.write(word, style).write(" ", style).write(glyph, style).goto(end);
    }

    fn side(
        &self,
        side: &Side,
        (agreement, dimension): (usize, usize),
        width: u16,
        pen: &mut Pen<'_>,
    ) {
        const INDENT: &str = "   ";
        let quiet = self.look.style(Role::Quiet);
        let room = width.saturating_sub(INDENT.len() as u16);
        pen.write(INDENT, quiet);
        match side {
            Side::Text(id, row) => {
                let text = self.world.text(*id);
                let cues = dimension_cues(self.world, *id, dimension);
                pen.row(text, row, self.look.style(Role::Text), &cues, self.look.style(Role::Cue));
            }
            Side::Place(id) => {
                pen.field(&near(self.world, *id), room, quiet, self.look);
            }
            Side::Absent(row) => {
                let text = looked_for(self.world, agreement, dimension);
                pen.write(&text[row.clone()], self.look.style(Role::Absent));
            }
            Side::More(count) => {
                pen.field(&format!("and {count} more"), room, quiet, self.look);
            }
            Side::Nothing => {}
        }
    }
}
