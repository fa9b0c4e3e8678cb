//! From paths to sources. The only module that reads agreement files.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

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
/// named, in sorted order; the format is told by content. What cannot be read becomes a problem.
///
/// # Errors
/// Where not one path exists.
pub fn read(paths: &[PathBuf]) -> Result<Corpus> {
    let mut corpus = Corpus::default();
    let mut missing = Vec::new();
    for path in paths {
        match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => corpus.read_folder(path),
            Ok(_) => corpus.read_file(path, true),
            Err(error) => missing.push(Error::file(path, &error)),
        }
    }
    if missing.len() == paths.len()
        && let Some(error) = missing.pop()
    {
        return Err(error
            .hint("name a file or a folder of sources, or a command that `comity --help` lists"));
    }
    corpus.problems.extend(missing.iter().map(|error| Problem {
        path: String::new(),
        line: None,
        message: error.to_string(),
    }));
    if corpus.sources.is_empty() && corpus.problems.is_empty() {
        paths
            .iter()
            .for_each(|path| corpus.tell(path, "holds no source; comity reads .txt and .md"));
    }
    Ok(corpus)
}

impl Corpus {
    fn read_folder(&mut self, folder: &Path) {
        let walk = WalkDir::new(folder)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry));
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) if entry.file_type().is_file() => self.read_entry(entry.path()),
                Ok(entry) => {
                    self.tell(entry.path(), "not a regular file; links are not followed");
                }
                Err(error) => {
                    let path = error.path().unwrap_or(folder);
                    let message = error.io_error().map_or_else(|| error.to_string(), plain);
                    self.tell(path, &message);
                }
            }
        }
    }

    fn read_entry(&mut self, path: &Path) {
        match is_gold(path) {
            true => self.read_gold(path),
            false => self.read_file(path, false),
        }
    }

    /// Reads a file; one that was `is_named` itself is text if nothing else.
    fn read_file(&mut self, path: &Path, is_named: bool) {
        let told = bytes(path).and_then(|bytes| {
            let format = format::sniff(path, &bytes, is_named)?;
            Ok((bytes, format))
        });
        match told {
            Ok((bytes, format)) => {
                let origin = Origin::File(path.to_owned());
                let path = path.display().to_string();
                let source = format::read(&bytes, format, &path, origin, &mut self.problems);
                // Without text there was nothing to look for anything in.
                if !source.text.is_empty() {
                    self.sources.push(source);
                }
            }
            Err(message) => self.tell(path, &message),
        }
    }

    fn read_gold(&mut self, path: &Path) {
        match bytes(path) {
            Ok(bytes) => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                self.gold.push((path.display().to_string(), text));
            }
            Err(message) => self.tell(path, &message),
        }
    }

    fn tell(&mut self, path: &Path, message: &str) {
        self.problems.push(Problem::new(&path.display().to_string(), None, message));
    }
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
