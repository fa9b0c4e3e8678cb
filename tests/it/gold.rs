//! The coder never falls below what it reached against people's coding.
//!
//! Two sets lie in the repository, invented texts of many genres, each coded
//! by its writer: `varied`, read while the rules were written, and `unseen`,
//! which was only scored. Whoever tunes on `unseen` should write a new one.

use std::path::{Path, PathBuf};

use comity::agree::{self, Gold, Scores};
use comity::codebook::Codebook;
use comity::world::World;

use crate::shared::shared;

/// A file of gold and the folder of the texts it codes.
const SEEDS: (&str, &str) = ("coding/seeds-gold.jsonl", "seeds");
const JOINT_STATEMENTS: (&str, &str) = ("coding/joint-statements-gold.jsonl", "joint-statements");

/// The least that the figures may be.
struct Floor {
    kind: f64,
    dimensions: f64,
    level: f64,
    cells: f64,
}

#[test]
fn seeds_stay_above_their_floor() {
    let floor = Floor { kind: 0.93, dimensions: 0.92, level: 0.93, cells: 0.93 };
    hold(from_shared(&[SEEDS]), &floor);
}

#[test]
fn joint_statements_stay_above_their_floor() {
    let floor = Floor { kind: 0.94, dimensions: 0.90, level: 0.98, cells: 0.92 };
    hold(from_shared(&[JOINT_STATEMENTS]), &floor);
}

#[test]
fn both_together_stay_above_their_floor() {
    let floor = Floor { kind: 0.94, dimensions: 0.91, level: 0.97, cells: 0.92 };
    hold(from_shared(&[SEEDS, JOINT_STATEMENTS]), &floor);
}

#[test]
fn varied_texts_stay_above_their_floor() {
    let floor = Floor { kind: 0.92, dimensions: 0.86, level: 0.96, cells: 0.89 };
    hold(Some(own("varied")), &floor);
}

#[test]
fn unseen_texts_stay_above_their_floor() {
    let floor = Floor { kind: 0.85, dimensions: 0.75, level: 0.93, cells: 0.80 };
    hold(Some(own("unseen")), &floor);
}

/// Files of gold, and the folders of their texts.
type Sets = Vec<(PathBuf, PathBuf)>;

/// Sets that lie beside the repository, if they do.
fn from_shared(sets: &[(&str, &str)]) -> Option<Sets> {
    sets.iter().map(|(gold, folder)| Some((shared(gold)?, shared(folder)?))).collect()
}

fn own(name: &str) -> Sets {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold").join(name);
    vec![(folder.join("gold.jsonl"), folder)]
}

fn hold(sets: Option<Sets>, floor: &Floor) {
    let Some(scores) = sets.map(measure) else { return };
    let figures = [
        ("kind", scores.kind_accuracy, floor.kind),
        ("dimensions", scores.dimensions.f1, floor.dimensions),
        ("level", scores.level_accuracy, floor.level),
        ("cells", scores.cells_exact, floor.cells),
    ];
    for (name, reached, least) in figures {
        let reached = reached.unwrap();
        println!("{name} {reached:.3}");
        assert!(reached >= least, "{name}: {reached:.3} is below {least}");
    }
    assert!(scores.aligned * 100 >= scores.statements * 98, "{} aligned", scores.aligned);
}

fn measure(sets: Sets) -> Scores {
    let codebook = Codebook::defence();
    let mut statements = Vec::new();
    let mut folders = Vec::new();
    for (gold, folder) in sets {
        let text = std::fs::read_to_string(&gold).unwrap();
        let read = Gold::read(&text, "gold", &codebook);
        assert_eq!(read.problems, []);
        statements.extend(read.statements);
        folders.push(folder);
    }
    let world = World::read(&folders, codebook).unwrap();
    agree::measure(&statements, &world.documents, &world.codebook).scores
}
