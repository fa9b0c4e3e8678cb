//! Which key asks for which action, pane by pane: a table, with the user's own
//! keys over it. A number before a key says how often.

use crossterm::event::{KeyCode, KeyEvent};
use keybinds::{KeyInput, KeySeq, Match};

use super::action::Action;
use super::state::Pane;

mod file;

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
    Card, Correct, Export, Filter, Finder, Frequency, Grid, Help, Meeting, Menu, Notes, Palette,
    Problems, Reader, Similarity, Themes, Tray, Versus, Views, Why, Within, Wording,
};

/// Panes whose letters are commands, not text.
const COMMANDS: &[Pane] = &[
    Grid, Reader, Versus, Card, Why, Meeting, Problems, Tray, Notes, Correct, Menu, Views,
    Frequency, Similarity, Themes,
];
const EVERY: &[Pane] = &Pane::ALL;
const OPENED: &[Pane] = &[
    Reader, Versus, Card, Why, Meeting, Problems, Tray, Notes, Correct, Menu, Views, Frequency,
    Similarity, Themes,
];
/// Panes of which one looks things up in others.
const LOOKING: &[Pane] = &[Grid, Reader, Versus, Card, Why, Meeting, Problems, Tray, Notes];

/// Panes over which another can be opened by its name.
const WORKED_IN: &[Pane] =
    &[Grid, Reader, Versus, Card, Why, Meeting, Problems, Tray, Notes, Menu, Frequency, Similarity];

/// Panes that show a statement one may write about.
const STATEMENTS: &[Pane] = &[Grid, Reader, Versus, Card, Why];

