//! What was read, written out: one file a format.

pub mod cite;
pub mod csv;
pub mod docx;
pub mod form;
pub mod dossier;
pub mod html;
pub mod json;
pub mod markdown;
mod record;
pub mod report;
pub mod text;
pub mod why;
pub mod words;
pub mod xlsx;

use crate::document::StatementId;
use crate::dossier::Mark;
use crate::glyph::Glyphs;
use crate::matrix::Cell;
use crate::world::World;

pub use crate::prose::counted;

/// What a row of the printed matrix is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rows {
    Agreement,
    #[default]
    Dimension,
}

impl Rows {
    /// How many rows and columns the matrix has, and the cell at each.
    fn shape(self, world: &World) -> (usize, usize) {
        let (agreements, dimensions) = (world.agreements.len(), world.codebook.dimensions.len());
        match self {
            Self::Agreement => (agreements, dimensions),
            Self::Dimension => (dimensions, agreements),
        }
    }

    /// The name that heads a row, or a column.
    fn name(self, world: &World, (agreement, dimension): (usize, usize), is_row: bool) -> &str {
        match is_row == (self == Self::Agreement) {
            true => &world.agreements[agreement].name,
            false => &world.codebook.dimensions[dimension].name,
        }
    }

    /// What each row is, in a word.
    fn word(self) -> &'static str {
        match self {
            Self::Agreement => "agreement",
            Self::Dimension => "dimension",
        }
    }

    /// The agreement and the dimension at a row and a column.
    fn at(self, row: usize, column: usize) -> (usize, usize) {
        match self {
            Self::Agreement => (row, column),
            Self::Dimension => (column, row),
        }
    }
}

/// A cell in a few letters: its sign, how many statements it has, and the sign of
/// the sources that carry it, where that is told.
pub fn short(cell: &Cell, glyphs: Glyphs) -> String {
    let reading = glyphs.reading(cell.reading());
    match (cell.reading(), cell.backing) {
        (read, _) if !read.is_found() => reading.to_owned(),
        (_, None) => format!("{reading} {}", cell.evidence.len()),
        (_, Some(backing)) => {
            format!("{reading} {}{}", cell.evidence.len(), glyphs.backing(backing))
        }
    }
}

/// The same, with a sign where the analyst reads it otherwise than the machine.
fn marked(world: &World, agreement: usize, dimension: usize, glyphs: Glyphs) -> String {
    let is_corrected = world.is_corrected_cell(agreement, dimension);
    let mark = if is_corrected { glyphs.mark(Mark::Corrected) } else { "" };
    short(world.cell(agreement, dimension), glyphs) + mark
}

/// What the sign means, where it is used.
fn marks_legend(world: &World, glyphs: Glyphs) -> Option<String> {
    let is_corrected = |id: &StatementId| world.is_corrected(*id);
    let corrected = world.placed.corrections().into_keys().filter(is_corrected).count();
    let told = format!("{} corrected by the analyst", glyphs.mark(Mark::Corrected));
    (corrected > 0).then_some(told)
}

/// A value, or a word for its absence: nothing is guessed.
pub fn or_unsaid(value: Option<&str>) -> &str {
    value.unwrap_or("not said")
}
