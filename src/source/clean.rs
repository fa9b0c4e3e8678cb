//! Makes text fit for a terminal, character by character.
//!
//! What could move the cursor, turn the reading direction or hide among
//! letters is removed or shown as a mark; everything else stays as written.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// What stands where characters were unfit for a terminal.
pub(super) const MARK: char = '\u{FFFD}';

/// An escape sequence longer than this is taken for a stray ESC, so that one
/// unterminated string cannot swallow a document.
const LONGEST_ESCAPE: usize = 4096;

/// No living script stacks more marks on one letter; beyond that it is a
/// flood, which would spill over the neighbouring lines of a screen.
const MOST_MARKS: usize = 6;

/// Text made fit for a terminal: white space becomes a blank, a run of control
/// characters, escape sequences and bidirectional overrides a visible mark,
/// and what is invisible goes.
pub fn clean(text: &str) -> String {
    let mut cleaner = Cleaner::default();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, used) = cleaner.next(rest);
        match piece {
            Piece::Text => out.push_str(&rest[..used]),
            Piece::Space => out.push(' '),
            Piece::Instead(MARK) if out.ends_with(MARK) => {}
            Piece::Instead(character) => out.push(character),
            Piece::Nothing => {}
        }
        rest = &rest[used..];
    }
    out
}

/// Bytes as text of the same length: each byte that is no UTF-8 becomes SUB,
/// which cleaning then shows as a mark. Also says where the first one stood.
pub(crate) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<usize>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(error) => {
            let mut text = String::with_capacity(bytes.len());
            for chunk in bytes.utf8_chunks() {
                text.push_str(chunk.valid());
                text.extend(chunk.invalid().iter().map(|_| '\u{1A}'));
            }
            (Cow::Owned(text), Some(error.valid_up_to()))
        }
    }
}

/// What a piece of text comes to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// It stays as it is.
    Text,
    Space,
    Instead(char),
    Nothing,
}

/// Tells pieces of text apart; remembers what a later one depends on.
#[derive(Default)]
pub(super) struct Cleaner {
    /// The last character that stayed.
    last: char,
    /// How many marks stand on the last letter.
    marks: usize,
}

impl Cleaner {
    /// Judges the piece that `text` begins with and says how many bytes it is.
    pub(super) fn next(&mut self, text: &str) -> (Piece, usize) {
        let plain = plain_prefix(text.as_bytes());
        if plain > 0 {
            *self = Self::default();
            return (Piece::Text, plain);
        }
        let Some(character) = text.chars().next() else { return (Piece::Nothing, 0) };
        let used = character.len_utf8();
        let piece = match character {
            '\u{1B}' => return (Piece::Instead(MARK), escape_length(text)),
            '\u{C0}'..='\u{24F}' | '\u{2012}'..='\u{2027}' | '\u{4E00}'..='\u{9FFF}' => Piece::Text,
            _ if character.is_whitespace() => Piece::Space,
            _ if character.is_control() => Piece::Instead(MARK),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Piece::Instead(MARK),
            '\u{2010}' | '\u{2011}' => Piece::Instead('-'),
            '\u{200C}' | '\u{200D}' => self.joiner(text[used..].chars().next()),
            _ if is_invisible(character) => Piece::Nothing,
            _ => self.letter_or_mark(character),
        };
        if piece == Piece::Text {
            self.last = character;
        }
        (piece, used)
    }

    /// A joiner (ZWJ, ZWNJ) is spelling within a word of a script whose
    /// letters join, as Persian and Hindi; anywhere else it only hides.
    fn joiner(&self, next: Option<char>) -> Piece {
        match joins(self.last) && next.is_some_and(joins) {
            true => Piece::Text,
            false => Piece::Nothing,
        }
    }

    fn letter_or_mark(&mut self, character: char) -> Piece {
        if character.width() != Some(0) {
            self.marks = 0;
            return Piece::Text;
        }
        self.marks += 1;
        match self.marks <= MOST_MARKS {
            true => Piece::Text,
            false => Piece::Nothing,
        }
    }
}

/// So many bytes are looked at in one go, by instructions that take as many.
const LANES: usize = 32;

/// How many leading bytes are printable ASCII with single blanks between
/// words: most of any text, taken at once.
fn plain_prefix(bytes: &[u8]) -> usize {
    let is_visible = |at: usize| matches!(bytes.get(at), Some(0x21..=0x7E));
    let is_between = |at: usize| at > 0 && bytes.get(at) == Some(&b' ') && is_visible(at + 1);
    let mut end = 0;
    loop {
        while end > 0 && bytes.get(end..).and_then(<[u8]>::first_chunk).is_some_and(are_plain) {
            end += LANES;
        }
        let stop = end + LANES;
        while end < stop {
            if !is_visible(end) && !is_between(end) {
                return end;
            }
            end += 1;
        }
    }
}

