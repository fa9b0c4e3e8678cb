//! Who may know whom: the layers of the architecture page, kept true.

use std::fs;
use std::path::{Path, PathBuf};

/// A module, and the words that its lines of code must not hold.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("source", &["ratatui", "crossterm", "clap", "crate::coding", "crate::tui", "std::fs"]),
    ("format", &["ratatui", "crossterm", "clap", "crate::coding", "crate::tui", "std::fs"]),
    ("agreement", &["ratatui", "crossterm", "clap", "crate::export", "crate::tui", "std::fs"]),
    ("statement", &["ratatui", "crossterm", "clap", "crate::coding", "std::fs"]),
    ("language", &["ratatui", "crossterm", "clap", "crate::coding", "crate::tui", "std::fs"]),
    ("codebook", &["ratatui", "crossterm", "clap", "crate::cli", "crate::tui"]),
    ("coding", &["ratatui", "crossterm", "clap", "crate::matrix", "crate::tui", "std::fs"]),
    ("matrix", &["ratatui", "crossterm", "clap", "crate::tui", "std::fs"]),
    ("world", &["ratatui", "crossterm", "clap", "crate::tui", "std::fs"]),
    ("order", &["ratatui", "crossterm", "clap", "crate::tui", "std::fs"]),
    ("frequency", &["ratatui", "crossterm", "clap", "crate::tui", "std::fs"]),
    ("similarity", &["ratatui", "crossterm", "clap", "crate::tui", "std::fs"]),
    ("compare", &["ratatui", "crossterm", "clap", "crate::tui", "std::fs"]),
    ("search", &["ratatui", "crossterm", "clap", "crate::tui", "std::fs"]),
    ("agree", &["ratatui", "crossterm", "clap", "crate::tui", "std::fs"]),
    ("export", &["ratatui", "crossterm", "clap", "crate::tui", "std::fs"]),
    ("dossier", &["ratatui", "crossterm", "clap", "crate::cli", "crate::export", "crate::tui"]),
    ("dossier/anchor", &["std::fs"]),
    ("dossier/edit", &["std::fs"]),
    ("dossier/placed", &["std::fs"]),
    ("tui/view", &["update::", "crate::corpus", "std::fs"]),
    ("tui/update", &["theme::", "view::", "crate::corpus", "std::fs"]),
];

#[test]
fn only_the_shells_know_a_screen_or_a_command_line() {
    for path in files("").into_iter().filter(|path| !is_shell(path)) {
        for line in code(&path) {
            for word in ["ratatui", "crossterm", "clap"] {
                assert!(!line.contains(word), "{}: {line}", path.display());
            }
        }
    }
}

fn is_shell(path: &Path) -> bool {
    let path = path.display().to_string();
    ["src/cli", "src/tui", "src/lib.rs"].iter().any(|shell| path.contains(shell))
}

#[test]
fn no_module_knows_what_it_must_not() {
    for (module, words) in FORBIDDEN {
        assert!(!files(module).is_empty(), "{module}");
        for path in files(module) {
            for line in code(&path).filter(|line| line.contains("use ") || line.contains("::")) {
                for word in *words {
                    assert!(!line.contains(word), "{}: {line}", path.display());
                }
            }
        }
    }
}

#[test]
fn only_search_knows_the_matcher() {
    for path in files("") {
        let is_matcher = path.ends_with("src/search/matcher.rs");
        let knows = code(&path).any(|line| line.contains("fuzzy_matcher"));
        assert_eq!(knows, is_matcher, "{}", path.display());
    }
}

/// The files of a module: `foo.rs` and all below `foo/`, but for what its tests
/// hold in files of their own.
fn files(module: &str) -> Vec<PathBuf> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let file = src.join(format!("{module}.rs"));
    walkdir::WalkDir::new(src.join(module))
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .chain(file.exists().then_some(file))
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .filter(|path| !path.components().any(|part| part.as_os_str() == "tests"))
        .collect()
}

/// The lines of a file that are code.
fn code(path: &Path) -> impl Iterator<Item = String> {
    let text = fs::read_to_string(path).unwrap();
    let lines: Vec<String> = text
        .lines()
        .map(str::trim)
        .take_while(|line| *line != "mod tests {")
        .filter(|line| !line.starts_with("//"))
        .map(str::to_owned)
        .collect();
    lines.into_iter()
}
