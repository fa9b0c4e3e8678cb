//! Learns what words lean to, from coded texts: `codebook/defence.csv` for the
//! dimensions and, for the kinds, `coding/kinds` for reports and for statements.
//!
//! For each dimension a logistic regression with a ridge, of what the cues say, what the
//! statement follows and stands under, and of every word that several statements have;
//! for the kinds the regression of [`fit`] goes on with the same words. A list of words
//! that people sorted by what they speak of comes before it: a word of the list leans
//! as words of its sort do, and farther or less far as its own statements show. It is
//! run by hand, after [`fit`]; what a statement follows is what the program itself sees
//! there, so that a second run moves the tables once more, a little:
//!
//!     UPDATE_EXPECT=1 cargo test --lib learn -- --ignored --nocapture
//!
//! `what_words` or `what_leans` in the place of `learn` renews the dimensions' table or
//! the kinds' alone. Those of the kinds were learnt while what was settled counted 8
//! times and `varied` and `genres` twice: with more they told fewer kinds of the texts
//! kept.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;

use crate::codebook::Codebook;
use crate::coding::about::{COUNTS, Stands, count};
use crate::coding::dimensions::Dimensions;
use crate::coding::kind::CHOICES;
use crate::coding::leanings::ALWAYS;
use crate::coding::{Coder, Context, Genre, Kind, Passage, Reading, Scene, kind};
use crate::document::Document;
use crate::lexicon::{Lexicon, LexiconBuilder, PhraseId, spellings};
use crate::source::Span;

use super::coded::{SETS, Seen, Set};
use super::fit::{self, Scores, scores};

/// How strongly the weights of words, and those of sorts and of all else, are held at
/// nothing. Half and twice as much does no better on the texts kept.
const RIDGE: f64 = 10.0;
const LOOSE: f64 = 4.4;

/// The genres whose kinds are learnt, each with the same for its words.
const GENRES: [(Genre, f64); 2] = [(Genre::News, 40.0), (Genre::Statement, 20.0)];

/// A word is learnt that so many statements have, and no more than one in so many.
const FEWEST: usize = 3;
const COMMONEST: usize = 12;

/// A dimension is told from here on. From 0.4 on fewer are told of which more are right;
/// on the texts kept that comes to no more.
const LIKELY: f64 = 0.35;

/// So many rounds bring every weight to where it stays, within a hundredth.
const ROUNDS: usize = 25;

/// Less is nothing, in hundredths.
const LEAST: i16 = 8;

const KIND_TABLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/coding/kinds");
const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/codebook/defence.csv");

/// The list of sorted words. A line is the forms of one, parted by commas, and the
/// dimensions and kinds it speaks of: strongly with a mark, "smelter economy! energy".
const SORTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/gold/words.txt");

/// A statement as a person coded it.
struct Example {
    text: String,
    /// How often it counts.
    counts: u8,
    genre: Genre,
    /// What speaks for each kind by the grammar, and the features it knows.
    rest: Scores,
    features: Vec<&'static str>,
    kind: Option<usize>,
    /// The marks of what its cues say and of what it follows.
    marks: Vec<String>,
    /// What its cues say alone.
    said: Vec<usize>,
    /// The person's dimensions.
    about: Vec<usize>,
}

#[test]
#[ignore = "learns words anew, by hand"]
fn what_words_lean_to_is_learnt_and_told() {
    let codebook = Codebook::defence();
    let (learnt, kept) = coded(&codebook);
    let model = Model::learn(&learnt, &codebook);
    model.tell("learnt from", &learnt);
    kept.iter().for_each(|(name, kept)| model.tell(name, kept));
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(TABLE, model.table(&codebook)).unwrap();
    }
}

#[test]
#[ignore = "learns kinds anew, by hand"]
fn what_leans_to_a_kind_is_learnt_and_told() {
    let (learnt, kept) = coded(&Codebook::defence());
    for (genre, ridge) in GENRES {
        let table = kinds(&learnt, &kept, genre, ridge);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(format!("{KIND_TABLES}/{}.csv", genre.name()), table).unwrap();
        }
    }
}

