//! A walk of one who presses any key on screens of any size, and now and then
//! points and scrolls with a mouse: nothing breaks, and the cursor is always in
//! sight.
//!
//! A short one each time. The long one takes some minutes:
//! `COMITY_WALK=100000 cargo test --release --test it walk`.

use comity::tui::layout;
use comity::tui::state::Opened;
use comity::tui::update::Event;
use ratatui::layout::{Position, Rect};

use crate::desk::Desk;

const STEPS: usize = 1500;

const KEYS: &[&str] = &[
    "j",
    "k",
    "h",
    "l",
    "j",
    "k",
    "h",
    "l",
    "g g",
    "G",
    "g",
    "0",
    "$",
    "1",
    "2",
    "9",
    "Enter",
    "Enter",
    "Esc",
    "Esc",
    "/",
    "m",
    "v",
    "c",
    "t",
    "w",
    "n",
    "N",
    "d",
    "x",
    "y",
    "Tab",
    "?",
    "!",
    ":",
    "M",
    "B",
    "q",
    "cyber",
    "italy",
    "party:",
    "zz",
    "themes",
    "é",
    "日",
    "PageDown",
    "PageUp",
    "Backspace",
    "Down",
    "Up",
    "Left",
    "Right",
    "Home",
    "End",
    "Ctrl+u",
    "Ctrl+w",
    "Ctrl+d",
    "Ctrl+f",
    "Ctrl+l",
    "Ctrl+p",
    "Ctrl+r",
    "Ctrl+t",
    "V",
    "Ctrl+n",
    "f",
    "i",
    "o",
    "z",
    "W",
    "s",
    "S",
    "F",
    "L",
    "T",
    "Z",
    "-",
    "_",
    "=",
    "*",
    "a",
    "p",
    "C",
    "P",
    "A",
    "J",
    "K",
    "u",
    "e",
    "2021",
];

/// Numbers without a pattern, the same each time (Marsaglia 2003, "Xorshift
/// RNGs").
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).expect("below a usize")
    }

    fn place(&mut self, area: Rect) -> Position {
        let mut below = |end: u16| u16::try_from(self.below(usize::from(end) + 1)).unwrap_or(end);
        Position::new(below(area.width), below(area.height))
    }

    fn size(&mut self) -> (u16, u16) {
        let mut below = |end| u16::try_from(self.below(end)).expect("a small number");
        (1 + below(210), 1 + below(64))
    }
}

#[test]
fn any_keys_on_any_screen_keep_the_cursor_in_sight() {
    let steps = std::env::var("COMITY_WALK").ok().and_then(|steps| steps.parse().ok());
    let mut numbers = Numbers(20_261_126);
    let mut desk = Desk::new(80, 24);
    for _ in 0..steps.unwrap_or(STEPS) {
        if numbers.below(40) == 0 {
            let (width, height) = numbers.size();
            desk.resize(width, height);
        }
        match numbers.below(20) {
            0 => desk.tell(Event::Click(numbers.place(desk.state.area))),
            1 => desk.tell(Event::Wheel(if numbers.below(2) == 0 { 1 } else { -1 })),
            _ => drop(desk.press(KEYS[numbers.below(KEYS.len())])),
        }
        desk.draw();
        check(&desk);
    }
}

fn check(desk: &Desk) {
    let (state, world) = (&desk.state, &desk.world);
    let table = layout::grid(state.area, world, &state.grid).table;
    let table = layout::table(table, world, &state.grid);
    let (row, column) = state.grid.cursor();
    assert!((state.grid.top..state.grid.top + table.window.0).contains(&row));
    assert!((state.grid.left..state.grid.left + table.window.1).contains(&column));
    if let Some((x, y)) = desk.cursor() {
        assert!(state.area.contains(Position { x, y }), "{x}, {y} in {}", state.area);
    }
    let prompted = layout::prompted(layout::body(state.area)).list;
    match state.opened.last() {
        Some(Opened::Finder(finder)) => {
            in_sight(
                finder.selection.selected,
                finder.selection.top,
                layout::finder(state.area).hits,
            );
        }
        Some(Opened::Palette(palette)) => {
            in_sight(palette.selection.selected, palette.selection.top, prompted)
        }
        Some(Opened::Menu(menu)) => {
            in_sight(menu.selection.selected, menu.selection.top, layout::body(state.area));
        }
        Some(Opened::Themes(_)) => {
            in_sight(state.themes.seen, state.themes.top, layout::body(state.area));
        }
        _ => {}
    }
}

fn in_sight(selected: usize, top: usize, list: Rect) {
    assert!((top..top + usize::from(list.height).max(1)).contains(&selected));
}
