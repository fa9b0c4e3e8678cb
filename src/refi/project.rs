//! A world as a project: its sources as plain text, its codings as selections.

use std::io;

use crate::archive::{Part, pack};
use crate::document::{Document, StatementId};
use crate::error::Result;
use crate::source::Span;
use crate::world::World;
use crate::xml::{Xml, document, element, empty, text};

use super::{INTERNAL, Meaning, ORIGIN, PROJECT, PROJECT_PART, SOURCES, codebook, guid};

/// Programs ask when something was made; the time of writing would make two
/// exports of one corpus differ.
const MADE: &str = "2000-01-01T00:00:00Z";

/// What is told of each agreement besides its name.
const VARIABLES: [&str; 4] = ["instrument", "status", "date", "place"];

/// Writes everything that was read as `.qdpx`, the same for the same world.
///
/// # Errors
/// Where there is more than an archive holds.
pub fn write(world: &World) -> Result<Vec<u8>> {
    let sources = world.documents.iter().map(|document| {
        let source = &document.source;
        guid(&["source", &source.path, &source.text])
    });
    let project = Project { world, user: guid(&["user", ORIGIN]), sources: sources.collect() };
    let mut parts: Vec<Part> =
        vec![(PROJECT_PART.to_owned(), document(true, |xml| project.write(xml))?)];
    for (document, guid) in world.documents.iter().zip(&project.sources) {
        let text = document.source.text.clone().into_bytes();
        parts.push((format!("{SOURCES}{guid}.txt"), text));
    }
    pack(&parts)
}

/// A world, and the GUIDs that are asked for again and again.
struct Project<'a> {
    world: &'a World,
    user: String,
    /// For each document.
    sources: Vec<String>,
}

impl Project<'_> {
    /// In the order of the schema: users, codes, variables, cases, sources.
    fn write(&self, xml: &mut Xml) -> io::Result<()> {
        let world = self.world;
        let attributes = [
            ("xmlns", PROJECT),
            ("name", world.codebook.name.as_str()),
            ("origin", ORIGIN),
            ("creatingUserGUID", &self.user),
            ("creationDateTime", MADE),
        ];
        element(xml, "Project", &attributes, |xml| {
            element(xml, "Users", &[], |xml| {
                empty(xml, "User", &[("guid", &self.user), ("name", ORIGIN)])
            })?;
            element(xml, "CodeBook", &[], |xml| codebook::codes(xml, &world.codebook))?;
            element(xml, "Variables", &[], variables)?;
            // Neither may be there without anything in it.
            if !world.agreements.is_empty() {
                element(xml, "Cases", &[], |xml| {
                    (0..world.agreements.len()).try_for_each(|index| self.case(xml, index))
                })?;
            }
            if !world.documents.is_empty() {
                element(xml, "Sources", &[], |xml| {
                    (0..world.documents.len()).try_for_each(|index| self.source(xml, index))
                })?;
            }
            Ok(())
        })
    }

    /// An agreement, with what is known of it and the sources that tell it.
    fn case(&self, xml: &mut Xml, index: usize) -> io::Result<()> {
        let agreement = &self.world.agreements[index];
        let id = guid(&["agreement", &agreement.id]);
        let deal = &agreement.deal;
        let values = [&deal.instrument, &deal.status, &deal.date, &deal.place];
        element(xml, "Case", &[("guid", id.as_str()), ("name", &agreement.name)], |xml| {
            text(xml, "Description", &deal.title)?;
            for (name, value) in VARIABLES.iter().zip(values) {
                let Some(value) = value.as_deref() else { continue };
                element(xml, "VariableValue", &[], |xml| {
                    empty(xml, "VariableRef", &[("targetGUID", &guid(&["variable", name]))])?;
                    text(xml, "TextValue", value)
                })?;
            }
            agreement.documents.iter().try_for_each(|document| {
                empty(xml, "SourceRef", &[("targetGUID", &self.sources[*document])])
            })
        })
    }

    /// A source, with every statement in it.
    fn source(&self, xml: &mut Xml, index: usize) -> io::Result<()> {
        let document = &self.world.documents[index];
        let (id, user) = (&self.sources[index], &self.user);
        let path = format!("{INTERNAL}{id}.txt");
        let attributes = [
            ("guid", id.as_str()),
            ("name", &document.source.doc),
            ("plainTextPath", &path),
            ("creatingUser", user),
            ("creationDateTime", MADE),
        ];
        element(xml, "TextSource", &attributes, |xml| {
            let mut letters = Letters::new(document);
            (0..document.len()).try_for_each(|statement| {
                let place = letters.count(document.statement(statement).span);
                let id = StatementId { document: index, statement };
                self.selection(xml, id, place)
            })
        })
    }

    /// A statement: where it stands, and a code for each thing told of it.
    fn selection(
        &self,
        xml: &mut Xml,
        id: StatementId,
        (start, end): (usize, usize),
    ) -> io::Result<()> {
        let (world, user) = (self.world, &self.user);
        let source = &self.sources[id.document];
        let (start, end) = (start.to_string(), end.to_string());
        let of = |what: &str| guid(&[what, source, &start, &end]);
        let own = of("selection");
        let place = world.document(id).place(id.statement).to_string();
        let attributes = [
            ("guid", own.as_str()),
            ("name", &place),
            ("startPosition", &start),
            ("endPosition", &end),
            ("creatingUser", user),
            ("creationDateTime", MADE),
        ];
        let coding = world.coding(id);
        let dimensions = coding.dimensions.iter().copied().map(Meaning::Dimension);
        let told =
            std::iter::once(Meaning::Kind(coding.kind)).chain(coding.level.map(Meaning::Level));
        element(xml, "PlainTextSelection", &attributes, |xml| {
            told.chain(dimensions).try_for_each(|meaning| {
                let code = meaning.guid(&world.codebook);
                let attributes =
                    [("guid", &*of(&code)), ("creatingUser", user), ("creationDateTime", MADE)];
                element(xml, "Coding", &attributes, |xml| {
                    empty(xml, "CodeRef", &[("targetGUID", &code)])
                })
            })
        })
    }
}

fn variables(xml: &mut Xml) -> io::Result<()> {
    VARIABLES.iter().try_for_each(|name| {
        let id = guid(&["variable", name]);
        let attributes = [("guid", id.as_str()), ("name", name), ("typeOfVariable", "Text")];
        empty(xml, "Variable", &attributes)
    })
}

/// Counts the code points before a byte, going on from the last one: the
/// schema's positions count Unicode code points from 0, the end behind the last.
struct Letters<'a> {
    text: &'a str,
    byte: usize,
    count: usize,
}

impl<'a> Letters<'a> {
    fn new(document: &'a Document) -> Self {
        Self { text: &document.source.text, byte: 0, count: 0 }
    }

    fn count(&mut self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }

    fn at(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            (self.byte, self.count) = (0, 0);
        }
        self.count += self.text[self.byte..byte].chars().count();
        self.byte = byte;
        self.count
    }
}
