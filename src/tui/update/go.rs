//! Moving: what is in front goes by rows, by pages, and from one thing to the next.

use crate::tui::action::Action;
use crate::tui::meeting::Meeting;
use crate::tui::state::{Opened, State};
use crate::world::World;

use super::write;

/// Moves what is in front so many times; says whether the action is one that moves. The
/// meeting goes with the grid.
pub fn shift(state: &mut State, world: &World, action: Action, times: usize) -> bool {
    let area = state.area;
    let times = isize::try_from(times).unwrap_or(isize::MAX);
    let front = state.scroll();
    match action {
        Action::Up => front.step(world, -times, area),
        Action::Down => front.step(world, times, area),
        Action::PageUp => front.page(world, -times, area),
        Action::PageDown => front.page(world, times, area),
        Action::First => front.edge(world, false, area),
        Action::Last => front.edge(world, true, area),
        Action::Left => front.across(world, -times, area),
        Action::Right => front.across(world, times, area),
        Action::LineStart => front.across(world, isize::MIN / 2, area),
        Action::LineEnd => front.across(world, isize::MAX / 2, area),
        _ => return false,
    }
    shifted(state);
    true
}

/// Moves what is in front as a wheel does.
pub fn roll(state: &mut State, world: &World, notches: isize) {
    /// What terminals scroll by themselves.
    const ROWS: isize = 3;
    let area = state.area;
    state.scroll().roll(world, notches * ROWS, area);
    shifted(state);
    state.keep_visible(world);
}

/// Where a room is shown another cell, it begins with its first sentence.
fn shifted(state: &mut State) {
    if let Some(Opened::Meeting(meeting)) = state.opened.last_mut() {
        *meeting = Meeting::default();
    }
}

/// So many times to the next or the previous evidence, difference or agreement of a
/// series, as far as there are any.
pub fn on(state: &mut State, world: &World, is_back: bool, times: usize) {
    let _ = (0..times).all(|_| on_once(state, world, is_back));
}

/// Says whether there is a next one.
fn on_once(state: &mut State, world: &World, is_back: bool) -> bool {
    let (area, page) = (state.area, state.page());
    let front = match state.opened.as_mut_slice() {
        // While words are typed, the reader behind goes to the next that holds them.
        [.., reader @ Opened::Reader(_), Opened::Within(_)] => Some(reader),
        opened => opened.last_mut(),
    };
    let (went, noun) = match front {
        Some(Opened::Reader(reader)) => (reader.go(world, is_back, page), "evidence"),
        Some(Opened::Versus(versus)) => (versus.go(world, is_back, area), "difference"),
        Some(Opened::Meeting(meeting)) => (meeting.go(world, &state.grid, is_back), "evidence"),
        Some(Opened::Card(card)) if world.series.of(card.agreement).is_none() => {
            let message = "no other text of the same parties, with a date, is here";
            state.message = Some(message.to_owned());
            return false;
        }
        Some(Opened::Card(card)) => {
            let went = card.go(world, is_back);
            state.grid.show(world, Some(card.agreement), None);
            (went, "of the series")
        }
        _ => return false,
    };
    if went {
        write::tell(state, world);
    } else {
        let edge = if is_back { "first" } else { "last" };
        state.message = Some(format!("this is the {edge} {noun}"));
    }
    went
}

/// To the next statement of the reader, or back, evidence or not.
pub fn walk(state: &mut State, world: &World, by: isize) {
    let page = state.page();
    if let Some(Opened::Reader(reader)) = state.opened.last_mut() {
        reader.walk(world, by, page);
    }
    write::tell(state, world);
}
