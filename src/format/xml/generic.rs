//! XML of any vocabulary: an element with text of its own is a block.

use roxmltree::Node;

use super::{Writer, name};
use crate::format::shape::kind_of_paragraph;
use crate::source::BlockKind;

/// Elements within a line, in the vocabularies of law and of documents.
const INLINE: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bold",
    "date",
    "del",
    "em",
    "emph",
    "emphasis",
    "hi",
    "i",
    "inline",
    "ins",
    "italic",
    "link",
    "name",
    "orgname",
    "persname",
    "placename",
    "q",
    "ref",
    "span",
    "strong",
    "sub",
    "sup",
    "term",
    "u",
    "underline",
    "xref",
];

/// Elements that hold no text of the document.
const APART: &[&str] = &[
    "meta",
    "metadata",
    "teiheader",
    "style",
    "script",
    "identification",
    "docinfo",
    "bib.instance",
];

/// Elements whose number heads the block that follows.
const NUMBERS: &[&str] = &["num", "number", "no", "no.p", "label", "enum"];

/// Elements of lists and tables.
const ITEMS: &[&str] = &["item", "li", "listitem", "point", "entry", "cell", "td", "th"];

/// Text within more levels of a line than this starts a block of its own.
const DEEPEST_LINE: usize = 32;

pub fn read(root: Node<'_, '_>, writer: &mut Writer<'_>) {
    let mut reader = Reader { writer, block: None, is_number: false };
    let mut skip_until = 0;
    for node in root.descendants() {
        if node.range().start < skip_until {
            continue;
        }
        if is_one(APART, name(node)) {
            skip_until = node.range().end;
        } else if node.is_text() {
            reader.text(node);
        }
    }
    reader.close();
}

struct Reader<'a, 'w, 'n, 'i> {
    writer: &'a mut Writer<'w>,
    /// The element whose block is open.
    block: Option<Node<'n, 'i>>,
    /// Whether the open block is no more than a number so far.
    is_number: bool,
}

impl<'n, 'i> Reader<'_, '_, 'n, 'i> {
    fn text(&mut self, node: Node<'n, 'i>) {
        if node.text().is_none_or(|text| text.trim().is_empty()) {
            if self.writer.builder.is_open() {
                self.writer.space();
            }
            return;
        }
        let block = block_of(node);
        if block != self.block {
            self.open(block);
        }
        self.writer.push_node(node);
    }

    /// Begins the block of an element, or goes on with the number before it.
    fn open(&mut self, block: Option<Node<'n, 'i>>) {
        let name = block.map(name).unwrap_or_default();
        match std::mem::replace(&mut self.is_number, is_one(NUMBERS, name)) {
            true => self.writer.space(),
            false => {
                self.close();
                self.writer.builder.open(BlockKind::Paragraph);
            }
        }
        if let Some(kind) = kind(name) {
            self.writer.builder.set_kind(kind);
        }
        self.block = block;
    }

    fn close(&mut self) {
        let builder = &mut self.writer.builder;
        if builder.kind() == Some(BlockKind::Paragraph) {
            builder.set_kind(kind_of_paragraph(builder.block_text()));
        }
        builder.close();
    }
}

/// The nearest element around a text that is a block.
fn block_of<'n, 'i>(text: Node<'n, 'i>) -> Option<Node<'n, 'i>> {
    let mut elements = text.ancestors().skip(1).take(DEEPEST_LINE);
    elements.find(|element| !is_one(INLINE, name(*element)))
}

/// What an element's name says of its text.
fn kind(name: &str) -> Option<BlockKind> {
    const HEADINGS: [&str; 4] = ["title", "head", "heading", "headline"];
    let name = name.to_ascii_lowercase();
    let is_html =
        name.len() == 2 && name.starts_with('h') && name.ends_with(|c: char| c.is_ascii_digit());
    if is_html || HEADINGS.iter().any(|heading| name.ends_with(heading)) {
        return Some(BlockKind::Heading);
    }
    is_one(ITEMS, &name).then_some(BlockKind::Item)
}

fn is_one(names: &[&str], name: &str) -> bool {
    names.iter().any(|it| it.eq_ignore_ascii_case(name))
}
