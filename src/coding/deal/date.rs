//! When the deal was made, where the text plainly says so.

use std::ops::Range;

use jiff::civil::{Date, Weekday};

use crate::coding::Genre;

use super::words::{Word, words};
use super::{Reading, Told, making, place, stamp};

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

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("Monday", Weekday::Monday),
    ("Tuesday", Weekday::Tuesday),
    ("Wednesday", Weekday::Wednesday),
    ("Thursday", Weekday::Thursday),
    ("Friday", Weekday::Friday),
    ("Saturday", Weekday::Saturday),
    ("Sunday", Weekday::Sunday),
];

/// Words before a date that make it a term and no time of making.
const TERMS: &[&str] =
    &["after", "before", "by", "expire", "expires", "from", "since", "through", "until", "till"];

/// Words between two days that make them a span of days.
const SPANS: &[&str] = &["and", "to", "until", "through"];

/// How many statements of a text that the parties issue tell of the occasion.
const NEAR: usize = 3;

/// How many statements that tell of a making are looked at for its day.
const TELLING: usize = 3;

/// A report may look back this many days on what it tells of; an issued text
/// is published soon.
const LONGEST_AGO: i32 = 366;
const SOON: i32 = 45;

/// A time that a text gives, as exact as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Day {
        year: Option<i16>,
        month: i8,
        day: i8,
    },
    Month {
        year: i16,
        month: i8,
    },
    Weekday(Weekday),
    /// So many days before the text was published.
    Ago(i32),
}

/// Where a text gives a time.
#[derive(Clone, Copy, Debug)]
pub struct Dated {
    pub when: When,
    pub start: usize,
    pub end: usize,
}

/// The time of the making as ISO 8601: what the text says beside the verb, else
/// the day in its head or foot.
pub fn of(reading: &Reading<'_>) -> Option<String> {
    let published = published(reading);
    let resolve = |when| Clock { published, genre: reading.genre }.resolve(when);
    match reading.genre {
        Genre::News => told(&reading.top, resolve).or_else(|| {
            resolve(reading.stamps.iter().find_map(|s| s.day.filter(|_| s.is_placed()))?)
        }),
        Genre::Statement | Genre::Treaty => closing(reading, resolve)
            .or_else(|| told(reading.near(NEAR), resolve))
            .or_else(|| resolve(reading.stamps.iter().find_map(|stamp| stamp.day)?))
            .or_else(|| scene(reading, resolve)),
    }
}

/// "Done at Oslo on 3 March 2022", "Oslo, 3 March 2022": how issued texts end.
fn closing(reading: &Reading<'_>, resolve: impl Fn(When) -> Option<String>) -> Option<String> {
    let tail = reading.statements.iter().rev().take(super::TOP);
    tail.map(|statement| reading.source.slice(statement.span)).find_map(|text| {
        let day = match place::is_attestation(text) {
            true => dates(text).first().map(|dated| dated.when),
            false => stamp::line(text).and_then(|stamp| stamp.day),
        };
        resolve(day?)
    })
}

