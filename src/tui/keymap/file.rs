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

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use keybinds::{KeyInput, KeySeq, Mods};

use crate::error::plain;
use crate::prose::{asked, did_you_mean, nearest};
use crate::source::{Oddity, Problem};
use crate::tables::{Key, Reader, Value, in_order};
use crate::tui::action::Action;
use crate::tui::state::Pane;

use super::{Bound, Keymap, spelled};

/// Names the file of keys, in place of that in the user's configuration; empty,
/// none is read.
const FILE: &str = "COMITY_KEYS";

/// The table of keys that hold in every pane.
const EVERYWHERE: &str = "everywhere";

/// What is pressed with a key, and keys that have names, as far as keyboards have
/// them: of these one may be meant.
const MODS: &[&str] = &["Ctrl", "Alt", SHIFT, "Super"];
const SHIFT: &str = "Shift";
const NAMED: &[&str] = &[
    "Space",
    "Plus",
    "Up",
    "Down",
    "Left",
    "Right",
    "Enter",
    "Backspace",
    "Delete",
    "Home",
    "End",
    "PageUp",
    "PageDown",
    "Esc",
    "Tab",
    "Insert",
    "F1",
    "F2",
    "F3",
    "F4",
    "F5",
    "F6",
    "F7",
    "F8",
    "F9",
    "F10",
    "F11",
    "F12",
];

/// A key that the user has bound.
struct Own {
    pane: Pane,
    keys: KeySeq,
    /// None where it is to ask for nothing.
    asked: Option<Action>,
    is_everywhere: bool,
    line: usize,
}

/// The keys of the table that one of the user's own hides.
struct Hidden {
    at: usize,
    keys: KeySeq,
    others: Vec<(Pane, KeySeq, Action)>,
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
        let file = Reader::new(path.display().to_string(), text);
        let mut reading = Reading { keymap: self, file, own: Vec::new(), hidden: Vec::new() };
        reading.file();
        reading.file.problems()
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
    file: Reader<'a>,
    own: Vec<Own>,
    hidden: Vec<Hidden>,
}

