//! PDF, which is not read yet.

use super::extract::Extract;

pub fn extract(_bytes: &[u8]) -> Result<Extract, String> {
    Err(String::from("PDF is not read yet"))
}
