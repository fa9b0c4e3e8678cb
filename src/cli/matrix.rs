//! `comity matrix`

use clap::ValueEnum;

use crate::error::{Error, Result};
use crate::export::{Rows, csv, json, markdown, text};
use crate::order::{Arrangement, Key, Order, Sort};
use crate::world::World;

use super::Context;

#[derive(Debug, Default, clap::Args)]
pub struct Args {
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// What a row is [default: dimension; as text, agreement where there are
    /// many]
    #[arg(long, value_enum)]
    by: Option<By>,
    #[command(flatten)]
    arranging: Arranging,
}

/// Which agreements, in which order.
#[derive(Debug, Default, clap::Args)]
pub struct Arranging {
    /// What agreements are sorted by: name, date, party, coverage, or the id of
    /// a dimension, for how firm they are on it
    #[arg(long, value_name = "KEY", value_hint = clap::ValueHint::Other)]
    sort: Option<String>,
    /// Sort the other way round
    #[arg(long, requires = "sort")]
    reverse: bool,
    /// Only agreements that a query finds, in the language of `comity search`:
    /// party:italy "dim:cyber level:>=intended" year:2021..2025 status:signed
    #[arg(
        long = "where",
        value_name = "QUERY",
        value_hint = clap::ValueHint::Other,
        allow_hyphen_values = true
    )]
    filter: Option<String>,
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
    let arranged = args.arranging.of(context.world)?;
    let world = arranged.as_ref().unwrap_or(context.world);
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

impl Arranging {
    /// The world as the arguments ask for it; none where they ask for nothing.
    ///
    /// # Errors
    /// A key or a filter that means nothing; a filter that leaves no agreement.
    pub fn of(&self, world: &World) -> Result<Option<World>> {
        let key = self.sort.as_deref().map_or(Ok(Key::Given), |name| key(name, world))?;
        let agreements = Sort { key, is_reversed: self.reverse };
        let filter = self.filter.clone().unwrap_or_default();
        let asked = Arrangement { agreements, filter, ..Arrangement::default() };
        (asked != Arrangement::default()).then(|| arranged(world, &asked)).transpose()
    }
}

fn key(name: &str, world: &World) -> Result<Key> {
    const KEYS: [(&str, Key); 4] = [
        ("name", Key::Name),
        ("date", Key::Date),
        ("party", Key::Party),
        ("coverage", Key::Coverage),
    ];
    if let Some((_, key)) = KEYS.iter().find(|(known, _)| *known == name) {
        return Ok(*key);
    }
    let dimensions = &world.codebook.dimensions;
    dimensions.iter().position(|dimension| dimension.id() == name).map(Key::Level).ok_or_else(
        || {
            let ids: Vec<&str> = dimensions.iter().map(|dimension| dimension.id()).collect();
            Error::failed(format!("nothing can be sorted by \"{name}\""))
                .hint(format!("use name, date, party, coverage, or one of {}", ids.join(", ")))
        },
    )
}

fn arranged(world: &World, asked: &Arrangement) -> Result<World> {
    let order = Order::new(world, asked).map_err(Error::failed)?;
    if order.agreements.is_empty() && !world.agreements.is_empty() {
        return Err(Error::nothing_found(format!("no agreement is left by \"{}\"", asked.filter)));
    }
    Ok(world.only(&order.agreements))
}
