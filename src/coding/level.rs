//! The level of a provision: its main verb decides.

use super::grammar::Grammar;
use super::{BearsOn, Cue, Genre, Level, Passage};

/// Words that open a clause before the main one.
const INTRODUCTIONS: &[&str] = &[
    "by ",
    "through ",
    "building on ",
    "as ",
    "while ",
    "if ",
    "to ",
    "recogni",
    "noting ",
    "in ",
    "with ",
    "under ",
    "following ",
    "based on ",
    "given ",
    "after ",
    "during ",
    "together with ",
];

/// Decides the level; the verb that did is added to `cues`.
pub fn of(
    passage: Passage<'_>,
    genre: Genre,
    is_proposal: bool,
    grammar: &Grammar,
    cues: &mut Vec<Cue>,
) -> Level {
    let main = passage.span.start + main_clause(passage.text);
    let verbs = || {
        passage.found.iter().filter_map(|found| {
            let level = grammar.groups(found.phrase).find_map(|group| group.level())?;
            Some((found.span, level))
        })
    };
    let verb = verbs().find(|(span, _)| span.start >= main).or_else(|| verbs().next_back());
    let level = match verb {
        Some((span, level)) => {
            cues.push(Cue { span, bears_on: BearsOn::Level(level) });
            level
        }
        None if genre == Genre::News => Level::Intended,
        None => Level::Committed,
    };
    if is_proposal { level.min(Level::Exploratory) } else { level }
}

/// The offset at which the main clause begins.
fn main_clause(text: &str) -> usize {
    let start = text.get(..24).unwrap_or(text).to_ascii_lowercase();
    let introduced = INTRODUCTIONS.iter().any(|word| start.starts_with(word));
    introduced.then(|| text.find(", ")).flatten().map_or(0, |comma| comma + 2)
}
