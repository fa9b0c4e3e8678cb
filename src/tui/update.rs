//! From an event to the next state, and to what the shell must do. Draws
//! nothing, reads nothing. What an action asks for is done in the modules below,
//! none of which calls back.

use crossterm::event::{KeyEvent, KeyEventKind};
use ratatui::layout::{Position, Rect};

use crate::dossier::Edit;
use crate::export::cite::citation;
use crate::world::World;

use super::action::Action;
use super::export::Export;
use super::keymap::{Keymap, Meaning, Typed};
use super::problems::Problems;
use super::prompt::{self, Stroke};
use super::state::{Far, Opened, Pane, State};
use super::views::View;

mod arrange;
mod find;
mod follow;
mod front;
mod go;
mod open;
mod save;
mod turn;
mod write;

pub use find::settle;
pub use follow::follow;
pub use save::saved;

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Key(KeyEvent),
    /// A text is pasted, as it was copied.
    Paste(String),
    /// The button of a mouse.
    Click(Position),
    /// Its wheel, by so many notches.
    Wheel(isize),
    Resize {
        width: u16,
        height: u16,
    },
    /// Reading has come so far, or to its end.
    Far(Option<Far>),
    /// The world can be searched as a whole now.
    Indexed,
}

/// What the shell must do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    Quit,
    Suspend,
    Redraw,
    /// Write what the export pane says, over a file that is there only if it may; of the
    /// matrix the agreements that are shown, in that order.
    Save {
        export: Export,
        shown: Vec<usize>,
        may_replace: bool,
    },
    /// Hand a text to the clipboard of the user's own terminal.
    Copy(String),
    /// Do what the analyst asks for, in the dossier.
    Edit(Edit),
    Undo,
    Redo,
    /// Keep a view under its name, beyond this run; none removes it.
    KeepView {
        name: String,
        view: Option<View>,
    },
}

/// Carries an event into the state.
pub fn update(state: &mut State, world: &World, keymap: &Keymap, event: Event) -> Vec<Effect> {
    match event {
        Event::Resize { width, height } => {
            state.area = Rect::new(0, 0, width, height);
            state.fit(world);
            Vec::new()
        }
        Event::Far(far) => {
            state.far = far;
            Vec::new()
        }
        Event::Indexed => {
            if let Some(Opened::Finder(finder)) = state.opened.last_mut() {
                finder.search_again(world);
            }
            // The words of a filter are found only now.
            if let Err(mistake) = state.grid.arrange(world) {
                state.message = Some(mistake);
            }
            state.keep_visible(world);
            Vec::new()
        }
        Event::Click(at) => {
            begin(state, world);
            point(state, world, keymap, at)
        }
        Event::Wheel(notches) => {
            begin(state, world);
            go::roll(state, world, notches);
            Vec::new()
        }
        Event::Paste(text) => {
            paste(state, world, keymap, &text);
            Vec::new()
        }
        Event::Key(key) if key.kind == KeyEventKind::Release => Vec::new(),
        Event::Key(key) => {
            state.message = None;
            match keymap.hear(state.pane(), &mut state.typed, &key) {
                Meaning::Action(action, count) => {
                    find::settle_at_once(state, world);
                    act_often(state, world, keymap, action, count)
                }
                Meaning::Begun => Vec::new(),
                Meaning::Nothing => {
                    edit(state, world, keymap, Stroke::Key(key));
                    Vec::new()
                }
            }
        }
    }
}

/// What goes before everything done by hand: what was said is read, what was
/// begun with a key is given up.
fn begin(state: &mut State, world: &World) {
    state.message = None;
    state.typed = Typed::default();
    find::settle_at_once(state, world);
}

