//! The codings of a project, as a person's.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use roxmltree::Node;

use crate::agree::{Gold, GoldStatement};
use crate::archive::Archive;
use crate::codebook::Codebook;
use crate::coding::{Kind, Level};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::source::{Problem, Source, Span, clean, stem};
use crate::world::World;

use super::codebook::is;
use super::{INTERNAL, Meaning, ORIGIN, PROJECT_ENDING, PROJECT_PART, SOURCES, named, parsed};

/// What a project's codings are compared with, and whose they are.
#[derive(Clone, Copy)]
pub struct Coded<'a> {
    pub documents: &'a [Arc<Document>],
    pub codebook: &'a Codebook,
    /// Whose codings are wanted; else those of everybody.
    pub person: Option<&'a str>,
}

impl<'a> Coded<'a> {
    /// Everybody's codings of what was read.
    pub fn of(world: &'a World) -> Self {
        Self { documents: &world.documents, codebook: &world.codebook, person: None }
    }
}

/// The codes of one stretch of a text.
#[derive(Default)]
struct Codes {
    kind: Option<Kind>,
    level: Option<Level>,
    dimensions: Vec<usize>,
}

/// Reads the selections of `.qdpx` as a person's statements. comity's own
/// codings are left out where anybody else coded, too. Documents are known by
/// the stem of their name, stretches by their words: programs change the ends
/// of lines.
///
/// # Errors
/// What is no project, or holds nothing by the person who is wanted.
pub fn read(bytes: &[u8], name: &str, coded: &Coded<'_>) -> Result<Gold> {
    let mut archive = Archive::open(bytes).map_err(|error| named(name, &error))?;
    let tale = tale(&mut archive).map_err(|error| named(name, &error))?;
    let project = parsed(name, &tale)?;
    let meanings = meanings(project.root(), coded.codebook);
    let coders = Coders::of(project.root());
    let is_wanted = coders.wanted(coded.person).map_err(|error| named(name, &error))?;
    let mut gold = Gold::default();
    if coded.person.is_none() && coders.persons.len() > 1 {
        let persons = coders.persons.join(", ");
        let message = format!("coded by {persons}, taken as one; --person takes one of them");
        gold.problems.push(Problem::new(name, None, message));
    }
    for source in project.descendants().filter(|node| is(*node, "TextSource")) {
        let doc = clean(source.attribute("name").unwrap_or_default());
        let mut problem = |message: String| gold.problems.push(Problem::new(name, None, message));
        let (document, text) = match located(source, &doc, coded.documents, &mut archive) {
            Ok(located) => located,
            Err(message) => {
                problem(message);
                continue;
            }
        };
        let is_wanted = |coding: Node<'_, '_>| is_wanted(coders.name(coding));
        let (stretches, outside) = stretches(source, &text, &meanings, is_wanted);
        for _ in 0..outside {
            problem(format!("\"{doc}\": a selection lies outside its text"));
        }
        let mut unsaid = 0;
        for ((start, end), codes) in stretches {
            match codes.statement(&doc, &text[start..end], start, &document.source) {
                Ok(statement) => gold.statements.push(statement),
                Err(Unfit::NoKind) => unsaid += 1,
                Err(Unfit::NoPlace) => {
                    let line = clean(text[start..end].lines().next().unwrap_or_default());
                    problem(format!("\"{doc}\" does not hold \"{line}\" here"));
                }
            }
        }
        if unsaid > 0 {
            problem(format!("\"{doc}\": {unsaid} selections have no code for their kind"));
        }
    }
    Ok(gold)
}

/// Why a stretch is no statement.
enum Unfit {
    NoKind,
    NoPlace,
}

impl Codes {
    fn add(&mut self, meaning: Option<Meaning>) {
        match meaning {
            Some(Meaning::Kind(kind)) => self.kind = Some(kind),
            Some(Meaning::Level(level)) => self.level = Some(level),
            Some(Meaning::Dimension(dimension)) => self.dimensions.push(dimension),
            None => {}
        }
    }

    /// The stretch as a statement of the corpus' own file. A level tells a
    /// provision; of other kinds nothing is guessed.
    fn statement(
        mut self,
        doc: &str,
        text: &str,
        near: usize,
        source: &Source,
    ) -> Result<GoldStatement, Unfit> {
        let level = self.level;
        let kind = self.kind.or(level.map(|_| Kind::Provision)).ok_or(Unfit::NoKind)?;
        let span = find(text, near, source).ok_or(Unfit::NoPlace)?;
        self.dimensions.sort_unstable();
        self.dimensions.dedup();
        Ok(GoldStatement {
            doc: doc.to_owned(),
            span: source.file_span(span),
            text: clean(text),
            kind,
            level: level.filter(|_| kind == Kind::Provision),
            dimensions: self.dimensions,
        })
    }
}

/// Where words stand in a source, whatever the ends of their lines: the place
/// nearest to where they stood in the project's own text.
fn find(words: &str, near: usize, source: &Source) -> Option<Span> {
    let words = words.replace("\r\n", "\n");
    let words = words.trim();
    if words.is_empty() {
        return None;
    }
    let found = source.text.match_indices(words).map(|(at, _)| at);
    let start = found.min_by_key(|at| at.abs_diff(near))?;
    Some(Span::new(start, start + words.len()))
}

