//! Documents for people: what they say, whatever form they are written in.

use std::collections::BTreeSet;

use crate::agreement::in_language;
use crate::compare::{self, Across, Part, across};
use crate::document::StatementId;
use crate::glyph::Glyphs;
use crate::matrix::{Cell, Reading};
use crate::world::World;

use super::short;
use super::words::legend;

/// A document: a title and what stands below it.
pub struct Report {
    pub title: String,
    pub blocks: Vec<Block>,
}

/// A piece of a document.
pub enum Block {
    Heading(String),
    Text(String),
    /// Rows of cells; the first row and the first cell of each are heads.
    Table(Vec<Vec<String>>),
    Quote(Quote),
}

/// A statement in its own words, with where it stands.
pub struct Quote {
    /// By which the document refers to it.
    pub number: Option<usize>,
    /// What is told of it, before its words.
    pub label: String,
    pub words: String,
    pub citation: String,
    /// What its reader wrote beside it.
    pub note: Option<String>,
}

/// A statement that was picked, and what was written beside it.
pub struct Pick {
    pub id: StatementId,
    pub note: Option<String>,
}

/// One side of a comparison: what it is called, and its cells, one for each
/// dimension.
struct Side<'a> {
    name: String,
    cells: &'a [Cell],
}

impl Pick {
    /// A statement with all that is noted on it.
    pub fn of(world: &World, id: StatementId) -> Self {
        Self { id, note: Some(world.placed.words(id)).filter(|note| !note.is_empty()) }
    }
}

/// What is pinned, in its order and with what is noted on it.
pub fn tray(world: &World) -> Vec<Pick> {
    world.placed.tray().into_iter().map(|id| Pick::of(world, id)).collect()
}

/// Agreements side by side, differences first: a table of all dimensions, then
/// for each the firmest sentence of each agreement.
pub fn comparison(world: &World, agreements: &[usize]) -> Report {
    let side = |index: &usize| Side {
        name: world.agreements[*index].name.clone(),
        cells: world.row(*index),
    };
    let sides: Vec<Side<'_>> = agreements.iter().map(side).collect();
    let names: Vec<&str> = sides.iter().map(|side| side.name.as_str()).collect();
    let introduced = agreements.iter().map(|index| Block::Text(introduced(world, *index)));
    let blocks = introduced.chain(side_by_side(world, &sides)).collect();
    Report { title: names.join(", "), blocks }
}

/// The press held against an agreement's text, in the same way; none where not both
/// tell of it.
pub fn text_and_press(world: &World, agreement: usize) -> Option<Report> {
    let parts = compare::text_and_press(world, agreement)?;
    let side = |part: &'_ Part| format!("the {}", part.role.name());
    let sides: Vec<Side<'_>> =
        parts.iter().map(|part| Side { name: side(part), cells: &part.cells }).collect();
    let introduced = Block::Text(introduced(world, agreement));
    let blocks = std::iter::once(introduced).chain(side_by_side(world, &sides)).collect();
    let name = &world.agreements[agreement].name;
    Some(Report { title: format!("{name}: the press against the text"), blocks })
}

