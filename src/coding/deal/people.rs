//! Who is named for each party.

use crate::coding::Genre;
use crate::coding::states::Mention;
use crate::source::{Signatories, Span};
use crate::statement::Statement;

use super::{Reading, Told, making, words};

mod assign;
mod block;
mod name;
mod office;

/// How many statements of an issued text introduce the people.
const INTRODUCTION: usize = 4;

/// How many statements lead into a report.
const LEAD: usize = 2;

/// Words of somebody who speaks about the deal.
const SPEAKING: &[&str] = &["said", "says", "told", "warned", "asked", "according to"];

/// Words before somebody who only stands by.
const WITNESSES: &[&str] = &[
    "in the presence of ",
    "in presence of ",
    "witnessed by ",
    "watched by ",
    "presided over by ",
    "flanked by ",
    "succeeded ",
    "predecessor, ",
    "predecessor ",
];

/// Verbs of a host whose guest may go without an office.
const WELCOMES: &[&str] = &["welcomed", "welcomes", "hosted", "hosts", "received", "receives"];

/// Somebody a statement names with an office.
#[derive(Debug)]
struct Person {
    /// As the source names them.
    name: String,
    /// In lower case.
    office: String,
    party: Option<String>,
    /// Where they stand in the source.
    span: Span,
}

/// The people under the text, in its opening "We —" or in the first statement
/// that tells of the making; under an empty key whoever cannot be told.
pub fn of(reading: &Reading<'_>, parties: &[String], date: Option<&str>) -> Signatories {
    let year = date.and_then(|date| date.get(..4)?.parse::<u32>().ok());
    let mut people = Vec::new();
    if reading.genre != Genre::News {
        people = block::signed(reading);
        people.retain(|person| is_of(person, parties));
    }
    let candidates = reading.top.iter().enumerate();
    let candidates = candidates.filter(|(index, told)| may_name(reading, *index, told, year));
    for (_, Told { statement, .. }) in candidates {
        if !people.is_empty() {
            break;
        }
        people = block::we(reading, statement);
        people.retain(|person| is_of(person, parties));
        if people.is_empty() {
            people = named(reading, statement);
            people.retain(|person| person.party.is_none() || is_of(person, parties));
            assign::all(&mut people, parties, reading, statement);
        }
    }
    by_party(people)
}

fn is_of(person: &Person, parties: &[String]) -> bool {
    person.party.as_ref().is_some_and(|party| parties.contains(party))
}

/// Whether a statement may name those who make the deal. In a report it has to
/// tell of the making, or to open it; nowhere may it tell of another year.
fn may_name(reading: &Reading<'_>, index: usize, told: &Told<'_>, year: Option<u32>) -> bool {
    let is_past = year.is_some_and(|year| super::years(told.text).any(|other| other < year));
    let is_told = match reading.genre {
        Genre::News => {
            let lower = &told.lower;
            told.is_making()
                || index < LEAD && !words::holds(lower, SPEAKING) && making::is_occasion(lower)
        }
        Genre::Statement | Genre::Treaty => index < INTRODUCTION,
    };
    is_told && !is_past
}

fn by_party(people: Vec<Person>) -> Signatories {
    let mut signatories = Signatories::new();
    for person in people {
        signatories.entry(person.party.unwrap_or_default()).or_default().push(person.name);
    }
    signatories
}

/// The people in a statement.
fn named(reading: &Reading<'_>, statement: &Statement) -> Vec<Person> {
    let place = Place {
        text: reading.source.slice(statement.span),
        offset: statement.span.start,
        mentions: reading.mentions_in(statement),
    };
    let mut people: Vec<Person> = Vec::new();
    for office in office::find(place.text) {
        if people.last().is_some_and(|last| office.start < last.span.end - place.offset) {
            continue;
        }
        let span = office.span();
        let found = match office.kind {
            office::Kind::Office => {
                place.holder(span).or_else(|| place.apposition(span)).into_iter().collect()
            }
            office::Kind::Counterpart => place.counterpart(span).into_iter().collect(),
            office::Kind::Several => place.several(span),
        };
        people.extend(found.into_iter().filter(|person| !place.stands_by(person)));
    }
    people.extend(place.guest(&people));
    people
}

