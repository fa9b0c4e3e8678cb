//! `comity codebook`

use std::io::Write;

use crate::codebook::CodebookFile;
use crate::error::Result;
use crate::export::text;
use crate::glyph::Glyphs;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print the codebook as TOML, to copy and change
    #[arg(long)]
    toml: bool,
}

pub fn run(args: &Args, file: &CodebookFile, glyphs: Glyphs, out: &mut dyn Write) -> Result<()> {
    if args.toml {
        return Ok(out.write_all(file.text.as_bytes())?);
    }
    Ok(out.write_all(text::codebook(&file.read()?, glyphs).as_bytes())?)
}
