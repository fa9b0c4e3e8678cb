//! The best of what is found, in whatever order and on however many processors.

use std::sync::atomic::{AtomicU64, Ordering};

use super::results::Hit;

/// The best of what is found, as many as are asked for, of those that meet the
/// most words of the query. It is the same in whatever order hits are offered.
pub struct Best {
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
pub struct Bar(AtomicU64);

impl Bar {
    fn raise(&self, met: usize, score: f32) {
        // Of floats above zero the bits are ordered as they are.
        let height = (met as u64) << u32::BITS | u64::from(score.to_bits());
        // To look costs others nothing, to write does.
        if height > self.0.load(Ordering::Relaxed) {
            self.0.fetch_max(height, Ordering::Relaxed);
        }
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

    /// Counts so many hits that meet so many words; says whether they may be among
    /// the best.
    pub fn count(&mut self, met: usize, hits: usize) -> bool {
        if met > self.met {
            *self = Self { met, ..Self::new(self.limit) };
        }
        let are_best = met == self.met;
        self.total += if are_best { hits } else { 0 };
        are_best
    }

    /// Takes a hit of those counted that scores so much at the most, if it is among
    /// the best.
    pub fn offer(&mut self, most: f32, hit: impl FnOnce() -> Hit) {
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
    use super::super::results::Target;
    use super::*;

    fn take(best: &mut Best, met: usize, hit: Hit) {
        if best.count(met, 1) {
            best.offer(hit.score, || hit);
        }
    }

    #[test]
    fn the_best_are_the_same_in_whatever_order() {
        let hits: Vec<Hit> =
            (0..100).map(|at| Hit::new(Target::Agreement(at), (at * 7 % 10) as f32)).collect();
        let best = |hits: &mut dyn Iterator<Item = &Hit>| {
            let mut best = Best::new(5);
            hits.for_each(|hit| take(&mut best, 1, *hit));
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
            take(best, 1, *hit);
            take(&mut alone, 1, *hit);
        }
        let both = first.join(second);
        assert_eq!((both.total, both.met), (100, 1));
        assert_eq!(both.ranked(), alone.ranked());
    }

    #[test]
    fn what_meets_more_words_is_better_whatever_its_score() {
        let mut best = Best::new(2);
        for (met, score) in [(1, 9.0), (2, 1.0), (1, 8.0)] {
            take(&mut best, met, Hit::new(Target::Agreement(met), score));
        }
        assert_eq!((best.met, best.total), (2, 1));
        assert_eq!(best.ranked(), [Hit::new(Target::Agreement(2), 1.0)]);
    }
}
