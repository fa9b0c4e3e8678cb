//! The picture of the help: every key of a pane, from the table of keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::dossier::Mark;
use crate::glyph::kind_label;
use crate::matrix::Reading;
use crate::tui::help::{Help, Line, lines};
use crate::tui::theme::Role;
use crate::world::World;

use super::Look;
use super::bar::key_label;
use super::text::Pen;

pub struct HelpView<'a> {
    pub world: &'a World,
    pub help: &'a Help,
    pub look: Look<'a>,
}

impl Widget for HelpView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let lines = lines(self.world, self.help.from);
        let seen = lines.iter().skip(self.help.list.top).take(usize::from(area.height));
        for (at, line) in seen.enumerate() {
            self.line(line, &mut Pen::new(buf, area, at));
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
                let keys: Vec<String> = keys.iter().map(|key| key_label(key, self.look)).collect();
                self.row(&keys.join("  "), self.look.style(Role::Mark), action.doc(), pen);
            }
            Line::Reading(reading) => {
                let (glyph, style) = self.look.reading(*reading);
                self.row(glyph, style, meaning(*reading), pen);
            }
            Line::Mark(mark) => {
                let style = self.look.style(Role::Mark);
                self.row(self.look.glyphs.mark(*mark), style, done(*mark), pen);
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

fn meaning(reading: Reading) -> &'static str {
    match reading {
        Reading::Committed => "committed: decided, signed, or what the parties will or shall do",
        Reading::Intended => "intended: an aim, a plan or a wish of the parties",
        Reading::Exploratory => "exploratory: proposed by one side, or under discussion",
        Reading::Context => "context only: no provision, but commentary or background",
        Reading::Absent => "looked for, not found",
    }
}

fn done(mark: Mark) -> &'static str {
    match mark {
        Mark::Corrected => "corrected: you read it otherwise than the machine",
        Mark::Noted => "you wrote a note on it",
        Mark::Pinned => "pinned to the briefing tray",
        Mark::Accepted => "accepted: you confirmed the machine's reading",
    }
}
