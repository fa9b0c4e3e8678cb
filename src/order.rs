//! Which agreements and dimensions of the matrix are shown, and in which order.

use std::cmp::{Ordering, Reverse};

use serde::{Deserialize, Serialize};

use crate::compare::Difference;
use crate::matrix::Reading;
use crate::search::narrow;
use crate::world::World;

/// What agreements or dimensions are sorted by. They go by their numbers in the
/// world, or by whatever else tells them apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Key<On = usize> {
    /// As the corpus, or the codebook, has them.
    #[default]
    Given,
    /// From A to Z.
    Name,
    /// The newest agreement first; dimensions have none.
    Date,
    /// The first party's name, from A to Z; dimensions have none.
    Party,
    /// The most provisions first: of an agreement the dimensions it has one
    /// on, of a dimension the agreements that have one.
    Coverage,
    /// The firmest first: of agreements on this dimension, of dimensions in
    /// this agreement.
    Level(On),
}

impl<On> Key<On> {
    /// The same with other names; without one for what it is by, as given.
    fn renamed<To>(&self, name: impl Fn(&On) -> Option<To>) -> Key<To> {
        match self {
            Self::Given => Key::Given,
            Self::Name => Key::Name,
            Self::Date => Key::Date,
            Self::Party => Key::Party,
            Self::Coverage => Key::Coverage,
            Self::Level(on) => name(on).map_or(Key::Given, Key::Level),
        }
    }
}

/// A key and its direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort<On = usize> {
    pub key: Key<On>,
    pub is_reversed: bool,
}

impl<On> Sort<On> {
    fn renamed<To>(&self, name: impl Fn(&On) -> Option<To>) -> Sort<To> {
        Sort { key: self.key.renamed(name), is_reversed: self.is_reversed }
    }
}

impl Sort {
    /// By another key, or by the same the other way round.
    pub fn by(&mut self, key: Key) {
        let is_again = self.key == key;
        *self = Self { key, is_reversed: is_again && !self.is_reversed };
    }
}

/// What is asked for: all of it, as it is, unless more is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, bound(deserialize = "On: Deserialize<'de>"))]
pub struct Arrangement<On = usize> {
    pub agreements: Sort<On>,
    pub dimensions: Sort<On>,
    /// In the language of the search: see [`narrow`].
    pub filter: String,
    /// Only these agreements, where there are any.
    pub only: Vec<On>,
    pub hidden_agreements: Vec<On>,
    pub hidden_dimensions: Vec<On>,
    /// Whether dimensions are left out on which all that is shown says the same.
    pub is_differing: bool,
}

/// Whatever agreements and dimensions go by.
impl<On> Default for Arrangement<On> {
    fn default() -> Self {
        Self {
            agreements: Sort { key: Key::Given, is_reversed: false },
            dimensions: Sort { key: Key::Given, is_reversed: false },
            filter: String::new(),
            only: Vec::new(),
            hidden_agreements: Vec::new(),
            hidden_dimensions: Vec::new(),
            is_differing: false,
        }
    }
}

impl<On> Arrangement<On> {
    /// The same where agreements and dimensions go by other names. What has none
    /// is left out; what has one with another stands once.
    pub fn renamed<To: PartialEq>(
        &self,
        agreement: impl Fn(&On) -> Option<To>,
        dimension: impl Fn(&On) -> Option<To>,
    ) -> Arrangement<To> {
        Arrangement {
            agreements: self.agreements.renamed(&dimension),
            dimensions: self.dimensions.renamed(&agreement),
            filter: self.filter.clone(),
            only: renamed(&self.only, &agreement),
            hidden_agreements: renamed(&self.hidden_agreements, &agreement),
            hidden_dimensions: renamed(&self.hidden_dimensions, &dimension),
            is_differing: self.is_differing,
        }
    }
}

/// What goes by one name, by others, each once.
pub fn renamed<On, To: PartialEq>(all: &[On], name: impl Fn(&On) -> Option<To>) -> Vec<To> {
    let mut renamed = Vec::new();
    for name in all.iter().filter_map(name) {
        if !renamed.contains(&name) {
            renamed.push(name);
        }
    }
    renamed
}

impl Arrangement {
    /// Whether anything may be left out.
    pub fn is_narrow(&self) -> bool {
        let Self { agreements, dimensions, .. } = *self;
        *self != Self { agreements, dimensions, ..Self::default() }
    }
}

