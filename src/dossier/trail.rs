//! The trail: what was changed and when, a line a change, the last below.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::file;

use super::line::Line;
use super::{Change, Entry};

/// The name of the file beside a corpus.
pub const FILE: &str = "comity-trail.jsonl";

/// Past this length the older half is dropped: some thousand changes stay.
const LONGEST: u64 = 2 * 1024 * 1024;

/// One change.
#[derive(Serialize, Deserialize)]
struct Step {
    at: Timestamp,
    /// The entry before and after.
    was: Option<Line>,
    is: Option<Line>,
}

/// Adds changes to the trail.
///
/// # Errors
/// A disk that is full, a file that cannot be written.
pub fn add(path: &Path, changes: &[Change]) -> io::Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    shorten(path)?;
    let mut text = String::new();
    for change in changes {
        let line = |entry: &Option<Entry>| entry.as_ref().map(Line::of);
        let at = super::now();
        let step = Step { at, was: line(&change.before), is: line(&change.after) };
        text += &(serde_json::to_string(&step)? + "\n");
    }
    let mut file = File::options().read(true).append(true).create(true).open(path)?;
    // What a killed program left half written stays a line of its own.
    let mut last = [b'\n'];
    if file.metadata()?.len() > 0 {
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
    }
    let start = if last == *b"\n" { "" } else { "\n" };
    file.write_all((start.to_owned() + &text).as_bytes())
}

/// Reads the changes, the oldest first; what is no change is passed over.
pub fn read(path: &Path) -> Vec<(Timestamp, Change)> {
    let mut bytes = Vec::new();
    let Ok(file) = File::open(path) else { return Vec::new() };
    if file.take(2 * LONGEST).read_to_end(&mut bytes).is_err() {
        return Vec::new();
    }
    let steps = bytes.split(|byte| *byte == b'\n').filter_map(|line| {
        let step: Step = serde_json::from_slice(line).ok()?;
        let entry = |line: Option<Line>| line.map(Line::entry).transpose();
        let change = Change { before: entry(step.was).ok()?, after: entry(step.is).ok()? };
        Some((step.at, change))
    });
    steps.collect()
}

fn shorten(path: &Path) -> io::Result<()> {
    if fs::metadata(path).map_or(0, |meta| meta.len()) <= LONGEST {
        return Ok(());
    }
    let bytes = fs::read(path)?;
    let half = bytes.len() / 2;
    let start =
        bytes[half..].iter().position(|byte| *byte == b'\n').map_or(half, |at| half + at + 1);
    file::save(path, &bytes[start..], true).map_err(|error| io::Error::other(error.to_string()))
}
