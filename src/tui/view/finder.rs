//! The picture of the finder: the line, the hits, the place of the selected.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use crate::document::StatementId;
use crate::export::counted;
use crate::glyph::Sign;
use crate::matrix::Reading;
use crate::search::{Hit, Target, highlights};
use crate::tui::card::Card;
use crate::tui::finder::Finder;
use crate::tui::layout;
use crate::tui::reader::{Lens, Reader, page};
use crate::tui::theme::Role;
use crate::tui::wrap::wrap;
use crate::world::World;

use super::Look;
use super::card::CardView;
use super::input::InputLine;
use super::reader::ReaderView;
use super::text::{Pen, opening};

/// The most columns for whose a hit is.
const LABEL: u16 = 19;

/// In front of the query.
const PROMPT: &str = " / ";

pub struct FinderView<'a> {
    pub world: &'a World,
    pub finder: &'a Finder,
    pub look: Look<'a>,
    /// The whole terminal, from which the panes are laid out.
    pub area: Rect,
}

impl Widget for FinderView<'_> {
    fn render(self, _area: Rect, buf: &mut Buffer) {
        let panes = layout::finder(self.area);
        self.input(panes.input, buf);
        let hits = self.finder.results.hits.iter().enumerate().skip(self.finder.selection.top);
        for (line, (index, hit)) in hits.take(usize::from(panes.hits.height)).enumerate() {
            self.hit(hit, index == self.finder.selection.selected, panes.hits, line, buf);
        }
        if self.finder.results.hits.is_empty() {
            self.nothing(panes.hits, buf);
        }
        self.preview(panes.preview, panes.preview.y > panes.hits.y, buf);
    }
}

/// The terminal's cursor, within the line.
pub fn cursor(finder: &Finder, area: Rect) -> Option<(u16, u16)> {
    line(finder).cursor(area)
}

fn line(finder: &Finder) -> InputLine<'_> {
    InputLine::plain(PROMPT, &finder.prompt)
}

