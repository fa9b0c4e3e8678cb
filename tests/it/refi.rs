//! REFI-QDA: what is written keeps the rules of the published schemas, and what
//! comes back is what went out.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::{Command, Output};

use roxmltree::{Document, Node};
use tempfile::TempDir;

use comity::codebook::{Codebook, CodebookFile};
use comity::refi::{self, Coded};
use comity::world::World;

use crate::programs;

/// What the schemas (version 1.0 of March 2019) say of an element, as far as
/// comity writes it: its attributes, those that must be there marked with `!`,
/// and its children in their order, `?` one or none, `*` any number, `+` at
/// least one.
const RULES: &[(&str, &str, &str)] = &[
    ("Project", "name! origin creatingUserGUID creationDateTime", PROJECT_CHILDREN),
    ("Users", "", "User+"),
    ("User", "guid! name id", ""),
    ("CodeBook", "origin", "Codes"),
    ("Codes", "", "Code+"),
    ("Code", "guid! name! isCodable! color", "Description? NoteRef* Code*"),
    ("Variables", "", "Variable+"),
    ("Variable", "guid! name! typeOfVariable!", "Description?"),
    ("Cases", "", "Case+"),
    ("Case", "guid! name", "Description? CodeRef* VariableValue* SourceRef* SelectionRef*"),
    ("VariableValue", "", "VariableRef TextValue?"),
    ("VariableRef", "targetGUID!", ""),
    ("SourceRef", "targetGUID!", ""),
    ("CodeRef", "targetGUID!", ""),
    ("Sources", "", "TextSource+"),
    (
        "TextSource",
        "guid! name plainTextPath creatingUser creationDateTime",
        "Description? PlainTextContent? PlainTextSelection* Coding* NoteRef* VariableValue*",
    ),
    (
        "PlainTextSelection",
        "guid! name startPosition! endPosition! creatingUser creationDateTime",
        "Description? Coding* NoteRef*",
    ),
    ("Coding", "guid! creatingUser creationDateTime", "CodeRef NoteRef*"),
    ("Description", "", ""),
    ("TextValue", "", ""),
];

const PROJECT_CHILDREN: &str =
    "Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description? NoteRef*";

/// Asserts the rules of an element and of all within.
fn check(node: Node<'_, '_>, space: &str) {
    let name = node.tag_name().name();
    assert_eq!(node.tag_name().namespace(), Some(space), "{name}");
    let rule = RULES.iter().find(|(element, ..)| *element == name);
    let (_, attributes, children) = rule.unwrap_or_else(|| panic!("there is no element {name}"));
    let known: Vec<&str> = attributes.split(' ').collect();
    for attribute in node.attributes() {
        let (plain, must) = (attribute.name(), format!("{}!", attribute.name()));
        assert!(known.iter().any(|known| *known == plain || *known == must), "{name} {plain}");
    }
    for must in known.iter().filter_map(|known| known.strip_suffix('!')) {
        assert!(node.has_attribute(must), "{name} has no {must}");
    }
    node.attributes().for_each(|it| check_attribute(it.name(), it.value()));
    let mut within = node.children().filter(Node::is_element).peekable();
    for child in children.split(' ').filter(|child| !child.is_empty()) {
        let element = child.trim_end_matches(['?', '*', '+']);
        let mut count = 0;
        while within.next_if(|node| node.tag_name().name() == element).is_some() {
            count += 1;
        }
        let is_right = match child.chars().last() {
            Some('?') => count <= 1,
            Some('*') => true,
            Some('+') => count >= 1,
            _ => count == 1,
        };
        assert!(is_right, "{name} has {count} of {child}");
    }
    assert!(within.next().is_none(), "{name}: a child out of order");
    node.children().filter(Node::is_element).for_each(|child| check(child, space));
}

