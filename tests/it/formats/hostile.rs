//! Files made to break a reader: truncated, changed and random ones of every
//! format, and folders with what is no file.

use std::fs;
use std::time::{Duration, Instant};

use comity::codebook::Codebook;
use comity::world::World;
use proptest::prelude::*;

use super::*;

/// A changed file is read in no more than this, on a busy machine.
const LONGEST: Duration = Duration::from_secs(40);

/// One good file of each format.
fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("a.html", html::PAGE.as_bytes().to_vec()),
        ("a.pdf", pdf::two_pages()),
        ("a.docx", docx::agreement()),
        ("a.odt", odt::agreement()),
        ("a.xml", xml::TOTA.as_bytes().to_vec()),
        (
            "a.txt",
            "Les deux États coopèrent.\n".encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
        (
            "a.md",
            b"# Treaty\n\n- They **shall** meet.\n\n| a | b |\n|---|---|\n| c | d |\n".to_vec(),
        ),
    ]
}

/// Whether a character may reach a screen.
fn is_forbidden(c: char) -> bool {
    c.is_control() && c != '\n' || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Reads a file and checks what holds for every source.
fn check(name: &str, bytes: &[u8], format: Format) {
    child::set_program(env!("CARGO_BIN_EXE_comity").into());
    let start = Instant::now();
    let mut problems = Vec::new();
    let source = format::read(bytes, format, name, Origin::Embedded("a"), &mut problems);
    assert!(start.elapsed() < LONGEST, "{name} took {:?}", start.elapsed());
    assert!(!source.text.contains(is_forbidden), "{name}: {:?}", source.text);
    assert!(!source.text.is_empty() || !problems.is_empty(), "{name}: nothing is told");
    let front = format!("{:?}", source.front.title);
    assert!(!front.contains(is_forbidden), "{front}");
    for statement in segment(&source) {
        let at = source.file_span(statement.span);
        assert!(at.start < at.end && !source.place(statement.span.start).to_string().is_empty());
        let end = if source.blocks.iter().any(|block| block.place.is_none()) {
            bytes.len()
        } else {
            source.text.len().max(bytes.len())
        };
        assert!(at.end <= end, "{name}: {at:?} of {end}");
    }
}

/// A change to a file: where, as a share of its length, and what.
#[derive(Clone, Debug)]
enum Change {
    Cut(f64),
    Set(f64, u8),
    Insert(f64, Vec<u8>),
    Repeat(f64, f64, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let tokens = prop::sample::select(vec![
        &b"<b>"[..],
        b"</div>",
        b"<svg>",
        b"<![CDATA[",
        b"<!--",
        b"\x1b[31m",
        b"\xe2\x80\xae",
        b"[[[[[[[[",
        b"<<",
        b">>",
        b"endobj",
        b"stream\n",
        b"1 0 R",
        b"(((",
        b"<w:tbl>",
        b"&#x202e;",
        b"\0",
        b"\xff",
    ]);
    prop_oneof![
        (0.0..1.0).prop_map(Change::Cut),
        ((0.0..1.0), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        ((0.0..1.0), tokens).prop_map(|(at, token)| Change::Insert(at, token.to_vec())),
        ((0.0..1.0), (0.0..0.1), 1..200_usize).prop_map(|(at, len, n)| Change::Repeat(at, len, n)),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let len = bytes.len();
        let at = |share: f64| ((len as f64 * share) as usize).min(len);
        match change {
            Change::Cut(share) => bytes.truncate(at(*share)),
            Change::Set(share, byte) if len > 0 => bytes[at(*share).min(len - 1)] = *byte,
            Change::Set(..) => {}
            Change::Insert(share, token) => {
                drop(bytes.splice(at(*share)..at(*share), token.clone()))
            }
            Change::Repeat(share, length, count) => {
                let part = bytes[at(*share)..at(share + length)].repeat(*count);
                bytes.splice(at(*share)..at(*share), part);
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, max_shrink_iters: 50, ..Default::default() })]

    #[test]
    fn a_changed_file_is_read_or_told(
        seed in 0..7_usize,
        changes in prop::collection::vec(change(), 1..6),
    ) {
        let (name, bytes) = seeds().swap_remove(seed);
        let bytes = changed(bytes, &changes);
        check(name, &bytes, Format::of(Path::new(name)).unwrap());
    }

    #[test]
    fn random_bytes_are_read_or_told(
        format in prop::sample::select(Format::ALL.to_vec()),
        bytes in prop::collection::vec(any::<u8>(), 0..2000),
    ) {
        check("a", &bytes, format);
        let _ = sniff(Path::new("a"), &bytes, false);
    }
}

#[test]
fn what_no_process_survives_costs_one_file() {
    child::set_program(env!("CARGO_BIN_EXE_comity").into());
    // Deep enough for any stack, and hidden from the count of open elements.
    let mut problems = Vec::new();
    let deep = format!("<html><body><svg><title>{}", "<b>".repeat(50_000));
    let origin = Origin::Embedded("a");
    let source = format::read(deep.as_bytes(), Format::Html, "a.html", origin, &mut problems);
    assert!(source.text.len() < 100 && !problems.is_empty(), "{problems:?}");
}

#[test]
fn names_and_titles_reach_no_terminal_unescaped() {
    let page = html::PAGE
        .replace("content=\"Two capitals agree\"", "content=\"Two&#27;[31m &#x202e;capitals\"");
    let (source, _) = read("a\u{1b}[31m\u{202e}.html", page.as_bytes());
    let told = format!("{}{}{}{:?}", source.doc, source.path, source.text, source.front.title);
    assert!(!told.contains(is_forbidden), "{told:?}");
    let title = source.front.title.unwrap();
    assert!(!title.contains(is_forbidden), "{title:?}");
}

#[cfg(unix)]
#[test]
fn a_folder_of_links_pipes_and_loops_ends() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("pact.txt"), "The Parties shall meet.").unwrap();
    fs::create_dir(path("deeper")).unwrap();
    symlink(folder.path(), path("deeper/loop")).unwrap();
    symlink("/etc/hostname", path("outside.txt")).unwrap();
    let pipe = std::process::Command::new("mkfifo").arg(path("pipe.txt")).status();
    let World { documents, problems, .. } =
        World::read(&[folder.path().to_owned()], Codebook::defence()).unwrap();
    assert_eq!(documents.len(), 1);
    let links = problems.iter().filter(|problem| problem.message.contains("links")).count();
    assert_eq!(links, 2 + usize::from(pipe.is_ok_and(|status| status.success())), "{problems:?}");
    if path("pipe.txt").exists() {
        let World { documents, problems, .. } =
            World::read(&[path("pipe.txt")], Codebook::defence()).unwrap();
        assert!(documents.is_empty() && problems[0].message.contains("regular file"));
    }
}
