//! From an event to the next state, and to what the shell must do. Draws
//! nothing, reads nothing.

use crossterm::event::{KeyEvent, KeyEventKind};
use ratatui::layout::Rect;

use crate::export::text::citation;
use crate::search::Target;
use crate::world::World;

use super::action::Action;
use super::card::Card;
use super::finder::Finder;
use super::follow as following;
use super::help::Help;
use super::keymap::{Keymap, Meaning};
use super::layout;
use super::list::List;
use super::meeting::Meeting;
use super::palette::Palette;
use super::reader::{self, Lens, Page, Reader};
use super::state::{Far, Opened, State};
use super::versus::Versus;
use super::why::{About, Why};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    Key(KeyEvent),
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
    /// Hand a text to the clipboard of the user's own terminal.
    Copy(String),
}

/// Carries an event into the state.
pub fn update(state: &mut State, world: &World, keymap: &Keymap, event: Event) -> Vec<Effect> {
    match event {
        Event::Resize { width, height } => {
            state.area = Rect::new(0, 0, width, height);
            fit(state, world);
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
            keep_visible(state, world);
            Vec::new()
        }
        Event::Key(key) if key.kind == KeyEventKind::Release => Vec::new(),
        Event::Key(key) => {
            state.message = None;
            match keymap.hear(state.pane(), &mut state.typed, &key) {
                Meaning::Action(action, count) => act_often(state, world, keymap, action, count),
                Meaning::Begun => Vec::new(),
                Meaning::Nothing => {
                    type_in(state, world, keymap, key);
                    Vec::new()
                }
            }
        }
    }
}

/// Carries a state into a newer world, without losing the user's place.
pub fn follow(state: &mut State, before: &World, after: &World) {
    following::follow(state, before, after);
    fit(state, after);
}

/// Moves every window so that its cursor is within it.
fn fit(state: &mut State, world: &World) {
    keep_visible(state, world);
    if let Some(Opened::Versus(versus)) = state.opened.last_mut() {
        versus.keep_visible(world, layout::versus(state.area).rows);
    }
}

