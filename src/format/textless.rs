//! Files that can hold no text, by what they begin with: what comes from a camera, a
//! recorder or a saved web page beside the sources.

use std::path::Path;

use crate::source::Oddity;

use super::{Format, encoding};

/// What can hold no text, or only files of its own.
#[derive(Clone, Copy)]
enum Kind {
    Image,
    Recording,
    Archive,
    /// A font, a style sheet, a script: a part of something shown.
    Part,
}

use Kind::{Archive, Image, Part, Recording};

/// What files begin with.
const MAGIC: &[(&[u8], Kind)] = &[
    (b"\xff\xd8\xff", Image),
    (b"\x89PNG\r\n", Image),
    (b"GIF87a", Image),
    (b"GIF89a", Image),
    (b"II*\0", Image),
    (b"MM\0*", Image),
    (b"8BPS", Image),
    (b"\0\0\x01\0", Image),
    (b"ID3", Recording),
    (b"\xff\xfb", Recording),
    (b"\xff\xf3", Recording),
    (b"\xff\xf2", Recording),
    (b"fLaC", Recording),
    (b"OggS", Recording),
    (b"\x1aE\xdf\xa3", Recording),
    (b"FLV\x01", Recording),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Recording),
    (b"\0\0\x01\xba", Recording),
    (b"\x1f\x8b", Archive),
    (b"BZh", Archive),
    (b"\xfd7zXZ\0", Archive),
    (b"7z\xbc\xaf\x27\x1c", Archive),
    (b"Rar!\x1a\x07", Archive),
    (b"\x28\xb5\x2f\xfd", Archive),
    (b"wOFF", Part),
    (b"wOF2", Part),
    (b"OTTO", Part),
    (b"\0\x01\0\0\0", Part),
];

/// Marks behind the beginning: where they stand, and what the file begins with.
const INNER: &[(usize, &[u8], &[u8], Kind)] = &[
    (8, b"WEBP", b"RIFF", Image),
    (8, b"WAVE", b"RIFF", Recording),
    (8, b"AVI ", b"RIFF", Recording),
    (4, b"ftyphei", b"", Image),
    (4, b"ftypmif1", b"", Image),
    (4, b"ftypavi", b"", Image),
    (4, b"ftyp", b"", Recording),
    (6, b"\0\0\0\0", b"BM", Image),
    (257, b"ustar", b"", Archive),
];

/// What programs put beside documents, as text that says nothing: by its name.
const PARTS: &[&str] = &["css", "js", "ini", "lnk", "url", "db"];

/// What a file is that can hold no text; none where it may hold some. Whoever calls a
/// photo a text, or a PDF, takes it for a source; so does who names the file itself,
/// unless its content tells.
pub fn of(path: &Path, bytes: &[u8], is_named: bool) -> Option<Oddity> {
    if Format::of(path).is_some() {
        return None;
    }
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let is_part = !is_named && PARTS.iter().any(|part| extension.eq_ignore_ascii_case(part));
    let kind = match is_part {
        true => Some(Part),
        false if is_drawing(bytes) => Some(Image),
        // Text may begin with such letters by chance.
        false if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) => None,
        false => by_magic(bytes),
    };
    kind.map(Kind::oddity)
}

/// Of an archive that is no document.
pub fn archive() -> Oddity {
    Archive.oddity()
}

impl Kind {
    fn oddity(self) -> Oddity {
        match self {
            Image => Oddity::new("an image, no source", "save the text it shows as text or PDF"),
            Recording => Oddity::new(
                "a recording, no source",
                "write down what is said in it to have that read",
            ),
            Archive => Oddity::new("an archive, no source", "unpack it to have it read"),
            Part => Oddity::from("a part of a page or a program, no source"),
        }
    }
}

fn by_magic(bytes: &[u8]) -> Option<Kind> {
    let at = |start: usize, mark: &[u8]| bytes.get(start..).is_some_and(|b| b.starts_with(mark));
    let begins = MAGIC.iter().find(|(mark, _)| at(0, mark)).map(|(_, kind)| *kind);
    let inner =
        |(start, mark, head, _): &&(usize, &[u8], &[u8], _)| at(*start, mark) && at(0, head);
    begins.or_else(|| INNER.iter().find(inner).map(|(.., kind)| *kind))
}

/// Whether a file is a drawing in SVG.
fn is_drawing(bytes: &[u8]) -> bool {
    let head = encoding::head(bytes).to_ascii_lowercase();
    let body = super::sniff::without_prolog(&head);
    body.starts_with("<svg") || body.starts_with("<!doctype svg")
}
