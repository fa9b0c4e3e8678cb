//! From paths to sources. The only module that reads agreement files.

use std::collections::HashSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use walkdir::{DirEntry, WalkDir};

use crate::agreement::group;
use crate::dossier;
use crate::error::{Error, Result, plain};
use crate::format::{self, Format, Refusal};
use crate::source::{Oddity, Origin, Problem, Source};

mod stamp;

pub use stamp::Stamp;

/// The deals the binary carries, by file name.
const STARTER: &[(&str, &str)] = &[
    ("germany-italy.md", include_str!("../seeds/germany-italy.md")),
    ("india-italy.md", include_str!("../seeds/india-italy.md")),
    ("india-japan.md", include_str!("../seeds/india-japan.md")),
    ("united-states-india.md", include_str!("../seeds/united-states-india.md")),
];

/// The longest text worth reading whole; the longest treaty is a tenth of it.
const LONGEST_FILE: u64 = 32 * 1024 * 1024;

/// The files in which the analyst's work is kept beside the sources.
const OWN: [&str; 2] = [dossier::store::FILE, dossier::trail::FILE];

/// Told how many of how many files have been read.
pub type Progress<'a> = dyn Fn(usize, usize) + 'a;

/// Sources and what was odd in them.
#[derive(Default)]
pub struct Starter {
    pub sources: Vec<Source>,
    pub problems: Vec<Problem>,
}

/// The starter corpus embedded in the binary.
pub fn starter() -> Starter {
    let mut problems = Vec::new();
    let sources = STARTER
        .iter()
        .map(|&(name, text)| {
            let path = format!("seeds/{name}");
            let origin = Origin::Embedded(name);
            format::read(text.as_bytes(), Format::Markdown, &path, origin, &mut problems)
        })
        .collect();
    Starter { sources, problems }
}

/// Tells a corpus from others, by where it lies.
pub fn id(paths: &[PathBuf]) -> String {
    let mut corpus = blake3::Hasher::new();
    for path in paths {
        let whole = fs::canonicalize(path).or_else(|_| std::path::absolute(path));
        let path = whole.unwrap_or_else(|_| path.clone());
        corpus.update(path.as_os_str().as_encoded_bytes()).update(b"\0");
    }
    short(corpus.finalize())
}

/// As much of a hash as tells what one user has apart.
pub fn short(hash: blake3::Hash) -> String {
    hash.to_hex()[..16].to_owned()
}

/// The files that paths hold, in order.
pub struct Listing {
    /// When they were listed.
    pub time: SystemTime,
    pub files: Vec<Listed>,
    pub problems: Vec<Problem>,
}

/// A file of a corpus.
#[derive(Clone, Debug)]
pub struct Listed {
    pub path: PathBuf,
    pub key: Key,
    /// As it was when the files were listed.
    pub stamp: Option<Stamp>,
    is_stdin: bool,
}

/// What a file is known by: the number of the path that leads to it, and the
/// way from there, which is empty where the file was named itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Key {
    root: u32,
    way: Vec<u8>,
}

/// What one file turned out to be.
pub enum Found {
    Source(Box<Source>),
    /// A person's coding that lies beside the sources, as text.
    Gold(String),
    /// What says which sources tell of one agreement, as text.
    Group(String),
    /// Nothing that comity reads.
    Nothing,
    /// Nothing that could be a source.
    NoSource,
    /// Nothing this time: what extracts it may be luckier with more room or time.
    Lost,
}

/// Names standard input among paths, as other programs have it.
const STDIN: &str = "-";

/// What it is called where a file's name would stand.
const STDIN_NAME: &str = "stdin";

pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

/// Lists every file named, and every file in the folders named, in sorted
/// order. What cannot be listed becomes a problem.
///
/// # Errors
/// Where not one path exists.
pub fn list(paths: &[PathBuf]) -> Result<Listing> {
    let mut listing = Listing { time: SystemTime::now(), files: Vec::new(), problems: Vec::new() };
    let mut missing = Vec::new();
    for (root, path) in (0..).zip(paths) {
        if is_stdin(path) {
            listing.add_stdin(root);
            continue;
        }
        match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => listing.add_folder(root, path),
            Ok(meta) => listing.files.push(Listed {
                path: path.clone(),
                key: Key { root, way: Vec::new() },
                stamp: Some(Stamp::of(&meta)),
                is_stdin: false,
            }),
            Err(error) => missing.push(Error::file(path, &error)),
        }
    }
    if missing.len() == paths.len()
        && let Some(error) = missing.pop()
    {
        return Err(error
            .hint("name a file or a folder of sources, or a command that `comity --help` lists"));
    }
    // Within one folder no file is met twice, for no link is followed.
    if paths.len() > 1 {
        listing.drop_repeats();
    }
    listing.problems.extend(missing.iter().map(Problem::of_error));
    Ok(listing)
}

/// What comity reads, for people.
pub const FORMATS: &str = "text, Markdown, HTML, PDF, DOCX, ODT or XML";

/// Told of paths in which there was nothing to read and nothing odd.
pub fn empty(paths: &[PathBuf]) -> impl Iterator<Item = Problem> {
    paths.iter().map(|path| told(path, format!("holds no file that comity reads: {FORMATS}")))
}

impl Listing {
    /// Standard input can be read once.
    fn add_stdin(&mut self, root: u32) {
        if !self.files.iter().any(|file| file.is_stdin) {
            let key = Key { root, way: Vec::new() };
            let path = PathBuf::from(STDIN_NAME);
            self.files.push(Listed { path, key, stamp: None, is_stdin: true });
        }
    }

