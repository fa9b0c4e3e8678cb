//! What some of an agreement's sources say, apart from the others: the press held
//! against the text, and the parties' own words without the press.

use std::sync::Arc;

use crate::agreement::SourceRole;
use crate::matrix::{self, Cell, Reading};
use crate::world::World;

/// The sources of one role, and what they amount to. A sentence that stands in
/// sources of both roles counts for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub role: SourceRole,
    /// One for each dimension.
    pub cells: Arc<[Cell]>,
}

impl Part {
    fn of(world: &World, agreement: usize, role: SourceRole) -> Self {
        let part = world.agreements[agreement].part(role);
        let cells = matrix::row(&part, &world.documents, world.codebook.dimensions.len());
        Self { role, cells }
    }
}

/// The text of an agreement and what the press reports of it, where both are
/// there.
pub fn text_and_press(world: &World, agreement: usize) -> Option<[Part; 2]> {
    let can_be_parted = world.agreements.get(agreement)?.has_text_and_press();
    let part = |role| Part::of(world, agreement, role);
    can_be_parted.then(|| [SourceRole::Text, SourceRole::Press].map(part))
}

/// What the parties' own sources amount to on a dimension, where the press may
/// report more. A sentence that stands in both is evidence of theirs.
pub fn own_reading(world: &World, agreement: usize, dimension: usize) -> Reading {
    let evidence = world.cell(agreement, dimension).evidence.iter();
    let own = evidence.filter(|evidence| evidence.role.is_of_parties());
    let is_unread = world.agreements[agreement].is_unread_as(SourceRole::is_of_parties);
    own.map(|evidence| evidence.reading).max().unwrap_or(Reading::of_nothing(is_unread))
}
