//! Treaty XML: the form of the Texts of Trade Agreements, and any other by its
//! elements.
//!
//! It is text, and every statement keeps its bytes. Nothing outside the file is
//! read, and no entity is expanded but the five that XML itself has.

use roxmltree::{Document, Node, ParsingOptions};

use crate::source::{FrontMatter, Place, SourceBuilder, Span};

pub(crate) mod bounds;
mod generic;
mod tota;

/// The longest treaties have some hundred thousand elements and texts; each
/// takes under a hundred bytes of memory.
const MOST_NODES: u32 = 1_000_000;

/// Reads a document's text, and what it says of itself.
///
/// # Errors
/// Why there is no text, and the line where that shows.
pub fn read(
    raw: &str,
    builder: &mut SourceBuilder,
) -> Result<FrontMatter, (Option<usize>, String)> {
    bounds::check(raw).map_err(|message| (None, message))?;
    // Without entities a document type is harmless.
    let options =
        ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let raw = raw.strip_prefix('\u{FEFF}').map_or((raw, 0), |rest| (rest, raw.len() - rest.len()));
    let (raw, base) = raw;
    let document = Document::parse_with_options(raw, options)
        .map_err(|error| (Some(error.pos().row as usize), format!("broken XML: {error}")))?;
    let mut writer = Writer { raw, base, builder };
    let root = document.root_element();
    match tota::meta(root) {
        Some(meta) => Ok(tota::read(root, meta, &mut writer)),
        None => {
            generic::read(root, &mut writer);
            Ok(FrontMatter::default())
        }
    }
}

/// What begins text without entities.
const CDATA: &str = "<![CDATA[";

/// Writes stretches of the file to a builder, entities read.
struct Writer<'a> {
    raw: &'a str,
    /// Where in the file `raw` begins.
    base: usize,
    builder: &'a mut SourceBuilder,
}

impl Writer<'_> {
    /// Writes what stands in the file at `at`.
    fn push(&mut self, at: Span) {
        let mut start = at.start;
        while start < at.end {
            let rest = &self.raw[start..at.end];
            let plain = rest.find('&').unwrap_or(rest.len());
            self.builder.push(&rest[..plain], self.base + start);
            start += plain;
            if let Some((text, len)) = entity(&rest[plain..]) {
                let file = self.base + start;
                let text = text.encode_utf8(&mut [0; 4]).to_owned();
                self.builder.push_instead(&text, Span::new(file, file + len));
                start += len;
            } else if start < at.end {
                self.builder.push("&", self.base + start);
                start += 1;
            }
        }
    }

    /// Writes a text node; one with a CDATA section word by word.
    fn push_node(&mut self, node: Node<'_, '_>) {
        let at = self.span(node);
        let written = &self.raw[at.start..at.end];
        match written.contains(CDATA) {
            true => {
                let text = node.text().unwrap_or_default();
                self.builder.push_near(text, written, self.base + at.start);
            }
            false => self.push(at),
        }
    }

    /// Where a text node stands. The parser joins CDATA sections to the text
    /// before them and tells where the first piece stands.
    fn span(&self, node: Node<'_, '_>) -> Span {
        let range = node.range();
        let next = node.next_sibling().map(|next| next.range().start);
        let end = next.or(node.parent().map(|parent| parent.range().end)).unwrap_or(range.end);
        match self.raw[range.start..end.max(range.end)].contains(CDATA) {
            true => Span::new(range.start, end.max(range.end)),
            false => Span::new(range.start, range.end),
        }
    }

    fn space(&mut self) {
        self.builder.space(Span::default());
    }

    fn set_place(&mut self, place: Option<Place>) {
        self.builder.set_place(place);
    }
}

/// The character of the entity that a text begins with, and its length there.
fn entity(text: &str) -> Option<(char, usize)> {
    /// "&#x10FFFF;"
    const LONGEST: usize = 10;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = text[..end].strip_prefix('&')?;
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let number = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(number)?
        }
    };
    Some((character, end + 1))
}

/// An element's name without its namespace.
fn name<'a>(node: Node<'a, '_>) -> &'a str {
    if node.is_element() { node.tag_name().name() } else { "" }
}
