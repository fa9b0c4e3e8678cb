//! A menu: a few things to choose from.

use ratatui::layout::{Position, Rect};

use crate::document::StatementId;
use crate::order::Key;
use crate::source::BlockKind;
use crate::world::{Follow, World};

use super::grid::{Axis, Grid};
use super::layout;
use super::list::Selection;
use super::scroll::Scroll;
use super::views::{View, Views};

/// What is chosen from, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Menu {
    pub kind: Kind,
    pub choices: Vec<Choice>,
    pub selection: Selection,
}

/// What kind of things is chosen from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sorts,
    Sections,
    Views,
}

impl Kind {
    pub fn title(self) -> &'static str {
        match self {
            Self::Sorts => "sort",
            Self::Sections => "sections",
            Self::Views => "views",
        }
    }

    /// What one of them is called.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Sorts => "choice",
            Self::Sections => "heading",
            Self::Views => "view",
        }
    }

    /// What is said where there is nothing to choose.
    pub fn nothing(self) -> &'static str {
        match self {
            Self::Sorts => "there is nothing to sort by",
            Self::Sections => "this source has no headings",
            Self::Views => "no view is saved yet: s saves how the grid is arranged now",
        }
    }
}

/// One line of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub pick: Pick,
    /// Whether it holds already, and which way round.
    pub is_set: bool,
    pub is_reversed: bool,
}

/// What is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    Sort(Axis, Key),
    /// To read from a heading on.
    Section(StatementId),
    /// To arrange the grid as the view of this name.
    View(String),
}

impl Menu {
    /// What rows and columns can be sorted by.
    pub fn of_sorts(grid: &Grid) -> Self {
        let choices: Vec<Choice> = [Axis::Rows, Axis::Columns]
            .into_iter()
            .flat_map(|axis| keys(grid, axis).into_iter().map(move |key| (axis, key)))
            .map(|(axis, key)| {
                let sort = match grid.holds_agreements(axis) {
                    true => grid.arrangement.agreements,
                    false => grid.arrangement.dimensions,
                };
                let is_set = sort.key == key;
                let is_reversed = is_set && sort.is_reversed;
                Choice { pick: Pick::Sort(axis, key), is_set, is_reversed }
            })
            .collect();
        let selected = choices.iter().position(|choice| choice.is_set).unwrap_or(0);
        Self { kind: Kind::Sorts, choices, selection: Selection { selected, top: 0 } }
    }

    /// The headings of a document; the one that is read in is selected.
    pub fn of_sections(world: &World, at: StatementId) -> Self {
        let document = world.document(at);
        let headings = (0..document.len())
            .filter(|statement| document.statement(*statement).kind == BlockKind::Heading);
        let choices: Vec<Choice> = headings
            .map(|statement| Choice {
                pick: Pick::Section(StatementId { statement, ..at }),
                is_set: false,
                is_reversed: false,
            })
            .collect();
        let is_before = |choice: &Choice| matches!(choice.pick, Pick::Section(id) if id <= at);
        let selected = choices.iter().rposition(is_before).unwrap_or(0);
        Self { kind: Kind::Sections, choices, selection: Selection { selected, top: 0 } }
    }

    /// The views that were saved; the one that is shown is selected.
    pub fn of_views(views: &Views, grid: &Grid, world: &World) -> Self {
        let now = View::of(grid, world);
        let choice = |(name, view): (&String, &View)| Choice {
            pick: Pick::View(name.clone()),
            is_set: *view == now,
            is_reversed: false,
        };
        let choices: Vec<Choice> = views.iter().map(choice).collect();
        let selected = choices.iter().position(|choice| choice.is_set).unwrap_or(0);
        Self { kind: Kind::Views, choices, selection: Selection { selected, top: 0 } }
    }

    /// Puts what is chosen from where it is in another world; none where
    /// something of it is gone.
    pub fn follow(&mut self, to: &Follow<'_>) -> Option<()> {
        for choice in &mut self.choices {
            match &mut choice.pick {
                Pick::Sort(_, Key::Level(_)) => return None,
                Pick::Sort(..) | Pick::View(_) => {}
                Pick::Section(id) => *id = to.statement(*id)?,
            }
        }
        Some(())
    }

    pub fn pick(&self) -> Option<Pick> {
        self.choices.get(self.selection.selected).map(|choice| choice.pick.clone())
    }
}

/// What rows, or columns, can be sorted by.
fn keys(grid: &Grid, axis: Axis) -> Vec<Key> {
    match grid.holds_agreements(axis) {
        true => vec![
            Key::Given,
            Key::Name,
            Key::Date,
            Key::Party,
            Key::Coverage,
            Key::Level(grid.dimension),
        ],
        false => vec![Key::Given, Key::Name, Key::Coverage, Key::Level(grid.agreement)],
    }
}

impl Scroll for Menu {
    fn height(&self, _: &World, area: Rect) -> usize {
        usize::from(layout::body(area).height)
    }

    fn step(&mut self, world: &World, by: isize, area: Rect) {
        self.selection.step(by, self.choices.len(), self.height(world, area));
    }

    fn point(&mut self, _: &World, area: Rect, at: Position) -> Option<bool> {
        self.selection.point(at, layout::body(area), 1, self.choices.len())
    }
}
