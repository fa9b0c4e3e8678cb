//! The command line as its users see it: arguments in, text and exit code out.

use std::path::Path;
use std::process::Command;

use comity::codebook::Codebook;
use comity::coding::Level;
use comity::dossier::{Correction, Edit, Keeper, Store, Subject};
use comity::world::World;
use expect_test::expect_file;

/// Runs comity as a shell would and writes down what happened.
fn run(args: &[&str]) -> (String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_comity"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("LC_ALL", "C.UTF-8")
        .env("COMITY_CACHE_DIR", "")
        .env("COMITY_DATA_DIR", "")
        .env("COMITY_CONFIG", "/dev/null")
        .output()
        .unwrap();
    let code = output.status.code().unwrap_or(-1);
    let (out, err) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (format!("$ comity {}\n{out}{err}[{code}]\n", args.join(" ")), code)
}

fn check(name: &str, commands: &[&[&str]]) {
    check_in("FOLDER", name, commands);
}

/// As [`check`], with files in a `folder` whose name is another each time.
fn check_in(folder: &str, name: &str, commands: &[&[&str]]) {
    let text: String = commands.iter().map(|args| run(args).0).collect::<Vec<_>>().join("\n");
    let text = text.replace(folder, "FOLDER");
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/it/transcripts/{name}.txt"));
    expect_file![path].assert_eq(&text);
}

#[test]
fn matrix() {
    check(
        "matrix",
        &[
            &[],
            &["matrix", "--by", "agreement"],
            &["matrix", "--format", "csv"],
            &["matrix", "--format", "markdown"],
            &["matrix", "--ascii"],
            &["matrix", "--by", "agreement", "--sort", "energy"],
            &[
                "matrix",
                "--by",
                "agreement",
                "--where",
                "party:italy level:committed",
                "--sort",
                "date",
            ],
            &["matrix", "--where", "zzzz"],
            &["matrix", "--sort", "size"],
        ],
    );
}

#[test]
fn the_number_of_cores_changes_nothing() {
    let code = |cores: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_comity"))
            .args(["code", "--why", "--corpus", "seeds", "--corpus", "tests/gold/varied"])
            .args(["--corpus", "tests/gold/genres", "--corpus", "tests/gold/official"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .envs([("RAYON_NUM_THREADS", cores), ("COMITY_CACHE_DIR", ""), ("COMITY_DATA_DIR", "")])
            .output()
            .unwrap();
        assert!(output.stdout.len() > 100_000);
        (output.stdout, output.stderr)
    };
    let one = code("1");
    assert_eq!(code("2"), one);
    assert_eq!(code("7"), one);
}

#[test]
fn compare() {
    check(
        "compare",
        &[
            &["compare", "germany-italy", "india japan", "--differences"],
            &["compare", "italy", "japan"],
            &["compare", "germany", "atlantis"],
        ],
    );
    check("compare-markdown", &[&["compare", "germany", "japan", "--format", "markdown"]]);
}

#[test]
fn why_tells_what_spoke_for_a_reading_and_what_against() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("offer.md");
    let text = "---\nparties: [USA, IND]\nstatus: proposed\n---\n\nThe two countries will train \
                their officials in cyber defence.\n\nAnalysts say the plan, which aims to launch \
                satellites, is more than a gesture.\n";
    std::fs::write(&file, text).unwrap();
    let close = folder.path().join("close.md");
    let text = "---\nparties: [DEU, ITA]\n---\n\nBerlin and Rome are trying to narrow the gap by \
                linking defence cooperation to a broader manufacturing agenda.\n";
    std::fs::write(&close, text).unwrap();
    let [folder, file, close] = [folder.path(), &file, &close].map(|path| path.to_str().unwrap());
    let code = ["code", "--why", "--format", "text", "-c", file, "-c", close];
    check_in(folder, "why", &[&code]);
}

#[test]
fn search() {
    check(
        "search",
        &[
            &["search", "semicond", "--limit", "3"],
            &["search", "japan", "maritime", "--limit", "4"],
            &["search", "2+2"],
            &["search", "zzzz"],
        ],
    );
}

#[test]
fn show() {
    check("show", &[&["show", "india italy"], &["show", "italy"], &["show", "IND-ITA:3500"]]);
}

#[test]
fn code() {
    check("code", &[&["code", "--format", "text", "--corpus", "seeds/india-italy.md"]]);
}

#[test]
fn agree() {
    check(
        "agree",
        &[
            &["agree", "tests/gold/starter.jsonl"],
            &["agree", "nowhere.jsonl"],
            &["agree", "rustfmt.toml"],
        ],
    );
}

