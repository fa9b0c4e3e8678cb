//! The shell of the dashboard.

use crate::error::Result;
use crate::glyph::Glyphs;
use crate::world::World;

pub mod theme;

pub fn run(_world: &World, _theme: theme::Theme, _glyphs: Glyphs) -> Result<()> {
    Ok(())
}
