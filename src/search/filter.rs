//! What a hit must be, besides holding the words.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::RangeInclusive;

use rustc_hash::FxHashSet;

use crate::coding::{Dimensions, Kind, Level};
use crate::document::Document;
use crate::matrix::Reading;
use crate::prose::nearest;
use crate::world::World;

use super::results::Target;

/// Conditions that every hit meets.
#[derive(Debug, Default)]
pub struct Filters {
    /// How many there are.
    count: usize,
    /// For each `party:` the codes that it may mean.
    parties: Vec<Asked<Vec<String>>>,
    /// For each `dim:` the dimensions that it may mean.
    dimensions: Vec<Asked<Dimensions>>,
    readings: Vec<Asked<RangeInclusive<Reading>>>,
    kinds: Vec<Asked<Kind>>,
    /// For each `status:` and `instrument:` what the deal may be; none is unsaid.
    statuses: Vec<Asked<Vec<Option<String>>>>,
    instruments: Vec<Asked<Vec<Option<String>>>>,
    years: Vec<Asked<RangeInclusive<u16>>>,
    /// For each `in:` the agreements that it may mean.
    within: Vec<Asked<Vec<usize>>>,
}

/// One condition: `party:italy`, or `-party:italy` to leave out what meets it.
#[derive(Debug)]
struct Asked<T> {
    what: T,
    is_without: bool,
}

impl<T> Asked<T> {
    /// Whether it is as asked for, by whether the condition is met.
    fn holds(&self, is_met: impl FnOnce(&T) -> bool) -> bool {
        is_met(&self.what) != self.is_without
    }
}

/// Whether a condition is to be met, rather than not.
fn wants<T>(conditions: &[Asked<T>]) -> bool {
    conditions.iter().any(|asked| !asked.is_without)
}

/// Levels as they are typed.
const LEVELS: [Reading; 6] = Reading::ALL;

/// Of a field that nothing is said in.
pub const UNSAID: &str = "unsaid";

/// The year of a deal without a date.
const NO_YEAR: u16 = 0;

