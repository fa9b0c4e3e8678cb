//! Where the deal was made, where the text plainly says so.

use std::ops::Range;

use crate::coding::Genre;
use crate::coding::states::Naming;
use crate::source::Span;
use crate::statement::Statement;

use super::date::{is_month, is_weekday};
use super::words::words;
use super::{Reading, Told, making, stamp};

/// Seats of government that stand for a place.
const SEATS: &[&str] = &["White House", "Camp David", "Downing Street", "Blue House", "Chequers"];

/// Beginnings of the sentence in which a text says where it was signed.
const ATTESTED: &[&str] = &["done ", "signed ", "adopted ", "issued ", "concluded "];

/// Words that part the deal from what it brings.
const TURNS: &[&str] = &[
    " that ",
    " which ",
    " who ",
    " to ",
    " for ",
    " after ",
    " under ",
    " giving ",
    " allowing ",
];

/// Words before the name of a town.
const TOWNS: &[&str] = &["city", "town", "port", "resort", "village", "capital", "island"];

/// Capitalised words that begin no name of a place, as days and months don't.
const NO_PLACES: &[&str] = &[
    "Agreement",
    "Annex",
    "Article",
    "Asia",
    "Africa",
    "Arctic",
    "Atlantic",
    "Baltic",
    "Black",
    "By",
    "Cabinet",
    "Chapter",
    "Congress",
    "Contact",
    "Defence",
    "Defense",
    "Department",
    "Embassy",
    "English",
    "Europe",
    "Exercise",
    "Foreign",
    "French",
    "From",
    "Government",
    "Immediate",
    "Indo-Pacific",
    "Joint",
    "Media",
    "Minister",
    "Ministry",
    "News",
    "Office",
    "Operation",
    "Pacific",
    "Parliament",
    "Phase",
    "Posted",
    "Presidential",
    "President",
    "Press",
    "Prime",
    "Published",
    "Release",
    "Released",
    "Section",
    "Southeast",
    "Spanish",
    "Statement",
    "State",
    "The",
    "Updated",
    "Western",
    "World",
    "HMS",
    "HMAS",
    "HMCS",
    "USS",
    "Today",
    "Yesterday",
];

/// Nouns by which a deal goes under the name of a town: "the Oslo Accord".
const NAMESAKES: &[&str] = &[
    "accord",
    "accords",
    "action",
    "agreement",
    "charter",
    "communique",
    "communiqué",
    "compact",
    "declaration",
    "document",
    "pact",
    "statement",
    "treaty",
];

/// States that are towns, too.
const TOWN_STATES: &[&str] = &["Djibouti", "Luxembourg", "Monaco", "San Marino", "Singapore"];

/// Small words within the names of places only: "Frankfurt an der Oder".
const JOINTS: &[&str] = &["am", "an", "sur", "upon"];

/// How many statements tell of the occasion.
const NEAR: usize = 3;

/// No name of a place has more words.
const LONGEST_NAME: usize = 4;

/// Where it was made: as the text attests, then as it tells, then by the line
/// that dates it, then by the town it is named for.
pub fn of(reading: &Reading<'_>) -> Option<String> {
    let stamped = |heads_report: bool| {
        let mut stamps = reading.stamps.iter().filter(|s| s.heads_report == heads_report);
        stamps.find_map(|stamp| stamp.place.clone())
    };
    attested(reading)
        .or_else(|| stamped(false))
        .or_else(|| located(reading))
        .or_else(|| told(reading))
        .or_else(|| occasion(reading))
        .or_else(|| stamped(true))
        .or_else(|| namesake(reading))
        .or_else(|| scene(reading))
}

/// Whether a sentence attests the signing: "Done at Oslo ...".
pub fn is_attestation(text: &str) -> bool {
    let begins = |head: &&str| text.get(..head.len()).is_some_and(|t| t.eq_ignore_ascii_case(head));
    ATTESTED.iter().any(begins)
}

/// "Done at Oslo on 3 March", "Oslo, 3 March 2022": how issued texts end.
fn attested(reading: &Reading<'_>) -> Option<String> {
    if reading.genre == Genre::News {
        return None;
    }
    reading.statements.iter().rev().take(super::TOP).find_map(|statement| {
        let text = reading.source.slice(statement.span);
        match is_attestation(text) {
            true => first_place(reading, statement, Span::new(0, text.len())),
            false => stamp::line(text).and_then(|stamp| stamp.place),
        }
    })
}

/// "Oslo, Norway": a line of its own above an issued text.
fn located(reading: &Reading<'_>) -> Option<String> {
    let head = reading.statements.iter().take(NEAR);
    head.filter(|_| reading.genre != Genre::News).find_map(|statement| {
        let text = reading.source.slice(statement.span);
        let (town, state) = text.split_once(", ")?;
        let mention = reading.mentions_in(statement).last()?;
        let is_state = reading.source.slice(mention.span) == state && !mention.is(Naming::Capital);
        is_state.then(|| alone(town))?
    })
}

