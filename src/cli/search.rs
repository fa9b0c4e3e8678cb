//! `comity search`

use std::num::NonZeroUsize;

use crate::error::{Error, Result};
use crate::export::{json, text};

use super::speech::note;
use super::{Context, ListFormat};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Words, in any order, letters may be missing; "phrases", -words to leave
    /// out, and filters: party:italy dim:cyber level:>=intended kind:provision
    /// year:2021..2025 in:germany-italy; a minus before one leaves out what
    /// meets it
    #[arg(required = true, num_args = 1.., value_name = "QUERY")]
    query: Vec<String>,
    /// How many hits at the most
    #[arg(long, value_name = "N", default_value = "20")]
    limit: NonZeroUsize,
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    format: ListFormat,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<()> {
    let world = context.world;
    let query = args.query.join(" ");
    let results = world.search(&query, args.limit.get());
    if let Some(mistake) = results.mistake {
        return Err(Error::failed(mistake.to_string()));
    }
    for hit in &results.hits {
        match args.format {
            ListFormat::Text => {
                let line = text::hit(world, hit, context.glyphs);
                context.print_text(&(line + "\n"))?;
            }
            ListFormat::Jsonl => context.print_json_line(&json::hit(world, hit, &query))?,
        }
    }
    if results.is_partial {
        note(&format!("nothing has every word of \"{query}\"; these have the most"));
    }
    if results.hits.len() < results.total {
        note(&format!("{} of {}; --limit shows more", results.hits.len(), results.total));
    }
    match results.hits.is_empty() {
        true => Err(Error::nothing_found(format!("nothing matches \"{query}\""))),
        false => Ok(()),
    }
}
