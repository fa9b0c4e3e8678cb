//! What a hit must be, besides holding the words.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use rustc_hash::FxHashSet;

use crate::coding::Kind;
use crate::matrix::Reading;
use crate::world::World;

use super::results::Target;

/// Conditions that every hit meets.
#[derive(Debug, Default)]
pub struct Filters {
    /// For each `party:` the codes that it may mean.
    parties: Vec<Vec<String>>,
    /// For each `dim:` the dimensions that it may mean.
    dimensions: Vec<Vec<usize>>,
    readings: Option<RangeInclusive<Reading>>,
    kind: Option<Kind>,
    /// For each `status:` and `instrument:` what the deal may be; none is unsaid.
    statuses: Vec<Vec<Option<String>>>,
    instruments: Vec<Vec<Option<String>>>,
    years: Option<RangeInclusive<u16>>,
    /// For each `in:` the agreements that it may mean.
    within: Vec<Vec<usize>>,
}

/// Levels as they are typed.
const LEVELS: [Reading; 5] = Reading::ALL;

/// Of a field that nothing is said in.
pub const UNSAID: &str = "unsaid";

/// The year of a deal without a date.
const NO_YEAR: u16 = 0;

impl Filters {
    /// The words before the colon.
    pub const KEYS: [&'static str; 8] =
        ["party", "dim", "level", "kind", "year", "status", "instrument", "in"];

    /// Adds a condition.
    ///
    /// # Errors
    /// A value that means nothing: the sentence says what would.
    pub fn add(&mut self, key: &str, value: &str, world: &World) -> Result<(), String> {
        let value = value.to_lowercase();
        match key {
            "party" => self.parties.push(meant(key, parties(world, &value), world)?),
            "dim" => {
                let dimensions = world.codebook.dimensions.iter().enumerate();
                let is_meant = |id: &str, name: &str| {
                    id.starts_with(&value) || name.to_lowercase().starts_with(&value)
                };
                let found = dimensions.filter(|(_, d)| is_meant(d.id(), &d.name)).map(|(i, _)| i);
                self.dimensions.push(meant(key, found.collect(), world)?);
            }
            "level" => self.readings = Some(level(&value).ok_or_else(|| mistake(key, world))?),
            "kind" => {
                let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Structure);
                let kind = one(kinds.filter(|kind| kind.name().starts_with(&value)));
                self.kind = Some(kind.ok_or_else(|| mistake(key, world))?);
            }
            "year" => self.years = Some(years(&value).ok_or_else(|| mistake(key, world))?),
            "status" | "instrument" => {
                let found = said(key, &value, world);
                let meant = meant(key, found, world)?;
                let asked =
                    if key == "status" { &mut self.statuses } else { &mut self.instruments };
                asked.push(meant);
            }
            _ => {
                let agreements = world.agreements.iter().enumerate();
                let found = agreements.filter(|(_, a)| a.id.contains(&value)).map(|(i, _)| i);
                self.within.push(meant(key, found.collect(), world)?);
            }
        }
        Ok(())
    }

    /// Whether there is no condition.
    pub fn is_empty(&self) -> bool {
        self.parties.is_empty()
            && self.within.is_empty()
            && self.years.is_none()
            && self.statuses.is_empty()
            && self.instruments.is_empty()
            && !self.is_fine()
    }

    /// Whether a condition is on single statements.
    fn is_fine(&self) -> bool {
        !self.dimensions.is_empty() || self.readings.is_some() || self.kind.is_some()
    }

    /// For each agreement whether what belongs to it may be a hit.
    pub fn deals(&self, world: &World) -> Vec<bool> {
        let agreements = 0..world.agreements.len();
        agreements.map(|agreement| self.is_empty() || self.admit_deal(agreement, world)).collect()
    }

