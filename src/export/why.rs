//! The reasons behind a reading, in lines that the screen and the command line
//! share.

use std::collections::BTreeSet;

use crate::agreement::in_language;
use crate::coding::{BearsOn, Kind, Reason, Silent, Why};
use crate::document::StatementId;
use crate::dossier::{Matter, Subject};
use crate::matrix::Reading;
use crate::world::World;

use super::{counted, dossier};

/// A line of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    Heading(String),
    /// What is spoken for, the words that do, and why.
    Reason {
        bears_on: String,
        words: String,
        because: String,
    },
    Text(String),
    Blank,
}

impl Line {
    /// A reason as one sentence: `intended: "want to", an aim, plan or wish`.
    pub fn sentence(&self) -> String {
        match self {
            Self::Heading(text) | Self::Text(text) => text.clone(),
            Self::Blank => String::new(),
            Self::Reason { bears_on, words, because } => {
                let quoted = if words.is_empty() { String::new() } else { format!("\"{words}\"") };
                let parts = [quoted.as_str(), because.as_str()];
                let told: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                format!("{bears_on}: {}", told.join(", "))
            }
        }
    }
}

/// Why a statement has its kind, its level and its dimensions, and which cues
/// did not count.
pub fn statement(world: &World, id: StatementId, why: &Why) -> Vec<Line> {
    let coding = &why.coding;
    let level = coding.level.map(|level| format!(", {}", level.name())).unwrap_or_default();
    let names: Vec<&str> =
        coding.dimensions.iter().map(|d| world.codebook.dimensions[*d].name.as_str()).collect();
    let about = match names.as_slice() {
        [] => "about no dimension".to_owned(),
        names => format!("about {}", names.join(", ")),
    };
    let mut lines = written(world, id);
    if let Some(person) = world.person(id) {
        let same = if world.dissent(id).is_none() { ", as the machine does" } else { "" };
        let coded = dossier::coded(world, &person);
        lines.extend([Line::Heading(format!("a person: {coded}{same}")), Line::Blank]);
    }
    let whose = if lines.is_empty() { "" } else { "the machine: " };
    lines.push(Line::Heading(format!("{whose}{}{level}, {about}", coding.kind.name())));
    if coding.kind == Kind::Structure {
        lines.push(Line::Text("told by its shape: a heading, a label, no sentence".to_owned()));
    }
    if let Some(near) = why.near {
        let [near, kind] = [near, coding.kind].map(Kind::name);
        lines.push(Line::Text(format!("a close call: {near} has almost as much for it as {kind}")));
    }
    let language = world.document(id).language.as_deref();
    lines.extend(language.map(|language| Line::Text(in_language(language))));
    let (spoke_for, against): (Vec<&Reason>, Vec<&Reason>) =
        why.reasons.iter().partition(|reason| reason.is_for(coding));
    let told = |reason: &&Reason| told(world, id, reason);
    lines.extend(section("what spoke for it", spoke_for.iter().map(told)));
    lines.extend(section("what spoke against it", against.iter().map(told)));
    lines.extend(section("did not count", why.silent.iter().map(|it| silence(world, id, it))));
    lines
}

