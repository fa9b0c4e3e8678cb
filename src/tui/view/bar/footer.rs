//! The line below a pane: what was just said, what is typed, or the keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::dossier::{Matter, Subject};
use crate::tui::action::Action;
use crate::tui::keymap::Hint;
use crate::tui::layout;
use crate::tui::state::{Opened, Pane};
use crate::tui::theme::Role;
use crate::tui::view::input::InputLine;
use crate::tui::view::text::Pen;
use crate::tui::wording::About;

use super::{BarView, key_label};

/// In front of the keys to begin with.
const BEGIN: &str = " begin with ";

impl BarView<'_> {
    /// What was just said, or else the keys that matter now.
    pub fn footer(&self, area: Rect, buf: &mut Buffer) {
        let bar = self.look.style(Role::Bar);
        buf.set_style(area, bar);
        if let Some(line) = self.state.opened.last().and_then(typed_line) {
            self.typed(&line, buf);
            return;
        }
        let mut pen = Pen::new(buf, area, 0);
        if let Some(message) = &self.state.message {
            let alert = self.look.style(Role::Alert);
            pen.write(" ", bar);
            let room = pen.room();
            pen.clip(message, room, alert, self.look);
            return;
        }
        let (pane, typed) = (self.state.pane(), &self.state.typed);
        let mut begun = typed.count.map(|count| count.to_string()).unwrap_or_default();
        begun += &typed.keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        if !begun.is_empty() {
            pen.write(" ", bar).write(&begun, self.look.style(Role::Alert)).write(" ", bar);
        }
        let next = self.keymap.continuations(pane, typed);
        let next = next.iter().map(|(keys, action)| Hint::plain(keys, action.name()));
        let first = self.first_hints(pane, pen.room());
        let hints = match typed.keys.is_empty() {
            true if !first.is_empty() => {
                pen.write(BEGIN, bar);
                first
            }
            true => self.hints(pane),
            false => next.collect(),
        };
        let fitting = self.fitting(&hints, usize::from(pen.room()));
        self.write(&fitting, &mut pen);
    }

    /// A line that is typed, and behind it what was just said, or what may be typed
    /// and the keys, where there is room.
    fn typed(&self, line: &InputLine<'_>, buf: &mut Buffer) {
        let (bar, key) = (self.look.style(Role::Bar), self.look.style(Role::Key));
        let area = layout::prompt(self.state.area);
        buf.set_style(area, bar);
        line.render(area, [key, bar], buf);
        let mut pen = Pen::new(buf, area, 0);
        pen.goto(area.x + line.width() + 2);
        if let Some(message) = &self.state.message {
            let room = pen.room();
            pen.clip(message, room, self.look.style(Role::Alert), self.look);
            return;
        }
        let hints = self.keymap.hints(self.state.pane());
        let fitting = self.fitting(&hints, usize::from(pen.room()));
        let width: usize = fitting.iter().map(|hint| self.width(hint)).sum();
        let room = usize::from(pen.room()).saturating_sub(width);
        if line.prompt.text.is_empty() && line.wanted.width() < room {
            pen.write(line.wanted, bar);
        }
        let start = area.right().saturating_sub(u16::try_from(width).unwrap_or(u16::MAX));
        self.write(&fitting, pen.goto(start));
    }

    /// Keys, each with a word for what it does.
    fn write(&self, hints: &[&Hint<'_>], pen: &mut Pen<'_>) {
        let (bar, key) = (self.look.style(Role::Bar), self.look.style(Role::Key));
        for Hint { key: name, word, .. } in hints {
            let name = key_label(name, self.look);
            pen.write(" ", bar).write(&name, key).write(" ", bar).write(word, bar).write(" ", bar);
        }
    }

    fn width(&self, hint: &Hint<'_>) -> usize {
        key_label(hint.key, self.look).width() + hint.word.width() + 3
    }

    /// The hints for which there is room, in their order: first the ways out are
    /// given theirs, then the others until one has none.
    fn fitting<'h>(&self, hints: &'h [Hint<'h>], mut room: usize) -> Vec<&'h Hint<'h>> {
        let mut fits = |hint: &Hint<'_>| {
            let left = room.checked_sub(self.width(hint));
            left.map(|left| room = left).is_some()
        };
        let mut kept: Vec<(usize, &Hint<'_>)> = hints.iter().enumerate().collect();
        kept.sort_by_key(|(_, hint)| !hint.is_way_out);
        kept.truncate(kept.iter().take_while(|(_, hint)| fits(hint)).count());
        kept.sort_by_key(|(at, _)| *at);
        kept.into_iter().map(|(_, hint)| hint).collect()
    }

    /// The keys that matter in a pane; in a grid from which something is left out the
    /// one that shows it again comes first.
    fn hints(&self, pane: Pane) -> Vec<Hint<'_>> {
        let mut hints = self.keymap.hints(pane);
        let is_narrow = self.state.grid.arrangement.is_narrow();
        if pane == Pane::Grid
            && is_narrow
            && let Some(key) = self.keymap.keys(pane, Action::ShowAll).first()
        {
            hints.insert(0, Hint::plain(key, "all"));
        }
        hints
    }

    /// In the grid of a first run: the keys to begin with, until each was used,
    /// where there is room for all.
    fn first_hints(&self, pane: Pane, room: u16) -> Vec<Hint<'_>> {
        if pane != Pane::Grid || self.state.grid.cell().is_none() {
            return Vec::new();
        }
        let left = self.state.hints.left().iter();
        let first = left.filter_map(|(action, words)| {
            let keys = self.keymap.keys(pane, *action);
            Some(Hint::plain(keys.first()?, words))
        });
        let first: Vec<Hint<'_>> = first.collect();
        let room = usize::from(room).saturating_sub(BEGIN.width());
        if self.fitting(&first, room).len() < first.len() { Vec::new() } else { first }
    }
}

/// The line in place of the footer in which what the pane behind shows is typed.
pub fn typed_line(opened: &Opened) -> Option<InputLine<'_>> {
    let (label, wanted, prompt) = match opened {
        Opened::Filter(filter) => (" filter ", "a word, party: dim: level: year:", &filter.prompt),
        Opened::Within(within) => (" in here ", "letters of this source", &within.prompt),
        Opened::Wording(wording) => {
            let (label, wanted) = asked(&wording.about);
            (label, wanted, &wording.prompt)
        }
        _ => return None,
    };
    Some(InputLine { label, prompt, wanted })
}

/// What words are typed for, and about what.
fn asked(about: &About) -> (&'static str, &'static str) {
    match about {
        About::Note(Some(Subject::Cell { .. }), _) => (" note ", "on the cell"),
        About::Note(Some(Subject::Statement(_)), _) => (" note ", "on the statement"),
        About::Note(Some(Subject::Agreement(_)), _) => (" note ", "on the agreement"),
        About::Note(None, _) => (" note ", ""),
        About::Entry(entry) => match entry.matter {
            Matter::Correction(_) => (" why ", "why you read it so"),
            Matter::Pin { .. } | Matter::Note(_) => (" note ", ""),
        },
        About::View => (" name of the view ", ""),
    }
}
