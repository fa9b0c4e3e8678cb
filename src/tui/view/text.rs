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
        let end = self.x + width.min(self.room());
        self.clip(text, width, style, look).goto(end)
    }

    /// Writes within `width` columns, an ellipsis for what does not fit.
    pub fn clip(&mut self, text: &str, width: u16, style: Style, look: Look<'_>) -> &mut Self {
        let width = width.min(self.room());
        self.write(&clipped(text, usize::from(width), look), style)
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

    /// Writes a row of `text` with layers of highlights, each over those before
    /// it: where two meet, what the upper leaves open shows the lower. All ranges
    /// are in bytes of `text`.
    pub fn layers(
        &mut self,
        text: &str,
        row: &Range<usize>,
        style: Style,
        layers: &[(&[Range<usize>], Style)],
    ) -> &mut Self {
        let ranges = layers.iter().flat_map(|(ranges, _)| *ranges);
        let ends = ranges.flat_map(|range| [range.start, range.end]);
        let mut cuts: Vec<usize> = ends
            .filter(|at| row.start < *at && *at < row.end)
            .chain([row.start, row.end])
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        for cut in cuts.windows(2) {
            let over =
                layers.iter().filter(|(ranges, _)| ranges.iter().any(|r| r.contains(&cut[0])));
            let style = over.fold(style, |style, (_, layer)| style.patch(*layer));
            self.write(&text[cut[0]..cut[1]], style);
        }
        self
    }

    /// The column of the screen that is written next.
    pub fn column(&self) -> u16 {
        self.x
    }

    /// Writes `text` from the byte `start` to the end of the line as
    /// [`row`](Self::row) does, with an ellipsis where either end is cut.
    pub fn excerpt(
        &mut self,
        text: &str,
        start: usize,
        styles: [Style; 2],
        highlights: &[Range<usize>],
        look: Look<'_>,
    ) {
        let ellipsis = look.pick("…", "~");
        if start > 0 {
            self.write(ellipsis, styles[0]);
        }
        let room = usize::from(self.room());
        let end = match text[start..].width() <= room {
            true => text.len(),
            false => start + fitting(&text[start..], room.saturating_sub(1)),
        };
        self.row(text, &(start..end), styles[0], highlights, styles[1]);
        if end < text.len() {
            self.write(ellipsis, styles[0]);
        }
    }

    /// Writes no further than so many columns from here.
    pub fn narrow(&mut self, width: usize) -> &mut Self {
        let width = u16::try_from(width).unwrap_or(u16::MAX);
        self.end = self.end.min(self.x.saturating_add(width));
        self
    }

    /// Writes `text` from the byte `start` to the end of the line as
    /// [`layers`](Self::layers) does, with an ellipsis where its end is cut.
    pub fn cut(
        &mut self,
        text: &str,
        start: usize,
        style: Style,
        layers: &[(&[Range<usize>], Style)],
        look: Look<'_>,
    ) {
        let room = usize::from(self.room());
        let is_whole = text[start..].width() <= room;
        let end = match is_whole {
            true => text.len(),
            false => start + fitting(&text[start..], room.saturating_sub(1)),
        };
        self.layers(text, &(start..end), style, layers);
        if !is_whole {
            self.write(look.pick("…", "~"), style);
        }
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
    match width.checked_sub(ellipsis.width()) {
        Some(room) => text[..fitting(text, room)].to_owned() + ellipsis,
        None => String::new(),
    }
}

/// The length in bytes of the longest beginning of a text that takes no more
/// than `width` columns.
fn fitting(text: &str, width: usize) -> usize {
    let mut columns = 0;
    let too_wide = text.char_indices().find(|(_, character)| {
        columns += character.width().unwrap_or(0);
        columns > width
    });
    too_wide.map_or(text.len(), |(at, _)| at)
}

/// Where to begin a text so that what stands at `at` is seen early, and no
/// more of `room` bytes than must be stays empty.
pub fn opening(text: &str, at: usize, room: usize) -> usize {
    /// Bytes before the place that may be shown.
    const LEAD: usize = 16;
    let wanted = at.saturating_sub(LEAD).min(text.len().saturating_sub(room));
    let wanted = text.floor_char_boundary(wanted);
    match wanted {
        0 => 0,
        _ => text[wanted..at.max(wanted)].find(' ').map_or(wanted, |blank| wanted + blank + 1),
    }
}