/// The place in the clause that tells of the making. A report tells of it
/// anywhere in its top, an issued text at once.
fn told(reading: &Reading<'_>) -> Option<String> {
    let near = if reading.genre == Genre::News { super::TOP } else { NEAR };
    reading.near(near).iter().find_map(|Told { statement, text, makings, .. }| {
        let behind = |verb: &Range<usize>| {
            let end = verb.end + clause(&text[verb.end..]);
            first_place(reading, statement, Span::new(verb.end, end))
        };
        let before =
            |verb: &Range<usize>| first_place(reading, statement, Span::new(0, verb.start));
        makings.iter().find_map(behind).or_else(|| makings.first().and_then(before))
    })
}

/// Where a text turns from the making to what is made.
fn clause(text: &str) -> usize {
    let turns = TURNS.iter().filter_map(|turn| text.find(turn));
    // "on Monday in Oslo" is still about the making.
    let subject = text
        .match_indices(" on ")
        .map(|(at, _)| at)
        .find(|at| text[at + " on ".len()..].starts_with(|c: char| c.is_lowercase()));
    turns.chain(subject).min().unwrap_or(text.len())
}

/// The place of a meeting or a visit that the first statements tell of.
fn occasion(reading: &Reading<'_>) -> Option<String> {
    reading.near(NEAR).iter().find_map(|Told { statement, text, lower, .. }| {
        let is_told = making::is_occasion(lower);
        let place =
            || first_place(reading, statement, Span::new(0, text.len())).or_else(|| seat(text));
        is_told.then(place)?
    })
}

fn seat(text: &str) -> Option<String> {
    let is_led = |before: &str| {
        ["to the ", "at the ", "at ", "to "].iter().any(|lead| before.ends_with(lead))
    };
    let is_there = |seat: &&str| text.match_indices(*seat).any(|(at, _)| is_led(&text[..at]));
    SEATS.iter().copied().find(is_there).map(str::to_owned)
}

/// The town that a deal is named for, if the text was there, too.
fn namesake(reading: &Reading<'_>) -> Option<String> {
    let named = reading.texts().take(super::TOP).find_map(|text| {
        let words = words(text);
        words.windows(2).find_map(|pair| {
            let is_named = pair[0].is_capital() && !pair[0].stops && pair[1].is_one_of(NAMESAKES);
            is_named.then(|| alone(pair[0].text))?
        })
    })?;
    let leads = ["in ", "In ", "at ", "from ", "of "].map(|lead| lead.to_owned() + &named);
    let is_there = |text: &str| {
        let mut led = leads.iter().filter_map(|led| text.find(led));
        led.any(|at| !text[..at].ends_with(char::is_alphanumeric))
    };
    // Most statements don't speak of it at all.
    reading.texts().any(|text| text.contains(&named) && is_there(text)).then_some(named)
}

/// The place that the sentence before the making sets as its scene.
fn scene(reading: &Reading<'_>) -> Option<String> {
    reading.top.windows(2).find_map(|pair| {
        let (before, making) = (pair[0].statement, &pair[1]);
        let is_scene = before.block == making.statement.block && making.is_making();
        let whole = Span::new(0, before.span.len());
        is_scene.then(|| first_place_by(reading, before, whole, &["in", "at", "into", "to"]))?
    })
}

fn first_place(reading: &Reading<'_>, statement: &Statement, within: Span) -> Option<String> {
    first_place_by(reading, statement, within, &["in", "at"])
}

/// The first name in a stretch of a statement that a word of place leads to.
fn first_place_by(
    reading: &Reading<'_>,
    statement: &Statement,
    within: Span,
    leads: &[&str],
) -> Option<String> {
    let text = reading.source.slice(statement.span);
    let words = words(&text[within.start..within.end]);
    words.windows(2).enumerate().find_map(|(index, pair)| {
        let is_town = index > 0 && pair[0].text == "of" && words[index - 1].is_one_of(TOWNS);
        if pair[0].stops || !(pair[0].is_one_of(leads) || is_town) || !pair[1].is_capital() {
            return None;
        }
        let start = within.start + pair[1].start;
        let at = statement.span.start + start;
        let here = reading.mentions_in(statement).iter().find(|m| m.span.start == at);
        match here {
            Some(mention) => {
                let called = reading.source.slice(mention.span);
                let is_town = mention.is(Naming::Capital) || TOWN_STATES.contains(&called);
                is_town.then(|| called.to_owned())
            }
            None => name(&text[start..within.end]),
        }
    })
}

/// A text that is the name of a place and nothing else, up to a comma.
pub fn alone(text: &str) -> Option<String> {
    let town = text.split(',').next().unwrap_or_default().trim();
    name(town).filter(|name| name.len() == town.len())
}

/// The capitalised words at the head of a text.
fn name(text: &str) -> Option<String> {
    let words = words(text);
    let mut end = 0;
    for (index, word) in words.iter().take(LONGEST_NAME).enumerate() {
        let is_joined = index > 0 && (word.is_particle() || JOINTS.contains(&word.text));
        if word.text.contains('/') {
            return None;
        }
        let is_day = is_month(word.text) || is_weekday(word.text);
        let is_other = is_day || NO_PLACES.contains(&word.text);
        if is_other || !(word.is_capital() || is_joined) {
            break;
        }
        if word.is_capital() {
            end = word.end;
        }
        if word.stops && word.text != "St" {
            break;
        }
    }
    let start = words.first()?.start;
    (end > start && start == 0).then(|| text[..end].to_owned())
}
