//! Keys and pictures: what each pane shows at 80x24 and 200x60, and that no
//! size and no keys can break it. `UPDATE_EXPECT=1 cargo test` draws anew.

use std::path::Path;

use comity::glyph::Glyphs;
use comity::source::clean;
use comity::tui::hints::Hints;
use comity::tui::memory::Memory;
use comity::tui::theme::{self, Role};
use comity::tui::update::Effect;
use expect_test::{expect, expect_file};
use proptest::prelude::*;

use crate::desk::Desk;

/// Every pane, and the keys that lead to it.
pub const PANES: &[(&str, &str)] = &[
    ("grid", "j j"),
    ("grid-turned", "t j j"),
    ("grid-absent", "j j l l"),
    ("reader", "j j Enter"),
    ("finder", "/ semicon"),
    ("finder-cell", "/ japan Space maritime"),
    ("finder-nothing", "/ zzzz"),
    ("versus", "m l l m v"),
    ("versus-differences", "m l l m v d n n"),
    ("card", "l l c"),
    ("export", "m l l m e Down"),
    ("why", "j j Enter w"),
    ("why-absent", "j j l Enter"),
    ("meeting", "j j B"),
    ("meeting-absent", "j j l B"),
    ("palette", ": mrk"),
    ("help", "?"),
    ("help-filtered", "? evid"),
    ("themes", ": themes Enter j"),
    ("problems", "!"),
    ("grid-words", "z"),
    ("grid-signs", "t z z"),
    ("grid-totals", "T l s"),
    ("filter", "f party:italy"),
    ("filter-nothing", "f zzzz Enter"),
    ("sorts", "S"),
    ("frequency", "F"),
    ("similarity", "L j"),
    ("versus-three", "m l m l m v"),
    ("reader-passages", "j j Enter z"),
    ("reader-within", "j j Enter i indus"),
    ("sections", "j j Enter o"),
    ("views", "f party:italy Enter V s Italy Enter Esc Esc V s all Enter j"),
    ("views-none", "V"),
];

#[test]
fn every_pane_looks_as_drawn() {
    for (name, keys) in PANES {
        for (width, height) in [(80, 24), (200, 60)] {
            let mut desk = Desk::new(width, height);
            desk.press(keys);
            check(&format!("{name}-{width}x{height}"), &desk.picture());
        }
    }
}

/// Between those sizes and below them, all panes on one sheet a size.
#[test]
fn every_pane_looks_as_drawn_on_other_screens() {
    for (width, height) in [(20, 5), (120, 40)] {
        let mut sheet = String::new();
        for (name, keys) in PANES {
            let mut desk = Desk::new(width, height);
            desk.press(keys);
            sheet += &format!("=== {name}: {keys}\n{}\n", desk.picture());
        }
        check(&format!("every-pane-{width}x{height}"), &sheet);
    }
}

