//! What is told of a document before it is parsed, in one pass.
//!
//! The parser compares every attribute of an element with those before it, and
//! every element inherits the namespaces around it: both grow with the square.

/// No vocabulary of treaties has elements with more than some dozen.
const MOST_ATTRIBUTES: usize = 256;

/// Each of these could be inherited by all later ones: at most some 10 MB.
const MOST_NAMESPACES: usize = 2000;

/// # Errors
/// What of the document is out of bounds.
pub fn check(raw: &str) -> Result<(), String> {
    // They expand each other: ten lines make a gigabyte. Or they name a file.
    if raw.contains("<!ENTITY") {
        return Err(String::from(
            "declares entities, which comity does not expand; it is left out",
        ));
    }
    if raw.matches("xmlns").nth(MOST_NAMESPACES).is_some() {
        return Err(format!("declares more than {MOST_NAMESPACES} namespaces; it is left out"));
    }
    if most_attributes(raw) > MOST_ATTRIBUTES {
        return Err(format!(
            "an element has more than {MOST_ATTRIBUTES} attributes; it is left out"
        ));
    }
    Ok(())
}

/// The greatest number of attributes of one element.
fn most_attributes(raw: &str) -> usize {
    let mut most = 0;
    let mut rest = raw;
    while let Some((_, after)) = rest.split_once('<') {
        rest = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")]
            .iter()
            .find_map(|(open, close)| Some((after.strip_prefix(open)?, *close)))
            .map_or_else(
                || {
                    let (count, len) = attributes(after);
                    most = most.max(count);
                    &after[len..]
                },
                |(inside, close)| inside.split_once(close).map_or("", |(_, after)| after),
            );
    }
    most
}

/// How many attributes a tag has, and its length.
fn attributes(tag: &str) -> (usize, usize) {
    let mut count = 0;
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return (count, at),
            (b'=', None) => count += 1,
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    (count, tag.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_a_tag_at_a_time() {
        assert_eq!(most_attributes("<a b='>' c=\"='\"><d e=''/><!-- <x \" --></a>"), 2);
        let wide: String = (0..300).map(|at| format!(" a{at}='>'")).collect();
        assert!(check(&format!("<a{wide}/>")).is_err());
        assert_eq!(most_attributes("<a"), 0);
    }
}
