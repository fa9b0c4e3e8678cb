//! A line of input in less room than it needs.

use tui_input::Input;
use unicode_width::UnicodeWidthChar;

/// What is seen of a text in so many columns, the cursor among them.
pub fn seen(text: &str, cursor: usize, width: usize) -> &str {
    let input = Input::new(text.to_owned()).with_cursor(cursor);
    &text[past(text, input.visual_scroll(width))..]
}

/// The column in which the cursor is then.
pub fn column(text: &str, cursor: usize, width: usize) -> u16 {
    let input = Input::new(text.to_owned()).with_cursor(cursor);
    let column = input.visual_cursor().saturating_sub(input.visual_scroll(width));
    u16::try_from(column).unwrap_or(u16::MAX)
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
