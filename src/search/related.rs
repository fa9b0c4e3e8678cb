//! Words that stand for one another: forms of one word, the groups of a table,
//! and the names of a state.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::coding::{Naming, States};

use super::words::{stem, words};

const TABLE: &str = include_str!("related.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    group: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    #[serde(rename = "reason")]
    _reason: String,
    words: Vec<String>,
}

/// The stems of each group, and for each stem its groups.
struct Groups {
    stems: Vec<Vec<String>>,
    of: HashMap<String, Vec<usize>>,
}

static GROUPS: LazyLock<Groups> = LazyLock::new(|| {
    let table: Table = toml::from_str(TABLE).expect("the embedded table is tested");
    let stems: Vec<Vec<String>> = table
        .group
        .iter()
        .map(|group| group.words.iter().map(|word| said_stem(word)).collect())
        .collect();
    let mut of: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, group) in stems.iter().enumerate() {
        group.iter().for_each(|stem| of.entry(stem.clone()).or_default().push(index));
    }
    Groups { stems, of }
});

/// The stems of words that stand for a word or a saying: its group's, and where
/// it names a state, the state's other names in one word.
pub fn of(said: &str, states: &States) -> HashSet<String> {
    let own = said_stem(said);
    let groups = GROUPS.of.get(&own).into_iter().flatten();
    let grouped = groups.flat_map(|group| &GROUPS.stems[*group]).cloned();
    let named = names_of(said, states).map(|(name, _)| stem(&name));
    grouped.chain(named).filter(|stem| *stem != own && !stem.contains(' ')).collect()
}

/// The stems of the other names of the state that is named: "Italian" for
/// "Italy". Its capital is another thing.
pub fn names(said: &str, states: &States) -> HashSet<String> {
    let is_capital = |name: &str| {
        names_of(said, states).any(|(other, naming)| other == name && naming == Naming::Capital)
    };
    if is_capital(said) {
        return HashSet::new();
    }
    let own = said_stem(said);
    let names = names_of(said, states).filter(|(_, naming)| *naming != Naming::Capital);
    names.map(|(name, _)| stem(&name)).filter(|stem| *stem != own).collect()
}

/// Whether several words are a state's name, or stand in a group.
pub fn is_name(said: &str, states: &States) -> bool {
    GROUPS.of.contains_key(&said_stem(said)) || states.meant_by(said).next().is_some()
}

/// The names in one word, folded, of the states that are meant.
fn names_of<'a>(said: &'a str, states: &'a States) -> impl Iterator<Item = (String, Naming)> + 'a {
    let names = states.meant_by(said).flat_map(|code| states.all_names(code));
    names.filter_map(|(name, naming)| {
        let mut words = words(name).map(|(_, word)| word);
        words.next().filter(|_| words.next().is_none()).map(|word| (word, naming))
    })
}

/// The stems of a saying's words.
fn said_stem(said: &str) -> String {
    said.split(' ').map(stem).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::Codebook;
    use crate::coding::Coder;

    #[test]
    fn forms_groups_and_names_of_a_state_are_related() {
        let coder = Coder::new(&Codebook::defence());
        let related = |word: &str, other: &str| of(word, coder.states()).contains(&stem(other));
        assert_eq!(stem("cables"), stem("cable"));
        assert!(related("submarine", "undersea"));
        assert!(related("chips", "semiconductors"));
        assert!(related("spying", "intelligence"));
        assert!(related("Rome", "italian"));
        assert!(!related("submarine", "cables"));
    }
}
