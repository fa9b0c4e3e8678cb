//! Sources that could not be read: where they might speak, nothing is called absent.

use std::fs;
use std::path::Path;
use std::process::Command;

use comity::codebook::Codebook;
use comity::compare::{Change, Difference, compare};
use comity::export::csv::Content;
use comity::export::{Rows, csv, html, markdown, report};
use comity::frequency::{Field, frequencies};
use comity::matrix::Reading;
use comity::search::narrow;
use comity::similarity::{similarity, weights};
use comity::world::{Follow, World};
use expect_test::expect;
use tempfile::TempDir;

use super::desk::Desk;

const PACT: &str = "\
title = \"Pact on cyber defence\"
parties = [\"Estonia\", \"Japan\"]

[[sources]]
file = \"pact.pdf\"
role = \"text\"

[[sources]]
file = \"note.txt\"
role = \"press\"
";

const NOTE: &str = "\
Estonia and Japan will deepen cooperation on cyber defence. They welcomed the visit.
";

const SEA: &str = "\
title = \"Treaty on the sea\"
parties = [\"France\", \"Greece\"]

[[sources]]
file = \"treaty.pdf\"

[[sources]]
file = \"annex.txt\"
";

const CODEBOOK: &str = r#"
id = "two"
name = "Two"

[[dimension]]
id = "cyber"
name = "Cyber"
short = "CYB"
description = "Cyber security"
cues = ["cyber*"]

[[dimension]]
id = "energy"
name = "Energy"
short = "ENE"
description = "Energy"
cues = ["energy", "natural gas"]
"#;

/// One agreement whose text cannot be read, one of which nothing can, and one of
/// which all can.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("codebook.toml", CODEBOOK),
        ("corpus/pact/comity.toml", PACT),
        ("corpus/pact/note.txt", NOTE),
        ("corpus/pact/pact.pdf", "no PDF"),
        ("corpus/sea/comity.toml", SEA),
        ("corpus/sea/treaty.pdf", "no PDF"),
        ("corpus/whole.txt", "Chile and Peru will protect their networks against cyber attacks.\n"),
    ];
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn world(folder: &Path) -> World {
    World::read(&[folder.join("corpus")], Codebook::parse(CODEBOOK, "codebook.toml").unwrap())
        .unwrap()
}

/// Runs comity on the folder, quietly.
fn run(folder: &Path, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_comity"))
        .current_dir(folder)
        .args(args)
        .args(["--corpus", "corpus", "--codebook", "codebook.toml", "--quiet"])
        .env("LC_ALL", "C.UTF-8")
        .env("COMITY_CACHE_DIR", "")
        .output()
        .unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

/// The card of an agreement from where it tells what was found.
fn coverage(folder: &Path, agreement: &str) -> String {
    let card = run(folder, &["show", agreement]);
    card[card.find("Coverage").unwrap()..].to_owned()
}

fn at(world: &World, id: &str) -> usize {
    world.agreements.iter().position(|agreement| agreement.id == id).unwrap()
}

#[test]
fn what_was_not_read_is_not_called_absent() {
    let folder = folder();
    expect![[r#"
                 Estonia–Japan  Chile–Peru  France–Greece
         Cyber   ● 1            ● 1         ?
         Energy  ?              –           ?

        ● committed   ◐ intended   ○ exploratory   · context only   – looked for, not found   ? not read
    "#]].assert_eq(&run(folder.path(), &["matrix"]));
    let ascii = run(folder.path(), &["matrix", "--ascii"]);
    assert!(ascii.contains(" Energy  ?              -           ?"), "{ascii}");
    expect![[r#"
        Coverage
          ● Cyber                        committed, 1 statement
          ? Energy                       not read

        Sources
          press      corpus/pact/note.txt  2 statements
          text       corpus/pact/pact.pdf  not read: not the PDF its name promises
    "#]]
    .assert_eq(&coverage(folder.path(), "estonia"));
    expect![[r#"
        Coverage
          ? Cyber                        not read
          ? Energy                       not read

        Sources
                     corpus/sea/treaty.pdf  not read: not the PDF its name promises
                     corpus/sea/annex.txt  not read: is not among the files
    "#]]
    .assert_eq(&coverage(folder.path(), "france"));
}

#[test]
fn every_table_that_is_written_says_so() {
    let folder = folder();
    expect![[r#"
        dimension,estonia-japan,chile-peru,france-greece
        cyber,committed (1),committed (1),not read
        energy,not read,absent,not read
    "#]]
    .assert_eq(&run(folder.path(), &["matrix", "--format", "csv"]));
    let world = world(folder.path());
    for content in [Content::Binary, Content::Counts] {
        let mut out = Vec::new();
        csv::matrix(&world, Rows::Dimension, content, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.ends_with("cyber,1,1,\nenergy,,0,\n"), "{text}");
    }
    let page = html::matrix(&world);
    assert!(page.contains("class=\"unread\"") && page.contains("pact.pdf, not read: "), "{page}");
    let report = markdown::report(&report::comparison(&world, &[0, 1]));
    assert!(report.contains("pact.pdf (not read)"), "{report}");
    assert!(!report.contains("Energy, Estonia–Japan: – "), "{report}");
    let text = run(folder.path(), &["matrix", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let levels: Vec<&str> = json["cells"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cell| cell["level"].as_str().unwrap())
        .collect();
    assert_eq!(levels, ["committed", "committed", "not read", "not read", "absent", "not read"]);
    assert_eq!(json["agreements"][1]["unread"], serde_json::Value::Null);
    assert_eq!(json["agreements"][2]["unread"][1]["why"], "is not among the files");
    expect![[r#"
        |  | Estonia–Japan | Chile–Peru | France–Greece |
        | --- | --- | --- | --- |
        | Cyber | ● 1 | ● 1 | ? |
        | Energy | ? | – | ? |

        ● committed, ◐ intended, ○ exploratory, · context, – absent, ? not read
    "#]]
    .assert_eq(&run(folder.path(), &["matrix", "--format", "markdown"]));
}

#[test]
fn a_photo_in_the_folder_hides_nothing_unless_it_is_named_as_a_source() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        fs::create_dir_all(folder.path().join("corpus/deal")).unwrap();
        fs::write(folder.path().join("corpus/deal").join(name), bytes).unwrap();
    };
    write("comity.toml", b"title = \"A deal\"\n");
    write("note.txt", NOTE.as_bytes());
    write("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF");
    let energy = || world(folder.path()).cell(0, 1).reading();
    assert_eq!(energy(), Reading::Absent);
    let problems = world(folder.path()).problems;
    let told: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(told, ["an image, no source"]);
    write("comity.toml", b"[[sources]]\nfile = \"photo.jpg\"\nrole = \"text\"\n");
    assert_eq!(energy(), Reading::NotRead);
    let unread = &world(folder.path()).agreements[0].unread;
    assert_eq!(unread[0].why, "an image, no source");
    write("comity.toml", b"");
    let film = [b"\0\0\0\x18ftypisom".as_slice(), &vec![0; 33 * 1024 * 1024]].concat();
    write("film.mp4", &film);
    assert_eq!(energy(), Reading::Absent, "longer than what is read");
    write("scan.pdf", b"no PDF");
    assert_eq!(energy(), Reading::NotRead);
}

#[test]
fn what_was_not_read_differs_from_nothing() {
    let folder = folder();
    let world = world(folder.path());
    let [pact, whole] = ["estonia-japan", "chile-peru"].map(|id| at(&world, id));
    let differences: Vec<Difference> =
        compare(&world, pact, whole).iter().map(|row| row.difference).collect();
    assert_eq!(differences, [Difference::Equal, Difference::NotRead]);
    let weights = weights(&world);
    assert_eq!(similarity(&world, pact, whole, &weights), Some(1.0));
    assert_eq!(similarity(&world, at(&world, "france-greece"), whole, &weights), None);
    assert_eq!(Change::between(Reading::Committed, Reading::NotRead), None);
    assert_eq!(Change::between(Reading::NotRead, Reading::Committed), None);
    expect![[r#"
        Estonia–Japan
        Chile–Peru

        BOTH, EQUALLY FIRM

        Cyber
          ● Estonia–Japan: committed, 1 statement, press: note.txt:1
              Estonia and Japan will deepen cooperation on cyber defence.
          ● Chile–Peru: committed, 1 statement, whole.txt:1
              Chile and Peru will protect their networks against cyber attacks.

        NOT BOTH READ

        Energy
          ? Estonia–Japan: not read
              1 of 2 sources could not be read: pact.pdf: not the PDF its name promises;
              looked for in 2 statements of 1 source, not found: energy, natural gas
          – Chile–Peru: absent
              looked for in 1 statement of 1 source, not found: energy, natural gas
    "#]]
    .assert_eq(&run(folder.path(), &["compare", "estonia", "chile"]));
}

#[test]
fn what_was_not_read_is_counted_and_found_by_that_name() {
    let folder = folder();
    let world = world(folder.path());
    let all: Vec<usize> = (0..world.agreements.len()).collect();
    for dimension in 0..2 {
        for frequency in frequencies(&world, &all, Field::Level(dimension)) {
            let found = narrow(&world, &frequency.query).expect("the query means something");
            assert_eq!(found.agreements.len(), frequency.count, "{frequency:?}");
        }
    }
}

#[test]
fn the_dashboard_says_what_was_not_read_and_why() {
    let folder = folder();
    let mut desk = Desk::of(world(folder.path()), 80, 24);
    let pictures = [
        (
            "j",
            expect![[r#"
                 comity  3 agreements  5 problems (!)             ● commit  ◐ intend  ○ explore
                         Estonia–Japan          Chile–Peru             France–Greece

                  Cyber   ● 1                    ● 1                    ?
                          …will deepen           …their networks
                          cooperation on cyber…  against cyber attack…
                ▸ Energy ▐?▌                     –                      ?


                ─ Estonia–Japan · Energy · not read
                 1 of 2 sources could not be read: pact.pdf: not the PDF its name promises;
                 looked for in 2 statements of 1 source, not found: energy, natural gas











                 ⏎ read  / find  w why  m mark  v versus  f filter  s sort  ? help  q quit
            "#]],
        ),
        (
            "m l v",
            expect![[r#"
                 versus  0 of 0 differences
                  Estonia–Japan                        │   Chile–Peru
                ── both, equally firm ──────────────────────────────────────────────────────────
                ▸ Cyber                    committed ● │   Cyber                    committed ●
                   Estonia and Japan will deepen       │    Chile and Peru will protect their
                   cooperation on cyber defence.       │    networks against cyber attacks.
                   press: note.txt:1                   │    line 1
                                                       │
                ── not both read ───────────────────────────────────────────────────────────────
                  Energy                    not read ? │   Energy                      absent –













                 ⏎ read  n next  N previous  d differences  x swap  Tab side  Esc back  ? help
            "#]],
        ),
    ];
    for (keys, expected) in pictures {
        desk.press(keys);
        expected.assert_eq(&desk.picture());
    }
    desk.press("Esc h w");
    let picture = desk.picture();
    let head: Vec<&str> = picture.lines().map(str::trim).take(3).collect();
    let told = "1 of 2 sources could not be read: pact.pdf: not the PDF its name promises";
    assert_eq!(head, ["why  Estonia–Japan  Energy", "Energy: not read", told]);
    let mut desk = Desk::of(world(folder.path()), 250, 24);
    desk.press("c");
    assert!(desk.picture().contains("pact.pdf  not read: not the PDF its name promises"));
}

#[test]
fn every_key_may_be_pressed_where_nothing_could_be_read() {
    let folder = folder();
    let mut desk = Desk::of(world(folder.path()), 80, 24);
    let keys = ["Enter", "w", "c", "v", "p", "a", "C", "e", "B", "T", "S", "F", "t", "y", "r", "o"];
    for pane in ["", "c", "v", "t", "B"] {
        for key in keys {
            desk.press(&format!("Esc Esc Esc Esc l l l l {pane} {key}"));
            assert!(!desk.picture().is_empty());
        }
    }
}

#[test]
fn a_source_that_becomes_readable_is_followed() {
    let folder = folder();
    let before = world(folder.path());
    write(folder.path(), "corpus/sea/annex.txt", "France and Greece will share natural gas.\n");
    fs::remove_file(folder.path().join("corpus/sea/treaty.pdf")).unwrap();
    let after = world(folder.path());
    let sea = at(&after, "france-greece");
    assert_eq!(Follow::new(&before, &after).agreement(at(&before, "france-greece")), Some(sea));
    assert_eq!(after.cell(sea, 1).reading(), Reading::Committed);
    assert_eq!(after.cell(sea, 0).reading(), Reading::NotRead, "the treaty is missing still");
}

const ABKOMMEN: &str = "\
---
title: Abkommen über die Verteidigung
parties: [Germany, Austria]
status: signed
---
# Abkommen

Beide Regierungen unterzeichneten in Berlin ein Abkommen über die Zusammenarbeit in der \
Verteidigung. Sie wollen gemeinsam üben und ihre Netze besser vor Angriffen schützen. Eine \
Stelle für Cyber Sicherheit soll jedes Jahr den Parteien berichten.
";

#[test]
fn what_is_not_in_english_was_not_read_for_english_cues() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "codebook.toml", CODEBOOK);
    write(folder.path(), "corpus/abkommen.md", ABKOMMEN);
    write(folder.path(), "corpus/note.txt", NOTE);
    expect![[r#"
                 Germany–Austria  Estonia–Japan
         Cyber   · 1              ● 1
         Energy  ?                –

        ● committed   ◐ intended   ○ exploratory   · context only   – looked for, not found   ? not read
    "#]].assert_eq(&run(folder.path(), &["matrix"]));
    let card = run(folder.path(), &["show", "austria"]);
    assert!(card.contains("language     in German: the cues are English"), "{card}");
    assert!(card.contains("? Energy                       not read"), "{card}");
    let mut desk = Desk::of(world(folder.path()), 80, 12);
    desk.press("j");
    expect![[r#"
         comity  2 agreements  1 problem (!)              ● commit  ◐ intend  ○ explore
                 Germany–Austria         Estonia–Japan
                 signed in German
          Cyber   · 1                     ● 1
                  …Stelle für Cyber       …will deepen
                  Sicherheit soll jedes…  cooperation on cyber …
        ▸ Energy ▐?▌                      –


        ─ Germany–Austria · Energy · not read
         in German: the cues are English; looked for in 4 statements of 1 source, not
         ⏎ read  / find  w why  m mark  v versus  f filter  s sort  ? help  q quit
    "#]]
    .assert_eq(&desk.picture());
    desk.press("w");
    let picture = desk.picture();
    let told = picture.lines().any(|line| line.trim() == "in German: the cues are English");
    assert!(told, "{picture}");
}

#[test]
fn one_source_in_english_is_enough_to_look_in() {
    let folder = tempfile::tempdir().unwrap();
    let group = "[[sources]]\nfile = \"abkommen.md\"\nrole = \"text\"\n\n[[sources]]\n\
                 file = \"note.txt\"\nrole = \"press\"\n";
    write(folder.path(), "corpus/abkommen.md", ABKOMMEN);
    write(folder.path(), "corpus/note.txt", "They will share natural gas for many years.\n");
    write(folder.path(), "corpus/comity.toml", group);
    let world = world(folder.path());
    assert_eq!(world.agreements[0].language(), None);
    assert_eq!(world.cell(0, 1).backing, None, "who could say what the German text has");
}
