//! A document for a word processor (Office Open XML, ECMA-376): headings,
//! quotations and tables in the processor's own styles.

use std::io;

use crate::archive::{Part, pack};
use crate::error::Result;
use crate::xml::{Xml, document, element, empty, text};

use super::report::{Block, Quote, Report};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A paragraph's look: its id, what people call it, and its measures.
struct Style {
    id: &'static str,
    name: &'static str,
    /// In half points.
    size: &'static str,
    is_bold: bool,
    is_italic: bool,
    /// Grey, as hexadecimal RGB.
    colour: Option<&'static str>,
    /// From the left, in twentieths of a point.
    indent: &'static str,
    before: &'static str,
    /// Whether it stays on the page of the next paragraph.
    is_kept: bool,
}

const PLAIN: Style = Style {
    id: "Normal",
    name: "Normal",
    size: "22",
    is_bold: false,
    is_italic: false,
    colour: None,
    indent: "0",
    before: "80",
    is_kept: false,
};

const STYLES: &[Style] = &[
    PLAIN,
    Style { id: "Title", name: "Title", size: "40", is_bold: true, is_kept: true, ..PLAIN },
    Style {
        id: "Heading1",
        name: "heading 1",
        size: "28",
        is_bold: true,
        before: "360",
        is_kept: true,
        ..PLAIN
    },
    Style { id: "Label", name: "Label", is_bold: true, before: "240", is_kept: true, ..PLAIN },
    Style { id: "Quote", name: "Quote", indent: "420", is_kept: true, ..PLAIN },
    Style {
        id: "Citation",
        name: "Citation",
        size: "18",
        colour: Some("666666"),
        indent: "420",
        ..PLAIN
    },
    Style { id: "Note", name: "Note", is_italic: true, ..PLAIN },
];

/// The document's bytes, the same for the same report.
///
/// # Errors
/// Where there is more than an archive holds.
pub fn report(report: &Report) -> Result<Vec<u8>> {
    let parts: Vec<Part> = vec![
        ("[Content_Types].xml".to_owned(), types()?),
        ("_rels/.rels".to_owned(), relations("officeDocument", "word/document.xml")?),
        ("word/document.xml".to_owned(), body(report)?),
        ("word/styles.xml".to_owned(), styles()?),
        ("word/_rels/document.xml.rels".to_owned(), relations("styles", "styles.xml")?),
    ];
    pack(&parts)
}

fn types() -> Result<Vec<u8>> {
    document(false, |xml| {
        element(xml, "Types", &[("xmlns", TYPES)], |xml| {
            let xml_type = "application/xml";
            let relation_type = "application/vnd.openxmlformats-package.relationships+xml";
            empty(xml, "Default", &[("Extension", "rels"), ("ContentType", relation_type)])?;
            empty(xml, "Default", &[("Extension", "xml"), ("ContentType", xml_type)])?;
            let parts = [("/word/document.xml", "document.main"), ("/word/styles.xml", "styles")];
            parts.iter().try_for_each(|(name, kind)| {
                let kind = format!("{WORD}.{kind}+xml");
                empty(xml, "Override", &[("PartName", name), ("ContentType", &kind)])
            })
        })
    })
}

fn relations(kind: &str, target: &str) -> Result<Vec<u8>> {
    document(false, |xml| {
        element(xml, "Relationships", &[("xmlns", RELATIONS)], |xml| {
            let kind = format!("{OFFICE}/{kind}");
            empty(xml, "Relationship", &[("Id", "rId1"), ("Type", &kind), ("Target", target)])
        })
    })
}

fn styles() -> Result<Vec<u8>> {
    document(false, |xml| {
        element(xml, "w:styles", &[("xmlns:w", MAIN)], |xml| {
            STYLES.iter().try_for_each(|style| style.write(xml))
        })
    })
}

