//! The picture of a line that is typed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::tui::prompt::{About, Prompt};
use crate::tui::theme::Role;

use super::Look;
use super::input::InputLine;

pub struct PromptView<'a> {
    pub prompt: &'a Prompt,
    pub look: Look<'a>,
}

impl Widget for PromptView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let bar = self.look.style(Role::Bar);
        buf.set_style(area, bar);
        line(self.prompt).render(area, [self.look.style(Role::Key), bar], buf);
    }
}

/// The terminal's cursor, within the line.
pub fn cursor(prompt: &Prompt, area: Rect) -> Option<(u16, u16)> {
    line(prompt).cursor(area).filter(|_| area.height > 0)
}

/// The words behind what they are.
fn line(prompt: &Prompt) -> InputLine<'_> {
    let label = match prompt.about {
        About::Note(..) => " note ",
        About::Entry(_) => " words ",
    };
    InputLine { prompt: label, text: &prompt.words, cursor: prompt.cursor }
}
