//! `comity dossier`

use crate::dossier::{Store, trail};
use crate::error::{Error, Result};
use crate::export::{dossier, json};

use super::{Context, ListFormat};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    format: ListFormat,
    /// List what was changed and when, the last below
    #[arg(long, conflicts_with = "format")]
    trail: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<()> {
    let world = context.world;
    if args.trail {
        return trail(context);
    }
    if world.placed.placements.is_empty() {
        return Err(Error::nothing_found("nothing is written on this corpus yet"));
    }
    match args.format {
        ListFormat::Text => context.print(&dossier::text(world, context.glyphs)),
        ListFormat::Jsonl => world.placed.all().try_for_each(|(entry, placement)| {
            context.print_json_line(&json::entry(world, entry, placement))
        }),
    }
}

fn trail(context: &mut Context<'_>) -> Result<()> {
    let store = Store::of_corpus(context.paths);
    let steps = store.map(|store| trail::read(&store.trail())).unwrap_or_default();
    if steps.is_empty() {
        return Err(Error::nothing_found("nothing was changed on this corpus yet"));
    }
    for (at, change) in &steps {
        let step = dossier::step(context.world, *at, change);
        context.print(&(context.glyphs.spell(&step) + "\n"))?;
    }
    Ok(())
}
