//! The help: every key of a pane from the table of keys, and what signs and
//! short names mean; less with every letter that is typed.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::coding::Kind;
use crate::dossier::Mark;
use crate::glyph::{Sign, kind_label};
use crate::matrix::{Backing, Reading};
use crate::search::rank;
use crate::world::World;

use super::action::Action;
use super::keymap::Keymap;
use super::layout;
use super::list::List;
use super::prompt::{Prompt, Stroke};
use super::scroll::Scroll;
use super::state::Pane;
use super::wrap::wrap;

/// What is explained, to whom asks from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// The pane it was asked from.
    pub from: Pane,
    /// The words that lines must hold.
    pub prompt: Prompt,
    pub lines: Vec<Line>,
    pub list: List,
}

impl Scroll for Help {
    fn height(&self, _: &World, area: Rect) -> usize {
        usize::from(layout::prompted(layout::body(area)).list.height)
    }

    fn step(&mut self, world: &World, by: isize, area: Rect) {
        let list = layout::prompted(layout::body(area)).list;
        let total = self.rows(world, list.width).len();
        self.list.scroll(by, total, usize::from(list.height));
    }
}

/// A row of the screen: a line, or what an explanation goes on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    pub line: &'a Line,
    /// In bytes of its explanation.
    pub words: Range<usize>,
}

/// A line of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// The name of a pane, above its keys.
    Pane(Pane),
    /// An action with its keys.
    Keys(Vec<String>, Action),
    Heading(&'static str),
    Reading(Reading),
    /// What the analyst has done.
    Mark(Mark),
    /// What else a sign says.
    Sign(Sign),
    Backing(Backing),
    Kind(Kind),
    /// A dimension with its short name.
    Dimension(usize),
    Blank,
}

impl Help {
    pub fn open(world: &World, keymap: &Keymap, from: Pane) -> Self {
        let lines = lines(world, keymap, from);
        Self { from, prompt: Prompt::default(), lines, list: List::default() }
    }

    /// The rows that the lines take at a width.
    pub fn rows(&self, world: &World, width: u16) -> Vec<Row<'_>> {
        let width = usize::from(layout::explained(width).1);
        let rows = |line| {
            let wrapped = wrap(Line::explanation(line, world), width);
            wrapped.into_iter().map(move |words| Row { line, words })
        };
        self.lines.iter().flat_map(rows).collect()
    }

    /// Lets the line take what is typed, and keeps the lines that hold the words.
    pub fn edit(&mut self, world: &World, keymap: &Keymap, stroke: Stroke<'_>) {
        if self.prompt.edit(stroke) {
            self.lines = holding(&self.prompt.text, lines(world, keymap, self.from), world);
            self.list = List::default();
        }
    }
}

impl Line {
    fn is_heading(&self) -> bool {
        matches!(self, Self::Pane(_) | Self::Heading(_))
    }

    /// What it says of what stands in front of it.
    pub fn explanation<'a>(&self, world: &'a World) -> &'a str {
        match self {
            Self::Keys(_, action) => action.doc(),
            Self::Reading(reading) => meaning(*reading),
            Self::Mark(mark) => done(*mark),
            Self::Sign(sign) => sign.words(),
            Self::Backing(backing) => backing.words(),
            Self::Kind(kind) => kind.name(),
            Self::Dimension(dimension) => &world.codebook.dimensions[*dimension].name,
            Self::Pane(_) | Self::Heading(_) | Self::Blank => "",
        }
    }

    /// What it is found by.
    fn text(&self, world: &World) -> String {
        let what = match self {
            Self::Keys(keys, action) => format!("{} {}", action.name(), keys.join(" ")),
            Self::Reading(reading) => reading.name().to_owned(),
            Self::Kind(kind) => kind_label(*kind).to_owned(),
            Self::Dimension(dimension) => world.codebook.dimensions[*dimension].short().to_owned(),
            _ => String::new(),
        };
        format!("{what} {}", self.explanation(world))
    }
}

/// What a sign says of a cell.
fn meaning(reading: Reading) -> &'static str {
    match reading {
        Reading::Committed => "committed: decided, signed, or what the parties will or shall do",
        Reading::Intended => "intended: an aim, a plan or a wish of the parties",
        Reading::Exploratory => "exploratory: proposed by one side, or under discussion",
        Reading::Context => "context only: no provision, but commentary or background",
        Reading::Absent => reading.answer(),
        Reading::NotRead => "not read: a source could not be read, or is in another language",
    }
}

/// What a sign says of the analyst's work.
fn done(mark: Mark) -> &'static str {
    match mark {
        Mark::Corrected => "corrected: you read it otherwise than the machine",
        Mark::Noted => "you wrote a note on it",
        Mark::Pinned => "pinned to the briefing tray",
        Mark::Accepted => "accepted: you confirmed the machine's reading",
    }
}

/// The keys of the pane asked from, what signs and short names mean, then the
/// keys of every other pane.
fn lines(world: &World, keymap: &Keymap, from: Pane) -> Vec<Line> {
    let mut lines = keys(keymap, from);
    lines.extend([Line::Blank, Line::Heading("signs")]);
    lines.extend(world.readings().map(Line::Reading));
    lines.extend(Mark::ALL.map(Line::Mark));
    lines.extend(Sign::ALL.map(Line::Sign));
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
        lines.extend(keys(keymap, pane));
    }
    lines
}

fn keys(keymap: &Keymap, pane: Pane) -> Vec<Line> {
    let rows = keymap
        .actions(pane)
        .into_iter()
        .map(|(action, keys)| Line::Keys(keys.into_iter().map(str::to_owned).collect(), action));
    std::iter::once(Line::Pane(pane)).chain(rows).collect()
}

/// The lines that hold every word, or whose heading does, under their headings;
/// without a word all.
fn holding(words: &str, lines: Vec<Line>, world: &World) -> Vec<Line> {
    if words.trim().is_empty() {
        return lines;
    }
    let mut under = "";
    let text = |line: &Line| {
        match line {
            Line::Heading(heading) => under = heading,
            Line::Pane(_) => under = "",
            _ => {}
        }
        format!("{} {under}", line.text(world))
    };
    let texts: Vec<String> = lines.iter().map(text).collect();
    let met = rank(words, texts.iter().map(String::as_str));
    let mut kept: Vec<Line> = Vec::new();
    let mut heading = None;
    for (at, line) in lines.into_iter().enumerate() {
        if line.is_heading() {
            heading = Some(line);
        } else if met.contains(&at) {
            if let Some(heading) = heading.take() {
                if !kept.is_empty() {
                    kept.push(Line::Blank);
                }
                kept.push(heading);
            }
            kept.push(line);
        }
    }
    kept
}
