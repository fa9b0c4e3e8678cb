//! The matrix as a workbook: one sheet of levels, one of statements.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError,
};

use crate::error::{Error, Result};
use crate::matrix::Reading;
use crate::world::World;

use super::Rows;
use super::record::{self, COLUMNS};

/// No cell of a workbook holds more characters.
const LONGEST_CELL: usize = 32_767;

/// No sheet has more rows.
const MOST_ROWS: u32 = 1_048_576;

/// Widths of the columns, in characters.
const NAME_WIDTH: f64 = 28.0;
const CELL_WIDTH: f64 = 16.0;
const QUOTE_WIDTH: f64 = 80.0;

/// The workbook's bytes, the same for the same world.
///
/// # Errors
/// Where the corpus has more statements than a sheet has rows.
pub fn matrix(world: &World, rows: Rows) -> Result<Vec<u8>> {
    let statements = world.statements().count();
    if statements >= MOST_ROWS as usize {
        let message =
            format!("a sheet has {MOST_ROWS} rows, and there are {statements} statements");
        return Err(Error::failed(message).hint("`comity export statements FILE.csv` has no limit"));
    }
    write(world, rows).map_err(|error| Error::failed(format!("the workbook: {error}")))
}

fn write(world: &World, rows: Rows) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The time of writing would make two exports of one corpus differ.
    let epoch = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&epoch));
    levels(world, rows, workbook.add_worksheet().set_name("Matrix")?)?;
    statements(world, workbook.add_worksheet().set_name("Statements")?)?;
    workbook.save_to_buffer()
}

fn levels(world: &World, rows: Rows, sheet: &mut Worksheet) -> std::result::Result<(), XlsxError> {
    let head = Format::new().set_bold().set_text_wrap();
    let (height, width) = rows.shape(world);
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_column_width(0, NAME_WIDTH)?;
    for column in 0..width {
        let name = rows.name(world, rows.at(0, column), false);
        sheet.write_with_format(0, behind(column), cut(name), &head)?;
        sheet.set_column_width(behind(column), CELL_WIDTH)?;
    }
    for (line, row) in (1..).zip(0..height) {
        sheet.write_with_format(line, 0, cut(rows.name(world, rows.at(row, 0), true)), &head)?;
        for column in 0..width {
            let (agreement, dimension) = rows.at(row, column);
            let cell = world.cell(agreement, dimension);
            let text = match (cell.reading(), cell.backing) {
                (Reading::Absent, _) => Reading::Absent.name().to_owned(),
                (reading, None) => format!("{} ({})", reading.name(), cell.evidence.len()),
                (reading, Some(backing)) => {
                    format!("{} ({}), {}", reading.name(), cell.evidence.len(), backing.words())
                }
            };
            sheet.write_with_format(line, behind(column), text, &look(cell.reading()))?;
        }
    }
    Ok(())
}

fn statements(world: &World, sheet: &mut Worksheet) -> std::result::Result<(), XlsxError> {
    let head = Format::new().set_bold();
    sheet.set_freeze_panes(1, 0)?;
    for (column, name) in (0..).zip(COLUMNS) {
        sheet.write_with_format(0, column, name, &head)?;
        sheet.set_column_width(column, if column == 0 { QUOTE_WIDTH } else { CELL_WIDTH })?;
    }
    for (row, id) in (1..).zip(world.statements()) {
        for (column, field) in (0..).zip(&record::of(world, id)) {
            // Written as a string: no field is ever a formula.
            sheet.write_string(row, column, cut(field))?;
        }
    }
    let last = world.statements().count() as u32;
    sheet.autofilter(0, 0, last, COLUMNS.len() as u16 - 1)?;
    Ok(())
}

/// The column of the sheet behind the names; one beyond the last is refused
/// when it is written to.
fn behind(column: usize) -> u16 {
    u16::try_from(column + 1).unwrap_or(u16::MAX)
}

/// As much of a text as a cell holds.
fn cut(text: &str) -> &str {
    match text.char_indices().nth(LONGEST_CELL) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

/// The colour of a reading; its word stands in the cell, too.
fn look(reading: Reading) -> Format {
    let fill = |rgb: u32| Format::new().set_background_color(Color::RGB(rgb));
    match reading {
        Reading::Committed => fill(0x00C6_E7CE),
        Reading::Intended => fill(0x00F6_E3B4),
        Reading::Exploratory => fill(0x00CF_E2F7),
        Reading::Context | Reading::Absent => Format::new().set_font_color(Color::RGB(0x0077_7777)),
    }
}
