//! The parser proper: what each statement is, what it is about, how firm.
//!
//! Nothing here knows a file, a screen or a matrix. The tables are data:
//! `grammar.toml` for kind and level, the codebook for dimensions,
//! `states.toml` for the names of states.

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::codebook::Codebook;
use crate::lexicon::{Found, Lexicon, LexiconBuilder};
use crate::source::{BlockKind, Source, Span};
use crate::statement::Statement;

mod about;
mod affiliation;
mod clause;
mod cue;
mod deal;
mod dimensions;
mod genre;
mod grammar;
mod kind;
mod leanings;
mod level;
mod manner;
mod recital;
mod signs;
mod states;
mod why;

pub use deal::Deal;
pub use dimensions::Dimensions;
pub use genre::Genre;
pub use states::{Mention, Naming, States};
pub use why::{Reason, Silence, Silent, Strength, Why};

use about::{About, Stands};
use clause::Clause;
use cue::{DimensionCues, Lent, Said};
use grammar::{Grammar, Spoken};
use kind::KindLeanings;
use recital::Recital;

/// What a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Provision,
    Commentary,
    Background,
    Structure,
}

impl Kind {
    pub const ALL: [Self; 4] =
        [Self::Provision, Self::Commentary, Self::Background, Self::Structure];

    pub fn name(self) -> &'static str {
        match self {
            Self::Provision => "provision",
            Self::Commentary => "commentary",
            Self::Background => "background",
            Self::Structure => "structure",
        }
    }
}

/// How firmly a provision binds: the codebook's 1, 2 and 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Exploratory = 1,
    Intended = 2,
    Committed = 3,
}

impl Level {
    pub const ALL: [Self; 3] = [Self::Committed, Self::Intended, Self::Exploratory];

    pub fn name(self) -> &'static str {
        match self {
            Self::Exploratory => "exploratory",
            Self::Intended => "intended",
            Self::Committed => "committed",
        }
    }

    /// The codebook's number, 1 to 3.
    pub fn number(self) -> u8 {
        self as u8
    }

    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.number() == number)
    }
}

/// One statement's reading, and the words it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Coding {
    pub kind: Kind,
    /// Provisions only.
    pub level: Option<Level>,
    /// Dimensions touched, in the codebook's order, without repeats.
    pub dimensions: Vec<usize>,
    /// In the order of the text.
    pub cues: Vec<Cue>,
}

impl Coding {
    /// Of what only organises a text.
    fn structure() -> Self {
        Self { kind: Kind::Structure, level: None, dimensions: Vec::new(), cues: Vec::new() }
    }
}

/// Words of a statement that spoke for a reading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cue {
    /// In bytes of [`Source::text`].
    pub span: Span,
    pub bears_on: BearsOn,
}

/// What a cue speaks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BearsOn {
    Dimension(usize),
    Kind(Kind),
    Level(Level),
}

/// What is read of a whole source.
#[derive(Clone, Debug, PartialEq)]
pub struct Coded {
    pub genre: Genre,
    pub deal: Deal,
    /// One for each statement.
    pub codings: Vec<Coding>,
}

/// The compiled tables. Made once, used for every source.
pub struct Coder {
    lexicon: Lexicon,
    grammar: Grammar,
    dimensions: About,
    /// What leans to a kind.
    kinds: KindLeanings,
    /// How many phrases say more than words that lean.
    phrases: usize,
    /// Whether each phrase leans to a dimension or a kind.
    leans: Vec<bool>,
    states: States,
}

impl Coder {
    /// Compiles a codebook's cues and the grammar's into one lexicon.
    pub fn new(codebook: &Codebook) -> Self {
        let mut builder = LexiconBuilder::default();
        let cues = DimensionCues::new(codebook, &mut builder);
        let grammar = Grammar::new(&mut builder);
        let states = States::new(&mut builder);
        let phrases = builder.count();
        let dimensions = About::new(cues, codebook, &mut builder);
        let kinds = KindLeanings::new(&mut builder);
        let leans = |phrase: usize| {
            kinds.has(phrase) || dimensions.leanings().is_some_and(|table| table.has(phrase))
        };
        let leans = (0..builder.count()).map(leans).collect();
        Self { lexicon: builder.build(), grammar, dimensions, states, kinds, phrases, leans }
    }