/// Whether all but the last of some bytes belong to a plain prefix that they
/// go on with.
fn are_plain(bytes: &[u8; LANES + 1]) -> bool {
    let is_odd = |at: usize| {
        let (byte, next) = (bytes[at], bytes[at + 1]);
        !matches!(byte, b' '..=0x7E) | ((byte == b' ') & !matches!(next, 0x21..=0x7E))
    };
    !(0..LANES).fold(false, |odd, at| odd | is_odd(at))
}

/// Letters and marks of the scripts from Arabic to Sinhala, and the Arabic
/// presentation forms.
fn joins(character: char) -> bool {
    matches!(character, '\u{620}'..='\u{DFF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
        && (character.is_alphanumeric() || character.width() == Some(0))
}

/// Characters without width or direction of their own, which only hide things.
/// Variation selectors are among them: they change a glyph's width behind the
/// layout's back and never the meaning.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2065}'
        | '\u{206A}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// The length of the escape sequence (ECMA-48) that `text` begins with, or 1
/// where ESC stands alone. The scan stops at the next control character, so
/// that many sequences without an end are still read in one pass.
fn escape_length(text: &str) -> usize {
    let bytes = &text.as_bytes()[..text.len().min(LONGEST_ESCAPE)];
    let end = match bytes.get(1) {
        Some(b'[') => control_sequence(bytes),
        Some(b']' | b'P' | b'X' | b'^' | b'_') => control_string(bytes),
        Some(byte) if byte.is_ascii_graphic() => Some(2),
        _ => None,
    };
    end.unwrap_or(1)
}

/// CSI, parameters, one final byte.
fn control_sequence(bytes: &[u8]) -> Option<usize> {
    let end = 2 + bytes[2..].iter().position(|byte| !(0x20..0x40).contains(byte))?;
    (0x40..0x7F).contains(&bytes[end]).then_some(end + 1)
}

/// OSC or a like opening, text, BEL or ST.
fn control_string(bytes: &[u8]) -> Option<usize> {
    let end = 2 + bytes[2..].iter().position(u8::is_ascii_control)?;
    match (bytes[end], bytes.get(end + 1)) {
        (0x07, _) => Some(end + 1),
        (0x1B, Some(b'\\')) => Some(end + 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_characters_become_marks_and_white_space_one_blank() {
        assert_eq!(clean("a\u{1B}[31mred\u{202E}x"), "a\u{FFFD}red\u{FFFD}x");
        assert_eq!(clean("\u{1B}]0;title\u{7}b\u{9B}c"), "\u{FFFD}b\u{FFFD}c");
        assert_eq!(clean("zero\u{200B}width\u{A0}hard\u{2011}hyphen"), "zerowidth hard-hyphen");
        assert_eq!(clean("a\u{0}\u{1}\u{85}b"), "a\u{FFFD} b");
    }

    #[test]
    fn an_unterminated_escape_swallows_nothing_else() {
        assert_eq!(clean("\u{1B}]0;no end"), "\u{FFFD}]0;no end");
        assert_eq!(clean("\u{1B}é"), "\u{FFFD}é");
        assert_eq!(clean("\u{1B}[Ж не конец m"), "\u{FFFD}[Ж не конец m");
        assert_eq!(clean("\u{1B}]0;a\nb\u{7}"), "\u{FFFD}]0;a b\u{FFFD}");
        assert_eq!(clean("\u{1B}"), "\u{FFFD}");
        assert_eq!(clean("\u{1B}["), "\u{FFFD}[");
    }

    #[test]
    fn joiners_are_spelling_in_scripts_that_join_and_hide_elsewhere() {
        assert_eq!(clean("می\u{200C}خواهم"), "می\u{200C}خواهم");
        assert_eq!(clean("क्\u{200D}ष"), "क्\u{200D}ष");
        assert_eq!(clean("de\u{200D}fen\u{200C}ce"), "defence");
        assert_eq!(clean("م\u{200D}\u{200D}x"), "مx");
    }

    #[test]
    fn a_flood_of_marks_is_cut_and_ordinary_ones_stay() {
        let flood = format!("a{}b", "\u{301}".repeat(5000));
        assert_eq!(clean(&flood), format!("a{}b", "\u{301}".repeat(MOST_MARKS)));
        assert_eq!(clean("Việt Nam, हिन्दी, שָׁלוֹם"), "Việt Nam, हिन्दी, שָׁלוֹם");
    }
}
