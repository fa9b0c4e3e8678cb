//! Search over the starter corpus: what a query means and what comes first.

use comity::codebook::Codebook;
use comity::coding::Kind;
use comity::matrix::Reading;
use comity::search::{Hit, Results, Target};
use comity::world::World;

use crate::desk::Desk;

fn starter() -> World {
    World::read(&[], Codebook::defence()).unwrap()
}

fn search(world: &World, query: &str) -> Results {
    world.index().search(world, query, usize::MAX)
}

/// The sentences found, each with whether it is only related.
fn sentences(world: &World, query: &str) -> Vec<(String, bool)> {
    let is_sentence = |hit: &&Hit| matches!(hit.target, Target::Statement(_));
    let results = search(world, query);
    results.hits.iter().filter(is_sentence).map(|hit| (hit.text(world), hit.is_related)).collect()
}

#[test]
fn filters_let_through_what_meets_them() {
    let world = starter();
    let cyber = world.codebook.dimension("cyber").unwrap();
    let results = search(&world, "dim:cyber level:>=intended kind:prov party:Italy");
    assert!(!results.hits.is_empty());
    for hit in &results.hits {
        let Target::Statement(id) = hit.target else { panic!("{hit:?}") };
        let coding = world.coding(id);
        assert!(coding.dimensions.contains(&cyber) && coding.kind == Kind::Provision);
        assert!(Reading::of_coding(&coding) >= Reading::Intended);
        let deal = &world.agreements[world.agreement_of(id.document).unwrap()].deal;
        assert!(deal.parties.contains(&"ITA".to_owned()));
    }
    let deals = search(&world, "party:tokyo");
    let named = deals.hits.iter().find(|hit| matches!(hit.target, Target::Agreement(_))).unwrap();
    assert!(named.text(&world).starts_with("India–Japan"), "a capital names its state");
}

#[test]
fn a_filter_that_means_nothing_says_what_would() {
    let world = starter();
    let mistake = |query: &str| search(&world, query).mistake.unwrap();
    assert_eq!(mistake("kind:rumour"), "kind: may be provision, commentary, background");
    assert_eq!(mistake("party:peru"), "party: may be germany, india, italy, japan, united-states");
    assert!(mistake("year:20x").ends_with("or two with .. between them"));
    // A colon in a text is no filter.
    assert_eq!(search(&world, "note: cyber").mistake, None);
}

#[test]
fn a_mistake_keeps_what_was_found() {
    let mut desk = Desk::new(80, 24);
    desk.press("/ cyber");
    let before = desk.picture().lines().nth(2).map(str::to_owned);
    desk.press("Space level:zz");
    let picture = desk.picture();
    assert!(picture.contains("level: may be committed"), "{picture}");
    assert_eq!(picture.lines().nth(2).map(str::to_owned), before);
    // What was found is still what is read.
    desk.press("Down Down Down Down Enter");
    assert!(
        desk.picture().lines().next().unwrap().contains("\"cyber level\""),
        "{}",
        desk.picture()
    );
}

#[test]
fn tab_completes_a_filter() {
    let mut desk = Desk::new(80, 24);
    desk.press("/ di Tab cy Tab");
    assert!(desk.picture().contains("/ dim:cyber"), "{}", desk.picture());
    desk.press("semicon Space level:>=c Tab");
    assert!(desk.picture().contains("level:>=co "), "as far as it is sure: {}", desk.picture());
}

#[test]
fn a_phrase_keeps_its_order_and_a_minus_leaves_out() {
    let world = starter();
    let holds = |query: &str, phrase: &str| {
        let found = sentences(&world, query);
        assert!(!found.is_empty(), "{query}");
        found.iter().all(|(text, _)| text.to_lowercase().replace('-', " ").contains(phrase))
    };
    assert!(holds("\"supply chains\"", "supply chains"));
    assert!(sentences(&world, "\"chains supply\"").is_empty());
    let (all, without) = (sentences(&world, "cyber"), sentences(&world, "cyber -hybrid"));
    assert!(without.len() < all.len());
    assert!(without.iter().all(|(text, _)| !text.contains("hybrid")));
}

#[test]
fn what_is_related_stands_below_what_holds_the_word() {
    let world = starter();
    let found = sentences(&world, "chips");
    let is_related = |text: &str| !text.to_lowercase().contains("chip");
    assert!(found.iter().any(|(text, _)| text.contains("semiconductor")));
    assert!(found.iter().all(|(text, related)| is_related(text) == *related), "{found:?}");
    let first = found.iter().position(|(_, related)| *related).unwrap();
    assert!(found[first..].iter().all(|(_, related)| *related), "literal hits come first");
}

#[test]
fn the_same_query_finds_the_same_list() {
    let (one, other) = (starter(), starter());
    for query in ["japan semicond", "undrsea cable", "party:india jet", "who signed for italy"] {
        assert_eq!(search(&one, query), search(&other, query), "{query}");
    }
}
