//! What a child process tells of a document: blocks of text without bytes in
//! the file, and the places where a person finds them.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Format, docx, html, odt, pdf, sections};
use crate::source::{BlockKind, FrontMatter, Oddity, Place, SourceBuilder, Span};

/// The text of a document and what it says of itself.
#[derive(Default, Serialize, Deserialize)]
pub struct Extract {
    pub front: FrontMatter,
    pub blocks: Vec<Piece>,
    /// What was odd, for people.
    pub problems: Vec<Oddity>,
}

/// A block of an extract.
#[derive(Serialize, Deserialize)]
pub struct Piece {
    pub kind: BlockKind,
    pub text: String,
    /// Without one it is counted.
    pub place: Option<Place>,
}

impl Extract {
    pub fn add(&mut self, kind: BlockKind, text: impl Into<String>, place: Option<Place>) {
        self.blocks.push(Piece { kind, text: text.into(), place });
    }

    /// Hands the blocks to a builder, which cleans them.
    pub fn build(&self, builder: &mut SourceBuilder) {
        for (index, block) in self.blocks.iter().enumerate() {
            let place = block.place.clone().unwrap_or(Place::Paragraph(index + 1));
            builder.set_place(Some(place));
            builder.open(block.kind);
            builder.push_instead(&block.text, Span::default());
        }
        builder.revise(sections::tell);
    }
}

/// What a document's properties call its title, unless a program filled it in:
/// with the name of a file, or its own.
pub fn title(title: &str) -> Option<String> {
    const PROGRAMS: [&str; 4] = ["Microsoft Word", "untitled", "Untitled", "PowerPoint"];
    let title = title.trim();
    let is_one_word = !title.contains(' ');
    let is_file = Path::new(title).extension().is_some_and(|it| it.len() <= 4);
    let is_given = PROGRAMS.iter().any(|program| title.starts_with(program));
    (!is_one_word && !is_file && !is_given).then(|| title.to_owned())
}

/// Extracts a document in this process, which may hang or abort over it.
///
/// # Errors
/// Why there is no text, for people.
pub fn extract(bytes: &[u8], format: Format) -> Result<Extract, Oddity> {
    match format {
        Format::Html => Ok(html::extract(bytes)?),
        Format::Pdf => pdf::extract(bytes),
        Format::Docx => docx::extract(bytes),
        Format::Odt => odt::extract(bytes),
        Format::Text | Format::Markdown | Format::Xml => {
            Err(Oddity::from("it needs no extracting"))
        }
    }
}
