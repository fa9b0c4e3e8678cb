//! What the analyst writes: from a key to what the dossier is asked to do.

use crate::document::StatementId;
use crate::dossier::{Edit, Subject};
use crate::search::Target;
use crate::tui::action::Action;
use crate::tui::card::Card;
use crate::tui::correct::Correct;
use crate::tui::notes::Notes;
use crate::tui::reader::Reader;
use crate::tui::state::{Opened, State};
use crate::tui::tray::Tray;
use crate::tui::wording::{Outcome, Wording};
use crate::world::World;

use super::arrange::save_view;
use super::{Effect, front};

/// Whether an action is about what the analyst writes.
pub fn does(action: Action) -> bool {
    matches!(
        action,
        Action::Pin
            | Action::Note
            | Action::Correct
            | Action::Tray
            | Action::Notes
            | Action::Set
            | Action::Accept
            | Action::Reject
            | Action::Reason
            | Action::Earlier
            | Action::Later
            | Action::Remove
            | Action::Attach
            | Action::Keep
            | Action::Undo
            | Action::Redo
    )
}

/// Does what such an action asks for.
pub fn act(state: &mut State, world: &World, action: Action) -> Vec<Effect> {
    let edit = match action {
        Action::Undo => return vec![Effect::Undo],
        Action::Redo => return vec![Effect::Redo],
        Action::Keep => return keep(state, world),
        Action::Pin if matches!(state.opened.last(), Some(Opened::Finder(_))) => pin_hits(state),
        Action::Attach => attach(state, world),
        Action::Pin => with_statement(state, world, "pin").map(Edit::Pin),
        Action::Later => move_pin(state, world, 1),
        Action::Earlier => move_pin(state, world, -1),
        Action::Remove => remove(state, world),
        Action::Set | Action::Accept | Action::Reject => correct(state, world, action),
        _ => {
            open_pane(state, world, action);
            None
        }
    };
    edit.map(Effect::Edit).into_iter().collect()
}

/// Opens the statement under the cursor of the tray or the list of notes; says
/// whether one of these is in front.
pub fn open(state: &mut State, world: &World) -> bool {
    let (placement, is_tray) = match state.opened.last() {
        Some(Opened::Tray(tray)) => (tray.pin(world), true),
        Some(Opened::Notes(notes)) => (notes.entry(world), false),
        _ => return false,
    };
    let Some((_, placement)) = placement else { return true };
    let page = state.page();
    let reader = match placement.subject {
        Some(Subject::Statement(id)) if is_tray => Some(Reader::open_pinned(world, id, page)),
        Some(Subject::Statement(id)) => Some(Reader::open_written(world, id, page)),
        Some(Subject::Cell { agreement, dimension }) => {
            Reader::open_cell(world, agreement, dimension, page)
        }
        Some(Subject::Agreement(agreement)) => {
            let card = Card::new(agreement, state.grid.dimension);
            state.opened.push(Opened::Card(card));
            return true;
        }
        None => None,
    };
    match reader {
        Some(reader) => state.opened.push(Opened::Reader(reader)),
        None => state.message = Some("its place is gone from the sources".to_owned()),
    }
    true
}

/// Tells what was noted on the statement that the reader has come to.
pub fn tell(state: &mut State, world: &World) {
    let Some(Opened::Reader(reader)) = state.opened.last() else { return };
    let entries = world.placed.entries(Subject::Statement(reader.focus));
    let words: Vec<&str> =
        entries.map(|entry| entry.matter.words()).filter(|words| !words.is_empty()).collect();
    if !words.is_empty() {
        state.message = Some(words.join(" · "));
    }
}

fn open_pane(state: &mut State, world: &World, action: Action) {
    let opened = match action {
        Action::Tray => Some(Opened::Tray(Tray::default())),
        Action::Notes => Some(Opened::Notes(Notes::default())),
        Action::Correct => with_statement(state, world, "correct")
            .map(|id| Opened::Correct(Correct::new(world, id))),
        Action::Note => note(state, world).map(Opened::Wording),
        Action::Reason => reason(state, world).map(Opened::Wording),
        _ => None,
    };
    state.opened.extend(opened);
}

/// The line for a note: on what the pane in front is about, else the words of the
/// entry under its cursor.
fn note(state: &mut State, world: &World) -> Option<Wording> {
    match front::subject(state, world) {
        Some(subject) => Wording::note(world, subject),
        None => front::entry(state, world).map(Wording::entry),
    }
}

/// The line for the reason of a correction that there is.
fn reason(state: &mut State, world: &World) -> Option<Wording> {
    let id = front::statement(state, world)?;
    let correction = world.placed.correction(id);
    if correction.is_none() {
        state.message = Some("set, accept or reject something first".to_owned());
    }
    correction.map(|(entry, _)| Wording::entry(entry))
}

/// Enter behind words.
fn keep(state: &mut State, world: &World) -> Vec<Effect> {
    let Some(Opened::Wording(wording)) = state.opened.pop() else { return Vec::new() };
    match wording.finish() {
        Outcome::Edit(edit) => vec![Effect::Edit(edit)],
        Outcome::View(name) => save_view(state, world, name),
    }
}

/// Pins the hits that are marked, or the one under the cursor.
fn pin_hits(state: &mut State) -> Option<Edit> {
    let Some(Opened::Finder(finder)) = state.opened.last() else { return None };
    let mut ids = finder.marks.clone();
    if let (true, Some(Target::Statement(id))) =
        (ids.is_empty(), finder.hit().map(|hit| hit.target))
    {
        ids.push(id);
    }
    if ids.is_empty() {
        state.message = Some("there is no sentence here to pin".to_owned());
        return None;
    }
    ids.sort_unstable();
    Some(Edit::PinAll(ids))
}

/// Holds the entry under the cursor to the statement of the reader behind.
fn attach(state: &mut State, world: &World) -> Option<Edit> {
    let entry = front::entry(state, world)?.id.clone();
    let focus = state.opened.iter().rev().find_map(|opened| match opened {
        Opened::Reader(reader) => Some(reader.focus),
        _ => None,
    });
    if focus.is_none() {
        let how = "go to its sentence in the reader (J, K), then A, and r attaches this there";
        state.message = Some(how.to_owned());
    }
    Some(Edit::Attach(entry, focus?))
}

fn with_statement(state: &mut State, world: &World, what: &str) -> Option<StatementId> {
    let id = front::statement(state, world);
    if id.is_none() {
        state.message = Some(format!("there is no sentence here to {what}"));
    }
    id
}

/// Moves the pin under the cursor, and the cursor with it.
fn move_pin(state: &mut State, world: &World, by: isize) -> Option<Edit> {
    let Some(Opened::Tray(tray)) = state.opened.last_mut() else { return None };
    let (entry, _) = tray.pin(world)?;
    let last = world.placed.pins().len().saturating_sub(1);
    tray.selection.selected = tray.selection.selected.saturating_add_signed(by).min(last);
    Some(Edit::MovePin(entry.id.clone(), by))
}

fn remove(state: &State, world: &World) -> Option<Edit> {
    match state.opened.last() {
        Some(Opened::Correct(correct)) => Some(Edit::Correct(correct.id, Default::default())),
        _ => front::entry(state, world).map(|entry| Edit::Remove(entry.id.clone())),
    }
}

fn correct(state: &State, world: &World, action: Action) -> Option<Edit> {
    let Some(Opened::Correct(correct)) = state.opened.last() else { return None };
    let correction = match action {
        Action::Accept => correct.accepted(world),
        Action::Reject => correct.rejected(world),
        _ => correct.set(world),
    };
    Some(Edit::Correct(correct.id, correction))
}
