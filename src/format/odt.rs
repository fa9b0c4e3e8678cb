//! OpenDocument text: headings, lists, tables and footnotes, read by elements.

use roxmltree::{Document, Node};
use undoc::OoxmlContainer;

use super::advice;
use super::extract::{Extract, title};
use super::shape::kind_of_paragraph;
use crate::source::{BlockKind, FrontMatter, Oddity};

pub fn extract(bytes: &[u8]) -> Result<Extract, Oddity> {
    let broken = || advice::broken("a broken OpenDocument text");
    // Both are ZIP archives of XML; the same bounds on their expansion hold.
    let container = OoxmlContainer::from_bytes(bytes.to_vec()).map_err(|_| broken())?;
    let part = |name| container.read_xml_optional(name).ok().flatten();
    if part("META-INF/manifest.xml").is_some_and(|it| it.contains("encryption-data")) {
        return Err(advice::locked());
    }
    let content = part("content.xml").ok_or_else(broken)?;
    let content = Document::parse(&content).map_err(|_| broken())?;
    let meta = part("meta.xml").unwrap_or_default();
    let meta = Document::parse(&meta).ok();
    let named =
        meta.as_ref().and_then(|meta| meta.descendants().find(|it| is(*it, "title"))?.text());
    let front = FrontMatter { title: named.and_then(title), ..FrontMatter::default() };
    let mut extract = Extract { front, ..Extract::default() };
    for paragraph in content.descendants().filter(|node| is(*node, "p") || is(*node, "h")) {
        add(paragraph, &mut extract);
    }
    Ok(extract)
}

/// Adds a paragraph; that of a footnote with its mark, that of a deleted
/// stretch not at all.
fn add(paragraph: Node<'_, '_>, extract: &mut Extract) {
    let within = |name| paragraph.ancestors().find(|node| is(*node, name));
    if within("tracked-changes").is_some() {
        return;
    }
    let text = text(paragraph);
    if text.trim().is_empty() {
        return;
    }
    let is_item = within("list-item").or(within("table-cell")).is_some();
    let kind = match kind_of_paragraph(text.trim()) {
        _ if is(paragraph, "h") => BlockKind::Heading,
        _ if is_item => BlockKind::Item,
        kind => kind,
    };
    match within("note") {
        Some(note) => extract.add(BlockKind::Paragraph, format!("{} {text}", mark(note)), None),
        None => extract.add(kind, text, None),
    }
}

/// The text of a paragraph. What stands in a note or a frame within it are
/// paragraphs of their own; of a note the mark is left, as a citation: `[1]`.
fn text(paragraph: Node<'_, '_>) -> String {
    let mut text = String::new();
    let mut skip_until = 0;
    for node in paragraph.descendants().skip(1) {
        if node.range().start < skip_until {
            continue;
        }
        match node.tag_name().name() {
            _ if node.is_text() => text += node.text().unwrap_or_default(),
            "note" => {
                text += &mark(node);
                skip_until = node.range().end;
            }
            "p" | "h" | "annotation" => skip_until = node.range().end,
            "s" | "tab" | "line-break" => text.push(' '),
            _ => {}
        }
    }
    text
}

fn mark(note: Node<'_, '_>) -> String {
    let citation = note.children().find(|it| is(*it, "note-citation"));
    format!("[{}]", citation.and_then(|it| it.text()).unwrap_or_default())
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}
