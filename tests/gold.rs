//! The coder never falls below what it reached against people's coding.
//!
//! The gold lies beside the repository, not in it; where it is absent the
//! tests say so and pass.

use std::path::{Path, PathBuf};

use comity::agree::{self, Document, Gold, Scores};
use comity::codebook::Codebook;
use comity::coding::{Coder, Coding};
use comity::format::{self, Format};
use comity::source::{Origin, Source};
use comity::statement::{Statement, segment};

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
    hold(&[SEEDS], &Floor { dimensions: 0.85, kind: 0.92, level: 0.92 });
}

#[test]
fn joint_statements_stay_above_their_floor() {
    hold(&[JOINT_STATEMENTS], &Floor { dimensions: 0.87, kind: 0.93, level: 0.93 });
}

#[test]
fn both_together_stay_above_their_floor() {
    hold(&[SEEDS, JOINT_STATEMENTS], &Floor { dimensions: 0.86, kind: 0.93, level: 0.93 });
}

fn hold(sets: &[(&str, &str)], floor: &Floor) {
    let Some(shared) = shared() else {
        println!("the gold is not here: nothing is measured");
        return;
    };
    let scores = measure(&shared, sets);
    println!("{}", serde_json::to_string(&scores).unwrap());
    let reached =
        [scores.dimensions.f1, scores.kind_accuracy, scores.level_accuracy].map(Option::unwrap);
    let least = [floor.dimensions, floor.kind, floor.level];
    for ((name, reached), least) in ["dimensions", "kind", "level"].iter().zip(reached).zip(least) {
        assert!(reached >= least, "{name}: {reached:.3} is below {least}");
    }
    assert!(scores.aligned * 100 >= scores.statements * 99, "{} aligned", scores.aligned);
}

fn shared() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    shared.join(SEEDS.0).exists().then_some(shared)
}

fn measure(shared: &Path, sets: &[(&str, &str)]) -> Scores {
    let codebook = Codebook::defence();
    let coder = Coder::new(&codebook);
    let mut gold = Vec::new();
    let mut coded: Vec<(Source, Vec<Statement>, Vec<Coding>)> = Vec::new();
    for (file, folder) in sets {
        let text = std::fs::read_to_string(shared.join(file)).unwrap();
        let read = Gold::read(&text, file, &codebook);
        assert_eq!(read.problems, []);
        gold.extend(read.statements);
        coded.extend(files(&shared.join(folder)).map(|path| {
            let source = open(&path);
            let statements = segment(&source);
            let (_, codings) = coder.code(&source, &statements);
            (source, statements, codings)
        }));
    }
    let documents =
        coded.iter().map(|(source, statements, codings)| Document { source, statements, codings });
    agree::measure(&gold, documents, &codebook).scores
}

fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path())
}

fn open(path: &Path) -> Source {
    let bytes = std::fs::read(path).unwrap();
    let name = path.display().to_string();
    let format = Format::of(path).unwrap();
    format::read(&bytes, format, &name, Origin::File(path.to_owned()), &mut Vec::new())
}
