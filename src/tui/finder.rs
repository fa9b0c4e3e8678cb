//! The finder: a line of input and what it finds.

use crossterm::event::{Event, KeyEvent};
use ratatui::layout::Rect;
use tui_input::backend::crossterm::to_input_request;
use tui_input::{Input, InputRequest};

use crate::search::{Hit, Results, Target, complete};
use crate::world::{Follow, World};

use super::grid::within;
use super::layout;
use super::scroll::Scroll;

/// More hits than this nobody reads; a longer query finds the rest.
const MOST_HITS: usize = 200;

/// What is being looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Finder {
    pub query: String,
    /// In characters.
    pub cursor: usize,
    pub results: Results,
    /// The query that found them: the last that meant something.
    pub found: String,
    pub selected: usize,
    pub top: usize,
    /// Whether the query is that of the last search: the next letter begins
    /// another.
    pub is_kept: bool,
}

impl Finder {
    /// Opens with the query of the last search, if there was one.
    pub fn again(last: Option<&Self>) -> Self {
        last.map_or_else(Self::default, |last| Self { is_kept: true, ..last.clone() })
    }

    /// Lets the line editor take a key; where that changes the query, searches
    /// again.
    pub fn edit(&mut self, world: &World, key: KeyEvent) {
        let Some(request) = to_input_request(&Event::Key(key)) else { return };
        if std::mem::take(&mut self.is_kept) && matches!(request, InputRequest::InsertChar(_)) {
            self.query.clear();
        }
        let mut input = Input::new(std::mem::take(&mut self.query)).with_cursor(self.cursor);
        let change = input.handle(request);
        self.query = input.value().to_owned();
        self.cursor = input.cursor();
        if change.is_some_and(|change| change.value) {
            self.search(world);
        }
    }

    /// Looks for something else.
    pub fn ask(&mut self, world: &World, query: String) {
        self.cursor = query.chars().count();
        self.query = query;
        self.is_kept = false;
        self.search(world);
    }

    /// Completes the filter that is being typed.
    pub fn complete(&mut self, world: &World) {
        if let Some(query) = complete(&self.query, world) {
            self.ask(world, query);
        }
    }

    /// Searches; a filter that means nothing leaves what was found before.
    fn search(&mut self, world: &World) {
        let results = world.search(&self.query, MOST_HITS);
        if results.mistake.is_some() {
            self.results.mistake = results.mistake;
            return;
        }
        self.results = results;
        self.found.clone_from(&self.query);
        (self.selected, self.top) = (0, 0);
    }

    /// Searches again, as when there is more to be found; the selection stays
    /// on its hit.
    pub fn search_again(&mut self, world: &World) {
        let selected = self.hit().map(|hit| hit.target);
        self.search(world);
        self.select(selected);
    }

    /// Puts others in place of the results; the selection stays on its hit.
    pub fn follow(&mut self, to: &Follow<'_>) {
        let selected = self.hit().and_then(|hit| to.target(hit.target));
        self.results = to.results(&self.results);
        self.select(selected);
    }

    fn select(&mut self, target: Option<Target>) {
        let at = self.results.hits.iter().position(|hit| Some(hit.target) == target);
        self.selected = at.unwrap_or(0);
    }

    pub fn hit(&self) -> Option<&Hit> {
        self.results.hits.get(self.selected)
    }
}

impl Scroll for Finder {
    fn height(&self, _: &World, area: Rect) -> usize {
        usize::from(layout::finder(area).hits.height)
    }

    fn step(&mut self, world: &World, by: isize, area: Rect) {
        let last = self.results.hits.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
        let height = self.height(world, area);
        self.top = within(self.top, self.selected, height, self.results.hits.len());
    }
}
