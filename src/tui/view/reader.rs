//! The picture of a document that is read.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;

use crate::coding::Kind;
use crate::document::StatementId;
use crate::dossier::Subject;
use crate::glyph::kind_label;
use crate::matrix::Reading;
use crate::tui::reader::{Page, Reader, page, rows};
use crate::tui::theme::Role;
use crate::world::World;

use super::Look;
use super::text::Pen;

pub struct ReaderView<'a> {
    pub world: &'a World,
    pub reader: &'a Reader,
    pub look: Look<'a>,
}

impl Widget for ReaderView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let page = page(area);
        let count = self.world.document(self.reader.focus).len();
        let (first, mut skipped) = self.reader.top;
        let mut line = 0;
        for statement in first..count {
            if line >= page.height {
                break;
            }
            let id = StatementId { statement, ..self.reader.focus };
            let is_evidence = self.reader.evidence.binary_search(&id).is_ok();
            line = self.statement(id, is_evidence, page, (line, skipped), area, buf);
            skipped = 0;
        }
    }
}

impl ReaderView<'_> {
    /// Writes a statement from its row `skipped` on; says which line is next.
    fn statement(
        &self,
        id: StatementId,
        is_evidence: bool,
        page: Page,
        (mut line, skipped): (usize, usize),
        area: Rect,
        buf: &mut Buffer,
    ) -> usize {
        let text = self.world.text(id);
        let style = self.text_style(id, is_evidence);
        let cues = if is_evidence { self.reader.cues(self.world, id) } else { Vec::new() };
        let mut written = 0;
        for (index, row) in rows(self.world, id, page.width).into_iter().enumerate() {
            let number = written;
            written += usize::from(row.is_some());
            if index < skipped {
                continue;
            }
            if let Some(row) = row {
                let mut pen = Pen::new(buf, area, line);
                self.margin(id, is_evidence, number, page, &mut pen);
                pen.row(text, &row, style, &cues, self.look.style(Role::Cue));
            }
            line += 1;
        }
        line
    }

    fn text_style(&self, id: StatementId, is_evidence: bool) -> Style {
        match self.world.coding(id).kind {
            _ if is_evidence => self.look.style(Role::Evidence),
            Kind::Structure => self.look.style(Role::Heading),
            Kind::Provision => self.look.style(Role::Text),
            Kind::Commentary | Kind::Background => self.look.style(Role::Quiet),
        }
    }

    /// On the first row kind and level, on the second the dimensions; evidence
    /// has a bar in front, the one in focus a pointer.
    fn margin(
        &self,
        id: StatementId,
        is_evidence: bool,
        row: usize,
        page: Page,
        pen: &mut Pen<'_>,
    ) {
        let left = pen.column();
        let coding = self.world.coding(id);
        let bar = match (is_evidence, id == self.reader.focus) {
            (true, true) if row == 0 => self.look.pick("▸", ">"),
            (true, _) => self.look.pick("▎", "|"),
            (false, true) if row == 0 => self.look.pick("▸", ">"),
            _ => " ",
        };
        pen.write(bar, self.look.style(Role::Heading));
        if row == 0 && coding.kind != Kind::Structure {
            let (glyph, style) = self.look.reading(Reading::of_coding(&coding));
            pen.write(glyph, style);
            if page.margin > 2 {
                let mark = self.world.placed.mark(Subject::Statement(id));
                let mark = mark.map_or(" ", |mark| self.look.glyphs.mark(mark));
                pen.write(mark, self.look.style(Role::Mark));
            }
            if page.margin > 6 {
                pen.write(kind_label(coding.kind), self.look.style(Role::Quiet));
            }
        } else if row == 1 && page.margin > 6 && coding.kind != Kind::Structure {
            let short = |d: &usize| self.world.codebook.dimensions[*d].short();
            let shorts: Vec<&str> = coding.dimensions.iter().take(1).map(short).collect();
            let more = if coding.dimensions.len() > 1 { "+" } else { "" };
            let style = self.look.style(Role::Quiet).add_modifier(Modifier::DIM);
            pen.write(&format!(" {}{more}", shorts.join(" ")), style);
        }
        pen.goto(left + page.margin);
    }
}