/// Asserts the type of an attribute.
fn check_attribute(name: &str, value: &str) {
    const VARIABLES: [&str; 6] = ["Text", "Boolean", "Integer", "Float", "Date", "DateTime"];
    match name {
        _ if name.ends_with("guid") || name.ends_with("GUID") => check_guid(value),
        "creatingUser" => check_guid(value),
        "isCodable" => assert!(["true", "false"].contains(&value)),
        "startPosition" | "endPosition" => assert!(value.parse::<u32>().is_ok()),
        "creationDateTime" => assert!(value.parse::<jiff::Timestamp>().is_ok()),
        "typeOfVariable" => assert!(VARIABLES.contains(&value)),
        _ => {}
    }
}

/// Eight, four, four, four and twelve hexadecimal digits.
fn check_guid(guid: &str) {
    let parts: Vec<usize> = guid.split('-').map(str::len).collect();
    assert_eq!(parts, [8, 4, 4, 4, 12], "{guid}");
    assert!(guid.chars().all(|c| c == '-' || c.is_ascii_hexdigit()), "{guid}");
}

const TEXT: &str = "\
---
title: \"A & <b> \u{202e}title\"
parties: [ITA, JPN]
---

# Café talks — “naïve” 😀

Ministers <script>alert(1)</script> shall share intelligence & train troops. 😀 They may consider a \
joint naval exercise ]]> next year.
";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("deals")).unwrap();
    fs::write(folder.path().join("deals/deal.md"), TEXT).unwrap();
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/india-japan.md");
    fs::copy(seed, folder.path().join("deals/india-japan.md")).unwrap();
    folder
}

