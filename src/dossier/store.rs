//! The file of a dossier: a line an entry, beside the corpus or, where that
//! cannot be written, in the user's data folder.
//!
//! Every change is one step: under a lock the file is read, the change merged
//! into what stands there, and the whole written under another name and
//! renamed. So a kill at any moment or a full disk leaves the file as it was, and
//! of two programs at once each keeps what the other wrote. A line that is no
//! entry is told and stays as it is.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::corpus::{self, Stamp, is_stdin};
use crate::error::{Error, Result, plain};
use crate::file;
use crate::source::{Oddity, Problem};

use super::anchor::Base;
use super::{Change, Dossier, Entry, Spot, trail};

/// The name of the file beside a corpus.
pub const FILE: &str = "comity-dossier.jsonl";

/// Where this overrides the user's data folder; empty, there is none.
const FOLDER: &str = "COMITY_DATA_DIR";

/// More than a person writes about any corpus.
const LONGEST_FILE: u64 = 32 * 1024 * 1024;

/// Where a dossier is kept.
#[derive(Clone, Debug)]
pub struct Store {
    /// The file; its folder may have to be made.
    path: PathBuf,
    /// What is read while that isn't there: one beside a corpus that cannot be
    /// written.
    lent: Option<PathBuf>,
    base: Base,
    /// Whether some files are read out of a folder that has others: what is
    /// written on those is none of this corpus.
    is_partial: bool,
}

impl Store {
    /// The store of a corpus: beside it where it is one folder, or files of one,
    /// that can be written; else in the user's data folder. None where there
    /// is neither.
    pub fn of_corpus(paths: &[PathBuf]) -> Option<Self> {
        let beside = common_folder(paths);
        let base = Base(beside.as_deref().map(absolute).unwrap_or_default());
        let is_partial = paths.iter().any(|path| !path.is_dir());
        if let Some(folder) = beside.as_deref().filter(|folder| can_be_written(folder)) {
            return Some(Self { path: folder.join(FILE), lent: None, base, is_partial });
        }
        let lent = beside.map(|folder| folder.join(FILE));
        let name = if paths.is_empty() { "starter".to_owned() } else { corpus::id(paths) };
        let path = data_folder()?.join(format!("{name}.jsonl"));
        Some(Self { path, lent, base, is_partial })
    }

    /// A store in a folder, whatever lies there.
    pub fn in_folder(folder: &Path) -> Self {
        let base = Base(absolute(folder));
        Self { path: folder.join(FILE), lent: None, base, is_partial: false }
    }

    pub fn is_partial(&self) -> bool {
        self.is_partial
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file beside it in which every change is told.
    pub fn trail(&self) -> PathBuf {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        self.path.with_file_name(match name.as_ref() {
            FILE => trail::FILE.to_owned(),
            name => format!("{}.trail.jsonl", crate::source::stem(name)),
        })
    }

    /// Reads the dossier; without a file an empty one.
    ///
    /// # Errors
    /// A file that cannot be read: then it must not be written either.
    pub fn read(&self) -> Result<(Dossier, Vec<Problem>)> {
        Ok(self.load()?.read(&self.path, &self.base))
    }

    /// Merges changes into the file, and says what the dossier is then. Where
    /// another program has changed an entry meanwhile, both stay.
    ///
    /// # Errors
    /// A file that cannot be read or written: it is as it was.
    pub fn commit(&self, changes: &[Change]) -> Result<Committed> {
        let path = self.target();
        let folder = file::folder(&path);
        file::create_private(folder).map_err(|error| Error::file(folder, &error))?;
        let _held = file::hold(folder)?;
        let mut content = self.load()?;
        let before = content.bytes();
        let made: Vec<Change> = changes.iter().filter_map(|change| content.merge(change)).collect();
        let after = content.bytes();
        if before != after || !path.exists() {
            file::save(&path, &after, true)?;
        }
        // Before anybody else may write.
        let stamp = self.stamp();
        let told = trail::add(&self.trail(), &made);
        let (dossier, mut problems) = content.read(&self.path, &self.base);
        problems.extend(told.err().map(|error| problem(&self.trail(), None, plain(&error))));
        Ok(Committed { dossier, problems, stamp })
    }

    /// The file as it is now; none where it is not there.
    pub fn stamp(&self) -> Option<Stamp> {
        fs::metadata(&self.path).ok().map(|meta| Stamp::of(&meta))
    }

    /// Where the file lies: a link leads to where the user keeps it, and whoever else
    /// comes there by another must meet this one.
    fn target(&self) -> PathBuf {
        fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone())
    }

