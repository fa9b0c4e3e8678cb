//! Which key asks for which action, pane by pane.

use std::collections::HashMap;

use crossterm::event::KeyEvent;
use keybinds::KeyInput;

use super::action::Action;
use super::state::Pane;

/// One row of the table of keys.
struct Binding {
    panes: &'static [Pane],
    action: Action,
    /// As the crate keybinds writes them; the first is shown in the footer.
    keys: &'static [&'static str],
    /// What the footer calls it; without a word it is told in the help only.
    hint: &'static str,
}

use Pane::{
    Card, Correct, Export, Filter, Finder, Frequency, Grid, Help, Menu, Notes, Problems, Prompt,
    Reader, Similarity, Tray, Versus, Why,
};

/// Panes whose letters are commands, not text.
const COMMANDS: &[Pane] = &[
    Grid, Reader, Versus, Card, Why, Help, Problems, Tray, Notes, Correct, Menu, Frequency,
    Similarity,
];
const EVERY: &[Pane] = &Pane::ALL;
const OPENED: &[Pane] =
    &[Reader, Versus, Card, Why, Help, Problems, Tray, Notes, Correct, Menu, Frequency, Similarity];
/// Panes of which one looks things up in others.
const LOOKING: &[Pane] = &[Grid, Reader, Versus, Card, Why, Help, Problems, Tray, Notes];

/// Panes that show a statement one may write about.
const STATEMENTS: &[Pane] = &[Grid, Reader, Versus, Card, Why];

/// Panes that read by the page; in the others Space is another key.
const PAGED: &[Pane] =
    &[Reader, Versus, Card, Why, Help, Problems, Tray, Notes, Menu, Frequency, Similarity];

const fn row(
    panes: &'static [Pane],
    action: Action,
    keys: &'static [&'static str],
    hint: &'static str,
) -> Binding {
    Binding { panes, action, keys, hint }
}

/// In the order of footer and help.
const BINDINGS: &[Binding] = &[
    row(&[Grid], Action::Open, &["Enter"], "read"),
    row(&[Versus, Card], Action::Open, &["Enter"], "read"),
    row(&[Finder], Action::Open, &["Enter"], "go"),
    row(&[Filter], Action::Take, &["Enter"], "keep"),
    row(&[Menu], Action::Take, &["Enter"], "choose"),
    row(&[Frequency], Action::Take, &["Enter"], "show these"),
    row(&[Similarity], Action::Take, &["Enter"], "versus"),
    row(&[Finder, Filter], Action::Complete, &["Tab"], "complete"),
    row(&[Tray, Notes], Action::Open, &["Enter"], "read"),
    row(&[Correct], Action::Set, &["Enter", "Space"], "set"),
    row(&[Correct], Action::Accept, &["a"], "accept"),
    row(&[Correct], Action::Reject, &["x"], "reject"),
    row(&[Correct], Action::Reason, &["r"], "reason"),
    row(&[Prompt], Action::Keep, &["Enter"], "keep"),
    row(&[Tray], Action::Later, &["J"], "later"),
    row(&[Tray], Action::Earlier, &["K"], "earlier"),
    row(&[Tray, Notes], Action::Note, &["a"], "note"),
    row(&[Tray], Action::Remove, &["p", "d"], "unpin"),
    row(&[Notes, Correct], Action::Remove, &["d"], "remove"),
    row(&[Reader], Action::Next, &["n", "]"], "next"),
    row(&[Reader], Action::Previous, &["N", "["], "previous"),
    row(&[Versus], Action::Next, &["n", "]"], "next"),
    row(&[Versus], Action::Previous, &["N", "["], "previous"),
    row(&[Versus], Action::Differences, &["d"], "differences"),
    row(&[Versus], Action::Swap, &["x"], "swap"),
    row(&[Versus], Action::OtherSide, &["Tab"], "side"),
    row(&[Versus], Action::Replace, &["r"], "replace"),
    row(&[Reader], Action::Extent, &["z"], "extent"),
    row(&[Reader], Action::Outline, &["o"], "outline"),
    row(LOOKING, Action::Find, &["/", "Ctrl+f"], "find"),
    row(&[Grid], Action::Mark, &["m", "Space"], "mark"),
    row(&[Reader, Card, Similarity], Action::Mark, &["m"], "mark"),
    row(&[Grid, Card], Action::Versus, &["v"], "versus"),
    row(&[Grid], Action::Filter, &["f"], "filter"),
    row(&[Grid, Similarity], Action::Sort, &["s"], "sort"),
    row(&[Grid], Action::Help, &["?", "F1"], "help"),
    row(&[Grid, Reader], Action::Card, &["c"], "card"),
    row(&[Grid, Reader, Versus, Card], Action::Why, &["w"], "why"),
    row(&[Grid, Reader, Versus, Card, Why, Tray, Notes], Action::Copy, &["y"], "copy"),
    row(&[Card], Action::Next, &["n", "]"], ""),
    row(&[Card], Action::Previous, &["N", "["], ""),
    row(&[Grid], Action::Turn, &["t"], "turn"),
    row(&[Grid], Action::Zoom, &["z"], "zoom"),
    row(&[Grid], Action::SortMenu, &["S"], ""),
    row(&[Grid], Action::HideRow, &["-"], ""),
    row(&[Grid], Action::HideColumn, &["_"], ""),
    row(&[Grid], Action::Differences, &["d"], ""),
    row(&[Grid], Action::OnlyMarked, &["M"], ""),
    row(&[Grid], Action::ShowAll, &["Esc"], ""),
    row(&[Grid], Action::Totals, &["T"], ""),
    row(&[Grid], Action::Freeze, &["Z"], ""),
    row(&[Grid], Action::Frequency, &["F"], ""),
    row(&[Grid], Action::Similarity, &["L"], ""),
    row(&[Export], Action::Write, &["Enter"], "write"),
    row(&[Export], Action::Form, &["Tab"], "form"),
    row(&[Finder, Export, Prompt], Action::Back, &["Esc"], "close"),
    row(&[Filter], Action::Back, &["Esc"], "as before"),
    row(OPENED, Action::Back, &["Esc", "q", "Backspace"], "back"),
    row(
        &[Reader, Versus, Card, Why, Problems, Tray, Notes, Correct, Menu, Frequency, Similarity],
        Action::Help,
        &["?", "F1"],
        "help",
    ),
    row(&[Grid, Reader, Versus, Card], Action::Export, &["e"], "export"),
    row(&[Grid], Action::Quit, &["q"], "quit"),
    row(STATEMENTS, Action::Pin, &["p"], "pin"),
    row(STATEMENTS, Action::Note, &["a"], "note"),
    row(&[Grid, Reader, Versus, Card, Why, Tray, Notes], Action::Correct, &["C"], "correct"),
    row(&[Grid, Reader, Versus, Card, Why, Notes], Action::Tray, &["P"], ""),
    row(&[Grid, Reader, Versus, Card, Why, Tray], Action::Notes, &["A"], ""),
    row(&[Grid], Action::Problems, &["!"], ""),
    row(COMMANDS, Action::Undo, &["u"], ""),
    row(COMMANDS, Action::Redo, &["Ctrl+r"], ""),
    row(&[Reader], Action::NextStatement, &["J"], ""),
    row(&[Reader], Action::PreviousStatement, &["K"], ""),
    row(COMMANDS, Action::Up, &["k", "Up"], ""),
    row(COMMANDS, Action::Down, &["j", "Down"], ""),
    row(&[Finder, Export], Action::Up, &["Up", "Ctrl+p", "Ctrl+k"], ""),
    row(&[Finder, Export], Action::Down, &["Down", "Ctrl+n", "Ctrl+j"], ""),
    row(&[Reader], Action::Wrap, &["W"], ""),
    row(&[Grid, Reader, Versus, Frequency, Similarity], Action::Left, &["h", "Left"], ""),
    row(&[Grid, Reader, Versus, Frequency, Similarity], Action::Right, &["l", "Right"], ""),
    row(COMMANDS, Action::PageUp, &["PageUp", "Ctrl+b", "Ctrl+u", "b"], ""),
    row(COMMANDS, Action::PageDown, &["PageDown", "Ctrl+d"], ""),
    row(PAGED, Action::PageDown, &["Space", "f"], ""),
    row(&[Finder], Action::PageUp, &["PageUp"], ""),
    row(&[Finder], Action::PageDown, &["PageDown"], ""),
    row(COMMANDS, Action::First, &["g", "Home"], ""),
    row(COMMANDS, Action::Last, &["G", "End"], ""),
    row(&[Grid, Similarity], Action::LineStart, &["0", "^"], ""),
    row(&[Grid, Similarity], Action::LineEnd, &["$"], ""),
    row(EVERY, Action::Redraw, &["Ctrl+l"], ""),
    row(EVERY, Action::Suspend, &["Ctrl+z"], ""),
    row(EVERY, Action::Quit, &["Ctrl+c"], ""),
];

