//! comity among other programs: pipes, colours, exit codes, and every example
//! of `--help`, run as it is written.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use expect_test::expect_file;
use tempfile::TempDir;

use crate::programs;

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
fn what_is_left_out_of_a_search_is_no_flag() {
    let folder = folder();
    let found = |args: &[&str]| {
        let output = comity(folder.path(), args);
        (out(&output), err(&output), output.status.code())
    };
    let wanted = found(&["search", "--limit", "30", "-q", "--", "cyber", "-party:india"]);
    assert!(wanted.0.contains("germany-italy.md") && !wanted.0.contains("india"), "{wanted:?}");
    for args in [
        &["search", "cyber", "-party:india", "--limit", "30", "-q"][..],
        &["search", "-q", "--limit", "30", "cyber", "-party:india"],
        &["-q", "search", "cyber", "-party:india", "--limit=30"],
        &["search", "cyber", "-party:india", "-qc", "treaties", "--limit", "30"],
        &["search", "cyber", "-party:india", "-q", "-c=treaties", "--limit", "30"],
        &["search", "cyber -party:india", "-q", "-c./treaties", "--limit", "30"],
    ] {
        let found = found(args);
        assert_eq!(found.2, Some(0), "{args:?}: {}", found.1);
        assert!(!found.0.contains("india") && !found.0.is_empty(), "{args:?}: {}", found.0);
    }
    assert_eq!(found(&["search", "cyber", "-party:india", "--limit", "30", "-q"]), wanted);
    // A letter that is a flag may begin a word.
    for words in [["hybrid", "-cyber"], ["cyber", "-hybrid"], ["cyber", "-quad"]] {
        let told = found(&[&["search", "-q"], &words[..]].concat());
        assert_eq!(told, found(&[&["search", "-q", "--"], &words[..]].concat()));
        assert!(told.2 == Some(0) && !told.0.contains("Usage"), "{told:?}");
    }
    let (_, told, _) = found(&["search", "-zzzz", "-yyyy:x"]);
    assert!(!told.contains("unexpected argument"), "{told}");
    assert!(found(&["search", "-h"]).0.contains("Usage"));
    let (_, told, code) = found(&["search", "cyber", "--lmit", "3"]);
    assert!(told.contains("'--lmit'") && code == Some(2), "{told}");
    let (told, ..) = found(&["matrix", "--where", "-party:india", "--by", "agreement"]);
    assert!(told.contains("Germany–Italy") && !told.contains("India"), "{told}");
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
    let written = comity(folder.path(), &["export", "matrix", "m.csv", "--quiet"]);
    assert_eq!((out(&written), err(&written)), (String::new(), String::new()));
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
        shown(&["config", "--toml", "-c", "pact.md", "--config", "/dev/null"], &[]),
        shown(&["config", "--config", "/dev/null"], &[("COMITY_THEME", "lihgt")]),
    ];
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/transcripts/config.txt");
    expect_file![path].assert_eq(&told.join("\n"));
}

#[test]
fn a_misspelt_theme_or_codebook_is_told_where_it_is_set() {
    let folder = folder();
    fs::write(folder.path().join("c.toml"), "color = \"never\"\ntheme = \"lihgt\"\n").unwrap();
    fs::write(folder.path().join("d.toml"), "codebook = \"tarde\"\n").unwrap();
    let hint = "hint: did you mean \"light\"? there are dark, light, high-contrast, plain; \
                a file is named with its .toml\n";
    let told = |args: &[&str], variables: &[(&str, &str)]| {
        let variables = variables.iter().copied();
        let output = command(COMITY, folder.path()).args(args).envs(variables).output().unwrap();
        (err(&output), output.status.code().unwrap(), out(&output))
    };
    // The rest holds: the matrix is printed.
    let (said, code, shown) = told(&["--config", "c.toml"], &[]);
    assert_eq!(said, format!("comity: c.toml:2: `theme`: no theme is called \"lihgt\"\n{hint}"));
    assert!(code == 0 && shown.contains("Germany–Italy"));
    let (said, code, _) = told(&[], &[("COMITY_THEME", "lihgt")]);
    assert_eq!(
        said,
        format!("comity: COMITY_THEME: `theme`: no theme is called \"lihgt\"\n{hint}")
    );
    assert_eq!(code, 0);
    // A flag is what is wanted now.
    let (said, code, _) = told(&["--theme", "lihgt"], &[]);
    assert_eq!((said, code), (format!("comity: no theme is called \"lihgt\"\n{hint}"), 2));
    let (_, _, page) = told(&["doctor", "--config", "c.toml"], &[]);
    assert!(page.contains("c.toml:2: `theme`: no theme") && page.contains("\"light\"?"), "{page}");
    // Another codebook would answer other questions.
    let (said, code, _) = told(&["matrix", "--config", "d.toml"], &[]);
    let hint =
        "hint: did you mean \"trade\"? there are defence, trade; a file is named with its .toml";
    let wanted = format!("comity: d.toml:1: `codebook`: no codebook is called \"tarde\"\n{hint}\n");
    assert_eq!((said, code), (wanted, 2));
}

