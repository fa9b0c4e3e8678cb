//! The codebook: the dimensions asked of every agreement and the cues that
//! answer them. It is data, so that an analyst can write one for another field.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::error::{Error, Result};
use crate::prose::did_you_mean;
use crate::refi;

pub mod check;

/// The codebooks the binary carries, by name. The first is used unless another
/// is named.
const EMBEDDED: &[(&str, &str)] = &[
    ("defence", include_str!("codebook/defence.toml")),
    ("trade", include_str!("codebook/trade.toml")),
];

/// A cell has room for this many characters of a dimension's short name.
const LONGEST_SHORT: usize = 8;

/// The most dimensions one codebook may have.
const MOST_DIMENSIONS: usize = 64;

/// A list of words may name another, and that one a third.
const DEEPEST_WORDS: usize = 3;

/// Words to look for, and where in the file they stand. The
/// [lexicon](crate::lexicon) says how they are matched.
pub type Phrase = Spanned<String>;

/// A codebook as it was written.
#[derive(Clone, Debug)]
pub struct CodebookFile {
    /// What messages call it.
    pub name: String,
    pub text: Cow<'static, str>,
}

impl CodebookFile {
    /// Finds an embedded codebook by its name, or one in a file by its path: a
    /// path holds a separator or ends in `.toml`, or in `.qdc` if another
    /// program wrote it (REFI-QDA).
    ///
    /// # Errors
    /// A name that there isn't, a file that cannot be read.
    pub fn find(name: &str) -> Result<Self> {
        let is_foreign = name.ends_with(".qdc");
        let is_path = name.contains(std::path::is_separator) || name.ends_with(".toml");
        if is_path || is_foreign {
            let path = Path::new(name);
            let text = std::fs::read_to_string(path).map_err(|error| Error::file(path, &error))?;
            let text = if is_foreign { refi::read_codebook(&text, name)? } else { text };
            return Ok(Self { name: path.display().to_string(), text: text.into() });
        }
        let embedded = EMBEDDED.iter().find(|(known, _)| *known == name);
        embedded.map(|(name, text)| Self::embedded(name, text)).ok_or_else(|| {
            let names: Vec<&str> = EMBEDDED.iter().map(|(name, _)| *name).collect();
            Error::failed(format!("no codebook is called \"{name}\""))
                .hint(format!("there are {}; a file is named with its .toml", names.join(", ")))
                .meaning(did_you_mean(name, names.into_iter()))
        })
    }

    /// Reads the questions.
    ///
    /// # Errors
    /// As [`Codebook::parse`].
    pub fn read(&self) -> Result<Codebook> {
        Codebook::parse(&self.text, &self.name)
    }

    fn embedded(name: &str, text: &'static str) -> Self {
        Self { name: format!("{name}.toml"), text: text.into() }
    }
}

impl Default for CodebookFile {
    fn default() -> Self {
        let (name, text) = EMBEDDED[0];
        Self::embedded(name, text)
    }
}

/// The questions asked of every agreement.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codebook {
    pub id: String,
    pub name: String,
    /// Lists of phrases that others name: "@seas" stands for all of `seas`.
    #[serde(default)]
    words: BTreeMap<String, Vec<Phrase>>,
    /// Phrases within which no cue of any dimension counts: offices, names
    /// and idioms that mention a field in passing.
    #[serde(default)]
    pub passing: Vec<Phrase>,
    /// Phrases after which a dimension is named as not covered.
    #[serde(default)]
    pub denial: Vec<Phrase>,
    /// Phrases before which it is: "space is left out".
    #[serde(default)]
    pub denied: Vec<Phrase>,
    #[serde(rename = "dimension")]
    pub dimensions: Vec<Dimension>,
}

