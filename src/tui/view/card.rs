//! The picture of a card.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::agreement::SourceRole;
use crate::dossier::{Mark, Subject};
use crate::export::counted;
use crate::export::text::headline;
use crate::tui::card::{Card, Line, lines};
use crate::tui::theme::Role;
use crate::world::World;

use super::Look;
use super::text::Pen;

pub struct CardView<'a> {
    pub world: &'a World,
    pub card: &'a Card,
    pub look: Look<'a>,
    /// The marked agreements.
    pub marks: &'a [usize],
    /// Whether the keys go to this card; a preview has no cursor.
    pub has_cursor: bool,
}

impl Widget for CardView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let lines = lines(self.world, self.card.agreement);
        for (at, line) in
            lines.iter().skip(self.card.top).take(usize::from(area.height)).enumerate()
        {
            self.line(line, &mut Pen::new(buf, area, at));
        }
    }
}

impl CardView<'_> {
    fn line(&self, line: &Line, pen: &mut Pen<'_>) {
        let agreement = &self.world.agreements[self.card.agreement];
        let (quiet, text) = (self.look.style(Role::Quiet), self.look.style(Role::Text));
        let heading = self.look.style(Role::Heading);
        match line {
            Line::Title => {
                let room = pen.room();
                pen.field(&format!("  {}", agreement.deal.title), room, heading, self.look);
            }
            Line::Id => {
                pen.write("  ", quiet).write(&agreement.id, quiet);
                if self.marks.contains(&self.card.agreement) {
                    pen.write(
                        self.look.pick("  ◆ marked", "  * marked"),
                        self.look.style(Role::Mark),
                    );
                }
            }
            Line::Field(name, value) => {
                pen.write("  ", quiet).field(name, 13, quiet, self.look);
                let room = pen.room();
                pen.field(value, room, text, self.look);
            }
            Line::Heading(name) => {
                pen.write("  ", heading).write(name, heading);
            }
            Line::Dimension(dimension) => self.coverage(*dimension, pen),
            Line::Series(at, of) => {
                pen.write("  ", heading).write(&format!("series, {at} of {of}"), heading);
                pen.write("  n later, N earlier", quiet);
            }
            Line::Other(word, other) => {
                let style = if *other == self.card.agreement { text } else { quiet };
                pen.write("  ", quiet).field(word, 8, quiet, self.look);
                let room = pen.room();
                pen.clip(&headline(&self.world.agreements[*other]), room, style, self.look);
            }
            Line::Document(document) => {
                let read = &self.world.documents[*document];
                let count = counted(read.len(), "statement");
                pen.write("  ", text);
                if let Some(role) = agreement.role(*document)
                    && agreement.is_told_by_several()
                {
                    pen.field(role.name(), 10, quiet, self.look);
                }
                pen.write(&read.source.path, text);
                pen.write("  ", quiet).write(&count, quiet);
                if let Some(url) = &read.source.front.source_url {
                    pen.write("  ", quiet).write(url, quiet);
                }
            }
            Line::Unread(at) => {
                let unread = &agreement.unread[*at];
                pen.write("  ", text);
                if agreement.is_told_by_several() {
                    let role = unread.role.map_or("", SourceRole::name);
                    pen.field(role, 10, quiet, self.look);
                }
                pen.write(&unread.shown(), text);
                pen.write(&format!("  not read: {}", unread.why), quiet);
            }
            Line::Note(note) => {
                let mark = self.look.glyphs.mark(Mark::Noted);
                pen.write("  ", quiet).write(mark, self.look.style(Role::Mark)).write(" ", quiet);
                let room = pen.room();
                pen.clip(note, room, text, self.look);
            }
            Line::Blank => {}
        }
    }

    fn coverage(&self, dimension: usize, pen: &mut Pen<'_>) {
        let cell = self.world.cell(self.card.agreement, dimension);
        let reading = cell.reading();
        let (glyph, style) = self.look.reading(reading);
        let is_cursor = self.has_cursor && dimension == self.card.dimension;
        let marker = if is_cursor { self.look.pick("▸ ", "> ") } else { "  " };
        let role = if is_cursor { Role::Cursor } else { Role::Text };
        pen.write(marker, self.look.style(Role::Heading)).write(glyph, style).write(" ", style);
        pen.field(
            &self.world.codebook.dimensions[dimension].name,
            26,
            self.look.style(role),
            self.look,
        );
        pen.write(" ", Style::new()).field(reading.name(), 12, style, self.look);
        let quiet = self.look.style(Role::Quiet);
        if let Some(backing) = cell.backing {
            pen.write(backing.words(), quiet).write(self.look.pick(" · ", ", "), quiet);
        }
        if !cell.evidence.is_empty() {
            let room = pen.room();
            pen.clip(&counted(cell.evidence.len(), "statement"), room, quiet, self.look);
        }
        let subject = Subject::Cell { agreement: self.card.agreement, dimension };
        if let Some(mark) = self.world.placed.mark(subject) {
            pen.write(" ", style).write(self.look.glyphs.mark(mark), self.look.style(Role::Mark));
        }
    }
}
