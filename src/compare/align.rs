//! Statements of several sides that are alike, and the words in which two
//! differ.

use std::ops::Range;

use crate::matrix::{Cell, Evidence};
use crate::world::World;

/// So many of a cell's strongest statements are aligned: a cell may hold
/// hundreds, and nobody reads them side by side.
const MOST_ALIGNED: usize = 8;

/// Statements less alike than this have a subject in common at the most. Two
/// sentences on one subject share about a tenth of their grams by chance.
const LEAST_LIKENESS: f32 = 0.2;

/// Letters of a gram.
const GRAM: usize = 4;

/// Statements that stand side by side, one a side, none where a side has no
/// more.
pub type Line = Vec<Option<Evidence>>;

/// Sets the statements of a dimension side by side, strongest first: of a cell a
/// side. What is like a statement of the first side stands beside it; the others
/// fill up.
pub fn align(world: &World, cells: &[&Cell]) -> Vec<Line> {
    let is_shared = cells.iter().filter(|cell| !cell.evidence.is_empty()).count() > 1;
    let sides: Vec<Vec<Told>> = cells
        .iter()
        .map(|cell| {
            let strongest = cell.ranked().into_iter().take(MOST_ALIGNED);
            strongest.map(|evidence| Told::new(world, evidence, is_shared)).collect()
        })
        .collect();
    let Some((first, others)) = sides.split_first() else { return Vec::new() };
    let partners: Vec<Vec<Option<usize>>> =
        others.iter().map(|other| partners(first, other)).collect();
    let mut free: Vec<Vec<usize>> = partners
        .iter()
        .zip(others)
        .map(|(partners, other)| {
            (0..other.len()).rev().filter(|at| !partners.contains(&Some(*at))).collect()
        })
        .collect();
    let mut lines = Vec::new();
    for at in 0.. {
        let own = first.get(at).map(|told| told.evidence);
        let rest = others.iter().zip(&partners).zip(&mut free).map(|((other, partners), free)| {
            let partner = partners.get(at).copied().flatten().or_else(|| free.pop());
            partner.map(|partner| other[partner].evidence)
        });
        let line: Line = std::iter::once(own).chain(rest).collect();
        if line.iter().all(Option::is_none) {
            break;
        }
        lines.push(line);
    }
    lines
}

/// A statement with the grams of its text; without any where there is nothing
/// to be like.
struct Told {
    evidence: Evidence,
    grams: Vec<u32>,
}

impl Told {
    fn new(world: &World, evidence: Evidence, is_shared: bool) -> Self {
        let grams = if is_shared { grams(world.text(evidence.id)) } else { Vec::new() };
        Self { evidence, grams }
    }
}

/// For each statement of one side the statement of the other that is most like
/// it: the most alike pair first, each in one pair at most.
fn partners(first: &[Told], other: &[Told]) -> Vec<Option<usize>> {
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (a, told) in first.iter().enumerate() {
        let likely = other.iter().enumerate();
        let alike = likely.map(|(b, other)| (likeness_of(&told.grams, &other.grams), a, b));
        pairs.extend(alike.filter(|(likeness, ..)| *likeness >= LEAST_LIKENESS));
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut partners = vec![None; first.len()];
    for (_, a, b) in pairs {
        if partners[a].is_none() && !partners.contains(&Some(b)) {
            partners[a] = Some(b);
        }
    }
    partners
}

/// How alike two texts are, from 0 to 1: the grams both have, as a share of
/// those either has (Jaccard 1912). Grams of letters see past endings, and tell
/// how treaties borrow from one another (Alschner and Skougarevskiy 2016,
/// "Mapping the universe of international investment agreements").
pub fn likeness(a: &str, b: &str) -> f32 {
    likeness_of(&grams(a), &grams(b))
}

fn likeness_of(a: &[u32], b: &[u32]) -> f32 {
    let shared = a.iter().filter(|gram| b.binary_search(gram).is_ok()).count();
    shared as f32 / (a.len() + b.len() - shared).max(1) as f32
}

/// The distinct grams of a text, as numbers, sorted.
fn grams(text: &str) -> Vec<u32> {
    let mut letters: Vec<char> = vec![' '];
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter.is_alphanumeric() {
            true => letters.push(letter),
            false if letters.last() != Some(&' ') => letters.push(' '),
            false => {}
        }
    }
    // FNV-1a.
    let hash = |gram: &[char]| {
        gram.iter().fold(0x811C_9DC5_u32, |hash, c| (hash ^ *c as u32).wrapping_mul(0x0100_0193))
    };
    let mut grams: Vec<u32> = letters.windows(GRAM).map(hash).collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// Texts of more words than this are not compared word by word.
const MOST_WORDS: usize = 200;

/// Where two statements are less alike than this, nearly every word differs, and
/// none is worth marking.
const LEAST_SHARED: f32 = 0.3;

/// The words of a text that another, which is like it, does not have in that
/// place, as byte ranges: all but the longest common subsequence. None where
/// the two are not alike.
pub fn differing(text: &str, other: &str) -> Vec<Range<usize>> {
    let (words, others) = (words(text), words(other));
    if words.len().max(others.len()) > MOST_WORDS || likeness(text, other) < LEAST_SHARED {
        return Vec::new();
    }
    let is_same = |a: usize, b: usize| {
        let (a, b) = (&text[words[a].clone()], &other[others[b].clone()]);
        a.chars().flat_map(char::to_lowercase).eq(b.chars().flat_map(char::to_lowercase))
    };
    // How many words the rests of both have in common, from the end.
    let width = others.len() + 1;
    let mut shared = vec![0_u16; (words.len() + 1) * width];
    for a in (0..words.len()).rev() {
        for b in (0..others.len()).rev() {
            shared[a * width + b] = match is_same(a, b) {
                true => shared[(a + 1) * width + b + 1] + 1,
                false => shared[(a + 1) * width + b].max(shared[a * width + b + 1]),
            };
        }
    }
    let (mut a, mut b) = (0, 0);
    let mut differing = Vec::new();
    while a < words.len() {
        if b < others.len() && is_same(a, b) {
            (a, b) = (a + 1, b + 1);
        } else if b < others.len() && shared[a * width + b + 1] >= shared[(a + 1) * width + b] {
            b += 1;
        } else {
            differing.push(words[a].clone());
            a += 1;
        }
    }
    differing
}

/// The words of a text, without the marks around them.
fn words(text: &str) -> Vec<Range<usize>> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    parts.map(|word| start(word)..start(word) + word.len()).collect()
}

