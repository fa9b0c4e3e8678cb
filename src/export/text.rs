//! Plain text for a terminal or a pipe.

use std::fmt::Write;

use comfy_table::{Table, presets};

use crate::agreement::SourceRole;
use crate::compare::{Change, Course, Difference, Row};
use crate::document::StatementId;
use crate::dossier::Subject;
use crate::glyph::Glyphs;
use crate::matrix::Cell;
use crate::search::{Hit, Target};
use crate::world::World;

use super::cite::{looked_for, place, sourced};
use super::why::Line;
use super::words::{
    backings, changed, course_title, fields, headline, legend, reliability_line, title,
};
use super::{Rows, counted, dossier, marked, marks_legend};

mod codebook;
mod reliability;

pub use codebook::{codebook, findings, usage};
pub use reliability::reliability;

/// Prose is wrapped at this many columns: a terminal's usual width.
const WIDTH: usize = 80;

/// The matrix as aligned columns, with a line that explains the signs.
pub fn matrix(world: &World, rows: Rows, glyphs: Glyphs) -> String {
    let (height, width) = rows.shape(world);
    let mut table = table();
    let header = (0..width).map(|column| {
        let (agreement, dimension) = rows.at(0, column);
        match rows {
            Rows::Agreement => world.codebook.dimensions[dimension].short().to_owned(),
            Rows::Dimension => world.agreements[agreement].name.clone(),
        }
    });
    table.set_header(std::iter::once(String::new()).chain(header));
    for row in 0..height {
        let (agreement, dimension) = rows.at(row, 0);
        let name = match rows {
            Rows::Agreement => &world.agreements[agreement].name,
            Rows::Dimension => &world.codebook.dimensions[dimension].name,
        };
        let cells = (0..width).map(|column| {
            let (agreement, dimension) = rows.at(row, column);
            marked(world, agreement, dimension, glyphs)
        });
        table.add_row(std::iter::once(name.clone()).chain(cells));
    }
    let mut text = table.trim_fmt();
    let _ = write!(text, "\n\n{}\n", legend(world, glyphs));
    text.extend(marks_legend(world, glyphs).map(|marks| marks + "\n"));
    if world.has_backing() {
        let _ = writeln!(text, "{}", backings(glyphs));
    }
    glyphs.spell(&text)
}

