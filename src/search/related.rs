//! Words that stand for one another: forms of one word, the groups of a table,
//! and the names of a state.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use serde::Deserialize;

use crate::coding::States;

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
        .map(|group| group.words.iter().map(|word| stem(word)).collect())
        .collect();
    let mut of: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, group) in stems.iter().enumerate() {
        group.iter().for_each(|stem| of.entry(stem.clone()).or_default().push(index));
    }
    Groups { stems, of }
});

/// What the forms of a lower-case word have in common (Porter 1980, as Snowball
/// has it for English): "cables" and "cable" are one.
pub fn stem(word: &str) -> String {
    Stemmer::create(Algorithm::English).stem(word).into_owned()
}

/// The stems of words that stand for a lower-case word: its group's, and where
/// it names a state, the state's other names in one word.
pub fn of(word: &str, states: &States) -> HashSet<String> {
    let own = stem(word);
    let groups = GROUPS.of.get(&own).into_iter().flatten();
    let grouped = groups.flat_map(|group| &GROUPS.stems[*group]).cloned();
    let named = states
        .meant_by(word)
        .flat_map(|code| states.all_names(code))
        .filter(|(name, _)| !name.contains(' '))
        .map(|(name, _)| stem(&name.to_lowercase()));
    grouped.chain(named).filter(|stem| *stem != own).collect()
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
