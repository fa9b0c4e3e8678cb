//! `comity show`

use crate::error::Result;
use crate::export::{json, text};

use super::{Context, RecordFormat};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// An agreement: its id, or any part of a title or of the parties' names
    agreement: String,
    #[arg(long, value_enum, default_value_t)]
    format: RecordFormat,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<()> {
    let index = context.agreement(&args.agreement)?;
    match args.format {
        RecordFormat::Text => context.print_text(&text::card(context.world, index, context.glyphs)),
        RecordFormat::Json => context.print_json(&json::card(context.world, index)),
    }
}