impl Reading<'_> {
    fn file(&mut self) {
        let file = self.file.parse();
        // What holds everywhere comes first, so that a pane's own keys hide it.
        let (everywhere, panes): (Vec<_>, Vec<_>) =
            in_order(file.get_ref()).partition(|(table, _)| table.get_ref() == EVERYWHERE);
        for (table, keys) in everywhere.into_iter().chain(panes) {
            self.table(table, keys);
        }
        self.tell_hidden();
    }

    fn table(&mut self, table: &Key<'_>, keys: &Value<'_>) {
        let (at, name) = (table.span().start, table.get_ref());
        let Some(keys) = keys.get_ref().as_table() else {
            let message = format!("`{name}` stands under no pane");
            let hint = format!("put it under a line [{EVERYWHERE}], or [{}]", Pane::Grid.name());
            return self.file.tell(at, Oddity::new(message, hint));
        };
        let is_everywhere = name == EVERYWHERE;
        let is_meant = |pane: &Pane| is_everywhere || pane.name() == name;
        let panes: Vec<Pane> = Pane::ALL.into_iter().filter(is_meant).collect();
        if panes.is_empty() {
            let names = || std::iter::once(EVERYWHERE).chain(Pane::ALL.map(Pane::name));
            let all: Vec<&str> = names().collect();
            let message = format!("no pane is called \"{name}\": there are {}", all.join(", "));
            return self.file.tell(at, Oddity { message, hint: did_you_mean(name, names()) });
        }
        for (key, action) in in_order(keys) {
            if !self.file.is_broken(key.span().start) {
                self.key(&panes, is_everywhere, key, action);
            }
        }
    }

    fn key(&mut self, panes: &[Pane], is_everywhere: bool, key: &Key<'_>, action: &Value<'_>) {
        let (at, name) = (key.span().start, key.get_ref());
        let Some(named) = action.get_ref().as_str() else {
            let message = format!("\"{name}\" should ask for an action");
            let hint = "name one in quotes; `comity keys` lists them";
            return self.file.tell(action.span().start, Oddity::new(message, hint));
        };
        let Some(keys) = sequence(name) else { return self.file.tell(at, no_key(name)) };
        let asked = Action::named(named);
        if asked.is_none() && !named.is_empty() {
            return self.file.tell(action.span().start, unknown(named));
        }
        let line = self.file.line(at);
        let mut hidden = Hidden { at, keys: keys.clone(), others: Vec::new() };
        for pane in panes.iter().copied() {
            // Where text is typed, a letter that holds everywhere is a letter.
            if is_everywhere && pane.is_typed() && keys.as_slice().iter().any(is_letter) {
                continue;
            }
            let own = Own { pane, keys: keys.clone(), asked, is_everywhere, line };
            if let Some(conflict) = self.conflict(&own) {
                return self.file.tell(at, conflict);
            }
            hidden.others.extend(self.hidden_by(&own));
            // What an own key hides anyway is bound to nothing to say so.
            if asked.is_some() || self.at_odds(&own).is_none() {
                self.keymap.bind(pane, &keys, asked);
            }
            self.own.push(own);
        }
        self.hidden.push(hidden);
    }

    /// What speaks against a key: the same, or one with which it cannot be heard,
    /// in the same table.
    fn conflict(&self, new: &Own) -> Option<String> {
        let name = spelled(new.keys.as_slice());
        if let Some(same) = self.beside(new).find(|own| own.keys == new.keys) {
            return Some(format!("\"{name}\" is bound on line {} already", same.line));
        }
        let other = self.at_odds(new).filter(|_| new.asked.is_some())?;
        let (other, line) = (spelled(other.keys.as_slice()), other.line);
        Some(format!("\"{name}\" and \"{other}\" of line {line} cannot both be heard"))
    }

    /// A key of the same table that asks for something, and begins with this one
    /// or is begun by it.
    fn at_odds(&self, new: &Own) -> Option<&Own> {
        self.beside(new).find(|own| own.asked.is_some() && are_at_odds(&own.keys, &new.keys))
    }

    /// The user's own keys that one of a pane does not hide.
    fn beside(&self, new: &Own) -> impl Iterator<Item = &Own> {
        let of_pane = self.own.iter().filter(move |own| own.pane == new.pane);
        of_pane.filter(move |own| !own.is_everywhere || new.is_everywhere)
    }

    /// The keys of the table that would not be heard any more, though they are others.
    fn hidden_by(&self, own: &Own) -> Vec<(Pane, KeySeq, Action)> {
        let is_own = |bound: &Bound| {
            self.own.iter().any(|own| own.pane == bound.pane && own.keys == bound.keys)
        };
        let bound = self.keymap.of(own.pane).filter(|bound| {
            bound.keys != own.keys && are_at_odds(&bound.keys, &own.keys) && !is_own(bound)
        });
        let hidden = bound.map(|bound| (bound.pane, bound.keys.clone(), bound.action));
        hidden.filter(|_| own.asked.is_some()).collect()
    }

    /// Tells which keys hide others, unless these are bound to nothing: then that
    /// is meant.
    fn tell_hidden(&mut self) {
        for Hidden { at, keys, others } in std::mem::take(&mut self.hidden) {
            let is_meant = |pane: Pane, keys: &KeySeq| {
                let mut own = self.own.iter().filter(|own| own.pane == pane);
                own.any(|own| own.keys == *keys && own.asked.is_none())
            };
            let others = others.into_iter().filter(|(pane, keys, _)| !is_meant(*pane, keys));
            let mut told: Vec<String> = others
                .map(|(_, keys, asks)| {
                    format!("\"{}\" ({})", spelled(keys.as_slice()), asks.name())
                })
                .collect();
            told.sort();
            told.dedup();
            if !told.is_empty() {
                let name = spelled(keys.as_slice());
                let message = format!("\"{name}\" hides {}", told.join(", "));
                let hint = "bind what is hidden to \"\", if that is meant";
                self.file.tell(at, Oddity::new(message, hint));
            }
        }
    }
}