impl FinderView<'_> {
    fn input(&self, area: Rect, buf: &mut Buffer) {
        let styles = [self.look.style(Role::Heading), self.look.style(Role::Text)];
        line(self.finder).render(area, styles, buf);
        if !self.finder.prompt.text.is_empty() {
            let mut pen = Pen::new(buf, area, 0);
            pen.goto(area.x + line(self.finder).width().min(area.width));
            pen.right(&self.count(), self.look.style(Role::Quiet));
        }
    }

    /// How many hits there are, and whether they are all that was asked for.
    fn count(&self) -> String {
        let results = &self.finder.results;
        if results.is_pending || self.finder.is_due {
            return String::new();
        }
        let shown = results.hits.len();
        let of = if shown < results.total { format!("{shown} of ") } else { String::new() };
        let partly = if results.is_partial { "  no hit has every word" } else { "" };
        let left_out = results.mistake.as_ref().map(|it| format!("{} is left out  ", it.filter));
        let left_out = left_out.unwrap_or_default();
        format!(" {left_out}{of}{}{partly} ", counted(results.total, "hit"))
    }

    fn nothing(&self, area: Rect, buf: &mut Buffer) {
        let text = match self.finder.prompt.text.trim() {
            "" => "type a word: a state, a dimension, anything the texts say",
            _ if self.finder.is_due => "",
            _ if self.finder.results.is_pending => {
                "the corpus is being made ready; what is found comes by itself"
            }
            _ => "nothing matches; a shorter word finds more",
        };
        Pen::new(buf, area, 0).write("   ", Style::new()).write(text, self.look.style(Role::Quiet));
    }

    /// One line: what it is, whose it is, and the text around the match.
    fn hit(&self, hit: &Hit, is_selected: bool, area: Rect, line: usize, buf: &mut Buffer) {
        let base =
            if is_selected { self.look.style(Role::Cursor) } else { self.look.style(Role::Text) };
        let mut pen = Pen::new(buf, area, line);
        let pointer = if is_selected { self.look.glyphs.sign(Sign::Cursor) } else { " " };
        let is_marked = self.finder.marks.iter().any(|id| Target::Statement(*id) == hit.target);
        let (mark, mark_style) = match is_marked {
            true => (self.look.glyphs.sign(Sign::Marked), self.look.style(Role::Mark)),
            false => (" ", self.look.style(Role::Heading)),
        };
        pen.write(pointer, self.look.style(Role::Heading));
        pen.write(mark, mark_style);
        let (glyph, style) = self.sign(hit.target);
        pen.write(glyph, style).write(" ", base);
        if area.width >= 40 {
            let (label, quiet) = (self.label(hit.target), self.look.style(Role::Quiet));
            pen.field(&label, self.label_width(), quiet, self.look).write(" ", quiet);
        }
        if hit.is_related {
            let quiet = self.look.style(Role::Quiet);
            pen.write(self.look.glyphs.sign(Sign::Related), quiet).write(" ", quiet);
        }
        let text = hit.text(self.world);
        let matched = highlights(&text, &self.finder.found);
        let room = usize::from(pen.room());
        let start = match hit.target {
            Target::Statement(_) => opening(&text, matched.first().map_or(0, |m| m.start), room),
            _ => 0,
        };
        pen.excerpt(&text, start, [base, self.look.style(Role::Cue)], &matched, self.look);
    }

    fn sign(&self, target: Target) -> (&'static str, Style) {
        let quiet = self.look.style(Role::Mark);
        match target {
            Target::Statement(id) => {
                let coding = self.world.coding(id);
                let style = self.look.theme.reading(Reading::of_coding(&coding));
                (self.look.glyphs.coding(&coding), style)
            }
            Target::Cell { agreement, dimension } => {
                self.look.reading(self.world.cell(agreement, dimension).reading())
            }
            Target::Agreement(_) => (self.look.glyphs.sign(Sign::Agreement), quiet),
            Target::Dimension(_) => (self.look.glyphs.sign(Sign::Dimension), quiet),
            Target::Person { .. } => (self.look.glyphs.sign(Sign::Signatory), quiet),
        }
    }

    /// Wide enough for the hits that are seen.
    fn label_width(&self) -> u16 {
        let seen = self.finder.results.hits.iter().skip(self.finder.selection.top).take(60);
        let widest = seen.map(|hit| self.label(hit.target).width()).max().unwrap_or(0);
        u16::try_from(widest).unwrap_or(u16::MAX).min(LABEL)
    }

    /// Whose the hit is, or what it is where that is in its text.
    fn label(&self, target: Target) -> String {
        match target {
            Target::Statement(id) => self
                .world
                .agreement_of(id.document)
                .map(|index| &self.world.agreements[index])
                .map(|agreement| match agreement.name.width() <= usize::from(LABEL) {
                    true => agreement.name.clone(),
                    false => agreement.code.clone(),
                })
                .unwrap_or_default(),
            Target::Agreement(_) => "agreement".to_owned(),
            Target::Cell { .. } => "cell".to_owned(),
            Target::Dimension(_) => "dimension".to_owned(),
            Target::Person { .. } => "signatory".to_owned(),
        }
    }

    /// The place of the selected hit, under a rule or beside it.
    fn preview(&self, area: Rect, is_below: bool, buf: &mut Buffer) {
        let Some(hit) = self.finder.hit().filter(|_| !area.is_empty()) else { return };
        let mut inner = area;
        if is_below {
            Pen::new(buf, area, 0).fill(self.look.pick("─", "-"), self.look.style(Role::Rule));
            inner.y += 1;
            inner.height -= 1;
        }
        match hit.target {
            Target::Statement(id) => {
                self.passage(id, Lens::Query(self.finder.found.clone()), inner, buf)
            }
            Target::Cell { agreement, dimension } => {
                match self.world.cell(agreement, dimension).strongest() {
                    Some(strongest) => {
                        self.passage(strongest.id, Lens::Cell { agreement, dimension }, inner, buf);
                    }
                    // What it is that was looked for.
                    None => self.dimension(dimension, inner, buf),
                }
            }
            Target::Agreement(agreement) | Target::Person { agreement, .. } => {
                let card = Card::new(agreement, 0);
                let view = CardView {
                    world: self.world,
                    card: &card,
                    look: self.look,
                    marks: &[],
                    has_cursor: false,
                };
                view.render(inner, buf);
            }
            Target::Dimension(dimension) => self.dimension(dimension, inner, buf),
        }
    }

    fn passage(&self, id: StatementId, lens: Lens, area: Rect, buf: &mut Buffer) {
        let reader = Reader::open(self.world, id, lens, vec![id], page(area));
        ReaderView { world: self.world, reader: &reader, look: self.look }.render(area, buf);
    }

    fn dimension(&self, index: usize, area: Rect, buf: &mut Buffer) {
        let dimension = &self.world.codebook.dimensions[index];
        let text = &dimension.description;
        for (line, row) in wrap(text, usize::from(area.width).saturating_sub(4)).iter().enumerate()
        {
            let mut pen = Pen::new(buf, area, line);
            pen.write("  ", Style::new()).write(&text[row.clone()], self.look.style(Role::Text));
        }
    }
}
