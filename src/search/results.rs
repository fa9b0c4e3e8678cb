//! What a search finds.

use crate::document::StatementId;
use crate::world::World;

use super::filter::Mistake;

/// What a hit leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    Agreement(usize),
    Cell {
        agreement: usize,
        dimension: usize,
    },
    /// A dimension by its name.
    Dimension(usize),
    /// A person who signed, by the agreement and the place in its list.
    Person {
        agreement: usize,
        person: usize,
    },
    Statement(StatementId),
}

impl Target {
    /// The agreement that it belongs to, if to one.
    pub fn agreement(self, world: &World) -> Option<usize> {
        match self {
            Self::Agreement(agreement)
            | Self::Cell { agreement, .. }
            | Self::Person { agreement, .. } => Some(agreement),
            Self::Statement(id) => world.agreement_of(id.document),
            Self::Dimension(_) => None,
        }
    }

    /// Whether it is a cell in which nothing was found.
    pub fn is_absent(self, world: &World) -> bool {
        match self {
            Self::Cell { agreement, dimension } => {
                world.cell(agreement, dimension).evidence.is_empty()
            }
            _ => false,
        }
    }
}

/// One search result.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    pub target: Target,
    /// The higher, the better.
    pub score: f32,
    /// Whether it holds a word only in another form of meaning: see
    /// `search/related.toml`.
    pub is_related: bool,
}

/// What a query found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// Best first, as many as were asked for.
    pub hits: Vec<Hit>,
    /// How many there are.
    pub total: usize,
    /// Whether no hit meets every word of the query: these meet the most.
    pub is_partial: bool,
    /// Whether nothing could be looked for yet.
    pub is_pending: bool,
    /// What a filter that means nothing may be instead.
    pub mistake: Option<Mistake>,
}

impl Results {
    /// What was asked for by its name.
    pub fn only(target: Target) -> Self {
        Self { hits: vec![Hit::new(target, 1.0)], total: 1, ..Self::default() }
    }
}

impl Hit {
    pub(super) fn new(target: Target, score: f32) -> Self {
        Self { target, score, is_related: false }
    }

    /// The best first; of those as good, the first in the corpus.
    pub(super) fn rank(a: &Self, b: &Self) -> std::cmp::Ordering {
        b.score.total_cmp(&a.score).then(a.target.cmp(&b.target))
    }

    /// What is shown of it.
    pub fn text(&self, world: &World) -> String {
        match self.target {
            Target::Agreement(index) => {
                let agreement = &world.agreements[index];
                format!("{} · {}", agreement.name, agreement.deal.title)
            }
            Target::Cell { agreement, dimension } => {
                let reading = world.cell(agreement, dimension).reading().answer();
                let dimension = &world.codebook.dimensions[dimension].name;
                format!("{} · {dimension} · {reading}", world.agreements[agreement].name)
            }
            Target::Dimension(index) => world.codebook.dimensions[index].name.clone(),
            Target::Person { agreement, person } => {
                let name = people(world, agreement).nth(person).unwrap_or_default();
                format!("{name} · {SIGNATORY} · {}", world.agreements[agreement].name)
            }
            Target::Statement(id) => world.text(id).to_owned(),
        }
    }
}

/// Said of people who signed.
const SIGNATORY: &str = "signatory";

/// The words by which people who signed are looked for.
pub(super) const SIGNED: &str = "signed signatory signature";

/// The people who signed an agreement, in a fixed order.
pub fn people(world: &World, agreement: usize) -> impl Iterator<Item = &str> {
    signatories(world, agreement).map(|(_, name)| name)
}

/// The same, each behind the code of the party; of whom none is known, behind
/// nothing.
pub(super) fn signatories(world: &World, agreement: usize) -> impl Iterator<Item = (&str, &str)> {
    let parties = world.agreements[agreement].deal.signatories.iter();
    parties.flat_map(|(party, names)| names.iter().map(|name| (party.as_str(), name.as_str())))
}