/// Whether only one of two can be heard: one begins with the other.
fn are_at_odds(one: &KeySeq, other: &KeySeq) -> bool {
    let (one, other) = (one.as_slice(), other.as_slice());
    one.starts_with(other) || other.starts_with(one)
}

/// Keys to be pressed one after the other, by their names.
fn sequence(names: &str) -> Option<KeySeq> {
    names.parse::<KeySeq>().ok().filter(|keys| !keys.as_slice().is_empty())
}

fn no_key(name: &str) -> Oddity {
    let looks = "they look like \"x\", \"Ctrl+x\", \"F2\", \"g x\"";
    let keys: Vec<String> = name.split_whitespace().map(mended).collect();
    let meant = Some(keys.join(" ")).filter(|keys| sequence(keys).is_some());
    let hint = meant.map(|keys| asked(&keys));
    Oddity { message: format!("\"{name}\" is no key: {looks}"), hint }
}

/// A key as its name may be meant: "Crtl+x", "C-x" and "Shift+x".
fn mended(name: &str) -> String {
    let emacs = [("C-", "Ctrl+"), ("A-", "Alt+"), ("M-", "Alt+")];
    let found = emacs.iter().find_map(|(short, long)| Some((long, name.strip_prefix(short)?)));
    let name = found.map_or_else(|| name.to_owned(), |(long, rest)| (*long).to_owned() + rest);
    let mut parts: Vec<&str> = name.split('+').collect();
    let Some(key) = parts.pop() else { return name };
    let mut mods: Vec<&str> =
        parts.iter().map(|part| nearest(part, MODS.iter().copied()).unwrap_or(part)).collect();
    let mut key = match key.chars().count() {
        1 => key.to_owned(),
        _ => nearest(key, NAMED.iter().copied()).unwrap_or(key).to_owned(),
    };
    // A capital is a key of its own.
    if key.chars().count() == 1 && mods.contains(&SHIFT) {
        mods.retain(|part| *part != SHIFT);
        key = key.to_uppercase();
    }
    mods.push(&key);
    mods.join("+")
}

fn is_letter(key: &KeyInput) -> bool {
    matches!(key.key(), keybinds::Key::Char(_)) && !key.mods().intersects(Mods::CTRL | Mods::ALT)
}

