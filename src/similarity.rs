//! How alike two agreements are in what they provide.

use crate::matrix::Reading;
use crate::world::World;

/// How much each dimension weighs: the fewer agreements have a provision on it,
/// the more it tells that two of them do (Spärck Jones 1972, "A statistical
/// interpretation of term specificity and its application in retrieval"):
/// ln(1 + N / n), where n of N agreements have one.
pub fn weights(world: &World) -> Vec<f32> {
    let all = world.agreements.len();
    let holders = |dimension: usize| {
        (0..all).filter(|a| world.cell(*a, dimension).reading().is_provision()).count()
    };
    (0..world.codebook.dimensions.len())
        .map(|dimension| (1.0 + all as f32 / holders(dimension).max(1) as f32).ln())
        .collect()
}

/// How alike two agreements are, from 0 to 1, by dimension and level: the
/// weighted Jaccard, or Ružička, similarity
///
/// ```text
/// Σ w(d) · min(a(d), b(d))  /  Σ w(d) · max(a(d), b(d))
/// ```
///
/// over the dimensions d, with their [`weights`] w, where a(d) is 3 for a
/// commitment, 2 for an intention, 1 for an exploration and 0 without a
/// provision (M. Ružička 1958, "Anwendung mathematisch-statistischer Methoden in
/// der Geobotanik", Biológia 13, 647–661). None where neither has a provision.
pub fn similarity(world: &World, a: usize, b: usize, weights: &[f32]) -> Option<f32> {
    let (mut shared, mut all) = (0.0, 0.0);
    for (dimension, weight) in weights.iter().enumerate() {
        let [a, b] = [a, b].map(|agreement| strength(world.cell(agreement, dimension).reading()));
        shared += weight * a.min(b);
        all += weight * a.max(b);
    }
    (all > 0.0).then(|| shared / all)
}

fn strength(reading: Reading) -> f32 {
    match reading {
        Reading::Committed => 3.0,
        Reading::Intended => 2.0,
        Reading::Exploratory => 1.0,
        Reading::Context | Reading::Absent => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::Codebook;

    #[test]
    fn an_agreement_is_like_itself_and_two_are_as_alike_either_way() {
        let world = World::read(&[], Codebook::defence()).expect("the starter corpus is built in");
        let weights = weights(&world);
        for a in 0..4 {
            assert_eq!(similarity(&world, a, a, &weights), Some(1.0));
            for b in 0..4 {
                let likeness = similarity(&world, a, b, &weights);
                assert_eq!(likeness, similarity(&world, b, a, &weights));
                assert!(likeness.is_some_and(|likeness| (0.0..=1.0).contains(&likeness)));
            }
        }
    }

    #[test]
    fn by_hand() {
        // Two deals, two dimensions: A will build on cyber, B wants to; only B
        // has space, which half of them have.
        let folder = tempfile::tempdir().unwrap();
        let write =
            |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        let front = |parties: &str| format!("---\nparties: [{parties}]\nstatus: signed\n---\n");
        write("a.md", &(front("DEU, ITA") + "The parties shall cooperate on cyber security.\n"));
        write("b.md", &(front("FRA, ESP") + "The parties shall launch satellites together.\n"));
        let world = World::read(&[folder.path().to_owned()], Codebook::defence()).unwrap();
        let likeness = similarity(&world, 0, 1, &weights(&world));
        assert_eq!(likeness, Some(0.0), "they share nothing");
    }
}
