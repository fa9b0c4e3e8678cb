//! The picture of what the analyst wrote.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::dossier::{Entry, Placement, Standing};
use crate::export::dossier::{about, described};
use crate::source::clean;
use crate::tui::notes::{LINES, Notes, entries};
use crate::tui::theme::Role;
use crate::world::World;

use super::Look;
use super::text::Pen;

pub struct NotesView<'a> {
    pub world: &'a World,
    pub notes: &'a Notes,
    pub look: Look<'a>,
}

impl Widget for NotesView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let entries = entries(self.world);
        if entries.is_empty() {
            let empty = " nothing is written yet: a notes, p pins, C corrects";
            Pen::new(buf, area, 0).write(empty, self.look.style(Role::Quiet));
            return;
        }
        for (line, at) in self.notes.selection.seen(area, LINES, entries.len()) {
            let (entry, placement) = entries[at];
            self.entry((at, line), entry, placement, area, buf);
        }
    }
}

impl NotesView<'_> {
    /// How it stands, what it is, where and since when; below that its words.
    fn entry(
        &self,
        (at, line): (usize, usize),
        entry: &Entry,
        placement: Placement,
        area: Rect,
        buf: &mut Buffer,
    ) {
        let quiet = self.look.style(Role::Quiet);
        let is_cursor = at == self.notes.selection.selected;
        let base = self.look.style(if is_cursor { Role::Cursor } else { Role::Text });
        let standing = match placement.standing {
            Standing::Ok => quiet,
            Standing::Moved => self.look.style(Role::Mark),
            Standing::Orphaned => self.look.style(Role::Alert),
        };
        let mut pen = Pen::new(buf, area, line);
        let marker = if is_cursor { self.look.pick("▸ ", "> ") } else { "  " };
        pen.write(marker, self.look.style(Role::Heading));
        pen.field(placement.standing.name(), 9, standing, self.look);
        pen.field(entry.matter.name(), 11, quiet, self.look);
        let date = entry.changed.strftime("%Y-%m-%d").to_string();
        let kept = if pen.room() > 30 { 12 } else { 0 };
        let width = pen.room().saturating_sub(kept);
        pen.field(&about(self.world, entry, placement), width, base, self.look);
        pen.write("  ", quiet).write(&date, quiet);
        let mut pen = Pen::new(buf, area, line + 1);
        pen.write("           ", quiet);
        let words = clean(&described(self.world, entry));
        let room = pen.room();
        pen.clip(&words, room, self.look.style(Role::Text), self.look);
    }
}
