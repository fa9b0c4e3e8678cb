//! Who makes the deal.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::coding::states::{Mention, Naming, States};

use crate::coding::Genre;
use crate::statement::Statement;

use super::{Reading, Told, words};

/// What a mention in the title, in one of the first statements, beside another
/// state and anywhere weighs.
const IN_TITLE: usize = 12;
const AT_TOP: usize = 4;
const PAIRED: usize = 3;
const MOST_ANYWHERE: usize = 12;

/// How many statements introduce the parties.
const INTRODUCTION: usize = 3;

/// A third party weighs at least this share of the second, in percent.
const COMPANION: usize = 50;

/// Words behind which a title turns from the parties to the world.
const TURNS: &[&str] = &[
    " amid ",
    " against ",
    " as ",
    " with eyes ",
    " with an eye ",
    " to counter ",
    " despite ",
    " after ",
    " in face of ",
    " in the face of ",
    " eyeing ",
    " to deter ",
    " to watch ",
    " to contain ",
    " to curb ",
    " ahead of ",
    " while ",
];

/// Words before a state that make it a theatre.
const THEATRES: &[&str] =
    &["in ", "in the ", "on ", "against ", "over ", "near ", "for ", "about "];

/// Words between two states that make them a pair.
const JOINTS: &[&str] = &[
    " and ",
    " and the ",
    ", and ",
    ", and the ",
    "-",
    "–",
    " – ",
    ", ",
    " with ",
    " with the ",
    " & ",
];

/// Words before the first of the states in whose name a text speaks.
const CALLS: &[&str] = &[
    "governments of ",
    "government of ",
    "leaders of ",
    "ministers of ",
    "presidents of ",
    "ministers from ",
    "leaders from ",
    "heads of government of ",
    "heads of state of ",
];

/// Words between the states of such a list.
const LIST_WORDS: &[&str] = &["and", "as", "well"];

struct Candidate {
    code: String,
    weight: usize,
    anywhere: usize,
    in_title: bool,
    /// Whether it stands beside another state near the top.
    introduced: bool,
    /// Whether it is named, and not only by its capital or a doubtful name.
    is_named: bool,
}

/// The parties in the order in which the text names them.
pub fn of(reading: &Reading<'_>) -> Vec<String> {
    let found = reading.lexicon.scan(reading.title);
    let in_title = reading.states.mentions(&found);
    // An issued text that begins without a title begins with the world's affairs.
    let is_untitled = reading.genre == Genre::Statement && is_sentence(reading.title);
    let titled = if is_untitled { Vec::new() } else { titled(reading.title, &in_title) };
    let called = roll_call(reading);
    let is_longer = called.len() > titled.len().max(1);
    if is_longer && titled.iter().all(|party| called.contains(party)) {
        return called;
    }
    if titled.len() >= 2 {
        return titled;
    }
    if reading.genre == Genre::Statement
        && let Some(listed) = listed(reading)
        && titled.iter().all(|party| listed.contains(party))
    {
        return listed;
    }
    let mut candidates: Vec<Candidate> = Vec::new();
    for code in titled {
        let candidate = candidate(&mut candidates, &code);
        candidate.in_title = true;
        candidate.is_named = true;
        candidate.weight += IN_TITLE;
    }
    count_mentions(reading, &mut candidates);
    count_introductions(reading, &mut candidates);
    choose(candidates, reading.states)
}

/// Whether a title ends as a sentence does, and not with "the U.S.".
fn is_sentence(title: &str) -> bool {
    let word = title.rsplit(' ').next().unwrap_or_default();
    word.strip_suffix('.').is_some_and(|word| !word.contains('.'))
}

