//! A phrase in every spelling its readers use.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// Pairs of British and American spelling, as parts of words.
const PAIRS: &[(&str, &str)] = &[
    ("defence", "defense"),
    ("offence", "offense"),
    ("licence", "license"),
    ("centre", "center"),
    ("programme", "program"),
    ("labour", "labor"),
    ("harbour", "harbor"),
    ("armour", "armor"),
    ("behaviour", "behavior"),
    ("endeavour", "endeavor"),
    ("favour", "favor"),
    ("neighbour", "neighbor"),
    ("honour", "honor"),
    ("catalogue", "catalog"),
    ("fibre", "fiber"),
    ("metre", "meter"),
    ("fulfil", "fulfill"),
    ("enrol", "enroll"),
    ("aluminium", "aluminum"),
    ("co-operat", "cooperat"),
    ("co-ordinat", "coordinat"),
];

/// What stands before "-ise" and "-ize".
const BEFORE_ISE: &[&str] = &[
    "author",
    "capital",
    "categor",
    "character",
    "commercial",
    "critic",
    "decarbon",
    "demilitar",
    "denuclear",
    "destabil",
    "digital",
    "emphas",
    "final",
    "formal",
    "global",
    "harmon",
    "industrial",
    "institutional",
    "legal",
    "liberal",
    "local",
    "material",
    "maxim",
    "militar",
    "minim",
    "mobil",
    "modern",
    "monopol",
    "national",
    "neutral",
    "normal",
    "operational",
    "optim",
    "organ",
    "priorit",
    "privat",
    "radical",
    "real",
    "recogn",
    "regional",
    "revital",
    "special",
    "stabil",
    "standard",
    "subsid",
    "summar",
    "symbol",
    "synchron",
    "util",
    "weapon",
];

/// Finds which pairs a phrase holds: trying each of them in each of some
/// thousand phrases would take longer than building the lexicon.
static IN_PAIRS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let parts = PAIRS.iter().flat_map(|(british, american)| [*british, *american]);
    AhoCorasick::new(parts).expect("a hundred short words make an automaton")
});

/// A phrase in every spelling its readers use, as it is written first.
pub fn spellings(phrase: &str) -> Vec<String> {
    let mut all = vec![phrase.to_owned()];
    let mut pairs: Vec<usize> =
        IN_PAIRS.find_overlapping_iter(phrase).map(|hit| hit.pattern().as_usize() / 2).collect();
    pairs.sort_unstable();
    pairs.dedup();
    for pair in pairs {
        for index in 0..all.len() {
            all.push(respelled(&all[index], PAIRS[pair]));
        }
    }
    for (ending, other) in [("is", "iz"), ("iz", "is")] {
        let parts = phrase.match_indices(ending);
        let verbs = parts.filter(|(at, _)| BEFORE_ISE.iter().any(|s| phrase[..*at].ends_with(s)));
        all.extend(
            verbs.map(|(at, _)| [&phrase[..at], other, &phrase[at + ending.len()..]].concat()),
        );
    }
    if phrase.contains('\'') {
        all.push(phrase.replace('\'', "’"));
    }
    all
}

/// A phrase with the other form of a pair that it holds.
fn respelled(phrase: &str, (british, american): (&str, &str)) -> String {
    match (phrase.contains(british), phrase.contains(american)) {
        // "fulfil" is also within "fulfill": the longer is the one meant.
        (true, true) if american.len() > british.len() => phrase.replace(american, british),
        (true, _) => phrase.replace(british, american),
        (false, _) => phrase.replace(american, british),
    }
}