/// Panes that read by the page; in the others Space is another key.
const PAGED: &[Pane] = &[
    Reader, Versus, Card, Why, Meeting, Problems, Tray, Notes, Menu, Views, Frequency, Similarity,
    Themes,
];
/// Panes with a list, and letters that are text.
const LISTS: &[Pane] = &[Finder, Palette, Help];

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
    row(&[Finder], Action::Complete, &["Tab"], "complete, mark"),
    row(&[Finder], Action::OpenBehind, &["Alt+Enter"], "go, stay"),
    row(&[Palette], Action::Open, &["Enter"], "do"),
    row(&[Themes], Action::Open, &["Enter"], "pick"),
    row(&[Filter], Action::Take, &["Enter"], "keep"),
    row(&[Within], Action::Take, &["Enter"], "read there"),
    row(&[Within], Action::Next, &["Down", "Ctrl+n"], "next"),
    row(&[Within], Action::Previous, &["Up", "Ctrl+p"], "previous"),
    row(&[Menu], Action::Take, &["Enter"], "choose"),
    row(&[Views], Action::Take, &["Enter"], "show"),
    row(&[Views], Action::SaveView, &["s"], "save this one"),
    row(&[Views], Action::Remove, &["d"], "remove"),
    row(&[Frequency], Action::Take, &["Enter"], "show these"),
    row(&[Similarity], Action::Take, &["Enter"], "versus"),
    row(&[Filter], Action::Complete, &["Tab"], "complete"),
    row(&[Tray, Notes, Problems], Action::Open, &["Enter"], "read"),
    row(&[Correct], Action::Set, &["Enter", "Space"], "set"),
    row(&[Correct], Action::Accept, &["a"], "accept"),
    row(&[Correct], Action::Reject, &["x"], "reject"),
    row(&[Correct], Action::Reason, &["r"], "reason"),
    row(&[Wording], Action::Keep, &["Enter"], "keep"),
    row(&[Tray], Action::Later, &["J"], "later"),
    row(&[Tray], Action::Earlier, &["K"], "earlier"),
    row(&[Tray, Notes], Action::Note, &["a"], "note"),
    row(&[Tray], Action::Remove, &["p", "d"], "unpin"),
    row(&[Notes, Correct], Action::Remove, &["d"], "remove"),
    row(&[Notes], Action::Attach, &["r"], "attach"),
    row(&[Reader], Action::Next, &["n", "]"], "next"),
    row(&[Reader], Action::Previous, &["N", "["], "previous"),
    row(&[Versus, Meeting], Action::Next, &["n", "]"], "next"),
    row(&[Versus, Meeting], Action::Previous, &["N", "["], "previous"),
    row(&[Versus], Action::Differences, &["d"], "differences"),
    row(&[Versus], Action::Swap, &["x"], "swap"),
    row(&[Versus], Action::OtherSide, &["Tab"], "side"),
    row(&[Versus], Action::Replace, &["r"], "replace"),
    row(&[Reader], Action::Extent, &["z"], "extent"),
    row(&[Reader], Action::Outline, &["o"], "outline"),
    row(LOOKING, Action::Find, &["/", "Ctrl+f"], "find"),
    row(&[Grid, Reader, Versus, Card], Action::Why, &["w"], "why"),
    row(&[Reader], Action::FindWithin, &["i"], "in here"),
    row(&[Grid], Action::Mark, &["m", "Space"], "mark"),
    row(&[Reader, Card, Similarity], Action::Mark, &["m"], "mark"),
    row(&[Grid, Card], Action::Versus, &["v"], "versus"),
    row(&[Grid], Action::Filter, &["f"], "filter"),
    row(&[Grid, Similarity], Action::Sort, &["s"], "sort"),
    row(&[Grid], Action::Help, &["?", "F1"], "help"),
    row(&[Grid, Reader], Action::Card, &["c"], "card"),
    row(&[Grid, Reader, Versus, Card, Why, Meeting, Tray, Notes], Action::Copy, &["y"], "copy"),
    row(&[Grid, Card], Action::Sources, &["="], ""),
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
    row(&[Grid], Action::Views, &["V"], ""),
    row(&[Grid], Action::SaveView, &[], ""),
    row(&[Grid], Action::Frequency, &["F"], ""),
    row(&[Grid], Action::Similarity, &["L"], ""),
    row(&[Export], Action::Write, &["Enter"], "write"),
    row(&[Export], Action::Form, &["Tab"], "form"),
    row(&[Finder, Palette, Help, Export, Wording], Action::Back, &["Esc"], "close"),
    row(&[Filter, Within], Action::Back, &["Esc"], "as before"),
    row(OPENED, Action::Back, &["Esc", "q", "Backspace"], "back"),
    row(
        &[
            Reader, Versus, Card, Why, Meeting, Problems, Tray, Notes, Correct, Menu, Views,
            Frequency, Similarity,
        ],
        Action::Help,
        &["?", "F1"],
        "help",
    ),
    row(&[Grid, Reader, Versus, Card, Tray], Action::Export, &["e"], "export"),
    row(&[Grid], Action::Quit, &["q"], "quit"),
    row(&[Reader], Action::Elsewhere, &["*"], ""),
    row(&[Finder], Action::Pin, &["Ctrl+t"], "pin marked"),
    row(STATEMENTS, Action::Pin, &["p"], "pin"),
    row(STATEMENTS, Action::Note, &["a"], "note"),
    row(&[Grid, Reader, Versus, Card, Why, Tray, Notes], Action::Correct, &["C"], "correct"),
    row(&[Grid, Reader, Versus, Card, Why, Notes], Action::Tray, &["P"], ""),
    row(&[Grid, Reader, Versus, Card, Why, Tray], Action::Notes, &["A"], ""),
    row(&[Grid], Action::Problems, &["!"], ""),
    row(&[Grid, Reader], Action::Meeting, &["B"], ""),
    row(WORKED_IN, Action::Palette, &[":", "Ctrl+p"], ""),
    row(WORKED_IN, Action::Themes, &[], ""),
    row(&[Finder], Action::OlderQuery, &["Ctrl+r", "Alt+Up"], ""),
    row(&[Finder], Action::NewerQuery, &["Alt+Down"], ""),
    row(COMMANDS, Action::Undo, &["u"], ""),
    row(COMMANDS, Action::Redo, &["Ctrl+r"], ""),
    row(&[Reader], Action::NextStatement, &["J"], ""),
    row(&[Reader], Action::PreviousStatement, &["K"], ""),
    row(COMMANDS, Action::Up, &["k", "Up"], ""),
    row(COMMANDS, Action::Down, &["j", "Down"], ""),
    row(&[Finder, Palette, Help, Export], Action::Up, &["Up", "Ctrl+p", "Ctrl+k"], ""),
    row(&[Finder, Palette, Help, Export], Action::Down, &["Down", "Ctrl+n", "Ctrl+j"], ""),
    row(&[Reader], Action::Wrap, &["W"], ""),
    row(&[Grid, Reader, Versus, Meeting, Frequency, Similarity], Action::Left, &["h", "Left"], ""),
    row(
        &[Grid, Reader, Versus, Meeting, Frequency, Similarity],
        Action::Right,
        &["l", "Right"],
        "",
    ),
    row(COMMANDS, Action::PageUp, &["PageUp", "Ctrl+b", "Ctrl+u", "b"], ""),
    row(COMMANDS, Action::PageDown, &["PageDown", "Ctrl+d"], ""),
    row(PAGED, Action::PageDown, &["Space", "f"], ""),
    row(LISTS, Action::PageUp, &["PageUp"], ""),
    row(LISTS, Action::PageDown, &["PageDown"], ""),
    row(COMMANDS, Action::First, &["g g", "Home"], ""),
    row(COMMANDS, Action::Last, &["G", "g e", "End"], ""),
    row(&[Grid, Similarity], Action::LineStart, &["0", "^", "g h"], ""),
    row(&[Grid, Similarity], Action::LineEnd, &["$", "g l"], ""),
    row(EVERY, Action::Redraw, &["Ctrl+l"], ""),
    row(EVERY, Action::Suspend, &["Ctrl+z"], ""),
    row(EVERY, Action::Quit, &["Ctrl+c"], ""),
];

