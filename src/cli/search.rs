//! `comity search`

use std::ffi::OsString;
use std::num::NonZeroUsize;

use clap::CommandFactory;

use crate::error::{Error, Result};
use crate::export::{json, text};

use super::speech::note;
use super::{Cli, Context, ListFormat};

/// What the command is called.
const NAME: &str = "search";

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
    let words: Vec<&str> = args.query.iter().map(|word| word.trim()).collect();
    let query = words.join(" ");
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

/// The arguments of the process, with a blank before each that leaves something
/// out of a search: so `-party:italy` is no flag.
pub fn arguments(given: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut given: Vec<OsString> = given.collect();
    let words = given.iter_mut().skip_while(|word| *word != NAME).skip(1);
    for word in words.take_while(|word| *word != "--") {
        if word.to_str().is_some_and(leaves_out) {
            *word = format!(" {}", word.display()).into();
        }
    }
    given
}

/// Whether a hyphen begins a word to leave out: no flag follows it, nor several
/// (`-qh`), nor one with its value (`-c=treaties`, `-c./treaties`).
fn leaves_out(word: &str) -> bool {
    let Some(rest) = word.strip_prefix('-') else { return false };
    let command = Cli::command();
    let is_flag = |c: char| command.get_arguments().any(|flag| flag.get_short() == Some(c));
    let mut letters = rest.chars();
    let begins_word = letters.next().is_some_and(|c| c.is_alphanumeric() || c == '"');
    let has_value = letters.next().is_some_and(|c| "=/.~".contains(c));
    begins_word && !has_value && !rest.chars().all(|c| c == 'h' || is_flag(c))
}
