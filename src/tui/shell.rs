//! The shell: it waits for what wakes it, acts on it, and draws.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGTSTP, SIGWINCH};

use crate::dossier::Keeper;
use crate::error::Error;
use crate::glyph::Glyphs;
use crate::search::Turns;
use crate::source::Problem;
use crate::world::World;

use super::Setup;
use super::hints::Hints;
use super::input::Heard;
use super::keymap::Keymap;
use super::memory::Memory;
use super::screen::Screen;
use super::state::{Far, State};
use super::theme::Theme;
use super::update::{Event, saved, settle};
use super::view::{Look, ReadingView, ScreenView};
use super::wake::Wake;

mod act;

/// Why the shell ends.
pub enum End {
    Quit,
    Signal(i32),
    Failed(Error),
}

/// What is shown.
enum Stage {
    /// Nothing yet; what is typed meanwhile is kept.
    Reading {
        far: Option<Far>,
        typed: Vec<Event>,
    },
    Open {
        world: Arc<World>,
        state: Box<State>,
    },
}

pub struct Shell {
    screen: Screen,
    wakes: Receiver<Wake>,
    /// What came while something else was waited for.
    waiting: VecDeque<Wake>,
    /// Whether something has happened since the last frame.
    is_stale: bool,
    stage: Stage,
    pub keeper: Keeper,
    keymap: Keymap,
    problems: Vec<Problem>,
    themes: Vec<(String, Theme)>,
    /// The theme before anything is read.
    theme: usize,
    memory: Memory,
    memory_file: Option<PathBuf>,
    hints: Hints,
    glyphs: Glyphs,
    /// Whether the user knows that leaving loses what could not be written.
    is_warned: bool,
    /// For what is done meanwhile.
    sender: Sender<Wake>,
    /// What was heard of the user since ends a search.
    pub turns: Turns,
}

impl Shell {
    pub fn enter(
        keeper: Keeper,
        setup: Setup,
        wakes: Receiver<Wake>,
        sender: Sender<Wake>,
    ) -> io::Result<Self> {
        Ok(Self {
            screen: Screen::enter(setup.is_simple, setup.has_mouse)?,
            wakes,
            waiting: VecDeque::new(),
            is_stale: true,
            stage: Stage::Reading { far: None, typed: Vec::new() },
            keeper,
            keymap: setup.keymap,
            problems: setup.problems,
            themes: setup.themes,
            theme: setup.theme,
            memory: setup.memory,
            memory_file: setup.memory_file,
            hints: if setup.is_first { Hints::of_first_run() } else { Hints::default() },
            glyphs: setup.glyphs,
            is_warned: false,
            sender,
            turns: Turns::default(),
        })
    }

    /// Draws and waits, until something ends it.
    pub fn run(&mut self) -> io::Result<End> {
        loop {
            let held_back = self.screen.wait();
            if self.is_stale && held_back.is_none() {
                self.settle();
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
    pub fn leave(&mut self) -> io::Result<()> {
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
                Ok(Wake::Heard(_)) => {}
                Ok(wake) => self.waiting.push_back(wake),
            }
        }
    }

    fn wake(&mut self, wake: Wake) -> io::Result<Option<End>> {
        // An answer changes nothing on the screen.
        self.is_stale |= !matches!(wake, Wake::Heard(Heard::Answer));
        match wake {
            Wake::Heard(Heard::Key(key)) => return self.key(key),
            Wake::Heard(Heard::Paste(text)) => return self.paste(text),
            Wake::Heard(Heard::Click(at)) => return self.act(Event::Click(at)),
            Wake::Heard(Heard::Wheel(notches)) => return self.act(Event::Wheel(notches)),
            Wake::Heard(Heard::Answer) => self.screen.answered()?,
            Wake::Far(far) => return self.act(Event::Far(far)),
            Wake::Indexed => return self.act(Event::Indexed),
            Wake::Stirred => {
                if self.keeper.refresh() {
                    self.place_again(None);
                }
            }
            Wake::Saved(path, outcome) => {
                if let Stage::Open { state, .. } = &mut self.stage {
                    saved(state, &path, outcome);
                }
            }
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
    pub fn remember(&self) {
        if let (Stage::Open { world, state }, Some(file)) = (&self.stage, &self.memory_file) {
            let _ = state.memory.clone().with(state, world).keep(file);
        }
    }

    /// What is wrong in the user's own files and in what was read.
    pub fn problems(mut self) -> Vec<Problem> {
        if let Stage::Open { world, .. } = &self.stage {
            self.problems.extend(world.problems.iter().cloned());
        }
        self.problems
    }

    /// Does what is due, unless the user goes on meanwhile: then a key waits, and
    /// it is done after that one.
    fn settle(&mut self) {
        if let Stage::Open { world, state } = &mut self.stage {
            settle(state, world, &self.turns.take());
        }
    }

    /// Lets the state know how large the terminal is now.
    fn resize(&mut self) -> io::Result<()> {
        let Rect { width, height, .. } = self.screen.area()?;
        self.update(Event::Resize { width, height });
        Ok(())
    }
}
