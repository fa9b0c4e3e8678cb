//! The card of an agreement: its fields, its coverage, its series, its sources.

use ratatui::layout::{Position, Rect};

use crate::agreement::{Agreement, SourceRole};
use crate::dossier::Subject;
use crate::export::counted;
use crate::export::words::{fields, reliability_line};
use crate::world::World;

use super::grid::within;
use super::layout;
use super::scroll::{Scroll, put};
use super::wrap::wrap;

/// Which card is looked at, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Card {
    pub agreement: usize,
    /// The dimension under the cursor.
    pub dimension: usize,
    pub top: usize,
}

/// A line of a card; what is long is wrapped into several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    Title(String),
    Id,
    /// Its name stands before the first row of its value.
    Field(&'static str, String),
    Heading(&'static str),
    Dimension(usize),
    /// Which of how many of its series it is.
    Series(usize, usize),
    /// An agreement of the series, and how it stands to this one.
    Other(&'static str, usize),
    /// A source: what it is to the agreement where several tell of it, its path, and
    /// what is said of it.
    Source {
        role: Option<&'static str>,
        path: String,
        about: String,
    },
    /// A row of what the analyst noted on the agreement, its sign before the first.
    Note {
        is_first: bool,
        words: String,
    },
    Blank,
}

/// So many of a series are listed before an agreement, and behind it.
const NEIGHBOURS: usize = 3;

/// Columns in front of a field's value, of a source's path where several tell of the
/// agreement, and of a note.
pub const FIELD: u16 = 13;
pub const ROLE: u16 = 10;
pub const NOTE: u16 = 2;

/// The lines of a card at a width, in order.
pub fn lines(world: &World, agreement: usize, width: u16) -> Vec<Line> {
    let deal = &world.agreements[agreement];
    let mut lines: Vec<Line> = rows(&deal.deal.title, width, 0).map(Line::Title).collect();
    lines.extend([Line::Id, Line::Blank]);
    let measured = world.reliability(agreement).map(|it| ("measured", reliability_line(it)));
    for (name, value) in fields(world, deal).into_iter().chain(measured) {
        let names = std::iter::once(name).chain(std::iter::repeat(""));
        let rows = names.zip(rows(&value, width, FIELD));
        lines.extend(rows.map(|(name, row)| Line::Field(name, row)));
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
    lines.extend(sources(world, deal).into_iter().flat_map(|source| wrapped(source, width)));
    let mut notes = world.placed.notes(Subject::Agreement(agreement)).peekable();
    if notes.peek().is_some() {
        lines.extend([Line::Blank, Line::Heading("your notes")]);
    }
    for note in notes {
        let firsts = std::iter::once(true).chain(std::iter::repeat(false));
        let rows = firsts.zip(rows(note, width, NOTE));
        lines.extend(rows.map(|(is_first, words)| Line::Note { is_first, words }));
    }
    lines
}

/// What an agreement's sources are to it, where there are several, their paths, and
/// what is said of them.
fn sources(world: &World, deal: &Agreement) -> Vec<(Option<&'static str>, String, String)> {
    let role = |role| deal.is_told_by_several().then_some(role);
    let read = deal.sources().map(|(document, own)| {
        let source = &world.documents[document].source;
        let count = counted(world.documents[document].len(), "statement");
        let url = source.front.source_url.as_deref().unwrap_or_default();
        let about = format!("{count}  {url}").trim_end().to_owned();
        (role(own.name()), source.path.clone(), about)
    });
    let unread = deal.unread.iter().map(|unread| {
        let own = unread.role.map_or("", SourceRole::name);
        (role(own), unread.shown(), format!("not read: {}", unread.why))
    });
    read.chain(unread).collect()
}

/// A source in rows: what is said of it behind its path, or below where that has no
/// room for all.
fn wrapped((role, path, about): (Option<&'static str>, String, String), width: u16) -> Vec<Line> {
    let behind = if role.is_some() { ROLE } else { 0 };
    let whole = format!("{path}  {about}");
    let parts: Vec<[String; 2]> = match rows(&whole, width, behind).count() {
        1 => vec![[path, format!("  {about}")]],
        _ => {
            let paths = rows(&path, width, behind).map(|row| [row, String::new()]);
            paths.chain(rows(&about, width, behind).map(|row| [String::new(), row])).collect()
        }
    };
    let roles = std::iter::once(role).chain(std::iter::repeat(role.map(|_| "")));
    let line = |(role, [path, about]): (_, [String; 2])| Line::Source { role, path, about };
    roles.zip(parts).map(line).collect()
}

/// A text in rows, behind so many columns.
fn rows(text: &str, width: u16, behind: u16) -> impl Iterator<Item = String> {
    /// Before and behind everything on a card.
    const AROUND: u16 = 3;
    let rows = wrap(text, usize::from(width.saturating_sub(AROUND + behind)));
    rows.into_iter().map(|row| text[row].to_owned())
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
    fn keep_visible(&mut self, world: &World, area: Rect) {
        let lines = lines(world, self.agreement, area.width);
        let height = self.height(world, area);
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
        // Beyond the last the window goes on alone: there may be many sources. Who asks
        // for the end stops there first.
        let beyond = by.saturating_sub_unsigned(last - self.dimension).max(0);
        if self.dimension == last || by < isize::MAX / 2 {
            self.top = self.top.saturating_add_signed(beyond);
        }
        self.dimension = self.dimension.saturating_add_signed(by).min(last);
        self.keep_visible(world, area);
    }

    fn point(&mut self, world: &World, area: Rect, at: Position) -> Option<bool> {
        let body = layout::body(area);
        let line = usize::from(at.y.checked_sub(body.y).filter(|_| body.contains(at))?);
        match lines(world, self.agreement, area.width).get(self.top + line) {
            Some(Line::Dimension(dimension)) => Some(put(&mut self.dimension, *dimension)),
            _ => None,
        }
    }
}
