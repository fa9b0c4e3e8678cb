//! What a statement is about: what its cues say, weighed with what its words lean to.
//!
//! The weighing is a logistic regression for each dimension. What the cues say by
//! themselves is its chief evidence; beside it count what they say of other
//! dimensions, what the statements before and behind are about, and every word that
//! was learnt.

use rustc_hash::FxHashSet;

use crate::codebook::Codebook;
use crate::lexicon::{Found, LexiconBuilder, PhraseId};
use crate::source::Span;

use super::cue::{self, DimensionCues, Heard, Lent, Said};
use super::dimensions::Dimensions;
use super::leanings::{ALWAYS, Leanings};
use super::{BearsOn, Cue, Few, Genre, Passage, Silence, Silent};

/// A word that leans so far to a dimension, in hundredths, is told as a reason.
const TELLING: i16 = 40;

/// So many words are told at most.
const MOST_TELLING: usize = 3;

/// Where a passage stands.
#[derive(Clone, Copy, Default)]
pub struct Stands {
    /// The dimensions of the heading above it.
    pub heading: Dimensions,
    /// Those of the statement before it.
    pub topic: Dimensions,
    /// Those that the cues of the statement behind it say by themselves.
    pub next: Dimensions,
    /// Of the text.
    pub genre: Genre,
}

/// What answers the questions of a codebook.
pub struct About {
    cues: DimensionCues,
    /// None for a codebook whose words nobody has learnt.
    weighing: Option<Weighing>,
}

impl About {
    /// Enters the words that lean to a codebook's dimensions into the lexicon, whose
    /// cues are there.
    pub fn new(cues: DimensionCues, codebook: &Codebook, lexicon: &mut LexiconBuilder) -> Self {
        let weighing = codebook.leanings().map(|table| Weighing::new(table, codebook, lexicon));
        Self { cues, weighing }
    }

    /// What the words of the dimensions lean to, if that was learnt.
    pub fn leanings(&self) -> Option<&Leanings> {
        self.weighing.as_ref().map(|weighing| &weighing.leanings)
    }

    /// What the cues of a passage say by themselves. What stands before it lends
    /// weight to it.
    pub fn said(&self, passage: Passage<'_>, before: Lent) -> Said {
        self.cues.of(passage, before)
    }

    /// The dimensions that a passage is about whose cues said this and which `stands`
    /// there.
    pub fn weighed(&self, passage: Passage<'_>, said: &Said, stands: Stands) -> Dimensions {
        match &self.weighing {
            Some(weighing) => weighing.about(passage, said, stands),
            None => said.about,
        }
    }

    /// The words that speak for the dimensions a passage is about: cues and, for
    /// a dimension on which these are not enough, the words that lean to it most.
    pub fn speaking(&self, passage: Passage<'_>, said: &Said, about: Dimensions) -> Few<Cue> {
        let heard = said.heard.iter().filter(|heard| about.contains(heard.dimension));
        let cue = |span, dimension| Cue { span, bears_on: BearsOn::Dimension(dimension) };
        let mut speaking: Few<Cue> = heard.map(|heard| cue(heard.span, heard.dimension)).collect();
        if let Some(weighing) = &self.weighing {
            for dimension in about.without(said.about).iter() {
                let counts = |word: &&Found| !said.excepting(word).any(|by| by == dimension);
                let words = said.words(passage).filter(counts);
                let telling = weighing.telling(words, dimension).into_iter();
                let telling = telling.map(|span| cue(span, dimension));
                let new: Few<Cue> = telling.filter(|cue| !speaking.contains(cue)).collect();
                speaking.extend(new);
            }
        }
        speaking
    }

    /// The cues of a passage that did not count, and what kept them silent.
    /// `about` are the dimensions that the passage is about.
    pub fn silent(&self, passage: Passage<'_>, about: &[usize]) -> Vec<Silent> {
        let mut silent = self.cues.silent(passage, about);
        // Where no words are learnt none outweigh a cue.
        if self.weighing.is_none() {
            return silent;
        }
        let alone = self.said(passage, Lent::default()).about;
        for cue in silent.iter_mut().filter(|cue| cue.because == Silence::Weak) {
            if alone.contains(cue.dimension) {
                cue.because = Silence::Outweighed;
            }
        }
        silent
    }
}

/// What the cues say stands down to these odds, in hundredths, where hardly anything is
/// said in passing: in what the parties say themselves, and in a short statement.
const STANDING: i16 = -60;

/// A statement of so many words is short.
const SHORT: usize = 14;

