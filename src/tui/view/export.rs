//! The picture of the pane that writes a file.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::tui::export::Export;
use crate::tui::theme::Role;
use crate::world::World;

use super::Look;
use super::input::InputLine;
use super::text::Pen;

/// The columns of what can be written, before the forms.
const LABEL: u16 = 52;

/// In front of the file's name.
const PROMPT: &str = "  to ";

pub struct ExportView<'a> {
    pub world: &'a World,
    pub export: &'a Export,
    /// How many agreements the grid shows.
    pub shown: usize,
    pub look: Look<'a>,
}

/// The line on which the file's name stands, counted from the pane's top.
fn name_line(export: &Export) -> usize {
    export.choices().count() + 1
}

/// The terminal's cursor, within the name.
pub fn cursor(export: &Export, area: Rect) -> Option<(u16, u16)> {
    line(export).cursor(name_area(export, area)?)
}

fn line(export: &Export) -> InputLine<'_> {
    InputLine::plain(PROMPT, &export.path)
}

/// Where the file's name stands; nowhere where the pane is too low.
fn name_area(export: &Export, area: Rect) -> Option<Rect> {
    let y = area.y + u16::try_from(name_line(export)).ok()?;
    (y < area.bottom()).then_some(Rect { y, height: 1, ..area })
}

impl Widget for ExportView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let Self { world, export, shown, look } = self;
        let (text, quiet) = (look.style(Role::Text), look.style(Role::Quiet));
        for (line, choice) in export.choices().enumerate() {
            let is_chosen = choice == export.choice;
            let marker = if is_chosen { look.pick("▸ ", "> ") } else { "  " };
            let style = if is_chosen { look.style(Role::Cursor) } else { text };
            let mut pen = Pen::new(buf, area, line);
            pen.write(marker, look.style(Role::Heading));
            pen.field(&export.told(choice, world, shown), LABEL, style, look).write("  ", text);
            for ending in export.what(choice).endings() {
                let is_form = is_chosen && export.form() == Some(ending);
                let style = if is_form { look.style(Role::Cue) } else { quiet };
                pen.write(ending, style).write(" ", quiet);
            }
        }
        if let Some(area) = name_area(export, area) {
            line(export).render(area, [quiet, text], buf);
        }
        let said = match (&export.asked, export.form()) {
            (Some(path), _) if *path == export.path.text => {
                "is there already; Enter again writes over it"
            }
            (_, None) => "the ending tells the form: Tab goes through them",
            _ => "a path from the folder in which comity was started",
        };
        Pen::new(buf, area, name_line(export) + 1).write("     ", quiet).write(said, quiet);
    }
}
