//! How deep a page is nested, told in one pass before it is parsed.
//!
//! The parser's time grows with the square of the depth, and its users walk the
//! tree by recursion: 100,000 nested elements would take minutes or the stack.

use std::collections::HashMap;

/// Browsers stop at 512. Old pages that leave elements open go deeper.
const DEEPEST: usize = 2000;

/// Elements without an end, or whose end is commonly left out.
const ENDLESS: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dd", "dt", "tr", "td", "th", "thead", "tbody", "tfoot", "option",
    "html", "head", "body", "colgroup", "rp", "rt",
];

/// Elements whose inside is no HTML.
const OPAQUE: &[&str] = &["script", "style", "textarea", "title", "noscript"];

/// # Errors
/// Where the page is nested too deeply to be parsed.
pub fn check(page: &str) -> Result<(), String> {
    match depth(page) {
        depth if depth > DEEPEST => {
            Err(format!("nested more than {DEEPEST} elements deep; it is left out"))
        }
        _ => Ok(()),
    }
}

/// The greatest number of elements open at once. An end counts only against a
/// beginning of the same name, as for the parser.
fn depth(page: &str) -> usize {
    let mut open: HashMap<String, usize> = HashMap::new();
    let (mut depth, mut deepest) = (0, 0);
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (is_end, name) = match rest.strip_prefix('/') {
            Some(tag) => (true, name(tag)),
            None => (false, name(rest)),
        };
        if name.is_empty() {
            continue;
        }
        rest = &rest[tag_len(rest)..];
        if is_end {
            let count = open.entry(name.to_ascii_lowercase()).or_default();
            depth -= usize::from(*count > 0);
            *count = count.saturating_sub(1);
        } else if is_one(OPAQUE, name) {
            rest = after_end(rest, name);
        } else if !is_one(ENDLESS, name) || is_foreign(&open) {
            *open.entry(name.to_ascii_lowercase()).or_default() += 1;
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// Whether a drawing or a formula is open, in which every element nests.
fn is_foreign(open: &HashMap<String, usize>) -> bool {
    ["svg", "math"].iter().any(|name| open.get(*name).is_some_and(|count| *count > 0))
}

/// The length of a tag up to its end, which values in quotes may hold.
fn tag_len(tag: &str) -> usize {
    let mut quote = None;
    let mut last = b' ';
    for (at, byte) in tag.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return at,
            (b'"' | b'\'', None) if last == b'=' => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
    }
    tag.len()
}

/// The name that a tag begins with.
fn name(tag: &str) -> &str {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    match tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => &tag[..tag.find(|c| !is_name(c)).unwrap_or(tag.len())],
        false => "",
    }
}

fn is_one(names: &[&str], name: &str) -> bool {
    names.iter().any(|it| it.eq_ignore_ascii_case(name))
}

/// What follows the end of an opaque element; without one, all of it.
fn after_end<'a>(rest: &'a str, opaque: &str) -> &'a str {
    let ends = rest.match_indices("</");
    let mut ends = ends.filter(|(at, _)| name(&rest[at + 2..]).eq_ignore_ascii_case(opaque));
    ends.next().map_or("", |(at, _)| &rest[at + 2..])
}

#[cfg(test)]
mod tests {
    use super::depth;

    #[test]
    fn depth_counts_what_is_left_open() {
        assert_eq!(depth("<div><p>one<p>two<br></div><div><b>x</b></div>"), 2);
        assert_eq!(depth("<script>if (a<b) c<d</script><!-- <i><i> -->"), 0);
        assert_eq!(depth(&"<b>".repeat(5000)), 5000);
        assert_eq!(depth(&"<b></i>".repeat(5000)), 5000);
        assert_eq!(depth(&format!("<svg>{}", "<tr>".repeat(5000))), 5001);
        assert_eq!(depth(&"<b a='<script>' c>".repeat(5000)), 5000);
        assert_eq!(depth("1 < 2 <"), 0);
    }
}
