//! Opens the dashboard, in the theme that is wanted.

use std::io::{self, IsTerminal, Write};

use crate::corpus;
use crate::error::Result;
use crate::prose::did_you_mean;
use crate::source::Problem;
use crate::tui::keymap::Keymap;
use crate::tui::memory::Memory;
use crate::tui::theme::{self, Theme};
use crate::tui::{self, Feed};

use super::matrix;
use super::setup::Setup;
use super::speech::warn;

/// The themes there are.
struct Themes {
    all: Vec<(String, Theme)>,
    /// The one to begin with.
    first: usize,
    /// What is wrong with the one that is set in file or environment, where
    /// another stands in for it.
    odd: Option<Problem>,
}

impl Setup {
    /// Opens the dashboard; where no terminal is there to show it, or it would
    /// have to share its keys with a source, prints the matrix.
    pub fn open(self, is_simple: bool, is_fresh: bool, mut out: impl Write) -> Result<()> {
        let memory_file = Memory::file(&self.settings.corpus());
        let is_first = !is_fresh && memory_file.as_deref().is_some_and(Memory::is_first);
        let memory = memory_file.as_deref().map(Memory::read).unwrap_or_default();
        let memory = if is_fresh { memory.afresh() } else { memory };
        let Themes { all: themes, first: theme, odd: odd_theme } = self.themes(&memory)?;
        let codebook = self.codebook()?;
        let is_piped = self.settings.corpus().iter().any(|path| corpus::is_stdin(path));
        if is_piped || !io::stdout().is_terminal() || !io::stdin().is_terminal() {
            warn(odd_theme.as_slice());
            self.show(&mut out, |on| matrix::run(&matrix::Args::default(), on))?;
            return Ok(out.flush()?);
        }
        drop(out);
        let (keymap, mut problems) = Keymap::of_user();
        problems.extend(odd_theme);
        let (glyphs, keeper) = (self.glyphs, self.keeper());
        let has_mouse = self.settings.mouse(is_remote());
        let setup = tui::Setup {
            themes,
            theme,
            glyphs,
            memory,
            memory_file,
            is_first,
            is_simple,
            has_mouse,
            keymap,
            problems,
        };
        let feed = move |feed: &Feed| feed.read(self.library(&codebook)?);
        warn(&tui::run(feed, keeper, setup)?);
        Ok(())
    }

    /// The themes there are, and the one that is set, or was picked the last time.
    fn themes(&self, memory: &Memory) -> Result<Themes> {
        let names = theme::list().into_iter().map(|(name, _)| name);
        let found = names.filter_map(|name| Some((name.clone(), theme::find(&name).ok()?)));
        let mut all: Vec<(String, Theme)> = found.collect();
        let place = |name: &str| all.iter().position(|(known, _)| known == name);
        let picked = memory.theme.as_deref().filter(|name| place(name).is_some());
        let usual = self.usual_theme(picked);
        let wanted = self.settings.theme().unwrap_or_else(|| usual.to_owned());
        if let Some(first) = place(&wanted) {
            return Ok(Themes { all, first, odd: None });
        }
        let usual = place(usual).unwrap_or_default();
        match find_theme(&wanted) {
            Ok(theme) => {
                all.push((wanted, theme));
                Ok(Themes { first: all.len() - 1, all, odd: None })
            }
            Err(error) => {
                let problem = self.settings.blamed("theme", &error).ok_or(error)?;
                Ok(Themes { all, first: usual, odd: Some(problem) })
            }
        }
    }

    /// The theme of the dashboard where none is set: the one that was picked; where
    /// colour is not wanted, the one made without it.
    pub fn usual_theme<'a>(&self, picked: Option<&'a str>) -> &'a str {
        match self.settings.color().is_plain() {
            true => "plain",
            false => picked.unwrap_or("dark"),
        }
    }
}

/// A theme by its name or the path of its file.
pub fn find_theme(name: &str) -> Result<Theme> {
    theme::find(name).map_err(|error| {
        let names = theme::list();
        error.meaning(did_you_mean(name, names.iter().map(|(known, _)| known.as_str())))
    })
}

/// Whether the terminal stands on another machine.
pub fn is_remote() -> bool {
    std::env::var_os("SSH_CONNECTION").is_some_and(|way| !way.is_empty())
}