/// The table of all dimensions, and the firmest sentences behind it.
fn side_by_side(world: &World, sides: &[Side<'_>]) -> Vec<Block> {
    let rows: Vec<&[Cell]> = sides.iter().map(|side| side.cells).collect();
    let rows = across(&rows);
    let head = std::iter::once(String::new()).chain(sides.iter().map(|side| side.name.clone()));
    let mut table = vec![head.collect()];
    for row in &rows {
        let name = world.codebook.dimensions[row.dimension].name.clone();
        let cells = row.cells.iter().map(|cell| short(cell, Glyphs::Unicode));
        table.push(std::iter::once(name).chain(cells).collect());
    }
    let mut blocks = vec![Block::Table(table), Block::Text(legend(world, Glyphs::Unicode))];
    let speaks = |row: &&Across<'_>| row.cells.iter().any(|cell| cell.reading().is_provision());
    let told: Vec<_> = rows.iter().filter(speaks).collect();
    for rows in told.chunk_by(|a, b| a.standing.title() == b.standing.title()) {
        blocks.push(Block::Heading(rows[0].standing.title().to_owned()));
        for row in rows {
            let dimension = &world.codebook.dimensions[row.dimension].name;
            for (side, cell) in sides.iter().zip(&row.cells) {
                blocks.push(firmest(world, dimension, &side.name, cell));
            }
        }
    }
    blocks
}

/// What is picked, numbered in its order, with the matrix cut to it.
pub fn briefing(world: &World, title: &str, picks: &[Pick]) -> Report {
    let mut blocks = Vec::new();
    for (number, pick) in (1..).zip(picks) {
        let agreement = world.agreement_of(pick.id.document);
        let name = agreement.map(|index| world.agreements[index].name.as_str());
        let label = match name {
            Some(name) => {
                format!("{name}: {}", reading(world.document(pick.id).reading(pick.id.statement)))
            }
            None => reading(world.document(pick.id).reading(pick.id.statement)),
        };
        blocks.push(Block::Quote(Quote {
            number: Some(number),
            label,
            words: world.text(pick.id).to_owned(),
            citation: citation(world, pick.id),
            note: pick.note.clone(),
        }));
    }
    blocks.push(Block::Heading("Where these stand in the matrix".to_owned()));
    blocks.push(Block::Table(cut(world, picks)));
    blocks.push(Block::Text(format!(
        "{}. In brackets, the quotes above.",
        legend(world, Glyphs::Unicode)
    )));
    Report { title: title.to_owned(), blocks }
}

/// The agreements and dimensions of what is picked, each cell with the numbers
/// of its quotes.
fn cut(world: &World, picks: &[Pick]) -> Vec<Vec<String>> {
    let of = |pick: &Pick| world.agreement_of(pick.id.document);
    let touches =
        |pick: &Pick, dimension: usize| world.coding(pick.id).dimensions.contains(&dimension);
    let agreements: BTreeSet<usize> = picks.iter().filter_map(of).collect();
    let dimensions = 0..world.codebook.dimensions.len();
    let dimensions =
        dimensions.filter(|dimension| picks.iter().any(|pick| touches(pick, *dimension)));
    let names = agreements.iter().map(|index| world.agreements[*index].name.clone());
    let mut table = vec![std::iter::once(String::new()).chain(names).collect::<Vec<_>>()];
    for dimension in dimensions {
        let mut row = vec![world.codebook.dimensions[dimension].name.clone()];
        for agreement in &agreements {
            let numbers: Vec<String> = (1..)
                .zip(picks)
                .filter(|(_, pick)| of(pick) == Some(*agreement) && touches(pick, dimension))
                .map(|(number, _)| number.to_string())
                .collect();
            let cell = short(world.cell(*agreement, dimension), Glyphs::Unicode);
            row.push(match numbers.is_empty() {
                true => cell,
                false => format!("{cell} [{}]", numbers.join(", ")),
            });
        }
        table.push(row);
    }
    table
}

/// A cell's firmest sentence; of an empty one, that it is empty.
fn firmest(world: &World, dimension: &str, side: &str, cell: &Cell) -> Block {
    match cell.strongest() {
        None => Block::Text(format!("{dimension}, {side}: {}", reading(cell.reading()))),
        Some(strongest) => Block::Quote(Quote {
            number: None,
            label: format!("{dimension}, {side}: {}", reading(strongest.reading)),
            words: world.text(strongest.id).to_owned(),
            citation: citation(world, strongest.id),
            note: None,
        }),
    }
}

/// A reading as its sign and its word.
fn reading(reading: Reading) -> String {
    format!("{} {}", Glyphs::Unicode.reading(reading), reading.answer())
}

/// What is known of an agreement, in a line.
fn introduced(world: &World, index: usize) -> String {
    let agreement = &world.agreements[index];
    let deal = &agreement.deal;
    let told = [&deal.instrument, &deal.status, &deal.date, &deal.place];
    let told = told.into_iter().filter_map(|field| field.clone());
    let mut told: Vec<String> = std::iter::once(deal.title.clone()).chain(told).collect();
    let documents = agreement.documents.iter();
    told.extend(documents.map(|index| world.file(*index).to_owned()));
    told.extend(agreement.unread.iter().map(|unread| format!("{} (not read)", unread.name())));
    told.extend(agreement.language().map(|language| in_language(&language)));
    format!("{}: {}", agreement.name, told.join(", "))
}

/// Where a statement stands: title and date of its source, file and place.
fn citation(world: &World, id: StatementId) -> String {
    let document = world.document(id);
    let deal = &document.deal;
    let told = [Some(deal.title.as_str()), deal.date.as_deref()];
    let told: Vec<&str> = told.into_iter().flatten().filter(|text| !text.is_empty()).collect();
    format!("{}, {}", told.join(", "), world.full_place(id))
}
