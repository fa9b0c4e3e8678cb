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

/// The starter corpus embedded in the binary.
pub fn starter(problems: &mut Vec<Problem>) -> Vec<Source> {
    STARTER
        .iter()
        .map(|&(name, text)| {
            let path = format!("seeds/{name}");
            format::read(text.as_bytes(), Format::Markdown, &path, Origin::Embedded(name), problems)
        })
        .collect()
}

/// Reads every file named, and every file of a known format in the folders
/// named, in sorted order; the format is told by content. What cannot be read becomes a problem.
///
/// # Errors
/// Where not one path exists.
pub fn read(paths: &[PathBuf], problems: &mut Vec<Problem>) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    let mut missing = Vec::new();
    for path in paths {
        match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => read_folder(path, &mut sources, problems),
            Ok(_) => read_file(path, true, &mut sources, problems),
            Err(error) => missing.push(Error::file(path, &error)),
        }
    }
    if missing.len() == paths.len()
        && let Some(error) = missing.pop()
    {
        return Err(error
            .hint("name a file or a folder of sources; without one the starter corpus is shown"));
    }
    problems.extend(missing.iter().map(|error| Problem {
        path: String::new(),
        line: None,
        message: error.to_string(),
    }));
    Ok(sources)
}

fn read_folder(folder: &Path, sources: &mut Vec<Source>, problems: &mut Vec<Problem>) {
    let walk = WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry));
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) if entry.file_type().is_file() => {
                read_file(entry.path(), false, sources, problems);
            }
            Ok(entry) => {
                problems.push(problem(entry.path(), "not a regular file; links are not followed"))
            }
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let message = error.io_error().map_or_else(|| error.to_string(), plain);
                problems.push(problem(&path, &message));
            }
        }
    }
}

/// Reads a file; one that was `is_named` itself is text if nothing else.
fn read_file(path: &Path, is_named: bool, sources: &mut Vec<Source>, problems: &mut Vec<Problem>) {
    let told = bytes(path).and_then(|bytes| {
        let format = format::sniff(path, &bytes, is_named)?;
        Ok((bytes, format))
    });
    match told {
        Ok((bytes, format)) => {
            let origin = Origin::File(path.to_owned());
            let path = path.display().to_string();
            let source = format::read(&bytes, format, &path, origin, problems);
            // Without text there was nothing to look for anything in.
            if !source.text.is_empty() {
                sources.push(source);
            }
        }
        Err(message) => problems.push(problem(path, &message)),
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

fn problem(path: &Path, message: &str) -> Problem {
    Problem::new(&path.display().to_string(), None, message)
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}
