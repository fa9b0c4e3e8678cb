//! Markdown tables for notes and mails.

use std::fmt::Write;

use crate::compare::{Change, Course, Difference, Row};
use crate::glyph::Glyphs;
use crate::matrix::Cell;
use crate::world::World;

use super::report::{Block, Quote, Report};
use super::words::{backings, changed, course_title};
use super::{Rows, marked, marks_legend, short};

/// The matrix as a table, with a line that explains the signs.
pub fn matrix(world: &World, rows: Rows, glyphs: Glyphs) -> String {
    let (height, width) = rows.shape(world);
    let name = |(agreement, dimension): (usize, usize), is_agreement: bool| match is_agreement {
        true => escape(&world.agreements[agreement].name),
        false => escape(&world.codebook.dimensions[dimension].name),
    };
    let is_by_agreement = rows == Rows::Agreement;
    let header = (0..width).map(|column| name(rows.at(0, column), !is_by_agreement));
    let mut table = line(std::iter::once(String::new()).chain(header));
    table += &line(std::iter::repeat_n("---".to_owned(), width + 1));
    for row in 0..height {
        let cells = (0..width).map(|column| {
            let (agreement, dimension) = rows.at(row, column);
            marked(world, agreement, dimension, glyphs)
        });
        table += &line(std::iter::once(name(rows.at(row, 0), is_by_agreement)).chain(cells));
    }
    let legend =
        world.readings().map(|reading| format!("{} {}", glyphs.reading(reading), reading.name()));
    let legend = legend.chain(marks_legend(world, glyphs)).collect::<Vec<_>>();
    let backings = world.has_backing().then(|| format!("\n{}\n", backings(glyphs)));
    format!("{table}\n{}\n{}", legend.join(", "), backings.unwrap_or_default())
}

/// Two agreements as a table, with the strongest statement of each side.
pub fn comparison(world: &World, a: usize, b: usize, rows: &[Row<'_>], glyphs: Glyphs) -> String {
    let name = |index: usize| escape(&world.agreements[index].name);
    let mut text = Course::of(world, a, b).map(|it| course(world, &it)).unwrap_or_default();
    text += &line(["Dimension".to_owned(), name(a), name(b)].into_iter());
    text += &line(std::iter::repeat_n("---".to_owned(), 3));
    for row in rows {
        let dimension = escape(&world.codebook.dimensions[row.dimension].name);
        let mark = if row.difference.differs() { "**" } else { "" };
        text += &line(
            [
                format!("{mark}{dimension}{mark}"),
                quoted(world, row.a, glyphs),
                quoted(world, row.b, glyphs),
            ]
            .into_iter(),
        );
    }
    let count = |wanted: Difference| rows.iter().filter(|row| row.difference == wanted).count();
    let _ = writeln!(
        text,
        "\nOnly {}: {}. Only {}: {}. Not equally firm: {}. Equally firm: {}.",
        name(a),
        count(Difference::OnlyA),
        name(b),
        count(Difference::OnlyB),
        count(Difference::Unequal),
        count(Difference::Equal),
    );
    if count(Difference::NotRead) > 0 {
        let _ = writeln!(text, "Not both read: {}.", count(Difference::NotRead));
    }
    text
}

/// What changed in a series from one agreement to a later one, as a list.
fn course(world: &World, course: &Course) -> String {
    let mut text = format!("From {}:\n\n", escape(&course_title(world, course)));
    if course.is_steady() {
        text += "- nothing new, dropped, firmer or weaker\n";
    }
    for change in Change::ALL {
        let dimensions = course.dimensions(change);
        let told: Vec<String> =
            dimensions.map(|at| escape(&changed(world, course, change, at))).collect();
        if !told.is_empty() {
            let _ = writeln!(text, "- **{}**: {}", change.name(), told.join(", "));
        }
    }
    text + "\n"
}

/// A document, its headings below one of the first rank.
pub fn report(report: &Report) -> String {
    let mut text = format!("# {}\n", escape(&report.title));
    for block in &report.blocks {
        text.push('\n');
        match block {
            Block::Heading(heading) => text += &format!("## {}\n", escape(heading)),
            Block::Text(words) => text += &format!("{}\n", escape_line(words)),
            Block::Quote(quote) => text += &quotation(quote),
            Block::Table(rows) => {
                for (index, row) in rows.iter().enumerate() {
                    text += &line(row.iter().map(|cell| escape(cell)));
                    if index == 0 {
                        text += &line(row.iter().map(|_| "---".to_owned()));
                    }
                }
            }
        }
    }
    text
}

fn quotation(quote: &Quote) -> String {
    let number = quote.number.map(|number| format!("\\[{number}\\] ")).unwrap_or_default();
    let mut text = format!("{number}**{}**\n\n", escape(&quote.label));
    let _ = writeln!(text, "> “{}”\n>\n> {}", escape(&quote.words), escape_line(&quote.citation));
    if let Some(note) = &quote.note {
        let lines = note.lines().map(escape_line).collect::<Vec<_>>();
        let _ = writeln!(text, "\n{}", lines.join("  \n"));
    }
    text
}

fn quoted(world: &World, cell: &Cell, glyphs: Glyphs) -> String {
    let Some(strongest) = cell.strongest() else { return short(cell, glyphs) };
    format!("{} {}", short(cell, glyphs), escape(&glyphs.spell(world.text(strongest.id))))
}

fn line(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

/// Text that stays text within a table cell.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if r"\`*_[]<>|#&~".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// The same at the start of a line, where a few more signs mean something.
fn escape_line(text: &str) -> String {
    let escaped = escape(text.trim_start());
    let digits = escaped.len() - escaped.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match escaped[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &escaped[..digits], &escaped[digits..]),
        Some('-' | '+' | '=' | ':') if digits == 0 => format!("\\{escaped}"),
        _ => escaped,
    }
}
