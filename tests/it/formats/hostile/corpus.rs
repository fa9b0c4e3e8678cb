//! Small files of every format, made here: a good one first, then those that
//! have what readers break on: nesting, loops, counts, names and bytes.

use super::super::{docx, html, odt, pdf, xml};
use super::Format;

/// The files of a format.
pub fn of(format: Format) -> Vec<Vec<u8>> {
    match format {
        Format::Text => texts(),
        Format::Markdown => markdown(),
        Format::Html => pages(),
        Format::Pdf => [vec![pdf::two_pages()], pdf::hostile()].concat(),
        Format::Docx => [vec![docx::agreement()], docx::hostile()].concat(),
        Format::Odt => [vec![odt::agreement()], odt::hostile()].concat(),
        Format::Xml => [vec![xml::TOTA.as_bytes().to_vec()], treaties()].concat(),
    }
}

/// So deep that recursion is felt, and a file stays small.
const DEEP: usize = 400;

fn texts() -> Vec<Vec<u8>> {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        wide("Les deux États coopèrent.\n"),
        b"\xff\xfeT\0h\0e\0\x3d\xd8".to_vec(),
        b"\xef\xbb\xbfThe Parties \x1b]0;title\x07shall\x9b31m meet.\r\r\n\x0c".to_vec(),
        b"The Parties\xc3\x28 shall\xf0\x9f meet\xed\xa0\x80.".to_vec(),
        format!("a{}", "\u{301}".repeat(DEEP)).into_bytes(),
        "1. a) (i) § 5. U.S. No. ... e.g. Art. 3 ".repeat(DEEP).into_bytes(),
    ]
}

fn markdown() -> Vec<Vec<u8>> {
    let lines = |line: &str| line.repeat(DEEP).into_bytes();
    let nested: String = (0..60).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    vec![
        b"# Treaty\n\n- They **shall** meet.\n\n| a | b |\n|---|---|\n| c | d |\n".to_vec(),
        b"---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ntitle: *c\n---\nIt shall.\n".to_vec(),
        b"---\nparties: {DEU: {ITA: {}}}\ndate: 99999999999\n---\n```\nIt shall.\n".to_vec(),
        b"<!-- <script> [a](javascript:x) ![b][c] &#x202e; &#0; [^1]\n\n[^1]: [^1]\n".to_vec(),
        nested.into_bytes(),
        lines("> "),
        lines("*_`[<"),
        lines("|a"),
    ]
}

fn pages() -> Vec<Vec<u8>> {
    let page = |body: &str| format!("<html><body>{body}<p>The Parties shall meet.").into_bytes();
    vec![
        html::PAGE.as_bytes().to_vec(),
        html::PAGE.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        page(&"<div>".repeat(DEEP)),
        page(&"<table><tr><td>".repeat(DEEP / 4)),
        page("<svg><title><b><![CDATA[</title><math><mtext><table><mglyph><style>"),
        page("<table><tr><td rowspan=99999999 colspan=99999999>a</table>"),
        page("<!-- <p>a --!> <template><select><option><form><form></select>"),
        page("&#27;[31m &#x202e;a &#0; &#xD800; &#99999999; \u{1b}]8;;http://a\u{7}"),
    ]
}

fn treaties() -> Vec<Vec<u8>> {
    let treaty = |text: &str| format!("<?xml version=\"1.0\"?>{text}").into_bytes();
    vec![
        treaty("<!DOCTYPE a [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;\">]><a>&c;</a>"),
        treaty(&format!("{}The Parties shall meet.{}", "<a>".repeat(DEEP), "</a>".repeat(DEEP))),
        treaty("<treaty><meta><name/><parties><partyisocode/></parties></meta><chapter/></treaty>"),
        treaty("<a xmlns=\"\" xmlns:b=\"u\" b:c=\"&#x202e;\"><?pi x?><![CDATA[]]>&#27;</a>"),
    ]
}
