//! Markdown, as governments' web pages come out of converters: hard-wrapped,
//! with headings in bold, underlines in HTML and items numbered by hand.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::source::{BlockKind, SourceBuilder, Span};

pub fn read(raw: &str, body: usize, builder: &mut SourceBuilder) {
    let mut reader = Reader {
        raw,
        builder,
        bold: 0,
        plain: false,
        kinds: Vec::new(),
        indented: false,
        indented_end: None,
    };
    for (event, range) in Parser::new_ext(&raw[body..], Options::ENABLE_TABLES).into_offset_iter() {
        reader.event(event, range.start + body..range.end + body);
    }
    reader.close();
}

struct Reader<'a> {
    raw: &'a str,
    builder: &'a mut SourceBuilder,
    bold: usize,
    /// Whether the open block holds text that is not bold.
    plain: bool,
    /// What the enclosing containers make of a paragraph.
    kinds: Vec<BlockKind>,
    /// Whether an indented block is open: prose that a converter indented.
    indented: bool,
    /// Where the last indented block ended in the file.
    indented_end: Option<usize>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, at: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.indented => self.indented_text(&text, at),
            Event::Text(text) | Event::Code(text) => self.text(&text, at),
            Event::SoftBreak => self.builder.space(Span::new(at.start, at.end)),
            Event::HardBreak => self.hard_break(&at),
            // A rule, or a converter's comment between two lists.
            Event::Rule => self.close(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, at: Range<usize>) {
        match tag {
            Tag::Heading { .. } => self.open(BlockKind::Heading),
            Tag::Paragraph if self.continues_indented(at.start) => self.builder.reopen(),
            Tag::Paragraph => self.open(self.paragraph_kind()),
            Tag::Item | Tag::TableCell => {
                self.open(BlockKind::Item);
                self.kinds.push(BlockKind::Item);
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => self.start_indented(),
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => self.open(BlockKind::Paragraph),
            Tag::Strong => self.bold += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::TableHead => self.close(),
            TagEnd::CodeBlock => {
                self.indented = false;
                self.close();
            }
            TagEnd::Item | TagEnd::TableCell => {
                self.close();
                self.kinds.pop();
            }
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, at: Range<usize>) {
        self.plain |= self.bold == 0 && !text.trim().is_empty();
        let written = &self.raw[at.clone()];
        if written == text {
            self.builder.push(text, at.start);
        } else if let Some(inner) = written.find(text).filter(|_| !text.is_empty()) {
            self.builder.push(text, at.start + inner);
        } else {
            self.builder.push_instead(text, Span::new(at.start, at.end));
        }
    }

    /// A line broken by hand: after a bold line it parts heading from text.
    fn hard_break(&mut self, at: &Range<usize>) {
        if self.is_bold_line() {
            self.close();
            self.open(self.paragraph_kind());
        } else {
            self.builder.space(Span::new(at.start, at.end));
        }
    }

    /// Text indented by four or more is prose here, never code.
    fn start_indented(&mut self) {
        self.indented = true;
        self.open(self.paragraph_kind());
    }

    fn indented_text(&mut self, text: &str, at: Range<usize>) {
        self.plain = true;
        self.indented_end = Some(at.end);
        let line = text.trim_end();
        match self.raw[at.clone()].find(line) {
            Some(inner) => self.builder.push(line, at.start + inner),
            None => self.builder.push_instead(line, Span::new(at.start, at.end)),
        }
        self.builder.space(Span::new(at.end, at.end));
    }

    /// Whether a paragraph at `start` goes on, without a blank line, with an
    /// indented block: a converter writes "1.        President Biden and",
    /// and the wrapped rest of the item at the margin.
    fn continues_indented(&self, start: usize) -> bool {
        let gap = |end: usize| self.raw.get(end..start).unwrap_or("\n\n");
        self.indented_end.is_some_and(|end| {
            let gap = gap(end);
            gap.trim().is_empty() && gap.matches('\n').count() <= 1
        })
    }

    fn paragraph_kind(&self) -> BlockKind {
        self.kinds.last().copied().unwrap_or(BlockKind::Paragraph)
    }

    fn open(&mut self, kind: BlockKind) {
        if self.builder.is_open() && self.builder.block_text().is_empty() {
            self.builder.set_kind(kind);
        } else {
            self.close();
            self.builder.open(kind);
        }
        self.plain = false;
    }

    fn close(&mut self) {
        if self.is_bold_line() && is_heading(self.builder.block_text()) {
            self.builder.set_kind(BlockKind::Heading);
        }
        self.builder.close();
        self.plain = false;
    }

    fn is_bold_line(&self) -> bool {
        self.builder.is_open() && !self.plain && !self.builder.block_text().is_empty()
    }
}

/// Bold text is a heading unless it is a sentence.
fn is_heading(text: &str) -> bool {
    !text.ends_with(['.', '!', '?', ';', ',']) || text.split_whitespace().count() < 4
}