/// Lets the line that is typed in the pane in front take a key.
fn type_in(state: &mut State, world: &World, keymap: &Keymap, key: KeyEvent) {
    match state.opened.last_mut() {
        Some(Opened::Finder(finder)) => {
            finder.edit(world, key);
            state.message.clone_from(&finder.results.mistake);
        }
        Some(Opened::Palette(palette)) => palette.edit(keymap, key),
        Some(Opened::Help(help)) => help.edit(world, keymap, key),
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
    let Some(count) = count else { return act(state, world, keymap, action) };
    match action {
        Action::First | Action::Last => {
            act(state, world, keymap, Action::First);
            act_often(state, world, keymap, Action::Down, Some(count.saturating_sub(1)))
        }
        _ if action.is_repeated() => {
            for _ in 0..count {
                let before = state.clone();
                act(state, world, keymap, action);
                if *state == before {
                    break;
                }
            }
            Vec::new()
        }
        _ => act(state, world, keymap, action),
    }
}

/// Does what an action asks for.
fn act(state: &mut State, world: &World, keymap: &Keymap, action: Action) -> Vec<Effect> {
    match action {
        Action::Open if matches!(state.opened.last(), Some(Opened::Palette(_))) => {
            return choose(state, world, keymap);
        }
        Action::Quit => return vec![Effect::Quit],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Redraw => return vec![Effect::Redraw],
        Action::Copy => return copy(state, world),
        Action::Back => back(state),
        Action::Help => {
            let help = Help::open(world, keymap, state.pane());
            state.opened.push(Opened::Help(help));
        }
        Action::Palette => {
            let palette = Palette::open(keymap, state.pane());
            state.opened.push(Opened::Palette(palette));
        }
        Action::Themes => {
            let picker = state.themes.pick();
            state.opened.push(Opened::Themes(picker));
        }
        Action::Meeting => open_meeting(state, world),
        Action::Earlier => look_again(state, world, true),
        Action::Later => look_again(state, world, false),
        Action::Find => find(state),
        Action::Complete => {
            if let Some(Opened::Finder(finder)) = state.opened.last_mut() {
                finder.complete(world);
                state.message.clone_from(&finder.results.mistake);
            }
        }
        Action::Problems => state.opened.push(Opened::Problems(List::default())),
        Action::Open => open(state, world),
        Action::Card => open_card(state, world),
        Action::Mark => mark(state, world),
        Action::Versus => open_versus(state, world),
        Action::Why => open_why(state, world),
        Action::Turn => state.grid.turn(),
        Action::Next => go(state, world, false),
        Action::Previous => go(state, world, true),
        Action::Differences | Action::Swap | Action::OtherSide => turn_versus(state, world, action),
        Action::Up => step(state, world, -1),
        Action::Down => step(state, world, 1),
        Action::PageUp => page(state, world, -1),
        Action::PageDown => page(state, world, 1),
        Action::First => edge(state, world, false),
        Action::Last => edge(state, world, true),
        Action::Left => sideways(state, world, -1),
        Action::Right => sideways(state, world, 1),
        Action::LineStart => state.grid.step(world, 0, isize::MIN / 2),
        Action::LineEnd => state.grid.step(world, 0, isize::MAX / 2),
    }
    keep_visible(state, world);
    Vec::new()
}

/// Closes the pane in front; the last search is kept, a theme that was only
/// looked at is not.
fn back(state: &mut State) {
    match state.opened.pop() {
        Some(Opened::Finder(finder)) => {
            state.memory.asked(&finder.query);
            state.searched = Some(finder);
        }
        Some(Opened::Themes(picker)) => state.themes.seen = picker.before,
        _ => {}
    }
}

/// Closes the palette and does what was chosen in it.
fn choose(state: &mut State, world: &World, keymap: &Keymap) -> Vec<Effect> {
    let chosen = match state.opened.pop() {
        Some(Opened::Palette(palette)) => palette.chosen(),
        _ => None,
    };
    chosen.map_or_else(Vec::new, |action| act(state, world, keymap, action))
}

/// Shows the cell, or the one that is read, to a room.
fn open_meeting(state: &mut State, world: &World) {
    let mut meeting = Meeting::default();
    if let Some(Opened::Reader(reader)) = state.opened.last() {
        let focus = reader.focus;
        if let Lens::Cell { agreement, dimension } = reader.lens {
            show_in_grid(state, Some(agreement), Some(dimension));
        } else {
            show_in_grid(state, world.agreement_of(focus.document), None);
        }
        let statements = Meeting::statements(world, &state.grid);
        meeting.at = statements.iter().position(|id| *id == focus).unwrap_or(0);
    }
    if world.agreements.is_empty() {
        state.message = Some("there is no cell here to show".to_owned());
        return;
    }
    state.opened.push(Opened::Meeting(meeting));
}

/// Looks for what was looked for before or after that.
fn look_again(state: &mut State, world: &World, is_back: bool) {
    let Some(Opened::Finder(finder)) = state.opened.last_mut() else { return };
    match state.memory.beside(&finder.query, is_back) {
        Some(query) => finder.ask(world, query.to_owned()),
        None => {
            let edge = if is_back { "earlier" } else { "later" };
            state.message = Some(format!("nothing {edge} was looked for"));
        }
    }
}

/// To the cell at the left, or the right; the meeting goes with the grid.
fn sideways(state: &mut State, world: &World, by: isize) {
    state.grid.step(world, 0, by);
    if let Some(Opened::Meeting(meeting)) = state.opened.last_mut() {
        *meeting = Meeting::default();
    }
}

/// Enter: from a cell, a hit or a comparison to the evidence.
fn open(state: &mut State, world: &World) {
    let page = reader_page(state.area);
    if let Some(Opened::Finder(finder)) = state.opened.last() {
        if let Some(target) = finder.hit().map(|hit| hit.target) {
            let query = finder.found.clone();
            state.memory.asked(&query);
            state.searched = Some(finder.clone());
            open_target(state, world, target, query);
        }
        return;
    }
    if matches!(state.opened.last(), Some(Opened::Themes(_))) {
        state.memory.theme = state.themes.names.get(state.themes.seen).cloned();
        state.opened.pop();
        return;
    }
    let Some((agreement, dimension)) = cell_in_front(state, world) else { return };
    match Reader::open_cell(world, agreement, dimension, page) {
        Some(reader) => state.opened.push(Opened::Reader(reader)),
        None => state.opened.push(Opened::Why(Why::new(About::Absence { agreement, dimension }))),
    }
}

/// Opens the finder with the last query; one that is open already gives way.
fn find(state: &mut State) {
    if let Some(at) = state.opened.iter().position(|opened| matches!(opened, Opened::Finder(_))) {
        state.opened.truncate(at);
    }
    state.opened.push(Opened::Finder(Finder::again(state.searched.as_ref())));
}

/// Goes where a hit leads; the finder waits behind, to come back to.
fn open_target(state: &mut State, world: &World, target: Target, query: String) {
    let page = reader_page(state.area);
    match target {
        Target::Statement(id) => {
            show_in_grid(state, world.agreement_of(id.document), None);
            state.opened.push(Opened::Reader(Reader::open_found(world, id, query, page)));
        }
        Target::Cell { agreement, dimension } => {
            show_in_grid(state, Some(agreement), Some(dimension));
            let reader = Reader::open_cell(world, agreement, dimension, page);
            state.opened.extend(reader.map(Opened::Reader));
        }
        Target::Agreement(agreement) | Target::Person { agreement, .. } => {
            show_in_grid(state, Some(agreement), None);
            state.opened.push(Opened::Card(Card::new(agreement, state.grid.dimension)));
        }
        Target::Dimension(dimension) => {
            show_in_grid(state, None, Some(dimension));
            state.opened.clear();
        }
    }
}

fn show_in_grid(state: &mut State, agreement: Option<usize>, dimension: Option<usize>) {
    state.grid.agreement = agreement.unwrap_or(state.grid.agreement);
    state.grid.dimension = dimension.unwrap_or(state.grid.dimension);
}

/// The agreement that the pane in front is about.
fn agreement_in_front(state: &State, world: &World) -> Option<usize> {
    let agreement = match state.opened.last() {
        Some(Opened::Reader(reader)) => world.agreement_of(reader.focus.document)?,
        Some(Opened::Card(card)) => card.agreement,
        _ => state.grid.agreement,
    };
    (agreement < world.agreements.len()).then_some(agreement)
}

fn open_card(state: &mut State, world: &World) {
    if let Some(agreement) = agreement_in_front(state, world) {
        state.opened.push(Opened::Card(Card::new(agreement, state.grid.dimension)));
    }
}

fn mark(state: &mut State, world: &World) {
    if let Some(agreement) = agreement_in_front(state, world) {
        state.grid.mark(agreement);
        let is_marked = state.grid.marks.contains(&agreement);
        let done = if is_marked { "marked" } else { "no longer marked" };
        let count = state.grid.marks.len();
        let next = if count == 2 { "; v sets the two side by side" } else { "" };
        state.message = Some(format!("{} {done}{next}", world.agreements[agreement].name));
    }
}

/// The statement in focus, as a quotation that cites itself.
fn copy(state: &mut State, world: &World) -> Vec<Effect> {
    let id = match state.opened.last() {
        Some(Opened::Reader(reader)) => Some(reader.focus),
        Some(Opened::Why(why)) => why.about.statement(),
        Some(Opened::Meeting(meeting)) => meeting.statement(world, &state.grid),
        _ => cell_in_front(state, world)
            .and_then(|(agreement, dimension)| world.cell(agreement, dimension).strongest())
            .map(|strongest| strongest.id),
    };
    let Some(id) = id else {
        state.message = Some("there is no sentence here to copy".to_owned());
        return Vec::new();
    };
    // Nothing answers whether a terminal took it, so nothing is claimed.
    state.message = Some("sent to the terminal, for its clipboard".to_owned());
    vec![Effect::Copy(citation(world, id))]
}

/// The cell under the cursor of the pane in front.
fn cell_in_front(state: &State, world: &World) -> Option<(usize, usize)> {
    let cell = match state.opened.last() {
        None => Some((state.grid.agreement, state.grid.dimension)),
        Some(Opened::Versus(versus)) => versus.cell(world),
        Some(Opened::Card(card)) => Some((card.agreement, card.dimension)),
        Some(_) => None,
    };
    cell.filter(|(agreement, _)| *agreement < world.agreements.len())
}

/// The reasons behind the statement in focus, or behind the cell.
fn open_why(state: &mut State, world: &World) {
    if let Some(Opened::Reader(reader)) = state.opened.last() {
        let about = About::Statement(reader.focus);
        state.opened.push(Opened::Why(Why::new(about)));
        return;
    }
    let Some((agreement, dimension)) = cell_in_front(state, world) else { return };
    let about = match world.cell(agreement, dimension).strongest() {
        Some(strongest) => About::Statement(strongest.id),
        None => About::Absence { agreement, dimension },
    };
    state.opened.push(Opened::Why(Why::new(about)));
}

/// The two marked agreements; the one under the cursor stands in for a second.
fn open_versus(state: &mut State, world: &World) {
    let under_cursor = agreement_in_front(state, world);
    let pair = match (state.grid.marks.as_slice(), under_cursor) {
        ([a, b], _) => Some((*a, *b)),
        ([a], Some(b)) if *a != b => Some((*a, b)),
        _ => None,
    };
    match pair {
        Some((a, b)) => state.opened.push(Opened::Versus(Versus::new(a, b))),
        None => state.message = Some("mark two agreements with m, then press v".to_owned()),
    }
}

/// To the next or the previous evidence, difference or agreement of a series.
fn go(state: &mut State, world: &World, is_back: bool) {
    let (page, rows) = (reader_page(state.area), layout::versus(state.area).rows);
    let (went, noun) = match state.opened.last_mut() {
        Some(Opened::Reader(reader)) => (reader.go(world, is_back, page), "evidence"),
        Some(Opened::Versus(versus)) => (versus.go(world, is_back, rows), "difference"),
        Some(Opened::Meeting(meeting)) => (meeting.go(world, &state.grid, is_back), "evidence"),
        Some(Opened::Card(card)) if world.series.of(card.agreement).is_none() => {
            let message = "no other text of the same parties, with a date, is here";
            state.message = Some(message.to_owned());
            return;
        }
        Some(Opened::Card(card)) => {
            let went = card.go(world, is_back);
            state.grid.agreement = card.agreement;
            (went, "of the series")
        }
        _ => return,
    };
    if !went {
        let edge = if is_back { "first" } else { "last" };
        state.message = Some(format!("this is the {edge} {noun}"));
    }
}

fn turn_versus(state: &mut State, world: &World, action: Action) {
    let rows = layout::versus(state.area).rows;
    let Some(Opened::Versus(versus)) = state.opened.last_mut() else { return };
    match action {
        Action::Differences => {
            versus.is_filtered = !versus.is_filtered;
            (versus.cursor, versus.top) = (0, 0);
            if versus.comparisons(world).is_empty() {
                state.message = Some("the two say the same on every dimension".to_owned());
            }
        }
        Action::Swap => versus.swap(world, rows),
        _ => versus.is_on_b = !versus.is_on_b,
    }
}

/// By a row, or a line of text.
fn step(state: &mut State, world: &World, by: isize) {
    let area = state.area;
    let body = layout::body(area);
    let list = height(layout::prompted(body).list);
    match state.opened.last_mut() {
        None => state.grid.step(world, by, 0),
        Some(Opened::Reader(reader)) => reader.scroll(world, by, reader_page(area)),
        Some(Opened::Finder(finder)) => finder.step(by, height(layout::finder(area).hits)),
        Some(Opened::Versus(versus)) => versus.step(world, by, layout::versus(area).rows),
        Some(Opened::Card(card)) => card.step(world, by, height(body)),
        Some(Opened::Why(why)) => scroll_why(why, world, by, body),
        Some(Opened::Help(help)) => help.list.scroll(by, help.lines.len(), list),
        Some(Opened::Problems(list)) => list.scroll(by, world.problems.len(), height(body)),
        Some(Opened::Palette(palette)) => palette.step(by, list),
        Some(Opened::Themes(_)) => state.themes.step(by),
        Some(Opened::Meeting(meeting)) => {
            *meeting = Meeting::default();
            state.grid.step(world, by, 0);
        }
    }
}

/// By a page: what filled the pane, less a line that is kept for the eye.
fn page(state: &mut State, world: &World, by: isize) {
    let body = layout::body(state.area);
    let rows = match state.opened.last() {
        None => {
            let table = layout::grid(state.area, world, &state.grid).table;
            layout::table(table, world, &state.grid).window.0
        }
        Some(Opened::Finder(_)) => height(layout::finder(state.area).hits),
        Some(Opened::Palette(_) | Opened::Help(_)) => {
            height(layout::prompted(layout::body(state.area)).list)
        }
        Some(Opened::Versus(_)) => height(layout::versus(state.area).rows),
        Some(_) => height(body),
    };
    let by = by * isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1);
    match state.opened.last_mut() {
        Some(Opened::Versus(versus)) => versus.scroll(world, by, layout::versus(state.area).rows),
        _ => step(state, world, by),
    }
}

