//! The dashboard. Its shell waits for events, lets [`update`](update::update) carry
//! them into the state, does what that asks for and draws.
//!
//! There is no tick: without an event nothing runs.

use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;

use signal_hook::low_level::emulate_default_handler;

use crate::dossier::Keeper;
use crate::error::{Error, Result};
use crate::glyph::Glyphs;
use crate::source::Problem;

pub mod action;
pub mod card;
mod clipboard;
pub mod correct;
pub mod export;
mod feed;
mod fence;
pub mod filter;
pub mod finder;
pub mod frequency;
pub mod grid;
pub mod help;
pub mod hints;
mod input;
pub mod keymap;
pub mod layout;
pub mod list;
pub mod meeting;
pub mod memory;
pub mod menu;
pub mod notes;
pub mod problems;
pub mod palette;
pub mod prompt;
pub mod reader;
mod screen;
pub mod scroll;
mod shell;
pub mod similarity;
pub mod state;
pub mod theme;
pub mod themes;
pub mod tray;
pub mod update;
pub mod versus;
pub mod view;
pub mod views;
mod wake;
pub mod why;
pub mod wire;
pub mod within;
pub mod wording;
pub mod wrap;

pub use feed::Feed;

use keymap::Keymap;
use memory::Memory;
use shell::{End, Shell};
use theme::Theme;

/// How the dashboard looks, and how it deals with the terminal.
pub struct Setup {
    /// The themes there are, by name, and which of them it begins with.
    pub themes: Vec<(String, Theme)>,
    pub theme: usize,
    pub glyphs: Glyphs,
    /// What is remembered from the last time, and where it is kept.
    pub memory: Memory,
    pub memory_file: Option<PathBuf>,
    /// Whether comity is opened for the first time.
    pub is_first: bool,
    /// Whether the terminal is to be asked nothing and to move no rows.
    pub is_simple: bool,
    /// Whether the terminal is to tell what a mouse does.
    pub has_mouse: bool,
    pub keymap: Keymap,
    /// What is wrong in the user's own files.
    pub problems: Vec<Problem>,
}

/// Shows what `read` feeds, with the analyst's work that the keeper has, until
/// the user leaves, and returns the problems there were. The first frame is drawn
/// before anything is read, and the user may leave meanwhile.
///
/// # Errors
/// Where the terminal cannot be set up or written to, or nothing can be read.
pub fn run(
    read: impl FnOnce(&Feed) -> Result<()> + Send + 'static,
    keeper: Keeper,
    setup: Setup,
) -> Result<Vec<Problem>> {
    let (sender, wakes) = mpsc::channel();
    wake::watch_signals(sender.clone())?;
    let mut shell = Shell::enter(keeper, setup, wakes, sender.clone())?;
    let (keys, turns) = (sender.clone(), shell.turns.clone());
    thread::spawn(move || wake::read_keys(&keys, &turns));
    thread::spawn(move || feed::run(read, sender));
    let ended = shell.run();
    // Whatever ends it: what could not be written yet may go through now.
    let lost = shell.keeper.save().err();
    let left = shell.leave();
    shell.remember();
    if let Some(lost) = lost {
        return Err(Error::failed(lost));
    }
    match ended? {
        End::Quit => {}
        // With the terminal restored, end as the signal would have ended us.
        End::Signal(signal) => emulate_default_handler(signal)?,
        End::Failed(error) => return Err(error),
    }
    left?;
    Ok(shell.problems())
}
