//! The card of an agreement: its fields, its coverage, its series, its sources.

use ratatui::layout::{Position, Rect};

use crate::dossier::Subject;
use crate::export::text::{fields, reliability_line};
use crate::world::World;

use super::grid::within;
use super::layout;
use super::scroll::{Scroll, put};

/// Which card is looked at, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Card {
    pub agreement: usize,
    /// The dimension under the cursor.
    pub dimension: usize,
    pub top: usize,
}

/// A line of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    Title,
    Id,
    Field(&'static str, String),
    Heading(&'static str),
    Dimension(usize),
    /// Which of how many of its series it is.
    Series(usize, usize),
    /// An agreement of the series, and how it stands to this one.
    Other(&'static str, usize),
    Document(usize),
    /// A source that could not be read.
    Unread(usize),
    /// What the analyst noted on the agreement.
    Note(String),
    Blank,
}

/// So many of a series are listed before an agreement, and behind it.
const NEIGHBOURS: usize = 3;

/// The lines of a card, in order.
pub fn lines(world: &World, agreement: usize) -> Vec<Line> {
    let deal = &world.agreements[agreement];
    let mut lines = vec![Line::Title, Line::Id, Line::Blank];
    lines.extend(fields(world, deal).into_iter().map(|(name, value)| Line::Field(name, value)));
    if let Some(scores) = world.reliability(agreement) {
        lines.push(Line::Field("measured", reliability_line(scores)));
    }
    lines.extend([Line::Blank, Line::Heading("coverage")]);
    lines.extend((0..world.codebook.dimensions.len()).map(Line::Dimension));
    if let Some(series) = world.series.of(agreement) {
        lines.extend([Line::Blank, Line::Series(series.at + 1, series.agreements.len())]);
        let others = series.agreements.iter().enumerate();
        let near = others.filter(|(at, _)| at.abs_diff(series.at) <= NEIGHBOURS);
        lines.extend(near.map(|(at, other)| Line::Other(series.word(at), *other)));
    }
    lines.extend([Line::Blank, Line::Heading("sources")]);
    lines.extend(deal.documents.iter().copied().map(Line::Document));
    lines.extend((0..deal.unread.len()).map(Line::Unread));
    let notes = world.placed.notes(Subject::Agreement(agreement));
    let notes: Vec<Line> = notes.map(|note| Line::Note(note.to_owned())).collect();
    if !notes.is_empty() {
        lines.extend([Line::Blank, Line::Heading("your notes")]);
        lines.extend(notes);
    }
    lines
}

impl Card {
    pub fn new(agreement: usize, dimension: usize) -> Self {
        Self { agreement, dimension, top: 0 }
    }

    /// Goes to the next agreement of the series, or with `is_back` to the one
    /// before; says whether there is one.
    pub fn go(&mut self, world: &World, is_back: bool) -> bool {
        let series = world.series.of(self.agreement);
        let target = series.and_then(|series| match is_back {
            false => series.later(),
            true => series.earlier(),
        });
        self.agreement = target.unwrap_or(self.agreement);
        target.is_some()
    }

    /// Moves the window so that the cursor is within it, with the lines before
    /// the first dimension and after the last.
    fn keep_visible(&mut self, world: &World, height: usize) {
        let lines = lines(world, self.agreement);
        let at = lines.iter().position(|line| *line == Line::Dimension(self.dimension));
        let last = world.codebook.dimensions.len().saturating_sub(1);
        let shown = match self.dimension {
            0 => 0,
            dimension if dimension == last => lines.len().saturating_sub(1),
            _ => at.unwrap_or(0),
        };
        let scrolled = self.top.min(lines.len().saturating_sub(height.max(1)));
        self.top = within(self.top, shown, height, lines.len());
        self.top = within(self.top, at.unwrap_or(0), height, lines.len());
        if self.dimension == last {
            self.top = self.top.max(scrolled);
        }
    }
}

impl Scroll for Card {
    fn height(&self, _: &World, area: Rect) -> usize {
        usize::from(layout::body(area).height)
    }

    fn step(&mut self, world: &World, by: isize, area: Rect) {
        let last = world.codebook.dimensions.len().saturating_sub(1);
        // Beyond the last the window goes on alone: there may be many sources.
        if self.dimension == last {
            self.top = self.top.saturating_add_signed(by.max(0));
        }
        self.dimension = self.dimension.saturating_add_signed(by).min(last);
        self.keep_visible(world, self.height(world, area));
    }

    fn point(&mut self, world: &World, area: Rect, at: Position) -> Option<bool> {
        let line = usize::from(at.y.checked_sub(layout::body(area).y)?);
        match lines(world, self.agreement).get(self.top + line) {
            Some(Line::Dimension(dimension)) => Some(put(&mut self.dimension, *dimension)),
            _ => None,
        }
    }
}
