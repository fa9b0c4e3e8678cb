//! How far the coding agrees with a person's, as plain text.

use std::fmt::Write;

use crate::agree::{Disagreement, Judgement, Reliability};
use crate::export::counted;
use crate::export::words::share;
use crate::glyph::Glyphs;

use super::{indented, table};

/// This many disagreements are told unasked.
const WORST: usize = 5;

/// The figures by genre: a reader's own texts are of one or two.
fn genres(measured: &Reliability) -> String {
    let mut table = table();
    table.set_header(["genre", "statements", "kind", "level", "dimensions F1", "cells"]);
    for genre in &measured.by_genre {
        let scores = &genre.scores;
        let shares =
            [scores.kind_accuracy, scores.level_accuracy, scores.dimensions.f1, scores.cells_exact];
        let row = [genre.genre.name().to_owned(), scores.statements.to_string()];
        table.add_row(row.into_iter().chain(shares.map(share)));
    }
    table.trim_fmt()
}

/// How far the coding agrees with a person's, and where it does not.
pub fn reliability(measured: &Reliability, with_disagreements: bool, glyphs: Glyphs) -> String {
    let scores = &measured.scores;
    let mut text = format!(
        "{} of {} found\n\n",
        scores.aligned,
        counted(scores.statements, "coded statement")
    );
    let figures = [
        ("kind accuracy", scores.kind_accuracy),
        ("kind kappa", scores.kind_kappa),
        ("provision F1", scores.provision_f1),
        ("level accuracy", scores.level_accuracy),
        ("dimensions F1", scores.dimensions.f1),
        ("  precision", scores.dimensions.precision),
        ("  recall", scores.dimensions.recall),
        ("cells exact", scores.cells_exact),
        ("cells presence F1", scores.cells_presence_f1),
    ];
    for (name, value) in figures {
        let _ = writeln!(text, "{name:<18} {}", share(value));
    }
    let mut table = table();
    table.set_header(["dimension", "F1", "precision", "recall", "person", "comity", "both"]);
    for dimension in &scores.by_dimension {
        let rates = &dimension.rates;
        let shares = [rates.f1, rates.precision, rates.recall].map(share);
        let counts = [dimension.gold, dimension.found, dimension.agreed].map(|n| n.to_string());
        table.add_row(std::iter::once(dimension.id.clone()).chain(shares).chain(counts));
    }
    let _ = writeln!(text, "\n{}\n\n{}", genres(measured), table.trim_fmt());
    let shown = if with_disagreements { measured.disagreements.len() } else { WORST };
    if !measured.disagreements.is_empty() {
        let total = counted(measured.disagreements.len(), "statement");
        let _ = writeln!(text, "\n{total} read differently, the worst first");
    }
    measured.disagreements.iter().take(shown).for_each(|dispute| text += &disagreement(dispute));
    glyphs.spell(&text)
}

fn disagreement(dispute: &Disagreement) -> String {
    let judged = |judgement: &Judgement| {
        let level = judgement.level.map(|level| format!(" {level}")).unwrap_or_default();
        format!("{}{level} {}", judgement.kind.name(), judgement.dims.join(" "))
    };
    let comity = dispute.comity.as_ref().map_or("no such statement".to_owned(), judged);
    format!(
        "\n{}\n{}\n  person  {}\n  comity  {comity}\n",
        dispute.doc,
        indented(&dispute.text, "    "),
        judged(&dispute.gold)
    )
}
