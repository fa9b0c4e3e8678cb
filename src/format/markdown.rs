//! Markdown, as governments' web pages come out of converters: hard-wrapped,
//! with headings in bold, underlines in HTML and items numbered by hand.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::shape::{is_stressed_heading, kind_of_paragraph};
use crate::source::{BlockKind, SourceBuilder, Span, lines};
use crate::statement::Label;

mod quirks;
mod tags;

pub fn read(raw: &str, body: usize, builder: &mut SourceBuilder) {
    Reader::new(&quirks::regular_lines(&raw[body..]), body, builder).read();
}

struct Reader<'a> {
    raw: &'a str,
    /// Where in the file `raw` begins.
    base: usize,
    builder: &'a mut SourceBuilder,
    /// Text written as it is and not handed on yet. The parser tells a line in
    /// many pieces; joined, an escape sequence or a letter's marks stay whole.
    run: Range<usize>,
    /// How many bold, underlined or slanted stretches are open.
    stressed: usize,
    /// Whether the open block holds text that isn't stressed.
    plain: bool,
    /// How much of the open block is its number: "2." of an item.
    label: usize,
    /// What the enclosing containers make of a paragraph.
    kinds: Vec<BlockKind>,
    /// Whether each enclosing list is numbered.
    numbered: Vec<bool>,
    /// Whether a block of code is open.
    code: bool,
    /// Whether it is an indented one: prose that a converter indented.
    indented: bool,
    /// Where the last indented block ended.
    indented_end: Option<usize>,
    /// Where the last cell of a table's row ended.
    cell_end: usize,
    /// An open block of HTML: where it begins, and its lines.
    html: Option<(usize, String)>,
    /// Whether this is the inside of a block of HTML, its tags gone.
    inside_html: bool,
}

impl<'a> Reader<'a> {
    fn new(raw: &'a str, base: usize, builder: &'a mut SourceBuilder) -> Self {
        Self {
            raw,
            base,
            builder,
            run: 0..0,
            stressed: 0,
            plain: false,
            label: 0,
            kinds: Vec::new(),
            numbered: Vec::new(),
            code: false,
            indented: false,
            cell_end: 0,
            indented_end: None,
            html: None,
            inside_html: false,
        }
    }

    fn read(mut self) {
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
        for (event, at) in Parser::new_ext(self.raw, options).into_offset_iter() {
            match event {
                Event::Text(text) if !self.code && self.raw[at.clone()] == *text => {
                    self.written(at);
                }
                event => {
                    self.flush();
                    self.event(event, at);
                }
            }
        }
        self.flush();
        self.close();
    }

