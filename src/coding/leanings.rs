//! What single words lean to, learnt from what people coded.
//!
//! A cue says by itself what a statement is about; most words say a little: a
//! "smelter" makes trade likelier, and supply chains. How much is not written by
//! hand but learnt, by `tests/learn.rs`, and kept in a table that people can read:
//! a row for each word, in its first cell all its forms, and a column for each
//! thing it may lean to. Numbers are hundredths of the logarithm of the odds. A row
//! in parentheses is no word: "(always)", or what stands around a statement.

use rustc_hash::FxHashMap;

use crate::lexicon::{Found, LexiconBuilder};

/// What stands between the forms of a word: "smelter|smelters".
const BETWEEN_FORMS: char = '|';

/// The mark of what counts before a word is read.
pub const ALWAYS: &str = "always";

/// A phrase that has no row.
const NONE: u32 = u32::MAX;

/// A table of what words lean to. The columns are those asked for, in that order.
pub struct Leanings {
    columns: usize,
    /// Row after row, in hundredths.
    weights: Vec<i16>,
    /// The row of each phrase of the lexicon.
    rows: Vec<u32>,
    /// The rows of what is no word, by what their first cell says in parentheses.
    marks: FxHashMap<String, u32>,
}

impl Leanings {
    /// Reads a table and enters its words into a lexicon. A column that the table
    /// has not leans to nothing, and one that nobody asks for is left out.
    pub fn new<'a>(
        table: &str,
        columns: impl Iterator<Item = &'a str>,
        lexicon: &mut LexiconBuilder,
    ) -> Self {
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let head = reader.headers().expect("the embedded table is tested").clone();
        let cells: Vec<Option<usize>> =
            columns.map(|name| head.iter().position(|cell| cell == name)).collect();
        let columns = cells.len();
        let (mut weights, mut rows, mut marks) = (Vec::new(), Vec::new(), FxHashMap::default());
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).expect("the embedded table is tested") {
            let row = (weights.len() / columns.max(1)) as u32;
            let weight = |cell: &Option<usize>| record.get((*cell)?)?.parse().ok();
            weights.extend(cells.iter().map(|cell| weight(cell).unwrap_or(0_i16)));
            let forms = record.get(0).unwrap_or_default();
            if let Some(mark) = forms.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
                marks.insert(mark.to_owned(), row);
                continue;
            }
            for form in forms.split(BETWEEN_FORMS) {
                let id = lexicon.add(form).index();
                rows.resize(rows.len().max(id + 1), NONE);
                rows[id] = row;
            }
        }
        Self { columns, weights, rows, marks }
    }

    /// What a phrase leans to, by column; none where the table has it not.
    pub fn of(&self, found: &Found) -> Option<&[i16]> {
        self.row_of(found.phrase.index()).map(|row| self.row(row))
    }

    /// Whether the table has a phrase, by the phrase's number.
    pub fn has(&self, phrase: usize) -> bool {
        self.row_of(phrase).is_some()
    }

    fn row_of(&self, phrase: usize) -> Option<u32> {
        self.rows.get(phrase).copied().filter(|row| *row != NONE)
    }

    /// What leans by other signs than words.
    pub fn mark(&self, name: &str) -> Option<&[i16]> {
        self.marks.get(name).map(|row| self.row(*row))
    }

    fn row(&self, row: u32) -> &[i16] {
        let start = row as usize * self.columns;
        &self.weights[start..start + self.columns]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_the_columns_asked_for_in_their_order() {
        let table = "word,economy,space,people\n(always),-300,-400,-350\nsmelt*|ore,120,,-7\n";
        let mut builder = LexiconBuilder::default();
        let leanings =
            Leanings::new(table, ["people", "cyber", "economy"].into_iter(), &mut builder);
        let lexicon = builder.build();
        let found = lexicon.scan("Smelters and ore, no more");
        let rows: Vec<_> = found.iter().filter_map(|found| leanings.of(found)).collect();
        assert_eq!(rows, [[-7, 0, 120], [-7, 0, 120]]);
        assert_eq!(leanings.mark(ALWAYS), Some(&[-350, 0, -300][..]));
        assert_eq!(leanings.mark("seldom"), None);
    }
}
