//! Which party somebody is of, where the words around a name leave it open.

use crate::coding::deal::Reading;
use crate::coding::states::{Mention, Naming, States};
use crate::statement::Statement;

use super::Person;

/// Goes from what is plain to what only remains.
pub fn all(
    people: &mut [Person],
    parties: &[String],
    reading: &Reading<'_>,
    statement: &Statement,
) {
    let mentions = reading.mentions_in(statement);
    by_office(people, parties, reading.states);
    by_visit(people, parties, reading, mentions);
    by_order(people, parties, mentions);
    by_company(people, parties, reading, mentions);
    by_elimination(people, parties);
}

/// A president among two leaders is of the state that presidents lead.
fn by_office(people: &mut [Person], parties: &[String], states: &States) {
    for index in 0..people.len() {
        let office = people[index].office.clone();
        let is_alone = people.iter().filter(|person| person.office == office).count() == 1;
        let mut led = parties.iter().filter(|party| match office.as_str() {
            "commission president" => *party == "EU",
            office => states.is_led_by(party, office),
        });
        if let (None, true, Some(party), None) =
            (&people[index].party, is_alone, led.next(), led.next())
        {
            people[index].party = Some(party.clone());
        }
    }
}

/// Who travels "to Korea" is of the other party, and who receives them is of
/// Korea.
fn by_visit(
    people: &mut [Person],
    parties: &[String],
    reading: &Reading<'_>,
    mentions: &[Mention<'_>],
) {
    let ([_, _], [_, _]) = (&people, parties) else { return };
    let goal = mentions.iter().find(|mention| {
        let before = &reading.source.text[..mention.span.start];
        mention.is(Naming::Name) && (before.ends_with(" to ") || before.ends_with(" to the "))
    });
    let Some(goal) = goal.filter(|goal| people[1].span.end <= goal.span.start) else { return };
    let Some(host) = parties.iter().find(|party| goal.codes().any(|code| code == *party)) else {
        return;
    };
    let Some(guest) = parties.iter().find(|party| *party != host) else { return };
    if people.iter().all(|person| person.party.is_none()) {
        people[0].party = Some(host.clone());
        people[1].party = Some(guest.clone());
    }
}

/// Two leaders and, beside one another, their two states: in that order.
fn by_order(people: &mut [Person], parties: &[String], mentions: &[Mention<'_>]) {
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
fn by_company(
    people: &mut [Person],
    parties: &[String],
    reading: &Reading<'_>,
    mentions: &[Mention<'_>],
) {
    let ([person], [_, _]) = (people, parties) else { return };
    let company = mentions.iter().find(|mention| {
        mention.is(Naming::Demonym)
            && reading.source.text.get(person.span.end..mention.span.start) == Some(" and ")
    });
    let Some(company) = company else { return };
    let mut others = parties.iter().filter(|party| !company.codes().any(|code| code == *party));
    if let (None, Some(other), None) = (&person.party, others.next(), others.next()) {
        person.party = Some(other.clone());
    }
}

/// One person for each party, and all but one told: the last one is of the
/// party that remains.
fn by_elimination(people: &mut [Person], parties: &[String]) {
    if people.len() != parties.len() {
        return;
    }
    let is_left =
        |party: &&String| !people.iter().any(|person| person.party.as_ref() == Some(party));
    let left: Vec<&String> = parties.iter().filter(is_left).collect();
    if let [party] = left.as_slice()
        && let Some(person) = people.iter_mut().find(|person| person.party.is_none())
    {
        person.party = Some((*party).clone());
    }
}
