//! The help: every key of a pane from the table of keys, and what signs and
//! short names mean.

use ratatui::layout::Rect;

use crate::coding::Kind;
use crate::dossier::Mark;
use crate::matrix::{Backing, Reading};
use crate::world::World;

use super::action::Action;
use super::keymap::bindings;
use super::layout;
use super::list::List;
use super::scroll::Scroll;
use super::state::Pane;

/// The keys, and the pane they were asked from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Help {
    pub list: List,
    pub from: Pane,
}

impl Scroll for Help {
    fn height(&self, _: &World, area: Rect) -> usize {
        usize::from(layout::body(area).height)
    }

    fn step(&mut self, world: &World, by: isize, area: Rect) {
        let total = lines(world, self.from).len();
        self.list.scroll(by, total, self.height(world, area));
    }
}

/// A pane's name, or an action with its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    Pane(Pane),
    Keys(Vec<&'static str>, Action),
    Heading(&'static str),
    Reading(Reading),
    /// What the analyst has done.
    Mark(Mark),
    Backing(Backing),
    Kind(Kind),
    /// A dimension with its short name.
    Dimension(usize),
    Blank,
}

/// The keys of the pane asked from, what signs and short names mean, then the
/// keys of every other pane.
pub fn lines(world: &World, from: Pane) -> Vec<Line> {
    let mut lines = keys(from);
    lines.extend([Line::Blank, Line::Heading("signs")]);
    lines.extend(Reading::ALL.map(Line::Reading));
    lines.extend(Mark::ALL.map(Line::Mark));
    if world.has_backing() {
        lines.extend([Line::Blank, Line::Heading("signs behind a number")]);
        lines.extend(Backing::ALL.map(Line::Backing));
    }
    lines.extend([Line::Blank, Line::Heading("kinds of statements")]);
    lines.extend([Kind::Provision, Kind::Commentary, Kind::Background].map(Line::Kind));
    lines.extend([Line::Blank, Line::Heading("dimensions")]);
    lines.extend((0..world.codebook.dimensions.len()).map(Line::Dimension));
    for pane in Pane::ALL.into_iter().filter(|pane| *pane != from) {
        lines.push(Line::Blank);
        lines.extend(keys(pane));
    }
    lines
}

fn keys(pane: Pane) -> Vec<Line> {
    let mut lines = vec![Line::Pane(pane)];
    let mut rows: Vec<(Action, Vec<&'static str>)> = Vec::new();
    for (action, keys) in bindings(pane) {
        match rows.iter_mut().find(|(known, _)| *known == action) {
            Some((_, known)) => known.extend(keys),
            None => rows.push((action, keys.to_vec())),
        }
    }
    lines.extend(rows.into_iter().map(|(action, keys)| Line::Keys(keys, action)));
    lines
}