/// The time beside the verb that tells of the making.
fn told(near: &[Told<'_>], resolve: impl Fn(When) -> Option<String>) -> Option<String> {
    let telling = near.iter().filter_map(|told| Some((told.text, told.makings.first()?)));
    telling.take(TELLING).find_map(|(text, verb)| beside(text, verb, &resolve))
}

/// "They met in Oslo on 3 March 2022. They issued this statement": the day of the
/// sentence before the making. Of a statement that only says when they met nobody
/// knows whether it was issued then.
fn scene(reading: &Reading<'_>, resolve: impl Fn(When) -> Option<String>) -> Option<String> {
    reading.near(NEAR).windows(2).find_map(|pair| {
        let (before, making) = (&pair[0], &pair[1]);
        let is_scene = before.statement.block == making.statement.block && making.is_making();
        let met = making::meeting(&before.lower).filter(|_| is_scene)?;
        let mut days = dates(before.text);
        days.retain(|dated| matches!(dated.when, When::Day { .. }));
        let [day] = days.as_slice() else { return None };
        let is_then = day.start > met.end && is_on(&before.text[..day.start]);
        is_then.then(|| resolve(day.when))?
    })
}

/// Whether words lead to the day of something: "on", "on Monday,".
fn is_on(before: &str) -> bool {
    let words = words(before);
    words.iter().rev().find(|word| !is_weekday(word.text)).is_some_and(|word| word.text == "on")
}

/// The first time behind a verb, or the last before it, that can be told.
fn beside(
    text: &str,
    verb: &Range<usize>,
    resolve: impl Fn(When) -> Option<String>,
) -> Option<String> {
    let dates = dates(text);
    let behind = dates.iter().filter(|dated| dated.start >= verb.end);
    let before = dates.iter().rev().filter(|dated| dated.start < verb.start);
    behind
        .chain(before)
        .filter(|dated| !is_term(&text[..dated.start]))
        .find_map(|dated| resolve(dated.when))
}

fn is_term(before: &str) -> bool {
    before.split_whitespace().next_back().is_some_and(|word| TERMS.contains(&word))
}

/// The day on which the source was published, as its front matter or its head
/// says.
fn published(reading: &Reading<'_>) -> Option<Date> {
    let given = reading.source.front.date.as_deref().and_then(|date| date.parse().ok());
    let stamped = || {
        reading.stamps.iter().find_map(|stamp| match stamp.day? {
            When::Day { year: Some(year), month, day } => Date::new(year, month, day).ok(),
            _ => None,
        })
    };
    given.or_else(stamped)
}

/// Turns what a text says into days.
struct Clock {
    published: Option<Date>,
    genre: Genre,
}

impl Clock {
    fn resolve(&self, when: When) -> Option<String> {
        match when {
            When::Day { year: Some(year), month, day } => {
                self.plausible(Date::new(year, month, day).ok()?)
            }
            When::Day { year: None, month, day } => {
                let year = self.published?.year();
                let of = |year| self.plausible(Date::new(year, month, day).ok()?);
                of(year).or_else(|| of(year - 1))
            }
            When::Month { year, month } if self.genre == Genre::News => {
                self.plausible(Date::new(year, month, 1).ok()?)?;
                Some(format!("{year:04}-{month:02}"))
            }
            When::Month { .. } => None,
            When::Weekday(weekday) => {
                let published = self.published?;
                let ago = published.weekday().since(weekday);
                published.checked_sub(jiff::Span::new().days(ago)).ok().map(|day| day.to_string())
            }
            When::Ago(days) => {
                let day = self.published?.checked_sub(jiff::Span::new().days(days)).ok()?;
                Some(day.to_string())
            }
        }
    }

    /// A day that is not after the publication nor long before it.
    fn plausible(&self, day: Date) -> Option<String> {
        let longest = if self.genre == Genre::News { LONGEST_AGO } else { SOON };
        let is_plausible = self
            .published
            .is_none_or(|published| (published - day).get_days() <= longest && day <= published);
        is_plausible.then(|| day.to_string())
    }
}

/// The times that a text gives, in its order.
pub fn dates(text: &str) -> Vec<Dated> {
    let words = words(text);
    let mut dates: Vec<Dated> = Vec::new();
    for at in 0..words.len() {
        if let Some((first, last, when)) = date_at(&words, at) {
            dates.push(Dated { when, start: words[first].start, end: words[last].end });
        }
    }
    dates
}

/// The time that a word gives with its neighbours: the first and the last word.
fn date_at(words: &[Word<'_>], at: usize) -> Option<(usize, usize, When)> {
    let word = words[at];
    let one = |when| Some((at, at, when));
    if word.is_one_of(&["today"]) {
        return one(When::Ago(0));
    }
    if word.is_one_of(&["yesterday"]) {
        return one(When::Ago(1));
    }
    if let Some((_, weekday)) = WEEKDAYS.iter().find(|(name, _)| *name == word.text) {
        return one(When::Weekday(*weekday));
    }
    if let Some(day) = iso(word.text) {
        return one(day);
    }
    let month = month(word.text)?;
    let day = |at: usize| words.get(at).and_then(|word| day_of_month(word.text));
    let year = |at: usize| words.get(at).and_then(|word| year(word.text));
    // "March 3 to 5" is when they met, not when they signed.
    let spans = |at: usize| words.get(at).is_some_and(|word| word.is_one_of(SPANS));
    if let Some(day_number) = day(at + 1) {
        let is_span = spans(at + 2) && day(at + 3).is_some();
        let year = year(at + 2);
        let last = at + 1 + usize::from(year.is_some());
        let when = When::Day { year, month, day: day_number };
        return (!is_span).then_some((at, last, when));
    }
    // "this 3rd day of March 2022"
    let is_solemn = at >= 3 && words[at - 1].text == "of" && words[at - 2].text == "day";
    if let (true, Some(day), Some(year)) = (is_solemn, day(at.saturating_sub(3)), year(at + 1)) {
        return Some((at - 3, at + 1, When::Day { year: Some(year), month, day }));
    }
    if let Some(day_number) = at.checked_sub(1).and_then(day) {
        let is_span = at >= 3 && spans(at - 2) && day(at - 3).is_some();
        let year = year(at + 1);
        let last = at + usize::from(year.is_some());
        let when = When::Day { year, month, day: day_number };
        return (!is_span).then_some((at - 1, last, when));
    }
    year(at + 1).map(|year| (at, at + 1, When::Month { year, month }))
}

fn iso(word: &str) -> Option<When> {
    let is_day = word.len() == 10 && word.as_bytes()[4] == b'-';
    let date = is_day.then(|| word.parse::<Date>().ok())??;
    Some(When::Day { year: Some(date.year()), month: date.month(), day: date.day() })
}

/// Whether a word is the name of a month, written out.
pub fn is_month(word: &str) -> bool {
    MONTHS.contains(&word)
}

/// Whether a word is the name of a day of the week.
pub fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|(name, _)| *name == word)
}

/// "March", "MARCH" and "Mar".
fn month(word: &str) -> Option<i8> {
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    let is_name = |name: &&str| {
        name.eq_ignore_ascii_case(word)
            || (matches!(word.len(), 3..=4) && name.get(..word.len()) == Some(word))
    };
    MONTHS.iter().position(is_name).map(|index| index as i8 + 1)
}

/// "3", "03" and "3rd".
fn day_of_month(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
    digits.unwrap_or(word).parse().ok().filter(|day| (1..=31).contains(day))
}

fn year(word: &str) -> Option<i16> {
    let is_year = word.len() == 4;
    word.parse().ok().filter(|year| is_year && (1900..2100).contains(year))
}
