//! What agreements are called: by their parties, and by year, date or number
//! where two would clash.

use std::collections::{BTreeMap, HashMap};

use crate::coding::{Deal, States};

use super::Agreement;

/// More parties than this are not all named.
const MOST_NAMED: usize = 4;

/// Gives each agreement its id and its names. Where no party is told, it goes by
/// what it is `called`.
pub fn name(agreements: &mut [Agreement], called: &[String], states: &States) {
    let mut namesakes: BTreeMap<Vec<&str>, Vec<usize>> = BTreeMap::new();
    for (index, (agreement, called)) in agreements.iter().zip(called).enumerate() {
        namesakes.entry(identity(&agreement.deal, called)).or_default().push(index);
    }
    let namesakes: Vec<Vec<usize>> = namesakes.into_values().collect();
    for group in namesakes {
        // The first to tell of the parties says in which order.
        let name = Name::of(&agreements[group[0]].deal, &called[group[0]], states);
        let suffixes = suffixes(&group, agreements);
        for (index, suffix) in group.into_iter().zip(suffixes) {
            let agreement = &mut agreements[index];
            agreement.id = joined(&name.slug, "-", &suffix.short);
            agreement.name = joined(&name.long, " ", &suffix.long);
            agreement.code = joined(&name.code, " ", &suffix.long);
        }
    }
    tell_apart(agreements);
}

/// What namesakes share: their parties, in whatever order; without any, what
/// they are called.
fn identity<'a>(deal: &'a Deal, called: &'a str) -> Vec<&'a str> {
    let mut parties: Vec<&str> = deal.parties.iter().map(String::as_str).collect();
    if parties.is_empty() {
        parties.push(called);
    }
    parties.sort_unstable();
    parties
}

/// What an agreement is called before it is told from its namesakes.
struct Name {
    slug: String,
    long: String,
    code: String,
}

impl Name {
    fn of(deal: &Deal, called: &str, states: &States) -> Self {
        let parties = &deal.parties;
        let all_called =
            |name: &str| Self { slug: slug(name), long: name.to_owned(), code: name.to_owned() };
        if parties.is_empty() {
            return all_called(called);
        }
        if let Some(group) = states.group(parties) {
            return all_called(group);
        }
        let named = &parties[..parties.len().min(MOST_NAMED)];
        let rest = if named.len() < parties.len() { "+" } else { "" };
        let names: Vec<&str> = named.iter().map(|code| states.name(code)).collect();
        let short: Vec<&str> = named.iter().map(|code| states.short_name(code)).collect();
        Self {
            slug: slug(&names.join("-")),
            long: short.join("–") + rest,
            code: named.join("–") + rest,
        }
    }
}

/// What tells an agreement from its namesakes.
#[derive(Default)]
struct Suffix {
    /// For an id: the year, or a number where the year is another's too.
    short: String,
    /// For a name: the year, or the date.
    long: String,
}

/// A suffix for each of a group of namesakes; one alone needs none.
fn suffixes(group: &[usize], agreements: &[Agreement]) -> Vec<Suffix> {
    if group.len() == 1 {
        return vec![Suffix::default()];
    }
    let date = |index: &usize| agreements[*index].deal.date.as_deref().unwrap_or_default();
    let dates = counts(group.iter().map(date));
    let years = counts(group.iter().map(|index| year(date(index))));
    let mut seen: HashMap<&str, usize> = HashMap::new();
    group
        .iter()
        .map(|index| {
            let (date, year) = (date(index), year(date(index)));
            let before = seen.entry(year).or_insert(0);
            *before += 1;
            let short = match (*before, year) {
                // The first without a year keeps the bare name.
                (1, year) => year.to_owned(),
                (count, "") => count.to_string(),
                (count, year) => format!("{year}-{count}"),
            };
            let is_told_by_date = years[year] > 1 && dates[date] == 1;
            let long = if is_told_by_date { date.to_owned() } else { short.clone() };
            Suffix { short, long }
        })
        .collect()
}

fn counts<'a>(words: impl Iterator<Item = &'a str>) -> HashMap<&'a str, usize> {
    let mut counts = HashMap::new();
    words.for_each(|word| *counts.entry(word).or_insert(0) += 1);
    counts
}

/// The year of a date, if it begins with one.
pub fn year(date: &str) -> &str {
    let year = date.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    year.unwrap_or_default()
}

/// Numbers the ids and names that are still the same, as those of deals whose
/// first parties are: what a person types must mean one agreement.
fn tell_apart(agreements: &mut [Agreement]) {
    let (mut ids, mut names) = (HashMap::new(), HashMap::new());
    for agreement in agreements {
        number(&mut agreement.id, "-", &mut ids);
        number(&mut agreement.name, " ", &mut names);
    }
}

fn number(name: &mut String, separator: &str, seen: &mut HashMap<String, usize>) {
    let count = seen.entry(name.clone()).or_insert(0);
    *count += 1;
    if *count > 1 {
        let numbered = format!("{name}{separator}{count}");
        *name = numbered.clone();
        seen.insert(numbered, 1);
    }
}

fn joined(name: &str, separator: &str, suffix: &str) -> String {
    match suffix {
        "" => name.to_owned(),
        _ => format!("{name}{separator}{suffix}"),
    }
}

/// Lower-case ASCII letters and digits with single hyphens between them.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in deunicode::deunicode(text).chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') && character != '\'' {
            slug.push('-');
        }
    }
    match slug.trim_end_matches('-') {
        "" => "agreement".to_owned(),
        slug => slug.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{number, slug};

    #[test]
    fn what_is_the_same_is_numbered() {
        let mut seen = HashMap::new();
        let ids = ["a-b", "a-b", "c", "a-b-2", "a-b"].map(|id| {
            let mut id = id.to_owned();
            number(&mut id, "-", &mut seen);
            id
        });
        assert_eq!(ids, ["a-b", "a-b-2", "c", "a-b-2-2", "a-b-3"]);
    }

    #[test]
    fn an_id_is_plain_ascii_with_single_hyphens() {
        assert_eq!(slug("—"), "agreement");
        assert_eq!(slug("Côte d'Ivoire–São Tomé & Príncipe"), "cote-divoire-sao-tome-principe");
    }
}
