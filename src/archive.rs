//! Files of many parts in one (zip): written the same for the same parts, read
//! within bounds.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::error::{Error, Result};
use crate::format::MARK;

/// The longest part that is read: a project of ten thousand coded documents.
const LONGEST_PART: u64 = 256 * 1024 * 1024;

/// A part's name and its bytes.
pub type Part = (String, Vec<u8>);

/// Packs parts in their order. Their time is the earliest there is, so that
/// the same parts give the same bytes.
///
/// # Errors
/// Where there are more parts or bytes than the format holds.
pub fn pack(parts: &[Part]) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.set_comment(MARK).map_err(|error| unpacked(&error))?;
    for (name, bytes) in parts {
        writer.start_file(name.as_str(), options).map_err(|error| unpacked(&error))?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish().map_err(|error| unpacked(&error))?.into_inner())
}

/// An archive to read from.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Archive<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    /// Bytes that are none.
    pub fn open(bytes: &'a [u8]) -> Result<Self> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| unpacked(&error))?;
        Ok(Self { zip })
    }

    /// The name of the first part of which something holds.
    pub fn find(&self, is_wanted: impl Fn(&str) -> bool) -> Option<String> {
        let mut names = self.zip.file_names().flatten();
        names.find(|name| is_wanted(name)).map(Into::into)
    }

    /// The text of a part, by its name in any case: programs write `Sources`
    /// and `sources`.
    ///
    /// # Errors
    /// A part that isn't there, is too long or no UTF-8.
    pub fn text(&mut self, name: &str) -> Result<String> {
        let found = self
            .zip
            .file_names()
            .position(|other| other.is_ok_and(|other| other.eq_ignore_ascii_case(name)));
        let found = found.ok_or_else(|| Error::failed(format!("holds no {name}")))?;
        let part = self.zip.by_index(found).map_err(|error| unpacked(&error))?;
        let mut bytes = Vec::new();
        part.take(LONGEST_PART + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LONGEST_PART {
            let megabytes = LONGEST_PART / (1024 * 1024);
            return Err(Error::failed(format!("{name} is longer than {megabytes} MB")));
        }
        let text = String::from_utf8(bytes);
        let text = text.map_err(|_| Error::failed(format!("{name} is not UTF-8")))?;
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }
}

fn unpacked(error: &zip::result::ZipError) -> Error {
    Error::failed(error.to_string().to_lowercase())
}
