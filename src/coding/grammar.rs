//! The table of grammar: which words speak for a kind and a level.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use serde::Deserialize;

use crate::lexicon::{ByPhrase, Found, LexiconBuilder, PhraseId};
use crate::source::Span;

use super::clause::Clause;
use super::{Few, Genre, Kind, Level, Passage};

const TABLE: &str = include_str!("grammar.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    bias: ByGenre,
    clause: Openers,
    /// Words of a heading, by the kind of what stands under it.
    section: BTreeMap<Kind, Vec<String>>,
    feature: BTreeMap<String, Feature>,
    /// Features whose weights are fitted, for reports only.
    manner: BTreeMap<String, Feature>,
    group: Vec<Group>,
}

/// Words that open a clause.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Openers {
    introductions: Vec<String>,
    attributions: Vec<String>,
    imprints: Vec<String>,
    quotes: Vec<String>,
    offices: Vec<String>,
    subjects: Vec<String>,
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
    /// Of provision, commentary and background, in hundredths.
    pub fn hundredths([provision, commentary, background]: [i32; 3]) -> Self {
        let whole = |hundredths: i32| hundredths as f32 / 100.0;
        Self {
            provision: whole(provision),
            commentary: whole(commentary),
            background: whole(background),
        }
    }

    pub fn add(&mut self, other: Self) {
        self.provision += other.provision;
        self.commentary += other.commentary;
        self.background += other.background;
    }

    pub fn with(mut self, other: Self) -> Self {
        self.add(other);
        self
    }

    /// The same with less weight.
    pub fn halved(self) -> Self {
        Self {
            provision: self.provision / 2.0,
            commentary: self.commentary / 2.0,
            background: self.background / 2.0,
        }
    }

    pub fn of(self, kind: Kind) -> f32 {
        match kind {
            Kind::Provision => self.provision,
            Kind::Commentary => self.commentary,
            Kind::Background => self.background,
            Kind::Structure => f32::MIN,
        }
    }

    /// The kind most spoken for; a provision where nothing beats it.
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
    fn of(self, genre: Genre) -> Weights {
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
    reason: String,
    #[serde(default)]
    news: Weights,
    #[serde(default)]
    statement: Weights,
    treaty: Option<Weights>,
}

/// Phrases that speak alike, and why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    #[serde(rename = "id")]
    _id: String,
    reason: String,
    /// 1 to 3, where the phrase is a verb of a provision.
    level: Option<u8>,
    /// Whether the verb outweighs a weaker one before it.
    #[serde(default)]
    raises: bool,
    /// Whether the phrase takes from a firmer verb beside it.
    #[serde(default)]
    lowers: bool,
    /// Whether the verb says that something is settled, even of a proposal.
    #[serde(default)]
    settles: bool,
    /// Whether the phrase says as much beside the main clause as within it.
    #[serde(default)]
    aside: bool,
    /// Where the phrase has to stand to speak.
    #[serde(default)]
    at: Place,
    #[serde(default)]
    kind: ByGenre,
    phrases: Vec<String>,
}

/// Where a phrase has to stand.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Place {
    #[default]
    Anywhere,
    /// Where the subject stands.
    Head,
    /// At the very beginning of a clause.
    Opening,
}

impl Group {
    fn may_stand(&self, at: Span, clause: Clause) -> bool {
        match self.at {
            Place::Anywhere => true,
            Place::Head => clause.is_head(at),
            Place::Opening => clause.opens(at),
        }
    }

    /// Why the phrases speak as they do.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    pub fn level(&self) -> Option<Level> {
        self.level.and_then(Level::from_number)
    }

    pub fn raises(&self) -> bool {
        self.raises
    }

    pub fn lowers(&self) -> bool {
        self.lowers
    }

    pub fn speaks_aside(&self) -> bool {
        self.aside
    }

    pub fn settles(&self) -> bool {
        self.settles
    }

    pub fn weights(&self, genre: Genre) -> Weights {
        self.kind.of(genre)
    }
}

/// A phrase of the table where it speaks in a passage.
#[derive(Clone, Copy)]
pub struct Spoken<'a> {
    pub span: Span,
    pub group: &'a Group,
}

/// Words that open a relative clause.
const RELATIVES: &[&str] = &[" that ", " which ", " who ", " where "];

impl Spoken<'_> {
    /// Whether a verb stands in a relative clause: "a pact that could ...".
    pub fn is_relative(&self, passage: Passage<'_>) -> bool {
        let before = &passage.text[..self.span.start - passage.span.start];
        RELATIVES.iter().any(|pronoun| before.ends_with(pronoun))
    }
}

/// What a phrase is in the table, besides one of its groups.
#[derive(Clone, Copy, Default)]
struct Marks {
    /// Whether somebody's report begins behind it.
    attributes: bool,
    /// Whether a publisher prints it.
    imprints: bool,
    /// Whether somebody is quoted by it.
    quotes: bool,
    /// Whether the fields of an office stand behind it.
    heads_office: bool,
}

/// The table, by phrase.
pub struct Grammar {
    table: Table,
    /// The groups that each phrase of the lexicon belongs to.
    groups: ByPhrase<usize>,
    /// What each phrase marks.
    marks: Vec<Marks>,
    /// The words of headings, and the kind that each announces.
    sections: AhoCorasick,
    announced: Vec<Kind>,
}

