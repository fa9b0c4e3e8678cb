//! The kind of a statement: structure by shape, the rest by what speaks for it.

use std::cell::LazyCell;

use crate::lexicon::LexiconBuilder;
use crate::source::BlockKind;

use super::clause::first_word;
use super::grammar::{Grammar, Spoken, Weights};
use super::leanings::{ALWAYS, Leanings};
use super::recital::Recital;
use super::states::Mention;
use super::{
    BearsOn, Coder, Context, Cue, Genre, Kind, Passage, Reading, Scene, Sentence, manner, within,
};

/// A statement without a verb has no more words than this.
const LONGEST_LABEL: usize = 3;

/// An introduction to a list that says nothing itself has no more words.
const LONGEST_CHAPEAU: usize = 12;

/// The verb of a main clause is among its first words.
const FIRST_WORDS: usize = 10;

/// A line that is no sentence has no more words.
const LONGEST_LINE: usize = 25;

/// The colon behind one of these is among so many bytes.
const LONGEST_NAMED: usize = 24;

/// Words before a colon that label what follows and say nothing themselves.
const LABELS: &[&str] = &[
    "attribution",
    "source",
    "sources",
    "photo",
    "image",
    "caption",
    "read more",
    "related",
    "contact",
    "tags",
    "topics",
    "by",
    "see also",
    "editing by",
    "reporting by",
];

/// Verbs that report somebody's words.
const SPEAKING: &[&str] = &[" said", " says", " urged", " called ", " warned"];

/// Words by which a text names its parties.
const DEFINING: &[&str] = &[
    " hereinafter ",
    " referred to as ",
    "(hereinafter",
    "(hereafter",
    "(together \"",
    "(together “",
    "(\"the ",
    "(“the ",
];

/// How the line above a signature begins.
const SIGNING: &[&str] = &["For the ", "On behalf of "];

/// Marks of a quotation.
const QUOTES: &[char] = &['"', '“', '”'];

/// Pronouns that go on with whoever acted before.
const PRONOUNS: &[&str] = &["it", "they", "he", "she"];

/// Decides the kind of a statement that says something; the words that spoke for it are
/// added to `cues`.
pub fn of(reading: &Reading<'_>, scene: &Scene<'_>, cues: &mut Vec<Cue>) -> Kind {
    let kind = weigh(reading, scene).best();
    let spoken = reading.sentence.spoken.iter();
    let spoke = spoken.filter(|spoken| spoken.group.weights(scene.genre).of(kind) > 0.0);
    cues.extend(spoke.map(|s| Cue { span: s.span, bears_on: BearsOn::Kind(kind) }));
    kind
}

/// What a statement that says something may be, in the order of the tables' columns.
pub const CHOICES: [Kind; 3] = [Kind::Provision, Kind::Commentary, Kind::Background];

/// What leans to which kind, learnt from statements that people coded. Who issues a text
/// builds other sentences than who reports; how a treaty is built says enough.
pub struct KindLeanings {
    news: Leanings,
    statement: Leanings,
}

impl KindLeanings {
    /// Enters the words that lean into the lexicon.
    pub fn new(lexicon: &mut LexiconBuilder) -> Self {
        let mut read =
            |table: &str| Leanings::new(table, CHOICES.into_iter().map(Kind::name), lexicon);
        Self {
            news: read(include_str!("kinds/news.csv")),
            statement: read(include_str!("kinds/statement.csv")),
        }
    }

    /// Whether a phrase leans in any genre, by the phrase's number.
    pub fn has(&self, phrase: usize) -> bool {
        self.news.has(phrase) || self.statement.has(phrase)
    }

    fn of(&self, genre: Genre) -> Option<&Leanings> {
        match genre {
            Genre::News => Some(&self.news),
            Genre::Statement => Some(&self.statement),
            Genre::Treaty => None,
        }
    }

    /// What the words of a passage lean to.
    fn words(&self, passage: Passage<'_>, genre: Genre) -> Weights {
        let Some(leanings) = self.of(genre) else { return Weights::default() };
        total(passage.words.iter().filter_map(|word| leanings.of(word)))
    }

    /// What a sign that is no word leans to.
    fn mark(&self, name: &str, genre: Genre) -> Weights {
        total(self.of(genre).and_then(|leanings| leanings.mark(name)).into_iter())
    }
}

/// The sum of a table's rows.
fn total<'r>(rows: impl Iterator<Item = &'r [i16]>) -> Weights {
    let mut sum = [0_i32; CHOICES.len()];
    rows.for_each(|row| sum.iter_mut().zip(row).for_each(|(sum, w)| *sum += i32::from(*w)));
    Weights::hundredths(sum)
}

/// Adds up what speaks for each kind.
pub fn weigh(reading: &Reading<'_>, scene: &Scene<'_>) -> Weights {
    let mut weights = usual(scene);
    reading.features.iter().for_each(|name| weights.add(feature(name, scene)));
    spoken(&reading.sentence, scene).for_each(|(_, spoken)| weights.add(spoken));
    weights.add(leans(reading.sentence.passage, scene));
    weights
}

