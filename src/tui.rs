//! The dashboard. This file is its shell: it waits for events, lets
//! [`update`](update::update) carry them into the state, does what that asks
//! for and draws.
//!
//! There is no tick: without an event nothing runs.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use crate::error::{Error, Result};
use crate::glyph::Glyphs;
use crate::source::Problem;
use crate::world::World;

pub mod action;
pub mod card;
mod clipboard;
mod feed;
mod fence;
pub mod finder;
mod follow;
pub mod grid;
pub mod help;
mod input;
pub mod keymap;
pub mod layout;
pub mod list;
pub mod meeting;
pub mod memory;
pub mod palette;
mod prompt;
pub mod reader;
mod screen;
pub mod state;
pub mod theme;
pub mod themes;
pub mod update;
pub mod versus;
pub mod view;
pub mod why;
pub mod wire;
pub mod wrap;

pub use feed::Feed;

use action::Action;
use input::Heard;
use keymap::Keymap;
use memory::Memory;
use screen::Screen;
use state::{Far, Pane, State};
use theme::Theme;
use themes::Themes;
use update::{Effect, Event, follow, update};
use view::{Look, ReadingView, ScreenView};

/// What wakes the shell.
enum Wake {
    Heard(Heard),
    Signal(i32),
    /// The terminal can no longer be read.
    Gone,
    /// Reading has come so far, or to its end.
    Far(Option<Far>),
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

/// How the dashboard looks, and how it deals with the terminal.
pub struct Setup {
    /// The themes there are, by name, and which of them it begins with.
    pub themes: Vec<(String, Theme)>,
    pub theme: usize,
    pub glyphs: Glyphs,
    /// What is remembered from the last time, and where it is kept.
    pub memory: Memory,
    pub memory_file: Option<PathBuf>,
    /// Whether the terminal is to be asked nothing and to move no rows.
    pub is_simple: bool,
    pub keymap: Keymap,
    /// What is wrong in the user's own files.
    pub problems: Vec<Problem>,
}

/// Shows what `read` feeds until the user leaves, and returns the problems
/// there were. The first frame is drawn before anything is read, and the user
/// may leave meanwhile.
///
/// # Errors
/// Where the terminal cannot be set up or written to, or nothing can be read.
pub fn run(
    read: impl FnOnce(&Feed) -> Result<()> + Send + 'static,
    setup: Setup,
) -> Result<Vec<Problem>> {
    let (sender, wakes) = mpsc::channel();
    watch_signals(sender.clone())?;
    let memory_file = setup.memory_file.clone();
    let mut shell = Shell::enter(setup, wakes)?;
    let keys = sender.clone();
    thread::spawn(move || read_keys(&keys));
    thread::spawn(move || feed::run(read, sender));
    let ended = shell.run();
    let left = shell.leave();
    if let Some(file) = memory_file {
        shell.remember(&file);
    }
    match ended? {
        End::Quit => {}
        // With the terminal restored, end as the signal would have ended us.
        End::Signal(signal) => emulate_default_handler(signal)?,
        End::Failed(error) => return Err(error),
    }
    left?;
    let mut problems = shell.problems;
    if let Stage::Open { world, .. } = shell.stage {
        problems.extend(world.problems.iter().cloned());
    }
    Ok(problems)
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
    wakes: Receiver<Wake>,
    /// What came while something else was waited for.
    waiting: VecDeque<Wake>,
    /// Whether something has happened since the last frame.
    is_stale: bool,
    stage: Stage,
    keymap: Keymap,
    problems: Vec<Problem>,
    themes: Vec<(String, Theme)>,
    /// The theme before anything is read.
    theme: usize,
    memory: Memory,
    glyphs: Glyphs,
}

impl Shell {
    fn enter(setup: Setup, wakes: Receiver<Wake>) -> io::Result<Self> {
        Ok(Self {
            screen: Screen::enter(setup.is_simple)?,
            wakes,
            waiting: VecDeque::new(),
            is_stale: true,
            stage: Stage::Reading { far: None, typed: Vec::new() },
            keymap: setup.keymap,
            problems: setup.problems,
            themes: setup.themes,
            theme: setup.theme,
            memory: setup.memory,
            glyphs: setup.glyphs,
        })
    }

