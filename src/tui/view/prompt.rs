//! The picture of a line that is typed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use crate::tui::prompt::Prompt;
use crate::tui::theme::Role;

use super::Look;
use super::text::Pen;

/// Columns in front of the text: a blank, the sign, a blank.
const LEAD: u16 = 3;

pub struct PromptView<'a> {
    pub sign: &'static str,
    pub prompt: &'a Prompt,
    pub look: Look<'a>,
}

impl Widget for PromptView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(buf, area, 0);
        pen.write(" ", self.look.style(Role::Text));
        pen.write(self.sign, self.look.style(Role::Mark)).write(" ", self.look.style(Role::Text));
        let (start, _) = window(self.prompt, area);
        pen.write(&self.prompt.text[start..], self.look.style(Role::Text));
    }
}

/// Where the terminal's cursor belongs in a prompt.
pub fn cursor(prompt: &Prompt, area: Rect) -> Option<(u16, u16)> {
    let (_, column) = window(prompt, area);
    (!area.is_empty()).then(|| ((area.x + LEAD + column).min(area.right() - 1), area.y))
}

/// From which byte on the text is shown, and in which column of it the cursor
/// then stands: a text longer than the line shows its part before the cursor.
fn window(prompt: &Prompt, area: Rect) -> (usize, u16) {
    let room = usize::from(area.width.saturating_sub(LEAD + 1));
    let end = prompt.text.char_indices().nth(prompt.cursor);
    let before = &prompt.text[..end.map_or(prompt.text.len(), |(at, _)| at)];
    let fits = |start: &usize| before[*start..].width() <= room;
    let starts = before.char_indices().map(|(at, _)| at).chain([before.len()]);
    let start = starts.into_iter().find(fits).unwrap_or(0);
    (start, u16::try_from(before[start..].width()).unwrap_or(u16::MAX))
}
