//! `e`: what is written to a file from the dashboard, and that nothing is lost.

use comity::tui::export::{Choice, Saved};
use comity::tui::state::Opened;
use comity::tui::update::{Effect, saved};
use termlens::{Key, Result};

use crate::desk::Desk;
use crate::pty::{COMITY, builder};

/// The file that Enter would write, and whether over another.
fn asked(effects: &[Effect]) -> Option<(Choice, String, bool)> {
    match effects {
        [Effect::Save { export, may_replace, .. }] => {
            Some((export.choice, export.path.text.clone(), *may_replace))
        }
        _ => None,
    }
}

#[test]
fn what_and_in_which_form_is_chosen_with_a_few_keys() {
    let mut desk = Desk::new(80, 24);
    desk.press("e");
    let first = asked(&desk.press("Enter"));
    assert_eq!(first, Some((Choice::Matrix, "matrix.html".to_owned(), false)));
    let workbook = asked(&desk.press("Tab Enter"));
    assert_eq!(workbook, Some((Choice::Matrix, "matrix.xlsx".to_owned(), false)));
    let counts = asked(&desk.press("Down Down Enter"));
    assert_eq!(counts, Some((Choice::Counts, "matrix-counts.csv".to_owned(), false)));
    let all = asked(&desk.press("Down Enter"));
    assert_eq!(all, Some((Choice::Statements, "statements.csv".to_owned(), false)));
    assert_eq!(desk.press("x Enter"), [], "no form ends in .csvx");
    assert!(desk.picture().contains("no form of this"));
    let own = asked(&desk.press("Ctrl+u mine.jsonl Enter"));
    assert_eq!(own, Some((Choice::Statements, "mine.jsonl".to_owned(), false)));
    desk.press("Esc m l l m v e");
    let two = asked(&desk.press("Enter"));
    assert_eq!(two, Some((Choice::Comparison, "comparison.docx".to_owned(), false)));
}

#[test]
fn the_matrix_is_written_as_the_grid_shows_it() {
    let mut desk = Desk::new(80, 24);
    desk.press("f party:italy Enter e");
    assert!(desk.picture().contains("the matrix, 2 of 4 agreements"), "{}", desk.picture());
    let effects = desk.press("Enter");
    let [Effect::Save { shown, .. }] = effects.as_slice() else { panic!("{effects:?}") };
    let name = |agreement: &usize| desk.world.agreements[*agreement].name.as_str();
    assert_eq!(shown.iter().map(name).collect::<Vec<_>>(), ["Germany–Italy", "India–Italy"]);
    desk.press("Esc f Ctrl+u nothingofit Enter e");
    assert_eq!(desk.press("Enter"), []);
    assert!(desk.picture().contains("there is nothing to write"), "{}", desk.picture());
    desk.press("Esc f Ctrl+u Enter e");
    assert!(!desk.picture().contains(" of 4 agreements"), "{}", desk.picture());
}

#[test]
fn a_name_that_was_taken_away_comes_back_with_its_ending() {
    let mut desk = Desk::new(80, 24);
    desk.press("e Ctrl+u Tab");
    let name = asked(&desk.press("Enter")).unwrap().1;
    assert!(name.starts_with("matrix."), "{name}");
}

#[test]
fn the_tray_is_written_as_a_briefing() {
    let mut desk = Desk::new(80, 24);
    desk.press("e");
    assert!(!desk.picture().contains("what is pinned"), "{}", desk.picture());
    desk.press("Esc p P e");
    let briefing = asked(&desk.press("Enter"));
    assert_eq!(briefing, Some((Choice::Briefing, "briefing.docx".to_owned(), false)));
    desk.press("Esc Esc e");
    assert_eq!(asked(&desk.press("Enter")).unwrap().0, Choice::Matrix);
    assert!(desk.picture().contains("what is pinned"), "{}", desk.picture());
}

#[test]
fn a_file_that_is_there_gives_way_only_when_asked_for_twice() {
    let mut desk = Desk::new(80, 24);
    desk.press("e Enter");
    saved(&mut desk.state, "matrix.html", Saved::IsThere);
    assert!(desk.picture().contains("is there already; Enter again writes over it"));
    let mut other = desk.state.clone();
    assert!(asked(&desk.press("Enter")).unwrap().2);
    saved(&mut desk.state, "matrix.html", Saved::Written("/home/x/matrix.html".to_owned()));
    assert_eq!(desk.state.opened, []);
    assert!(desk.picture().contains("written: /home/x/matrix.html"));
    // Another name is another file.
    std::mem::swap(&mut desk.state, &mut other);
    assert!(!asked(&desk.press("Tab Enter")).unwrap().2);
    // Who has gone on meanwhile is told, and stays where they are.
    desk.press("Esc c");
    saved(&mut desk.state, "matrix.xlsx", Saved::Written("/home/x/matrix.xlsx".to_owned()));
    assert!(matches!(desk.state.opened.as_slice(), [Opened::Card(_)]));
}

#[test]
fn a_file_is_written_where_comity_was_started() -> Result<()> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("matrix.html");
    let line = format!("cd '{}' && exec {COMITY}", folder.path().display());
    let mut t = builder().args(["-c", &line]).spawn("/bin/sh")?;
    t.wait_until(|screen| screen.contains("▸ Defence industry"))?;
    t.send_str("e")?;
    t.send(Key::Enter)?;
    t.wait_until(|screen| screen.contains("written: ") && screen.contains("Defence industry"))?;
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("<!DOCTYPE html>"));
    std::fs::write(&path, "mine").unwrap();
    t.send_str("e")?;
    t.send(Key::Enter)?;
    t.wait_until(|screen| screen.contains("is there already"))?;
    t.send(Key::Esc)?;
    t.wait_until(|screen| screen.contains("Defence industry"))?;
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    t.send_str("q")?;
    assert!(t.wait_exit()?.success());
    Ok(())
}
