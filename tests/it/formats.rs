//! The formats beside plain text and Markdown, from files made here: what comes
//! out, where it stands, and what becomes of broken and hostile files.

use std::path::Path;

use comity::format::{self, child, sniff};
use comity::source::{BlockKind, Origin, Problem, Source};
use comity::statement::segment;

mod docx;
mod encodings;
mod html;
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

/// The one problem of a file without text.
fn refusal(name: &str, bytes: &[u8]) -> String {
    let (source, problems) = read(name, bytes);
    assert_eq!(source.text, "", "{name}");
    let [problem] = &problems[..] else { panic!("{name}: {problems:?}") };
    problem.message.clone()
}
