//! The numbers that items and divisions of a text begin with.

/// A number at the margin: "1.", "(a)", "iv)", "2.3", "Article 5.".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    /// How many bytes it is.
    pub len: usize,
    style: Style,
    /// Its place in the count; 0 for roman numbers of several letters.
    place: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// "1.", "1)", "2.3".
    Number,
    /// "a)", "b.", "iv)".
    Letter,
    /// "(1)", "(a)", "(iv)".
    Bracketed,
    /// "Article 5", "§ 3".
    Division,
}

const DIVISIONS: &[&str] = &[
    "annex",
    "appendix",
    "art.",
    "article",
    "chapter",
    "clause",
    "para.",
    "paragraph",
    "part",
    "pillar",
    "sec.",
    "section",
    "title",
    "§",
];

impl Label {
    /// The label that a text begins with, if a blank or nothing comes after.
    pub fn of(text: &str) -> Option<Self> {
        let first = word(text);
        if DIVISIONS.iter().any(|name| first.eq_ignore_ascii_case(name)) {
            let rest = &text[first.len()..];
            let blanks = rest.len() - rest.trim_start().len();
            let number = word(&rest[blanks..]);
            let place = place(number.trim_end_matches([':', '.', '–', '—']))?;
            let len = first.len() + blanks + number.len();
            return Some(Self { len, style: Style::Division, place });
        }
        let (style, inner) = if let Some(inner) = first.strip_prefix('(') {
            (Style::Bracketed, inner.strip_suffix(')')?)
        } else {
            let inner = first.strip_suffix(['.', ')']);
            let is_number = first.starts_with(|c: char| c.is_ascii_digit());
            match is_number {
                true => (Style::Number, inner.or(first.contains('.').then_some(first))?),
                false => (Style::Letter, inner?),
            }
        };
        Some(Self { len: first.len(), style, place: place(inner)? })
    }

    /// "Article 5" and the like, which number a division of the text.
    pub fn is_division(self) -> bool {
        self.style == Style::Division
    }

    /// "(a)" begins nothing but an item.
    pub fn is_bracketed(self) -> bool {
        self.style == Style::Bracketed
    }

    /// Whether the label counts on from the one before it.
    pub fn follows(self, before: Option<Self>) -> bool {
        before.is_some_and(|before| before.style == self.style && before.place + 1 == self.place)
    }
}

/// The first word, or none where it is too long to be a label.
fn word(text: &str) -> &str {
    const LONGEST: usize = 16;
    match text.bytes().take(LONGEST).position(|byte| byte.is_ascii_whitespace()) {
        Some(end) => &text[..end],
        None if text.len() < LONGEST => text,
        None => "",
    }
}

/// The place of "7", "2.3", "b", "iv" in its count. Years are no labels.
fn place(number: &str) -> Option<u32> {
    let is_number =
        |part: &str| matches!(part.len(), 1..=3) && part.bytes().all(|byte| byte.is_ascii_digit());
    match number.as_bytes() {
        [] => None,
        [letter] if letter.is_ascii_alphabetic() => Some(u32::from(*letter)),
        letters if letters.iter().all(|letter| b"ivxIVX".contains(letter)) => Some(0),
        _ if number.split('.').all(is_number) => number.rsplit('.').next()?.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_words_and_years() {
        for label in [
            "1.",
            "12)",
            "2.3",
            "2.3.",
            "(a)",
            "(12)",
            "(iv)",
            "iv)",
            "a)",
            "A.",
            "Article 5",
            "ARTICLE IV",
            "Art. 5.2.",
            "§ 3.",
        ] {
            assert_eq!(Label::of(label).map(|label| label.len), Some(label.len()), "{label}");
            let line = format!("{label} The Parties");
            assert_eq!(Label::of(&line).map(|label| label.len), Some(label.len()), "{line}");
        }
        for text in ["", "1", "a", "2024. We", "(2021), which", "The", "(EU) and", "Part of", "3%"]
        {
            assert_eq!(Label::of(text), None, "{text}");
        }
    }

    #[test]
    fn a_label_follows_the_one_it_counts_on_from() {
        let follows = |a, b| Label::of(b).unwrap().follows(Label::of(a));
        assert!(follows("1.", "2."));
        assert!(follows("a)", "b)"));
        assert!(follows("2.1", "2.2"));
        assert!(!follows("1.", "12."));
        assert!(!follows("1.", "(2)"));
    }
}
