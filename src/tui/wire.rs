//! The way to the terminal: from the picture it shows to the next one, in as
//! few bytes as that takes. Reads and writes nothing itself.
//!
//! A [`Wire`] keeps a copy of what the terminal shows. Where rows have moved,
//! the terminal moves them itself (`band`); then only what still differs is
//! written, by the shortest move of the cursor (`seek`) and the shortest
//! change of style (`pen`). A line of a long text costs two hundred bytes
//! so, where writing all of it costs ten thousand.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

mod band;
mod pen;
mod seek;

use pen::{Ink, Pen};

/// A frame of so many bytes is shown in one piece by terminals that can
/// (mode 2026). A smaller one arrives in one piece anyway.
const LARGE: usize = 1024;
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// Whatever the terminal was left in: no margins, no style, nothing on it, not
/// even the cursor.
const WIPE: &[u8] = b"\x1b[r\x1b[m\x1b[2J\x1b[?25l";

/// So many bands move in one frame: a list, and the text beside it.
const MOST_BANDS: usize = 3;

/// What a terminal shows, and how to make it show something else.
pub struct Wire {
    shown: Buffer,
    /// Whether the terminal is known to show that.
    is_known: bool,
    /// Where its cursor is seen, if it is.
    cursor: Option<Position>,
    /// Whether the terminal can be asked to move rows.
    can_scroll: bool,
}

impl Wire {
    /// A terminal that may show anything.
    pub fn new(can_scroll: bool) -> Self {
        Self { shown: Buffer::default(), is_known: false, cursor: None, can_scroll }
    }

    /// Takes nothing for known any more, as when something else has written on
    /// the terminal or a frame was not sent to its end.
    pub fn forget(&mut self) {
        self.is_known = false;
    }

    /// The bytes that make the terminal show a picture, with its cursor where
    /// it is wanted, if anywhere. Nothing where it shows that already.
    pub fn frame(&mut self, mut next: Buffer, cursor: Option<Position>) -> Vec<u8> {
        plain(&mut next);
        let mut frame = Frame::default();
        if !self.is_known || self.shown.area != next.area {
            frame.bytes.extend(WIPE);
            self.shown = Buffer::empty(next.area);
            self.cursor = None;
        }
        self.scroll(&next, &mut frame);
        for y in 0..next.area.height {
            frame.row(row(&self.shown, y), row(&next, y), y);
        }
        frame.pen.lift(&mut frame.bytes);
        self.cursor(cursor.filter(|at| next.area.contains(*at)), &mut frame);
        (self.shown, self.is_known) = (next, true);
        if frame.bytes.len() < LARGE {
            return frame.bytes;
        }
        [BEGIN, &frame.bytes, END].concat()
    }

    /// Lets the terminal move the rows that have moved.
    fn scroll(&mut self, next: &Buffer, frame: &mut Frame) {
        if !self.can_scroll {
            return;
        }
        for _ in 0..MOST_BANDS {
            let Some(band) = band::find(&self.shown, next) else { return };
            band.write(&mut frame.bytes);
            band.apply(&mut self.shown);
            frame.at = None;
        }
    }

    /// Shows the cursor where it is wanted, which writing has moved it from.
    fn cursor(&mut self, wanted: Option<Position>, frame: &mut Frame) {
        if let Some(wanted) = wanted.filter(|_| wanted != self.cursor || !frame.bytes.is_empty()) {
            frame.goto(wanted);
        }
        match (self.cursor.is_some(), wanted.is_some()) {
            (false, true) => frame.bytes.extend(b"\x1b[?25h"),
            (true, false) => frame.bytes.extend(b"\x1b[?25l"),
            _ => {}
        }
        self.cursor = wanted;
    }
}

/// The bytes of a frame, and what the terminal makes of them.
#[derive(Default)]
struct Frame {
    bytes: Vec<u8>,
    pen: Pen,
    /// Where the cursor stands, if that is known.
    at: Option<Position>,
}

