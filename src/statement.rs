//! Statements: the sentences, bullets and headings of a source.

use sentencex::get_sentence_boundaries;

use crate::source::{Block, BlockKind, Source, Span};

/// One sentence, bullet or heading, with its place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// In bytes of [`Source::text`].
    pub span: Span,
    pub kind: BlockKind,
    /// The index of the block it stands in.
    pub block: usize,
    /// The index of the heading it stands under.
    pub section: Option<usize>,
}

/// A block longer than this is cut at line or word ends before sentences are
/// looked for, so that a document without a full stop stays affordable.
const LONGEST_STATEMENT: usize = 8 * 1024;

/// Splits a source into its statements, in reading order.
pub fn segment(source: &Source) -> Vec<Statement> {
    let mut statements = Vec::with_capacity(source.text.len() / 120);
    let mut section = None;
    for (index, block) in source.blocks.iter().enumerate() {
        if block.kind == BlockKind::Heading {
            section = Some(statements.len());
            statements.push(Statement {
                span: block.span,
                kind: block.kind,
                block: index,
                section: None,
            });
            continue;
        }
        statements.extend(sentences(source, block).map(|span| Statement {
            span,
            kind: block.kind,
            block: index,
            section,
        }));
    }
    statements
}

/// The sentences of one block, trimmed, joined where the splitter went wrong.
fn sentences<'a>(source: &'a Source, block: &Block) -> impl Iterator<Item = Span> + use<'a> {
    let text = source.slice(block.span);
    let offset = block.span.start;
    let mut pieces: Vec<Span> = Vec::new();
    for boundary in get_sentence_boundaries("en", text) {
        let piece = trim(text, Span::new(boundary.start_byte, boundary.end_byte));
        if piece.is_empty() {
            continue;
        }
        match pieces.last_mut() {
            Some(last) if belongs(&text[last.start..last.end], &text[piece.start..piece.end]) => {
                last.end = piece.end;
            }
            _ => pieces.push(piece),
        }
    }
    pieces
        .into_iter()
        .flat_map(move |piece| cut(text, piece))
        .map(move |span| Span::new(span.start + offset, span.end + offset))
}

/// Abbreviations after which the splitter sees an end that isn't one.
const ABBREVIATIONS: &[&str] = &[
    "approx", "art", "arts", "bn", "cf", "ch", "cl", "col", "dept", "e.g", "est", "etc", "fig",
    "ft", "gen", "gov", "i.e", "inc", "incl", "jr", "lt", "maj", "mn", "no", "nos", "p", "para",
    "paras", "pp", "prof", "res", "rev", "sec", "sect", "sen", "sgt", "sr", "st", "vol", "vs",
];

/// Whether `next` is no sentence of its own but goes on with `last`.
fn belongs(last: &str, next: &str) -> bool {
    is_label(last)
        || is_citation(next)
        || next.starts_with(|c: char| c.is_lowercase())
        || ends_in_abbreviation(last)
        || ends_in_initial(last, next)
}

/// "1.", "(a)", "iv)": the number of an item, which its text follows.
fn is_label(text: &str) -> bool {
    let inner = text.trim_matches(|c: char| "().[]§ ".contains(c));
    let short = inner.len() <= 4 && !inner.is_empty();
    let counts = inner.chars().all(|c| c.is_ascii_digit() || c == '.')
        || (inner.len() == 1 && inner.chars().all(|c| c.is_ascii_alphabetic()))
        || inner.chars().all(|c| "ivxIVX".contains(c));
    short && counts && text.ends_with(['.', ')', ']'])
}

/// A citation mark set after the full stop: "[1, 2]".
fn is_citation(text: &str) -> bool {
    let inner = text.trim_end_matches('.').strip_prefix('[').and_then(|t| t.strip_suffix(']'));
    inner.is_some_and(|t| t.chars().all(|c| c.is_ascii_digit() || " ,;-–".contains(c)))
}

fn ends_in_abbreviation(text: &str) -> bool {
    let Some(body) = text.strip_suffix('.') else { return false };
    let word = body.rsplit([' ', '(']).next().unwrap_or(body);
    let is_listed = ABBREVIATIONS.iter().any(|known| word.eq_ignore_ascii_case(known));
    // "No." alone answers a question; "etc." and "Jr." may end a sentence.
    is_listed && word.len() < body.len() && !matches!(word, "etc" | "no" | "p" | "est" | "Inc")
}

/// "J. Smith", "Joseph R. Biden": an initial within a name.
fn ends_in_initial(last: &str, next: &str) -> bool {
    let Some(body) = last.strip_suffix('.') else { return false };
    let word = body.rsplit(' ').next().unwrap_or(body);
    let one_capital = word.len() == 1 && word.chars().all(|c| c.is_ascii_uppercase() && c != 'I');
    one_capital && next.starts_with(|c: char| c.is_uppercase())
}

fn trim(text: &str, span: Span) -> Span {
    let piece = &text[span.start..span.end];
    let start = span.start + (piece.len() - piece.trim_start().len());
    Span::new(start, start + piece.trim().len())
}

/// Cuts what is too long for one statement at the last blank that fits.
fn cut(text: &str, span: Span) -> Vec<Span> {
    let mut pieces = Vec::with_capacity(1);
    let mut rest = span;
    while rest.len() > LONGEST_STATEMENT {
        let limit = text.floor_char_boundary(rest.start + LONGEST_STATEMENT);
        let end = text[rest.start..limit].rfind(' ').map_or(limit, |blank| rest.start + blank + 1);
        pieces.push(trim(text, Span::new(rest.start, end)));
        rest.start = end;
    }
    pieces.push(rest);
    pieces
}