impl Grammar {
    /// Enters every phrase of the table into the lexicon.
    pub fn new(lexicon: &mut LexiconBuilder) -> Self {
        let mut table: Table = toml::from_str(TABLE).expect("the embedded grammar is tested");
        table.clause.introductions.sort_unstable();
        table.clause.subjects.sort_unstable();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (index, group) in table.group.iter().enumerate() {
            for phrase in &group.phrases {
                let id = lexicon.add(phrase).index();
                groups.resize_with(groups.len().max(id + 1), Vec::new);
                groups[id].push(index);
            }
        }
        let mut marks: Vec<Marks> = Vec::new();
        let mut mark = |phrase: &String, set: fn(&mut Marks)| {
            let id = lexicon.add(phrase).index();
            marks.resize(marks.len().max(id + 1), Marks::default());
            set(&mut marks[id]);
        };
        let Openers { attributions, imprints, quotes, offices, .. } = &table.clause;
        attributions.iter().for_each(|phrase| mark(phrase, |marks| marks.attributes = true));
        imprints.iter().for_each(|phrase| mark(phrase, |marks| marks.imprints = true));
        quotes.iter().for_each(|phrase| mark(phrase, |marks| marks.quotes = true));
        offices.iter().for_each(|phrase| mark(phrase, |marks| marks.heads_office = true));
        let sections =
            table.section.iter().flat_map(|(kind, words)| words.iter().map(|word| (*kind, word)));
        let (announced, words): (Vec<Kind>, Vec<&String>) = sections.unzip();
        // Headings are short: what is built quickly is quick enough.
        let sections = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::NoncontiguousNFA))
            .build(words)
            .expect("some dozen short words make an automaton");
        Self { groups: groups.into_iter().collect(), marks, sections, announced, table }
    }

    /// The phrases that speak in a passage, in the order of the text. One
    /// within a longer one is silent.
    pub fn spoken(&self, passage: Passage<'_>, clause: Clause) -> Few<Spoken<'_>> {
        let mut spoken = Few::new();
        let mut covered = 0;
        for found in passage.found {
            if found.span.end <= covered {
                continue;
            }
            for group in self.groups(found.phrase) {
                if group.may_stand(found.span, clause) {
                    covered = found.span.end;
                    spoken.push(Spoken { span: found.span, group });
                }
            }
        }
        spoken
    }

    fn groups(&self, phrase: PhraseId) -> impl Iterator<Item = &Group> {
        self.groups.get(phrase).iter().map(|&index| &self.table.group[index])
    }

    fn marks(&self, found: &Found) -> Marks {
        self.marks.get(found.phrase.index()).copied().unwrap_or_default()
    }

    /// What speaks for each kind before a word is read.
    pub fn bias(&self, genre: Genre) -> Weights {
        self.table.bias.of(genre)
    }

    /// What a feature speaks for; a feature the table leaves out, for nothing.
    pub fn feature(&self, id: &str, genre: Genre) -> Weights {
        self.row(id).map_or_else(Weights::default, |feature| {
            let Feature { news, statement, treaty, .. } = *feature;
            ByGenre { news, statement, treaty }.of(genre)
        })
    }

    /// Why a feature speaks as it does.
    pub fn feature_reason(&self, id: &str) -> Option<&str> {
        self.row(id).map(|feature| feature.reason.as_str())
    }

    fn row(&self, id: &str) -> Option<&Feature> {
        self.table.feature.get(id).or_else(|| self.table.manner.get(id))
    }

    /// The features whose weights are fitted, in the order of their names.
    #[cfg(test)]
    pub fn fitted(&self) -> impl Iterator<Item = &str> {
        self.table.manner.keys().map(String::as_str)
    }

    /// The kind that a heading announces: "Why it matters".
    pub fn section(&self, heading: &str) -> Option<Kind> {
        let heading = heading.to_lowercase();
        let announcing = self.sections.find_overlapping_iter(&heading);
        announcing.map(|word| self.announced[word.pattern()]).min()
    }

    /// Whether a word opens a clause before the main one.
    pub fn introduces(&self, word: &str) -> bool {
        let is_participle = word.len() > 4 && word.ends_with("ing");
        is_participle || contains(&self.table.clause.introductions, word)
    }

    /// Where in a passage somebody's report begins.
    pub fn report(&self, passage: Passage<'_>) -> Option<usize> {
        let attribution = passage.found.iter().find(|found| self.marks(found).attributes);
        attribution.map(|found| found.span.end)
    }

    /// Whether a passage holds words that a publisher prints around a text.
    pub fn is_imprint(&self, passage: Passage<'_>) -> bool {
        passage.found.iter().any(|found| self.marks(found).imprints)
    }

    /// Whether somebody is quoted by one of the phrases of a passage.
    pub fn quotes(&self, found: &[Found]) -> bool {
        found.iter().any(|found| self.marks(found).quotes)
    }

    /// Whether the fields of an office stand behind a phrase.
    pub fn heads_office(&self, found: &Found) -> bool {
        self.marks(found).heads_office
    }

    /// Whether a word opens a main clause.
    pub fn is_subject(&self, word: &str) -> bool {
        contains(&self.table.clause.subjects, word)
    }
}

/// Looks a word up among lower-case ones in order, without regard to the case
/// of its letters.
fn contains(words: &[String], word: &str) -> bool {
    let letters = || word.bytes().map(|byte| byte.to_ascii_lowercase());
    words.binary_search_by(|known| known.bytes().cmp(letters())).is_ok()
}
