//! What the terminal sends: keys, and among them answers, what a mouse does and
//! what is pasted.
//!
//! crossterm keeps answers to itself, so bytes are read here and made out by
//! the crate termina, whose parser is crossterm's with the answers told. The
//! keys are handed on as crossterm's. What is pasted never gets to the parser,
//! which would look through all of it anew with each piece that comes.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::os::fd::AsFd;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::layout::Position;
use rustix::event::{PollFd, PollFlags, poll};
use termina::escape::csi::{Csi, Cursor};
use termina::event as read;

/// Something that came from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    Key(KeyEvent),
    /// A text, as it was pasted.
    Paste(String),
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

/// What stands before what is pasted, and behind it.
const PASTE: &[u8] = b"\x1b[200~";
const PASTED: &[u8] = b"\x1b[201~";

/// Ctrl+C by itself: whoever waits for the end of a paste that was lost gives up.
const GIVEN_UP: &[u8] = b"\x03";

/// More than anybody pastes into a line; the rest is let go.
const LONGEST_PASTE: usize = 16 * 1024;

/// Makes out what the terminal sends, piece by piece.
#[derive(Default)]
pub struct Ear {
    parser: termina::Parser,
    /// What has been pasted, until its end is heard.
    pasted: Option<Vec<u8>>,
    /// What a piece ended with that may begin one of those marks.
    held: Vec<u8>,
}

impl Ear {
    /// What there is in a piece, which may end where the next one goes on.
    pub fn hear(&mut self, piece: &[u8]) -> Vec<Heard> {
        if piece == GIVEN_UP && self.pasted.is_some() {
            (self.pasted, self.held) = (None, Vec::new());
        }
        let may_go_on = piece.len() == PIECE;
        let bytes = [std::mem::take(&mut self.held).as_slice(), piece].concat();
        let (mut rest, mut heard) = (bytes.as_slice(), Vec::new());
        loop {
            let mark = if self.pasted.is_some() { PASTED } else { PASTE };
            let Some(at) = rest.windows(mark.len()).position(|window| window == mark) else {
                // A single escape is a key, unless the piece was cut behind it.
                let least = if self.pasted.is_some() || may_go_on { 1 } else { 2 };
                let (before, held) = rest.split_at(rest.len() - begun(mark, rest, least));
                self.held = held.to_vec();
                self.take(before, may_go_on, &mut heard);
                return heard;
            };
            self.take(&rest[..at], false, &mut heard);
            self.pasted = match self.pasted.take() {
                Some(text) => {
                    heard.push(Heard::Paste(String::from_utf8_lossy(&text).into_owned()));
                    None
                }
                None => Some(Vec::new()),
            };
            rest = &rest[at + mark.len()..];
        }
    }

    /// Takes what is pasted, or else typed.
    fn take(&mut self, bytes: &[u8], may_go_on: bool, heard: &mut Vec<Heard>) {
        match &mut self.pasted {
            Some(text) => {
                let room = LONGEST_PASTE - text.len();
                text.extend(&bytes[..bytes.len().min(room)]);
            }
            None => self.make_out(bytes, may_go_on, heard),
        }
    }

    fn make_out(&mut self, mut bytes: &[u8], may_go_on: bool, heard: &mut Vec<Heard>) {
        while let Some(at) = bytes.windows(2).position(|pair| STRINGS.contains(&pair)) {
            self.parse(&bytes[..at], false, heard);
            let letter = KeyCode::Char(char::from(bytes[at + 1]));
            heard.push(Heard::Key(KeyEvent::new(letter, KeyModifiers::ALT)));
            bytes = &bytes[at + 2..];
        }
        self.parse(bytes, may_go_on, heard);
    }

    fn parse(&mut self, bytes: &[u8], may_go_on: bool, heard: &mut Vec<Heard>) {
        self.parser.parse(bytes, may_go_on);
        heard.extend(std::iter::from_fn(|| self.parser.pop()).filter_map(made_out));
    }
}

/// How many bytes at the end of others begin a mark, `least` or more; else none.
fn begun(mark: &[u8], bytes: &[u8], least: usize) -> usize {
    (least..mark.len()).rev().find(|length| bytes.ends_with(&mark[..*length])).unwrap_or(0)
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
    fn what_is_pasted_is_one_text_however_it_comes() {
        let whole = b"j\x1b[200~ask Rome\nxxx \x1b]0;\xc3\xa9\x1b[201~k";
        let expected = [
            key(KeyCode::Char('j'), KeyModifiers::NONE),
            Heard::Paste("ask Rome\nxxx \x1b]0;é".to_owned()),
            key(KeyCode::Char('k'), KeyModifiers::NONE),
        ];
        assert_eq!(heard(&[whole]), expected);
        // A mark that is cut behind its escape may be one only in a full piece,
        // or in what is pasted.
        for at in (0..whole.len()).filter(|at| *at != 2) {
            let (first, second) = whole.split_at(at);
            assert_eq!(heard(&[first, second]), expected, "cut at {at}");
        }
        let full = [&[b'j'; PIECE - 1], &whole[1..]].concat();
        let cut = heard(&[&full[..PIECE], &full[PIECE..]]);
        assert_eq!(cut[PIECE - 1..], expected[1..]);
    }

    #[test]
    fn what_is_pasted_without_end_costs_no_more_than_so_much() {
        let mut ear = Ear::default();
        ear.hear(PASTE);
        for _ in 0..100 {
            assert_eq!(ear.hear(&[b'x'; PIECE]), []);
        }
        let heard = ear.hear(PASTED);
        assert_eq!(heard, [Heard::Paste("x".repeat(LONGEST_PASTE))]);
        assert_eq!(ear.hear(b"j"), [key(KeyCode::Char('j'), KeyModifiers::NONE)]);
    }

    #[test]
    fn no_key_makes_it_deaf() {
        let control = |letter| key(KeyCode::Char(letter), KeyModifiers::CONTROL);
        assert_eq!(heard(&[PASTE, b"lost", b"\x03"]), [control('c')]);
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
