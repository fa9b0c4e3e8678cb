//! The picture of how alike agreements are.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use crate::compare::{Difference, compare};
use crate::export::text::title;
use crate::tui::layout::{self, MARKER, SimilarityPanes};
use crate::tui::similarity::Similarity;
use crate::tui::theme::Role;
use crate::tui::wrap::wrap;
use crate::world::World;

use super::Look;
use super::text::Pen;

pub struct SimilarityView<'a> {
    pub world: &'a World,
    pub similarity: &'a Similarity,
    pub marks: &'a [usize],
    pub look: Look<'a>,
    /// The whole terminal, from which the panes are laid out.
    pub area: Rect,
}

impl Widget for SimilarityView<'_> {
    fn render(self, _area: Rect, buf: &mut Buffer) {
        let panes = layout::similarity(self.area, self.similarity);
        self.heads(&panes, buf);
        for line in 0..panes.window.0 {
            let row = self.similarity.top + line;
            if row < self.similarity.rows.len() {
                self.row(&panes, row, line, buf);
            }
        }
        self.detail(panes.detail, buf);
    }
}

impl SimilarityView<'_> {
    fn columns(&self, panes: &SimilarityPanes) -> std::ops::Range<usize> {
        let end = self.similarity.left + panes.window.1;
        self.similarity.left..end.min(self.similarity.columns.len())
    }

    /// The codes of the parties, which fit a narrow column.
    fn heads(&self, panes: &SimilarityPanes, buf: &mut Buffer) {
        let width = usize::from(panes.column) - 1;
        for line in 0..usize::from(panes.heads) {
            let mut pen = Pen::new(buf, panes.table, line);
            pen.field("", panes.label, Style::new(), self.look);
            for column in self.columns(panes) {
                let agreement = self.similarity.columns[column];
                let code = &self.world.agreements[agreement].code;
                let (first, rest) = halves(code, width);
                let is_last = line + 1 == usize::from(panes.heads);
                let text = match (is_last, rest.is_empty() || panes.heads == 1) {
                    (true, true) => first,
                    (true, false) => rest,
                    (false, true) => "",
                    (false, false) => first,
                };
                let style = self.name_style(agreement, column == self.similarity.column);
                pen.field(text, panes.column - 1, style, self.look).write(" ", Style::new());
            }
        }
    }

    fn row(&self, panes: &SimilarityPanes, row: usize, line: usize, buf: &mut Buffer) {
        let is_cursor = row == self.similarity.row;
        let mut pen = Pen::new(buf, panes.table, usize::from(panes.heads) + line);
        let marker = if is_cursor { self.look.pick("▸ ", "> ") } else { "  " };
        pen.write(marker, self.look.style(Role::Heading));
        let agreement = &self.world.agreements[self.similarity.rows[row]];
        let room = panes.label - MARKER;
        let fits = agreement.name.width() < usize::from(room);
        let name = if fits { &agreement.name } else { &agreement.code };
        let style = self.name_style(self.similarity.rows[row], is_cursor);
        pen.field(name, room, style, self.look);
        for column in self.columns(panes) {
            self.cell(panes, (row, column), &mut pen);
        }
    }

    fn name_style(&self, agreement: usize, is_cursor: bool) -> Style {
        self.look.style(match (self.marks.contains(&agreement), is_cursor) {
            (true, _) => Role::Mark,
            (false, true) => Role::Heading,
            (false, false) => Role::Text,
        })
    }

    fn cell(&self, panes: &SimilarityPanes, (row, column): (usize, usize), pen: &mut Pen<'_>) {
        /// From here on two have more in common than not.
        const ALIKE: f32 = 0.5;
        let likeness = self.similarity.at(self.world, row, column);
        let is_itself = self.similarity.rows[row] == self.similarity.columns[column];
        let text = match likeness {
            _ if is_itself => self.look.pick("·", ".").to_owned(),
            Some(likeness) => percent(likeness),
            None => self.look.pick("–", "-").to_owned(),
        };
        let is_alike = likeness.is_some_and(|likeness| likeness >= ALIKE) && !is_itself;
        let style = self.look.style(if is_alike { Role::Heading } else { Role::Quiet });
        let is_cursor = (row, column) == (self.similarity.row, self.similarity.column);
        let [open, close] = match is_cursor {
            true => [self.look.pick("▐", "["), self.look.pick("▌", "]")],
            false => [" ", " "],
        };
        let end = pen.column() + panes.column;
        let heading = self.look.style(Role::Heading);
        let style = if is_cursor { style.patch(self.look.style(Role::Cursor)) } else { style };
        pen.write(open, heading).write(&format!("{text:>4}"), style).write(close, heading);
        pen.goto(end);
    }

    /// What the pair under the cursor shares, and what only one of them has.
    fn detail(&self, area: Rect, buf: &mut Buffer) {
        let Some((a, b)) = self.similarity.pair().filter(|_| !area.is_empty()) else { return };
        let names = [a, b].map(|agreement| self.world.agreements[agreement].name.as_str());
        let rule = self.look.style(Role::Rule);
        let mut pen = Pen::new(buf, area, 0);
        pen.write(self.look.pick("─ ", "- "), rule);
        let pair = names.join(self.look.pick(" · ", " - "));
        pen.write(&pair, self.look.style(Role::Heading)).write(" ", rule);
        if let Some(likeness) =
            self.similarity.at(self.world, self.similarity.row, self.similarity.column)
        {
            let told = format!("{} % alike ", percent(likeness));
            pen.write(&told, self.look.style(Role::Quiet));
        }
        pen.fill(self.look.pick("─", "-"), rule);
        let rows = compare(self.world, a, b);
        let order = [
            Difference::Equal,
            Difference::Unequal,
            Difference::OnlyA,
            Difference::OnlyB,
            Difference::NotRead,
        ];
        let mut line = 1;
        for difference in order {
            let rows = rows.iter().filter(|row| row.difference == difference);
            let dimensions: Vec<&str> = rows
                .map(|row| self.world.codebook.dimensions[row.dimension].name.as_str())
                .collect();
            if dimensions.is_empty() {
                continue;
            }
            let text = format!("{}: {}", title(difference, names), dimensions.join(", "));
            let wrapped = wrap(&text, usize::from(area.width).saturating_sub(2));
            for row in wrapped {
                let mut pen = Pen::new(buf, area, line);
                pen.write(" ", rule).write(&text[row], self.look.style(Role::Text));
                line += 1;
            }
        }
    }
}

fn percent(likeness: f32) -> String {
    format!("{:.0}", likeness * 100.0)
}

/// A code on two lines, broken between the parties, where it is too long for
/// one.
fn halves(code: &str, width: usize) -> (&str, &str) {
    if code.width() <= width {
        return (code, "");
    }
    let breaks = code.char_indices().filter(|(_, c)| matches!(c, '–' | ' '));
    let ends = breaks.map(|(at, c)| at + c.len_utf8());
    let end = ends.take_while(|end| code[..*end].trim_end().width() <= width).last();
    code.split_at(end.unwrap_or(0))
}
