//! What some of an agreement's sources say, apart from the others: the press held
//! against the text.

use std::sync::Arc;

use crate::agreement::SourceRole;
use crate::matrix::{self, Cell};
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
