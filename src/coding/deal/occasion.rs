//! When and where the deal was made, where the text plainly says so.

use crate::coding::Genre;
use crate::coding::states::Naming;

use super::Reading;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Words that make the sentence they stand in one about the making.
const MAKING: &[&str] = &[
    "signed",
    "Signed",
    "Done at",
    "DONE at",
    "Done in",
    "announced",
    "inked",
    "issued",
    "adopted",
    "met ",
    "summit",
    "briefing",
    "ceremony",
    "welcomed",
    "visit",
    "host",
];

/// Seats of government that stand for a place.
const SEATS: &[&str] = &["White House", "Camp David", "Downing Street", "Blue House", "Chequers"];

/// How many statements tell of the occasion.
const NEAR: usize = 3;

/// The day that the making is dated to, as ISO 8601.
pub fn date(reading: &Reading<'_>) -> Option<String> {
    let signs = ["signed", "Signed", "Done at", "DONE at", "Done in", "inked", "issued"];
    let telling = |text: &&str| signs.iter().any(|sign| text.contains(sign));
    match reading.genre {
        Genre::News => reading.top().take(NEAR).filter(telling).find_map(day),
        Genre::Statement | Genre::Treaty => texts(reading).filter(telling).find_map(day),
    }
}

/// The capital or seat of government in which the making took place.
pub fn place(reading: &Reading<'_>) -> Option<String> {
    done_at(reading).or_else(|| {
        let near = reading.top_statements().take(NEAR);
        near.filter(|statement| {
            let text = reading.source.slice(statement.span);
            MAKING.iter().any(|sign| text.contains(sign))
        })
        .find_map(|statement| {
            let text = reading.source.slice(statement.span);
            let capital = reading.mentions_in(statement).iter().find(|mention| {
                let before = &text[..mention.span.start - statement.span.start];
                mention.is(Naming::Capital)
                    && (before.ends_with(" in ") || before.ends_with(" at "))
            });
            capital.map(|mention| reading.source.slice(mention.span)).or_else(|| seat(text))
        })
        .map(str::to_owned)
    })
}

fn texts<'a>(reading: &Reading<'a>) -> impl Iterator<Item = &'a str> {
    let source = reading.source;
    reading.statements.iter().map(|statement| source.slice(statement.span))
}

fn seat(text: &str) -> Option<&'static str> {
    SEATS.iter().copied().find(|seat| {
        ["to the ", "at the ", "at ", "to "]
            .iter()
            .any(|word| text.contains(&format!("{word}{seat}")))
    })
}

/// "Done at Oslo on 3 March" ends a treaty.
fn done_at(reading: &Reading<'_>) -> Option<String> {
    let signs = ["Done at ", "DONE at ", "Done in ", "Signed at ", "Signed in "];
    let behind = |text: &'_ str| {
        let at = signs.iter().find_map(|sign| Some(text.find(sign)? + sign.len()))?;
        let name: Vec<&str> =
            text[at..].split(' ').take_while(|word| word.starts_with(char::is_uppercase)).collect();
        let name = name.join(" ");
        let end = name.find([',', '.', ';']).unwrap_or(name.len());
        (end > 0).then(|| name[..end].to_owned())
    };
    reading
        .statements
        .iter()
        .rev()
        .take(super::TOP)
        .find_map(|s| behind(reading.source.slice(s.span)))
}

/// The first full date in a text: "3 March 2022", "March 3, 2022".
fn day(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .collect();
    words.iter().enumerate().find_map(|(at, word)| {
        let month = MONTHS.iter().position(|month| month == word)? + 1;
        let number = |offset: isize| -> Option<u32> {
            let word = words.get(at.checked_add_signed(offset)?)?;
            word.trim_end_matches(char::is_alphabetic).parse().ok()
        };
        let year = |offset| number(offset).filter(|year| (1900..2100).contains(year));
        let day = |offset| number(offset).filter(|day| (1..=31).contains(day));
        let (year, day) = match (year(1), day(-1)) {
            (Some(year), Some(day)) => (year, day),
            _ => (year(2)?, day(1)?),
        };
        Some(format!("{year:04}-{month:02}-{day:02}"))
    })
}
