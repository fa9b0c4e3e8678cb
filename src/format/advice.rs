//! What is said of files of every format that cannot be read, and what to do
//! about it.

use crate::source::Oddity;

/// What makes text of a page that is a picture.
pub const RECOGNISE: &str =
    "its pages are pictures: run OCR, as with ocrmypdf, and save it with the text";

/// Of a file that opens with a password only.
pub fn locked() -> Oddity {
    Oddity::new("protected by a password", "save it without one to have it read")
}

/// Of a file that is not as its format wants it.
pub fn broken(message: &str) -> Oddity {
    Oddity::new(message, "open it and save it anew, or fetch it again")
}

/// Of text in an encoding that had to be guessed.
pub fn guessed(message: String) -> Oddity {
    Oddity::new(message, "if letters look wrong, save it as UTF-8 where it was written")
}

/// Of text of which some bytes mean nothing.
pub fn damaged(message: &str) -> Oddity {
    Oddity::new(message, "save it as UTF-8 where it was written, or fetch it again")
}

/// Of a file of nothing at all.
pub fn empty() -> Oddity {
    Oddity::new("the file is empty", "fetch it or save it again, or remove it")
}

/// Of a file that holds something, and no letter.
pub fn silent() -> Oddity {
    Oddity::new("the file holds no text", "open it: what it shows as pictures needs OCR to be read")
}
