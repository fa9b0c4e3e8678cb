//! `comity agree`

use std::fs;
use std::path::PathBuf;

use crate::agree::{Gold, measure};
use crate::error::{Error, Result};
use crate::export::{json, text};

use super::{Context, RecordFormat, warn};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A person's coding, a statement a line: `comity code` prints the form
    #[arg(required = true, value_name = "GOLD.jsonl")]
    gold: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    format: RecordFormat,
    /// List every statement that was read differently, not only the worst
    #[arg(long)]
    disagreements: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<()> {
    let world = context.world;
    let mut gold = Gold::default();
    for path in &args.gold {
        let text = fs::read_to_string(path).map_err(|error| Error::file(path, &error))?;
        let read = Gold::read(&text, &path.display().to_string(), &world.codebook);
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
    match args.format {
        RecordFormat::Text => {
            context.print(&text::reliability(&reliability, args.disagreements, context.glyphs))
        }
        RecordFormat::Json => {
            context.print_json(&json::reliability(&reliability, args.disagreements))
        }
    }
}