/// Words go with arrows, and frames say nothing.
#[test]
fn every_sign_on_the_screen_is_in_the_help() {
    const PLAIN: &str = "“”‘’…—│─▐▌▬‹›←→↑↓⏎";
    let mut help = Desk::new(120, 500);
    help.press("?");
    let told = help.picture();
    let is_sign = |letter: &char| !letter.is_ascii() && !letter.is_alphanumeric();
    for keys in
        PANES.iter().map(|(_, keys)| *keys).chain(["m / semicon Tab Tab", "/ roma", "/ meloni"])
    {
        let mut desk = Desk::new(80, 24);
        desk.press(keys);
        let picture = desk.picture();
        let untold =
            picture.chars().filter(is_sign).find(|it| !PLAIN.contains(*it) && !told.contains(*it));
        assert_eq!(untold, None, "{keys}\n{picture}");
    }
    help.resize(80, 24);
    help.press("signs");
    expect![[r#"
         keys  of the grid             type a word to find its keys, or signs  6 more ↓
        ? signs
         keys of the grid
         z                       show more of each cell, or less: sign, count, words

         signs
         ●                       committed: decided, signed, or what the parties will
                                 or shall do
         ◐                       intended: an aim, a plan or a wish of the parties
         ○                       exploratory: proposed by one side, or under discussion
         ·                       context only: no provision, but commentary or
                                 background
         –                       looked for, not found
         ≠                       corrected: you read it otherwise than the machine
         ¶                       you wrote a note on it
         ◈                       pinned to the briefing tray
         ✓                       accepted: you confirmed the machine's reading
         ▸                       the cursor, or the sentence one is at
         ▎                       evidence: it bears on what is read
         ‡                       a person's coding, beside the sources, reads it
                                 otherwise
         ◆                       marked
         ▾                       what rows or columns are sorted by, the firmest first
        Esc close
    "#]]
    .assert_eq(&help.picture().replace("\n ", "\n"));
}

#[test]
fn every_theme_shows_the_same_in_its_own_way() {
    let mut desk = Desk::new(80, 24);
    for (_, keys) in PANES {
        desk.state.opened.clear();
        desk.press(keys);
        let picture = desk.picture();
        for (name, _) in theme::list() {
            desk.theme = theme::find(&name).unwrap();
            assert_eq!(desk.picture(), picture, "{name}");
            let look = |role| desk.theme.style(role);
            assert_ne!(look(Role::Cursor), look(Role::Text), "{name}");
            assert_ne!(look(Role::Cue), look(Role::Text), "{name}");
        }
    }
}

#[test]
fn a_theme_is_seen_while_it_is_picked() {
    let mut desk = Desk::new(80, 24);
    desk.press(": themes Enter j");
    assert_eq!(desk.state.themes.seen, 1);
    desk.press("Esc");
    assert_eq!((desk.state.themes.seen, &desk.state.memory.theme), (0, &None));
    desk.press(": themes Enter j Enter");
    assert_eq!(desk.state.themes.seen, 1);
    assert_eq!(desk.state.memory.theme.as_deref(), Some("light"));
}

#[test]
fn anything_is_done_by_its_name() {
    let mut desk = Desk::new(80, 24);
    desk.press("j j : meetng Enter");
    assert!(desk.picture().contains("Cyber  ◐ intended"));
    desk.press("n");
    assert!(desk.picture().contains("meeting  2 of 5 statements"));
    let effects = desk.press("y");
    assert!(matches!(effects.as_slice(), [Effect::Copy(_)]), "{effects:?}");
    desk.press("Esc Ctrl+p quit Enter");
    assert_eq!(desk.press(": leave Enter"), [Effect::Quit]);
    desk.press("Esc Esc : zzzz Enter");
    assert!(desk.state.opened.is_empty());
}

#[test]
fn a_number_says_how_often_and_which_row() {
    let mut desk = Desk::new(80, 24);
    let row = |desk: &Desk| desk.state.grid.dimension;
    desk.press("3 j");
    assert_eq!(row(&desk), 3);
    desk.press("1 2 G");
    assert_eq!(row(&desk), 11);
    desk.press("g g");
    assert_eq!(row(&desk), 0);
    desk.press("2 g g");
    assert_eq!(row(&desk), 1);
    desk.press("9 9 9 9 9 9 9 9 j");
    assert_eq!(row(&desk), 15);
    desk.press("4");
    assert!(desk.picture().lines().last().unwrap().starts_with(" 4 "));
    desk.press("g");
    assert!(desk.picture().lines().last().unwrap().contains("last"), "what may follow is told");
    desk.press("Esc k");
    assert_eq!(row(&desk), 14);
}

#[test]
fn what_was_looked_for_is_found_again() {
    let mut desk = Desk::new(80, 24);
    desk.press("/ cyber Esc / japan Esc / Ctrl+r");
    assert!(desk.picture().contains("/ cyber"));
    desk.press("Ctrl+r");
    assert!(desk.picture().contains("nothing earlier was looked for"));
}

#[test]
fn one_comes_back_to_where_one_was() {
    let mut desk = Desk::new(80, 24);
    desk.press("j j l l t z - _ s f party:india Enter / cyber Esc");
    let memory = desk.state.memory.clone().with(&desk.state, &desk.world);
    let mut again = Desk::new(120, 40);
    again.state.memory = memory;
    again.state = again.state.anew(&again.world);
    assert_eq!(again.state.grid.cursor(), desk.state.grid.cursor());
    assert_eq!(again.state.grid.arrangement, desk.state.grid.arrangement);
    assert_eq!(again.state.grid.zoom, desk.state.grid.zoom);
    let afresh = again.state.memory.clone().afresh();
    assert_eq!(afresh, Memory::default());
    again.press("/ Ctrl+r");
    assert!(again.picture().contains("/ cyber"));
}

#[test]
fn hints_leave_when_their_keys_were_used() {
    let mut desk = Desk::new(80, 24);
    desk.state.hints = Hints::of_first_run();
    check("first-run-80x24", &desk.picture());
    let footer = |desk: &Desk| desk.picture().lines().last().unwrap().to_owned();
    desk.press("j Enter q");
    assert_eq!(footer(&desk), " begin with  / find any word  ? see every key");
    desk.press("/ Esc : help Enter Esc");
    assert!(footer(&desk).contains("versus"));
}

#[test]
fn the_smallest_screen_still_shows_the_cell_under_the_cursor() {
    let mut desk = Desk::new(20, 5);
    desk.press("j j");
    check("grid-20x5", &desk.picture());
    desk.press("Enter");
    check("reader-20x5", &desk.picture());
}

#[test]
fn ascii_terminals_get_ascii_only() {
    for (name, keys) in PANES {
        let mut desk = Desk::new(80, 24);
        desk.glyphs = Glyphs::Ascii;
        desk.press(keys);
        let picture = desk.picture();
        assert!(picture.is_ascii(), "{name}: {picture}");
        if *name == "grid" {
            check("grid-ascii-80x24", &picture);
        }
    }
}

#[test]
fn the_cues_of_a_cell_are_marked_in_its_evidence() {
    let mut desk = Desk::new(80, 24);
    desk.press("j j Enter");
    let runs = desk.runs(Role::Cue);
    assert!(runs.iter().any(|run| run.starts_with("cyber")), "{runs:?}");
}

#[test]
fn the_matched_letters_of_a_query_are_marked() {
    let mut desk = Desk::new(80, 24);
    desk.press("/ semicon");
    assert!(desk.runs(Role::Cue).iter().any(|run| run == "semicon"));
}

#[test]
fn keys_lead_there_and_back() {
    let mut desk = Desk::new(80, 24);
    let grid = desk.state.clone();
    desk.press("Enter Esc c Esc ? Esc");
    assert_eq!(desk.state, grid);
    desk.press("/ semicon Enter Esc");
    assert!(desk.picture().contains("/ semicon"), "the results wait behind the reader");
    desk.press("Esc");
    assert_eq!(desk.state.opened, grid.opened);
    desk.press("/");
    assert!(desk.picture().contains("/ semicon"), "the finder opens with the last query");
    desk.press("s Esc");
    assert_eq!(desk.state.searched.as_ref().unwrap().prompt.text, "s");
    assert_eq!(desk.press("q"), [Effect::Quit]);
    assert_eq!(desk.press("/ q"), []);
    assert_eq!(desk.press("Ctrl+c"), [Effect::Quit]);
    assert_eq!(desk.press("Ctrl+z"), [Effect::Suspend]);
}

#[test]
fn a_name_leads_to_its_card_and_a_dimension_to_its_row() {
    let mut desk = Desk::new(80, 24);
    desk.press("/ kishida Esc / giorgia Enter");
    assert!(desk.picture().contains("Giorgia Meloni"));
    let mut desk = Desk::new(80, 24);
    desk.press("/ hybrid Space threats Enter");
    assert_eq!(desk.world.codebook.dimensions[desk.state.grid.dimension].id(), "hybrid");
}

#[test]
fn a_copy_cites_itself() {
    let mut desk = Desk::new(80, 24);
    let effects = desk.press("j j y");
    let [Effect::Copy(text)] = effects.as_slice() else { panic!("{effects:?}") };
    assert!(
        text.starts_with('“') && text.contains("” (Germany–Italy, germany-italy.md:"),
        "{text}"
    );
    assert_eq!(desk.press("l y"), [], "an empty cell has no sentence");
}

#[test]
fn no_size_breaks_a_pane() {
    let widths = || (0..12).chain([15, 20, 31, 39, 79, 120]);
    let heights = || (0..7).chain([9, 12, 30]);
    let sizes = widths().flat_map(|width| heights().map(move |height| (width, height)));
    let sizes: Vec<(u16, u16)> = sizes.chain([(500, 20), (80, 200)]).collect();
    for (number, (_, keys)) in PANES.iter().enumerate() {
        let mut desk = Desk::new(80, 24);
        desk.press(keys);
        // Every pane a fifth of them, and no two neighbours the same.
        for &(width, height) in sizes.iter().skip(number % 5).step_by(5) {
            desk.resize(width, height);
            desk.draw();
        }
    }
}

#[test]
fn an_empty_world_can_be_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("photo.bin"), [0, 1, 2]).unwrap();
    let codebook = comity::codebook::Codebook::defence();
    let world = comity::world::World::read(&[folder.path().to_owned()], codebook).unwrap();
    let mut desk = Desk::of(world, 80, 24);
    desk.press("Enter m v c Esc t j k h l g G PageDown / cyber Enter Esc ? Esc !");
    assert!(desk.picture().contains("photo.bin"));
}

