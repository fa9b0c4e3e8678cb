//! The dashboard. This file is its shell: it owns the terminal, waits for
//! events, lets [`update`](update::update) carry them into the state, does
//! what that asks for and draws.
//!
//! There is no tick: without an event nothing runs.

use std::io::{self, BufWriter, Stdout, Write};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::Event as TerminalEvent;
use crossterm::terminal::{EnterAlternateScreen, enable_raw_mode};
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;
use termprofile::{DetectorSettings, TermProfile};

use crate::error::Result;
use crate::glyph::Glyphs;
use crate::world::World;

pub mod action;
pub mod card;
pub mod finder;
pub mod grid;
pub mod keymap;
pub mod layout;
pub mod list;
pub mod reader;
pub mod state;
pub mod theme;
pub mod update;
pub mod versus;
pub mod view;
pub mod why;
pub mod wrap;

use keymap::Keymap;
use state::State;
use theme::Theme;
use update::{Effect, Event, update};
use view::{Look, ScreenView};

/// A frame is collected here and sent in one piece.
type Terminal = ratatui::Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// Bytes of a frame that are sent at once.
const FRAME: usize = 64 * 1024;

/// What wakes the shell.
enum Wake {
    Event(Event),
    Signal(i32),
    /// The terminal can no longer be read.
    Gone,
}

/// Shows a world until the user leaves.
///
/// # Errors
/// Where the terminal cannot be set up or written to.
pub fn run(world: &World, theme: Theme, glyphs: Glyphs) -> Result<()> {
    let (sender, wakes) = mpsc::channel();
    watch_signals(sender.clone())?;
    let mut shell = Shell::enter(world, theme, glyphs).inspect_err(|_| ratatui::restore())?;
    thread::spawn(move || read_events(&sender));
    let ended = shell.run(&wakes);
    let left = shell.leave();
    if let Ok(Some(signal)) = ended {
        // With the terminal restored, end as the signal would have ended us.
        emulate_default_handler(signal)?;
    }
    ended?;
    Ok(left?)
}

struct Shell<'a> {
    terminal: Terminal,
    world: &'a World,
    state: State,
    keymap: Keymap,
    theme: Theme,
    glyphs: Glyphs,
    profile: TermProfile,
}

impl<'a> Shell<'a> {
    /// Takes the terminal; from here on a panic gives it back.
    fn enter(world: &'a World, theme: Theme, glyphs: Glyphs) -> io::Result<Self> {
        let profile = TermProfile::detect(&io::stdout(), DetectorSettings::new());
        drop(ratatui::try_init()?);
        let terminal = terminal()?;
        let size = terminal.size()?;
        let state = State::new(Rect::new(0, 0, size.width, size.height), world);
        Ok(Self { terminal, world, state, keymap: Keymap::default(), theme, glyphs, profile })
    }

    /// Gives the terminal back as it was.
    fn leave(&mut self) -> io::Result<()> {
        self.terminal.show_cursor()?;
        self.terminal.backend_mut().flush()?;
        ratatui::try_restore()
    }

    /// Draws and waits, until the user or a signal ends it; says which signal.
    fn run(&mut self, wakes: &Receiver<Wake>) -> io::Result<Option<i32>> {
        loop {
            self.draw()?;
            let Ok(first) = wakes.recv() else { return Ok(None) };
            // What is queued already is done before the next frame, so that a
            // held key costs one frame and not many.
            for wake in std::iter::once(first).chain(wakes.try_iter()) {
                match wake {
                    Wake::Event(event) => {
                        for effect in update(&mut self.state, self.world, &self.keymap, event) {
                            match effect {
                                Effect::Quit => return Ok(None),
                                Effect::Suspend => self.suspend()?,
                                Effect::Redraw => self.terminal.resize(self.state.area)?,
                                Effect::Copy(text) => self.copy(&text)?,
                            }
                        }
                    }
                    Wake::Signal(SIGTSTP) => self.suspend()?,
                    Wake::Signal(SIGCONT) => self.resume()?,
                    Wake::Signal(SIGWINCH) => self.resize()?,
                    Wake::Signal(signal) => return Ok(Some(signal)),
                    Wake::Gone => return Ok(Some(SIGHUP)),
                }
            }
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        let look = Look { theme: &self.theme, glyphs: self.glyphs };
        let screen = ScreenView { world: self.world, state: &self.state, look };
        let profile = self.profile;
        self.terminal.draw(|frame| {
            let area = frame.area().intersection(self.state.area);
            screen.render(area, frame.buffer_mut());
            adapt(frame.buffer_mut(), profile);
            if let Some(position) = screen.cursor() {
                frame.set_cursor_position(position);
            }
        })?;
        Ok(())
    }

    /// Hands a text to the terminal's clipboard (OSC 52), which works over SSH.
    fn copy(&mut self, text: &str) -> io::Result<()> {
        crossterm::execute!(self.terminal.backend_mut(), CopyToClipboard::to_clipboard_from(text))
    }

    /// Stops as the shell's job control wants it, and comes back.
    fn suspend(&mut self) -> io::Result<()> {
        self.leave()?;
        emulate_default_handler(SIGTSTP)?;
        self.resume()
    }

    /// Takes the terminal again. The screen may hold anything, so a new
    /// terminal draws all of it.
    fn resume(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        crossterm::execute!(io::stdout(), EnterAlternateScreen)?;
        self.terminal = terminal()?;
        self.resize()
    }

    /// Asks the system how large the terminal is now.
    fn resize(&mut self) -> io::Result<()> {
        let size = self.terminal.size()?;
        let event = Event::Resize { width: size.width, height: size.height };
        update(&mut self.state, self.world, &self.keymap, event);
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

/// Hands signals to the shell, so that the terminal is restored before they
/// take effect.
fn watch_signals(sender: Sender<Wake>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::spawn(move || {
        for signal in &mut signals {
            if sender.send(Wake::Signal(signal)).is_err() {
                return;
            }
        }
    });
    Ok(())
}

fn read_events(sender: &Sender<Wake>) {
    loop {
        let wake = match crossterm::event::read() {
            Ok(TerminalEvent::Key(key)) => Wake::Event(Event::Key(key)),
            Ok(TerminalEvent::Resize(width, height)) => {
                Wake::Event(Event::Resize { width, height })
            }
            Ok(_) => continue,
            Err(_) => Wake::Gone,
        };
        let is_last = matches!(wake, Wake::Gone);
        if sender.send(wake).is_err() || is_last {
            return;
        }
    }
}
