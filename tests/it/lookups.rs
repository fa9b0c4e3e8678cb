//! What people look for in a meeting, and whether it is on the screen at once.
//!
//! `tests/gold/lookups.jsonl` holds queries as somebody types them who has no
//! time, each with the sentences that would answer it. They were written before
//! the search they score. Every other one is kept: whoever works on the search
//! looks at the total of these alone, never at which are missed.

use std::collections::HashMap;
use std::path::Path;

use comity::codebook::Codebook;
use comity::search::{Hit, Target};
use comity::world::World;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use serde::Deserialize;

use crate::shared::shared;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lookup {
    query: String,
    /// Any of these would do.
    wanted: Vec<Wanted>,
    kept: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// How the name of the file begins.
    r#in: String,
    /// What the sentence says, or a part of it.
    says: String,
}

/// How many were found, of how many.
#[derive(Debug, Default)]
struct Tally {
    first: usize,
    in_five: usize,
    all: usize,
}

impl Tally {
    fn count(&mut self, rank: Option<usize>) {
        self.all += 1;
        self.first += usize::from(rank == Some(0));
        self.in_five += usize::from(rank.is_some_and(|rank| rank < SEEN));
    }

    fn told(&self, whose: &str) -> String {
        let Self { first, in_five, all } = self;
        format!("{whose}: first {first}, in the first five {in_five}, of {all}")
    }
}

/// So many hits are seen without a move.
const SEEN: usize = 5;

/// The least that may be found of those not kept.
const FIRST: f64 = 0.80;
const IN_FIVE: f64 = 0.95;

#[test]
fn what_is_looked_for_in_a_meeting_is_among_the_first_five() {
    let Some(world) = corpus() else { return };
    let (mut open, mut kept) = (Tally::default(), Tally::default());
    for lookup in lookups() {
        let hits = world.index().search(&world, &lookup.query, SEEN).hits;
        let rank = hits.iter().position(|hit| lookup.is_met(&world, hit));
        if lookup.kept {
            kept.count(rank);
            continue;
        }
        open.count(rank);
        if rank != Some(0) {
            println!(
                "{:?} at {rank:?}; first: {:?}",
                lookup.query,
                hits.first().map(|hit| hit.text(&world))
            );
        }
    }
    println!("{}\n{}", open.told("open"), kept.told("kept"));
    let share = |found: usize| found as f64 / open.all as f64;
    assert!(share(open.first) >= FIRST && share(open.in_five) >= IN_FIVE, "{open:?}");
}

/// What a plain fuzzy filter over the statements would find: the floor to be
/// above.
#[test]
fn a_plain_fuzzy_filter_finds_less() {
    let Some(world) = corpus() else { return };
    let (mut ours, mut plain) = (Tally::default(), Tally::default());
    for lookup in lookups() {
        let hits = world.index().search(&world, &lookup.query, SEEN).hits;
        ours.count(hits.iter().position(|hit| lookup.is_met(&world, hit)));
        plain.count(lookup.plain_rank(&world));
    }
    println!("{}\n{}", ours.told("search"), plain.told("SkimMatcherV2"));
    assert!(ours.first > plain.first && ours.in_five > plain.in_five, "{ours:?} {plain:?}");
}

impl Lookup {
    /// Whether a hit brings what is wanted on the screen: as it is, or by what
    /// Enter opens.
    fn is_met(&self, world: &World, hit: &Hit) -> bool {
        let (document, text) = match hit.target {
            Target::Statement(id) => (Some(id.document), world.text(id).to_owned()),
            Target::Cell { agreement, dimension } => {
                let Some(evidence) = world.cell(agreement, dimension).strongest() else {
                    return false;
                };
                (Some(evidence.id.document), world.text(evidence.id).to_owned())
            }
            Target::Agreement(agreement) | Target::Person { agreement, .. } => {
                (world.agreements[agreement].documents.first().copied(), hit.text(world))
            }
            Target::Dimension(_) => (None, String::new()),
        };
        document.is_some_and(|document| self.wants(world.documents[document].source.stem(), &text))
    }

    fn wants(&self, stem: &str, text: &str) -> bool {
        self.wanted
            .iter()
            .any(|wanted| stem.starts_with(&wanted.r#in) && text.contains(&wanted.says))
    }

    /// The place of the first wanted statement where all are ranked by the
    /// crate's matcher, the longest way and the whole query as one pattern.
    fn plain_rank(&self, world: &World) -> Option<usize> {
        let matcher = SkimMatcherV2::default();
        let score = |id| Some((matcher.fuzzy_match(world.text(id), &self.query)?, id));
        let mut ranked: Vec<_> = world.statements().filter_map(score).collect();
        ranked.sort_by_key(|(score, id)| (std::cmp::Reverse(*score), *id));
        ranked
            .iter()
            .position(|(_, id)| self.wants(world.document(*id).source.stem(), world.text(*id)))
    }
}

fn lookups() -> Vec<Lookup> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/lookups.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    let lookups: Vec<Lookup> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut seen = HashMap::new();
    for lookup in &lookups {
        assert!(seen.insert(lookup.query.clone(), ()).is_none(), "{} is there twice", lookup.query);
    }
    lookups
}

/// The seeds and the joint statements, where they are.
fn corpus() -> Option<World> {
    let folders = [shared("seeds")?, shared("joint-statements")?];
    Some(World::read(&folders, Codebook::defence()).unwrap())
}

/// Every wanted sentence is in the corpus, so that each query can be answered.
#[test]
fn every_lookup_can_be_answered() {
    let Some(world) = corpus() else { return };
    for lookup in lookups() {
        let is_there = |wanted: &Wanted| {
            world.statements().any(|id| {
                world.document(id).source.stem().starts_with(&wanted.r#in)
                    && world.text(id).contains(&wanted.says)
            }) || world.agreements.iter().any(|agreement| {
                agreement.deal.signatories.values().flatten().any(|name| *name == wanted.says)
            })
        };
        for wanted in &lookup.wanted {
            assert!(
                is_there(wanted),
                "{}: {} does not say {:?}",
                lookup.query,
                wanted.r#in,
                wanted.says
            );
        }
    }
}
