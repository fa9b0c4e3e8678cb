//! From what is under the cursor to the pane that shows it.

use crate::matrix::Cell;
use crate::tui::card::Card;
use crate::tui::help::Help;
use crate::tui::keymap::Keymap;
use crate::tui::meeting::Meeting;
use crate::tui::palette::Palette;
use crate::tui::problems::Problems;
use crate::tui::reader::{Lens, Reader};
use crate::tui::state::{Opened, State};
use crate::tui::versus::Versus;
use crate::tui::why::{About, Why};
use crate::world::World;

use super::{arrange, find, front, write};

/// Enter: from a cell, a hit or a comparison to the evidence.
pub fn under_cursor(state: &mut State, world: &World) {
    if arrange::choose(state, world) || find::take(state, world) || write::open(state, world) {
        return;
    }
    match state.opened.last() {
        Some(Opened::Themes(_)) => {
            state.memory.theme = state.themes.names.get(state.themes.seen).cloned();
            state.opened.pop();
        }
        Some(Opened::Problems(problems)) => problem(state, world, *problems),
        _ => cell(state, world),
    }
}

/// The source that a problem is about, where it was read all the same.
fn problem(state: &mut State, world: &World, problems: Problems) {
    let Some(problem) = problems.problem(world) else { return };
    match problems.statement(world) {
        Some(id) => {
            let lens = Lens::Words(String::new());
            let reader = Reader::open(world, id, lens, vec![id], state.page());
            state.opened.push(Opened::Reader(reader));
        }
        None => {
            let name = if problem.path.is_empty() { "this" } else { &problem.path };
            state.message = Some(format!("nothing was read of {name}"));
        }
    }
}

/// The evidence of the cell in front, or what was looked for there.
fn cell(state: &mut State, world: &World) {
    let Some((agreement, dimension)) = front::cell(state, world) else { return };
    let Some(cell) = front::evidence(state, world) else { return };
    let lens = Lens::Cell { agreement, dimension };
    let opened = match Reader::open_evidence(world, cell, lens, state.page()) {
        Some(reader) => Opened::Reader(reader),
        None if !world.cell(agreement, dimension).evidence.is_empty() => {
            let message = "this side says nothing here; Tab goes to the other";
            state.message = Some(message.to_owned());
            return;
        }
        None => Opened::Why(Why::new(About::Absence { agreement, dimension })),
    };
    state.opened.push(opened);
}

/// The reasons behind the statement in focus, or behind the cell.
pub fn why(state: &mut State, world: &World) {
    let statement = match state.opened.last() {
        Some(Opened::Reader(reader)) => Some(reader.focus),
        _ => front::evidence(state, world).and_then(Cell::strongest).map(|strongest| strongest.id),
    };
    match statement {
        Some(id) => state.opened.push(Opened::Why(Why::new(About::Statement(id)))),
        // What was looked for is told by the cell itself.
        None => cell(state, world),
    }
}

/// The keys of the pane in front.
pub fn help(state: &mut State, world: &World, keymap: &Keymap) {
    let help = Help::open(world, keymap, state.pane());
    state.opened.push(Opened::Help(help));
}

/// What can be done in the pane in front, by name.
pub fn palette(state: &mut State, keymap: &Keymap) {
    let palette = Palette::open(keymap, state.pane());
    state.opened.push(Opened::Palette(palette));
}

pub fn themes(state: &mut State) {
    let picker = state.themes.pick();
    state.opened.push(Opened::Themes(picker));
}

pub fn card(state: &mut State, world: &World) {
    if let Some(agreement) = front::agreement(state, world) {
        state.opened.push(Opened::Card(Card::new(agreement, state.grid.dimension)));
    }
}

/// The marked agreements; the one under the cursor stands in for a second. Where
/// none is marked, that and what the same parties said before, or after.
pub fn versus(state: &mut State, world: &World) {
    let mut sides = state.grid.marks.clone();
    if sides.len() < 2 {
        let under_cursor = front::agreement(state, world);
        sides.extend(under_cursor.filter(|agreement| !state.grid.marks.contains(agreement)));
    }
    if let ([agreement], true) = (sides.as_slice(), state.grid.marks.is_empty()) {
        sides = in_series(world, *agreement).unwrap_or(sides);
    }
    match sides.len() {
        0 | 1 => state.message = Some("mark two agreements with m, then press v".to_owned()),
        _ => state.opened.push(Opened::Versus(Versus::of(sides))),
    }
}

/// An agreement and its neighbour in the series, the earlier first.
fn in_series(world: &World, agreement: usize) -> Option<Vec<usize>> {
    let series = world.series.of(agreement)?;
    let before = series.earlier().map(|earlier| vec![earlier, agreement]);
    before.or_else(|| Some(vec![agreement, series.later()?]))
}

/// The text of the agreement in front beside what the press reports of it.
pub fn sources(state: &mut State, world: &World) {
    let agreement = front::agreement(state, world);
    match agreement.and_then(|agreement| Versus::of_sources(world, agreement)) {
        Some(versus) => state.opened.push(Opened::Versus(versus)),
        None => {
            let message = "no text and press of one agreement are here to be held together";
            state.message = Some(message.to_owned());
        }
    }
}

/// Shows the cell, or the one that is read, to a room.
pub fn meeting(state: &mut State, world: &World) {
    let mut meeting = Meeting::default();
    if let Some(Opened::Reader(reader)) = state.opened.last() {
        let focus = reader.focus;
        if let Lens::Cell { agreement, dimension } = reader.lens {
            state.grid.show(world, Some(agreement), Some(dimension));
        } else {
            state.grid.show(world, world.agreement_of(focus.document), None);
        }
        meeting = Meeting::at(world, &state.grid, focus);
    }
    if world.agreements.is_empty() {
        state.message = Some("there is no cell here to show".to_owned());
        return;
    }
    state.opened.push(Opened::Meeting(meeting));
}
