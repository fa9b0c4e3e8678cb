//! What the terminal sends: keys, and among them answers and what a mouse does.
//!
//! crossterm keeps answers to itself, so bytes are read here and made out by
//! the crate termina, whose parser is crossterm's with the answers told. The
//! keys are handed on as crossterm's.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::os::fd::AsFd;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::layout::Position;
use rustix::event::{PollFd, PollFlags, poll};
use termina::escape::csi::{Csi, Cursor};
use termina::event as read;

/// Something that came from the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    Key(KeyEvent),
    /// The first button of the mouse.
    Click(Position),
    /// The wheel, by so many notches.
    Wheel(isize),
    /// Where its cursor stands: it has shown what was sent before.
    Answer,
}

/// What is read at once.
const PIECE: usize = 1024;

/// What begins an answer of a kind never asked for here. From a keyboard they
/// are letters with Alt, and nothing may wait for their end.
const STRINGS: [&[u8]; 2] = [b"\x1bP", b"\x1b]"];

/// Makes out what the terminal sends, piece by piece.
#[derive(Default)]
pub struct Ear {
    parser: termina::Parser,
}

impl Ear {
    /// What there is in a piece, which may end where the next one goes on.
    pub fn hear(&mut self, mut bytes: &[u8]) -> Vec<Heard> {
        let mut heard = Vec::new();
        let may_go_on = bytes.len() == PIECE;
        while let Some(at) = bytes.windows(2).position(|pair| STRINGS.contains(&pair)) {
            self.parse(&bytes[..at], false, &mut heard);
            let letter = KeyCode::Char(char::from(bytes[at + 1]));
            heard.push(Heard::Key(KeyEvent::new(letter, KeyModifiers::ALT)));
            bytes = &bytes[at + 2..];
        }
        self.parse(bytes, may_go_on, &mut heard);
        heard
    }

    fn parse(&mut self, bytes: &[u8], may_go_on: bool, heard: &mut Vec<Heard>) {
        self.parser.parse(bytes, may_go_on);
        heard.extend(std::iter::from_fn(|| self.parser.pop()).filter_map(made_out));
    }
}

/// Listens until the terminal is gone, or nobody wants to `hear` more.
///
/// # Errors
/// Where the terminal can no longer be read.
pub fn listen(mut hear: impl FnMut(Heard) -> bool) -> io::Result<()> {
    let mut terminal = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let (mut ear, mut piece) = (Ear::default(), [0; PIECE]);
    loop {
        let length = match terminal.read(&mut piece) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(length) => length,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            // Another program has changed how the terminal is read.
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                poll(&mut [PollFd::new(&terminal, PollFlags::IN)], None)?;
                continue;
            }
            Err(error) => return Err(error),
        };
        if !ear.hear(&piece[..length]).into_iter().all(&mut hear) {
            return Ok(());
        }
    }
}

fn made_out(event: termina::Event) -> Option<Heard> {
    match event {
        termina::Event::Key(key) => made_out_key(key).map(Heard::Key),
        termina::Event::Mouse(mouse) => made_out_mouse(mouse),
        termina::Event::Csi(Csi::Cursor(Cursor::ActivePositionReport { .. })) => {
            Some(Heard::Answer)
        }
        _ => None,
    }
}

/// What a mouse asks for; the other buttons and the pointer's way ask nothing.
fn made_out_mouse(mouse: read::MouseEvent) -> Option<Heard> {
    match mouse.kind {
        read::MouseEventKind::Down(read::MouseButton::Left) => {
            Some(Heard::Click(Position::new(mouse.column, mouse.row)))
        }
        read::MouseEventKind::ScrollDown => Some(Heard::Wheel(1)),
        read::MouseEventKind::ScrollUp => Some(Heard::Wheel(-1)),
        _ => None,
    }
}

