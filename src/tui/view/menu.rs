//! The picture of a menu.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::order::Key;
use crate::source::clean;
use crate::tui::grid::{Axis, Grid};
use crate::tui::menu::{Choice, Menu, Pick};
use crate::tui::theme::Role;
use crate::world::World;

use super::Look;
use super::text::Pen;

pub struct MenuView<'a> {
    pub world: &'a World,
    pub grid: &'a Grid,
    pub menu: &'a Menu,
    pub look: Look<'a>,
}

impl Widget for MenuView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        if self.menu.choices.is_empty() {
            let quiet = self.look.style(Role::Quiet);
            Pen::new(buf, area, 0).write("  ", quiet).write(self.menu.kind.nothing(), quiet);
        }
        let shown = self.menu.choices.iter().enumerate().skip(self.menu.selection.top);
        for (line, (index, choice)) in shown.take(usize::from(area.height)).enumerate() {
            let mut pen = Pen::new(buf, area, line);
            self.choice(choice, index == self.menu.selection.selected, &mut pen);
        }
    }
}

impl MenuView<'_> {
    fn choice(&self, choice: &Choice, is_selected: bool, pen: &mut Pen<'_>) {
        let marker = if is_selected { self.look.pick("▸ ", "> ") } else { "  " };
        let role = if is_selected { Role::Cursor } else { Role::Text };
        pen.write(marker, self.look.style(Role::Heading));
        let text = match &choice.pick {
            Pick::Sort(axis, key) => self.sort(*axis, *key),
            Pick::Section(id) => self.world.text(*id).to_owned(),
            Pick::View(name) => clean(name),
        };
        let room = pen.room();
        pen.clip(&text, room, self.look.style(role), self.look);
        let is = match (choice.is_set, choice.is_reversed) {
            (true, false) => "  now",
            (true, true) => "  now, the other way round",
            (false, _) => "",
        };
        pen.write(is, self.look.style(Role::Mark));
    }

    fn sort(&self, axis: Axis, key: Key) -> String {
        let what = if axis == Axis::Rows { "rows" } else { "columns" };
        let holds_agreements = self.grid.holds_agreements(axis);
        let by = match key {
            Key::Given if holds_agreements => "as the corpus has them".to_owned(),
            Key::Given => "as the codebook has them".to_owned(),
            Key::Name => "by name".to_owned(),
            Key::Date => "by date, the newest first".to_owned(),
            Key::Party => "by the first party".to_owned(),
            Key::Coverage => "by coverage: the most provisions first".to_owned(),
            Key::Level(on) if holds_agreements => {
                format!("by how firm they are on {}", self.world.codebook.dimensions[on].name)
            }
            Key::Level(of) => {
                let name = self.world.agreements.get(of).map_or("it", |deal| deal.name.as_str());
                format!("by how firm {name} is on them")
            }
        };
        format!("{what} {by}")
    }
}
