//! Running heads and page numbers, which are no part of a text.

use std::collections::HashMap;

use super::Page;
use crate::statement::Label;

/// How many blocks at a page's top and bottom may be furniture: a head or foot
/// of two lines and a number.
const EDGE: usize = 3;

/// A longer block is text.
const LONGEST: usize = 120;

/// Removes page numbers, what a browser prints around a page, and what stands at
/// the edge of one page in four.
pub fn remove(pages: &mut [Page]) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for page in &*pages {
        let mut heads: Vec<String> = edge(page).filter_map(|at| head(page, at)).collect();
        heads.sort();
        heads.dedup();
        heads.into_iter().for_each(|head| *counts.entry(head).or_default() += 1);
    }
    let most = (pages.len() / 4).max(2);
    counts.retain(|_, count| *count >= most);
    let mut seen = Vec::new();
    for page in pages {
        let drop: Vec<usize> = edge(page)
            .filter(|&at| {
                is_page_number(&page.blocks[at].text)
                    || is_browsers(&page.blocks[at].text)
                    || head(page, at).is_some_and(|head| {
                        // A title that later pages repeat is no furniture itself.
                        let is_title = page.blocks[at].is_large && !seen.contains(&head);
                        let is_furniture = counts.contains_key(&head) && !is_title;
                        seen.push(head);
                        is_furniture
                    })
            })
            .collect();
        let mut index = 0..;
        page.blocks.retain(|_| index.next().is_some_and(|index| !drop.contains(&index)));
    }
}

/// The indices of the blocks at a page's top and bottom.
fn edge(page: &Page) -> impl Iterator<Item = usize> + use<> {
    let len = page.blocks.len();
    (0..len).filter(move |at| *at < EDGE || *at + EDGE >= len)
}

/// What a block would be as a running head: its words without the page's
/// number. The number of an article is none.
fn head(page: &Page, at: usize) -> Option<String> {
    let text = &page.blocks[at].text;
    if text.len() > LONGEST || text.ends_with(['.', ';', ':', ',']) {
        return None;
    }
    if Label::of(text).is_some_and(Label::is_division) {
        return Some(text.clone());
    }
    let words: Vec<&str> = text.split_whitespace().filter(|word| !is_number(word)).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// "3", "- 3 -", "Page 3 of 12", "3/12", "iv".
fn is_page_number(text: &str) -> bool {
    let mut words = text.split([' ', '/', '|', '-', '–', '—']).filter(|word| !word.is_empty());
    let is_word = |word: &str| ["page", "p.", "of"].iter().any(|it| word.eq_ignore_ascii_case(it));
    text.len() < 20
        && text.contains(|c: char| c.is_ascii_digit() || "ivxl".contains(c))
        && words.all(|word| is_number(word) || is_word(word))
}

/// When a page was printed, before its title, and its address: "11/26/26, 7:20 PM
/// Joint statement", "https://example.org/pact 1/2". Some of the digits may be gone.
fn is_browsers(text: &str) -> bool {
    let is_address = ["https://", "http://", "file:///"].iter().any(|it| text.starts_with(it));
    let mut after = text.split_whitespace().skip(1);
    if is_address {
        return after.all(is_page_number);
    }
    let time = text.split(char::is_alphabetic).next().unwrap_or_default();
    let is_time = time.chars().all(|c| c.is_ascii_digit() || "/., :".contains(c));
    let has = |sign: char, count: usize| time.matches(sign).count() == count;
    is_time && has(':', 1) && has(',', 1) && (has('/', 2) || has('.', 2))
}

/// A number as pages have them, Arabic or small Roman.
fn is_number(word: &str) -> bool {
    let is_all = |is: fn(char) -> bool| !word.is_empty() && word.len() <= 5 && word.chars().all(is);
    is_all(|c| c.is_ascii_digit()) || is_all(|c| "ivxl".contains(c))
}

#[cfg(test)]
mod tests {
    use super::super::Block;
    use super::*;
    use crate::source::BlockKind;

    fn pages(texts: &[&[&str]]) -> Vec<Page> {
        let block = |text: &&str| Block {
            kind: BlockKind::Paragraph,
            is_large: false,
            text: (*text).to_owned(),
        };
        let page = |(at, texts): (usize, &&[&str])| Page {
            number: at + 1,
            blocks: texts.iter().map(block).collect(),
        };
        texts.iter().enumerate().map(page).collect()
    }

    #[test]
    fn what_pages_repeat_at_their_edges_goes_and_articles_stay() {
        let mut pages = pages(&[
            &[
                "A/CONF.164/37 Page 1",
                "Article 1",
                "They meet.",
                "They act.",
                "They rest.",
                "- 1 -",
            ],
            &["A/CONF.164/37 Page 2", "Article 2", "They go.", "iv"],
        ]);
        remove(&mut pages);
        let left: Vec<&str> = pages.iter().flat_map(|p| &p.blocks).map(|b| &*b.text).collect();
        assert_eq!(
            left,
            ["Article 1", "They meet.", "They act.", "They rest.", "Article 2", "They go."]
        );
    }

    #[test]
    fn what_a_browser_prints_around_a_single_page_goes() {
        let mut pages = pages(&[&[
            "11/26/26, 7:20 PM Joint statement",
            "They meet.",
            "https://example.org/a/b 1/1",
        ]]);
        remove(&mut pages);
        let left: Vec<&str> = pages[0].blocks.iter().map(|block| &*block.text).collect();
        assert_eq!(left, ["They meet."]);
        assert!(["/ / , : PM Pact", "26.11.2026, 19:20 Pact"].iter().all(|it| is_browsers(it)));
        let text = ["https://example.org tells more.", "26/11/2026", "1, 2: Pact", "At 7:20 PM"];
        assert!(!text.iter().any(|it| is_browsers(it)));
    }

    #[test]
    fn page_numbers_are_told_from_text() {
        assert!(["3", "- 3 -", "Page 3 of 12", "3/12", "iv"].iter().all(|it| is_page_number(it)));
        assert!(
            !["Article 3", "of", "1. Cyber", "2024-05-01 Rome"].iter().any(|it| is_page_number(it))
        );
    }
}