    /// Whether something may be a hit, where it is known of each agreement.
    pub fn admit(&self, target: Target, world: &World, deals: &[bool]) -> bool {
        if self.is_empty() {
            return true;
        }
        match target {
            Target::Statement(id) => {
                let (read, statement) = (world.document(id), id.statement);
                let reading = read.reading(statement);
                let touches =
                    |any: &Vec<usize>| read.dimensions(statement).any(|d| any.contains(&d));
                self.kind.is_none_or(|kind| kind == read.kind(statement))
                    && self.readings.as_ref().is_none_or(|range| range.contains(&reading))
                    && (reading != Reading::Absent || self.readings.is_none())
                    && self.dimensions.iter().all(touches)
                    && world.agreement_of(id.document).is_some_and(|agreement| deals[agreement])
            }
            Target::Cell { agreement, dimension } => {
                let reading = world.cell(agreement, dimension).reading();
                self.kind.is_none()
                    && deals[agreement]
                    && self.dimensions.iter().all(|any| any.contains(&dimension))
                    && self.readings.as_ref().is_none_or(|range| range.contains(&reading))
            }
            Target::Agreement(agreement) | Target::Person { agreement, .. } => {
                !self.is_fine() && deals[agreement]
            }
            Target::Dimension(_) => false,
        }
    }

    /// Whether an agreement is a row of what is asked for: on every dimension
    /// asked for, or any where none is, it has a cell that reads so.
    pub fn admit_row(&self, agreement: usize, world: &World) -> bool {
        let reads = |dimension: &usize| {
            let cell = world.cell(agreement, *dimension);
            let reading = cell.reading();
            let is_level = |range: &RangeInclusive<Reading>| range.contains(&reading);
            self.readings.as_ref().map_or(reading != Reading::Absent, is_level)
                && self.kind.is_none_or(|kind| {
                    cell.evidence.iter().any(|evidence| world.kind(evidence.id) == kind)
                })
        };
        let has_any = || (0..world.codebook.dimensions.len()).any(|dimension| reads(&dimension));
        let has_cells = match self.dimensions.is_empty() {
            true => !self.is_fine() || has_any(),
            false => self.dimensions.iter().all(|any| any.iter().any(reads)),
        };
        has_cells && self.admit_deal(agreement, world)
    }

    /// Whether a dimension is a column of what is asked for.
    pub fn admit_column(&self, dimension: usize) -> bool {
        self.dimensions.is_empty() || self.dimensions.iter().any(|any| any.contains(&dimension))
    }

    fn admit_deal(&self, agreement: usize, world: &World) -> bool {
        let deal = &world.agreements[agreement].deal;
        let year = deal.date.as_deref().and_then(|date| date.get(..4)?.parse::<u16>().ok());
        let is_party = |code: &String| {
            deal.parties.contains(code) || (deal.parties.is_empty() && code == UNSAID)
        };
        self.parties.iter().all(|any| any.iter().any(is_party))
            && self.statuses.iter().all(|any| any.contains(&deal.status))
            && self.instruments.iter().all(|any| any.contains(&deal.instrument))
            && self.within.iter().all(|any| any.contains(&agreement))
            && self.years.as_ref().is_none_or(|years| years.contains(&year.unwrap_or(NO_YEAR)))
    }
}

/// What may stand behind a key, as it is typed.
pub fn values(key: &str, world: &World) -> Vec<String> {
    let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    match key {
        "party" => party_names(world),
        "dim" => world.codebook.dimensions.iter().map(|d| d.id().to_owned()).collect(),
        "level" => named(&LEVELS.map(Reading::name)),
        "kind" => named(&[Kind::Provision, Kind::Commentary, Kind::Background].map(Kind::name)),
        "year" => {
            let dates =
                world.agreements.iter().filter_map(|agreement| agreement.deal.date.as_ref());
            sorted(dates.filter_map(|date| date.get(..4)).map(str::to_owned).collect())
        }
        "status" | "instrument" => {
            let deals = world.agreements.iter().map(|agreement| &agreement.deal);
            let field =
                deals.map(|deal| if key == "status" { &deal.status } else { &deal.instrument });
            sorted(field.map(|said| typed(said.as_deref())).collect())
        }
        "in" => world.agreements.iter().map(|agreement| agreement.id.clone()).collect(),
        _ => Vec::new(),
    }
}

/// What is said of a field, as it is typed.
pub fn typed(said: Option<&str>) -> String {
    said.unwrap_or(UNSAID).to_lowercase().replace(' ', "-")
}

/// What deals of the corpus say in a field that begins like this.
fn said(key: &str, value: &str, world: &World) -> Vec<Option<String>> {
    let deals = world.agreements.iter().map(|agreement| &agreement.deal);
    let field = deals.map(|deal| if key == "status" { &deal.status } else { &deal.instrument });
    let value = value.replace(' ', "-");
    let mut found: Vec<Option<String>> =
        field.filter(|said| typed(said.as_deref()).starts_with(&value)).cloned().collect();
    found.sort();
    found.dedup();
    let is_exact = |said: &Option<String>| typed(said.as_deref()) == value;
    match found.iter().position(is_exact) {
        Some(exact) => vec![found.swap_remove(exact)],
        None => found,
    }
}

