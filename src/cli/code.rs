//! `comity code`

use crate::error::Result;
use crate::export::{json, text, why};

use super::{Context, ListFormat};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long, value_enum, default_value_t = ListFormat::Jsonl)]
    format: ListFormat,
    /// Tell for each statement which cues counted, for what, and which did not
    #[arg(long)]
    why: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<()> {
    let world = context.world;
    for id in world.statements() {
        match args.format {
            ListFormat::Text => {
                context.print(&text::statement(world, id, context.glyphs))?;
                if args.why {
                    // The sentence itself has just been printed.
                    let lines = &why::statement(world, id)[2..];
                    context.print(&text::explanation(lines, context.glyphs))?;
                }
            }
            ListFormat::Jsonl => context.print_json_line(&json::statement(world, id, args.why))?,
        }
    }
    Ok(())
}
