//! `comity code`

use crate::coding::Why;
use crate::document::StatementId;
use crate::error::Result;
use crate::export::{json, text, why};

use super::{Context, ListFormat};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long, value_enum, default_value_t = ListFormat::Jsonl)]
    format: ListFormat,
    /// Tell for each statement what spoke for its reading, what against it, and which cues did not
    /// count
    #[arg(long)]
    why: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<()> {
    let world = context.world;
    for document in 0..world.documents.len() {
        let whys = if args.why { world.why(document) } else { Vec::new() };
        for statement in 0..world.documents[document].len() {
            let id = StatementId { document, statement };
            print(id, whys.get(statement), args.format, context)?;
        }
    }
    Ok(())
}

fn print(
    id: StatementId,
    why: Option<&Why>,
    format: ListFormat,
    context: &mut Context<'_>,
) -> Result<()> {
    let world = context.world;
    let lines = why.map(|why| why::statement(world, id, why));
    match format {
        ListFormat::Text => {
            context.print_text(&text::statement(world, id, context.glyphs))?;
            lines.map_or(Ok(()), |lines| {
                context.print_text(&text::explanation(&lines, context.glyphs))
            })
        }
        ListFormat::Jsonl => context.print_json_line(&json::statement(world, id, lines.as_deref())),
    }
}
