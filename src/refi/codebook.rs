//! A codebook as codes, and codes as a codebook.

use std::io;

use roxmltree::Node;

use crate::codebook::Codebook;
use crate::coding::{Kind, Level};
use crate::error::{Error, Result};
use crate::source::clean;
use crate::xml::{Xml, document, element, empty, text};

use super::{
    CODEBOOK, CUES, DIMENSIONS, HINTS, KINDS, LEVELS, Meaning, ORIGIN, PROJECT, guid, parsed,
};

/// Writes a codebook as `.qdc`: its dimensions with their cues, the kinds and
/// the levels. Rules and exceptions have no place in the form.
///
/// # Errors
/// None but for want of memory.
pub fn write(codebook: &Codebook) -> Result<Vec<u8>> {
    document(true, |xml| {
        element(xml, "CodeBook", &[("xmlns", CODEBOOK), ("origin", ORIGIN)], |xml| {
            codes(xml, codebook)
        })
    })
}

/// The codes, in three families.
pub(super) fn codes(xml: &mut Xml, codebook: &Codebook) -> io::Result<()> {
    let dimensions = (0..codebook.dimensions.len()).map(Meaning::Dimension);
    element(xml, "Codes", &[], |xml| {
        family(xml, DIMENSIONS, dimensions.collect(), codebook)?;
        family(xml, KINDS, Kind::ALL.map(Meaning::Kind).to_vec(), codebook)?;
        family(xml, LEVELS, Level::ALL.map(Meaning::Level).to_vec(), codebook)
    })
}

fn family(
    xml: &mut Xml,
    (name, about): (&str, &str),
    codes: Vec<Meaning>,
    codebook: &Codebook,
) -> io::Result<()> {
    let id = guid(&["family", name]);
    let attributes = [("guid", id.as_str()), ("name", name), ("isCodable", "false")];
    element(xml, "Code", &attributes, |xml| {
        text(xml, "Description", about)?;
        codes.into_iter().try_for_each(|meaning| code(xml, meaning, codebook))
    })
}

fn code(xml: &mut Xml, meaning: Meaning, codebook: &Codebook) -> io::Result<()> {
    let (id, name) = (meaning.guid(codebook), meaning.name(codebook));
    let attributes = [("guid", id.as_str()), ("name", name), ("isCodable", "true")];
    let Meaning::Dimension(dimension) = meaning else { return empty(xml, "Code", &attributes) };
    let dimension = &codebook.dimensions[dimension];
    let mut description = dimension.description.clone();
    for (label, phrases) in [(CUES, &dimension.cues), (HINTS, &dimension.hints)] {
        let phrases: Vec<&str> = phrases.iter().map(|phrase| phrase.get_ref().as_str()).collect();
        if !phrases.is_empty() {
            description += &format!("\n{label}{}", phrases.join("; "));
        }
    }
    element(xml, "Code", &attributes, |xml| text(xml, "Description", &description))
}

/// Reads `.qdc`, or a project's codes, as a codebook in TOML: each code that
/// stands for no family, kind or level is a dimension. Its cues are those of its
/// description, else its own name and the names of the codes below it.
///
/// # Errors
/// What is no such file, or holds no code.
pub fn read(xml: &str, name: &str) -> Result<String> {
    let parsed = parsed(name, xml)?;
    let codes = parsed.descendants().find(|node| is(*node, "Codes"));
    let codes = codes.ok_or_else(|| Error::failed(format!("{name}: no codebook of REFI-QDA")))?;
    let mut dimensions = Vec::new();
    for code in children(codes) {
        match attribute(code, "name").as_str() {
            family if family == KINDS.0 || family == LEVELS.0 => {}
            family if family == DIMENSIONS.0 => {
                children(code).for_each(|code| dimensions.push(dimension(code, &dimensions)));
            }
            _ => dimensions.push(dimension(code, &dimensions)),
        }
    }
    if dimensions.is_empty() {
        return Err(Error::failed(format!("{name}: holds no code")));
    }
    let mut table = toml::Table::new();
    table.insert("id".to_owned(), "imported".into());
    table.insert("name".to_owned(), clean(name).into());
    table.insert("dimension".to_owned(), dimensions.into());
    toml::to_string_pretty(&table).map_err(|error| Error::failed(format!("{name}: {error}")))
}

fn dimension(code: Node<'_, '_>, others: &[toml::Value]) -> toml::Value {
    let name = attribute(code, "name");
    let description = description(code);
    let (mut cues, hints) = (listed(&description, CUES), listed(&description, HINTS));
    if cues.is_empty() && hints.is_empty() {
        let named = code.descendants().filter(|node| is(*node, "Code"));
        cues = named.map(|code| cue(&attribute(code, "name"))).collect();
        cues.dedup();
    }
    let is_listed = |line: &&str| line.starts_with(CUES) || line.starts_with(HINTS);
    let about: Vec<&str> = description.lines().filter(|line| !is_listed(line)).collect();
    let mut table = toml::Table::new();
    table.insert("id".to_owned(), own_id(&name, others).into());
    table.insert("short".to_owned(), name.chars().take(8).collect::<String>().into());
    table.insert("name".to_owned(), name.into());
    table.insert("description".to_owned(), about.join(" ").trim().into());
    table.insert("cues".to_owned(), cues.into());
    table.insert("hints".to_owned(), hints.into());
    table.into()
}

/// The phrases behind a label that begins a line.
fn listed(description: &str, label: &str) -> Vec<String> {
    let lines = description.lines().filter_map(|line| line.strip_prefix(label));
    let phrases = lines.flat_map(|line| line.split(';')).map(|phrase| phrase.trim().to_owned());
    phrases.filter(|phrase| !phrase.is_empty()).collect()
}

/// A name in lower-case letters and hyphens, with a number where another has it.
fn own_id(name: &str, others: &[toml::Value]) -> String {
    let plain = deunicode::deunicode(name).to_lowercase();
    let words: Vec<&str> =
        plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let slug = if words.is_empty() { "code".to_owned() } else { words.join("-") };
    let is_taken = |id: &str| others.iter().any(|other| other["id"].as_str() == Some(id));
    let numbered = (2..).map(|number| format!("{slug}-{number}"));
    let mut ids = std::iter::once(slug.clone()).chain(numbered);
    ids.find(|id| !is_taken(id)).unwrap_or(slug)
}

/// A code's name as a cue: in lower case, but for what is a word of capitals.
fn cue(name: &str) -> String {
    let is_capitals = |word: &&str| word.chars().filter(|c| c.is_uppercase()).count() > 1;
    let words = name.split_whitespace().map(|word| match is_capitals(&word) {
        true => word.to_owned(),
        false => word.to_lowercase(),
    });
    words.collect::<Vec<_>>().join(" ")
}

fn description(code: Node<'_, '_>) -> String {
    let text = code.children().find(|node| is(*node, "Description")).and_then(|node| node.text());
    text.unwrap_or_default().lines().map(clean).collect::<Vec<_>>().join("\n")
}

fn attribute(node: Node<'_, '_>, name: &str) -> String {
    clean(node.attribute(name).unwrap_or_default().trim())
}

fn children<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(|node| is(*node, "Code"))
}

/// Whether a node is an element of either schema.
pub(super) fn is(node: Node<'_, '_>, name: &str) -> bool {
    let space = node.tag_name().namespace();
    node.tag_name().name() == name && (space == Some(CODEBOOK) || space == Some(PROJECT))
}
