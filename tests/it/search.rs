//! Search over the starter corpus: what a query means and what comes first.

use std::collections::BTreeSet;
use std::thread;

use comity::codebook::Codebook;
use comity::coding::Kind;
use comity::matrix::Reading;
use comity::search::{Hit, Results, Target, Turn, Turns, narrow};
use comity::world::World;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use expect_test::expect;

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

/// The names of the agreements that are found or hold what is.
fn deals(world: &World, query: &str) -> BTreeSet<String> {
    let results = search(world, query);
    assert_eq!(results.mistake, None, "{query}");
    let deals = results.hits.iter().filter_map(|hit| hit.target.agreement(world));
    deals.map(|deal| world.agreements[deal].name.clone()).collect()
}

#[test]
fn a_minus_before_a_filter_leaves_out_what_meets_it() {
    let world = starter();
    let all = deals(&world, "cyber");
    for filter in ["party:italy", "party:rome", "in:india-italy", "year:2023..", "status:signed"] {
        let (with, without) =
            (deals(&world, &format!("{filter} cyber")), deals(&world, &format!("cyber -{filter}")));
        assert!(with.is_disjoint(&without), "{filter}: {with:?} {without:?}");
        assert_eq!(with.union(&without).count(), all.len(), "{filter}");
    }
    assert!(!deals(&world, "-party:italy").iter().any(|name| name.contains("Italy")));
}

#[test]
fn a_minus_before_a_filter_of_passages_leaves_those_out() {
    let world = starter();
    let cyber = world.codebook.dimension("cyber").unwrap();
    let results = search(&world, "italy -dim:cyber -level:committed -kind:commentary");
    let mut statements = 0;
    for hit in &results.hits {
        match hit.target {
            Target::Statement(id) => {
                let coding = world.coding(id);
                assert!(!coding.dimensions.contains(&cyber) && coding.kind != Kind::Commentary);
                assert!(Reading::of_coding(&coding) != Reading::Committed);
                statements += 1;
            }
            Target::Cell { dimension, .. } => assert!(dimension != cyber),
            _ => {}
        }
    }
    assert!(statements > 0);
    let names = search(&world, "cyber -dim:cyber").hits;
    assert!(names.iter().all(|hit| hit.target != Target::Dimension(cyber)));
}

#[test]
fn a_minus_alone_leaves_the_rest() {
    let world = starter();
    let (all, rest) = (world.statement_count(), sentences(&world, "-cyber"));
    assert!(!rest.is_empty() && rest.len() < all, "{} of {all}", rest.len());
    assert!(rest.iter().all(|(text, _)| !text.to_lowercase().contains("cyber ")));
}

