//! The picture of the briefing tray.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::dossier::{Entry, Placement};
use crate::matrix::Reading;
use crate::tui::theme::Role;
use crate::tui::tray::{LINES, Tray};
use crate::world::World;

use super::Look;
use super::text::Pen;

pub struct TrayView<'a> {
    pub world: &'a World,
    pub tray: &'a Tray,
    pub look: Look<'a>,
}

impl Widget for TrayView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let pins = self.world.placed.pins();
        if pins.is_empty() {
            let empty = " nothing is pinned: p pins the sentence under the cursor";
            Pen::new(buf, area, 0).write(empty, self.look.style(Role::Quiet));
            return;
        }
        for (line, at) in self.tray.selection.seen(area, LINES, pins.len()) {
            let (entry, placement) = pins[at];
            self.pin((at, line), entry, placement, area, buf);
        }
    }
}

impl TrayView<'_> {
    /// Number, sign, reference and sentence; below them the note.
    fn pin(
        &self,
        (at, line): (usize, usize),
        entry: &Entry,
        placement: Placement,
        area: Rect,
        buf: &mut Buffer,
    ) {
        let quiet = self.look.style(Role::Quiet);
        let is_cursor = at == self.tray.selection.selected;
        let base = self.look.style(if is_cursor { Role::Cursor } else { Role::Text });
        let mut pen = Pen::new(buf, area, line);
        let marker = if is_cursor { self.look.pick("▸", ">") } else { " " };
        pen.write(marker, self.look.style(Role::Heading));
        pen.write(&format!("{:>2} ", at + 1), quiet);
        let indent = pen.column() - area.x;
        match placement.statement() {
            Some(id) => {
                let coding = self.world.coding(id);
                let style = self.look.theme.reading(Reading::of_coding(&coding));
                pen.write(self.look.glyphs.coding(&coding), style).write(" ", base);
                if area.width >= 40 {
                    let reference = self.world.reference(id).unwrap_or_default();
                    pen.write(&reference, quiet).write("  ", quiet);
                }
            }
            None => {
                pen.write("orphaned  ", self.look.style(Role::Alert));
            }
        }
        let styles = [base, self.look.style(Role::Cue)];
        pen.excerpt(self.words(entry, placement), 0, styles, &[], self.look);
        let mut pen = Pen::new(buf, area, line + 1);
        pen.goto(area.x + indent);
        let note = self.look.glyphs.mark(crate::dossier::Mark::Noted);
        let words = match placement.statement() {
            Some(id) => self.world.placed.words(id),
            None => entry.matter.words().to_owned(),
        };
        if !words.is_empty() {
            pen.write(note, self.look.style(Role::Mark)).write(" ", quiet);
            let room = pen.room();
            pen.clip(&words, room, quiet, self.look);
        }
    }

    /// The sentence as it stands now, or as it stood.
    fn words<'a>(&'a self, entry: &'a Entry, placement: Placement) -> &'a str {
        let now = placement.statement().map(|id| self.world.text(id));
        now.or_else(|| entry.anchor.quote()).unwrap_or_default()
    }
}
