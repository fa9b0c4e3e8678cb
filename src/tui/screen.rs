//! The terminal: taken, drawn on, handed back.

use std::io::{self, BufWriter, Stdout, Write};

use crossterm::clipboard::CopyToClipboard;
use crossterm::terminal::{EnterAlternateScreen, enable_raw_mode};
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use signal_hook::consts::SIGTSTP;
use signal_hook::low_level::emulate_default_handler;
use termprofile::{DetectorSettings, TermProfile};

/// A frame is collected here and sent in one piece.
type Terminal = ratatui::Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// Bytes of a frame that are sent at once.
const FRAME: usize = 64 * 1024;

/// The terminal and what it can show.
pub struct Screen {
    terminal: Terminal,
    profile: TermProfile,
}

impl Screen {
    /// Takes the terminal; from here on a panic gives it back.
    ///
    /// # Errors
    /// Where there is no terminal, or it cannot be written to.
    pub fn enter() -> io::Result<Self> {
        // Asking tmux would start a program and wait for it, before the first frame.
        let profile =
            TermProfile::detect(&io::stdout(), DetectorSettings::new().enable_tmux_info(false));
        drop(ratatui::try_init()?);
        let terminal = terminal().inspect_err(|_| ratatui::restore())?;
        Ok(Self { terminal, profile })
    }

    /// Gives the terminal back as it was.
    pub fn leave(&mut self) -> io::Result<()> {
        self.terminal.show_cursor()?;
        self.terminal.backend_mut().flush()?;
        ratatui::try_restore()
    }

    /// How large the terminal is now.
    pub fn area(&self) -> io::Result<Rect> {
        let size = self.terminal.size()?;
        Ok(Rect::new(0, 0, size.width, size.height))
    }

    /// Draws a picture, which says where the cursor belongs if anywhere. Only
    /// what differs from the last one is sent.
    pub fn draw(
        &mut self,
        picture: impl FnOnce(Rect, &mut Buffer) -> Option<(u16, u16)>,
    ) -> io::Result<()> {
        let profile = self.profile;
        self.terminal.draw(|frame| {
            let cursor = picture(frame.area(), frame.buffer_mut());
            adapt(frame.buffer_mut(), profile);
            if let Some(position) = cursor {
                frame.set_cursor_position(position);
            }
        })?;
        Ok(())
    }

    /// Sends the whole picture at the next drawing, as after something else
    /// has written on the terminal.
    pub fn forget(&mut self) -> io::Result<()> {
        let area = self.area()?;
        self.terminal.resize(area)
    }

    /// Hands a text to the terminal's clipboard (OSC 52), which works over SSH.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        crossterm::execute!(self.terminal.backend_mut(), CopyToClipboard::to_clipboard_from(text))
    }

    /// Stops as the shell's job control wants it, and comes back.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.leave()?;
        emulate_default_handler(SIGTSTP)?;
        self.resume()
    }

    /// Takes the terminal again. It may show anything, so a new terminal draws
    /// all of it.
    pub fn resume(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        crossterm::execute!(io::stdout(), EnterAlternateScreen)?;
        self.terminal = terminal()?;
        Ok(())
    }
}

fn terminal() -> io::Result<Terminal> {
    let out = BufWriter::with_capacity(FRAME, io::stdout());
    ratatui::Terminal::new(CrosstermBackend::new(out))
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
