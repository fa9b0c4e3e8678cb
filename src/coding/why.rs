//! Why a statement was coded as it was, for those who ask.

use crate::source::Span;

use super::grammar::Weights;
use super::{BearsOn, Coding, Context, Dimensions, Genre, Kind, Reading, Scene, kind, level};

/// The reasons behind a coding.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    pub coding: Coding,
    /// The kind that came so near that little less would have made it that.
    pub near: Option<Kind>,
    /// What spoke for this reading and for others: of the kind first, what weighs most
    /// in front; then of the level; then for the dimensions, in the order of the text.
    pub reasons: Vec<Reason>,
    /// Cues for dimensions that did not count.
    pub silent: Vec<Silent>,
}

/// Something that spoke for a reading, or for another that it outweighed.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The words, in bytes of [`Source::text`](crate::source::Source::text);
    /// none where it is the passage as a whole that speaks.
    pub span: Option<Span>,
    pub bears_on: BearsOn,
    /// The reason that the table gives.
    pub because: String,
    /// How much it weighs for a kind; what speaks for anything else decides alone.
    pub strength: Option<Strength>,
}

/// How much a reason weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    Little,
    Clear,
    Strong,
}

impl Reason {
    pub(super) fn new(span: Option<Span>, bears_on: BearsOn, because: String) -> Self {
        Self { span, bears_on, because, strength: None }
    }

    /// Whether it spoke for the reading that was made, not for another.
    pub fn is_for(&self, coding: &Coding) -> bool {
        match self.bears_on {
            BearsOn::Kind(kind) => kind == coding.kind,
            BearsOn::Level(level) => Some(level) == coding.level,
            BearsOn::Dimension(dimension) => coding.dimensions.contains(&dimension),
        }
    }
}

impl Strength {
    fn of(weight: f32) -> Self {
        match weight {
            0.8.. => Self::Strong,
            0.35.. => Self::Clear,
            _ => Self::Little,
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Little => "a little",
            Self::Clear => "clearly",
            Self::Strong => "strongly",
        }
    }
}

/// A cue that did not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silent {
    /// In bytes of [`Source::text`](crate::source::Source::text).
    pub span: Span,
    pub dimension: usize,
    pub because: Silence,
}

/// What keeps a cue silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// It stands in a phrase that only mentions the field, or in a denial.
    Excluded,
    /// Its rule asks for other company.
    Company,
    /// It is part of a longer cue of another dimension.
    Within,
    /// Alone it is too weak.
    Weak,
    /// It would be enough, but for what the words beside it lean to.
    Outweighed,
}

impl Silence {
    /// In words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Excluded => "within a phrase that mentions it in passing, or denies it",
            Self::Company => "counts in the company of other words only",
            Self::Within => "part of a longer phrase that speaks for another dimension",
            Self::Weak => "too weak alone: it takes a second word",
            Self::Outweighed => "outweighed: with these words about it people seldom saw it so",
        }
    }
}

