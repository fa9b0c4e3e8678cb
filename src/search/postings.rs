//! Which records hold which word, and where in them: ascending numbers, packed.
//!
//! Each number is kept as its distance from the one before, seven bits a byte:
//! a common word has short distances, a rare one few. So the records take about
//! a sixth of the text, and the places as much again.

/// The records of one word, while they are found.
#[derive(Default)]
pub struct List {
    /// The first, and where the rest begins to count from.
    pub first: u32,
    pub last: u32,
    pub count: u32,
    /// All but the first.
    rest: Vec<u8>,
    /// The last place in the last record.
    place: u32,
    places: Vec<u8>,
}

impl List {
    /// A word at a place of a record; places are counted from 1.
    pub fn new(record: u32, place: u32) -> Self {
        let mut list = Self { first: record, last: record, count: 1, ..Self::default() };
        list.note(place, true);
        list
    }

    /// Adds a place after all those before.
    pub fn push(&mut self, record: u32, place: u32) {
        let is_first = record != self.last;
        if is_first {
            write(&mut self.rest, record - self.last);
            self.last = record;
            self.count += 1;
            self.place = 0;
        }
        self.note(place, is_first);
    }

    /// The distance, and in the lowest bit whether a record begins.
    fn note(&mut self, place: u32, is_first: bool) {
        write(&mut self.places, (place - self.place) << 1 | u32::from(is_first));
        self.place = place;
    }
}

/// The records of every word, one word behind the other.
#[derive(Default)]
pub struct Postings {
    records: Vec<u8>,
    places: Vec<u8>,
    words: Vec<Word>,
}

/// Where a word's records and places end, and how many records it has.
struct Word {
    records: usize,
    places: usize,
    count: u32,
}

impl Postings {
    /// Adds a word, whose records are those of some lists in order.
    pub fn push<'a>(&mut self, lists: impl IntoIterator<Item = &'a List>) {
        let (mut last, mut count) = (0, 0);
        for list in lists {
            write(&mut self.records, list.first - last);
            self.records.extend_from_slice(&list.rest);
            self.places.extend_from_slice(&list.places);
            last = list.last;
            count += list.count;
        }
        let (records, places) = (self.records.len(), self.places.len());
        self.words.push(Word { records, places, count });
    }

    /// How many records hold a word.
    pub fn count(&self, word: u32) -> usize {
        self.words[word as usize].count as usize
    }

    /// The records that hold a word, ascending.
    pub fn of(&self, word: u32) -> impl Iterator<Item = u32> {
        let bytes = self.start(word).records..self.words[word as usize].records;
        numbers(&self.records[bytes]).scan(0, |last, distance| {
            *last += distance;
            Some(*last)
        })
    }

    /// Wherever a word stands, ascending: above the lower half of the number is the
    /// record, in it the place.
    pub fn places(&self, word: u32) -> impl Iterator<Item = u64> {
        let bytes = self.start(word).places..self.words[word as usize].places;
        let (mut records, mut last) = (self.of(word), 0);
        numbers(&self.places[bytes]).map(move |number| {
            if number & 1 == 1 {
                last = records.next().map_or(0, |record| u64::from(record) << u32::BITS);
            }
            last += u64::from(number >> 1);
            last
        })
    }

    /// Where the bytes of a word start: where those before it end.
    fn start(&self, word: u32) -> &Word {
        const NONE: &Word = &Word { records: 0, places: 0, count: 0 };
        (word as usize).checked_sub(1).map_or(NONE, |before| &self.words[before])
    }

    /// What it takes in memory, in bytes.
    pub fn size(&self) -> usize {
        self.records.capacity() + self.places.capacity() + self.words.capacity() * size_of::<Word>()
    }

    pub fn shrink(&mut self) {
        self.records.shrink_to_fit();
        self.places.shrink_to_fit();
        self.words.shrink_to_fit();
    }
}

/// What was written.
fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let mut bytes = bytes.iter();
    std::iter::from_fn(move || {
        // Nearly all fit a byte.
        let first = *bytes.next()?;
        if first < 0x80 {
            return Some(u32::from(first));
        }
        let (mut number, mut shift) = (u32::from(first & 0x7f), 7);
        loop {
            let byte = *bytes.next()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
            shift += 7;
        }
    })
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
        let lists = records.map(|records| {
            let mut list = List::new(records[0], 1);
            list.push(records[0], 200);
            records[1..].iter().for_each(|record| list.push(*record, 7));
            list
        });
        let mut postings = Postings::default();
        postings.push(&lists[1..]);
        postings.push(&lists);
        assert_eq!(postings.of(0).collect::<Vec<_>>(), records[1]);
        assert_eq!(postings.of(1).collect::<Vec<_>>(), records.concat());
        assert_eq!(postings.count(1), 6);
        let places = |word| -> Vec<(u64, u64)> {
            postings.places(word).map(|at| (at >> 32, at & 0xffff_ffff)).collect()
        };
        assert_eq!(places(0), [(20_001, 1), (20_001, 200), (4_000_000_000, 7)]);
        assert_eq!(places(1)[..4], [(0, 1), (0, 200), (1, 7), (130, 7)]);
        assert_eq!(places(1)[5..], places(0));
    }
}
