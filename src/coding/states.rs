//! The names of states and organisations, and whom they mean.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::lexicon::{LexiconBuilder, PhraseId};

const TABLE: &str = include_str!("states.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    state: BTreeMap<String, Names>,
    organisation: BTreeMap<String, Names>,
    group: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    name: String,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    demonyms: Vec<String>,
    #[serde(default)]
    capitals: Vec<String>,
}

/// How a text calls a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    Name,
    Demonym,
    /// A capital, which acts for its state and is a place besides.
    Capital,
    /// A group of states, each of which is meant.
    Group,
}

/// States and organisations by the phrases that name them.
pub struct States {
    names: BTreeMap<String, Names>,
    by_phrase: BTreeMap<PhraseId, Vec<(String, Naming)>>,
}

impl States {
    /// Enters every name into the lexicon.
    pub fn new(lexicon: &mut LexiconBuilder) -> Self {
        let table: Table = toml::from_str(TABLE).expect("the embedded table is tested");
        let mut names = table.state;
        names.extend(table.organisation);
        let mut by_phrase: BTreeMap<PhraseId, Vec<(String, Naming)>> = BTreeMap::new();
        let mut enter = |phrase: &str, code: &str, naming| {
            by_phrase.entry(lexicon.add(phrase)).or_default().push((code.to_owned(), naming));
        };
        for (code, state) in &names {
            enter(&state.name, code, Naming::Name);
            state.names.iter().for_each(|name| enter(name, code, Naming::Name));
            state.demonyms.iter().for_each(|name| enter(name, code, Naming::Demonym));
            state.capitals.iter().for_each(|name| enter(name, code, Naming::Capital));
        }
        for (group, members) in &table.group {
            members.iter().for_each(|code| enter(group, code, Naming::Group));
        }
        Self { names, by_phrase }
    }

    /// Whom a phrase names: an ISO 3166-1 alpha-3 code or an organisation's
    /// short name, several for a group of states.
    pub fn named(&self, phrase: PhraseId) -> &[(String, Naming)] {
        self.by_phrase.get(&phrase).map_or(&[], Vec::as_slice)
    }

    /// The English short name of a code.
    pub fn name<'a>(&'a self, code: &'a str) -> &'a str {
        self.names.get(code).map_or(code, |state| &state.name)
    }

    /// Every name, demonym and capital of a code, the short name first.
    pub fn all_names(&self, code: &str) -> Vec<&str> {
        let Some(state) = self.names.get(code) else { return Vec::new() };
        std::iter::once(&state.name)
            .chain(&state.names)
            .chain(&state.demonyms)
            .chain(&state.capitals)
            .map(String::as_str)
            .collect()
    }
}
