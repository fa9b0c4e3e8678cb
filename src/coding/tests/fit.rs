//! Fits the weights of `[manner]` in `grammar.toml` to coded reports.
//!
//! A multinomial regression with a ridge: what else speaks for the kinds is taken
//! as it is, and the small weights that a sentence's build adds to it are those
//! under which the kinds that people saw are likeliest. It is run by hand, by the
//! command that the table gives: readings should not move with every new cue.

use std::collections::BTreeMap;
use std::fs;

use crate::codebook::Codebook;
use crate::document::Document;

use crate::coding::grammar::Weights;
use crate::coding::kind::CHOICES;
use crate::coding::{Coder, Context, Genre, Reading, Scene, kind};

use super::coded::{SETS, Seen, Set};

/// How much likelier each point of the table makes a kind, as a logarithm, and
/// how strongly weights are held at nothing. Of 1, 1.5, 2 and 3, and of 3, 10, 15,
/// 30, 60 and 100, these do as well as any on the texts left out, within one
/// statement in a hundred; without manner six more are missed.
const SHARPNESS: f64 = 1.5;
const RIDGE: f64 = 30.0;

/// So many rounds bring every weight to where it stays, within a thousandth.
const ROUNDS: usize = 60;

/// The curvature of the logarithm of a probability is no larger.
const STEEPEST: f64 = 0.25;

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/coding/grammar.toml");

pub type Scores = [f64; CHOICES.len()];

/// A statement of a report, as a person coded it.
#[derive(Clone)]
pub struct Example {
    /// What speaks for each kind but for what is fitted.
    pub rest: Scores,
    /// Which of the features that are fitted it has.
    pub features: Vec<usize>,
    /// The person's kind.
    pub kind: usize,
}

impl Example {
    fn scores(&self, weights: &[Scores]) -> Scores {
        let mut scores = self.rest;
        for feature in &self.features {
            scores.iter_mut().zip(weights[*feature]).for_each(|(score, weight)| *score += weight);
        }
        scores
    }

    /// How likely each kind is.
    fn chances(&self, weights: &[Scores]) -> Scores {
        let powers = self.scores(weights).map(|score| (SHARPNESS * score).exp());
        let sum: f64 = powers.iter().sum();
        powers.map(|power| power / sum)
    }

    fn is_told(&self, weights: &[Scores]) -> bool {
        let scores = self.scores(weights);
        (0..CHOICES.len()).all(|other| other == self.kind || scores[other] < scores[self.kind])
    }
}

#[test]
#[ignore = "fits weights anew, by hand"]
fn the_weights_of_manner_are_fitted_and_told() {
    let coder = Coder::new(&Codebook::defence());
    let names: Vec<&str> = coder.grammar.fitted().collect();
    let sets: Vec<_> = SETS.iter().map(|set| read(set, &coder, &names)).collect();
    for (left, set) in SETS.iter().enumerate() {
        let others = sets.iter().enumerate().filter(|(other, _)| *other != left);
        let weights = fit(others.flat_map(|(_, (learnt, _))| learnt), names.len(), RIDGE);
        tell(set.texts, &sets[left].0, &weights);
    }
    let weights = fit(sets.iter().flat_map(|(learnt, _)| learnt), names.len(), RIDGE);
    let kept: Vec<&Example> = sets.iter().flat_map(|(_, kept)| kept).collect();
    tell("the files kept", kept, &weights);
    let rows: BTreeMap<&str, String> = names.iter().copied().zip(weights.iter().map(row)).collect();
    let written = rewritten(&fs::read_to_string(TABLE).unwrap(), &rows);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(TABLE, written).unwrap();
    } else {
        println!("{rows:#?}");
    }
}

/// The statements of a set to learn from, and those to score only.
fn read(set: &Set, coder: &Coder, names: &[&str]) -> (Vec<Example>, Vec<Example>) {
    set.read(|document, seen| examples(document, coder, names, seen))
}

