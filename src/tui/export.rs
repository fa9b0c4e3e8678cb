//! The pane that writes a file: what, in which form, and where to.

use ratatui::layout::Rect;

use crate::export::csv::Content;
use crate::export::form::What;
use crate::world::{Follow, World};

use super::prompt::{Prompt, Stroke};
use super::scroll::Scroll;

/// What is about to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The agreements that a comparison would set side by side; one alone by its
    /// text and by the press.
    pub compared: Vec<usize>,
    /// Whether anything is pinned.
    pub has_pins: bool,
    pub choice: Choice,
    /// The file, as it is typed.
    pub path: Prompt,
    /// The file that is there already, and gives way when it is asked for again.
    pub asked: Option<String>,
}

impl Scroll for Export {
    fn height(&self, _: &World, _: Rect) -> usize {
        self.choices().count()
    }

    /// To another choice, with a file name for it.
    fn step(&mut self, _: &World, by: isize, _: Rect) {
        let choices: Vec<Choice> = self.choices().collect();
        let at = choices.iter().position(|choice| *choice == self.choice).unwrap_or(0);
        let to = at.saturating_add_signed(by).min(choices.len() - 1);
        if choices[to] != self.choice {
            self.choice = choices[to];
            self.name(self.choice.stem(), 0);
        }
    }
}

/// Something that can be written from the dashboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    Matrix,
    Binary,
    Counts,
    Comparison,
    Briefing,
    Statements,
    Project,
    Codebook,
}

impl Choice {
    pub const ALL: [Self; 8] = [
        Self::Matrix,
        Self::Binary,
        Self::Counts,
        Self::Comparison,
        Self::Briefing,
        Self::Statements,
        Self::Project,
        Self::Codebook,
    ];

    /// The file's name unless another is typed, without its ending.
    fn stem(self) -> &'static str {
        match self {
            Self::Matrix => "matrix",
            Self::Binary => "matrix-binary",
            Self::Counts => "matrix-counts",
            Self::Comparison => "comparison",
            Self::Briefing => "briefing",
            Self::Statements => "statements",
            Self::Project => "project",
            Self::Codebook => "codebook",
        }
    }
}

/// How the writing of a file ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// With the whole path.
    Written(String),
    /// A file of that name is there already; nothing was written.
    IsThere,
    Failed(String),
}

impl Export {
    /// Begins with what is looked at: a comparison, the tray, or the matrix.
    pub fn new(compared: Vec<usize>, has_pins: bool, choice: Choice) -> Self {
        let mut export = Self { compared, has_pins, choice, path: Prompt::default(), asked: None };
        export.name(export.choice.stem(), 0);
        export
    }

    /// Whether it is the matrix that is written, of the agreements that are shown.
    pub fn is_matrix(&self) -> bool {
        matches!(self.what(self.choice), What::Matrix(_))
    }

    /// What there is to choose from: a comparison needs something to compare, a
    /// briefing something that is pinned.
    pub fn choices(&self) -> impl Iterator<Item = Choice> {
        let (can_compare, has_pins) = (!self.compared.is_empty(), self.has_pins);
        Choice::ALL.into_iter().filter(move |choice| match choice {
            Choice::Comparison => can_compare,
            Choice::Briefing => has_pins,
            _ => true,
        })
    }

    /// To the next form in which this can be written.
    pub fn turn(&mut self) {
        let endings = self.what(self.choice).endings();
        let (stem, ending) = self.parted();
        let at = endings.iter().position(|known| *known == ending);
        let stem = if stem.is_empty() || stem.ends_with('/') {
            format!("{stem}{}", self.choice.stem())
        } else {
            stem.to_owned()
        };
        self.name(&stem, at.map_or(0, |at| (at + 1) % endings.len()));
    }

    /// Lets the line take what is typed.
    pub fn edit(&mut self, stroke: Stroke<'_>) {
        self.path.edit(stroke);
    }

    /// The form that the file's ending tells, if it is one of this.
    pub fn form(&self) -> Option<&'static str> {
        let (_, ending) = self.parted();
        self.what(self.choice).endings().iter().copied().find(|known| *known == ending)
    }

    /// A choice as what is written.
    pub fn what(&self, choice: Choice) -> What {
        match choice {
            Choice::Matrix => What::Matrix(Content::Levels),
            Choice::Binary => What::Matrix(Content::Binary),
            Choice::Counts => What::Matrix(Content::Counts),
            Choice::Briefing => What::Tray,
            Choice::Comparison => What::Comparison(self.compared.clone()),
            Choice::Statements => What::Statements,
            Choice::Project => What::Project,
            Choice::Codebook => What::Codebook,
        }
    }

    /// A choice in words, where the grid shows so many agreements.
    pub fn told(&self, choice: Choice, world: &World, shown: usize) -> String {
        match choice {
            Choice::Matrix => matrix(world, shown),
            Choice::Binary => {
                format!("{}, 1 where a provision speaks, else 0", matrix(world, shown))
            }
            Choice::Counts => format!("{}, how many statements", matrix(world, shown)),
            Choice::Briefing => "what is pinned, as a briefing".to_owned(),
            Choice::Comparison if self.compared.len() == 1 => {
                format!("{}, the press against the text", world.agreements[self.compared[0]].name)
            }
            Choice::Comparison => {
                let names = self.compared.iter().map(|a| world.agreements[*a].name.as_str());
                format!("{}, side by side", names.collect::<Vec<_>>().join(" and "))
            }
            Choice::Statements => "every statement with its coding and citation".to_owned(),
            Choice::Project => "sources and codings, for QualCoder, MAXQDA, NVivo".to_owned(),
            Choice::Codebook => "dimensions and their cues, for the same".to_owned(),
        }
    }

    /// Goes over to a newer world; none where what would be written is gone.
    pub fn follow(&mut self, to: &Follow<'_>) -> Option<()> {
        let there = self.compared.iter().map(|agreement| to.agreement(*agreement));
        match there.collect::<Option<Vec<usize>>>() {
            Some(there) => self.compared = there,
            None if self.choice == Choice::Comparison => return None,
            None => self.compared.clear(),
        }
        Some(())
    }

    fn name(&mut self, stem: &str, ending: usize) {
        self.path = Prompt::of(format!("{stem}.{}", self.what(self.choice).endings()[ending]));
        self.asked = None;
    }

    /// The path before its ending, and the ending.
    fn parted(&self) -> (&str, &str) {
        let path = self.path.text.as_str();
        let name = path.rfind('/').map_or(0, |slash| slash + 1);
        match path[name..].rfind('.') {
            Some(dot) if dot > 0 => (&path[..name + dot], &path[name + dot + 1..]),
            _ => (path, ""),
        }
    }
}

/// How much of the matrix is written.
fn matrix(world: &World, shown: usize) -> String {
    match world.agreements.len() {
        all if shown < all => format!("the matrix, {shown} of {all} agreements"),
        _ => "the matrix".to_owned(),
    }
}
