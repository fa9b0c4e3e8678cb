//! `comity show`

use crate::document::StatementId;
use crate::error::Result;
use crate::export::{cite, json, text, why};

use super::{Context, RecordFormat};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// An agreement: its id, or any part of a title or of the parties' names; or
    /// a statement: DEU-ITA:37
    #[arg(value_name = "AGREEMENT|STATEMENT")]
    what: String,
    #[arg(long, value_enum, default_value_t)]
    format: RecordFormat,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<()> {
    let world = context.world;
    if let Some(id) = world.referred(&args.what) {
        return statement(id, args.format, context);
    }
    if let Some(error) = world.beyond(&args.what) {
        return Err(error);
    }
    let index = context.agreement(&args.what)?;
    match args.format {
        RecordFormat::Text => context.print_text(&text::card(world, index, context.glyphs)),
        RecordFormat::Json => context.print_json(&json::card(world, index)),
    }
}

/// One statement, quoted, with what was read and why.
fn statement(id: StatementId, format: RecordFormat, context: &mut Context<'_>) -> Result<()> {
    let world = context.world;
    let whys = world.why(id.document);
    let lines = whys.get(id.statement).map(|why| why::statement(world, id, why));
    match format {
        RecordFormat::Text => {
            let cited = cite::citation(world, id) + "\n\n";
            context.print(&context.glyphs.spell(&cited))?;
            let lines = lines.unwrap_or_default();
            context.print(&text::explanation(&lines, context.glyphs))
        }
        RecordFormat::Json => context.print_json(&json::statement(world, id, lines.as_deref())),
    }
}
