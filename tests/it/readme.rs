//! The README tells only what exists.

use comity::tui::keymap;
use comity::tui::state::Pane;

const README: &str = include_str!("../../README.md");

/// The table of keys as the README carries it.
fn key_table() -> String {
    let mut table = String::from("| keys | what it does | where |\n| --- | --- | --- |\n");
    for (panes, keys, action) in keymap::table() {
        let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
        let names: Vec<&str> = panes.iter().map(|pane| pane.name()).collect();
        let places = match panes.len() == Pane::ALL.len() {
            true => "everywhere".to_owned(),
            false => names.join(", "),
        };
        table += &format!("| {} | {} | {places} |\n", keys.join(" "), action.doc());
    }
    table
}

#[test]
fn the_table_of_keys_is_the_one_in_the_code() {
    let table = key_table();
    assert!(README.contains(&table), "the README should carry this table:\n{table}");
}

#[test]
fn the_picture_is_the_screen() {
    assert!(README.contains(include_str!("pictures/grid-80x24.txt")));
}
