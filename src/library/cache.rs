//! What is kept between two runs: for each corpus and codebook one file in the
//! user's cache folder.
//!
//! A file is written under another name and then renamed, so that two programs
//! at once each find a whole one, be it theirs or the other's. What is broken,
//! cut off or of another build is passed over.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use etcetera::BaseStrategy;

use crate::corpus::{self, Key, Listed};
use crate::file::{self, create_private};

use super::{Shelf, pack};

/// Where this overrides the folder of the user's caches; empty, nothing is kept.
const FOLDER: &str = "COMITY_CACHE_DIR";

/// What the folder may grow to: the texts of a hundred thousand briefings, or
/// a few large corpora with a few codebooks. The least used goes first.
const MOST_BYTES: u64 = 1024 * 1024 * 1024;

/// What another program has been writing for so long it will not finish.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

const EXTENSION: &str = "pack";
const UNFINISHED: &str = ".unfinished-";

/// The kept readings of one corpus.
pub struct Cache {
    folder: PathBuf,
    /// Tells the corpus: where it lies.
    corpus: String,
    /// Tells the codebook: what it says.
    codebook: String,
}

impl Cache {
    /// The cache of a corpus read by a codebook, in the user's folder; none
    /// where there is no such folder.
    pub fn of_user(paths: &[PathBuf], codebook: &str) -> Option<Self> {
        Some(Self::new(Self::folder_of_user()?, paths, codebook))
    }

    /// Where the user's caches are; none where nothing is to be kept.
    pub fn folder_of_user() -> Option<PathBuf> {
        file::users_folder(FOLDER, |folders| Some(folders.cache_dir()))
    }

    /// How many readings a folder keeps, and in how many bytes.
    pub fn usage(folder: &Path) -> (usize, u64) {
        packs(folder).fold((0, 0), |(count, bytes), pack| (count + 1, bytes + pack.len))
    }

    /// The same in any folder.
    pub fn new(folder: PathBuf, paths: &[PathBuf], codebook: &str) -> Self {
        let codebook = corpus::short(blake3::hash(codebook.as_bytes()));
        Self { folder, corpus: corpus::id(paths), codebook }
    }

    /// What is kept of files by this codebook and, where that is nothing, by
    /// another.
    pub(super) fn load(&self, files: &[Listed]) -> (Shelf, Shelf) {
        let paths = files.iter().map(|file| (&file.key, file.path.as_path())).collect();
        if let Some(known) = load(&self.pack(), &paths) {
            return (known, Shelf::new());
        }
        let lent = self.others().find_map(|pack| load(&pack, &paths));
        (Shelf::new(), lent.unwrap_or_default())
    }

    /// Keeps what is known; where that fails, there is nothing to be done.
    pub(super) fn store(&self, known: &Shelf) {
        if self.write(known).is_ok() {
            self.prune();
        }
    }

    fn pack(&self) -> PathBuf {
        self.folder.join(format!("{}-{}.{EXTENSION}", self.corpus, self.codebook))
    }

    /// The packs of the same corpus by other codebooks.
    fn others(&self) -> impl Iterator<Item = PathBuf> {
        let own = self.pack();
        let is_other = move |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(&self.corpus) && *path != own
        };
        packs(&self.folder).map(|pack| pack.path).filter(is_other)
    }

    fn write(&self, known: &Shelf) -> io::Result<()> {
        create_private(&self.folder)?;
        let file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(&self.folder)?;
        pack::write(file.as_file(), known)?;
        if file.as_file().metadata()?.len() <= MOST_BYTES {
            file.persist(self.pack())?;
        }
        Ok(())
    }

    /// Removes what has not been used for longest, until the rest fits.
    fn prune(&self) {
        let mut packs: Vec<Pack> = packs(&self.folder).collect();
        packs.sort_by_key(|pack| std::cmp::Reverse(pack.used));
        let mut bytes = 0;
        for pack in packs {
            bytes += pack.len;
            if bytes > MOST_BYTES {
                let _ = fs::remove_file(pack.path);
            }
        }
        let long_ago = SystemTime::now() - ABANDONED;
        for file in entries(&self.folder, |name| name.starts_with(UNFINISHED)) {
            if file.used < long_ago {
                let _ = fs::remove_file(file.path);
            }
        }
    }
}

/// Reads a pack, and notes that it was of use.
fn load(path: &Path, paths: &HashMap<&Key, &Path>) -> Option<Shelf> {
    let file = File::open(path).ok()?;
    let known = pack::read(&file, &|key| paths.get(key).copied())?;
    let now = fs::FileTimes::new().set_modified(SystemTime::now());
    let _ = File::options().append(true).open(path).and_then(|file| file.set_times(now));
    Some(known)
}

/// A file of the cache.
struct Pack {
    path: PathBuf,
    len: u64,
    used: SystemTime,
}

fn packs(folder: &Path) -> impl Iterator<Item = Pack> {
    entries(folder, |name| name.ends_with(EXTENSION))
}

fn entries(folder: &Path, is_wanted: fn(&str) -> bool) -> impl Iterator<Item = Pack> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    entries.filter(move |entry| entry.file_name().to_str().is_some_and(is_wanted)).filter_map(
        |entry| {
            let meta = entry.metadata().ok()?;
            Some(Pack { path: entry.path(), len: meta.len(), used: meta.modified().ok()? })
        },
    )
}
