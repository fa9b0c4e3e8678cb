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

use crate::dossier::Keeper;
use crate::error::{Error, ErrorKind, Result};
use crate::file;
use crate::glyph::Glyphs;
use crate::search::Turns;
use crate::source::{Problem, clean};
use crate::world::World;

pub mod action;
pub mod card;
mod clipboard;
pub mod correct;
pub mod export;
mod feed;
mod fence;
pub mod filter;
pub mod finder;
pub mod frequency;
pub mod grid;
pub mod help;
pub mod hints;
mod input;
pub mod keymap;
pub mod layout;
pub mod list;
pub mod meeting;
pub mod memory;
pub mod menu;
pub mod notes;
pub mod problems;
pub mod palette;
pub mod prompt;
pub mod reader;
mod screen;
pub mod scroll;
pub mod similarity;
pub mod state;
pub mod theme;
pub mod themes;
pub mod tray;
pub mod update;
pub mod versus;
pub mod view;
pub mod views;
pub mod why;
pub mod wire;
pub mod within;
pub mod wording;
pub mod wrap;

pub use feed::Feed;

use action::Action;
use export::{Export, Saved};
use hints::Hints;
use input::Heard;
use keymap::Keymap;
use memory::Memory;
use screen::Screen;
use state::{Far, Pane, State};
use theme::Theme;
use themes::Themes;
use update::{Effect, Event, follow, saved, settle, update};
use view::{Look, ReadingView, ScreenView};

/// What wakes the shell.
enum Wake {
    Heard(Heard),
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
    /// Something in the folder has changed; perhaps the dossier.
    Stirred,
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
    /// Whether comity is opened for the first time.
    pub is_first: bool,
    /// Whether the terminal is to be asked nothing and to move no rows.
    pub is_simple: bool,
    /// Whether the terminal is to tell what a mouse does.
    pub has_mouse: bool,
    pub keymap: Keymap,
    /// What is wrong in the user's own files.
    pub problems: Vec<Problem>,
}