/// The states that a title names as parties.
fn titled(title: &str, mentions: &[Mention<'_>]) -> Vec<String> {
    let end = TURNS.iter().filter_map(|turn| title.find(turn)).min().unwrap_or(title.len());
    let mut parties: Vec<String> = Vec::new();
    let named = mentions.iter().filter(|m| m.span.start < end && !m.is(Naming::Group));
    let named = named.filter(|m| !is_dateline(title, m));
    for mention in named.filter(|m| m.is_plain() && !is_theatre(title, m)) {
        add_codes(mention, &mut parties);
    }
    if parties.len() < 2
        && let Some(group) = mentions.iter().find(|m| m.is(Naming::Group))
    {
        parties.clear();
        add_codes(group, &mut parties);
    }
    parties
}

/// Marks behind the place from which is reported.
const DATELINES: &[&str] = &[" -- ", " — ", " ("];

/// A place has more letters than "USA".
const LONGEST_ACRONYM: usize = 4;

/// "SINGAPORE -- Korea and China agreed": the first words of a report without a
/// headline tell where it was written.
fn is_dateline(title: &str, mention: &Mention<'_>) -> bool {
    let (place, behind) = title.split_at(mention.span.end);
    let is_capitals = |text: &str| !text.contains(char::is_lowercase);
    mention.span.start == 0
        && place.len() > LONGEST_ACRONYM
        && DATELINES.iter().any(|mark| behind.starts_with(mark))
        && is_capitals(place)
        && !is_capitals(behind)
}

/// A list of so many states at the beginning of an issued text names those who
/// issue it, and of fewer one that comes back.
const MANY: usize = 3;

/// States that stand in a row.
struct List {
    parties: Vec<String>,
    /// Whether they are what is spoken about.
    is_theatre: bool,
}

/// The states that an issued text lists as its own where no title and no call
/// does: "Ministers of Belgium, Denmark and Estonia met", or "Finland, Norway
/// and Sweden", said more than once.
fn listed(reading: &Reading<'_>) -> Option<Vec<String>> {
    let is_many = |list: &List| list.parties.len() >= MANY;
    let mut top = reading.top.iter().flat_map(|told| lists_in(reading, told.statement));
    if let Some(many) = top.find(|list| is_many(list) && !list.is_theatre) {
        return Some(many.parties);
    }
    let all = reading.statements.iter().flat_map(|statement| lists_in(reading, statement));
    // By their states in any order: how often they come, and as what first.
    let mut told: BTreeMap<Vec<String>, (usize, usize, Vec<String>)> = BTreeMap::new();
    for (at, List { parties, .. }) in
        all.filter(|list| is_many(list) || !list.is_theatre).enumerate()
    {
        let mut states = parties.clone();
        states.sort_unstable();
        told.entry(states).or_insert((0, at, parties)).0 += 1;
    }
    let most = told.into_values().max_by_key(|(count, first, _)| (*count, Reverse(*first)));
    most.filter(|(count, ..)| *count >= 2).map(|(.., parties)| parties)
}

/// The lists of two states and more in a statement.
fn lists_in(reading: &Reading<'_>, statement: &Statement) -> Vec<List> {
    let text = &reading.source.text;
    let mut lists: Vec<List> = Vec::new();
    let mut end = None;
    for mention in reading.mentions_in(statement) {
        if !mention.is_plain() || !mention.is(Naming::Name) {
            end = None;
            continue;
        }
        if !end.is_some_and(|end| is_list(&text[end..mention.span.start])) {
            lists.push(List { parties: Vec::new(), is_theatre: is_theatre(text, mention) });
        }
        if let Some(list) = lists.last_mut() {
            add_codes(mention, &mut list.parties);
        }
        end = Some(mention.span.end);
    }
    lists.retain(|list| list.parties.len() >= 2);
    lists
}

/// The states in whose name a text begins to speak: "the Governments of ...",
/// and a report of three or more who sign.
fn roll_call(reading: &Reading<'_>) -> Vec<String> {
    let is_report = reading.genre == Genre::News;
    for told in reading.near(INTRODUCTION) {
        let (statement, text) = (told.statement, told.text);
        let is_told = !is_report || told.is_making();
        let mentions = reading.mentions_in(statement);
        let first = mentions.iter().position(|mention| calls(text, mention, statement));
        // What a report tells of others stands behind.
        let Some(first) = first.filter(|first| is_told && (!is_report || *first == 0)) else {
            continue;
        };
        let mut called = Vec::new();
        let mut end = mentions[first].span.start;
        for mention in &mentions[first..] {
            let between = &reading.source.text[end..mention.span.start];
            if !is_list(between) || !mention.is_plain() || mention.is(Naming::Group) {
                break;
            }
            // "(UAE)" is the same state again.
            add_codes(mention, &mut called);
            end = mention.span.end;
        }
        if called.len() >= if is_report { 3 } else { 2 } {
            return called;
        }
    }
    Vec::new()
}

/// Whether a state is the first of those in whose name a text speaks.
fn calls(text: &str, mention: &Mention<'_>, statement: &Statement) -> bool {
    let before = text[..mention.span.start - statement.span.start].to_ascii_lowercase();
    let is_called = |call: &&str| {
        let behind = before.rfind(call).map(|at| &before[at + call.len()..]);
        behind.is_some_and(|behind| words::is_only(behind, &[words::FORMAL]))
    };
    mention.is(Naming::Name) && CALLS.iter().any(is_called)
}

/// Whether nothing but the words of a list stands between two states; "(UAE)"
/// only names the first again.
fn is_list(between: &str) -> bool {
    let (before, behind) = match (between.find('('), between.find(')')) {
        (Some(open), Some(close)) if open < close => (&between[..open], &between[close + 1..]),
        _ => (between, ""),
    };
    !between.contains(['.', ';', '“', '"'])
        && [before, behind].iter().all(|part| words::is_only(part, &[LIST_WORDS, words::FORMAL]))
}

fn add_codes(mention: &Mention<'_>, parties: &mut Vec<String>) {
    for code in mention.codes() {
        if !parties.iter().any(|known| known == code) {
            parties.push(code.to_owned());
        }
    }
}

/// "in Germany", "against Russia"; "in Germany and Italy" names a theatre, too,
/// but a capital is where the parties meet and says nothing here.
fn is_theatre(text: &str, mention: &Mention<'_>) -> bool {
    let before = &text[..mention.span.start];
    mention.is(Naming::Name) && THEATRES.iter().any(|word| ends_with_word(before, word))
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let Some((before, end)) =
        text.len().checked_sub(word.len()).and_then(|at| text.split_at_checked(at))
    else {
        return false;
    };
    end.eq_ignore_ascii_case(word) && !before.ends_with(char::is_alphanumeric)
}

fn candidate<'c>(candidates: &'c mut Vec<Candidate>, code: &str) -> &'c mut Candidate {
    let known = candidates.iter().position(|candidate| candidate.code == code);
    let index = known.unwrap_or_else(|| {
        candidates.push(Candidate {
            code: code.to_owned(),
            weight: 0,
            anywhere: 0,
            in_title: false,
            introduced: false,
            is_named: false,
        });
        candidates.len() - 1
    });
    &mut candidates[index]
}

