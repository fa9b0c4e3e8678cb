//! A codebook, what a check of it found and how its cues were heard, as plain text.

use std::fmt::Write;

use crate::codebook::Codebook;
use crate::codebook::check::{Findings, Usage};
use crate::export::counted;
use crate::glyph::Glyphs;
use crate::world::World;

use super::{indented, table};

/// The questions of a codebook and the cues that answer them.
pub fn codebook(codebook: &Codebook, glyphs: Glyphs) -> String {
    let mut text = format!("{}\n", codebook.name);
    for dimension in &codebook.dimensions {
        let _ = writeln!(text, "\n{} ({}, {})", dimension.name, dimension.id(), dimension.short());
        let _ = writeln!(text, "{}", indented(&dimension.description, "    "));
        let cues: Vec<&str> = dimension.all_cues().collect();
        let _ = writeln!(text, "{}", indented(&format!("cues: {}", cues.join(", ")), "    "));
    }
    glyphs.spell(&text)
}

/// What a check of a codebook found, what should be mended first.
pub fn findings(findings: &Findings, glyphs: Glyphs) -> String {
    let mut text = String::new();
    for (title, problems) in [("to mend", &findings.faults), ("to know", &findings.notes)] {
        if !problems.is_empty() {
            let _ = writeln!(text, "{}\n", title.to_uppercase());
            for problem in problems {
                let _ = writeln!(text, "{problem}");
                problem.hint.iter().for_each(|hint| {
                    let _ = writeln!(text, "    {hint}");
                });
            }
            text.push('\n');
        }
    }
    glyphs.spell(&text)
}

/// How often each dimension of a codebook spoke in what was read, and which of
/// its cues never did.
pub fn usage(world: &World, usage: &[Usage], glyphs: Glyphs) -> String {
    let mut table = table();
    table.set_header(["dimension", "statements", "cues", "never heard"]);
    let dimensions = || world.codebook.dimensions.iter().zip(usage);
    for (dimension, usage) in dimensions() {
        let counts = [usage.statements, usage.cues, usage.silent.len()].map(|n| n.to_string());
        table.add_row(std::iter::once(dimension.id().to_owned()).chain(counts));
    }
    let documents = counted(world.documents.len(), "document");
    let silent = usage.iter().map(|usage| usage.silent.len()).sum();
    let silent = counted(silent, "cue");
    let mut text = format!("{}\n\n{silent} never heard in {documents}\n", table.trim_fmt());
    for (dimension, usage) in dimensions().filter(|(_, usage)| !usage.silent.is_empty()) {
        let _ = writeln!(text, "\n{}", dimension.id());
        let _ = writeln!(text, "{}", indented(&usage.silent.join(", "), "    "));
    }
    glyphs.spell(&text)
}
