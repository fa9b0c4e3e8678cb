//! The genre of a source, from its own signs.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use serde::{Deserialize, Serialize};

use crate::source::{BlockKind, Source};
use crate::statement::Statement;

/// Who speaks in a source: that decides what a bare sentence is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Genre {
    /// Somebody reports and comments.
    #[default]
    News,
    /// The parties speak.
    Statement,
    /// The parties bind themselves, article by article.
    Treaty,
}

impl Genre {
    pub fn name(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Statement => "statement",
            Self::Treaty => "treaty",
        }
    }
}

/// Words in a title under which the parties speak themselves.
const STATEMENTS: &[&str] = &[
    "joint statement",
    "joint leaders",
    "leaders' statement",
    "leaders statement",
    "joint vision",
    "joint press",
    "ministerial statement",
    "joint declaration",
    "joint communiqu",
    "communiqu",
    "memorandum of understanding",
    "memorandum of cooperation",
    "fact sheet",
    "declaration of",
    "declaration on",
    "action plan",
    "summit declaration",
    "chair's statement",
    "guiding principles",
];

/// Words in a headline that report such a text.
const REPORTS: &[&str] = &[
    "sign", "signs", "signed", "issue", "issues", "issued", "agree", "agrees", "agreed", "says",
    "said", "hail", "hails", "unveil", "unveils", "release", "releases", "adopt", "adopts",
    "reach", "why", "how", "what",
];

/// Headings under which an institute or a paper takes a text apart. The
/// parties themselves neither sum up nor recommend.
const ANALYSES: &[&str] = &[
    "executive summary",
    "key findings",
    "key takeaways",
    "key points",
    "policy brief",
    "recommendations",
    "policy implications",
    "implications",
    "why it matters",
    "what it means",
    "what this means",
    "what was agreed",
    "what comes next",
    "what happens next",
    "the big picture",
    "background and analysis",
    "analysis",
    "outlook",
    "about the author",
    "about the authors",
];

/// Heads of sentences in which the parties speak.
const VOICES: &[&str] = &[
    "we ",
    "our ",
    "the leaders ",
    "the two leaders ",
    "the ministers ",
    "the two ministers ",
    "the two sides ",
    "both sides ",
    "the participants ",
    "participants ",
    "the signatories ",
    "the governments ",
    "the parties ",
    "the presidents ",
    "the prime ministers ",
    "the two presidents ",
    "the secretaries ",
    "they ",
    "the sides ",
];

/// Words of a reporter, looked for in every sentence: all of them at once.
static REPORTERS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = [" said", " told ", "according to", "analysts", "reporters", "Reuters"];
    AhoCorasick::new(words).expect("half a dozen words make an automaton")
});

impl Genre {
    /// Tells the genre from the title, the articles and who speaks.
    pub fn of(source: &Source, statements: &[Statement], title: &str) -> Self {
        let texts = || statements.iter().map(|statement| source.slice(statement.span));
        let articles = texts().filter(|text| is_article(text)).count();
        let shall = texts().filter(|text| text.contains(" shall ")).count();
        let is_long = statements.len() >= 8;
        if (articles >= 2 && shall * 8 >= statements.len())
            || (is_long && shall * 3 >= statements.len())
        {
            return Self::Treaty;
        }
        let title = title.to_lowercase().replace('’', "'");
        let is_titled = STATEMENTS.iter().any(|sign| title.contains(sign));
        let is_report = title.split_whitespace().any(|word| REPORTS.contains(&word))
            || is_analysis(source, statements);
        let reported = texts().filter(|text| REPORTERS.is_match(text)).count();
        let voiced = texts().filter(|text| is_voiced(text)).count();
        let names_itself = texts().take(5).any(|text| text.contains("hereinafter"));
        let speaks = names_itself
            || !is_report && voiced > 2 && voiced * 4 >= statements.len() && reported * 2 < voiced;
        if (is_titled && !is_report && reported <= voiced.max(1)) || speaks {
            Self::Statement
        } else {
            Self::News
        }
    }
}

/// Whether a heading shows that somebody takes the text apart.
fn is_analysis(source: &Source, statements: &[Statement]) -> bool {
    let headings = statements.iter().filter(|statement| statement.kind == BlockKind::Heading);
    headings.map(|heading| source.slice(heading.span)).any(|heading| {
        let heading = heading.trim_matches(|c: char| !c.is_alphabetic());
        ANALYSES.iter().any(|sign| heading.eq_ignore_ascii_case(sign))
    })
}

/// Whether the parties themselves speak in a sentence, or act at its head.
fn is_voiced(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphabetic());
    let begins =
        |voice: &str| text.get(..voice.len()).is_some_and(|head| head.eq_ignore_ascii_case(voice));
    VOICES.iter().any(|voice| begins(voice)) || text.contains(" we ")
}

/// "Article 5", "ARTICLE II": the head of an article.
fn is_article(text: &str) -> bool {
    let Some((head, rest)) = text.split_at_checked("article ".len()) else { return false };
    let number = rest.split(' ').next().unwrap_or_default().trim_end_matches(['.', ':']);
    head.eq_ignore_ascii_case("article ")
        && !number.is_empty()
        && (number.chars().all(|c| c.is_ascii_digit())
            || number.chars().all(|c| "IVXLC".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{self, Format};
    use crate::source::Origin;
    use crate::statement::segment;

    fn genre(text: &str) -> Genre {
        let origin = Origin::Embedded("a.md");
        let source =
            format::read(text.as_bytes(), Format::Markdown, "a.md", origin, &mut Vec::new());
        let statements = segment(&source);
        let title = statements.first().map_or("", |first| source.slice(first.span)).to_owned();
        Genre::of(&source, &statements, &title)
    }

    #[test]
    fn a_text_of_the_parties_is_told_from_one_that_takes_it_apart() {
        let statement = "# Joint communiqué of two ministers\n\nThe ministers met in Oslo. They \
                         agreed on patrols. They will meet again.\n";
        assert_eq!(genre(statement), Genre::Statement);
        let brief = "# Beyond the communiqué\n\n## Executive summary\n\nThe ministers met in \
                     Oslo. They agreed on patrols. They will meet again.\n\n## Recommendations\n\n\
                     Fund them.\n";
        assert_eq!(genre(brief), Genre::News);
        assert_eq!(genre("# Oslo and Rome issue joint communiqué\n\nIt is short.\n"), Genre::News);
    }
}
