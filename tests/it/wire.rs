//! What is sent to the terminal makes it show the picture: on an emulator, for
//! any pictures, moves and sizes, and with any frame cut off.

use std::num::NonZeroU16;

use comity::tui::wire::Wire;
use proptest::prelude::*;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

use crate::desk::Desk;

/// A terminal that is shown pictures by a wire.
struct Glass {
    wire: Wire,
    emulator: vt100::Parser,
}

impl Glass {
    fn new(area: Rect, can_scroll: bool) -> Self {
        let emulator = vt100::Parser::new(size(area.height), size(area.width), 0);
        Self { wire: Wire::new(can_scroll), emulator }
    }

    /// Shows a picture; says how many bytes that took.
    fn show(&mut self, picture: &Buffer, cursor: Option<Position>) -> usize {
        let bytes = self.wire.frame(picture.clone(), cursor);
        self.emulator.process(&bytes);
        self.check(picture, cursor);
        bytes.len()
    }

    /// Sends the beginning of a frame, and no more of it.
    fn fail(&mut self, picture: &Buffer, share: usize) {
        let bytes = self.wire.frame(picture.clone(), None);
        self.emulator.process(&bytes[..bytes.len() * share / 100]);
        self.wire.forget();
    }

    fn resize(&mut self, area: Rect) {
        self.emulator.screen_mut().set_size(size(area.height), size(area.width));
    }

    fn check(&self, picture: &Buffer, cursor: Option<Position>) {
        let screen = self.emulator.screen();
        let Rect { width, height, .. } = picture.area;
        for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
            let shown = screen.cell(y, x).expect("a cell of the screen");
            if !shown.is_wide_continuation() {
                assert_eq!(look_of(shown), look(&picture[(x, y)]), "row {y}, column {x}");
            }
        }
        assert_eq!(screen.hide_cursor(), cursor.is_none());
        if let Some(Position { x, y }) = cursor {
            assert_eq!(screen.cursor_position(), (y, x));
        }
    }
}

fn size(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).expect("a screen with cells")
}

/// What is seen of a cell: of a blank, only what shows on it.
#[derive(Debug, PartialEq)]
struct Look {
    symbol: String,
    style: Option<(vt100::Color, [bool; 3])>,
    bg: vt100::Color,
    marks: [bool; 2],
}

impl Look {
    fn new(symbol: &str, colours: [vt100::Color; 2], weights: [bool; 3], marks: [bool; 2]) -> Self {
        let symbol = if symbol.is_empty() { " " } else { symbol };
        let is_seen = symbol != " " || marks.contains(&true);
        let style = is_seen.then_some((colours[0], weights));
        Self { symbol: symbol.to_owned(), style, bg: colours[1], marks }
    }
}

fn look_of(cell: &vt100::Cell) -> Look {
    let weights = [cell.bold(), cell.dim(), cell.italic()];
    let marks = [cell.underline(), cell.inverse()];
    let colours = [cell.fgcolor(), cell.bgcolor()].map(in_full);
    Look::new(cell.contents(), colours, weights, marks)
}

/// One of the 256 colours that are the same everywhere, by what it is made of.
fn in_full(colour: vt100::Color) -> vt100::Color {
    let vt100::Color::Idx(index @ 16..) = colour else { return colour };
    if let Some(grey) = index.checked_sub(232) {
        let part = 8 + 10 * grey;
        return vt100::Color::Rgb(part, part, part);
    }
    let part = |weight: u8| match (index - 16) / weight % 6 {
        0 => 0,
        step => 55 + 40 * step,
    };
    vt100::Color::Rgb(part(36), part(6), part(1))
}

fn look(cell: &Cell) -> Look {
    let has = |modifier| cell.modifier.contains(modifier);
    let weights = [Modifier::BOLD, Modifier::DIM, Modifier::ITALIC].map(has);
    let marks = [Modifier::UNDERLINED, Modifier::REVERSED].map(has);
    Look::new(cell.symbol(), [colour(cell.fg), colour(cell.bg)].map(in_full), weights, marks)
}

fn colour(colour: Color) -> vt100::Color {
    match colour {
        Color::Reset => vt100::Color::Default,
        Color::Black => vt100::Color::Idx(0),
        Color::Red => vt100::Color::Idx(1),
        Color::LightBlue => vt100::Color::Idx(12),
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
        other => panic!("{other} is not among those drawn here"),
    }
}

/// Something that happens to a picture.
#[derive(Clone, Debug)]
enum Change {
    Write {
        x: u16,
        y: u16,
        text: String,
        style: Style,
    },
    /// Rows move, and others come.
    Scroll {
        top: u16,
        rows: u16,
        by: u16,
        is_up: bool,
        text: String,
    },
    Restyle(Rect, Style),
    Resize(u16, u16),
    /// A frame is cut off after so many hundredths of it.
    Fail(usize),
    Cursor(Option<(u16, u16)>),
}

