//! What a key sends to the terminal, in bytes: `cargo bench --bench bytes`. A
//! table, on the joint statements beside the repository or, without them, on the
//! starter corpus.

use std::path::Path;

use comity::codebook::Codebook;
use comity::glyph::Glyphs;
use comity::tui::keymap::Keymap;
use comity::tui::state::State;
use comity::tui::theme;
use comity::tui::update::{Event, update};
use comity::tui::view::{Look, ScreenView};
use comity::tui::wire::Wire;
use comity::world::World;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

/// What is done, the keys that lead there, and the keys that are counted.
const WALKS: &[(&str, &str, &str)] = &[
    ("grid: step", "", "jjjjjjlllllljjjjjhhhkkkkkk"),
    ("grid: turned", "t", "jjjjjjllllkkkkhhh"),
    ("reader: line", "jj\n", "jjjjjjjjjjkkkkk"),
    ("reader: page", "jj\n", "ffffbb"),
    ("finder: letter", "/", "semiconductor"),
];

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = root.join("../shared/joint-statements");
    let corpus = if shared.exists() { shared } else { root.join("seeds") };
    let world = World::read(&[corpus], Codebook::defence()).expect("the corpus exists");
    println!("{:<16} {:>9} {:>7} {:>7} {:>7}", "bytes a key", "screen", "least", "median", "most");
    for (name, way, keys) in WALKS {
        for (width, height) in [(80, 24), (200, 60)] {
            let mut bytes = walk(&world, Rect::new(0, 0, width, height), way, keys);
            bytes.sort_unstable();
            let (least, most) = (bytes[0], bytes[bytes.len() - 1]);
            let (screen, median) = (format!("{width}x{height}"), bytes[bytes.len() / 2]);
            println!("{name:<16} {screen:>9} {least:>7} {median:>7} {most:>7}");
        }
    }
}

/// The bytes that each of some keys sends.
fn walk(world: &World, area: Rect, way: &str, keys: &str) -> Vec<usize> {
    let (mut state, keymap) = (State::new(area, world), Keymap::default());
    let theme = theme::find("dark").expect("a built-in theme");
    let mut wire = Wire::new(true);
    let mut frame = |state: &State| {
        let (mut buf, look) =
            (Buffer::empty(area), Look { theme: &theme, glyphs: Glyphs::Unicode });
        let view = ScreenView { world, state, keymap: &keymap, look };
        view.render(area, &mut buf);
        wire.frame(buf, view.cursor().map(Into::into)).len()
    };
    let press = |state: &mut State, letter: char| {
        let code = if letter == '\n' { KeyCode::Enter } else { KeyCode::Char(letter) };
        update(state, world, &keymap, Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
    };
    way.chars().for_each(|letter| press(&mut state, letter));
    frame(&state);
    keys.chars()
        .map(|letter| {
            press(&mut state, letter);
            frame(&state)
        })
        .collect()
}
