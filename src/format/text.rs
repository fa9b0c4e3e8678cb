//! Plain text: a paragraph a line, or hard-wrapped paragraphs, told apart by
//! the shape of the whole file.

use super::sections;
use super::shape::{is_heading, is_numbered_heading};
use crate::source::{BlockKind, SourceBuilder, Span, lines};
use crate::statement::Label;

/// A hard-wrapped file keeps its lines under this many characters.
const WRAP_LIMIT: usize = 100;

pub fn read(raw: &str, body: usize, builder: &mut SourceBuilder) {
    let body_text = &raw[body..];
    let mut reader = Reader { builder, base: body, wrap: wrap_width(body_text), last: None };
    let mut lines = lines(body_text).map(|at| Line::new(body_text, at)).peekable();
    while let Some(line) = lines.next() {
        reader.line(line, lines.peek());
    }
    builder.revise(sections::tell);
}

/// A line without the white space around it.
#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    /// Where the text begins in the body.
    start: usize,
    /// The whole line.
    at: Span,
}

impl<'a> Line<'a> {
    fn new(body: &'a str, at: Span) -> Self {
        let line = &body[at.start..at.end];
        let start = at.end - line.trim_start().len();
        Self { text: line.trim(), start, at }
    }

    /// How wide the line stands on the page, its indent included.
    fn width(&self) -> usize {
        self.start - self.at.start + self.text.chars().count()
    }
}

struct Reader<'a> {
    builder: &'a mut SourceBuilder,
    base: usize,
    /// The column at which lines are wrapped, in a hard-wrapped file.
    wrap: Option<usize>,
    /// The number of the last numbered item.
    last: Option<Label>,
}

impl Reader<'_> {
    fn line(&mut self, line: Line<'_>, next: Option<&Line<'_>>) {
        if line.text.is_empty() {
            self.builder.close();
            return;
        }
        let ends = self.stands_alone(&line, next);
        let from = match self.opening(line.text, ends) {
            Some((kind, from)) => {
                self.builder.open(kind);
                from
            }
            None => 0,
        };
        self.push(&line, from);
        if ends {
            self.builder.close();
        }
    }

    /// The kind of block that a line begins, and how long its bullet is;
    /// nothing where it goes on with the block before.
    fn opening(&mut self, text: &str, ends: bool) -> Option<(BlockKind, usize)> {
        if let Some(marker) = bullet(text).filter(|_| !self.flows_on(text)) {
            return Some((BlockKind::Item, marker));
        }
        if let Some(label) = Label::of(text).filter(|label| self.begins(*label)) {
            self.last = Some(label);
            let kind = match ends && is_numbered_heading(text, label) {
                true => BlockKind::Heading,
                false => BlockKind::Item,
            };
            return Some((kind, 0));
        }
        let kind = match ends && is_heading(text) {
            true => BlockKind::Heading,
            false => BlockKind::Paragraph,
        };
        (!self.builder.is_open()).then_some((kind, 0))
    }

    fn push(&mut self, line: &Line<'_>, from: usize) {
        self.builder.push(&line.text[from..], self.base + line.start + from);
        self.builder
            .space(Span::new(self.base + line.start + line.text.len(), self.base + line.at.end));
    }

    /// Whether the line's block ends with it: always where a paragraph is a
    /// line; in a hard-wrapped file where the next word had room left.
    fn stands_alone(&self, line: &Line<'_>, next: Option<&Line<'_>>) -> bool {
        let Some(wrap) = self.wrap else { return true };
        let word = next.and_then(|next| next.text.split_whitespace().next());
        word.is_none_or(|word| line.width() + 1 + word.chars().count() < wrap * 3 / 4)
    }

    /// Whether a dash at the margin goes on with a hard-wrapped sentence.
    fn flows_on(&self, text: &str) -> bool {
        text.starts_with(['–', '—']) && self.builder.is_open()
    }

    /// Whether a number at the margin begins an item, and isn't a wrapped
    /// sentence's "… of the year / 12. Then …".
    fn begins(&self, label: Label) -> bool {
        !self.builder.is_open() || label.is_bracketed() || label.follows(self.last)
    }
}

/// The column at which a file is wrapped: there most lines are short and go on
/// in the next, as an editor leaves them.
fn wrap_width(body: &str) -> Option<usize> {
    let (mut filled, mut long, mut continued, mut width) = (0, 0, 0, 0);
    let mut before: Option<Line<'_>> = None;
    for line in lines(body).map(|at| Line::new(body, at)) {
        let wide = line.width();
        filled += usize::from(!line.text.is_empty());
        long += usize::from(wide > WRAP_LIMIT);
        if before.is_some_and(|before| continues(&before, &line)) {
            continued += 1;
        }
        if wide <= WRAP_LIMIT {
            width = width.max(wide);
        }
        before = Some(line);
    }
    (long * 20 < filled && continued * 4 > filled).then_some(width)
}

fn continues(before: &Line<'_>, line: &Line<'_>) -> bool {
    before.width() > WRAP_LIMIT / 2
        && !before.text.ends_with(['.', '!', '?', ':', '”', '"', ']'])
        && line.text.starts_with(|c: char| c.is_alphanumeric() || "“\"(".contains(c))
}

/// The length of a bullet with the blanks after it.
fn bullet(text: &str) -> Option<usize> {
    let mark = text.chars().next().filter(|c| "-*•–—▪◦·‣⁃●○■□►➢➤✓".contains(*c))?;
    let rest = &text[mark.len_utf8()..];
    let blanks = rest.len() - rest.trim_start().len();
    let may_touch = !mark.is_ascii() && !"–—·".contains(mark) && !rest.is_empty();
    (blanks > 0 || may_touch).then_some(mark.len_utf8() + blanks)
}
