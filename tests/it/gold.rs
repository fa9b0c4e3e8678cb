//! The coder never falls below what it reached against people's coding.

use comity::agree::{self, Gold, Scores};
use comity::codebook::Codebook;
use comity::world::World;

use crate::shared::shared;

/// A file of gold and the folder of the texts it codes.
const SEEDS: (&str, &str) = ("coding/seeds-gold.jsonl", "seeds");
const JOINT_STATEMENTS: (&str, &str) = ("coding/joint-statements-gold.jsonl", "joint-statements");

/// The least that the figures may be.
struct Floor {
    dimensions: f64,
    kind: f64,
    level: f64,
}

#[test]
fn seeds_stay_above_their_floor() {
    hold(&[SEEDS], &Floor { dimensions: 0.86, kind: 0.93, level: 0.93 });
}

#[test]
fn joint_statements_stay_above_their_floor() {
    hold(&[JOINT_STATEMENTS], &Floor { dimensions: 0.90, kind: 0.93, level: 0.97 });
}

#[test]
fn both_together_stay_above_their_floor() {
    hold(&[SEEDS, JOINT_STATEMENTS], &Floor { dimensions: 0.88, kind: 0.93, level: 0.95 });
}

fn hold(sets: &[(&str, &str)], floor: &Floor) {
    let Some(scores) = measure(sets) else { return };
    let reached =
        [scores.dimensions.f1, scores.kind_accuracy, scores.level_accuracy].map(Option::unwrap);
    let least = [floor.dimensions, floor.kind, floor.level];
    for ((name, reached), least) in ["dimensions", "kind", "level"].iter().zip(reached).zip(least) {
        println!("{name} {reached:.3}");
        assert!(reached >= least, "{name}: {reached:.3} is below {least}");
    }
    assert!(scores.aligned * 100 >= scores.statements * 99, "{} aligned", scores.aligned);
}

fn measure(sets: &[(&str, &str)]) -> Option<Scores> {
    let codebook = Codebook::defence();
    let mut gold = Vec::new();
    let mut folders = Vec::new();
    for (file, folder) in sets {
        let text = std::fs::read_to_string(shared(file)?).unwrap();
        let read = Gold::read(&text, file, &codebook);
        assert_eq!(read.problems, []);
        gold.extend(read.statements);
        folders.push(shared(folder)?);
    }
    let world = World::read(&folders, codebook).unwrap();
    Some(agree::measure(&gold, &world.documents, &world.codebook).scores)
}
