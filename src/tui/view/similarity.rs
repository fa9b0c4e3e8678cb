//! The picture of how alike agreements are.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::agreement::Agreement;
use crate::compare::{Difference, compare};
use crate::export::words::title;
use crate::tui::layout::{self, MARKER, SimilarityPanes};
use crate::tui::similarity::Similarity;
use crate::tui::theme::Role;
use crate::tui::wrap::wrap;
use crate::world::World;

use super::Look;
use super::names::{Named, Room, told_apart};
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
        let rows = self.rows(&panes);
        let room = Room { lines: 1, width: usize::from(panes.label - MARKER - 1) };
        let named = self.named(&self.similarity.rows[rows.clone()], Named::of);
        let names = told_apart(&named, room, self.look);
        for (line, (row, name)) in rows.zip(&names).enumerate() {
            self.row(&panes, (row, &name[0]), line, buf);
        }
        self.detail(panes.detail, buf);
    }
}

impl SimilarityView<'_> {
    /// The rows that are seen.
    fn rows(&self, panes: &SimilarityPanes) -> std::ops::Range<usize> {
        let end = self.similarity.top + panes.window.0;
        self.similarity.top..end.min(self.similarity.rows.len())
    }

    fn columns(&self, panes: &SimilarityPanes) -> std::ops::Range<usize> {
        let end = self.similarity.left + panes.window.1;
        self.similarity.left..end.min(self.similarity.columns.len())
    }

    fn named<'n>(
        &'n self,
        agreements: &[usize],
        by: fn(&'n Agreement) -> Named<'n>,
    ) -> Vec<Named<'n>> {
        agreements.iter().map(|at| by(&self.world.agreements[*at])).collect()
    }

    fn heads(&self, panes: &SimilarityPanes, buf: &mut Buffer) {
        let lines = usize::from(panes.heads);
        let room = Room { lines, width: usize::from(panes.column) - 1 };
        let columns = &self.similarity.columns[self.columns(panes)];
        let names = told_apart(&self.named(columns, Named::by_code), room, self.look);
        for line in 0..lines {
            let mut pen = Pen::new(buf, panes.table, line);
            pen.field("", panes.label, Style::new(), self.look);
            for (column, name) in self.columns(panes).zip(&names) {
                let agreement = self.similarity.columns[column];
                let at = line.checked_sub(lines - name.len());
                let text = at.and_then(|at| name.get(at)).map_or("", String::as_str);
                let style = self.name_style(agreement, column == self.similarity.column);
                pen.field(text, panes.column - 1, style, self.look).write(" ", Style::new());
            }
        }
    }

    fn row(
        &self,
        panes: &SimilarityPanes,
        (row, name): (usize, &str),
        line: usize,
        buf: &mut Buffer,
    ) {
        let is_cursor = row == self.similarity.row;
        let mut pen = Pen::new(buf, panes.table, usize::from(panes.heads) + line);
        let marker = if is_cursor { self.look.pick("▸ ", "> ") } else { "  " };
        pen.write(marker, self.look.style(Role::Heading));
        let style = self.name_style(self.similarity.rows[row], is_cursor);
        pen.field(name, panes.label - MARKER, style, self.look);
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

    /// What to do on the cell of an agreement and itself.
    fn itself(&self, agreement: usize, area: Rect, buf: &mut Buffer) {
        let (rule, quiet) = (self.look.style(Role::Rule), self.look.style(Role::Quiet));
        let name = &self.world.agreements[agreement].name;
        let mut pen = Pen::new(buf, area, 0);
        pen.write(self.look.pick("─ ", "- "), rule).write(name, self.look.style(Role::Heading));
        pen.write(" ", rule).fill(self.look.pick("─", "-"), rule);
        let told = " this agreement and itself; any other cell tells what two share";
        Pen::new(buf, area, 1).write(told, quiet);
    }

    /// What the pair under the cursor shares, and what only one of them has.
    fn detail(&self, area: Rect, buf: &mut Buffer) {
        let Some((a, b)) = self.similarity.pair().filter(|_| !area.is_empty()) else { return };
        if a == b {
            self.itself(a, area, buf);
            return;
        }
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
