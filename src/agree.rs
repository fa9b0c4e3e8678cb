//! How far comity's coding agrees with a person's.
//!
//! A person's coding, the *gold*, is one JSON object a line. Its statements
//! are paired with comity's by where they stand in the file, and the pairs are
//! counted. Knows nothing of how the figures are shown.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::codebook::Codebook;
use crate::coding::{Coding, Genre, Kind, Level};
use crate::document::Document;

mod align;
mod gold;
mod score;

pub use align::partners;
pub use gold::{Gold, GoldStatement};
pub use score::{DimensionScores, Rates, Scores, Share};

use score::Tally;

/// The figures, and every statement that speaks against them.
#[derive(Clone, Debug, Serialize)]
pub struct Reliability {
    pub scores: Scores,
    /// The same figures for the documents of each genre that has any.
    pub by_genre: Vec<GenreScores>,
    /// The worst first.
    pub disagreements: Vec<Disagreement>,
}

/// The figures for the documents of one genre.
#[derive(Clone, Debug, Serialize)]
pub struct GenreScores {
    pub genre: Genre,
    pub scores: Scores,
}

/// A statement that the person and comity read differently.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Disagreement {
    pub doc: String,
    /// As the person has it.
    pub text: String,
    pub gold: Judgement,
    /// Absent where comity has no such statement.
    pub comity: Option<Judgement>,
}

impl Disagreement {
    /// How far the two readings are apart: a kind that differs weighs most,
    /// then each step of level and each dimension that only one has.
    fn weight(&self) -> usize {
        let Some(ours) = &self.comity else { return usize::MAX };
        let steps = match (self.gold.level, ours.level) {
            (Some(theirs), Some(ours)) => usize::from(theirs.abs_diff(ours)),
            _ => 0,
        };
        let lacks = |a: &Judgement, b: &Judgement| {
            a.dims.iter().filter(|dimension| !b.dims.contains(dimension)).count()
        };
        let kind = if self.gold.kind == ours.kind { 0 } else { 3 };
        kind + steps + lacks(&self.gold, ours) + lacks(ours, &self.gold)
    }
}

/// A coding in the codebook's own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Judgement {
    pub kind: Kind,
    /// 1 to 3, provisions only.
    pub level: Option<u8>,
    pub dims: Vec<String>,
}

impl Judgement {
    fn new(kind: Kind, level: Option<Level>, dimensions: &[usize], codebook: &Codebook) -> Self {
        let dims = dimensions.iter().map(|&d| codebook.dimensions[d].id().to_owned()).collect();
        Self { kind, level: level.map(Level::number), dims }
    }
}

/// Compares a person's statements with the documents they were coded in.
///
/// Documents are known by the stem of their file's name; one without gold is
/// passed over, and gold without its document counts as missing.
pub fn measure(
    gold: &[GoldStatement],
    documents: impl IntoIterator<Item: AsRef<Document>>,
    codebook: &Codebook,
) -> Reliability {
    let mut by_stem: BTreeMap<&str, Vec<&GoldStatement>> = BTreeMap::new();
    for statement in gold {
        by_stem.entry(statement.stem()).or_default().push(statement);
    }
    let mut tally = Tally::new(codebook);
    let mut by_genre: BTreeMap<Genre, Tally<'_>> = BTreeMap::new();
    let mut disagreements = Vec::new();
    for document in documents {
        let document = document.as_ref();
        if let Some(gold) = by_stem.remove(document.source.stem()) {
            let partners = partners(&gold, document).into_iter();
            let codings: Vec<Option<Coding>> =
                partners.map(|partner| partner.map(|at| document.coding(at))).collect();
            let partners: Vec<Option<&Coding>> = codings.iter().map(Option::as_ref).collect();
            let genre = by_genre.entry(document.genre).or_insert_with(|| Tally::new(codebook));
            for tally in [&mut tally, genre] {
                tally.add_document(&gold, &partners, &document.codings());
            }
            disagreements.extend(disputes(&gold, &partners, codebook));
        }
    }
    for missing in by_stem.into_values() {
        let nobody = vec![None; missing.len()];
        tally.add_document(&missing, &nobody, &[]);
        disagreements.extend(disputes(&missing, &nobody, codebook));
    }
    disagreements.sort_by_key(|dispute| std::cmp::Reverse(dispute.weight()));
    let by_genre = by_genre
        .into_iter()
        .map(|(genre, tally)| GenreScores { genre, scores: tally.scores() })
        .collect();
    Reliability { scores: tally.scores(), by_genre, disagreements }
}

/// The statements on which kind, level or dimensions differ.
fn disputes<'a>(
    gold: &'a [&GoldStatement],
    partners: &'a [Option<&Coding>],
    codebook: &'a Codebook,
) -> impl Iterator<Item = Disagreement> + use<'a> {
    gold.iter().zip(partners).filter_map(|(gold, partner)| {
        let theirs = Judgement::new(gold.kind, gold.level, &gold.dimensions, codebook);
        let ours = partner
            .map(|coding| Judgement::new(coding.kind, coding.level, &coding.dimensions, codebook));
        (ours.as_ref() != Some(&theirs)).then(|| Disagreement {
            doc: gold.doc.clone(),
            text: gold.text.clone(),
            gold: theirs,
            comity: ours,
        })
    })
}

#[cfg(test)]
mod tests;
