//! PDF: the text layer in reading order, a page at a time, without running
//! heads and page numbers.

use unpdf::error::ErrorKind;
use unpdf::model::{self, Document, ListStyle, Paragraph};
use unpdf::parser::ParseOptions;
use unpdf::render::PageSelection;

use super::advice;
use super::extract::{Extract, title};
use super::shape::{is_stressed_heading, kind_of_paragraph};
use crate::source::{BlockKind, FrontMatter, Oddity, Place};

mod furniture;
mod lines;

/// The longest treaties have a thousand pages with their annexes. Each takes
/// some milliseconds.
const MOST_PAGES: u32 = 2000;

/// Where the mark that begins a PDF is looked for: some have mail headers or
/// a server's HTML before it.
const LONGEST_JUNK: usize = 1024;

/// A page of a document.
struct Page {
    number: usize,
    blocks: Vec<Block>,
}

struct Block {
    kind: BlockKind,
    /// Whether it is set larger than the text.
    is_large: bool,
    text: String,
}

pub fn extract(bytes: &[u8]) -> Result<Extract, Oddity> {
    let document = parse(bytes)?;
    let mut pages: Vec<Page> = document.pages.iter().map(page).collect();
    furniture::remove(&mut pages);
    join(&mut pages);
    if pages.iter().all(|page| page.blocks.is_empty()) {
        return Err(without_text(&document));
    }
    let title = document.metadata.title.as_deref().and_then(title);
    let mut extract = Extract {
        front: FrontMatter { title, ..FrontMatter::default() },
        problems: problems(&document),
        ..Extract::default()
    };
    for page in pages {
        for block in page.blocks {
            extract.add(block.kind, block.text, Some(Place::Page(page.number)));
        }
    }
    Ok(extract)
}

/// Where a PDF begins, if a file is one.
pub fn start(bytes: &[u8]) -> Option<usize> {
    let head = &bytes[..bytes.len().min(LONGEST_JUNK)];
    let at = head.windows(5).position(|mark| mark == b"%PDF-")?;
    let before = head[..at].strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head[..at]);
    matches!(before.last(), None | Some(b'\n' | b'\r')).then_some(at)
}

fn parse(bytes: &[u8]) -> Result<Document, Oddity> {
    let start = start(bytes).unwrap_or(0);
    let options = ParseOptions::new().sequential().with_pages(PageSelection::Range(1..=MOST_PAGES));
    unpdf::parse_bytes_with_options(&bytes[start..], options).map_err(|error| match error.kind() {
        ErrorKind::Encrypted | ErrorKind::InvalidPassword => advice::locked(),
        ErrorKind::UnsupportedVersion => {
            let message = "a version of PDF that comity does not read";
            Oddity::new(message, "open it and print it to a new PDF")
        }
        _ => advice::broken("a broken PDF"),
    })
}

/// Of pages that show pictures, or what is drawn without letters, or nothing.
fn without_text(document: &Document) -> Oddity {
    match document.pages.len() {
        0 => advice::broken("a PDF without pages"),
        _ if document.pages.iter().any(is_picture) => {
            Oddity::new("a scan without a text layer", advice::RECOGNISE)
        }
        _ => Oddity::new("its pages have no text layer", advice::RECOGNISE),
    }
}

fn page(page: &model::Page) -> Page {
    let mut blocks = Vec::new();
    for element in &page.elements {
        match element {
            model::Block::Paragraph(text) => blocks.extend(paragraph(text)),
            model::Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                blocks.extend(cells.filter_map(|cell| block(BlockKind::Item, &cell.plain_text())));
            }
            model::Block::Code { content } | model::Block::Raw { content } => {
                blocks.extend(block(BlockKind::Paragraph, content));
            }
            _ => {}
        }
    }
    Page { number: page.number as usize, blocks }
}

fn paragraph(paragraph: &Paragraph) -> Option<Block> {
    let text = paragraph.plain_text();
    // A number is part of what is cited; a bullet says nothing.
    let text = match paragraph.style.list_info.as_ref().map(|list| &list.style) {
        Some(ListStyle::Unordered { marker }) => text.trim_start_matches([*marker, ' ']),
        _ => &text,
    };
    let mut block = block(BlockKind::Paragraph, text)?;
    block.is_large = paragraph.is_heading();
    if let Some(entry) = lines::without_leader(&block.text) {
        return Some(Block { kind: BlockKind::Heading, text: entry.to_owned(), ..block });
    }
    block.kind = match block.kind {
        _ if block.is_large && is_stressed_heading(&block.text) => BlockKind::Heading,
        _ if paragraph.is_list_item() => BlockKind::Item,
        _ => kind_of_paragraph(&block.text),
    };
    Some(block)
}

fn block(kind: BlockKind, text: &str) -> Option<Block> {
    let text = lines::unwrapped(text);
    (!text.is_empty()).then_some(Block { kind, is_large: false, text })
}

/// Joins what a page's end broke: a paragraph without the end of a sentence,
/// and what goes on in lower case.
fn join(pages: &mut [Page]) {
    for index in 1..pages.len() {
        let (before, after) = pages.split_at_mut(index);
        let Some(next) = after[0].blocks.first() else { continue };
        let last = before.iter_mut().rev().find_map(|page| page.blocks.last_mut());
        let Some(last) = last else { continue };
        if next.kind == BlockKind::Paragraph
            && last.kind != BlockKind::Heading
            && lines::goes_on(&last.text, &next.text)
        {
            last.text = lines::unwrapped(&format!("{} {}", last.text, next.text));
            after[0].blocks.remove(0);
        }
    }
}

fn problems(document: &Document) -> Vec<Oddity> {
    let mut problems = Vec::new();
    let pages = document.pages.len();
    let all = document.metadata.page_count;
    if all > MOST_PAGES {
        let message = format!("only the first {MOST_PAGES} of its {all} pages are read");
        problems.push(Oddity::new(message, "split it in two"));
    }
    let pictures = document.pages.iter().filter(|page| is_picture(page)).count();
    if pictures > 0 {
        let message = format!("{pictures} of {pages} pages are pictures without text");
        problems.push(Oddity::new(
            message,
            "run OCR on it, as with ocrmypdf, and save it with the text",
        ));
    }
    if document.pages.iter().any(|page| !page.unreadable_fonts.is_empty()) {
        let message = "some of its fonts do not tell which letters they show; that text is missing";
        problems.push(Oddity::new(message, "run OCR on it, as with ocrmypdf --force-ocr"));
    }
    problems
}

fn is_picture(page: &model::Page) -> bool {
    page.elements.is_empty() && page.image_op_count > 0
}
