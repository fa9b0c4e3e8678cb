//! What of the matrix is shown, and how: the actions of the grid and of the
//! panes that narrow it.

use crate::tui::action::Action;
use crate::tui::filter::Filter;
use crate::tui::frequency::Frequencies;
use crate::tui::grid::Axis;
use crate::tui::menu::{Menu, Pick};
use crate::tui::scroll::Scroll;
use crate::tui::similarity::Similarity;
use crate::tui::state::{Opened, State};
use crate::tui::versus::Versus;
use crate::tui::views::View;
use crate::tui::wording::Wording;
use crate::world::World;

use super::{Effect, front};

/// Does what an action of the grid asks for; what there is to say of it is the
/// message.
pub fn arrange(state: &mut State, world: &World, action: Action) {
    let grid = &mut state.grid;
    let opened = match action {
        Action::Filter => Some(Opened::Filter(Filter::of(grid))),
        Action::SortMenu => Some(Opened::Menu(Menu::of_sorts(grid))),
        Action::Views => Some(Opened::Menu(Menu::of_views(&state.memory.views, grid, world))),
        Action::SaveView => Some(Opened::Wording(Wording::view())),
        Action::Frequency => Some(Opened::Frequency(Frequencies::of(grid, world))),
        Action::Similarity => Some(Opened::Similarity(Similarity::of(grid, world))),
        _ => None,
    };
    state.opened.extend(opened);
    let grid = &mut state.grid;
    match action {
        Action::Sort => match state.opened.last_mut() {
            Some(Opened::Similarity(similarity)) => similarity.sort_here(world),
            _ => grid.sort_here(world),
        },
        Action::HideRow if grid.cell().is_some() => grid.hide(world, Axis::Rows),
        Action::HideColumn if grid.cell().is_some() => grid.hide(world, Axis::Columns),
        Action::OnlyMarked => {
            if grid.marks.is_empty() && grid.arrangement.only.is_empty() {
                state.message = Some("mark agreements with m, then M shows only these".to_owned());
            } else {
                grid.show_marked(world);
            }
        }
        Action::Differences => grid.show_differing(world),
        Action::ShowAll => grid.show_all(world),
        Action::Zoom => grid.zoom(),
        Action::Totals => grid.has_totals = !grid.has_totals,
        Action::Freeze => grid.freeze(),
        Action::Turn => grid.turn(),
        _ => {}
    }
}

/// Marks the agreement in front, or unmarks it.
pub fn mark(state: &mut State, world: &World) {
    if let Some(agreement) = front::agreement(state, world) {
        state.grid.mark(agreement);
        let is_marked = state.grid.marks.contains(&agreement);
        let done = if is_marked { "marked" } else { "no longer marked" };
        let count = state.grid.marks.len();
        let next = match count {
            0 | 1 => String::new(),
            2 => "; v sets the two side by side".to_owned(),
            count => format!("; v sets the {count} side by side"),
        };
        state.message = Some(format!("{} {done}{next}", world.agreements[agreement].name));
    }
}

/// Narrows the grid to what is typed so far; says so where that means nothing.
pub fn narrow(state: &mut State, world: &World) {
    if let Some(Opened::Filter(filter)) = state.opened.last() {
        state.message = filter.apply(&mut state.grid, world).err();
    }
}

/// Enter in a pane that narrows the grid, or chooses; says whether it is one.
pub fn choose(state: &mut State, world: &World) -> bool {
    match state.opened.last() {
        Some(Opened::Filter(filter)) => {
            state.message = filter.apply(&mut state.grid, world).err();
            if state.message.is_none() {
                state.opened.pop();
            }
        }
        Some(Opened::Menu(menu)) => {
            let pick = menu.pick();
            state.opened.pop();
            pick.into_iter().for_each(|pick| take(state, world, pick));
        }
        Some(Opened::Frequency(frequencies)) => {
            let Some(query) = frequencies.query() else { return true };
            let query = format!("{} {query}", state.grid.arrangement.filter);
            state.message = state.grid.filter(world, query.trim()).err();
            state.opened.pop();
        }
        Some(Opened::Similarity(similarity)) => match similarity.pair() {
            Some((a, b)) if a != b => state.opened.push(Opened::Versus(Versus::new(a, b))),
            _ => state.message = Some("this is the same agreement twice".to_owned()),
        },
        _ => return false,
    }
    true
}

fn take(state: &mut State, world: &World, pick: Pick) {
    match pick {
        Pick::Sort(axis, key) => state.grid.sort(world, axis, key),
        Pick::View(name) => {
            if let Some(view) = state.memory.views.get(&name) {
                view.show(&mut state.grid, world);
            }
        }
        Pick::Section(id) => {
            let page = state.page();
            if let Some(Opened::Reader(reader)) = state.opened.last_mut() {
                reader.jump(world, id, page);
            }
        }
    }
    let area = state.area;
    state.scroll().step(world, 0, area);
}

/// Saves how the grid is arranged, over a view that has the name already.
pub fn save_view(state: &mut State, world: &World, name: String) -> Vec<Effect> {
    if name.is_empty() {
        state.message = Some("a view needs a name: nothing was saved".to_owned());
        return Vec::new();
    }
    let view = View::of(&state.grid, world);
    let before = state.memory.views.insert(name.clone(), view.clone());
    let again = if before.is_some() { ", in place of what it was" } else { "" };
    state.message = Some(format!("saved as {name}{again}; V shows it again"));
    list_views(state, world);
    vec![Effect::KeepView { name, view: Some(view) }]
}

/// Removes the view under the cursor.
pub fn remove_view(state: &mut State, world: &World) -> Vec<Effect> {
    let Some(Opened::Menu(menu)) = state.opened.last() else { return Vec::new() };
    let Some(Pick::View(name)) = menu.pick() else { return Vec::new() };
    let removed = state.memory.views.remove(&name);
    state.removed = removed.map(|view| (name.clone(), view));
    state.message = Some(format!("{name} is removed; u brings it back"));
    list_views(state, world);
    vec![Effect::KeepView { name, view: None }]
}

/// Brings the view back that was removed last.
pub fn restore_view(state: &mut State, world: &World) -> Vec<Effect> {
    let Some((name, view)) = state.removed.take() else {
        state.message = Some("no view was removed".to_owned());
        return Vec::new();
    };
    state.memory.views.insert(name.clone(), view.clone());
    state.message = Some(format!("{name} is back"));
    list_views(state, world);
    vec![Effect::KeepView { name, view: Some(view) }]
}

/// Lists the views anew where they are listed; the cursor stays in its line.
fn list_views(state: &mut State, world: &World) {
    if let Some(Opened::Menu(menu)) = state.opened.last_mut() {
        let selection = menu.selection;
        *menu = Menu::of_views(&state.memory.views, &state.grid, world);
        menu.selection = selection;
        menu.step(world, 0, state.area);
    }
}
