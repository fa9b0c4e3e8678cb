//! Statements: the sentences, bullets and headings of a source.

use std::borrow::Cow;

use crate::source::{BlockKind, Source, Span};

mod join;
mod label;

pub(crate) use label::Label;

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

/// What goes on longer than this without the end of a sentence is cut at a
/// blank.
const LONGEST_STATEMENT: usize = 8 * 1024;

/// The splitter's time may grow with the square of what it is given; so it is
/// given no more than this at once.
const LONGEST_PASSAGE: usize = 4 * 1024;

/// Splits a source into its statements, in reading order.
pub fn segment(source: &Source) -> Vec<Statement> {
    let mut statements = Vec::with_capacity(source.text.len() / 120);
    let mut section = None;
    let mut spans = Vec::new();
    for (index, block) in source.blocks.iter().enumerate() {
        if block.kind == BlockKind::Heading {
            section = Some(statements.len());
            cut(source.slice(block.span), Span::new(0, block.span.len()), &mut spans);
        } else {
            sentences(source.slice(block.span), &mut spans);
        }
        let offset = block.span.start;
        statements.extend(spans.drain(..).map(|span| Statement {
            span: Span::new(offset + span.start, offset + span.end),
            kind: block.kind,
            block: index,
            section: section.filter(|_| block.kind != BlockKind::Heading),
        }));
    }
    statements
}

/// Finds the sentences of a block, and cuts what is too long for one.
fn sentences(text: &str, spans: &mut Vec<Span>) {
    let mut joined = Vec::new();
    let plain = plain(text);
    let mut rest = Span::new(0, text.len());
    while !rest.is_empty() {
        let passage = Span::new(rest.start, passage_end(text, rest));
        split(text, &plain, passage, &mut |piece| {
            unglue(text, piece, &mut |piece| join::add(text, piece, &mut joined));
        });
        rest.start = passage.end;
    }
    for sentence in joined {
        cut(text, sentence, spans);
    }
}