/// To the first row or the last.
fn edge(state: &mut State, world: &World, is_end: bool) {
    let far = if is_end { isize::MAX / 2 } else { isize::MIN / 2 };
    let page = reader_page(state.area);
    match state.opened.last_mut() {
        Some(Opened::Reader(reader)) => reader.edge(world, is_end, page),
        _ => step(state, world, far),
    }
}

/// Moves the windows so that the cursors are within them, as after a resize.
fn keep_visible(state: &mut State, world: &World) {
    let area = state.area;
    let body = layout::body(area);
    let table = layout::table(layout::grid(area, world, &state.grid).table, world, &state.grid);
    state.grid.keep_visible(table.window, table.shape);
    let list = height(layout::prompted(body).list);
    match state.opened.last_mut() {
        Some(Opened::Finder(finder)) => finder.step(0, height(layout::finder(area).hits)),
        Some(Opened::Card(card)) => card.keep_visible(world, height(body)),
        Some(Opened::Reader(reader)) => reader.scroll(world, 0, reader_page(area)),
        Some(Opened::Why(why)) => scroll_why(why, world, 0, body),
        Some(Opened::Help(help)) => help.list.scroll(0, help.lines.len(), list),
        Some(Opened::Problems(list)) => list.scroll(0, world.problems.len(), height(body)),
        Some(Opened::Palette(palette)) => palette.step(0, list),
        Some(Opened::Themes(picker)) => picker.keep_visible(&state.themes, height(body)),
        Some(Opened::Meeting(_)) => {}
        Some(Opened::Versus(_)) => {}
        None => {}
    }
}

fn scroll_why(why: &mut Why, world: &World, by: isize, body: Rect) {
    let total = why.rows(world, body.width).len();
    why.list.scroll(by, total, height(body));
}

fn reader_page(area: Rect) -> Page {
    reader::page(layout::body(area))
}

fn height(area: Rect) -> usize {
    usize::from(area.height)
}
