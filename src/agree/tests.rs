//! Tiny gold whose figures are worked out by hand.

use super::*;
use crate::coding::{Coded, Coding, Deal, Genre};
use crate::format::{self, Format};
use crate::source::{Origin, Source};
use crate::statement::segment;

const PATH: &str = "folder/pact.txt";

/// Four sentences, at bytes 0-4, 5-9, 10-14 and 15-19.
const TEXT: &str = "One. Two. Six. Ten.";

fn source() -> Source {
    let mut problems = Vec::new();
    format::read(TEXT.as_bytes(), Format::Text, PATH, Origin::Embedded(PATH), &mut problems)
}

fn codebook() -> Codebook {
    let dimension = |id| {
        format!("[[dimension]]\nid='{id}'\nname='N'\nshort='S'\ndescription='D'\ncues=['x']\n")
    };
    let toml = format!("id='c'\nname='C'\n{}{}", dimension("cyber"), dimension("space"));
    Codebook::parse(&toml, "c.toml").unwrap()
}

fn coding(kind: Kind, level: u8, dimensions: &[usize]) -> Coding {
    let level = Level::from_number(level);
    Coding { kind, level, dimensions: dimensions.to_vec(), cues: Vec::new() }
}

fn line(start: usize, kind: &str, level: &str, dims: &str) -> String {
    let end = start + 4;
    format!(
        r#"{{"doc":"pact.md","start":{start},"end":{end},"text":"t","kind":"{kind}","level":{level},"dims":[{dims}],"sid":7}}"#
    )
}

fn agreement(lines: &[String], codings: &[Coding]) -> Reliability {
    let (source, codebook) = (source(), codebook());
    let statements = segment(&source);
    let gold = Gold::read(&lines.join("\n"), "gold.jsonl", &codebook);
    assert_eq!(gold.problems, []);
    let coded = Coded { genre: Genre::News, deal: Deal::default(), codings: codings.to_vec() };
    let document = Document::coded(source, &statements, coded);
    measure(&gold.statements, [&document], &codebook)
}

fn check(actual: Share, expected: f64) {
    let actual = actual.expect("a figure");
    assert!((actual - expected).abs() < 1e-9, "{actual} is not {expected}");
}

#[test]
fn figures_are_those_worked_out_by_hand() {
    let lines = [
        line(0, "provision", "3", r#""cyber""#),
        line(5, "provision", "2", r#""cyber","space""#),
        line(10, "commentary", "null", r#""space""#),
        line(15, "structure", "null", ""),
    ];
    let codings = [
        coding(Kind::Provision, 3, &[0]),
        coding(Kind::Provision, 1, &[0]),
        coding(Kind::Provision, 2, &[1]),
        coding(Kind::Structure, 0, &[]),
    ];
    let scores = agreement(&lines, &codings).scores;
    assert_eq!((scores.statements, scores.aligned, scores.cells), (4, 4, 2));
    // Kinds agree on three of four. By chance: provision 2/4 * 3/4, structure
    // 1/4 * 1/4, together 7/16; kappa = (12/16 - 7/16) / (9/16).
    check(scores.kind_accuracy, 0.75);
    check(scores.kind_kappa, 5.0 / 9.0);
    // Of three found provisions two are right, of two none is missed.
    check(scores.provision_precision, 2.0 / 3.0);
    check(scores.provision_recall, 1.0);
    check(scores.provision_f1, 0.8);
    // 3 = 3, 2 is not 1.
    check(scores.level_accuracy, 0.5);
    // Gold says four times a dimension, comity three times, all of them right.
    check(scores.dimensions.precision, 1.0);
    check(scores.dimensions.recall, 0.75);
    check(scores.dimensions.f1, 6.0 / 7.0);
    let space = &scores.by_dimension[1];
    assert_eq!((space.id.as_str(), space.gold, space.found, space.agreed), ("space", 2, 1, 1));
    // cyber is 3 and 3, space 2 and 2: the highest statement makes the cell.
    check(scores.cells_exact, 1.0);
    check(scores.cells_presence_f1, 1.0);
}

#[test]
fn a_statement_that_comity_lacks_is_wrong_in_kind_and_missing_in_recall() {
    let lines = [line(0, "provision", "3", r#""cyber""#), line(90, "background", "null", "")];
    let agreement = agreement(&lines, &[coding(Kind::Provision, 3, &[0])]);
    let scores = &agreement.scores;
    assert_eq!((scores.statements, scores.aligned), (2, 1));
    check(scores.kind_accuracy, 0.5);
    // By chance: provision 1/2 * 1/2; kappa = (1/2 - 1/4) / (3/4).
    check(scores.kind_kappa, 1.0 / 3.0);
    let [missing] = agreement.disagreements.as_slice() else { panic!("one disagreement") };
    assert_eq!((missing.gold.kind, &missing.comity), (Kind::Background, &None));
}

#[test]
fn gold_without_its_document_counts_as_missing() {
    let gold = Gold::read(&line(0, "provision", "3", r#""cyber""#), "gold.jsonl", &codebook());
    let scores = measure(&gold.statements, [] as [&Document; 0], &codebook()).scores;
    assert_eq!((scores.statements, scores.aligned), (1, 0));
    check(scores.kind_accuracy, 0.0);
    check(scores.dimensions.recall, 0.0);
    // cyber is missing, space is absent on both sides.
    check(scores.cells_exact, 0.5);
    assert_eq!((scores.level_accuracy, scores.dimensions.precision), (None, None));
}

#[test]
fn bad_lines_become_problems_and_the_rest_loads() {
    let lines = [
        line(0, "provision", "3", r#""cyber","cyber""#),
        "{\"doc\":".to_owned(),
        "\"parties\": [".to_owned(),
        line(5, "opinion", "null", ""),
        line(5, "provision", "4", ""),
        line(5, "provision", "2", r#""tea","space""#),
        String::new(),
    ];
    let gold = Gold::read(&lines.join("\n"), "gold.jsonl", &codebook());
    let told: Vec<(Option<usize>, &str)> =
        gold.problems.iter().map(|p| (p.line, p.message.as_str())).collect();
    assert_eq!(told[0], (Some(2), "not a coded statement: EOF while parsing a value"));
    assert_eq!(told[1], (Some(3), "not a coded statement: it is no object of JSON"));
    assert!(told[2].1.starts_with("not a coded statement: unknown variant `opinion`"));
    assert_eq!(told[3], (Some(5), "`level` is 4, not 1, 2, 3 or null"));
    assert_eq!(told[4], (Some(6), "`dims`: the codebook has no dimension \"tea\""));
    let dimensions: Vec<&[usize]> =
        gold.statements.iter().map(|s| s.dimensions.as_slice()).collect();
    assert_eq!(dimensions, [[0].as_slice(), &[1]]);
}

#[test]
fn scores_are_serialised_under_their_names() {
    let json = serde_json::to_value(agreement(&[], &[]).scores).unwrap();
    for name in ["kind_kappa", "provision_f1", "level_accuracy", "by_dimension", "cells_exact"] {
        assert!(json.get(name).is_some(), "{name}");
    }
    assert!(json["dimensions"]["f1"].is_null());
    assert_eq!(json["by_dimension"][0]["id"], "cyber");
}
