//! The picture of a state: widgets that borrow what they draw. Changes
//! nothing.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::glyph::Glyphs;
use crate::matrix::Reading;
use crate::world::World;

use super::keymap::Keymap;
use super::layout;
use super::state::{Far, Opened, State};
use super::theme::{Role, Theme};

mod bar;
mod card;
mod correct;
mod export;
mod finder;
mod frequency;
mod grid;
mod help;
mod input;
mod meeting;
mod menu;
mod names;
mod notes;
mod palette;
mod problems;
mod prompt;
mod reader;
mod similarity;
mod text;
mod themes;
mod tray;
mod versus;
mod why;

/// How things look: the theme's styles and the signs the terminal can show.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    pub theme: &'a Theme,
    pub glyphs: Glyphs,
}

impl Look<'_> {
    fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// The glyph of a reading with its style.
    fn reading(&self, reading: Reading) -> (&'static str, Style) {
        (self.glyphs.reading(reading), self.theme.reading(reading))
    }

    /// One sign or the other, by what the terminal can show.
    fn pick(&self, unicode: &'static str, ascii: &'static str) -> &'static str {
        match self.glyphs {
            Glyphs::Unicode => unicode,
            Glyphs::Ascii => ascii,
        }
    }
}

/// The whole screen.
pub struct ScreenView<'a> {
    pub world: &'a World,
    pub state: &'a State,
    pub keymap: &'a Keymap,
    pub look: Look<'a>,
}

impl ScreenView<'_> {
    /// Where the terminal's own cursor belongs, if anywhere.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        let prompted = layout::prompted(layout::body(self.state.area)).prompt;
        match self.state.opened.last() {
            Some(Opened::Finder(finder)) => {
                finder::cursor(finder, layout::finder(self.state.area).input)
            }
            Some(Opened::Palette(palette)) => prompt::cursor(&palette.prompt, prompted),
            Some(Opened::Help(help)) => prompt::cursor(&help.prompt, prompted),
            Some(Opened::Export(export)) => export::cursor(export, layout::body(self.state.area)),
            Some(opened) => {
                let line = layout::prompt(self.state.area);
                bar::typed_line(opened)?.cursor(line).filter(|_| line.height > 0)
            }
            None => None,
        }
    }

    /// Draws the pane; says how many of its rows are below those that are seen, where
    /// its header tells that.
    fn body(&self, area: Rect, buf: &mut Buffer) -> usize {
        let Self { world, state, keymap, look } = *self;
        match state.body() {
            None
            | Some(
                Opened::Filter(_) | Opened::Within(_) | Opened::Wording(_) | Opened::Themes(_),
            ) => {
                grid::GridView { world, grid: &state.grid, look, area: state.area }
                    .render(area, buf);
            }
            Some(Opened::Reader(reader)) => {
                reader::ReaderView { world, reader, look }.render(area, buf)
            }
            Some(Opened::Finder(finder)) => {
                finder::FinderView { world, finder, look, area: state.area }.render(area, buf);
            }
            Some(Opened::Versus(versus)) => {
                versus::VersusView { world, versus, look, area: state.area }.render(area, buf);
            }
            Some(Opened::Card(card)) => {
                card::CardView { world, card, look, marks: &state.grid.marks, has_cursor: true }
                    .render(area, buf);
            }
            Some(Opened::Export(export)) => {
                let shown = state.grid.order.agreements.len();
                export::ExportView { world, export, shown, look }.render(area, buf);
            }
            Some(Opened::Meeting(meeting)) => {
                meeting::MeetingView { world, grid: &state.grid, meeting, look }.render(area, buf);
            }
            Some(Opened::Palette(palette)) => {
                palette::PaletteView { palette, keymap, look }.render(area, buf);
            }
            Some(Opened::Why(why)) => return why::WhyView { world, why, look }.draw(area, buf),
            Some(Opened::Help(help)) => {
                return help::HelpView { world, help, look }.draw(area, buf);
            }
            Some(Opened::Menu(menu)) => {
                menu::MenuView { world, grid: &state.grid, menu, look }.render(area, buf);
            }
            Some(Opened::Frequency(frequencies)) => {
                frequency::FrequencyView { world, frequencies, look, area: state.area }
                    .render(area, buf);
            }
            Some(Opened::Similarity(similarity)) => {
                let (marks, area) = (state.grid.marks.as_slice(), state.area);
                similarity::SimilarityView { world, similarity, marks, look, area }
                    .render(area, buf);
            }
            Some(Opened::Problems(problems)) => {
                problems::ProblemsView { world, problems, look }.render(area, buf);
            }
            Some(Opened::Tray(tray)) => tray::TrayView { world, tray, look }.render(area, buf),
            Some(Opened::Notes(notes)) => notes::NotesView { world, notes, look }.render(area, buf),
            Some(Opened::Correct(correct)) => {
                correct::CorrectView { world, correct, look, area: state.area }.render(area, buf);
            }
        }
        0
    }
}

impl Widget for &ScreenView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let screen = layout::screen(area);
        buf.set_style(area, self.look.style(Role::Text));
        let ScreenView { world, state, keymap, look } = *self;
        let below = self.body(screen.body, buf);
        let bar = bar::BarView { world, state, keymap, look, below };
        bar.header(screen.header, buf);
        if let Some(Opened::Themes(_)) = state.opened.last() {
            themes::PickerView { themes: &state.themes, look }.render(screen.body, buf);
        }
        bar.footer(screen.footer, buf);
        spell(buf, area, self.look.glyphs);
    }
}

/// What is seen while sources are read.
pub struct ReadingView<'a> {
    /// How far it has come, where that is known.
    pub far: Option<Far>,
    pub look: Look<'a>,
}

impl Widget for ReadingView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let screen = layout::screen(area);
        buf.set_style(area, self.look.style(Role::Text));
        let far = self.far.map_or_else(|| "reading".to_owned(), bar::far);
        bar::plain(screen.header, "comity", &far, self.look, buf);
        bar::plain(screen.footer, "q", "quit", self.look, buf);
        spell(buf, area, self.look.glyphs);
    }
}

/// Leaves no letter on the screen that the terminal cannot show.
fn spell(buf: &mut Buffer, area: Rect, glyphs: Glyphs) {
    for position in area.intersection(buf.area).positions() {
        if let Some(letter) = glyphs.spell_cell(buf[position].symbol()) {
            buf[position].set_char(letter);
        }
    }
}