/// Shows what `read` feeds, with the analyst's work that the keeper has, until
/// the user leaves, and returns the problems there were. The first frame is drawn
/// before anything is read, and the user may leave meanwhile.
///
/// # Errors
/// Where the terminal cannot be set up or written to, or nothing can be read.
pub fn run(
    read: impl FnOnce(&Feed) -> Result<()> + Send + 'static,
    keeper: Keeper,
    setup: Setup,
) -> Result<Vec<Problem>> {
    let (sender, wakes) = mpsc::channel();
    watch_signals(sender.clone())?;
    let mut shell = Shell::enter(keeper, setup, wakes, sender.clone())?;
    let (keys, turns) = (sender.clone(), shell.turns.clone());
    thread::spawn(move || read_keys(&keys, &turns));
    thread::spawn(move || feed::run(read, sender));
    let ended = shell.run();
    // Whatever ends it: what could not be written yet may go through now.
    let lost = shell.keeper.save().err();
    let left = shell.leave();
    shell.remember();
    if let Some(lost) = lost {
        return Err(Error::failed(lost));
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

/// Keys and texts typed ahead that are worth keeping.
const MOST_TYPED: usize = 64;

struct Shell {
    screen: Screen,
    wakes: Receiver<Wake>,
    /// What came while something else was waited for.
    waiting: VecDeque<Wake>,
    /// Whether something has happened since the last frame.
    is_stale: bool,
    stage: Stage,
    keeper: Keeper,
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
    turns: Turns,
}

impl Shell {
    fn enter(
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
    fn run(&mut self) -> io::Result<End> {
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

    /// Shows a world in place of the one before. When it is the first, does
    /// what was typed ahead.
    fn show(&mut self, newer: Arc<World>) -> io::Result<Option<End>> {
        let newer = Arc::new(self.keeper.place(&newer));
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
                top: 0,
            },
            memory: self.memory.clone(),
            hints: self.hints.clone(),
            message: self.problems.first().map(Problem::to_string),
            ..State::new(self.screen.area()?, &newer)
        };
        let state = Box::new(state.anew(&newer));
        let open = Stage::Open { world: newer, state };
        if let Stage::Reading { typed, .. } = std::mem::replace(&mut self.stage, open) {
            for event in typed {
                if let Some(end) = self.act(event)? {
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
                    _ if typed.len() < MOST_TYPED => typed.push(Event::Key(key)),
                    _ => {}
                }
            }
            Stage::Open { .. } => return self.act(Event::Key(key)),
        }
        Ok(None)
    }

    fn paste(&mut self, text: String) -> io::Result<Option<End>> {
        match &mut self.stage {
            Stage::Reading { typed, .. } if typed.len() < MOST_TYPED => {
                typed.push(Event::Paste(text));
                Ok(None)
            }
            _ => self.act(Event::Paste(text)),
        }
    }

    /// Carries an event into the state, and does what that asks for.
    fn act(&mut self, event: Event) -> io::Result<Option<End>> {
        for effect in self.update(event) {
            if let Some(end) = self.perform(effect)? {
                return Ok(Some(end));
            }
        }
        Ok(None)
    }

    fn perform(&mut self, effect: Effect) -> io::Result<Option<End>> {
        let Stage::Open { world, state } = &mut self.stage else { return Ok(None) };
        let done = match effect {
            Effect::Edit(edit) => self.keeper.edit(world, edit),
            Effect::Undo => self.keeper.undo(),
            Effect::Redo => self.keeper.redo(),
            Effect::KeepView { name, view } => {
                let file = self.memory_file.as_deref();
                if let Err(why) = state.memory.keep_view(file, name, view) {
                    state.message = Some(format!("for this run only: {why}"));
                }
                return Ok(None);
            }
            Effect::Save { export, may_replace } => {
                save(export, may_replace, Arc::clone(world), self.sender.clone());
                return Ok(None);
            }
            Effect::Quit => return Ok(self.quit()),
            Effect::Suspend => return self.suspend().map(|()| None),
            Effect::Redraw => {
                self.screen.forget();
                return Ok(None);
            }
            Effect::Copy(text) => return self.screen.copy(&text).map(|()| None),
        };
        self.place_again(Some(done));
        Ok(None)
    }

    /// Shows the world with the dossier as it is now, and says what was done.
    fn place_again(&mut self, done: Option<String>) {
        let Stage::Open { world, state } = &mut self.stage else { return };
        let newer = Arc::new(self.keeper.place(world));
        follow(state, world, &newer);
        *world = newer;
        self.is_warned &= self.keeper.unsaved() > 0;
        state.message = done.filter(|done| !done.is_empty()).or(state.message.take());
    }

    /// Leaves, unless what the analyst wrote would be lost: then the user is
    /// told, and may leave all the same.
    fn quit(&mut self) -> Option<End> {
        match self.keeper.save() {
            Err(why) if !self.is_warned => {
                self.is_warned = true;
                self.place_again(Some(format!("leaving now loses it: {why}")));
                None
            }
            _ => Some(End::Quit),
        }
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
    fn remember(&self) {
        if let (Stage::Open { world, state }, Some(file)) = (&self.stage, &self.memory_file) {
            // Views are there already, and others may have been saved beside us.
            let views = Memory::read(file).views;
            let memory = Memory { views, ..state.memory.clone().with(state, world) };
            let _ = memory.write(file);
        }
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

    /// Lets the state know of an event, and returns what that asks for.
    fn update(&mut self, event: Event) -> Vec<Effect> {
        match (&mut self.stage, event) {
            (Stage::Open { world, state }, event) => update(state, world, &self.keymap, event),
            (Stage::Reading { far, .. }, Event::Far(now)) => {
                *far = now;
                Vec::new()
            }
            (Stage::Reading { .. }, _) => Vec::new(),
        }
    }
}

/// Writes a file from a thread of its own: a large corpus takes its time.
fn save(export: Export, may_replace: bool, world: Arc<World>, sender: Sender<Wake>) {
    thread::spawn(move || {
        let path = Path::new(&export.path.text);
        let bytes = export.what(export.choice).bytes(&world, path);
        let outcome = match bytes.and_then(|bytes| file::save(path, &bytes, may_replace)) {
            Ok(()) => {
                let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
                Saved::Written(clean(&whole.display().to_string()))
            }
            Err(error) if error.kind() == ErrorKind::IsThere => Saved::IsThere,
            Err(error) => Saved::Failed(error.to_string()),
        };
        let _ = sender.send(Wake::Saved(export.path.text, outcome));
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

fn read_keys(sender: &Sender<Wake>, turns: &Turns) {
    let listened = input::listen(|heard| {
        if heard != Heard::Answer {
            turns.end();
        }
        sender.send(Wake::Heard(heard)).is_ok()
    });
    if listened.is_err() {
        let _ = sender.send(Wake::Gone);
    }
}
