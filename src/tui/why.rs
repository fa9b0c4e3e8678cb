//! Why: the reasons behind a reading, or behind an empty cell.

use ratatui::layout::Rect;

use crate::document::StatementId;
use crate::export::why::{Line, absence, statement};
use crate::world::World;

use super::layout;
use super::list::List;
use super::scroll::Scroll;
use super::wrap::wrap;

/// What is explained, and where it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Why {
    pub about: About,
    pub list: List,
}

/// What is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Statement(StatementId),
    /// A cell without evidence.
    Absence {
        agreement: usize,
        dimension: usize,
    },
}

/// One row of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    Heading(String),
    Text(String),
    /// A reason, which stands back behind the text.
    Reason(String),
}

impl About {
    /// The statement that is explained, if one is.
    pub fn statement(self) -> Option<StatementId> {
        match self {
            Self::Statement(id) => Some(id),
            Self::Absence { .. } => None,
        }
    }
}

impl Why {
    pub fn new(about: About) -> Self {
        Self { about, list: List::default() }
    }

    /// The rows of the explanation at a width.
    pub fn rows(&self, world: &World, width: u16) -> Vec<Row> {
        let lines = match self.about {
            About::Statement(id) => explained(world, id),
            About::Absence { agreement, dimension } => absence(world, agreement, dimension),
        };
        lines.iter().flat_map(|line| rows(line, usize::from(width))).collect()
    }
}

impl Scroll for Why {
    fn height(&self, _: &World, area: Rect) -> usize {
        usize::from(layout::body(area).height)
    }

    fn step(&mut self, world: &World, by: isize, area: Rect) {
        let total = self.rows(world, area.width).len();
        self.list.scroll(by, total, self.height(world, area));
    }
}

/// The sentence, and the reasons for its reading.
fn explained(world: &World, id: StatementId) -> Vec<Line> {
    let mut lines = vec![Line::Text(world.text(id).to_owned()), Line::Blank];
    if let Some(why) = world.why(id.document).get(id.statement) {
        lines.extend(statement(world, id, why));
    }
    lines
}

fn rows(line: &Line, width: usize) -> Vec<Row> {
    let (row, indent): (fn(String) -> Row, usize) = match line {
        Line::Heading(_) => (Row::Heading, 2),
        Line::Text(_) => (Row::Text, 2),
        Line::Reason { .. } | Line::Blank => (Row::Reason, 4),
    };
    let text = line.sentence();
    let wrapped = wrap(&text, width.saturating_sub(indent + 2));
    wrapped.into_iter().map(|range| row(format!("{:indent$}{}", "", &text[range]))).collect()
}
