//! What can be written to a file, and in which forms: told by the file's ending.

use std::path::Path;

use serde::Serialize;

use crate::compare::compare;
use crate::error::{Error, Result};
use crate::format::MARK;
use crate::glyph::Glyphs;
use crate::refi;
use crate::world::World;

use super::csv::Content;
use super::report::{self, Pick};
use super::{Rows, csv, docx, html, json, markdown, xlsx};

/// What a text in UTF-8 may begin with.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Something to write.
pub enum What {
    Matrix(Content),
    /// Two agreements or more; one alone is compared with what the press says of it.
    Comparison(Vec<usize>),
    Briefing {
        title: String,
        picks: Vec<Pick>,
    },
    /// A briefing of what is pinned.
    Tray,
    Statements,
    /// The questions, for programs of qualitative research.
    Codebook,
    /// The sources with all codings, for the same.
    Project,
}

impl What {
    /// The endings of the files it can be written to.
    pub fn endings(&self) -> &'static [&'static str] {
        match self {
            Self::Matrix(Content::Levels) => &["html", "xlsx", "csv", "md", "json"],
            Self::Matrix(Content::Binary | Content::Counts) => &["csv"],
            Self::Comparison(agreements) if agreements.len() == 2 => {
                &["docx", "html", "md", "json"]
            }
            Self::Comparison(_) => &["docx", "html", "md"],
            Self::Briefing { .. } | Self::Tray => &["docx", "html", "md"],
            Self::Statements => &["csv", "jsonl"],
            Self::Codebook => &["qdc"],
            Self::Project => &["qdpx"],
        }
    }

    /// The bytes of the file, the same for the same world.
    ///
    /// # Errors
    /// An ending that tells no form of this.
    pub fn bytes(&self, world: &World, path: &Path) -> Result<Vec<u8>> {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let ending = ending.to_lowercase();
        let ending = if ending == "htm" { "html" } else { ending.as_str() };
        if !self.endings().contains(&ending) {
            return Err(self.unknown(path));
        }
        match self {
            Self::Matrix(content) => matrix(world, *content, ending),
            Self::Comparison(agreements) => comparison(world, agreements, ending),
            Self::Briefing { title, picks } => {
                written(&report::briefing(world, title, picks), ending)
            }
            Self::Tray => match report::tray(world) {
                picks if picks.is_empty() => Err(Error::nothing_found("nothing is pinned")),
                picks => written(&report::briefing(world, "Briefing", &picks), ending),
            },
            Self::Statements if ending == "csv" => {
                let mut bytes = Vec::new();
                csv::statements(world, &mut bytes)?;
                Ok(told_utf_8(bytes))
            }
            Self::Statements => lines(world),
            Self::Codebook => refi::write_codebook(&world.codebook),
            Self::Project => refi::write_project(world),
        }
    }

    fn unknown(&self, path: &Path) -> Error {
        let known: Vec<String> = self.endings().iter().map(|ending| format!(".{ending}")).collect();
        let message = format!("{}: the ending tells no form that can be written", path.display());
        Error::failed(message).hint(format!("this is written as {}", known.join(", ")))
    }
}

fn matrix(world: &World, content: Content, ending: &str) -> Result<Vec<u8>> {
    let rows = Rows::Agreement;
    match ending {
        "html" => Ok(html::matrix(world).into_bytes()),
        "xlsx" => xlsx::matrix(world, rows),
        "md" => Ok(marked(&markdown::matrix(world, rows, Glyphs::Unicode))),
        "json" => pretty(&json::matrix(world, rows)),
        _ => {
            let mut bytes = Vec::new();
            csv::matrix(world, rows, content, &mut bytes)?;
            Ok(told_utf_8(bytes))
        }
    }
}

/// With the mark by which Excel knows UTF-8, where there is more than ASCII: other
/// programs take it for a part of the first heading.
fn told_utf_8(csv: Vec<u8>) -> Vec<u8> {
    match csv.is_ascii() {
        true => csv,
        false => [BYTE_ORDER_MARK.as_bytes(), &csv].concat(),
    }
}

fn comparison(world: &World, agreements: &[usize], ending: &str) -> Result<Vec<u8>> {
    match (ending, agreements) {
        (_, &[alone]) => match report::text_and_press(world, alone) {
            Some(report) => written(&report, ending),
            None => Err(one_sided(&world.agreements[alone].name)),
        },
        ("json", &[a, b]) => pretty(&json::comparison(world, a, b, &compare(world, a, b))),
        _ => written(&report::comparison(world, agreements), ending),
    }
}

fn one_sided(name: &str) -> Error {
    Error::failed(format!("{name} has not both a text and the press to compare")).hint(
        "name another agreement, too; or tell in a comity.toml which source is the text, which press",
    )
}

/// A document in the form that an ending tells.
fn written(report: &report::Report, ending: &str) -> Result<Vec<u8>> {
    match ending {
        "docx" => docx::report(report),
        "html" => Ok(html::report(report).into_bytes()),
        _ => Ok(marked(&markdown::report(report))),
    }
}

/// Markdown with the mark of what comity wrote; no reader shows it.
fn marked(markdown: &str) -> Vec<u8> {
    format!("{MARK}\n\n{markdown}").into_bytes()
}

/// Every statement, one JSON object a line.
fn lines(world: &World) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    for id in world.statements() {
        serde_json::to_writer(&mut bytes, &json::statement(world, id, None))
            .map_err(std::io::Error::from)?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}

fn pretty(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(std::io::Error::from)?;
    bytes.push(b'\n');
    Ok(bytes)
}
