//! DOCX: headings, lists with the numbers Word shows, tables, footnotes.

use undoc::docx::DocxParser;
use undoc::model::{Block, ListType, Paragraph, RevisionType, Table};
use undoc::{Error, ErrorKind};

use super::advice;
use super::extract::{Extract, title};
use super::shape::{is_stressed_heading, kind_of_paragraph};
use crate::source::{BlockKind, FrontMatter, Oddity};
use numbering::Labels;

mod numbering;

/// Tables within tables make a page, not a text; hostile ones go on for ever.
const DEEPEST_TABLE: usize = 16;

pub fn extract(bytes: &[u8]) -> Result<Extract, Oddity> {
    let mut parser = DocxParser::from_bytes(bytes.to_vec()).map_err(told)?;
    let labels = Labels::read(parser.container());
    let document = parser.parse().map_err(told)?;
    let title = document.metadata.title.as_deref().and_then(title);
    let front = FrontMatter { title, ..FrontMatter::default() };
    let mut reader = Reader { labels, extract: Extract { front, ..Extract::default() } };
    for block in document.sections.iter().flat_map(|section| &section.content) {
        reader.block(block);
    }
    Ok(reader.extract)
}

/// What is wrong with a file, for people.
fn told(error: Error) -> Oddity {
    match error.kind() {
        ErrorKind::Encrypted => advice::locked(),
        _ => advice::broken("a broken Word document"),
    }
}

struct Reader {
    labels: Labels,
    extract: Extract,
}

impl Reader {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Table(table) => self.table(table, 1),
            Block::Note { label, content } => {
                let text: Vec<String> = content.iter().map(text).collect();
                let note = format!("[{label}] {}", text.join(" "));
                self.extract.add(BlockKind::Paragraph, note, None);
            }
            _ => {}
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let text = text(paragraph);
        let label = self.labels.of(&text);
        if text.trim().is_empty() {
            return;
        }
        let kind = kind(paragraph, &text, label.is_some());
        let text = label.map_or_else(|| text.clone(), |label| format!("{label} {text}"));
        self.extract.add(kind, text, None);
    }

    /// Each cell is an item: what stands in one says nothing of the next.
    fn table(&mut self, table: &Table, depth: usize) {
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            for paragraph in &cell.content {
                let text = text(paragraph);
                let label = self.labels.of(&text).map(|label| label + " ").unwrap_or_default();
                if !text.trim().is_empty() {
                    self.extract.add(BlockKind::Item, label + &text, None);
                }
            }
            for nested in cell.nested_tables.iter().filter(|_| depth < DEEPEST_TABLE) {
                self.table(nested, depth + 1);
            }
        }
    }
}

/// The text of a paragraph as accepted changes leave it; a footnote's mark
/// reads as a citation: `[1]`.
fn text(paragraph: &Paragraph) -> String {
    let mut text = String::new();
    for run in paragraph.runs.iter().filter(|run| run.revision != RevisionType::Deleted) {
        text += &run.text;
        if let Some(note) = &run.note {
            text += &format!("[{note}]");
        }
        if run.line_break {
            text.push(' ');
        }
    }
    text
}

fn kind(paragraph: &Paragraph, text: &str, is_labelled: bool) -> BlockKind {
    let runs = || paragraph.runs.iter().filter(|run| !run.text.trim().is_empty());
    let is_bold = runs().all(|run| run.style.bold || run.style.underline);
    let is_list = paragraph.list_info.as_ref().is_some_and(|it| it.list_type != ListType::None);
    match kind_of_paragraph(text.trim()) {
        _ if paragraph.heading.is_heading() => BlockKind::Heading,
        _ if is_bold && is_stressed_heading(text.trim()) => BlockKind::Heading,
        _ if is_list || is_labelled => BlockKind::Item,
        kind => kind,
    }
}