/// The statements to learn from and, of each set that has any, those that are kept.
fn coded(codebook: &Codebook) -> (Vec<Example>, Vec<(&'static str, Vec<Example>)>) {
    let coder = Coder::new(codebook);
    let (mut learnt, mut kept) = (Vec::new(), Vec::new());
    for set in &SETS {
        let (learn, keep) =
            set.read(|document, seen| examples(document, seen, set, &coder, codebook));
        learnt.extend(learn);
        if !keep.is_empty() {
            kept.push((set.texts, keep));
        }
    }
    (learnt, kept)
}

/// The table of what words and features lean to which kind of statement, in a genre.
fn kinds(learnt: &[Example], kept: &[(&str, Vec<Example>)], genre: Genre, ridge: f64) -> String {
    let words = Words::of(learnt, &[]);
    let marks = || learnt.iter().flat_map(|example| &example.features).chain([&ALWAYS]);
    let marks: BTreeSet<&str> = marks().copied().collect();
    let marks: BTreeMap<&str, usize> = marks.into_iter().zip(words.features..).collect();
    let of_genre = |examples: &[Example]| -> Vec<fit::Example> {
        let of_genre = |example: &Example| {
            let kind = example.kind.filter(|_| example.genre == genre)?;
            let known = example.features.iter().chain([&ALWAYS]);
            let known = known.filter_map(|name| marks.get(name)).copied();
            let features = words.found(&example.text).into_iter().chain(known).collect();
            Some(fit::Example { rest: example.rest, features, kind })
        };
        let counted =
            |example: &Example| Some(vec![of_genre(example)?; usize::from(example.counts)]);
        examples.iter().filter_map(counted).flatten().collect()
    };
    let examples = of_genre(learnt);
    let weights = fit::fit(examples.iter(), words.features + marks.len(), ridge);
    fit::tell(genre.name(), &examples, &weights);
    kept.iter().for_each(|(name, kept)| fit::tell(name, &of_genre(kept), &weights));
    let mut table = Table::new(CHOICES.into_iter().map(Kind::name));
    for (mark, feature) in marks {
        table.write(&format!("({mark})"), weights[feature].into_iter());
    }
    for (index, word) in words.rows.iter().enumerate() {
        let leans = |kind: usize| words.leans(index, |feature| weights[feature][kind]);
        table.write(&word.join("|"), (0..CHOICES.len()).map(leans));
    }
    table.text()
}

/// A table as it is written: a row for each thing that leans to one of the columns.
struct Table(csv::Writer<Vec<u8>>);

impl Table {
    fn new<'a>(columns: impl Iterator<Item = &'a str>) -> Self {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(std::iter::once("word").chain(columns)).unwrap();
        Self(writer)
    }

    /// Adds a row of weights, in hundredths, unless it leans to nothing.
    fn write(&mut self, head: &str, weights: impl Iterator<Item = f64>) {
        let hundredths = |weight: f64| match (weight * 100.0).round() as i16 {
            small if small.abs() < LEAST => String::new(),
            weight => weight.to_string(),
        };
        let cells: Vec<String> = weights.map(hundredths).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            let record = std::iter::once(head).chain(cells.iter().map(String::as_str));
            self.0.write_record(record).unwrap();
        }
    }

    fn text(self) -> String {
        String::from_utf8(self.0.into_inner().unwrap()).unwrap()
    }
}

/// The statements of a text that say something.
fn examples(
    document: &Document,
    seen: &Seen,
    set: &Set,
    coder: &Coder,
    codebook: &Codebook,
) -> Vec<Example> {
    let statements = document.statements();
    let phrases = coder.found(&document.source, &statements);
    let scene = Scene::new(coder, &document.source, &statements, &phrases);
    let mut context = Context::default();
    let mut example = |index: usize| {
        let around = scene.around(index, &context);
        scene.code_next(index, &mut context);
        let seen = seen.get(&document.file_span(index).start)?;
        let Reading { sentence, said, features, .. } = scene.read(index, &around)?;
        let id = |dimension: usize| codebook.dimensions[dimension].id();
        let about = said.about.iter().map(|d| format!("{} {}", COUNTS[count(&said, d)], id(d)));
        let of_all = |word: &'static str, dimensions: Dimensions| {
            dimensions.iter().map(move |d| format!("{word} {}", id(d)))
        };
        let Stands { heading, topic, next, .. } = around.stands;
        let stands = [("after", topic), ("before", next), ("under", heading)];
        let stands = stands.into_iter().flat_map(|(word, dimensions)| of_all(word, dimensions));
        Some(Example {
            text: unmasked(sentence.passage, &said.masked),
            counts: set.counts,
            genre: scene.genre,
            rest: scores(kind::by_grammar(&sentence, &scene, &features)),
            features: features.to_vec(),
            kind: CHOICES.iter().position(|kind| *kind == seen.kind),
            marks: about.chain(stands).collect(),
            said: said.about.iter().collect(),
            about: seen.dimensions.clone(),
        })
    };
    (0..statements.len()).filter_map(&mut example).collect()
}

