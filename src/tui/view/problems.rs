//! The picture of what was odd in the input.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::tui::problems::{INDENT, Problems, lines};
use crate::tui::theme::Role;
use crate::world::World;

use super::Look;
use super::text::Pen;

pub struct ProblemsView<'a> {
    pub world: &'a World,
    pub problems: &'a Problems,
    pub look: Look<'a>,
}

impl Widget for ProblemsView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        if self.world.problems.is_empty() {
            let all_read = "  every source was read without a problem";
            Pen::new(buf, area, 0).write(all_read, self.look.style(Role::Quiet));
        }
        let mut line = 0;
        let problems = self.world.problems.iter().enumerate().skip(self.problems.selection.top);
        for (at, problem) in problems {
            if line >= usize::from(area.height) {
                break;
            }
            let is_cursor = at == self.problems.selection.selected;
            line = self.problem(lines(problem, area.width), is_cursor, line, area, buf);
        }
    }
}

impl ProblemsView<'_> {
    /// What is odd, below that what to do about it; gives the line that follows.
    fn problem(
        &self,
        (told, advice): (Vec<String>, Vec<String>),
        is_cursor: bool,
        first: usize,
        area: Rect,
        buf: &mut Buffer,
    ) -> usize {
        let base = self.look.style(if is_cursor { Role::Cursor } else { Role::Text });
        let (heading, quiet) = (self.look.style(Role::Heading), self.look.style(Role::Quiet));
        let marker = if is_cursor { self.look.pick("▸ ", "> ") } else { "  " };
        for (line, text) in told.iter().enumerate() {
            let mut pen = Pen::new(buf, area, first + line);
            pen.write(if line == 0 { marker } else { "  " }, heading).write(text, base);
        }
        let below = first + told.len();
        for (line, text) in advice.iter().enumerate() {
            Pen::new(buf, area, below + line).goto(area.x + 2 + INDENT).write(text, quiet);
        }
        below + advice.len()
    }
}
