//! JSON for programs. Every document carries the number of its schema.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::agree::{Disagreement, GenreScores, Reliability, Scores};
use crate::agreement::{SourceRole, Unread};
use crate::coding::{BearsOn, Coding};
use crate::compare::{Change, Course, Difference, Row};
use crate::document::StatementId;
use crate::dossier::{Entry, Placement, Subject};
use crate::matrix::{Backing, Cell, Reading};
use crate::search::{Hit, Target, highlights};
use crate::source::{Problem, Signatories, clean};
use crate::world::World;

use super::{Rows, dossier, why};

/// Raised when a field changes its meaning or goes; new fields don't raise it.
pub const SCHEMA: u32 = 1;

#[derive(Serialize)]
pub struct MatrixJson<'a> {
    schema: u32,
    dimensions: Vec<DimensionJson<'a>>,
    agreements: Vec<AgreementJson<'a>>,
    cells: Vec<CellJson<'a>>,
    problems: &'a [Problem],
}

#[derive(Serialize)]
struct DimensionJson<'a> {
    id: &'a str,
    name: &'a str,
}

/// An agreement with every field the codebook names; null is "not said".
#[derive(Serialize)]
pub struct AgreementJson<'a> {
    id: &'a str,
    title: &'a str,
    parties: &'a [String],
    instrument: Option<&'a str>,
    status: Option<&'a str>,
    date: Option<&'a str>,
    place: Option<&'a str>,
    signatories: &'a Signatories,
    sources: Vec<&'a str>,
    /// What each of the sources is to the agreement.
    roles: &'a [SourceRole],
    /// Of the sources, where none of them is in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    /// The sources that could not be read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unread: Vec<UnreadJson<'a>>,
}

/// A source that could not be read.
#[derive(Serialize)]
struct UnreadJson<'a> {
    source: String,
    role: Option<SourceRole>,
    why: &'a str,
}

#[derive(Serialize)]
struct CellJson<'a> {
    agreement: &'a str,
    dimension: &'a str,
    level: Reading,
    statements: usize,
    /// What the machine's reading alone amounts to, where the analyst's is
    /// another.
    #[serde(skip_serializing_if = "Option::is_none")]
    machine: Option<Reading>,
    /// Only where text and press both tell of the agreement.
    #[serde(skip_serializing_if = "Option::is_none")]
    backing: Option<Backing>,
    evidence: Vec<EvidenceJson<'a>>,
}

/// A statement with its place in the file on disk, in bytes and for people.
#[derive(Serialize)]
struct EvidenceJson<'a> {
    doc: &'a str,
    source: &'a str,
    /// Only where several sources tell of the agreement.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<SourceRole>,
    start: usize,
    end: usize,
    at: String,
    kind: &'a str,
    level: Option<u8>,
    text: &'a str,
}

/// A statement with its whole coding.
#[derive(Serialize)]
pub struct StatementJson<'a> {
    /// `DEU-ITA:37`, as the finder and `comity show` take it.
    reference: Option<String>,
    #[serde(flatten)]
    evidence: EvidenceJson<'a>,
    dims: Vec<&'a str>,
    cues: Vec<CueJson<'a>>,
    /// How the machine reads it, where the analyst reads it otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    machine: Option<CodingJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<&'a str>,
    /// What counted and what did not, in sentences; only where it was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Vec<String>>,
}

/// A coding alone.
#[derive(Serialize)]
struct CodingJson<'a> {
    kind: &'a str,
    level: Option<u8>,
    dims: Vec<&'a str>,
}

/// Something the analyst wrote, and how it stands to the sources.
#[derive(Serialize)]
pub struct EntryJson<'a> {
    what: &'static str,
    standing: &'static str,
    /// Of the statement.
    reference: Option<String>,
    about: String,
    words: String,
    source: String,
    quote: Option<String>,
    changed: String,
    id: &'a str,
}

/// Words that spoke for a reading; the offsets count in bytes of the file.
#[derive(Serialize)]
struct CueJson<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    bears_on: &'a str,
}

