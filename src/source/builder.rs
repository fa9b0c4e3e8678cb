//! Builds a source block by block, cleaning text and keeping the byte map.

use super::clean::{Cleaner, MARK, Piece, clean};
use super::{Block, BlockKind, FrontMatter, Origin, Place, Run, Source, Span, lines, small};

/// How far beyond a word's own length it is looked for.
const NEAR: usize = 256;

/// Collects the text of a source.
pub struct SourceBuilder {
    text: String,
    blocks: Vec<Block>,
    map: Vec<Run>,
    /// Whether the map is kept.
    is_mapped: bool,
    /// Where the blocks to come stand.
    place: Option<Box<Place>>,
    open: Option<(BlockKind, usize)>,
    /// White space seen but not yet written: it is dropped at a block's end.
    pending: Option<Span>,
    cleaner: Cleaner,
    marked: Option<usize>,
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
            is_mapped: true,
            place: None,
            open: None,
            pending: None,
            cleaner: Cleaner::default(),
            marked: None,
        }
    }

    /// Starts an empty source for text that was extracted from its file and has
    /// no bytes there: it keeps no map, and its blocks need places.
    pub fn unmapped() -> Self {
        Self { is_mapped: false, ..Self::default() }
    }

    /// Ends the open block; the blocks to come stand at `place`.
    pub fn set_place(&mut self, place: Option<Place>) {
        self.close();
        self.place = place.map(|place| Box::new(place.cleaned()));
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
            let span = Span::new(start, self.text.len());
            self.blocks.push(Block { kind, span, place: self.place.clone() });
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

    /// The kind of the open block.
    pub fn kind(&self) -> Option<BlockKind> {
        self.open.map(|(kind, _)| kind)
    }

    /// Changes the kind of the open block.
    pub fn set_kind(&mut self, kind: BlockKind) {
        if let Some(open) = &mut self.open {
            open.0 = kind;
        }
    }

    /// Ends the open block and hands the text and every block to `revise`, for
    /// what only the blocks around one can tell of it.
    pub fn revise(&mut self, revise: impl FnOnce(&str, &mut [Block])) {
        self.close();
        revise(&self.text, &mut self.blocks);
    }

    /// Opens the last block again; what follows is joined to it by a blank.
    pub fn reopen(&mut self) {
        self.close();
        if let Some(block) = self.blocks.pop() {
            self.open = Some((block.kind, block.span.start));
            let end = self.file_end();
            self.space(Span::new(end, end));
        }
    }

    /// Adds text that stands in the file, byte for byte, from `file` on.
    pub fn push(&mut self, raw: &str, file: usize) {
        let mut at = 0;
        while at < raw.len() {
            let (piece, used) = self.cleaner.next(&raw[at..]);
            let written = &raw[at..at + used];
            self.add(piece, written, Span::new(file + at, file + at + used), true);
            at += used;
        }
    }

    /// Adds text that the file writes in another way, such as an entity.
    pub fn push_instead(&mut self, text: &str, file: Span) {
        let mut rest = text;
        while !rest.is_empty() {
            let (piece, used) = self.cleaner.next(rest);
            self.add(piece, &rest[..used], file, false);
            rest = &rest[used..];
        }
    }

    /// Adds text that the file writes nearly so, as `raw`: with tabs, escapes
    /// or a quotation's marks. Each word is looked for where it should be.
    pub fn push_near(&mut self, text: &str, raw: &str, file: usize) {
        let mut at = 0;
        for part in text.split_inclusive(char::is_whitespace) {
            let word = part.trim_end();
            let end = raw.ceil_char_boundary(at + word.len());
            let near = raw.ceil_char_boundary(end + NEAR);
            match raw[at..near].find(word) {
                Some(gap) => {
                    self.push(word, file + at + gap);
                    at += gap + word.len();
                }
                None => {
                    self.push_instead(word, Span::new(file + at, file + end));
                    at = end;
                }
            }
            if word.len() < part.len() {
                self.space(Span::new(file + at, file + at));
            }
        }
    }

    /// Adds white space: it is written as one blank, inside a block only.
    pub fn space(&mut self, file: Span) {
        if self.pending.is_none() {
            self.pending = Some(file);
        }
    }

    /// Where in the file the first character unfit for a terminal stood.
    pub fn marked(&self) -> Option<usize> {
        self.marked
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
        let lines = std::iter::once(0).chain(lines(raw).map(|line| small(line.end))).collect();
        // Ten thousand sources are kept for long.
        self.text.shrink_to_fit();
        self.blocks.shrink_to_fit();
        self.map.shrink_to_fit();
        Source {
            doc: clean(doc),
            path: clean(path),
            origin,
            front,
            text: self.text,
            blocks: self.blocks,
            map: self.map,
            lines,
            file_lines: Vec::new(),
        }
    }

    fn add(&mut self, piece: Piece, text: &str, file: Span, exact: bool) {
        if piece == Piece::Instead(MARK) {
            self.marked.get_or_insert(file.start);
        }
        match piece {
            Piece::Text => self.emit(text, file, exact),
            Piece::Space => self.space(file),
            Piece::Instead(MARK) if self.extends_mark(file) => {}
            Piece::Instead(character) => {
                self.emit(character.encode_utf8(&mut [0; 4]), file, false);
            }
            Piece::Nothing => {}
        }
    }

    /// Lets the mark just written stand for one more unfit character, so that
    /// a binary file costs no more than its size.
    fn extends_mark(&mut self, file: Span) -> bool {
        let is_marked = self.pending.is_none() && self.block_text().ends_with(MARK);
        if !self.is_mapped {
            return is_marked;
        }
        match self.map.last_mut() {
            Some(last) if is_marked && !last.exact && last.end == small(file.start) => {
                last.end = small(file.end);
                true
            }
            _ => false,
        }
    }

    /// Where in the file the text so far ends.
    fn file_end(&self) -> usize {
        self.map.last().map_or(0, |last| last.end as usize)
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
        if !self.is_mapped {
            return;
        }
        let (text, start, end) = (small(self.text.len()), small(file.start), small(file.end));
        if let Some(last) = self.map.last_mut() {
            let follows = last.end == start && text - last.text == last.end - last.start;
            if exact && last.exact && follows {
                last.end = end;
                return;
            }
        }
        debug_assert!(len > 0);
        self.map.push(Run { text, start, end, exact });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