/// A statement in which people are looked for.
struct Place<'a> {
    text: &'a str,
    /// Where it begins in the source.
    offset: usize,
    mentions: &'a [Mention<'a>],
}

impl Place<'_> {
    /// Whom an office is followed by: "Chancellor Anna Berg", "Prime Minister
    /// of Japan, Sato Ken", "Chile's foreign minister, Ana Soto".
    fn holder(&self, office: Span) -> Option<Person> {
        let of_state = self.state_behind(office.end);
        let before = self.state_before(office.start);
        let end = of_state.map_or(office.end, |(_, end)| end);
        let is_apart = self.text[end..].starts_with(", ");
        let article = if self.text[end..].starts_with(", the ") { " the".len() } else { 0 };
        let from = end + usize::from(is_apart) + article;
        let length = name::length(&self.text[from..]);
        // "The Minister of Trade, Ana Soto, ..." stands between commas.
        let is_between = self.text[from + length..].starts_with(',');
        let is_led = of_state.is_some() || before.is_some() || is_between;
        let is_named =
            length > 0 && (!is_apart || is_led && name::is_full(&self.text[from..from + length]));
        if !is_named {
            return None;
        }
        let until = from + length;
        let behind = || self.state_behind(until).map(|(party, _)| party);
        let party = of_state.map(|(party, _)| party).or(before.map(|(party, _)| party));
        // "German Chancellor ..." is how the source names her.
        let start = match before {
            Some((_, start)) if !self.text[start..office.start].contains(['’', '\'']) => start,
            _ => office.start,
        };
        let span = Span::new(start, until);
        Some(self.person(
            self.text[span.start..span.end].to_owned(),
            office,
            party.or_else(behind),
            span,
        ))
    }

    /// Whom an office is told of: "Anna Berg, Minister of Trade", "Anna Berg,
    /// the German trade minister".
    fn apposition(&self, office: Span) -> Option<Person> {
        let before = self.state_before(office.start);
        let head = &self.text[..before.map_or(office.start, |(_, start)| start)];
        let head = head.strip_suffix("the ").unwrap_or(head).strip_suffix(", ")?;
        let name = name::before(head).filter(|name| name::is_full(name))?;
        let span = Span::new(head.len() - name.len(), office.end);
        let told = format!("{name}, {}", &self.text[office.start..office.end]);
        let behind = || self.state_behind(office.end).map(|(party, _)| party);
        let party = before.map(|(party, _)| party).or_else(behind);
        Some(self.person(told, office, party, span))
    }

    /// "the foreign ministers of Peru and Chile, Ana Soto and Luis Mora",
    /// "Presidents Ana Soto and Luis Mora".
    fn several(&self, office: Span) -> Vec<Person> {
        let (states, mut at) = self.states_behind(office.end);
        at += usize::from(self.text[at..].starts_with(','));
        let mut people: Vec<Person> = Vec::new();
        loop {
            let length = name::length(&self.text[at..]);
            let span = Span::new(at, at + length);
            let name = self.text[span.start..span.end].trim_start();
            if !name::is_full(name) {
                break;
            }
            let own = self.state_behind(span.end);
            let party = own.map(|(party, _)| party).or_else(|| states.get(people.len()).copied());
            people.push(self.person(name.to_owned(), Span::new(at, at), party, span));
            at = own.map_or(span.end, |(_, end)| end);
            let joint = [", and", " and", ","].into_iter().find(|j| self.text[at..].starts_with(j));
            at += joint.map_or(0, str::len);
        }
        let is_told = states.is_empty() || states.len() == people.len();
        if people.len() < 2 || !is_told { Vec::new() } else { people }
    }

    /// The states that several people are of, in their order, and where the
    /// last one's name ends.
    fn states_behind(&self, end: usize) -> (Vec<&str>, usize) {
        let mut states = Vec::new();
        let mut until = end;
        for mention in self.mentions.iter().filter(|m| m.span.start >= self.offset + end) {
            let between = &self.text[until..mention.span.start - self.offset];
            let is_next = match states.is_empty() {
                true => between.starts_with(" of "),
                false => between.starts_with(',') || between.starts_with(" and "),
            };
            if !is_next || !words::is_only(between, &[words::FORMAL, &["and"]]) {
                break;
            }
            states.extend(mention.codes().next());
            until = mention.span.end - self.offset;
        }
        (states, until)
    }

    /// "her Chilean counterpart, Ana Soto", "his counterpart Ana Soto".
    fn counterpart(&self, word: Span) -> Option<Person> {
        let from = word.end + usize::from(self.text[word.end..].starts_with(", "));
        let length = name::length(&self.text[from..]);
        let name = self.text[from..from + length].trim_start();
        let span = Span::new(word.start, from + length);
        let party = self.state_before(word.start).map(|(party, _)| party);
        let office = Span::new(word.start, word.start);
        (length > 0).then(|| self.person(name.to_owned(), office, party, span))
    }

    /// A guest whose office is not told: "Prime Minister Sato welcomed Ana Soto".
    fn guest(&self, people: &[Person]) -> Option<Person> {
        let [_] = people else { return None };
        let words = words::words(self.text);
        let verb = words.iter().find(|word| word.is_one_of(WELCOMES) && !word.stops)?;
        let length = name::length(&self.text[verb.end..]);
        let span = Span::new(verb.end, verb.end + length);
        let name = self.text[span.start..span.end].trim_start();
        let is_new = office::find(name).is_empty()
            && !self.mentions.iter().any(|m| m.span.overlap(self.moved(span)) > 0);
        let office = Span::new(span.start, span.start);
        (is_new && name::is_full(name)).then(|| self.person(name.to_owned(), office, None, span))
    }

    fn person(&self, name: String, office: Span, party: Option<&str>, span: Span) -> Person {
        Person {
            name,
            office: self.text[office.start..office.end].to_lowercase(),
            party: party.map(str::to_owned),
            span: self.moved(span),
        }
    }

    fn moved(&self, span: Span) -> Span {
        Span::new(span.start + self.offset, span.end + self.offset)
    }

    fn stands_by(&self, person: &Person) -> bool {
        let before = self.text[..person.span.start - self.offset].to_ascii_lowercase();
        WITNESSES.iter().any(|word| before.ends_with(word))
    }

    /// The state that an office or a person is of: "... of Japan", and where
    /// its name ends.
    fn state_behind(&self, end: usize) -> Option<(&str, usize)> {
        let is_behind = |mention: &&Mention<'_>| {
            let start = mention.span.start - self.offset;
            let between = self.text.get(end..start).unwrap_or_default();
            mention.is_plain() && [" of ", " of the ", " for ", " for the "].contains(&between)
        };
        let mention = self.mentions.iter().find(is_behind)?;
        Some((mention.codes().next()?, mention.span.end - self.offset))
    }

    /// The state named right before an office: "German ...", "Chile's ...",
    /// and where its name begins.
    fn state_before(&self, start: usize) -> Option<(&str, usize)> {
        let is_before = |mention: &&Mention<'_>| {
            let end = mention.span.end - self.offset;
            let between = self.text.get(end..start).unwrap_or_default();
            mention.is_plain() && [" ", "’s ", "'s ", "’ ", "' "].contains(&between)
        };
        let mention = self.mentions.iter().find(is_before)?;
        Some((mention.codes().next()?, mention.span.start - self.offset))
    }
}