/// A text of the same length with ASCII for the apostrophes and dashes within its
/// sentences, if it has any: what is ASCII throughout is split in half the time,
/// and they end no sentence. A text of single quotation marks stays as it is.
fn plain(text: &str) -> Cow<'_, str> {
    const LETTERS: &str = "xxx";
    const HYPHENS: &str = "---";
    if text.is_ascii() || text.contains('‘') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['’', '–', '—']) {
        let (before, mark) = rest.split_at(at);
        let mark = mark.chars().next().map_or("", |mark| &rest[at..at + mark.len_utf8()]);
        plain.push_str(before);
        rest = &rest[at + mark.len()..];
        let is_within_word = plain.ends_with(|c: char| c.is_ascii_alphabetic());
        plain.push_str(match mark {
            "’" if is_within_word => LETTERS,
            "’" => mark,
            _ => HYPHENS,
        });
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// Where to end a passage: all of `rest`, or what seems the last sentence's end
/// that fits. A wrong guess is joined again.
fn passage_end(text: &str, rest: Span) -> usize {
    if rest.len() <= LONGEST_PASSAGE {
        return rest.end;
    }
    let limit = text.floor_char_boundary(rest.start + LONGEST_PASSAGE);
    let passage = &text[rest.start..limit];
    let ends = passage.rmatch_indices(". ").map(|(at, _)| at + 2);
    let sure = ends.clone().find(|&at| join::begins_sentence(&passage[at..]));
    let blank = || passage.rfind(' ').map(|at| at + 1);
    let len = sure.or_else(|| ends.clone().next()).or_else(blank).unwrap_or(passage.len());
    rest.start + len
}

/// Runs the splitter over a passage. It takes what begins with a number, a
/// quotation mark or a bracket for one piece to its end, so such openings are
/// kept from it; pieces of a list inside the passage are split once more.
fn split(text: &str, plain: &str, passage: Span, add: &mut impl FnMut(Span)) {
    each_piece(text, plain, passage, &mut |piece| {
        if opening(&text[piece.start..piece.end]) > 0 && piece.start > passage.start {
            each_piece(text, plain, piece, add);
        } else {
            add(piece);
        }
    });
}

/// Parts what a missing blank glued: "by the end of 2023.The leaders".
fn unglue(text: &str, piece: Span, add: &mut impl FnMut(Span)) {
    let piece_text = &text[piece.start..piece.end];
    let mut start = piece.start;
    for (at, _) in piece_text.match_indices('.') {
        let (before, after) = (&piece_text[..at], &piece_text[at + 1..]);
        let ends_word = before.ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        if ends_word && !after.starts_with("A ") && join::begins_sentence(after) {
            let end = piece.start + at + 1;
            add(Span::new(start, end));
            start = end;
        }
    }
    add(Span::new(start, piece.end));
}

fn each_piece(text: &str, plain: &str, passage: Span, add: &mut impl FnMut(Span)) {
    let skipped = opening(&text[passage.start..passage.end]);
    let mut start = passage.start;
    let mut end = passage.start + skipped;
    for sentence in sentencex::segment("en", &plain[end..passage.end]) {
        end += sentence.len();
        add(Span::new(start, end));
        start = end;
    }
    if start < passage.end {
        add(Span::new(start, passage.end));
    }
}

/// The length of the number, brackets and quotation marks a text begins with.
fn opening(text: &str) -> usize {
    let marks = |text: &str| {
        text.len() - text.trim_start_matches([' ', '(', '[', '“', '‘', '"', '«', '„']).len()
    };
    let blanks = text.len() - text.trim_start().len();
    let label = blanks + Label::of(&text[blanks..]).map_or(0, |label| label.len);
    label + marks(&text[label..])
}

/// Cuts what is too long for one statement at the last blank that fits.
fn cut(text: &str, sentence: Span, spans: &mut Vec<Span>) {
    let mut rest = sentence;
    while rest.len() > LONGEST_STATEMENT {
        let limit = text.floor_char_boundary(rest.start + LONGEST_STATEMENT);
        let end = text[rest.start..limit].rfind(' ').map_or(limit, |at| rest.start + at + 1);
        spans.push(trim(text, Span::new(rest.start, end)));
        rest.start = end;
    }
    spans.push(trim(text, rest));
}

/// What two tellings of one sentence share: its letters and figures, whatever
/// their case.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Whether two texts tell one sentence.
pub(crate) fn is_same(a: &str, b: &str) -> bool {
    a == b || letters(a).eq(letters(b))
}

/// A number that texts share which tell one sentence, and few others do.
pub(crate) fn likeness(text: &str) -> u32 {
    // Two FNV-1a that take turns, so that neither waits for the other: short, and
    // the same in every build that reads the cache.
    let add = |(first, second): (u32, u32), letter: u32| {
        (second, (first ^ letter).wrapping_mul(0x0100_0193))
    };
    let mut hashes = (0x811C_9DC5, 0);
    let mut rest = text;
    // As `letters` tells them; but every letter of a corpus comes by, and nearly
    // all are plain ones.
    while !rest.is_empty() {
        let (plain, behind) = rest.split_at(rest.bytes().take_while(u8::is_ascii).count());
        for byte in plain.bytes().filter(u8::is_ascii_alphanumeric) {
            hashes = add(hashes, u32::from(byte.to_ascii_lowercase()));
        }
        let mut others = behind.chars();
        if let Some(other) = others.next().filter(|c| c.is_alphanumeric()) {
            hashes = other.to_lowercase().fold(hashes, |hashes, c| add(hashes, c as u32));
        }
        rest = others.as_str();
    }
    hashes.0 ^ hashes.1.rotate_left(16)
}

fn trim(text: &str, span: Span) -> Span {
    let piece = &text[span.start..span.end];
    let start = span.start + (piece.len() - piece.trim_start().len());
    Span::new(start, start + piece.trim().len())
}