    pub fn states(&self) -> &States {
        &self.states
    }

    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Reads the deal a source tells of, and codes each of its statements.
    pub fn code(&self, source: &Source, statements: &[Statement]) -> Coded {
        let found = self.found(source, statements);
        let scene = Scene::new(self, source, statements, &found);
        let codings = scene.code();
        Coded { genre: scene.genre, deal: scene.deal, codings }
    }

    /// The cues of each statement that did not count, for the statements that
    /// say something and have any.
    pub fn silent(
        &self,
        source: &Source,
        statements: &[Statement],
        codings: &[Coding],
    ) -> Vec<(usize, Vec<Silent>)> {
        let found = self.found(source, statements);
        let scene = Scene::new(self, source, statements, &found);
        let silent = |index: usize| {
            let about = &codings[index].dimensions;
            (index, self.dimensions.silent(scene.passage(index), about))
        };
        (0..statements.len())
            .filter(|index| codings[*index].kind != Kind::Structure)
            .map(silent)
            .filter(|(_, silent)| !silent.is_empty())
            .collect()
    }

    /// Tells why each statement is coded as it is: every reason that counted,
    /// and every cue that did not. The source is coded again, so that nothing
    /// need be kept of the reasons nobody asks for.
    pub fn why(&self, source: &Source, statements: &[Statement]) -> Vec<Why> {
        let found = self.found(source, statements);
        Scene::new(self, source, statements, &found).why()
    }

    /// The phrases of a source that stand within one statement: one that is
    /// cut for its length may end amid a phrase.
    fn found(&self, source: &Source, statements: &[Statement]) -> Phrases {
        let mut found = self.lexicon.scan(&source.text);
        let mut words = Vec::with_capacity(found.len() / 2);
        let mut ends = statements.iter().map(|statement| statement.span.end).peekable();
        found.retain(|phrase| {
            while ends.next_if(|end| *end <= phrase.span.start).is_some() {}
            let is_whole = ends.peek().is_some_and(|end| phrase.span.end <= *end);
            if is_whole && self.leans[phrase.phrase.index()] {
                words.push(*phrase);
            }
            is_whole && phrase.phrase.index() < self.phrases
        });
        Phrases { found, words }
    }
}

/// What the lexicon finds in a source, in the order of the text.
struct Phrases {
    /// The phrases that the tables name.
    found: Vec<Found>,
    /// The words that lean to something.
    words: Vec<Found>,
}

/// What is known of a source while its statements are coded.
struct Scene<'a> {
    coder: &'a Coder,
    source: &'a Source,
    statements: &'a [Statement],
    /// The phrases within each statement, as ranges of `found`.
    ranges: Vec<std::ops::Range<usize>>,
    found: &'a [Found],
    words: &'a [Found],
    mentions: Vec<Mention<'a>>,
    /// Where parties are named, offices, and the houses of those who are quoted,
    /// in the order of the text.
    names: Vec<Span>,
    /// The houses alone.
    houses: Vec<Span>,
    genre: Genre,
    deal: Deal,
    /// The year in which the deal was made or the text was written.
    present: Option<u32>,
}

/// A list that seldom has more than a few entries.
type Few<T> = SmallVec<[T; 8]>;

/// One statement with the phrases found in it.
#[derive(Clone, Copy)]
struct Passage<'a> {
    text: &'a str,
    span: Span,
    shape: BlockKind,
    found: &'a [Found],
    /// The words that lean to something.
    words: &'a [Found],
    /// Where it names parties, offices, or the houses of those it quotes: they act
    /// and speak, and are no matter the deal is about.
    names: &'a [Span],
    /// The level of the verb that introduces the list this is an item of.
    chapeau: Option<Level>,
}

impl Passage<'_> {
    fn has_at_most(&self, words: usize) -> bool {
        self.text.split_whitespace().nth(words).is_none()
    }

    /// Whether a word amid the passage is written as a name.
    fn names_at(&self, at: usize) -> bool {
        at > self.span.start && self.text[at - self.span.start..].starts_with(char::is_uppercase)
    }
}

