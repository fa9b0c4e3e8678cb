//! How often each value of a field occurs among agreements.

use std::collections::HashMap;

use crate::matrix::Reading;
use crate::search::typed;
use crate::world::World;

/// A field of agreements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Party,
    Year,
    Instrument,
    Status,
    /// The reading of the cell on this dimension.
    Level(usize),
}

/// One value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frequency {
    /// As it is shown.
    pub value: String,
    /// The query that finds the agreements behind it.
    pub query: String,
    /// How many there are.
    pub count: usize,
}

impl Field {
    pub fn name(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Year => "year",
            Self::Instrument => "instrument",
            Self::Status => "status",
            Self::Level(_) => "level",
        }
    }
}

/// Counts the values of a field among agreements: years and levels in their own
/// order, the others most frequent first. An agreement of several parties
/// counts for each. What is not said is counted too.
pub fn frequencies(world: &World, agreements: &[usize], field: Field) -> Vec<Frequency> {
    let mut counts: HashMap<Option<String>, usize> = HashMap::new();
    for agreement in agreements {
        for value in values(world, *agreement, field) {
            *counts.entry(value).or_insert(0) += 1;
        }
    }
    let mut counts: Vec<(Option<String>, usize)> = counts.into_iter().collect();
    counts.sort_by(|(a, _), (b, _)| a.cmp(b));
    match field {
        Field::Level(_) => counts.sort_by_key(|(value, _)| place(value.as_deref())),
        // The newest first, as they are looked for.
        Field::Year => counts.reverse(),
        _ => counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count)),
    }
    let frequency = |(value, count): (Option<String>, usize)| Frequency {
        query: query(world, field, value.as_deref()),
        value: shown(world, field, value),
        count,
    };
    counts.into_iter().map(frequency).collect()
}

/// The values of a field in one agreement: at least one, which may be unsaid.
fn values(world: &World, agreement: usize, field: Field) -> Vec<Option<String>> {
    let deal = &world.agreements[agreement].deal;
    match field {
        Field::Party if deal.parties.is_empty() => vec![None],
        Field::Party => deal.parties.iter().cloned().map(Some).collect(),
        Field::Year => {
            vec![deal.date.as_deref().and_then(|date| date.get(..4)).map(str::to_owned)]
        }
        Field::Instrument => vec![deal.instrument.clone()],
        Field::Status => vec![deal.status.clone()],
        Field::Level(dimension) => {
            vec![Some(world.cell(agreement, dimension).reading().name().to_owned())]
        }
    }
}

/// From the firmest reading to none.
fn place(name: Option<&str>) -> Option<usize> {
    Reading::ALL.iter().position(|reading| Some(reading.name()) == name)
}

fn shown(world: &World, field: Field, value: Option<String>) -> String {
    match (field, value) {
        (Field::Party, Some(code)) => world.states().name(&code).to_owned(),
        (_, Some(value)) => value,
        (_, None) => "not said".to_owned(),
    }
}

fn query(world: &World, field: Field, value: Option<&str>) -> String {
    let name = field.name();
    match field {
        Field::Party => {
            let party = value.map(|code| world.states().name(code));
            format!("{name}:{}", typed(party))
        }
        Field::Level(dimension) => {
            let dimension = world.codebook.dimensions[dimension].id();
            format!("dim:{dimension} {name}:{}", typed(value))
        }
        _ => format!("{name}:{}", typed(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::Codebook;
    use crate::search::narrow;

    #[test]
    fn every_value_leads_to_as_many_agreements_as_are_counted() {
        let world = World::read(&[], Codebook::defence()).expect("the starter corpus is built in");
        let all: Vec<usize> = (0..world.agreements.len()).collect();
        let fields = [Field::Party, Field::Year, Field::Instrument, Field::Status, Field::Level(2)];
        for field in fields {
            for frequency in frequencies(&world, &all, field) {
                let found = narrow(&world, &frequency.query).expect("the query means something");
                assert_eq!(found.agreements.len(), frequency.count, "{frequency:?}");
            }
        }
        let parties = frequencies(&world, &all, Field::Party);
        assert_eq!((parties[0].value.as_str(), parties[0].count), ("India", 3));
    }
}
