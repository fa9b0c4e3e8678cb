//! The picture of agreements side by side.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::compare::{Change, Standing, differing};
use crate::export::cite::near;
use crate::export::words::headline;
use crate::matrix::Reading;
use crate::tui::layout::{self, VersusPanes};
use crate::tui::reader::dimension_cues;
use crate::tui::theme::Role;
use crate::tui::versus::{Comparison, INDENT, Row, Side, Versus};
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
        let panes = layout::versus(self.area, self.versus.sides.len());
        self.heads(&panes, buf);
        let comparisons = self.versus.comparisons(self.world);
        let rows = self.versus.rows(self.world, self.area);
        if rows.is_empty() {
            let text = " no difference: they say the same on every dimension (d shows them all)";
            Pen::new(buf, panes.rows, 0).write(text, self.look.style(Role::Quiet));
        }
        let shown = rows.iter().skip(self.versus.top).take(usize::from(panes.rows.height));
        for (line, row) in shown.enumerate() {
            self.row(row, &comparisons, &panes, &mut Pen::new(buf, panes.rows, line));
        }
    }
}

impl VersusView<'_> {
    /// The sides that are seen, each with its agreement.
    fn sides(&self, panes: &VersusPanes) -> impl Iterator<Item = (usize, usize)> + use<'_> {
        let sides = self.versus.sides.iter().copied().enumerate();
        sides.skip(self.versus.left).take(panes.sides)
    }

    fn heads(&self, panes: &VersusPanes, buf: &mut Buffer) {
        let mut pen = Pen::new(buf, panes.heads, 0);
        for (number, agreement) in self.sides(panes) {
            self.divide(number, &mut pen);
            let headline = headline(&self.world.agreements[agreement]);
            let name = match self.versus.parts.is_empty() {
                true => format!("  {headline}"),
                false => format!("  {}: {headline}", self.versus.name(self.world, number)),
            };
            pen.field(&name, panes.side, self.look.style(Role::Heading), self.look);
        }
    }

    /// What parts a side from the one before it.
    fn divide(&self, side: usize, pen: &mut Pen<'_>) {
        if side > self.versus.left {
            pen.write(self.look.pick(" │ ", " | "), self.look.style(Role::Rule));
        }
    }

    fn row(&self, row: &Row, comparisons: &[Comparison], panes: &VersusPanes, pen: &mut Pen<'_>) {
        match row {
            Row::Title(standing) => {
                let rule = self.look.style(Role::Rule);
                pen.write(self.look.pick("── ", "-- "), rule);
                pen.write(&self.title(*standing), self.look.style(Role::Quiet)).write(" ", rule);
                pen.fill(self.look.pick("─", "-"), rule);
            }
            Row::Head { comparison } => {
                self.head(*comparison, comparisons[*comparison].dimension, panes, pen);
            }
            Row::Text { comparison, sides } => {
                let dimension = comparisons[*comparison].dimension;
                for (number, _) in self.sides(panes) {
                    self.divide(number, pen);
                    let end = pen.column() + panes.side;
                    self.side(&sides[number], (number, dimension), panes.side, pen);
                    pen.goto(end);
                }
            }
            Row::Blank => {
                for (number, _) in self.sides(panes) {
                    self.divide(number, pen);
                    pen.field("", panes.side, Style::new(), self.look);
                }
            }
        }
    }

    /// What a group of comparisons has in common.
    fn title(&self, standing: Standing) -> String {
        let [all, none] = match self.versus.sides.len() {
            2 => ["both", "neither"],
            _ => ["all", "none"],
        };
        match standing {
            Standing::Only(side) => {
                format!("only {} has provisions", self.versus.name(self.world, side))
            }
            Standing::Several => "some have provisions, others none".to_owned(),
            Standing::Unequal => format!("{all}, not equally firm"),
            Standing::Equal => format!("{all}, equally firm"),
            Standing::Neither => format!("{none} has provisions"),
            Standing::NotRead => format!("not {all} read"),
        }
    }

    /// The dimension, and what each side amounts to; the cursor is on a side.
    fn head(&self, comparison: usize, dimension: usize, panes: &VersusPanes, pen: &mut Pen<'_>) {
        let name = &self.world.codebook.dimensions[dimension].name;
        let width = panes.side.saturating_sub(2);
        for (number, _) in self.sides(panes) {
            self.divide(number, pen);
            let is_cursor = comparison == self.versus.cursor && number == self.versus.side;
            let role = if is_cursor { Role::Cursor } else { Role::Heading };
            let marker = if is_cursor { self.look.pick("▸ ", "> ") } else { "  " };
            pen.write(marker, self.look.style(Role::Heading));
            let cell = self.versus.side_cell(self.world, number, dimension);
            let change = self.versus.change(self.world, number, dimension);
            let word = self.versus.word(self.world, number, dimension);
            self.reading((cell.reading(), word, change), (name, role), width, pen);
        }
    }

    /// A dimension's name, with what changed and the reading at the end of
    /// `width` columns.
    fn reading(
        &self,
        (reading, word, change): (Reading, &str, Option<Change>),
        (name, role): (&str, Role),
        width: u16,
        pen: &mut Pen<'_>,
    ) {
        let (glyph, style) = self.look.reading(reading);
        let end = pen.column() + width;
        let word = if width >= 34 { word } else { "" };
        let changed = change.map_or_else(String::new, |change| format!("{} ", change.name()));
        let columns = u16::try_from(word.len() + changed.len()).unwrap_or(0) + 2;
        pen.field(name, width.saturating_sub(columns), self.look.style(role), self.look);
        pen.write(&changed, self.look.style(Role::Mark));
        pen.write(word, style).write(" ", style).write(glyph, style).goto(end);
    }

    fn side(
        &self,
        side: &Side,
        (number, dimension): (usize, usize),
        width: u16,
        pen: &mut Pen<'_>,
    ) {
        let quiet = self.look.style(Role::Quiet);
        let room = width.saturating_sub(INDENT.len() as u16);
        pen.write(INDENT, quiet);
        match side {
            Side::Text { id, row, beside } => {
                let text = self.world.text(*id);
                let cues = dimension_cues(self.world, *id, dimension);
                let differing =
                    beside.map_or_else(Vec::new, |other| differing(text, self.world.text(other)));
                let layers = [
                    (differing.as_slice(), self.look.style(Role::Differing)),
                    (cues.as_slice(), self.look.style(Role::Cue)),
                ];
                pen.layers(text, row, self.look.style(Role::Text), &layers);
            }
            Side::Place(id) => {
                pen.field(&near(self.world, *id), room, quiet, self.look);
            }
            Side::Absent(row) => {
                let text = self.versus.looked_for(self.world, number, dimension);
                pen.write(&text[row.clone()], self.look.style(Role::Absent));
            }
            Side::More(count) => {
                pen.field(&format!("and {count} more"), room, quiet, self.look);
            }
            Side::Nothing => {}
        }
    }
}