fn unknown(name: &str) -> Oddity {
    let names = || Action::ALL.iter().map(|action| action.name());
    let found = || crate::search::rank(name, names()).first().map(|at| Action::ALL[*at].name());
    let near = nearest(name, names()).or_else(found).map(asked);
    let hint = near.into_iter().chain(["`comity keys` lists them".to_owned()]);
    let hint = hint.collect::<Vec<_>>().join(" ");
    Oddity::new(format!("no action is called \"{name}\""), hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a file makes of the table, and what is told of it, with the hints.
    fn read(text: &str) -> (Keymap, Vec<String>) {
        let mut keymap = Keymap::default();
        let problems = keymap.read(text, Path::new("keys.toml"));
        let told = |problem: &Problem| {
            let hint = problem.hint.as_ref().map(|hint| format!(" ({hint})"));
            problem.to_string().replace("keys.toml:", "") + &hint.unwrap_or_default()
        };
        (keymap, problems.iter().map(told).collect())
    }

    /// Each row: one line of `[grid]`, and what is told of it.
    fn check(rows: &[(&str, &str)]) {
        for (line, expected) in rows {
            let (_, problems) = read(&format!("[grid]\n{line}\n"));
            assert_eq!(problems.join("; "), *expected, "{line}");
        }
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
            "x = \"turn\"\n[gird]\nx = \"turn\"\n[grid]\n\"Crtl+x\" = \"turn\"\nx = \"tunr\"\n\
             n = \"first\"\n\"n g\" = \"last\"\nX = \"turn\"\nY = 3\nn = \"turn\"\nR = \"turn\n",
        );
        let begins = [
            "1: `x` stands under no pane (put it under a line [everywhere], or [grid])",
            "2: no pane is called \"gird\": there are everywhere, grid, ",
            "5: \"Crtl+x\" is no key: they look like ",
            "6: no action is called \"tunr\" (did you mean \"turn\"? `comity keys` lists them)",
            "8: \"n g\" and \"n\" of line 7 cannot both be heard",
            "10: \"Y\" should ask for an action (name one in quotes; ",
            "11: `n` stands twice",
            "12: `R`: invalid basic string",
        ];
        assert_eq!(problems.len(), begins.len(), "{problems:#?}");
        for (problem, begin) in problems.iter().zip(begins) {
            assert!(problem.starts_with(begin), "{problem}\n{begin}");
        }
        assert!(problems[1].ends_with("(did you mean \"grid\"?)"), "{problems:#?}");
        assert_eq!(keymap.keys(Pane::Grid, Action::Turn), ["t", "X"]);
        assert!(keymap.keys(Pane::Grid, Action::First).contains(&"n"));
        let (_, problems) = read("[grid\n");
        assert!(problems[0].starts_with("1: "), "{problems:?}");
    }

    #[test]
    fn a_key_that_there_is_may_be_meant() {
        let no_key = |name: &str, meant: Option<&str>| {
            let looks = "they look like \"x\", \"Ctrl+x\", \"F2\", \"g x\"";
            let hint = meant.map(|meant| format!(" (did you mean \"{meant}\"?)"));
            format!("2: \"{name}\" is no key: {looks}{}", hint.unwrap_or_default())
        };
        for (name, meant) in [
            ("Crtl+x", Some("Ctrl+x")),
            ("x Crtl+F2", Some("x Ctrl+F2")),
            ("C-x", Some("Ctrl+x")),
            ("Shift+x", Some("X")),
            ("Shft+Tba", Some("Shift+Tab")),
            ("PgUp", Some("PageUp")),
            ("Hyperspace", None),
            ("", None),
        ] {
            check(&[(&format!("\"{name}\" = \"turn\""), &no_key(name, meant))]);
        }
    }

    #[test]
    fn a_key_that_hides_others_is_told_unless_that_is_meant() {
        let hidden = "2: \"g\" hides \"g e\" (last), \"g g\" (first), \"g h\" (line-start), \
                      \"g l\" (line-end) (bind what is hidden to \"\", if that is meant)";
        let rest = "\"g e\" = \"\"\n\"g h\" = \"\"\n\"g l\" = \"\"";
        check(&[
            ("g = \"turn\"", hidden),
            (
                "\"q x\" = \"turn\"",
                "2: \"q x\" hides \"q\" (quit) (bind what is hidden to \"\", if that is meant)",
            ),
            (&format!("g = \"turn\"\n\"g g\" = \"\"\n{rest}"), ""),
            (&format!("\"g g\" = \"\"\n{rest}\ng = \"turn\""), ""),
            ("g = \"\"", ""),
            ("\"g x\" = \"turn\"", ""),
            ("q = \"turn\"", ""),
            ("x = \"\"\n\"x\" = \"turn\"", "3: `x` stands twice"),
            (
                "\"Ctrl+x\" = \"turn\"\n\"ctrl+x\" = \"\"",
                "3: \"Ctrl+x\" is bound on line 2 already",
            ),
        ]);
        for text in ["g = \"turn\"\n\"g g\" = \"\"", "\"g g\" = \"\"\ng = \"turn\""] {
            let (keymap, _) = read(&format!("[grid]\n{text}\n"));
            assert_eq!(keymap.keys(Pane::Grid, Action::Turn), ["t", "g"], "{text}");
        }
        // Told once, though it is so in many panes.
        let (_, problems) = read("[everywhere]\ng = \"help\"\n");
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0], hidden, "{problems:?}");
    }

    #[test]
    fn the_table_can_be_written_and_read_again() {
        let toml = Keymap::default().to_toml();
        let (keymap, problems) = read(&toml);
        assert_eq!(problems, [] as [&str; 0]);
        assert_eq!(keymap.to_toml().len(), toml.len());
    }
}