impl Filters {
    /// The words before the colon.
    pub const KEYS: [&'static str; 8] =
        ["party", "dim", "level", "kind", "year", "status", "instrument", "in"];

    /// Adds a condition, to be met or, `is_without`, not to be met.
    ///
    /// # Errors
    /// A value that means nothing, or none yet, with what would.
    pub fn add(
        &mut self,
        key: &str,
        value: &str,
        is_without: bool,
        world: &World,
    ) -> Result<(), Mistake> {
        let value = value.to_lowercase();
        let mistake = || Mistake::new(key, &value, world);
        if value.is_empty() {
            return Err(mistake());
        }
        match key {
            "party" => {
                let what = some(parties(world, &value)).ok_or_else(mistake)?;
                self.parties.push(Asked { what, is_without });
            }
            "dim" => {
                let what = dimensions(world, &value);
                if what.is_empty() {
                    return Err(mistake());
                }
                self.dimensions.push(Asked { what, is_without });
            }
            "level" => {
                let what = level(&value).ok_or_else(mistake)?;
                self.readings.push(Asked { what, is_without });
            }
            "kind" => {
                let what = kind(&value).ok_or_else(mistake)?;
                self.kinds.push(Asked { what, is_without });
            }
            "year" => {
                let what = years(&value).ok_or_else(mistake)?;
                if what.is_empty() {
                    return Err(Mistake::backwards(key, &value));
                }
                self.years.push(Asked { what, is_without });
            }
            "status" | "instrument" => {
                let what = some(said(key, &value, world)).ok_or_else(mistake)?;
                let asked =
                    if key == "status" { &mut self.statuses } else { &mut self.instruments };
                asked.push(Asked { what, is_without });
            }
            _ => {
                let agreements = world.agreements.iter().enumerate();
                let found = agreements.filter(|(_, a)| a.id.contains(&value)).map(|(i, _)| i);
                let what = some(found.collect()).ok_or_else(mistake)?;
                self.within.push(Asked { what, is_without });
            }
        }
        self.count += 1;
        Ok(())
    }

    /// Whether there is no condition.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether something is asked for that only deals have.
    fn wants_deals(&self) -> bool {
        wants(&self.parties)
            || wants(&self.statuses)
            || wants(&self.instruments)
            || wants(&self.years)
            || wants(&self.within)
    }

    /// Whether something is asked for that only single statements and cells have.
    fn wants_passages(&self) -> bool {
        wants(&self.dimensions) || wants(&self.readings) || wants(&self.kinds)
    }

    /// Whether a condition is on single statements and cells.
    pub fn is_of_passages(&self) -> bool {
        !(self.dimensions.is_empty() && self.readings.is_empty() && self.kinds.is_empty())
    }

    /// For each agreement whether what belongs to it may be a hit.
    pub fn deals(&self, world: &World) -> Vec<bool> {
        let agreements = 0..world.agreements.len();
        agreements.map(|agreement| self.is_empty() || self.admit_deal(agreement, world)).collect()
    }

    /// Whether a document's statements may be hits, by the agreement it belongs
    /// to, where it is known of each.
    pub fn admit_document(&self, deal: Option<usize>, deals: &[bool]) -> bool {
        deal.map_or_else(|| !self.wants_deals() && !self.wants_passages(), |deal| deals[deal])
    }

    /// Whether a statement may be a hit, of a document whose statements may.
    pub fn admit_passage(&self, read: &Document, statement: usize) -> bool {
        if !self.is_of_passages() {
            return true;
        }
        let (kind, reading) = (read.kind(statement), read.reading(statement));
        let touches = |any: &Dimensions| read.touches_any(statement, *any);
        self.kinds.iter().all(|asked| asked.holds(|asked| *asked == kind))
            && self.is_read(reading)
            && (reading != Reading::Absent || !wants(&self.readings))
            && self.dimensions.iter().all(|asked| asked.holds(touches))
    }

    /// Whether something may be a hit, where it is known of each agreement.
    pub fn admit(&self, target: Target, world: &World, deals: &[bool]) -> bool {
        if self.is_empty() {
            return true;
        }
        match target {
            Target::Statement(id) => {
                self.admit_document(world.agreement_of(id.document), deals)
                    && self.admit_passage(world.document(id), id.statement)
            }
            Target::Cell { agreement, dimension } => {
                let is_it = |any: &Dimensions| any.contains(dimension);
                !wants(&self.kinds)
                    && deals[agreement]
                    && self.dimensions.iter().all(|asked| asked.holds(is_it))
                    && self.is_read(world.cell(agreement, dimension).reading())
            }
            Target::Agreement(agreement) | Target::Person { agreement, .. } => {
                !self.wants_passages() && deals[agreement]
            }
            Target::Dimension(dimension) => {
                !self.wants_deals() && !self.wants_passages() && self.admit_column(dimension)
            }
        }
    }

    /// Whether it is asked where nothing is said: then cells without statements are
    /// what is looked for.
    pub fn wants_silence(&self) -> bool {
        let is_silent = |asked: &Asked<RangeInclusive<Reading>>| {
            !asked.is_without && !asked.what.end().is_found()
        };
        self.readings.iter().any(is_silent)
    }

    /// Whether a reading is one of those asked for.
    fn is_read(&self, reading: Reading) -> bool {
        self.readings.iter().all(|asked| asked.holds(|range| range.contains(&reading)))
    }

    /// Whether an agreement is a row of what is asked for: on every dimension
    /// asked for, or any that may be a column where none is, it has a cell that
    /// reads so.
    pub fn admit_row(&self, agreement: usize, world: &World) -> bool {
        let reads = |dimension: &usize| {
            let cell = world.cell(agreement, *dimension);
            let is_kind =
                |kind: Kind| self.kinds.iter().all(|asked| asked.holds(|asked| *asked == kind));
            self.is_read(cell.reading())
                && (cell.reading().is_found() || wants(&self.readings))
                && (self.kinds.is_empty()
                    || cell.evidence.iter().any(|evidence| is_kind(world.kind(evidence.id))))
        };
        let has_any = || {
            let dimensions = 0..world.codebook.dimensions.len();
            dimensions.filter(|dimension| self.admit_column(*dimension)).any(|d| reads(&d))
        };
        let is_of_cells = !self.readings.is_empty() || !self.kinds.is_empty();
        let has_cells = match wants(&self.dimensions) {
            true => self.wanted_dimensions().all(|any| any.iter().any(|d| reads(&d))),
            false => !is_of_cells || has_any(),
        };
        has_cells && self.admit_deal(agreement, world)
    }

    /// Whether a dimension is a column of what is asked for.
    pub fn admit_column(&self, dimension: usize) -> bool {
        let is_unwanted =
            |asked: &Asked<Dimensions>| asked.is_without && asked.what.contains(dimension);
        !self.dimensions.iter().any(is_unwanted)
            && (!wants(&self.dimensions)
                || self.wanted_dimensions().any(|any| any.contains(dimension)))
    }

    fn wanted_dimensions(&self) -> impl Iterator<Item = Dimensions> {
        self.dimensions.iter().filter(|asked| !asked.is_without).map(|asked| asked.what)
    }

    fn admit_deal(&self, agreement: usize, world: &World) -> bool {
        let deal = &world.agreements[agreement].deal;
        let year = deal.date.as_deref().and_then(|date| date.get(..4)?.parse::<u16>().ok());
        let year = year.unwrap_or(NO_YEAR);
        let is_party = |code: &String| {
            deal.parties.contains(code) || (deal.parties.is_empty() && code == UNSAID)
        };
        self.parties.iter().all(|asked| asked.holds(|any| any.iter().any(is_party)))
            && self.statuses.iter().all(|asked| asked.holds(|any| any.contains(&deal.status)))
            && self
                .instruments
                .iter()
                .all(|asked| asked.holds(|any| any.contains(&deal.instrument)))
            && self.within.iter().all(|asked| asked.holds(|any| any.contains(&agreement)))
            && self.years.iter().all(|asked| asked.holds(|years| years.contains(&year)))
    }
}

/// What may stand behind a key, as it is typed.
pub fn values(key: &str, world: &World) -> Vec<String> {
    let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    match key {
        "party" => party_names(world),
        "dim" => world.codebook.dimensions.iter().map(|d| d.id().to_owned()).collect(),
        "level" => world.readings().map(|level| typed(Some(level.name()))).collect(),
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

/// The dimensions whose id or name begins like this.
fn dimensions(world: &World, value: &str) -> Dimensions {
    let begins = |name: &str| name.to_lowercase().starts_with(value);
    let dimensions = world.codebook.dimensions.iter().enumerate();
    dimensions.filter(|(_, d)| begins(d.id()) || begins(&d.name)).map(|(index, _)| index).collect()
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
    let plain = |name: &str| name.to_lowercase().replace('-', " ");
    // What is no known state or body goes by what the source calls it.
    let has_name = |code: &str, is_meant: &dyn Fn(&str) -> bool| {
        let names = world.states().all_names(code);
        let is_called = names.is_empty() && is_meant(&plain(code));
        is_called || names.iter().any(|(name, _)| is_meant(&plain(name)))
    };
    let is_it = |code: &str| has_name(code, &|name| name == value) || plain(code) == value;
    let exact: Vec<String> = codes.iter().filter(|code| is_it(code)).copied().cloned().collect();
    if !exact.is_empty() {
        return exact;
    }
    let begins = |code: &str| has_name(code, &|name| name.starts_with(&value));
    codes.into_iter().filter(|code| begins(code)).cloned().collect()
}

/// The only kind that begins like this, of those a sentence can be of.
fn kind(value: &str) -> Option<Kind> {
    let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Structure);
    one(kinds.filter(|kind| kind.name().starts_with(value)))
}

/// "committed", ">=intended", "<=context"; 1 to 3 are the codebook's numbers.
fn level(value: &str) -> Option<RangeInclusive<Reading>> {
    let begins = |level: &Reading, name: &str| typed(Some(level.name())).starts_with(name);
    let numbered = |name: &str| Level::from_number(name.parse().ok()?);
    let find = |name: &str| match numbered(name) {
        Some(level) => Some(Reading::of(Kind::Provision, Some(level))),
        None => one(LEVELS.into_iter().filter(|level| begins(level, name))),
    };
    if let Some(name) = value.strip_prefix(">=") {
        return Some(find(name)?..=Reading::Committed);
    }
    if let Some(name) = value.strip_prefix("<=") {
        // Below context nothing is said: that alone is meant.
        let most = find(name)?;
        return Some(most.min(Reading::Context)..=most);
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

fn some<T>(found: Vec<T>) -> Option<Vec<T>> {
    (!found.is_empty()).then_some(found)
}

/// A filter that means nothing, or nothing yet; it is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// As it was typed: `party:indai`.
    pub filter: String,
    /// What may be meant, and what is possible.
    message: String,
}

impl Mistake {
    /// Of a value that is not among those known.
    fn new(key: &str, value: &str, world: &World) -> Self {
        let signs = value.len() - value.trim_start_matches(['<', '>', '=']).len();
        let (sign, name) = value.split_at(signs);
        let mut possible = values(key, world);
        let begins = |value: &String| !name.is_empty() && value.starts_with(name);
        let is_begun = possible.iter().any(begins);
        possible.retain(|value| !is_begun || begins(value));
        let near = nearest(name, possible.iter().map(String::as_str));
        let filter = format!("{key}:{value}");
        let told = match near.filter(|_| !name.is_empty()) {
            _ if is_begun => format!("{filter} may be"),
            Some(near) => format!("did you mean {key}:{sign}{near}? it may be"),
            None if name.is_empty() => format!("{filter} may be"),
            None => format!("{filter} is not known; it may be"),
        };
        let first: Vec<&str> = possible.iter().take(MOST_TOLD).map(String::as_str).collect();
        let more = if possible.len() > MOST_TOLD { ", …" } else { "" };
        let or = match key {
            "level" => ", or >= or <= before one",
            "year" => ", or two with .. between them",
            _ => "",
        };
        Self { filter, message: format!("{told} {}{more}{or}", first.join(", ")) }
    }

    /// Of a range whose end is before its beginning.
    fn backwards(key: &str, value: &str) -> Self {
        let filter = format!("{key}:{value}");
        let (first, last) = value.split_once("..").unwrap_or_default();
        let message = format!("{filter} runs backwards; did you mean {key}:{last}..{first}?");
        Self { filter, message }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// More than this nobody reads in a line.
const MOST_TOLD: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_years_are_ranges() {
        assert_eq!(level("comm"), Some(Reading::Committed..=Reading::Committed));
        assert_eq!(level(">=intended"), Some(Reading::Intended..=Reading::Committed));
        assert_eq!(level("c"), None, "committed, or context");
        assert_eq!(level("3"), Some(Reading::Committed..=Reading::Committed));
        assert_eq!(level(">=2"), Some(Reading::Intended..=Reading::Committed));
        assert_eq!(level("4"), None);
        assert_eq!(level("<=absent"), Some(Reading::Absent..=Reading::Absent));
        assert_eq!(level("<=intended"), Some(Reading::Context..=Reading::Intended));
        assert_eq!(years("2021..2025"), Some(2021..=2025));
        assert_eq!(years("2021.."), Some(2021..=9999));
        assert_eq!(years("21"), None);
    }
}
