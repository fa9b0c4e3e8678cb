//! How far reading has come, on stderr where somebody looks at it.

use std::cell::Cell;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::glyph::Glyphs;

use super::speech;

/// What takes no longer needs no bar.
const PATIENCE: Duration = Duration::from_millis(250);

/// Between two pictures of the bar.
const PAUSE: Duration = Duration::from_millis(50);

/// Cells of the bar.
const WIDTH: usize = 30;

/// A line that is drawn over itself, and gone in the end.
pub struct Bar {
    due: Cell<Instant>,
    is_drawn: Cell<bool>,
    /// Whether anybody looks.
    is_seen: bool,
    glyphs: Glyphs,
}

impl Bar {
    pub fn new(glyphs: Glyphs) -> Self {
        let due = Cell::new(Instant::now() + PATIENCE);
        let is_seen = io::stderr().is_terminal() && !speech::manner().is_quiet;
        Self { due, is_drawn: Cell::new(false), is_seen, glyphs }
    }

    /// Draws so many of so many files, unless that was done just now.
    pub fn draw(&self, done: usize, total: usize) {
        let now = Instant::now();
        if self.is_seen && now >= self.due.get() {
            self.due.set(now + PAUSE);
            self.is_drawn.set(true);
            write(&format!("\r{}\x1b[K", line(done, total, self.glyphs)));
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if self.is_drawn.get() {
            write("\r\x1b[K");
        }
    }
}

fn line(done: usize, total: usize, glyphs: Glyphs) -> String {
    let full = done * WIDTH / total.max(1);
    let bar = format!("{}{}", "━".repeat(full), " ".repeat(WIDTH.saturating_sub(full)));
    glyphs.spell(&format!("reading {bar} {done} of {total} files"))
}

/// Where stderr is closed nobody is left to tell.
fn write(text: &str) {
    let mut out = io::stderr().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_fills_as_files_are_read() {
        let blank = |cells| " ".repeat(cells);
        let unicode = |done| line(done, 4, Glyphs::Unicode);
        assert_eq!(unicode(0), format!("reading {} 0 of 4 files", blank(30)));
        assert_eq!(unicode(2), format!("reading {}{} 2 of 4 files", "━".repeat(15), blank(15)));
        assert_eq!(unicode(4), format!("reading {} 4 of 4 files", "━".repeat(30)));
        assert!(line(3, 4, Glyphs::Ascii).is_ascii());
    }
}