/// Two agreements, differences first, with the strongest statement of each.
pub fn comparison(world: &World, a: usize, b: usize, rows: &[Row<'_>], glyphs: Glyphs) -> String {
    let names = [a, b].map(|index| world.agreements[index].name.as_str());
    let mut text =
        format!("{}\n{}\n", headline(&world.agreements[a]), headline(&world.agreements[b]));
    if let Some(course) = Course::of(world, a, b) {
        text += &self::course(world, &course);
    }
    for difference in Difference::ALL {
        let mut rows = rows.iter().filter(|row| row.difference == difference).peekable();
        if rows.peek().is_none() {
            continue;
        }
        let _ = writeln!(text, "\n{}", title(difference, names).to_uppercase());
        for row in rows {
            let _ = writeln!(text, "\n{}", world.codebook.dimensions[row.dimension].name);
            for (index, cell) in [(a, row.a), (b, row.b)] {
                let _ = writeln!(text, "  {}", side(world, index, row.dimension, cell, glyphs));
            }
        }
    }
    glyphs.spell(&text)
}

/// What changed in a series from one agreement to a later one.
fn course(world: &World, course: &Course) -> String {
    let title = format!("from {}", course_title(world, course));
    let mut text = format!("\n{}\n\n", title.to_uppercase());
    if course.is_steady() {
        text += "  nothing new, dropped, firmer or weaker\n";
    }
    for change in Change::ALL {
        let changed: Vec<String> =
            course.dimensions(change).map(|at| changed(world, course, change, at)).collect();
        if !changed.is_empty() {
            let line = format!("  {:<8} {}", change.name(), changed.join(", "));
            let options = textwrap::Options::new(WIDTH).subsequent_indent("           ");
            let _ = writeln!(text, "{}", textwrap::fill(&line, options));
        }
    }
    text
}

fn side(world: &World, agreement: usize, dimension: usize, cell: &Cell, glyphs: Glyphs) -> String {
    let reading = cell.reading();
    let sign = glyphs.reading(reading);
    let name = &world.agreements[agreement].name;
    let Some(strongest) = cell.strongest() else {
        let looked = looked_for(world, agreement, dimension);
        return format!("{sign} {name}: {}\n{}", reading.name(), indented(&looked, "      "));
    };
    let count = counted(cell.evidence.len(), "statement");
    let backing = cell.backing.map(|backing| format!(", {}", backing.words())).unwrap_or_default();
    let place = sourced(world, strongest.id);
    let quote = indented(world.text(strongest.id), "      ");
    format!("{sign} {name}: {}{backing}, {count}, {place}\n{quote}", reading.name())
}

/// The card of an agreement: fields, coverage, sources.
pub fn card(world: &World, index: usize, glyphs: Glyphs) -> String {
    let agreement = &world.agreements[index];
    let mut text = format!("{}\n{}\n\n", agreement.deal.title, agreement.id);
    for (field, value) in fields(world, agreement) {
        let _ = writeln!(text, "{field:<12} {value}");
    }
    if let Some(scores) = world.reliability(index) {
        let _ = writeln!(text, "{:<12} {}", "measured", reliability_line(scores));
    }
    let _ = writeln!(text, "\nCoverage");
    for (dimension, entry) in world.codebook.dimensions.iter().enumerate() {
        let cell = world.cell(index, dimension);
        let reading = cell.reading();
        let count = match cell.evidence.len() {
            0 => String::new(),
            count => format!(", {}", counted(count, "statement")),
        };
        let backing = cell.backing.map(|it| format!(", {}", it.words())).unwrap_or_default();
        let (sign, name) = (glyphs.reading(reading), &entry.name);
        let _ = writeln!(text, "  {sign} {name:<28} {}{count}{backing}", reading.name());
    }
    if let Some(series) = world.series.of(index) {
        let _ = writeln!(text, "\nSeries");
        for (at, &other) in series.agreements.iter().enumerate() {
            let told = headline(&world.agreements[other]);
            let _ = writeln!(text, "  {:<8} {told}", series.word(at));
        }
    }
    let _ = writeln!(text, "\nSources");
    for (document, role) in agreement.sources() {
        let read = &world.documents[document];
        let count = counted(read.len(), "statement");
        let role = match agreement.is_told_by_several() {
            true => format!("{:<10} ", role.name()),
            false => String::new(),
        };
        let _ = writeln!(text, "  {role}{}  {count}", read.source.path);
    }
    for unread in &agreement.unread {
        let role = match agreement.is_told_by_several() {
            true => format!("{:<10} ", unread.role.map_or("", SourceRole::name)),
            false => String::new(),
        };
        let _ = writeln!(text, "  {role}{}  not read: {}", unread.shown(), unread.why);
    }
    for (number, note) in world.placed.notes(Subject::Agreement(index)).enumerate() {
        text += if number == 0 { "\nYour notes\n" } else { "" };
        let _ = writeln!(text, "{}", indented(note, "  "));
    }
    glyphs.spell(&text)
}

/// A statement with its place and its coding above it.
pub fn statement(world: &World, id: StatementId, glyphs: Glyphs) -> String {
    let coding = world.coding(id);
    let level = coding.level.map(|level| format!(" {}", level.name())).unwrap_or_default();
    let dimensions: Vec<&str> =
        coding.dimensions.iter().map(|d| world.codebook.dimensions[*d].id()).collect();
    let about =
        if dimensions.is_empty() { String::new() } else { format!("  {}", dimensions.join(" ")) };
    let machine = match world.is_corrected(id) {
        true => format!("  (the machine: {})", dossier::coded(world, &world.machine_coding(id))),
        false => String::new(),
    };
    let text = format!(
        "{}  {}{level}{about}{machine}\n{}\n",
        place(world, id),
        coding.kind.name(),
        indented(world.text(id), "    ")
    );
    glyphs.spell(&text)
}

/// An explanation, wrapped.
pub fn explanation(lines: &[Line], glyphs: Glyphs) -> String {
    let mut text = String::new();
    for line in lines {
        match line {
            Line::Heading(heading) => text += &format!("    {heading}\n"),
            Line::Text(prose) => text += &format!("{}\n", indented(prose, "      ")),
            Line::Reason { .. } => text += &format!("{}\n", indented(&line.sentence(), "      ")),
            Line::Blank => text += "\n",
        }
    }
    glyphs.spell(&text)
}

/// One search result on a line of its own: sign, place, text.
pub fn hit(world: &World, hit: &Hit, glyphs: Glyphs) -> String {
    let shown = hit.text(world);
    let text = match hit.target {
        Target::Cell { agreement, dimension } => {
            format!("{} {shown}", glyphs.reading(world.cell(agreement, dimension).reading()))
        }
        Target::Agreement(_) | Target::Dimension(_) | Target::Person { .. } => format!("  {shown}"),
        Target::Statement(id) => {
            let sign = glyphs.coding(&world.coding(id));
            format!("{sign} {}  {shown}", place(world, id))
        }
    };
    glyphs.spell(&text)
}

/// A table without lines, its columns apart by two blanks.
pub fn table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table
}

fn indented(text: &str, indent: &str) -> String {
    textwrap::fill(
        text,
        textwrap::Options::new(WIDTH).initial_indent(indent).subsequent_indent(indent),
    )
}
