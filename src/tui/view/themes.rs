//! The picture of the picker of themes, over the pane that it changes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

use crate::tui::layout;
use crate::tui::theme::Role;
use crate::tui::themes::Themes;

use super::Look;
use super::text::Pen;

pub struct PickerView<'a> {
    pub themes: &'a Themes,
    pub look: Look<'a>,
}

impl Widget for PickerView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = layout::picker(area, self.themes);
        Clear.render(area, buf);
        buf.set_style(area, self.look.style(Role::Text));
        for line in 0..usize::from(area.height) {
            let mut pen = Pen::new(buf, area, line);
            pen.write(self.look.pick("│", "|"), self.look.style(Role::Rule));
            let at = self.themes.top + line;
            let Some(name) = self.themes.names.get(at) else { continue };
            let is_seen = at == self.themes.seen;
            let marker = if is_seen { self.look.pick("▸ ", "> ") } else { "  " };
            let role = if is_seen { Role::Cursor } else { Role::Text };
            pen.write(marker, self.look.style(Role::Heading));
            let room = pen.room();
            pen.clip(name, room, self.look.style(role), self.look);
        }
    }
}
