//! The form in which readings are kept: parts of a few dozen files each, which
//! several cores write and read at once, then a table of the parts, then where
//! the table stands.
//!
//! ```text
//! part part ... part  Table { build, parts: [(length, hash)] }  Trailer { length, hash }
//! ```

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::corpus::Key;
use crate::source::clean;

use super::{Content, Known, Shelf};

/// What is kept by other sources than these may be another reading.
const BUILD: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("COMITY_BUILD"));

/// Files in a part: about a megabyte of them.
const PART: usize = 64;

/// Parts that are held in memory at once while a pack is written.
const BATCH: usize = 8;

type Hash = [u8; 32];

/// What is known of the files of a part.
type Files = Vec<(Key, Arc<Known>)>;

#[derive(Serialize, Deserialize)]
struct Table {
    build: String,
    /// The length of each, and its hash.
    parts: Vec<(u64, Hash)>,
}

/// The length of the table, and its hash.
const TRAILER: usize = size_of::<u64>() + size_of::<Hash>();

/// Writes what is known.
pub fn write(file: &File, known: &Shelf) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    let known: Vec<(&Key, &Arc<Known>)> =
        known.iter().filter(|(_, known)| known.hash.is_some()).collect();
    let mut table = Table { build: BUILD.to_owned(), parts: Vec::new() };
    for batch in known.chunks(PART * BATCH) {
        let parts: Vec<(Vec<u8>, Hash)> =
            batch.par_chunks(PART).map(|part| sealed(&part)).collect::<io::Result<_>>()?;
        for (part, hash) in parts {
            out.write_all(&part)?;
            table.parts.push((part.len() as u64, hash));
        }
    }
    let (table, hash) = sealed(&table)?;
    out.write_all(&table)?;
    out.write_all(&(table.len() as u64).to_le_bytes())?;
    out.write_all(&hash)?;
    out.flush()
}

/// Reads what is known of the files that are listed, or nothing where the pack
/// is broken or of another build. Asks where each file is now.
pub fn read<'a>(file: &File, place: &(dyn Fn(&Key) -> Option<&'a Path> + Sync)) -> Option<Shelf> {
    let table = table(file).ok()??;
    let starts = table.parts.iter().scan(0, |end, (length, _)| {
        let start = *end;
        *end += length;
        Some(start)
    });
    let parts: Vec<(u64, &(u64, Hash))> = starts.zip(&table.parts).collect();
    let file = Mutex::new(file);
    let unpacked: Option<Vec<Files>> = parts
        .par_iter()
        .map_init(Vec::new, |buffer, (start, (length, hash))| {
            buffer.resize(usize::try_from(*length).ok()?, 0);
            read_at(&file, *start, buffer).ok()?;
            unpack(buffer, hash, place)
        })
        .collect();
    Some(unpacked?.into_iter().flatten().collect())
}

/// One reads, while the others unpack.
fn read_at(file: &Mutex<&File>, start: u64, buffer: &mut [u8]) -> io::Result<()> {
    let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
    file.seek(SeekFrom::Start(start))?;
    file.read_exact(buffer)
}

fn unpack<'a>(part: &[u8], hash: &Hash, place: &dyn Fn(&Key) -> Option<&'a Path>) -> Option<Files> {
    let known: Vec<(Key, Known)> = opened(part, hash)?;
    let placed = known.into_iter().filter_map(|(key, mut known)| {
        known.put(place(&key)?);
        Some((key, Arc::new(known)))
    });
    Some(placed.collect())
}

impl Known {
    /// Tells where its file is now.
    fn put(&mut self, path: &Path) {
        if let Content::Document(document) = &mut self.content
            && let Some(document) = Arc::get_mut(document)
            && let Some(source) = Arc::get_mut(&mut document.source)
        {
            source.set_origin(path);
        }
        for problem in &mut self.problems {
            problem.path = clean(&path.display().to_string());
        }
    }
}

/// The table at the end of a pack, unless another build has written it.
fn table(mut file: &File) -> io::Result<Option<Table>> {
    let end = file.seek(SeekFrom::End(0))?;
    let Some(trailer_at) = end.checked_sub(TRAILER as u64) else { return Ok(None) };
    file.seek(SeekFrom::Start(trailer_at))?;
    let (mut length, mut hash) = ([0; size_of::<u64>()], Hash::default());
    file.read_exact(&mut length)?;
    file.read_exact(&mut hash)?;
    let length = u64::from_le_bytes(length);
    let Some(table_at) = trailer_at.checked_sub(length) else { return Ok(None) };
    file.seek(SeekFrom::Start(table_at))?;
    let mut table = Vec::new();
    file.take(length).read_to_end(&mut table)?;
    let is_whole = |table: &Table| {
        table.build == BUILD
            && table.parts.iter().map(|(length, _)| length).sum::<u64>() == table_at
    };
    Ok(opened(&table, &hash).filter(is_whole))
}

/// A value as bytes, with their hash.
fn sealed(value: &impl Serialize) -> io::Result<(Vec<u8>, Hash)> {
    let bytes = postcard::to_stdvec(value).map_err(io::Error::other)?;
    let hash = *blake3::hash(&bytes).as_bytes();
    Ok((bytes, hash))
}

/// The value of bytes that are as they were written.
fn opened<T: for<'de> Deserialize<'de>>(bytes: &[u8], hash: &Hash) -> Option<T> {
    let is_whole = blake3::hash(bytes).as_bytes() == hash;
    is_whole.then(|| postcard::from_bytes(bytes).ok()).flatten()
}
