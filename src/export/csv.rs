//! The matrix as CSV: a row and a column for each heading, the reading and its
//! number of statements in each cell.

use std::io::Write;

use crate::error::{Error, Result};
use crate::matrix::Reading;
use crate::world::World;

use super::Rows;

/// Writes the matrix.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn matrix(world: &World, rows: Rows, out: &mut dyn Write) -> Result<()> {
    let (height, width) = rows.shape(world);
    let mut writer = csv::Writer::from_writer(out);
    let corner = match rows {
        Rows::Agreement => "agreement",
        Rows::Dimension => "dimension",
    };
    let header = std::iter::once(corner.to_owned())
        .chain((0..width).map(|column| heading(world, rows.at(0, column), rows, false)));
    writer.write_record(header).map_err(written)?;
    for row in 0..height {
        let cells = (0..width).map(|column| {
            let (agreement, dimension) = rows.at(row, column);
            let cell = world.cell(agreement, dimension);
            match cell.reading() {
                Reading::Absent => cell.reading().name().to_owned(),
                reading => format!("{} ({})", reading.name(), cell.evidence.len()),
            }
        });
        let name = heading(world, rows.at(row, 0), rows, true);
        writer.write_record(std::iter::once(name).chain(cells)).map_err(written)?;
    }
    writer.flush()?;
    Ok(())
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