/// One question: is the statement about this?
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    pub id: Spanned<String>,
    pub name: String,
    /// For a narrow column.
    pub short: Spanned<String>,
    pub description: String,
    /// One of these is enough.
    #[serde(default)]
    pub cues: Vec<Phrase>,
    /// Two different ones are enough, or one under a heading on the dimension, or
    /// behind a statement on it where nothing else is spoken of.
    #[serde(default)]
    pub hints: Vec<Phrase>,
    /// Dimensions beside which hints alone are not enough, by id: ships that
    /// are built are no matter of the sea.
    #[serde(default)]
    pub yields_to: Vec<Spanned<String>>,
    /// Whether one cue alone is a word in passing where two speak for another
    /// dimension: "the navies" in a sentence on cables.
    #[serde(default)]
    pub shy: bool,
    /// Cues that need or shun company.
    #[serde(default, rename = "rule")]
    pub rules: Vec<Rule>,
    /// Phrases within which no cue of this dimension counts.
    #[serde(default)]
    pub except: Vec<Phrase>,
}

/// Cues that count only in the right company within the statement.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub cues: Vec<Phrase>,
    /// At least one of these must stand beside the cue.
    #[serde(default)]
    pub with: Vec<Phrase>,
    /// None of these may.
    #[serde(default)]
    pub without: Vec<Phrase>,
    /// 1 is enough alone, 0.5 needs another, 2 is enough even for a shy dimension.
    #[serde(default = "whole")]
    pub weight: f32,
}

fn whole() -> f32 {
    1.0
}

impl Dimension {
    pub fn id(&self) -> &str {
        self.id.get_ref()
    }

    pub fn short(&self) -> &str {
        self.short.get_ref()
    }

    /// Every phrase that can speak for the dimension, the strongest first: cues,
    /// the cues of rules, hints.
    pub fn speaking(&self) -> impl Iterator<Item = &Phrase> {
        let ruled = self.rules.iter().flat_map(|rule| &rule.cues);
        self.cues.iter().chain(ruled).chain(&self.hints)
    }

    /// The same as text: what is looked for.
    pub fn all_cues(&self) -> impl Iterator<Item = &str> {
        self.speaking().map(|phrase| phrase.get_ref().as_str())
    }
}

impl Codebook {
    /// The embedded codebook of defence and security cooperation.
    pub fn defence() -> Self {
        CodebookFile::default().read().expect("the embedded codebook is tested")
    }

    /// Reads a codebook from its TOML.
    ///
    /// # Errors
    /// A text that is no codebook: the message names line and key.
    pub fn parse(text: &str, name: &str) -> Result<Self> {
        let mut codebook: Self = toml::from_str(text).map_err(|error| {
            Error::toml(name, text, &error)
                .hint("`comity codebook --toml` prints the default one, as a pattern to follow")
        })?;
        codebook.expand().map_err(|unknown| {
            let (at, list) = (unknown.span().start, unknown.get_ref());
            let message = format!("`{list}`: no list of `[words]` has this name");
            Error::in_text(name, text, at, message).hint("a list is named in the table `[words]`")
        })?;
        codebook.check(text, name)?;
        Ok(codebook)
    }

    pub fn dimension(&self, id: &str) -> Option<usize> {
        self.dimensions.iter().position(|dimension| dimension.id() == id)
    }

    /// Where in the file the phrases stand that are written in a list of
    /// `words`, and so in every place that names it.
    pub fn shared(&self) -> impl Iterator<Item = usize> {
        self.words.values().flatten().map(|phrase| phrase.span().start)
    }

    /// Puts the lists of `words` where they are named, or tells which is not
    /// known.
    fn expand(&mut self) -> std::result::Result<(), Phrase> {
        let words = std::mem::take(&mut self.words);
        let dimensions = self.dimensions.iter_mut().flat_map(|dimension| {
            let rules = dimension.rules.iter_mut();
            let ruled = rules.flat_map(|rule| [&mut rule.cues, &mut rule.with, &mut rule.without]);
            [&mut dimension.cues, &mut dimension.hints, &mut dimension.except]
                .into_iter()
                .chain(ruled)
        });
        let own = [&mut self.passing, &mut self.denial, &mut self.denied];
        for phrases in own.into_iter().chain(dimensions) {
            *phrases = expanded(phrases, &words, DEEPEST_WORDS)?;
        }
        self.words = words;
        Ok(())
    }