impl<'a> Scene<'a> {
    fn new(
        coder: &'a Coder,
        source: &'a Source,
        statements: &'a [Statement],
        phrases: &'a Phrases,
    ) -> Self {
        let Phrases { found, words } = phrases;
        let ranges = statements
            .iter()
            .map(|statement| {
                let first = found.partition_point(|f| f.span.start < statement.span.start);
                let length = found[first..].partition_point(|f| f.span.start < statement.span.end);
                first..first + length
            })
            .collect();
        let mentions = coder.states.mentions(found);
        let genre = Genre::of(source, statements, &deal::title(source, statements));
        let deal = Deal::read(source, statements, &mentions, genre, &coder.states, &coder.lexicon);
        let dated = deal.date.as_deref().and_then(|date| date.get(..YEAR_DIGITS)?.parse().ok());
        let lead = || statements.iter().take(LEAD).map(|statement| source.slice(statement.span));
        let present = dated.or_else(|| lead().flat_map(told_years).max());
        let is_party = |mention: &&Mention<'_>| mention.codes().all(|code| deal.has_party(code));
        let parties = mentions.iter().filter(is_party).map(|mention| mention.span).collect();
        let mut scene = Self {
            coder,
            source,
            statements,
            ranges,
            found,
            words,
            mentions,
            names: parties,
            houses: Vec::new(),
            genre,
            deal,
            present,
        };
        scene.add_houses();
        scene.add_offices();
        scene.names.sort_by_key(|span| span.start);
        scene
    }

    /// Adds the fields of offices to the names.
    fn add_offices(&mut self) {
        let heads = self.found.iter().filter(|found| self.coder.grammar.heads_office(found));
        let offices = heads.filter_map(|head| {
            let start = head.span.end + 1;
            let fields = affiliation::fields(self.source.text.get(start..)?)?;
            Some(Span::new(start, start + fields))
        });
        self.names.extend(offices);
    }

    /// Adds the houses of those who are quoted to the names.
    fn add_houses(&mut self) {
        let quotes =
            |range: &std::ops::Range<usize>| self.coder.grammar.quotes(&self.found[range.clone()]);
        let quoting = self.statements.iter().zip(&self.ranges).filter(|(_, range)| quotes(range));
        let houses = quoting.flat_map(|(statement, _)| {
            let start = statement.span.start;
            let houses = affiliation::of(self.source.slice(statement.span));
            houses.into_iter().map(move |house| Span::new(start + house.start, start + house.end))
        });
        self.houses = houses.collect();
        self.names.extend(&self.houses);
    }

    /// The names within a passage.
    fn mentions(&self, passage: Passage<'_>) -> &[Mention<'a>] {
        within(&self.mentions, passage.span, |mention| mention.span)
    }

