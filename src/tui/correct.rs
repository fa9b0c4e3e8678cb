//! The correction of one statement: kind, level and each dimension, as the
//! analyst or else the machine reads them.

use crate::coding::{Coding, Kind, Level};
use crate::document::StatementId;
use crate::dossier::Correction;
use crate::world::World;

use ratatui::layout::{Position, Rect};

use super::layout;
use super::list::Selection;
use super::scroll::Scroll;

/// Which statement is corrected, and what is under the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Correct {
    pub id: StatementId,
    pub selection: Selection,
}

/// One thing that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    Kind(Kind),
    Level(Level),
    Dimension(usize),
}

/// What can be set, in order.
pub fn rows(world: &World) -> Vec<Row> {
    let kinds = Kind::ALL.into_iter().map(Row::Kind);
    let levels = Level::ALL.into_iter().map(Row::Level);
    let dimensions = (0..world.codebook.dimensions.len()).map(Row::Dimension);
    kinds.chain(levels).chain(dimensions).collect()
}

impl Row {
    /// Whether a coding is so.
    pub fn holds(self, coding: &Coding) -> bool {
        match self {
            Self::Kind(kind) => coding.kind == kind,
            Self::Level(level) => coding.level == Some(level),
            Self::Dimension(dimension) => coding.dimensions.contains(&dimension),
        }
    }

    /// Whether the analyst has said so, or that it is not so.
    pub fn is_said(self, world: &World, correction: &Correction) -> bool {
        match self {
            Self::Kind(kind) => correction.kind == Some(kind),
            Self::Level(level) => correction.level == Some(level),
            Self::Dimension(dimension) => {
                let id = world.codebook.dimensions[dimension].id();
                correction.dimensions.contains_key(id)
            }
        }
    }
}

impl Scroll for Correct {
    fn height(&self, _: &World, area: Rect) -> usize {
        usize::from(layout::correct(area).rows.height)
    }

    fn step(&mut self, world: &World, by: isize, area: Rect) {
        self.selection.step(by, rows(world).len(), self.height(world, area));
    }

    fn point(&mut self, world: &World, area: Rect, at: Position) -> Option<bool> {
        self.selection.point(at, layout::correct(area).rows, 1, rows(world).len())
    }
}

impl Correct {
    pub fn new(world: &World, id: StatementId) -> Self {
        // The level is what is corrected most; what has none begins with its kind,
        // for a level would make it a provision.
        let read = world.coding(id);
        let wanted = read.level.map_or(Row::Kind(read.kind), Row::Level);
        let at = rows(world).iter().position(|row| *row == wanted);
        Self { id, selection: Selection { selected: at.unwrap_or(0), top: 0 } }
    }

    /// What the analyst says of the statement so far.
    pub fn correction(&self, world: &World) -> Correction {
        let known = world.placed.correction(self.id);
        known.map(|(_, correction)| correction.clone()).unwrap_or_default()
    }

    /// The correction with what is under the cursor set, or where it was set
    /// already, left to the machine.
    pub fn set(&self, world: &World) -> Correction {
        let mut correction = self.correction(world);
        let (machine, now) = (world.machine_coding(self.id), world.coding(self.id));
        let Some(row) = rows(world).get(self.selection.selected).copied() else {
            return correction;
        };
        let is_said = row.is_said(world, &correction);
        match row {
            Row::Kind(kind) => correction.kind = (!is_said).then_some(kind),
            Row::Level(level) => {
                correction.level = (!is_said).then_some(level);
                // Only a provision has a level.
                if !is_said && now.kind != Kind::Provision {
                    correction.kind = Some(Kind::Provision);
                }
            }
            Row::Dimension(dimension) => {
                let id = world.codebook.dimensions[dimension].id().to_owned();
                let wanted = !row.holds(&now);
                match wanted == row.holds(&machine) {
                    true => correction.dimensions.remove(&id),
                    false => correction.dimensions.insert(id, wanted),
                };
            }
        }
        correction
    }

    /// The machine's reading, confirmed.
    pub fn accepted(&self, world: &World) -> Correction {
        let machine = world.machine_coding(self.id);
        let ids = machine.dimensions.iter().map(|at| world.codebook.dimensions[*at].id());
        let reason = self.correction(world).reason;
        Correction { reason, ..Correction::accepting(&machine, ids) }
    }

    /// That the statement bears on nothing, neither on what the machine thinks nor on
    /// what the analyst has said before.
    pub fn rejected(&self, world: &World) -> Correction {
        let machine = world.machine_coding(self.id).dimensions.into_iter();
        let id = |dimension: usize| world.codebook.dimensions[dimension].id().to_owned();
        let dimensions = machine.map(|dimension| (id(dimension), false)).collect();
        Correction { dimensions, ..self.correction(world) }
    }
}
