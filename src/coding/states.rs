//! The names of states and organisations, and whom they mean.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::lexicon::{Found, LexiconBuilder, PhraseId};
use crate::prose::nearest_by;
use crate::source::Span;

const TABLE: &str = include_str!("states.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    state: BTreeMap<String, Names>,
    organisation: BTreeMap<String, Names>,
    group: BTreeMap<String, Vec<String>>,
    office: BTreeMap<String, Vec<String>>,
    nobody: Nobody,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    name: String,
    short: Option<String>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    demonyms: Vec<String>,
    #[serde(default)]
    capitals: Vec<String>,
}

impl Names {
    fn all(&self) -> Vec<(&str, Naming)> {
        fn called(names: &[String], naming: Naming) -> impl Iterator<Item = (&str, Naming)> {
            names.iter().map(move |name| (name.as_str(), naming))
        }
        std::iter::once((self.name.as_str(), Naming::Name))
            .chain(called(&self.names, Naming::Name))
            .chain(called(&self.demonyms, Naming::Demonym))
            .chain(called(&self.capitals, Naming::Capital))
            .collect()
    }
}

/// Names that hold the name of a state and mean something else.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nobody {
    names: Vec<String>,
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

/// A name in a text, and whom it may mean.
#[derive(Clone, Copy, Debug)]
pub struct Mention<'a> {
    pub span: Span,
    pub meant: &'a [(String, Naming)],
}

impl<'a> Mention<'a> {
    pub fn codes(self) -> impl Iterator<Item = &'a str> {
        self.meant.iter().map(|(code, _)| code.as_str())
    }

    pub fn is(self, naming: Naming) -> bool {
        self.meant.iter().any(|(_, other)| *other == naming)
    }

    /// Whether the name means one state and no other, or a whole group.
    pub fn is_plain(self) -> bool {
        self.meant.len() == 1 || self.is(Naming::Group)
    }
}

/// States and organisations by the phrases that name them.
pub struct States {
    names: BTreeMap<String, Names>,
    /// The codes among them that are no states.
    organisations: FxHashSet<String>,
    offices: BTreeMap<String, Vec<String>>,
    groups: BTreeMap<String, Vec<String>>,
    /// Whom each phrase of the lexicon names; `None` where it names nobody
    /// and only keeps a name within it from being heard.
    by_phrase: Vec<Option<Vec<(String, Naming)>>>,
}

impl States {
    /// Enters every name into the lexicon.
    pub fn new(lexicon: &mut LexiconBuilder) -> Self {
        let table: Table = toml::from_str(TABLE).expect("the embedded table is tested");
        let mut states = Self {
            names: table.state,
            organisations: table.organisation.keys().cloned().collect(),
            offices: table.office,
            groups: table.group.clone(),
            by_phrase: Vec::new(),
        };
        states.names.extend(table.organisation);
        for name in &table.nobody.names {
            states.entry(name, lexicon);
        }
        for code in states.names.keys().cloned().collect::<Vec<_>>() {
            let names = states.names[&code].clone();
            for (name, naming) in names.all() {
                states.entry(name, lexicon).push((code.clone(), naming));
            }
        }
        for (group, members) in &table.group {
            let meant = members.iter().map(|code| (code.clone(), Naming::Group));
            states.entry(group, lexicon).extend(meant);
        }
        states
    }

    fn entry(&mut self, name: &str, lexicon: &mut LexiconBuilder) -> &mut Vec<(String, Naming)> {
        let id = lexicon.add(name).index();
        self.by_phrase.resize_with(self.by_phrase.len().max(id + 1), || None);
        self.by_phrase[id].get_or_insert_default()
    }

