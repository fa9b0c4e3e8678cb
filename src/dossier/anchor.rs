//! What holds an entry to its place: the source, the words with those before
//! and after them, and where they stood. A source that is edited keeps its
//! entries (the selectors are those of the W3C's Web Annotation Data Model:
//! quote with prefix and suffix, then position).

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::document::{Document, StatementId};
use crate::source::{Origin, Source, Span, clean};
use crate::statement::is_same;
use crate::world::World;

use super::Subject;

/// The context kept on each side of a quote, in characters: enough to tell two
/// tellings of one sentence apart.
const CONTEXT: usize = 32;

/// So many statements around the old place are looked at for likeness: a
/// treaty's worth.
const MOST_LIKENED: usize = 2_000;

/// How alike two sentences are that are one sentence edited, and how much more
/// alike than the next best the best must be.
const ALIKE: f32 = 0.6;
const MARGIN: f32 = 0.1;

/// How much is looked at in all while a dossier is placed, in statements passed by, and
/// in statements likened for entries whose words are gone: for a thousand of these in
/// long treaties. Each is some seconds on one core, so that no file of quotations makes
/// comity search for ever. What is not found by then is orphaned.
const MOST_LOOKS: usize = 1_000_000_000;
const MOST_LIKENED_IN_ALL: usize = 2_000_000;

/// What it costs, in such looks, to weigh a statement of the same words.
const WEIGHING: usize = 200;

/// Less than this many words are like too much else.
const FEWEST_WORDS: usize = 4;

/// What holds an entry to its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Anchor {
    /// The source's path, from the folder of the dossier.
    pub source: String,
    pub spot: Spot,
}

/// The place within a source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Spot {
    /// The deal that the source tells of, by its id.
    Agreement(String),
    /// One dimension of it, by both ids.
    Cell {
        agreement: String,
        dimension: String,
    },
    Statement(Passage),
}

/// A statement as it stood when it was written about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Passage {
    /// In bytes of the file, as everywhere.
    pub start: usize,
    pub quote: String,
    /// The end of the text before it, and the beginning of that after it.
    pub before: String,
    pub after: String,
}

/// How an entry stands to what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The same words in the same company.
    Ok,
    /// The same words elsewhere, or words much like them.
    Moved,
    /// Its place is gone, or may be any of several.
    Orphaned,
}

impl Standing {
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Moved => "moved",
            Self::Orphaned => "orphaned",
        }
    }
}

/// The folder from which sources are named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Base(pub PathBuf);

impl Base {
    /// How entries name a source: by the way from here where it lies below.
    pub fn name(&self, source: &Source) -> String {
        let path = match &source.origin {
            Origin::Embedded(name) => return (*name).to_owned(),
            Origin::File(path) => std::path::absolute(path).unwrap_or_else(|_| path.clone()),
        };
        let way = path.strip_prefix(&self.0).unwrap_or(&path);
        clean(&slashed(way))
    }
}

