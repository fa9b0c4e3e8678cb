//! CSV for spreadsheets and statistics: the matrix, with a row and a column for
//! each heading, and all statements, one a row.

use std::io::Write;

use crate::error::{Error, Result};
use crate::matrix::{Cell, Reading};
use crate::world::World;

use super::Rows;
use super::record::{self, COLUMNS};

/// What a cell of the matrix is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Content {
    /// "committed (3)": the reading and its number of statements.
    #[default]
    Levels,
    /// 1 where a provision speaks of the dimension, else 0; nothing where that was
    /// not read.
    Binary,
    /// The number of statements; nothing where there are none and not all was read.
    Counts,
}

impl Content {
    fn of(self, cell: &Cell) -> String {
        match (self, cell.reading()) {
            (Self::Levels, reading) if !reading.is_found() => reading.name().to_owned(),
            // What isn't known is no zero.
            (Self::Binary | Self::Counts, Reading::NotRead) => String::new(),
            (Self::Levels, reading) => format!("{} ({})", reading.name(), cell.evidence.len()),
            (Self::Binary, reading) => u8::from(reading.is_provision()).to_string(),
            (Self::Counts, _) => cell.evidence.len().to_string(),
        }
    }
}

/// Writes the matrix.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn matrix(world: &World, rows: Rows, content: Content, out: &mut dyn Write) -> Result<()> {
    let (height, width) = rows.shape(world);
    let mut writer = csv::Writer::from_writer(out);
    let header = std::iter::once(rows.word().to_owned())
        .chain((0..width).map(|column| heading(world, rows.at(0, column), rows, false)));
    writer.write_record(header).map_err(written)?;
    for row in 0..height {
        let cells = (0..width).map(|column| {
            let (agreement, dimension) = rows.at(row, column);
            content.of(world.cell(agreement, dimension))
        });
        let name = heading(world, rows.at(row, 0), rows, true);
        writer.write_record(std::iter::once(name).chain(cells)).map_err(written)?;
    }
    writer.flush()?;
    Ok(())
}

/// Writes every statement, with all that cites it.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn statements(world: &World, out: &mut dyn Write) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(COLUMNS).map_err(written)?;
    for id in world.statements() {
        let fields = record::of(world, id);
        writer.write_record(fields.iter().map(|field| guarded(field))).map_err(written)?;
    }
    Ok(writer.flush()?)
}

/// The id that heads a row or a column.
fn heading(
    world: &World,
    (agreement, dimension): (usize, usize),
    rows: Rows,
    is_row: bool,
) -> String {
    if is_row == (rows == Rows::Agreement) {
        guarded(&world.agreements[agreement].id)
    } else {
        world.codebook.dimensions[dimension].id().to_owned()
    }
}

/// A text that no spreadsheet takes for a formula (OWASP, CSV injection).
fn guarded(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

fn written(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        kind => Error::failed(format!("the CSV could not be written: {kind:?}")),
    }
}
