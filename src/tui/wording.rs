//! A line in place of the footer, into which words are typed.

use ratatui::layout::Rect;

use crate::dossier::{Anchor, Edit, Entry, Subject};
use crate::world::{Follow, World};

use super::prompt::Prompt;
use super::scroll::Scroll;

/// What is typed, and what about.
#[derive(Clone, Debug, PartialEq)]
pub struct Wording {
    pub about: About,
    pub prompt: Prompt,
}

/// One line has nowhere to go.
impl Scroll for Wording {
    fn height(&self, _: &World, _: Rect) -> usize {
        1
    }

    fn step(&mut self, _: &World, _: isize, _: Rect) {}
}

/// What words are typed for.
#[derive(Clone, Debug, PartialEq)]
pub enum About {
    /// A note on a subject, and where that stood: it may go while one types.
    Note(Option<Subject>, Anchor),
    /// The words of an entry, as it was when they were opened: somebody else may
    /// change it while one types.
    Entry(Box<Entry>),
    /// The name of a view that is saved.
    View,
}

/// What comes of words.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Edit(Edit),
    /// The grid as it is arranged is a view of this name.
    View(String),
}

impl Wording {
    /// Opens with what is noted on a subject.
    pub fn note(world: &World, subject: Subject) -> Option<Self> {
        if let Some(entry) = world.placed.noted(subject) {
            return Some(Self::entry(entry));
        }
        let anchor = Anchor::of(world, &world.placed.dossier.base, subject)?;
        Some(Self::new(About::Note(Some(subject), anchor), ""))
    }

    /// Opens with the words of an entry.
    pub fn entry(entry: &Entry) -> Self {
        Self::new(About::Entry(Box::new(entry.clone())), entry.matter.words())
    }

    /// Opens for the name of a view.
    pub fn view() -> Self {
        Self::new(About::View, "")
    }

    fn new(about: About, words: &str) -> Self {
        Self { about, prompt: Prompt::of(words) }
    }

    /// What comes of it.
    pub fn finish(self) -> Outcome {
        let text = self.prompt.text;
        Outcome::Edit(match self.about {
            About::Note(Some(subject), _) => Edit::Note(subject, text),
            About::Note(None, anchor) => Edit::NoteAt(anchor, text),
            About::Entry(seen) => Edit::Reword(seen, text),
            About::View => return Outcome::View(text.trim().to_owned()),
        })
    }

    /// Goes over to a newer world; what is typed stays, whatever is gone.
    pub fn follow(&mut self, to: &Follow<'_>) {
        if let About::Note(subject, _) = &mut self.about {
            *subject = subject.and_then(|subject| to.subject(subject));
        }
    }
}
