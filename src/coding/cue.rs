//! Dimensions from the codebook's cues, with their scope.

use crate::codebook::{Codebook, Dimension, Phrase};
use crate::lexicon::{ByPhrase, Found, LexiconBuilder, PhraseId};
use crate::source::Span;

use super::dimensions::Dimensions;
use super::{Few, Passage, Silence, Silent};

/// The weight that makes a statement be about a dimension.
const ENOUGH: f32 = 1.0;

/// What a hint weighs, and what a heading on the dimension lends to one.
const HALF: f32 = 0.5;

/// A cue of this weight is never a word in passing.
const FIRM: f32 = 2.0;

/// So many cues of one dimension outspeak a single one of another.
const OUTSPOKEN: usize = 2;

/// In so few words a hint is what the statement is about.
pub const SHORT: usize = 6;

/// The part a phrase plays in the codebook.
#[derive(Clone, Copy, Debug)]
enum Part {
    Cue {
        dimension: usize,
        weight: f32,
    },
    /// A cue whose rule asks for company.
    Ruled {
        dimension: usize,
        rule: usize,
        weight: f32,
    },
    With {
        rule: usize,
    },
    Without {
        rule: usize,
    },
    Except {
        dimension: usize,
    },
    Passing,
    Denial,
    Denied,
}

/// What stands before a passage lends to it.
#[derive(Clone, Copy, Default)]
pub struct Lent {
    /// Dimensions on which the passage has to say half as much.
    pub near: Dimensions,
    /// Dimensions on which any hint is enough if the passage is about no other.
    pub topic: Dimensions,
}

/// What the cues of a passage say by themselves.
pub struct Said {
    /// The dimensions for which they are enough.
    pub about: Dimensions,
    /// Every cue that counts at all.
    pub heard: Few<Heard>,
    /// Where words are names, or mentioned in passing, or denied.
    pub masked: Few<Span>,
    /// Where a dimension has excepted them.
    excepted: Few<(usize, Span)>,
}

impl Said {
    /// The words of the passage that lean to something and are no words in passing.
    pub fn words<'p>(&self, passage: Passage<'p>) -> impl Iterator<Item = &'p Found> {
        let is_masked = |word: &&Found| self.masked.iter().any(|span| covers(*span, word.span));
        passage.words.iter().filter(move |word| !is_masked(word))
    }

    /// The dimensions that have excepted a word.
    pub fn excepting(&self, word: &Found) -> impl Iterator<Item = usize> {
        let has_it = |(_, span): &&(usize, Span)| covers(*span, word.span);
        self.excepted.iter().filter(has_it).map(|(dimension, _)| *dimension)
    }
}

/// A codebook's cues, by phrase.
pub struct DimensionCues {
    /// The parts that each phrase of the lexicon plays.
    parts: ByPhrase<Part>,
    /// For each rule, whether it asks for company at all.
    needs_company: Vec<bool>,
    /// For each dimension, those beside which its hints alone don't count.
    yields_to: Vec<Dimensions>,
    /// Those that are [shy](crate::codebook::Dimension::shy).
    shy: Dimensions,
}

impl DimensionCues {
    /// Enters every phrase of a codebook into the lexicon.
    pub fn new(codebook: &Codebook, lexicon: &mut LexiconBuilder) -> Self {
        let (mut parts, mut needs_company) = (Vec::new(), Vec::new());
        let mut enter = |phrases: &[Phrase], part: Part| enter(phrases, part, lexicon, &mut parts);
        enter(&codebook.passing, Part::Passing);
        enter(&codebook.denial, Part::Denial);
        enter(&codebook.denied, Part::Denied);
        for (dimension, entry) in codebook.dimensions.iter().enumerate() {
            enter(&entry.cues, Part::Cue { dimension, weight: ENOUGH });
            enter(&entry.hints, Part::Cue { dimension, weight: HALF });
            enter(&entry.except, Part::Except { dimension });
            for rule in &entry.rules {
                let number = needs_company.len();
                needs_company.push(!rule.with.is_empty());
                enter(&rule.cues, Part::Ruled { dimension, rule: number, weight: rule.weight });
                enter(&rule.with, Part::With { rule: number });
                enter(&rule.without, Part::Without { rule: number });
            }
        }
        let yields_to = |dimension: &Dimension| {
            let ids = dimension.yields_to.iter();
            ids.filter_map(|id| codebook.dimension(id.get_ref())).collect()
        };
        let is_shy = |dimension: &usize| codebook.dimensions[*dimension].shy;
        Self {
            parts: parts.into_iter().collect(),
            needs_company,
            yields_to: codebook.dimensions.iter().map(yields_to).collect(),
            shy: (0..codebook.dimensions.len()).filter(is_shy).collect(),
        }
    }

