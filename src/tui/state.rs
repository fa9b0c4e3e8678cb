//! What is being looked at: small, without a word of text read.

use ratatui::layout::Rect;

use crate::world::World;

use super::card::Card;
use super::export::Export;
use super::filter::Filter;
use super::finder::Finder;
use super::frequency::Frequencies;
use super::grid::Grid;
use super::help::Help;
use super::layout;
use super::list::Problems;
use super::menu::Menu;
use super::reader::Reader;
use super::scroll::Scroll;
use super::similarity::Similarity;
use super::versus::Versus;
use super::why::Why;

/// The kinds of panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pane {
    Grid,
    Reader,
    Finder,
    Versus,
    Card,
    Export,
    Help,
    Why,
    Problems,
    Filter,
    Menu,
    Frequency,
    Similarity,
}

impl Pane {
    pub const ALL: [Self; 13] = [
        Self::Grid,
        Self::Reader,
        Self::Finder,
        Self::Versus,
        Self::Card,
        Self::Export,
        Self::Why,
        Self::Help,
        Self::Problems,
        Self::Filter,
        Self::Menu,
        Self::Frequency,
        Self::Similarity,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Grid => "grid",
            Self::Reader => "reader",
            Self::Finder => "finder",
            Self::Versus => "versus",
            Self::Card => "card",
            Self::Export => "export",
            Self::Why => "why",
            Self::Help => "help",
            Self::Problems => "problems",
            Self::Filter => "filter",
            Self::Menu => "menu",
            Self::Frequency => "frequency",
            Self::Similarity => "similarity",
        }
    }
}

/// A pane opened over the grid.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    Reader(Reader),
    Finder(Finder),
    Versus(Versus),
    Card(Card),
    Export(Export),
    Why(Why),
    Help(Help),
    Problems(Problems),
    /// Typed below the grid, which is narrowed meanwhile.
    Filter(Filter),
    Menu(Menu),
    Frequency(Frequencies),
    Similarity(Similarity),
}

impl Opened {
    fn pane(&self) -> Pane {
        match self {
            Self::Reader(_) => Pane::Reader,
            Self::Finder(_) => Pane::Finder,
            Self::Versus(_) => Pane::Versus,
            Self::Card(_) => Pane::Card,
            Self::Export(_) => Pane::Export,
            Self::Why(_) => Pane::Why,
            Self::Help(_) => Pane::Help,
            Self::Problems(_) => Pane::Problems,
            Self::Filter(_) => Pane::Filter,
            Self::Menu(_) => Pane::Menu,
            Self::Frequency(_) => Pane::Frequency,
            Self::Similarity(_) => Pane::Similarity,
        }
    }

    fn scroll(&mut self) -> &mut dyn Scroll {
        match self {
            Self::Reader(reader) => reader,
            Self::Finder(finder) => finder,
            Self::Versus(versus) => versus,
            Self::Card(card) => card,
            Self::Export(export) => export,
            Self::Why(why) => why,
            Self::Help(help) => help,
            Self::Problems(problems) => problems,
            Self::Filter(filter) => filter,
            Self::Menu(menu) => menu,
            Self::Frequency(frequencies) => frequencies,
            Self::Similarity(similarity) => similarity,
        }
    }
}

/// So many of so many files have been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Far {
    pub done: usize,
    pub total: usize,
}

/// Everything the screen is a function of, besides the world.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The whole terminal.
    pub area: Rect,
    pub grid: Grid,
    /// Opened over the grid, the last one in front.
    pub opened: Vec<Opened>,
    /// The last search, for the finder to open with.
    pub searched: Option<Finder>,
    /// Said in the footer until the next key.
    pub message: Option<String>,
    /// How far reading has come, while it goes on.
    pub far: Option<Far>,
}

impl State {
    /// The grid at its first cell, turned if that is how all of it is seen.
    pub fn new(area: Rect, world: &World) -> Self {
        let grid = Grid::new(world, layout::is_better_turned(area, world));
        Self { area, grid, opened: Vec::new(), searched: None, message: None, far: None }
    }

    /// The pane that gets the keys: the one in front.
    pub fn pane(&self) -> Pane {
        self.opened.last().map_or(Pane::Grid, Opened::pane)
    }

    /// The pane in front, as what moves.
    pub fn scroll(&mut self) -> &mut dyn Scroll {
        self.opened.last_mut().map_or(&mut self.grid, Opened::scroll)
    }
}
