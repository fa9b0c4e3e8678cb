//! What is remembered of a corpus from one run to the next: where one was, how
//! it looked, what was asked. A file a corpus, in the user's folder of states.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use etcetera::base_strategy::Xdg;
use serde::{Deserialize, Serialize};

use crate::corpus;
use crate::error::Result;
use crate::file;
use crate::world::World;

use super::state::State;
use super::views::{View, Views};

/// Where this overrides the folder of the user's states; empty, nothing is
/// remembered.
const FOLDER: &str = "COMITY_STATE_DIR";

/// Nobody goes back further.
const MOST_QUERIES: usize = 50;

/// What is remembered. Agreements and dimensions go by their ids, which stay
/// when others come and go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// The theme that was picked, if one was.
    pub theme: Option<String>,
    pub agreement: Option<String>,
    pub dimension: Option<String>,
    /// The last one at the end.
    pub queries: Vec<String>,
    /// How the grid was arranged.
    pub view: View,
    /// The views that were saved.
    pub views: Views,
}

impl Memory {
    /// The same as if the corpus had never been opened. What was saved under a
    /// name is there all the same.
    #[must_use]
    pub fn afresh(self) -> Self {
        Self { views: self.views, ..Self::default() }
    }

    /// The file of a corpus; none where there is no folder for it.
    pub fn file(paths: &[PathBuf]) -> Option<PathBuf> {
        let folder = file::users_folder(FOLDER, Xdg::state_dir)?;
        Some(folder.join(format!("{}.toml", corpus::id(paths))))
    }

    /// Whether nothing of any corpus is remembered beside a file.
    pub fn is_first(file: &Path) -> bool {
        let known = file.parent().and_then(|folder| fs::read_dir(folder).ok());
        known.is_none_or(|mut known| known.next().is_none())
    }

    /// What a file holds; nothing where it is not there or makes no sense.
    pub fn read(file: &Path) -> Self {
        let text = fs::read_to_string(file).unwrap_or_default();
        toml::from_str(&text).unwrap_or_default()
    }

    /// Writes it to a file for the next time. The views that are there already stay:
    /// others may have been saved beside us.
    ///
    /// # Errors
    /// Where the folder cannot be made or written to, or another program holds it.
    pub fn keep(self, file: &Path) -> Result<()> {
        Self::change(file, |kept| Self { views: kept.views, ..self }).map(drop)
    }

    /// Changes what a file holds, in a folder that only its owner looks into, for queries
    /// tell much. No other program changes it meanwhile. Gives what it holds then.
    ///
    /// # Errors
    /// As of [`Self::keep`].
    fn change(file: &Path, change: impl FnOnce(Self) -> Self) -> Result<Self> {
        let folder = file::folder(file);
        file::create_private(folder)?;
        let _held = file::hold(folder)?;
        let memory = change(Self::read(file));
        memory.write(file)?;
        Ok(memory)
    }

    fn write(&self, file: &Path) -> Result<()> {
        // What cannot be read may have been edited by hand, and may hold views.
        let is_read = match fs::read_to_string(file) {
            Ok(text) => toml::from_str::<Self>(&text).is_ok(),
            Err(error) => error.kind() == ErrorKind::NotFound,
        };
        if !is_read {
            let _ = fs::rename(file, file.with_extension("toml.unread"));
        }
        let text = toml::to_string(self).expect("words and flags are TOML");
        file::save(file, text.as_bytes(), true)
    }

    /// Keeps a view under its name, in the file too; none removes it. What
    /// another program has saved or removed there meanwhile holds.
    ///
    /// # Errors
    /// Where there is no file, or it cannot be written: the sentence says so.
    pub fn keep_view(
        &mut self,
        file: Option<&Path>,
        name: String,
        view: Option<View>,
    ) -> Result<(), String> {
        let file = file.ok_or_else(|| format!("{FOLDER} is empty, nothing is remembered"))?;
        let change = |mut kept: Self| {
            match view {
                Some(view) => drop(kept.views.insert(name, view)),
                None => drop(kept.views.remove(&name)),
            }
            kept
        };
        self.views = Self::change(file, change).map_err(|error| error.to_string())?.views;
        Ok(())
    }