impl Scene<'_> {
    /// Codes the source and tells the reasons for each statement.
    pub(super) fn why(&self) -> Vec<Why> {
        let mut context = Context::default();
        let why = |index| {
            let why = self.why_one(index, &context);
            self.code_next(index, &mut context);
            why
        };
        (0..self.statements.len()).map(why).collect()
    }

    fn why_one(&self, index: usize, before: &Context) -> Why {
        let Some(reading) = self.read(index, &self.around(index, before)) else {
            return Why {
                coding: Coding::structure(),
                near: None,
                reasons: Vec::new(),
                silent: Vec::new(),
            };
        };
        let coding = self.coding(&reading);
        let mut reasons = self.kind_reasons(&reading, &coding);
        if coding.kind == Kind::Provision {
            reasons.extend(level::reasons(&reading.sentence, self));
        }
        reasons.extend(dimension_reasons(reading.said.about, &coding));
        let passage = reading.sentence.passage;
        let silent = self.coder.dimensions.silent(passage, &coding.dimensions);
        let near = rival(kind::weigh(&reading, self), coding.kind);
        let near = near.filter(|(_, lead)| *lead < NEAR).map(|(kind, _)| kind);
        Why { near, coding, reasons, silent }
    }

    /// The phrases and features that spoke for any kind, and what the kind of the text
    /// does, by how much they weigh against its best rival.
    fn kind_reasons(&self, reading: &Reading<'_>, coding: &Coding) -> Vec<Reason> {
        let Reading { sentence, features, .. } = reading;
        let spoken = kind::spoken(sentence, self)
            .map(|(spoken, weights)| (Some(spoken.span), weights, spoken.group.reason()));
        let features = features.iter().filter_map(|feature| {
            let because = self.coder.grammar.feature_reason(feature)?;
            Some((None, kind::feature(feature, self), because))
        });
        let words = (None, kind::leans(sentence.passage, self), WORDS);
        let usual = (None, kind::usual(self), usual(self.genre));
        let mut weighed: Vec<(f32, Reason)> = spoken
            .chain(features)
            .chain([words, usual])
            .filter_map(|(span, weights, because)| {
                let (kind, lead) = leaning(weights, coding.kind)?;
                let reason = Reason::new(span, BearsOn::Kind(kind), because.to_owned());
                Some((lead, Reason { strength: Some(Strength::of(lead)), ..reason }))
            })
            .collect();
        weighed.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        weighed.into_iter().map(|(_, reason)| reason).collect()
    }
}

/// The words that spoke for the dimensions; where no word alone did, what did. The cues
/// alone `said` some of these.
fn dimension_reasons(said: Dimensions, coding: &Coding) -> Vec<Reason> {
    let mut untold: Dimensions = coding.dimensions.iter().copied().collect();
    let mut reasons = Vec::new();
    for cue in &coding.cues {
        let BearsOn::Dimension(dimension) = cue.bears_on else { continue };
        untold = untold.without(Dimensions::from_iter([dimension]));
        let because = if said.contains(dimension) { "" } else { LEANING };
        reasons.push(Reason::new(Some(cue.span), cue.bears_on, because.to_owned()));
    }
    let told = |dimension| Reason::new(None, BearsOn::Dimension(dimension), STANDS.to_owned());
    reasons.extend(untold.iter().map(told));
    reasons
}

/// What a word says of a dimension that is no cue for it.
const LEANING: &str = "leans to it, as people coded statements with the word";

/// What makes a statement be about a dimension where no word of it does alone.
const STANDS: &str = "what stands around it and all its words together lean to it";

/// What all words of a sentence together say of its kind.
const WORDS: &str = "what its other words lean to, as people coded statements with them";

/// Less than this is told of nothing.
const TOLD: f32 = 0.2;

/// A kind that is behind by less was near.
const NEAR: f32 = 0.3;

/// The kind other than this that weights speak for most, and by how much this one
/// leads.
fn rival(weights: Weights, kind: Kind) -> Option<(Kind, f32)> {
    let best = kind::CHOICES
        .into_iter()
        .filter(|other| *other != kind)
        .max_by(|a, b| weights.of(*a).total_cmp(&weights.of(*b)))?;
    Some((best, weights.of(kind) - weights.of(best)))
}

/// Whether weights speak for this kind or for another, and how much; none where that
/// is hardly anything.
fn leaning(weights: Weights, kind: Kind) -> Option<(Kind, f32)> {
    let (other, lead) = rival(weights, kind)?;
    let favoured = if lead > 0.0 { kind } else { other };
    (lead.abs() >= TOLD).then_some((favoured, lead.abs()))
}

/// What speaks before a word is read.
fn usual(genre: Genre) -> &'static str {
    match genre {
        Genre::News => "a report on a deal tells what is in it, unless more speaks against that",
        Genre::Statement => {
            "what parties say together they agree on, unless more speaks against that"
        }
        Genre::Treaty => "what stands in a treaty is agreed, unless more speaks against that",
    }
}
