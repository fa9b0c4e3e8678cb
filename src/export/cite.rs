//! Where a sentence stands and who says it, or where one was looked for and not found;
//! told alike on the screen and in what is written out.

use std::collections::BTreeSet;

use crate::agreement::Agreement;
use crate::document::StatementId;
use crate::world::World;

use super::counted;

/// The file of a statement and its place there: `germany-italy.md:12`.
pub fn place(world: &World, id: StatementId) -> String {
    world.full_place(id)
}

/// A sentence that cites itself: quotation, agreement, date, source and place.
pub fn citation(world: &World, id: StatementId) -> String {
    format!("“{}” ({})", world.text(id), source_line(world, id))
}

/// Who says a statement and where: agreement, date, place, address.
pub fn source_line(world: &World, id: StatementId) -> String {
    let document = world.document(id);
    let agreement = world.agreement_of(id.document).map(|index| &world.agreements[index]);
    let date = agreement.and_then(|agreement| agreement.deal.date.as_deref());
    let said = [agreement.map(|agreement| agreement.name.as_str()), date];
    let mut cited: Vec<&str> = said.into_iter().flatten().collect();
    let place = place(world, id);
    cited.push(&place);
    cited.extend(document.source.front.source_url.as_deref());
    cited.join(", ")
}

/// Where a statement stands within its agreement: `line 12`, `page 3`, with the
/// file's name and role where several tell of the agreement.
pub fn near(world: &World, id: StatementId) -> String {
    let agreement = world.agreement_of(id.document).map(|index| &world.agreements[index]);
    match agreement {
        Some(agreement) if !agreement.is_told_by_several() => {
            world.document(id).place(id.statement).to_string()
        }
        _ => sourced(world, id),
    }
}

/// The place of a statement, and what its source is to the agreement where
/// several tell of it: `text: treaty.pdf, page 3`.
pub fn sourced(world: &World, id: StatementId) -> String {
    let agreement = world.agreement_of(id.document).map(|index| &world.agreements[index]);
    let role = agreement
        .filter(|agreement| agreement.is_told_by_several())
        .and_then(|agreement| agreement.role(id.document));
    let role = role.map(|role| format!("{}: ", role.name())).unwrap_or_default();
    role + &place(world, id)
}

/// What an empty cell means: what could not be read, what was looked for, and where.
pub fn looked_for(world: &World, agreement: usize, dimension: usize) -> String {
    looked_for_in(world, &world.agreements[agreement], dimension)
}

/// The same of an agreement with some of its sources.
pub fn looked_for_in(world: &World, agreement: &Agreement, dimension: usize) -> String {
    let searched =
        (!agreement.documents.is_empty()).then(|| searched(world, &agreement.documents, dimension));
    let told: Vec<String> = agreement.not_read().into_iter().chain(searched).collect();
    told.join("; ")
}

/// What was looked for in documents.
fn searched(world: &World, documents: &[usize], dimension: usize) -> String {
    /// A few cues tell what kind of words were looked for.
    const SHOWN: usize = 8;
    let statements = documents.iter().map(|d| world.documents[*d].len()).sum();
    let asked = &world.codebook.dimensions[dimension];
    let described = format!(" {}", asked.description.to_lowercase());
    let is_named = |cue: &str| described.contains(&format!(" {}", cue.trim_end_matches('*')));
    // A phrase may be a cue and a hint, and stand in more than one rule.
    let all: BTreeSet<&str> = asked.all_cues().collect();
    let mut all: Vec<&str> = all.into_iter().collect();
    // What the dimension is described by tells most; then one word with any
    // ending tells more than a long phrase does.
    all.sort_by_key(|cue| (!is_named(cue), cue.split(' ').count(), !cue.ends_with('*')));
    let more = match all.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(
        "looked for in {} of {}, not found: {}{more}",
        counted(statements, "statement"),
        counted(documents.len(), "source"),
        all[..all.len().min(SHOWN)].join(", ")
    )
}
