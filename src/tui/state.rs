//! What is being looked at: small, without a word of text read.

use ratatui::layout::Rect;

use crate::world::World;

use super::card::Card;
use super::correct::Correct;
use super::export::Export;
use super::finder::Finder;
use super::grid::Grid;
use super::layout;
use super::list::List;
use super::notes::Notes;
use super::prompt::Prompt;
use super::reader::Reader;
use super::tray::Tray;
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
    Tray,
    Notes,
    Correct,
    Prompt,
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
        Self::Tray,
        Self::Notes,
        Self::Correct,
        Self::Prompt,
        Self::Help,
        Self::Problems,
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
            Self::Tray => "tray",
            Self::Notes => "notes",
            Self::Correct => "correction",
            Self::Prompt => "line",
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
    /// The keys, and the pane they were asked from.
    Help(List, Pane),
    Problems(List),
    Tray(Tray),
    Notes(Notes),
    Correct(Correct),
    /// Words typed over the pane behind.
    Prompt(Prompt),
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
        let grid = Grid { is_turned: layout::is_better_turned(area, world), ..Grid::default() };
        Self { area, grid, opened: Vec::new(), searched: None, message: None, far: None }
    }

    /// The pane that gets the keys: the one in front.
    pub fn pane(&self) -> Pane {
        match self.opened.last() {
            None => Pane::Grid,
            Some(Opened::Reader(_)) => Pane::Reader,
            Some(Opened::Finder(_)) => Pane::Finder,
            Some(Opened::Versus(_)) => Pane::Versus,
            Some(Opened::Card(_)) => Pane::Card,
            Some(Opened::Export(_)) => Pane::Export,
            Some(Opened::Why(_)) => Pane::Why,
            Some(Opened::Help(..)) => Pane::Help,
            Some(Opened::Problems(_)) => Pane::Problems,
            Some(Opened::Tray(_)) => Pane::Tray,
            Some(Opened::Notes(_)) => Pane::Notes,
            Some(Opened::Correct(_)) => Pane::Correct,
            Some(Opened::Prompt(_)) => Pane::Prompt,
        }
    }

    /// What fills the body: the pane in front, or the one behind a line that is
    /// typed.
    pub fn body(&self) -> Option<&Opened> {
        self.opened.iter().rev().find(|opened| !matches!(opened, Opened::Prompt(_)))
    }
}
