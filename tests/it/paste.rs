//! What is pasted is one text into the line that is typed in, and no commands.

use comity::tui::state::Opened;

use crate::desk::Desk;

/// The keys that lead to each line one can type in.
const LINES: &[&str] = &["a", "/", ":", "?", "f", "Enter i", "e Ctrl+u"];

#[test]
fn every_line_takes_it_as_one_text() {
    for keys in LINES {
        let mut desk = Desk::new(80, 24);
        desk.press(keys);
        assert!(desk.state.pane().is_typed(), "{keys}");
        desk.paste("\nqq\r\nxx\tyy\n");
        assert!(desk.picture().contains("qq xx yy"), "{keys}: {}", desk.picture());
        assert!(desk.state.pane().is_typed(), "{keys}");
    }
}

#[test]
fn it_stands_where_the_cursor_does_and_is_fit_for_a_terminal() {
    let mut desk = Desk::new(80, 24);
    desk.press("a aé Left");
    desk.paste("\u{1b}[31m\u{202e}日本\u{7}");
    desk.press("x");
    let Some(Opened::Wording(wording)) = desk.state.opened.last() else { panic!() };
    assert_eq!(wording.prompt.text, "a [31m\u{fffd}日本 xé");
    for line in desk.picture().lines() {
        assert_eq!(comity::source::clean(line), line);
    }
}

#[test]
fn in_the_finder_it_is_searched_for_in_place_of_the_last_query() {
    let mut desk = Desk::new(80, 24);
    desk.press("/ cyber Enter Esc /");
    desk.paste("submarine cables");
    assert!(desk.picture().contains("submarine cables"), "{}", desk.picture());
    assert!(!desk.picture().contains("cybersubmarine"), "{}", desk.picture());
    assert!(desk.picture().contains("hit"), "{}", desk.picture());
}

#[test]
fn where_nothing_is_typed_it_does_nothing() {
    for keys in ["", "Enter", "P", "A", "C", "w", "!", "v"] {
        let mut desk = Desk::new(80, 24);
        desk.press("p");
        desk.press(keys);
        let mut before = desk.state.clone();
        desk.paste("pdq\nxx\n");
        before.message = Some("there is no line here to paste into".to_owned());
        assert!(desk.state == before, "{keys}");
    }
}
