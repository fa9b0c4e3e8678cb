//! What is being looked at: small, without a word of text read.

use ratatui::layout::Rect;

use crate::world::World;

use super::card::Card;
use super::correct::Correct;
use super::export::Export;
use super::filter::Filter;
use super::finder::Finder;
use super::frequency::Frequencies;
use super::grid::Grid;
use super::help::Help;
use super::hints::Hints;
use super::keymap::Typed;
use super::layout;
use super::meeting::Meeting;
use super::memory::Memory;
use super::menu::{Kind, Menu};
use super::notes::Notes;
use super::palette::Palette;
use super::problems::Problems;
use super::reader::{self, Page, Reader};
use super::scroll::Scroll;
use super::similarity::Similarity;
use super::themes::{Picker, Themes};
use super::tray::Tray;
use super::versus::Versus;
use super::views::View;
use super::why::Why;
use super::within::Within;
use super::wording::Wording;

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
    Within,
    Menu,
    Views,
    Frequency,
    Similarity,
    Tray,
    Notes,
    Correct,
    Wording,
    Meeting,
    Palette,
    Themes,
}

impl Pane {
    pub const ALL: [Self; 22] = [
        Self::Grid,
        Self::Reader,
        Self::Finder,
        Self::Versus,
        Self::Card,
        Self::Export,
        Self::Why,
        Self::Meeting,
        Self::Tray,
        Self::Notes,
        Self::Correct,
        Self::Wording,
        Self::Palette,
        Self::Help,
        Self::Problems,
        Self::Filter,
        Self::Within,
        Self::Menu,
        Self::Views,
        Self::Frequency,
        Self::Similarity,
        Self::Themes,
    ];

    /// Whether its letters are text, not commands.
    pub fn is_typed(self) -> bool {
        matches!(
            self,
            Self::Finder
                | Self::Palette
                | Self::Help
                | Self::Filter
                | Self::Within
                | Self::Wording
                | Self::Export
        )
    }

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
            Self::Within => "within",
            Self::Menu => "menu",
            Self::Views => "views",
            Self::Frequency => "frequency",
            Self::Similarity => "similarity",
            Self::Tray => "tray",
            Self::Notes => "notes",
            Self::Correct => "correction",
            Self::Wording => "wording",
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
    Export(Export),
    Why(Why),
    Help(Help),
    Problems(Problems),
    /// Typed below the grid, which is narrowed meanwhile.
    Filter(Filter),
    /// Typed below the reader, which goes to the words meanwhile.
    Within(Within),
    Menu(Menu),
    Frequency(Frequencies),
    Similarity(Similarity),
    Tray(Tray),
    Notes(Notes),
    Correct(Correct),
    /// Words typed over the pane behind.
    Wording(Wording),
    Meeting(Meeting),
    Palette(Palette),
    Themes(Picker),
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
            Self::Within(_) => Pane::Within,
            Self::Menu(menu) if menu.kind == Kind::Views => Pane::Views,
            Self::Menu(_) => Pane::Menu,
            Self::Frequency(_) => Pane::Frequency,
            Self::Similarity(_) => Pane::Similarity,
            Self::Tray(_) => Pane::Tray,
            Self::Notes(_) => Pane::Notes,
            Self::Correct(_) => Pane::Correct,
            Self::Wording(_) => Pane::Wording,
            Self::Meeting(_) => Pane::Meeting,
            Self::Palette(_) => Pane::Palette,
            Self::Themes(_) => Pane::Themes,
        }
    }

    /// What moves in the pane; in some it is what they show that moves.
    fn scroll(&mut self) -> Option<&mut dyn Scroll> {
        Some(match self {
            Self::Reader(reader) => reader,
            Self::Finder(finder) => finder,
            Self::Versus(versus) => versus,
            Self::Card(card) => card,
            Self::Export(export) => export,
            Self::Why(why) => why,
            Self::Help(help) => help,
            Self::Problems(problems) => problems,
            Self::Filter(filter) => filter,
            Self::Within(within) => within,
            Self::Menu(menu) => menu,
            Self::Frequency(frequencies) => frequencies,
            Self::Similarity(similarity) => similarity,
            Self::Tray(tray) => tray,
            Self::Notes(notes) => notes,
            Self::Correct(correct) => correct,
            Self::Wording(wording) => wording,
            Self::Palette(palette) => palette,
            Self::Meeting(_) | Self::Themes(_) => return None,
        })
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
    pub themes: Themes,
    /// What was remembered of the corpus, and is remembered next.
    pub memory: Memory,
    pub hints: Hints,
    /// The view that was removed last, with its name.
    pub removed: Option<(String, View)>,
    /// What has been typed of a command that goes on.
    pub typed: Typed,
    /// Said in the footer until the next key.
    pub message: Option<String>,
    /// How far reading has come, while it goes on.
    pub far: Option<Far>,
    /// How many of the analyst's changes are not on disk.
    pub unsaved: usize,
}