#[test]
fn what_is_wrong_with_the_keys_is_told_without_the_dashboard() {
    let folder = folder();
    let keys = "[grid]\n\"Crtl+x\" = \"turn\"\nx = \"trun\"\nX = \"turn\"\n";
    fs::write(folder.path().join("keys.toml"), keys).unwrap();
    let run = |arg: &str| {
        let mut command = command(COMITY, folder.path());
        command.arg(arg).env("COMITY_KEYS", "keys.toml").output().unwrap()
    };
    let told = run("keys");
    assert!(out(&told).contains("\"X\" = \"turn\""), "{}", out(&told));
    for part in ["keys.toml:2: \"Crtl+x\"", "did you mean \"Ctrl+x\"?", "keys.toml:3: no action"] {
        assert!(err(&told).contains(part), "{}", err(&told));
        assert!(out(&run("doctor")).contains(part), "{}", out(&run("doctor")));
    }
}

#[test]
fn a_page_of_the_manual_for_every_command() {
    let folder = folder();
    let top = out(&comity(folder.path(), &["man"]));
    assert!(top.contains(".SH EXAMPLES\n.nf\n  comity   "), "examples keep their lines: {top}");
    let written = comity(folder.path(), &["man", "--write", "man1"]);
    assert!(written.status.success() && out(&written).is_empty(), "{}", err(&written));
    let page = |name: &str| fs::read_to_string(folder.path().join("man1").join(name)).unwrap();
    assert_eq!(page("comity.1"), top);
    assert_eq!(
        page("comity-export-matrix.1"),
        out(&comity(folder.path(), &["man", "export", "matrix"]))
    );
    // What a page refers to is there.
    for line in top.lines().filter(|line| line.starts_with("comity\\-") && line.ends_with("(1)")) {
        page(&line.replace('\\', "").replace("(1)", ".1"));
    }
    let unknown = comity(folder.path(), &["man", "exprt"]);
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn the_doctor_fits_a_page() {
    let folder = folder();
    let deep = folder.path().join("treaties").join("far-away-".repeat(12));
    fs::create_dir(&deep).unwrap();
    fs::write(deep.join("photo.jpg"), b"\xff\xd8\xff").unwrap();
    let told = command(COMITY, folder.path())
        .args(["doctor", "-c", "treaties"])
        .env("TMUX", "/tmp/tmux")
        .output()
        .unwrap();
    assert_eq!(told.status.code(), Some(1));
    let page = out(&told);
    for line in page.lines().filter(|line| !line.contains("far-away") && !line.contains("/")) {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert!(page.lines().count() <= 24, "{page}");
    for part in ["terminal", "colour", "signs", "clipboard", "cache", "notes", "settings", "corpus"]
    {
        assert!(page.lines().any(|line| line.trim_start().starts_with(part)), "{part}: {page}");
    }
    assert_eq!(page.matches("\n!").count(), 1, "{page}");
}

/// Loaded into the shells that are here, as the help tells.
#[test]
fn completions_complete_in_each_shell() {
    let folder = folder();
    for (shell, script) in [
        (
            "bash",
            ". ./comity.bash; COMP_WORDS=(comity matrix --format ''); COMP_CWORD=3; \
             _comity comity '' --format; echo ${COMPREPLY[@]}",
        ),
        ("fish", "source comity.fish; complete -C 'comity matrix --format ' | string join ' '"),
        ("zsh", "fpath=($PWD $fpath); autoload -U compinit; compinit -u; echo ${_comps[comity]}"),
    ] {
        let Some(program) = programs::find(&format!("COMITY_{}", shell.to_uppercase()), &[shell])
        else {
            continue;
        };
        let name = if shell == "zsh" { "_comity".to_owned() } else { format!("comity.{shell}") };
        let completions = comity(folder.path(), &["completions", shell]).stdout;
        fs::write(folder.path().join(name), completions).unwrap();
        let program = program.to_str().unwrap();
        let output = command(program, folder.path()).args(["-c", script]).output().unwrap();
        let wanted = if shell == "zsh" { "_comity" } else { "csv json markdown" };
        assert!(out(&output).replace("text ", "").contains(wanted), "{shell}: {output:?}");
        assert_eq!(err(&output), "", "{shell}");
    }
}
