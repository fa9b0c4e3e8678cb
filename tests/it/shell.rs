//! comity among other programs: pipes, colours, exit codes, and every example
//! of `--help`, run as it is written.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use expect_test::expect_file;
use tempfile::TempDir;

const COMITY: &str = env!("CARGO_BIN_EXE_comity");

/// A folder with what the examples speak of.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let treaties = folder.path().join("treaties");
    fs::create_dir(&treaties).unwrap();
    for name in ["germany-italy.md", "india-italy.md", "india-japan.md"] {
        fs::copy(seeds.join(name), treaties.join(name)).unwrap();
    }
    fs::copy(seeds.join("india-japan.md"), folder.path().join("pact.md")).unwrap();
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/starter.jsonl");
    fs::copy(gold, folder.path().join("gold.jsonl")).unwrap();
    folder
}

/// A command that knows nothing of whoever runs the tests.
fn command(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    let path = std::env::var("PATH").unwrap_or_default();
    let own = Path::new(COMITY).parent().unwrap().display();
    command
        .env_clear()
        .env("PATH", format!("{own}:{path}"))
        .env("LC_ALL", "C.UTF-8")
        .env("HOME", folder)
        .env("COMITY_CACHE_DIR", "")
        .current_dir(folder)
        .stdin(Stdio::null());
    command
}

fn comity(folder: &Path, args: &[&str]) -> Output {
    command(COMITY, folder).args(args).output().unwrap()
}

fn piped(folder: &Path, args: &[&str], input: &str) -> Output {
    let mut child = command(COMITY, folder)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn every_example_of_the_help_works() {
    let folder = folder();
    let help = |args: &[&str]| out(&comity(folder.path(), args));
    let all = help(&["--help"]);
    let listed = all.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands: Vec<&str> = listed
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.len() > 10, "{commands:?}");
    let mut helps = vec![all.clone()];
    helps.extend(commands.iter().map(|name| help(&[name, "--help"])));
    for text in helps {
        let examples: Vec<&str> = text
            .lines()
            .skip_while(|line| *line != "Examples:")
            .skip(1)
            .take_while(|line| line.starts_with("  "))
            .collect();
        assert!(!examples.is_empty(), "no example in:\n{text}");
        for example in examples {
            let output = command("sh", folder.path()).args(["-c", example]).output().unwrap();
            assert!(output.status.success(), "{example}\n{}", err(&output));
            let is_odd = example.ends_with("|| true") || example.contains("|| true ");
            assert!(is_odd || err(&output).is_empty(), "{example}\n{}", err(&output));
        }
    }
}

#[test]
fn the_help_states_the_exit_codes_and_they_hold() {
    let folder = folder();
    let code = |args: &[&str]| comity(folder.path(), args).status.code();
    let help = out(&comity(folder.path(), &["--help"]));
    assert!(help.contains("Exit codes: 0 done or found, 1 nothing found or something to mend, 2"));
    assert_eq!(code(&["search", "semiconductors"]), Some(0));
    assert_eq!(code(&["search", "zzzz"]), Some(1));
    assert_eq!(code(&["search"]), Some(2));
    assert_eq!(code(&["matrix", "-c", "nowhere"]), Some(2));
}

#[test]
fn a_dash_is_standard_input() {
    let folder = folder();
    let text = "France and Spain signed an agreement in Paris. They will patrol the sea.\n";
    for args in [&["-"][..], &["matrix", "-c", "-"], &["-", "--corpus", "-"]] {
        let output = piped(folder.path(), args, text);
        assert!(out(&output).contains("France–Spain"), "{args:?}: {}", err(&output));
        assert_eq!(err(&output), "");
    }
    let output = piped(folder.path(), &["code", "-c", "-", "-c", "pact.md"], text);
    assert!(out(&output).contains("\"source\":\"stdin\"") && out(&output).contains("pact.md"));
    let output = piped(folder.path(), &["matrix", "-c", "-"], "");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn colour_is_for_terminals_unless_asked_for() {
    let folder = folder();
    let coloured = |args: &[&str], variables: &[(&str, &str)]| {
        let output = command(COMITY, folder.path())
            .arg("matrix")
            .args(args)
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        out(&output).contains('\x1b')
    };
    assert!(!coloured(&[], &[]), "a pipe gets none");
    assert!(coloured(&["--color", "always"], &[]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]), "a flag wins");
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(coloured(&[], &[("COMITY_COLOR", "always")]));
    assert!(!coloured(&["--format", "csv", "--color", "always"], &[]), "data stays data");
    let plain = out(&comity(folder.path(), &["matrix"]));
    let painted = out(&comity(folder.path(), &["matrix", "--color", "always"]));
    let codes = ["\x1b[1;32m", "\x1b[33m", "\x1b[34m", "\x1b[2m", "\x1b[m"];
    assert_eq!(codes.iter().fold(painted, |text, code| text.replace(code, "")), plain);
}

#[test]
fn quiet_tells_errors_only() {
    let folder = folder();
    fs::write(folder.path().join("treaties/photo.jpg"), b"\xff\xd8\xff").unwrap();
    let loud = comity(folder.path(), &["matrix", "-c", "treaties"]);
    assert!(err(&loud).contains("photo.jpg"), "{}", err(&loud));
    let quiet = comity(folder.path(), &["matrix", "-c", "treaties", "--quiet"]);
    assert_eq!(err(&quiet), "");
    assert_eq!(out(&quiet), out(&loud));
    let wrong = comity(folder.path(), &["matrix", "-q", "-c", "nowhere"]);
    assert!(err(&wrong).starts_with("comity: nowhere: no such file"));
}

#[test]
fn a_reader_that_went_away_is_no_error_of_any_command() {
    let folder = folder();
    for args in ["completions bash", "man", "codebook --toml", "matrix --format json", "code"] {
        let line = format!("{{ comity {args}; echo code=$? >&2; }} | true");
        let output = command("sh", folder.path()).args(["-c", &line]).output().unwrap();
        assert_eq!(err(&output), "code=0\n", "{args}");
    }
}

#[test]
fn settings_tell_where_they_come_from() {
    let folder = folder();
    let config = folder.path().join(".config/comity");
    fs::create_dir_all(&config).unwrap();
    let text = "corpus = [\"~/treaties\", \"more\"]\ncodebok = \"trade\"\ntheme = \"light\"\n";
    fs::write(config.join("config.toml"), text).unwrap();
    let shown = |args: &[&str], variables: &[(&str, &str)]| {
        let output = command(COMITY, folder.path())
            .args(args)
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        let code = output.status.code().unwrap();
        let told =
            format!("$ comity {}\n{}{}[{code}]\n", args.join(" "), out(&output), err(&output));
        told.replace(folder.path().to_str().unwrap(), "HOME")
    };
    let told = [
        shown(&["config"], &[("COMITY_THEME", "plain"), ("COMITY_ASCII", "maybe")]),
        shown(&["config", "--no-cache", "-c", "pact.md", "--config", "/dev/null"], &[]),
        shown(&["config", "--config", "nowhere.toml"], &[]),
        shown(&["config", "--toml", "--config", "/dev/null", "--theme", "light"], &[]),
    ];
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/transcripts/config.txt");
    expect_file![path].assert_eq(&told.join("\n"));
}
