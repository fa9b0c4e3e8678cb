//! The user's own keys, from a file laid over the table.
//!
//! ```toml
//! [everywhere]
//! "F2" = "themes"
//!
//! [grid]
//! "g x" = "turn"      # one after the other
//! "q" = ""            # asks for nothing
//! ```
//!
//! What is wrong in it is told by its line; the rest counts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use keybinds::{KeyInput, KeySeq, Mods};
use toml::Spanned;

use crate::error::{Error, line_at, plain};
use crate::source::Problem;
use crate::tui::action::Action;
use crate::tui::state::Pane;

use super::{Keymap, spelled};

/// Names the file of keys, in place of that in the user's configuration; empty,
/// none is read.
const FILE: &str = "COMITY_KEYS";

/// The table of keys that hold in every pane.
const EVERYWHERE: &str = "everywhere";

type Tables = BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Spanned<String>>>;

/// A key that the user has bound.
struct Own {
    pane: Pane,
    keys: KeySeq,
    is_everywhere: bool,
    line: usize,
}

impl Keymap {
    /// The table with the user's own keys over it, and what is wrong in these.
    pub fn of_user() -> (Self, Vec<Problem>) {
        let mut keymap = Self::default();
        let named = std::env::var_os(FILE).map(PathBuf::from);
        let Some(path) = named.clone().or_else(usual).filter(|path| !path.as_os_str().is_empty())
        else {
            return (keymap, Vec::new());
        };
        let problems = match std::fs::read_to_string(&path) {
            Ok(text) => keymap.read(&text, &path),
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
                Vec::new()
            }
            Err(error) => vec![Problem::new(&path.display().to_string(), None, plain(&error))],
        };
        (keymap, problems)
    }

    /// Lays the keys of a file over the table; returns what is wrong in it.
    pub fn read(&mut self, text: &str, path: &Path) -> Vec<Problem> {
        let name = path.display().to_string();
        let tables: Tables = match toml::from_str(text) {
            Ok(tables) => tables,
            Err(error) => {
                let line = error.span().map(|span| line_at(text, span.start));
                let reason = Error::toml(&name, text, &error).to_string();
                let reason = line.and_then(|line| reason.strip_prefix(&format!("{name}:{line}: ")));
                return vec![Problem::new(&name, line, reason.unwrap_or(error.message()))];
            }
        };
        let mut reading =
            Reading { keymap: self, text, name, own: Vec::new(), problems: Vec::new() };
        // What holds everywhere comes first, so that a pane's own keys hide it.
        let (everywhere, panes): (Vec<_>, Vec<_>) =
            tables.iter().partition(|(table, _)| table.get_ref() == EVERYWHERE);
        for (table, keys) in everywhere.into_iter().chain(panes) {
            reading.table(table, keys);
        }
        reading.problems.sort_by_key(|problem| problem.line);
        reading.problems
    }

    /// The table as such a file.
    pub fn to_toml(&self) -> String {
        let mut toml = String::new();
        for pane in Pane::ALL {
            toml += &format!("[{}]\n", pane.name());
            for (action, keys) in self.actions(pane) {
                for key in keys {
                    let key = toml::Value::from(key);
                    toml += &format!("{key} = \"{}\"  # {}\n", action.name(), action.doc());
                }
            }
            toml.push('\n');
        }
        toml.trim_end().to_owned() + "\n"
    }
}

fn usual() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("comity/keys.toml"))
}