/// The same key in the other crate's words; none for those no terminal sends
/// unasked.
fn made_out_key(key: read::KeyEvent) -> Option<KeyEvent> {
    let code = match key.code {
        read::KeyCode::Char(letter) => KeyCode::Char(letter),
        read::KeyCode::Enter => KeyCode::Enter,
        read::KeyCode::Backspace => KeyCode::Backspace,
        read::KeyCode::Tab => KeyCode::Tab,
        read::KeyCode::BackTab => KeyCode::BackTab,
        read::KeyCode::Escape => KeyCode::Esc,
        read::KeyCode::Left => KeyCode::Left,
        read::KeyCode::Right => KeyCode::Right,
        read::KeyCode::Up => KeyCode::Up,
        read::KeyCode::Down => KeyCode::Down,
        read::KeyCode::Home => KeyCode::Home,
        read::KeyCode::End => KeyCode::End,
        read::KeyCode::PageUp => KeyCode::PageUp,
        read::KeyCode::PageDown => KeyCode::PageDown,
        read::KeyCode::Insert => KeyCode::Insert,
        read::KeyCode::Delete => KeyCode::Delete,
        read::KeyCode::Function(number) => KeyCode::F(number),
        _ => return None,
    };
    let kind = match key.kind {
        read::KeyEventKind::Press => KeyEventKind::Press,
        read::KeyEventKind::Repeat => KeyEventKind::Repeat,
        read::KeyEventKind::Release => KeyEventKind::Release,
    };
    let modifiers = [
        (read::Modifiers::SHIFT, KeyModifiers::SHIFT),
        (read::Modifiers::CONTROL, KeyModifiers::CONTROL),
        (read::Modifiers::ALT, KeyModifiers::ALT),
        (read::Modifiers::SUPER, KeyModifiers::SUPER),
        (read::Modifiers::HYPER, KeyModifiers::HYPER),
        (read::Modifiers::META, KeyModifiers::META),
    ];
    let held = modifiers.into_iter().filter(|(theirs, _)| key.modifiers.contains(*theirs));
    let held = held.map(|(_, ours)| ours).collect();
    Some(KeyEvent::new_with_kind(code, held, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(pieces: &[&[u8]]) -> Vec<Heard> {
        let mut ear = Ear::default();
        pieces.iter().flat_map(|piece| ear.hear(piece)).collect()
    }

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Heard {
        Heard::Key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn an_answer_between_keys_is_no_key() {
        let heard = heard(&[b"j\x1b[12;80Rk\x1b[B"]);
        let plain = |code| key(code, KeyModifiers::NONE);
        let down = plain(KeyCode::Down);
        assert_eq!(
            heard,
            [plain(KeyCode::Char('j')), Heard::Answer, plain(KeyCode::Char('k')), down]
        );
    }

    #[test]
    fn a_key_may_come_in_pieces_and_escape_is_not_waited_for() {
        assert_eq!(heard(&[b"\x1b"]), [key(KeyCode::Esc, KeyModifiers::NONE)]);
        assert_eq!(heard(&[b"\x1b[1;5", b"C"]), [key(KeyCode::Right, KeyModifiers::CONTROL)]);
        assert_eq!(heard(&["é".as_bytes()]), [key(KeyCode::Char('é'), KeyModifiers::NONE)]);
        assert_eq!(
            heard(&[b"\x04\x1a"]),
            [
                key(KeyCode::Char('d'), KeyModifiers::CONTROL),
                key(KeyCode::Char('z'), KeyModifiers::CONTROL)
            ]
        );
    }

    #[test]
    fn a_mouse_points_and_turns_its_wheel() {
        let heard = heard(&[b"\x1b[<0;12;5M\x1b[<0;12;5m\x1b[<64;1;1M\x1b[<65;1;1M\x1b[<2;1;1M"]);
        let click = Heard::Click(Position::new(11, 4));
        assert_eq!(heard, [click, Heard::Wheel(-1), Heard::Wheel(1)]);
    }

    #[test]
    fn no_key_makes_it_deaf() {
        for first in [b"\x1bP", b"\x1b]"] {
            let heard = heard(&[first, b"\x03"]);
            assert_eq!(heard.last(), Some(&key(KeyCode::Char('c'), KeyModifiers::CONTROL)));
            assert_eq!(heard.len(), 2);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_break_it(pieces: Vec<Vec<u8>>) {
            let pieces: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
            heard(&pieces);
        }
    }
}
