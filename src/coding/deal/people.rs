//! Who is named for each party.

use crate::coding::states::{Mention, Naming, States};
use crate::source::{Signatories, Span};
use crate::statement::Statement;

use super::Reading;

/// Offices in which people act for a state, the longer ones first.
const OFFICES: &[&str] = &[
    "deputy prime minister",
    "prime minister",
    "minister for foreign affairs",
    "minister of foreign affairs",
    "minister of defence",
    "minister of defense",
    "minister for defence",
    "secretary of national defense",
    "secretary of defense",
    "secretary of state",
    "secretary of war",
    "external affairs minister",
    "foreign minister",
    "defence minister",
    "defense minister",
    "foreign secretary",
    "defence secretary",
    "defense secretary",
    "commission president",
    "vice president",
    "president",
    "chancellor",
    "premier",
    "taoiseach",
    "crown prince",
    "high representative",
    "king",
    "emir",
    "sultan",
];

/// Small words within names.
const PARTICLES: &[&str] =
    &["al", "bin", "da", "de", "del", "der", "di", "dos", "el", "la", "le", "ul", "van", "von"];

/// No name has more words than this.
const LONGEST_NAME: usize = 6;

/// How many statements introduce the people.
const INTRODUCTION: usize = 4;

/// Titles before a name.
const HONORIFICS: &[&str] = &["Mr", "Ms", "Mrs", "Dr", "Hon", "Gen", "Lt", "Sen"];

/// Somebody a statement names with an office.
struct Person {
    /// As the source names them.
    name: String,
    /// In lower case.
    office: &'static str,
    party: Option<String>,
    /// Where they stand in the source.
    span: Span,
}

/// The people of the first statement that names any, by party; under an empty
/// key whoever cannot be told.
pub fn of(reading: &Reading<'_>, parties: &[String]) -> Signatories {
    for statement in reading.top_statements().take(INTRODUCTION) {
        let mut people = named(reading, statement);
        people.retain(|person| person.party.as_ref().is_none_or(|party| parties.contains(party)));
        if !people.is_empty() {
            assign_by_office(&mut people, parties, reading.states);
            assign_by_order(&mut people, parties, reading.mentions_in(statement));
            assign_by_company(&mut people, parties, reading, statement);
            return by_party(people);
        }
    }
    Signatories::new()
}

fn by_party(people: Vec<Person>) -> Signatories {
    let mut signatories = Signatories::new();
    for person in people {
        signatories.entry(person.party.unwrap_or_default()).or_default().push(person.name);
    }
    signatories
}

/// A president among two leaders is of the state that presidents lead.
fn assign_by_office(people: &mut [Person], parties: &[String], states: &States) {
    for index in 0..people.len() {
        let office = people[index].office;
        let is_alone = people.iter().filter(|person| person.office == office).count() == 1;
        let mut led = parties.iter().filter(|party| states.is_led_by(party, office));
        if let (None, true, Some(party), None) =
            (&people[index].party, is_alone, led.next(), led.next())
        {
            people[index].party = Some(party.clone());
        }
    }
}