/// The table of keys, ready to be asked.
#[derive(Clone)]
pub struct Keymap {
    bound: Vec<Bound>,
}

/// A key of a pane, or several to be pressed one after the other, and what that
/// asks for.
#[derive(Clone)]
struct Bound {
    pane: Pane,
    keys: KeySeq,
    /// The same as it is told.
    name: String,
    action: Action,
}

/// A key that matters, with a word for what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint<'a> {
    pub key: &'a str,
    pub word: &'static str,
    /// Whether it leads out of the pane, or to all of its keys.
    pub is_way_out: bool,
}

impl<'a> Hint<'a> {
    pub fn plain(key: &'a str, word: &'static str) -> Self {
        Self { key, word, is_way_out: false }
    }
}

/// What has been typed of a command so far: how often, and its first keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    pub count: Option<usize>,
    pub keys: Vec<KeyInput>,
}

/// What a key means after what has been typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// So often, if that was said.
    Action(Action, Option<usize>),
    /// More is to come.
    Begun,
    /// Nothing here asks for anything.
    Nothing,
}

/// Nobody counts further.
const MOST_TIMES: usize = 99_999;

impl Default for Keymap {
    fn default() -> Self {
        let mut keymap = Self { bound: Vec::new() };
        for binding in BINDINGS {
            for (pane, name) in product(binding.panes, binding.keys) {
                let keys: KeySeq = name.parse().expect("the table of keys is tested");
                // The first row that names a key keeps it.
                if keymap.of(pane).all(|bound| bound.keys != keys) {
                    let (name, action) = (name.to_owned(), binding.action);
                    keymap.bound.push(Bound { pane, keys, name, action });
                }
            }
        }
        keymap
    }
}

impl Keymap {
    /// What a key means in a pane after what has been `typed`, which takes it up.
    pub fn hear(&self, pane: Pane, typed: &mut Typed, key: &KeyEvent) -> Meaning {
        let input = KeyInput::from(key);
        if let Some(count) = self.count(pane, typed, key) {
            typed.count = Some(count.min(MOST_TIMES));
            return Meaning::Begun;
        }
        typed.keys.push(input);
        let met = |wanted: Match| {
            let mut bound = self.of(pane);
            bound.find(|bound| bound.keys.match_to(&typed.keys) == wanted)
        };
        if let Some(bound) = met(Match::Matched) {
            let meaning = Meaning::Action(bound.action, typed.count);
            *typed = Typed::default();
            return meaning;
        }
        if met(Match::Prefix).is_some() {
            return Meaning::Begun;
        }
        *typed = Typed::default();
        Meaning::Nothing
    }

    /// The number that a digit makes of what has been typed. A digit that asks
    /// for something itself begins none.
    fn count(&self, pane: Pane, typed: &Typed, key: &KeyEvent) -> Option<usize> {
        let KeyCode::Char(letter) = key.code else { return None };
        let digit = letter.to_digit(10)? as usize;
        let is_bound = || self.of(pane).any(|bound| bound.keys.as_slice() == [KeyInput::from(key)]);
        if pane.is_typed() || !typed.keys.is_empty() || (typed.count.is_none() && is_bound()) {
            return None;
        }
        Some(typed.count.unwrap_or(0) * 10 + digit)
    }

    /// The action that a single key asks for in a pane.
    pub fn action(&self, pane: Pane, key: &KeyEvent) -> Option<Action> {
        match self.hear(pane, &mut Typed::default(), key) {
            Meaning::Action(action, _) => Some(action),
            _ => None,
        }
    }

    fn of(&self, pane: Pane) -> impl Iterator<Item = &Bound> {
        self.bound.iter().filter(move |bound| bound.pane == pane)
    }

    /// The keys that ask for an action in a pane.
    pub fn keys(&self, pane: Pane, action: Action) -> Vec<&str> {
        let bound = self.of(pane).filter(|bound| bound.action == action);
        bound.map(|bound| bound.name.as_str()).collect()
    }

