//! Proposes which sources tell of one agreement: those with the same parties
//! and about the same date. Nothing is grouped by this alone; a person reads
//! what is proposed, and keeps it as a `comity.toml`.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use jiff::civil::Date;
use serde::Serialize;

use crate::source::{Origin, clean};
use crate::world::World;

use super::{Agreement, SourceRole};

/// Papers write of an agreement in the days before it is signed and in those
/// after; two weeks later they write of the next.
const NEAR: i32 = 14;

/// What a `comity.toml` would say, and where it would lie.
#[derive(Debug, PartialEq, Eq)]
pub struct Proposal {
    pub folder: PathBuf,
    pub text: String,
    /// How many agreements it holds.
    pub agreements: usize,
}

/// The file as it is written.
#[derive(Serialize)]
struct File<'a> {
    agreement: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    parties: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'a str>,
    sources: Vec<SourceEntry>,
}

#[derive(Serialize)]
struct SourceEntry {
    file: String,
    role: SourceRole,
}

/// One document that is a candidate.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    agreement: &'a Agreement,
    path: &'a Path,
    role: SourceRole,
    date: &'a str,
}

/// What could be grouped of the sources that nobody has grouped yet: a file for
/// each folder that holds all sources of an agreement.
pub fn propose(world: &World) -> Vec<Proposal> {
    let mut by_parties: BTreeMap<Vec<&str>, Vec<Candidate<'_>>> = BTreeMap::new();
    for candidate in world.agreements.iter().filter_map(|agreement| candidate(world, agreement)) {
        let parties = candidate.agreement.deal.parties.iter().map(String::as_str);
        let mut parties: Vec<&str> = parties.collect();
        parties.sort_unstable();
        by_parties.entry(parties).or_default().push(candidate);
    }
    let mut by_folder: BTreeMap<PathBuf, Vec<Vec<Candidate<'_>>>> = BTreeMap::new();
    for group in by_parties.into_values().flat_map(|candidates| about_one_date(&candidates)) {
        by_folder.entry(common_folder(&group)).or_default().push(group);
    }
    by_folder.into_iter().filter_map(|(folder, groups)| proposal(folder, groups)).collect()
}

/// The document of an agreement that nobody has grouped, with two parties and a
/// date.
fn candidate<'a>(world: &'a World, agreement: &'a Agreement) -> Option<Candidate<'a>> {
    let document = *agreement.documents.first().filter(|_| !agreement.is_grouped)?;
    let document = &*world.documents[document];
    let Origin::File(path) = &document.source.origin else { return None };
    // What cannot be written as it is cannot be named.
    let is_plain = path.to_str().is_some_and(|text| clean(text) == text);
    let has_parties = agreement.deal.parties.len() >= 2;
    let date = agreement.deal.date.as_deref().filter(|_| is_plain && has_parties)?;
    Some(Candidate { agreement, path, role: SourceRole::of(document), date })
}

/// Parts documents of the same parties by their dates: those in the parties' own
/// words share theirs, and the press stands near it. Where there are no such
/// words, what the press tells of the same date belongs together.
fn about_one_date<'a>(candidates: &[Candidate<'a>]) -> Vec<Vec<Candidate<'a>>> {
    let (own, press): (Vec<Candidate<'a>>, Vec<Candidate<'a>>) =
        candidates.iter().partition(|candidate| candidate.role.is_of_parties());
    let mut groups: BTreeMap<&str, Vec<Candidate<'a>>> = BTreeMap::new();
    for candidate in own {
        groups.entry(candidate.date).or_default().push(candidate);
    }
    let dates: Vec<&str> = groups.keys().copied().collect();
    for candidate in press {
        let near = dates.iter().filter_map(|date| Some((apart(date, candidate.date)?, *date)));
        let nearest = near.min().filter(|(days, _)| *days <= NEAR);
        let date = nearest.map_or(candidate.date, |(_, date)| date);
        groups.entry(date).or_default().push(candidate);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

/// The days between two dates; less exact ones are the same or not comparable.
fn apart(a: &str, b: &str) -> Option<i32> {
    if a == b {
        return Some(0);
    }
    let (a, b) = (a.parse::<Date>().ok()?, b.parse::<Date>().ok()?);
    Some(a.until(b).ok()?.get_days().abs())
}

/// The deepest folder that all sources of a group lie in.
fn common_folder(group: &[Candidate<'_>]) -> PathBuf {
    let mut folders = group.iter().filter_map(|candidate| candidate.path.parent());
    let first = folders.next().unwrap_or(Path::new(""));
    folders.fold(first.to_owned(), |common, folder| {
        let shared = common.components().zip(folder.components()).take_while(|(a, b)| a == b);
        shared.map(|(component, _)| component).collect()
    })
}

fn proposal(folder: PathBuf, groups: Vec<Vec<Candidate<'_>>>) -> Option<Proposal> {
    let agreement = groups.iter().map(|group| entry(&folder, group)).collect();
    let text = toml::to_string(&File { agreement }).ok()?;
    Some(Proposal { folder, text, agreements: groups.len() })
}

/// A group as it is written, the most binding source first.
fn entry<'a>(folder: &Path, group: &[Candidate<'a>]) -> Entry<'a> {
    let mut group = group.to_vec();
    group.sort_by_key(|candidate| (candidate.role, candidate.path));
    let leading = group[0].agreement;
    let status = group.iter().find_map(|candidate| candidate.agreement.deal.status.as_deref());
    Entry {
        title: &leading.deal.title,
        parties: &leading.deal.parties,
        date: leading.deal.date.as_deref(),
        status,
        sources: group
            .iter()
            .map(|candidate| SourceEntry {
                file: way(folder, candidate.path),
                role: candidate.role,
            })
            .collect(),
    }
}

/// The way from a folder to a file below it, with the slashes of every system.
fn way(folder: &Path, path: &Path) -> String {
    let way = path.strip_prefix(folder).unwrap_or(path);
    let parts = way.components().filter_map(|part| match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}
