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
    after: &'static str,
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
    after: "80",
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
    Style { id: "Cell", name: "Cell", size: "18", before: "40", after: "40", ..PLAIN },
    Style { id: "Footer", name: "footer", size: "18", colour: Some("666666"), ..PLAIN },
];

/// A sheet of A4, its margin, and the column that names the rows of a table, in
/// twentieths of a point.
const SHEET: (usize, usize) = (11_906, 16_838);
const MARGIN: usize = 1134;
const NAMES: usize = 2000;

/// With more columns than these a table needs the long side of the sheet.
const UPRIGHT: usize = 7;

/// The document's bytes, the same for the same report.
///
/// # Errors
/// Where there is more than an archive holds.
pub fn report(report: &Report) -> Result<Vec<u8>> {
    let parts: Vec<Part> = vec![
        ("[Content_Types].xml".to_owned(), types()?),
        ("_rels/.rels".to_owned(), relations(&[("officeDocument", "word/document.xml")])?),
        ("word/document.xml".to_owned(), body(report)?),
        ("word/styles.xml".to_owned(), styles()?),
        ("word/footer.xml".to_owned(), footer()?),
        (
            "word/_rels/document.xml.rels".to_owned(),
            relations(&[("styles", "styles.xml"), ("footer", "footer.xml")])?,
        ),
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
            let parts = [
                ("/word/document.xml", "document.main"),
                ("/word/styles.xml", "styles"),
                ("/word/footer.xml", "footer"),
            ];
            parts.iter().try_for_each(|(name, kind)| {
                let kind = format!("{WORD}.{kind}+xml");
                empty(xml, "Override", &[("PartName", name), ("ContentType", &kind)])
            })
        })
    })
}

/// What a part refers to, known there as `rId1`, `rId2` and so on.
fn relations(targets: &[(&str, &str)]) -> Result<Vec<u8>> {
    document(false, |xml| {
        element(xml, "Relationships", &[("xmlns", RELATIONS)], |xml| {
            (1..).zip(targets).try_for_each(|(number, (kind, target))| {
                let (id, kind) = (format!("rId{number}"), format!("{OFFICE}/{kind}"));
                empty(xml, "Relationship", &[("Id", &id), ("Type", &kind), ("Target", target)])
            })
        })
    })
}

/// Below every page, its number.
fn footer() -> Result<Vec<u8>> {
    document(false, |xml| {
        element(xml, "w:ftr", &[("xmlns:w", MAIN)], |xml| {
            element(xml, "w:p", &[], |xml| {
                element(xml, "w:pPr", &[], |xml| {
                    value(xml, "w:pStyle", "Footer")?;
                    value(xml, "w:jc", "center")
                })?;
                element(xml, "w:fldSimple", &[("w:instr", "PAGE")], |xml| run(xml, "1", false))
            })
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
                empty(xml, "w:spacing", &[("w:before", self.before), ("w:after", self.after)])?;
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
        element(xml, "w:document", &[("xmlns:w", MAIN), ("xmlns:r", OFFICE)], |xml| {
            element(xml, "w:body", &[], |xml| {
                let (width, height) = sheet(report);
                paragraph(xml, "Title", &report.title)?;
                let mut blocks = report.blocks.iter();
                blocks.try_for_each(|block| write(xml, block, width - 2 * MARGIN))?;
                section(xml, width, height)
            })
        })
    })
}

/// How wide and how high the sheet is: on its side where a table is wide.
fn sheet(report: &Report) -> (usize, usize) {
    let is_wide = |block: &Block| match block {
        Block::Table(rows) => rows.first().is_some_and(|row| row.len() > UPRIGHT),
        _ => false,
    };
    let (short, long) = SHEET;
    if report.blocks.iter().any(is_wide) { (long, short) } else { (short, long) }
}

fn section(xml: &mut Xml, width: usize, height: usize) -> io::Result<()> {
    let (wide, high, margin) = (width.to_string(), height.to_string(), MARGIN.to_string());
    element(xml, "w:sectPr", &[], |xml| {
        empty(xml, "w:footerReference", &[("w:type", "default"), ("r:id", "rId2")])?;
        let mut size = vec![("w:w", wide.as_str()), ("w:h", &high)];
        if width > height {
            size.push(("w:orient", "landscape"));
        }
        empty(xml, "w:pgSz", &size)?;
        let sides = ["w:top", "w:right", "w:bottom", "w:left"].map(|side| (side, margin.as_str()));
        let edges = [("w:header", "567"), ("w:footer", "567"), ("w:gutter", "0")];
        empty(xml, "w:pgMar", &[&sides[..], &edges].concat())
    })
}

fn write(xml: &mut Xml, block: &Block, width: usize) -> io::Result<()> {
    match block {
        Block::Heading(heading) => paragraph(xml, "Heading1", heading),
        Block::Text(words) => paragraph(xml, "Normal", words),
        Block::Quote(quote) => quotation(xml, quote),
        Block::Table(rows) => table(xml, rows, width),
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

/// A table as wide as the text; words are not broken to make columns equal.
fn table(xml: &mut Xml, rows: &[Vec<String>], width: usize) -> io::Result<()> {
    let columns = rows.first().map_or(0, Vec::len);
    let others = (width - NAMES) / columns.saturating_sub(1).max(1);
    let widths: Vec<String> =
        (0..columns).map(|at| if at == 0 { NAMES } else { others }.to_string()).collect();
    element(xml, "w:tbl", &[], |xml| {
        element(xml, "w:tblPr", &[], |xml| {
            empty(xml, "w:tblW", &[("w:w", "5000"), ("w:type", "pct")])?;
            element(xml, "w:tblBorders", &[], |xml| {
                let sides = ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"];
                let line = [("w:val", "single"), ("w:sz", "4"), ("w:color", "999999")];
                sides.iter().try_for_each(|side| empty(xml, side, &line))
            })?;
            empty(xml, "w:tblLayout", &[("w:type", "fixed")])
        })?;
        element(xml, "w:tblGrid", &[], |xml| {
            widths.iter().try_for_each(|width| empty(xml, "w:gridCol", &[("w:w", width)]))
        })?;
        rows.iter().enumerate().try_for_each(|(index, cells)| row(xml, cells, &widths, index == 0))
    })
}

/// A row, on one page; the head is told again on every page.
fn row(xml: &mut Xml, cells: &[String], widths: &[String], is_head: bool) -> io::Result<()> {
    element(xml, "w:tr", &[], |xml| {
        element(xml, "w:trPr", &[], |xml| {
            empty(xml, "w:cantSplit", &[])?;
            if is_head { empty(xml, "w:tblHeader", &[]) } else { Ok(()) }
        })?;
        cells.iter().zip(widths).enumerate().try_for_each(|(column, (cell, width))| {
            element(xml, "w:tc", &[], |xml| {
                element(xml, "w:tcPr", &[], |xml| {
                    empty(xml, "w:tcW", &[("w:w", width), ("w:type", "dxa")])
                })?;
                styled(xml, "Cell", cell, is_head || column == 0)
            })
        })
    })
}

fn paragraph(xml: &mut Xml, style: &str, words: &str) -> io::Result<()> {
    styled(xml, style, words, false)
}

fn styled(xml: &mut Xml, style: &str, words: &str, is_bold: bool) -> io::Result<()> {
    element(xml, "w:p", &[], |xml| {
        element(xml, "w:pPr", &[], |xml| value(xml, "w:pStyle", style))?;
        run(xml, words, is_bold)
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