    fn add_folder(&mut self, root: u32, folder: &Path) {
        let walk = WalkDir::new(folder)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !(is_hidden(entry) || is_own(entry)));
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) if entry.file_type().is_file() => {
                    self.files.push(Listed::new(root, folder, entry));
                }
                Ok(entry) => self
                    .problems
                    .push(told(entry.path(), "not a regular file; links are not followed")),
                Err(error) => {
                    let path = error.path().unwrap_or(folder);
                    let message = error.io_error().map_or_else(|| error.to_string(), plain);
                    self.problems.push(told(path, message));
                }
            }
        }
    }

    /// Leaves each file once, though several paths lead to it.
    fn drop_repeats(&mut self) {
        let mut seen = HashSet::new();
        self.files.retain(|file| {
            file.is_stdin
                || match fs::canonicalize(&file.path) {
                    Ok(path) => seen.insert(path),
                    // What cannot be found is told when it is read.
                    Err(_) => true,
                }
        });
    }
}

impl Listed {
    fn new(root: u32, folder: &Path, entry: DirEntry) -> Self {
        let stamp = entry.metadata().ok().map(|meta| Stamp::of(&meta));
        let path = entry.into_path();
        let way = path.strip_prefix(folder).unwrap_or(&path);
        let way = way.as_os_str().as_encoded_bytes().to_vec();
        Self { key: Key { root, way }, path, stamp, is_stdin: false }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// Why there are none, for people.
    pub fn bytes(&self) -> Result<Vec<u8>, String> {
        match self.is_stdin {
            true => bounded(std::io::stdin().lock()),
            false => bytes(&self.path),
        }
    }

    /// Whether the file can hold no text, as a film that is too long to be read.
    pub fn is_textless(&self) -> bool {
        /// What tells it stands within this.
        const HEAD: u64 = 1024;
        let mut head = Vec::new();
        let read = |file: fs::File| file.take(HEAD).read_to_end(&mut head);
        let is_file = fs::metadata(&self.path).is_ok_and(|meta| meta.is_file());
        is_file
            && fs::File::open(&self.path).and_then(read).is_ok()
            && format::is_textless(&self.path, &head)
    }

    /// Reads the bytes of the file; one that was named itself is text if
    /// nothing else.
    pub fn read(&self, bytes: &[u8]) -> (Found, Vec<Problem>) {
        if is_gold(&self.path) {
            return (Found::Gold(String::from_utf8_lossy(bytes).into_owned()), Vec::new());
        }
        if is_group(&self.path) {
            return self.group(bytes);
        }
        let is_named = self.key.way.is_empty();
        if !is_named && format::is_own(bytes) {
            return (Found::Nothing, Vec::new());
        }
        let format = match format::sniff(&self.path, bytes, is_named) {
            Ok(format) => format,
            Err(Refusal { odd, may_be_source }) => {
                let found = if may_be_source { Found::Nothing } else { Found::NoSource };
                return (found, vec![self.told(odd)]);
            }
        };
        let mut problems = Vec::new();
        let origin = Origin::File(self.path.clone());
        let path = self.path.display().to_string();
        let source = format::read(bytes, format, &path, origin, &mut problems);
        // Without text there was nothing to look for anything in.
        let found = match (source.text.is_empty(), format.is_extracted()) {
            (true, true) => Found::Lost,
            (true, false) => Found::Nothing,
            (false, _) => Found::Source(Box::new(source)),
        };
        (found, problems)
    }

    /// Whether its name leaves room for a source: it is neither a person's coding
    /// nor what says which sources tell of one agreement.
    pub fn may_be_source(&self) -> bool {
        !is_gold(&self.path) && !is_group(&self.path)
    }

    fn group(&self, bytes: &[u8]) -> (Found, Vec<Problem>) {
        match std::str::from_utf8(bytes) {
            Ok(_) if bytes.len() > group::LONGEST => {
                (Found::Nothing, vec![self.told("longer than 1 MB; it is left out")])
            }
            Ok(text) => (Found::Group(text.to_owned()), Vec::new()),
            Err(_) => {
                let odd = Oddity::new("not UTF-8; it is left out", "save it as UTF-8");
                (Found::Nothing, vec![self.told(odd)])
            }
        }
    }

    /// Something odd in the file.
    pub fn told(&self, odd: impl Into<Oddity>) -> Problem {
        told(&self.path, odd)
    }
}

fn told(path: &Path, odd: impl Into<Oddity>) -> Problem {
    Problem::new(&path.display().to_string(), None, odd)
}

/// The bytes of a regular file that is not too long; else why not. A pipe or a
/// device, which might never end, is not opened.
fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let meta = fs::metadata(path).map_err(|error| plain(&error))?;
    if !meta.is_file() {
        return Err("not a regular file".to_owned());
    }
    let file = fs::File::open(path).map_err(|error| plain(&error))?;
    bounded(file)
}

/// What a file holds, unless that is too long: it may grow while it is read.
fn bounded(file: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    file.take(LONGEST_FILE + 1).read_to_end(&mut bytes).map_err(|error| plain(&error))?;
    if bytes.len() as u64 > LONGEST_FILE {
        let megabytes = LONGEST_FILE / (1024 * 1024);
        return Err(format!("longer than {megabytes} MB; it is left out"));
    }
    Ok(bytes)
}

/// Whether a file is a person's coding, by its name: "gold.jsonl",
/// "mine-gold.jsonl".
fn is_gold(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with("gold.jsonl"))
}

/// Whether comity itself keeps the analyst's work there.
fn is_own(entry: &DirEntry) -> bool {
    OWN.iter().any(|name| entry.file_name() == *name)
}

fn is_group(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == group::FILE)
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}