impl Style {
    fn write(&self, xml: &mut Xml) -> io::Result<()> {
        let attributes = [("w:type", "paragraph"), ("w:styleId", self.id)];
        element(xml, "w:style", &attributes, |xml| {
            value(xml, "w:name", self.name)?;
            element(xml, "w:pPr", &[], |xml| {
                if self.is_kept {
                    empty(xml, "w:keepNext", &[])?;
                }
                empty(xml, "w:spacing", &[("w:before", self.before), ("w:after", "80")])?;
                empty(xml, "w:ind", &[("w:left", self.indent)])
            })?;
            element(xml, "w:rPr", &[], |xml| {
                if self.is_bold {
                    empty(xml, "w:b", &[])?;
                }
                if self.is_italic {
                    empty(xml, "w:i", &[])?;
                }
                if let Some(colour) = self.colour {
                    value(xml, "w:color", colour)?;
                }
                value(xml, "w:sz", self.size)
            })
        })
    }
}

fn body(report: &Report) -> Result<Vec<u8>> {
    document(false, |xml| {
        element(xml, "w:document", &[("xmlns:w", MAIN)], |xml| {
            element(xml, "w:body", &[], |xml| {
                paragraph(xml, "Title", &report.title)?;
                report.blocks.iter().try_for_each(|block| write(xml, block))
            })
        })
    })
}

fn write(xml: &mut Xml, block: &Block) -> io::Result<()> {
    match block {
        Block::Heading(heading) => paragraph(xml, "Heading1", heading),
        Block::Text(words) => paragraph(xml, "Normal", words),
        Block::Quote(quote) => quotation(xml, quote),
        Block::Table(rows) => table(xml, rows),
    }
}

fn quotation(xml: &mut Xml, quote: &Quote) -> io::Result<()> {
    let number = quote.number.map(|number| format!("[{number}] ")).unwrap_or_default();
    paragraph(xml, "Label", &format!("{number}{}", quote.label))?;
    paragraph(xml, "Quote", &format!("“{}”", quote.words))?;
    paragraph(xml, "Citation", &quote.citation)?;
    let lines = quote.note.iter().flat_map(|note| note.lines());
    lines.into_iter().try_for_each(|line| paragraph(xml, "Note", line))
}

fn table(xml: &mut Xml, rows: &[Vec<String>]) -> io::Result<()> {
    element(xml, "w:tbl", &[], |xml| {
        element(xml, "w:tblPr", &[], |xml| {
            empty(xml, "w:tblW", &[("w:w", "5000"), ("w:type", "pct")])?;
            element(xml, "w:tblBorders", &[], |xml| {
                let sides = ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"];
                let line = [("w:val", "single"), ("w:sz", "4"), ("w:color", "999999")];
                sides.iter().try_for_each(|side| empty(xml, side, &line))
            })
        })?;
        element(xml, "w:tblGrid", &[], |xml| {
            let columns = rows.first().map_or(0, Vec::len);
            (0..columns).try_for_each(|_| empty(xml, "w:gridCol", &[]))
        })?;
        rows.iter().enumerate().try_for_each(|(index, cells)| row(xml, cells, index == 0))
    })
}

/// A row; the head is told again on every page.
fn row(xml: &mut Xml, cells: &[String], is_head: bool) -> io::Result<()> {
    element(xml, "w:tr", &[], |xml| {
        if is_head {
            element(xml, "w:trPr", &[], |xml| empty(xml, "w:tblHeader", &[]))?;
        }
        cells.iter().enumerate().try_for_each(|(column, cell)| {
            let is_bold = is_head || column == 0;
            element(xml, "w:tc", &[], |xml| element(xml, "w:p", &[], |xml| run(xml, cell, is_bold)))
        })
    })
}

fn paragraph(xml: &mut Xml, style: &str, words: &str) -> io::Result<()> {
    element(xml, "w:p", &[], |xml| {
        element(xml, "w:pPr", &[], |xml| value(xml, "w:pStyle", style))?;
        run(xml, words, false)
    })
}

fn run(xml: &mut Xml, words: &str, is_bold: bool) -> io::Result<()> {
    element(xml, "w:r", &[], |xml| {
        if is_bold {
            element(xml, "w:rPr", &[], |xml| empty(xml, "w:b", &[]))?;
        }
        text(xml, "w:t", words)
    })
}

fn value(xml: &mut Xml, name: &str, of: &str) -> io::Result<()> {
    empty(xml, name, &[("w:val", of)])
}
