//! The lines above and below every pane.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::export::counted;
use crate::export::text::{legend, near};
use crate::matrix::Reading;
use crate::tui::filter::Filter;
use crate::tui::keymap;
use crate::tui::layout;
use crate::tui::reader::{Lens, Reader};
use crate::tui::state::{Far, Opened, State};
use crate::tui::theme::Role;
use crate::tui::why::{About, Why};
use crate::world::World;

use super::Look;
use super::input::InputLine;
use super::text::Pen;

pub struct BarView<'a> {
    pub world: &'a World,
    pub state: &'a State,
    pub look: Look<'a>,
}

impl BarView<'_> {
    /// What is looked at, and on the right what helps to read it.
    pub fn header(&self, area: Rect, buf: &mut Buffer) {
        let (bar, title) = (self.look.style(Role::Bar), self.look.style(Role::Title));
        buf.set_style(area, bar);
        let (name, about, mut aside) = self.title();
        if let Some(far) = self.state.far {
            aside = vec![self::far(far), format!("{} %", far.done * 100 / far.total.max(1))];
        }
        let mut pen = Pen::new(buf, area, 0);
        pen.write(" ", bar).write(&name, title).write("  ", bar);
        let room = usize::from(pen.room()).saturating_sub(about.width());
        let aside = aside.iter().find(|aside| aside.width() + 2 < room);
        let kept = aside.map_or(0, |aside| aside.width() + 2);
        let width = pen.room().saturating_sub(u16::try_from(kept).unwrap_or(u16::MAX));
        pen.clip(&about, width, bar, self.look);
        if let Some(aside) = aside {
            pen.right(&format!("{aside} "), bar);
        }
    }

    /// Name, what is said of it, and asides from the longest to the shortest.
    fn title(&self) -> (String, String, Vec<String>) {
        let world = self.world;
        let name = |agreement: usize| world.agreements[agreement].name.clone();
        match self.state.opened.last() {
            None | Some(Opened::Filter(_)) => ("comity".to_owned(), self.counts(), self.legends()),
            Some(Opened::Reader(reader)) => self.reader_title(reader),
            Some(Opened::Finder(_)) => {
                let statements = world.statement_count();
                ("find".to_owned(), format!("in {}", counted(statements, "statement")), Vec::new())
            }
            Some(Opened::Versus(versus)) => {
                let rows = versus.comparisons(world);
                let differences = rows.iter().filter(|row| row.standing.differs()).count();
                let filter = if versus.is_filtered { "differences only" } else { "" };
                let passed = rows.iter().take(versus.cursor + 1);
                let at = passed.filter(|row| row.standing.differs()).count();
                let about = format!("{at} of {}", counted(differences, "difference"));
                ("versus".to_owned(), about, vec![filter.to_owned()])
            }
            Some(Opened::Card(card)) => (name(card.agreement), "card".to_owned(), self.legends()),
            Some(Opened::Export(_)) => {
                ("export".to_owned(), "what, in which form, and where to".to_owned(), Vec::new())
            }
            Some(Opened::Why(why)) => self.why_title(why),
            Some(Opened::Help(help)) => {
                ("keys".to_owned(), format!("of the {}", help.from.name()), Vec::new())
            }
            Some(Opened::Menu(menu)) => {
                let count = counted(menu.choices.len(), "choice");
                (menu.title.to_owned(), count, Vec::new())
            }
            Some(Opened::Frequency(frequencies)) => {
                let about = format!("of {}", counted(frequencies.total(), "agreement"));
                ("frequency".to_owned(), about, vec!["← → another field".to_owned()])
            }
            Some(Opened::Similarity(similarity)) => {
                let about = format!("of {}", counted(similarity.rows.len(), "agreement"));
                let aside = "by dimension and level, in per cent".to_owned();
                ("similarity".to_owned(), about, vec![aside])
            }
            Some(Opened::Problems(_)) => {
                ("problems".to_owned(), counted(world.problems.len(), "problem"), Vec::new())
            }
        }
    }

    fn counts(&self) -> String {
        let world = self.world;
        let statements = world.statement_count();
        let grid = &self.state.grid;
        let all = counted(world.agreements.len(), "agreement");
        let shown = grid.order.agreements.len();
        let mut counts = match shown == world.agreements.len() {
            true => vec![all],
            false => vec![format!("{shown} of {all}")],
        };
        counts.extend(self.narrowed());
        if !grid.arrangement.is_narrow() && self.state.area.width >= 120 {
            counts.push(counted(world.codebook.dimensions.len(), "dimension"));
            counts.push(counted(statements, "statement"));
        }
        if !world.problems.is_empty() {
            counts.push(format!("{} (!)", counted(world.problems.len(), "problem")));
        }
        counts.join("  ")
    }

    /// What leaves rows or columns out, if anything does.
    fn narrowed(&self) -> Option<String> {
        let asked = &self.state.grid.arrangement;
        let hidden = asked.hidden_agreements.len() + asked.hidden_dimensions.len();
        let mut told = Vec::new();
        if !asked.filter.is_empty() {
            told.push(asked.filter.clone());
        }
        if !asked.only.is_empty() {
            told.push("marked".to_owned());
        }
        if asked.is_differing {
            told.push("differences".to_owned());
        }
        if hidden > 0 {
            told.push(format!("{hidden} hidden"));
        }
        (!told.is_empty()).then(|| format!("[{}]", told.join(", ")))
    }

    /// What the signs mean, in as many words as there is room for.
    fn legends(&self) -> Vec<String> {
        let glyphs = self.look.glyphs;
        let signs = |words: [&str; 5]| {
            let signs = Reading::ALL.iter().zip(words);
            let told = signs.map(|(reading, word)| format!("{} {word}", glyphs.reading(*reading)));
            told.collect::<Vec<_>>().join("  ")
        };
        vec![
            legend(glyphs),
            signs(["committed", "intended", "exploratory", "context", "none"]),
            signs(["commit", "intend", "explore", "context", "none"]),
        ]
    }

    fn reader_title(&self, reader: &Reader) -> (String, String, Vec<String>) {
        let world = self.world;
        let document = world.document(reader.focus);
        let agreement = world.agreement_of(reader.focus.document);
        let name =
            agreement.map_or(document.source.doc.clone(), |a| world.agreements[a].name.clone());
        let evidence = &reader.evidence;
        let at = evidence.iter().position(|id| *id == reader.focus);
        let count = match at {
            Some(at) => format!("{} of {}", at + 1, evidence.len()),
            None => format!("{}", evidence.len()),
        };
        let about = match &reader.lens {
            Lens::Cell { dimension, .. } => world.codebook.dimensions[*dimension].name.clone(),
            Lens::Query(query) => format!("\"{query}\""),
        };
        let short = document.place(reader.focus.statement).to_string();
        let role = agreement
            .map(|agreement| &world.agreements[agreement])
            .filter(|agreement| agreement.is_told_by_several())
            .and_then(|agreement| agreement.role(reader.focus.document));
        let role = role.map(|role| format!("{}: ", role.name())).unwrap_or_default();
        let full = format!("{role}{}  {short}", document.source.doc);
        let short = format!("{role}{short}");
        (name, format!("{about}  {count}"), vec![full, short])
    }

    fn why_title(&self, why: &Why) -> (String, String, Vec<String>) {
        let world = self.world;
        let (agreement, about) = match why.about {
            About::Statement(id) => (world.agreement_of(id.document), near(world, id)),
            About::Absence { agreement, dimension } => {
                (Some(agreement), world.codebook.dimensions[dimension].name.clone())
            }
        };
        let name = agreement.map_or_else(String::new, |a| world.agreements[a].name.clone());
        ("why".to_owned(), format!("{name}  {about}"), Vec::new())
    }

    /// What was just said, or else the keys that matter now.
    pub fn footer(&self, area: Rect, buf: &mut Buffer) {
        let (bar, key) = (self.look.style(Role::Bar), self.look.style(Role::Key));
        buf.set_style(area, bar);
        if let Some(Opened::Filter(filter)) = self.state.opened.last() {
            let area = layout::filter(self.state.area);
            buf.set_style(area, bar);
            filter_line(filter).render(area, [key, bar], buf);
            if let Some(message) = &self.state.message {
                let mut pen = Pen::new(buf, area, 0);
                let typed = filter_line(filter).width();
                let alert = self.look.style(Role::Alert);
                pen.goto(area.x + typed + 2).write(message, alert);
            }
            return;
        }
        let mut pen = Pen::new(buf, area, 0);
        if let Some(message) = &self.state.message {
            pen.write(" ", bar).write(message, self.look.style(Role::Alert));
            return;
        }
        for (name, hint) in keymap::hints(self.state.pane()) {
            let name = key_label(name, self.look);
            let width = u16::try_from(name.width() + hint.width() + 3).unwrap_or(u16::MAX);
            if pen.room() < width {
                break;
            }
            pen.write(" ", bar).write(&name, key).write(" ", bar).write(hint, bar).write(" ", bar);
        }
    }
}

/// The line in which the filter of the grid is typed.
pub fn filter_line(filter: &Filter) -> InputLine<'_> {
    InputLine { prompt: " filter ", text: &filter.query, cursor: filter.cursor }
}

/// How far reading has come.
pub fn far(far: Far) -> String {
    format!("reading {} of {} files", far.done, far.total)
}

/// A line with a name and what is said of it.
pub fn plain(area: Rect, name: &str, about: &str, look: Look<'_>, buf: &mut Buffer) {
    let bar = look.style(Role::Bar);
    buf.set_style(area, bar);
    let mut pen = Pen::new(buf, area, 0);
    pen.write(" ", bar).write(name, look.style(Role::Title)).write("  ", bar).write(about, bar);
}

/// A key as its cap shows it.
pub fn key_label(key: &str, look: Look<'_>) -> String {
    let sign = match key {
        "Enter" => look.pick("⏎", "Enter"),
        "Up" => look.pick("↑", "Up"),
        "Down" => look.pick("↓", "Down"),
        "Left" => look.pick("←", "Left"),
        "Right" => look.pick("→", "Right"),
        key => return key.replace("Ctrl+", "^"),
    };
    sign.to_owned()
}
