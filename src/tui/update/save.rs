//! The pane that writes a file: opened, asked for it, told how that ended.

use crate::tui::export::{Choice, Export, Saved};
use crate::tui::state::{Opened, State};
use crate::world::World;

use super::Effect;

/// Opens the pane that writes: of what is set side by side, or is marked with others,
/// a comparison can be written, too.
pub fn open(state: &mut State, world: &World) {
    if world.agreements.is_empty() {
        state.message = Some("there is nothing to write".to_owned());
        return;
    }
    let has_pins = !world.placed.tray().is_empty();
    let marks = if state.grid.marks.len() < 2 { Vec::new() } else { state.grid.marks.clone() };
    let (compared, choice) = match state.opened.last() {
        Some(Opened::Versus(versus)) if versus.parts.is_empty() => {
            (versus.sides.clone(), Choice::Comparison)
        }
        Some(Opened::Versus(versus)) => (versus.sides[..1].to_vec(), Choice::Comparison),
        Some(Opened::Tray(_)) if has_pins => (marks, Choice::Briefing),
        _ => (marks, Choice::Matrix),
    };
    state.opened.push(Opened::Export(Export::new(compared, has_pins, choice)));
}

/// Writes in the next form.
pub fn turn(state: &mut State) {
    if let Some(Opened::Export(export)) = state.opened.last_mut() {
        export.turn();
    }
}

/// Enter in it.
pub fn save(state: &mut State) -> Vec<Effect> {
    let Some(Opened::Export(export)) = state.opened.last() else { return Vec::new() };
    if export.form().is_none() {
        state.message = Some("the ending tells no form of this: Tab goes through them".to_owned());
        return Vec::new();
    }
    let shown = state.grid.order.agreements.clone();
    if export.is_matrix() && shown.is_empty() {
        state.message = Some("the grid shows no agreement: there is nothing to write".to_owned());
        return Vec::new();
    }
    let may_replace = export.asked.as_ref() == Some(&export.path.text);
    vec![Effect::Save { export: export.clone(), shown, may_replace }]
}

/// Tells how the writing of a file ended. The pane is closed when it is done,
/// unless something else is looked at by then.
pub fn saved(state: &mut State, path: &str, saved: Saved) {
    let asks = |opened: &&mut Opened| matches!(opened, Opened::Export(it) if it.path.text == path);
    let pane = state.opened.last_mut().filter(asks);
    state.message = Some(match saved {
        Saved::Written(path) => {
            if pane.is_some() {
                state.opened.pop();
            }
            format!("written: {path}")
        }
        Saved::IsThere => {
            if let Some(Opened::Export(export)) = pane {
                export.asked = Some(path.to_owned());
            }
            format!("{path} is there already; Enter again writes over it, Esc leaves it")
        }
        Saved::Failed(message) => message,
    });
}
