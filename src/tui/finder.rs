//! The finder: a line of input and what it finds.

use ratatui::layout::{Position, Rect};
use tui_input::InputRequest;

use crate::document::StatementId;
use crate::search::{Hit, Results, Target, Turn, complete};
use crate::world::{Follow, World};

use super::layout;
use super::list::Selection;
use super::prompt::{Prompt, Stroke, request};
use super::scroll::Scroll;

/// More hits than this nobody reads; a longer query finds the rest.
const MOST_HITS: usize = 200;

/// What is being looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Finder {
    pub prompt: Prompt,
    pub results: Results,
    /// The query that found them.
    pub found: String,
    pub selection: Selection,
    /// Whether the query is that of the last search: the next letter begins
    /// another.
    pub is_kept: bool,
    /// Whether the query has changed since it was searched for.
    pub is_due: bool,
    /// Statements marked to be read one after the other, of those found.
    pub marks: Vec<StatementId>,
    /// Whether the query was called back, while nothing else is done.
    is_recalled: bool,
}

impl Finder {
    /// Opens with the query of the last search, if there was one.
    pub fn again(last: Option<&Self>) -> Self {
        let kept = |last: &Self| Self { is_kept: true, is_recalled: false, ..last.clone() };
        last.map_or_else(Self::default, kept)
    }

    /// Lets the line take what is typed. What changes the query is searched for
    /// when nothing else waits: a query that is overtaken never is.
    pub fn edit(&mut self, stroke: Stroke<'_>) {
        let is_text = match stroke {
            Stroke::Paste(_) => true,
            Stroke::Key(key) => match request(key) {
                Some(request) => matches!(request, InputRequest::InsertChar(_)),
                None => return,
            },
        };
        if std::mem::take(&mut self.is_kept) && is_text {
            self.prompt = Prompt::default();
        }
        self.is_recalled = false;
        self.is_due |= self.prompt.edit(stroke);
    }

    /// Completes the filter that is being typed; says whether there was one.
    pub fn complete(&mut self, world: &World) -> bool {
        let completed = complete(&self.prompt.text, world);
        let is_one = completed.is_some();
        completed.into_iter().for_each(|query| self.ask(query));
        is_one
    }

    /// Puts a query on the line.
    pub fn ask(&mut self, query: String) {
        self.prompt = Prompt::of(query);
        (self.is_kept, self.is_due, self.is_recalled) = (false, true, false);
    }

    /// Puts a query on the line that was looked for before.
    pub fn recall(&mut self, query: String) {
        self.ask(query);
        self.is_recalled = true;
    }

    /// Whether going up means the query before: on a line that holds nothing, or
    /// nothing but a query that was called back so.
    pub fn asks_for_older(&self) -> bool {
        self.is_recalled || self.prompt.text.is_empty()
    }

    /// Marks the selected sentence and goes to the next, or unmarks it; says
    /// whether one is selected.
    pub fn mark(&mut self, world: &World, area: Rect) -> bool {
        let Some(Target::Statement(id)) = self.hit().map(|hit| hit.target) else { return false };
        match self.marks.iter().position(|mark| *mark == id) {
            Some(at) => {
                self.marks.remove(at);
            }
            None => {
                self.marks.push(id);
                self.step(world, 1, area);
            }
        }
        true
    }

    /// Searches, if the query has changed since, and says whether that came to an
    /// end: else it stays due.
    pub fn settle(&mut self, world: &World, turn: &Turn) -> bool {
        self.is_due = self.is_due && !self.search(world, turn);
        !self.is_due
    }

    /// Searches; a filter that means nothing is left out. Says whether it is still
    /// its turn.
    fn search(&mut self, world: &World, turn: &Turn) -> bool {
        let Some(results) = world.search_in_turn(&self.prompt.text, MOST_HITS, turn) else {
            return false;
        };
        if self.found != self.prompt.text {
            self.marks.clear();
        }
        self.results = results;
        self.found.clone_from(&self.prompt.text);
        self.selection = Selection::default();
        true
    }

    /// Searches again, as when there is more to be found; the selection stays
    /// on its hit.
    pub fn search_again(&mut self, world: &World) {
        let selected = self.hit().map(|hit| hit.target);
        self.is_due = !self.search(world, &Turn::default());
        self.select(selected);
    }

    /// Puts others in place of the results; the selection stays on its hit.
    pub fn follow(&mut self, to: &Follow<'_>) {
        let selected = self.hit().and_then(|hit| to.target(hit.target));
        self.results = to.results(&self.results);
        self.marks = self.marks.iter().filter_map(|mark| to.statement(*mark)).collect();
        self.select(selected);
    }

    fn select(&mut self, target: Option<Target>) {
        let at = self.results.hits.iter().position(|hit| Some(hit.target) == target);
        self.selection.selected = at.unwrap_or(0);
    }

    pub fn hit(&self) -> Option<&Hit> {
        self.results.hits.get(self.selection.selected)
    }
}

impl Scroll for Finder {
    fn height(&self, _: &World, area: Rect) -> usize {
        usize::from(layout::finder(area).hits.height)
    }

    fn step(&mut self, world: &World, by: isize, area: Rect) {
        if by != 0 {
            self.is_recalled = false;
        }
        self.selection.step(by, self.results.hits.len(), self.height(world, area));
    }

    fn point(&mut self, _: &World, area: Rect, at: Position) -> Option<bool> {
        self.selection.point(at, layout::finder(area).hits, 1, self.results.hits.len())
    }
}
