//! The state goes over to a newer world: what was looked at is found again, and
//! what is gone is closed.

use crate::document::StatementId;
use crate::world::{Follow, World};

use super::reader::{Lens, Reader};
use super::state::{Opened, State};
use super::versus::Versus;
use super::why::About;

/// Carries a state from one world into another. Where nobody has moved yet,
/// the screen begins anew.
pub fn follow(state: &mut State, before: &World, after: &World) {
    if *state == state.anew(before) {
        *state = state.anew(after);
        return;
    }
    let to = Follow::new(before, after);
    follow_grid(state, &to);
    let opened = state.opened.len();
    state.opened.retain_mut(|opened| is_there(opened, &to, before, after));
    if state.opened.len() < opened {
        state.message = Some("what was open here is gone".to_owned());
    }
    if let Some(searched) = &mut state.searched {
        searched.follow(&to);
    }
}

/// The cursor stays on its agreement, and that where it is on the screen.
fn follow_grid(state: &mut State, to: &Follow<'_>) {
    let grid = &mut state.grid;
    let agreement = to.nearest(grid.agreement);
    let window = if grid.is_turned { &mut grid.top } else { &mut grid.left };
    *window = (*window + agreement).saturating_sub(grid.agreement);
    grid.agreement = agreement;
    grid.marks = grid.marks.iter().filter_map(|mark| to.agreement(*mark)).collect();
    // Two may have become one since.
    grid.marks.dedup();
}

/// Whether what a pane shows is there still; if so the pane goes there.
fn is_there(opened: &mut Opened, to: &Follow<'_>, before: &World, after: &World) -> bool {
    let there = match opened {
        Opened::Reader(reader) => follow_reader(reader, to, after),
        Opened::Versus(versus) => follow_versus(versus, to, before, after),
        Opened::Card(card) => to.agreement(card.agreement).map(|found| card.agreement = found),
        Opened::Why(why) => follow_about(why.about, to).map(|about| why.about = about),
        Opened::Finder(finder) => {
            finder.follow(to);
            Some(())
        }
        Opened::Help(_)
        | Opened::Problems(_)
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
        Lens::Query(_) => reader.evidence.iter().filter_map(|id| to.statement(*id)).collect(),
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
    (versus.a, versus.b) = (to.agreement(versus.a)?, to.agreement(versus.b)?);
    if versus.a == versus.b {
        return None;
    }
    let rows = versus.comparisons(after);
    let at = rows.iter().position(|row| Some(row.dimension) == dimension);
    versus.cursor = at.unwrap_or_else(|| versus.cursor.min(rows.len().saturating_sub(1)));
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
