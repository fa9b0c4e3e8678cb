//! The line above a pane: what is looked at.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::coding::{Coding, Level};
use crate::compare::Change;
use crate::dossier::Standing;
use crate::export::cite::near;
use crate::export::counted;
use crate::export::words::legend;
use crate::glyph::Sign;
use crate::tui::action::Action;
use crate::tui::help::Help;
use crate::tui::layout;
use crate::tui::meeting::Meeting;
use crate::tui::reader::{Lens, Reader};
use crate::tui::state::{Opened, Pane};
use crate::tui::theme::Role;
use crate::tui::versus::Versus;
use crate::tui::view::text::Pen;
use crate::tui::why::{self, Why};

use super::BarView;

/// Name, what is said of it, and asides from the longest to the shortest.
type Title = (String, String, Vec<String>);

impl BarView<'_> {
    /// What is looked at, and on the right what helps to read it.
    pub fn header(&self, area: Rect, buf: &mut Buffer) {
        let (bar, title) = (self.look.style(Role::Bar), self.look.style(Role::Title));
        buf.set_style(area, bar);
        let (name, about, mut aside) = self.title();
        if let Some(far) = self.state.far {
            aside = vec![super::far(far), format!("{} %", far.done * 100 / far.total.max(1))];
        }
        if self.state.unsaved > 0 {
            aside = vec![format!("{} not on disk", counted(self.state.unsaved, "change"))];
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

    fn title(&self) -> Title {
        let world = self.world;
        let name = |agreement: usize| world.agreements[agreement].name.clone();
        match self.state.body() {
            None | Some(Opened::Filter(_) | Opened::Within(_) | Opened::Wording(_)) => {
                ("comity".to_owned(), self.counts(), self.legends())
            }
            Some(Opened::Reader(reader)) => self.reader_title(reader),
            Some(Opened::Finder(_)) => {
                let statements = world.statement_count();
                ("find".to_owned(), format!("in {}", counted(statements, "statement")), Vec::new())
            }
            Some(Opened::Versus(versus)) => self.versus_title(versus),
            Some(Opened::Card(card)) => (name(card.agreement), "card".to_owned(), self.legends()),
            Some(Opened::Export(_)) => {
                ("export".to_owned(), "what, in which form, and where to".to_owned(), Vec::new())
            }
            Some(Opened::Why(why)) => self.why_title(why),
            Some(Opened::Help(help)) => self.help_title(help),
            Some(Opened::Menu(menu)) => {
                let count = counted(menu.choices.len(), menu.kind.noun());
                (menu.kind.title().to_owned(), count, Vec::new())
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
            Some(Opened::Palette(palette)) => {
                let from = format!("in the {}", palette.from.name());
                let about = palette.chosen().map_or("", Action::doc).to_owned();
                ("do".to_owned(), about, vec![from])
            }
            Some(Opened::Themes(_)) => {
                let themes = &self.state.themes;
                let about = themes.names.get(themes.seen).cloned().unwrap_or_default();
                ("theme".to_owned(), about, Vec::new())
            }
            Some(Opened::Meeting(meeting)) => self.meeting_title(*meeting),
            Some(Opened::Problems(_)) => {
                ("problems".to_owned(), counted(world.problems.len(), "problem"), Vec::new())
            }
            Some(Opened::Tray(_)) => {
                let pins = world.placed.pins().len();
                ("briefing tray".to_owned(), counted(pins, "statement"), Vec::new())
            }
            Some(Opened::Notes(_)) => self.notes_title(),
            Some(Opened::Correct(correct)) => {
                let reference = world.reference(correct.id).unwrap_or_default();
                let place = near(world, correct.id);
                ("correct".to_owned(), format!("{reference}  {place}"), Vec::new())
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
            told.push(asked.filter.trim().to_owned());
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
        let signs = |words: &[&str]| {
            let signs = self.world.readings().zip(words);
            let told = signs.map(|(reading, word)| format!("{} {word}", glyphs.reading(reading)));
            told.collect::<Vec<_>>().join("  ")
        };
        vec![
            legend(self.world, glyphs),
            signs(&["committed", "intended", "exploratory", "context", "none", "not read"]),
            signs(&["commit", "intend", "explore", "context", "none", "unread"]),
            signs(&["commit", "intend", "explore"]),
        ]
    }

    fn reader_title(&self, reader: &Reader) -> Title {
        let world = self.world;
        let document = world.document(reader.focus);
        let agreement = world.agreement_of(reader.focus.document);
        let name = agreement.map_or(world.file(reader.focus.document).to_owned(), |a| {
            world.agreements[a].name.clone()
        });
        let evidence = &reader.evidence;
        let at = evidence.iter().position(|id| *id == reader.focus);
        let count = match at {
            Some(at) => format!("{} of {}", at + 1, evidence.len()),
            None => format!("{}", evidence.len()),
        };
        let about = match &reader.lens {
            Lens::Cell { dimension, .. } => world.codebook.dimensions[*dimension].name.clone(),
            Lens::Query(words) | Lens::Words(words) => format!("\"{words}\""),
            Lens::Dossier => "what you wrote".to_owned(),
            Lens::Tray => "what you pinned".to_owned(),
        };
        let place = document.place(reader.focus.statement);
        let reference = world.reference(reader.focus).unwrap_or_default();
        let short = format!("{reference}  {place}");
        let role = agreement
            .map(|agreement| &world.agreements[agreement])
            .filter(|agreement| agreement.is_told_by_several())
            .and_then(|agreement| agreement.role(reader.focus.document));
        let role = role.map(|role| format!("{}: ", role.name())).unwrap_or_default();
        let full = format!("{role}{}  {short}", world.file(reader.focus.document));
        let short = format!("{role}{short}");
        let mut asides = vec![full, short, reference];
        if let Some(person) = world.dissent(reader.focus) {
            let told = format!(
                "{} a person: {}",
                self.look.glyphs.sign(Sign::Dissent),
                self.brief(&person)
            );
            asides.insert(0, told);
        }
        (name, format!("{about}  {count}"), asides)
    }

    /// A coding in few letters: `provision, intended, CYB MIL`.
    fn brief(&self, coding: &Coding) -> String {
        let shorts = coding.dimensions.iter().map(|d| self.world.codebook.dimensions[*d].short());
        let shorts = shorts.collect::<Vec<_>>().join(" ");
        let level = coding.level.map(Level::name).unwrap_or_default();
        let parts = [coding.kind.name(), level, &shorts];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Which difference the cursor has come to, what sides are seen and how a series
    /// went on.
    fn versus_title(&self, versus: &Versus) -> Title {
        let rows = versus.comparisons(self.world);
        let differences = rows.iter().filter(|row| row.standing.differs()).count();
        let filter = if versus.is_filtered { "differences only" } else { "" };
        let passed = rows.iter().take(versus.cursor + 1);
        let at = passed.filter(|row| row.standing.differs()).count();
        let about = format!("{at} of {}", counted(differences, "difference"));
        let about = std::iter::once(about).chain(self.sides(versus));
        let about = about.collect::<Vec<_>>().join("  ");
        let course = self.course(versus).into_iter();
        let both = |course: String| format!("{course}  {filter}").trim_end().to_owned();
        let asides = course.map(both).chain([filter.to_owned()]).collect();
        ("versus".to_owned(), about, asides)
    }

    /// Which sides are seen where there is no room for all, and how to see the others.
    fn sides(&self, versus: &Versus) -> Option<String> {
        let (all, seen) = (versus.sides.len(), layout::versus(self.state.area, versus.sides.len()));
        let (first, last) = (versus.left + 1, versus.left + seen.sides);
        let keys = self.keymap.keys(Pane::Versus, Action::OtherSide);
        let more = keys.first().map_or(String::new(), |key| format!(", {key} more"));
        (seen.sides < all).then(|| format!("sides {first}–{last} of {all}{more}"))
    }

    /// How a series went on to the side under the cursor, or to the last that has
    /// one before it, from the longest to the shortest.
    fn course(&self, versus: &Versus) -> Vec<String> {
        let others = (0..versus.sides.len()).rev();
        let mut sides = std::iter::once(versus.side).chain(others);
        let course = sides.find_map(|side| versus.course(self.world, side));
        let Some(course) = course else { return Vec::new() };
        let counts = Change::ALL.map(|change| (course.dimensions(change).count(), change));
        let told = counts.iter().filter(|(count, _)| *count > 0);
        let told: Vec<String> =
            told.map(|(count, change)| format!("{count} {}", change.name())).collect();
        let told = if told.is_empty() { "no change".to_owned() } else { told.join(", ") };
        let date = self.world.agreements[course.earlier].deal.date.as_deref().unwrap_or_default();
        let since = format!("since {date}: {told}");
        let apart = course.is_without_press(self.world).then(|| format!("{since}, press left out"));
        apart.into_iter().chain([since, told]).collect()
    }

    /// How many rows are below those that are seen.
    fn below(&self) -> String {
        match self.below {
            0 => String::new(),
            more => format!("{more} more {}", self.look.pick("↓", "v")),
        }
    }

    /// How many entries there are, and how many need looking after.
    fn notes_title(&self) -> Title {
        let placements = &self.world.placed.placements;
        let of =
            |standing: Standing| placements.iter().filter(|at| at.standing == standing).count();
        let counts = [Standing::Moved, Standing::Orphaned].map(|standing| (of(standing), standing));
        let told = counts.iter().filter(|(count, _)| *count > 0);
        let told: Vec<String> =
            told.map(|(count, standing)| format!("{count} {}", standing.name())).collect();
        let total = placements.len();
        let about = std::iter::once(format!("{total} written")).chain(told).collect::<Vec<_>>();
        ("notes".to_owned(), about.join("  "), Vec::new())
    }

    fn help_title(&self, help: &Help) -> Title {
        let about = format!("of the {}", help.from.name());
        let below = self.below();
        let aside = "type a word to find its keys, or signs";
        let both = format!("{aside}  {below}").trim_end().to_owned();
        ("keys".to_owned(), about, vec![both, aside.to_owned(), below])
    }

    /// Which statement of how many is shown to the room.
    fn meeting_title(&self, meeting: Meeting) -> Title {
        let count = Meeting::statements(self.world, &self.state.grid).len();
        let about = format!("{} of {}", (meeting.at + 1).min(count), counted(count, "statement"));
        ("meeting".to_owned(), about, Vec::new())
    }

    fn why_title(&self, why: &Why) -> Title {
        let world = self.world;
        let (agreement, about) = match why.about {
            why::About::Statement(id) => {
                let reference = world.reference(id).unwrap_or_default();
                let about = format!("{reference}  {}", near(world, id));
                (world.agreement_of(id.document), about)
            }
            why::About::Absence { agreement, dimension } => {
                (Some(agreement), world.codebook.dimensions[dimension].name.clone())
            }
        };
        let name = agreement.map_or_else(String::new, |a| world.agreements[a].name.clone());
        ("why".to_owned(), format!("{name}  {about}"), vec![self.below()])
    }
}