    /// Remembers a query; one that was asked before moves to the end.
    pub fn asked(&mut self, query: &str) {
        let query = query.trim();
        if query.is_empty() {
            return;
        }
        self.queries.retain(|known| known != query);
        self.queries.push(query.to_owned());
        let more = self.queries.len().saturating_sub(MOST_QUERIES);
        self.queries.drain(..more);
    }

    /// The query asked before another, or after it; of one that is not known,
    /// the last one is before.
    pub fn beside(&self, query: &str, is_back: bool) -> Option<&str> {
        let at = self.queries.iter().position(|known| known == query.trim());
        let to = match (at, is_back) {
            (Some(at), true) => at.checked_sub(1)?,
            (Some(at), false) => at + 1,
            (None, true) => self.queries.len().checked_sub(1)?,
            (None, false) => return None,
        };
        self.queries.get(to).map(String::as_str)
    }

    /// Takes a state to where one was; what is gone from the world is passed
    /// over.
    pub fn recall(&self, state: &mut State, world: &World) {
        let agreement = self.agreement.as_ref();
        let agreement = agreement.and_then(|id| world.agreements.iter().position(|a| a.id == *id));
        let dimension = self.dimension.as_ref();
        let dimensions = &world.codebook.dimensions;
        let dimension = dimension.and_then(|id| dimensions.iter().position(|d| d.id() == id));
        state.grid.agreement = agreement.unwrap_or(state.grid.agreement);
        state.grid.dimension = dimension.unwrap_or(state.grid.dimension);
        self.view.show(&mut state.grid, world);
    }

    /// The same with where one is now.
    #[must_use]
    pub fn with(self, state: &State, world: &World) -> Self {
        let agreement = world.agreements.get(state.grid.agreement);
        let dimension = world.codebook.dimensions.get(state.grid.dimension);
        Self {
            view: View::of(&state.grid, world),
            agreement: agreement.map(|agreement| agreement.id.clone()),
            dimension: dimension.map(|dimension| dimension.id().to_owned()),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_makes_no_sense_is_as_good_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deeper").join("a.toml");
        assert_eq!(Memory::read(&file), Memory::default());
        assert!(Memory::is_first(&file));
        let memory = Memory { theme: Some("light".to_owned()), ..Memory::default() };
        memory.clone().keep(&file).unwrap();
        assert!(!Memory::is_first(&file.with_file_name("b.toml")), "b is another corpus");
        assert_eq!(Memory::read(&file), memory);
        for odd in [&b"theme = ["[..], b"theme = \"\xE9\""] {
            fs::write(&file, odd).unwrap();
            assert_eq!(Memory::read(&file), Memory::default());
            memory.clone().keep(&file).unwrap();
            assert_eq!(Memory::read(&file), memory);
            let aside = fs::read(file.with_extension("toml.unread")).unwrap();
            assert_eq!(aside, odd, "it is put aside, not lost");
        }
    }

    #[test]
    fn views_are_kept_beside_those_of_another_program() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.toml");
        let (mut one, mut other) = (Memory::default(), Memory::default());
        let keep = |memory: &mut Memory, name: &str, view| {
            memory.keep_view(Some(&file), name.to_owned(), view).unwrap();
        };
        keep(&mut one, "first", Some(View::default()));
        keep(&mut other, "second", Some(View::default()));
        assert_eq!(other.views.keys().collect::<Vec<_>>(), ["first", "second"]);
        keep(&mut one, "first", None);
        assert_eq!(Memory::read(&file).views.keys().collect::<Vec<_>>(), ["second"]);
        assert!(one.keep_view(None, "third".to_owned(), None).is_err());
    }

    #[test]
    fn queries_are_gone_through_back_and_forth() {
        let mut memory = Memory::default();
        for query in ["cyber", " ", "japan", "cyber "] {
            memory.asked(query);
        }
        assert_eq!(memory.queries, ["japan", "cyber"]);
        assert_eq!(memory.beside("", true), Some("cyber"));
        assert_eq!(memory.beside("cyber", true), Some("japan"));
        assert_eq!(memory.beside("japan", true), None);
        assert_eq!(memory.beside("japan", false), Some("cyber"));
    }
}
