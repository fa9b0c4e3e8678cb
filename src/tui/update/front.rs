//! What the pane in front is about.

use crate::document::StatementId;
use crate::dossier::{Entry, Subject};
use crate::matrix::Cell;
use crate::tui::state::{Opened, State};
use crate::tui::why::About;
use crate::world::World;

/// The agreement that the pane in front is about.
pub fn agreement(state: &State, world: &World) -> Option<usize> {
    let agreement = match state.opened.last() {
        Some(Opened::Reader(reader)) => world.agreement_of(reader.focus.document)?,
        Some(Opened::Card(card)) => card.agreement,
        Some(Opened::Similarity(similarity)) => similarity.pair()?.0,
        _ => state.grid.cell()?.0,
    };
    (agreement < world.agreements.len()).then_some(agreement)
}

/// The cell under its cursor: agreement and dimension.
pub fn cell(state: &State, world: &World) -> Option<(usize, usize)> {
    let cell = match state.opened.last() {
        None => state.grid.cell(),
        Some(Opened::Versus(versus)) => versus.cell(world),
        Some(Opened::Card(card)) => Some((card.agreement, card.dimension)),
        Some(_) => None,
    };
    cell.filter(|(agreement, _)| *agreement < world.agreements.len())
}

/// What stands in that cell: where a side is a part of an agreement's sources, what
/// these say.
pub fn evidence<'a>(state: &'a State, world: &'a World) -> Option<&'a Cell> {
    let (agreement, dimension) = cell(state, world)?;
    Some(match state.opened.last() {
        Some(Opened::Versus(versus)) => versus.side_cell(world, versus.side, dimension),
        _ => world.cell(agreement, dimension),
    })
}

/// The statement that it is about: of a cell the strongest.
pub fn statement(state: &State, world: &World) -> Option<StatementId> {
    match state.opened.last() {
        Some(Opened::Reader(reader)) => Some(reader.focus),
        Some(Opened::Why(why)) => why.about.statement(),
        Some(Opened::Meeting(meeting)) => meeting.statement(world, &state.grid),
        Some(Opened::Correct(correct)) => Some(correct.id),
        Some(Opened::Tray(tray)) => tray.pin(world).and_then(|(_, at)| at.statement()),
        Some(Opened::Notes(notes)) => notes.entry(world).and_then(|(_, at)| at.statement()),
        _ => evidence(state, world)?.strongest().map(|strongest| strongest.id),
    }
}

/// What a note on it would be on.
pub fn subject(state: &State, world: &World) -> Option<Subject> {
    match state.opened.last() {
        Some(Opened::Tray(tray)) => tray.pin(world)?.1.subject,
        Some(Opened::Notes(_)) => None,
        Some(Opened::Card(_)) => agreement(state, world).map(Subject::Agreement),
        Some(Opened::Why(why)) => Some(match why.about {
            About::Statement(id) => Subject::Statement(id),
            About::Absence { agreement, dimension } => Subject::Cell { agreement, dimension },
        }),
        Some(Opened::Reader(reader)) => Some(Subject::Statement(reader.focus)),
        _ => {
            cell(state, world).map(|(agreement, dimension)| Subject::Cell { agreement, dimension })
        }
    }
}

/// The entry of the dossier under its cursor.
pub fn entry<'a>(state: &State, world: &'a World) -> Option<&'a Entry> {
    let (entry, _) = match state.opened.last()? {
        Opened::Tray(tray) => tray.pin(world)?,
        Opened::Notes(notes) => notes.entry(world)?,
        _ => return None,
    };
    Some(entry)
}
