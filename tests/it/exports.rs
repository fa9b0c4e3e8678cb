//! Files for colleagues: each form whole, the same twice, and inert whatever a
//! source holds.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A source whose title and sentences are all that a spreadsheet, a browser or
/// a terminal could take for orders.
const HOSTILE: &str = "\
---
title: '=cmd|'' /C calc''!A0'
parties: [ITA, JPN]
---

# =cmd|' /C calc'!A0

=HYPERLINK(\"http://evil.example\") they will share intelligence on \
&lt;script>alert(1)&lt;/script> and cyber defence.

+1 The ministers will hold naval exercises | and train troops \u{202e}together.
";

/// A folder with the hostile source, to read from and to write to.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("deal.md"), HOSTILE).unwrap();
    folder
}

fn export(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_comity"))
        .arg("export")
        .args(args)
        .env("COMITY_CACHE_DIR", "")
        .env("COMITY_DATA_DIR", "")
        .env("COMITY_CONFIG", "/dev/null")
        .args(["--corpus", "deal.md"])
        .current_dir(folder)
        .output()
        .unwrap()
}

fn exported(folder: &Path, args: &[&str]) -> Vec<u8> {
    let output = export(folder, args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read(folder.join(args.last().unwrap())).unwrap()
}

#[test]
fn no_form_carries_a_source_s_orders() {
    let folder = folder();
    let text = |args: &[&str]| String::from_utf8(exported(folder.path(), args)).unwrap();
    let html = text(&["matrix", "m.html"]);
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert_eq!(html.matches("<script>").count(), 1, "the page's own script alone");
    let csv = text(&["statements", "s.csv"]);
    assert!(csv.contains("\"'=HYPERLINK("), "a formula is text: {csv}");
    assert!(csv.contains("\n'+1 The ministers"), "so is a sum: {csv}");
    let markdown = text(&["compare", "italy", "japan", "c.md"]);
    assert!(!markdown.contains("<script>"));
    let pins = ["briefing", "-s", "deal.md:8", "-s", "deal.md:10", "--title", "=1+1 <b>", "b.html"];
    let briefing = text(&pins);
    assert!(briefing.contains("&lt;script&gt;") && briefing.contains("<h1>=1+1 &lt;b&gt;</h1>"));
    assert_eq!(briefing.matches("<script").count(), 0);
    let comparison = text(&["compare", "italy", "japan", "c.html"]);
    assert_eq!(comparison.matches("<script").count(), 0);
    for args in [
        &["matrix", "m.md"][..],
        &["matrix", "m.json"],
        &["matrix", "m.csv"],
        &["statements", "s.jsonl"],
        &["compare", "italy", "japan", "c.json"],
        &["briefing", "-s", "deal.md:8", "b.md"],
    ] {
        let text = text(args);
        let is_inert = |c: char| c == '\n' || !c.is_control() && c != '\u{202e}';
        assert!(text.chars().all(is_inert), "{args:?}");
    }
    for (form, text) in [
        ("html", html),
        ("csv", csv),
        ("markdown", markdown),
        ("briefing", briefing),
        ("comparison", comparison),
    ] {
        assert!(!text.contains('\u{202e}'), "{form} turns no letters around");
    }
}

#[test]
fn a_workbook_has_two_sheets_and_no_formula() {
    let folder = folder();
    let bytes = exported(folder.path(), &["matrix", "m.xlsx"]);
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    assert!(part("xl/workbook.xml").contains("Statements"));
    let (matrix, statements) = (part("xl/worksheets/sheet1.xml"), part("xl/worksheets/sheet2.xml"));
    assert!(!matrix.contains("<f>") && !statements.contains("<f>"));
    assert!(part("xl/sharedStrings.xml").contains("=HYPERLINK("), "it is there as text");
}

/// The parts of a workbook of one deal of a date, by the sheets' numbers.
fn sheets(date: &str) -> [String; 2] {
    let folder = folder();
    let text = HOSTILE.replacen("---\n", &format!("---\ndate: {date}\n"), 1);
    fs::write(folder.path().join("deal.md"), text).unwrap();
    let bytes = exported(folder.path(), &["matrix", "m.xlsx"]);
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    [1, 2].map(|sheet| {
        let mut text = String::new();
        let name = format!("xl/worksheets/sheet{sheet}.xml");
        archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        text
    })
}

/// What stands in a cell of a sheet, and whether it is text.
fn cell<'s>(sheet: &'s str, name: &str) -> (&'s str, bool) {
    let (_, behind) = sheet.split_once(&format!("<c r=\"{name}\"")).unwrap();
    let (look, behind) = behind.split_once('>').unwrap();
    let value = behind.strip_prefix("<v>").and_then(|value| value.split_once("</v>"));
    (value.map_or("", |(value, _)| value), look.contains("t=\"s\""))
}

