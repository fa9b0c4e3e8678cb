//! The picture of the help: every key of a pane, from the table of keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::tui::action::Action;
use crate::tui::keymap::bindings;
use crate::tui::list::List;
use crate::tui::state::Pane;
use crate::tui::theme::Role;

use super::Look;
use super::bar::key_label;
use super::text::Pen;

pub struct HelpView<'a> {
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
    Blank,
}

/// The keys of the pane asked from, then those of every other.
pub fn lines(from: Pane) -> Vec<Line> {
    let others = Pane::ALL.into_iter().filter(|pane| *pane != from);
    let mut lines = Vec::new();
    for pane in std::iter::once(from).chain(others) {
        if !lines.is_empty() {
            lines.push(Line::Blank);
        }
        lines.push(Line::Pane(pane));
        let mut rows: Vec<(Action, Vec<&'static str>)> = Vec::new();
        for (action, keys) in bindings(pane) {
            match rows.iter_mut().find(|(known, _)| *known == action) {
                Some((_, known)) => known.extend(keys),
                None => rows.push((action, keys.to_vec())),
            }
        }
        lines.extend(rows.into_iter().map(|(action, keys)| Line::Keys(keys, action)));
    }
    lines
}

impl Widget for HelpView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let lines = lines(self.from);
        for (at, line) in
            lines.iter().skip(self.list.top).take(usize::from(area.height)).enumerate()
        {
            let mut pen = Pen::new(buf, area, at);
            match line {
                Line::Pane(pane) => {
                    pen.write("  ", self.look.style(Role::Text));
                    pen.write(pane.name(), self.look.style(Role::Heading));
                }
                Line::Keys(keys, action) => {
                    let keys: Vec<String> =
                        keys.iter().map(|key| key_label(key, self.look)).collect();
                    let width = if area.width < 50 { 12 } else { 24 };
                    pen.write("  ", self.look.style(Role::Text));
                    pen.field(&keys.join("  "), width, self.look.style(Role::Mark), self.look);
                    pen.write(action.doc(), self.look.style(Role::Text));
                }
                Line::Blank => {}
            }
        }
    }
}