impl State {
    /// The grid at its first cell, turned if that is how all of it is seen.
    pub fn new(area: Rect, world: &World) -> Self {
        let grid = Grid::new(world, layout::is_better_turned(area, world));
        Self {
            area,
            grid,
            opened: Vec::new(),
            searched: None,
            themes: Themes::default(),
            memory: Memory::default(),
            hints: Hints::default(),
            removed: None,
            typed: Typed::default(),
            message: None,
            far: None,
            unsaved: 0,
        }
    }

    /// Keeps the finder, to open with its query, which can be called back.
    pub fn remember(&mut self, finder: Finder) {
        self.memory.asked(&finder.prompt.text);
        self.searched = Some(finder);
    }

    /// The same in another world, or for the first time, where one was the last
    /// time.
    #[must_use]
    pub fn anew(&self, world: &World) -> Self {
        let mut anew = Self {
            far: self.far,
            unsaved: self.unsaved,
            themes: self.themes.clone(),
            memory: self.memory.clone(),
            hints: self.hints.clone(),
            message: self.message.clone(),
            ..Self::new(self.area, world)
        };
        self.memory.recall(&mut anew, world);
        anew
    }

    /// The pane that gets the keys: the one in front.
    pub fn pane(&self) -> Pane {
        self.opened.last().map_or(Pane::Grid, Opened::pane)
    }

    /// The pane in front, as what moves.
    pub fn scroll(&mut self) -> &mut dyn Scroll {
        match self.opened.last_mut() {
            Some(Opened::Themes(_)) => &mut self.themes,
            Some(opened) => opened.scroll().unwrap_or(&mut self.grid),
            None => &mut self.grid,
        }
    }

    /// What fills the body: the pane in front, or the one behind a line that is
    /// typed.
    pub fn body(&self) -> Option<&Opened> {
        let is_over = |opened: &&Opened| {
            matches!(
                opened,
                Opened::Wording(_) | Opened::Filter(_) | Opened::Within(_) | Opened::Themes(_)
            )
        };
        self.opened.iter().rev().find(|opened| !is_over(opened))
    }
    /// The measures of a page that fills the body.
    pub fn page(&self) -> Page {
        reader::page(layout::body(self.area))
    }

    /// Moves the windows so that the cursors are within them, as after a step.
    /// Comparisons may be taller than the screen; there the window is left alone.
    pub fn keep_visible(&mut self, world: &World) {
        let area = self.area;
        self.grid.step(world, 0, area);
        if self.pane() != Pane::Versus {
            self.scroll().step(world, 0, area);
        }
    }

    /// The same of every window, as after a resize or in another world.
    pub fn fit(&mut self, world: &World) {
        self.keep_visible(world);
        if let Some(Opened::Versus(versus)) = self.opened.last_mut() {
            versus.keep_visible(world, self.area);
        }
    }
}