/// What is shown, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    pub agreements: Vec<usize>,
    pub dimensions: Vec<usize>,
    /// For each dimension of the codebook, how many of the agreements shown
    /// have a provision on it.
    pub totals: Vec<usize>,
    /// For each agreement of the world its place, where it is shown.
    places: Vec<Option<usize>>,
}

impl Order {
    /// Puts in order what is asked for.
    ///
    /// # Errors
    /// A filter that means nothing: the sentence says what would.
    pub fn new(world: &World, asked: &Arrangement) -> Result<Self, String> {
        let kept = narrow(world, &asked.filter)?;
        let is_asked = |agreement: &usize| {
            (asked.only.is_empty() || asked.only.contains(agreement))
                && !asked.hidden_agreements.contains(agreement)
        };
        let mut agreements: Vec<usize> = kept.agreements.into_iter().filter(is_asked).collect();
        let totals = totals(world, &agreements);
        let is_asked = |dimension: &usize| {
            !asked.hidden_dimensions.contains(dimension)
                && (!asked.is_differing || differs(world, &agreements, *dimension))
        };
        let mut dimensions: Vec<usize> = kept.dimensions.into_iter().filter(is_asked).collect();
        sort_agreements(world, &mut agreements, asked.agreements);
        sort_dimensions(world, &mut dimensions, asked.dimensions, &totals);
        let mut places = vec![None; world.agreements.len()];
        agreements.iter().enumerate().for_each(|(place, at)| places[*at] = Some(place));
        Ok(Self { agreements, dimensions, totals, places })
    }

    /// The place of an agreement, where it is shown.
    pub fn place(&self, agreement: usize) -> Option<usize> {
        self.places.get(agreement).copied().flatten()
    }

    /// The place of a dimension, where it is shown.
    pub fn dimension_place(&self, dimension: usize) -> Option<usize> {
        self.dimensions.iter().position(|shown| *shown == dimension)
    }

    /// How many of the dimensions shown an agreement has a provision on.
    pub fn total(&self, world: &World, agreement: usize) -> usize {
        let cells = self.dimensions.iter().map(|dimension| world.cell(agreement, *dimension));
        cells.filter(|cell| cell.reading().is_provision()).count()
    }
}

fn totals(world: &World, agreements: &[usize]) -> Vec<usize> {
    let mut totals = vec![0; world.codebook.dimensions.len()];
    for agreement in agreements {
        for (dimension, total) in totals.iter_mut().enumerate() {
            *total += usize::from(world.cell(*agreement, dimension).reading().is_provision());
        }
    }
    totals
}

/// Whether agreements say different things on a dimension.
fn differs(world: &World, agreements: &[usize], dimension: usize) -> bool {
    let readings = agreements.iter().map(|a| world.cell(*a, dimension).reading());
    let mut readings = readings.filter(|reading| *reading != Reading::NotRead);
    let first = readings.next().unwrap_or_default();
    readings.any(|reading| Difference::between(first, reading).differs())
}

fn sort_agreements(world: &World, agreements: &mut [usize], Sort { key, is_reversed }: Sort) {
    match key {
        Key::Given if is_reversed => agreements.reverse(),
        Key::Given => {}
        Key::Name => {
            sort(agreements, is_reversed, |a| Some(world.agreements[*a].name.to_lowercase()));
        }
        Key::Date => sort(agreements, !is_reversed, |a| world.agreements[*a].deal.date.clone()),
        Key::Party => sort(agreements, is_reversed, |a| {
            let parties = &world.agreements[*a].deal.parties;
            parties.first().map(|code| world.states().name(code).to_lowercase())
        }),
        Key::Coverage => {
            sort(agreements, is_reversed, |a| Some(Reverse(coverage(world, *a))));
        }
        Key::Level(dimension) => sort(agreements, is_reversed, |a| firmness(world, *a, dimension)),
    }
}

/// How many dimensions an agreement has a provision on.
fn coverage(world: &World, agreement: usize) -> usize {
    let dimensions = 0..world.codebook.dimensions.len();
    dimensions.filter(|d| world.cell(agreement, *d).reading().is_provision()).count()
}

fn sort_dimensions(
    world: &World,
    dimensions: &mut [usize],
    Sort { key, is_reversed }: Sort,
    totals: &[usize],
) {
    match key {
        Key::Name => {
            sort(dimensions, is_reversed, |d| {
                Some(world.codebook.dimensions[*d].name.to_lowercase())
            });
        }
        Key::Coverage => sort(dimensions, is_reversed, |d| Some(Reverse(totals[*d]))),
        Key::Level(agreement) if agreement < world.agreements.len() => {
            sort(dimensions, is_reversed, |d| firmness(world, agreement, *d));
        }
        _ if is_reversed => dimensions.reverse(),
        _ => {}
    }
}

