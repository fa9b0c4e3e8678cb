//! Lines of text in a buffer: clipped, styled, highlighted.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Look;

/// A pen that writes one line of an area from left to right.
pub struct Pen<'a> {
    buf: &'a mut Buffer,
    x: u16,
    y: u16,
    end: u16,
}

impl<'a> Pen<'a> {
    /// A pen at the beginning of a line of `area`, counted from 0; below the
    /// area it writes nothing.
    pub fn new(buf: &'a mut Buffer, area: Rect, line: usize) -> Self {
        let area = area.intersection(buf.area);
        let is_inside = line < usize::from(area.height);
        let end = if is_inside { area.right() } else { area.x };
        let y = area.y.saturating_add(u16::try_from(line).unwrap_or(u16::MAX));
        Self { buf, x: area.x, y, end }
    }

    /// Writes what fits, without a sign for what does not.
    pub fn write(&mut self, text: &str, style: Style) -> &mut Self {
        if self.x < self.end {
            let room = usize::from(self.end - self.x);
            self.x = self.buf.set_stringn(self.x, self.y, text, room, style).0;
        }
        self
    }

    /// Writes within `width` columns, an ellipsis for what does not fit, and
    /// goes to their end.
    pub fn field(&mut self, text: &str, width: u16, style: Style, look: Look<'_>) -> &mut Self {
        let start = self.x;
        let width = width.min(self.end.saturating_sub(start));
        self.write(&clipped(text, usize::from(width), look), style);
        self.x = (start + width).max(self.x);
        self
    }

    /// Goes to a column of the screen, never back.
    pub fn goto(&mut self, x: u16) -> &mut Self {
        self.x = self.x.max(x).min(self.end);
        self
    }

    /// Writes at the end of the line, if it fits behind what stands there.
    pub fn right(&mut self, text: &str, style: Style) -> &mut Self {
        let width = u16::try_from(text.width()).unwrap_or(u16::MAX);
        if let Some(x) = self.end.checked_sub(width).filter(|x| *x > self.x) {
            self.x = x;
            self.write(text, style);
        }
        self
    }

    /// Fills the rest of the line.
    pub fn fill(&mut self, symbol: &str, style: Style) {
        while self.x < self.end {
            self.write(symbol, style);
        }
    }

    /// Writes a row of `text`, the highlights within it in a style of their
    /// own. All ranges are in bytes of `text`.
    pub fn row(
        &mut self,
        text: &str,
        row: &Range<usize>,
        style: Style,
        highlights: &[Range<usize>],
        highlight: Style,
    ) -> &mut Self {
        let mut at = row.start;
        for range in highlights {
            let (start, end) = (range.start.max(at), range.end.min(row.end));
            if start >= end {
                continue;
            }
            self.write(&text[at..start], style);
            self.write(&text[start..end], highlight);
            at = end;
        }
        self.write(&text[at..row.end], style)
    }

    /// The column of the screen that is written next.
    pub fn column(&self) -> u16 {
        self.x
    }

    /// How many columns are left.
    pub fn room(&self) -> u16 {
        self.end.saturating_sub(self.x)
    }
}

/// Text within `width` columns, its end replaced by an ellipsis where it is
/// longer.
pub fn clipped(text: &str, width: usize, look: Look<'_>) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let ellipsis = look.pick("…", "~");
    let mut clipped = String::new();
    let mut room = width.saturating_sub(ellipsis.width());
    for character in text.chars() {
        let columns = character.width().unwrap_or(0);
        if columns > room {
            break;
        }
        room -= columns;
        clipped.push(character);
    }
    if width > 0 {
        clipped += ellipsis;
    }
    clipped
}
