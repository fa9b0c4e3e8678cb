//! `comity export`

use std::collections::HashSet;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::{fs, io};

use clap::Subcommand;
use serde::Deserialize;

use crate::document::StatementId;
use crate::error::{Error, Result};
use crate::export::csv::Content;
use crate::export::form::What;
use crate::export::report::{self, Pick};
use crate::file;
use crate::prose::counted;
use crate::source::clean;
use crate::world::World;

use super::Context;
use super::matrix::Arranging;
use super::speech::{manner, note};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: Kind,
    /// Write over a file that is there already
    #[arg(long, global = true)]
    force: bool,
}

/// The form is told by the name's ending.
#[derive(Debug, Subcommand)]
enum Kind {
    /// The matrix: .html, .xlsx, .csv, .md or .json
    Matrix {
        /// Where to write it
        file: PathBuf,
        /// As CSV, 1 where a provision speaks of the dimension, else 0
        #[arg(long, conflicts_with = "counts")]
        binary: bool,
        /// As CSV, the number of statements
        #[arg(long)]
        counts: bool,
        #[command(flatten)]
        arranging: Arranging,
    },
    /// Agreements side by side, differences first: .docx, .html or .md; two
    /// also as .json; one alone by its text and by the press
    Compare {
        /// An id, or any part of a title or of the parties' names
        #[arg(required = true, num_args = 1.., value_name = "AGREEMENT")]
        agreements: Vec<String>,
        /// Where to write it
        file: PathBuf,
    },
    /// Statements that were picked, with their citations and notes, and the
    /// matrix cut to them: .docx, .html or .md
    Briefing(Briefing),
    /// Every statement with its coding and citation: .csv or .jsonl
    Statements {
        /// Where to write it
        file: PathBuf,
    },
    /// The dimensions, kinds and levels as REFI-QDA: .qdc
    Codebook {
        /// Where to write it
        file: PathBuf,
    },
    /// The sources with all codings as REFI-QDA, for QualCoder, MAXQDA,
    /// ATLAS.ti or NVivo: .qdpx
    Project {
        /// Where to write it
        file: PathBuf,
    },
}

#[derive(Debug, clap::Args)]
struct Briefing {
    /// Where to write it
    file: PathBuf,
    /// A statement by its place, as it is cited: pact.md:12, or pact.md:12#2
    /// where several stand there; may be given several times
    #[arg(short, long = "statement", value_name = "PLACE")]
    statements: Vec<String>,
    /// Lines as `comity search --format jsonl` prints them, in your order, each
    /// with a "note" if you like; - is standard input
    #[arg(long, value_name = "FILE.jsonl")]
    from: Option<PathBuf>,
    /// What it is headed with
    #[arg(long, default_value = "Briefing")]
    title: String,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<()> {
    let world = context.world;
    if world.agreements.is_empty() {
        return Err(Error::nothing_found("the corpus holds no source that could be read"));
    }
    let mut arranged = None;
    let (what, path) = match &args.what {
        Kind::Matrix { file, binary, counts, arranging } => {
            arranged = arranging.of(context.world)?;
            let content = match (binary, counts) {
                (true, _) => Content::Binary,
                (_, true) => Content::Counts,
                _ => Content::Levels,
            };
            (What::Matrix(content), file)
        }
        Kind::Compare { agreements, file } => {
            let found = agreements.iter().map(|name| context.agreement(name));
            (What::Comparison(found.collect::<Result<_>>()?), file)
        }
        Kind::Briefing(args) => {
            let title = clean(&args.title);
            (What::Briefing { title, picks: args.picks(world)? }, &args.file)
        }
        Kind::Statements { file } => (What::Statements, file),
        Kind::Codebook { file } => (What::Codebook, file),
        Kind::Project { file } => (What::Project, file),
    };
    let world = arranged.as_ref().unwrap_or(world);
    file::save(path, &what.bytes(world, path)?, args.force)?;
    match manner().is_quiet {
        true => Ok(()),
        false => context.print(&format!("{} written\n", path.display())),
    }
}

impl Briefing {
    /// The statements that are named, in the order in which they are.
    fn picks(&self, world: &World) -> Result<Vec<Pick>> {
        let mut picks = Vec::new();
        for place in &self.statements {
            picks.push(Pick::of(world, at(world, place)?));
        }
        if let Some(path) = &self.from {
            picks.extend(listed(world, path)?);
        }
        let mut seen = HashSet::new();
        picks.retain(|pick| seen.insert(pick.id));
        if picks.is_empty() && self.from.is_none() {
            picks = report::tray(world);
        }
        match (picks.is_empty(), &self.from) {
            (false, _) => Ok(picks),
            (true, Some(list)) => Err(Error::nothing_found(format!(
                "{}: no statement of the corpus is listed",
                named(list)
            ))),
            (true, None) => {
                Err(Error::failed("no statement is named for the briefing, and none is pinned")
                    .hint(
                        "name them with --statement pact.md:12, or list them in a file for --from",
                    ))
            }
        }
    }
}

/// The one statement at a place, or of a reference; of several `pact.md:12#2` is the second.
fn at(world: &World, named: &str) -> Result<StatementId> {
    if let Some(id) = world.referred(named) {
        return Ok(id);
    }
    let numbered = named.rsplit_once('#');
    let numbered = numbered.and_then(|(place, number)| Some((place, number.parse().ok()?)));
    let (place, number) = match numbered {
        Some((place, number)) => (place, Some::<usize>(number)),
        None => (named, None),
    };
    // Of a file in a folder the name alone is enough.
    let is_there = |id: &StatementId| {
        let full = world.full_place(*id);
        let before = full.strip_suffix(place);
        before.is_some_and(|before| before.is_empty() || before.ends_with(MAIN_SEPARATOR))
    };
    let found: Vec<StatementId> = world.statements().filter(is_there).collect();
    match (found.as_slice(), number) {
        (found, Some(number)) if (1..=found.len()).contains(&number) => Ok(found[number - 1]),
        ([id], None) => Ok(*id),
        ([], _) => Err(world.beyond(named).unwrap_or_else(|| {
            Error::nothing_found(format!("no statement stands at {place}"))
                .hint("`comity search` prints the place of each statement")
        })),
        _ => {
            let count = counted(found.len(), "statement");
            let hint = format!("name one of them: {place}#1 to {place}#{}", found.len());
            Err(Error::failed(format!("{count} stand at {place}")).hint(hint))
        }
    }
}

/// A line of a list; what else it tells is passed over.
#[derive(Deserialize)]
struct Line {
    /// What was found, where `comity search` found it.
    #[serde(default, rename = "type")]
    what: Option<String>,
    #[serde(default)]
    doc: Option<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    start: Option<usize>,
    #[serde(default)]
    note: Option<String>,
}

impl Line {
    /// Whether it tells of an agreement or a name, which no briefing quotes.
    fn is_other(&self) -> bool {
        self.what.is_some() && self.start.is_none()
    }

