//! The picture of the help: every key of a pane, from the table of keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::coding::Kind;
use crate::glyph::kind_label;
use crate::matrix::Reading;
use crate::tui::action::Action;
use crate::tui::keymap::bindings;
use crate::tui::list::List;
use crate::tui::state::Pane;
use crate::tui::theme::Role;
use crate::world::World;

use super::Look;
use super::bar::key_label;
use super::text::Pen;

pub struct HelpView<'a> {
    pub world: &'a World,
    pub list: &'a List,
    /// The pane that the help was asked from.
    pub from: Pane,
    pub look: Look<'a>,
}

/// A pane's name, or an action with its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    Pane(Pane),
    Keys(Vec<&'static str>, Action),
    Heading(&'static str),
    Reading(Reading),
    Kind(Kind),
    /// A dimension with its short name.
    Dimension(usize),
    Blank,
}

/// The keys of the pane asked from, what signs and short names mean, then the
/// keys of every other pane.
pub fn lines(world: &World, from: Pane) -> Vec<Line> {
    let mut lines = keys(from);
    lines.extend([Line::Blank, Line::Heading("signs")]);
    lines.extend(Reading::ALL.map(Line::Reading));
    lines.extend([Line::Blank, Line::Heading("kinds of statements")]);
    lines.extend([Kind::Provision, Kind::Commentary, Kind::Background].map(Line::Kind));
    lines.extend([Line::Blank, Line::Heading("dimensions")]);
    lines.extend((0..world.codebook.dimensions.len()).map(Line::Dimension));
    for pane in Pane::ALL.into_iter().filter(|pane| *pane != from) {
        lines.push(Line::Blank);
        lines.extend(keys(pane));
    }
    lines
}

fn keys(pane: Pane) -> Vec<Line> {
    let mut lines = vec![Line::Pane(pane)];
    let mut rows: Vec<(Action, Vec<&'static str>)> = Vec::new();
    for (action, keys) in bindings(pane) {
        match rows.iter_mut().find(|(known, _)| *known == action) {
            Some((_, known)) => known.extend(keys),
            None => rows.push((action, keys.to_vec())),
        }
    }
    lines.extend(rows.into_iter().map(|(action, keys)| Line::Keys(keys, action)));
    lines
}

impl Widget for HelpView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let lines = lines(self.world, self.from);
        let seen = lines.iter().skip(self.list.top).take(usize::from(area.height));
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