/// A passage without the words that are masked; what one dimension alone excepts stays,
/// for it leans to others.
fn unmasked(passage: Passage<'_>, masked: &[Span]) -> String {
    let mut text = passage.text.to_owned();
    for span in masked {
        let [start, end] =
            [span.start, span.end].map(|at| at.max(passage.span.start) - passage.span.start);
        let end = end.min(text.len());
        text.replace_range(start.min(end)..end, &" ".repeat(end - start.min(end)));
    }
    text
}

/// What is learnt.
struct Model {
    words: Words,
    marks: BTreeMap<String, usize>,
    /// What each dimension hangs on.
    weights: Vec<Weights>,
}

/// The weights of one dimension.
struct Weights {
    /// What counts before a word is read: what is likely enough is even.
    always: f64,
    features: Vec<f64>,
}

impl Model {
    fn learn(examples: &[Example], codebook: &Codebook) -> Self {
        let cues = codebook.dimensions.iter().flat_map(|dimension| dimension.all_cues());
        let phrases: Vec<&str> = cues.filter(|cue| cue.contains(' ')).collect();
        let words = Words::of(examples, &phrases);
        let mut marks = BTreeMap::new();
        for example in examples {
            for mark in &example.marks {
                let next = words.features + marks.len();
                marks.entry(mark.clone()).or_insert(next);
            }
        }
        let features = words.features + marks.len();
        let mut model = Self { words, marks, weights: Vec::new() };
        let rows: Vec<Vec<(usize, f64)>> = examples.iter().map(|e| model.row(e)).collect();
        let ridge = |feature: usize| if feature < model.words.rows.len() { RIDGE } else { LOOSE };
        let ridges: Vec<f64> = (0..features).map(ridge).collect();
        for dimension in 0..codebook.dimensions.len() {
            let told = examples.iter().map(|e| (e.about.contains(&dimension), f64::from(e.counts)));
            model.weights.push(regression(&rows, told.collect(), &ridges));
        }
        model
    }

    /// The features that an example has, and how often.
    fn row(&self, example: &Example) -> Vec<(usize, f64)> {
        let mut counts: BTreeMap<usize, f64> = BTreeMap::new();
        let marks = example.marks.iter().filter_map(|mark| self.marks.get(mark)).copied();
        let words = self.words.found(&example.text);
        words
            .into_iter()
            .chain(marks)
            .for_each(|feature| *counts.entry(feature).or_default() += 1.0);
        counts.into_iter().collect()
    }

    fn about(&self, example: &Example) -> Vec<usize> {
        let row = self.row(example);
        let odds = |weights: &Weights| {
            let told = row.iter().map(|(feature, count)| weights.features[*feature] * count);
            weights.always + told.sum::<f64>()
        };
        (0..self.weights.len()).filter(|d| odds(&self.weights[*d]) > 0.0).collect()
    }

    /// Says how well the cues alone tell the dimensions, and how well with words.
    fn tell(&self, name: &str, examples: &[Example]) {
        let alone = score(examples.iter().map(|e| (e.said.clone(), &e.about)));
        let with = score(examples.iter().map(|e| (self.about(e), &e.about)));
        println!("{name}: {} statements, {alone} by cues alone, {with} with words", examples.len());
    }

