//! The finder, where its hits lead, and the line that finds within the reader.

use crate::search::{Target, Turn, is_in_filter, whole_words};
use crate::tui::card::Card;
use crate::tui::finder::Finder;
use crate::tui::prompt::Stroke;
use crate::tui::reader::{Lens, Reader};
use crate::tui::state::{Opened, State};
use crate::tui::why::{About, Why};
use crate::tui::within::Within;
use crate::world::World;

use super::arrange::narrow;

/// Opens the finder with the last query; one that is open already gives way.
pub fn open(state: &mut State) {
    if let Some(at) = state.opened.iter().position(|opened| matches!(opened, Opened::Finder(_))) {
        state.opened.truncate(at);
    }
    state.opened.push(Opened::Finder(Finder::again(state.searched.as_ref())));
}

/// Finds the words that are marked in the sentence in focus, wherever they are:
/// whole ones, whatever letters of them are marked.
pub fn elsewhere(state: &mut State, world: &World) {
    let Some(Opened::Reader(reader)) = state.opened.last() else { return };
    let (text, cues) = (world.text(reader.focus), reader.lens.cues(world, reader.focus));
    let Some(cue) = cues.first().cloned() else {
        state.message = Some("no word is marked in this sentence".to_owned());
        return;
    };
    open(state);
    if let Some(Opened::Finder(finder)) = state.opened.last_mut() {
        finder.ask(text[whole_words(text, cue)].to_owned());
    }
    settle_at_once(state, world);
}

/// Whether going up means the query before.
pub fn asks_for_older(state: &State) -> bool {
    matches!(state.opened.last(), Some(Opened::Finder(finder)) if finder.asks_for_older())
}

/// Looks for what was looked for before or after that.
pub fn again(state: &mut State, is_back: bool) {
    let Some(Opened::Finder(finder)) = state.opened.last_mut() else { return };
    match state.memory.beside(&finder.prompt.text, is_back) {
        Some(query) => finder.recall(query.to_owned()),
        None => {
            let edge = if is_back { "earlier" } else { "later" };
            state.message = Some(format!("nothing {edge} was looked for"));
        }
    }
}

/// Completes the filter that is typed in the pane in front.
pub fn complete(state: &mut State, world: &World) {
    match state.opened.last_mut() {
        Some(Opened::Finder(finder)) => {
            if finder.complete(world) {
                return;
            }
            if is_in_filter(&finder.prompt.text) {
                state.message = finder.results.mistake.as_ref().map(ToString::to_string);
            } else if !finder.mark(world, state.area) {
                state.message = Some("there is no sentence here to mark".to_owned());
            }
        }
        Some(Opened::Filter(filter)) => {
            filter.complete(world);
            narrow(state, world);
        }
        _ => {}
    }
}

/// Does what is due before the next picture, as no other event waits: searches for
/// what was typed. Once its turn is over that stays due, for when the next event has
/// been taken.
pub fn settle(state: &mut State, world: &World, turn: &Turn) {
    let Some(Opened::Finder(finder)) = state.opened.last_mut() else { return };
    if finder.is_due && finder.settle(world, turn) {
        state.message = finder.results.mistake.as_ref().map(ToString::to_string);
        state.keep_visible(world);
    }
}

/// The same, however long it takes, before what was found is acted on.
pub fn settle_at_once(state: &mut State, world: &World) {
    settle(state, world, &Turn::default());
}

/// Enter in the finder, or in the line within the reader; says whether one of these
/// is in front.
pub fn take(state: &mut State, world: &World) -> bool {
    match state.opened.last() {
        Some(Opened::Within(_)) => {
            state.opened.pop();
        }
        Some(Opened::Finder(finder)) => {
            let finder = finder.clone();
            state.remember(finder.clone());
            let target = finder.hit().map(|hit| hit.target);
            if !target.is_some_and(|target| replace(state, world, target)) {
                open_hit(state, world, &finder);
            }
        }
        _ => return false,
    }
    true
}

