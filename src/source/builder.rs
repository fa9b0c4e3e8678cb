//! Builds a source block by block, cleaning text and keeping the byte map.

use std::borrow::Cow;

use super::{Block, BlockKind, FrontMatter, Origin, Run, Source, Span};

/// What stands where a character was unfit for a terminal.
const MARK: char = '\u{FFFD}';

/// An escape sequence longer than this is taken for a stray ESC, so that one
/// unterminated OSC cannot swallow a document.
const LONGEST_ESCAPE: usize = 4096;

/// Collects the text of a source.
pub struct SourceBuilder {
    text: String,
    blocks: Vec<Block>,
    map: Vec<Run>,
    open: Option<(BlockKind, usize)>,
    /// White space seen but not yet written: it is dropped at a block's end.
    pending: Option<Span>,
}

impl Default for SourceBuilder {
    fn default() -> Self {
        Self::with_capacity(0)
    }
}

impl SourceBuilder {
    /// Starts an empty source that expects about `bytes` bytes of text.
    pub fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            blocks: Vec::new(),
            map: Vec::new(),
            open: None,
            pending: None,
        }
    }

    /// Begins a block, closing the one before.
    pub fn open(&mut self, kind: BlockKind) {
        self.close();
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.open = Some((kind, self.text.len()));
    }

    /// Ends the open block; an empty one leaves no trace.
    pub fn close(&mut self) {
        self.pending = None;
        let Some((kind, start)) = self.open.take() else { return };
        if self.text.len() > start {
            self.blocks.push(Block { kind, span: Span::new(start, self.text.len()) });
        } else if start > 0 {
            self.text.pop();
        }
    }

    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// The text of the open block so far.
    pub fn block_text(&self) -> &str {
        self.open.map_or("", |(_, start)| &self.text[start..])
    }

    /// Changes the kind of the open block.
    pub fn set_kind(&mut self, kind: BlockKind) {
        if let Some(open) = &mut self.open {
            open.0 = kind;
        }
    }

    /// Opens the last block again, so that what follows is joined to it.
    pub fn reopen(&mut self) {
        self.close();
        if let Some(block) = self.blocks.pop() {
            self.open = Some((block.kind, block.span.start));
        }
    }

    /// Adds text that stands in the file, byte for byte, from `file` on.
    pub fn push(&mut self, raw: &str, file: usize) {
        let mut rest = raw;
        while !rest.is_empty() {
            let at = file + (raw.len() - rest.len());
            let plain = plain_prefix(rest);
            if plain > 0 {
                self.emit(&rest[..plain], Span::new(at, at + plain), true);
                rest = &rest[plain..];
                continue;
            }
            let (piece, used) = next_piece(rest);
            let span = Span::new(at, at + used);
            match piece {
                Piece::Space => self.space(span),
                Piece::Text(text) => self.emit(text, span, true),
                Piece::Instead(character) => {
                    self.emit(character.encode_utf8(&mut [0; 4]), span, false);
                }
                Piece::Nothing => {}
            }
            rest = &rest[used..];
        }
    }

    /// Adds text that the file writes in another way, such as an entity.
    pub fn push_instead(&mut self, text: &str, file: Span) {
        for part in clean(text).split_inclusive(' ') {
            let word = part.trim_end_matches(' ');
            if !word.is_empty() {
                self.emit(word, file, false);
            }
            if word.len() < part.len() {
                self.space(file);
            }
        }
    }

    /// Adds white space: it is written as one blank, inside a block only.
    pub fn space(&mut self, file: Span) {
        if self.pending.is_none() {
            self.pending = Some(file);
        }
    }

    /// Ends the last block and hands over the source.
    pub fn finish(
        mut self,
        doc: &str,
        path: &str,
        origin: Origin,
        front: FrontMatter,
        raw: &str,
    ) -> Source {
        self.close();
        let lines = std::iter::once(0)
            .chain(raw.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1))
            .collect();
        Source {
            doc: clean(doc),
            path: clean(path),
            origin,
            front,
            text: self.text,
            blocks: self.blocks,
            map: self.map,
            lines,
        }
    }

    fn emit(&mut self, text: &str, file: Span, exact: bool) {
        if self.open.is_none() {
            self.open(BlockKind::Paragraph);
        }
        if let Some(blank) = self.pending.take() {
            let start = self.open.map_or(0, |(_, start)| start);
            if self.text.len() > start {
                self.record(1, blank, blank.len() == 1);
                self.text.push(' ');
            }
        }
        self.record(text.len(), file, exact);
        self.text.push_str(text);
    }

    /// Notes where the next `len` bytes of text come from, joining neighbours.
    fn record(&mut self, len: usize, file: Span, exact: bool) {
        let text = self.text.len();
        if let Some(last) = self.map.last_mut() {
            let follows = last.file.end == file.start && text - last.text == last.file.len();
            if exact && last.exact && follows {
                last.file.end = file.end;
                return;
            }
        }
        debug_assert!(len > 0);
        self.map.push(Run { text, file, exact });
    }
}

