//! The corpus changes under the user's eyes, and nobody loses the place.

use std::fs;
use std::path::PathBuf;

use comity::codebook::Codebook;
use comity::library::{Library, Listener};
use comity::tui::state::{Far, Opened};
use comity::tui::update::Event;
use proptest::prelude::*;
use tempfile::TempDir;

use super::desk::Desk;

/// A desk over a folder of its own.
struct Watched {
    folder: TempDir,
    library: Library,
    desk: Desk,
}

const SEEDS: &[(&str, &str)] = &[
    ("germany-italy.md", include_str!("../../seeds/germany-italy.md")),
    ("india-italy.md", include_str!("../../seeds/india-italy.md")),
    ("india-japan.md", include_str!("../../seeds/india-japan.md")),
    ("united-states-india.md", include_str!("../../seeds/united-states-india.md")),
];

/// A deal that sorts before all others.
const FIRST: &str = "Chile and Peru signed an agreement. They will patrol the sea together.\n";

impl Watched {
    fn new(width: u16, height: u16) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in SEEDS {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let mut library = Library::new(&[folder.path().to_owned()], Codebook::defence());
        let world = library.read(Listener::NONE).unwrap();
        Self { folder, library, desk: Desk::of(world, width, height) }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&mut self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
        self.follow();
    }

    fn remove(&mut self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
        self.follow();
    }

    fn follow(&mut self) {
        let world = self.library.read_again(Listener::NONE).unwrap();
        self.desk.follow(world.expect("something has changed"));
    }

    /// The name of the agreement under the cursor.
    fn cursor(&self) -> &str {
        &self.desk.world.agreements[self.desk.state.grid.agreement].name
    }
}

#[test]
fn the_cursor_and_the_marks_stay_on_their_agreements() {
    let mut watched = Watched::new(80, 24);
    watched.desk.press("l m l j j");
    watched.write("a.md", FIRST);
    assert_eq!(watched.desk.world.agreements[0].name, "Chile–Peru");
    assert_eq!(watched.cursor(), "India–Japan");
    assert_eq!(watched.desk.state.grid.marks, [2]);
    watched.remove("india-italy.md");
    assert_eq!(watched.cursor(), "India–Japan");
    assert!(watched.desk.state.grid.marks.is_empty());
    // Where the agreement itself goes, the next takes its place.
    watched.remove("india-japan.md");
    assert_eq!(watched.cursor(), "US–India");
    watched.remove("united-states-india.md");
    assert_eq!(watched.cursor(), "Germany–Italy");
}

#[test]
fn what_is_shown_stays_as_it_was_asked_for() {
    let mut watched = Watched::new(80, 24);
    watched.desk.press("l _ f party:india Enter");
    let shown = |watched: &Watched| -> Vec<String> {
        let shown = &watched.desk.state.grid.order.agreements;
        shown.iter().map(|at| watched.desk.world.agreements[*at].name.clone()).collect()
    };
    assert_eq!(shown(&watched), ["India–Japan", "US–India"]);
    watched.write("a.md", FIRST);
    assert_eq!(shown(&watched), ["India–Japan", "US–India"]);
    assert_eq!(watched.cursor(), "India–Japan");
    watched.write("b.md", "Chile and India signed an agreement on cyber security.\n");
    assert_eq!(shown(&watched), ["Chile–India", "India–Japan", "US–India"]);
    watched.desk.press("L l s k");
    watched.remove("a.md");
    watched.desk.press("Esc Esc");
    assert_eq!(shown(&watched).len(), 5);
}

#[test]
fn who_has_not_moved_sees_the_first_row() {
    let mut watched = Watched::new(80, 24);
    watched.write("a.md", FIRST);
    assert_eq!(watched.cursor(), "Chile–Peru");
}

