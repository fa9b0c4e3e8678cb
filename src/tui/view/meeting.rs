//! The picture of the meeting: what matters in the middle, with room around it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use crate::export::cite::{looked_for, source_line};
use crate::tui::grid::Grid;
use crate::tui::meeting::Meeting;
use crate::tui::reader::dimension_cues;
use crate::tui::theme::Role;
use crate::tui::wrap::wrap;
use crate::world::World;

use super::Look;
use super::text::Pen;

/// Longer lines are hard to read from the back of a room.
const LONGEST: u16 = 60;

pub struct MeetingView<'a> {
    pub world: &'a World,
    pub grid: &'a Grid,
    pub meeting: &'a Meeting,
    pub look: Look<'a>,
}

impl Widget for MeetingView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let (agreement, dimension) = (self.grid.agreement, self.grid.dimension);
        let Some(deal) = self.world.agreements.get(agreement) else { return };
        let area = middle(area);
        let statement = self.meeting.statement(self.world, self.grid);
        let text = match statement {
            Some(id) => format!("“{}”", self.world.text(id)),
            None => looked_for(self.world, agreement, dimension),
        };
        let cited = statement.map_or_else(String::new, |id| source_line(self.world, id));
        let rows = wrap(&text, usize::from(area.width));
        let cited_rows =
            if cited.is_empty() { Vec::new() } else { wrap(&cited, usize::from(area.width)) };

        // Heads, sentence, citation, with blank lines between as there is room.
        let wanted = 2 + rows.len() + cited_rows.len();
        let spare = usize::from(area.height).saturating_sub(wanted);
        let gap = (spare / 2).min(2);
        let is_wide = spare >= 2 * gap + rows.len();
        let height = wanted + 2 * gap + if is_wide { rows.len() - 1 } else { 0 };
        let mut line = usize::from(area.height).saturating_sub(height) / 2;

        self.centred(&deal.name, Role::Heading, area, line, buf);
        self.cell_line(area, line + 1, buf);
        line += 2 + gap;
        let end = usize::from(area.height).saturating_sub(cited_rows.len());
        let quote = "“".len();
        let cues = statement.map_or_else(Vec::new, |id| {
            let cues = dimension_cues(self.world, id, dimension).into_iter();
            cues.map(|cue| cue.start + quote..cue.end + quote).collect()
        });
        let role = if statement.is_some() { Role::Evidence } else { Role::Quiet };
        for (at, row) in rows.iter().enumerate() {
            if line >= end {
                break;
            }
            let mut pen = Pen::new(buf, area, line);
            pen.row(&text, row, self.look.style(role), &cues, self.look.style(Role::Cue));
            line += if is_wide { 2 } else { 1 };
            if line >= end && at + 1 < rows.len() {
                pen.write(self.look.pick("…", "~"), self.look.style(Role::Quiet));
            }
        }
        line = (line + gap - usize::from(is_wide)).min(end);
        for row in cited_rows {
            self.centred(&cited[row], Role::Quiet, area, line, buf);
            line += 1;
        }
    }
}

impl MeetingView<'_> {
    /// The dimension and how firmly the deal speaks to it.
    fn cell_line(&self, area: Rect, line: usize, buf: &mut Buffer) {
        let dimension = &self.world.codebook.dimensions[self.grid.dimension];
        let reading = self.world.cell(self.grid.agreement, self.grid.dimension).reading();
        let (glyph, style) = self.look.reading(reading);
        let parts = [
            (dimension.name.as_str(), self.look.style(Role::Text)),
            ("  ", Style::new()),
            (glyph, style),
            (" ", Style::new()),
            (reading.name(), style),
        ];
        let width: usize = parts.iter().map(|(part, _)| part.width()).sum();
        let mut pen = Pen::new(buf, area, line);
        let column = pen.column() + lead(area, width);
        pen.goto(column);
        for (part, style) in parts {
            pen.write(part, style);
        }
    }

    fn centred(&self, text: &str, role: Role, area: Rect, line: usize, buf: &mut Buffer) {
        let mut pen = Pen::new(buf, area, line);
        let column = pen.column() + lead(area, text.width());
        pen.goto(column);
        let room = pen.room();
        pen.clip(text, room, self.look.style(role), self.look);
    }
}

fn lead(area: Rect, width: usize) -> u16 {
    let width = u16::try_from(width).unwrap_or(u16::MAX);
    area.width.saturating_sub(width) / 2
}

/// The part of the screen that is written on.
fn middle(area: Rect) -> Rect {
    let width = area.width.saturating_sub(2).min(LONGEST);
    Rect { x: area.x + (area.width - width) / 2, width, ..area }
}
