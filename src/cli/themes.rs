//! `comity themes`

use std::io::Write;

use crate::error::Result;
use crate::tui::theme;

pub fn run(out: &mut dyn Write) -> Result<()> {
    for (name, description) in theme::list() {
        writeln!(out, "{name:<14} {description}")?;
    }
    Ok(())
}
