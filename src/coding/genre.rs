//! The genre of a source, from its own signs.

use crate::source::Source;
use crate::statement::Statement;

/// Who speaks in a source: that decides what a bare sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Genre {
    /// Somebody reports and comments.
    News,
    /// The parties speak.
    Statement,
    /// The parties bind themselves, article by article.
    Treaty,
}

/// Words in a title under which the parties speak themselves.
const STATEMENTS: &[&str] = &[
    "joint statement",
    "joint leaders",
    "leaders statement",
    "leaders' statement",
    "joint vision",
    "joint press",
    "joint declaration",
    "joint communiqu",
    "communiqu",
    "memorandum of understanding",
    "memorandum of cooperation",
    "joint fact sheet",
    "fact sheet",
    "declaration of",
    "action plan",
];

impl Genre {
    /// Tells the genre from title, articles and the first person.
    pub fn of(source: &Source, statements: &[Statement]) -> Self {
        let texts = || statements.iter().map(|statement| source.slice(statement.span));
        let articles = texts().filter(|text| is_article(text)).count();
        let shall = texts().filter(|text| text.contains(" shall ")).count();
        if articles >= 2 && shall * 8 >= statements.len() {
            return Self::Treaty;
        }
        let title =
            source.front.title.as_deref().unwrap_or_default().to_lowercase().replace('’', "'");
        if STATEMENTS.iter().any(|sign| title.contains(sign)) {
            return Self::Statement;
        }
        let we = texts().filter(|text| text.contains("We ") || text.contains(" we ")).count();
        let parties = texts().filter(|text| text.starts_with("The Participants")).count();
        if (we + parties) * 4 >= statements.len() && we + parties > 2 {
            return Self::Statement;
        }
        Self::News
    }
}

/// "Article 5", "ARTICLE II": the head of an article.
fn is_article(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let is_head = words.next().is_some_and(|word| word.eq_ignore_ascii_case("article"));
    let number = words.next().unwrap_or_default().trim_end_matches(['.', ':']);
    is_head
        && !number.is_empty()
        && (number.chars().all(|c| c.is_ascii_digit())
            || number.chars().all(|c| "IVXLC".contains(c)))
}
