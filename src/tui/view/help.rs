//! The picture of the help: every key of a pane, from the table of keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::glyph::kind_label;
use crate::tui::help::{Help, Line, Row};
use crate::tui::layout;
use crate::tui::theme::Role;
use crate::world::World;

use super::Look;
use super::bar::keys_label;
use super::prompt::PromptView;
use super::text::Pen;

pub struct HelpView<'a> {
    pub world: &'a World,
    pub help: &'a Help,
    pub look: Look<'a>,
}

impl HelpView<'_> {
    /// Draws the rows that are seen; says how many are below them.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> usize {
        let panes = layout::prompted(area);
        PromptView { sign: " ? ", prompt: &self.help.prompt, look: self.look }
            .render(panes.prompt, buf);
        let rows = self.help.rows(self.world, panes.list.width);
        let seen = rows.iter().skip(self.help.list.top);
        for (at, row) in seen.take(usize::from(panes.list.height)).enumerate() {
            self.row(row, &mut Pen::new(buf, panes.list, at));
        }
        if self.help.lines.is_empty() {
            let quiet = self.look.style(Role::Quiet);
            Pen::new(buf, panes.list, 0).write("  no key does what these words say", quiet);
        }
        self.help.list.below(rows.len(), panes.list.height)
    }

    /// What is explained, on its first row, and its explanation.
    fn row(&self, row: &Row<'_>, pen: &mut Pen<'_>) {
        let (text, heading) = (self.look.style(Role::Text), self.look.style(Role::Heading));
        let width = layout::explained(pen.room()).0;
        pen.write("  ", text);
        match row.line {
            Line::Pane(pane) => {
                pen.write("keys of the ", heading).write(pane.name(), heading);
            }
            Line::Heading(name) => {
                pen.write(name, heading);
            }
            line => {
                let (what, style) = self.what(line);
                let what = if row.words.start == 0 { what } else { String::new() };
                let words = &line.explanation(self.world)[row.words.clone()];
                pen.field(&what, width, style, self.look).write(words, text);
            }
        }
    }

    /// What a line explains.
    fn what(&self, line: &Line) -> (String, Style) {
        let (mark, quiet) = (self.look.style(Role::Mark), self.look.style(Role::Quiet));
        let glyphs = self.look.glyphs;
        match line {
            Line::Keys(keys, action) if keys.is_empty() => (format!(":{}", action.name()), mark),
            Line::Keys(keys, _) => {
                let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
                (keys_label(&keys, self.look), mark)
            }
            Line::Reading(reading) => {
                let (glyph, style) = self.look.reading(*reading);
                (glyph.to_owned(), style)
            }
            Line::Mark(done) => (glyphs.mark(*done).to_owned(), mark),
            Line::Sign(sign) => (glyphs.sign(*sign).to_owned(), mark),
            Line::Backing(backing) => (glyphs.backing(*backing).to_owned(), quiet),
            Line::Kind(kind) => (kind_label(*kind).to_owned(), quiet),
            Line::Dimension(dimension) => {
                (self.world.codebook.dimensions[*dimension].short().to_owned(), quiet)
            }
            Line::Pane(_) | Line::Heading(_) | Line::Blank => (String::new(), quiet),
        }
    }
}
