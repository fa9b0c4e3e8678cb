//! `comity code`

use crate::error::Result;
use crate::export::{json, text};

use super::{Context, ListFormat};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long, value_enum, default_value_t = ListFormat::Jsonl)]
    format: ListFormat,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<()> {
    let world = context.world;
    for id in world.statements() {
        match args.format {
            ListFormat::Text => context.print(&text::statement(world, id, context.glyphs))?,
            ListFormat::Jsonl => context.print_json_line(&json::statement(world, id))?,
        }
    }
    Ok(())
}