/// The table of keys, ready to be asked.
pub struct Keymap {
    actions: HashMap<(Pane, KeyInput), Action>,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut actions = HashMap::new();
        for binding in BINDINGS {
            for pane in binding.panes {
                for key in binding.keys {
                    let key: KeyInput = key.parse().expect("the table of keys is tested");
                    // The first row that names a key keeps it.
                    actions.entry((*pane, key)).or_insert(binding.action);
                }
            }
        }
        Self { actions }
    }
}

impl Keymap {
    /// What a key asks for in a pane.
    pub fn action(&self, pane: Pane, key: &KeyEvent) -> Option<Action> {
        self.actions.get(&(pane, KeyInput::from(key))).copied()
    }
}

/// The keys that matter in a pane with a word for each, for the footer.
pub fn hints(pane: Pane) -> impl Iterator<Item = (&'static str, &'static str)> {
    BINDINGS
        .iter()
        .filter(move |binding| !binding.hint.is_empty() && binding.panes.contains(&pane))
        .map(|binding| (binding.keys[0], binding.hint))
}

/// The whole table: where, which keys, what for.
pub fn table() -> impl Iterator<Item = (&'static [Pane], &'static [&'static str], Action)> {
    BINDINGS.iter().map(|binding| (binding.panes, binding.keys, binding.action))
}

/// Every action of a pane with its keys, for the help.
pub fn bindings(pane: Pane) -> impl Iterator<Item = (Action, &'static [&'static str])> {
    BINDINGS
        .iter()
        .filter(move |binding| binding.panes.contains(&pane))
        .map(|binding| (binding.action, binding.keys))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_can_be_read_and_every_action_has_one() {
        let keymap = Keymap::default();
        for action in Action::ALL {
            assert!(keymap.actions.values().any(|bound| bound == action), "{}", action.name());
        }
    }

    #[test]
    fn no_key_of_a_pane_asks_for_two_actions() {
        for pane in EVERY {
            let mut seen: HashMap<&str, Action> = HashMap::new();
            for (action, keys) in bindings(*pane) {
                for key in keys {
                    let other = seen.insert(key, action);
                    assert!(other.is_none_or(|other| other == action), "{pane:?}: {key}");
                }
            }
        }
    }
}
