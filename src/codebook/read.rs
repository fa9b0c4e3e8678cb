//! Reads a codebook, and tells all that keeps it from being one.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::source::{Oddity, Problem};
use crate::tables::{self, Key, Value, in_order, name};

use super::{Codebook, Dimension, LEANINGS, Phrase, Rule};

/// A cell has room for this many characters of a dimension's short name.
const LONGEST_SHORT: usize = 8;

/// The most dimensions one codebook may have.
const MOST_DIMENSIONS: usize = 64;

/// A list of words may name another, and that one a third.
const DEEPEST_WORDS: usize = 3;

/// Lists of lists could hold more phrases than memory does.
const MOST_UNFOLDED: usize = 10_000;

/// The keys of each table, and those without which it says nothing.
const CODEBOOK: &[&str] =
    &["id", "name", "leanings", "words", "passing", "denial", "denied", "dimension"];
const CODEBOOK_NEEDS: &[&str] = &["id", "name"];
const DIMENSION: &[&str] =
    &["id", "name", "short", "description", "cues", "hints", "yields_to", "shy", "rule", "except"];
const DIMENSION_NEEDS: &[&str] = &["id", "name", "short", "description"];
const RULE: &[&str] = &["cues", "with", "without", "weight"];
const RULE_NEEDS: &[&str] = &["cues"];

/// Reads what there is of a codebook; with anything wrong in it, it is none.
pub(super) fn read(text: &str, path: &str) -> (Codebook, Vec<Problem>) {
    let mut reader = Reader { file: tables::Reader::new(path.to_owned(), text) };
    let mut codebook = reader.codebook();
    reader.expand(&mut codebook);
    reader.check(&codebook);
    let mut problems = reader.file.problems();
    // A list that several places name is wrong once.
    problems.dedup();
    (codebook, problems)
}

struct Reader<'a> {
    file: tables::Reader<'a>,
}

