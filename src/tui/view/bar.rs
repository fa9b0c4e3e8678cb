//! The lines above and below every pane.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::keymap::Keymap;
use crate::tui::state::{Far, State};
use crate::tui::theme::Role;
use crate::world::World;

use super::Look;
use super::text::Pen;

mod footer;
mod header;

pub use footer::typed_line;

pub struct BarView<'a> {
    pub world: &'a World,
    pub state: &'a State,
    pub keymap: &'a Keymap,
    pub look: Look<'a>,
    /// Rows of the pane below those that are seen.
    pub below: usize,
}

/// How far reading has come.
pub fn far(far: Far) -> String {
    format!("reading {} of {} files", far.done, far.total)
}

/// A line with a name and what is said of it.
pub fn plain(area: Rect, name: &str, about: &str, look: Look<'_>, buf: &mut Buffer) {
    let bar = look.style(Role::Bar);
    buf.set_style(area, bar);
    let mut pen = Pen::new(buf, area, 0);
    pen.write(" ", bar).write(name, look.style(Role::Title)).write("  ", bar).write(about, bar);
}

/// A key as its cap shows it.
pub fn key_label(key: &str, look: Look<'_>) -> String {
    let sign = match key {
        "Enter" => look.pick("⏎", "Enter"),
        "Up" => look.pick("↑", "Up"),
        "Down" => look.pick("↓", "Down"),
        "Left" => look.pick("←", "Left"),
        "Right" => look.pick("→", "Right"),
        key => return key.replace("Ctrl+", "^"),
    };
    sign.to_owned()
}

/// Several keys that ask for the same.
pub fn keys_label(keys: &[&str], look: Look<'_>) -> String {
    let keys: Vec<String> = keys.iter().map(|key| key_label(key, look)).collect();
    keys.join("  ")
}
