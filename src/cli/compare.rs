//! `comity compare`

use crate::compare::compare;
use crate::error::Result;
use crate::export::{json, markdown, text};

use super::{Context, DocumentFormat};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// An agreement: its id, or any part of a title or of the parties' names
    a: String,
    /// The agreement to compare it with
    b: String,
    #[arg(long, value_enum, default_value_t)]
    format: DocumentFormat,
    /// Leave out the dimensions on which both say the same
    #[arg(long)]
    differences: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<()> {
    let world = context.world;
    let (a, b) = (context.agreement(&args.a)?, context.agreement(&args.b)?);
    let mut rows = compare(world, a, b);
    if args.differences {
        rows.retain(|row| row.difference.differs());
    }
    match args.format {
        DocumentFormat::Text => {
            context.print_text(&text::comparison(world, a, b, &rows, context.glyphs))
        }
        DocumentFormat::Json => context.print_json(&json::comparison(world, a, b, &rows)),
        DocumentFormat::Markdown => {
            context.print(&markdown::comparison(world, a, b, &rows, context.glyphs))
        }
    }
}
