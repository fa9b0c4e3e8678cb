//! What is written for a word processor and a spreadsheet, opened in LibreOffice
//! (`soffice`, from the path or named by `COMITY_SOFFICE`), and read again from
//! the paper it makes of it. `cargo test --test it office` checks it;
//! `COMITY_PICTURES=FOLDER` keeps the paper.

use std::fs;
use std::path::{Path, PathBuf};

use comity::codebook::Codebook;
use comity::document::StatementId;
use comity::export::report::{self, Pick};
use comity::export::{Rows, docx, xlsx};
use comity::format::{self, Format, child};
use comity::source::{Origin, Place, Source};
use comity::world::World;

use crate::programs;

fn world() -> World {
    World::read(&[], Codebook::defence()).unwrap()
}

/// The first provisions of the starter corpus, the first with a note.
fn briefing(world: &World) -> Vec<u8> {
    let is_firm = |id: &StatementId| world.coding(*id).level.is_some();
    let note = |index: usize| (index == 0).then(|| "Ask the desk.\nTwice.".to_owned());
    let picked = world.statements().filter(is_firm).take(3).enumerate();
    let picks: Vec<Pick> = picked.map(|(at, id)| Pick { id, note: note(at) }).collect();
    docx::report(&report::briefing(world, "A briefing", &picks)).unwrap()
}

/// A file as paper, by LibreOffice, read by comity; nothing where there is none.
fn paper(name: &str, bytes: &[u8]) -> Option<Source> {
    let program = programs::find("COMITY_SOFFICE", &["soffice", "libreoffice"])?;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    // Without a profile of its own it hands the file to one that runs already.
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let args = [&profile, "--headless", "--convert-to", "pdf", name];
    programs::run(&program, &args, folder.path());
    let path = folder.path().join(name).with_extension("pdf");
    let pdf = fs::read(&path).unwrap_or_else(|error| panic!("{name} was not opened: {error}"));
    if let Some(kept) = std::env::var_os("COMITY_PICTURES").map(PathBuf::from) {
        fs::write(kept.join(path.file_name().unwrap()), &pdf).unwrap();
    }
    Some(read(&path, &pdf, Format::Pdf))
}

fn read(path: &Path, bytes: &[u8], format: Format) -> Source {
    child::set_program(env!("CARGO_BIN_EXE_comity").into());
    let mut problems = Vec::new();
    let name = path.file_name().unwrap().to_string_lossy();
    let source = format::read(bytes, format, &name, Origin::File(path.to_owned()), &mut problems);
    assert_eq!(problems, []);
    source
}

/// A text without blanks: lines on paper end elsewhere.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The text of a page.
fn page(source: &Source, number: usize) -> String {
    let blocks = source.blocks.iter().map(|block| block.span);
    blocks
        .filter(|span| source.place(span.start) == Place::Page(number))
        .map(|span| squeezed(source.slice(span)))
        .collect()
}

#[test]
fn a_briefing_opens_in_a_word_processor_with_all_it_says() {
    let world = world();
    let Some(paper) = paper("briefing.docx", &briefing(&world)) else { return };
    let text = squeezed(&paper.text);
    for words in ["A briefing", "Ask the desk.", "Twice.", "Where these stand in the matrix"] {
        assert!(text.contains(&squeezed(words)), "{words}: {}", paper.text);
    }
    let is_firm = |id: &StatementId| world.coding(*id).level.is_some();
    for (number, id) in (1..).zip(world.statements().filter(is_firm).take(3)) {
        assert!(text.contains(&format!("[{number}]")), "{}", paper.text);
        assert!(text.contains(&squeezed(world.text(id))), "{}: {}", world.text(id), paper.text);
    }
}

#[test]
fn a_comparison_of_many_lies_on_its_side_with_whole_words() {
    let world = world();
    let many: Vec<usize> = (0..8).map(|index| index % world.agreements.len()).collect();
    let document = docx::report(&report::comparison(&world, &many)).unwrap();
    let Some(paper) = paper("comparison.docx", &document) else { return };
    // A word that is broken in a narrow column is two words on paper.
    for name in ["Germany", "Infrastructure", "Institutions"] {
        let is_whole = paper.text.split(|c: char| !c.is_alphabetic()).any(|word| word == name);
        assert!(is_whole, "{name}: {}", paper.text);
    }
}

#[test]
fn a_workbook_opens_in_a_spreadsheet_and_prints_across_one_page() {
    let world = world();
    let workbook = xlsx::matrix(&world, Rows::Agreement).unwrap();
    let Some(paper) = paper("matrix.xlsx", &workbook) else { return };
    let first = page(&paper, 1);
    for dimension in &world.codebook.dimensions {
        assert!(first.contains(&squeezed(&dimension.name)), "{}: {first}", dimension.name);
    }
    assert!(first.contains("committed(10)"), "{first}");
    assert!(page(&paper, 2).starts_with("quote"), "{}", page(&paper, 2));
}

#[test]
fn a_briefing_is_read_back_by_comity_itself() {
    let world = world();
    let path = Path::new("briefing.docx");
    let source = read(path, &briefing(&world), Format::Docx);
    assert!(source.text.contains("Ask the desk."), "{}", source.text);
    assert!(source.text.contains("Where these stand in the matrix"));
}
