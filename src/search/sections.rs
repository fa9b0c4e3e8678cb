//! Which statements of a document stand under which heading.

use std::ops::Range;

use crate::world::World;

/// The records of the statements under one heading.
pub struct Section {
    pub heading: u32,
    first: u32,
    end: u32,
}

/// The sections of every document, in reading order.
pub struct Sections {
    all: Vec<Section>,
    /// For each document where its own end.
    ends: Vec<u32>,
}

impl Sections {
    /// The sections of a world's documents, by the first record of each.
    pub fn new(world: &World, starts: &[u32]) -> Self {
        let (mut all, mut ends) = (Vec::new(), Vec::new());
        for (read, start) in world.documents.iter().zip(starts) {
            let headings: Vec<Option<usize>> = (0..read.len()).map(|at| read.section(at)).collect();
            let mut first = *start;
            for same in headings.chunk_by(|one, next| one == next) {
                let end = first + same.len() as u32;
                let heading = same[0].map(|heading| start + heading as u32);
                all.extend(heading.map(|heading| Section { heading, first, end }));
                first = end;
            }
            ends.push(all.len() as u32);
        }
        all.shrink_to_fit();
        Self { all, ends }
    }

    pub fn of(&self, document: usize) -> &[Section] {
        let start = document.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start as usize..self.ends[document] as usize]
    }

    /// What it takes in memory, in bytes.
    pub fn size(&self) -> usize {
        self.all.capacity() * size_of::<Section>() + self.ends.capacity() * size_of::<u32>()
    }
}

impl Section {
    /// The records under the heading.
    pub fn records(&self) -> Range<usize> {
        self.first as usize..self.end as usize
    }
}
