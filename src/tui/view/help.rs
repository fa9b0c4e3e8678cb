//! The picture of the help: every key of a pane, from the table of keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::glyph::kind_label;
use crate::tui::help::{DISSENT, Help, Line, done, meaning};
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

impl Widget for HelpView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let panes = layout::prompted(area);
        PromptView { sign: " ? ", prompt: &self.help.prompt, look: self.look }
            .render(panes.prompt, buf);
        let seen = self.help.lines.iter().skip(self.help.list.top);
        for (at, line) in seen.take(usize::from(panes.list.height)).enumerate() {
            self.line(line, &mut Pen::new(buf, panes.list, at));
        }
        if self.help.lines.is_empty() {
            let quiet = self.look.style(Role::Quiet);
            Pen::new(buf, panes.list, 0).write("  no key does what these words say", quiet);
        }
    }
}

impl HelpView<'_> {
    fn line(&self, line: &Line, pen: &mut Pen<'_>) {
        let (text, heading) = (self.look.style(Role::Text), self.look.style(Role::Heading));
        pen.write("  ", text);
        match line {
            Line::Pane(pane) => {
                pen.write("keys of the ", heading).write(pane.name(), heading);
            }
            Line::Heading(name) => {
                pen.write(name, heading);
            }
            Line::Keys(keys, action) => {
                let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
                let keys = match keys.is_empty() {
                    true => format!(":{}", action.name()),
                    false => keys_label(&keys, self.look),
                };
                self.row(&keys, self.look.style(Role::Mark), action.doc(), pen);
            }
            Line::Reading(reading) => {
                let (glyph, style) = self.look.reading(*reading);
                self.row(glyph, style, meaning(*reading), pen);
            }
            Line::Mark(mark) => {
                let style = self.look.style(Role::Mark);
                self.row(self.look.glyphs.mark(*mark), style, done(*mark), pen);
            }
            Line::Dissent => {
                let style = self.look.style(Role::Mark);
                self.row(self.look.glyphs.dissent(), style, DISSENT, pen);
            }
            Line::Backing(backing) => {
                let sign = backing.sign().to_string();
                self.row(&sign, self.look.style(Role::Quiet), backing.words(), pen);
            }
            Line::Kind(kind) => {
                self.row(kind_label(*kind), self.look.style(Role::Quiet), kind.name(), pen);
            }
            Line::Dimension(dimension) => {
                let dimension = &self.world.codebook.dimensions[*dimension];
                self.row(dimension.short(), self.look.style(Role::Quiet), &dimension.name, pen);
            }
            Line::Blank => {}
        }
    }

    /// What is explained, and its explanation.
    fn row(&self, what: &str, style: Style, why: &str, pen: &mut Pen<'_>) {
        let width = if pen.room() < 50 { 12 } else { 24 };
        pen.field(what, width, style, self.look);
        let room = pen.room();
        pen.clip(why, room, self.look.style(Role::Text), self.look);
    }
}