/// The statements that must be seen for each side's reading to be.
pub fn strongest(lines: &[Line]) -> usize {
    let sides = lines.first().map_or(0, Vec::len);
    let rank = |evidence: &Evidence| evidence.reading;
    let firmest = |side: usize| {
        let readings = lines.iter().map(|line| line[side].as_ref().map(rank));
        let most = readings.clone().max().flatten();
        most.map_or(0, |most| readings.take_while(|reading| *reading != Some(most)).count() + 1)
    };
    (0..sides).map(firmest).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::Codebook;

    const A: &str = "The Parties shall cooperate on cyber security, and train their experts.";
    const B: &str = "The Parties intend to cooperate on cyber defence and train experts.";

    fn marked<'a>(text: &'a str, other: &str) -> Vec<&'a str> {
        differing(text, other).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn what_is_alike_is_told_from_what_only_shares_a_subject() {
        assert_eq!(likeness(A, A), 1.0);
        assert!(likeness(A, B) > LEAST_SHARED);
        let other = "Hackers attacked the cyber networks of the ministry last year.";
        assert!(likeness(A, other) < LEAST_LIKENESS);
        assert_eq!(likeness("", ""), 0.0);
    }

    #[test]
    fn the_words_that_differ_are_marked() {
        assert_eq!(marked(A, B), ["shall", "security", "their"]);
        assert_eq!(marked(B, A), ["intend", "to", "defence"]);
        assert!(marked(A, A).is_empty());
        assert!(marked(A, "Rome was not built in a day.").is_empty());
    }

    #[test]
    fn every_statement_stands_once_and_beside_what_is_like_it() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let front = "---\nparties: [DEU, ITA]\nstatus: signed\n---\n";
            std::fs::write(folder.path().join(name), format!("{front}{text}\n")).unwrap();
        };
        write(
            "a.md",
            "The parties will share cyber incident reports.\n\nCyber exercises will be held.",
        );
        write(
            "b.md",
            "Cyber exercises will be held yearly.\n\nThe parties will train cyber police.",
        );
        let world =
            crate::world::World::read(&[folder.path().to_owned()], Codebook::defence()).unwrap();
        let cyber = world.codebook.dimensions.iter().position(|d| d.id() == "cyber").unwrap();
        let lines = align(&world, &[world.cell(0, cyber), world.cell(1, cyber)]);
        let text = |told: &Option<Evidence>| told.map_or("", |told| world.text(told.id));
        let texts: Vec<[&str; 2]> =
            lines.iter().map(|line| [text(&line[0]), text(&line[1])]).collect();
        assert!(
            texts.contains(&[
                "Cyber exercises will be held.",
                "Cyber exercises will be held yearly."
            ]),
            "{texts:?}"
        );
        assert_eq!(lines.iter().flatten().flatten().count(), 4);
    }
}
