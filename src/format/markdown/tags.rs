//! HTML among Markdown: its text stays, its tags go.

/// A tag, comment or declaration.
pub struct Tag<'a> {
    /// Empty where it isn't an element.
    pub name: &'a str,
    pub is_end: bool,
    pub len: usize,
}

/// The tag that `html` begins with.
///
/// A tag ends at the first `>`, quoted or not, and never reaches over another
/// `<`: so text full of brackets is still read in one pass.
pub fn tag(html: &str) -> Option<Tag<'_>> {
    let inner = html.strip_prefix('<')?;
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)) {
        return None;
    }
    let len = 1 + inner.find(['<', '>']).filter(|&end| inner[end..].starts_with('>'))? + 1;
    let is_end = inner.starts_with('/');
    let name = &inner[usize::from(is_end)..];
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    Some(Tag { name, is_end, len })
}

impl Tag<'_> {
    pub fn is(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.name.eq_ignore_ascii_case(name))
    }

    /// Whether words on both sides of the tag may belong together.
    pub fn is_inline(&self) -> bool {
        self.name.is_empty()
            || self.is(&[
                "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "font", "i", "ins",
                "kbd", "mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "u",
                "wbr",
            ])
    }

    /// What the tag means in Markdown: white space with the mark of a heading
    /// or an item at its end where there is room.
    fn blanked(&self) -> String {
        let end = match self.is_end {
            _ if self.is_inline() || self.is(&["br"]) => "",
            false if self.is(&["h1", "h2", "h3", "h4", "h5", "h6"]) => "\n\n# ",
            false if self.is(&["li", "td", "th", "dd", "dt"]) => "\n\n- ",
            _ => "\n\n",
        };
        format!("{end:>len$}", len = self.len)
    }
}

/// The same text with Markdown's own marks in place of tags, byte for byte:
/// what stays stands where it stood.
pub fn blank(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut unseen = Unseen::default();
    while out.len() < html.len() {
        let rest = &html[out.len()..];
        let text = rest.find('<').unwrap_or(rest.len());
        out.push_str(&rest[..text]);
        let rest = &rest[text..];
        if let Some(hidden) = unseen.length(rest) {
            out.extend(std::iter::repeat_n(' ', hidden));
        } else if let Some(tag) = tag(rest) {
            out.push_str(&tag.blanked());
        } else if !rest.is_empty() {
            out.push('<');
        }
    }
    out
}

/// Finds comments, scripts and styles, which no reader sees.
#[derive(Default)]
struct Unseen {
    /// Ends that are known not to come again: looked for once, not each time.
    missing: Vec<&'static str>,
}

impl Unseen {
    const KINDS: [(&str, &str); 3] =
        [("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")];

    /// The length of the unseen stretch that `html` begins with. One without
    /// an end is text: better shown than lost.
    fn length(&mut self, html: &str) -> Option<usize> {
        let begins = |start: &str| {
            html.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
        };
        let (_, end) = Self::KINDS.into_iter().find(|(start, _)| begins(start))?;
        if self.missing.contains(&end) {
            return None;
        }
        let found = html.find(end);
        if found.is_none() {
            self.missing.push(end);
        }
        Some(found? + end.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_white_space_of_their_length() {
        let html = "<p class=x>One <b>two</b><!-- three --></p>\n<li>four<h2>five";
        let text = blank(html);
        assert_eq!(text.len(), html.len());
        let words: Vec<&str> = text.split_whitespace().collect();
        assert_eq!(words, ["One", "two", "-", "four", "#", "five"]);
    }

    #[test]
    fn what_is_no_tag_stays() {
        for text in ["a < b", "<3", "1<2>3", "<!-- no end", "<div no end", "<"] {
            assert_eq!(blank(text), text);
        }
        assert_eq!(blank("<script>x<y</script>z").trim_start(), "z");
    }
}
