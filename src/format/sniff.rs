//! Tells a file's type by its content; by its name only where plain text and
//! Markdown look alike.

use std::path::Path;

use super::{Format, advice, encoding, pdf, textless};
use crate::source::Oddity;

/// The marks of other formats stand within this.
const HEAD: usize = 1024;

/// What a ZIP archive begins with.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// What tells a Word document among ZIP archives: the name of its text.
const WORD_TEXT: &[u8] = b"word/document.xml";

/// The same of an OpenDocument text: its first part, by rule not compressed.
const OPEN_TEXT: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.text";

/// What tells a file that comity wrote for people: text begins with it, an archive
/// ends with it.
pub const MARK: &str = "<!-- written by comity -->";

/// What may stand before the first tag.
const BLANKS: [char; 5] = ['\u{FEFF}', ' ', '\t', '\r', '\n'];

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub odd: Oddity,
    /// Whether it may be a source all the same: one that cannot be read. An image, a
    /// recording or an archive is none.
    pub may_be_source: bool,
}

impl Refusal {
    fn unread(odd: impl Into<Oddity>) -> Self {
        Self { odd: odd.into(), may_be_source: true }
    }

    fn no_source(odd: Oddity) -> Self {
        Self { odd, may_be_source: false }
    }
}

/// Tells the format of a file. `is_named` says that the user named the file
/// itself, so that what may be text is taken for it.
///
/// # Errors
/// What the file is instead of a format that comity reads.
pub fn sniff(path: &Path, bytes: &[u8], is_named: bool) -> Result<Format, Refusal> {
    let named = Format::of(path);
    if let Some(odd) = research(bytes).or_else(|| textless::of(path, bytes, is_named)) {
        return Err(Refusal::no_source(odd));
    }
    if let Some(format) = marked(bytes, named) {
        return Ok(format);
    }
    if named.is_none() && is_bare_archive(bytes) {
        return Err(Refusal::no_source(textless::archive()));
    }
    if let Some(odd) = refused(bytes) {
        return Err(Refusal::unread(odd));
    }
    let is_binary = bytes.contains(&0) && encoding::utf16(bytes).is_none();
    let format = match named {
        Some(Format::Pdf) => Err(promised("not the PDF its name promises")),
        Some(Format::Docx) => Err(promised("not the Word document its name promises")),
        Some(Format::Odt) => Err(promised("not the OpenDocument text its name promises")),
        _ if is_binary => Err(Oddity::from("not text: it holds NUL bytes")),
        Some(format) => Ok(format),
        None if is_named || path.extension().is_none() => Ok(Format::Text),
        None => {
            let read = "save it as text, Markdown, HTML, PDF, DOCX, ODT or XML";
            Err(Oddity::new("not a format comity reads", read))
        }
    };
    format.map_err(Refusal::unread)
}

/// The format that a file's content marks.
fn marked(bytes: &[u8], named: Option<Format>) -> Option<Format> {
    if pdf::start(bytes).is_some() {
        return Some(Format::Pdf);
    }
    if bytes.starts_with(b"PK") && holds(bytes, WORD_TEXT) {
        return Some(Format::Docx);
    }
    if bytes.starts_with(b"PK") && holds(&bytes[..bytes.len().min(HEAD)], OPEN_TEXT) {
        return Some(Format::Odt);
    }
    let head = encoding::head(bytes).to_ascii_lowercase();
    let body = without_prolog(&head);
    let begins = |tags: &[&str]| tags.iter().any(|tag| body.starts_with(tag));
    if begins(&["<!doctype html", "<html", "<head", "<body"]) {
        return Some(Format::Html);
    }
    // Markdown may begin with any tag of HTML.
    let is_markdown = named == Some(Format::Markdown);
    let is_xml = head.trim_start_matches(BLANKS).starts_with("<?xml");
    if is_xml || !is_markdown && begins(&["<treaty"]) {
        return Some(Format::Xml);
    }
    None
}

/// What follows an XML declaration and comments at the top.
pub fn without_prolog(head: &str) -> &str {
    let mut rest = head;
    loop {
        rest = rest.trim_start_matches(BLANKS);
        let end = match rest {
            _ if rest.starts_with("<?xml") => "?>",
            _ if rest.starts_with("<!--") => "-->",
            _ => return rest,
        };
        match rest.split_once(end) {
            Some((_, after)) => rest = after,
            None => return rest,
        }
    }
}

/// Whether comity wrote a file for people.
pub fn is_own(bytes: &[u8]) -> bool {
    let mark = MARK.as_bytes();
    match bytes.starts_with(ARCHIVE) {
        true => bytes.ends_with(mark),
        false => holds(&bytes[..bytes.len().min(HEAD)], mark),
    }
}

/// What programs of qualitative research write: it is about sources, and none itself.
fn research(bytes: &[u8]) -> Option<Oddity> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if bytes.starts_with(ARCHIVE) && holds(bytes, b".qde") {
        let hint = "`comity agree` measures by it, and with --write makes its coding one \
                    beside the sources";
        return Some(Oddity::new("a coded project", hint));
    }
    holds(head, b"urn:QDA-XML:").then(|| Oddity::new("a codebook", "--codebook asks by it"))
}

/// Of a file whose name says more than it holds.
fn promised(message: &str) -> Oddity {
    Oddity::new(message, "fetch it again, or name it after what it is")
}

/// Whether a file is a ZIP archive that is no document of some other program.
fn is_bare_archive(bytes: &[u8]) -> bool {
    const DOCUMENTS: [&[u8]; 4] =
        [b"xl/workbook", b"ppt/presentation", b"mimetypeapplication/", b"Index/Document"];
    bytes.starts_with(ARCHIVE) && !DOCUMENTS.iter().any(|part| holds(bytes, part))
}

/// What is known and not read, and what to do about it.
fn refused(bytes: &[u8]) -> Option<Oddity> {
    const SAVE: &str = "save it as DOCX or PDF to have it read";
    /// Old Office and encrypted new Office keep their parts in one container.
    const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.starts_with(b"{\\rtf") {
        return Some(Oddity::new("rich text (RTF)", SAVE));
    }
    if head.starts_with(COMPOUND) {
        return Some(match holds(bytes, ENCRYPTED) {
            true => advice::locked(),
            false => Oddity::new("an old Office document", SAVE),
        });
    }
    if head.starts_with(ARCHIVE) {
        return Some(Oddity::new(
            "a workbook or an archive",
            "save it as DOCX or PDF, or unpack it",
        ));
    }
    None
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    memchr::memmem::find(bytes, part).is_some()
}
