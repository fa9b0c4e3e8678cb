//! What converters write that the parser takes otherwise than they meant it.

use std::borrow::Cow;
use std::ops::Range;

use crate::source::lines;

/// The same text, byte for byte, with its lines as the parser expects them:
/// ended by LF (it loses text after a lone CR in places), and with ASCII blanks
/// where a line holds other blanks alone (a converter parts paragraphs so).
pub fn regular_lines(raw: &str) -> Cow<'_, str> {
    let mut out = String::new();
    for line in lines(raw) {
        let line_text = &raw[line.start..line.end];
        let text = line_text.trim_end_matches(['\n', '\r']);
        let is_blank = !text.is_ascii() && text.trim().is_empty();
        let is_old = line_text.ends_with('\r');
        if is_blank || is_old {
            out.push_str(&raw[out.len()..line.start]);
            match is_blank {
                true => out.extend(std::iter::repeat_n(' ', text.len())),
                false => out.push_str(text),
            }
            out.push_str(if is_old { "\n" } else { &line_text[text.len()..] });
        }
    }
    if out.is_empty() {
        return Cow::Borrowed(raw);
    }
    out.push_str(&raw[out.len()..]);
    Cow::Owned(out)
}

/// Finds a mark of stress that the parser could not pair, as a converter sets
/// it: "**Defense **", "attacks.* *". A footnote's asterisk touches its word.
pub fn stray_mark(raw: &str, run: &Range<usize>) -> Option<Range<usize>> {
    let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let mut from = run.start;
    while let Some(at) = raw[from..run.end].find('*') {
        let start = from + at;
        let rest = &raw[start..run.end];
        let end = start + (rest.len() - rest.trim_start_matches('*').len());
        let before = raw[..start].chars().next_back();
        let is_pair = end - start > 1 || is_apart(before) && is_apart(raw[end..].chars().next());
        if is_pair && before != Some('\\') {
            return Some(start..end);
        }
        from = end;
    }
    None
}
