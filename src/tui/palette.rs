//! The palette: what can be asked for in the pane behind it, by name.

use ratatui::layout::{Position, Rect};

use crate::search::rank;
use crate::world::World;

use super::action::Action;
use super::keymap::Keymap;
use super::layout;
use super::list::Selection;
use super::prompt::{Prompt, Stroke};
use super::scroll::Scroll;
use super::state::Pane;

/// What is looked for among the actions of a pane, and what is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The pane it was opened from.
    pub from: Pane,
    pub prompt: Prompt,
    pub found: Vec<Action>,
    pub selection: Selection,
}

impl Palette {
    pub fn open(keymap: &Keymap, from: Pane) -> Self {
        let found = offered(keymap, from);
        Self { from, prompt: Prompt::default(), found, selection: Selection::default() }
    }

    /// Lets the line take what is typed, and looks again.
    pub fn edit(&mut self, keymap: &Keymap, stroke: Stroke<'_>) {
        if self.prompt.edit(stroke) {
            let offered = offered(keymap, self.from);
            let texts: Vec<String> = offered.iter().map(|action| text(*action)).collect();
            let met = rank(&self.prompt.text, texts.iter().map(String::as_str));
            self.found = met.into_iter().map(|at| offered[at]).collect();
            let typed = self.prompt.text.trim().to_lowercase();
            self.found.sort_by_key(|action| !action.name().starts_with(&typed));
            self.selection = Selection::default();
        }
    }

    pub fn chosen(&self) -> Option<Action> {
        self.found.get(self.selection.selected).copied()
    }
}

impl Scroll for Palette {
    fn height(&self, _: &World, area: Rect) -> usize {
        usize::from(layout::prompted(layout::body(area)).list.height)
    }

    fn step(&mut self, world: &World, by: isize, area: Rect) {
        let height = self.height(world, area);
        self.selection.step(by, self.found.len(), height);
    }

    fn point(&mut self, _: &World, area: Rect, at: Position) -> Option<bool> {
        self.selection.point(at, layout::prompted(layout::body(area)).list, 1, self.found.len())
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