    /// What the cues of a passage say. What stands `before` it lends weight to that.
    pub fn of(&self, passage: Passage<'_>, before: Lent) -> Said {
        let Lent { near, topic } = before;
        let scope = Scope::new(self, passage);
        let tally = self.tally(passage, &scope);
        let weight = |d: usize| tally.weights[d] + if near.contains(d) { HALF } else { 0.0 };
        let stands = |d: usize| tally.sure.contains(d) || !self.yields_to[d].meets(tally.sure);
        let mut about: Dimensions =
            tally.touched.iter().filter(|&d| weight(d) >= ENOUGH && stands(d)).collect();
        let alone = about.without(near).iter();
        let in_passing = alone.filter(|&d| self.is_in_passing(d, about, &tally, passage)).collect();
        about = about.without(in_passing);
        if about.is_empty() && passage.has_at_most(SHORT) {
            about = tally.touched;
        }
        if about.is_empty() {
            about = tally.touched.iter().filter(|&d| topic.contains(d)).collect();
        }
        let excepted = scope.masked.iter().filter_map(|(only, span)| Some(((*only)?, *span)));
        let excepted = excepted.collect();
        Said { about, heard: tally.heard, masked: scope.whole().collect(), excepted }
    }

    /// Whether the only cue of a dimension is a word in passing: because
    /// another has as much of it, or more to say than a shy one. The name of a
    /// body or a deal is no word in passing.
    fn is_in_passing(
        &self,
        dimension: usize,
        about: Dimensions,
        tally: &Tally,
        passage: Passage<'_>,
    ) -> bool {
        let mut own = tally.of(dimension);
        let (Some(only), None) = (own.next(), own.next()) else { return false };
        let is_shy =
            self.shy.contains(dimension) && !only.is_firm() && !passage.names_at(only.span.start);
        about.iter().filter(|&other| other != dimension).any(|other| {
            let shares = |rival: &Heard| {
                rival.span.overlap(only.span) > 0 && rival.span.len() > only.span.len()
            };
            let is_outspoken = is_shy && tally.of(other).nth(OUTSPOKEN - 1).is_some();
            is_outspoken || tally.of(other).any(shares)
        })
    }

    /// The cues of a passage that did not count, and what kept them silent.
    /// `about` are the dimensions that the passage is about.
    pub fn silent(&self, passage: Passage<'_>, about: &[usize]) -> Vec<Silent> {
        let scope = Scope::new(self, passage);
        let candidates = self.candidates(passage, &scope);
        let mut silent = Vec::new();
        for found in passage.found {
            for part in self.parts_of(found) {
                let (dimension, rule) = match *part {
                    Part::Cue { dimension, .. } => (dimension, None),
                    Part::Ruled { dimension, rule, .. } => (dimension, Some(rule)),
                    _ => continue,
                };
                let because = if scope.masks(found, dimension) {
                    Silence::Excluded
                } else if rule.is_some_and(|rule| !scope.allows(self, rule, found)) {
                    Silence::Company
                } else if about.contains(&dimension) {
                    continue;
                } else if candidates.iter().any(|longer| longer.hides(found, dimension)) {
                    Silence::Within
                } else {
                    Silence::Weak
                };
                silent.push(Silent { span: found.span, dimension, because });
            }
        }
        silent
    }

    fn tally(&self, passage: Passage<'_>, scope: &Scope) -> Tally {
        let candidates = self.candidates(passage, scope);
        let mut tally = Tally::new();
        for heard in &candidates {
            let is_silent = candidates.iter().any(|other| heard.is_within(other))
                || tally.heard.iter().any(|other| heard.repeats(other));
            if !is_silent {
                tally.add(*heard);
            }
        }
        tally
    }

    /// Every cue that its scope lets speak, before they are weighed against
    /// one another.
    fn candidates(&self, passage: Passage<'_>, scope: &Scope) -> Few<Heard> {
        let mut candidates = Few::new();
        for found in passage.found {
            for part in self.parts_of(found) {
                let (dimension, weight, is_plain) = match *part {
                    Part::Cue { dimension, weight } => (dimension, weight, true),
                    Part::Ruled { dimension, rule, weight } if scope.allows(self, rule, found) => {
                        (dimension, weight, false)
                    }
                    _ => continue,
                };
                if !scope.masks(found, dimension) {
                    let (phrase, span) = (found.phrase, found.span);
                    candidates.push(Heard { dimension, weight, is_plain, phrase, span });
                }
            }
        }
        // Where a phrase plays two parts the weightier one is heard.
        candidates.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        candidates
    }

    fn parts_of(&self, found: &Found) -> &[Part] {
        self.parts.get(found.phrase)
    }
}

/// Gives a part to phrases.
fn enter(phrases: &[Phrase], part: Part, lexicon: &mut LexiconBuilder, parts: &mut Vec<Vec<Part>>) {
    for phrase in phrases {
        let id = lexicon.add(phrase.get_ref()).index();
        parts.resize_with(parts.len().max(id + 1), Vec::new);
        parts[id].push(part);
    }
}

/// A cue that speaks for a dimension.
#[derive(Clone, Copy)]
pub struct Heard {
    pub dimension: usize,
    pub span: Span,
    pub phrase: PhraseId,
    weight: f32,
    /// Whether it counts in any company.
    is_plain: bool,
}