    /// The statement of which it tells: by its source and its first byte.
    fn find(&self, world: &World) -> Option<StatementId> {
        let start = self.start?;
        let is_meant = |id: &StatementId| {
            let document = world.document(*id);
            let is_source = match (&self.source, &self.doc) {
                (Some(source), _) => document.source.path == *source,
                (None, Some(doc)) => document.source.doc == *doc,
                (None, None) => false,
            };
            is_source && document.file_span(id.statement).start == start
        };
        world.statements().find(is_meant)
    }
}

fn listed(world: &World, path: &Path) -> Result<Vec<Pick>> {
    let text = match path.as_os_str() == "-" {
        true => io::read_to_string(io::stdin().lock()).map_err(Error::from),
        false => fs::read_to_string(path).map_err(|error| Error::file(path, &error)),
    }?;
    let mut picks = Vec::new();
    let mut unknown = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let line: Line = serde_json::from_str(line).map_err(|_| {
            let message = format!("{}:{number}: no line of a list of statements", named(path));
            Error::failed(message).hint("`comity search … --format jsonl` prints such lines")
        })?;
        match line.find(world) {
            Some(id) => {
                let pick = Pick::of(world, id);
                picks.push(Pick { note: line.note.as_deref().map(tidy).or(pick.note), ..pick });
            }
            None if line.is_other() => {}
            None => unknown.push(number),
        }
    }
    match unknown.as_slice() {
        [] => {}
        [line] => note(&format!("{}:{line}: names no statement of the corpus", named(path))),
        [line, others @ ..] => note(&format!(
            "{}:{line}: names no statement of the corpus, nor {}",
            named(path),
            do_more(others.len())
        )),
    }
    Ok(picks)
}

/// What a list is called where something is told of it.
fn named(list: &Path) -> String {
    match list.as_os_str() == "-" {
        true => "stdin".to_owned(),
        false => list.display().to_string(),
    }
}

fn do_more(count: usize) -> String {
    if count == 1 { "does 1 more line".to_owned() } else { format!("do {count} more lines") }
}

/// A note in clean lines.
fn tidy(note: &str) -> String {
    note.lines().map(clean).collect::<Vec<_>>().join("\n")
}