    /// The table as it is kept.
    fn table(&self, codebook: &Codebook) -> String {
        let mut table = Table::new(codebook.dimensions.iter().map(|dimension| dimension.id()));
        let mut row = |head: &str, weight: &dyn Fn(&Weights) -> f64| {
            table.write(head, self.weights.iter().map(weight));
        };
        row(&format!("({ALWAYS})"), &|weights| weights.always);
        for (mark, feature) in &self.marks {
            row(&format!("({mark})"), &|weights| weights.features[*feature]);
        }
        for (index, word) in self.words.rows.iter().enumerate() {
            row(&word.join("|"), &|weights| {
                self.words.leans(index, |feature| weights.features[feature])
            });
        }
        table.text()
    }
}

/// The words whose leanings are learnt: a feature for each, and one for each sort.
struct Words {
    /// The forms of each.
    rows: Vec<Vec<String>>,
    /// The features of the sorts that each belongs to.
    sorts: Vec<Vec<usize>>,
    /// How many features there are.
    features: usize,
    lexicon: Lexicon,
    by_phrase: HashMap<PhraseId, usize>,
}

impl Words {
    /// The words of the list, and words and `phrases` that enough statements have.
    fn of(examples: &[Example], phrases: &[&str]) -> Self {
        let mut rows = listed();
        let listed: Vec<Vec<String>> = rows.keys().cloned().collect();
        let (known, _) = lexicon(&listed);
        let is_listed =
            |form: &String| known.scan(form).iter().any(|found| found.span.len() == form.len());
        for mut forms in common(examples) {
            forms.retain(|form| !is_listed(form));
            if !forms.is_empty() {
                rows.entry(forms).or_default();
            }
        }
        for phrase in frequent(phrases, examples) {
            rows.entry(vec![phrase]).or_default();
        }
        let mut sort_names = BTreeMap::new();
        for sort in rows.values().flatten() {
            let next = rows.len() + sort_names.len();
            sort_names.entry(sort.clone()).or_insert(next);
        }
        let sorts = rows.values().map(|sorts| sorts.iter().map(|s| sort_names[s]).collect());
        let sorts = sorts.collect();
        let features = rows.len() + sort_names.len();
        let rows: Vec<Vec<String>> = rows.into_keys().collect();
        let (lexicon, by_phrase) = self::lexicon(&rows);
        Self { rows, sorts, features, lexicon, by_phrase }
    }

    /// What a word leans to by its own weight and those of its sorts.
    fn leans(&self, row: usize, weight: impl Fn(usize) -> f64) -> f64 {
        weight(row) + self.sorts[row].iter().map(|sort| weight(*sort)).sum::<f64>()
    }

    /// The features of a text, as often as it has them.
    fn found(&self, text: &str) -> Vec<usize> {
        let found = self.lexicon.scan(text);
        let rows: Vec<usize> = found.iter().map(|found| self.by_phrase[&found.phrase]).collect();
        let sorts = rows.iter().flat_map(|row| self.sorts[*row].iter().copied());
        rows.iter().copied().chain(sorts).collect()
    }
}

/// The list of sorted words: the forms of each, and its sorts.
fn listed() -> BTreeMap<Vec<String>, Vec<String>> {
    let list = fs::read_to_string(SORTED).expect("the list is in the repository");
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (forms, sorts) = line.split_once(' ').expect("forms, a blank, sorts");
            let forms = forms.split(',').map(str::to_owned).collect();
            (forms, sorts.split_whitespace().map(str::to_owned).collect())
        })
        .collect()
}

/// The phrases that enough statements have.
fn frequent(phrases: &[&str], examples: &[Example]) -> Vec<String> {
    let mut builder = LexiconBuilder::default();
    let ids: HashMap<PhraseId, &str> = phrases.iter().map(|p| (builder.add(p), *p)).collect();
    let lexicon = builder.build();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for found in examples.iter().flat_map(|example| lexicon.scan(&example.text)) {
        *counts.entry(ids[&found.phrase]).or_default() += 1;
    }
    let frequent = counts.into_iter().filter(|(_, count)| *count >= FEWEST);
    frequent.map(|(phrase, _)| phrase.to_owned()).collect()
}

/// A lexicon of words in their forms, and the row of each phrase.
fn lexicon(rows: &[Vec<String>]) -> (Lexicon, HashMap<PhraseId, usize>) {
    let (mut builder, mut by_phrase) = (LexiconBuilder::default(), HashMap::new());
    for (row, forms) in rows.iter().enumerate() {
        for form in forms {
            by_phrase.insert(builder.add(form), row);
        }
    }
    (builder.build(), by_phrase)
}

