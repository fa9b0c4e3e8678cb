//! The form of the Texts of Trade Agreements: `<treaty>` with `<meta>`, and a
//! body of chapters and articles.

use roxmltree::Node;

use super::{CDATA, Writer, name};
use crate::format::shape::kind_of_paragraph;
use crate::source::{BlockKind, FrontMatter, Place, Span};
use crate::statement::Label;

/// A longer number of an article is none.
const LONGEST_PLACE: usize = 40;

/// The description of a treaty, where a document is one.
pub fn meta<'a, 'i>(root: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    (name(root) == "treaty").then(|| child(root, "meta")).flatten()
}

pub fn read(root: Node<'_, '_>, meta: Node<'_, '_>, writer: &mut Writer<'_>) -> FrontMatter {
    for node in root.descendants() {
        match name(node) {
            "chapter" => heading(node, writer),
            "article" => {
                heading(node, writer);
                let texts = node.children().filter(Node::is_text);
                texts.for_each(|text| article(text, writer));
            }
            _ => {}
        }
    }
    front(meta)
}

fn front(meta: Node<'_, '_>) -> FrontMatter {
    let text = |name| child(meta, name).and_then(|it| it.text()).map(str::to_owned);
    let parties = child(meta, "parties").or(child(meta, "parties_original"));
    let parties = parties.into_iter().flat_map(|it| it.children());
    FrontMatter {
        title: text("name"),
        date: text("date_signed"),
        status: text("status").map(|status| status.to_lowercase().replace(' ', "-")),
        instrument: text("type").map(|kind| kind.to_lowercase()),
        source_url: text("source"),
        parties: parties.filter_map(|party| Some(party.text()?.to_owned())).collect(),
        ..FrontMatter::default()
    }
    .cleaned()
}

/// Writes number and name of a chapter or an article, and notes the place.
fn heading(node: Node<'_, '_>, writer: &mut Writer<'_>) {
    writer.set_place(place(node));
    writer.builder.open(BlockKind::Heading);
    for attribute in node.attributes().filter(|it| matches!(it.name(), "number" | "name")) {
        let value = attribute.range_value();
        writer.push(Span::new(value.start, value.end));
        writer.space();
    }
    writer.builder.close();
}

/// "Article 1.4", or the chapter of what has no number: "Preamble".
fn place(node: Node<'_, '_>) -> Option<Place> {
    let attribute = |node: Node<'_, '_>, name: &str| {
        node.attribute(name).filter(|it| !it.trim().is_empty()).map(str::to_owned)
    };
    let chapter = || attribute(node.parent_element()?, "name");
    let own = attribute(node, "number").or_else(|| attribute(node, "name")).or_else(chapter)?;
    let mut words = own.split_whitespace().map(|word| match word {
        "ARTICLE" => "Article",
        "CHAPTER" => "Chapter",
        word => word,
    });
    let first = words.next()?.to_owned();
    let place = words.fold(first, |place, word| place + " " + word);
    (place.len() <= LONGEST_PLACE).then_some(Place::Article(place))
}

/// Writes the paragraphs of an article. They were parted by blank lines or, as
/// the collection was made, by two blanks.
fn article(text: Node<'_, '_>, writer: &mut Writer<'_>) {
    let span = writer.span(text);
    if writer.raw[span.start..span.end].contains(CDATA) {
        writer.builder.open(BlockKind::Paragraph);
        writer.push_node(text);
        return close(writer);
    }
    for paragraph in paragraphs(&writer.raw[span.start..span.end]) {
        let at = Span::new(span.start + paragraph.start, span.start + paragraph.end);
        writer.builder.open(BlockKind::Paragraph);
        writer.push(at);
        close(writer);
    }
}

fn close(writer: &mut Writer<'_>) {
    let kind = kind_of_paragraph(writer.builder.block_text());
    writer.builder.set_kind(kind);
    writer.builder.close();
}

/// Where the paragraphs of a text stand: they end before a run of white space
/// at which a sentence or a point ends or a numbered one begins. Of a number
/// that got lost ". " is left at times.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut paragraphs: Vec<Span> = Vec::new();
    let mut start = 0;
    for (at, gap) in gaps(text) {
        let (before, after) = (text[start..at].trim_end(), &text[at + gap..]);
        let is_label = Label::of(before).is_some_and(|label| label.len >= before.len());
        let is_ended = before.ends_with(['.', ';', ':', ',', '”', ')']) && !is_label;
        if is_ended || Label::of(after).is_some() || after.starts_with(". ") {
            paragraphs.push(Span::new(start, at));
            start = at + gap;
        }
    }
    paragraphs.push(Span::new(start, text.len()));
    for paragraph in &mut paragraphs {
        let piece = &text[paragraph.start..paragraph.end];
        paragraph.start += piece.len() - piece.trim_start_matches(['.', ' ', '\t', '\n']).len();
        paragraph.end = paragraph.end.max(paragraph.start);
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// The runs of two or more blanks or line ends: where, and how long.
fn gaps(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let is_blank = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + bytes[at..].iter().position(|byte| is_blank(*byte))?;
            let len = bytes[start..].iter().take_while(|byte| is_blank(**byte)).count();
            at = start + len;
            if len > 1 {
                return Some((start, len));
            }
        }
    })
}

fn child<'a, 'i>(node: Node<'a, 'i>, of: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| name(*child) == of)
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn paragraphs_part_where_a_point_ends_or_begins() {
        let text = ". The aims are:  (a) trade;  (b) \n\npeace in the \n\nRepublic. \n. They act.";
        let found: Vec<&str> = paragraphs(text).iter().map(|it| &text[it.start..it.end]).collect();
        let expected =
            ["The aims are:", "(a) trade;", "(b) \n\npeace in the \n\nRepublic.", "They act."];
        assert_eq!(found, expected);
    }
}
