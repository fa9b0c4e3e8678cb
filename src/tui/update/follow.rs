//! The state goes over to a newer world: what was looked at is found again, and
//! what is gone is closed.

use crate::document::StatementId;
use crate::order::renamed;
use crate::tui::grid::Grid;
use crate::tui::reader::{Lens, Reader};
use crate::tui::state::{Opened, State};
use crate::tui::versus::Versus;
use crate::tui::why::About;
use crate::world::{Follow, World};

/// Carries a state into a newer world, without losing the user's place. Where
/// nobody has moved yet, the screen begins anew.
pub fn follow(state: &mut State, before: &World, after: &World) {
    if *state == state.anew(before) {
        *state = state.anew(after);
    } else {
        find_again(state, before, after);
    }
    state.fit(after);
}

/// Finds what was looked at in the newer world, and closes what is gone.
fn find_again(state: &mut State, before: &World, after: &World) {
    let to = Follow::new(before, after);
    follow_grid(state, &to, after);
    let opened = state.opened.len();
    let grid = &state.grid;
    state.opened.retain_mut(|opened| is_there(opened, grid, &to, before, after));
    if state.opened.len() < opened {
        state.message = Some("what was open here is gone".to_owned());
    }
    if let Some(searched) = &mut state.searched {
        searched.follow(&to);
    }
}

/// The cursor stays on its agreement, and that where it is on the screen.
fn follow_grid(state: &mut State, to: &Follow<'_>, world: &World) {
    let grid = &mut state.grid;
    let place = |grid: &Grid| grid.order.place(grid.agreement).unwrap_or(0);
    let before = place(grid);
    // Two agreements may have become one since.
    let kept = |agreement: &usize| to.agreement(*agreement);
    grid.marks = renamed(&grid.marks, kept);
    grid.arrangement = grid.arrangement.renamed(kept, |dimension| Some(*dimension));
    grid.agreement = to.nearest(grid.agreement);
    if let Err(mistake) = grid.arrange(world) {
        state.message = Some(mistake);
    }
    let after = place(grid);
    let window = if grid.is_turned { &mut grid.top } else { &mut grid.left };
    *window = (*window + after).saturating_sub(before);
}

/// Whether what a pane shows is there still; if so the pane goes there.
fn is_there(
    opened: &mut Opened,
    grid: &Grid,
    to: &Follow<'_>,
    before: &World,
    after: &World,
) -> bool {
    let there = match opened {
        Opened::Reader(reader) => follow_reader(reader, to, after),
        Opened::Within(within) => follow_reader(&mut within.before, to, after),
        Opened::Versus(versus) => follow_versus(versus, to, before, after),
        Opened::Card(card) => to.agreement(card.agreement).map(|found| card.agreement = found),
        Opened::Why(why) => follow_about(why.about, to).map(|about| why.about = about),
        Opened::Finder(finder) => {
            finder.follow(to);
            Some(())
        }
        Opened::Correct(correct) => to.statement(correct.id).map(|found| correct.id = found),
        Opened::Wording(wording) => {
            wording.follow(to);
            Some(())
        }
        Opened::Export(export) => export.follow(to),
        Opened::Frequency(frequencies) => {
            frequencies.follow(grid, after);
            Some(())
        }
        Opened::Similarity(similarity) => {
            similarity.follow(grid, to, after);
            Some(())
        }
        Opened::Menu(menu) => menu.follow(to),
        Opened::Help(_)
        | Opened::Problems(_)
        | Opened::Filter(_)
        | Opened::Tray(_)
        | Opened::Notes(_)
        | Opened::Meeting(_)
        | Opened::Palette(_)
        | Opened::Themes(_) => Some(()),
    };
    there.is_some()
}

fn follow_reader(reader: &mut Reader, to: &Follow<'_>, after: &World) -> Option<()> {
    let document = to.document(reader.focus.document)?;
    let last = after.documents[document].len().checked_sub(1)?;
    let statement = |statement: usize| {
        let id = StatementId { statement, ..reader.focus };
        to.statement(id).map_or(statement.min(last), |found| found.statement)
    };
    let (focus, top) = (statement(reader.focus.statement), statement(reader.top.0));
    reader.focus = StatementId { document, statement: focus };
    reader.top.0 = top;
    reader.evidence = match &mut reader.lens {
        Lens::Cell { agreement, dimension } => {
            *agreement = to.agreement(*agreement)?;
            after.cell(*agreement, *dimension).evidence.iter().map(|evidence| evidence.id).collect()
        }
        Lens::Query(_) | Lens::Words(_) | Lens::Dossier | Lens::Tray => {
            reader.evidence.iter().filter_map(|id| to.statement(*id)).collect()
        }
    };
    Some(())
}

fn follow_versus(
    versus: &mut Versus,
    to: &Follow<'_>,
    before: &World,
    after: &World,
) -> Option<()> {
    let dimension = versus.comparisons(before).get(versus.cursor).map(|row| row.dimension);
    if !versus.parts.is_empty() {
        let anew = Versus::of_sources(after, to.agreement(versus.sides[0])?)?;
        let is_swapped = anew.parts[0].role != versus.parts[0].role;
        (versus.sides, versus.parts) = (anew.sides, anew.parts);
        if is_swapped {
            versus.parts.reverse();
        }
        versus.keep_dimension(after, dimension);
        return Some(());
    }
    let at = versus.sides.get(versus.side).and_then(|side| to.agreement(*side));
    versus.sides = renamed(&versus.sides, |side| to.agreement(*side));
    if versus.sides.len() < 2 {
        return None;
    }
    versus.side = versus.sides.iter().position(|side| Some(*side) == at).unwrap_or(0);
    versus.keep_dimension(after, dimension);
    Some(())
}

fn follow_about(about: About, to: &Follow<'_>) -> Option<About> {
    match about {
        About::Statement(id) => to.statement(id).map(About::Statement),
        About::Absence { agreement, dimension } => {
            Some(About::Absence { agreement: to.agreement(agreement)?, dimension })
        }
    }
}
