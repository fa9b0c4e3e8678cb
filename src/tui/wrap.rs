//! Text wrapped to a width, with the place of every row in it.

use std::ops::Range;

/// The byte ranges of the rows that `text` takes at `width` columns: at least
/// one. Words that are longer are broken.
pub fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    let rows = textwrap::wrap(text, width.max(1));
    let mut at = 0;
    rows.iter()
        .map(|row| {
            // Rows follow one another, with only blanks dropped between them.
            let start = text[at..].find(row.as_ref()).map_or(at, |gap| at + gap);
            at = start + row.len();
            start..at
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn rows_lead_back_to_the_text() {
        let text = "who promised what, how firmly — and where it says so";
        let rows = wrap(text, 12);
        let words: Vec<&str> = rows.iter().flat_map(|row| text[row.clone()].split(' ')).collect();
        assert_eq!(words.join(" "), text);
        assert!(rows.iter().all(|row| text[row.clone()].chars().count() <= 12));
    }

    #[test]
    fn nothing_is_one_empty_row_and_no_width_is_one_column() {
        assert_eq!(wrap("", 10).len(), 1);
        assert_eq!(wrap("ab", 0), [0..1, 1..2]);
    }
}
