//! How alike two agreements are in what they provide.

use crate::matrix::Reading;
use crate::world::World;

/// How much each dimension weighs: the fewer agreements have a provision on it,
/// the more it tells that two of them do (Spärck Jones 1972, "A statistical
/// interpretation of term specificity and its application in retrieval"):
/// ln(1 + N / n), where n of N agreements have one, of those that were read for it.
pub fn weights(world: &World) -> Vec<f32> {
    let count = |dimension: usize, counts: fn(Reading) -> bool| {
        let agreements = 0..world.agreements.len();
        agreements.filter(|a| counts(world.cell(*a, dimension).reading())).count()
    };
    let weight = |dimension: usize| {
        let read = count(dimension, |reading| reading != Reading::NotRead);
        let holders = count(dimension, Reading::is_provision);
        (1.0 + read as f32 / holders.max(1) as f32).ln()
    };
    (0..world.codebook.dimensions.len()).map(weight).collect()
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
/// der Geobotanik", Biológia 13, 647–661). A dimension for which one of them was
/// not read is left out. None where neither has a provision.
pub fn similarity(world: &World, a: usize, b: usize, weights: &[f32]) -> Option<f32> {
    let (mut shared, mut all) = (0.0, 0.0);
    for (dimension, weight) in weights.iter().enumerate() {
        let readings = [a, b].map(|agreement| world.cell(agreement, dimension).reading());
        if readings.contains(&Reading::NotRead) {
            continue;
        }
        let [a, b] = readings.map(strength);
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
        Reading::Context | Reading::Absent | Reading::NotRead => 0.0,
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
        // Both have cyber, one of them firmly; only the second has space.
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, parties: &str, text: &str| {
            let front = format!("---\nparties: [{parties}]\nstatus: signed\n---\n");
            std::fs::write(folder.path().join(name), front + text).unwrap();
        };
        write("a.md", "DEU, ITA", "The parties shall cooperate on cyber security.\n");
        write(
            "b.md",
            "FRA, ESP",
            "The parties intend to cooperate on cyber security.\n\nThe parties shall launch \
             satellites into orbit.\n",
        );
        let world = World::read(&[folder.path().to_owned()], Codebook::defence()).unwrap();
        let at = |id: &str| world.codebook.dimensions.iter().position(|d| d.id() == id).unwrap();
        let mut one_each = vec![0.0; world.codebook.dimensions.len()];
        (one_each[at("cyber")], one_each[at("space")]) = (1.0, 1.0);
        // min 2 of cyber, against max 3 of cyber and 3 of space
        assert_eq!(similarity(&world, 0, 1, &one_each), Some(2.0 / 6.0));
        let weights = weights(&world);
        assert!(weights[at("space")] > weights[at("cyber")], "the rarer weighs more");
        one_each[at("cyber")] = 0.0;
        one_each[at("space")] = 0.0;
        one_each[at("energy")] = 1.0;
        assert_eq!(similarity(&world, 0, 1, &one_each), None, "neither has a provision");
    }
}
