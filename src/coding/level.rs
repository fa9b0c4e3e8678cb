//! The level of a provision: its main verb decides.

use crate::source::Span;

use super::clause::first_word;
use super::grammar::Spoken;
use super::recital::Recital;
use super::{BearsOn, Cue, Level, Passage, Scene, Sentence};

/// An item's own verb is among its first words.
const ITEM_HEAD: usize = 5;

/// Decides the level; the verb that did is added to `cues`.
pub fn of(sentence: &Sentence<'_>, scene: &Scene<'_>, cues: &mut Vec<Cue>) -> Level {
    let verb = main_verb(sentence).filter(|(verb, _)| outweighs(sentence.passage, verb));
    let Some((verb, level)) = verb else {
        return without_verb(sentence.passage).min(cap(sentence, scene));
    };
    cues.push(Cue { span: verb.span, bears_on: BearsOn::Level(level) });
    let settles = verb.group.settles() && sentence.recital.is_none();
    if settles { level } else { level.min(cap(sentence, scene)) }
}

/// Whether a verb counts for more than that of the list's introduction: it
/// has to stand at the head of the item.
fn outweighs(passage: Passage<'_>, verb: &Spoken<'_>) -> bool {
    let at = verb.span.start - passage.span.start;
    passage.chapeau.is_none() || passage.text[..at].split_whitespace().count() < ITEM_HEAD
}

/// Words that leave open what hangs on them.
const MODALS: &[&str] = &[" could ", " might ", " would "];

/// The level of the list that the passage is an item of; else what is told of a
/// deal in so many words is in the deal: "a committee reports each September".
/// A modal that no phrase of the table heard still leaves it open.
fn without_verb(passage: Passage<'_>) -> Level {
    let is_open = MODALS.iter().any(|modal| passage.text.contains(modal));
    passage.chapeau.unwrap_or(if is_open { Level::Exploratory } else { Level::Committed })
}

/// The first verb of the main clause that has a level, a firmer one that is
/// joined to it, or what takes from it.
fn main_verb<'a>(sentence: &Sentence<'a>) -> Option<(Spoken<'a>, Level)> {
    let passage = sentence.passage;
    let levelled = |s: &Spoken<'a>| Some((*s, s.group.level()?));
    let binds = |verb: Span| is_backshifted(sentence, verb) || forbids(passage, verb);
    let bound = |(verb, level): (Spoken<'a>, Level)| match binds(verb.span) {
        true => (verb, Level::Committed),
        false => (verb, level),
    };
    let verbs = || sentence.spoken.iter().filter_map(levelled).map(bound);
    let main = || verbs().filter(|(verb, _)| verb.span.start >= sentence.clause.main());
    let first = main()
        .find(|(verb, _)| !is_aside(passage, verb) && !verb.is_relative(passage))
        .or_else(|| main().next())
        .or_else(|| verbs().next_back())?;
    let firmer = main().find(|(verb, level)| verb.group.raises() && *level > first.1);
    let weaker = main().find(|(verb, level)| verb.group.lowers() && *level < first.1);
    Some(firmer.or(weaker).unwrap_or(first))
}

/// Verbs that leave open what "would" promises.
const OPEN: &[&str] = &[
    "consider", "discuss", "examine", "explore", "like", "look", "need", "seek", "strive", "study",
    "try", "welcome",
];

/// Whether "would" is the "will" of somebody whose words are reported: "he said
/// the two would train together".
fn is_backshifted(sentence: &Sentence<'_>, verb: Span) -> bool {
    let passage = sentence.passage;
    let text = &passage.text[verb.start - passage.span.start..];
    let promise = text.strip_prefix("would ").map(first_word);
    sentence.clause.is_reported(verb) && promise.is_some_and(|word| !OPEN.contains(&word))
}

/// Words of a subject or an object that turn what one may into what one may not.
const FORBIDDING: &[&str] = &["neither", "no", "none", "nor", "only"];

/// A prohibition says so among so many words of its verb.
const FORBIDDING_WORDS: usize = 6;

/// Whether "may" grants nothing: "no State may ...", "may be used only for ...".
fn forbids(passage: Passage<'_>, verb: Span) -> bool {
    let at = verb.start - passage.span.start;
    let (before, after) = passage.text.split_at(at);
    let forbids = |word: &str| FORBIDDING.iter().any(|known| word.eq_ignore_ascii_case(known));
    let clause = before.rsplit([',', ';', ':']).next().unwrap_or_default();
    after.starts_with("may")
        && (clause.split_whitespace().any(forbids)
            || after.split_whitespace().take(FORBIDDING_WORDS).any(forbids))
}

/// Whether a verb stands in an aside: "the accord, signed in May, calls for".
fn is_aside(passage: Passage<'_>, verb: &Spoken<'_>) -> bool {
    let at = verb.span.start - passage.span.start;
    let before = &passage.text[..at];
    let before = before.strip_suffix("which was ").unwrap_or(before);
    let before = before.strip_suffix("first ").unwrap_or(before);
    before.ends_with(", ") && passage.text[at..].contains(", ")
}

/// A recital aims at most, and a deal that is only proposed proposes.
fn cap(sentence: &Sentence<'_>, scene: &Scene<'_>) -> Level {
    if scene.deal.is_proposal() {
        Level::Exploratory
    } else if sentence.recital == Some(Recital::Aim) {
        Level::Intended
    } else {
        Level::Committed
    }
}