impl Frame {
    /// Writes what differs in a row.
    fn row(&mut self, shown: &[Cell], next: &[Cell], y: u16) {
        if shown == next {
            return;
        }
        let end = written(next);
        let mut x = 0;
        while x < next.len() {
            if shown[x] == next[x] {
                x += 1;
                continue;
            }
            let at = Position::new(u16::try_from(x).unwrap_or(u16::MAX), y);
            if x >= end {
                self.goto(at);
                self.pen.clear_to_end_of_line(&mut self.bytes);
                return;
            }
            if !self.bridge(next, at) {
                self.goto(at);
            }
            x += self.cell(&next[x], at, next.len());
        }
    }

    /// Writes over the cells up to a place again, where that takes no more than
    /// a move would: a few letters in the same style.
    fn bridge(&mut self, row: &[Cell], to: Position) -> bool {
        /// What a move within a line costs.
        const MOVE: usize = 4;
        let Some(at) = self.at.filter(|at| at.y == to.y && at.x < to.x) else { return false };
        let gap = &row[usize::from(at.x)..usize::from(to.x)];
        let bytes: usize = gap.iter().map(|cell| cell.symbol().len()).sum();
        let is_plain = |cell: &Cell| cell.symbol().len() == 1 && self.pen.writes(Ink::of(cell));
        if bytes > MOVE || !gap.iter().all(is_plain) {
            return false;
        }
        for cell in gap {
            self.bytes.extend(cell.symbol().as_bytes());
        }
        self.at = Some(to);
        true
    }

    /// Writes a cell, and says how many columns it takes of `width`.
    fn cell(&mut self, cell: &Cell, at: Position, width: usize) -> usize {
        self.pen.take(Ink::of(cell), &mut self.bytes);
        let symbol = cell.symbol();
        self.bytes.extend(symbol.as_bytes());
        let columns = symbol.width().max(1);
        let next = usize::from(at.x) + columns;
        // Behind the last column terminals differ, and in how wide they take
        // several characters in one cell.
        let is_known = next < width && symbol.chars().nth(1).is_none();
        let x = u16::try_from(next).unwrap_or(u16::MAX);
        self.at = is_known.then_some(Position { x, ..at });
        columns
    }

    fn goto(&mut self, to: Position) {
        seek::write(self.at, to, &mut self.bytes);
        self.at = Some(to);
    }
}

/// Brings a picture into the one form in which pictures are compared: what
/// looks the same is the same.
fn plain(picture: &mut Buffer) {
    let width = usize::from(picture.area.width);
    for row in picture.content.chunks_mut(width.max(1)) {
        let mut x = 0;
        while x < row.len() {
            let columns = plain_cell(&mut row[x], width - x);
            for covered in &mut row[x + 1..x + columns] {
                // The right half of a wide letter is nobody's to write on.
                covered.reset();
                covered.set_symbol("");
            }
            x += columns;
        }
    }
}

/// The same for a cell; says how many of the columns that are left it takes.
fn plain_cell(cell: &mut Cell, room: usize) -> usize {
    cell.diff_option = ratatui::buffer::CellDiffOption::None;
    let symbol = cell.symbol();
    let mut columns = 1;
    if !matches!(symbol.as_bytes(), [b' '..=b'~']) {
        columns = symbol.width();
        if columns == 0 || columns > room || symbol.chars().any(char::is_control) {
            cell.set_symbol(" ");
            columns = 1;
        }
    }
    if is_blank(cell) {
        let bg = cell.bg;
        cell.reset();
        cell.bg = bg;
    }
    columns
}

/// Whether nothing but its background can be seen of a cell.
fn is_blank(cell: &Cell) -> bool {
    const SEEN: Modifier =
        Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);
    cell.symbol() == " " && !cell.modifier.intersects(SEEN)
}

/// How many cells of a row have something on them; behind these it is empty.
fn written(row: &[Cell]) -> usize {
    row.len() - row.iter().rev().take_while(|cell| **cell == Cell::EMPTY).count()
}

fn row(picture: &Buffer, y: u16) -> &[Cell] {
    let Rect { width, .. } = picture.area;
    let start = usize::from(y) * usize::from(width);
    &picture.content[start..start + usize::from(width)]
}
