//! The picture of an explanation.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::theme::Role;
use crate::tui::why::{Row, Why};
use crate::world::World;

use super::Look;
use super::text::Pen;

pub struct WhyView<'a> {
    pub world: &'a World,
    pub why: &'a Why,
    pub look: Look<'a>,
}

impl WhyView<'_> {
    /// Draws the rows that are seen; says how many are below them.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> usize {
        let rows = self.why.rows(self.world, area.width);
        let seen = rows.iter().skip(self.why.list.top).take(usize::from(area.height));
        for (line, row) in seen.enumerate() {
            let (text, role) = match row {
                Row::Heading(text) => (text, Role::Heading),
                Row::Text(text) => (text, Role::Text),
                Row::Reason(text) => (text, Role::Quiet),
            };
            Pen::new(buf, area, line).write(text, self.look.style(role));
        }
        self.why.list.below(rows.len(), area.height)
    }
}
