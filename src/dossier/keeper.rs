//! Keeps a dossier while a program runs: every edit is in the file before it is
//! shown, or told not to be, and can be undone.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use crate::corpus::Stamp;
use crate::error::Error;
use crate::prose::counted;
use crate::source::Problem;
use crate::world::World;

use super::edit::ELSEWHERE;
use super::store::{self, Committed, Store};
use super::{Change, Dossier, Edit};

/// A dossier, its file, and what was done in this run.
pub struct Keeper {
    store: Option<Store>,
    dossier: Arc<Dossier>,
    /// What was odd in the file.
    problems: Vec<Problem>,
    /// Other dossiers that lie beside the sources.
    unused: Vec<Problem>,
    /// The file as it was read last.
    stamp: Option<Stamp>,
    /// Changes that could not be written yet: they are with the next.
    unsaved: Vec<Change>,
    done: Vec<Vec<Change>>,
    undone: Vec<Vec<Change>>,
    clock: fn() -> Timestamp,
    /// Whether corrections are left out.
    is_machine: bool,
    /// Whether what killed programs have left was looked for.
    is_swept: bool,
}

impl Keeper {
    /// Opens the dossier of a corpus.
    pub fn of_corpus(paths: &[PathBuf]) -> Self {
        let store = Store::of_corpus(paths);
        let unused = store::unused(paths, store.as_ref());
        Self { unused, ..Self::new(store) }
    }

    /// Opens a dossier; without a store, one that ends with the program.
    pub fn new(store: Option<Store>) -> Self {
        let mut keeper = Self {
            store,
            dossier: Arc::default(),
            problems: Vec::new(),
            unused: Vec::new(),
            stamp: None,
            unsaved: Vec::new(),
            done: Vec::new(),
            undone: Vec::new(),
            clock: super::now,
            is_machine: false,
            is_swept: false,
        };
        keeper.read();
        keeper
    }

    /// The same, which takes the time from elsewhere.
    #[must_use]
    pub fn with_clock(self, clock: fn() -> Timestamp) -> Self {
        Self { clock, ..self }
    }

    /// The same, which may leave corrections out of every world.
    #[must_use]
    pub fn with_machine(self, is_machine: bool) -> Self {
        Self { is_machine, ..self }
    }

    pub fn dossier(&self) -> &Arc<Dossier> {
        &self.dossier
    }

    pub fn store(&self) -> Option<&Store> {
        self.store.as_ref()
    }

    /// How many changes are not in the file.
    pub fn unsaved(&self) -> usize {
        self.unsaved.len()
    }

    /// A world with this dossier.
    pub fn place(&self, world: &World) -> World {
        let dossier = match self.store.as_ref().is_some_and(Store::is_partial) {
            true => Arc::new(self.dossier.within(world)),
            false => Arc::clone(&self.dossier),
        };
        let odd = [self.problems.as_slice(), &self.unused].concat();
        let world = world.with_dossier(dossier, &odd);
        if self.is_machine { world.bare() } else { world }
    }

    /// Does what the analyst asks for on a world that has this dossier; says what
    /// was done, or why not.
    pub fn edit(&mut self, world: &World, edit: Edit) -> String {
        if self.is_machine && matches!(edit, Edit::Correct(..)) {
            return "the machine's reading is shown alone: start without --machine".to_owned();
        }
        match edit.changes(world, (self.clock)()) {
            Err(why) => why,
            Ok((changes, done)) if changes.is_empty() => done,
            Ok((changes, done)) => {
                let kept = self.apply(&changes);
                self.done.push(changes);
                self.undone.clear();
                kept.err().unwrap_or(done)
            }
        }
    }

    /// Undoes what was done last.
    pub fn undo(&mut self) -> String {
        let Some(changes) = self.done.pop() else { return "nothing to undo".to_owned() };
        let back: Vec<Change> = changes.iter().rev().map(Change::reversed).collect();
        if !self.is_as_left(&back) {
            return ELSEWHERE.to_owned();
        }
        self.undone.push(changes);
        self.again(&back, "undone")
    }

    /// Does again what was undone last.
    pub fn redo(&mut self) -> String {
        let Some(changes) = self.undone.pop() else { return "nothing to do again".to_owned() };
        if !self.is_as_left(&changes) {
            return ELSEWHERE.to_owned();
        }
        let told = self.again(&changes, "done again");
        self.done.push(changes);
        told
    }

    /// Takes up what another program has written; says whether that is anything.
    pub fn refresh(&mut self) -> bool {
        if self.present() == self.stamp {
            return false;
        }
        let before = (Arc::clone(&self.dossier), self.problems.clone());
        self.read();
        before != (Arc::clone(&self.dossier), self.problems.clone())
    }

    /// Tries once more to write what could not be.
    ///
    /// # Errors
    /// Why it still cannot, for people.
    pub fn save(&mut self) -> Result<(), String> {
        if self.unsaved.is_empty() { Ok(()) } else { self.apply(&[]) }
    }

    /// Whether nobody else has changed what changes are about.
    fn is_as_left(&self, changes: &[Change]) -> bool {
        changes.iter().all(|change| self.dossier.entry(change.id()) == change.before.as_ref())
    }

    /// Makes changes and says so, or why they are not on disk.
    fn again(&mut self, changes: &[Change], done: &str) -> String {
        let what =
            changes.first().and_then(|change| change.before.as_ref().or(change.after.as_ref()));
        let what = what.map_or("", |entry| entry.matter.name());
        self.apply(changes).err().unwrap_or_else(|| format!("{done}: {what}"))
    }

    /// Writes changes with those that could not be written before. Where that
    /// fails they hold all the same, for this run.
    fn apply(&mut self, changes: &[Change]) -> Result<(), String> {
        self.unsaved.extend_from_slice(changes);
        let nowhere = || Error::failed("there is no folder for the analyst's work");
        let kept = self.store.as_ref().ok_or_else(nowhere).and_then(|s| s.commit(&self.unsaved));
        match kept {
            Ok(Committed { dossier, problems, stamp }) => {
                (self.dossier, self.problems) = (Arc::new(dossier), problems);
                self.unsaved.clear();
                self.stamp = stamp;
                self.sweep();
                Ok(())
            }
            Err(error) => {
                let dossier = Arc::make_mut(&mut self.dossier);
                changes.iter().for_each(|change| dossier.apply(change));
                let count = counted(self.unsaved.len(), "change");
                Err(format!("NOT on disk ({count}): {error}"))
            }
        }
    }

    /// Once is enough.
    fn sweep(&mut self) {
        if let Some(store) = self.store.as_ref().filter(|_| !self.is_swept) {
            store.sweep();
            self.is_swept = true;
        }
    }

    fn read(&mut self) {
        let Some(store) = &self.store else { return };
        self.stamp = self.present();
        match store.read() {
            Ok((mut dossier, problems)) => {
                self.unsaved.iter().for_each(|change| dossier.apply(change));
                (self.dossier, self.problems) = (Arc::new(dossier), problems);
            }
            Err(error) => {
                self.problems = vec![Problem::of_error(&error)];
            }
        }
    }

    fn present(&self) -> Option<Stamp> {
        self.store.as_ref()?.stamp()
    }
}