#[test]
fn hostile_text_never_reaches_the_screen() {
    let folder = tempfile::tempdir().unwrap();
    let text = "---\ntitle: \"a\\e[31m\\u202Eb\"\n---\nFrance and Spain will build cyber\u{1b}[2J \
                defences.\u{9b}31m They\u{202e} shall\u{7} cooperate on cyber security.\n";
    std::fs::write(folder.path().join("bad\u{1b}[0m.md"), text).unwrap();
    let codebook = comity::codebook::Codebook::defence();
    let world = comity::world::World::read(&[folder.path().to_owned()], codebook).unwrap();
    for id in world.statements() {
        assert_eq!(clean(world.text(id)), world.text(id));
    }
    for (agreement, document) in world.agreements.iter().zip(&world.documents) {
        for text in [&agreement.name, &agreement.deal.title, &document.source.path] {
            assert_eq!(&clean(text), text);
        }
    }
    let mut desk = Desk::of(world, 80, 24);
    for keys in ["", "j j Enter", "c", "Esc Esc / cyber", "Esc !"] {
        desk.press(keys);
        for line in desk.picture().lines() {
            assert_eq!(clean(line), line);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_keys_break_it(
        keys in proptest::collection::vec(proptest::sample::select(&[
            "j", "k", "h", "l", "g", "G", "0", "$", "Enter", "Esc", "/", "m", "v", "c", "t", "n",
            "N", "d", "x", "Tab", "?", "!", "cyber", "italy", "PageDown", "PageUp", "Backspace",
            "Down", "Up", "Left", "Right", "Ctrl+u", "Ctrl+w", "s", "S", "f", "-", "_", "M", "z",
            "T", "Z", "B", ":", "F", "L", "V", "r", "o", "W", "w", "level:", "p", "a", "e", "u", "P", "A", "J",
            "K", "Space", "Ctrl+r", "C",
        ][..]), 0..60),
        width in 0_u16..130,
        height in 0_u16..40,
    ) {
        let mut desk = Desk::new(width, height);
        for key in keys {
            desk.press(key);
            desk.picture();
            prop_assert!(desk.state.grid.agreement < desk.world.agreements.len());
            prop_assert!(desk.state.grid.dimension < desk.world.codebook.dimensions.len());
        }
    }
}

fn check(name: &str, picture: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/it/pictures/{name}.txt"));
    expect_file![path].assert_eq(picture);
}
