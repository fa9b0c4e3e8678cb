//! What commands work with: what holds for all of them, and what was read for one.

use std::io::{self, Write};
use std::mem::ManuallyDrop;
use std::path::PathBuf;

use serde::Serialize;

use crate::codebook::CodebookFile;
use crate::dossier::Keeper;
use crate::error::Result;
use crate::glyph::Glyphs;
use crate::library::{Cache, Library, Listener};
use crate::world::World;

use super::bar::Bar;
use super::colour;
use super::settings::Settings;
use super::speech::warn;

/// What a command works with besides its arguments.
pub struct Context<'a> {
    pub world: &'a World,
    /// Where it was read.
    pub paths: &'a [PathBuf],
    pub glyphs: Glyphs,
    /// Whether text is coloured.
    pub is_coloured: bool,
    pub out: &'a mut dyn Write,
}

/// What holds for every command.
pub struct Setup {
    pub settings: Settings,
    /// Whether the machine's reading is wanted alone.
    pub is_machine: bool,
    pub glyphs: Glyphs,
    pub is_coloured: bool,
}

impl Setup {
    /// The codebook that is set. Another in its place would answer other questions.
    pub fn codebook(&self) -> Result<CodebookFile> {
        let Some(name) = self.settings.codebook() else { return Ok(CodebookFile::default()) };
        CodebookFile::find(&name).map_err(|error| match self.settings.blamed("codebook", &error) {
            None => error,
            Some(problem) => problem.to_error(),
        })
    }

    /// Reads the corpus, tells what was odd in it, and runs a command on it.
    pub fn show(
        &self,
        out: &mut dyn Write,
        run: impl FnOnce(&mut Context<'_>) -> Result<()>,
    ) -> Result<()> {
        // The system takes back all memory at once when the program ends; to hand
        // back every document before would only keep the user waiting.
        let world = ManuallyDrop::new(self.read(&self.codebook()?)?);
        warn(&world.problems);
        let (paths, is_coloured) = (&self.settings.corpus(), self.is_coloured);
        let glyphs = self.glyphs;
        run(&mut Context { world: &world, paths, glyphs, is_coloured, out })
    }

    pub fn read(&self, codebook: &CodebookFile) -> Result<World> {
        let mut library = self.library(codebook)?;
        let bar = Bar::new(self.glyphs);
        let progress = |done, total| bar.draw(done, total);
        let world = library.read(Listener { progress: &progress, world: None })?;
        library.keep();
        Ok(self.keeper().place(&world))
    }

    /// The analyst's work on the corpus.
    pub fn keeper(&self) -> Keeper {
        Keeper::of_corpus(&self.settings.corpus()).with_machine(self.is_machine)
    }

    pub fn library(&self, codebook: &CodebookFile) -> Result<Library> {
        let corpus = self.settings.corpus();
        let cache = self.settings.caches().then(|| Cache::of_user(&corpus, &codebook.text));
        Ok(Library::new(&corpus, codebook.read()?).with_cache(cache.flatten()))
    }
}

impl Context<'_> {
    /// The agreement that a name or a part of one means.
    pub fn agreement(&self, query: &str) -> Result<usize> {
        self.world.index().agreement(self.world, query)
    }

    /// Text for people, coloured where that is wanted.
    pub fn print_text(&mut self, text: &str) -> Result<()> {
        match self.is_coloured {
            true => self.print(&colour::paint(text, self.glyphs)),
            false => self.print(text),
        }
    }

    pub fn print(&mut self, text: &str) -> Result<()> {
        Ok(self.out.write_all(text.as_bytes())?)
    }

    pub fn print_json(&mut self, value: &impl Serialize) -> Result<()> {
        serde_json::to_writer_pretty(&mut self.out, value).map_err(io::Error::from)?;
        Ok(writeln!(self.out)?)
    }

    pub fn print_json_line(&mut self, value: &impl Serialize) -> Result<()> {
        serde_json::to_writer(&mut self.out, value).map_err(io::Error::from)?;
        Ok(writeln!(self.out)?)
    }
}