fn count_mentions(reading: &Reading<'_>, candidates: &mut Vec<Candidate>) {
    for mention in reading.mentions {
        let names = mention.is_plain() && !mention.is(Naming::Capital);
        for code in mention.codes() {
            let candidate = candidate(candidates, code);
            candidate.is_named |= names;
            if candidate.anywhere < MOST_ANYWHERE {
                candidate.anywhere += 1;
                candidate.weight += 1;
            }
        }
    }
}

/// Counts who is named in the first statements, and who is named together.
fn count_introductions(reading: &Reading<'_>, candidates: &mut Vec<Candidate>) {
    let text = &reading.source.text;
    for Told { statement, .. } in reading.near(INTRODUCTION) {
        let mentions = reading.mentions_in(statement);
        let mut seen: Vec<&str> = Vec::new();
        for mention in mentions.iter().filter(|m| m.is_plain() && !m.is(Naming::Capital)) {
            if is_theatre(&text[statement.span.start..], &moved(mention, statement.span.start)) {
                continue;
            }
            for code in mention.codes().filter(|code| !seen.contains(code)).collect::<Vec<_>>() {
                seen.push(code);
                candidate(candidates, code).weight += AT_TOP;
            }
        }
        for pair in mentions.windows(2) {
            let between = &text[pair[0].span.end..pair[1].span.start];
            if JOINTS.contains(&between) && pair.iter().all(|m| m.is_plain()) {
                for code in pair.iter().flat_map(|m| m.codes()) {
                    let candidate = candidate(candidates, code);
                    candidate.weight += PAIRED;
                    candidate.introduced = true;
                }
            }
        }
    }
}

fn moved<'a>(mention: &Mention<'a>, by: usize) -> Mention<'a> {
    let span = crate::source::Span::new(mention.span.start - by, mention.span.end - by);
    Mention { span, ..*mention }
}

/// The two that weigh most, and whoever is introduced beside them.
fn choose(candidates: Vec<Candidate>, states: &States) -> Vec<String> {
    let may_sign = |c: &Candidate| {
        c.is_named && (!states.is_organisation(&c.code) || c.in_title || c.introduced)
    };
    let candidates: Vec<Candidate> = candidates.into_iter().filter(may_sign).collect();
    let mut ranked: Vec<usize> = (0..candidates.len()).collect();
    ranked.sort_by_key(|&index| std::cmp::Reverse(candidates[index].weight));
    let second = ranked.get(1).map_or(0, |&index| candidates[index].weight);
    let companion = |index: usize| {
        let candidate = &candidates[index];
        candidate.introduced && candidate.weight * 100 >= second * COMPANION
    };
    let mut chosen: Vec<usize> = ranked
        .iter()
        .enumerate()
        .filter(|(rank, index)| *rank < 2 || companion(**index))
        .map(|(_, index)| *index)
        .collect();
    chosen.sort_unstable();
    chosen.into_iter().map(|index| candidates[index].code.clone()).collect()
}
