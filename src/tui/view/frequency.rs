//! The picture of how often each value of a field occurs.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use crate::frequency::{Field, Frequency};
use crate::tui::frequency::Frequencies;
use crate::tui::layout;
use crate::tui::theme::Role;
use crate::world::World;

use super::Look;
use super::text::Pen;

/// The most columns for a value.
const LABEL: usize = 32;

/// Columns of a count.
const COUNT: u16 = 7;

pub struct FrequencyView<'a> {
    pub world: &'a World,
    pub frequencies: &'a Frequencies,
    pub look: Look<'a>,
    /// The whole terminal, from which the panes are laid out.
    pub area: Rect,
}

impl Widget for FrequencyView<'_> {
    fn render(self, _area: Rect, buf: &mut Buffer) {
        let panes = layout::headed(self.area);
        self.fields(panes.head, buf);
        let rows = &self.frequencies.rows;
        if rows.is_empty() {
            let text = "  no agreement is shown that could be counted (Esc goes back)";
            Pen::new(buf, panes.rows, 0).write(text, self.look.style(Role::Quiet));
        }
        let height = usize::from(panes.rows.height);
        let shown = || rows.iter().enumerate().skip(self.frequencies.selection.top).take(height);
        let widest = shown().map(|(_, row)| row.value.width()).max().unwrap_or(0);
        let label = u16::try_from(widest.min(LABEL)).unwrap_or(u16::MAX);
        let most = rows.iter().map(|row| row.count).max().unwrap_or(0);
        for (line, (index, row)) in shown().enumerate() {
            let mut pen = Pen::new(buf, panes.rows, line);
            self.row(row, index == self.frequencies.selection.selected, (label, most), &mut pen);
        }
    }
}

impl FrequencyView<'_> {
    /// The fields, the one that is counted as under a cursor.
    fn fields(&self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(buf, area, 0);
        for field in self.frequencies.fields() {
            let is_counted = field == self.frequencies.field;
            let role = if is_counted { Role::Cursor } else { Role::Quiet };
            let [open, close] = match is_counted {
                true => [self.look.pick("▐", "["), self.look.pick("▌", "]")],
                false => [" ", " "],
            };
            let heading = self.look.style(Role::Heading);
            pen.write(open, heading).write(&self.name(field), self.look.style(role));
            pen.write(close, heading);
        }
    }

    fn name(&self, field: Field) -> String {
        match field {
            Field::Level(dimension) => {
                format!("{} on {}", field.name(), self.world.codebook.dimensions[dimension].name)
            }
            field => field.name().to_owned(),
        }
    }

    fn row(
        &self,
        row: &Frequency,
        is_selected: bool,
        (label, most): (u16, usize),
        pen: &mut Pen<'_>,
    ) {
        let marker = if is_selected { self.look.pick("▸ ", "> ") } else { "  " };
        let role = if is_selected { Role::Cursor } else { Role::Text };
        let heading = self.look.style(Role::Heading);
        pen.write(marker, heading).field(&row.value, label, self.look.style(role), self.look);
        let count = format!("{:>1$} ", row.count, usize::from(COUNT) - 1);
        pen.write(&count, heading);
        let room = usize::from(pen.room().saturating_sub(1)).min(most.max(1) * 2);
        // What occurs at all is seen.
        let bar = (row.count * room / most.max(1)).max(1);
        let bar = self.look.pick("▬", "=").repeat(bar.min(room));
        pen.write(&bar, self.look.style(Role::Quiet));
    }
}
