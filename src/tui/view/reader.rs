//! The picture of a document that is read.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;

use crate::coding::Kind;
use crate::document::StatementId;
use crate::dossier::Subject;
use crate::glyph::{Sign, kind_label};
use crate::matrix::Reading;
use crate::tui::reader::{Lens, Page, Reader, other_cues, page};
use crate::tui::theme::Role;
use crate::tui::wrap::wrap;
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
            line = self.statement(id, page, (line, skipped), area, buf);
            skipped = 0;
        }
    }
}

impl ReaderView<'_> {
    /// Writes a statement from its row `skipped` on; says which line is next.
    fn statement(
        &self,
        id: StatementId,
        page: Page,
        (mut line, skipped): (usize, usize),
        area: Rect,
        buf: &mut Buffer,
    ) -> usize {
        let rows = self.reader.rows(self.world, id.statement, page);
        if rows.is_empty() {
            return line;
        }
        let is_evidence = self.reader.evidence.binary_search(&id).is_ok();
        let text = self.world.text(id);
        let style = self.text_style(id, is_evidence);
        let (cues, others) = if is_evidence { self.cues(id) } else { Default::default() };
        let layers = [
            (others.as_slice(), self.look.style(Role::Differing)),
            (cues.as_slice(), self.look.style(Role::Cue)),
        ];
        let count = rows.iter().flatten().count();
        let mut written = 0;
        for (index, row) in rows.into_iter().enumerate() {
            let number = written;
            written += usize::from(row.is_some());
            if index < skipped {
                continue;
            }
            if let Some(row) = row {
                let mut pen = Pen::new(buf, area, line);
                self.margin(id, is_evidence, (number, count), page, &mut pen);
                if self.reader.is_cut {
                    pen.narrow(page.width).cut(text, row.start, style, &layers, self.look);
                } else {
                    pen.layers(text, &row, style, &layers);
                }
            }
            line += 1;
        }
        line
    }

    /// The words that the lens shows, and the cues of other dimensions: where
    /// evidence overlaps, both are told apart without colour.
    fn cues(&self, id: StatementId) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
        let others = match self.reader.lens {
            Lens::Cell { dimension, .. } => other_cues(self.world, id, Some(dimension)),
            Lens::Query(_) | Lens::Words(_) | Lens::Dossier | Lens::Tray => Vec::new(),
        };
        (self.reader.lens.cues(self.world, id), others)
    }

    fn text_style(&self, id: StatementId, is_evidence: bool) -> Style {
        match self.world.coding(id).kind {
            _ if is_evidence => self.look.style(Role::Evidence),
            Kind::Structure => self.look.style(Role::Heading),
            Kind::Provision => self.look.style(Role::Text),
            Kind::Commentary | Kind::Background => self.look.style(Role::Quiet),
        }
    }

    /// On the first row sign, kind and, with room, level, on the others the
    /// dimensions, as many as there are rows for; evidence has a bar in front, the
    /// one in focus a pointer.
    fn margin(
        &self,
        id: StatementId,
        is_evidence: bool,
        (row, rows): (usize, usize),
        page: Page,
        pen: &mut Pen<'_>,
    ) {
        let left = pen.column();
        let coding = self.world.coding(id);
        let bar = match (is_evidence, id == self.reader.focus) {
            (_, true) if row == 0 => self.look.glyphs.sign(Sign::Cursor),
            (true, _) => self.look.glyphs.sign(Sign::Evidence),
            _ => " ",
        };
        pen.write(bar, self.look.style(Role::Heading));
        let is_structure = coding.kind == Kind::Structure;
        if row == 0 && !is_structure {
            let (glyph, style) = self.look.reading(Reading::of_coding(&coding));
            pen.write(glyph, style);
            if page.margin > 2 {
                let mark = self.world.placed.mark(Subject::Statement(id));
                let dissent = self.world.dissent(id).map(|_| self.look.glyphs.sign(Sign::Dissent));
                let mark = mark.map(|mark| self.look.glyphs.mark(mark)).or(dissent).unwrap_or(" ");
                pen.write(mark, self.look.style(Role::Mark));
            }
            if page.margin > 6 {
                let quiet = self.look.style(Role::Quiet);
                pen.write(kind_label(coding.kind), quiet);
                if let Some(level) = coding.level.filter(|_| page.margin > 12) {
                    pen.write(" ", quiet).write(level.name(), style);
                }
            }
        } else if page.margin > 6 && !is_structure {
            let style = self.look.style(Role::Quiet).add_modifier(Modifier::DIM);
            let dimensions = self.own_first(coding.dimensions);
            let told = self.dimensions(&dimensions, (row - 1, rows - 1), page);
            pen.write(&told, style);
        }
        pen.goto(left + page.margin);
    }

    /// The dimensions of a statement, that of the lens in front.
    fn own_first(&self, mut dimensions: Vec<usize>) -> Vec<usize> {
        if let Lens::Cell { dimension, .. } = self.reader.lens {
            dimensions.sort_by_key(|other| *other != dimension);
        }
        dimensions
    }

    /// The short names of dimensions in a row of the margin; a sign where there
    /// are more than fit.
    fn dimensions(&self, all: &[usize], (row, rows): (usize, usize), page: Page) -> String {
        let shorts: Vec<&str> =
            all.iter().map(|d| self.world.codebook.dimensions[*d].short()).collect();
        let shorts = shorts.join(" ");
        // The bar, the blank before the text, and the sign take one each.
        let lines = wrap(&shorts, usize::from(page.margin).saturating_sub(3));
        let is_cut = row + 1 == rows && lines.len() > rows;
        let more = if is_cut { self.look.pick("…", "~") } else { "" };
        lines.get(row).map_or_else(String::new, |line| format!(" {}{more}", &shorts[line.clone()]))
    }
}
