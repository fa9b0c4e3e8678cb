//! The starter corpus tells the deals of the texts this project began from:
//! every cell of the matrix is the same.

use std::collections::{BTreeMap, HashSet};

use comity::agree::{Gold, GoldStatement, measure};
use comity::codebook::Codebook;
use comity::matrix::Reading;
use comity::world::World;

use crate::shared::shared;

const STARTER: &str = include_str!("../gold/starter.jsonl");

/// Each telling, and the file of the original it names as its source.
const TELLINGS: &[(&str, &str)] = &[
    ("india-italy", "000_869a01bc99e3b85c"),
    ("germany-italy", "001_3c5a79245d2ca5fc"),
    ("united-states-india", "002_55c0f999e37307db"),
    ("india-japan", "003_e5b4a8d321b706b0"),
];

fn gold(text: &str, codebook: &Codebook) -> Vec<GoldStatement> {
    let gold = Gold::read(text, "gold", codebook);
    assert_eq!(gold.problems, []);
    gold.statements
}

/// The reading of each cell, by the stem of the document and the dimension.
fn cells(gold: &[GoldStatement]) -> BTreeMap<(String, usize), Reading> {
    let mut told = HashSet::new();
    let mut cells = BTreeMap::new();
    for statement in gold.iter().filter(|s| told.insert((s.stem().to_owned(), s.text.clone()))) {
        for &dimension in &statement.dimensions {
            let cell: &mut Reading =
                cells.entry((statement.stem().to_owned(), dimension)).or_default();
            *cell = (*cell).max(Reading::of(statement.kind, statement.level));
        }
    }
    cells
}

#[test]
fn the_cells_of_original_and_telling_agree() {
    let Some(path) = shared("coding/seeds-gold.jsonl") else { return };
    let codebook = Codebook::defence();
    let originals = cells(&gold(&std::fs::read_to_string(path).unwrap(), &codebook));
    let tellings = cells(&gold(STARTER, &codebook));
    for (telling, original) in TELLINGS {
        for (index, dimension) in codebook.dimensions.iter().enumerate() {
            let of = |cells: &BTreeMap<(String, usize), Reading>, stem: &str| {
                cells.get(&(stem.to_owned(), index)).copied().unwrap_or_default()
            };
            let (told, meant) = (of(&tellings, telling), of(&originals, original));
            assert_eq!(told, meant, "{telling}: {}", dimension.id());
        }
    }
}

#[test]
fn the_coder_reads_the_starter_corpus_as_its_author_does() {
    let world = World::read(&[], Codebook::defence()).unwrap();
    let scores = measure(&gold(STARTER, &world.codebook), &world.documents, &world.codebook).scores;
    println!("cells {:?}, kind {:?}", scores.cells_exact, scores.kind_accuracy);
    assert_eq!(scores.aligned, scores.statements);
    assert!(scores.cells_exact.unwrap() >= 0.80, "{:?}", scores.cells_exact);
}

#[test]
fn each_telling_names_its_source_and_has_the_length_of_an_article() {
    let world = World::read(&[], Codebook::defence()).unwrap();
    assert_eq!(world.documents.len(), TELLINGS.len());
    for document in &world.documents {
        assert!((15..=40).contains(&document.len()), "{}", document.source.doc);
        let (_, original) =
            TELLINGS.iter().find(|(stem, _)| *stem == document.source.stem()).unwrap();
        let text = std::fs::read_to_string(&document.source.path).unwrap();
        assert!(text.contains(&format!("source: {original}.txt")));
    }
}