#[test]
fn a_filter_that_means_nothing_says_what_would() {
    let world = starter();
    let mistake = |query: &str| search(&world, query).mistake.unwrap().to_string();
    assert_eq!(
        mistake("kind:rumour"),
        "kind:rumour is not known; it may be provision, commentary, background"
    );
    assert_eq!(
        mistake("party:peru"),
        "party:peru is not known; it may be germany, india, italy, japan, united-states"
    );
    assert!(mistake("year:20x").ends_with("or two with .. between them"));
    assert!(mistake("party:indai").starts_with("did you mean party:india? it may be germany,"));
    assert!(mistake("level:>=comitted").starts_with("did you mean level:>=committed? "));
    assert_eq!(
        mistake("year:2024..2022"),
        "year:2024..2022 runs backwards; did you mean year:2022..2024?"
    );
    assert!(mistake("-party:").starts_with("party: may be germany, india"), "of whom?");
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
    assert!(picture.contains("level:zz is not known; it may be committed"), "{picture}");
    assert_eq!(picture.lines().nth(2).map(str::to_owned), before);
    // What was found is still what is read.
    desk.press("Down Down Down Down Enter");
    assert!(
        desk.picture().lines().next().unwrap().contains("\"cyber level:zz\""),
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
fn a_filter_that_is_not_complete_says_what_may_stand_there() {
    let mut desk = Desk::new(80, 24);
    desk.press("/ -pa Tab Tab");
    let picture = desk.picture();
    assert!(picture.contains("/ -party: ") && !picture.contains('◆'), "{picture}");
    assert!(picture.contains("party: may be germany, india"), "{picture}");
    assert!(picture.contains("hits") && !picture.contains(" 0 hits"), "{picture}");
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

/// A corpus of one text.
fn world_of(text: &str) -> World {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.md"), text).unwrap();
    World::read(&[folder.path().to_path_buf()], Codebook::defence()).unwrap()
}

#[test]
fn an_article_is_found_in_short_and_in_full() {
    let world = world_of(
        "# Treaty of Peru and Chile\n\n## Article 5\n\nThe Parties shall patrol.\n\n## Art. 6\n\nThe Parties shall train on state of the art ships.\n",
    );
    for (query, heading) in [
        ("Art. 5", "Article 5"),
        ("article 5", "Article 5"),
        ("Art. 6", "Art. 6"),
        ("article 6", "Art. 6"),
    ] {
        assert_eq!(sentences(&world, query)[0], (heading.to_owned(), false), "{query}");
    }
    let world = world_of("# Treaty of Peru and Chile\n\n## Article 5\n\n## Article 51\n");
    let found = sentences(&world, "Art. 5");
    assert_eq!(found, [("Article 5".to_owned(), false)]);
}

#[test]
fn who_signed_for_a_state_comes_before_who_signed_with_it() {
    let world = starter();
    for (query, name) in [("who signed for italy", "Meloni"), ("who signed for india", "Modi")] {
        let first = search(&world, query).hits[0];
        let text = first.text(&world);
        assert!(matches!(first.target, Target::Person { .. }) && text.contains(name), "{text}");
    }
}

#[test]
fn signatures_are_found_however_they_are_set() {
    let world = world_of(
        "# Memorandum of Understanding of Peru and Chile\n\nWe will work.\n\nSigned at Lima, on 2 May 2024.\n\nFor Peru:      For Chile:\n\nAna Soto       Luis Mora\n",
    );
    let found = sentences(&world, "who signed for peru");
    assert!(found.iter().take(5).any(|(text, _)| text.contains("Ana Soto")), "{found:?}");
}

#[test]
fn the_same_query_finds_the_same_list() {
    let (one, other) = (starter(), starter());
    for query in ["japan semicond", "undrsea cable", "party:india jet", "who signed for italy"] {
        assert_eq!(search(&one, query), search(&other, query), "{query}");
    }
}

#[test]
fn words_are_found_in_spite_of_the_fingers() {
    let world = starter();
    for query in ["undersea", "undrsea", "udnersea", "undersae", "underssea"] {
        let found = sentences(&world, query);
        assert!(found[0].0.contains("undersea"), "{query}: {found:?}");
    }
    // What is spelled as a word of the corpus is that word and no other.
    let found = sentences(&world, "cyber -\"cyber\"");
    assert!(found.iter().all(|(text, _)| text.to_lowercase().contains("cyber")), "{found:?}");
}

#[test]
fn past_queries_come_back_with_up() {
    let mut desk = Desk::new(80, 24);
    desk.press("/ cyber Esc / jet Esc / Ctrl+u Up");
    assert!(desk.picture().contains("/ jet"), "{}", desk.picture());
    desk.press("Up");
    assert!(desk.picture().contains("/ cyber"), "{}", desk.picture());
    desk.press("Up");
    assert!(desk.picture().contains("/ cyber"), "there is none before: {}", desk.picture());
    // On another line Up moves among the hits.
    desk.press("Down Up");
    assert!(desk.picture().contains("/ cyber"), "{}", desk.picture());
}

#[test]
fn several_hits_can_be_marked_and_read_one_after_the_other() {
    let mut desk = Desk::new(80, 24);
    desk.press("/ semiconductor Tab Tab");
    assert_eq!(desk.picture().matches('◆').count(), 2, "{}", desk.picture());
    desk.press("Enter");
    let Some(comity::tui::state::Opened::Reader(reader)) = desk.state.opened.last() else {
        panic!("{}", desk.picture())
    };
    assert_eq!(reader.evidence.len(), 2);
    desk.press("n n");
    assert!(desk.picture().contains("last evidence"), "{}", desk.picture());
    // A second Tab takes the mark away.
    desk.press("Esc Up Tab");
    assert_eq!(desk.picture().matches('◆').count(), 1, "{}", desk.picture());
}

#[test]
fn marks_belong_to_their_query_and_leave_the_selected_hit_alone() {
    let mut desk = Desk::new(80, 24);
    desk.press("/ undersea Tab Ctrl+u");
    desk.press("semiconductor");
    assert_eq!(desk.picture().matches('◆').count(), 0, "{}", desk.picture());
    desk.press("Tab Down Alt+Enter Esc");
    let Some(comity::tui::state::Opened::Reader(reader)) = desk.state.opened.last() else {
        panic!("{}", desk.picture())
    };
    assert!(reader.evidence.len() > 1, "all hits, not the marked one");
}

#[test]
fn a_hit_can_be_opened_behind_the_finder() {
    let mut desk = Desk::new(80, 24);
    desk.press("/ semiconductor Alt+Enter");
    assert!(desk.picture().contains("/ semiconductor"), "{}", desk.picture());
    desk.press("Esc");
    assert!(desk.picture().contains("\"semiconductor\""), "{}", desk.picture());
}

#[test]
fn what_is_marked_in_the_reader_is_found_elsewhere() {
    let mut desk = Desk::new(80, 24);
    desk.press("/ semiconductor Enter *");
    assert!(desk.picture().contains("/ semiconductor"), "{}", desk.picture());
    assert!(desk.picture().contains("hits"), "{}", desk.picture());
}

#[test]
fn a_word_of_which_letters_are_marked_is_found_elsewhere_as_a_whole() {
    let mut desk = Desk::new(80, 24);
    desk.press("/ semicondutcor Enter *");
    let picture = desk.picture();
    let query = picture.lines().nth(1).unwrap().split_whitespace().nth(1).unwrap();
    assert!(query.to_lowercase().starts_with("semiconductor"), "{picture}");
}

#[test]
fn a_query_that_is_overtaken_is_not_searched_for() {
    let mut desk = Desk::new(80, 24);
    desk.press("/ cyber");
    let settled = desk.picture();
    let mut other = Desk::new(80, 24);
    "/ c y b e r".split(' ').for_each(|key| {
        other.press(key);
    });
    assert_eq!(other.picture(), settled, "the list doesn't tell how fast one typed");
}

#[test]
fn a_search_that_is_given_up_finds_nothing() {
    let (world, turns) = (starter(), Turns::default());
    let (turn, all) = (turns.take(), world.search("the security of c", 200));
    assert_eq!(world.search_in_turn("the security of c", 200, &turn), Some(all.clone()));
    turns.end();
    assert_eq!(world.search_in_turn("the security of c", 200, &turn), None);
    for _ in 0..20 {
        let turn = turns.take();
        let found = thread::scope(|scope| {
            scope.spawn(|| turns.end());
            world.search_in_turn("the security of c", 200, &turn)
        });
        assert!(found.is_none_or(|found| found == all), "whenever it ends: all or nothing");
    }
}

#[test]
fn what_the_newest_query_finds_is_what_is_seen() {
    let mut settled = Desk::new(80, 24);
    settled.press("/ cyber");
    let mut desk = Desk::new(80, 24);
    desk.press("/");
    let turns = Turns::default();
    for letter in "cyber".chars() {
        desk.key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE));
        let turn = turns.take();
        turns.end();
        desk.settle(&turn);
        assert!(!desk.picture().contains("nothing matches"), "it is not known yet");
    }
    assert_ne!(desk.picture(), settled.picture(), "each was given up for the next");
    desk.settle(&Turn::default());
    assert_eq!(desk.picture(), settled.picture());
}

#[test]
fn a_phrase_is_found_wherever_in_a_sentence_it_begins() {
    let world = world_of("# A pact\n\nThe rule of the rule of law, in the U.S. as it is.\n");
    let holds = |phrase: &str| !sentences(&world, &format!("\"{phrase}\"")).is_empty();
    assert!(holds("rule of law") && holds("the us") && holds("the rule of the"));
    assert!(!holds("law of") && !holds("rule law") && !holds("us the") && !holds("pact the"));
}

#[test]
fn that_nothing_was_found_is_an_answer_to_who_asks_by_names() {
    let mut desk = Desk::new(100, 12);
    desk.press("/ india Space japan Space cyber");
    expect![[r#"
         find  in 123 statements
         / india japan cyber                                                                          1 hit
        ▸ – cell India–Japan · Cyber · looked for, not found








         ⏎ go  Tab complete, mark  Alt+Enter go, stay  Esc close  ^t pin marked
    "#]].assert_eq(&desk.picture());
    desk.press("Enter");
    let why = desk.picture();
    assert!(why.contains("Cyber: looked for, not found"), "{why}");
    desk.press("Esc Esc");
    let (agreement, dimension) = desk.state.grid.cell().unwrap();
    let cell = (&*desk.world.agreements[agreement].id, dimension);
    assert_eq!(cell, ("india-japan", desk.world.codebook.dimension("cyber").unwrap()));
}

#[test]
fn who_says_nothing_is_found() {
    let world = starter();
    let silent = |query: &str| -> BTreeSet<String> {
        let results = search(&world, query);
        assert!(results.hits.iter().all(|hit| hit.target.is_absent(&world)), "{query}");
        let agreement =
            |target: Target| world.agreements[target.agreement(&world)?].name.clone().into();
        results.hits.iter().filter_map(|hit| agreement(hit.target)).collect()
    };
    let on_cyber = silent("dim:cyber level:absent");
    assert!(on_cyber.contains("India–Japan") && !on_cyber.contains("Germany–Italy"));
    assert_eq!(silent("cyber level:absent"), on_cyber);
    assert_eq!(silent("india japan level:absent"), ["India–Japan".to_owned()].into());
    assert_eq!(silent("india japan cyber level:absent").len(), 1);
    assert!(!silent("level:absent").is_empty());
    assert_eq!(silent("cyber level:absent -cyber"), BTreeSet::new());
    let left = narrow(&world, "cyber level:absent").unwrap().agreements;
    assert_eq!(left.len(), on_cyber.len());
}

#[test]
fn levels_go_by_the_codebooks_numbers_too() {
    let world = starter();
    let found = |query: &str| search(&world, query).hits;
    assert!(!found("dim:military level:3").is_empty());
    assert_eq!(found("dim:military level:3"), found("dim:military level:committed"));
    assert_eq!(found("radar level:>=2"), found("radar level:>=intended"));
    let mistake = search(&world, "level:co").mistake.unwrap().to_string();
    assert!(mistake.starts_with("level:co may be committed, context"), "{mistake}");
}

#[test]
fn a_party_that_only_the_text_knows_is_found_by_its_name() {
    let world =
        world_of("---\nparties: [Asia-Pacific Group, Peru]\n---\n# Pact\n\nBoth will trade.\n");
    for query in ["party:asia-pacific-group", "party:asia", "\"Asia-Pacific Group\""] {
        let query = query.replace('"', "");
        let query = if query.starts_with("party") { query } else { format!("party:\"{query}\"") };
        assert!(search(&world, &query).mistake.is_none(), "{query}");
        assert!(!search(&world, &query).hits.is_empty(), "{query}");
    }
}

#[test]
fn what_was_not_found_stands_below_what_was() {
    let world = starter();
    let is_absent = |query: &str| -> Vec<bool> {
        let results = search(&world, query);
        assert!(!results.is_partial, "{query}");
        results.hits.iter().map(|hit| hit.target.is_absent(&world)).collect()
    };
    let india = is_absent("india maritime");
    assert!(india.is_sorted() && india.contains(&false) && india.contains(&true), "{india:?}");
    assert!(!is_absent("india maritime level:>=intended").contains(&true));
    assert!(!is_absent("india mar").contains(&true), "its name is still to be typed");
    assert!(narrow(&world, "india japan cyber").unwrap().agreements.is_empty());
}

#[test]
fn a_question_is_answered_by_the_cell_it_asks_for() {
    let world = starter();
    for (question, agreement, dimension) in [
        (
            "Does the India-Japan deal say anything on cyber, and how firmly?",
            "india-japan",
            "cyber",
        ),
        ("what did Germany and Italy agree on energy", "germany-italy", "energy"),
        ("how firm is germany italy on cyber", "germany-italy", "cyber"),
        ("is cyber covered by india and japan", "india-japan", "cyber"),
    ] {
        let agreement = world.agreements.iter().position(|other| &*other.id == agreement);
        let dimension = world.codebook.dimension(dimension);
        let cell = Target::Cell { agreement: agreement.unwrap(), dimension: dimension.unwrap() };
        assert_eq!(search(&world, question).hits[0].target, cell, "{question}");
    }
    // Where nobody asks, "deal" is a word like any other.
    assert!(!sentences(&world, "jet engine deal").is_empty());
}

#[test]
fn an_agreement_called_by_its_parties_answers_before_those_with_more() {
    let folder = tempfile::tempdir().unwrap();
    let deal = "Joint Statement of India and Japan\n\nThe leaders will build chips together.\n";
    let quad = "Joint Statement of the Quad Senior Cyber Group of Australia, India, Japan and the \
                United States\n\nIndia and Japan will share news of every cyber attack.\n";
    std::fs::write(folder.path().join("deal.txt"), deal).unwrap();
    std::fs::write(folder.path().join("quad.txt"), quad).unwrap();
    let world = World::read(&[folder.path().to_path_buf()], Codebook::defence()).unwrap();
    let agreement = world.agreements.iter().position(|other| other.deal.parties.len() == 2);
    let dimension = world.codebook.dimension("cyber").unwrap();
    let cell = Target::Cell { agreement: agreement.unwrap(), dimension };
    let hits = search(&world, "does the India-Japan deal say anything on cyber").hits;
    assert_eq!(hits[0].target, cell);
    assert!(cell.is_absent(&world) && hits.len() > 1);
}

#[test]
fn what_was_not_read_was_not_looked_for() {
    let folder = tempfile::tempdir().unwrap();
    let file =
        "title = \"Pact\"\nparties = [\"India\", \"Japan\"]\n[[sources]]\nfile = \"a.txt\"\n";
    std::fs::write(folder.path().join("comity.toml"), file).unwrap();
    std::fs::write(folder.path().join("a.txt"), "").unwrap();
    let world = World::read(&[folder.path().to_path_buf()], Codebook::defence()).unwrap();
    let hit = search(&world, "india japan cyber").hits[0];
    assert_eq!(hit.text(&world), "India–Japan · Cyber · not read");
}
