//! Sets of dimensions.

use serde::{Deserialize, Serialize};

/// Some of a codebook's dimensions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dimensions(u64);

impl Dimensions {
    /// How many there may be: a bit for each.
    pub const MOST: usize = u64::BITS as usize;

    pub fn insert(&mut self, dimension: usize) {
        self.0 |= 1 << dimension;
    }

    pub fn contains(self, dimension: usize) -> bool {
        self.0 >> dimension & 1 == 1
    }

    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether two sets share any.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// In the codebook's order.
    pub fn iter(self) -> impl Iterator<Item = usize> + Clone {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let next = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(next)
        })
    }
}

impl FromIterator<usize> for Dimensions {
    fn from_iter<I: IntoIterator<Item = usize>>(dimensions: I) -> Self {
        let mut set = Self::default();
        dimensions.into_iter().for_each(|dimension| set.insert(dimension));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_in_order_and_without_repeats() {
        let set = Dimensions::from_iter([63, 0, 5, 0]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 5, 63]);
        assert!(set.contains(5) && !set.contains(6));
        assert!(set.meets(Dimensions::from_iter([63])));
        let left = set.without(Dimensions::from_iter([0, 63]));
        assert_eq!(left.iter().collect::<Vec<_>>(), [5]);
        assert!(left.without(left).is_empty());
        assert_eq!(left.with(set), set);
    }
}
