//! Counts, and the figures made of them.

use serde::Serialize;

use crate::codebook::Codebook;
use crate::coding::{Coding, Kind, Level};
use crate::matrix::Reading;

use super::GoldStatement;

/// A figure from 0 to 1; absent where there is nothing to divide by.
pub type Share = Option<f64>;

/// How far two codings of the same statements agree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scores {
    /// Statements of the gold.
    pub statements: usize,
    /// Those that comity has too. The others count as wrong everywhere.
    pub aligned: usize,
    /// Share of the gold's statements that comity gives the same kind.
    pub kind_accuracy: Share,
    /// Agreement on kind beyond chance: (p_o - p_e) / (1 - p_e), where p_o is
    /// the accuracy and p_e what the two coders' shares of each kind would
    /// give by chance (Cohen 1960, "A coefficient of agreement for nominal
    /// scales"). A statement that comity lacks is a kind of its own.
    pub kind_kappa: Share,
    pub provision_precision: Share,
    pub provision_recall: Share,
    pub provision_f1: Share,
    /// Share of the statements that both call provisions with the same level.
    pub level_accuracy: Share,
    /// Over all statement x dimension decisions together (micro average).
    pub dimensions: Rates,
    /// In the codebook's order.
    pub by_dimension: Vec<DimensionScores>,
    /// Cells of the matrix: documents x dimensions.
    pub cells: usize,
    /// Share of the cells with the same reading.
    pub cells_exact: Share,
    /// F1 of cells that are not absent.
    pub cells_presence_f1: Share,
}

/// Precision, recall and their harmonic mean (van Rijsbergen 1979,
/// "Information Retrieval", chapter 7), from counts that were added up first:
/// the micro average of Lewis 1991, "Evaluating text categorization".
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rates {
    pub precision: Share,
    pub recall: Share,
    pub f1: Share,
}

/// One dimension's rates and the counts behind them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DimensionScores {
    pub id: String,
    /// Statements that the person gives the dimension.
    pub gold: usize,
    /// Aligned statements that comity gives it.
    pub found: usize,
    /// Statements that both do.
    pub agreed: usize,
    #[serde(flatten)]
    pub rates: Rates,
}

/// What two coders said yes to, and what both did.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    gold: usize,
    found: usize,
    agreed: usize,
}

impl Count {
    fn add(&mut self, gold: bool, found: bool) {
        self.gold += usize::from(gold);
        self.found += usize::from(found);
        self.agreed += usize::from(gold && found);
    }

    fn rates(self) -> Rates {
        Rates {
            precision: share(self.agreed, self.found),
            recall: share(self.agreed, self.gold),
            f1: share(2 * self.agreed, self.gold + self.found),
        }
    }
}

impl std::iter::Sum for Count {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |sum, count| Self {
            gold: sum.gold + count.gold,
            found: sum.found + count.found,
            agreed: sum.agreed + count.agreed,
        })
    }
}

/// The kinds, and one place more for a statement that comity lacks.
const CATEGORIES: usize = Kind::ALL.len() + 1;

/// The counts over all documents so far.
pub struct Tally<'a> {
    codebook: &'a Codebook,
    aligned: usize,
    /// Statements by the person's category and comity's.
    kinds: [[usize; CATEGORIES]; CATEGORIES],
    provisions: Count,
    same_level: usize,
    dimensions: Vec<Count>,
    cells: usize,
    cells_same: usize,
    presence: Count,
}

impl<'a> Tally<'a> {
    pub fn new(codebook: &'a Codebook) -> Self {
        Self {
            codebook,
            aligned: 0,
            kinds: [[0; CATEGORIES]; CATEGORIES],
            provisions: Count::default(),
            same_level: 0,
            dimensions: vec![Count::default(); codebook.dimensions.len()],
            cells: 0,
            cells_same: 0,
            presence: Count::default(),
        }
    }