/// What a cell is sorted by: the firmest first, of those as firm the one with
/// more statements. An empty cell comes last either way.
fn firmness(
    world: &World,
    agreement: usize,
    dimension: usize,
) -> Option<(Reverse<Reading>, Reverse<usize>)> {
    let cell = world.cell(agreement, dimension);
    let reading = cell.reading();
    reading.is_found().then_some((Reverse(reading), Reverse(cell.evidence.len())))
}

/// Sorts by a key; what has none comes last, and equals stay as they were.
fn sort<K: Ord>(all: &mut [usize], is_reversed: bool, key: impl Fn(&usize) -> Option<K>) {
    let mut keyed: Vec<(Option<K>, usize)> = all.iter().map(|at| (key(at), *at)).collect();
    keyed.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) if is_reversed => b.cmp(a),
        (Some(a), Some(b)) => a.cmp(b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    });
    all.iter_mut().zip(keyed).for_each(|(at, (_, sorted))| *at = sorted);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::Codebook;

    fn starter() -> World {
        World::read(&[], Codebook::defence()).expect("the starter corpus is built in")
    }

    fn names(world: &World, asked: &Arrangement) -> Vec<String> {
        let order = Order::new(world, asked).expect("the filter means something");
        order.agreements.iter().map(|a| world.agreements[*a].code.clone()).collect()
    }

    fn sorted(world: &World, key: Key, is_reversed: bool) -> Vec<String> {
        names(world, &Arrangement { agreements: Sort { key, is_reversed }, ..Default::default() })
    }

    #[test]
    fn unless_more_is_said_all_is_shown_as_it_is() {
        let world = starter();
        let order = Order::new(&world, &Arrangement::default()).unwrap();
        assert_eq!(order.agreements, [0, 1, 2, 3]);
        assert_eq!(order.dimensions, (0..16).collect::<Vec<_>>());
        assert!(order.totals.iter().all(|total| (1..=4).contains(total)));
    }

    #[test]
    fn an_empty_cell_comes_last_either_way() {
        let world = starter();
        let energy = world.codebook.dimensions.iter().position(|d| d.id() == "energy").unwrap();
        let firmest = ["IND–JPN", "DEU–ITA", "IND–ITA", "USA–IND"];
        assert_eq!(sorted(&world, Key::Level(energy), false), firmest);
        let faintest = ["DEU–ITA", "IND–JPN", "IND–ITA", "USA–IND"];
        assert_eq!(sorted(&world, Key::Level(energy), true), faintest);
    }

    #[test]
    fn the_same_key_again_turns_round() {
        let mut sort = Sort::default();
        sort.by(Key::Name);
        assert!(!sort.is_reversed);
        sort.by(Key::Name);
        assert!(sort.is_reversed);
        sort.by(Key::Coverage);
        assert!(!sort.is_reversed);
    }

    #[test]
    fn a_filter_narrows_agreements_and_dimensions() {
        let world = starter();
        let ask = |filter: &str| Arrangement { filter: filter.to_owned(), ..Default::default() };
        assert_eq!(names(&world, &ask("party:italy")), ["DEU–ITA", "IND–ITA"]);
        assert_eq!(names(&world, &ask("level:committed dim:energy")), ["IND–JPN"]);
        assert_eq!(names(&world, &ask("level:absent dim:cyber")).len(), 3);
        assert_eq!(names(&world, &ask("status:signed")), ["DEU–ITA"]);
        assert_eq!(names(&world, &ask("semiconductors level:intended")), ["IND–JPN"]);
        assert_eq!(names(&world, &ask("-semiconductors party:japan")).len(), 0);
        assert_eq!(names(&world, &ask("-semiconductors")).len(), 3);
        assert!(names(&world, &ask("zzzz")).is_empty());
        let order = Order::new(&world, &ask("dim:energy dim:space")).unwrap();
        assert_eq!((order.agreements, order.dimensions.len()), (vec![0], 2));
        assert!(Order::new(&world, &ask("level:huge")).is_err());
    }

    #[test]
    fn what_does_not_differ_can_be_left_out() {
        let world = starter();
        let asked = Arrangement { only: vec![0, 2], is_differing: true, ..Default::default() };
        let order = Order::new(&world, &asked).unwrap();
        let differing = crate::compare::compare(&world, 0, 2);
        let count = differing.iter().filter(|row| row.difference.differs()).count();
        assert_eq!(order.dimensions.len(), count);
    }
}
