//! `comity show`

use crate::error::Result;
use crate::export::{json, text};

use super::Context;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// An agreement: its id, or any part of a title or of the parties' names
    agreement: String,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    #[default]
    Text,
    Json,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<()> {
    let index = context.agreement(&args.agreement)?;
    match args.format {
        Format::Text => context.print(&text::card(context.world, index, context.glyphs)),
        Format::Json => context.print_json(&json::card(context.world, index)),
    }
}