#[test]
fn the_reader_stays_at_its_sentence() {
    let mut watched = Watched::new(80, 24);
    watched.desk.press("j j Enter n");
    let before = watched.desk.picture();
    watched.write("a.md", FIRST);
    assert_eq!(watched.desk.picture(), before);
    // A paragraph before it moves the sentence, and the reader with it.
    let (head, rest) = SEEDS[0].1.split_at(SEEDS[0].1.rfind("---\n").unwrap() + 4);
    let text = |watched: &Watched| {
        let Some(Opened::Reader(reader)) = watched.desk.state.opened.last() else { panic!() };
        watched.desk.world.text(reader.focus).to_owned()
    };
    let focus = text(&watched);
    watched.write(
        "germany-italy.md",
        &format!("{head}\nTwo sentences more. They stand on top.\n{rest}"),
    );
    assert_eq!(text(&watched), focus);
    watched.remove("germany-italy.md");
    assert!(watched.desk.state.opened.is_empty());
    assert!(watched.desk.picture().contains("gone"));
}

#[test]
fn the_finder_keeps_its_selection_and_finds_what_is_new() {
    let mut watched = Watched::new(80, 24);
    watched.desk.press("/ sea Down Down");
    let selected = |watched: &Watched| {
        let Some(Opened::Finder(finder)) = watched.desk.state.opened.last() else { panic!() };
        (finder.hit().unwrap().text(&watched.desk.world), finder.results.total)
    };
    let (text, total) = selected(&watched);
    watched.write("a.md", FIRST);
    assert_eq!(selected(&watched).0, text);
    watched.desk.tell(Event::Indexed);
    assert_eq!(selected(&watched).0, text);
    assert!(selected(&watched).1 > total);
}

#[test]
fn versus_card_and_why_follow_or_close() {
    for keys in ["l m l m j v n", "l l c j j", "j j Enter w", "l j j w"] {
        let mut watched = Watched::new(80, 24);
        watched.desk.press(keys);
        let before = watched.desk.picture();
        watched.write("a.md", FIRST);
        assert_eq!(watched.desk.picture(), before, "{keys}");
        for (name, _) in SEEDS {
            watched.remove(name);
        }
        assert!(watched.desk.state.opened.is_empty(), "{keys}");
    }
}

#[test]
fn progress_stands_in_the_line_above() {
    let mut watched = Watched::new(80, 24);
    watched.desk.tell(Event::Far(Some(Far { done: 120, total: 400 })));
    assert!(watched.desk.picture().lines().next().unwrap().ends_with("reading 120 of 400 files"));
    watched.desk.press("j j Enter");
    assert!(watched.desk.picture().lines().next().unwrap().ends_with("reading 120 of 400 files"));
    watched.desk.tell(Event::Far(None));
    assert!(!watched.desk.picture().contains("reading"));
}

#[test]
fn nothing_changed_is_no_newer_world() {
    let mut watched = Watched::new(80, 24);
    assert!(watched.library.read_again(Listener::NONE).unwrap().is_none());
    fs::write(watched.path("india-italy.md"), SEEDS[1].1).unwrap();
    assert!(watched.library.read_again(Listener::NONE).unwrap().is_none());
}

const KEYS: &[&str] = &[
    "j", "l", "G", "$", "Enter", "n", "q", "m", "v", "c", "w", "t", "/", "sea", "Esc", "Down", "!",
    "?", "x", "d", "p", "a", "e", "u", "P", "A", "Space", "K",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_pane_is_broken_by_any_change(
        steps in prop::collection::vec((0..KEYS.len(), 0..12_usize, 0..4_usize), 4..24),
    ) {
        let mut watched = Watched::new(60, 16);
        for (key, file, text) in steps {
            watched.desk.press(KEYS[key]);
            let (name, _) = SEEDS[file % 4];
            let done = match file {
                0..4 => fs::write(watched.path(name), SEEDS[text].1),
                4..8 => fs::remove_file(watched.path(name)),
                _ => Ok(()),
            };
            if done.is_ok()
                && let Ok(Some(world)) = watched.library.read_again(Listener::NONE)
            {
                watched.desk.follow(world);
            }
            watched.desk.picture();
        }
    }
}
