//! How often the cues of a codebook speak in what was read.

use std::collections::HashSet;

use crate::codebook::{Codebook, Dimension};
use crate::coding::{BearsOn, Kind};
use crate::lexicon::{Lexicon, LexiconBuilder};
use crate::world::World;

/// What one dimension found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// The statements about it; headings and labels are not counted.
    pub statements: usize,
    /// How many phrases can speak for it.
    pub cues: usize,
    /// Those of them that never did.
    pub silent: Vec<String>,
}

/// The usage of each dimension, in the codebook's order.
pub fn usage(world: &World) -> Vec<Usage> {
    let lexicon = lexicon(&world.codebook);
    let mut statements = vec![0; world.codebook.dimensions.len()];
    let mut spoken = HashSet::new();
    for id in world.statements() {
        let coding = world.coding(id);
        for cue in &coding.cues {
            let BearsOn::Dimension(dimension) = cue.bears_on else { continue };
            let text = world.document(id).source.slice(cue.span);
            let whole =
                lexicon.scan(text).into_iter().filter(|found| found.span.len() == text.len());
            spoken.extend(whole.map(|found| (dimension, lexicon.phrase(found.phrase))));
        }
        if coding.kind != Kind::Structure {
            coding.dimensions.iter().for_each(|&dimension| statements[dimension] += 1);
        }
    }
    let dimensions = world.codebook.dimensions.iter().enumerate().zip(statements);
    dimensions
        .map(|((index, dimension), statements)| {
            let cues = || dimension.speaking().map(|phrase| phrase.get_ref().as_str());
            let silent = cues().filter(|cue| !spoken.contains(&(index, cue)));
            Usage { statements, cues: cues().count(), silent: silent.map(str::to_owned).collect() }
        })
        .collect()
}

fn lexicon(codebook: &Codebook) -> Lexicon {
    let mut builder = LexiconBuilder::default();
    for phrase in codebook.dimensions.iter().flat_map(Dimension::speaking) {
        builder.add(phrase.get_ref());
    }
    builder.build()
}
