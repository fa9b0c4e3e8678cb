//! The kind of a statement: structure by shape, the rest by what speaks for it.

use crate::source::BlockKind;

use super::grammar::Grammar;
use super::{BearsOn, Cue, Kind, Passage, Scene};

/// A statement without a verb has no more words than this.
const LONGEST_LABEL: usize = 3;

/// Decides the kind; the words that tipped it are added to `cues`.
pub fn of(passage: Passage<'_>, scene: &Scene<'_>, grammar: &Grammar, cues: &mut Vec<Cue>) -> Kind {
    if is_structure(passage) {
        return Kind::Structure;
    }
    let mut weights = grammar.bias(scene.genre);
    for feature in features(passage, scene) {
        weights.add(grammar.feature(feature, scene.genre));
    }
    let spoken: Vec<_> = passage
        .found
        .iter()
        .flat_map(|found| grammar.groups(found.phrase).map(move |group| (found.span, group)))
        .map(|(span, group)| (span, group.weights(scene.genre)))
        .collect();
    spoken.iter().for_each(|(_, group)| weights.add(*group));
    let kind = weights.best();
    cues.extend(
        spoken
            .into_iter()
            .filter(|(_, group)| group.of(kind) > 0.0)
            .map(|(span, _)| Cue { span, bears_on: BearsOn::Kind(kind) }),
    );
    kind
}

fn is_structure(passage: Passage<'_>) -> bool {
    let text = passage.text;
    passage.shape == BlockKind::Heading
        || !text.contains(|c: char| c.is_alphabetic())
        || text.starts_with("Attribution")
        || (text.split_whitespace().count() <= LONGEST_LABEL && !text.ends_with(['.', '!', '?']))
}

/// What no single phrase says of a passage.
fn features(passage: Passage<'_>, scene: &Scene<'_>) -> Vec<&'static str> {
    let states = scene.coder.states();
    let named = || passage.found.iter().flat_map(|found| states.named(found.phrase));
    let is_party = |code: &String| scene.deal.parties.contains(code);
    let mut features = Vec::new();
    if named().any(|(code, _)| is_party(code)) {
        features.push("names-party");
    }
    if named().any(|(code, _)| !is_party(code)) {
        features.push("names-other");
    }
    if passage.text.starts_with(['“', '"']) {
        features.push("quotation");
    }
    features
}