/// Alt-Enter: the selected hit behind the finder, which stays in front.
pub fn open_behind(state: &mut State, world: &World) {
    let Some(Opened::Finder(finder)) = state.opened.pop() else { return };
    let before = state.opened.len();
    if let Some(target) = finder.hit().map(|hit| hit.target) {
        open_target(state, world, target, finder.found.clone());
    }
    if state.opened.len() > before {
        state.message = Some("opened behind the finder; Esc shows it".to_owned());
    }
    state.remember(finder.clone());
    state.opened.push(Opened::Finder(finder));
}

/// Puts the agreement of a hit on the side of the comparison that asked the
/// finder for another; says whether one did.
fn replace(state: &mut State, world: &World, target: Target) -> bool {
    let area = state.area;
    let [.., Opened::Versus(versus), Opened::Finder(_)] = state.opened.as_mut_slice() else {
        return false;
    };
    if !versus.is_replacing {
        return false;
    }
    let Some(agreement) = target.agreement(world) else {
        state.message = Some("this belongs to no agreement".to_owned());
        return true;
    };
    versus.is_replacing = false;
    versus.replace(world, agreement, area);
    state.opened.pop();
    true
}

/// Goes where the selected hit leads; of marked sentences all can be gone
/// through, from the first on or from the one selected.
fn open_hit(state: &mut State, world: &World, finder: &Finder) {
    let target = finder.hit().map(|hit| hit.target);
    let (mut marks, query) = (finder.marks.clone(), finder.found.clone());
    marks.sort_unstable();
    let is_marked = |target: Option<Target>| {
        marks.iter().copied().find(|mark| target == Some(Target::Statement(*mark)))
    };
    match (is_marked(target).or(marks.first().copied()), target) {
        (Some(focus), _) => {
            state.grid.show(world, world.agreement_of(focus.document), None);
            let lens = Lens::Query(query);
            let reader = Reader::open(world, focus, lens, marks, state.page());
            state.opened.push(Opened::Reader(reader));
        }
        (None, Some(target)) => open_target(state, world, target, query),
        (None, None) => {}
    }
}

/// Goes where a hit leads; the finder waits behind, to come back to.
fn open_target(state: &mut State, world: &World, target: Target, query: String) {
    let page = state.page();
    match target {
        Target::Statement(id) => {
            state.grid.show(world, world.agreement_of(id.document), None);
            state.opened.push(Opened::Reader(Reader::open_found(world, id, query, page)));
        }
        Target::Cell { agreement, dimension } => {
            state.grid.show(world, Some(agreement), Some(dimension));
            let why = || Opened::Why(Why::new(About::Absence { agreement, dimension }));
            let reader = Reader::open_cell(world, agreement, dimension, page);
            state.opened.push(reader.map_or_else(why, Opened::Reader));
        }
        Target::Agreement(agreement) | Target::Person { agreement, .. } => {
            state.grid.show(world, Some(agreement), None);
            state.opened.push(Opened::Card(Card::new(agreement, state.grid.dimension)));
        }
        Target::Dimension(dimension) => {
            state.grid.show(world, None, Some(dimension));
            state.opened.clear();
        }
    }
}

/// Opens the line in which words are looked for in what is read.
pub fn open_within(state: &mut State) {
    let Some(Opened::Reader(reader)) = state.opened.last() else { return };
    let within = Within::of(reader);
    state.opened.push(Opened::Within(within));
}

/// Lets that line take what is typed; the reader behind goes to it.
pub fn look_within(state: &mut State, world: &World, stroke: Stroke<'_>) {
    let page = state.page();
    if let [.., Opened::Reader(reader), Opened::Within(within)] = state.opened.as_mut_slice()
        && within.edit(stroke)
    {
        state.message = within.apply(reader, world, page).err();
    }
}
