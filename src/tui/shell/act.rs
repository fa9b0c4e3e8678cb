//! What the shell acts on: events are carried into the state, or kept until there is
//! one, and what they ask for is done.

use std::io;
use std::sync::Arc;

use crossterm::event::KeyEvent;

use crate::source::Problem;
use crate::tui::action::Action;
use crate::tui::state::{Pane, State};
use crate::tui::themes::Themes;
use crate::tui::update::{Effect, Event, follow, update};
use crate::tui::wake::save;
use crate::world::World;

use super::{End, Shell, Stage};

/// Keys and texts typed ahead that are worth keeping.
const MOST_TYPED: usize = 64;

impl Shell {
    /// Shows a world in place of the one before. When it is the first, does
    /// what was typed ahead.
    pub(super) fn show(&mut self, newer: Arc<World>) -> io::Result<Option<End>> {
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

    pub(super) fn key(&mut self, key: KeyEvent) -> io::Result<Option<End>> {
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

    pub(super) fn paste(&mut self, text: String) -> io::Result<Option<End>> {
        match &mut self.stage {
            Stage::Reading { typed, .. } if typed.len() < MOST_TYPED => {
                typed.push(Event::Paste(text));
                Ok(None)
            }
            _ => self.act(Event::Paste(text)),
        }
    }

    /// Carries an event into the state, and does what that asks for.
    pub(super) fn act(&mut self, event: Event) -> io::Result<Option<End>> {
        for effect in self.update(event) {
            if let Some(end) = self.perform(effect)? {
                return Ok(Some(end));
            }
        }
        Ok(None)
    }

    /// Lets the state know of an event, and returns what that asks for.
    pub(super) fn update(&mut self, event: Event) -> Vec<Effect> {
        match (&mut self.stage, event) {
            (Stage::Open { world, state }, event) => update(state, world, &self.keymap, event),
            (Stage::Reading { far, .. }, Event::Far(now)) => {
                *far = now;
                Vec::new()
            }
            (Stage::Reading { .. }, _) => Vec::new(),
        }
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
            Effect::Save { export, shown, may_replace } => {
                save(export, shown, may_replace, Arc::clone(world), self.sender.clone());
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
    pub(super) fn place_again(&mut self, done: Option<String>) {
        let Stage::Open { world, state } = &mut self.stage else { return };
        let newer = Arc::new(self.keeper.place(world));
        follow(state, world, &newer);
        *world = newer;
        state.unsaved = self.keeper.unsaved();
        self.is_warned &= state.unsaved > 0;
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
}
