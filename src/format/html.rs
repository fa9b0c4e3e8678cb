//! HTML: the article of a saved page, without menus, notices and scripts.

use dom_smoothie::{Article, Config, Readability, TextMode};
use htmd::element_handler::{HandlerResult, Handlers};
use htmd::{Element, HtmlToMarkdown};

use super::extract::Extract;
use super::{encoding, markdown};
use crate::source::{BlockKind, FrontMatter, Origin, SourceBuilder, without_time};

mod nesting;

/// Saved pages have some thousand elements, the longest treaties tens of
/// thousands; the parser's time grows with them and the search for the article
/// faster still.
const MOST_ELEMENTS: usize = 300_000;

/// A shorter article is likely a notice beside it.
const SHORTEST_ARTICLE: usize = 200;

/// What is never part of a document's text.
const FURNITURE: [&str; 11] = [
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "iframe", "svg",
    "button",
];

/// Elements that such a notice is made of.
const BOXES: [&str; 4] = ["div", "section", "dialog", "header"];

/// What the classes and names of notices on a page hold.
const NOTICES: &[&str] = &["cookie", "consent", "gdpr", "newsletter", "subscribe", "paywall"];

pub fn extract(bytes: &[u8]) -> Result<Extract, String> {
    let page = encoding::decode(bytes, encoding::declared(bytes)).text;
    nesting::check(&page)?;
    let article = article(&page);
    let text = match &article {
        Some(article) if article.length >= SHORTEST_ARTICLE => article.text_content.to_string(),
        _ => whole(&page),
    };
    let front = article.map(|article| front(&article)).unwrap_or_default();
    let mut extract = Extract { front, ..Extract::default() };
    add_markdown(&text, &mut extract);
    Ok(extract)
}

/// The article of a page as Markdown, where there seems to be one.
fn article(page: &str) -> Option<Article> {
    let config = Config {
        max_elements_to_parse: MOST_ELEMENTS,
        text_mode: TextMode::Markdown,
        ..Config::default()
    };
    Readability::new(page, None, Some(config)).ok()?.parse().ok()
}

/// All of a page as Markdown, for one that is nothing but a text.
fn whole(page: &str) -> String {
    let furnished = || HtmlToMarkdown::builder().skip_tags(FURNITURE.to_vec());
    let bare = furnished().add_handler(BOXES.to_vec(), without_notices).build();
    match bare.convert(page) {
        Ok(text) if !text.trim().is_empty() => text,
        // The box around the whole page is called so, too.
        _ => furnished().build().convert(page).unwrap_or_default(),
    }
}

/// Converts an element, unless it is a notice of the page's own.
fn without_notices(handlers: &dyn Handlers, element: Element<'_>) -> Option<HandlerResult> {
    let is_notice = element.attrs.iter().any(|attribute| {
        let value = attribute.value.to_ascii_lowercase();
        matches!(&*attribute.name.local, "class" | "id")
            && NOTICES.iter().any(|notice| value.contains(notice))
    });
    if is_notice { None } else { handlers.fallback(element) }
}

fn front(article: &Article) -> FrontMatter {
    FrontMatter {
        title: Some(article.title.clone()).filter(|title| !title.trim().is_empty()),
        date: article.published_time.clone().map(without_time).filter(|date| is_day(date)),
        source: article.site_name.clone(),
        source_url: article.url.clone(),
        ..FrontMatter::default()
    }
}

/// Whether a date is written as 2024-05-01: others are told too many ways.
fn is_day(date: &str) -> bool {
    date.len() == 10 && date.parse::<jiff::civil::Date>().is_ok()
}

/// Adds the blocks of a text in Markdown, headed by the page's title.
fn add_markdown(text: &str, extract: &mut Extract) {
    let mut builder = SourceBuilder::unmapped();
    markdown::read(text, 0, &mut builder);
    let source = builder.finish("", "", Origin::Embedded(""), FrontMatter::default(), "");
    let mut blocks = source.blocks.iter().peekable();
    if let (Some(title), Some(first)) = (&extract.front.title, blocks.peek())
        && source.slice(first.span) != title
    {
        extract.add(BlockKind::Heading, title.clone(), None);
    }
    for block in blocks {
        extract.add(block.kind, source.slice(block.span), None);
    }
}
