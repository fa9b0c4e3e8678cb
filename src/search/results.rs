//! What a search finds.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::document::StatementId;
use crate::world::World;

use super::filter::Mistake;

/// What a hit leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    Agreement(usize),
    Cell {
        agreement: usize,
        dimension: usize,
    },
    /// A dimension by its name.
    Dimension(usize),
    /// A person who signed, by the agreement and the place in its list.
    Person {
        agreement: usize,
        person: usize,
    },
    Statement(StatementId),
}

impl Target {
    /// The agreement that it belongs to, if to one.
    pub fn agreement(self, world: &World) -> Option<usize> {
        match self {
            Self::Agreement(agreement)
            | Self::Cell { agreement, .. }
            | Self::Person { agreement, .. } => Some(agreement),
            Self::Statement(id) => world.agreement_of(id.document),
            Self::Dimension(_) => None,
        }
    }
}

/// One search result.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    pub target: Target,
    /// The higher, the better.
    pub score: f32,
    /// Whether it holds a word only in another form of meaning: see
    /// `search/related.toml`.
    pub is_related: bool,
}

/// What a query found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// Best first, as many as were asked for.
    pub hits: Vec<Hit>,
    /// How many there are.
    pub total: usize,
    /// Whether no hit meets every word of the query: these meet the most.
    pub is_partial: bool,
    /// Whether nothing could be looked for yet.
    pub is_pending: bool,
    /// What a filter that means nothing may be instead.
    pub mistake: Option<Mistake>,
}

impl Results {
    /// What was asked for by its name.
    pub fn only(target: Target) -> Self {
        Self { hits: vec![Hit::new(target, 1.0)], total: 1, ..Self::default() }
    }
}

impl Hit {
    pub(super) fn new(target: Target, score: f32) -> Self {
        Self { target, score, is_related: false }
    }

    /// The best first; of those as good, the first in the corpus.
    pub(super) fn rank(a: &Self, b: &Self) -> std::cmp::Ordering {
        b.score.total_cmp(&a.score).then(a.target.cmp(&b.target))
    }

    /// What is shown of it.
    pub fn text(&self, world: &World) -> String {
        match self.target {
            Target::Agreement(index) => {
                let agreement = &world.agreements[index];
                format!("{} · {}", agreement.name, agreement.deal.title)
            }
            Target::Cell { agreement, dimension } => {
                let reading = world.cell(agreement, dimension).reading().name();
                let dimension = &world.codebook.dimensions[dimension].name;
                format!("{} · {dimension} · {reading}", world.agreements[agreement].name)
            }
            Target::Dimension(index) => world.codebook.dimensions[index].name.clone(),
            Target::Person { agreement, person } => {
                let name = people(world, agreement).nth(person).unwrap_or_default();
                format!("{name} · {SIGNATORY} · {}", world.agreements[agreement].name)
            }
            Target::Statement(id) => world.text(id).to_owned(),
        }
    }
}

/// Said of people who signed.
const SIGNATORY: &str = "signatory";

/// The words by which people who signed are looked for.
pub(super) const SIGNED: &str = "signed signatory signature";

/// The people who signed an agreement, in a fixed order.
pub fn people(world: &World, agreement: usize) -> impl Iterator<Item = &str> {
    signatories(world, agreement).map(|(_, name)| name)
}

/// The same, each behind the code of the party; of whom none is known, behind
/// nothing.
pub(super) fn signatories(world: &World, agreement: usize) -> impl Iterator<Item = (&str, &str)> {
    let parties = world.agreements[agreement].deal.signatories.iter();
    parties.flat_map(|(party, names)| names.iter().map(|name| (party.as_str(), name.as_str())))
}

/// The best of what is found, as many as are asked for, of those that meet the
/// most words of the query. It is the same in whatever order hits are offered.
pub(super) struct Best {
    hits: Vec<Hit>,
    pub limit: usize,
    pub total: usize,
    /// How many words they meet.
    pub met: usize,
    /// The last of them, once there are enough: whatever is no better is not
    /// among them.
    floor: Option<Hit>,
    /// Whatever scores less is not among the best that others have found.
    least: f32,
}

/// What the best have reached that are looked for on several processors: how many
/// words they meet, then what they score at the least. Whenever it is heard, the
/// same is found: it saves looking at what is overtaken already.
#[derive(Default)]
pub(super) struct Bar(AtomicU64);