    /// Removes what programs that were killed have left half written. While the
    /// folder is held nobody else writes.
    pub fn sweep(&self) {
        let path = self.target();
        let folder = file::folder(&path);
        let Ok(Some(_held)) = file::hold(folder) else { return };
        for path in [&path, &self.trail()] {
            let prefix = file::unfinished(path);
            let beside = fs::read_dir(file::folder(path)).into_iter().flatten();
            for entry in beside.filter_map(Result::ok) {
                if entry.file_name().to_string_lossy().starts_with(&prefix) {
                    let _ = fs::remove_file(entry.path());
                }
            }
        }
    }

    fn load(&self) -> Result<Content> {
        let path = match &self.lent {
            Some(lent) if !self.path.exists() => lent,
            _ => &self.path,
        };
        let failed = |error: &std::io::Error| Error::file(path, error);
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Content::default());
            }
            Err(error) => return Err(failed(&error)),
        };
        if !file.metadata().is_ok_and(|meta| meta.is_file()) {
            return Err(Error::failed(format!("{}: not a regular file", path.display())));
        }
        let mut bytes = Vec::new();
        file.take(LONGEST_FILE + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
        if bytes.len() as u64 > LONGEST_FILE {
            return Err(Error::failed(format!("{}: too long for a dossier", path.display())));
        }
        Ok(Content::parse(&bytes))
    }
}

/// A dossier that was just written.
pub struct Committed {
    pub dossier: Dossier,
    /// What is odd in the file.
    pub problems: Vec<Problem>,
    /// The file as it was left.
    pub stamp: Option<Stamp>,
}

/// The lines of a file.
#[derive(Default)]
struct Content {
    lines: Vec<Line>,
}

/// One line, as it was written.
struct Line {
    bytes: Vec<u8>,
    /// What it holds, or why it is no entry.
    entry: Result<Entry, String>,
}

impl Line {
    fn of(entry: Entry) -> Self {
        Self { bytes: entry.line().into_bytes(), entry: Ok(entry) }
    }

    fn parse(bytes: &[u8]) -> Self {
        let text = std::str::from_utf8(bytes).map_err(|_| "not UTF-8".to_owned());
        Self { bytes: bytes.to_vec(), entry: text.and_then(Entry::parse) }
    }

    fn id(&self) -> Option<&str> {
        self.entry.as_ref().ok().map(|entry| entry.id.as_str())
    }
}

impl Content {
    fn parse(bytes: &[u8]) -> Self {
        let mut bytes = bytes;
        if let Some(rest) = bytes.strip_suffix(b"\n") {
            bytes = rest;
        }
        if bytes.is_empty() {
            return Self::default();
        }
        let mut lines: Vec<Line> = bytes.split(|byte| *byte == b'\n').map(Line::parse).collect();
        let mut seen = std::collections::HashSet::new();
        for line in &mut lines {
            if let Ok(entry) = &line.entry
                && !seen.insert(entry.id.clone())
            {
                line.entry = Err(format!("the id \"{}\" stands above already", entry.id));
            }
        }
        Self { lines }
    }

    fn bytes(&self) -> Vec<u8> {
        self.lines.iter().flat_map(|line| [line.bytes.as_slice(), b"\n"].concat()).collect()
    }

    /// The entries, and what is told of the other lines.
    fn read(self, path: &Path, base: &Base) -> (Dossier, Vec<Problem>) {
        let (mut entries, mut problems) = (Vec::new(), Vec::new());
        for (number, line) in (1..).zip(self.lines) {
            match line.entry {
                Ok(entry) => entries.push(entry),
                Err(_) if line.bytes.trim_ascii().is_empty() => {}
                Err(message) => {
                    let message = format!("{message}; the line is kept as it is");
                    let odd = Oddity::new(message, "mend the line in an editor, or remove it");
                    problems.push(problem(path, Some(number), odd));
                }
            }
        }
        (Dossier { entries, base: base.clone() }, problems)
    }