/// A file on its way into the table.
struct Reading<'a> {
    keymap: &'a mut Keymap,
    text: &'a str,
    name: String,
    own: Vec<Own>,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    fn table(
        &mut self,
        table: &Spanned<String>,
        keys: &BTreeMap<Spanned<String>, Spanned<String>>,
    ) {
        let is_everywhere = table.get_ref() == EVERYWHERE;
        let panes: Vec<Pane> = Pane::ALL
            .into_iter()
            .filter(|pane| is_everywhere || pane.name() == table.get_ref())
            .collect();
        if panes.is_empty() {
            let names = Pane::ALL.map(Pane::name).join(", ");
            let message = format!(
                "no pane is called \"{}\": there are {EVERYWHERE}, {names}",
                table.get_ref()
            );
            self.problem(table.span().start, message);
            return;
        }
        let mut keys: Vec<_> = keys.iter().collect();
        keys.sort_by_key(|(key, _)| key.span().start);
        for (key, action) in keys {
            self.key(&panes, is_everywhere, key, action);
        }
    }

    fn key(
        &mut self,
        panes: &[Pane],
        is_everywhere: bool,
        key: &Spanned<String>,
        action: &Spanned<String>,
    ) {
        let at = key.span().start;
        let keys = match key.get_ref().parse::<KeySeq>() {
            Ok(keys) if !keys.as_slice().is_empty() => keys,
            _ => {
                let message = format!(
                    "\"{}\" is no key: they look like \"x\", \"Ctrl+x\", \"F2\", \"g x\"",
                    key.get_ref()
                );
                return self.problem(at, message);
            }
        };
        let asked = match action.get_ref().as_str() {
            "" => None,
            name => match Action::named(name) {
                Some(action) => Some(action),
                None => return self.problem(action.span().start, unknown(name)),
            },
        };
        for pane in panes {
            // Where text is typed, a letter that holds everywhere is a letter.
            if is_everywhere && pane.is_typed() && keys.as_slice().iter().any(is_letter) {
                continue;
            }
            if let Some(other) = self.conflict(*pane, &keys, is_everywhere) {
                return self.problem(at, other);
            }
            self.keymap.bind(*pane, &keys, asked);
            let line = line_at(self.text, at);
            self.own.push(Own { pane: *pane, keys: keys.clone(), is_everywhere, line });
        }
    }

    /// What speaks against a key: another that it begins with, or that begins
    /// with it, from the same table.
    fn conflict(&self, pane: Pane, keys: &KeySeq, is_everywhere: bool) -> Option<String> {
        let keys = keys.as_slice();
        let mut own = self.own.iter().filter(|own| own.pane == pane);
        let other = own.find(|own| {
            let other = own.keys.as_slice();
            let is_hidden = own.is_everywhere && !is_everywhere;
            !is_hidden && (other.starts_with(keys) || keys.starts_with(other))
        })?;
        let (name, line) = (spelled(other.keys.as_slice()), other.line);
        Some(format!("\"{}\" and \"{name}\" of line {line} cannot both be heard", spelled(keys)))
    }

    fn problem(&mut self, at: usize, message: String) {
        self.problems.push(Problem::new(&self.name, Some(line_at(self.text, at)), message));
    }
}

fn is_letter(key: &KeyInput) -> bool {
    matches!(key.key(), keybinds::Key::Char(_)) && !key.mods().intersects(Mods::CTRL | Mods::ALT)
}

fn unknown(name: &str) -> String {
    let names = Action::ALL.iter().map(|action| action.name());
    let near = crate::search::rank(name, names).first().map(|at| Action::ALL[*at].name());
    let hint = near.map_or_else(
        || "`comity keys` lists them".to_owned(),
        |near| format!("did you mean \"{near}\"?"),
    );
    format!("no action is called \"{name}\": {hint}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Keymap, Vec<String>) {
        let mut keymap = Keymap::default();
        let problems = keymap.read(text, Path::new("keys.toml"));
        (keymap, problems.iter().map(Problem::to_string).collect())
    }

    #[test]
    fn own_keys_are_laid_over_the_table() {
        let (keymap, problems) = read(
            "[grid]\nx = \"turn\"\nq = \"\"\n\"g x\" = \"problems\"\n[everywhere]\nF2 = \"help\"\nx = \"card\"\n",
        );
        assert_eq!(problems, [] as [&str; 0]);
        assert_eq!(keymap.keys(Pane::Grid, Action::Turn), ["t", "x"]);
        assert!(!keymap.keys(Pane::Grid, Action::Quit).contains(&"q"));
        assert_eq!(keymap.keys(Pane::Grid, Action::Problems), ["!", "g x"]);
        assert!(keymap.keys(Pane::Finder, Action::Help).contains(&"F2"));
        assert!(keymap.keys(Pane::Reader, Action::Card).contains(&"x"));
        assert!(!keymap.keys(Pane::Finder, Action::Card).contains(&"x"), "there it is a letter");
    }

    #[test]
    fn what_is_wrong_is_told_by_its_line_and_the_rest_counts() {
        let (keymap, problems) = read(
            "[gird]\nx = \"turn\"\n[grid]\n\"Crtl+x\" = \"turn\"\nx = \"tunr\"\ng = \"first\"\n\"g g\" = \"last\"\nX = \"turn\"\n",
        );
        assert!(
            problems[0].starts_with("keys.toml:1: no pane is called \"gird\": there are every")
        );
        assert!(problems[1].starts_with("keys.toml:4: \"Crtl+x\" is no key"));
        assert!(problems[2].starts_with("keys.toml:5: no action is called \"tunr\""));
        assert_eq!(problems[3], "keys.toml:7: \"g g\" and \"g\" of line 6 cannot both be heard");
        assert_eq!(problems.len(), 4);
        assert_eq!(keymap.keys(Pane::Grid, Action::Turn), ["t", "X"]);
        let (_, problems) = read("[grid\n");
        assert!(problems[0].starts_with("keys.toml:1: "), "{problems:?}");
    }

    #[test]
    fn the_table_can_be_written_and_read_again() {
        let toml = Keymap::default().to_toml();
        let (keymap, problems) = read(&toml);
        assert_eq!(problems, [] as [&str; 0]);
        assert_eq!(keymap.to_toml().len(), toml.len());
    }
}
