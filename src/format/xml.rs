//! XML, which is not read yet.

use crate::source::{FrontMatter, SourceBuilder};

pub fn read(_: &str, _: &mut SourceBuilder) -> Result<FrontMatter, (Option<usize>, String)> {
    Err((None, String::from("XML is not read yet")))
}
