//! The picture of a line that is typed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::dossier::Matter;
use crate::tui::theme::Role;
use crate::tui::wording::{About, Wording};

use super::Look;
use super::input::InputLine;

pub struct WordingView<'a> {
    pub wording: &'a Wording,
    pub look: Look<'a>,
}

impl Widget for WordingView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let bar = self.look.style(Role::Bar);
        buf.set_style(area, bar);
        line(self.wording).render(area, [self.look.style(Role::Key), bar], buf);
    }
}

/// The terminal's cursor, within the line.
pub fn cursor(wording: &Wording, area: Rect) -> Option<(u16, u16)> {
    line(wording).cursor(area).filter(|_| area.height > 0)
}

/// The words behind what they are.
fn line(wording: &Wording) -> InputLine<'_> {
    let label = match &wording.about {
        About::Note(..) => " note ",
        About::Entry(entry) => match entry.matter {
            Matter::Correction(_) => " why ",
            Matter::Pin { .. } | Matter::Note(_) => " note ",
        },
        About::View => " name of the view ",
    };
    InputLine { label, prompt: &wording.prompt }
}
