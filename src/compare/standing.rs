//! How several agreements stand to each other: who alone has a provision.

use crate::matrix::{Cell, Reading};

/// How several agreements stand to each other on one dimension, in the order in
/// which that is told: differences first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Only this one of them has a provision, counted from 0.
    Only(usize),
    /// Several of them have, and others none.
    Several,
    /// All speak, not equally firmly.
    Unequal,
    Equal,
    /// None has a provision on it.
    Neither,
    /// What some of them say on it was not read, and the others do not differ in
    /// whether they have a provision.
    NotRead,
}

impl Standing {
    /// A provision against none is a difference; context alone is no provision.
    pub fn of(readings: &[Reading]) -> Self {
        let speaking = readings.iter().filter(|reading| reading.is_provision()).count();
        let unread = readings.iter().filter(|reading| **reading == Reading::NotRead).count();
        if unread > 0 {
            let is_split = speaking > 0 && speaking + unread < readings.len();
            return if is_split { Self::Several } else { Self::NotRead };
        }
        let first = readings.iter().position(|reading| reading.is_provision());
        match (speaking, first) {
            (1, Some(only)) => Self::Only(only),
            (0, _) => Self::Neither,
            _ if speaking < readings.len() => Self::Several,
            _ if readings.iter().all(|reading| *reading == readings[0]) => Self::Equal,
            _ => Self::Unequal,
        }
    }

    pub fn differs(self) -> bool {
        self < Self::Equal
    }

    /// The heading under which several agreements are told that stand so.
    pub fn title(self) -> &'static str {
        match self {
            Self::Only(_) | Self::Several => "Only some have a provision",
            Self::Unequal => "All have a provision, not equally firm",
            Self::Equal => "All have a provision, equally firm",
            Self::Neither => "None has a provision",
            Self::NotRead => "Not everywhere read",
        }
    }
}

/// Compares the cells of each side, one for each dimension: each with how the sides
/// stand on it, differences first and then in the codebook's order.
pub fn compare_rows(rows: &[&[Cell]]) -> Vec<(usize, Standing)> {
    let standing = |dimension: usize| {
        let readings: Vec<Reading> = rows.iter().map(|row| row[dimension].reading()).collect();
        (dimension, Standing::of(&readings))
    };
    let dimensions = 0..rows.first().map_or(0, |row| row.len());
    let mut compared: Vec<(usize, Standing)> = dimensions.map(standing).collect();
    compared.sort_by_key(|(_, standing)| *standing);
    compared
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Difference;

    #[test]
    fn two_stand_to_each_other_as_they_are_compared() {
        for a in Reading::ALL {
            for b in Reading::ALL {
                let difference = Difference::between(a, b);
                let standing = match difference {
                    Difference::OnlyA => Standing::Only(0),
                    Difference::OnlyB => Standing::Only(1),
                    Difference::Unequal => Standing::Unequal,
                    Difference::Equal => Standing::Equal,
                    Difference::Neither => Standing::Neither,
                    Difference::NotRead => Standing::NotRead,
                };
                assert_eq!(Standing::of(&[a, b]), standing);
                assert_eq!(standing.differs(), difference.differs());
            }
        }
    }

    #[test]
    fn of_three_some_may_speak() {
        use Reading::{Absent, Committed, Context, Intended, NotRead};
        assert_eq!(Standing::of(&[Context, Absent, Intended]), Standing::Only(2));
        assert_eq!(Standing::of(&[Committed, Absent, Intended]), Standing::Several);
        assert_eq!(Standing::of(&[Committed, Intended, Intended]), Standing::Unequal);
        assert_eq!(Standing::of(&[Committed, NotRead, Absent]), Standing::Several);
        assert_eq!(Standing::of(&[Committed, NotRead, Committed]), Standing::NotRead);
    }
}
