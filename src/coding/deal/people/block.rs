//! The names under a text, and those in its opening "We —".

use crate::coding::deal::Reading;
use crate::coding::deal::words::{self, Word, holds, words};
use crate::coding::states::Mention;
use crate::source::Span;
use crate::statement::Statement;

use super::office::{self, PORTFOLIOS};
use super::{Person, name};

/// Words for whom somebody signs, before the state.
const FOR: &[&str] = &["for ", "on behalf of "];

/// Bodies that sign for a state.
const BODIES: &[&str] = &["agency", "and", "department", "for", "ministry", "office"];

/// How many of the last statements signatures stand in.
const TAIL: usize = 12;

/// More words than this are no name with its office.
const LONGEST: usize = 14;

/// Words that end the list of those who speak.
const SPEAKING: &[&str] = &["met", "convened", "gathered", "held", "have", "reaffirm", "announce"];

/// "For the Government of Peru: Ana Soto", one after another, line by line, or
/// side by side in a table, where all heads come before the first name.
pub fn signed(reading: &Reading<'_>) -> Vec<Person> {
    let first = reading.statements.len().saturating_sub(TAIL);
    let tail = &reading.statements[first..];
    let heads: Vec<Vec<Head<'_>>> =
        tail.iter().map(|statement| heads(reading, statement)).collect();
    let is_bare =
        |index: &usize| matches!(heads[*index].as_slice(), [head] if head.told.is_empty());
    let mut people = Vec::new();
    for (index, heads) in heads.iter().enumerate() {
        // As many lines below stands the name as there are columns.
        let before = (0..index).rev().take_while(is_bare).count();
        let columns = before + (index..tail.len()).take_while(is_bare).count();
        for head in heads {
            let below = || tail.get(index + columns).map(|below| reading.source.slice(below.span));
            let told = if head.told.is_empty() { below().unwrap_or_default() } else { head.told };
            people.extend(signatory(told.trim_end_matches([' ', ';', '.', '_']), &head.mention));
        }
    }
    people
}

/// "For the Government of ...", and what stands behind it.
struct Head<'a> {
    mention: Mention<'a>,
    told: &'a str,
}

fn heads<'a>(reading: &'a Reading<'_>, statement: &Statement) -> Vec<Head<'a>> {
    let text = &reading.source.text;
    let mut heads: Vec<Head<'a>> = Vec::new();
    let mut until = statement.span.end;
    for mention in reading.mentions_in(statement).iter().rev() {
        let Some(start) = signs_for(reading, statement, mention) else { continue };
        let told = text.get(mention.span.end..until).unwrap_or_default();
        let told = told.trim_start_matches([':', ',', ' ']);
        heads.push(Head { mention: *mention, told });
        until = start;
    }
    heads.reverse();
    heads
}

/// Where "For the Government of ..." begins, if it stands before a state.
fn signs_for(reading: &Reading<'_>, statement: &Statement, mention: &Mention<'_>) -> Option<usize> {
    let text = &reading.source.text;
    let before = text[statement.span.start..mention.span.start].to_ascii_lowercase();
    let behind = &text[mention.span.end..statement.span.end];
    let signs = FOR.iter().filter_map(|head| {
        let at = before.rfind(head)?;
        let is_word = !before[..at].ends_with(char::is_alphanumeric);
        let allowed = [words::FORMAL, BODIES, PORTFOLIOS];
        (is_word && words::is_only(&before[at + head.len()..], &allowed)).then_some(at)
    });
    let at = signs.max()?;
    let is_head = behind.starts_with(':')
        || behind.is_empty()
        || behind.strip_prefix(' ').is_some_and(is_title);
    is_head.then_some(statement.span.start + at)
}

/// Whether a text is written as names and offices are.
fn is_title(text: &str) -> bool {
    let small = |word: Word<'_>| word.is_particle() || word.is_one_of(&["and", "for", "the"]);
    words(text).into_iter().all(|word| word.is_capital() || small(word))
}

fn signatory(told: &str, mention: &Mention<'_>) -> Option<Person> {
    let words = words(told);
    let is_head = FOR.iter().any(|head| told.to_ascii_lowercase().starts_with(head));
    let is_name =
        !is_head && words.len() <= LONGEST && words.first()?.is_capital() && !told.contains(':');
    let party = mention.codes().next()?.to_owned();
    // On the next line stands the office.
    let office = office::find(told).first().map(|office| office.span().start);
    let name = match office.and_then(|at| told.split_at_checked(at)) {
        Some((name, office)) if name::before(name.trim_end()) == Some(name.trim_end()) => {
            format!("{}, {office}", name.trim_end())
        }
        _ => told.to_owned(),
    };
    (is_name && name::is_full(told)).then_some(Person {
        name,
        office: String::new(),
        party: Some(party),
        span: mention.span,
    })
}

/// "We — Secretary Ana Soto of Peru's Home Office, Adviser Sato Ken of Japan,
/// and ... — met": each name ends at "of" and a state, the next begins behind
/// the comma.
pub fn we(reading: &Reading<'_>, statement: &Statement) -> Vec<Person> {
    let text = reading.source.slice(statement.span);
    if !text.starts_with("We ") && !text.starts_with("We,") {
        return Vec::new();
    }
    let offset = statement.span.start;
    let mut people = Vec::new();
    let mut from = "We".len();
    for mention in reading.mentions_in(statement) {
        let Some(before) = text.get(from..mention.span.start - offset) else { continue };
        let of = [" of the ", " of "].into_iter().find_map(|of| before.strip_suffix(of));
        let told = of.map(|told| match from {
            2 => told,
            _ => told.split_once(", ").map_or("", |(_, told)| told),
        });
        if let Some(told) = told {
            let told = told.trim_start_matches(|c: char| !c.is_alphanumeric());
            let told = told.strip_prefix("and ").unwrap_or(told);
            if holds(&told.to_ascii_lowercase(), SPEAKING) {
                break;
            }
            people.extend(spoken(told, mention, offset + from));
        }
        from = mention.span.end - offset;
    }
    if people.len() < 2 { Vec::new() } else { people }
}

fn spoken(told: &str, mention: &Mention<'_>, at: usize) -> Option<Person> {
    let words = words(told);
    let is_person = words.first()?.is_capital()
        && name::before(told).is_some_and(name::is_full)
        && !words.last()?.text.ends_with("ers");
    is_person.then(|| {
        let party = mention.codes().next().map(str::to_owned);
        let span = Span::new(at, mention.span.start);
        Person { name: told.to_owned(), office: String::new(), party, span }
    })
}
