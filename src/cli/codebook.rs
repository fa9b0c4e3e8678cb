//! `comity codebook`

use std::io::Write;

use crate::codebook::{Codebook, default_toml};
use crate::error::Result;
use crate::export::text;
use crate::glyph::Glyphs;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print the default codebook as TOML, to copy and change
    #[arg(long)]
    toml: bool,
}

pub fn run(args: &Args, codebook: &Codebook, glyphs: Glyphs, out: &mut dyn Write) -> Result<()> {
    if args.toml {
        return Ok(out.write_all(default_toml().as_bytes())?);
    }
    Ok(out.write_all(text::codebook(codebook, glyphs).as_bytes())?)
}