    fn event(&mut self, event: Event<'_>, at: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, at),
            Event::End(tag) => self.end(tag, at),
            Event::Text(text) if self.code => self.code_text(&text, at),
            // An entity: all else was written.
            Event::Text(text) => self.instead(&text, at),
            Event::Code(text) => self.near(&text, at),
            Event::Html(text) | Event::InlineHtml(text) if self.inside_html => self.near(&text, at),
            Event::Html(_) => self.html_line(at),
            Event::InlineHtml(html) => self.inline_html(&html, at),
            Event::FootnoteReference(_) => self.footnote(at),
            Event::SoftBreak => self.soft_break(at),
            Event::HardBreak => self.hard_break(at),
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
            Tag::List(first) => self.numbered.push(first.is_some()),
            Tag::Item => self.item(at.start),
            Tag::TableRow => self.cell_end = at.start,
            Tag::TableCell => {
                self.cell_end = at.end;
                self.cell();
                self.kinds.push(BlockKind::Item);
            }
            Tag::CodeBlock(kind) => {
                self.code = true;
                self.indented = *kind == CodeBlockKind::Indented;
                self.open(self.paragraph_kind());
            }
            Tag::HtmlBlock => self.html = Some((at.start, String::new())),
            Tag::FootnoteDefinition(_) => self.footnote_text(at),
            Tag::Strong | Tag::Emphasis => self.stressed += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, at: Range<usize>) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(at),
            TagEnd::Paragraph | TagEnd::TableHead | TagEnd::FootnoteDefinition => self.close(),
            TagEnd::CodeBlock => {
                self.code = false;
                self.indented = false;
                self.close();
            }
            TagEnd::List(_) => {
                self.numbered.pop();
            }
            TagEnd::TableRow => self.cells_beyond(at),
            TagEnd::Item | TagEnd::TableCell => {
                self.close();
                self.kinds.pop();
            }
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::Strong | TagEnd::Emphasis => self.stressed = self.stressed.saturating_sub(1),
            _ => {}
        }
    }

    /// An item keeps its number, by which it is cited; a bullet says nothing.
    fn item(&mut self, start: usize) {
        self.open(BlockKind::Item);
        self.kinds.push(BlockKind::Item);
        if self.numbered.last() != Some(&true) {
            return;
        }
        let rest = self.raw[start..].trim_start_matches([' ', '\t', '\n', '>']);
        let start = self.raw.len() - rest.len();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let end = start + digits + 1;
        if digits > 0 && self.raw.is_char_boundary(end) {
            self.push(start..end);
            self.number_ends(end);
        }
    }

    /// A bold cell is no heading of what follows.
    fn cell(&mut self) {
        self.open(BlockKind::Item);
        self.plain = true;
    }

    /// What a row holds beyond its table's columns, which the parser passes
    /// over.
    fn cells_beyond(&mut self, row: Range<usize>) {
        let mut start = self.cell_end;
        for cell in self.raw[start..row.end.max(start)].split_inclusive('|') {
            self.cell();
            self.push(start..start + cell.trim_end_matches('|').len());
            start += cell.len();
        }
        self.close();
    }

    /// A line of dashes under a paragraph makes it a heading by the letter;
    /// what reads as a sentence was meant as one, with a rule after it.
    fn end_heading(&mut self, at: Range<usize>) {
        let is_underlined = !self.raw[at].trim_start().starts_with('#');
        if is_underlined && !is_stressed_heading(self.builder.block_text()) {
            self.builder.set_kind(self.paragraph_kind());
            self.plain = true;
        }
        self.close();
    }

    /// Takes text that stands in the file as it is.
    fn written(&mut self, at: Range<usize>) {
        if self.run.end == at.start {
            self.run.end = at.end;
        } else {
            self.flush();
            self.run = at;
        }
    }

    fn flush(&mut self) {
        let mut run = std::mem::take(&mut self.run);
        while let Some(mark) = quirks::stray_mark(self.raw, &run) {
            self.push(run.start..mark.start);
            self.stressed ^= 1;
            run.start = mark.end;
        }
        self.push(run);
    }

    fn push(&mut self, at: Range<usize>) {
        self.plain |= self.stressed == 0 && !self.raw[at.clone()].trim().is_empty();
        self.builder.push(&self.raw[at.clone()], self.base + at.start);
    }

    fn space(&mut self, at: Range<usize>) {
        self.builder.space(self.span(at));
    }

    fn span(&self, at: Range<usize>) -> Span {
        Span::new(self.base + at.start, self.base + at.end)
    }

    fn instead(&mut self, text: &str, at: Range<usize>) {
        self.plain |= self.stressed == 0 && !text.trim().is_empty();
        self.builder.push_instead(text, self.span(at));
    }

    /// Takes text that the file writes nearly so: code.
    fn near(&mut self, text: &str, at: Range<usize>) {
        self.plain |= self.stressed == 0 && !text.trim().is_empty();
        self.builder.push_near(text, &self.raw[at.clone()], self.base + at.start);
    }

    /// The end of a wrapped line. "(b) ..." on the next begins an item of its
    /// own, though no Markdown says so: treaties are written like that.
    fn soft_break(&mut self, at: Range<usize>) {
        let is_label =
            Label::of(self.raw[at.end..].trim_start()).is_some_and(|label| label.is_bracketed());
        let before = self.builder.block_text().trim_end();
        let ends = |end: &&str| before.ends_with(*end);
        if is_label && [":", ";", ",", ".", " and", " or"].iter().any(ends) {
            self.close();
            self.open(BlockKind::Item);
        } else {
            self.space(at);
        }
    }

    /// A line broken by hand: after a bold line it parts heading from text.
    fn hard_break(&mut self, at: Range<usize>) {
        if self.is_stressed_line() {
            self.close();
            self.open(self.paragraph_kind());
        } else {
            self.space(at);
        }
    }

    /// A footnote's mark `[^1]` reads as a citation: `[1]`.
    fn footnote(&mut self, at: Range<usize>) {
        self.push(at.start..at.start + 1);
        self.push(at.start + "[^".len()..at.end);
    }

    fn footnote_text(&mut self, at: Range<usize>) {
        self.open(BlockKind::Paragraph);
        if let Some(len) = self.raw[at.clone()].find("]:") {
            let end = at.start + len + 1;
            self.footnote(at.start..end);
            self.number_ends(end);
        }
    }

    /// Notes that the open block holds no more than its number so far.
    fn number_ends(&mut self, end: usize) {
        self.plain = false;
        self.label = self.builder.block_text().len();
        self.space(end..end);
    }

    fn inline_html(&mut self, html: &str, at: Range<usize>) {
        let Some(tag) = tags::tag(html) else { return };
        let is_stress = tag.is(&["b", "strong", "u", "i", "em"]);
        match tag.is_end {
            _ if tag.is(&["br"]) => self.hard_break(at),
            _ if !tag.is_inline() => self.space(at),
            // What a span means is lost at its end; the end of the block, too,
            // ends all stress.
            false if is_stress || html.contains("underline") => self.stressed += 1,
            true if is_stress => self.stressed = self.stressed.saturating_sub(1),
            _ => {}
        }
    }

    /// Collects a line of HTML, with blanks for the marks of a quotation or an
    /// item before it.
    fn html_line(&mut self, at: Range<usize>) {
        let Some((start, html)) = &mut self.html else { return };
        let gap = at.start.saturating_sub(*start + html.len());
        html.extend(std::iter::repeat_n(' ', gap));
        html.push_str(&self.raw[at]);
    }

    /// Reads a block of HTML as Markdown once its tags are gone.
    fn end_html(&mut self) {
        let Some((start, html)) = self.html.take() else { return };
        let text = tags::blank(&html);
        self.close();
        let kind = self.paragraph_kind();
        let mut inside = Reader::new(&text, self.base + start, self.builder);
        inside.kinds.push(kind);
        inside.inside_html = true;
        inside.read();
    }

    /// Text indented by four or more is prose here, never code; a blank line
    /// parts its paragraphs.
    fn code_text(&mut self, text: &str, at: Range<usize>) {
        self.near(text, at.clone());
        if !self.indented {
            return;
        }
        self.indented_end = Some(at.end);
        if lines(&self.raw[at.clone()]).count() > 1 {
            self.open(self.paragraph_kind());
        } else {
            self.space(at.end..at.end);
        }
    }

    /// Whether a paragraph at `start` goes on, without a blank line, with an
    /// indented block: a converter writes "1.        President Biden and",
    /// and the wrapped rest of the item at the margin.
    fn continues_indented(&self, start: usize) -> bool {
        let gap = |end: usize| self.raw.get(end..start);
        self.indented_end.and_then(gap).is_some_and(|gap| {
            gap.trim().is_empty() && gap.bytes().filter(|byte| *byte == b'\n').count() <= 1
        })
    }

    fn paragraph_kind(&self) -> BlockKind {
        self.kinds.last().copied().unwrap_or(BlockKind::Paragraph)
    }

    /// Begins a block, or goes on with one that holds no more than its number.
    fn open(&mut self, kind: BlockKind) {
        if self.builder.is_open() && self.builder.block_text().len() == self.label {
            self.builder.set_kind(kind);
        } else {
            self.close();
            self.builder.open(kind);
        }
        self.plain = false;
        self.stressed = 0;
    }

    fn close(&mut self) {
        let text = self.builder.block_text();
        if self.is_stressed_line() && is_stressed_heading(text) {
            self.builder.set_kind(BlockKind::Heading);
        } else if self.builder.kind() == Some(BlockKind::Paragraph) {
            self.builder.set_kind(kind_of_paragraph(text));
        }
        self.builder.close();
        self.plain = false;
        self.label = 0;
    }

    fn is_stressed_line(&self) -> bool {
        !self.plain && self.builder.block_text().len() > self.label
    }
}
