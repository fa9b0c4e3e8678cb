//! The terminal: taken, drawn on, handed back.

use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use crossterm::terminal::{EnterAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::SIGTSTP;
use signal_hook::low_level::emulate_default_handler;
use termprofile::{DetectorSettings, TermProfile};

use crate::guard;

use super::clipboard::{self, Between};
use super::fence::{Fence, QUESTION};
use super::wire::Wire;

/// No margins and no style, which a frame that was cut off may have left, and
/// the cursor.
const AS_FOUND: &[u8] = b"\x1b[r\x1b[m\x1b[?25h";

/// Asks to be told of buttons and wheel, in digits; and to be told no longer.
const MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const NO_MOUSE: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// Asks to be told what is pasted as one text; and to be told no longer. A
/// terminal that knows nothing of it sends what is pasted as keys.
const PASTE: &[u8] = b"\x1b[?2004h";
const NO_PASTE: &[u8] = b"\x1b[?2004l";

/// The terminal and what it can show.
pub struct Screen {
    out: Out,
    wire: Wire,
    /// None where the terminal is asked nothing.
    fence: Option<Fence>,
    profile: TermProfile,
    /// Whether it tells what a mouse does.
    has_mouse: bool,
}

impl Screen {
    /// Takes the terminal, with its mouse if that is wanted; from here on a panic
    /// gives it back. One that is `simple` is asked nothing and moves no rows.
    ///
    /// # Errors
    /// Where there is no terminal, or it cannot be written to.
    pub fn enter(is_simple: bool, has_mouse: bool) -> io::Result<Self> {
        // Asking tmux would start a program and wait for it, before the first frame.
        let profile =
            TermProfile::detect(&io::stdout(), DetectorSettings::new().enable_tmux_info(false));
        drop(ratatui::try_init()?);
        guard::hush();
        let out = Out::new().inspect_err(|_| ratatui::restore())?;
        let fence = (!is_simple).then(Fence::default);
        let mut screen = Self { out, wire: Wire::new(!is_simple), fence, profile, has_mouse };
        screen.take_modes()?;
        Ok(screen)
    }

    fn take_modes(&mut self) -> io::Result<()> {
        let mouse = if self.has_mouse { MOUSE } else { b"" };
        self.out.write_all(&[PASTE, mouse].concat())
    }

    fn leave_modes(&mut self) -> io::Result<()> {
        let mouse = if self.has_mouse { NO_MOUSE } else { b"" };
        self.out.write_all(&[mouse, NO_PASTE].concat())
    }

    /// Gives the terminal back as it was.
    pub fn leave(&mut self) -> io::Result<()> {
        let shown = self.leave_modes().and_then(|()| self.out.write_all(AS_FOUND));
        ratatui::try_restore()?;
        shown
    }

    /// How large the terminal is now.
    pub fn area(&self) -> io::Result<Rect> {
        let (width, height) = crossterm::terminal::size()?;
        Ok(Rect::new(0, 0, width, height))
    }

    /// Draws a picture, which says where the cursor belongs if anywhere. Only
    /// what differs from the last one is sent.
    pub fn draw(
        &mut self,
        picture: impl FnOnce(Rect, &mut Buffer) -> Option<(u16, u16)>,
    ) -> io::Result<()> {
        let area = self.area()?;
        let mut buf = Buffer::empty(area);
        let cursor = picture(area, &mut buf).map(Position::from);
        adapt(&mut buf, self.profile);
        let mut bytes = self.wire.frame(buf, cursor);
        if bytes.is_empty() {
            return Ok(());
        }
        let length = bytes.len();
        if self.fence.as_mut().is_some_and(|fence| fence.sent(length, Instant::now())) {
            bytes.extend(QUESTION);
        }
        self.out.write_all(&bytes).inspect_err(|_| self.wire.forget())
    }

    /// How long to wait until another frame may be sent, if at all.
    pub fn wait(&self) -> Option<Duration> {
        let (fence, now) = (self.fence.as_ref()?, Instant::now());
        if fence.is_open(now) { None } else { fence.deadline().map(|until| until - now) }
    }

    /// How long an answer may still come.
    pub fn owed(&self) -> Option<Duration> {
        let until = self.fence.as_ref()?.deadline()?;
        Some(until.saturating_duration_since(Instant::now())).filter(|wait| !wait.is_zero())
    }

    /// The terminal has answered: what was sent has arrived.
    pub fn answered(&mut self) -> io::Result<()> {
        match self.fence.as_mut().is_some_and(|fence| fence.answered(Instant::now())) {
            true => self.out.write_all(QUESTION),
            false => Ok(()),
        }
    }

    /// Sends the whole picture at the next drawing, as after something else
    /// has written on the terminal.
    pub fn forget(&mut self) {
        self.wire.forget();
    }

    /// Hands a text to the terminal's clipboard, which works over SSH.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(clipboard::copy(text, Between::from_env()).as_bytes())
    }

    /// Stops as the shell's job control wants it, and comes back.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.leave()?;
        emulate_default_handler(SIGTSTP)?;
        self.resume()
    }

    /// Takes the terminal again. It may show anything, and be in any mode: a shell
    /// has it anew without our leave where we were stopped outright.
    pub fn resume(&mut self) -> io::Result<()> {
        disable_raw_mode()?;
        enable_raw_mode()?;
        crossterm::execute!(self.out, EnterAlternateScreen)?;
        self.take_modes()?;
        self.forget();
        Ok(())
    }
}

/// A panic gives the cursor back too, and the modes.
impl Drop for Screen {
    fn drop(&mut self) {
        // Nothing more: margins would take the cursor home on the shell's screen.
        let _ = self.out.write_all(b"\x1b[?25h");
        let _ = self.leave_modes();
    }
}

/// The way out, without a buffer of its own: a frame is sent in one piece.
struct Out(File);

impl Out {
    fn new() -> io::Result<Self> {
        Ok(Self(File::from(io::stdout().as_fd().try_clone_to_owned()?)))
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match self.0.write(bytes) {
                // Another program has changed how the terminal is written to.
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    poll(&mut [PollFd::new(&self.0, PollFlags::OUT)], None)?;
                }
                written => return written,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Brings every style down to what the terminal, and `NO_COLOR`, allow.
fn adapt(buf: &mut Buffer, profile: TermProfile) {
    if profile == TermProfile::TrueColor {
        return;
    }
    for cell in &mut buf.content {
        let style = profile.adapt_style(cell.style());
        cell.fg = style.fg.unwrap_or_default();
        cell.bg = style.bg.unwrap_or_default();
    }
}
