//! The level of a provision: its main verb decides.

use crate::source::Span;

use super::clause::first_word;
use super::grammar::Spoken;
use super::recital::Recital;
use super::{BearsOn, Cue, Level, Passage, Reason, Scene, Sentence};

/// An item's own verb is among its first words.
const ITEM_HEAD: usize = 5;

/// Decides the level; the verb that did is added to `cues`.
pub fn of(sentence: &Sentence<'_>, scene: &Scene<'_>, cues: &mut Vec<Cue>) -> Level {
    let Decided { verb, said, level } = decide(sentence, scene);
    cues.extend(verb.map(|verb| Cue { span: verb.span, bears_on: BearsOn::Level(said) }));
    level
}

/// What the level of a provision rests on.
struct Decided<'a> {
    verb: Option<Spoken<'a>>,
    /// What the verb says, or what is taken for said without one.
    said: Level,
    /// What that amounts to in this text.
    level: Level,
}

fn decide<'a>(sentence: &Sentence<'a>, scene: &Scene<'_>) -> Decided<'a> {
    let verb = main_verb(sentence).filter(|(verb, _)| outweighs(sentence.passage, verb));
    let said = verb.map_or_else(|| without_verb(sentence.passage).0, |(_, level)| level);
    let settles = |(verb, _): (Spoken<'_>, _)| verb.group.settles() && sentence.recital.is_none();
    let cap = cap(sentence, scene).filter(|_| !verb.is_some_and(settles));
    let level = cap.map_or(said, |(most, _)| said.min(most));
    Decided { verb: verb.map(|(verb, _)| verb), said, level }
}

/// What spoke for the level of a provision, and which verbs for another.
pub fn reasons(sentence: &Sentence<'_>, scene: &Scene<'_>) -> Vec<Reason> {
    let Decided { verb, said, level } = decide(sentence, scene);
    let role = if level == said { "the verb that decides" } else { "the verb alone" };
    let because = match verb {
        Some(verb) => format!("{role}: {}", verb.group.reason()),
        None => without_verb(sentence.passage).1.to_owned(),
    };
    let span = verb.map(|verb| verb.span);
    let reason = |span, level, because| Reason::new(span, BearsOn::Level(level), because);
    let mut reasons = vec![reason(span, said, because)];
    let capped = cap(sentence, scene).filter(|_| level != said);
    reasons.extend(capped.map(|(_, because)| reason(None, level, because.to_owned())));
    let others = verbs(sentence).filter(|(other, own)| Some(other.span) != span && *own != level);
    let because = match verb {
        Some(_) => "beside the verb that decides",
        None => "beside what decides",
    };
    reasons.extend(others.map(|(other, own)| reason(Some(other.span), own, because.to_owned())));
    reasons
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
/// A modal that no phrase of the table heard still leaves it open. And why that is
/// so.
fn without_verb(passage: Passage<'_>) -> (Level, &'static str) {
    let is_open = || MODALS.iter().any(|modal| passage.text.contains(modal));
    match passage.chapeau {
        Some(level) => (level, "the line that introduces the list says how firm"),
        None if is_open() => {
            (Level::Exploratory, "\"could\", \"might\" or \"would\" leaves it open")
        }
        None => {
            let because = "no verb says how firm: what is told of a deal without one stands in it";
            (Level::Committed, because)
        }
    }
}

/// The first verb of the main clause that has a level, a firmer one that is
/// joined to it, or what takes from it.
fn main_verb<'a>(sentence: &Sentence<'a>) -> Option<(Spoken<'a>, Level)> {
    let passage = sentence.passage;
    let main = || verbs(sentence).filter(|(verb, _)| verb.span.start >= sentence.clause.main());
    let first = main()
        .find(|(verb, _)| !is_aside(passage, verb) && !verb.is_relative(passage))
        .or_else(|| main().next())
        .or_else(|| verbs(sentence).next_back())?;
    let firmer = main().find(|(verb, level)| verb.group.raises() && *level > first.1);
    let weaker = main().find(|(verb, level)| verb.group.lowers() && *level < first.1);
    Some(firmer.or(weaker).unwrap_or(first))
}

/// The verbs that have a level.
fn verbs<'a>(sentence: &Sentence<'a>) -> impl DoubleEndedIterator<Item = (Spoken<'a>, Level)> {
    let levelled = |s: &Spoken<'a>| Some((*s, s.group.level()?));
    let binds = |verb: Span| is_backshifted(sentence, verb) || forbids(sentence.passage, verb);
    let bound = move |(verb, level): (Spoken<'a>, Level)| match binds(verb.span) {
        true => (verb, Level::Committed),
        false => (verb, level),
    };
    sentence.spoken.iter().filter_map(levelled).map(bound)
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

/// First words of a subject that may not.
const NOBODY: &[&str] = &["neither", "no", "none", "nor"];

/// What one may do at all is said among so many words behind "may".
const BOUND_WORDS: usize = 6;

/// Whether "may" grants nothing: "no State may ...", "may be used only for ...",
/// "may be put to no purpose but".
fn forbids(passage: Passage<'_>, verb: Span) -> bool {
    let at = verb.start - passage.span.start;
    let (before, after) = passage.text.split_at(at);
    if !after.starts_with("may") {
        return false;
    }
    let clause = before.rsplit([',', ';', ':']).next().unwrap_or_default();
    let subject = clause.split_whitespace().next().unwrap_or_default();
    let behind: Vec<&str> = after.split_whitespace().take(BOUND_WORDS).collect();
    let to_no = |pair: &[&str]| matches!(*pair, ["for" | "in" | "to" | "under", "no"]);
    NOBODY.iter().any(|word| subject.eq_ignore_ascii_case(word))
        || behind.contains(&"only")
        || behind.windows(2).any(to_no)
}

/// Whether a verb stands in an aside: "the accord, signed in May, calls for".
fn is_aside(passage: Passage<'_>, verb: &Spoken<'_>) -> bool {
    let at = verb.span.start - passage.span.start;
    let before = &passage.text[..at];
    let before = before.strip_suffix("which was ").unwrap_or(before);
    let before = before.strip_suffix("first ").unwrap_or(before);
    before.ends_with(", ") && passage.text[at..].contains(", ")
}

/// The most that a provision amounts to, and why, where that is not left to its
/// verbs: a recital aims at most, and a deal that is only proposed proposes.
fn cap(sentence: &Sentence<'_>, scene: &Scene<'_>) -> Option<(Level, &'static str)> {
    if scene.deal.is_proposal() {
        let because = "a deal that is only proposed proposes, however firm its verbs";
        return Some((Level::Exploratory, because));
    }
    let is_aim = sentence.recital == Some(Recital::Aim);
    is_aim.then_some((Level::Intended, "a recital aims at most"))
}
