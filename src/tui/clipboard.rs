//! The clipboard of the user's own terminal, over whatever lies between.

use std::fmt::Write as _;

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;

/// GNU screen passes on no more than this in one piece, with room to spare.
const SCREEN_PIECE: usize = 256;

/// What stands between comity and the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Between {
    pub has_tmux: bool,
    pub has_screen: bool,
}

impl Between {
    /// By the variables that the two set, and by the terminal's name, which
    /// alone goes along over SSH.
    pub fn from_env() -> Self {
        let is_set = |name| std::env::var_os(name).is_some();
        let term = std::env::var("TERM").unwrap_or_default();
        let has_tmux = is_set("TMUX") || term.starts_with("tmux");
        let has_screen = is_set("STY") || (term.starts_with("screen") && !has_tmux);
        Self { has_tmux, has_screen }
    }
}

/// The bytes that hand a text to the clipboard (OSC 52): as they are, for the
/// terminal or a multiplexer that takes them itself, and wrapped for those that
/// only pass them on.
pub fn copy(text: &str, between: Between) -> String {
    let mut plain = String::new();
    CopyToClipboard::to_clipboard_from(text)
        .write_ansi(&mut plain)
        .expect("a string can be written to");
    let mut bytes = plain.clone();
    if between.has_tmux {
        let doubled = plain.replace('\x1b', "\x1b\x1b");
        write!(bytes, "\x1bPtmux;{doubled}\x1b\\").expect("a string can be written to");
    }
    if between.has_screen {
        // The last piece is the end of the sequence, which would else end the
        // wrapping.
        let plain = plain.replace("\x1b\\", "\x07");
        for piece in plain.as_bytes().chunks(SCREEN_PIECE) {
            let piece = std::str::from_utf8(piece).expect("base64 is ASCII");
            write!(bytes, "\x1bP{piece}\x1b\\").expect("a string can be written to");
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiplexers_get_it_wrapped() {
        let plain = copy("hello", Between::default());
        assert_eq!(plain, "\x1b]52;c;aGVsbG8=\x1b\\");
        let tmux = copy("hello", Between { has_tmux: true, has_screen: false });
        let wrapped = "\x1bPtmux;\x1b\x1b]52;c;aGVsbG8=\x1b\x1b\\\x1b\\";
        assert_eq!(tmux, format!("{plain}{wrapped}"));
        let screen = copy(&"long ".repeat(200), Between { has_tmux: false, has_screen: true });
        let pieces = screen.matches("\x1bP").count();
        assert_eq!(pieces, (1000_usize.div_ceil(3) * 4 + 8).div_ceil(SCREEN_PIECE));
    }
}
