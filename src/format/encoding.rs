//! Bytes to text, whatever encoding they are in.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::source::decode as decode_utf8;

/// How much of a file tells what it is. A declaration must stand within the
/// first kilobyte by the rules of HTML; XML has it in its first line.
const HEAD: usize = 1024;

/// The detector is sure long before; it takes time for every byte.
const SAMPLE: usize = 256 * 1024;

/// A file's text as UTF-8.
pub struct Decoded<'a> {
    pub text: Cow<'a, str>,
    /// Where in the text the first byte stood that the encoding doesn't have.
    pub invalid: Option<usize>,
    /// The encoding where it is another than UTF-8, and where each line begins
    /// in the text and in the file.
    pub other: Option<(&'static str, Lines)>,
}

/// Where lines begin, in a text and in the file it was decoded from. The last
/// pair is the end of both.
pub type Lines = Vec<(usize, usize)>;

/// Decodes by byte order mark, as UTF-8, as the file itself declares, or by
/// the looks of it, whichever comes first.
pub fn decode<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> Decoded<'a> {
    match encoding(bytes, declared) {
        encoding if encoding == UTF_8 => {
            let (text, invalid) = decode_utf8(bytes);
            Decoded { text, invalid, other: None }
        }
        encoding => decode_lines(bytes, encoding),
    }
}

/// The beginning of a file as text, to tell its type by.
pub fn head(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(HEAD)];
    utf16(bytes).unwrap_or(UTF_8).decode_without_bom_handling(head).0.into_owned()
}

/// The encoding that HTML or XML declares: `charset=…`, `encoding="…"`.
pub fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = head(bytes).to_ascii_lowercase();
    let after = ["encoding=", "charset="].iter().find_map(|key| Some(head.split_once(key)?.1))?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c));
    Encoding::for_label(&label.as_bytes()[..end.unwrap_or(label.len())])
}

/// UTF-16 by its mark or, without one, by the zeros beside its Latin letters.
pub fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding != UTF_8).then_some(encoding);
    }
    // A stray zero in a word or two tells nothing.
    const LEAST: usize = 8;
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.len() < LEAST {
        return None;
    }
    let zeros = |at: usize| head.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let most = |count: usize| count * 4 > head.len();
    match (zeros(0), zeros(1)) {
        (0, odd) if most(odd) => Some(UTF_16LE),
        (even, 0) if most(even) => Some(UTF_16BE),
        _ => None,
    }
}

fn encoding(bytes: &[u8], declared: Option<&'static Encoding>) -> &'static Encoding {
    if let Some(encoding) = utf16(bytes) {
        return encoding;
    }
    if is_meant_as_utf8(bytes) {
        return UTF_8;
    }
    // What declares UTF-8 and isn't was copied from elsewhere; what declares
    // UTF-16 would have zeros.
    let declared = declared.filter(|it| *it != UTF_8 && it.is_ascii_compatible());
    declared.unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
        detector.feed(&bytes[..bytes.len().min(SAMPLE)], true);
        detector.guess(None, Utf8Detection::Deny)
    })
}

/// Whether what is no UTF-8 in a file is damage to it. In other encodings
/// hardly any letters happen to form a letter of UTF-8.
fn is_meant_as_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return !is_iso_2022_jp(bytes);
    }
    let (mut letters, mut damage, mut was_valid) = (0, 0, true);
    for chunk in bytes.utf8_chunks() {
        let begins_letter = |byte: &u8| *byte >= 0xC0;
        letters += chunk.valid().bytes().filter(begins_letter).count();
        was_valid |= !chunk.valid().is_empty();
        damage += usize::from(was_valid && !chunk.invalid().is_empty());
        was_valid = false;
    }
    letters >= damage
}

/// Japanese mail: all ASCII, and escape sequences that switch to characters
/// of two bytes.
fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    let mut escapes = memchr::memchr_iter(b'\x1b', bytes).map(|at| &bytes[at + 1..]);
    bytes.is_ascii() && escapes.any(|rest| rest.starts_with(b"$B") || rest.starts_with(b"$@"))
}

fn decode_lines(bytes: &[u8], encoding: &'static Encoding) -> Decoded<'static> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::new();
    let mut lines = vec![(0, 0)];
    let mut invalid = None;
    let mut start = 0;
    while start < bytes.len() {
        let end = line_end(bytes, start, encoding);
        let mut line = &bytes[start..end];
        loop {
            let needed = decoder.max_utf8_buffer_length_without_replacement(line.len());
            text.reserve(needed.unwrap_or(line.len() * 3 + 16));
            let is_last = end == bytes.len();
            let (result, read) =
                decoder.decode_to_string_without_replacement(line, &mut text, is_last);
            line = &line[read..];
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    invalid.get_or_insert(text.len());
                    text.push('\u{FFFD}');
                }
            }
        }
        start = end;
        lines.push((text.len(), end));
    }
    Decoded { text: Cow::Owned(text), invalid, other: Some((encoding.name(), lines)) }
}

/// Where the line at `start` ends: after LF, CR LF or CR.
fn line_end(bytes: &[u8], start: usize, encoding: &'static Encoding) -> usize {
    let width = if encoding == UTF_16LE || encoding == UTF_16BE { 2 } else { 1 };
    let unit = |at: usize| match bytes.get(at..at + width) {
        Some([byte]) => u16::from(*byte),
        Some([a, b]) if encoding == UTF_16LE => u16::from_le_bytes([*a, *b]),
        Some([a, b]) => u16::from_be_bytes([*a, *b]),
        _ => 0,
    };
    let [lf, cr] = [u16::from(b'\n'), u16::from(b'\r')];
    let mut at = start;
    while at < bytes.len() {
        let ended = unit(at) == lf || unit(at) == cr && unit(at + width) != lf;
        at += width;
        if ended {
            break;
        }
    }
    at.min(bytes.len())
}
