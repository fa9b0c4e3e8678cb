//! `comity export`

use std::path::{Path, PathBuf};

use clap::Subcommand;

use crate::compare::compare;
use crate::error::{Error, Result};
use crate::export::csv::Content;
use crate::export::{Rows, csv, html, json, markdown, xlsx};
use crate::file;
use crate::glyph::Glyphs;

use super::Context;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
    /// Write over a file that is there already
    #[arg(long, global = true)]
    force: bool,
}

/// The form is told by the name's ending.
#[derive(Debug, Subcommand)]
enum What {
    /// The whole matrix: .html, .xlsx, .csv, .md or .json
    Matrix {
        file: PathBuf,
        /// As CSV, 1 where a provision speaks of the dimension, else 0
        #[arg(long, conflicts_with = "counts")]
        binary: bool,
        /// As CSV, the number of statements
        #[arg(long)]
        counts: bool,
    },
    /// Two agreements side by side: .md or .json
    Compare {
        /// An agreement: its id, or any part of a title or of the parties' names
        a: String,
        /// The agreement to compare it with
        b: String,
        file: PathBuf,
    },
    /// Every statement with its coding and citation: .csv or .jsonl
    Statements { file: PathBuf },
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<()> {
    let world = context.world;
    if world.agreements.is_empty() {
        return Err(Error::nothing_found("the corpus holds no source that could be read"));
    }
    let mut bytes = Vec::new();
    let mut inner =
        Context { world, paths: context.paths, glyphs: Glyphs::Unicode, out: &mut bytes };
    let path = match &args.what {
        What::Matrix { file, binary, counts } => {
            let content = match (binary, counts) {
                (true, _) => Content::Binary,
                (_, true) => Content::Counts,
                _ => Content::Levels,
            };
            matrix(file, content, &mut inner)?;
            file
        }
        What::Compare { a, b, file } => {
            let (a, b) = (context.agreement(a)?, context.agreement(b)?);
            comparison(file, a, b, &mut inner)?;
            file
        }
        What::Statements { file } => {
            statements(file, &mut inner)?;
            file
        }
    };
    file::save(path, &bytes, args.force)?;
    context.print(&format!("{} written\n", path.display()))
}

fn matrix(path: &Path, content: Content, context: &mut Context<'_>) -> Result<()> {
    let (world, rows) = (context.world, Rows::Agreement);
    match ending(path) {
        "html" | "htm" => context.print(&html::matrix(world)),
        "xlsx" => Ok(context.out.write_all(&xlsx::matrix(world, rows)?)?),
        "csv" => csv::matrix(world, rows, content, context.out),
        "md" => context.print(&markdown::matrix(world, rows, context.glyphs)),
        "json" => context.print_json(&json::matrix(world, rows)),
        _ => Err(unknown(path, ".html, .xlsx, .csv, .md or .json")),
    }
}

fn comparison(path: &Path, a: usize, b: usize, context: &mut Context<'_>) -> Result<()> {
    let world = context.world;
    let rows = compare(world, a, b);
    match ending(path) {
        "md" => context.print(&markdown::comparison(world, a, b, &rows, context.glyphs)),
        "json" => context.print_json(&json::comparison(world, a, b, &rows)),
        _ => Err(unknown(path, ".md or .json")),
    }
}

fn statements(path: &Path, context: &mut Context<'_>) -> Result<()> {
    let world = context.world;
    match ending(path) {
        "csv" => csv::statements(world, context.out),
        "jsonl" => world
            .statements()
            .try_for_each(|id| context.print_json_line(&json::statement(world, id, None))),
        _ => Err(unknown(path, ".csv or .jsonl")),
    }
}

fn ending(path: &Path) -> &str {
    path.extension().and_then(|ending| ending.to_str()).unwrap_or_default()
}

fn unknown(path: &Path, known: &str) -> Error {
    Error::failed(format!("{}: the ending tells no form that can be written", path.display()))
        .hint(format!("this is written as {known}"))
}
