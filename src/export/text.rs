//! Plain text for a terminal or a pipe.

use std::collections::BTreeSet;
use std::fmt::Write;

use comfy_table::{Table, presets};

use crate::agree::{Disagreement, Judgement, Reliability, Scores, Share};
use crate::agreement::{Agreement, SourceRole, in_language};
use crate::codebook::Codebook;
use crate::codebook::check::{Findings, Usage};
use crate::compare::{Change, Course, Difference, Row, own_reading};
use crate::document::StatementId;
use crate::dossier::Subject;
use crate::glyph::Glyphs;
use crate::matrix::{Backing, Cell, Reading};
use crate::search::{Hit, Target};
use crate::world::World;

use super::why::Line;
use super::{Rows, counted, dossier, marked, marks_legend, or_unsaid};

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

/// What the sign behind a number means.
pub fn backings(glyphs: Glyphs) -> String {
    let told = |backing| format!("{} {}", glyphs.backing(backing), backing.words());
    Backing::ALL.map(told).join("   ")
}

/// What each sign means.
pub fn legend(world: &World, glyphs: Glyphs) -> String {
    let signs = world.readings().map(|reading| match reading {
        Reading::Context => format!("{} context only", glyphs.reading(reading)),
        _ => format!("{} {}", glyphs.reading(reading), reading.answer()),
    });
    signs.collect::<Vec<_>>().join("   ")
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

/// One agreement to the other, and what is left out.
pub fn course_title(world: &World, course: &Course) -> String {
    let [from, to] = [course.earlier, course.later].map(|at| &world.agreements[at].name);
    let apart = if course.is_without_press(world) { ", the press left out" } else { "" };
    format!("{from} to {to}{apart}")
}

/// A dimension, and how firm it is now, was, or became.
pub fn changed(world: &World, course: &Course, change: Change, dimension: usize) -> String {
    let reading = |agreement: usize| own_reading(world, agreement, dimension).name();
    let (before, after) = (reading(course.earlier), reading(course.later));
    let name = &world.codebook.dimensions[dimension].name;
    match change {
        Change::New => format!("{name} ({after})"),
        Change::Dropped => format!("{name} (was {before})"),
        Change::Firmer | Change::Weaker => format!("{name} ({before} to {after})"),
    }
}

/// What a group of rows has in common.
pub fn title(difference: Difference, [a, b]: [&str; 2]) -> String {
    match difference {
        Difference::OnlyA => format!("only {a} has provisions"),
        Difference::OnlyB => format!("only {b} has provisions"),
        Difference::Unequal => "both, not equally firm".to_owned(),
        Difference::Equal => "both, equally firm".to_owned(),
        Difference::Neither => "neither has provisions".to_owned(),
        Difference::NotRead => "not both read".to_owned(),
    }
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

/// The fields of a deal with their values; what is not said is told so.
pub fn fields(world: &World, agreement: &Agreement) -> Vec<(&'static str, String)> {
    let deal = &agreement.deal;
    let states = world.states();
    let parties: Vec<String> =
        deal.parties.iter().map(|code| format!("{} ({code})", states.name(code))).collect();
    let said = |value: &Option<String>| or_unsaid(value.as_deref()).to_owned();
    let mut fields = vec![
        (
            "parties",
            if parties.is_empty() { or_unsaid(None).to_owned() } else { parties.join(", ") },
        ),
        ("instrument", said(&deal.instrument)),
        ("status", said(&deal.status)),
        ("date", said(&deal.date)),
        ("place", said(&deal.place)),
    ];
    // The label stands once, in front of the first.
    let mut label = "signatories";
    for (party, people) in &deal.signatories {
        let of = if party.is_empty() { String::new() } else { format!(" ({party})") };
        fields.push((std::mem::take(&mut label), people.join(", ") + &of));
    }
    if deal.signatories.is_empty() {
        fields.push((label, or_unsaid(None).to_owned()));
    }
    fields.extend(agreement.language().map(|language| ("language", in_language(&language))));
    fields
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

/// The name of an agreement with what is known of it on one line.
pub fn headline(agreement: &Agreement) -> String {
    let deal = &agreement.deal;
    let known = [&deal.instrument, &deal.status, &deal.date, &deal.place];
    let known: Vec<&str> = known.into_iter().flatten().map(String::as_str).collect();
    format!("{}  {}", agreement.name, known.join(", ")).trim_end().to_owned()
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

/// What a reading is worth, on a line: against how many statements that a
/// person coded.
pub fn reliability_line(scores: &Scores) -> String {
    format!(
        "against {} coded by a person: kind {}, level {}, dimensions F1 {}",
        counted(scores.statements, "statement"),
        share(scores.kind_accuracy),
        share(scores.level_accuracy),
        share(scores.dimensions.f1)
    )
}

/// This many disagreements are told unasked.
const WORST: usize = 5;

/// The figures by genre: a reader's own texts are of one or two.
fn genres(measured: &Reliability) -> String {
    let mut table = table();
    table.set_header(["genre", "statements", "kind", "level", "dimensions F1", "cells"]);
    for genre in &measured.by_genre {
        let scores = &genre.scores;
        let shares =
            [scores.kind_accuracy, scores.level_accuracy, scores.dimensions.f1, scores.cells_exact];
        let row = [genre.genre.name().to_owned(), scores.statements.to_string()];
        table.add_row(row.into_iter().chain(shares.map(share)));
    }
    table.trim_fmt()
}

/// How far the coding agrees with a person's, and where it does not.
pub fn reliability(measured: &Reliability, with_disagreements: bool, glyphs: Glyphs) -> String {
    let scores = &measured.scores;
    let mut text = format!(
        "{} of {} found\n\n",
        scores.aligned,
        counted(scores.statements, "coded statement")
    );
    let figures = [
        ("kind accuracy", scores.kind_accuracy),
        ("kind kappa", scores.kind_kappa),
        ("provision F1", scores.provision_f1),
        ("level accuracy", scores.level_accuracy),
        ("dimensions F1", scores.dimensions.f1),
        ("  precision", scores.dimensions.precision),
        ("  recall", scores.dimensions.recall),
        ("cells exact", scores.cells_exact),
        ("cells presence F1", scores.cells_presence_f1),
    ];
    for (name, value) in figures {
        let _ = writeln!(text, "{name:<18} {}", share(value));
    }
    let mut table = table();
    table.set_header(["dimension", "F1", "precision", "recall", "person", "comity", "both"]);
    for dimension in &scores.by_dimension {
        let rates = &dimension.rates;
        let shares = [rates.f1, rates.precision, rates.recall].map(share);
        let counts = [dimension.gold, dimension.found, dimension.agreed].map(|n| n.to_string());
        table.add_row(std::iter::once(dimension.id.clone()).chain(shares).chain(counts));
    }
    let _ = writeln!(text, "\n{}\n\n{}", genres(measured), table.trim_fmt());
    let shown = if with_disagreements { measured.disagreements.len() } else { WORST };
    if !measured.disagreements.is_empty() {
        let total = counted(measured.disagreements.len(), "statement");
        let _ = writeln!(text, "\n{total} read differently, the worst first");
    }
    measured.disagreements.iter().take(shown).for_each(|dispute| text += &disagreement(dispute));
    glyphs.spell(&text)
}

fn disagreement(dispute: &Disagreement) -> String {
    let judged = |judgement: &Judgement| {
        let level = judgement.level.map(|level| format!(" {level}")).unwrap_or_default();
        format!("{}{level} {}", judgement.kind.name(), judgement.dims.join(" "))
    };
    let comity = dispute.comity.as_ref().map_or("no such statement".to_owned(), judged);
    format!(
        "\n{}\n{}\n  person  {}\n  comity  {comity}\n",
        dispute.doc,
        indented(&dispute.text, "    "),
        judged(&dispute.gold)
    )
}

/// A share with three digits, a dash where there was nothing to share.
fn share(value: Share) -> String {
    value.map_or("-".to_owned(), |share| format!("{share:.3}"))
}

/// The questions of a codebook and the cues that answer them.
pub fn codebook(codebook: &Codebook, glyphs: Glyphs) -> String {
    let mut text = format!("{}\n", codebook.name);
    for dimension in &codebook.dimensions {
        let _ = writeln!(text, "\n{} ({}, {})", dimension.name, dimension.id(), dimension.short());
        let _ = writeln!(text, "{}", indented(&dimension.description, "    "));
        let cues: Vec<&str> = dimension.all_cues().collect();
        let _ = writeln!(text, "{}", indented(&format!("cues: {}", cues.join(", ")), "    "));
    }
    glyphs.spell(&text)
}

/// What a check of a codebook found, what should be mended first.
pub fn findings(findings: &Findings, glyphs: Glyphs) -> String {
    let mut text = String::new();
    for (title, problems) in [("to mend", &findings.faults), ("to know", &findings.notes)] {
        if !problems.is_empty() {
            let _ = writeln!(text, "{}\n", title.to_uppercase());
            for problem in problems {
                let _ = writeln!(text, "{problem}");
                problem.hint.iter().for_each(|hint| {
                    let _ = writeln!(text, "    {hint}");
                });
            }
            text.push('\n');
        }
    }
    glyphs.spell(&text)
}

/// How often each dimension of a codebook spoke in what was read, and which of
/// its cues never did.
pub fn usage(world: &World, usage: &[Usage], glyphs: Glyphs) -> String {
    let mut table = table();
    table.set_header(["dimension", "statements", "cues", "never heard"]);
    let dimensions = || world.codebook.dimensions.iter().zip(usage);
    for (dimension, usage) in dimensions() {
        let counts = [usage.statements, usage.cues, usage.silent.len()].map(|n| n.to_string());
        table.add_row(std::iter::once(dimension.id().to_owned()).chain(counts));
    }
    let documents = counted(world.documents.len(), "document");
    let silent = usage.iter().map(|usage| usage.silent.len()).sum();
    let silent = counted(silent, "cue");
    let mut text = format!("{}\n\n{silent} never heard in {documents}\n", table.trim_fmt());
    for (dimension, usage) in dimensions().filter(|(_, usage)| !usage.silent.is_empty()) {
        let _ = writeln!(text, "\n{}", dimension.id());
        let _ = writeln!(text, "{}", indented(&usage.silent.join(", "), "    "));
    }
    glyphs.spell(&text)
}
