use crate::error::Result;
pub struct Theme;
pub fn find(_name: &str) -> Result<Theme> {
    Ok(Theme)
}
pub fn list() -> Vec<(String, String)> {
    Vec::new()
}