/// The parties of the corpus, as they are typed: the first word of a name, in
/// lower case, or the whole with hyphens.
fn party_names(world: &World) -> Vec<String> {
    let typed = |code: &String| world.states().name(code).to_lowercase().replace(' ', "-");
    sorted(codes(world).into_iter().map(typed).collect())
}

/// The codes of the corpus's parties, each once.
fn codes(world: &World) -> BTreeSet<&String> {
    let codes = world.agreements.iter().flat_map(|agreement| &agreement.deal.parties);
    let distinct: FxHashSet<&String> = codes.collect();
    distinct.into_iter().collect()
}

/// The codes of the corpus's parties of which a name is this, or where none is,
/// of which one begins like this.
fn parties(world: &World, value: &str) -> Vec<String> {
    if value == UNSAID {
        return vec![value.to_owned()];
    }
    let value = value.replace('-', " ");
    let codes = codes(world);
    let has_name = |code: &str, is_meant: &dyn Fn(&str) -> bool| {
        let names = world.states().all_names(code);
        names.iter().any(|(name, _)| is_meant(&name.to_lowercase().replace('-', " ")))
    };
    let is_it = |code: &str| code.to_lowercase() == value || has_name(code, &|name| name == value);
    let exact: Vec<String> = codes.iter().filter(|code| is_it(code)).copied().cloned().collect();
    if !exact.is_empty() {
        return exact;
    }
    let begins = |code: &str| has_name(code, &|name| name.starts_with(&value));
    codes.into_iter().filter(|code| begins(code)).cloned().collect()
}

/// "committed", ">=intended", "<=context".
fn level(value: &str) -> Option<RangeInclusive<Reading>> {
    let find = |name: &str| one(LEVELS.into_iter().filter(|level| level.name().starts_with(name)));
    if let Some(name) = value.strip_prefix(">=") {
        return Some(find(name)?..=Reading::Committed);
    }
    if let Some(name) = value.strip_prefix("<=") {
        return Some(Reading::Context..=find(name)?);
    }
    find(value).map(|level| level..=level)
}

/// "2023", "2021..2025", "2021..", "unsaid".
fn years(value: &str) -> Option<RangeInclusive<u16>> {
    if value == UNSAID {
        return Some(NO_YEAR..=NO_YEAR);
    }
    let year = |text: &str| text.parse::<u16>().ok().filter(|year| (1000..=9999).contains(year));
    let Some((first, last)) = value.split_once("..") else {
        return year(value).map(|year| year..=year);
    };
    let first = if first.is_empty() { NO_YEAR + 1 } else { year(first)? };
    Some(first..=if last.is_empty() { 9999 } else { year(last)? })
}

/// The only one there is.
fn one<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names.dedup();
    names
}

fn meant<T>(key: &str, found: Vec<T>, world: &World) -> Result<Vec<T>, String> {
    if found.is_empty() { Err(told(key, &values(key, world))) } else { Ok(found) }
}

fn mistake(key: &str, world: &World) -> String {
    let hint = match key {
        "level" => ["or >= and <= before one".to_owned()].to_vec(),
        "year" => ["or two with .. between them".to_owned()].to_vec(),
        _ => Vec::new(),
    };
    told(key, &[values(key, world), hint].concat())
}

/// More than this nobody reads in a line.
const MOST_TOLD: usize = 12;

fn told(key: &str, possible: &[String]) -> String {
    let more = if possible.len() > MOST_TOLD { ", …" } else { "" };
    let first: Vec<&str> = possible.iter().take(MOST_TOLD).map(String::as_str).collect();
    format!("{key}: may be {}{more}", first.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_years_are_ranges() {
        assert_eq!(level("comm"), Some(Reading::Committed..=Reading::Committed));
        assert_eq!(level(">=intended"), Some(Reading::Intended..=Reading::Committed));
        assert_eq!(level("c"), None, "committed, or context");
        assert_eq!(years("2021..2025"), Some(2021..=2025));
        assert_eq!(years("2021.."), Some(2021..=9999));
        assert_eq!(years("21"), None);
    }
}