fn comity(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_comity"))
        .args(args)
        .args(["-c", "deals"])
        .env("COMITY_CACHE_DIR", "")
        .env("XDG_CONFIG_HOME", folder)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn written(folder: &Path, args: &[&str]) -> Vec<u8> {
    let output = comity(folder, args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read(folder.join(args.last().unwrap())).unwrap()
}

/// A project's parts: its tale, and the text of each source by its path.
fn parts(bytes: &[u8]) -> (String, Vec<(String, String)>) {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut tale = String::new();
    let mut texts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        match name.strip_prefix("sources/") {
            Some(name) => texts.push((format!("internal://{name}"), text)),
            None => tale = text,
        }
    }
    (tale, texts)
}

#[test]
fn a_project_keeps_the_rules_of_the_schema_and_the_same_comes_out_twice() {
    let folder = folder();
    let bytes = written(folder.path(), &["export", "project", "one.qdpx"]);
    assert_eq!(bytes, written(folder.path(), &["export", "project", "two.qdpx"]));
    let (tale, texts) = parts(&bytes);
    let project = Document::parse(&tale).unwrap();
    check(project.root_element(), "urn:QDA-XML:project:1.0");
    let mut guids: Vec<&str> =
        project.descendants().filter_map(|node| node.attribute("guid")).collect();
    let count = guids.len();
    guids.sort_unstable();
    guids.dedup();
    assert_eq!(guids.len(), count, "no two things share a GUID");
    for target in project.descendants().filter_map(|node| node.attribute("targetGUID")) {
        assert!(guids.binary_search(&target).is_ok(), "{target} names nothing");
    }
    assert_eq!(texts.len(), 2);
    assert!(!tale.contains("<script>") && !tale.contains('\u{202e}'));
}

/// What the standard says in words and the schema cannot.
#[test]
fn each_text_lies_beside_the_tale_under_the_guid_of_its_source() {
    let folder = folder();
    let bytes = written(folder.path(), &["export", "project", "p.qdpx"]);
    let (tale, texts) = parts(&bytes);
    let project = Document::parse(&tale).unwrap();
    let of =
        |name: &'static str| project.descendants().filter(move |node| node.has_tag_name(tag(name)));
    let user = of("User").next().unwrap().attribute("guid").unwrap();
    assert_eq!(project.root_element().attribute("creatingUserGUID"), Some(user));
    let mut paths = Vec::new();
    for source in of("TextSource") {
        let path = source.attribute("plainTextPath").unwrap();
        assert_eq!(path, format!("internal://{}.txt", source.attribute("guid").unwrap()));
        let within = source.children().any(|node| node.has_tag_name(tag("PlainTextContent")));
        assert!(!within, "a text is in one place only");
        let (_, text) = texts.iter().find(|(other, _)| other == path).unwrap();
        assert!(!text.starts_with('\u{feff}') && !text.contains('\r'), "positions would shift");
        let letters = text.chars().count();
        for selection in source.children().filter(Node::is_element) {
            let at = |name: &str| selection.attribute(name).unwrap().parse::<usize>().unwrap();
            assert!(at("startPosition") < at("endPosition") && at("endPosition") <= letters);
            assert_eq!(selection.attribute("creatingUser"), Some(user));
        }
        paths.push(path);
    }
    paths.sort_unstable();
    assert!(texts.iter().all(|(path, _)| paths.binary_search(&path.as_str()).is_ok()));
    let is_user = |node: Node<'_, '_>| node.attribute("creatingUser") == Some(user);
    assert!(of("Coding").all(is_user));
}

#[test]
fn positions_count_code_points_and_cut_out_the_statements() {
    let folder = folder();
    let (tale, texts) = parts(&written(folder.path(), &["export", "project", "p.qdpx"]));
    let project = Document::parse(&tale).unwrap();
    let world = World::read(&[folder.path().join("deals")], Codebook::defence()).unwrap();
    let wanted: Vec<&str> = world.statements().map(|id| world.text(id)).collect();
    let mut found = Vec::new();
    let sources = project.descendants().filter(|node| node.has_tag_name(tag("TextSource")));
    for source in sources {
        let path = source.attribute("plainTextPath").unwrap();
        let (_, text) = texts.iter().find(|(other, _)| other == path).unwrap();
        let letters: Vec<char> = text.chars().collect();
        for selection in source.children().filter(|node| node.is_element()) {
            let at = |name: &str| selection.attribute(name).unwrap().parse::<usize>().unwrap();
            let words = &letters[at("startPosition")..at("endPosition")];
            found.push(words.iter().collect::<String>());
        }
    }
    assert_eq!(found, wanted);
    assert!(found.iter().any(|words| words.contains('😀')));
}

fn tag(name: &str) -> (&'static str, &str) {
    ("urn:QDA-XML:project:1.0", name)
}

#[test]
fn a_project_comes_back_as_it_went() {
    let folder = folder();
    written(folder.path(), &["export", "project", "p.qdpx"]);
    let output = comity(folder.path(), &["agree", "p.qdpx", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let scores = &told;
    let count = scores["statements"].as_u64().unwrap();
    assert!(count > 30, "{told}");
    assert_eq!(scores["aligned"].as_u64().unwrap(), count);
    for share in ["kind_accuracy", "level_accuracy", "cells_exact"] {
        assert_eq!(scores[share], 1.0, "{share}");
    }
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

/// A project as another program might hand it on: its own user, lines that end
/// otherwise, the text within, a code without meaning here.
fn foreign(text: &str, selections: &str) -> Vec<u8> {
    foreign_in("project.qde", text, selections)
}

/// The same in a part of some name.
fn foreign_in(part: &str, text: &str, selections: &str) -> Vec<u8> {
    let user = ADA;
    let code = |number: usize, name: &str| {
        format!(
            "<Code guid='00000000-0000-0000-0000-00000000000{number}' name='{name}' isCodable='true'/>"
        )
    };
    let codes =
        [code(1, "Provision"), code(2, "committed"), code(3, "Intelligence"), code(4, "My own")];
    let tale = format!(
        "<Project xmlns='urn:QDA-XML:project:1.0' name='x'>\
         <Users><User guid='{user}' name='Ada'/><User guid='{BEN}' name='Ben'/></Users>\
         <CodeBook><Codes>{}</Codes></CodeBook><Sources><TextSource guid='{user}' name='deal.txt'>\
         <PlainTextContent>{text}</PlainTextContent>{selections}</TextSource></Sources></Project>",
        codes.concat()
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(part, zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(tale.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

const ADA: &str = "11111111-2222-3333-4444-555555555555";
const BEN: &str = "22222222-2222-3333-4444-555555555555";

fn selection(start: usize, end: usize, codes: &[usize]) -> String {
    selection_by(ADA, start, end, codes)
}

fn selection_by(user: &str, start: usize, end: usize, codes: &[usize]) -> String {
    let coding = |code: &usize| {
        format!(
            "<Coding guid='11111111-2222-3333-4444-555555555555'>\
             <CodeRef targetGUID='00000000-0000-0000-0000-00000000000{code}'/></Coding>"
        )
    };
    let codings: String = codes.iter().map(coding).collect();
    format!(
        "<PlainTextSelection guid='11111111-2222-3333-4444-555555555555' creatingUser='{user}' \
         startPosition='{start}' endPosition='{end}'>{codings}</PlainTextSelection>"
    )
}

#[test]
fn another_program_s_coding_is_found_by_its_words() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("deal.txt"),
        "A pact.\n\nItaly and Japan shall share intelligence.\n",
    )
    .unwrap();
    let world = World::read(&[folder.path().to_owned()], Codebook::defence()).unwrap();
    let coded = Coded::of(&world);
    let read = |selections: &[String]| {
        let text = "😀 A pact.\n\n\nItaly and Japan shall share intelligence.";
        refi::read_coding(&foreign(text, &selections.concat()), "x.qdpx", &coded).unwrap()
    };
    // Two selections of the same words are one statement.
    let gold = read(&[selection(12, 53, &[1, 2]), selection(12, 53, &[3, 4])]);
    assert_eq!(gold.problems, []);
    let [statement] = gold.statements.as_slice() else { panic!("{gold:?}") };
    assert_eq!(statement.text, "Italy and Japan shall share intelligence.");
    assert_eq!((statement.span.start, statement.span.end), (9, 50));
    assert_eq!(statement.level.unwrap().number(), 3);
    assert_eq!(world.codebook.dimensions[statement.dimensions[0]].id(), "intelligence");
    // Nothing is guessed, and nothing that is wrong stops the rest.
    let gold = read(&[selection(12, 53, &[3]), selection(40, 900, &[1]), selection(0, 3, &[1])]);
    assert_eq!(gold.statements, []);
    assert_eq!(gold.problems.len(), 3, "{:?}", gold.problems);
    assert!(refi::read_coding(b"PK", "x.qdpx", &coded).is_err());
    let bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'>]>";
    assert!(refi::read_codebook(bomb, "x.qdc").is_err());
}

#[test]
fn of_several_persons_one_is_taken_or_all_together() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Italy shall share intelligence.";
    fs::write(folder.path().join("deal.txt"), text).unwrap();
    let world = World::read(&[folder.path().to_owned()], Codebook::defence()).unwrap();
    let selections = [selection_by(ADA, 0, 31, &[1, 2]), selection_by(BEN, 0, 31, &[1, 3])];
    // Some programs name the part after the project.
    let bytes = foreign_in("Our deals.qde", text, &selections.concat());
    let read = |person: Option<&str>| {
        refi::read_coding(&bytes, "x.qdpx", &Coded { person, ..Coded::of(&world) })
    };
    let gold = read(Some("ben")).unwrap();
    assert_eq!((gold.statements.len(), &*gold.problems), (1, &[][..]));
    assert_eq!((gold.statements[0].level, gold.statements[0].dimensions.len()), (None, 1));
    let gold = read(Some("Ada")).unwrap();
    assert_eq!(
        (gold.statements[0].level.is_some(), gold.statements[0].dimensions.len()),
        (true, 0)
    );
    let gold = read(None).unwrap();
    assert_eq!(
        (gold.statements[0].level.is_some(), gold.statements[0].dimensions.len()),
        (true, 1)
    );
    let told: Vec<String> = gold.problems.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["x.qdpx: coded by Ada, Ben, taken as one; --person takes one of them"]);
    // Among the sources it is none, and what to do with it is told.
    fs::write(folder.path().join("coded.qdpx"), &bytes).unwrap();
    let among = World::read(&[folder.path().to_owned()], Codebook::defence()).unwrap();
    assert_eq!(among.documents.len(), 1);
    let told = &among.problems[0];
    assert!(told.to_string().ends_with("coded.qdpx: a coded project"), "{told}");
    let hint = told.hint.as_deref().unwrap_or_default();
    assert!(hint.starts_with("`comity agree` measures by it"), "{hint}");
    let error = read(Some("Eve")).unwrap_err();
    assert_eq!(error.to_string(), "x.qdpx: nothing in it is coded by \"Eve\"");
    assert_eq!(error.hints(), ["it is coded by Ada, Ben"]);
}

#[test]
fn a_codebook_goes_out_and_comes_back() {
    let folder = folder();
    let bytes = written(folder.path(), &["export", "codebook", "c.qdc"]);
    let text = String::from_utf8(bytes).unwrap();
    let parsed = Document::parse(&text).unwrap();
    check(parsed.root_element(), "urn:QDA-XML:codebook:1.0");
    let path = folder.path().join("c.qdc");
    let back = CodebookFile::find(path.to_str().unwrap()).unwrap().read().unwrap();
    let defence = Codebook::defence();
    let names = |codebook: &Codebook| -> Vec<(String, Vec<String>)> {
        let phrases = |d: &comity::codebook::Dimension| {
            d.cues.iter().chain(&d.hints).map(|phrase| phrase.get_ref().clone()).collect()
        };
        codebook.dimensions.iter().map(|d| (d.name.clone(), phrases(d))).collect()
    };
    assert_eq!(names(&back), names(&defence));
}

#[test]
fn a_foreign_codebook_asks_by_the_names_of_its_codes() {
    let codes = "<CodeBook xmlns='urn:QDA-XML:codebook:1.0' origin='x'><Codes>\
        <Code guid='1' name='Fishing' isCodable='false'><Code guid='2' name='Quota' isCodable='true'/></Code>\
        <Code guid='3' name='AI &amp; &#x202e;chips' isCodable='true'/><Code guid='4' name='Fishing' isCodable='true'/>\
        </Codes></CodeBook>";
    let toml = refi::read_codebook(codes, "x.qdc").unwrap();
    let codebook = Codebook::parse(&toml, "x").unwrap();
    let told: Vec<(&str, Vec<&str>)> =
        codebook.dimensions.iter().map(|d| (d.id(), d.all_cues().collect())).collect();
    assert_eq!(
        told,
        [
            ("fishing", vec!["fishing", "quota"]),
            ("ai-chips", vec!["AI & \u{fffd}chips"]),
            ("fishing-2", vec!["fishing"])
        ]
    );
}

/// `qc` (`pip install qualitative-coding`, from the path or named by `COMITY_QC`)
/// holds a project to the schema itself before it takes over texts and codes.
#[test]
fn another_program_opens_a_project() {
    let Some(qc) = programs::find("COMITY_QC", &["qc"]) else { return };
    let folder = folder();
    written(folder.path(), &["export", "project", "p.qdpx"]);
    let own = tempfile::tempdir().unwrap();
    let project = folder.path().join("p.qdpx");
    // Its release of 2026 stops at a breakpoint that was left in it.
    let args = ["PYTHONBREAKPOINT=0", qc.to_str().unwrap(), "init", "--import"];
    programs::run("env".as_ref(), &[&args[..], &[project.to_str().unwrap()]].concat(), own.path());
    let taken: Vec<_> = fs::read_dir(own.path().join("corpus")).unwrap().collect();
    assert_eq!(taken.len(), 2, "{taken:?}");
    let codes = fs::read_to_string(own.path().join("codebook.yaml")).unwrap();
    for name in ["Cyber", "provision", "committed"] {
        assert!(codes.contains(name), "{name}: {codes}");
    }
}
