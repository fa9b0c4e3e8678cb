//! What comity is built on, held to what `src/DEPENDENCIES.md` says of it.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

const REVIEW: &str = include_str!("../../src/DEPENDENCIES.md");
const CHANGES: &str = include_str!("../../src/CHANGELOG.md");

/// A part of the review, by its heading.
fn part(heading: &str) -> &'static str {
    let parts = REVIEW.split("\n# ");
    parts.map(str::trim_start).find(|part| part.starts_with(heading)).unwrap()
}

/// What a text names in backticks.
fn named(text: &str) -> BTreeSet<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// What cargo resolves for this machine, by a format of `cargo tree`; tests and
/// builds of dependencies don't count.
fn tree(args: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "-e", "normal", "--prefix", "none", "--locked", "--offline"])
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().filter(|line| !line.starts_with("comity ")).map(str::to_owned).collect()
}

#[test]
fn every_direct_dependency_is_reviewed() {
    let manifest: toml::Table = include_str!("../../Cargo.toml").parse().unwrap();
    let table = manifest["dependencies"].as_table().unwrap();
    let direct: BTreeSet<&str> = table.keys().map(String::as_str).collect();
    assert_eq!(named(part("What for")), direct);
}

#[test]
fn every_licence_is_one_of_those_reviewed() {
    let allowed = named(part("Licences").split("\n\n").last().unwrap());
    for line in tree(&["-f", "{p}|{l}"]) {
        let (package, licence) = line.split_once('|').unwrap();
        let licence = licence.trim_end_matches(" (*)").replace('/', " OR ");
        let licence = licence.replace(['(', ')'], "");
        // One of several that are offered is enough; of those that hold together
        // each must be allowed.
        for side in licence.split(" AND ") {
            let is_allowed = side.split(" OR ").any(|one| allowed.contains(one.trim()));
            assert!(is_allowed, "{package} is under {licence}");
        }
    }
}

#[test]
fn nothing_is_there_twice_but_what_is_known() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in tree(&["-f", "{p}"]) {
        let mut words = line.split(' ');
        let (name, version) = (words.next().unwrap(), words.next().unwrap());
        versions.entry(name.to_owned()).or_default().insert(version.to_owned());
    }
    let twice: BTreeSet<&str> = versions
        .iter()
        .filter(|(_, versions)| versions.len() > 1)
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(named(part("Twice")), twice);
}

#[test]
fn the_changes_begin_with_this_version() {
    let newest = CHANGES.lines().find_map(|line| line.strip_prefix("# ")).unwrap();
    assert!(newest.starts_with(env!("CARGO_PKG_VERSION")), "{newest}");
}