    fn check(&self, text: &str, name: &str) -> Result<()> {
        let wrong = |at: &Spanned<String>, message: String, hint: &str| {
            Err(Error::in_text(name, text, at.span().start, message).hint(hint))
        };
        if self.dimensions.is_empty() || self.dimensions.len() > MOST_DIMENSIONS {
            let message = format!("{name}:1: `dimension`: one to {MOST_DIMENSIONS} are needed");
            return Err(Error::failed(message).hint("begin each with a line `[[dimension]]`"));
        }
        for (index, dimension) in self.dimensions.iter().enumerate() {
            let id = dimension.id();
            let is_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if id.is_empty() || !id.chars().all(is_id) {
                let message = format!("`id`: \"{id}\" is no identifier");
                return wrong(&dimension.id, message, "use lower-case letters, digits and hyphens");
            }
            if self.dimensions[..index].iter().any(|other| other.id() == id) {
                let message = format!("`id`: \"{id}\" stands twice");
                return wrong(&dimension.id, message, "each dimension needs an id of its own");
            }
            let short = dimension.short();
            if short.is_empty() || short.chars().count() > LONGEST_SHORT {
                let message =
                    format!("`short`: \"{short}\" has not 1 to {LONGEST_SHORT} characters");
                return wrong(&dimension.short, message, "it heads a narrow column");
            }
            let is_unknown = |other: &&Spanned<String>| self.dimension(other.get_ref()).is_none();
            if let Some(other) = dimension.yields_to.iter().find(is_unknown) {
                let message =
                    format!("`yields_to`: no dimension is called \"{}\"", other.get_ref());
                return wrong(other, message, "name the id of another dimension");
            }
            if let Some(rule) = dimension.rules.iter().find(|rule| rule.weight <= 0.0) {
                let message = format!("`weight`: {} speaks for nothing", rule.weight);
                let at = rule.cues.first().unwrap_or(&dimension.id);
                return wrong(at, message, "1 is enough alone, 0.5 needs another");
            }
            if dimension.cues.is_empty() && dimension.hints.is_empty() && dimension.rules.is_empty()
            {
                let message = format!("`cues`: dimension \"{id}\" has none");
                return wrong(&dimension.id, message, "without cues nothing is ever found");
            }
        }
        Ok(())
    }
}

/// Phrases with the lists among them unfolded.
fn expanded(
    phrases: &[Phrase],
    words: &BTreeMap<String, Vec<Phrase>>,
    depth: usize,
) -> std::result::Result<Vec<Phrase>, Phrase> {
    let mut all = Vec::with_capacity(phrases.len());
    for phrase in phrases {
        match phrase.get_ref().strip_prefix('@') {
            None => all.push(phrase.clone()),
            Some(list) => {
                let list = words.get(list).filter(|_| depth > 0).ok_or_else(|| phrase.clone())?;
                all.extend(expanded(list, words, depth - 1)?);
            }
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_codebook_loads() {
        for (name, text) in EMBEDDED {
            let codebook = Codebook::parse(text, name).unwrap();
            assert_eq!(codebook.id, *name);
        }
    }

    #[test]
    fn a_name_is_embedded_and_a_path_is_a_file() {
        assert_eq!(CodebookFile::find("trade").unwrap().read().unwrap().id, "trade");
        assert!(CodebookFile::find("./trade").is_err());
        assert!(CodebookFile::find("trade.toml").is_err());
        let error = CodebookFile::find("fisheries").unwrap_err();
        assert_eq!(error.to_string(), "no codebook is called \"fisheries\"");
        assert_eq!(error.hints(), ["there are defence, trade; a file is named with its .toml"]);
    }
}
