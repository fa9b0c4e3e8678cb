//! Where in a statement its main clause stands, and who is at its head.

use super::Passage;
use super::grammar::Grammar;
use crate::source::Span;

/// A head is no further than this many words into its clause.
const HEAD_WORDS: usize = 6;

/// Whether a clause hangs on another behind this word: some words do so only
/// after a comma, one only before another word. Every word of a corpus comes by,
/// so that the first letter is looked at before the rest.
fn is_subordinator(before: &[u8], word: &[u8], after: &[u8]) -> bool {
    match word.first() {
        Some(b'a') => word == b"although" || (word == b"as" && before.ends_with(b",")),
        Some(b'b') => word == b"because",
        Some(b'i') => word == b"if",
        Some(b'o') => word == b"once",
        Some(b's') => word == b"since" || (word == b"so" && after == b"that"),
        Some(b't') => word == b"though",
        Some(b'u') => word == b"unless" || word == b"until",
        Some(b'w') => match word {
            b"when" | b"where" | b"while" | b"whose" => true,
            b"which" => before.ends_with(b","),
            _ => false,
        },
        _ => false,
    }
}

/// "a", "iv": the letters of a label.
const LONGEST_LABEL: usize = 3;

/// The parts of a statement that say who does what.
#[derive(Clone, Copy, Debug)]
pub struct Clause {
    /// The statement's first words.
    opening: Span,
    /// The first words of the main clause, after an introduction.
    head: Span,
    /// The first words of what is reported: "Officials said the two sides ...".
    report: Span,
}

impl Clause {
    /// Finds the main clause behind "By doing so, ..." and the like.
    pub fn of(passage: Passage<'_>, grammar: &Grammar) -> Self {
        let text = passage.text;
        let start = label_end(text);
        let main = start + main_clause(&text[start..], grammar);
        let zone = |from: usize| {
            let end = from + words_end(&text[from..], HEAD_WORDS);
            Span::new(passage.span.start + from, passage.span.start + end)
        };
        let report = grammar.report(passage).map_or(main, |at| {
            let blank = text[at - passage.span.start..].starts_with(' ');
            at - passage.span.start + usize::from(blank)
        });
        Self { opening: zone(start), head: zone(main), report: zone(report) }
    }

    /// Where behind the main verb a subordinate clause begins, in bytes of the
    /// source; the end of the passage where none does.
    pub fn subordinate(self, passage: Passage<'_>) -> usize {
        let main = &passage.text[self.head.start - passage.span.start..];
        let (mut before, mut at) = (None, self.head.start);
        let mut words = main.as_bytes().split(|byte| *byte == b' ').peekable();
        while let (Some(word), Some(after)) = (words.next(), words.peek()) {
            if before.is_some_and(|before| is_subordinator(before, word, after)) {
                return at - 1;
            }
            at += word.len() + 1;
            before = Some(word);
        }
        self.head.start + main.len()
    }

    /// Where the main clause begins, in bytes of the source.
    pub fn main(self) -> usize {
        self.head.start
    }

    /// Whether a phrase stands in what somebody is reported to have said.
    pub fn is_reported(self, phrase: Span) -> bool {
        self.report.start != self.head.start && phrase.start >= self.report.start
    }

    /// Whether no introduction stands before the main clause, or the statement
    /// is an introduction and nothing else.
    pub fn is_bare(self) -> bool {
        self.opening.start == self.head.start
    }

    /// The places where subjects stand, the main one first.
    fn heads(self) -> [Span; 3] {
        [self.head, self.report, self.opening]
    }

    /// How near to the main subject a phrase stands: 0 where it stands with
    /// it, `None` where it stands with none.
    pub fn head_rank(self, phrase: Span) -> Option<usize> {
        let holds = |zone: &Span| phrase.start >= zone.start && phrase.start < zone.end;
        self.heads().iter().position(holds)
    }

    /// Whether a phrase stands where a subject does.
    pub fn is_head(self, phrase: Span) -> bool {
        self.head_rank(phrase).is_some()
    }

    /// Whether a phrase is the very beginning of a clause.
    pub fn opens(self, phrase: Span) -> bool {
        self.heads().iter().any(|zone| phrase.start == zone.start)
    }
}

/// The offset of the main clause: after an introduction, the first comma that
/// a subject follows, or failing that the first comma.
fn main_clause(text: &str, grammar: &Grammar) -> usize {
    let first = first_word(text);
    if !grammar.introduces(first) {
        return 0;
    }
    let after_commas = || text.match_indices(", ").map(|(at, comma)| at + comma.len());
    let subject = after_commas().find(|&at| {
        let word = first_word(&text[at..]);
        word.starts_with(char::is_uppercase) || grammar.is_subject(word)
    });
    subject.or_else(|| after_commas().next()).unwrap_or_default()
}

/// The first word of a text, without what follows it.
pub fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '\'').unwrap_or(text.len());
    &text[..end]
}

/// How long a label such as "4. " or "(a) " before the first word is.
fn label_end(text: &str) -> usize {
    let start = text.find(char::is_alphabetic).unwrap_or_default();
    let word = first_word(&text[start..]);
    let is_label =
        word.len() <= LONGEST_LABEL && text[start + word.len()..].starts_with([')', '.']);
    let behind = start + word.len();
    match text[behind..].find(char::is_alphabetic) {
        Some(next) if is_label && text[behind..behind + next].ends_with(' ') => behind + next,
        _ => start,
    }
}

fn words_end(text: &str, words: usize) -> usize {
    let mut blanks = text.bytes().enumerate().filter(|(_, byte)| *byte == b' ');
    blanks.nth(words - 1).map_or(text.len(), |(at, _)| at)
}