    fn passage(&self, index: usize) -> Passage<'_> {
        let statement = &self.statements[index];
        Passage {
            text: self.source.slice(statement.span),
            span: statement.span,
            shape: statement.kind,
            found: &self.found[self.ranges[index].clone()],
            words: within(self.words, statement.span, |word| word.span),
            names: within(&self.names, statement.span, |name| *name),
            chapeau: None,
        }
    }

    fn code(&self) -> Vec<Coding> {
        let mut context = Context::default();
        (0..self.statements.len()).map(|index| self.code_next(index, &mut context)).collect()
    }

    /// Codes a statement after those before it, and adds it to the context.
    fn code_next(&self, index: usize, context: &mut Context) -> Coding {
        *context = self.around(index, context);
        let coding = self.code_one(index, context);
        match coding.kind {
            Kind::Structure => context.open(self, index),
            kind => context.pass(kind, &coding.dimensions),
        }
        coding
    }

    /// What stands around a statement, from what stands before it.
    fn around(&self, index: usize, before: &Context) -> Context {
        let next = self.said_alone(index + 1);
        let stands = Stands { next, genre: self.genre, ..before.stands };
        Context { chapeau: self.chapeau(index, before.chapeau), stands, ..before.clone() }
    }

    /// The dimensions that the cues of a statement say by themselves; none for what
    /// is structure, behind the last, and where nobody learnt what that means.
    fn said_alone(&self, index: usize) -> Dimensions {
        let Coder { dimensions, grammar, .. } = self.coder;
        if index == self.statements.len() || dimensions.leanings().is_none() {
            return Dimensions::default();
        }
        let passage = self.passage(index);
        let about = dimensions.said(passage, Lent::default()).about;
        match about.is_empty() || kind::is_structure(passage, grammar) {
            true => Dimensions::default(),
            false => about,
        }
    }

    /// The level that a list's introduction lends to a statement, while the
    /// list goes on.
    fn chapeau(&self, index: usize, open: Option<Level>) -> Option<Level> {
        let before = index.checked_sub(1)?;
        let Statement { span, kind, .. } = self.statements[before];
        if kind != BlockKind::Heading && kind::is_chapeau(self.source.slice(span)) {
            let introduction = Sentence::new(self.passage(before), &self.coder.grammar);
            return introduction.spoken.iter().find_map(|spoken| spoken.group.level());
        }
        open.filter(|_| is_listed(self.passage(index)))
    }

    /// Whether a statement tells of years before the deal's and of no other. The
    /// years of a text that doesn't date its deal are measured by the latest one
    /// its first statements tell of; where they tell of none, every year is past
    /// but for a look ahead.
    fn tells_the_past(&self, text: &str) -> bool {
        let mut years = told_years(text).peekable();
        let tells = years.peek().is_some();
        let holds = |word: &&str| text.contains(*word);
        match self.present {
            Some(present) => {
                tells && years.all(|year| year < present) && !PROMISING.iter().any(holds)
            }
            None => tells && !LOOKING_AHEAD.iter().any(holds),
        }
    }

    fn code_one(&self, index: usize, context: &Context) -> Coding {
        self.read(index, context).map_or_else(Coding::structure, |reading| self.coding(&reading))
    }

    /// Reads a statement in its context; none where it only organises the text.
    fn read(&self, index: usize, context: &Context) -> Option<Reading<'_>> {
        let Coder { dimensions, grammar, .. } = self.coder;
        let passage = Passage { chapeau: context.chapeau, ..self.passage(index) };
        if kind::is_structure(passage, grammar) {
            return None;
        }
        let sentence = Sentence::new(passage, grammar);
        let said = dimensions.said(passage, context.lent(passage));
        let about = dimensions.weighed(passage, &said, context.stands);
        let features = kind::features(&sentence, self, context, about.iter().count()).collect();
        Some(Reading { sentence, said, about, features })
    }

    fn coding(&self, reading: &Reading<'_>) -> Coding {
        let Reading { sentence, said, about, .. } = reading;
        let mut cues = Vec::with_capacity(USUAL_CUES);
        cues.extend(self.coder.dimensions.speaking(sentence.passage, said, *about));
        let kind = kind::of(reading, self, &mut cues);
        let level = (kind == Kind::Provision).then(|| level::of(sentence, self, &mut cues));
        cues.sort_by_key(|cue| (cue.span.start, cue.span.end));
        Coding { kind, level, dimensions: about.iter().collect(), cues }
    }
}

/// Most statements rest on no more cues.
const USUAL_CUES: usize = 8;

/// A passage with its grammar.
struct Sentence<'a> {
    passage: Passage<'a>,
    clause: Clause,
    spoken: Few<Spoken<'a>>,
    recital: Option<Recital>,
}

impl<'a> Sentence<'a> {
    fn new(passage: Passage<'a>, grammar: &'a Grammar) -> Self {
        let clause = Clause::of(passage, grammar);
        let spoken = grammar.spoken(passage, clause);
        let recital = recital::of(passage, clause);
        Self { passage, clause, spoken, recital }
    }
}

/// What is read of a statement that says something.
struct Reading<'a> {
    sentence: Sentence<'a>,
    /// What its cues say by themselves.
    said: Said,
    /// What it is about.
    about: Dimensions,
    /// What no single phrase says of it.
    features: Few<&'static str>,
}

