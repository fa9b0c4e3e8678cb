//! `comity codebook`

use std::io::Write;

use crate::codebook::CodebookFile;
use crate::codebook::check::{check, usage};
use crate::error::{Error, Result};
use crate::export::text;
use crate::prose::counted;

use super::Setup;
use super::speech::warn;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print the codebook as TOML, to copy and change
    #[arg(long)]
    toml: bool,
    /// Look for cues that never speak, in the codebook and on the corpus
    #[arg(long, value_name = "NAME|FILE", num_args = 0..=1, conflicts_with = "toml")]
    check: Option<Option<String>>,
}

pub fn run(args: &Args, setup: &Setup, out: &mut dyn Write) -> Result<()> {
    let file = match &args.check {
        Some(Some(name)) => CodebookFile::find(name)?,
        _ => setup.codebook()?,
    };
    if args.toml {
        Ok(out.write_all(file.text.as_bytes())?)
    } else if args.check.is_some() {
        mend(&file, setup, out)
    } else {
        Ok(out.write_all(text::codebook(&file.read()?, setup.glyphs).as_bytes())?)
    }
}

/// Tells what in a codebook should be mended, then how often it speaks, if it can
/// be read.
fn mend(file: &CodebookFile, setup: &Setup, out: &mut dyn Write) -> Result<()> {
    let glyphs = setup.glyphs;
    let (codebook, faults) = file.read_whole();
    let is_read = faults.is_empty();
    let findings = check(&codebook, file).with(faults);
    out.write_all(text::findings(&findings, glyphs).as_bytes())?;
    if is_read {
        let world = setup.read(file)?;
        warn(&world.problems);
        out.write_all(text::usage(&world, &usage(&world), glyphs).as_bytes())?;
    }
    match findings.faults.len() {
        0 => Ok(()),
        faults => {
            Err(Error::to_mend(format!("{}: {} to mend", file.name, counted(faults, "finding"))))
        }
    }
}
