//! The matrix as one web page, which filters and sorts, and where every cell
//! leads to its statements; other documents as plain ones. A page asks nothing of
//! the network, runs no script of a source, and can be read without scripts.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::agreement::in_language;
use crate::document::StatementId;
use crate::format::MARK;
use crate::glyph::Glyphs;
use crate::matrix::{Cell, Reading};
use crate::world::World;

use super::cite::sourced;
use super::report::{Block, Quote, Report};
use super::words::backings;
use super::{marked, or_unsaid};

const STYLE: &str = include_str!("page/style.css");
const SCRIPT: &str = include_str!("page/script.js");

/// Nothing is fetched, sent or framed: only what is written in the page counts.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; \
                      base-uri 'none'; form-action 'none'";

/// The page, as UTF-8 text.
pub fn matrix(world: &World) -> String {
    let title = format!("{}: agreements by dimension", world.codebook.name);
    let body = html! {
        div class="front" {
            h1 { (title) }
            p class="legend" { (legend(world)) }
            (controls(world))
            div class="scroll" { (table(world)) }
        }
        @for agreement in 0..world.agreements.len() { (card(world, agreement)) }
        script { (PreEscaped(SCRIPT)) }
    };
    page(&title, &body)
}

/// A document as a page.
pub fn report(report: &Report) -> String {
    let body = html! {
        h1 { (report.title) }
        @for block in &report.blocks {
            @match block {
                Block::Heading(heading) => h2 { (heading) },
                Block::Text(text) => p { (text) },
                Block::Quote(quote) => (quotation(quote)),
                Block::Table(rows) => div class="scroll" { (plain_table(rows)) },
            }
        }
    };
    page(&report.title, &body)
}

fn page(title: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        (PreEscaped(MARK))
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body { (body) }
        }
    };
    page.into_string()
}

fn quotation(quote: &Quote) -> Markup {
    html! {
        section {
            h3 {
                @if let Some(number) = quote.number { "[" (number) "] " }
                (quote.label)
            }
            blockquote { "“" (quote.words) "”" }
            cite { (quote.citation) }
            @if let Some(note) = &quote.note {
                @for line in note.lines() { p { (line) } }
            }
        }
    }
}

fn plain_table(rows: &[Vec<String>]) -> Markup {
    let (head, body) = rows.split_at(rows.len().min(1));
    html! {
        table {
            thead { @for row in head { tr { @for cell in row { th { (cell) } } } } }
            tbody {
                @for row in body {
                    tr {
                        @for (column, cell) in row.iter().enumerate() {
                            @if column == 0 { th { (cell) } } @else { td { (cell) } }
                        }
                    }
                }
            }
        }
    }
}

fn legend(world: &World) -> Markup {
    html! {
        @for reading in world.readings() {
            span class=(class(reading)) {
                (Glyphs::Unicode.reading(reading)) " " (reading.name())
            }
            " "
        }
        "with the number of statements"
        @if world.has_backing() { br; (backings(Glyphs::Unicode)) }
    }
}

fn controls(world: &World) -> Markup {
    html! {
        div class="controls" {
            label { "Name " input id="words" type="search"; }
            label { "Dimension "
                select id="dimension" {
                    option value="0" { "any" }
                    @for (index, dimension) in world.codebook.dimensions.iter().enumerate() {
                        option value=(index + 1) { (dimension.name) }
                    }
                }
            }
            label { "At least "
                select id="least" {
                    @for reading in Reading::ALL.into_iter().rev().filter(|it| *it != Reading::NotRead) {
                        option value=(value(reading)) { (reading.name()) }
                    }
                }
            }
            output id="shown" {}
        }
    }
}