/// Two leaders and, beside one another, their two states: in that order.
fn assign_by_order(people: &mut [Person], parties: &[String], mentions: &[Mention<'_>]) {
    let beside: Vec<&str> = mentions
        .iter()
        .filter(|mention| mention.is(Naming::Name))
        .flat_map(|mention| mention.codes())
        .filter(|code| parties.iter().any(|party| party == code))
        .collect();
    let nobody_told = people.iter().all(|person| person.party.is_none());
    if nobody_told && people.len() == parties.len() && beside.len() == parties.len() {
        for (person, code) in people.iter_mut().zip(beside) {
            person.party = Some(code.to_owned());
        }
    }
}

/// One leader and "Japanese leadership": of the two parties the other.
fn assign_by_company(
    people: &mut [Person],
    parties: &[String],
    reading: &Reading<'_>,
    statement: &Statement,
) {
    let ([person], [_, _]) = (people, parties) else { return };
    let company = reading.mentions_in(statement).iter().find(|mention| {
        mention.is(Naming::Demonym)
            && reading.source.text.get(person.span.end..mention.span.start) == Some(" and ")
    });
    let Some(company) = company else { return };
    let mut others = parties.iter().filter(|party| !company.codes().any(|code| code == *party));
    if let (None, Some(other), None) = (&person.party, others.next(), others.next()) {
        person.party = Some(other.clone());
    }
}

/// The people in a statement.
fn named(reading: &Reading<'_>, statement: &Statement) -> Vec<Person> {
    let text = reading.source.slice(statement.span);
    let mentions = reading.mentions_in(statement);
    let lower = text.to_ascii_lowercase();
    let mut people = Vec::new();
    let mut at = 0;
    while let Some((office, start)) = next_office(&lower, at) {
        let offset = statement.span.start;
        let end = start + office.len();
        let of_state = behind(reading, offset + end, mentions);
        let name = of_state.map_or(end, |mention| mention.span.end - offset);
        let comma = usize::from(text[name..].starts_with(", "));
        let length = name_length(&text[name + comma..]);
        at = end;
        if length > 0 && (comma == 0 || of_state.is_some()) {
            at = name + comma + length;
            let span = Span::new(offset + start, offset + at);
            people.push(person(reading, office, span, of_state, mentions));
        }
    }
    people
}

/// The first office at or behind an offset that a blank follows.
fn next_office(lower: &str, from: usize) -> Option<(&'static str, usize)> {
    let places = OFFICES.iter().filter_map(|office| {
        lower[from..].match_indices(office).find_map(|(at, _)| {
            let start = from + at;
            let is_word = !lower[..start].ends_with(char::is_alphanumeric)
                && lower[start + office.len()..].starts_with(' ');
            is_word.then_some((*office, start))
        })
    });
    places.min_by_key(|(office, start)| (*start, std::cmp::Reverse(office.len())))
}

/// How many bytes of a text, from its first blank on, are a name.
fn name_length(text: &str) -> usize {
    let mut length = 0;
    let mut words = text.split_inclusive(' ').skip(1).peekable();
    let mut offset = 1;
    for _ in 0..LONGEST_NAME {
        let Some(word) = words.next() else { break };
        let bare = word.trim_end();
        let core = bare.trim_end_matches([',', ';', ':', '.', '’', '\'', '”', '"', ')']);
        let core = core.strip_suffix("’s").or_else(|| core.strip_suffix("'s")).unwrap_or(core);
        let is_short = core.len() == 1 || core == "Jr" || HONORIFICS.contains(&core);
        let keeps_dot = is_short && bare[core.len()..].starts_with('.');
        let is_name = core.starts_with(char::is_uppercase);
        let is_particle = length > 0 && PARTICLES.contains(&core);
        if !is_name && !is_particle {
            break;
        }
        if is_name && !HONORIFICS.contains(&core) {
            length = offset + core.len() + usize::from(keeps_dot);
        }
        offset += word.len();
        let junior = words.peek().is_some_and(|next| next.starts_with("Jr"));
        if core.len() < bare.len() && !keeps_dot && !junior {
            break;
        }
    }
    length
}

/// The state that an office or a person is of: "... of Japan".
fn behind<'a>(reading: &Reading<'_>, end: usize, mentions: &[Mention<'a>]) -> Option<Mention<'a>> {
    let is_behind = |mention: &&Mention<'a>| {
        let between = reading.source.text.get(end..mention.span.start).unwrap_or_default();
        mention.is_plain() && [" of ", " of the "].contains(&between)
    };
    mentions.iter().find(is_behind).copied()
}

/// The person who stands at a place, with the state before ("German
/// Chancellor ...") or behind ("... of Japan").
fn person(
    reading: &Reading<'_>,
    office: &'static str,
    at: Span,
    of_state: Option<Mention<'_>>,
    mentions: &[Mention<'_>],
) -> Person {
    let text = &reading.source.text;
    let before = mentions.iter().find(|mention| {
        let between = text.get(mention.span.end..at.start).unwrap_or_default();
        mention.is_plain() && [" ", "’s ", "'s "].contains(&between)
    });
    let state = of_state.or(before.copied()).or_else(|| behind(reading, at.end, mentions));
    let party = state.and_then(|mention| mention.codes().next());
    let start = match before {
        Some(mention) if mention.span.end + 1 == at.start => mention.span.start,
        _ => at.start,
    };
    Person {
        name: text[start..at.end].to_owned(),
        office,
        party: party.map(str::to_owned),
        span: Span::new(start, at.end),
    }
}
