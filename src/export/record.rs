//! A statement as a row of a table, with all that cites it.

use crate::document::StatementId;
use crate::dossier::Subject;
use crate::world::World;

/// The columns, in order.
pub const COLUMNS: [&str; 12] = [
    "quote",
    "agreement",
    "parties",
    "date",
    "dimensions",
    "kind",
    "level",
    "source",
    "place",
    "start",
    "end",
    "note",
];

/// One statement's fields, in the order of [`COLUMNS`]; what is not said is
/// empty. `start` and `end` are bytes of the file.
pub fn of(world: &World, id: StatementId) -> [String; COLUMNS.len()] {
    let document = world.document(id);
    let coding = world.coding(id);
    let agreement = world.agreement_of(id.document).map(|index| &world.agreements[index]);
    let deal = agreement.map_or(&document.deal, |agreement| &agreement.deal);
    let dimensions = coding.dimensions.iter().map(|d| world.codebook.dimensions[*d].id());
    let span = document.file_span(id.statement);
    [
        world.text(id).to_owned(),
        agreement.map(|agreement| agreement.id.clone()).unwrap_or_default(),
        deal.parties.join(" "),
        deal.date.clone().unwrap_or_default(),
        dimensions.collect::<Vec<_>>().join(" "),
        coding.kind.name().to_owned(),
        coding.level.map(|level| level.name().to_owned()).unwrap_or_default(),
        document.source.path.clone(),
        document.place(id.statement).to_string(),
        span.start.to_string(),
        span.end.to_string(),
        written(world, id),
    ]
}

/// What the analyst wrote beside a statement: with its pin, in notes, and why it
/// was corrected.
fn written(world: &World, id: StatementId) -> String {
    let entries = world.placed.entries(Subject::Statement(id));
    let words = entries.map(|entry| entry.matter.words()).filter(|words| !words.is_empty());
    words.collect::<Vec<_>>().join("\n")
}