#[test]
fn a_workbook_has_numbers_and_dates_where_they_are_whole() {
    let [_, statements] = sheets("2024-05-01");
    // The heading, then what is asked for in HOSTILE.
    assert_eq!(cell(&statements, "D3"), ("45413", false), "days since 1900");
    let [start, end] = ["J3", "K3"].map(|name| cell(&statements, name));
    assert!(!start.1 && !end.1, "{statements}");
    assert!(start.0.parse::<u32>().unwrap() < end.0.parse::<u32>().unwrap());
    for date in ["2024-05", "2024", "1648-10-24", "soon"] {
        let [_, statements] = sheets(date);
        assert!(cell(&statements, "D3").1, "{date}");
    }
}

#[test]
fn a_cell_of_the_workbook_leads_to_its_strongest_statement() {
    let [matrix, statements] = sheets("2024-05-01");
    let row = |name: &str| {
        let links = matrix.split("<hyperlink ").skip(1);
        let link = links.filter(|link| link.contains(name)).collect::<Vec<_>>();
        let (_, target) = link.first()?.split_once("location=\"Statements!A")?;
        target.split_once('"')?.0.parse::<u32>().ok()
    };
    // Cyber is the third dimension; nothing is said on space, the ninth.
    assert_eq!(row("\"D2\""), Some(3), "{matrix}");
    assert_eq!(row("\"J2\""), None);
    for sheet in [matrix, statements] {
        assert!(sheet.contains("<autoFilter ref=\"A1:") && sheet.contains("state=\"frozen\""));
    }
}

#[test]
fn the_same_corpus_gives_the_same_bytes() {
    let folder = folder();
    for (what, endings) in [
        (&["matrix"][..], &["html", "xlsx", "csv", "md", "json"][..]),
        (&["compare", "italy", "japan"], &["docx", "html", "md", "json"]),
        (&["briefing", "-s", "deal.md:8"], &["docx", "html", "md"]),
        (&["statements"], &["csv", "jsonl"]),
        (&["codebook"], &["qdc"]),
        (&["project"], &["qdpx"]),
    ] {
        for ending in endings {
            let [one, two] = ["one", "two"].map(|name| {
                let file = format!("{}-{name}.{ending}", what[0]);
                exported(folder.path(), &[what, &[&file]].concat())
            });
            assert_eq!(one, two, "{what:?} {ending}");
        }
    }
}

#[test]
fn csv_tells_a_spreadsheet_that_it_is_utf_8_where_that_matters() {
    let folder = folder();
    let mark = "\u{feff}".as_bytes();
    fs::write(folder.path().join("deal.md"), "Italy and Japan will train at sea.\n").unwrap();
    let statements = exported(folder.path(), &["statements", "plain.csv"]);
    assert!(statements.starts_with(b"quote,"), "ASCII needs no mark");
    fs::write(folder.path().join("deal.md"), "Italy and Japan will train at the Café.\n").unwrap();
    let statements = exported(folder.path(), &["statements", "s.csv"]);
    assert!(statements.starts_with(mark));
    assert!(!exported(folder.path(), &["matrix", "m.csv"]).starts_with(mark));
}

