//! The dashboard. This file is its shell: it waits for events, lets
//! [`update`](update::update) carry them into the state, does what that asks
//! for and draws.
//!
//! There is no tick: without an event nothing runs.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use crossterm::event::{Event as TerminalEvent, KeyEvent};
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use crate::error::{Error, ErrorKind, Result};
use crate::file;
use crate::glyph::Glyphs;
use crate::source::{Problem, clean};
use crate::world::World;

pub mod action;
pub mod card;
pub mod export;
mod feed;
pub mod filter;
pub mod finder;
mod follow;
pub mod frequency;
pub mod grid;
pub mod help;
pub mod keymap;
pub mod layout;
pub mod list;
pub mod menu;
pub mod reader;
mod screen;
pub mod scroll;
pub mod similarity;
pub mod state;
pub mod theme;
pub mod update;
pub mod versus;
pub mod view;
pub mod why;
pub mod wrap;

pub use feed::Feed;

use action::Action;
use export::{Export, Saved};
use keymap::Keymap;
use screen::Screen;
use state::{Far, Pane, State};
use theme::Theme;
use update::{Effect, Event, follow, saved, update};
use view::{Look, ReadingView, ScreenView};

/// What wakes the shell.
enum Wake {
    Key(KeyEvent),
    Signal(i32),
    /// The terminal can no longer be read.
    Gone,
    /// Reading has come so far, or to its end.
    Far(Option<Far>),
    /// The writing of a file ended so.
    Saved(String, Saved),
    /// What has been read so far.
    World(Arc<World>),
    /// The last world has its index.
    Indexed,
    /// Nothing can be read.
    Unread(Error),
}

/// Why the shell ends.
enum End {
    Quit,
    Signal(i32),
    Failed(Error),
}

/// Shows what `read` feeds until the user leaves, and returns the problems
/// there were. The first frame is drawn before anything is read, and the user
/// may leave meanwhile.
///
/// # Errors
/// Where the terminal cannot be set up or written to, or nothing can be read.
pub fn run(
    read: impl FnOnce(&Feed) -> Result<()> + Send + 'static,
    theme: Theme,
    glyphs: Glyphs,
) -> Result<Vec<Problem>> {
    let (sender, wakes) = mpsc::channel();
    watch_signals(sender.clone())?;
    let mut shell = Shell::enter(theme, glyphs, sender.clone())?;
    let keys = sender.clone();
    thread::spawn(move || read_keys(&keys));
    thread::spawn(move || feed::run(read, sender));
    let ended = shell.run(&wakes);
    let left = shell.screen.leave();
    match ended? {
        End::Quit => {}
        // With the terminal restored, end as the signal would have ended us.
        End::Signal(signal) => emulate_default_handler(signal)?,
        End::Failed(error) => return Err(error),
    }
    left?;
    Ok(match shell.stage {
        Stage::Open { world, .. } => world.problems.clone(),
        Stage::Reading { .. } => Vec::new(),
    })
}

/// What is shown.
enum Stage {
    /// Nothing yet; the keys typed meanwhile are kept.
    Reading {
        far: Option<Far>,
        typed: Vec<KeyEvent>,
    },
    Open {
        world: Arc<World>,
        state: Box<State>,
    },
}

/// Keys typed ahead that are worth keeping.
const MOST_TYPED: usize = 64;

struct Shell {
    screen: Screen,
    stage: Stage,
    keymap: Keymap,
    theme: Theme,
    glyphs: Glyphs,
    /// For what is done meanwhile.
    sender: Sender<Wake>,
}

impl Shell {
    fn enter(theme: Theme, glyphs: Glyphs, sender: Sender<Wake>) -> io::Result<Self> {
        let stage = Stage::Reading { far: None, typed: Vec::new() };
        let (screen, keymap) = (Screen::enter()?, Keymap::default());
        Ok(Self { screen, stage, keymap, theme, glyphs, sender })
    }

    /// Draws and waits, until something ends it.
    fn run(&mut self, wakes: &Receiver<Wake>) -> io::Result<End> {
        loop {
            self.draw()?;
            let Ok(first) = wakes.recv() else { return Ok(End::Quit) };
            // What is queued already is done before the next frame, so that a
            // held key costs one frame and not many.
            for wake in std::iter::once(first).chain(wakes.try_iter()) {
                if let Some(end) = self.wake(wake)? {
                    return Ok(end);
                }
            }
        }
    }

    fn wake(&mut self, wake: Wake) -> io::Result<Option<End>> {
        match wake {
            Wake::Key(key) => return self.key(key),
            Wake::Far(far) => self.update(Event::Far(far)),
            Wake::Indexed => self.update(Event::Indexed),
            Wake::Saved(path, outcome) => {
                if let Stage::Open { state, .. } = &mut self.stage {
                    saved(state, &path, outcome);
                }
            }
            Wake::World(world) => return self.show(world),
            Wake::Unread(error) => return Ok(Some(End::Failed(error))),
            Wake::Signal(SIGTSTP) => {
                self.screen.suspend()?;
                self.resize()?;
            }
            Wake::Signal(SIGCONT) => {
                self.screen.resume()?;
                self.resize()?;
            }
            Wake::Signal(SIGWINCH) => self.resize()?,
            Wake::Signal(signal) => return Ok(Some(End::Signal(signal))),
            Wake::Gone => return Ok(Some(End::Signal(SIGHUP))),
        }
        Ok(None)
    }