impl Reader<'_> {
    fn codebook(&mut self) -> Codebook {
        let table = self.file.parse();
        let mut codebook = Codebook::default();
        for (key, value) in self.whole(table.get_ref()) {
            match name(key) {
                "id" => codebook.id = self.text(key, value).into_inner(),
                "name" => codebook.name = self.text(key, value).into_inner(),
                "leanings" => codebook.leanings = Some(self.text(key, value)),
                "words" => codebook.words = self.words(value),
                "passing" => codebook.passing = self.phrases(key, value),
                "denial" => codebook.denial = self.phrases(key, value),
                "denied" => codebook.denied = self.phrases(key, value),
                "dimension" => {
                    let tables = self.file.tables(key, value).into_iter();
                    let dimensions = tables.map(|(at, table)| self.dimension(at, table));
                    codebook.dimensions = dimensions.collect();
                }
                _ => self.file.unknown(key, CODEBOOK),
            }
        }
        self.needs(0, table.get_ref(), CODEBOOK_NEEDS, "the codebook");
        codebook
    }

    fn dimension(&mut self, at: usize, table: &DeTable<'_>) -> Dimension {
        let told = self.file.told();
        let mut dimension = Dimension::default();
        for (key, value) in self.whole(table) {
            match name(key) {
                "id" => dimension.id = self.text(key, value),
                "name" => dimension.name = self.text(key, value).into_inner(),
                "short" => dimension.short = self.text(key, value),
                "description" => dimension.description = self.text(key, value).into_inner(),
                "cues" => dimension.cues = self.phrases(key, value),
                "hints" => dimension.hints = self.phrases(key, value),
                "yields_to" => dimension.yields_to = self.phrases(key, value),
                "except" => dimension.except = self.phrases(key, value),
                "shy" => dimension.shy = self.switch(key, value),
                "rule" => {
                    let tables = self.file.tables(key, value).into_iter();
                    dimension.rules = tables.map(|(at, table)| self.rule(at, table)).collect();
                }
                _ => self.file.unknown(key, DIMENSION),
            }
        }
        self.needs(at, table, DIMENSION_NEEDS, "this dimension");
        let is_mute = dimension.speaking().next().is_none();
        // What was wrong in it may have been its cues.
        if is_mute && self.file.told() == told {
            let message = format!("`cues`: dimension \"{}\" has none", dimension.id());
            let odd = Oddity::new(message, "without cues nothing is ever found");
            self.file.tell(dimension.id.span().start, odd);
        }
        dimension
    }

    fn rule(&mut self, at: usize, table: &DeTable<'_>) -> Rule {
        let mut rule = Rule::default();
        for (key, value) in self.whole(table) {
            match name(key) {
                "cues" => rule.cues = self.phrases(key, value),
                "with" => rule.with = self.phrases(key, value),
                "without" => rule.without = self.phrases(key, value),
                "weight" => rule.weight = self.weight(value),
                _ => self.file.unknown(key, RULE),
            }
        }
        self.needs(at, table, RULE_NEEDS, "this rule");
        rule
    }

    /// What a table holds, without what is no TOML.
    fn whole<'t, 'a>(&self, table: &'t DeTable<'a>) -> Vec<(&'t Key<'a>, &'t Value<'a>)> {
        in_order(table).filter(|(key, _)| !self.file.is_broken(key.span().start)).collect()
    }

    fn needs(&mut self, at: usize, table: &DeTable<'_>, needs: &[&str], whose: &str) {
        for need in needs.iter().filter(|need| !table.contains_key(**need)) {
            self.file.tell(at, format!("{whose} has no `{need}`"));
        }
    }

    /// A text with the place where it stands; one that is none stands nowhere.
    fn text(&mut self, key: &Key<'_>, value: &Value<'_>) -> Phrase {
        let text = self.file.string(key, value).map(str::to_owned);
        text.map_or_else(nowhere, |text| Spanned::new(value.span(), text))
    }

    fn phrases(&mut self, key: &Key<'_>, value: &Value<'_>) -> Vec<Phrase> {
        let items = self.file.list(key, value, "[\"one\", \"another\"]").into_iter();
        let phrases = items.map(|item| self.text(key, item));
        phrases.filter(is_told).collect()
    }

    fn words(&mut self, value: &Value<'_>) -> BTreeMap<String, Vec<Phrase>> {
        let Some(lists) = value.get_ref().as_table() else {
            let message = "`words` should be a table: [words], and each list under it";
            self.file.tell(value.span().start, message);
            return BTreeMap::new();
        };
        let lists = self.whole(lists).into_iter();
        lists.map(|(key, list)| (name(key).to_owned(), self.phrases(key, list))).collect()
    }

    fn switch(&mut self, key: &Key<'_>, value: &Value<'_>) -> bool {
        let switch = value.get_ref().as_bool();
        if switch.is_none() {
            let message = format!("`{}` should be true or false", name(key));
            self.file.tell(value.span().start, message);
        }
        switch.unwrap_or_default()
    }

    fn weight(&mut self, value: &Value<'_>) -> f32 {
        let number = match value.get_ref() {
            DeValue::Integer(number) => Some(number.as_str()),
            DeValue::Float(number) => Some(number.as_str()),
            _ => None,
        };
        let weight = number.and_then(|number| number.parse().ok());
        match weight {
            Some(weight) if weight > 0.0 => return weight,
            Some(weight) => {
                let message = format!("`weight`: {weight} speaks for nothing");
                let odd = Oddity::new(message, "1 is enough alone, 0.5 needs another");
                self.file.tell(value.span().start, odd);
            }
            None => self.file.tell(value.span().start, "`weight` should be a number"),
        }
        1.0
    }

    /// Puts the lists of `words` where they are named.
    fn expand(&mut self, codebook: &mut Codebook) {
        let words = std::mem::take(&mut codebook.words);
        let dimensions = codebook.dimensions.iter_mut().flat_map(|dimension| {
            let rules = dimension.rules.iter_mut();
            let ruled = rules.flat_map(|rule| [&mut rule.cues, &mut rule.with, &mut rule.without]);
            [&mut dimension.cues, &mut dimension.hints, &mut dimension.except]
                .into_iter()
                .chain(ruled)
        });
        let own = [&mut codebook.passing, &mut codebook.denial, &mut codebook.denied];
        for phrases in own.into_iter().chain(dimensions) {
            *phrases = self.expanded(phrases, &words, DEEPEST_WORDS);
        }
        codebook.words = words;
    }

    /// Phrases with the lists among them unfolded.
    fn expanded(
        &mut self,
        phrases: &[Phrase],
        words: &BTreeMap<String, Vec<Phrase>>,
        depth: usize,
    ) -> Vec<Phrase> {
        let mut all = Vec::with_capacity(phrases.len());
        for phrase in phrases {
            let Some(list) = phrase.get_ref().strip_prefix('@') else {
                all.push(phrase.clone());
                continue;
            };
            let odd = match words.get(list) {
                Some(list) if depth > 0 && all.len() < MOST_UNFOLDED => {
                    all.extend(self.expanded(list, words, depth - 1));
                    continue;
                }
                Some(_) => {
                    let message =
                        format!("`@{list}`: lists within lists go too deep here, or hold too much");
                    Oddity::new(message, "name the words themselves")
                }
                None => {
                    let message = format!("`@{list}`: no list of `[words]` has this name");
                    Oddity::new(message, "a list is named in the table `[words]`")
                }
            };
            self.file.tell(phrase.span().start, odd);
        }
        all
    }

    /// What is wrong between the dimensions and in their names.
    fn check(&mut self, codebook: &Codebook) {
        let dimensions = &codebook.dimensions;
        if dimensions.is_empty() || dimensions.len() > MOST_DIMENSIONS {
            let message = format!("`dimension`: one to {MOST_DIMENSIONS} are needed");
            self.file.tell(0, Oddity::new(message, "begin each with a line `[[dimension]]`"));
        }
        self.check_leanings(codebook);
        for (index, dimension) in dimensions.iter().enumerate() {
            self.check_id(&dimension.id, &dimensions[..index]);
            let short = dimension.short();
            let is_long = short.is_empty() || short.chars().count() > LONGEST_SHORT;
            if is_told(&dimension.short) && is_long {
                let message =
                    format!("`short`: \"{short}\" has not 1 to {LONGEST_SHORT} characters");
                let odd = Oddity::new(message, "it heads a narrow column");
                self.file.tell(dimension.short.span().start, odd);
            }
            for other in &dimension.yields_to {
                if codebook.dimension(other.get_ref()).is_none() {
                    let other_id = other.get_ref();
                    let message = format!("`yields_to`: no dimension is called \"{other_id}\"");
                    let odd = Oddity::new(message, "name the id of another dimension");
                    self.file.tell(other.span().start, odd);
                }
            }
        }
    }

    fn check_leanings(&mut self, codebook: &Codebook) {
        let Some(name) = codebook.leanings.as_ref().filter(|name| is_told(name)) else { return };
        if codebook.leanings().is_none() {
            let known: Vec<&str> = LEANINGS.iter().map(|(name, _)| *name).collect();
            let message = format!("`leanings`: no words are learnt for \"{}\"", name.get_ref());
            let odd = Oddity::new(message, format!("they are for {}", known.join(", ")));
            self.file.tell(name.span().start, odd);
        }
    }

    fn check_id(&mut self, id: &Phrase, before: &[Dimension]) {
        let is_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let (at, id, is_told) = (id.span().start, id.get_ref(), is_told(id));
        if is_told && (id.is_empty() || !id.chars().all(is_id)) {
            let message = format!("`id`: \"{id}\" is no identifier");
            let odd = Oddity::new(message, "use lower-case letters, digits and hyphens");
            self.file.tell(at, odd);
        } else if is_told && before.iter().any(|other| other.id() == id) {
            let message = format!("`id`: \"{id}\" stands twice");
            self.file.tell(at, Oddity::new(message, "each dimension needs an id of its own"));
        }
    }
}

/// The text that nobody has written.
pub(super) fn nowhere() -> Phrase {
    Spanned::new(0..0, String::new())
}

fn is_told(text: &Phrase) -> bool {
    !text.span().is_empty()
}