#[test]
fn the_analysts_work_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let text = include_str!("../../seeds/germany-italy.md");
    std::fs::write(folder.path().join("germany-italy.md"), text).unwrap();
    let corpus = folder.path().to_str().unwrap();
    let mut keeper = Keeper::new(Some(Store::in_folder(folder.path())))
        .with_clock(|| "2026-05-04T10:00:00Z".parse().unwrap());
    let read = World::read(&[folder.path().to_owned()], Codebook::defence()).unwrap();
    let id = read.referred("deu-ita:11").unwrap();
    let correction = Correction {
        level: Some(Level::Committed),
        dimensions: [("cyber".to_owned(), false), ("space".to_owned(), true)].into(),
        reason: "as the minister said".to_owned(),
        ..Correction::default()
    };
    let edits = [
        Edit::Pin(id),
        Edit::Correct(id, correction),
        Edit::Note(Subject::Agreement(0), "ask Rome".to_owned()),
        Edit::Note(Subject::Statement(id), "the core of it".to_owned()),
    ];
    for edit in edits {
        keeper.edit(&keeper.place(&read), edit);
    }
    let gold = "tests/gold/starter.jsonl";
    check_in(
        corpus,
        "dossier",
        &[
            &["dossier", "-c", corpus],
            &["matrix", "-c", corpus],
            &["matrix", "-c", corpus, "--machine"],
            &["matrix", "-c", corpus, "--format", "markdown"],
            &["show", "germany", "-c", corpus],
            &["show", "DEU-ITA:11", "-c", corpus],
            &["search", "deu-ita:11", "-c", corpus],
            &["dossier", "-c", "seeds"],
            &["dossier", "--trail", "-c", "seeds"],
        ],
    );
    let (json, _) = run(&["show", "DEU-ITA:11", "--format", "json", "-c", corpus]);
    for part in ["\"machine\": {", "\"level\": 3", "\"level\": 2", "\"the core of it\""] {
        assert!(json.contains(part), "{json}");
    }
    let (trail, _) = run(&["dossier", "--trail", "-c", corpus]);
    assert_eq!(trail.lines().filter(|line| line.contains("Both governments")).count(), 3);
    assert!(trail.contains("note added \"ask Rome\"  germany-italy"), "{trail}");
    // The machine is measured, not the analyst.
    let measured = |args: &[&str]| run(&[&["agree", gold, "-c", corpus], args].concat()).0;
    let figures = |text: String| text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(figures(measured(&[])), figures(measured(&["--machine"])));
}

#[test]
fn codebook_and_themes() {
    check("codebook", &[&["codebook"], &["themes"]]);
}

#[test]
fn mistakes_are_told_with_a_hint() {
    check(
        "mistakes",
        &[
            &["matrix", "--corpus", "nowhere"],
            &["matrix", "--codebook", "rustfmt.toml"],
            &["matrix", "--codebook", "fisheries"],
            &["matrix", "--format", "xlsx"],
            &["serch", "cyber"],
        ],
    );
}

#[test]
fn json_has_the_promised_shape() {
    let (text, code) = run(&["matrix", "--format", "json"]);
    assert_eq!(code, 0);
    let json: serde_json::Value =
        serde_json::from_str(&text[text.find('{').unwrap()..text.rfind('[').unwrap()]).unwrap();
    assert_eq!(json["schema"], 1);
    assert_eq!(json["dimensions"].as_array().unwrap().len(), 16);
    assert_eq!(json["cells"].as_array().unwrap().len(), 4 * 16);
    let agreement = &json["agreements"][0];
    for field in [
        "id",
        "title",
        "parties",
        "instrument",
        "status",
        "date",
        "place",
        "signatories",
        "sources",
    ] {
        assert!(agreement.get(field).is_some(), "{field}");
    }
    let levels = ["committed", "intended", "exploratory", "context", "absent"];
    for cell in json["cells"].as_array().unwrap() {
        let evidence = cell["evidence"].as_array().unwrap();
        assert!(levels.contains(&cell["level"].as_str().unwrap()));
        assert_eq!(cell["statements"], evidence.len());
        assert_eq!(cell["level"] == "absent", evidence.is_empty());
        for statement in evidence {
            let file = std::fs::read(statement["source"].as_str().unwrap()).unwrap();
            let span = statement["start"].as_u64().unwrap()..statement["end"].as_u64().unwrap();
            let bytes = &file[span.start as usize..span.end as usize];
            assert_eq!(std::str::from_utf8(bytes).unwrap(), statement["text"].as_str().unwrap());
        }
    }
}

