//! Why a statement was coded as it was, for those who ask.

use crate::source::Span;

use super::grammar::Weights;
use super::{BearsOn, Coding, Context, Kind, Passage, Scene, Sentence, kind};

/// The reasons behind a coding.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    pub coding: Coding,
    /// What counted, the cues of the text in its order.
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
}

impl Silence {
    /// In words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Excluded => "within a phrase that mentions it in passing, or denies it",
            Self::Company => "its rule asks for other company",
            Self::Within => "part of a longer cue of another dimension",
            Self::Weak => "alone it is too weak",
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
        let chapeau = self.chapeau(index, before.chapeau);
        let context = Context { chapeau, ..before.clone() };
        let coding = self.code_one(index, &context);
        let passage = Passage { chapeau: context.chapeau, ..self.passage(index) };
        let mut reasons = Vec::new();
        if coding.kind != Kind::Structure {
            reasons.extend(self.kind_reasons(passage, &context, coding.dimensions.len()));
        }
        reasons.extend(self.cue_reasons(&coding));
        let silent = match coding.kind {
            Kind::Structure => Vec::new(),
            _ => self.coder.dimensions.silent(passage, &coding.dimensions),
        };
        Why { coding, reasons, silent }
    }

    /// The phrases and features that spoke for any kind.
    fn kind_reasons(
        &self,
        passage: Passage<'_>,
        context: &Context,
        dimensions: usize,
    ) -> Vec<Reason> {
        let grammar = &self.coder.grammar;
        let sentence = Sentence::new(passage, grammar);
        let spoken = sentence.spoken.iter().filter_map(|spoken| {
            let bears_on = BearsOn::Kind(favoured(spoken.group.weights(self.genre))?);
            let because = spoken.group.reason().to_owned();
            Some(Reason { span: Some(spoken.span), bears_on, because })
        });
        let features = kind::features(&sentence, self, context, dimensions).filter_map(|feature| {
            let bears_on = BearsOn::Kind(favoured(grammar.feature(feature, self.genre))?);
            let because = grammar.feature_reason(feature)?.to_owned();
            Some(Reason { span: None, bears_on, because })
        });
        spoken.chain(features).collect()
    }

    /// The cues that counted for level and dimensions.
    fn cue_reasons(&self, coding: &Coding) -> Vec<Reason> {
        let cues = coding.cues.iter().filter(|cue| !matches!(cue.bears_on, BearsOn::Kind(_)));
        cues.map(|cue| Reason {
            span: Some(cue.span),
            bears_on: cue.bears_on,
            because: String::new(),
        })
        .collect()
    }
}

/// Less than this is told of nothing.
const TOLD: f32 = 0.2;

/// The kind that weights speak for most, if they have much to say.
fn favoured(weights: Weights) -> Option<Kind> {
    let kinds = [Kind::Provision, Kind::Commentary, Kind::Background];
    let best = kinds.into_iter().max_by(|a, b| weights.of(*a).total_cmp(&weights.of(*b)))?;
    (weights.of(best) >= TOLD).then_some(best)
}
