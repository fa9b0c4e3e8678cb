//! Which records hold which word: ascending numbers, packed.
//!
//! Each number is kept as its distance from the one before, seven bits a byte:
//! a common word has short distances, a rare one few. So the index takes about
//! a sixth of the text.

/// The records of one word, while they are found.
#[derive(Default)]
pub struct List {
    /// The first, and where the rest begins to count from.
    pub first: u32,
    pub last: u32,
    pub count: u32,
    /// All but the first.
    rest: Vec<u8>,
}

impl List {
    pub fn new(record: u32) -> Self {
        Self { first: record, last: record, count: 1, rest: Vec::new() }
    }

    /// Adds a record, unless it was the last.
    pub fn push(&mut self, record: u32) {
        if record != self.last {
            write(&mut self.rest, record - self.last);
            self.last = record;
            self.count += 1;
        }
    }
}

/// The records of every word, one word behind the other.
#[derive(Default)]
pub struct Postings {
    bytes: Vec<u8>,
    /// For each word where its bytes end, and how many records it has.
    ends: Vec<(usize, u32)>,
}

impl Postings {
    /// Adds a word, whose records are those of some lists in order.
    pub fn push<'a>(&mut self, lists: impl IntoIterator<Item = &'a List>) {
        let (mut last, mut count) = (0, 0);
        for list in lists {
            write(&mut self.bytes, list.first - last);
            self.bytes.extend_from_slice(&list.rest);
            last = list.last;
            count += list.count;
        }
        self.ends.push((self.bytes.len(), count));
    }

    /// How many records hold a word.
    pub fn count(&self, word: u32) -> usize {
        self.ends[word as usize].1 as usize
    }

    /// The records that hold a word, ascending.
    pub fn of(&self, word: u32) -> impl Iterator<Item = u32> {
        let start = (word as usize).checked_sub(1).map_or(0, |before| self.ends[before].0);
        let mut bytes = self.bytes[start..self.ends[word as usize].0].iter();
        let mut last = 0;
        std::iter::from_fn(move || {
            let (mut distance, mut shift) = (0, 0);
            loop {
                let byte = *bytes.next()?;
                distance |= u32::from(byte & 0x7f) << shift;
                if byte < 0x80 {
                    last += distance;
                    return Some(last);
                }
                shift += 7;
            }
        })
    }

    /// What it takes in memory, in bytes.
    pub fn size(&self) -> usize {
        self.bytes.capacity() + self.ends.capacity() * size_of::<(usize, u32)>()
    }

    pub fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

fn write(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back_as_they_went_in() {
        let records: [&[u32]; 2] = [&[0, 1, 130, 20_000], &[20_001, 4_000_000_000]];
        let lists: Vec<List> = records
            .iter()
            .map(|records| {
                let mut list = List::new(records[0]);
                records.iter().for_each(|record| list.push(*record));
                list
            })
            .collect();
        let mut postings = Postings::default();
        postings.push(&lists[1..]);
        postings.push(&lists);
        assert_eq!(postings.of(0).collect::<Vec<_>>(), records[1]);
        assert_eq!(postings.of(1).collect::<Vec<_>>(), records.concat());
        assert_eq!(postings.count(1), 6);
    }
}
