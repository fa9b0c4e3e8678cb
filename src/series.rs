//! Series: what the same parties agreed one after the other.
//!
//! A series is made of agreements in the parties' own words, for several
//! articles may report one deal on several days; and of those with a date, for
//! the others have no place in an order.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::agreement::Agreement;

/// The series that the agreements of a world make.
#[derive(Default)]
pub struct AllSeries {
    /// Each from the earliest to the latest.
    series: Vec<Vec<usize>>,
    /// For each agreement its series and its place there.
    places: Vec<Option<(usize, usize)>>,
}

/// The series that an agreement belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series<'a> {
    /// From the earliest to the latest.
    pub agreements: &'a [usize],
    /// Where among them the agreement stands.
    pub at: usize,
}

impl AllSeries {
    /// Finds the agreements of the same parties, in whatever order these are
    /// named.
    pub fn new(agreements: &[Agreement]) -> Self {
        let mut by_parties: BTreeMap<Vec<&str>, Vec<usize>> = BTreeMap::new();
        for (index, agreement) in agreements.iter().enumerate() {
            if is_dated(agreement) && agreement.is_told_by_parties() {
                by_parties.entry(parties(agreement)).or_default().push(index);
            }
        }
        let mut all = Self { series: Vec::new(), places: vec![None; agreements.len()] };
        for (parties, mut series) in by_parties {
            if parties.len() >= 2 && series.len() >= 2 {
                series.sort_by_key(|index| agreements[*index].deal.date.as_deref());
                for (at, index) in series.iter().enumerate() {
                    all.places[*index] = Some((all.series.len(), at));
                }
                all.series.push(series);
            }
        }
        all
    }

    /// The series of an agreement, if it has one.
    pub fn of(&self, agreement: usize) -> Option<Series<'_>> {
        let (series, at) = self.places.get(agreement).copied().flatten()?;
        Some(Series { agreements: &self.series[series], at })
    }

    /// Two agreements as the earlier and the later, where they are of one series.
    pub fn ordered(&self, a: usize, b: usize) -> Option<(usize, usize)> {
        let place = |agreement: usize| self.places.get(agreement).copied().flatten();
        let ((of_a, at_a), (of_b, at_b)) = (place(a)?, place(b)?);
        match of_a == of_b && at_a != at_b {
            true if at_a < at_b => Some((a, b)),
            true => Some((b, a)),
            false => None,
        }
    }
}

impl Series<'_> {
    /// The one before.
    pub fn earlier(self) -> Option<usize> {
        self.agreements.get(self.at.checked_sub(1)?).copied()
    }

    /// How another place in the series stands to this one.
    pub fn word(self, at: usize) -> &'static str {
        match at.cmp(&self.at) {
            Ordering::Less => "earlier",
            Ordering::Equal => "this",
            Ordering::Greater => "later",
        }
    }

    /// The one after.
    pub fn later(self) -> Option<usize> {
        self.agreements.get(self.at + 1).copied()
    }
}

fn parties(agreement: &Agreement) -> Vec<&str> {
    let mut parties: Vec<&str> = agreement.deal.parties.iter().map(String::as_str).collect();
    parties.sort_unstable();
    parties
}

/// Whether an agreement has a date that can be ordered: one that begins with
/// its year.
fn is_dated(agreement: &Agreement) -> bool {
    let year = agreement.deal.date.as_deref().and_then(|date| date.get(..4));
    year.is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()))
}
