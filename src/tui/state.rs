//! What is being looked at: small, without a word of text read.

use ratatui::layout::Rect;

use crate::world::World;

use super::card::Card;
use super::finder::Finder;
use super::grid::Grid;
use super::help::Help;
use super::keymap::Typed;
use super::layout;
use super::list::List;
use super::meeting::Meeting;
use super::memory::Memory;
use super::palette::Palette;
use super::reader::Reader;
use super::themes::{Picker, Themes};
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
    Help,
    Why,
    Problems,
    Meeting,
    Palette,
    Themes,
}

impl Pane {
    pub const ALL: [Self; 11] = [
        Self::Grid,
        Self::Reader,
        Self::Finder,
        Self::Versus,
        Self::Card,
        Self::Why,
        Self::Meeting,
        Self::Palette,
        Self::Help,
        Self::Problems,
        Self::Themes,
    ];

    /// Whether its letters are text, not commands.
    pub fn is_typed(self) -> bool {
        matches!(self, Self::Finder | Self::Palette | Self::Help)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Grid => "grid",
            Self::Reader => "reader",
            Self::Finder => "finder",
            Self::Versus => "versus",
            Self::Card => "card",
            Self::Why => "why",
            Self::Help => "help",
            Self::Problems => "problems",
            Self::Meeting => "meeting",
            Self::Palette => "palette",
            Self::Themes => "themes",
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
    Why(Why),
    Help(Help),
    Problems(List),
    Meeting(Meeting),
    Palette(Palette),
    Themes(Picker),
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
    pub themes: Themes,
    /// What was remembered of the corpus, and is remembered next.
    pub memory: Memory,
    /// What has been typed of a command that goes on.
    pub typed: Typed,
    /// Said in the footer until the next key.
    pub message: Option<String>,
    /// How far reading has come, while it goes on.
    pub far: Option<Far>,
}

impl State {
    /// The grid at its first cell, turned if that is how all of it is seen.
    pub fn new(area: Rect, world: &World) -> Self {
        let grid = Grid { is_turned: layout::is_better_turned(area, world), ..Grid::default() };
        Self {
            area,
            grid,
            opened: Vec::new(),
            searched: None,
            themes: Themes::default(),
            memory: Memory::default(),
            typed: Typed::default(),
            message: None,
            far: None,
        }
    }

    /// The same in another world, or for the first time, where one was the last
    /// time.
    #[must_use]
    pub fn anew(&self, world: &World) -> Self {
        let mut anew = Self {
            far: self.far,
            themes: self.themes.clone(),
            memory: self.memory.clone(),
            message: self.message.clone(),
            ..Self::new(self.area, world)
        };
        self.memory.recall(&mut anew, world);
        anew
    }

    /// The pane that gets the keys: the one in front.
    pub fn pane(&self) -> Pane {
        match self.opened.last() {
            None => Pane::Grid,
            Some(Opened::Reader(_)) => Pane::Reader,
            Some(Opened::Finder(_)) => Pane::Finder,
            Some(Opened::Versus(_)) => Pane::Versus,
            Some(Opened::Card(_)) => Pane::Card,
            Some(Opened::Why(_)) => Pane::Why,
            Some(Opened::Help(_)) => Pane::Help,
            Some(Opened::Problems(_)) => Pane::Problems,
            Some(Opened::Meeting(_)) => Pane::Meeting,
            Some(Opened::Palette(_)) => Pane::Palette,
            Some(Opened::Themes(_)) => Pane::Themes,
        }
    }
}
