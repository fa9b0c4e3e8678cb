//! The lines that date and place a text: "Oslo, 3 March 2022", and the head of
//! a wire report, "OSLO, March 3 (Agency) —".

use super::date::{self, When};
use super::place;
use crate::source::Source;
use crate::statement::Statement;

/// How many statements, headings too, stand in the head of a text.
const HEAD: usize = 10;

/// No such line is longer, in bytes.
const LONGEST: usize = 70;

/// What parts a wire report from its head.
const DASHES: &[&str] = &[" - ", " – ", " — ", "—", " -- "];

/// The longest of them, in bytes.
const LONGEST_DASH: usize = 5;

/// When and where a text says it was issued.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    pub place: Option<String>,
    pub day: Option<When>,
    /// Whether a reporter's sentence follows on the same line.
    pub heads_report: bool,
}

impl Stamp {
    /// Whether it is an issuer's own line, with a day and a place.
    pub fn is_placed(&self) -> bool {
        self.place.is_some()
    }
}

/// The stamps in the head of a source.
pub fn head(source: &Source, statements: &[Statement]) -> Vec<Stamp> {
    let texts = statements.iter().take(HEAD).map(|statement| source.slice(statement.span));
    texts.filter_map(|text| line(text).or_else(|| dateline(text))).collect()
}

/// A line that holds a day, and maybe a place, and nothing else.
pub fn line(text: &str) -> Option<Stamp> {
    if text.len() > LONGEST {
        return None;
    }
    let dates = date::dates(text);
    let dated = dates.iter().find(|dated| matches!(dated.when, When::Day { .. }))?;
    let before = text[..dated.start].trim_matches(is_mark);
    let behind = text[dated.end..].trim_matches(is_mark);
    let place = match (before, behind) {
        ("", rest) | (rest, "") => place::alone(&titlecase(rest)),
        _ => None,
    };
    // A headline may name a day, too: then a verb stands about it.
    let is_stamp = place.is_some()
        || [before, behind].iter().all(|rest| rest.split_whitespace().count() <= 4)
            && before.split_whitespace().count() <= 3;
    is_stamp.then_some(Stamp { place, day: Some(dated.when), heads_report: false })
}

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric()
}

/// The head of a wire report: its place in capitals, or with a day.
pub fn dateline(text: &str) -> Option<Stamp> {
    let near = &text[..text.floor_char_boundary(LONGEST + LONGEST_DASH)];
    let end = DASHES.iter().filter_map(|dash| near.find(dash)).min()?;
    if end > LONGEST || !text[end..].contains(char::is_lowercase) {
        return None;
    }
    let head = &text[..end];
    let dates = date::dates(head);
    let day = dates.iter().find(|dated| matches!(dated.when, When::Day { .. }));
    let town_end = head.find([',', '(']).unwrap_or(head.len());
    let town = head[..town_end].trim();
    let shouts = town.chars().any(char::is_alphabetic) && !town.contains(char::is_lowercase);
    let is_head = (shouts && town.len() > 2) || (town_end < head.len() && day.is_some());
    // "OSLO/LIMA" is two desks and no place.
    let place = place::alone(&titlecase(town));
    let day = day.map(|dated| dated.when);
    (is_head && (place.is_some() || day.is_some())).then_some(Stamp {
        place,
        day,
        heads_report: true,
    })
}

/// "RIO DE JANEIRO" as one writes it in a sentence.
fn titlecase(town: &str) -> String {
    if town.contains(char::is_lowercase) {
        return town.to_owned();
    }
    let word = |word: &str| {
        let lower = word.to_lowercase();
        if super::words::words(&lower).first().is_some_and(|word| word.is_particle()) {
            return lower;
        }
        let mut start = true;
        let letter = |c: char| {
            let upper = std::mem::replace(&mut start, c == '-') && c.is_alphabetic();
            if upper { c.to_uppercase().to_string() } else { c.to_string() }
        };
        lower.chars().map(letter).collect::<String>()
    };
    let words: Vec<String> = town.split_whitespace().map(word).collect();
    words.join(" ")
}