/// Puts the cursor where somebody points; where it is there already, opens that.
fn point(state: &mut State, world: &World, keymap: &Keymap, at: Position) -> Vec<Effect> {
    // What is shown to a room is the grid's cell, not the grid.
    if state.pane() == Pane::Meeting {
        return Vec::new();
    }
    let area = state.area;
    match state.scroll().point(world, area, at) {
        Some(true) if state.pane() == Pane::Correct => act(state, world, keymap, Action::Set, 1),
        Some(true) => act(state, world, keymap, Action::Open, 1),
        Some(false) => {
            write::tell(state, world);
            state.keep_visible(world);
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Puts a text into the line of the pane in front. Where there is none, its
/// letters are no commands.
fn paste(state: &mut State, world: &World, keymap: &Keymap, text: &str) {
    (state.message, state.typed) = (None, Typed::default());
    if state.pane().is_typed() {
        edit(state, world, keymap, Stroke::Paste(&prompt::fit(text)));
    } else {
        state.message = Some("there is no line here to paste into".to_owned());
    }
}

/// Lets the line of the pane in front take what is typed, if it has one.
fn edit(state: &mut State, world: &World, keymap: &Keymap, stroke: Stroke<'_>) {
    match state.opened.last_mut() {
        Some(Opened::Finder(finder)) => {
            finder.edit(stroke);
            state.message = finder.results.mistake.as_ref().map(ToString::to_string);
        }
        Some(Opened::Palette(palette)) => palette.edit(keymap, stroke),
        Some(Opened::Help(help)) => help.edit(world, keymap, stroke),
        Some(Opened::Wording(wording)) => {
            wording.prompt.edit(stroke);
        }
        Some(Opened::Export(export)) => export.edit(stroke),
        Some(Opened::Filter(filter)) => {
            filter.edit(stroke);
            arrange::narrow(state, world);
            state.keep_visible(world);
        }
        Some(Opened::Within(_)) => find::look_within(state, world, stroke),
        _ => {}
    }
}

/// Does what an action asks for as often as that was said; of rows, a number
/// says which.
fn act_often(
    state: &mut State,
    world: &World,
    keymap: &Keymap,
    action: Action,
    count: Option<usize>,
) -> Vec<Effect> {
    match (action, count) {
        (Action::First | Action::Last, Some(row)) => {
            act(state, world, keymap, Action::First, 1);
            act(state, world, keymap, Action::Down, row.saturating_sub(1))
        }
        _ => act(state, world, keymap, action, count.unwrap_or(1)),
    }
}

/// Does what an action asks for, so many times if it moves.
fn act(
    state: &mut State,
    world: &World,
    keymap: &Keymap,
    action: Action,
    times: usize,
) -> Vec<Effect> {
    state.hints.used(action);
    match action {
        Action::Open if matches!(state.opened.last(), Some(Opened::Palette(_))) => {
            return do_chosen(state, world, keymap);
        }
        Action::Quit => return vec![Effect::Quit],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Redraw],
        Action::Copy => return copy(state, world),
        Action::Write => return save::save(state),
        Action::Export => save::open(state, world),
        Action::Form => save::turn(state),
        Action::Back => back(state, world),
        Action::Help => open::help(state, world, keymap),
        Action::Palette => open::palette(state, keymap),
        Action::Themes => open::themes(state),
        Action::Meeting => open::meeting(state, world),
        Action::OlderQuery => find::again(state, true),
        Action::NewerQuery => find::again(state, false),
        Action::Find => find::open(state),
        Action::FindWithin => find::open_within(state),
        Action::Complete => find::complete(state, world),
        Action::OpenBehind => find::open_behind(state, world),
        Action::Elsewhere => find::elsewhere(state, world),
        Action::Problems => state.opened.push(Opened::Problems(Problems::default())),
        Action::Open | Action::Take => open::under_cursor(state, world),
        Action::Card => open::card(state, world),
        Action::Mark => arrange::mark(state, world),
        Action::Versus => open::versus(state, world),
        Action::Sources => open::sources(state, world),
        Action::Why => open::why(state, world),
        Action::Next => go::on(state, world, false, times),
        Action::Previous => go::on(state, world, true, times),
        Action::Up if find::asks_for_older(state) => find::again(state, true),
        _ if go::shift(state, world, action, times) => {}
        Action::NextStatement => go::walk(state, world, 1),
        Action::PreviousStatement => go::walk(state, world, -1),
        Action::Remove if state.pane() == Pane::Views => return arrange::remove_view(state, world),
        Action::Undo if state.pane() == Pane::Views => return arrange::restore_view(state, world),
        _ if write::does(action) => {
            let effects = write::act(state, world, action);
            state.keep_visible(world);
            return effects;
        }
        _ => match state.pane() {
            Pane::Reader => turn::reader(state, world, action),
            Pane::Versus => turn::versus(state, world, action),
            _ => arrange::arrange(state, world, action),
        },
    }
    state.keep_visible(world);
    Vec::new()
}

/// Closes the pane in front; the last search is kept, a theme that was only
/// looked at is not.
fn back(state: &mut State, world: &World) {
    match state.opened.pop() {
        Some(Opened::Finder(finder)) => {
            state.remember(finder);
            if let Some(Opened::Versus(versus)) = state.opened.last_mut() {
                versus.is_replacing = false;
            }
        }
        Some(Opened::Filter(filter)) => filter.give_up(&mut state.grid, world),
        Some(Opened::Within(within)) => {
            if let Some(Opened::Reader(reader)) = state.opened.last_mut() {
                *reader = within.before;
            }
        }
        Some(Opened::Themes(picker)) => state.themes.seen = picker.before,
        _ => {}
    }
}

/// Closes the palette and does what was chosen in it.
fn do_chosen(state: &mut State, world: &World, keymap: &Keymap) -> Vec<Effect> {
    let chosen = match state.opened.pop() {
        Some(Opened::Palette(palette)) => palette.chosen(),
        _ => None,
    };
    chosen.map_or_else(Vec::new, |action| act(state, world, keymap, action, 1))
}

/// The statement in focus, as a quotation that cites itself.
fn copy(state: &mut State, world: &World) -> Vec<Effect> {
    let Some(id) = front::statement(state, world) else {
        state.message = Some("there is no sentence here to copy".to_owned());
        return Vec::new();
    };
    // Nothing answers whether a terminal took it, so nothing is claimed.
    state.message = Some("sent to the terminal, for its clipboard".to_owned());
    vec![Effect::Copy(citation(world, id))]
}
