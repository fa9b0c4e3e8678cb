//! Views: how the grid is arranged, in words that outlast the world. One is kept
//! from run to run, others under the names they were given.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::order::Arrangement;
use crate::world::World;

use super::grid::{Grid, Zoom};

/// The views that were saved, by name.
pub type Views = BTreeMap<String, View>;

/// How the grid is arranged. Agreements and dimensions go by their ids, which
/// stay when others come and go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct View {
    /// Unless it is said, as all of the matrix is seen.
    is_turned: Option<bool>,
    zoom: Zoom,
    has_totals: bool,
    frozen: usize,
    arrangement: Arrangement<String>,
}

impl View {
    /// How the grid is arranged now.
    pub fn of(grid: &Grid, world: &World) -> Self {
        let agreement = |at: &usize| world.agreements.get(*at).map(|it| it.id.clone());
        let dimension =
            |at: &usize| world.codebook.dimensions.get(*at).map(|it| it.id().to_owned());
        Self {
            is_turned: Some(grid.is_turned),
            zoom: grid.zoom,
            has_totals: grid.has_totals,
            frozen: grid.frozen,
            arrangement: grid.arrangement.renamed(agreement, dimension),
        }
    }

    /// Arranges the grid so. What is gone from the world is passed over, and so
    /// is a filter that no longer means anything.
    pub fn show(&self, grid: &mut Grid, world: &World) {
        let agreement = |id: &String| world.agreements.iter().position(|it| it.id == *id);
        let dimension = |id: &String| world.codebook.dimensions.iter().position(|it| it.id() == id);
        grid.is_turned = self.is_turned.unwrap_or(grid.is_turned);
        grid.zoom = self.zoom;
        grid.has_totals = self.has_totals;
        grid.frozen = self.frozen;
        grid.arrangement = self.arrangement.renamed(agreement, dimension);
        grid.arrange_anew(world);
    }
}
