//! Files made to break a reader: truncated, changed and random ones of every
//! format, and folders with what is no file.
//!
//! Every format has an entry that changes the good and hostile files of
//! [`corpus`] at random. Each runs briefly; `COMITY_FUZZ=100000 cargo test --test
//! it fuzz` runs so many cases a format.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use comity::codebook::Codebook;
use comity::coding::Coder;
use comity::document::Document;
use comity::world::World;
use proptest::prelude::*;

use super::*;

mod corpus;

/// A changed file is read in no more than this, on a busy machine.
const LONGEST: Duration = Duration::from_secs(40);

/// Cases a format, unless more are asked for.
const CASES: u32 = 24;

fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("COMITY_FUZZ").ok().and_then(|cases| cases.parse().ok());
    let cases = asked.unwrap_or(cases);
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 50, ..Default::default() }
}

static CODER: LazyLock<Coder> = LazyLock::new(|| Coder::new(&Codebook::defence()));

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
    let document = Document::new(source, &CODER);
    assert!(start.elapsed() < LONGEST, "{name} took {:?} to be coded", start.elapsed());
    let source = &document.source;
    for statement in &*document.statements() {
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

/// Changes what an archive holds as well as its own bytes: those alone would
/// seldom get beyond its checksums.
fn changed_within(bytes: &[u8], changes: &[Change]) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).ok()?;
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).ok()?;
        parts.push((part.name().ok()?.into_owned(), bytes));
    }
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let is_text = name.ends_with("document.xml") || name.ends_with("content.xml");
        let bytes = if is_text { changed(bytes, changes) } else { bytes };
        let method = match name == "mimetype" {
            true => zip::CompressionMethod::Stored,
            false => zip::CompressionMethod::Deflated,
        };
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        out.start_file(name, options).ok()?;
        out.write_all(&bytes).ok()?;
    }
    Some(out.finish().ok()?.into_inner())
}

/// Checks a file of the corpus with changes inside and outside.
fn fuzz(format: Format, at: prop::sample::Index, inside: &[Change], outside: &[Change]) {
    let files = corpus::of(format);
    let file = &files[at.index(files.len())];
    let inner = match format {
        Format::Docx | Format::Odt => changed_within(file, inside),
        _ => Some(changed(file.clone(), inside)),
    };
    check("a", &changed(inner.unwrap_or_else(|| file.clone()), outside), format);
}

/// An entry for each format.
macro_rules! entries {
    ($($name:ident $format:ident)*) => {
        $(proptest! {
            #![proptest_config(config(CASES))]

            #[test]
            fn $name(
                at in any::<prop::sample::Index>(),
                inside in prop::collection::vec(change(), 0..6),
                outside in prop::collection::vec(change(), 0..2),
            ) {
                fuzz(Format::$format, at, &inside, &outside);
            }
        })*
    };
}

entries! {
    fuzz_text Text
    fuzz_markdown Markdown
    fuzz_html Html
    fuzz_pdf Pdf
    fuzz_docx Docx
    fuzz_odt Odt
    fuzz_xml Xml
}

#[test]
fn every_hostile_file_is_read_or_told() {
    for format in Format::ALL {
        let files = corpus::of(format);
        assert!(files.len() > 3, "{format:?}");
        files.iter().for_each(|file| check("a", file, format));
    }
}

proptest! {
    #![proptest_config(config(400))]

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
