//! The table of grammar cues: which words speak for a kind and a level.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::lexicon::{LexiconBuilder, PhraseId};

use super::{Genre, Kind, Level};

const TABLE: &str = include_str!("grammar.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    bias: ByGenre,
    #[serde(default)]
    feature: BTreeMap<String, Feature>,
    group: Vec<Group>,
}

/// Weights for the kinds, by genre.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ByGenre {
    news: Weights,
    statement: Weights,
    treaty: Option<Weights>,
}

/// What speaks for each kind but structure, which is told by shape.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Weights {
    provision: f32,
    commentary: f32,
    background: f32,
}

impl Weights {
    pub fn add(&mut self, other: Self) {
        self.provision += other.provision;
        self.commentary += other.commentary;
        self.background += other.background;
    }

    pub fn of(self, kind: Kind) -> f32 {
        match kind {
            Kind::Provision => self.provision,
            Kind::Commentary => self.commentary,
            Kind::Background => self.background,
            Kind::Structure => f32::MIN,
        }
    }

    /// The kind most spoken for; a provision only where nothing beats it.
    pub fn best(self) -> Kind {
        if self.provision >= self.commentary && self.provision >= self.background {
            Kind::Provision
        } else if self.commentary >= self.background {
            Kind::Commentary
        } else {
            Kind::Background
        }
    }
}

impl ByGenre {
    pub fn of(self, genre: Genre) -> Weights {
        match genre {
            Genre::News => self.news,
            Genre::Statement => self.statement,
            Genre::Treaty => self.treaty.unwrap_or(self.statement),
        }
    }
}

/// Something about a passage that no single phrase says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Feature {
    #[serde(rename = "reason")]
    _reason: String,
    #[serde(flatten)]
    weights: ByGenre,
}

/// Phrases that speak alike, and why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    #[serde(rename = "id")]
    _id: String,
    #[serde(rename = "reason")]
    _reason: String,
    /// 1 to 3, where the phrase is a verb of a provision.
    level: Option<u8>,
    #[serde(default)]
    kind: ByGenre,
    phrases: Vec<String>,
}

impl Group {
    pub fn level(&self) -> Option<Level> {
        self.level.and_then(Level::from_number)
    }

    pub fn weights(&self, genre: Genre) -> Weights {
        self.kind.of(genre)
    }
}

/// The table, by phrase.
pub struct Grammar {
    groups: Vec<Group>,
    by_phrase: BTreeMap<PhraseId, Vec<usize>>,
    bias: ByGenre,
    features: BTreeMap<String, Feature>,
}

impl Grammar {
    /// Enters every phrase of the table into the lexicon.
    pub fn new(lexicon: &mut LexiconBuilder) -> Self {
        let table: Table = toml::from_str(TABLE).expect("the embedded grammar is tested");
        let mut by_phrase: BTreeMap<PhraseId, Vec<usize>> = BTreeMap::new();
        for (index, group) in table.group.iter().enumerate() {
            for phrase in &group.phrases {
                by_phrase.entry(lexicon.add(phrase)).or_default().push(index);
            }
        }
        Self { groups: table.group, by_phrase, bias: table.bias, features: table.feature }
    }

    /// The groups a phrase belongs to.
    pub fn groups(&self, phrase: PhraseId) -> impl Iterator<Item = &Group> {
        self.by_phrase.get(&phrase).into_iter().flatten().map(|index| &self.groups[*index])
    }

    /// What speaks for each kind before a word is read.
    pub fn bias(&self, genre: Genre) -> Weights {
        self.bias.of(genre)
    }

    /// What a feature speaks for; a feature the table leaves out, for nothing.
    pub fn feature(&self, id: &str, genre: Genre) -> Weights {
        self.features.get(id).map_or_else(Weights::default, |f| f.weights.of(genre))
    }
}
