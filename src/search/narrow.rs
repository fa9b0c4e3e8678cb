//! What a query leaves of the matrix: the finder's language, asked of rows and
//! columns.

use super::query::Query;
use super::results::Hit;
use crate::world::World;

/// The agreements and dimensions that are left, in the world's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowed {
    pub agreements: Vec<usize>,
    pub dimensions: Vec<usize>,
}

/// Narrows the matrix to what a query asks for. Filters are asked of deals and
/// cells: `dim:cyber level:>=intended` leaves the agreements whose cell on
/// cyber reads so, and that dimension. Words and phrases are asked of names and
/// statements: every one must be met, as it is, and what is to be left out must
/// be said nowhere.
///
/// # Errors
/// A filter that means nothing: the sentence says what would.
pub fn narrow(world: &World, text: &str) -> Result<Narrowed, String> {
    let query = Query::parse(text, world);
    if let Some(mistake) = query.mistake {
        return Err(mistake.to_string());
    }
    let filters = &query.filters;
    let mut agreements: Vec<usize> =
        (0..world.agreements.len()).filter(|a| filters.admit_row(*a, world)).collect();
    let is_silent = filters.wants_silence();
    if !query.is_bare() {
        let held = holders(world, text, is_silent);
        agreements.retain(|agreement| held[*agreement]);
    }
    for unwanted in &query.without {
        let held = holders(world, &format!("\"{}\"", unwanted.join(" ")), false);
        agreements.retain(|agreement| !held[*agreement]);
    }
    let dimensions =
        (0..world.codebook.dimensions.len()).filter(|d| filters.admit_column(*d)).collect();
    Ok(Narrowed { agreements, dimensions })
}

/// For each agreement, whether it holds what a query finds; that nothing was found
/// counts where it is asked for silence.
fn holders(world: &World, text: &str, is_silent: bool) -> Vec<bool> {
    let results = world.index().search(world, text, usize::MAX);
    let mut held = vec![false; world.agreements.len()];
    let holds = |hit: &&Hit| !hit.is_related && (is_silent || !hit.target.is_absent(world));
    for hit in results.hits.iter().filter(holds).filter(|_| !results.is_partial) {
        if let Some(held) = hit.target.agreement(world).and_then(|at| held.get_mut(at)) {
            *held = true;
        }
    }
    held
}