/// Lines under their heading, each once.
fn section(heading: &str, told: impl Iterator<Item = Line>) -> Vec<Line> {
    let mut lines = Vec::new();
    for line in told {
        if lines.is_empty() {
            lines.extend([Line::Blank, Line::Heading(heading.to_owned())]);
        }
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// What the analyst has written on a statement, where there is anything.
fn written(world: &World, id: StatementId) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some((entry, correction)) = world.placed.correction(id) {
        let done = if world.is_corrected(id) { "corrected" } else { "accepted" };
        let coded = dossier::coded(world, &world.coding(id));
        let date = entry.changed.strftime("%Y-%m-%d");
        lines.push(Line::Heading(format!("{done} by the analyst: {coded}")));
        let reason = match correction.reason.as_str() {
            "" => "no reason given",
            reason => reason,
        };
        lines.push(Line::Text(format!("{reason} ({date})")));
    }
    let notes = world.placed.entries(Subject::Statement(id)).filter(|entry| {
        !matches!(entry.matter, Matter::Correction(_)) && !entry.matter.words().is_empty()
    });
    lines.extend(
        notes.map(|entry| Line::Text(format!("{}: {}", entry.matter.name(), entry.matter.words()))),
    );
    if !lines.is_empty() {
        lines.push(Line::Blank);
    }
    lines
}

/// What an empty cell means: every cue that was looked for, where, and what
/// came nearest.
pub fn absence(world: &World, agreement: usize, dimension: usize) -> Vec<Line> {
    let entry = &world.codebook.dimensions[dimension];
    let agreement = &world.agreements[agreement];
    let documents = &agreement.documents;
    let not_read = agreement.not_read();
    let reading = Reading::of_nothing(not_read.is_some());
    let mut lines = vec![Line::Heading(format!("{}: {}", entry.name, reading.answer()))];
    lines.extend(not_read.map(Line::Text));
    lines.push(Line::Text(entry.description.clone()));
    if documents.is_empty() {
        return lines;
    }
    lines.extend([Line::Blank, Line::Heading("nearest".to_owned())]);
    let before = lines.len();
    for &document in documents {
        lines.extend(nearest(world, document, dimension));
    }
    if lines.len() == before {
        let text = if agreement.is_unread() { "what was read" } else { "the text" };
        lines.push(Line::Text(format!("no cue of this dimension stands in {text} at all")));
    }
    lines.extend([Line::Blank, Line::Heading("looked for".to_owned())]);
    lines.push(Line::Text(
        entry.all_cues().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", "),
    ));
    lines.extend([Line::Blank, Line::Heading("in".to_owned())]);
    lines.extend(documents.iter().map(|&document| {
        let read = &world.documents[document];
        let count = counted(read.len(), "statement");
        Line::Text(format!("{}, {count}", read.source.path))
    }));
    lines
}

/// The statements of a document in which a cue stands that did not count.
fn nearest(world: &World, document: usize, dimension: usize) -> Vec<Line> {
    /// More would bury what was looked for.
    const MOST: usize = 6;
    let read = &world.documents[document];
    let mut lines = Vec::new();
    for (statement, silents) in world.silent(document) {
        for silent in silents.iter().filter(|silent| silent.dimension == dimension).take(1) {
            let words = read.source.slice(silent.span).to_owned();
            let because = format!("{}: {}", silent.because.reason(), read.text(statement));
            let bears_on = read.place(statement).to_string();
            lines.push(Line::Reason { bears_on, words, because });
        }
        if lines.len() == MOST {
            break;
        }
    }
    lines
}

fn told(world: &World, id: StatementId, reason: &Reason) -> Line {
    let source = &world.document(id).source;
    let words = reason.span.map(|span| source.slice(span).to_owned()).unwrap_or_default();
    let strength = reason.strength.map(|it| format!(", {}", it.words())).unwrap_or_default();
    let bears_on = name(world, reason.bears_on) + &strength;
    Line::Reason { bears_on, words, because: reason.because.clone() }
}

fn silence(world: &World, id: StatementId, silent: &Silent) -> Line {
    Line::Reason {
        bears_on: name(world, BearsOn::Dimension(silent.dimension)),
        words: world.document(id).source.slice(silent.span).to_owned(),
        because: silent.because.reason().to_owned(),
    }
}

fn name(world: &World, bears_on: BearsOn) -> String {
    match bears_on {
        BearsOn::Dimension(dimension) => world.codebook.dimensions[dimension].name.clone(),
        BearsOn::Kind(kind) => kind.name().to_owned(),
        BearsOn::Level(level) => level.name().to_owned(),
    }
}