impl Heard {
    /// Whether it is never a word in passing.
    pub fn is_firm(&self) -> bool {
        self.weight >= FIRM
    }

    /// Whether a longer cue has the word: one of another dimension, or one of
    /// the same that weighs no less.
    fn is_within(&self, other: &Self) -> bool {
        let is_longer = other.span.len() > self.span.len();
        is_longer
            && other.span.overlap(self.span) == self.span.len()
            && (other.dimension == self.dimension || (other.weight >= ENOUGH && other.is_plain))
    }

    /// Whether this cue has the words of a shorter one of another dimension.
    fn hides(&self, found: &Found, dimension: usize) -> bool {
        self.dimension != dimension
            && self.span.len() > found.span.len()
            && self.span.overlap(found.span) == found.span.len()
    }

    fn repeats(&self, other: &Self) -> bool {
        self.dimension == other.dimension
            && (self.phrase == other.phrase || self.span == other.span)
    }
}

/// What speaks for each dimension in one passage.
struct Tally {
    weights: [f32; Dimensions::MOST],
    /// The dimensions that have any weight.
    touched: Dimensions,
    /// Those for which one cue was enough.
    sure: Dimensions,
    heard: Few<Heard>,
}

impl Tally {
    fn new() -> Self {
        Self {
            weights: [0.0; Dimensions::MOST],
            touched: Dimensions::default(),
            sure: Dimensions::default(),
            heard: Few::new(),
        }
    }

    /// What speaks for one dimension.
    fn of(&self, dimension: usize) -> impl Iterator<Item = &Heard> {
        self.heard.iter().filter(move |heard| heard.dimension == dimension)
    }

    fn add(&mut self, heard: Heard) {
        self.weights[heard.dimension] += heard.weight;
        self.touched.insert(heard.dimension);
        if heard.weight >= ENOUGH {
            self.sure.insert(heard.dimension);
        }
        self.heard.push(heard);
    }
}

/// Where in a passage cues don't count, and which company they keep.
struct Scope {
    masked: Few<(Option<usize>, Span)>,
    with: Few<(usize, Span)>,
    without: Few<usize>,
}

impl Scope {
    fn new(cues: &DimensionCues, passage: Passage<'_>) -> Self {
        let named = passage.names.iter().map(|span| (None, *span));
        let mut scope = Self { masked: named.collect(), with: Few::new(), without: Few::new() };
        let mut passing: Few<Span> = Few::new();
        for found in passage.found {
            for part in cues.parts_of(found) {
                match *part {
                    Part::Passing => passing.push(found.span),
                    Part::Except { dimension } => scope.masked.push((Some(dimension), found.span)),
                    Part::Denial => scope.masked.push((None, denied_after(passage, found.span))),
                    Part::Denied => scope.masked.push((None, denied_before(passage, found.span))),
                    Part::With { rule } => scope.with.push((rule, found.span)),
                    Part::Without { rule } => scope.without.push(rule),
                    Part::Cue { .. } | Part::Ruled { .. } => {}
                }
            }
        }
        scope.masked.extend(passing.iter().map(|phrase| (None, *phrase)));
        // Words in passing are no company: parties that "join forces" bring none.
        scope.with.retain(|&mut (_, span)| !passing.iter().any(|phrase| covers(*phrase, span)));
        scope
    }

    /// Where no cue counts, whatever its dimension.
    fn whole(&self) -> impl Iterator<Item = Span> {
        self.masked.iter().filter(|(only, _)| only.is_none()).map(|(_, span)| *span)
    }

    fn masks(&self, found: &Found, dimension: usize) -> bool {
        self.masked.iter().any(|(only, span)| {
            only.is_none_or(|only| only == dimension) && covers(*span, found.span)
        })
    }

    fn allows(&self, cues: &DimensionCues, rule: usize, found: &Found) -> bool {
        let has_company = !cues.needs_company[rule]
            || self
                .with
                .iter()
                .any(|(other, span)| *other == rule && span.overlap(found.span) == 0);
        has_company && !self.without.contains(&rule)
    }
}

/// Whether a span holds the whole of another.
fn covers(span: Span, other: Span) -> bool {
    span.overlap(other) == other.len()
}

/// What parts the clauses of a sentence.
const CLAUSE_ENDS: &[&str] = &[";", ". ", " but ", ", while ", ", although "];

/// What a denial covers: to the end of its clause.
fn denied_after(passage: Passage<'_>, denial: Span) -> Span {
    let rest = &passage.text[denial.start - passage.span.start..];
    let end = CLAUSE_ENDS.iter().filter_map(|stop| rest.find(stop)).min().unwrap_or(rest.len());
    Span::new(denial.start, denial.start + end.max(denial.len()))
}

/// What "... is left out" covers: from the beginning of its clause.
fn denied_before(passage: Passage<'_>, denial: Span) -> Span {
    let before = &passage.text[..denial.start - passage.span.start];
    let start = CLAUSE_ENDS.iter().filter_map(|stop| before.rfind(stop)).max().unwrap_or(0);
    Span::new(passage.span.start + start, denial.end)
}