    /// The keys that matter in a pane with a word for each, for the footer.
    pub fn hints(&self, pane: Pane) -> Vec<Hint<'_>> {
        let told = BINDINGS.iter().filter(|row| !row.hint.is_empty() && row.panes.contains(&pane));
        told.filter_map(|row| {
            let key = *self.keys(pane, row.action).first()?;
            let is_way_out = matches!(row.action, Action::Back | Action::Quit | Action::Help);
            Some(Hint { key, word: row.hint, is_way_out })
        })
        .collect()
    }

    /// What may follow what has been typed: the rest of the keys, and what they
    /// ask for.
    pub fn continuations(&self, pane: Pane, typed: &Typed) -> Vec<(String, Action)> {
        let begun = self.of(pane).filter(|bound| {
            !typed.keys.is_empty() && bound.keys.match_to(&typed.keys) == Match::Prefix
        });
        begun
            .map(|bound| (spelled(&bound.keys.as_slice()[typed.keys.len()..]), bound.action))
            .collect()
    }

    /// Every action of a pane with its keys, for the help. An action without a
    /// key is reached by its name.
    pub fn actions(&self, pane: Pane) -> Vec<(Action, Vec<&str>)> {
        let mut actions: Vec<Action> = Vec::new();
        let table = BINDINGS.iter().filter(|row| row.panes.contains(&pane)).map(|row| row.action);
        for action in table.chain(self.of(pane).map(|bound| bound.action)) {
            if !actions.contains(&action) {
                actions.push(action);
            }
        }
        actions.into_iter().map(|action| (action, self.keys(pane, action))).collect()
    }

    /// Binds a key in place of all that it hides; without an action it asks for
    /// nothing any more.
    fn bind(&mut self, pane: Pane, keys: &KeySeq, action: Option<Action>) {
        let is_hidden = |bound: &Bound| {
            let (a, b) = (bound.keys.as_slice(), keys.as_slice());
            bound.pane == pane && (a.starts_with(b) || b.starts_with(a))
        };
        self.bound.retain(|bound| !is_hidden(bound));
        if let Some(action) = action {
            let (keys, name) = (keys.clone(), spelled(keys.as_slice()));
            self.bound.push(Bound { pane, keys, name, action });
        }
    }
}

/// Keys one after the other, as they are told and read.
fn spelled(keys: &[KeyInput]) -> String {
    let keys: Vec<String> = keys.iter().map(KeyInput::to_string).collect();
    keys.join(" ")
}

fn product<'a>(
    panes: &'a [Pane],
    keys: &'a [&'static str],
) -> impl Iterator<Item = (Pane, &'static str)> + 'a {
    panes.iter().flat_map(move |pane| keys.iter().map(move |key| (*pane, *key)))
}

/// The whole table: where, which keys, what for.
pub fn table() -> impl Iterator<Item = (&'static [Pane], &'static [&'static str], Action)> {
    BINDINGS.iter().map(|binding| (binding.panes, binding.keys, binding.action))
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyModifiers;

    use super::*;

    #[test]
    fn every_key_can_be_read_and_every_action_has_a_row() {
        Keymap::default();
        for action in Action::ALL {
            assert!(table().any(|(.., bound)| bound == *action), "{}", action.name());
        }
    }

    #[test]
    fn no_key_of_a_pane_asks_for_two_actions_or_begins_another() {
        for pane in Pane::ALL {
            let rows = BINDINGS.iter().filter(|row| row.panes.contains(&pane));
            let bound = rows.flat_map(|row| row.keys.iter().map(|keys| (*keys, row.action)));
            let bound: Vec<(&str, KeySeq, Action)> =
                bound.map(|(name, action)| (name, name.parse().unwrap(), action)).collect();
            for (name, keys, action) in &bound {
                for (other, others, asks) in &bound {
                    let is_same = keys == others && action == asks;
                    let hides = others.as_slice().starts_with(keys.as_slice());
                    assert!(is_same || !hides, "{}: {name} hides {other}", pane.name());
                }
            }
        }
    }

    #[test]
    fn letters_are_commands_or_text() {
        for pane in Pane::ALL {
            assert_eq!(pane.is_typed(), !COMMANDS.contains(&pane), "{}", pane.name());
        }
    }

    #[test]
    fn counts_and_sequences_are_heard_key_by_key() {
        let keymap = Keymap::default();
        let mut typed = Typed::default();
        let mut hear = |letter| {
            let key = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE);
            keymap.hear(Pane::Grid, &mut typed, &key)
        };
        assert_eq!(hear('0'), Meaning::Action(Action::LineStart, None));
        assert_eq!(hear('1'), Meaning::Begun);
        assert_eq!(hear('0'), Meaning::Begun);
        assert_eq!(hear('j'), Meaning::Action(Action::Down, Some(10)));
        assert_eq!(hear('g'), Meaning::Begun);
        assert_eq!(hear('g'), Meaning::Action(Action::First, None));
        assert_eq!(hear('g'), Meaning::Begun);
        assert_eq!(hear('j'), Meaning::Nothing);
        assert_eq!(hear('j'), Meaning::Action(Action::Down, None));
    }
}
