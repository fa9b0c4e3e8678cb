//! The formats beside plain text and Markdown, from files made here: what comes
//! out, where it stands, and what becomes of broken and hostile files.

use std::path::Path;

use comity::format::{self, Format, child, sniff};
use comity::source::{BlockKind, Origin, Problem, Source};
use comity::statement::segment;

mod docx;
mod encodings;
mod hostile;
pub mod html;
mod odt;
mod pdf;
mod xml;

/// Reads a file as the corpus would, by its content first.
fn read(name: &str, bytes: &[u8]) -> (Source, Vec<Problem>) {
    child::set_program(env!("CARGO_BIN_EXE_comity").into());
    let path = Path::new(name);
    let format = sniff(path, bytes, true).expect("the format is known");
    let mut problems = Vec::new();
    let source = format::read(bytes, format, name, Origin::File(path.to_owned()), &mut problems);
    (source, problems)
}

/// Blocks with their kind and place: "# page 1: Preamble".
fn outline(source: &Source) -> Vec<String> {
    let mark = |kind| match kind {
        BlockKind::Heading => "#",
        BlockKind::Item => "-",
        BlockKind::Paragraph => "¶",
    };
    let line = |block: &comity::source::Block| {
        format!(
            "{} {}: {}",
            mark(block.kind),
            source.place(block.span.start),
            source.slice(block.span)
        )
    };
    source.blocks.iter().map(line).collect()
}

#[test]
fn an_empty_file_is_told_from_one_without_text() {
    let odd = [("a.txt", "the file is empty"), ("a.html", "the file is empty")];
    odd.iter().for_each(|(name, told)| assert_eq!(refusal(name, b""), *told));
    assert_eq!(
        refusal("a.html", b"<html><body><img src=a.png></body></html>"),
        "the file holds no text"
    );
}

/// The one problem of a file without text.
fn refusal(name: &str, bytes: &[u8]) -> String {
    let (source, problems) = read(name, bytes);
    assert_eq!(source.text, "", "{name}");
    let [problem] = &problems[..] else { panic!("{name}: {problems:?}") };
    problem.message.clone()
}

#[test]
fn a_file_is_what_it_holds_whatever_its_name() {
    let is = |name: &str, bytes: &[u8]| sniff(Path::new(name), bytes, false);
    let page: Vec<u8> = html::PAGE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(is("page.txt", html::PAGE.as_bytes()), Ok(Format::Html));
    assert_eq!(is("page", &page), Ok(Format::Html));
    assert_eq!(is("page", b"<?xml version='1.0'?><!-- x --><html>"), Ok(Format::Html));
    assert_eq!(is("treaty.txt", xml::TOTA.as_bytes()), Ok(Format::Xml));
    assert_eq!(is("treaty.doc", &docx::agreement()), Ok(Format::Docx));
    assert_eq!(is("treaty.bin", &pdf::two_pages()), Ok(Format::Pdf));
    assert_eq!(is("treaty", b"The Parties shall meet."), Ok(Format::Text));
    assert_eq!(is("treaty.md", b"<p>The Parties</p>"), Ok(Format::Markdown));
    let refused = |name: &str, bytes: &[u8]| is(name, bytes).unwrap_err().odd.message;
    assert!(refused("data.csv", b"a,b").contains("not a format"));
    assert!(refused("photo.txt", b"\x89PNG\0\0").contains("NUL"));
    assert!(refused("notes.pdf", b"The Parties").contains("not the PDF"));
}

#[test]
fn what_can_hold_no_text_is_no_source() {
    let is = |name: &str, bytes: &[u8]| sniff(Path::new(name), bytes, false).unwrap_err();
    let archive = docx::zipped(&[("a.txt", "The Parties shall meet.")]);
    let workbook = docx::zipped(&[("xl/workbook.xml", "<workbook/>")]);
    for (name, bytes, told) in [
        ("photo.jpg", &b"\xff\xd8\xff\xe0\0\x10JFIF"[..], "an image"),
        ("photo", b"\x89PNG\r\n\x1a\n\0", "an image"),
        ("photo.heic", b"\0\0\0\x18ftypheic", "an image"),
        ("map.svg", b"<?xml version='1.0'?>\n<svg><text>The Parties</text></svg>", "an image"),
        ("talk.mp3", b"ID3\x04\0", "a recording"),
        ("talk.mp4", b"\0\0\0\x18ftypisom", "a recording"),
        ("talk.wav", b"RIFF\x24\0\0\0WAVE", "a recording"),
        ("all.zip", &archive, "an archive"),
        ("all.gz", b"\x1f\x8b\x08", "an archive"),
        ("page_files/style.css", b"body { color: red }", "a part"),
    ] {
        let refusal = is(name, bytes);
        assert!(refusal.odd.message.starts_with(told), "{name}: {refusal:?}");
        assert!(!refusal.may_be_source, "{name}");
    }
    // What may hold one, or is called one.
    let scan = b"\xff\xd8\xff\xe0\0";
    for (name, bytes) in [
        ("a.xlsx", &workbook[..]),
        ("a.csv", b"a,b"),
        ("a.pdf", scan),
        ("a.txt", scan),
        ("a.docx", &archive),
    ] {
        assert!(is(name, bytes).may_be_source, "{name}");
    }
    assert_eq!(sniff(Path::new("minutes"), b"BM was there. ID3 was not.", false), Ok(Format::Text));
}