#[derive(Serialize)]
pub struct ComparisonJson<'a> {
    schema: u32,
    a: AgreementJson<'a>,
    b: AgreementJson<'a>,
    /// Only where the two are of one series.
    #[serde(skip_serializing_if = "Option::is_none")]
    course: Option<CourseJson<'a>>,
    rows: Vec<RowJson<'a>>,
}

/// The ids of the two, and of the dimensions that changed from one to the other.
#[derive(Serialize)]
struct CourseJson<'a> {
    earlier: &'a str,
    later: &'a str,
    /// Whether the press tells of either, too, and was left out.
    without_press: bool,
    new: Vec<&'a str>,
    dropped: Vec<&'a str>,
    firmer: Vec<&'a str>,
    weaker: Vec<&'a str>,
}

#[derive(Serialize)]
struct RowJson<'a> {
    dimension: &'a str,
    difference: Difference,
    a: CellJson<'a>,
    b: CellJson<'a>,
}

/// A hit. What does not apply to its type is null; what tells of one type alone is left
/// out of the others.
#[derive(Serialize)]
pub struct HitJson<'a> {
    r#type: &'static str,
    agreement: Option<&'a str>,
    dimension: Option<&'a str>,
    doc: Option<&'a str>,
    source: Option<&'a str>,
    start: Option<usize>,
    end: Option<usize>,
    at: Option<String>,
    /// Of a statement: `DEU-ITA:37`.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    /// Of a cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    reading: Option<Reading>,
    /// Of a statement.
    #[serde(flatten)]
    coding: Option<CodingJson<'a>>,
    text: String,
    score: f64,
    /// The matched letters, in bytes of `text`.
    ranges: Vec<[usize; 2]>,
}

/// The whole matrix, its cells ordered by row and column.
pub fn matrix(world: &World, rows: Rows) -> MatrixJson<'_> {
    let (height, width) = rows.shape(world);
    let places = (0..height).flat_map(|row| (0..width).map(move |column| rows.at(row, column)));
    MatrixJson {
        schema: SCHEMA,
        dimensions: world
            .codebook
            .dimensions
            .iter()
            .map(|dimension| DimensionJson { id: dimension.id(), name: &dimension.name })
            .collect(),
        agreements: (0..world.agreements.len()).map(|index| agreement(world, index)).collect(),
        cells: places.map(|(a, d)| cell(world, a, d, world.cell(a, d))).collect(),
        problems: &world.problems,
    }
}

/// Two agreements, dimension by dimension.
pub fn comparison<'a>(
    world: &'a World,
    a: usize,
    b: usize,
    rows: &[Row<'a>],
) -> ComparisonJson<'a> {
    ComparisonJson {
        schema: SCHEMA,
        a: agreement(world, a),
        b: agreement(world, b),
        course: Course::of(world, a, b).map(|it| course(world, &it)),
        rows: rows
            .iter()
            .map(|row| RowJson {
                dimension: world.codebook.dimensions[row.dimension].id(),
                difference: row.difference,
                a: cell(world, a, row.dimension, row.a),
                b: cell(world, b, row.dimension, row.b),
            })
            .collect(),
    }
}

fn course<'a>(world: &'a World, course: &Course) -> CourseJson<'a> {
    let ids = |change: Change| {
        course.dimensions(change).map(|at| world.codebook.dimensions[at].id()).collect()
    };
    CourseJson {
        earlier: &world.agreements[course.earlier].id,
        later: &world.agreements[course.later].id,
        without_press: course.is_without_press(world),
        new: ids(Change::New),
        dropped: ids(Change::Dropped),
        firmer: ids(Change::Firmer),
        weaker: ids(Change::Weaker),
    }
}

