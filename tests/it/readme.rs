//! The README tells only what exists.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

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

/// What stands in backticks, and the lines of the shell.
fn code() -> Vec<String> {
    let mut spans = Vec::new();
    let mut prose = String::new();
    let mut fence = None;
    for line in README.lines() {
        match (fence, line.strip_prefix("```")) {
            (None, Some(language)) => fence = Some(language),
            (Some(_), Some(_)) => fence = None,
            (Some("sh"), None) => spans.push(line.split(" #").next().unwrap().trim().to_owned()),
            (Some(_), None) => {}
            (None, None) => prose += &format!("{line} "),
        }
    }
    let quoted = prose.split('`').skip(1).step_by(2);
    spans.extend(quoted.map(|span| span.replace("\\|", "|")));
    spans
}

/// What `--help` of a command says.
fn help(words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_comity")).args(words).arg("--help").output();
    String::from_utf8(output.unwrap().stdout).unwrap()
}

/// The long flags in a piece of code.
fn flags(code: &str) -> impl Iterator<Item = &str> {
    let words = code.split([' ', '[', ']', '|', ',']);
    words.filter(|word| word.starts_with("--") && word.len() > 2)
}

#[test]
fn every_command_and_flag_exists() {
    let all = help(&[]);
    let listed = all.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = listed.take_while(|line| !line.is_empty());
    let commands: Vec<&str> = listed.filter_map(|line| line.split_whitespace().next()).collect();
    let mut helps = all.clone();
    for command in &commands {
        helps += &help(&[command]);
    }
    let mut count = 0;
    for span in code() {
        for part in span.split(" | ").filter(|part| part.starts_with("comity ")) {
            let mut words = part.split(' ').skip(1);
            let first = words.next().unwrap();
            let is_plain = first.chars().all(|c| c.is_ascii_lowercase());
            let help = match (is_plain, first) {
                (true, "export") => help(&["export", words.next().unwrap()]),
                (true, command) => {
                    assert!(commands.contains(&command), "comity {command}");
                    help(&[command])
                }
                (false, _) => all.clone(),
            };
            for flag in flags(part).filter(|flag| *flag != "--help") {
                assert!(help.contains(flag), "{part}");
            }
            count += 1;
        }
        if span.starts_with('-') {
            flags(&span).for_each(|flag| assert!(helps.contains(flag), "{span}"));
        }
    }
    assert!(count > 30, "{count}");
}

#[test]
fn every_bench_test_and_variable_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let sources = ["src", "tests"].map(|folder| all_text(&root.join(folder))).concat();
    for span in code() {
        let words: Vec<&str> = span.split(' ').collect();
        for pair in words.windows(2) {
            match pair {
                ["--bench", name] => assert!(manifest.contains(&format!("\"{name}\"")), "{span}"),
                ["it", name] => {
                    let path = root.join("tests/it").join(name).with_extension("rs");
                    assert!(path.exists() || sources.contains(&format!("fn {name}")), "{span}");
                }
                _ => {}
            }
        }
        for word in words.iter().flat_map(|word| word.split('=')) {
            if word.starts_with("COMITY_") {
                // Those of settings are made of the names of their keys.
                let key = word.trim_start_matches("COMITY_").to_lowercase();
                let is_key = sources.contains(&format!("\"{key}\""));
                assert!(sources.contains(word) || is_key, "{word}");
            }
        }
    }
}

fn all_text(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let text = |path: PathBuf| match path.extension().and_then(|it| it.to_str()) {
        _ if path.is_dir() => all_text(&path),
        Some("rs") => fs::read_to_string(path).unwrap(),
        _ => String::new(),
    };
    entries.map(text).collect()
}

#[test]
fn every_key_exists() {
    const NAMED: [&str; 10] =
        ["Enter", "Tab", "Esc", "Space", "Up", "Down", "Left", "Right", "Home", "End"];
    let keys: Vec<&str> =
        keymap::table().flat_map(|(_, keys, _)| keys).flat_map(|key| key.split(' ')).collect();
    for span in code() {
        let is_letter = span.len() == 1 && span.chars().all(|c| c.is_ascii_alphabetic());
        let is_chord = span.starts_with("Ctrl+") || span.starts_with("Alt+");
        if is_letter || is_chord || NAMED.contains(&span.as_str()) {
            assert!(keys.contains(&span.as_str()), "there is no key {span}");
        }
    }
}
