//! `comity keys`

use std::io::Write;

use crate::error::Result;
use crate::tui::keymap::Keymap;

use super::warn;

pub fn run(out: &mut dyn Write) -> Result<()> {
    let (keymap, problems) = Keymap::of_user();
    warn(&problems);
    Ok(out.write_all(keymap.to_toml().as_bytes())?)
}