/// The odds, in hundredths, that what the cues of a passage say has to beat. The table
/// counts as even from where on a dimension is told without cues.
fn standing(passage: Passage<'_>, genre: Genre) -> i16 {
    if passage.has_at_most(cue::SHORT) {
        i16::MIN
    } else if genre != Genre::News || passage.has_at_most(SHORT) {
        STANDING
    } else {
        0
    }
}

/// Weights for each dimension, in hundredths.
type Row = Box<[i16]>;

/// So many cues for one dimension are told apart: one, two, more.
pub const COUNTS: [&str; 3] = ["about", "twice about", "often about"];

/// Which of [`COUNTS`] the cues are that say a dimension.
pub fn count(said: &Said, dimension: usize) -> usize {
    let cues = said.heard.iter().filter(|heard| heard.dimension == dimension).count();
    cues.clamp(1, COUNTS.len()) - 1
}

/// Adds weights to odds.
fn add(odds: &mut [i16], row: &[i16]) {
    odds.iter_mut().zip(row).for_each(|(odds, weight)| *odds = odds.saturating_add(*weight));
}

/// What is learnt of a codebook's dimensions.
struct Weighing {
    leanings: Leanings,
    /// Cues of which nothing is learnt, for they were added to the codebook: what
    /// they say stands.
    added: FxHashSet<(usize, PhraseId)>,
    /// What counts before a word is read.
    always: Row,
    /// For each dimension that the cues say, by the number of these.
    about: Vec<[Row; COUNTS.len()]>,
    /// For each dimension that the statement before was about, for each that the one
    /// behind is, and for each that the heading above is.
    after: Vec<Row>,
    before: Vec<Row>,
    under: Vec<Row>,
}

impl Weighing {
    fn new(table: &str, codebook: &Codebook, lexicon: &mut LexiconBuilder) -> Self {
        let ids = || codebook.dimensions.iter().map(|dimension| dimension.id());
        let leanings = Leanings::new(table, ids(), lexicon);
        let none = vec![0; codebook.dimensions.len()];
        let row = |mark: &str| Row::from(leanings.mark(mark).unwrap_or(&none));
        let about = |id: &str| COUNTS.map(|count| row(&format!("{count} {id}")));
        let added = codebook.added().into_iter();
        Self {
            added: added.map(|(dimension, cue)| (dimension, lexicon.add(cue))).collect(),
            always: row(ALWAYS),
            about: ids().map(about).collect(),
            after: ids().map(|id| row(&format!("after {id}"))).collect(),
            before: ids().map(|id| row(&format!("before {id}"))).collect(),
            under: ids().map(|id| row(&format!("under {id}"))).collect(),
            leanings,
        }
    }

    /// The odds of each dimension before a word is read.
    fn odds(&self, said: &Said, stands: Stands) -> [i16; Dimensions::MOST] {
        let mut odds = [0; Dimensions::MOST];
        add(&mut odds, &self.always);
        for dimension in said.about.iter() {
            add(&mut odds, &self.about[dimension][count(said, dimension)]);
        }
        let Stands { heading, topic, next, .. } = stands;
        for (dimensions, rows) in
            [(topic, &self.after), (next, &self.before), (heading, &self.under)]
        {
            dimensions.iter().for_each(|dimension| add(&mut odds, &rows[dimension]));
        }
        odds
    }

    /// The dimensions that are likely enough.
    fn about(&self, passage: Passage<'_>, said: &Said, stands: Stands) -> Dimensions {
        let mut odds = self.odds(said, stands);
        for word in said.words(passage) {
            let Some(row) = self.leanings.of(word) else { continue };
            add(&mut odds, row);
            // To what has excepted it, it says nothing.
            for dimension in said.excepting(word) {
                odds[dimension] = odds[dimension].saturating_sub(row[dimension]);
            }
        }
        let standing = standing(passage, stands.genre);
        let least = |dimension: usize| if said.about.contains(dimension) { standing } else { 0 };
        let likely: Dimensions = (0..self.always.len()).filter(|d| odds[*d] > least(*d)).collect();
        let is_added = |heard: &Heard| self.added.contains(&(heard.dimension, heard.phrase));
        let stand = said.heard.iter().filter(|heard| heard.is_firm() || is_added(heard));
        let stand = stand.map(|heard| heard.dimension).filter(|d| said.about.contains(*d));
        likely.with(stand.collect())
    }

    /// The words that lean most to a dimension.
    fn telling<'w>(&self, words: impl Iterator<Item = &'w Found>, dimension: usize) -> Few<Span> {
        let leaning = |word: &Found| Some((self.leanings.of(word)?[dimension], word.span));
        let mut words: Few<(i16, Span)> = words.filter_map(leaning).collect();
        words.retain(|(weight, _)| *weight >= TELLING);
        words.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        words.into_iter().take(MOST_TELLING).map(|(_, span)| span).collect()
    }
}