impl Bar {
    fn raise(&self, met: usize, score: f32) {
        // Of floats above zero the bits are ordered as they are.
        self.0.fetch_max((met as u64) << u32::BITS | u64::from(score.to_bits()), Ordering::Relaxed);
    }

    fn height(&self) -> (usize, f32) {
        let height = self.0.load(Ordering::Relaxed);
        ((height >> u32::BITS) as usize, f32::from_bits(height as u32))
    }
}

impl Best {
    pub fn new(limit: usize) -> Self {
        Self { hits: Vec::new(), limit, total: 0, met: 0, floor: None, least: 0.0 }
    }

    /// Takes a hit that meets so many words and scores so much at the most, if it
    /// is among the best.
    pub fn offer(&mut self, met: usize, most: f32, hit: impl FnOnce() -> Hit) {
        if met > self.met {
            *self = Self { met, ..Self::new(self.limit) };
        }
        if met < self.met {
            return;
        }
        self.total += 1;
        if most >= self.least {
            self.push(hit());
        }
    }

    /// Tells others what the best have reached, and hears what they have.
    pub fn heed(&mut self, bar: &Bar) {
        bar.raise(self.met, self.floor.map_or(0.0, |floor| floor.score));
        let (met, least) = bar.height();
        if met > self.met {
            *self = Self { met, ..Self::new(self.limit) };
        }
        self.least = self.least.max(least);
    }

    /// The best of two.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        let (mut best, other) = if other.met > self.met { (other, self) } else { (self, other) };
        if best.met == other.met {
            best.total += other.total;
            other.hits.into_iter().for_each(|hit| best.push(hit));
        }
        best
    }

    fn push(&mut self, hit: Hit) {
        if self.floor.is_some_and(|floor| Hit::rank(&hit, &floor).is_gt()) {
            return;
        }
        self.hits.push(hit);
        if self.hits.len() >= self.limit.saturating_mul(2).max(1) {
            self.shorten();
        }
    }

    /// Leaves the best, in no order.
    pub fn shorten(&mut self) {
        if self.limit > 0 && self.hits.len() > self.limit {
            let (_, worst, _) = self.hits.select_nth_unstable_by(self.limit - 1, Hit::rank);
            self.floor = Some(*worst);
            self.least = self.least.max(worst.score);
        }
        self.hits.truncate(self.limit);
    }

    /// The best first.
    pub fn ranked(mut self) -> Vec<Hit> {
        self.shorten();
        self.hits.sort_unstable_by(Hit::rank);
        self.hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_are_the_same_in_whatever_order() {
        let hits: Vec<Hit> =
            (0..100).map(|at| Hit::new(Target::Agreement(at), (at * 7 % 10) as f32)).collect();
        let best = |hits: &mut dyn Iterator<Item = &Hit>| {
            let mut best = Best::new(5);
            hits.for_each(|hit| best.offer(1, hit.score, || *hit));
            best
        };
        let forth = best(&mut hits.iter());
        let halves = best(&mut hits[..50].iter()).join(best(&mut hits[50..].iter()));
        assert_eq!((forth.total, halves.total), (100, 100));
        let forth = forth.ranked();
        assert_eq!(forth.len(), 5);
        assert_eq!(forth, best(&mut hits.iter().rev()).ranked());
        assert_eq!(forth, halves.ranked());
    }

    #[test]
    fn what_others_have_reached_changes_nothing_that_is_found() {
        let hits: Vec<Hit> =
            (0..100).map(|at| Hit::new(Target::Agreement(at), (at % 7) as f32)).collect();
        let (bar, mut first, mut second) = (Bar::default(), Best::new(5), Best::new(5));
        let mut alone = Best::new(5);
        for (at, hit) in hits.iter().enumerate() {
            let best = if at < 50 { &mut first } else { &mut second };
            best.heed(&bar);
            best.offer(1, hit.score, || *hit);
            alone.offer(1, hit.score, || *hit);
        }
        let both = first.join(second);
        assert_eq!((both.total, both.met), (100, 1));
        assert_eq!(both.ranked(), alone.ranked());
    }

    #[test]
    fn what_meets_more_words_is_better_whatever_its_score() {
        let mut best = Best::new(2);
        for (met, score) in [(1, 9.0), (2, 1.0), (1, 8.0)] {
            best.offer(met, score, || Hit::new(Target::Agreement(met), score));
        }
        assert_eq!((best.met, best.total), (2, 1));
        assert_eq!(best.ranked(), [Hit::new(Target::Agreement(2), 1.0)]);
    }
}