/// The words that neither few statements have nor many, and that are no names; the
/// forms of one together.
fn common(examples: &[Example]) -> Vec<Vec<String>> {
    let (mut small, mut capital) =
        (HashMap::<String, usize>::new(), HashMap::<String, usize>::new());
    let mut families: BTreeMap<String, (usize, BTreeSet<String>)> = BTreeMap::new();
    for example in examples {
        let mut seen = BTreeSet::new();
        let words = example.text.split(|c: char| !c.is_ascii_alphabetic());
        for word in words.filter(|word| word.len() > 2) {
            let is_name = word.starts_with(|c: char| c.is_ascii_uppercase());
            let folded = word.to_ascii_lowercase();
            *if is_name { &mut capital } else { &mut small }.entry(folded.clone()).or_default() +=
                1;
            // One spelling stands for all.
            let spelled = spellings(&folded).into_iter().min().unwrap_or(folded);
            let family = families.entry(stem(&spelled).to_owned()).or_default();
            family.0 += usize::from(seen.insert(stem(&spelled).to_owned()));
            family.1.insert(spelled);
        }
    }
    let is_name = |word: &String| {
        capital.get(word).copied().unwrap_or_default()
            > small.get(word).copied().unwrap_or_default()
    };
    let most = examples.len() / COMMONEST;
    families
        .into_values()
        .filter(|(count, _)| (FEWEST..=most).contains(count))
        .map(|(_, forms)| forms.into_iter().filter(|form| !is_name(form)).collect::<Vec<_>>())
        .filter(|forms| !forms.is_empty())
        .collect()
}

/// Endings that make no other word.
const ENDINGS: [&str; 8] = ["ings", "ing", "ies", "ied", "ed", "es", "ly", "s"];

/// So many letters stay.
const SHORTEST_STEM: usize = 4;

fn stem(word: &str) -> &str {
    let stems = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
    stems.filter(|stem| stem.len() >= SHORTEST_STEM).min_by_key(|stem| stem.len()).unwrap_or(word)
}

/// The weights under which what was told, as often as it counts, is likeliest, each held
/// at nothing by its ridge. One after the other is moved by Newton's step until all are
/// at rest.
fn regression(rows: &[Vec<(usize, f64)>], told: Vec<(bool, f64)>, ridges: &[f64]) -> Weights {
    let mut having: Vec<Vec<(usize, f64)>> = vec![Vec::new(); ridges.len() + 1];
    for (index, row) in rows.iter().enumerate() {
        row.iter().for_each(|(feature, count)| having[*feature].push((index, *count)));
        having[ridges.len()].push((index, 1.0));
    }
    let mut weights = vec![0.0; ridges.len() + 1];
    let mut odds = vec![0.0; rows.len()];
    for _ in 0..ROUNDS {
        for (feature, having) in having.iter().enumerate() {
            let ridge = ridges.get(feature).copied().unwrap_or_default();
            let (mut slope, mut curvature) = (-ridge * weights[feature], ridge + 1e-6);
            for (index, count) in having {
                let chance = 1.0 / (1.0 + f64::exp(-odds[*index]));
                let (is_told, times) = told[*index];
                slope += times * count * (f64::from(u8::from(is_told)) - chance);
                curvature += times * count * count * chance * (1.0 - chance);
            }
            let step = (slope / curvature).clamp(-1.0, 1.0);
            weights[feature] += step;
            having.iter().for_each(|(index, count)| odds[*index] += step * count);
        }
    }
    let always = weights.pop().unwrap() - (LIKELY / (1.0 - LIKELY)).ln();
    Weights { always, features: weights }
}

/// The micro-F1 of what is told against what a person saw.
fn score<'a>(told: impl Iterator<Item = (Vec<usize>, &'a Vec<usize>)>) -> String {
    let (mut both, mut either) = (0.0, 0.0);
    for (told, seen) in told {
        both += told.iter().filter(|d| seen.contains(d)).count() as f64;
        either += (told.len() + seen.len()) as f64;
    }
    format!("{:.3}", 2.0 * both / f64::max(either, 1.0))
}