#[test]
fn a_file_that_is_there_gives_way_only_when_told() {
    let folder = folder();
    exported(folder.path(), &["matrix", "m.csv"]);
    let refused = export(folder.path(), &["matrix", "m.csv"]);
    assert_eq!(refused.status.code(), Some(2));
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(told.ends_with("comity: m.csv is there already\nhint: --force writes over it\n"));
    exported(folder.path(), &["matrix", "--force", "--binary", "m.csv"]);
    let unknown = export(folder.path(), &["statements", "s.doc"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(!folder.path().join("s.doc").exists());
}

/// The text of a part of an archive.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_briefing_is_numbered_cited_and_ends_with_its_matrix() {
    let folder = folder();
    let list = "{\"doc\": \"deal.md\", \"start\": 86, \"note\": \"Ask\\n- *why*\"}\n{\"doc\": \"deal.md\", \"start\": 1}\n";
    let code = Command::new(env!("CARGO_BIN_EXE_comity"))
        .args(["code", "-c", "deal.md", "--no-cache"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let lines = String::from_utf8(code.stdout).unwrap();
    let line = lines.lines().find(|line| line.contains("naval exercises")).unwrap();
    let start: serde_json::Value = serde_json::from_str(line).unwrap();
    let list = list.replace("86", &start["start"].to_string());
    fs::write(folder.path().join("list.jsonl"), list).unwrap();
    let args = ["briefing", "-s", "deal.md:8", "--from", "list.jsonl"];
    let written = |file| exported(folder.path(), &[&args[..], &[file]].concat());
    let markdown = String::from_utf8(written("b.md")).unwrap();
    assert!(
        markdown.starts_with(
            "<!-- written by comity -->\n\n# Briefing\n\n\\[1\\] **Italy–Japan: ● committed**"
        ),
        "{markdown}"
    );
    assert!(markdown.contains("\\[2\\] **") && markdown.contains("deal.md:10"), "{markdown}");
    assert!(markdown.contains("\nAsk  \n\\- \\*why\\*\n"), "a note's signs are text: {markdown}");
    assert!(markdown.contains("| Cyber | ● 1 \\[1\\] |"), "{markdown}");
    let docx = written("b.docx");
    assert_eq!(docx, written("c.docx"));
    let body = part(&docx, "word/document.xml");
    roxmltree::Document::parse(&body).unwrap();
    assert!(body.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !body.contains('\u{202e}'));
    assert!(body.contains("<w:t>- *why*</w:t>") && body.contains("<w:tblHeader/>"));
    for name in
        ["[Content_Types].xml", "_rels/.rels", "word/styles.xml", "word/_rels/document.xml.rels"]
    {
        roxmltree::Document::parse(&part(&docx, name)).unwrap();
    }
    let nobody = export(folder.path(), &["briefing", "-s", "deal.md:99", "x.md"]);
    assert_eq!(nobody.status.code(), Some(1));
    assert_eq!(export(folder.path(), &["briefing", "x.md"]).status.code(), Some(2));
}

/// What `comity search` finds besides statements stands in no briefing, and is no
/// reason to speak.
#[test]
fn a_list_that_search_prints_makes_a_briefing_without_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let text =
        "Italy and Japan agreed in Rome.\n\nThey will share intelligence on cyber threats.\n";
    fs::write(folder.path().join("deal.md"), text).unwrap();
    let write = |list: &str| {
        fs::write(folder.path().join("list.jsonl"), list).unwrap();
        export(folder.path(), &["briefing", "--force", "--from", "list.jsonl", "b.md"])
    };
    let search = Command::new(env!("CARGO_BIN_EXE_comity"))
        .args(["search", "cyber", "--format", "jsonl", "-c", "deal.md", "--no-cache"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let list = String::from_utf8(search.stdout).unwrap();
    assert!(
        list.contains("\"type\":\"name\"") && list.contains("\"type\":\"statement\""),
        "{list}"
    );
    let output = write(&list);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let other = "{\"doc\": \"deal.md\", \"start\": 3}\n";
    let output = write(&format!("{other}{list}{other}"));
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        told,
        "comity: list.jsonl:1: names no statement of the corpus, nor does 1 more line\n"
    );
    let output = write(&list.lines().filter(|line| line.contains("\"name\"")).collect::<String>());
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert_eq!(told, "comity: list.jsonl: no statement of the corpus is listed\n");
}

#[test]
fn several_agreements_stand_side_by_side() {
    let folder = tempfile::tempdir().unwrap();
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let names = ["germany-italy", "india-italy", "india-japan"];
    for name in names {
        fs::copy(seeds.join(format!("{name}.md")), folder.path().join(format!("{name}.md")))
            .unwrap();
    }
    let export = |file: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_comity"))
            .args(["export", "compare"])
            .args(names)
            .args([file, "--no-cache", "-c", "."])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        fs::read(folder.path().join(file)).unwrap()
    };
    let text = String::from_utf8(export("three.md")).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/transcripts/three.md.txt");
    expect_test::expect_file![path].assert_eq(&text);
    let docx = part(&export("three.docx"), "word/document.xml");
    assert_eq!(docx.matches("<w:gridCol ").count(), 4);
}

#[test]
fn what_comity_wrote_among_the_sources_is_none_of_them() {
    let folder = folder();
    for args in [
        &["matrix", "m.html"][..],
        &["matrix", "m.md"],
        &["compare", "italy", "japan", "c.docx"],
        &["briefing", "-s", "deal.md:8", "b.md"],
        &["codebook", "c.qdc"],
        &["project", "p.qdpx"],
        &["matrix", "m.xlsx"],
    ] {
        exported(folder.path(), args);
    }
    let matrix = |path: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_comity"))
            .args(["matrix", "--format", "csv", "--no-cache", "-c", path])
            .env("COMITY_CONFIG", "/dev/null")
            .env("COMITY_DATA_DIR", "")
            .current_dir(folder.path())
            .output()
            .unwrap();
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (alone, _) = matrix("deal.md");
    let (among, told) = matrix(".");
    assert_eq!(alone, among);
    assert!(told.contains("c.qdc: a codebook\nhint: --codebook asks by it\n"), "{told}");
    assert!(told.contains("m.xlsx: a workbook or an archive"), "{told}");
    let odd = told.lines().filter(|line| line.starts_with("comity:")).count();
    assert_eq!(odd, 3, "the rest is passed over without a word: {told}");
    let (named, _) = matrix("b.md");
    assert!(named.contains("italy-japan"), "what is named itself is read: {named}");
}