fn style() -> impl Strategy<Value = Style> {
    let colours =
        [Color::Reset, Color::Red, Color::LightBlue, Color::Indexed(200), Color::Rgb(1, 22, 133)];
    let modifiers =
        [Modifier::empty(), Modifier::BOLD, Modifier::DIM, Modifier::ITALIC | Modifier::BOLD];
    let marks = [Modifier::empty(), Modifier::empty(), Modifier::UNDERLINED, Modifier::REVERSED];
    let colour = move || proptest::sample::select(colours.to_vec());
    let modifier = proptest::sample::select(modifiers.to_vec());
    let marks = proptest::sample::select(marks.to_vec());
    (colour(), colour(), modifier, marks).prop_map(|(fg, bg, modifier, mark)| {
        // The emulator holds a letter for bold or dim, not for both.
        let modifier = modifier | mark;
        Style::new().fg(fg).bg(bg).add_modifier(modifier).remove_modifier(!modifier)
    })
}

fn change() -> impl Strategy<Value = Change> {
    let text = || "[a-e –日 é👍▸]{0,30}|[a-c]{5,60}|(word e\u{301} ){0,6}";
    prop_oneof![
        (0..60_u16, 0..24_u16, text(), style()).prop_map(|(x, y, text, style)| Change::Write {
            x,
            y,
            text,
            style
        }),
        (0..12_u16, 2..20_u16, 1..4_u16, any::<bool>(), text())
            .prop_map(|(top, rows, by, is_up, text)| Change::Scroll { top, rows, by, is_up, text }),
        (0..50_u16, 0..20_u16, 0..60_u16, 0..4_u16, style()).prop_map(
            |(x, y, width, height, style)| Change::Restyle(Rect { x, y, width, height }, style)
        ),
        (1..90_u16, 1..30_u16).prop_map(|(width, height)| Change::Resize(width, height)),
        (0..100_usize).prop_map(Change::Fail),
        proptest::option::of((0..90_u16, 0..30_u16)).prop_map(Change::Cursor),
    ]
}

fn scroll(picture: &mut Buffer, rows: std::ops::Range<u16>, by: u16, is_up: bool, text: &str) {
    let width = usize::from(picture.area.width);
    let at = |y: u16| usize::from(y) * width;
    let by = by.min(rows.end - rows.start);
    let cells = &mut picture.content[at(rows.start)..at(rows.end)];
    let come = if is_up {
        cells.rotate_left(at(by));
        rows.end - by..rows.end
    } else {
        cells.rotate_right(at(by));
        rows.start..rows.start + by
    };
    for y in come {
        picture.content[at(y)..at(y + 1)].iter_mut().for_each(Cell::reset);
        picture.set_string(0, y, text, Style::new());
    }
}

fn play(changes: Vec<Change>, can_scroll: bool) {
    let mut picture = Buffer::empty(Rect::new(0, 0, 60, 20));
    let mut cursor = None;
    let mut glass = Glass::new(picture.area, can_scroll);
    for change in changes {
        let area = picture.area;
        match change {
            Change::Write { x, y, text, style } if x < area.width && y < area.height => {
                picture.set_string(x, y, text, style);
            }
            Change::Write { .. } => {}
            Change::Scroll { top, rows, by, is_up, text } => {
                let end = top.saturating_add(rows).min(area.height);
                scroll(&mut picture, top.min(end)..end, by, is_up, &text);
            }
            Change::Restyle(part, style) => picture.set_style(part, style),
            Change::Resize(width, height) => {
                picture = Buffer::empty(Rect::new(0, 0, width, height));
                glass.resize(picture.area);
            }
            Change::Fail(share) => glass.fail(&picture, share),
            Change::Cursor(at) => cursor = at.map(Position::from),
        }
        let seen = cursor.filter(|at| picture.area.contains(*at));
        glass.show(&picture, seen);
        assert_eq!(glass.show(&picture, seen), 0, "what is shown already costs nothing");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..Default::default() })]

    #[test]
    fn the_terminal_shows_the_picture(
        changes in proptest::collection::vec(change(), 1..30),
        can_scroll: bool,
    ) {
        play(changes, can_scroll);
    }
}

/// The bytes that a key costs, after some that lead to where it is pressed.
fn bytes_of(size: (u16, u16), way: &str, key: &str) -> usize {
    let mut desk = Desk::new(size.0, size.1);
    desk.press(way);
    let mut glass = Glass::new(desk.state.area, true);
    glass.show(&desk.draw(), None);
    desk.press(key);
    glass.show(&desk.draw(), None)
}

#[test]
fn a_line_of_a_text_costs_a_line() {
    for size in [(80, 24), (200, 60)] {
        for (key, back) in [("j", "k"), ("k", "j")] {
            let way = format!("l l Enter {back} {back}");
            let bytes = bytes_of(size, &way, key);
            assert!(bytes <= 250, "{key} at {size:?}: {bytes} bytes");
        }
    }
}

#[test]
fn a_step_in_the_grid_costs_the_sentence_it_shows() {
    let mut costs: Vec<usize> =
        ["j", "k", "h", "l"].iter().map(|key| bytes_of((80, 24), "j j l", key)).collect();
    costs.sort_unstable();
    assert!(costs[1] <= 400, "half of the steps cost more: {costs:?}");
}

#[test]
fn every_pane_arrives_as_it_is_drawn() {
    let mut desk = Desk::new(100, 30);
    let mut glass = Glass::new(desk.state.area, true);
    let keys = "j j Enter j j j k PageDown G g Esc / semicon Down Down Esc m l l m v j j n Esc Esc \
                c j PageDown Esc ? j j Esc t l j";
    for key in keys.split_whitespace() {
        desk.press(key);
        glass.show(&desk.draw(), None);
    }
}
