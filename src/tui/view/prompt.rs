//! The picture of a line that makes the list below it shorter.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::tui::prompt::Prompt;
use crate::tui::theme::Role;

use super::Look;
use super::input::InputLine;

pub struct PromptView<'a> {
    pub sign: &'static str,
    pub prompt: &'a Prompt,
    pub look: Look<'a>,
}

impl Widget for PromptView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let styles = [self.look.style(Role::Mark), self.look.style(Role::Text)];
        line(self.sign, self.prompt).render(area, styles, buf);
    }
}

/// Where the terminal's cursor belongs in a prompt.
pub fn cursor(prompt: &Prompt, area: Rect) -> Option<(u16, u16)> {
    line(" ? ", prompt).cursor(area).filter(|_| area.height > 0)
}

/// The signs are equally wide.
fn line<'a>(sign: &'static str, prompt: &'a Prompt) -> InputLine<'a> {
    InputLine::plain(sign, prompt)
}