/// Text made fit for a terminal: white space becomes a blank, control
/// characters, escape sequences and bidirectional overrides a visible mark.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let plain = plain_prefix(rest);
        out.push_str(&rest[..plain]);
        rest = &rest[plain..];
        if rest.is_empty() {
            break;
        }
        let (piece, used) = next_piece(rest);
        match piece {
            Piece::Space => out.push(' '),
            Piece::Text(text) => out.push_str(text),
            Piece::Instead(character) => out.push(character),
            Piece::Nothing => {}
        }
        rest = &rest[used..];
    }
    out
}

/// How many leading bytes are printable ASCII without blanks, or common
/// multi-byte letters: most of any text, copied whole.
fn plain_prefix(text: &str) -> usize {
    text.bytes().position(|byte| !(0x21..0x7F).contains(&byte)).unwrap_or(text.len())
}

enum Piece<'a> {
    Space,
    Text(&'a str),
    Instead(char),
    Nothing,
}

/// Classifies the first character of `text`, or the escape sequence it opens,
/// and says how many bytes that takes.
fn next_piece(text: &str) -> (Piece<'_>, usize) {
    let Some(character) = text.chars().next() else { return (Piece::Nothing, 0) };
    let used = character.len_utf8();
    match character {
        '\u{1B}' => (Piece::Instead(MARK), escape_length(text)),
        '\u{2028}' | '\u{2029}' | '\u{85}' => (Piece::Space, used),
        _ if character.is_whitespace() => (Piece::Space, used),
        _ if character.is_control() => (Piece::Instead(MARK), used),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => (Piece::Instead(MARK), used),
        '\u{2010}' | '\u{2011}' => (Piece::Instead('-'), used),
        _ if is_invisible(character) => (Piece::Nothing, used),
        _ => (Piece::Text(&text[..used]), used),
    }
}

/// Characters without width or direction of their own, which only hide things.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// The length of an escape sequence (ECMA-48): CSI to its final byte, strings
/// such as OSC to their terminator, anything else two characters.
fn escape_length(text: &str) -> usize {
    let bytes = &text.as_bytes()[..text.len().min(LONGEST_ESCAPE)];
    let found = match bytes.get(1) {
        Some(b'[') => bytes[2..].iter().position(|b| (0x40..=0x7E).contains(b)).map(|i| i + 3),
        Some(b']' | b'P' | b'X' | b'^' | b'_') => {
            (2..bytes.len()).find_map(|i| match (bytes[i], bytes.get(i + 1)) {
                (0x07, _) => Some(i + 1),
                (0x1B, Some(b'\\')) => Some(i + 2),
                _ => None,
            })
        }
        Some(byte) if byte.is_ascii_graphic() => Some(2),
        _ => None,
    };
    found.filter(|&end| text.is_char_boundary(end)).unwrap_or(1)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_characters_become_marks_and_white_space_one_blank() {
        assert_eq!(clean("a\u{1B}[31mred\u{202E}x"), "a\u{FFFD}red\u{FFFD}x");
        assert_eq!(clean("\u{1B}]0;title\u{7}b\u{9B}c"), "\u{FFFD}b\u{FFFD}c");
        assert_eq!(clean("zero\u{200B}width\u{A0}hard\u{2011}hyphen"), "zerowidth hard-hyphen");
    }

    #[test]
    fn an_unterminated_escape_swallows_nothing_else() {
        assert_eq!(clean("\u{1B}]0;no end"), "\u{FFFD}]0;no end");
        assert_eq!(clean("\u{1B}é"), "\u{FFFD}é");
    }

    #[test]
    fn spans_lead_back_to_the_file() {
        let raw = "one\n two\u{202E}three";
        let mut builder = SourceBuilder::default();
        builder.push(raw, 0);
        let source = builder.finish("x", "x", Origin::Embedded("x"), FrontMatter::default(), raw);
        assert_eq!(source.text, "one two\u{FFFD}three");
        let two = source.text.find("two").unwrap();
        let span = source.file_span(Span::new(two, source.text.len()));
        assert_eq!(&raw[span.start..span.end], "two\u{202E}three");
    }
}