pub fn agreement(world: &World, index: usize) -> AgreementJson<'_> {
    let agreement = &world.agreements[index];
    let deal = &agreement.deal;
    AgreementJson {
        id: &agreement.id,
        title: &deal.title,
        parties: &deal.parties,
        instrument: deal.instrument.as_deref(),
        status: deal.status.as_deref(),
        date: deal.date.as_deref(),
        place: deal.place.as_deref(),
        signatories: &deal.signatories,
        sources: agreement
            .documents
            .iter()
            .map(|document| world.documents[*document].source.path.as_str())
            .collect(),
        roles: &agreement.roles,
        language: agreement.language(),
        unread: agreement.unread.iter().map(unread).collect(),
    }
}

fn unread(unread: &Unread) -> UnreadJson<'_> {
    UnreadJson { source: unread.shown(), role: unread.role, why: &unread.why }
}

/// A card: the agreement, what each dimension amounts to, and its sources.
#[derive(Serialize)]
pub struct CardJson<'a> {
    schema: u32,
    #[serde(flatten)]
    agreement: AgreementJson<'a>,
    coverage: BTreeMap<&'a str, Reading>,
    /// The ids of its series from the earliest to the latest, its own among them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    series: Vec<&'a str>,
}

pub fn card(world: &World, index: usize) -> CardJson<'_> {
    let coverage = world.codebook.dimensions.iter().enumerate();
    let series = world.series.of(index).map_or(&[][..], |series| series.agreements);
    CardJson {
        schema: SCHEMA,
        agreement: agreement(world, index),
        coverage: coverage.map(|(d, dim)| (dim.id(), world.cell(index, d).reading())).collect(),
        series: series.iter().map(|other| world.agreements[*other].id.as_str()).collect(),
    }
}

fn cell<'a>(world: &'a World, agreement: usize, dimension: usize, cell: &'a Cell) -> CellJson<'a> {
    let machine = || world.machine_cell(agreement, dimension).reading();
    CellJson {
        agreement: &world.agreements[agreement].id,
        dimension: world.codebook.dimensions[dimension].id(),
        level: cell.reading(),
        statements: cell.evidence.len(),
        machine: world.is_corrected_cell(agreement, dimension).then(machine),
        backing: cell.backing,
        evidence: cell.ranked().iter().map(|evidence| self::evidence(world, evidence.id)).collect(),
    }
}

fn evidence(world: &World, id: StatementId) -> EvidenceJson<'_> {
    let document = world.document(id);
    let coding = world.coding(id);
    let span = document.file_span(id.statement);
    let agreement = world.agreement_of(id.document).map(|index| &world.agreements[index]);
    let agreement = agreement.filter(|agreement| agreement.is_told_by_several());
    EvidenceJson {
        doc: &document.source.doc,
        source: &document.source.path,
        role: agreement.and_then(|agreement| agreement.role(id.document)),
        start: span.start,
        end: span.end,
        at: document.place(id.statement).to_string(),
        kind: coding.kind.name(),
        level: coding.level.map(|level| level.number()),
        text: world.text(id),
    }
}

/// One statement and its coding.
pub fn statement<'a>(
    world: &'a World,
    id: StatementId,
    why: Option<&[why::Line]>,
) -> StatementJson<'a> {
    let coding = world.coding(id);
    StatementJson {
        reference: world.reference(id),
        evidence: evidence(world, id),
        dims: coding.dimensions.iter().map(|d| world.codebook.dimensions[*d].id()).collect(),
        cues: cues(world, id, &coding),
        machine: world.is_corrected(id).then(|| coding_json(world, &world.machine_coding(id))),
        notes: world.placed.notes(Subject::Statement(id)).collect(),
        why: why.map(|lines| lines.iter().map(why::Line::sentence).collect()),
    }
}

fn coding_json<'a>(world: &'a World, coding: &Coding) -> CodingJson<'a> {
    CodingJson {
        kind: coding.kind.name(),
        level: coding.level.map(|level| level.number()),
        dims: coding.dimensions.iter().map(|d| world.codebook.dimensions[*d].id()).collect(),
    }
}

