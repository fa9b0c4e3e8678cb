//! Numbered lines that head the sections of a text, told from the items of a
//! list by what stands under them.

use crate::source::{Block, BlockKind};
use crate::statement::Label;

use super::shape::is_heading;

/// Makes headings of the items that are short, count on from a heading or begin
/// a count, and have a text of their own: "4. Science for the mountains" above
/// a paragraph or above "4.1". `text` is what the blocks' spans point into.
pub fn tell(text: &str, blocks: &mut [Block]) {
    let mut heads: Vec<Vec<u32>> = Vec::new();
    for index in 0..blocks.len() {
        let Some(number) = number(line(text, &blocks[index])) else { continue };
        let heads_on = number.last() == Some(&1) || heads.iter().any(|head| follows(&number, head));
        let is_head = match blocks[index].kind {
            BlockKind::Heading => true,
            BlockKind::Paragraph => false,
            BlockKind::Item => heads_on && is_short(line(text, &blocks[index])),
        };
        let has_text =
            || blocks.get(index + 1).is_some_and(|next| stands_under(text, next, &number));
        if is_head && (blocks[index].kind == BlockKind::Heading || has_text()) {
            blocks[index].kind = BlockKind::Heading;
            heads.retain(|head| head.len() < number.len());
            heads.push(number);
        }
    }
}

fn line<'a>(text: &'a str, block: &Block) -> &'a str {
    &text[block.span.start..block.span.end]
}

/// The parts of the number a line begins with: 2 and 3 of "2.3 Culture".
fn number(line: &str) -> Option<Vec<u32>> {
    let label = &line[..Label::of(line)?.len];
    label.trim_end_matches(['.', ')']).split('.').map(|part| part.parse().ok()).collect()
}

/// Whether a number is the next after another in one count.
fn follows(number: &[u32], before: &[u32]) -> bool {
    match (number.split_last(), before.split_last()) {
        (Some((last, within)), Some((before, beside))) => within == beside && *last == before + 1,
        _ => false,
    }
}

/// Whether a numbered line has the looks of a heading.
fn is_short(line: &str) -> bool {
    let label = Label::of(line).map_or(0, |label| label.len);
    is_heading(line[label..].trim_start())
}

/// Whether a block goes on under a number: without one, or with a deeper one.
fn stands_under(text: &str, block: &Block, above: &[u32]) -> bool {
    match number(line(text, block)) {
        Some(number) => number.len() > above.len() && number.starts_with(above),
        None => block.kind == BlockKind::Paragraph,
    }
}
