//! A person's coding beside the sources, seen beside the machine's.

use std::fs;
use std::process::Command;

use comity::codebook::Codebook;
use comity::coding::Kind;
use comity::world::World;
use tempfile::TempDir;

use crate::desk::Desk;

const PACT: &str =
    "Italy and Japan signed a pact. They shall share intelligence. They will train troops.\n";

/// The second sentence otherwise, the third as the machine has it, the first not
/// at all.
const GOLD: &str = "\
{\"doc\": \"pact.txt\", \"start\": 31, \"end\": 61, \"kind\": \"provision\", \"level\": 1, \"dims\": [\"cyber\"]}
{\"doc\": \"pact.txt\", \"start\": 62, \"end\": 85, \"kind\": \"provision\", \"level\": 3, \"dims\": [\"military\"]}
";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("pact.txt"), PACT).unwrap();
    fs::write(folder.path().join("ada-gold.jsonl"), GOLD).unwrap();
    folder
}

#[test]
fn what_a_person_reads_otherwise_is_seen_in_the_reader() {
    let folder = folder();
    let world = World::read(&[folder.path().to_owned()], Codebook::defence()).unwrap();
    let ids: Vec<_> = world.statements().collect();
    let kinds: Vec<_> = ids.iter().map(|id| world.person(*id).map(|it| it.kind)).collect();
    assert_eq!(kinds, [None, Some(Kind::Provision), Some(Kind::Provision)]);
    let differs: Vec<bool> = ids.iter().map(|id| world.dissent(*id).is_some()).collect();
    assert_eq!(differs, [false, true, false]);
    let mut desk = Desk::of(world, 80, 24);
    desk.press("/ intelligence Enter Enter");
    let seen = desk.picture();
    assert!(seen.contains("‡ a person: provision, exploratory, CYB"), "{seen}");
    let marked = seen.lines().filter(|line| line.contains("●‡")).count();
    assert_eq!(marked, 1, "only what differs is marked: {seen}");
    desk.press("w");
    let why = desk.picture();
    assert!(why.contains("a person: provision, exploratory, about Cyber"), "{why}");
    desk.press("q J");
    assert!(!desk.picture().contains("a person"), "{}", desk.picture());
    desk.press("w");
    assert!(desk.picture().contains("about Military, as the machine does"));
    desk.press("q q c");
    assert!(desk.picture().contains("against 2 statements coded by a person"));
}

#[test]
fn a_project_that_is_coded_elsewhere_becomes_a_coding_beside_the_sources() {
    let folder = folder();
    let comity = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_comity"))
            .args(args)
            .args(["-c", "pact.txt", "--no-cache"])
            .env("COMITY_CONFIG", "/dev/null")
            .env("COMITY_DATA_DIR", "")
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    comity(&["export", "project", "p.qdpx"]);
    comity(&["agree", "p.qdpx", "--write", "eve-gold.jsonl"]);
    fs::remove_file(folder.path().join("ada-gold.jsonl")).unwrap();
    let world = World::read(&[folder.path().to_owned()], Codebook::defence()).unwrap();
    assert!(world.statements().all(|id| world.person(id).is_some()));
    assert!(world.statements().all(|id| world.dissent(id).is_none()));
}
