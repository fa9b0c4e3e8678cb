//! The picture of the palette.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::tui::keymap::Keymap;
use crate::tui::layout;
use crate::tui::palette::Palette;
use crate::tui::theme::Role;

use super::Look;
use super::bar::keys_label;
use super::prompt::PromptView;
use super::text::Pen;

pub struct PaletteView<'a> {
    pub palette: &'a Palette,
    pub keymap: &'a Keymap,
    pub look: Look<'a>,
}

impl Widget for PaletteView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let panes = layout::prompted(area);
        let found = &self.palette.found;
        PromptView { sign: " : ", prompt: &self.palette.prompt, look: self.look }
            .render(panes.prompt, buf);
        let seen = found.iter().enumerate().skip(self.palette.selection.top);
        for (line, (at, action)) in seen.take(usize::from(panes.list.height)).enumerate() {
            let is_selected = at == self.palette.selection.selected;
            let role = if is_selected { Role::Heading } else { Role::Text };
            let marker = if is_selected { self.look.pick("▸ ", "> ") } else { "  " };
            let mut pen = Pen::new(buf, panes.list, line);
            pen.write(marker, self.look.style(Role::Heading));
            pen.field(action.name(), 18.min(pen.room() / 2), self.look.style(role), self.look);
            let keys = keys_label(&self.keymap.keys(self.palette.from, *action), self.look);
            let width = if pen.room() < 50 { 0 } else { 22 };
            pen.field(&keys, width, self.look.style(Role::Mark), self.look);
            let room = pen.room();
            pen.clip(action.doc(), room, self.look.style(Role::Quiet), self.look);
        }
        if found.is_empty() {
            let quiet = self.look.style(Role::Quiet);
            Pen::new(buf, panes.list, 0).write("  nothing here is called so", quiet);
        }
    }
}