/// What the statements of such a text usually are.
pub fn usual(scene: &Scene<'_>) -> Weights {
    let Coder { grammar, kinds, .. } = scene.coder;
    grammar.bias(scene.genre).with(kinds.mark(ALWAYS, scene.genre))
}

/// What a feature says: by the grammar, and as was learnt beside it.
pub fn feature(name: &str, scene: &Scene<'_>) -> Weights {
    let Coder { grammar, kinds, .. } = scene.coder;
    grammar.feature(name, scene.genre).with(kinds.mark(name, scene.genre))
}

/// What the words of a passage lean to.
pub fn leans(passage: Passage<'_>, scene: &Scene<'_>) -> Weights {
    scene.coder.kinds.words(passage, scene.genre)
}

/// What speaks for each kind by the grammar alone, beside `features`.
#[cfg(test)]
pub fn by_grammar(sentence: &Sentence<'_>, scene: &Scene<'_>, features: &[&str]) -> Weights {
    let grammar = &scene.coder.grammar;
    let mut weights = grammar.bias(scene.genre);
    features.iter().for_each(|name| weights.add(grammar.feature(name, scene.genre)));
    spoken(sentence, scene).for_each(|(_, spoken)| weights.add(spoken));
    weights
}

/// What each phrase that speaks in a sentence says of its kind: an introduction or a
/// relative clause says less than the main one.
pub fn spoken<'s>(
    sentence: &'s Sentence<'_>,
    scene: &'s Scene<'_>,
) -> impl Iterator<Item = (&'s Spoken<'s>, Weights)> {
    let subordinate = LazyCell::new(|| sentence.clause.subordinate(sentence.passage));
    sentence.spoken.iter().map(move |spoken| {
        let is_aside = !spoken.group.speaks_aside()
            && (spoken.span.end < sentence.clause.main()
                || spoken.span.start > *subordinate
                || spoken.is_relative(sentence.passage));
        let weights = spoken.group.weights(scene.genre);
        (spoken, if is_aside { weights.halved() } else { weights })
    })
}

/// Whether a passage only organises the text.
pub fn is_structure(passage: Passage<'_>, grammar: &Grammar) -> bool {
    let text = passage.text;
    let is_headline = passage.span.start == 0 && !ends_sentence(text);
    is_headline
        || passage.shape == BlockKind::Heading
        || !text.contains(char::is_alphabetic)
        || is_bare_chapeau(text)
        || is_labelled(text)
        || is_capitals(text)
        || is_unended(passage)
        || is_imprint(passage, grammar)
        || is_party_line(text)
        || is_signature(text)
        || (text.split_whitespace().nth(LONGEST_LABEL).is_none() && !ends_sentence(text))
}

/// "The Parties shall:" introduces a list.
pub fn is_chapeau(text: &str) -> bool {
    text.ends_with(':')
}

/// A short introduction says nothing itself; a longer one says what the list
/// then unfolds.
fn is_bare_chapeau(text: &str) -> bool {
    let is_within = |most: usize| text.split_whitespace().nth(most).is_none();
    let names_list = || text.contains("following");
    let is_lead = || is_within(LONGEST_CHAPEAU) || (is_within(LONGEST_LINE) && names_list());
    // "have reached the following understanding."
    let goes_on = || text.starts_with("have ") && is_within(LONGEST_CHAPEAU) && names_list();
    (is_chapeau(text) && is_lead()) || goes_on()
}

/// What a publisher prints around a text: who wrote it, whose it is, how to
/// get more.
fn is_imprint(passage: Passage<'_>, grammar: &Grammar) -> bool {
    let text = passage.text;
    text.starts_with('©')
        || (grammar.is_imprint(passage) && text.split_whitespace().nth(LONGEST_LINE).is_none())
}

fn is_labelled(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(LONGEST_NAMED)];
    let Some((label, _)) = head.split_once([':', '—']) else { return false };
    // "Q1: What does the treaty say?"
    let is_question = label.strip_prefix('Q').is_some_and(|rest| rest.parse::<u8>().is_ok());
    (is_question && text.ends_with('?'))
        || LABELS.iter().any(|known| label.trim().eq_ignore_ascii_case(known))
}

/// A paragraph that no mark ends is a byline, a subtitle or an address; a
/// bullet may go without.
fn is_unended(passage: Passage<'_>) -> bool {
    let text = passage.text;
    (passage.shape == BlockKind::Paragraph || text.starts_with(['–', '—']))
        && !ends_sentence(text)
        && text.split_whitespace().nth(LONGEST_LINE).is_none()
}

/// `The Republic of X (hereinafter "the Party"),` only says who speaks.
fn is_party_line(text: &str) -> bool {
    text.ends_with([',', ')', ';']) && DEFINING.iter().any(|sign| text.contains(sign))
}

