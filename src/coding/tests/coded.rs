//! Texts that people coded, for what is learnt from them.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::agree::{Gold, GoldStatement};
use crate::codebook::Codebook;
use crate::document::Document;
use crate::world::World;

/// Coded texts, by paths from the repository.
pub struct Set {
    pub texts: &'static str,
    gold: &'static str,
    learnt: Learnt,
    /// How often each statement counts: most what three people settled, then what real
    /// texts say, least what was written for the sake of its words.
    pub counts: u8,
}

/// Which files of a set are learnt from; the others are scored only.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Learnt {
    All,
    /// Every second, by the number that it begins with.
    Odd,
    None,
}

/// The texts of a folder, a coding of them, what of it is learnt from, and how often it
/// counts.
const fn set(texts: &'static str, gold: &'static str, learnt: Learnt, counts: u8) -> Set {
    Set { texts, gold, learnt, counts }
}

pub const SETS: [Set; 17] = [
    set("../shared/seeds", "../shared/coding/seeds-gold.jsonl", Learnt::All, 10),
    set(
        "../shared/joint-statements",
        "../shared/coding/joint-statements-gold.jsonl",
        Learnt::All,
        10,
    ),
    set("../shared/joint-statements", "tests/gold/statements/learnt.jsonl", Learnt::All, 4),
    set("../shared/joint-statements", "tests/gold/statements/apart.jsonl", Learnt::None, 4),
    set("seeds", "tests/gold/starter.jsonl", Learnt::All, 2),
    set("tests/gold/varied", "tests/gold/varied/gold.jsonl", Learnt::All, 3),
    set("tests/gold/genres", "tests/gold/genres/gold.jsonl", Learnt::All, 3),
    set("tests/gold/official", "tests/gold/official/gold.jsonl", Learnt::All, 2),
    set("tests/gold/press", "tests/gold/press/gold.jsonl", Learnt::Odd, 2),
    set("tests/gold/briefs", "tests/gold/briefs/gold.jsonl", Learnt::Odd, 2),
    set("tests/gold/mixed", "tests/gold/mixed/gold.jsonl", Learnt::Odd, 2),
    set("tests/gold/unseen", "tests/gold/unseen/gold.jsonl", Learnt::Odd, 2),
    set("tests/gold/field", "tests/gold/field/gold.jsonl", Learnt::All, 2),
    set("tests/gold/retold", "tests/gold/retold/gold.jsonl", Learnt::All, 2),
    set("tests/gold/wide", "tests/gold/wide/gold.jsonl", Learnt::All, 1),
    set("tests/gold/everyday", "tests/gold/everyday/gold.jsonl", Learnt::All, 1),
    set("tests/gold/apart", "tests/gold/apart/gold.jsonl", Learnt::None, 1),
];

/// What a person saw in a text, by the byte where a statement begins.
pub type Seen = HashMap<usize, GoldStatement>;

impl Set {
    /// What `examples` makes of the texts to learn from, and of those to score only;
    /// nothing where the set is not there.
    pub fn read<E>(
        &self,
        mut examples: impl FnMut(&Document, &Seen) -> Vec<E>,
    ) -> (Vec<E>, Vec<E>) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let Ok(gold) = fs::read_to_string(root.join(self.gold)) else {
            println!("{} is not there: other weights come of it", self.gold);
            return (Vec::new(), Vec::new());
        };
        let world = World::read(&[root.join(self.texts)], Codebook::defence()).unwrap();
        let gold = Gold::read(&gold, self.gold, &world.codebook);
        let mut seen: HashMap<String, Seen> = HashMap::new();
        for statement in gold.statements {
            let seen = seen.entry(statement.stem().to_owned()).or_default();
            seen.insert(statement.span.start, statement);
        }
        let (mut learnt, mut kept) = (Vec::new(), Vec::new());
        for document in &world.documents {
            let stem = document.source.stem();
            let Some(seen) = seen.get(stem) else { continue };
            let is_learnt = match self.learnt {
                Learnt::All => true,
                Learnt::Odd => !stem.as_bytes()[1].is_multiple_of(2),
                Learnt::None => false,
            };
            if is_learnt { &mut learnt } else { &mut kept }.extend(examples(document, seen));
        }
        (learnt, kept)
    }
}
