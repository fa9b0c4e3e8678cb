//! The matrix as a workbook: one sheet of levels, one of statements.

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatUnderline, Url, Workbook,
    Worksheet, XlsxError,
};

use crate::document::StatementId;
use crate::error::{Error, Result};
use crate::matrix::Reading;
use crate::world::World;

use super::Rows;
use super::record::{self, COLUMNS};

/// No cell of a workbook holds more characters.
const LONGEST_CELL: usize = 32_767;

/// No sheet has more rows.
const MOST_ROWS: u32 = 1_048_576;

/// No sheet has more links.
const MOST_LINKS: usize = 65_530;

/// What the sheets are called.
const MATRIX: &str = "Matrix";
const STATEMENTS: &str = "Statements";

/// Widths of the columns, in characters; names may ask for more than the first
/// up to the second.
const NAME_WIDTH: (usize, usize) = (16, 48);
const CELL_WIDTH: f64 = 16.0;
const QUOTE_WIDTH: usize = 80;

/// A line of text, and the highest row there is, in points.
const LINE: f64 = 15.0;
const HIGHEST_ROW: f64 = 409.0;

/// The number by which printers know A4.
const A4: u8 = 9;

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
    levels(world, rows, workbook.add_worksheet().set_name(MATRIX)?)?;
    statements(world, workbook.add_worksheet().set_name(STATEMENTS)?)?;
    workbook.save_to_buffer()
}

fn levels(world: &World, rows: Rows, sheet: &mut Worksheet) -> std::result::Result<(), XlsxError> {
    let head = Format::new().set_bold().set_text_wrap();
    let (height, width) = rows.shape(world);
    let name = |row| rows.name(world, rows.at(row, 0), true);
    let lines = Lines::new(world);
    let mut links = 0;
    let longest = (0..height).map(|row| name(row).chars().count()).max().unwrap_or_default();
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_column_width(0, (longest + 2).clamp(NAME_WIDTH.0, NAME_WIDTH.1) as f64)?;
    print_across(sheet)?;
    sheet.write_with_format(0, 0, rows.word(), &head)?;
    for column in 0..width {
        let name = rows.name(world, rows.at(0, column), false);
        sheet.write_with_format(0, behind(column), cut(name), &head)?;
        sheet.set_column_width(behind(column), CELL_WIDTH)?;
    }
    for (line, row) in (1..).zip(0..height) {
        sheet.write_with_format(line, 0, cut(name(row)), &Format::new().set_bold())?;
        for column in 0..width {
            let (agreement, dimension) = rows.at(row, column);
            let cell = world.cell(agreement, dimension);
            let text = match (cell.reading(), cell.backing) {
                (reading, _) if !reading.is_found() => reading.name().to_owned(),
                (reading, None) => format!("{} ({})", reading.name(), cell.evidence.len()),
                (reading, Some(backing)) => {
                    format!("{} ({}), {}", reading.name(), cell.evidence.len(), backing.words())
                }
            };
            let look = look(cell.reading());
            match cell.strongest().filter(|_| links < MOST_LINKS) {
                None => sheet.write_with_format(line, behind(column), text, &look)?,
                Some(evidence) => {
                    links += 1;
                    let link = lines.link(evidence.id).set_text(text);
                    let look = look.set_underline(FormatUnderline::Single);
                    sheet.write_url_with_format(line, behind(column), link, &look)?
                }
            };
        }
    }
    sheet.autofilter(0, 0, height as u32, behind(width.saturating_sub(1)))?;
    Ok(())
}

/// Where each document's statements begin on their sheet.
struct Lines(Vec<usize>);

impl Lines {
    fn new(world: &World) -> Self {
        let begin = |line: &mut usize, statements: usize| {
            let begins = *line;
            *line += statements;
            Some(begins)
        };
        // Counted from 1, and the head stands above.
        let lengths = world.documents.iter().map(|document| document.len());
        Self(lengths.scan(2, begin).collect())
    }

    /// What leads to the line of a statement.
    fn link(&self, id: StatementId) -> Url {
        Url::new(format!("internal:{STATEMENTS}!A{}", self.0[id.document] + id.statement))
    }
}

fn statements(world: &World, sheet: &mut Worksheet) -> std::result::Result<(), XlsxError> {
    let head = Format::new().set_bold();
    let top = Format::new().set_align(FormatAlign::Top);
    let wrapped = Format::new().set_align(FormatAlign::Top).set_text_wrap();
    let day = Format::new().set_align(FormatAlign::Top).set_num_format("yyyy-mm-dd");
    sheet.set_freeze_panes(1, 0)?;
    print_across(sheet)?;
    for (column, name) in (0..).zip(COLUMNS) {
        sheet.write_with_format(0, column, name, &head)?;
        sheet
            .set_column_width(column, if column == 0 { QUOTE_WIDTH as f64 } else { CELL_WIDTH })?;
    }
    for (row, id) in (1..).zip(world.statements()) {
        let fields = record::of(world, id);
        for (column, (name, field)) in (0..).zip(COLUMNS.iter().zip(&fields)) {
            match Value::of(name, field) {
                Value::Number(number) => {
                    sheet.write_number_with_format(row, column, number, &top)?;
                }
                Value::Day(date) => {
                    sheet.write_datetime_with_format(row, column, &date, &day)?;
                }
                // Written as a string: no field is ever a formula.
                Value::Text => {
                    let look = if column == 0 { &wrapped } else { &top };
                    sheet.write_string_with_format(row, column, cut(field), look)?;
                }
            }
        }
        // Not every program makes room for the lines of a quotation by itself.
        let lines = fields[0].chars().count().div_ceil(QUOTE_WIDTH).max(1);
        sheet.set_row_height(row, (lines as f64 * LINE).min(HIGHEST_ROW))?;
    }
    let last = world.statements().count() as u32;
    sheet.autofilter(0, 0, last, COLUMNS.len() as u16 - 1)?;
    Ok(())
}

/// What a field is to a spreadsheet.
enum Value {
    Number(f64),
    Day(ExcelDateTime),
    Text,
}

impl Value {
    /// Of a date that is told to the day; others, and those before spreadsheets'
    /// time, are text.
    fn of(column: &str, field: &str) -> Self {
        match column {
            "start" | "end" => field.parse().map_or(Self::Text, Self::Number),
            "date" => day(field).map_or(Self::Text, Self::Day),
            _ => Self::Text,
        }
    }
}

fn day(text: &str) -> Option<ExcelDateTime> {
    let date: Date = text.parse().ok()?;
    let year = u16::try_from(date.year()).ok()?;
    ExcelDateTime::from_ymd(year, date.month().unsigned_abs(), date.day().unsigned_abs()).ok()
}

/// On paper all columns stand side by side, under their heads on every page.
fn print_across(sheet: &mut Worksheet) -> std::result::Result<(), XlsxError> {
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
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
        Reading::Context | Reading::Absent | Reading::NotRead => {
            Format::new().set_font_color(Color::RGB(0x0077_7777))
        }
    }
}
