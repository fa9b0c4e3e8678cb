//! The line in which words are typed that are looked for in one source.

use ratatui::layout::Rect;

use crate::world::World;

use super::prompt::{Prompt, Stroke};
use super::reader::{Lens, Page, Reader};
use super::scroll::Scroll;

/// What is typed. The reader behind goes to the words as they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Within {
    pub prompt: Prompt,
    /// The reader as it was, to go back to.
    pub before: Reader,
}

impl Within {
    /// Begins with the words that the reader shows, if it shows any.
    pub fn of(reader: &Reader) -> Self {
        let words = match &reader.lens {
            Lens::Words(words) => words.as_str(),
            _ => "",
        };
        Self { prompt: Prompt::of(words), before: reader.clone() }
    }

    /// Lets the line take what is typed; says whether that changed the words.
    pub fn edit(&mut self, stroke: Stroke<'_>) -> bool {
        self.prompt.edit(stroke)
    }

    /// Goes to the words from where the reader was: to the next statement that
    /// holds them, after the last to the first. Where there are no words, and
    /// where none is found, the reader is as it was.
    ///
    /// # Errors
    /// Where no statement of the source holds the words.
    pub fn apply(&self, reader: &mut Reader, world: &World, page: Page) -> Result<(), String> {
        reader.clone_from(&self.before);
        let words = &self.prompt.text;
        match words.trim().is_empty() || reader.look_for(world, words, page) {
            true => Ok(()),
            false => Err("not in this source; / looks in all of them".to_owned()),
        }
    }
}

/// One line has nowhere to go.
impl Scroll for Within {
    fn height(&self, _: &World, _: Rect) -> usize {
        1
    }

    fn step(&mut self, _: &World, _: isize, _: Rect) {}
}