    /// Shows a world in place of the one before. When it is the first, does
    /// what was typed ahead.
    fn show(&mut self, newer: Arc<World>) -> io::Result<Option<End>> {
        let far = match &mut self.stage {
            Stage::Open { world, state } => {
                follow(state, world, &newer);
                *world = newer;
                return Ok(None);
            }
            Stage::Reading { far, .. } => *far,
        };
        let state = Box::new(State { far, ..State::new(self.screen.area()?, &newer) });
        let open = Stage::Open { world: newer, state };
        if let Stage::Reading { typed, .. } = std::mem::replace(&mut self.stage, open) {
            for key in typed {
                if let Some(end) = self.key(key)? {
                    return Ok(Some(end));
                }
            }
        }
        Ok(None)
    }

    fn key(&mut self, key: KeyEvent) -> io::Result<Option<End>> {
        match &mut self.stage {
            Stage::Reading { typed, .. } => {
                // What holds everywhere is done at once; a letter may belong to
                // a query that is typed ahead.
                let everywhere = self.keymap.action(Pane::Finder, &key);
                let is_first = typed.is_empty().then(|| self.keymap.action(Pane::Grid, &key));
                match (everywhere, is_first.flatten()) {
                    (Some(Action::Quit), _) | (_, Some(Action::Quit)) => {
                        return Ok(Some(End::Quit));
                    }
                    (Some(Action::Suspend), _) => self.screen.suspend()?,
                    (Some(Action::Redraw), _) => self.screen.forget()?,
                    _ if typed.len() < MOST_TYPED => typed.push(key),
                    _ => {}
                }
            }
            Stage::Open { world, state } => {
                for effect in update(state, world, &self.keymap, Event::Key(key)) {
                    match effect {
                        Effect::Quit => return Ok(Some(End::Quit)),
                        Effect::Suspend => {
                            self.screen.suspend()?;
                            return self.resize().map(|()| None);
                        }
                        Effect::Redraw => self.screen.forget()?,
                        Effect::Copy(text) => self.screen.copy(&text)?,
                        Effect::Save { export, may_replace } => {
                            save(export, may_replace, Arc::clone(world), self.sender.clone());
                        }
                    }
                }
            }
        }
        Ok(None)
    }

    fn draw(&mut self) -> io::Result<()> {
        let look = Look { theme: &self.theme, glyphs: self.glyphs };
        let stage = &self.stage;
        self.screen.draw(|area, buf| match stage {
            Stage::Reading { far, .. } => {
                ReadingView { far: *far, look }.render(area, buf);
                None
            }
            Stage::Open { world, state } => {
                let screen = ScreenView { world, state, look };
                screen.render(area.intersection(state.area), buf);
                screen.cursor()
            }
        })
    }

    /// Lets the state know how large the terminal is now.
    fn resize(&mut self) -> io::Result<()> {
        let Rect { width, height, .. } = self.screen.area()?;
        self.update(Event::Resize { width, height });
        Ok(())
    }

    /// Lets the state know of what asks nothing of the shell.
    fn update(&mut self, event: Event) {
        match (&mut self.stage, event) {
            (Stage::Reading { far, .. }, Event::Far(now)) => *far = now,
            (Stage::Reading { .. }, _) => {}
            (Stage::Open { world, state }, event) => {
                update(state, world, &self.keymap, event);
            }
        }
    }
}

/// Writes a file from a thread of its own: a large corpus takes its time.
fn save(export: Export, may_replace: bool, world: Arc<World>, sender: Sender<Wake>) {
    thread::spawn(move || {
        let path = Path::new(&export.path);
        let bytes = export.what(export.choice).bytes(&world, path);
        let outcome = match bytes.and_then(|bytes| file::save(path, &bytes, may_replace)) {
            Ok(()) => {
                let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
                Saved::Written(clean(&whole.display().to_string()))
            }
            Err(error) if error.kind() == ErrorKind::IsThere => Saved::IsThere,
            Err(error) => Saved::Failed(error.to_string()),
        };
        let _ = sender.send(Wake::Saved(export.path, outcome));
    });
}

/// Hands signals to the shell, so that the terminal is restored before they
/// take effect. A resize is heard of so too, from before the first frame.
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

fn read_keys(sender: &Sender<Wake>) {
    loop {
        let wake = match crossterm::event::read() {
            Ok(TerminalEvent::Key(key)) => Wake::Key(key),
            Ok(_) => continue,
            Err(_) => Wake::Gone,
        };
        let is_last = matches!(wake, Wake::Gone);
        if sender.send(wake).is_err() || is_last {
            return;
        }
    }
}
