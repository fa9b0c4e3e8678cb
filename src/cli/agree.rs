//! `comity agree`

use std::fs;
use std::path::{Path, PathBuf};

use crate::agree::{Gold, measure};
use crate::error::{Error, Result};
use crate::export::{json, text};
use crate::file;
use crate::refi;
use crate::world::World;

use super::speech::warn;
use super::{Context, RecordFormat};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A person's coding: a statement a line, as `comity code` prints them, or
    /// a project of REFI-QDA, .qdpx
    #[arg(required = true, value_name = "GOLD.jsonl|GOLD.qdpx")]
    gold: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    format: RecordFormat,
    /// Of a project, take the codings of this person only [default: everybody's, but
    /// for comity's own]
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// List every statement that was read differently, not only the worst
    #[arg(long)]
    disagreements: bool,
    /// Write the coding as lines of JSON, too: beside the sources, under a name that
    /// ends in gold.jsonl, it is seen in the dashboard
    #[arg(long, value_name = "GOLD.jsonl")]
    write: Option<PathBuf>,
    /// With --write, write over a file that is there
    #[arg(long, requires = "write")]
    force: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<()> {
    let world = context.world;
    let mut gold = Gold::default();
    for path in &args.gold {
        let read = read(path, args.person.as_deref(), world)?;
        gold.statements.extend(read.statements);
        gold.problems.extend(read.problems);
    }
    warn(&gold.problems);
    if gold.statements.is_empty() {
        return Err(Error::failed("the gold holds no statement that can be read"));
    }
    let reliability = measure(&gold.statements, &world.machine, &world.codebook);
    if reliability.scores.aligned == 0 {
        return Err(Error::nothing_found("no statement of the gold is in the corpus").hint(
            "name the coded texts with `--corpus`; documents are matched by their file's stem",
        ));
    }
    if let Some(path) = &args.write {
        let lines = gold.lines(&world.codebook).map_err(std::io::Error::from)?;
        file::save(path, lines.as_bytes(), args.force)?;
    }
    match args.format {
        RecordFormat::Text => {
            context.print_text(&text::reliability(&reliability, args.disagreements, context.glyphs))
        }
        RecordFormat::Json => {
            context.print_json(&json::reliability(&reliability, args.disagreements))
        }
    }
}

fn read(path: &Path, person: Option<&str>, world: &World) -> Result<Gold> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| Error::file(path, &error))?;
    if path.extension().is_some_and(|ending| ending == "qdpx") {
        return refi::read_coding(&bytes, &name, &refi::Coded { person, ..refi::Coded::of(world) });
    }
    Ok(Gold::read(&String::from_utf8_lossy(&bytes), &name, &world.codebook))
}