    /// Counts one document: the gold with its partners, and all of comity's
    /// codings, because a cell shows all of them.
    pub fn add_document(
        &mut self,
        gold: &[&GoldStatement],
        partners: &[Option<&Coding>],
        codings: &[Coding],
    ) {
        for (statement, partner) in gold.iter().zip(partners) {
            self.add_statement(statement, *partner);
        }
        let theirs = gold.iter().map(|g| (g.kind, g.level, g.dimensions.as_slice()));
        let ours = codings.iter().map(|c| (c.kind, c.level, c.dimensions.as_slice()));
        let (theirs, ours) = (self.row(theirs), self.row(ours));
        for (gold, found) in theirs.into_iter().zip(ours) {
            self.cells += 1;
            self.cells_same += usize::from(gold == found);
            self.presence.add(gold != Reading::Absent, found != Reading::Absent);
        }
    }

    fn add_statement(&mut self, gold: &GoldStatement, partner: Option<&Coding>) {
        let ours = partner.map(|coding| coding.kind);
        self.aligned += usize::from(partner.is_some());
        self.kinds[category(Some(gold.kind))][category(ours)] += 1;
        let both = (gold.kind == Kind::Provision, ours == Some(Kind::Provision));
        self.provisions.add(both.0, both.1);
        let level = partner.and_then(|coding| coding.level);
        self.same_level += usize::from(both == (true, true) && gold.level == level);
        for (dimension, count) in self.dimensions.iter_mut().enumerate() {
            let found = partner.is_some_and(|coding| coding.dimensions.contains(&dimension));
            count.add(gold.dimensions.contains(&dimension), found);
        }
    }

    /// A document's row of the matrix: in each cell the highest reading.
    fn row<'s>(
        &self,
        statements: impl Iterator<Item = (Kind, Option<Level>, &'s [usize])>,
    ) -> Vec<Reading> {
        let mut row = vec![Reading::Absent; self.codebook.dimensions.len()];
        for (kind, level, dimensions) in statements {
            for &dimension in dimensions {
                row[dimension] = row[dimension].max(Reading::of(kind, level));
            }
        }
        row
    }

    /// The figures.
    pub fn scores(&self) -> Scores {
        let statements = self.kinds.iter().flatten().sum();
        let same_kind = (0..CATEGORIES).map(|kind| self.kinds[kind][kind]).sum();
        let provisions = self.provisions.rates();
        Scores {
            statements,
            aligned: self.aligned,
            kind_accuracy: share(same_kind, statements),
            kind_kappa: kappa(&self.kinds),
            provision_precision: provisions.precision,
            provision_recall: provisions.recall,
            provision_f1: provisions.f1,
            level_accuracy: share(self.same_level, self.provisions.agreed),
            dimensions: self.dimensions.iter().copied().sum::<Count>().rates(),
            by_dimension: self.by_dimension(),
            cells: self.cells,
            cells_exact: share(self.cells_same, self.cells),
            cells_presence_f1: self.presence.rates().f1,
        }
    }

    fn by_dimension(&self) -> Vec<DimensionScores> {
        let ids = self.codebook.dimensions.iter().map(|dimension| dimension.id());
        ids.zip(&self.dimensions)
            .map(|(id, count)| DimensionScores {
                id: id.to_owned(),
                gold: count.gold,
                found: count.found,
                agreed: count.agreed,
                rates: count.rates(),
            })
            .collect()
    }
}

fn category(kind: Option<Kind>) -> usize {
    kind.map_or(Kind::ALL.len(), |kind| kind as usize)
}

/// Cohen's kappa of a square table of counts.
fn kappa(table: &[[usize; CATEGORIES]; CATEGORIES]) -> Share {
    let total: usize = table.iter().flatten().sum();
    let observed: usize = (0..CATEGORIES).map(|kind| table[kind][kind]).sum();
    // Both sides stay whole numbers until the one division at the end.
    let by_chance: usize = (0..CATEGORIES)
        .map(|kind| {
            let theirs: usize = table[kind].iter().sum();
            let ours: usize = table.iter().map(|row| row[kind]).sum();
            theirs * ours
        })
        .sum();
    let beyond = (observed * total) as f64 - by_chance as f64;
    let room = (total * total - by_chance) as f64;
    (room > 0.0).then(|| beyond / room)
}

fn share(part: usize, whole: usize) -> Share {
    (whole > 0).then(|| part as f64 / whole as f64)
}