fn table(world: &World) -> Markup {
    html! {
        table class="matrix" {
            thead { tr {
                th { button { "Agreement" } }
                @for dimension in &world.codebook.dimensions { th { button { (dimension.name) } } }
            } }
            tbody {
                @for (index, agreement) in world.agreements.iter().enumerate() {
                    tr data-card={ "a" (index) } {
                        th { a href={ "#a" (index) } { (agreement.name) } }
                        @for dimension in 0..world.codebook.dimensions.len() {
                            (cell(world, index, dimension))
                        }
                    }
                }
            }
        }
    }
}

fn cell(world: &World, agreement: usize, dimension: usize) -> Markup {
    let cell = world.cell(agreement, dimension);
    let reading = cell.reading();
    let text = marked(world, agreement, dimension, Glyphs::Unicode);
    html! {
        td class=(class(reading)) data-value=(value(reading)) title=(told(cell)) {
            @if reading.is_found() { a href={ "#" (anchor(agreement, dimension)) } { (text) } }
            @else { (text) }
        }
    }
}

/// A cell's reading, and which sources carry it, in words.
fn told(cell: &Cell) -> String {
    let backing = cell.backing.map(|backing| format!(", {}", backing.words())).unwrap_or_default();
    cell.reading().name().to_owned() + &backing
}

/// What a reading looks like: the name of its style.
fn class(reading: Reading) -> &'static str {
    match reading {
        Reading::NotRead => "unread",
        reading => reading.name(),
    }
}

/// What a reading is sorted by: 0 where nothing was found, 4 at the firmest.
fn value(reading: Reading) -> u8 {
    (reading as u8).saturating_sub(Reading::Absent as u8)
}

fn anchor(agreement: usize, dimension: usize) -> String {
    format!("a{agreement}-{dimension}")
}

/// An agreement's fields, and all evidence of its cells.
fn card(world: &World, index: usize) -> Markup {
    let agreement = &world.agreements[index];
    let deal = &agreement.deal;
    let sources = agreement.sources().map(|(document, role)| {
        let source = &world.documents[document].source;
        let mut told = source.path.clone();
        if agreement.is_told_by_several() {
            told += &format!(" ({})", role.name());
        }
        match source.front.source_url.as_deref() {
            Some(address) => format!("{told}, {address}"),
            None => told,
        }
    });
    html! {
        section id={ "a" (index) } {
            h2 { (agreement.name) }
            p {
                (deal.title) br;
                (or_unsaid(deal.instrument.as_deref())) ", "
                (or_unsaid(deal.status.as_deref())) ", "
                (or_unsaid(deal.date.as_deref())) ", "
                (or_unsaid(deal.place.as_deref())) br;
                @for source in sources { cite { (source) } br; }
                @if let Some(language) = agreement.language() { (in_language(&language)) br; }
                @for unread in &agreement.unread {
                    cite { (unread.shown()) ", not read: " (unread.why) } br;
                }
            }
            @for dimension in 0..world.codebook.dimensions.len() {
                (evidence(world, index, dimension))
            }
        }
    }
}

fn evidence(world: &World, agreement: usize, dimension: usize) -> Markup {
    let cell = world.cell(agreement, dimension);
    let agreement_name = &world.agreements[agreement].name;
    let name = &world.codebook.dimensions[dimension].name;
    html! {
        @if cell.reading().is_found() {
            section id=(anchor(agreement, dimension)) {
                h3 {
                    (agreement_name) ", " (name) ": " (told(cell))
                    a href="#" { "↑ matrix" }
                }
                @for evidence in cell.ranked() {
                    blockquote { (world.text(evidence.id)) }
                    cite {
                        (world.coding(evidence.id).kind.name()) ", "
                        (evidence.reading.name()) ". " (dated(world, evidence.id))
                    }
                }
            }
        }
    }
}

/// Where a statement stands, with the date of its source.
fn dated(world: &World, id: StatementId) -> String {
    let date = world.document(id).deal.date.as_deref();
    let date = date.map(|date| format!("{date}, ")).unwrap_or_default();
    date + &sourced(world, id)
}
