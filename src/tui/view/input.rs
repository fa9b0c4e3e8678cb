//! A line that is typed into.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::tui::prompt::Prompt;

use super::text::Pen;

/// What stands in front, and what is typed behind it.
pub struct InputLine<'a> {
    pub label: &'a str,
    pub prompt: &'a Prompt,
    /// What may be typed, told while nothing is.
    pub wanted: &'static str,
}

impl<'a> InputLine<'a> {
    /// A line that says elsewhere what may be typed.
    pub fn plain(label: &'a str, prompt: &'a Prompt) -> Self {
        Self { label, prompt, wanted: "" }
    }
}

impl InputLine<'_> {
    /// Writes the part of the line that the cursor is in.
    pub fn render(&self, area: Rect, styles: [Style; 2], buf: &mut Buffer) {
        let scroll = self.prompt.input().visual_scroll(self.room(area));
        let text = &self.prompt.text;
        let shown = &text[past(text, scroll)..];
        Pen::new(buf, area, 0).write(self.label, styles[0]).write(shown, styles[1]);
    }

    /// Where the terminal's own cursor belongs.
    pub fn cursor(&self, area: Rect) -> Option<(u16, u16)> {
        let input = self.prompt.input();
        let column = input.visual_cursor().saturating_sub(input.visual_scroll(self.room(area)));
        let column = u16::try_from(self.label.width() + column).unwrap_or(u16::MAX);
        let x = area.x.saturating_add(column);
        (x < area.right()).then_some((x, area.y))
    }

    /// The columns of prompt and text.
    pub fn width(&self) -> u16 {
        u16::try_from(self.label.width() + self.prompt.text.width()).unwrap_or(u16::MAX)
    }

    /// The columns of the text, less the one the cursor may stand in after it.
    fn room(&self, area: Rect) -> usize {
        usize::from(area.width).saturating_sub(self.label.width() + 1)
    }
}

/// The byte at which so many columns of a text are past.
fn past(text: &str, columns: usize) -> usize {
    let mut width = 0;
    let seen = text.char_indices().find(|(_, character)| {
        width += character.width().unwrap_or(0);
        width > columns
    });
    seen.map_or(text.len(), |(at, _)| at)
}