/// What the codes of a project mean, by their GUID.
fn meanings<'a>(root: Node<'a, '_>, codebook: &Codebook) -> HashMap<&'a str, Meaning> {
    let codes = root.descendants().filter(|node| is(*node, "Code"));
    let meaning = |code: Node<'a, '_>| {
        let meaning = Meaning::of(code.attribute("name")?, codebook)?;
        Some((code.attribute("guid")?, meaning))
    };
    codes.filter_map(meaning).collect()
}

/// Who coded in a project.
struct Coders<'a> {
    /// The names of all users by their GUID.
    names: HashMap<&'a str, String>,
    /// Those who coded, but for comity itself.
    persons: Vec<String>,
}

impl<'a> Coders<'a> {
    fn of(root: Node<'a, '_>) -> Self {
        let users = root.descendants().filter(|node| is(*node, "User"));
        let named = |user: Node<'a, '_>| {
            Some((user.attribute("guid")?, clean(user.attribute("name").unwrap_or_default())))
        };
        let mut coders = Self { names: users.filter_map(named).collect(), persons: Vec::new() };
        let codings = root.descendants().filter(|node| is(*node, "Coding"));
        let names: BTreeSet<&str> = codings.map(|coding| coders.name(coding)).collect();
        let persons = names.into_iter().filter(|name| *name != ORIGIN).map(str::to_owned);
        coders.persons = persons.collect();
        coders
    }

    /// Who made a coding, or else the selection it belongs to.
    fn name(&self, coding: Node<'_, '_>) -> &str {
        let user = |node: Node<'_, '_>| self.names.get(node.attribute("creatingUser")?);
        let maker = user(coding).or_else(|| user(coding.parent()?));
        maker.map_or("somebody", String::as_str)
    }

    /// Tells by its maker's name whether a coding is wanted.
    fn wanted<'p>(&'p self, person: Option<&'p str>) -> Result<impl Fn(&str) -> bool + 'p> {
        let has_coded =
            |person: &str| self.persons.iter().any(|it| it.eq_ignore_ascii_case(person));
        if let Some(person) = person.filter(|person| !has_coded(person)) {
            let error = Error::failed(format!("nothing in it is coded by \"{person}\""));
            return Err(error.hint(format!("it is coded by {}", self.persons.join(", "))));
        }
        Ok(move |name: &str| match person {
            Some(person) => name.eq_ignore_ascii_case(person),
            None => self.persons.is_empty() || name != ORIGIN,
        })
    }
}

/// The part of a project that tells of all others.
fn tale(archive: &mut Archive<'_>) -> Result<String> {
    let is_tale = |name: &str| !name.contains('/') && name.ends_with(PROJECT_ENDING);
    let name = archive.find(is_tale).unwrap_or_else(|| PROJECT_PART.to_owned());
    archive.text(&name)
}

fn target<'a>(coding: Node<'a, '_>) -> Option<&'a str> {
    coding.children().find(|node| is(*node, "CodeRef"))?.attribute("targetGUID")
}

/// The text that the positions of a source count in: within the project, or in
/// a part of its own.
fn plain_text(source: Node<'_, '_>, archive: &mut Archive<'_>) -> Result<String> {
    let within = source.children().find(|node| is(*node, "PlainTextContent"));
    if let Some(content) = within {
        return Ok(content.text().unwrap_or_default().to_owned());
    }
    let path = source.attribute("plainTextPath").unwrap_or_default();
    archive.text(&format!("{SOURCES}{}", path.trim_start_matches(INTERNAL)))
}

/// The document that a source of the project is, and the text that the positions of
/// its selections count in; else what is wrong with it.
fn located<'a>(
    source: Node<'_, '_>,
    doc: &str,
    documents: &'a [Arc<Document>],
    archive: &mut Archive<'_>,
) -> Result<(&'a Document, String), String> {
    let document = documents.iter().find(|other| other.source.stem() == stem(doc));
    let document = document.ok_or_else(|| format!("\"{doc}\" is not in the corpus"))?;
    let text = plain_text(source, archive).map_err(|error| error.to_string())?;
    Ok((document, text))
}

/// The stretches of a text with the codes that are wanted, and how many selections
/// lie outside it.
fn stretches(
    source: Node<'_, '_>,
    text: &str,
    meanings: &HashMap<&str, Meaning>,
    is_wanted: impl Fn(Node<'_, '_>) -> bool,
) -> (BTreeMap<(usize, usize), Codes>, usize) {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut stretches: BTreeMap<(usize, usize), Codes> = BTreeMap::new();
    let mut outside = 0;
    for selection in source.children().filter(|node| is(*node, "PlainTextSelection")) {
        let Some(span) = stretch(selection, &starts) else {
            outside += 1;
            continue;
        };
        let codings = selection.children().filter(|node| is(*node, "Coding"));
        for coding in codings.filter(|coding| is_wanted(*coding)) {
            let meaning = target(coding).and_then(|guid| meanings.get(guid));
            stretches.entry(span).or_default().add(meaning.copied());
        }
    }
    (stretches, outside)
}

/// The bytes of a selection, from its code points.
fn stretch(selection: Node<'_, '_>, starts: &[usize]) -> Option<(usize, usize)> {
    let at = |name: &str| {
        let position: usize = selection.attribute(name)?.parse().ok()?;
        starts.get(position).copied()
    };
    let (start, end) = (at("startPosition")?, at("endPosition")?);
    (start <= end).then_some((start, end))
}
