//! The picture of what was odd in the input.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::tui::list::List;
use crate::tui::theme::Role;
use crate::world::World;

use super::Look;
use super::text::Pen;

pub struct ProblemsView<'a> {
    pub world: &'a World,
    pub list: &'a List,
    pub look: Look<'a>,
}

impl Widget for ProblemsView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let text = self.look.style(Role::Text);
        if self.world.problems.is_empty() {
            let all_read = "  every source was read without a problem";
            Pen::new(buf, area, 0).write(all_read, self.look.style(Role::Quiet));
        }
        let problems = self.world.problems.iter().skip(self.list.top);
        for (line, problem) in problems.take(usize::from(area.height)).enumerate() {
            let mut pen = Pen::new(buf, area, line);
            let room = pen.room();
            pen.field(&format!("  {problem}"), room, text, self.look);
        }
    }
}