    /// The names in what a lexicon found: of overlapping ones the first, and of those
    /// that begin with it the longest.
    pub fn mentions<'a>(&'a self, found: &[Found]) -> Vec<Mention<'a>> {
        let mut mentions: Vec<Mention<'a>> = Vec::new();
        let mut covered = 0;
        for hit in found {
            let Some(Some(meant)) = self.by_phrase.get(hit.phrase.index()) else { continue };
            if hit.span.start >= covered {
                covered = hit.span.end;
                mentions.push(Mention { span: hit.span, meant });
            }
        }
        mentions.retain(|mention| !mention.meant.is_empty());
        mentions
    }

    /// Whom a phrase names: an ISO 3166-1 alpha-3 code or an organisation's
    /// short name, several for a group of states.
    pub fn named(&self, phrase: PhraseId) -> &[(String, Naming)] {
        match self.by_phrase.get(phrase.index()) {
            Some(Some(meant)) => meant,
            _ => &[],
        }
    }

    pub fn is_organisation(&self, code: &str) -> bool {
        self.organisations.contains(code)
    }

    /// Whether a state is led from an office, written in lower case.
    pub fn is_led_by(&self, code: &str, office: &str) -> bool {
        self.offices.get(office).is_some_and(|codes| codes.iter().any(|led| led == code))
    }

    /// The code of a state called by code or by name, without regard to case.
    pub fn code(&self, called: &str) -> Option<&str> {
        let is_called = |name: &str| name.eq_ignore_ascii_case(called);
        let by_code = self.names.keys().find(|code| is_called(code));
        by_code
            .or_else(|| {
                let mut all = self.names.iter();
                let named = |names: &Names| {
                    is_called(&names.name) || names.names.iter().any(|n| is_called(n))
                };
                all.find(|(_, names)| named(names)).map(|(code, _)| code)
            })
            .map(String::as_str)
    }

    /// Codes for what parties are called, where they are known.
    pub fn codes(&self, called: &[String]) -> Vec<String> {
        let code = |name: &String| self.code(name).map_or_else(|| name.clone(), str::to_owned);
        called.iter().map(code).collect()
    }

    /// The name that may be meant by one that nothing is called: nearly the same, or
    /// what three letters in the manner of a code begin.
    pub fn near(&self, called: &str) -> Option<&str> {
        if self.code(called).is_some() {
            return None;
        }
        let all = self.names.values().flat_map(|it| std::iter::once(&it.name).chain(&it.names));
        // There are more parties than are known here: Somaliland is not Somalia.
        let near = nearest_by(called, all.map(String::as_str), |letters| letters / 5);
        near.or_else(|| self.begun_by(called))
    }

    /// The only name that begins with three capital letters.
    fn begun_by(&self, code: &str) -> Option<&str> {
        if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return None;
        }
        let begins =
            |name: &&str| name.get(..3).is_some_and(|head| head.eq_ignore_ascii_case(code));
        let mut begun = self.names.values().map(|it| it.name.as_str()).filter(begins);
        begun.next().filter(|_| begun.next().is_none())
    }

    /// The codes that a name, a demonym or a capital may mean, without regard
    /// to case.
    pub fn meant_by(&self, called: &str) -> impl Iterator<Item = &str> {
        let is_meant =
            |names: &Names| names.all().iter().any(|(name, _)| name.eq_ignore_ascii_case(called));
        let meant = self.names.iter().filter(move |(_, names)| is_meant(names));
        meant.map(|(code, _)| code.as_str())
    }

    /// The English short name of a code.
    pub fn name<'a>(&'a self, code: &'a str) -> &'a str {
        self.names.get(code).map_or(code, |state| &state.name)
    }

    /// The name of the group that these states are, such as "Quad".
    pub fn group(&self, codes: &[String]) -> Option<&str> {
        let is_same = |members: &[String]| {
            members.len() == codes.len() && members.iter().all(|member| codes.contains(member))
        };
        self.groups.iter().find(|(_, members)| is_same(members)).map(|(name, _)| name.as_str())
    }

    /// The name for a heading: "US".
    pub fn short_name<'a>(&'a self, code: &'a str) -> &'a str {
        let short = self.names.get(code).and_then(|state| state.short.as_deref());
        short.unwrap_or_else(|| self.name(code))
    }

    /// Every name, demonym and capital of a code, the short name first.
    pub fn all_names(&self, code: &str) -> Vec<(&str, Naming)> {
        self.names.get(code).map(Names::all).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<String> {
        let mut builder = LexiconBuilder::default();
        let states = States::new(&mut builder);
        let found = builder.build().scan(text);
        let mentions = states.mentions(&found);
        mentions.iter().map(|m| m.codes().collect::<Vec<_>>().join("/")).collect()
    }

    #[test]
    fn names_demonyms_and_capitals_mean_their_state() {
        assert_eq!(
            named("Berlin, Italian, the U.S., US, Côte d’Ivoire"),
            ["DEU", "ITA", "USA", "USA", "CIV"]
        );
        assert_eq!(named("THE KINGDOM OF NORWAY AND POLAND"), ["NOR", "POL"]);
        assert_eq!(named("Quad"), ["AUS/IND/JPN/USA"]);
    }

    #[test]
    fn a_longer_name_hides_the_one_within_it() {
        assert_eq!(named("North Korea and South Sudan"), ["PRK", "SSD"]);
        assert_eq!(named("Papua New Guinea, Guinea-Bissau"), ["PNG", "GNB"]);
        assert_eq!(named("the South China Sea, Latin America, the Indian Ocean"), [""; 0]);
    }

    #[test]
    fn no_two_names_overlap() {
        assert_eq!(named("The South African Union envoys"), ["ZAF"]);
        assert_eq!(named("the European Union of the Comoros"), ["EU", "COM"]);
    }

    #[test]
    fn words_that_only_sound_like_states_mean_none() {
        assert_eq!(named("let us polish the china and eat turkey"), [""; 0]);
    }

    #[test]
    fn doubtful_names_mean_all_of_their_states() {
        assert_eq!(named("Congolese, Brussels"), ["COD/COG", "BEL/EU"]);
    }

    #[test]
    fn states_are_known_by_code_and_by_name() {
        let states = States::new(&mut LexiconBuilder::default());
        let codes = ["deu", "germany", "Republic of Korea", "European Union", "Atlantis"];
        assert_eq!(
            codes.map(|name| states.code(name)),
            [Some("DEU"), Some("DEU"), Some("KOR"), Some("EU"), None]
        );
    }

    #[test]
    fn a_name_that_is_nearly_a_states_may_be_meant_for_it() {
        let states = States::new(&mut LexiconBuilder::default());
        let rows = [
            ("Germny", Some("Germany")),
            ("itlay", Some("Italy")),
            ("Phillipines", Some("Philippines")),
            ("GER", Some("Germany")),
            ("Germany", None),
            ("deu", None),
            ("Somaliland", None),
            ("ger", None),
            ("CHI", None),
            ("GCC", None),
            ("Arctic Council", None),
            ("", None),
        ];
        for (called, near) in rows {
            assert_eq!(states.near(called), near, "{called}");
        }
    }

    #[test]
    fn every_row_is_sound() {
        let states = States::new(&mut LexiconBuilder::default());
        for (code, names) in &states.names {
            let mut all: Vec<&String> =
                names.names.iter().chain(&names.demonyms).chain(&names.capitals).collect();
            assert!(
                all.iter().all(|name| !name.contains(", ")
                    || name.contains("D.C.")
                    || name.contains("DC")),
                "{code}"
            );
            assert!(all.iter().all(|name| name.contains(char::is_uppercase)), "{code}");
            let count = all.len();
            all.sort();
            all.dedup();
            assert_eq!(all.len(), count, "{code} says a name twice");
        }
    }
}
