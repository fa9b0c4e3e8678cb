//! What was odd in the input: it is told whole, with what to do about it.

use comity::codebook::Codebook;
use comity::tui::state::Pane;
use comity::world::World;
use expect_test::{Expect, expect};

use crate::desk::Desk;

const FRENCH: &str = "Les deux gouvernements ont signé à Paris un accord de coopération en \
    matière de défense et de sécurité. Ils s'engagent à renforcer leurs exercices communs et à \
    protéger leurs infrastructures critiques.";

/// A file that holds nothing, one in a form that isn't read, and one that is read
/// all the same.
const FILES: &[(&str, &str)] =
    &[("a.txt", "\n"), ("b.rtf.txt", "{\\rtf1\\ansi text}"), ("c.txt", FRENCH)];

/// What is read of files.
fn world(files: &[(&str, &str)]) -> World {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    World::read(&[folder.path().to_owned()], Codebook::defence()).unwrap()
}

/// The list of problems on a screen, after some keys. Their folder has another
/// name in every run, which isn't shown.
fn check(width: u16, height: u16, keys: &str, expected: Expect) {
    let mut world = world(FILES);
    for problem in &mut world.problems {
        let name = problem.path.rsplit('/').next().unwrap_or_default();
        problem.path = format!("corpus/{name}");
    }
    let mut desk = Desk::of(world, width, height);
    desk.press(&format!("! {keys}"));
    expected.assert_eq(&desk.picture());
}

#[test]
fn every_problem_is_wrapped_and_says_what_to_do() {
    check(
        60,
        14,
        "j",
        expect![[r#"
         problems  3 problems
          corpus/a.txt: the file is empty
            fetch it or save it again, or remove it
        ▸ corpus/b.rtf.txt: rich text (RTF)
            save it as DOCX or PDF to have it read
          corpus/c.txt: reads as French; the cues are English, so
          its readings are not to be relied on
            put its English version, or a translation, in its place





         ⏎ read  / find  Esc back  ? help
    "#]],
    );
}

#[test]
fn the_problem_under_the_cursor_is_seen_whole() {
    check(
        40,
        8,
        "G",
        expect![[r#"
         problems  3 problems
        ▸ corpus/c.txt: reads as French; the
          cues are English, so its readings are
          not to be relied on
            put its English version, or a
            translation, in its place

         ⏎ read  / find  Esc back  ? help
    "#]],
    );
}

#[test]
fn enter_goes_to_the_source_that_was_read_all_the_same() {
    let mut desk = Desk::of(world(FILES), 80, 24);
    desk.press("! Enter");
    assert_eq!(desk.state.pane(), Pane::Problems);
    let message = desk.state.message.as_deref().unwrap_or_default();
    assert!(message.starts_with("nothing was read of ") && message.ends_with("a.txt"), "{message}");
    desk.press("j j Enter");
    assert_eq!(desk.state.pane(), Pane::Reader);
    assert!(desk.picture().contains("Les deux gouvernements"), "{}", desk.picture());
    desk.press("Esc k");
    assert!(desk.picture().contains("▸"), "{}", desk.picture());
}
