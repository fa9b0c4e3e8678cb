//! From paths to sources. The only module that reads agreement files.

use std::collections::HashSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::error::{Error, Result, plain};
use crate::format::{self, Format};
use crate::source::{Origin, Problem, Source};

/// The deals the binary carries, by file name.
const STARTER: &[(&str, &str)] = &[
    ("germany-italy.md", include_str!("../seeds/germany-italy.md")),
    ("india-italy.md", include_str!("../seeds/india-italy.md")),
    ("india-japan.md", include_str!("../seeds/india-japan.md")),
    ("united-states-india.md", include_str!("../seeds/united-states-india.md")),
];

/// The longest text worth reading whole; the longest treaty is a tenth of it.
const LONGEST_FILE: u64 = 32 * 1024 * 1024;

/// What paths hold.
#[derive(Default)]
pub struct Corpus {
    pub sources: Vec<Source>,
    /// A person's codings that lie beside the sources: path and text.
    pub gold: Vec<(String, String)>,
    pub problems: Vec<Problem>,
}

/// Told, from any thread, what is being done to how many of how many files.
pub type Progress<'a> = dyn Fn(&'static str, usize, usize) + Sync + 'a;

/// The starter corpus embedded in the binary.
pub fn starter() -> Corpus {
    let mut problems = Vec::new();
    let sources = STARTER
        .iter()
        .map(|&(name, text)| {
            let path = format!("seeds/{name}");
            let origin = Origin::Embedded(name);
            format::read(text.as_bytes(), Format::Markdown, &path, origin, &mut problems)
        })
        .collect();
    Corpus { sources, problems, ..Corpus::default() }
}

/// Reads every file named, and every file of a known format in the folders
/// named, in sorted order on all cores; the format is told by content. What
/// cannot be read becomes a problem.
///
/// # Errors
/// Where not one path exists.
pub fn read(paths: &[PathBuf], progress: &Progress<'_>) -> Result<Corpus> {
    let mut listing = Listing::default();
    let mut missing = Vec::new();
    for path in paths {
        match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => listing.add_folder(path),
            Ok(_) => listing.files.push(Listed { path: path.clone(), is_named: true }),
            Err(error) => missing.push(Error::file(path, &error)),
        }
    }
    if missing.len() == paths.len()
        && let Some(error) = missing.pop()
    {
        return Err(error
            .hint("name a file or a folder of sources, or a command that `comity --help` lists"));
    }
    listing.drop_repeats();
    let mut corpus = listing.read(progress);
    corpus.problems.extend(missing.iter().map(|error| Problem {
        path: String::new(),
        line: None,
        message: error.to_string(),
    }));
    if corpus.sources.is_empty() && corpus.problems.is_empty() {
        let empty = |path: &PathBuf| told(path, "holds no source that comity reads");
        corpus.problems.extend(paths.iter().map(empty));
    }
    Ok(corpus)
}

/// The files to read, in order.
#[derive(Default)]
struct Listing {
    files: Vec<Listed>,
    problems: Vec<Problem>,
}

/// A file, and whether the user named it rather than its folder.
struct Listed {
    path: PathBuf,
    is_named: bool,
}

/// What one file turned out to be.
enum Found {
    Source(Box<Source>),
    Gold(String, String),
    Nothing,
}

impl Listing {
    fn add_folder(&mut self, folder: &Path) {
        let walk = WalkDir::new(folder)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry));
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) if entry.file_type().is_file() => {
                    self.files.push(Listed { path: entry.into_path(), is_named: false });
                }
                Ok(entry) => self
                    .problems
                    .push(told(entry.path(), "not a regular file; links are not followed")),
                Err(error) => {
                    let path = error.path().unwrap_or(folder);
                    let message = error.io_error().map_or_else(|| error.to_string(), plain);
                    self.problems.push(told(path, &message));
                }
            }
        }
    }

    /// Leaves each file once, though several paths lead to it.
    fn drop_repeats(&mut self) {
        let mut seen = HashSet::new();
        self.files.retain(|file| match fs::canonicalize(&file.path) {
            Ok(path) => seen.insert(path),
            // What cannot be found is told when it is read.
            Err(_) => true,
        });
    }

    /// Reads the files on all cores; what comes out is in their order.
    fn read(self, progress: &Progress<'_>) -> Corpus {
        let (done, total) = (AtomicUsize::new(0), self.files.len());
        let read: Vec<(Found, Vec<Problem>)> = self
            .files
            .par_iter()
            .map(|file| {
                let found = file.read();
                progress("reading", done.fetch_add(1, Ordering::Relaxed) + 1, total);
                found
            })
            .collect();
        let mut corpus = Corpus { problems: self.problems, ..Corpus::default() };
        for (found, problems) in read {
            corpus.problems.extend(problems);
            match found {
                Found::Source(source) => corpus.sources.push(*source),
                Found::Gold(path, text) => corpus.gold.push((path, text)),
                Found::Nothing => {}
            }
        }
        corpus
    }
}

impl Listed {
    /// Reads the file; one that was named itself is text if nothing else.
    fn read(&self) -> (Found, Vec<Problem>) {
        let bytes = match bytes(&self.path) {
            Ok(bytes) => bytes,
            Err(message) => return (Found::Nothing, vec![told(&self.path, &message)]),
        };
        let path = self.path.display().to_string();
        if is_gold(&self.path) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            return (Found::Gold(path, text), Vec::new());
        }
        let format = match format::sniff(&self.path, &bytes, self.is_named) {
            Ok(format) => format,
            Err(message) => return (Found::Nothing, vec![told(&self.path, message)]),
        };
        let mut problems = Vec::new();
        let origin = Origin::File(self.path.clone());
        let source = format::read(&bytes, format, &path, origin, &mut problems);
        // Without text there was nothing to look for anything in.
        match source.text.is_empty() {
            true => (Found::Nothing, problems),
            false => (Found::Source(Box::new(source)), problems),
        }
    }
}

fn told(path: &Path, message: &str) -> Problem {
    Problem::new(&path.display().to_string(), None, message)
}

/// The bytes of a regular file that is not too long; else why not. A pipe or a
/// device, which might never end, is not opened.
fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let meta = fs::metadata(path).map_err(|error| plain(&error))?;
    if !meta.is_file() {
        return Err("not a regular file".to_owned());
    }
    let file = fs::File::open(path).map_err(|error| plain(&error))?;
    let mut bytes = Vec::new();
    // A file may grow while it is read.
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

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}