    /// Draws and waits, until something ends it.
    fn run(&mut self) -> io::Result<End> {
        loop {
            let held_back = self.screen.wait();
            if self.is_stale && held_back.is_none() {
                self.draw()?;
                self.is_stale = false;
            }
            let first = match self.next(held_back.filter(|_| self.is_stale)) {
                Ok(first) => first,
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => return Ok(End::Quit),
            };
            // What is queued already is done before the next frame, so that a
            // held key costs one frame and not many.
            let mut wake = Some(first);
            while let Some(next) = wake {
                if let Some(end) = self.wake(next)? {
                    return Ok(end);
                }
                wake = self.waiting.pop_front().or_else(|| self.wakes.try_recv().ok());
            }
        }
    }

    /// What wakes the shell next, within a time if there is one.
    fn next(&mut self, within: Option<Duration>) -> Result<Wake, RecvTimeoutError> {
        match (self.waiting.pop_front(), within) {
            (Some(wake), _) => Ok(wake),
            (None, Some(within)) => self.wakes.recv_timeout(within),
            (None, None) => self.wakes.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    /// Gives the terminal back.
    fn leave(&mut self) -> io::Result<()> {
        self.await_answer();
        self.screen.leave()
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.await_answer();
        self.screen.suspend()?;
        self.resize()
    }

    /// Waits for the answer that is still to come: whoever gets the terminal
    /// next would take it for something typed.
    fn await_answer(&mut self) {
        let until = self.screen.owed().map(|owed| Instant::now() + owed);
        while let Some(left) = until.map(|until| until.saturating_duration_since(Instant::now())) {
            match self.wakes.recv_timeout(left) {
                Ok(Wake::Heard(Heard::Answer) | Wake::Gone) | Err(_) => return,
                Ok(Wake::Heard(Heard::Key(_))) => {}
                Ok(wake) => self.waiting.push_back(wake),
            }
        }
    }

    fn wake(&mut self, wake: Wake) -> io::Result<Option<End>> {
        if matches!(wake, Wake::Heard(Heard::Answer)) {
            self.screen.answered()?;
            return Ok(None);
        }
        self.is_stale = true;
        match wake {
            Wake::Heard(Heard::Key(key)) => return self.key(key),
            Wake::Heard(Heard::Answer) => {}
            Wake::Far(far) => self.update(Event::Far(far)),
            Wake::Indexed => self.update(Event::Indexed),
            Wake::World(world) => return self.show(world),
            Wake::Unread(error) => return Ok(Some(End::Failed(error))),
            Wake::Signal(SIGTSTP) => self.suspend()?,
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
        let state = State {
            far,
            themes: Themes {
                names: self.themes.iter().map(|(name, _)| name.clone()).collect(),
                seen: self.theme,
            },
            memory: self.memory.clone(),
            message: self.problems.first().map(Problem::to_string),
            ..State::new(self.screen.area()?, &newer)
        };
        let state = Box::new(state.anew(&newer));
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
                    (Some(Action::Suspend), _) => self.suspend()?,
                    (Some(Action::Redraw), _) => self.screen.forget(),
                    _ if typed.len() < MOST_TYPED => typed.push(key),
                    _ => {}
                }
            }
            Stage::Open { world, state } => {
                for effect in update(state, world, &self.keymap, Event::Key(key)) {
                    match effect {
                        Effect::Quit => return Ok(Some(End::Quit)),
                        Effect::Suspend => return self.suspend().map(|()| None),
                        Effect::Redraw => self.screen.forget(),
                        Effect::Copy(text) => self.screen.copy(&text)?,
                    }
                }
            }
        }
        Ok(None)
    }

    fn draw(&mut self) -> io::Result<()> {
        let seen = match &self.stage {
            Stage::Open { state, .. } => state.themes.seen,
            Stage::Reading { .. } => self.theme,
        };
        let look = Look { theme: &self.themes[seen].1, glyphs: self.glyphs };
        let (stage, keymap) = (&self.stage, &self.keymap);
        self.screen.draw(|area, buf| match stage {
            Stage::Reading { far, .. } => {
                ReadingView { far: *far, look }.render(area, buf);
                None
            }
            Stage::Open { world, state } => {
                let screen = ScreenView { world, state, keymap, look };
                screen.render(area.intersection(state.area), buf);
                screen.cursor()
            }
        })
    }

    /// Keeps for the next time where one was; where that fails, there is nothing
    /// to be done.
    fn remember(&self, file: &Path) {
        if let Stage::Open { world, state } = &self.stage {
            let _ = state.memory.clone().with(state, world).write(file);
        }
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
    let listened = input::listen(|heard| sender.send(Wake::Heard(heard)).is_ok());
    if listened.is_err() {
        let _ = sender.send(Wake::Gone);
    }
}
