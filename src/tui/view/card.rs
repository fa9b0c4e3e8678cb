//! The picture of a card.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use crate::dossier::{Mark, Subject};
use crate::export::counted;
use crate::export::words::headline;
use crate::tui::card::{Card, FIELD, Line, NOTE, ROLE, lines};
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
        let lines = lines(self.world, self.card.agreement, area.width);
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
            Line::Title(row) => {
                pen.write("  ", heading).write(row, heading);
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
                pen.write("  ", quiet).field(name, FIELD, quiet, self.look).write(value, text);
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
            Line::Source { role, path, about } => {
                pen.write("  ", text);
                if let Some(role) = role {
                    pen.field(role, ROLE, quiet, self.look);
                }
                pen.write(path, text).write(about, quiet);
            }
            Line::Note { is_first, words } => {
                let mark = if *is_first { self.look.glyphs.mark(Mark::Noted) } else { "" };
                pen.write("  ", quiet).field(mark, NOTE, self.look.style(Role::Mark), self.look);
                pen.write(words, text);
            }
            Line::Blank => {}
        }
    }

    /// Columns of the longest name of a dimension and some air, or fewer where that is
    /// very long.
    fn names(&self) -> u16 {
        const MOST: u16 = 26;
        let names = self.world.codebook.dimensions.iter().map(|dimension| dimension.name.width());
        u16::try_from(names.max().unwrap_or(0) + 2).unwrap_or(MOST).min(MOST)
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
            self.names(),
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