/// A path as every system writes it in a dossier.
fn slashed(path: &Path) -> String {
    let parts = path.components().map(|part| match part {
        Component::RootDir => String::new(),
        part => part.as_os_str().to_string_lossy().into_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

impl Anchor {
    /// Holds an entry to what it is about.
    pub fn of(world: &World, base: &Base, subject: Subject) -> Option<Self> {
        match subject {
            Subject::Statement(id) => {
                let document = world.document(id);
                let spot = Spot::Statement(Passage::of(document, id.statement));
                Some(Self { source: base.name(&document.source), spot })
            }
            Subject::Agreement(agreement) => {
                let deal = &world.agreements[agreement];
                let document = *deal.documents.first()?;
                let source = base.name(&world.documents[document].source);
                Some(Self { source, spot: Spot::Agreement(deal.id.clone()) })
            }
            Subject::Cell { agreement, dimension } => {
                let Self { source, .. } = Self::of(world, base, Subject::Agreement(agreement))?;
                let dimension = world.codebook.dimensions.get(dimension)?.id().to_owned();
                let agreement = world.agreements[agreement].id.clone();
                Some(Self { source, spot: Spot::Cell { agreement, dimension } })
            }
        }
    }

    /// The words it is held by; none where it is about a cell or an agreement.
    pub fn quote(&self) -> Option<&str> {
        match &self.spot {
            Spot::Statement(passage) => Some(&passage.quote),
            Spot::Cell { .. } | Spot::Agreement(_) => None,
        }
    }
}

impl Passage {
    pub fn of(document: &Document, statement: usize) -> Self {
        let span = document.statement(statement).span;
        let (before, after) = context(&document.source, span);
        Self {
            start: document.file_span(statement).start,
            quote: document.text(statement).to_owned(),
            before,
            after,
        }
    }

    /// How many sides of a statement are as they were.
    fn company(&self, document: &Document, statement: usize) -> usize {
        let (before, after) = context(&document.source, document.statement(statement).span);
        usize::from(is_same(&before, &self.before)) + usize::from(is_same(&after, &self.after))
    }

    /// Finds the statement in its document: first by the words, of the same
    /// words by their company and then by their place, then by likeness.
    fn find(&self, document: &Document, looks: &Looks) -> Option<(usize, Standing)> {
        if !looks.spend(document.len()) {
            return None;
        }
        let hash = crate::statement::likeness(&self.quote);
        let is_told = |statement: &usize| {
            document.likeness(*statement) == hash && is_same(document.text(*statement), &self.quote)
        };
        let told: Vec<usize> = (0..document.len()).filter(is_told).collect();
        if !looks.spend(told.len() * WEIGHING) {
            return None;
        }
        let far = |statement: usize| document.file_span(statement).start.abs_diff(self.start);
        let best = told.iter().copied().max_by_key(|statement| {
            (self.company(document, *statement), std::cmp::Reverse(far(*statement)))
        });
        match best {
            None => {
                let alike = self.find_alike(document, looks);
                alike.map(|statement| (statement, Standing::Moved))
            }
            Some(best) => {
                let is_ok = far(best) == 0 || self.company(document, best) == 2;
                Some((best, if is_ok { Standing::Ok } else { Standing::Moved }))
            }
        }
    }

    /// The one statement much like this; none where two are about as like.
    fn find_alike(&self, document: &Document, looks: &Looks) -> Option<usize> {
        let words = Words::of(&self.quote);
        let most = document.len().min(MOST_LIKENED);
        if words.total < FEWEST_WORDS || !looks.liken(most) {
            return None;
        }
        let starts = |at: usize| document.file_span(at).start;
        let nearest = (0..document.len()).take_while(|at| starts(*at) < self.start).count();
        let first = nearest.saturating_sub(MOST_LIKENED / 2);
        let near = (first..document.len()).take(MOST_LIKENED);
        // What is much longer or shorter shares too little to be alike.
        let is_near =
            |text: &str| text.len() <= 3 * self.quote.len() && self.quote.len() <= 3 * text.len();
        let mut alike: Vec<(f32, usize)> = near
            .filter(|statement| is_near(document.text(*statement)))
            .filter_map(|statement| {
                let alike = words.alike(&Words::of(document.text(statement)));
                let company = || self.company(document, statement) as f32 * MARGIN;
                (alike >= ALIKE).then(|| (alike + company(), statement))
            })
            .collect();
        alike.sort_by(|a, b| b.0.total_cmp(&a.0));
        match alike.as_slice() {
            [(_, only)] => Some(*only),
            [(best, statement), (next, _), ..] if best - next >= MARGIN => Some(*statement),
            _ => None,
        }
    }
}

/// The text on both sides of a span.
fn context(source: &Source, span: Span) -> (String, String) {
    let (before, after) = (&source.text[..span.start], &source.text[span.end..]);
    let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    (clean(&before[from..]), clean(&after.chars().take(CONTEXT).collect::<String>()))
}

/// The words of a sentence and each two that stand side by side, with how often.
struct Words {
    counts: HashMap<String, usize>,
    total: usize,
}

impl Words {
    fn of(text: &str) -> Self {
        let words: Vec<String> = text
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let mut counts = HashMap::new();
        let pairs = words.windows(2).map(|pair| pair.join(" "));
        let total = words.len() + pairs.len();
        for word in pairs.collect::<Vec<_>>().into_iter().chain(words) {
            *counts.entry(word).or_insert(0) += 1;
        }
        Self { counts, total }
    }

    /// From 0 to 1: what two sentences share of what both have (Dice 1945).
    fn alike(&self, other: &Self) -> f32 {
        let both = self
            .counts
            .iter()
            .map(|(word, count)| other.counts.get(word).map_or(0, |others| *others.min(count)));
        2.0 * both.sum::<usize>() as f32 / (self.total + other.total).max(1) as f32
    }
}

/// How much may still be looked at.
struct Looks {
    passing: AtomicUsize,
    likening: AtomicUsize,
}

impl Looks {
    fn new() -> Self {
        Self { passing: MOST_LOOKS.into(), likening: MOST_LIKENED_IN_ALL.into() }
    }

    /// Passes some by; says whether there were as many.
    fn spend(&self, some: usize) -> bool {
        take(&self.passing, some)
    }

    /// Likens some; says whether there were as many.
    fn liken(&self, some: usize) -> bool {
        take(&self.likening, some)
    }
}

fn take(left: &AtomicUsize, some: usize) -> bool {
    let less = |left: usize| left.checked_sub(some);
    left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok()
}

/// Finds what anchors hold to in a world.
pub struct Finder<'a> {
    world: &'a World,
    documents: HashMap<String, usize>,
    looks: Looks,
}

impl<'a> Finder<'a> {
    pub fn new(world: &'a World, base: &Base) -> Self {
        let names = world.documents.iter().map(|document| base.name(&document.source));
        Self { world, documents: names.zip(0..).collect(), looks: Looks::new() }
    }

    /// What an anchor holds to now, and how.
    pub fn find(&self, anchor: &Anchor) -> (Option<Subject>, Standing) {
        let found = match &anchor.spot {
            Spot::Statement(passage) => self.statement(&anchor.source, passage),
            Spot::Agreement(id) => self
                .agreement(&anchor.source, id)
                .map(|(agreement, standing)| (Subject::Agreement(agreement), standing)),
            Spot::Cell { agreement, dimension } => {
                let dimensions = &self.world.codebook.dimensions;
                let dimension = dimensions.iter().position(|asked| asked.id() == dimension);
                dimension.zip(self.agreement(&anchor.source, agreement)).map(
                    |(dimension, (agreement, standing))| {
                        (Subject::Cell { agreement, dimension }, standing)
                    },
                )
            }
        };
        found.map_or((None, Standing::Orphaned), |(subject, standing)| (Some(subject), standing))
    }

    fn statement(&self, source: &str, passage: &Passage) -> Option<(Subject, Standing)> {
        if let Some(&document) = self.documents.get(source)
            && let read = &self.world.documents[document]
            && let Some((statement, standing)) = passage.find(read, &self.looks)
        {
            return Some((Subject::Statement(StatementId { document, statement }), standing));
        }
        self.elsewhere(passage).map(|id| (Subject::Statement(id), Standing::Moved))
    }

    /// The one statement of any source that says the same in the same company,
    /// as where a file was renamed.
    fn elsewhere(&self, passage: &Passage) -> Option<StatementId> {
        if !self.looks.spend(self.world.statement_count()) {
            return None;
        }
        let hash = crate::statement::likeness(&passage.quote);
        let is_told = |id: &StatementId| {
            let document = self.world.document(*id);
            document.likeness(id.statement) == hash
                && is_same(document.text(id.statement), &passage.quote)
                && passage.company(document, id.statement) == 2
        };
        let mut told = self.world.statements().filter(is_told);
        let only = told.next()?;
        told.next().is_none().then_some(only)
    }

    fn agreement(&self, source: &str, id: &str) -> Option<(usize, Standing)> {
        let document = self.documents.get(source);
        let told = document.and_then(|document| self.world.agreement_of(*document));
        let called = || self.world.agreements.iter().position(|deal| deal.id == id);
        told.map(|agreement| (agreement, Standing::Ok))
            .or_else(|| called().map(|agreement| (agreement, Standing::Moved)))
    }
}
