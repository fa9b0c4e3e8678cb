//! How a sentence of a report is built: what opens it, which verb comes first,
//! how long it is. No word of the deal's matter is looked at.

use super::Passage;
use super::clause::Clause;

/// A verb that speaks for no kind.
const OTHER_VERB: &str = "verb-other";

/// "has signed", "signed".
const PERFECT: &str = "verb-perfect";
const PAST: &str = "verb-past";

/// The first verb is among so many words.
const VERB_WORDS: usize = 30;

/// A verb that only its ending shows is among so many.
const PRESENT_WORDS: usize = 15;

/// A sentence of fewer words is short.
const SHORT: usize = 8;

/// A noun that names a deal stands so near its article.
const NOUN_WORDS: usize = 4;

/// Words for a deal, its text and its parts.
const DEALS: &[&str] = &[
    "accord",
    "agreement",
    "annex",
    "arrangement",
    "article",
    "basket",
    "chapter",
    "clause",
    "communique",
    "communiqué",
    "compact",
    "deal",
    "declaration",
    "document",
    "draft",
    "framework",
    "memorandum",
    "package",
    "pact",
    "paper",
    "paragraph",
    "partnership",
    "pillar",
    "plan",
    "program",
    "programme",
    "proposal",
    "protocol",
    "roadmap",
    "section",
    "statement",
    "text",
    "treaty",
];

/// Verbs by which somebody speaks.
const SPEAKING: &[&str] = &[
    "added", "adds", "argued", "argues", "asked", "asks", "believes", "called", "calls",
    "insisted", "insists", "noted", "notes", "said", "says", "sees", "thinks", "told", "urged",
    "urges", "warned", "warns", "writes", "wrote",
];

/// What is thought of something: no passive of a deed.
const THOUGHT: &[&str] = &[
    "anticipated",
    "assumed",
    "believed",
    "considered",
    "deemed",
    "expected",
    "feared",
    "hailed",
    "hoped",
    "praised",
    "regarded",
    "rumoured",
    "tipped",
    "viewed",
];

/// Pasts that don't end in "-ed".
const PASTS: &[&str] = &[
    "began", "bought", "broke", "brought", "built", "came", "cut", "dropped", "fell", "fled",
    "flew", "fought", "found", "gave", "got", "grew", "held", "hit", "kept", "knew", "laid", "led",
    "left", "lent", "lost", "made", "met", "paid", "put", "ran", "rose", "sank", "sat", "saw",
    "sent", "set", "shook", "sold", "sought", "spent", "spoke", "stood", "struck", "taught",
    "thought", "threw", "told", "took", "went", "withdrew", "won", "wrote",
];

/// Words behind which "-ed" and "-s" seldom end a verb.
const NOMINAL: &[&str] =
    &["a", "an", "and", "as", "by", "for", "in", "its", "of", "on", "the", "their", "to"];

/// Words that weigh and measure.
const DEGREES: &[&str] = &[
    "almost", "already", "always", "best", "better", "easy", "enough", "even", "far", "hard",
    "just", "least", "less", "likely", "more", "most", "much", "never", "only", "quite", "rather",
    "so", "still", "too", "very", "worse", "worst",
];

/// Words that deny.
const DENYING: &[&str] = &["neither", "never", "no", "nobody", "none", "nor", "not", "nothing"];

/// Pronouns of relative clauses.
const RELATIVES: &[&str] = &["that", "which", "who", "whose"];

/// What the build of a sentence says of its kind, by the names of the table.
/// `named` tells that the main clause begins with the name of a state, `party` that
/// a party is who acts.
pub fn of(passage: Passage<'_>, clause: Clause, named: bool, party: bool) -> Vec<&'static str> {
    let text = passage.text;
    let all: Vec<&str> = words(text).collect();
    let introduction = words(&text[..clause.main() - passage.span.start]).count();
    let main = &all[introduction.min(all.len())..];
    let has = |known: &[&str]| all.iter().any(|word| is_one_of(word, known));
    let verb = verb(main);
    let mut manner = vec![verb];
    if !named {
        manner.extend(subject(main));
    }
    let rest = [
        (party && verb == PERFECT, "party-has-done"),
        (party && verb == PAST, "party-did"),
        (all.len() < SHORT, "short"),
        (text.contains(['"', '“', '”']), "quotes"),
        (text.bytes().any(|byte| byte.is_ascii_digit()), "figures"),
        (has(RELATIVES), "relative"),
        (has(DEGREES), "degree"),
        (has(DENYING) || text.contains("n't") || text.contains("n’t"), "denies"),
        (!text.contains(','), "no-comma"),
        (text.starts_with(['"', '“', '‘']), "begins-quoted"),
    ];
    manner.extend(rest.into_iter().filter_map(|(is_so, name)| is_so.then_some(name)));
    manner
}

/// The words of a text without what stands around them; "deal's" is "deal".
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .map(|word| word.find(['\'', '’']).map_or(word, |end| &word[..end]))
        .filter(|word| !word.is_empty())
}

