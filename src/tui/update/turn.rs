//! What only the reader and the comparison know of.

use crate::tui::action::Action;
use crate::tui::menu::Menu;
use crate::tui::state::{Opened, State};
use crate::world::World;

use super::find;

/// Does what an action of the reader asks for.
pub fn reader(state: &mut State, world: &World, action: Action) {
    let page = state.page();
    let Some(Opened::Reader(reader)) = state.opened.last_mut() else { return };
    match action {
        Action::Extent => {
            state.message = Some(reader.turn(world, page).to_owned());
        }
        Action::Wrap => reader.wrap(world, page),
        Action::Outline => {
            let menu = Menu::of_sections(world, reader.first());
            match menu.choices.is_empty() {
                true => state.message = Some(menu.kind.nothing().to_owned()),
                false => state.opened.push(Opened::Menu(menu)),
            }
        }
        _ => {}
    }
}

/// Does what an action of the comparison asks for.
pub fn versus(state: &mut State, world: &World, action: Action) {
    let area = state.area;
    let Some(Opened::Versus(versus)) = state.opened.last_mut() else { return };
    match action {
        Action::Differences => {
            versus.show_differing();
            if versus.comparisons(world).is_empty() {
                state.message = Some("they say the same on every dimension".to_owned());
            }
        }
        Action::Swap => versus.swap(world, area),
        Action::OtherSide => versus.cross(1, area),
        Action::Replace => {
            versus.is_replacing = true;
            find::open(state);
            state.message = Some("Enter puts another agreement on this side".to_owned());
        }
        _ => {}
    }
}
