//! `comity matrix`

use clap::ValueEnum;

use crate::error::{Error, Result};
use crate::export::{Rows, csv, json, markdown, text};

use super::Context;

#[derive(Debug, Default, clap::Args)]
pub struct Args {
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// What a row is [default: dimension; as text, agreement where there are
    /// many]
    #[arg(long, value_enum)]
    by: Option<By>,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    #[default]
    Text,
    Csv,
    Json,
    Markdown,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum By {
    Agreement,
    Dimension,
}

/// As text, with more agreements than this a row is an agreement: columns are
/// dear. Other formats keep their form whatever the corpus holds.
const MOST_COLUMNS: usize = 6;

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<()> {
    let world = context.world;
    let is_text = matches!(args.format, Format::Text);
    if world.agreements.is_empty() {
        return Err(Error::nothing_found("the corpus holds no source that could be read"));
    }
    let rows = match args.by {
        Some(By::Agreement) => Rows::Agreement,
        Some(By::Dimension) => Rows::Dimension,
        None if is_text && world.agreements.len() > MOST_COLUMNS => Rows::Agreement,
        None => Rows::Dimension,
    };
    match args.format {
        Format::Text => context.print_text(&text::matrix(world, rows, context.glyphs)),
        Format::Csv => csv::matrix(world, rows, csv::Content::default(), context.out),
        Format::Json => context.print_json(&json::matrix(world, rows)),
        Format::Markdown => context.print(&markdown::matrix(world, rows, context.glyphs)),
    }
}
