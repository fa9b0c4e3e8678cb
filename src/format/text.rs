//! Plain text: a paragraph a line, or hard-wrapped paragraphs with blank lines
//! between them, told apart by the shape of the whole file.

use crate::source::{BlockKind, SourceBuilder};

/// A hard-wrapped file keeps its lines under this many bytes.
const WRAP_LIMIT: usize = 100;

/// A heading has no more words than this.
const LONGEST_HEADING: usize = 14;

pub fn read(raw: &str, body: usize, builder: &mut SourceBuilder) {
    let wrapped = is_hard_wrapped(&raw[body..]);
    let mut offset = body;
    let mut before_blank = true;
    let mut lines = raw[body..].split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let text = line.trim();
        let next_is_blank = lines.peek().is_none_or(|next| next.trim().is_empty());
        if text.is_empty() {
            builder.close();
            before_blank = true;
        } else if let Some(marker) = list_marker(text) {
            builder.open(BlockKind::Item);
            let indent = line.len() - line.trim_start().len();
            builder.push(&line[indent + marker..], offset + indent + marker);
            before_blank = false;
        } else {
            if !(wrapped && builder.is_open()) {
                let alone = !wrapped || (before_blank && next_is_blank);
                builder.open(if alone && is_heading(text) {
                    BlockKind::Heading
                } else {
                    BlockKind::Paragraph
                });
            }
            builder.push(line, offset);
            before_blank = false;
        }
        offset += line.len();
    }
    builder.close();
}

/// Whether most lines are short and followed by another line of their
/// paragraph, as an editor that wraps at a column leaves them.
fn is_hard_wrapped(body: &str) -> bool {
    let lines: Vec<&str> = body.lines().map(str::trim_end).collect();
    let filled = lines.iter().filter(|line| !line.is_empty()).count();
    let long = lines.iter().filter(|line| line.len() > WRAP_LIMIT).count();
    let continued = lines
        .windows(2)
        .filter(|pair| pair[0].len() > WRAP_LIMIT / 2 && !pair[0].is_empty())
        .filter(|pair| pair[1].starts_with(|c: char| c.is_alphanumeric() || c == '“'))
        .filter(|pair| !pair[0].ends_with(['.', '!', '?', ':', '”', '"', ']']))
        .count();
    long * 20 < filled && continued * 4 > filled
}

/// A short line that ends without the end of a sentence.
fn is_heading(text: &str) -> bool {
    let words = text.split_whitespace().count();
    words <= LONGEST_HEADING
        && !text.ends_with(['.', '!', ';', ',', ':', '”', '"', ']', ')'])
        && text.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
}

/// The length of a bullet with the blanks after it.
fn list_marker(text: &str) -> Option<usize> {
    let bullet = text.chars().next().filter(|c| "-*•–—▪◦·".contains(*c))?.len_utf8();
    let blanks = text[bullet..].len() - text[bullet..].trim_start().len();
    (blanks > 0).then_some(bullet + blanks)
}