/// One entry of the dossier.
pub fn entry<'a>(world: &'a World, entry: &'a Entry, placement: Placement) -> EntryJson<'a> {
    EntryJson {
        what: entry.matter.name(),
        standing: placement.standing.name(),
        reference: placement.statement().and_then(|id| world.reference(id)),
        about: dossier::about(world, entry, placement),
        words: dossier::described(world, entry),
        source: clean(&entry.anchor.source),
        quote: entry.anchor.quote().map(clean),
        changed: entry.changed.to_string(),
        id: &entry.id,
    }
}

fn cues<'a>(world: &'a World, id: StatementId, coding: &Coding) -> Vec<CueJson<'a>> {
    let source = &world.document(id).source;
    let cue = |cue: &crate::coding::Cue| {
        let file = source.file_span(cue.span);
        let bears_on = match cue.bears_on {
            BearsOn::Dimension(dimension) => world.codebook.dimensions[dimension].id(),
            BearsOn::Kind(kind) => kind.name(),
            BearsOn::Level(level) => level.name(),
        };
        CueJson { text: source.slice(cue.span), start: file.start, end: file.end, bears_on }
    };
    coding.cues.iter().map(cue).collect()
}

/// One search result.
pub fn hit<'a>(world: &'a World, hit: &Hit, query: &str) -> HitJson<'a> {
    let agreement_id = |index: usize| world.agreements[index].id.as_str();
    let dimension_id = |index: usize| world.codebook.dimensions[index].id();
    let (r#type, agreement, dimension, place) = match hit.target {
        Target::Agreement(index) => ("agreement", Some(agreement_id(index)), None, None),
        Target::Cell { agreement, dimension } => {
            let strongest = world.cell(agreement, dimension).strongest().map(|e| e.id);
            ("cell", Some(agreement_id(agreement)), Some(dimension_id(dimension)), strongest)
        }
        Target::Dimension(index) => ("name", None, Some(dimension_id(index)), None),
        Target::Person { agreement, .. } => ("name", Some(agreement_id(agreement)), None, None),
        Target::Statement(id) => {
            ("statement", world.agreement_of(id.document).map(agreement_id), None, Some(id))
        }
    };
    let reading = match hit.target {
        Target::Cell { agreement, dimension } => Some(world.cell(agreement, dimension).reading()),
        _ => None,
    };
    let statement = match hit.target {
        Target::Statement(id) => Some(id),
        _ => None,
    };
    let at = place.map(|id| world.document(id).place(id.statement).to_string());
    let place = place.map(|id| (world.document(id), world.document(id).file_span(id.statement)));
    let text = hit.text(world);
    let ranges = highlights(&text, query);
    HitJson {
        r#type,
        agreement,
        dimension,
        doc: place.map(|(document, _)| document.source.doc.as_str()),
        source: place.map(|(document, _)| document.source.path.as_str()),
        start: place.map(|(_, span)| span.start),
        end: place.map(|(_, span)| span.end),
        at,
        reference: statement.and_then(|id| world.reference(id)),
        reading,
        coding: statement.map(|id| coding_json(world, &world.coding(id))),
        text,
        // Three digits are all that a score is worth.
        score: (f64::from(hit.score) * 1000.0).round() / 1000.0,
        ranges: ranges.into_iter().map(|range| [range.start, range.end]).collect(),
    }
}

/// The figures, and on request the statements that speak against them.
#[derive(Serialize)]
pub struct ReliabilityJson<'a> {
    schema: u32,
    #[serde(flatten)]
    scores: &'a Scores,
    by_genre: &'a [GenreScores],
    #[serde(skip_serializing_if = "Option::is_none")]
    disagreements: Option<&'a [Disagreement]>,
}

pub fn reliability(measured: &Reliability, with_disagreements: bool) -> ReliabilityJson<'_> {
    ReliabilityJson {
        schema: SCHEMA,
        scores: &measured.scores,
        by_genre: &measured.by_genre,
        disagreements: with_disagreements.then_some(&measured.disagreements),
    }
}