/// "For the Government of the Republic of X" stands above a name.
fn is_signature(text: &str) -> bool {
    let is_told = |word: &str| {
        word.starts_with(char::is_uppercase) || matches!(word, "and" | "behalf" | "of" | "the")
    };
    SIGNING.iter().any(|head| text.starts_with(head))
        && !ends_sentence(text)
        && text.split_whitespace().nth(LONGEST_CHAPEAU).is_none()
        && text.split_whitespace().all(is_told)
}

/// A line of capitals is a heading that its format didn't mark.
fn is_capitals(text: &str) -> bool {
    !text.contains(char::is_lowercase) && !ends_sentence(text)
}

fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '*', ' ']);
    bare.ends_with(['.', '!', '?', ';', ',', ':'])
}

/// What one may be at without having done it.
const EFFORTS: &[&str] = &["hoping", "trying", "waiting"];

/// Whether somebody is at work: "Canada is sending ...".
fn is_doing(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let has_verb = words.by_ref().take(FIRST_WORDS).any(|word| matches!(word, "is" | "are"));
    let is_deed = |word: &str| word.len() > 4 && word.ends_with("ing") && !EFFORTS.contains(&word);
    has_verb && words.take(2).any(is_deed)
}

/// Whether somebody says "I".
fn speaks_for_oneself(text: &str) -> bool {
    let mut words = text.split([' ', '’', '\'', '"', '“']);
    words.any(|word| matches!(word, "I" | "my" | "My"))
}

/// What no single phrase says of a sentence about so many `dimensions`.
pub fn features(
    sentence: &Sentence<'_>,
    scene: &Scene<'_>,
    context: &Context,
    dimensions: usize,
) -> impl Iterator<Item = &'static str> {
    let text = sentence.passage.text;
    let mentions = scene.mentions(sentence.passage);
    let is_party = |mention: &Mention<'_>| mention.codes().any(|code| scene.deal.has_party(code));
    let is_other = |mention: &Mention<'_>| {
        let states = scene.coder.states();
        !is_party(mention) && mention.codes().any(|code| !states.is_organisation(code))
    };
    let actor = mentions
        .iter()
        .filter(|mention| is_party(mention) || is_other(mention))
        .filter_map(|mention| Some((sentence.clause.head_rank(mention.span)?, mention)))
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, mention)| is_party(mention));
    let names_other = context.abroad || mentions.iter().any(is_other);
    let word = first_word(text);
    let goes_on = PRONOUNS.iter().any(|pronoun| word.eq_ignore_ascii_case(pronoun));
    let carried = context.before.filter(|_| goes_on);
    // "It" after a comment may be the deal again; "they" are the critics.
    let is_it = word.eq_ignore_ascii_case("it");
    // Who issues a text, builds every sentence alike.
    let is_report = scene.genre == Genre::News;
    let manner = match is_report {
        true => {
            let main = sentence.clause.main();
            let named = mentions.iter().any(|mention| mention.span.start == main);
            manner::of(sentence.passage, sentence.clause, named, actor == Some(true))
        }
        false => Vec::new(),
    };
    let is_closing = sentence.passage.span.start > scene.source.text.len() / 4 * 3;
    let features = [
        (actor == Some(true), "party-acts"),
        (actor == Some(false), "other-acts"),
        (actor == Some(false) && SPEAKING.iter().any(|verb| text.contains(verb)), "other-speaks"),
        (names_other, "names-other"),
        (text.starts_with(QUOTES) || text.ends_with(QUOTES), "quotation"),
        (speaks_for_oneself(text), "speaks-for-oneself"),
        (
            !within(&scene.houses, sentence.passage.span, |house| *house).is_empty(),
            "quotes-outsider",
        ),
        (scene.tells_the_past(text), "past-year"),
        (carried == Some(Kind::Commentary) && !is_it, "carries-commentary"),
        (carried == Some(Kind::Background), "carries-background"),
        (carried == Some(Kind::Provision), "carries-provision"),
        (context.before == Some(Kind::Provision), "after-provision"),
        (context.before == Some(Kind::Commentary), "after-commentary"),
        (context.before == Some(Kind::Background), "after-background"),
        (sentence.recital == Some(Recital::Aim), "recital-aim"),
        (sentence.recital == Some(Recital::Fact), "recital-fact"),
        (sentence.passage.chapeau.is_some(), "listed"),
        (context.section == Some(Kind::Commentary), "section-comments"),
        (context.section == Some(Kind::Background), "section-recalls"),
        (context.section == Some(Kind::Provision), "section-tells"),
        (actor == Some(true) && is_doing(text), "party-is-doing"),
        (dimensions == 0, "no-dimension"),
        (dimensions > 1, "many-dimensions"),
        (is_closing, "closing"),
        (is_report, "report"),
    ];
    features.into_iter().filter_map(|(is_so, feature)| is_so.then_some(feature)).chain(manner)
}
