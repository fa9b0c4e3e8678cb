//! The picture of a line that is typed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::tui::prompt::{About, Prompt};
use crate::tui::theme::Role;

use super::Look;
use super::input;
use super::text::Pen;

pub struct PromptView<'a> {
    pub prompt: &'a Prompt,
    pub look: Look<'a>,
}

impl Widget for PromptView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let bar = self.look.style(Role::Bar);
        buf.set_style(area, bar);
        let mut pen = Pen::new(buf, area, 0);
        pen.write(label(self.prompt), self.look.style(Role::Key));
        pen.write(
            input::seen(&self.prompt.words, self.prompt.cursor, width(self.prompt, area)),
            bar,
        );
        pen.fill(" ", bar);
    }
}

/// The terminal's cursor, within the line.
pub fn cursor(prompt: &Prompt, area: Rect) -> Option<(u16, u16)> {
    let column = input::column(&prompt.words, prompt.cursor, width(prompt, area));
    let x = area.x + label(prompt).len() as u16 + column;
    (x < area.right() && area.height > 0).then_some((x, area.y))
}

/// In front of the words.
fn label(prompt: &Prompt) -> &'static str {
    match prompt.about {
        About::Note(..) => " note ",
        About::Entry(_) => " words ",
    }
}

fn width(prompt: &Prompt, area: Rect) -> usize {
    usize::from(area.width).saturating_sub(label(prompt).len() + 1)
}