/// The statements of a report whose kind is no matter of shape.
fn examples(document: &Document, coder: &Coder, names: &[&str], seen: &Seen) -> Vec<Example> {
    let statements = document.statements();
    let found = coder.found(&document.source, &statements);
    let scene = Scene::new(coder, &document.source, &statements, &found);
    let mut context = Context::default();
    let mut example = |index: usize| {
        let around = scene.around(index, &context);
        scene.code_next(index, &mut context);
        let seen = seen.get(&document.file_span(index).start)?;
        let kind = CHOICES.iter().position(|kind| *kind == seen.kind)?;
        let Reading { sentence, features, .. } = scene.read(index, &around)?;
        let (fitted, others): (Vec<&str>, Vec<&str>) =
            features.iter().partition(|name| names.binary_search(name).is_ok());
        // What words and features lean to is learnt after it, by what this leaves open.
        let rest = scores(kind::by_grammar(&sentence, &scene, &others));
        let features = fitted.iter().filter_map(|name| names.binary_search(name).ok()).collect();
        Some(Example { rest, features, kind })
    };
    match scene.genre {
        Genre::News => (0..statements.len()).filter_map(&mut example).collect(),
        Genre::Statement | Genre::Treaty => Vec::new(),
    }
}

pub fn scores(weights: Weights) -> Scores {
    CHOICES.map(|kind| f64::from(weights.of(kind)))
}

/// The weights of so many features, for each kind: one after the other is moved
/// as far as is safe whatever the rest, until all are at rest.
pub fn fit<'a>(
    examples: impl Iterator<Item = &'a Example>,
    features: usize,
    ridge: f64,
) -> Vec<Scores> {
    let mut having: Vec<Vec<&Example>> = vec![Vec::new(); features];
    for example in examples {
        example.features.iter().for_each(|feature| having[*feature].push(example));
    }
    let mut weights = vec![Scores::default(); features];
    for _ in 0..ROUNDS {
        for (feature, examples) in having.iter().enumerate() {
            for kind in 0..CHOICES.len() {
                let missing: f64 = examples
                    .iter()
                    .map(|e| f64::from(u8::from(e.kind == kind)) - e.chances(&weights)[kind])
                    .sum();
                let slope = SHARPNESS * missing - ridge * weights[feature][kind];
                let count = f64::from(u32::try_from(examples.len()).unwrap());
                let curvature = ridge + SHARPNESS.powi(2) * STEEPEST * count;
                weights[feature][kind] += slope / curvature;
            }
        }
    }
    weights
}

/// Says how many statements are told right without what is fitted, and with it.
pub fn tell<'a>(name: &str, examples: impl IntoIterator<Item = &'a Example>, weights: &[Scores]) {
    let nothing = vec![Scores::default(); weights.len()];
    let (mut all, mut without, mut with) = (0, 0, 0);
    for example in examples {
        all += 1;
        without += usize::from(example.is_told(&nothing));
        with += usize::from(example.is_told(weights));
    }
    println!(
        "{name}, left out: {all} statements, {without} told without what is fitted, {with} with it"
    );
}

/// The weights as the table writes them, in hundredths.
fn row(weights: &Scores) -> String {
    let named = CHOICES.iter().zip(weights.map(|weight| (weight * 100.0).round() / 100.0));
    let parts: Vec<String> = named
        .filter(|(_, weight)| *weight != 0.0)
        .map(|(kind, weight)| format!("{} = {weight:.2}", kind.name()))
        .collect();
    if parts.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", parts.join(", ")) }
}

/// The table with other weights in its rows on manner.
fn rewritten(table: &str, rows: &BTreeMap<&str, String>) -> String {
    let mut row = None;
    let mut written = String::with_capacity(table.len());
    for line in table.lines() {
        if line.starts_with('[') {
            let name = line.strip_prefix("[manner.").and_then(|rest| rest.strip_suffix(']'));
            row = name.and_then(|name| rows.get(name));
        }
        match row.filter(|_| line.starts_with("news = ")) {
            Some(row) => written.extend(["news = ", row]),
            None => written.push_str(line),
        }
        written.push('\n');
    }
    written
}
