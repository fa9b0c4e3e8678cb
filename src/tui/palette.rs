//! The palette: what can be asked for in the pane behind it, by name.

use crossterm::event::KeyEvent;

use crate::search::rank;

use super::action::Action;
use super::grid::within;
use super::keymap::Keymap;
use super::prompt::Prompt;
use super::state::Pane;

/// What is looked for among the actions of a pane, and what is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The pane it was opened from.
    pub from: Pane,
    pub prompt: Prompt,
    pub found: Vec<Action>,
    pub selected: usize,
    pub top: usize,
}

impl Palette {
    pub fn open(keymap: &Keymap, from: Pane) -> Self {
        let found = offered(keymap, from);
        Self { from, prompt: Prompt::default(), found, selected: 0, top: 0 }
    }

    /// Lets the line editor take a key, and looks again.
    pub fn edit(&mut self, keymap: &Keymap, key: KeyEvent) {
        if self.prompt.edit(key) {
            let offered = offered(keymap, self.from);
            let texts: Vec<String> = offered.iter().map(|action| text(*action)).collect();
            let met = rank(&self.prompt.text, texts.iter().map(String::as_str));
            self.found = met.into_iter().map(|at| offered[at]).collect();
            (self.selected, self.top) = (0, 0);
        }
    }

    pub fn chosen(&self) -> Option<Action> {
        self.found.get(self.selected).copied()
    }

    /// Moves the selection, and the window of `height` actions with it.
    pub fn step(&mut self, by: isize, height: usize) {
        let last = self.found.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
        self.top = within(self.top, self.selected, height, self.found.len());
    }
}

/// What an action is found by: its name, and what it does.
fn text(action: Action) -> String {
    format!("{} {}", action.name(), action.doc())
}

fn offered(keymap: &Keymap, pane: Pane) -> Vec<Action> {
    let actions = keymap.actions(pane).into_iter().map(|(action, _)| action);
    actions.filter(|action| *action != Action::Palette).collect()
}
