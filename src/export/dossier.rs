//! The analyst's work in words, for the screen and the command line alike.

use std::fmt::Write;

use crate::coding::Coding;
use crate::dossier::{Change, Correction, Entry, Mark, Matter, Placement, Spot, Standing, Subject};
use crate::glyph::Glyphs;
use crate::matrix::Reading;
use crate::source::clean;
use crate::world::World;

/// What an entry is about: `DEU-ITA:37`, `Germany–Italy · Cyber`.
pub fn about(world: &World, entry: &Entry, placement: Placement) -> String {
    let name = |agreement: usize| world.agreements[agreement].name.clone();
    match placement.subject {
        Some(Subject::Statement(id)) => {
            let reference = world.reference(id).unwrap_or_default();
            format!("{reference}  {}", world.text(id))
        }
        Some(Subject::Cell { agreement, dimension }) => {
            format!("{} · {}", name(agreement), world.codebook.dimensions[dimension].name)
        }
        Some(Subject::Agreement(agreement)) => name(agreement),
        None => clean(&match &entry.anchor.spot {
            Spot::Statement(passage) => format!("{}  {}", entry.anchor.source, passage.quote),
            Spot::Cell { agreement, dimension } => format!("{agreement} · {dimension}"),
            Spot::Agreement(agreement) => agreement.clone(),
        }),
    }
}

/// What an entry says.
pub fn described(world: &World, entry: &Entry) -> String {
    match &entry.matter {
        Matter::Correction(correction) => corrected(world, correction),
        matter => matter.words().to_owned(),
    }
}

/// What a correction says: `provision, committed, about Cyber, not about Space; why`.
fn corrected(world: &World, correction: &Correction) -> String {
    let dimensions = &world.codebook.dimensions;
    let name = |id: &String| {
        let known = dimensions.iter().find(|dimension| dimension.id() == id);
        known.map_or_else(|| clean(id), |dimension| dimension.name.clone())
    };
    let kind = correction.kind.map(|kind| kind.name().to_owned());
    let level = correction.level.map(|level| level.name().to_owned());
    let on = correction.dimensions.iter().map(|(id, bears)| match bears {
        true => format!("about {}", name(id)),
        false => format!("not about {}", name(id)),
    });
    let said: Vec<String> = kind.into_iter().chain(level).chain(on).collect();
    match correction.reason.as_str() {
        "" => said.join(", "),
        reason => format!("{}; {reason}", said.join(", ")),
    }
}

/// A coding in words: `provision, committed, about Cyber, Space`.
pub fn coded(world: &World, coding: &Coding) -> String {
    let level = coding.level.map(|level| format!(", {}", level.name())).unwrap_or_default();
    let names: Vec<&str> =
        coding.dimensions.iter().map(|at| world.codebook.dimensions[*at].name.as_str()).collect();
    let on = if names.is_empty() {
        "about no dimension".to_owned()
    } else {
        format!("about {}", names.join(", "))
    };
    format!("{}{level}, {on}", coding.kind.name())
}

/// What is told of a cell that bears a mark: the machine's reading where that
/// is another, then the notes on it and on its strongest statement.
pub fn on_cell(world: &World, agreement: usize, dimension: usize, glyphs: Glyphs) -> Vec<String> {
    let cell = Subject::Cell { agreement, dimension };
    let mut told = Vec::new();
    if world.is_corrected_cell(agreement, dimension) {
        let machine = world.machine_cell(agreement, dimension);
        let reading = machine.reading();
        let count = match machine.evidence.len() {
            0 => String::new(),
            count => format!(", {}", super::counted(count, "statement")),
        };
        let sign = glyphs.reading(reading);
        let mark = glyphs.mark(Mark::Corrected);
        told.push(format!("{mark} corrected; the machine: {sign} {}{count}", reading.name()));
    }
    let strongest = world.cell(agreement, dimension).strongest().map(|evidence| evidence.id);
    let subjects = std::iter::once(cell).chain(strongest.map(Subject::Statement));
    for entry in subjects.flat_map(|subject| world.placed.entries(subject)) {
        let sign = match &entry.matter {
            Matter::Note(_) => Mark::Noted,
            Matter::Pin { .. } => Mark::Pinned,
            Matter::Correction(_) => continue,
        };
        let words = if entry.matter.words().is_empty() { "pinned" } else { entry.matter.words() };
        told.push(format!("{} {words}", glyphs.mark(sign)));
    }
    told
}

/// The tray, then every other entry with how it stands to the sources.
pub fn text(world: &World, glyphs: Glyphs) -> String {
    let placed = &world.placed;
    let mut text = String::new();
    let pins = placed.pins();
    if !pins.is_empty() {
        text += "Briefing tray\n";
    }
    for (number, (entry, placement)) in (1..).zip(&pins) {
        let sign = placement
            .statement()
            .map_or(" ", |id| glyphs.reading(Reading::of_coding(&world.coding(id))));
        let _ = writeln!(
            text,
            "{number:>3} {sign} {}{}",
            lost(*placement),
            about(world, entry, *placement)
        );
        if !entry.matter.words().is_empty() {
            let _ = writeln!(text, "      {} {}", glyphs.mark(Mark::Noted), entry.matter.words());
        }
    }
    let others: Vec<_> = placed.all().filter(|(entry, _)| entry.matter.order().is_none()).collect();
    if !others.is_empty() {
        let _ = writeln!(text, "{}Notes and corrections", if text.is_empty() { "" } else { "\n" });
    }
    for (entry, placement) in others {
        let date = entry.changed.strftime("%Y-%m-%d");
        let what = entry.matter.name();
        let about = about(world, entry, placement);
        let _ = writeln!(text, "  {:<9} {what:<10} {date}  {about}", placement.standing.name());
        let _ = writeln!(text, "      {}", described(world, entry));
    }
    glyphs.spell(&text)
}

fn lost(placement: Placement) -> &'static str {
    match placement.standing {
        Standing::Ok => "",
        Standing::Moved => "moved  ",
        Standing::Orphaned => "orphaned  ",
    }
}

/// One change of the trail on a line: when, what, and the words before and after.
pub fn step(world: &World, at: jiff::Timestamp, change: &Change) -> String {
    let words = |entry: &Entry| format!("\"{}\"", described(world, entry));
    let entry = change.after.as_ref().or(change.before.as_ref());
    let what = entry.map_or("", |entry| entry.matter.name());
    let done = match (&change.before, &change.after) {
        (None, Some(after)) => format!("{what} added {}", words(after)),
        (Some(before), Some(after)) => {
            format!("{what} changed {} -> {}", words(before), words(after))
        }
        (Some(before), None) => format!("{what} removed {}", words(before)),
        (None, None) => String::new(),
    };
    let place = entry.map_or(String::new(), |entry| {
        let place = Placement { standing: Standing::Orphaned, subject: None };
        about(world, entry, place)
    });
    format!("{}  {done}  {place}", at.strftime("%Y-%m-%d %H:%M:%S"))
}