#[test]
fn every_line_of_code_and_search_is_json() {
    let (text, _) = run(&["code"]);
    let statements: Vec<serde_json::Value> = lines(&text);
    assert!(statements.len() > 60);
    for statement in &statements {
        for field in ["doc", "source", "start", "end", "text", "kind", "level", "dims", "cues"] {
            assert!(statement.get(field).is_some(), "{field}");
        }
        let is_provision = statement["kind"] == "provision";
        assert_eq!(is_provision, statement["level"].is_u64());
    }
    let (text, _) = run(&["search", "japan", "maritime", "--format", "jsonl"]);
    let hits: Vec<serde_json::Value> = lines(&text);
    assert_eq!(hits[0]["type"], "cell");
    assert_eq!(hits[0]["dimension"], "maritime");
    assert_eq!(hits[0]["agreement"], "india-japan");
    assert!(hits.iter().any(|hit| hit["type"] == "statement" && !hit["start"].is_null()));
}

/// Everything between the command and its exit code, each line JSON.
fn lines(text: &str) -> Vec<serde_json::Value> {
    let told = text.lines().skip(1);
    let told = told.filter(|line| !line.starts_with("comity: ") && !line.starts_with('['));
    told.map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn odd_files_are_told_and_the_rest_loads() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    file("good.txt", b"France and Spain signed an agreement on cyber security in Paris.\n");
    file("latin.txt", b"France and Spain\nsigned an accord \xe9 on space.\n");
    file("photo.jpg", b"\xff\xd8\xff");
    file("empty.md", b"");
    file(
        "accord.txt",
        "La France et l'Italie ont signé à Rome un accord de coopération en matière de défense. \
         Les deux pays s'engagent à mener des exercices communs et à échanger des informations.\n"
            .as_bytes(),
    );
    file(".hidden.txt", b"Never read.");
    file("broken.md", b"---\ntitle: [\n---\nThe text is read all the same.\n");
    let corpus = folder.path().to_str().unwrap();
    check_in(corpus, "odd-files", &[&["matrix", "--by", "agreement", "--corpus", corpus]]);
}

#[test]
fn a_codebook_is_checked_alone_and_on_the_corpus() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let dimension = "id = \"sea\"\nname = \"Sea\"\nshort = \"SEA\"\ndescription = \"\"\n";
    let book = |cues: &str| {
        format!("id = \"mine\"\nname = \"Mine\"\n\n[[dimension]]\n{dimension}cues = [{cues}]\n")
    };
    std::fs::write(path("good.toml"), book("\"maritime\", \"tide*\"")).unwrap();
    std::fs::write(path("odd.toml"), book("\"maritime\", \"mariti*\",\n\"Sea lanes\"")).unwrap();
    std::fs::write(path("wrong.toml"), book("\"maritime\"]\nclues = [\"sea\"")).unwrap();
    let (good, odd, wrong) = (path("good.toml"), path("odd.toml"), path("wrong.toml"));
    check_in(
        folder.path().to_str().unwrap(),
        "check",
        &[
            &["codebook", "--check", &good],
            &["codebook", "--codebook", &odd, "--check", "-c", "seeds/india-japan.md"],
            &["codebook", "--check", &wrong],
            &["codebook", "--check", "fisheries"],
        ],
    );
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    use std::process::Stdio;
    let mut child = Command::new(env!("CARGO_BIN_EXE_comity"))
        .arg("code")
        .env("COMITY_CACHE_DIR", "")
        .env("COMITY_DATA_DIR", "")
        .env("COMITY_CONFIG", "/dev/null")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn files_of_one_name_are_cited_apart() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("one/pact.txt", "France and Spain will protect their networks against cyber attacks.\n"),
        ("two/pact.txt", "India and Japan will protect their networks against cyber attacks.\n"),
        ("two/other.txt", "Italy and Japan will protect their networks against cyber attacks.\n"),
    ] {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let corpus = folder.path().to_str().unwrap();
    for args in [["code", "--format", "text"], ["search", "networks", "--limit=9"]] {
        let (told, code) = run(&[&args[..], &["-c", corpus]].concat());
        assert_eq!(code, 0, "{told}");
        for place in ["one/pact.txt:1", "two/pact.txt:1", " other.txt:1"] {
            assert!(told.replace('\n', " ").contains(place), "{place}: {told}");
        }
    }
    let brief = |place: &str| {
        let file = folder.path().join("briefing.html");
        let args = ["export", "briefing", "--force", "-s", place, "-c", corpus];
        let (told, _) = run(&[&args[..], &[file.to_str().unwrap()]].concat());
        told + &std::fs::read_to_string(&file).unwrap_or_default()
    };
    assert!(brief("pact.txt:1").contains("2 statements stand at pact.txt:1"));
    assert!(brief("two/pact.txt:1").contains("India and Japan"));
    assert!(brief("pact.txt:1#2").contains("two/pact.txt:1"));
}
