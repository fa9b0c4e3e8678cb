//! One agreement told by several sources, and several that follow each other:
//! `comity.toml`, front matter, `comity group`, series.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use comity::agreement::group;
use comity::codebook::Codebook;
use comity::coding::States;
use comity::compare::{Change, Course};
use comity::glyph::Glyphs;
use comity::lexicon::LexiconBuilder;
use comity::source::Problem;
use comity::tui::state::Opened;
use comity::world::World;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use serde_json::Value;
use tempfile::TempDir;

use super::desk::Desk;

const TREATY: &str = "\
# Agreement between Germany and Italy on cooperation in defence

Done at Berlin on 22 November 2023.

## Article 1

The Parties shall protect their networks against cyber attacks together.

## Article 2

The Parties shall hold joint naval exercises in the Baltic Sea.

## Article 3

The Parties intend to launch satellites together.
";

const PRESS: &str = "\
---
title: Germany and Italy sign a pact on defence
parties: [DEU, ITA]
date: 2023-11-23
---

Germany and Italy signed an agreement on defence in Berlin on Wednesday.

Under it the two countries will protect their networks against cyber attacks together.

They will launch satellites together. They will share supplies of natural gas.
";

const TOML: &str = "\
title = \"The Berlin agreement\"
parties = [\"Germany\", \"Italy\"]
date = 2023-11-22
status = \"signed\"

[[sources]]
file = \"agreement.md\"
role = \"text\"
";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    files.iter().for_each(|(name, text)| write(folder.path(), name, text));
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn berlin() -> TempDir {
    folder(&[("agreement.md", TREATY), ("press/paper.md", PRESS), ("comity.toml", TOML)])
}

fn world(folder: &Path) -> World {
    World::read(&[folder.to_owned()], Codebook::defence()).unwrap()
}

/// Runs comity on a folder, its name left out of what it prints.
fn run(folder: &Path, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_comity"))
        .args(args)
        .arg("--corpus")
        .arg(folder)
        .env("LC_ALL", "C.UTF-8")
        .env("COMITY_CACHE_DIR", "")
        .output()
        .unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    let code = output.status.code().unwrap();
    format!("{text}[{code}]\n").replace(folder.to_str().unwrap(), "FOLDER")
}

/// The agreements of a folder with their documents and roles.
fn told(world: &World) -> Vec<String> {
    let source = |(document, role): (usize, comity::agreement::SourceRole)| {
        format!("{}:{}", role.name(), world.documents[document].source.doc)
    };
    let sources = |agreement: &comity::agreement::Agreement| {
        agreement.sources().map(source).collect::<Vec<_>>().join(" ")
    };
    world.agreements.iter().map(|it| format!("{} {}", it.id, sources(it))).collect()
}

fn check_problems(toml: &str, expected: Expect) {
    let folder = folder(&[("a.md", TREATY), ("b.md", PRESS), ("comity.toml", toml)]);
    let world = world(folder.path());
    let advised = |problem: &Problem| {
        let hint = problem.hint.as_ref().map(|hint| format!("  {hint}\n"));
        format!("{problem}\n{}", hint.unwrap_or_default())
    };
    let problems: String = world.problems.iter().map(advised).collect();
    let path = folder.path().to_str().unwrap().to_owned() + "/";
    let told = told(&world).join("\n");
    expected.assert_eq(&format!("{}{told}\n", problems.replace(&path, "")));
}

#[test]
fn a_folder_with_its_file_is_one_agreement() {
    let folder = berlin();
    let world = world(folder.path());
    assert!(world.problems.is_empty(), "{:?}", world.problems);
    assert_eq!(told(&world), ["germany-italy text:agreement.md press:paper.md"]);
    let deal = &world.agreements[0].deal;
    assert_eq!(deal.title, "The Berlin agreement");
    assert_eq!(deal.date.as_deref(), Some("2023-11-22"));
    assert_eq!(deal.status.as_deref(), Some("signed"));
}

#[test]
fn front_matter_names_the_agreement() {
    let named = |text: &str, name: &str| match text.strip_prefix("---\n") {
        Some(rest) => format!("---\nagreement: {name}\n{rest}"),
        None => format!("---\nagreement: {name}\n---\n{text}"),
    };
    let (treaty, press) = (named(TREATY, "Berlin Pact"), named(PRESS, "berlin pact"));
    let apart = folder(&[("x/a.md", &press), ("y/b.md", &treaty), ("z/c.md", PRESS)]);
    let told = told(&world(apart.path()));
    assert_eq!(
        told,
        ["germany-italy-2023 text:b.md press:a.md", "germany-italy-2023-2 press:c.md"]
    );
}

#[test]
fn a_group_takes_what_names_its_title() {
    let press = PRESS.replace("title:", "agreement: the Berlin AGREEMENT\ntitle:");
    let folder = folder(&[
        ("deal/agreement.md", TREATY),
        ("deal/comity.toml", TOML),
        ("press/paper.md", &press),
    ]);
    assert_eq!(told(&world(folder.path())), ["germany-italy text:agreement.md press:paper.md"]);
}

#[test]
fn a_cell_tells_which_sources_carry_it() {
    let folder = berlin();
    let text = run(folder.path(), &["matrix", "--format", "json"]);
    let json: Value = serde_json::from_str(&text[..text.rfind('[').unwrap()]).unwrap();
    let mut told = String::new();
    for cell in json["cells"].as_array().unwrap() {
        if let Some(backing) = cell["backing"].as_str() {
            let roles = cell["evidence"].as_array().unwrap().iter().map(|it| &it["role"]);
            let roles: Vec<&str> = roles.map(|role| role.as_str().unwrap()).collect();
            told += &format!("{} {backing} {}\n", cell["dimension"], roles.join(" "));
        }
    }
    expect![[r#"
        "military" confirmed text press
        "cyber" confirmed text press
        "maritime" unreported text
        "space" overstated press text
        "energy" press-only press
        "institutions" confirmed text press
        "region" unreported text
    "#]]
    .assert_eq(&told);
    expect![[r#"
                           Germany-Italy
         Defence industry  -
         Military          # 2=
         Cyber             # 2=
         Hybrid threats    -
         Infrastructure    -
         Supply chains     -
         Technology        -
         Maritime          # 1!
         Space             # 2<
         Energy            # 1"
         Economy           -
         Export controls   -
         Institutions      # 2=
         Strategic scope   # 1!
         Intelligence      -
         People            -

        # committed   + intended   o exploratory   . context only   - looked for, not found
        = confirmed by the text   < reported firmer than the text   " reported by the press only   ! in the text but unreported
        [0]
    "#]].assert_eq(&run(folder.path(), &["matrix", "--ascii"]));
    expect![[r#"
        The Berlin agreement
        germany-italy

        parties      Germany (DEU), Italy (ITA)
        instrument   agreement
        status       signed
        date         2023-11-22
        place        Berlin
        signatories  not said

        Coverage
          – Defence industry             absent
          ● Military                     committed, 2 statements, confirmed by the text
          ● Cyber                        committed, 2 statements, confirmed by the text
          – Hybrid threats               absent
          – Infrastructure               absent
          – Supply chains                absent
          – Technology                   absent
          ● Maritime                     committed, 1 statement, in the text but unreported
          ● Space                        committed, 2 statements, reported firmer than the text
          ● Energy                       committed, 1 statement, reported by the press only
          – Economy                      absent
          – Export controls              absent
          ● Institutions                 committed, 2 statements, confirmed by the text
          ● Strategic scope              committed, 1 statement, in the text but unreported
          – Intelligence                 absent
          – People                       absent

        Sources
          text       FOLDER/agreement.md  8 statements
          press      FOLDER/press/paper.md  4 statements
        [0]
    "#]]
    .assert_eq(&run(folder.path(), &["show", "italy"]));
}

#[test]
fn the_strip_says_which_source_and_how_it_stands_to_the_others() {
    let folder = berlin();
    let mut desk = Desk::of(world(folder.path()), 80, 24);
    desk.press("j j");
    expect![[r#"
         comity  1 agreement  ● committed  ◐ intended  ○ exploratory  · context  – none
                           Germany–Italy
                           signed 2023-11-22
          Defence industry  –
          Military          ● 2=
        ▸ Cyber            ▐● 2=▌
          Hybrid threats    –
          Infrastructure    –
          Supply chains     –
          Technology        –
          Maritime          ● 1!
          Space             ● 2<
          Energy            ● 1“
          Economy           –
          Export controls   –
          Institutions      ● 2=
          Strategic scope   ● 1!
          Intelligence      –
          People            –
        ─ Germany–Italy · Cyber · committed · confirmed by the text · text: agreement.m…
         ● The Parties shall protect their networks against cyber attacks together.


         ⏎ read  / find  w why  m mark  v versus  f filter  s sort  ? help  q quit
    "#]]
    .assert_eq(&desk.picture());
    desk.glyphs = Glyphs::Ascii;
    desk.press("Enter");
    expect![" Germany-Italy  Cyber  1 of 2             text: agreement.md  DEU-ITA:4  line 7"]
        .assert_eq(desk.picture().lines().next().unwrap());
    desk.resize(200, 60);
    desk.press("Esc");
    expect![[r#"
         comity  1 agreement  16 dimensions  12 statements                                                                  # committed   + intended   o exploratory   . context only   - looked for, not found
                           Germany-Italy                                                - Germany-Italy - Cyber - committed - confirmed by the text - text: agreement.md:7 - DEU-ITA:4 - 2 statements
                           signed 2023-11-22                                             # The Parties shall protect their networks against cyber attacks together.
          Defence industry  -                                                              text: agreement.md:7
                                                                                         # Under it the two countries will protect their networks against cyber attacks together.
                                                                                           press: paper.md:9
          Military          # 2=
                            ~shall hold joint
                            naval exercises in th~
        > Cyber            [# 2=]
                            ~protect their
                            networks against cybe~"#]].assert_eq(&desk.picture().lines().take(12).collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_is_wrong_in_the_file_is_told_and_the_rest_counts() {
    check_problems(
        "titel = \"x\"\nstatus = \"done\"\ndate = \"soon\"\nparties = \"Germany\"\n\
         [[sources]]\nfile = \"a.md\"\nrole = \"treaty\"\n[[sources]]\nrole = \"text\"\n\
         [[sources]]\nfile = \"../c.md\"\nurl = 1\n",
        expect![[r#"
            comity.toml:1: unknown key `titel`; known are title, parties, date, status, sources, agreement
              did you mean "title"?
            comity.toml:2: `status` is "done", not one of proposed, announced, signed, in-force
            comity.toml:3: `date` is "soon", not a date such as 2024-05-01, 2024-05 or 2024
            comity.toml:4: `parties` should be a list: ["Germany", "Italy"]
            comity.toml:7: `role` is "treaty", not one of text, statement, press
            comity.toml:8: a source needs its `file`: its path from here
            comity.toml:12: unknown key `url`; known are file, role
            comity.toml:11: `sources`: "../c.md" is no source that could be read
              put the file there, or mend its path, which goes from this folder
            germany-italy text:a.md press:b.md
        "#]],
    );
    check_problems(
        "title = \"Berlin\nparties = [\"DEU\", \"ITA\"]\n",
        expect![[r#"
            comity.toml:1: `title`: invalid basic string, expected `"`
            germany-italy text:a.md press:b.md
        "#]],
    );
    check_problems(
        "\u{1}",
        expect![[r#"
            comity.toml:1: key with no value, expected `=`
            germany-italy-2023 text:a.md
            germany-italy-2023-2 press:b.md
        "#]],
    );
    check_problems(
        "",
        expect![[r#"
        germany-italy text:a.md press:b.md
    "#]],
    );
    check_problems(
        "[[agreement]]\nsources = [{ file = \"a.md\" }]\n[[agreement]]\ntitle = \"Other\"\n\
         sources = [{ file = \"b.md\" }, { file = \"a.md\" }]\n[[agreement]]\n",
        expect![[r#"
            comity.toml:6: an `[[agreement]]` without `[[agreement.sources]]` has no source
            comity.toml:5: `sources`: "a.md" belongs to another agreement already
              name it under one of them only
            germany-italy-2023 text:a.md
            germany-italy-2023-2 press:b.md
        "#]],
    );
    check_problems(
        "agreement = 1\n",
        expect![[r#"
            comity.toml:1: write each under a line `[[agreement]]`
            germany-italy-2023 text:a.md
            germany-italy-2023-2 press:b.md
        "#]],
    );
}

#[test]
fn what_may_be_meant_is_told_and_what_is_not_known_stays() {
    check_problems(
        "titel = \"x\"\nstatus = \"sinned\"\nparties = [\"Germny\", \"ITA\", \"GER\", \"Atlantis\"]\n\
         [[sources]]\nfile = \"a.md\"\nrole = \"Texts\"\nroll = 1\n",
        expect![[r#"
            comity.toml:1: unknown key `titel`; known are title, parties, date, status, sources, agreement
              did you mean "title"?
            comity.toml:2: `status` is "sinned", not one of proposed, announced, signed, in-force
              did you mean "signed"?
            comity.toml:3: `parties`: "Germny" is not known
              did you mean "Germany"?
            comity.toml:3: `parties`: "GER" is not known
              did you mean "Germany"?
            comity.toml:6: `role` is "Texts", not one of text, statement, press
              did you mean "text"?
            comity.toml:7: unknown key `roll`; known are file, role
              did you mean "role"?
            germny-italy-ger-atlantis text:a.md press:b.md
        "#]],
    );
    check_problems(
        "[[agreemnet]]\ntitle = \"x\"\n",
        expect![[r#"
        comity.toml:1: unknown key `agreemnet`; known are title, parties, date, status, sources, agreement
          did you mean "agreement"?
        germany-italy-2023 text:a.md
        germany-italy-2023-2 press:b.md
    "#]],
    );
}

#[test]
fn groups_are_proposed_and_written_once() {
    let folder = folder(&[
        ("deal/agreement.md", TREATY),
        ("deal/press/paper.md", PRESS),
        ("deal/late.md", &PRESS.replace("2023-11-23", "2024-02-01").replace("on Wednesday", "")),
    ]);
    let before = told(&world(folder.path()));
    expect![[r##"
        # FOLDER/deal/comity.toml
        [[agreement]]
        title = "Agreement between Germany and Italy on cooperation in defence"
        parties = ["DEU", "ITA"]
        date = "2023-11-22"
        status = "signed"

        [[agreement.sources]]
        file = "agreement.md"
        role = "text"

        [[agreement.sources]]
        file = "press/paper.md"
        role = "press"

        comity: nothing is written; --write does that
        [0]
    "##]]
    .assert_eq(&run(folder.path(), &["group"]));
    assert!(!folder.path().join("deal/comity.toml").exists());
    expect![[r#"
        FOLDER/deal/comity.toml written: 1 agreement
        [0]
    "#]]
    .assert_eq(&run(folder.path(), &["group", "--write"]));
    let after = world(folder.path());
    assert!(after.problems.is_empty(), "{:?}", after.problems);
    assert_ne!(told(&after), before);
    expect![[r#"
        germany-italy-2023 text:agreement.md press:paper.md
        germany-italy-2024 press:late.md"#]]
    .assert_eq(&told(&after).join("\n"));
    expect![[r#"
        comity: no two sources that are not grouped yet share their parties and a date
        hint: `agreement: NAME` in the front matter of each makes them one, too
        [1]
    "#]]
    .assert_eq(&run(folder.path(), &["group", "--write"]));
    // What somebody wrote stays.
    fs::write(folder.path().join("deal/comity.toml"), "[[agreement]]\n").unwrap();
    expect![[r#"
        comity: FOLDER/deal/comity.toml:1: an `[[agreement]]` without `[[agreement.sources]]` has no source
        comity: FOLDER/deal/comity.toml is there already
        hint: without --write, `comity group` prints what to add to it
        [2]
    "#]].assert_eq(&run(folder.path(), &["group", "--write"]));
    assert_eq!(fs::read(folder.path().join("deal/comity.toml")).unwrap(), b"[[agreement]]\n");
}

fn statement(year: u32, text: &str) -> String {
    format!(
        "---\ntitle: Joint Statement of Japan and India\ndate: {year}-05-20\n\
         parties: [JPN, IND]\n---\n\n{text}\n"
    )
}

fn three_statements() -> TempDir {
    let first = "We will hold joint naval exercises every year. We will cooperate on energy.";
    let second = "We will hold joint naval exercises every year. We want to cooperate on energy. \
                  We will launch satellites together.";
    let third = "We will launch satellites together. We will cooperate on energy.";
    folder(&[
        ("c.md", &statement(2021, first)),
        ("a.md", &statement(2023, second)),
        ("b.md", &statement(2025, third)),
        ("other.md", TREATY),
    ])
}

#[test]
fn a_card_lists_the_series_and_steps_through_it() {
    let folder = three_statements();
    let mut desk = Desk::of(world(folder.path()), 80, 60);
    desk.press("c G");
    expect![[r#"
         Japan–India 2023  card        ● commit  ◐ intend  ○ explore  · context  – none
          Joint Statement of Japan and India
          japan-india-2023

          parties      Japan (JPN), India (IND)
          instrument   joint statement
          status       announced
          date         2023-05-20
          place        not said
          signatories  not said

          coverage
          – Defence industry   absent
          ● Military           committed   1 statement
          – Cyber              absent
          – Hybrid threats     absent
          – Infrastructure     absent
          – Supply chains      absent
          – Technology         absent
          ● Maritime           committed   1 statement
          ● Space              committed   1 statement
          ◐ Energy             intended    1 statement
          – Economy            absent
          – Export controls    absent
          – Institutions       absent
          – Strategic scope    absent
          – Intelligence       absent
        ▸ – People             absent

          series, 2 of 3  n later, N earlier
          earlier Japan–India 2021  joint statement, announced, 2021-05-20
          this    Japan–India 2023  joint statement, announced, 2023-05-20
          later   Japan–India 2025  joint statement, announced, 2025-05-20

          sources
          FOLDER/a.md  3 statements























         ⏎ read  / find  w why  m mark  v versus  y copy  Esc back  ? help  e export
    "#]]
    .assert_eq(&desk.picture().replace(folder.path().to_str().unwrap(), "FOLDER"));
    desk.press("n");
    let title = |desk: &Desk| desk.picture().lines().next().unwrap().to_owned();
    assert!(title(&desk).contains("2025"), "{}", title(&desk));
    desk.press("n");
    assert!(desk.picture().contains("this is the last of the series"));
    desk.press("N N");
    assert!(title(&desk).contains("2021"), "{}", title(&desk));
    desk.press("Esc");
    assert_eq!(desk.state.grid.agreement, 2);
}

#[test]
fn what_is_long_on_a_card_is_read_whole() {
    let title = "Agreement between the Government of the Federal Republic of Germany and the \
                 Government of the Italian Republic on cooperation in defence";
    let missing = "[[sources]]\nfile = \"annex-on-the-protection-of-classified-information.pdf\"\n";
    let folder = folder(&[
        ("deal/agreement.md", TREATY),
        ("deal/comity.toml", &format!("title = \"{title}\"\n{missing}")),
    ]);
    let mut desk = Desk::of(world(folder.path()), 60, 44);
    let words =
        ["Rome", "wants", "the", "annex", "before", "anything", "is", "signed", "at", "all"];
    desk.press(&format!("c a {} Enter", words.join(" Space ")));
    let picture = desk.picture();
    expect![[r#"
         Germany–Italy  card          ● commit  ◐ intend  ○ explore
          Agreement between the Government of the Federal Republic
          of Germany and the Government of the Italian Republic on
          cooperation in defence
          germany-italy"#]]
    .assert_eq(&picture.lines().take(5).map(|line| &line[1..]).collect::<Vec<_>>().join("\n"));
    let told: String = picture.split_whitespace().collect();
    let source = "annex-on-the-protection-of-classified-information.pdfnotread:isnotamongthefiles";
    assert!(told.contains(source) && told.contains(&words.concat()), "{picture}");
}

#[test]
fn the_press_against_the_text_is_written_as_a_comparison() {
    let folder = berlin();
    let out = tempfile::tempdir().unwrap();
    let file = out.path().join("c.md");
    let export = |from: &TempDir, agreement: &str| {
        run(from.path(), &["export", "compare", agreement, file.to_str().unwrap(), "--force"])
    };
    export(&folder, "germany");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("# Germany–Italy: the press against the text"), "{text}");
    assert!(text.contains("|  | the text | the press |"), "{text}");
    assert!(text.contains("Maritime, the press: – looked for, not found"), "{text}");
    let alone = self::folder(&[("alone.md", "France and Spain will train at sea.\n")]);
    let told = export(&alone, "france");
    assert!(told.contains("France–Spain has not both a text and the press to compare"), "{told}");
    let mut desk = Desk::of(world(folder.path()), 80, 24);
    desk.press("= e");
    assert!(desk.picture().contains("▸ Germany–Italy, the press against the text"));
}

#[test]
fn the_press_is_held_against_the_text() {
    let folder = berlin();
    let mut desk = Desk::of(world(folder.path()), 80, 24);
    desk.press("=");
    expect![[r#"
         versus  1 of 4 differences
          the text: Germany–Italy  agreement,… │   the press: Germany–Italy  agreement…
        ── only the text has provisions ────────────────────────────────────────────────
        ▸ Maritime                 committed ● │   Maritime                    absent –
           The Parties shall hold joint naval  │    looked for in 4 statements of 1
           exercises in the Baltic Sea.        │    source, not found: maritime, naval,
           text: agreement.md:11               │    sea, surveillance, sea lane*,
                                               │    domain awareness, maritime
                                               │    surveillance, naval cooperation and
                                               │    591 more
                                               │
          Strategic scope          committed ● │   Strategic scope             absent –
           The Parties shall hold joint naval  │    looked for in 4 statements of 1
           exercises in the Baltic Sea.        │    source, not found: arctic, region,
           text: agreement.md:11               │    regional, sahel, regional order,
                                               │    strategic autonomy, the region,
                                               │    Houthi* and 630 more
                                               │
        ── only the press has provisions ───────────────────────────────────────────────
          Energy                      absent – │   Energy                   committed ●
           looked for in 8 statements of 1     │    They will share supplies of natural
           source, not found: renewable*,      │    gas.
           climate, energy, hydro, hydrogen,   │    press: paper.md:11
         ⏎ read  n next  N previous  d differences  x swap  Tab side  Esc back  ? help
    "#]]
    .assert_eq(&desk.picture());
    let cursor = |desk: &Desk| match desk.state.opened.last() {
        Some(Opened::Versus(versus)) => versus.cell(&desk.world),
        other => panic!("{other:?}"),
    };
    desk.press("n x");
    let before = cursor(&desk);
    // A newer world: the sides stay as they were turned.
    desk.follow(world(folder.path()));
    assert_eq!(cursor(&desk), before);
    assert!(desk.picture().contains("  the press: Germany–Italy"), "{}", desk.picture());
    for keys in ["Tab Enter", "w"] {
        desk.press(keys);
        assert!(desk.picture().contains("this side says nothing here"), "{}", desk.picture());
    }
    desk.press("Tab Enter");
    assert!(desk.picture().contains("1 of 1  "), "what one side says: {}", desk.picture());
    desk.press("Esc e");
    assert!(!desk.picture().contains("side by side"), "one agreement is not compared in a file");
    desk.press("Esc Esc");
    let mut desk = Desk::new(80, 24);
    desk.press("c =");
    assert!(desk.picture().contains("no text and press of one agreement"));
}

#[test]
fn side_by_side_a_series_shows_what_changed() {
    let folder = three_statements();
    let mut desk = Desk::of(world(folder.path()), 80, 24);
    desk.press("c N v");
    expect![[r#"
         versus  1 of 2 differences                   since 2021-05-20: 1 new, 1 weaker
          Japan–India 2021  joint statement, … │   Japan–India 2023  joint statement, …
        ── only Japan–India 2023 has provisions ────────────────────────────────────────
        ▸ Space                       absent – │   Space                new committed ●
           looked for in 2 statements of 1     │    We will launch satellites together.
           source, not found: satellite*,      │    line 7
           space, space domain, Ariane*,       │
           asteroid*, astronaut*, astronom*,   │
           astrophysic* and 205 more           │
                                               │
        ── both, not equally firm ──────────────────────────────────────────────────────
          Energy                   committed ● │   Energy             weaker intended ◐
           We will cooperate on energy.        │    We want to cooperate on energy.
           line 7                              │    line 7
                                               │
        ── both, equally firm ──────────────────────────────────────────────────────────
          Military                 committed ● │   Military                 committed ●
           We will hold joint naval exercises  │    We will hold joint naval exercises
           every year.                         │    every year.
           line 7                              │    line 7
                                               │
          Maritime                 committed ● │   Maritime                 committed ●
           We will hold joint naval exercises  │    We will hold joint naval exercises
         ⏎ read  n next  N previous  d differences  x swap  Tab side  Esc back  ? help
    "#]]
    .assert_eq(&desk.picture());
    let Some(Opened::Versus(versus)) = desk.state.opened.last() else { panic!() };
    let name = |side: usize| desk.world.agreements[versus.sides[side]].name.as_str();
    assert_eq!(
        [name(0), name(1)],
        ["Japan–India 2021", "Japan–India 2023"],
        "of the first, the next"
    );
    desk.press("d");
    let title = desk.picture().lines().next().unwrap().to_owned();
    assert!(title.ends_with("1 new, 1 weaker  differences only"), "{title}");
    desk.resize(140, 24);
    desk.press("Esc Esc 0 m l m l m v");
    expect![[r#"
         versus  1 of 4 differences                                                                               since 2021-05-20: 1 new, 1 weaker
          Japan–India 2023  joint statement, announ… │   Japan–India 2025  joint statement, announ… │   Japan–India 2021  joint statement, announ…
        ── some have provisions, others none ───────────────────────────────────────────────────────────────────────────────────────────────────────
        ▸ Military                       committed ● │   Military                  dropped absent – │   Military                       committed ●
           We will hold joint naval exercises every  │    looked for in 2 statements of 1 source,   │    We will hold joint naval exercises every
           year.                                     │    not found: exercise*, interoperab*,       │    year.
           line 7                                    │    access, exercise, exercises, force,       │    line 7
                                                     │    forces, logistics and 723 more            │
                                                     │                                              │
          Maritime                       committed ● │   Maritime                  dropped absent – │   Maritime                       committed ●
           We will hold joint naval exercises every  │    looked for in 2 statements of 1 source,   │    We will hold joint naval exercises every
           year.                                     │    not found: maritime, naval, sea,          │    year.
           line 7                                    │    surveillance, sea lane*, domain           │    line 7
                                                     │    awareness, maritime surveillance, naval   │
                                                     │    cooperation and 591 more                  │
                                                     │                                              │
          Space                      new committed ● │   Space                          committed ● │   Space                             absent –
           We will launch satellites together.       │    We will launch satellites together.       │    looked for in 2 statements of 1 source,
           line 7                                    │    line 7                                    │    not found: satellite*, space, space
                                                     │                                              │    domain, Ariane*, asteroid*, astronaut*,
                                                     │                                              │    astronom*, astrophysic* and 205 more
                                                     │                                              │
        ── all, not equally firm ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         ⏎ read  n next  N previous  d differences  x swap  Tab side  r replace  / find  w why  y copy  Esc back  ? help  e export  p pin  a note
    "#]].assert_eq(&desk.picture());
}

#[test]
fn two_of_a_series_are_compared_by_what_changed_first() {
    let folder = three_statements();
    expect![[r#"
        Japan–India 2023  joint statement, announced, 2023-05-20
        Japan–India 2021  joint statement, announced, 2021-05-20

        FROM JAPAN–INDIA 2021 TO JAPAN–INDIA 2023

          new      Space (committed)
          weaker   Energy (committed to intended)

        ONLY JAPAN–INDIA 2023 HAS PROVISIONS

        Space
          ● Japan–India 2023: committed, 1 statement, a.md:7
              We will launch satellites together.
          – Japan–India 2021: absent
              looked for in 2 statements of 1 source, not found: satellite*, space,
              space domain, Ariane*, asteroid*, astronaut*, astronom*, astrophysic* and
              205 more

        BOTH, NOT EQUALLY FIRM

        Energy
          ◐ Japan–India 2023: intended, 1 statement, a.md:7
              We want to cooperate on energy.
          ● Japan–India 2021: committed, 1 statement, c.md:7
              We will cooperate on energy.
        [0]
    "#]]
    .assert_eq(&run(
        folder.path(),
        &["compare", "japan-india-2023", "japan-india-2021", "--differences"],
    ));
    let text = run(
        folder.path(),
        &["compare", "japan-india-2023", "japan-india-2025", "--format", "json"],
    );
    let json: Value = serde_json::from_str(&text[..text.rfind('[').unwrap()]).unwrap();
    expect![[r#"{"dropped":["military","maritime"],"earlier":"japan-india-2023","firmer":["energy"],"later":"japan-india-2025","new":[],"weaker":[],"without_press":false}"#]].assert_eq(&json["course"].to_string());
    let text = run(
        folder.path(),
        &["compare", "japan-india-2021", "japan-india-2025", "--format", "markdown"],
    );
    expect![[r#"
        From Japan–India 2021 to Japan–India 2025:

        - **new**: Space (committed)
        - **dropped**: Military (was committed), Maritime (was committed)

        | Dimension | Japan–India 2021 | Japan–India 2025 |
        | --- | --- | --- |
        | **Military** | ● 1 We will hold joint naval exercises every year. | – |"#]]
    .assert_eq(&text.lines().take(8).collect::<Vec<_>>().join("\n"));
}

/// Two statements of one series, each with a report in the press.
fn two_reported_statements() -> TempDir {
    let report = |year: u32, text: &str| {
        format!(
            "---\ntitle: Japan and India agree\ndate: {year}-05-21\nparties: [JPN, IND]\n---\n\n\
             Japan and India {text} together.\n"
        )
    };
    let first = "We will hold joint naval exercises every year. We want to cooperate on energy.";
    let second = "We will launch satellites together. We will cooperate on energy.";
    folder(&[
        ("a/statement.md", &statement(2021, first)),
        ("a/paper.md", &report(2021, "will counter disinformation and produce energy")),
        ("a/comity.toml", ""),
        ("b/statement.md", &statement(2025, second)),
        ("b/paper.md", &report(2025, "will fight cyber attacks and hold joint naval exercises")),
        ("b/comity.toml", ""),
    ])
}

#[test]
fn what_only_the_press_reports_is_neither_new_nor_dropped() {
    let folder = two_reported_statements();
    let pair = ["compare", "japan-india-2021", "japan-india-2025", "--format"];
    let told = |format: &str| run(folder.path(), &[&pair[..], &[format]].concat());
    expect![[r#"
        Japan–India 2021  joint statement, announced, 2021-05-20
        Japan–India 2025  joint statement, announced, 2025-05-20

        FROM JAPAN–INDIA 2021 TO JAPAN–INDIA 2025, THE PRESS LEFT OUT

          new      Space (committed)
          dropped  Military (was committed), Maritime (was committed)
          firmer   Energy (intended to committed)

        ONLY JAPAN–INDIA 2021 HAS PROVISIONS"#]]
    .assert_eq(&told("text").lines().take(10).collect::<Vec<_>>().join("\n"));
    expect![[r#"
        From Japan–India 2021 to Japan–India 2025, the press left out:

        - **new**: Space (committed)
        - **dropped**: Military (was committed), Maritime (was committed)
        - **firmer**: Energy (intended to committed)
    "#]]
    .assert_eq(&told("markdown").lines().take(6).collect::<Vec<_>>().join("\n"));
    let text = told("json");
    let json: Value = serde_json::from_str(&text[..text.rfind('[').unwrap()]).unwrap();
    expect![[r#"{"dropped":["military","maritime"],"earlier":"japan-india-2021","firmer":["energy"],"later":"japan-india-2025","new":["space"],"weaker":[],"without_press":true}"#]].assert_eq(&json["course"].to_string());
    let mut desk = Desk::of(world(folder.path()), 80, 60);
    desk.press("v");
    expect![[r#"
         versus  1 of 3 differences        since 2021-05-20: 1 new, 2 dropped, 1 firmer
          Japan–India 2021  joint statement, … │   Japan–India 2025  joint statement, …
        ── only Japan–India 2021 has provisions ────────────────────────────────────────
        ▸ Hybrid threats          press only ● │   Hybrid threats              absent –
           Japan and India will counter        │    looked for in 3 statements of 2
           disinformation and produce energy   │    sources, not found: coerc*,
           together.                           │    manipulat*, coercion,
           press: a/paper.md:7                 │    disinformation, foreign, hybrid,
                                               │    hybrid threat*, information
                                               │    manipulation and 324 more
                                               │
        ── only Japan–India 2025 has provisions ────────────────────────────────────────
          Cyber                       absent – │   Cyber                   press only ●
           looked for in 3 statements of 2     │    Japan and India will fight cyber
           sources, not found: cyber*,         │    attacks and hold joint naval
           cybercrime*, cyber domain, cyber    │    exercises together.
           security, CSIRT*, botnet*, breach*, │    press: b/paper.md:7
           compromise* and 241 more            │
                                               │
          Space                       absent – │   Space                new committed ●
           looked for in 3 statements of 2     │    We will launch satellites together.
           sources, not found: satellite*,     │    statement: b/statement.md:7
           space, space domain, Ariane*,       │
           asteroid*, astronaut*, astronom*,   │
           astrophysic* and 205 more           │
                                               │
        ── both, equally firm ──────────────────────────────────────────────────────────
          Military                 committed ● │   Military        dropped press only ●
           We will hold joint naval exercises  │    Japan and India will fight cyber
           every year.                         │    attacks and hold joint naval
           statement: a/statement.md:7         │    exercises together.
                                               │    press: b/paper.md:7
                                               │
          Maritime                 committed ● │   Maritime        dropped press only ●
           We will hold joint naval exercises  │    Japan and India will fight cyber
           every year.                         │    attacks and hold joint naval
           statement: a/statement.md:7         │    exercises together.
                                               │    press: b/paper.md:7
                                               │
          Energy                press firmer ● │   Energy            firmer committed ●
           Japan and India will counter        │
           disinformation and produce energy   │
           together.                           │
           press: a/paper.md:7                 │
           We want to cooperate on energy.     │    We will cooperate on energy.
           statement: a/statement.md:7         │    statement: b/statement.md:7
                                               │
        ── neither has provisions ──────────────────────────────────────────────────────
          Defence industry            absent – │   Defence industry            absent –
          Infrastructure              absent – │   Infrastructure              absent –
          Supply chains               absent – │   Supply chains               absent –
          Technology                  absent – │   Technology                  absent –
          Economy                     absent – │   Economy                     absent –
          Export controls             absent – │   Export controls             absent –
          Institutions                absent – │   Institutions                absent –
          Strategic scope             absent – │   Strategic scope             absent –
          Intelligence                absent – │   Intelligence                absent –
          People                      absent – │   People                      absent –

         ⏎ read  n next  N previous  d differences  x swap  Tab side  Esc back  ? help
    "#]]
    .assert_eq(&desk.picture());
}

#[test]
fn a_report_that_was_not_read_leaves_the_course_as_it_is() {
    let folder = two_reported_statements();
    let changes = |folder: &Path| {
        let world = world(folder);
        let course = Course::of(&world, 0, 1).unwrap();
        Change::ALL.map(|change| course.dimensions(change).count())
    };
    let before = changes(folder.path());
    let toml = "[[sources]]\nfile = \"gone.pdf\"\nrole = \"press\"\n";
    write(folder.path(), "b/comity.toml", toml);
    assert_eq!(changes(folder.path()), before);
    write(folder.path(), "b/comity.toml", &toml.replace("press", "text"));
    assert_ne!(changes(folder.path()), before, "the text may speak of what was dropped");
}
static STATES: LazyLock<States> = LazyLock::new(|| States::new(&mut LexiconBuilder::default()));

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_file_is_read_or_told(
        at in any::<prop::sample::Index>(),
        insert in "[\\[\\]{}=\"'#\n.,a1\u{202e}\u{1b}]{0,40}",
        remove in 0..30_usize,
    ) {
        let chars: Vec<char> = TOML.chars().collect();
        let at = at.index(chars.len());
        let rest = chars.iter().skip(at + remove);
        let text: String =
            chars[..at].iter().copied().chain(insert.chars()).chain(rest.copied()).collect();
        let (groups, problems) = group::read(Path::new("x/comity.toml"), &text, &STATES);
        let told = format!("{:?}", groups.iter().map(|it| (&it.title, &it.date)).collect::<Vec<_>>());
        let forbidden = |c: char| c.is_control() || c == '\u{202e}';
        prop_assert!(!told.contains(forbidden));
        for problem in problems {
            prop_assert!(problem.line.is_some() && !problem.message.contains(forbidden));
        }
    }
}

#[test]
fn deep_nesting_and_long_names_end() {
    let long = "x".repeat(400_000);
    for deep in [
        "a = ".to_owned() + &"[".repeat(500_000),
        "[a".to_owned() + &".a".repeat(500_000),
        format!("{long} = 1\nparties = [\"{long}\"]"),
    ] {
        let (_, problems) = group::read(Path::new("comity.toml"), &deep, &STATES);
        assert!(!problems.is_empty());
    }
}

#[test]
fn what_is_marked_or_compared_may_become_one() {
    let folder = folder(&[("agreement.md", TREATY), ("press/paper.md", PRESS)]);
    let mut desk = Desk::of(world(folder.path()), 80, 24);
    desk.press("m l m v");
    assert!(desk.picture().contains("versus"));
    write(folder.path(), "comity.toml", TOML);
    desk.follow(world(folder.path()));
    assert_eq!(desk.state.grid.marks, [0]);
    assert!(desk.picture().contains("what was open here is gone"), "{}", desk.picture());
}
