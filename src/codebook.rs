//! The codebook: the dimensions asked of every agreement and the cues that
//! answer them. It is data, so that an analyst can write one for another field.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use rustc_hash::FxHashSet;
use toml::Spanned;

use crate::error::{Error, Result};
use crate::prose::did_you_mean;
use crate::refi;
use crate::source::Problem;

pub mod check;
mod read;

/// The codebooks the binary carries, by name. The first is used unless another
/// is named.
const EMBEDDED: &[(&str, &str)] = &[
    ("defence", include_str!("codebook/defence.toml")),
    ("trade", include_str!("codebook/trade.toml")),
];

/// What single words lean to, for the dimensions of an embedded codebook, by its
/// name: learnt from what people coded.
const LEANINGS: &[(&str, &str)] = &[("defence", include_str!("codebook/defence.csv"))];

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

    /// What can be read of the questions, and what keeps them from being a codebook.
    pub fn read_whole(&self) -> (Codebook, Vec<Problem>) {
        read::read(&self.text, &self.name)
    }

    /// Reads the questions.
    ///
    /// # Errors
    /// As [`Codebook::parse`].
    pub fn read(&self) -> Result<Codebook> {
        let codebook = Codebook::parse(&self.text, &self.name)?;
        Ok(Codebook { is_embedded: matches!(self.text, Cow::Borrowed(_)), ..codebook })
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
#[derive(Clone, Debug, Default)]
pub struct Codebook {
    pub id: String,
    pub name: String,
    /// Lists of phrases that others name: "@seas" stands for all of `seas`.
    words: BTreeMap<String, Vec<Phrase>>,
    /// Phrases within which no cue of any dimension counts: offices, names
    /// and idioms that mention a field in passing.
    pub passing: Vec<Phrase>,
    /// Phrases after which a dimension is named as not covered.
    pub denial: Vec<Phrase>,
    /// Phrases before which it is: "space is left out".
    pub denied: Vec<Phrase>,
    /// Whose words were learnt for these dimensions: the name of an embedded codebook.
    leanings: Option<Phrase>,
    /// Whether the binary carries it.
    is_embedded: bool,
    pub dimensions: Vec<Dimension>,
}

/// One question: is the statement about this?
#[derive(Clone, Debug)]
pub struct Dimension {
    pub id: Spanned<String>,
    pub name: String,
    /// For a narrow column.
    pub short: Spanned<String>,
    pub description: String,
    /// One of these is enough.
    pub cues: Vec<Phrase>,
    /// Two different ones are enough, or one under a heading on the dimension, or
    /// behind a statement on it where nothing else is spoken of.
    pub hints: Vec<Phrase>,
    /// Dimensions beside which hints alone are not enough, by id: ships that
    /// are built are no matter of the sea.
    pub yields_to: Vec<Spanned<String>>,
    /// Whether one cue alone is a word in passing where two speak for another
    /// dimension: "the navies" in a sentence on cables.
    pub shy: bool,
    /// Cues that need or shun company.
    pub rules: Vec<Rule>,
    /// Phrases within which no cue of this dimension counts.
    pub except: Vec<Phrase>,
}

/// Cues that count only in the right company within the statement.
#[derive(Clone, Debug)]
pub struct Rule {
    pub cues: Vec<Phrase>,
    /// At least one of these must stand beside the cue.
    pub with: Vec<Phrase>,
    /// None of these may.
    pub without: Vec<Phrase>,
    /// 1 is enough alone, 0.5 needs another, 2 is enough even for a shy dimension, and
    /// whatever the words around it lean to.
    pub weight: f32,
}

impl Default for Dimension {
    fn default() -> Self {
        let (name, description, shy) = Default::default();
        let (cues, hints, yields_to, rules, except) = Default::default();
        let (id, short) = (read::nowhere(), read::nowhere());
        Self { id, name, short, description, cues, hints, yields_to, shy, rules, except }
    }
}

impl Default for Rule {
    fn default() -> Self {
        let (cues, with, without) = Default::default();
        Self { cues, with, without, weight: 1.0 }
    }
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
        let (codebook, faults) = read::read(text, name);
        let Some(first) = faults.first() else { return Ok(codebook) };
        let error = match faults.len() - 1 {
            0 => first.to_error(),
            more => first.to_error().hint(format!(
                "there is more to mend ({more}): `comity codebook --check {name}` tells all"
            )),
        };
        Err(error.hint("`comity codebook --toml` prints the default one, as a pattern to follow"))
    }

    /// The table of what words lean to, if the codebook names one.
    pub fn leanings(&self) -> Option<&'static str> {
        let name = self.leanings.as_ref()?.get_ref();
        LEANINGS.iter().find(|(known, _)| known == name).map(|(_, table)| *table)
    }

    /// The cues that the embedded codebook has not whose words were learnt, by
    /// dimension: those that somebody added.
    pub fn added(&self) -> Vec<(usize, &str)> {
        let learnt = self.leanings.as_ref().filter(|_| !self.is_embedded);
        let learnt = learnt.and_then(|name| CodebookFile::find(name.get_ref()).ok()?.read().ok());
        let Some(learnt) = learnt else { return Vec::new() };
        let known: FxHashSet<(&str, &str)> = cues(&learnt).map(|(d, cue)| (d.id(), cue)).collect();
        let is_new =
            |(dimension, cue): &(&Dimension, &str)| !known.contains(&(dimension.id(), *cue));
        let added = cues(self).filter(is_new);
        added.filter_map(|(d, cue)| Some((self.dimension(d.id())?, cue))).collect()
    }

    pub fn dimension(&self, id: &str) -> Option<usize> {
        self.dimensions.iter().position(|dimension| dimension.id() == id)
    }

    /// Where in the file the phrases stand that are written in a list of
    /// `words`, and so in every place that names it.
    pub fn shared(&self) -> impl Iterator<Item = usize> {
        self.words.values().flatten().map(|phrase| phrase.span().start)
    }
}

/// Every cue of a codebook with its dimension.
fn cues(codebook: &Codebook) -> impl Iterator<Item = (&Dimension, &str)> {
    let dimensions = codebook.dimensions.iter();
    dimensions.flat_map(|dimension| dimension.all_cues().map(move |cue| (dimension, cue)))
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