    /// Merges a change; gives what is changed by it, if anything is.
    fn merge(&mut self, change: &Change) -> Option<Change> {
        let at = self.lines.iter().position(|line| line.id() == Some(change.id()));
        let stands = at.and_then(|at| self.lines[at].entry.as_ref().ok());
        if stands == change.after.as_ref() {
            return None;
        }
        let before = stands.cloned();
        let is_expected = before == change.before;
        match (at, change.after.clone()) {
            (Some(at), None) if is_expected => {
                self.lines.remove(at);
                Some(Change { before, after: None })
            }
            // Somebody has written here since: that is not thrown away unread.
            (Some(_), None) | (None, None) => None,
            (Some(at), Some(after)) if is_expected && self.lines[at].is_before(&after) => {
                self.lines[at] = Line::of(after.clone());
                Some(Change { before, after: Some(after) })
            }
            (Some(at), Some(after)) if is_expected => {
                self.lines.remove(at);
                self.insert(after.clone());
                Some(Change { before, after: Some(after) })
            }
            (Some(_), Some(after)) => {
                let id = super::edit::new_id(&after.anchor, after.changed);
                let after = Entry { id, ..after };
                self.insert(after.clone());
                Some(Change { before: None, after: Some(after) })
            }
            (None, Some(after)) => {
                self.insert(after.clone());
                Some(Change { before: None, after: Some(after) })
            }
        }
    }

    /// Puts an entry before the first that sorts after it.
    fn insert(&mut self, entry: Entry) {
        let key = key(&entry);
        let is_after = |line: &Line| line.entry.as_ref().is_ok_and(|other| self::key(other) > key);
        let at = self.lines.iter().position(is_after).unwrap_or(self.lines.len());
        self.lines.insert(at, Line::of(entry));
    }
}

impl Line {
    /// Whether an entry may stand in its place.
    fn is_before(&self, after: &Entry) -> bool {
        self.entry.as_ref().is_ok_and(|before| key(before) == key(after))
    }
}

/// By what entries are sorted: source, place, what they are, id.
fn key(entry: &Entry) -> (&str, Option<usize>, &str, &str, &str) {
    let (start, dimension) = match &entry.anchor.spot {
        Spot::Agreement(_) => (None, ""),
        Spot::Cell { dimension, .. } => (None, dimension.as_str()),
        Spot::Statement(passage) => (Some(passage.start), ""),
    };
    (&entry.anchor.source, start, dimension, entry.matter.name(), &entry.id)
}

/// Tells of the dossiers that lie beside what is read and are not used: several
/// folders have one of their own.
pub fn unused(paths: &[PathBuf], store: Option<&Store>) -> Vec<Problem> {
    let used = store.into_iter().flat_map(|store| [Some(&store.path), store.lent.as_ref()]);
    let mut known: Vec<PathBuf> =
        used.flatten().filter_map(|path| fs::canonicalize(path).ok()).collect();
    let mut problems = Vec::new();
    for folder in paths.iter().filter(|path| !is_stdin(path)).filter_map(|path| folder(path)) {
        let path = folder.join(FILE);
        let Ok(whole) = fs::canonicalize(&path) else { continue };
        if whole.is_file() && !known.contains(&whole) {
            known.push(whole);
            let used = match store {
                Some(store) => format!("their dossier is {}", store.path.display()),
                None => "nothing is kept of what is written on them".to_owned(),
            };
            let message = format!("not used: several folders are read together, and {used}");
            let hint = format!("to use it read its folder alone: `comity {}`", folder.display());
            problems.push(problem(&path, None, Oddity::new(message, hint)));
        }
    }
    problems
}

/// The one folder that paths are or lie in.
fn common_folder(paths: &[PathBuf]) -> Option<PathBuf> {
    let first = folder(paths.first()?)?;
    paths.iter().all(|path| folder(path).as_ref() == Some(&first)).then_some(first)
}

/// The folder that a path is or lies in.
fn folder(path: &Path) -> Option<PathBuf> {
    if path.is_dir() {
        return Some(path.to_owned());
    }
    let parent = path.parent()?;
    Some(if parent.as_os_str().is_empty() { PathBuf::from(".") } else { parent.to_owned() })
}

fn can_be_written(folder: &Path) -> bool {
    rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).is_ok()
}

/// The user's data folder, if there is one.
fn data_folder() -> Option<PathBuf> {
    file::users_folder(FOLDER, |folders| Some(folders.data_dir()))
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn problem(path: &Path, line: Option<usize>, odd: impl Into<Oddity>) -> Problem {
    Problem::new(&path.display().to_string(), line, odd)
}