/// What the statements around one lend to it.
#[derive(Clone, Default)]
struct Context {
    /// The kind of the last one that says something.
    before: Option<Kind>,
    /// The level of the verb that introduces the list it stands in.
    chapeau: Option<Level>,
    /// The dimensions of the heading above it, of the last one that says something,
    /// and of the next.
    stands: Stands,
    /// Whether that heading names third states and no party.
    abroad: bool,
    /// The kind that heading announces.
    section: Option<Kind>,
}

/// First words that go on with what the statement before is about.
const GOES_ON: &[&str] = &["he", "it", "its", "she", "their", "they", "these", "this", "those"];

impl Context {
    /// Goes on to the next statement.
    fn pass(&mut self, kind: Kind, dimensions: &[usize]) {
        self.before = Some(kind);
        self.stands.topic = dimensions.iter().copied().collect();
    }

    /// What stands before lends to a passage: the heading its dimensions and,
    /// where the passage goes on, the statement before. A text stays with its topic
    /// until it turns to another.
    fn lent(&self, passage: Passage<'_>) -> Lent {
        let Stands { heading, topic, .. } = self.stands;
        let text = passage.text.trim_start_matches(|c: char| !c.is_alphabetic());
        let word = clause::first_word(text);
        let near = match GOES_ON.iter().any(|known| word.eq_ignore_ascii_case(known)) {
            true => heading.with(topic),
            false => heading,
        };
        Lent { near, topic }
    }

    /// Begins a section under a heading.
    fn open(&mut self, scene: &Scene<'_>, heading: usize) {
        let passage = scene.passage(heading);
        let heading = scene.coder.dimensions.said(passage, Lent::default()).about;
        self.stands = Stands { heading, ..Stands::default() };
        let mut names =
            scene.mentions(passage).iter().flat_map(|mention| mention.codes()).peekable();
        self.section = scene.coder.grammar.section(passage.text);
        self.abroad = names.peek().is_some() && !names.any(|code| scene.deal.has_party(code));
    }
}

/// How many statements tell when a text was written.
const LEAD: usize = 6;

/// "2019".
const YEAR_DIGITS: usize = 4;

/// What stands before a year, and seldom before another number.
const DATING: &[&str] =
    &["in ", "In ", "since ", "Since ", "early ", "late ", "mid-", "during ", "the ", "The ", "("];

/// Words of a promise, whatever else a sentence recalls.
const PROMISING: &[&str] = &[" shall ", " will "];

/// Words of a sentence that looks ahead.
const LOOKING_AHEAD: &[&str] =
    &[" by ", " from ", " shall ", " to ", " until ", " will ", " would "];

/// What begins within a span, of items in the order of their own.
fn within<T>(items: &[T], passage: Span, span: impl Fn(&T) -> Span) -> &[T] {
    let first = items.partition_point(|item| span(item).start < passage.start);
    let length = items[first..].partition_point(|item| span(item).start < passage.end);
    &items[first..first + length]
}

/// Whether a passage goes on with a list: a bullet, or "(a) ...".
fn is_listed(passage: Passage<'_>) -> bool {
    let text = passage.text;
    passage.shape == BlockKind::Item
        || text.starts_with('(')
        || text.starts_with(char::is_lowercase)
        || text.ends_with(';')
}

/// The years that a text tells of: "in 2019", "on 3 May 1990", "July 4, 2021", but
/// neither "by 2035" nor "2000 soldiers".
fn told_years(text: &str) -> impl Iterator<Item = u32> {
    memchr::memchr2_iter(b'1', b'2', text.as_bytes()).filter_map(move |at| {
        let digits = text.get(at..at + YEAR_DIGITS)?;
        let (before, behind) = (&text[..at], &text[at + YEAR_DIGITS..]);
        let is_whole = !behind.starts_with(|c: char| c.is_alphanumeric() || c == '%');
        let day = before.strip_suffix(", ").unwrap_or_default();
        let word = before.strip_suffix(' ').unwrap_or_default();
        let word = word.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let is_dated = DATING.iter().any(|word| before.ends_with(word))
            || deal::is_month(word)
            || day.ends_with(|c: char| c.is_ascii_digit());
        digits.parse().ok().filter(|year| is_whole && is_dated && (1900..2100).contains(year))
    })
}

#[cfg(test)]
mod tests;
