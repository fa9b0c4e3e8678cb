//! The line in which the filter of the grid is typed.

use ratatui::layout::Rect;

use crate::search::complete;
use crate::world::World;

use super::grid::Grid;
use super::prompt::{Prompt, Stroke};
use super::scroll::Scroll;

/// What is typed. The grid is narrowed as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    pub prompt: Prompt,
    /// What held before, to go back to.
    before: String,
}

impl Filter {
    /// Begins with the filter that holds.
    pub fn of(grid: &Grid) -> Self {
        let before = grid.arrangement.filter.clone();
        Self { prompt: Prompt::of(before.clone()), before }
    }

    /// Lets the line take what is typed.
    pub fn edit(&mut self, stroke: Stroke<'_>) {
        self.prompt.edit(stroke);
    }

    /// Completes the filter that is being typed.
    pub fn complete(&mut self, world: &World) {
        if let Some(query) = complete(&self.prompt.text, world) {
            self.prompt = Prompt::of(query);
        }
    }

    /// Narrows the grid to what is typed.
    ///
    /// # Errors
    /// A filter that means nothing, as one that is half typed: the sentence
    /// says what would. The grid is narrowed to what stands before it.
    pub fn apply(&self, grid: &mut Grid, world: &World) -> Result<(), String> {
        grid.filter(world, &self.prompt.text).inspect_err(|_| {
            let before =
                self.prompt.text.trim_end().rsplit_once(' ').map_or("", |(before, _)| before);
            // Where that has a mistake too, the grid stays as it is.
            let _ = grid.filter(world, before);
        })
    }

    /// Goes back to the filter that held before.
    pub fn give_up(&self, grid: &mut Grid, world: &World) {
        // It meant something then; in a world that has changed since, it may
        // not, and the grid stays as it is.
        let _ = grid.filter(world, &self.before);
    }
}

impl Scroll for Filter {
    fn height(&self, _: &World, _: Rect) -> usize {
        1
    }

    fn step(&mut self, _: &World, _: isize, _: Rect) {}
}