fn is_one_of(word: &str, known: &[&str]) -> bool {
    known.iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// The first verb of a clause: its tense and what helps it.
fn verb(words: &[&str]) -> &'static str {
    let shown = (0..words.len().min(VERB_WORDS)).find_map(|at| shown_verb(words, at));
    let is_present = |at: usize| {
        let word = words[at];
        word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && may_be_verb(words, at)
    };
    shown.unwrap_or_else(|| match (0..words.len().min(PRESENT_WORDS)).any(is_present) {
        true => "verb-present",
        false => "verb-none",
    })
}

/// The verb that a word is by itself, or with the word behind it.
fn shown_verb(words: &[&str], at: usize) -> Option<&'static str> {
    let word = words[at];
    let next = words.get(at + 1).copied().unwrap_or_default();
    match word {
        "will" | "shall" => Some("verb-future"),
        "is" | "are" if next == "to" => Some("verb-future"),
        "is" | "are" if next.ends_with("ing") => Some(OTHER_VERB),
        "is" | "are" if THOUGHT.contains(&next) => Some("verb-copula"),
        "is" | "are" if next.ends_with("ed") => Some("verb-passive"),
        "is" | "are" => Some("verb-copula"),
        "has" | "have" => Some(PERFECT),
        "would" => Some("verb-would"),
        "had" => Some(PAST),
        "was" | "were" | "could" | "may" | "might" | "can" | "should" | "must" | "ought" | "do"
        | "does" | "did" => Some(OTHER_VERB),
        _ if at == 0 => None,
        _ if SPEAKING.contains(&word) => Some("verb-speech"),
        _ if PASTS.contains(&word) && may_be_verb(words, at) => Some(PAST),
        _ if word.len() > 4 && word.ends_with("ed") && may_be_verb(words, at) => Some(PAST),
        _ => None,
    }
}

/// Whether a word stands where a verb may: behind a subject, and no name.
fn may_be_verb(words: &[&str], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    words[at].starts_with(char::is_lowercase) && !is_one_of(words[before], NOMINAL)
}

/// What the subject of a clause is, by the words it begins with.
fn subject(words: &[&str]) -> Option<&'static str> {
    let first = *words.first()?;
    let second = words.get(1).copied().unwrap_or_default();
    Some(match first.to_ascii_lowercase().as_str() {
        "the" | "this" | "that" | "these" | "those" if names_deal(words) => "subject-deal",
        "the" => return None,
        "this" | "that" | "these" | "those" => "subject-this",
        "a" | "an" | "another" => "subject-new",
        "both" | "each" | "either" | "neither" => "subject-both",
        "there" => "subject-there",
        "at" | "by" | "for" | "from" | "in" | "of" | "on" | "to" | "under" | "with" => {
            "subject-behind"
        }
        "and" | "but" | "he" | "her" | "his" | "how" | "i" | "if" | "it" | "its" | "my" | "no"
        | "nor" | "not" | "or" | "our" | "she" | "so" | "their" | "they" | "we" | "what"
        | "whether" | "who" | "why" | "yet" => return None,
        _ if first.starts_with(|c: char| c.is_ascii_digit()) => return None,
        _ if first.starts_with(char::is_uppercase) && second.starts_with(char::is_uppercase) => {
            "subject-name"
        }
        lower if lower.ends_with('s') => "subject-plural",
        _ => return None,
    })
}

fn names_deal(words: &[&str]) -> bool {
    let mut near = words.iter().take(NOUN_WORDS).skip(1);
    near.any(|word| is_one_of(word, DEALS) || is_one_of(word.trim_end_matches('s'), DEALS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_verb_is_told_by_what_helps_it_or_by_its_ending() {
        for (text, expected) in [
            ("The two navies will train together.", "verb-future"),
            ("Helium is to be set aside.", "verb-future"),
            ("Duties are waived for ten years.", "verb-passive"),
            ("The text is dry.", "verb-copula"),
            ("Officials are expected to meet.", "verb-copula"),
            ("Talks had gone before.", "verb-past"),
            ("Both aim to set a date.", "verb-none"),
            ("The minister said the navies would train.", "verb-speech"),
            ("A frigate visited the port, as planned.", "verb-past"),
            ("The proposed step goes ahead.", "verb-present"),
            ("The council meets each spring.", "verb-present"),
            ("Exports to the region", "verb-none"),
        ] {
            assert_eq!(verb(&words(text).collect::<Vec<_>>()), expected, "{text}");
        }
    }

    #[test]
    fn a_subject_is_the_deal_or_something_new() {
        for (text, expected) in [
            ("The ten-year agreement's annex", Some("subject-deal")),
            ("These articles", Some("subject-deal")),
            ("The ministers", None),
            ("A joint desk", Some("subject-new")),
            ("There is a clause", Some("subject-there")),
            ("“Orange Marine has", Some("subject-name")),
            ("Tariffs on beef", Some("subject-plural")),
            ("", None),
        ] {
            assert_eq!(subject(&words(text).collect::<Vec<_>>()), expected, "{text}");
        }
    }
}
