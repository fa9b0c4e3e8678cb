//! Speed on ten thousand documents, about 100 MB, and on fifty PDFs of thirty
//! pages: `cargo bench --bench large`, with a name for one of them.
//!
//! Each corpus is written below `target/` the first time it is needed;
//! `cargo bench --bench large -- write FOLDER [DOCUMENTS]` writes it elsewhere,
//! to try the program itself on.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::{fs, io};

use comity::codebook::Codebook;
use comity::coding::Coder;
use comity::document::Document;
use comity::format::{self, Format, child};
use comity::library::{Cache, Library, Listener};
use comity::source::{Origin, Source};
use comity::world::World;
use divan::Bencher;
use divan::counter::BytesCount;

mod corpus;
mod pdf;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let Some(at) = arguments.iter().position(|argument| argument == "write") else {
        divan::main();
        return;
    };
    let folder = arguments.get(at + 1).expect("write FOLDER [DOCUMENTS]");
    let documents = arguments.get(at + 2).and_then(|number| number.parse().ok());
    let bytes = corpus::write(Path::new(folder), documents.unwrap_or(corpus::DOCUMENTS))
        .expect("a folder that can be written to");
    println!("{bytes} bytes");
}

/// The corpus, written unless it is there.
fn folder() -> PathBuf {
    written("large", |folder| corpus::write(folder, corpus::DOCUMENTS).map(drop))
}

/// A folder of this name, with what `write` writes unless it is there.
fn written(name: &str, write: impl FnOnce(&Path) -> io::Result<()>) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if !folder.exists() {
        let unfinished = folder.with_extension("unfinished");
        write(&unfinished).expect("the target folder can be written to");
        fs::rename(&unfinished, &folder).expect("a name nobody has");
    }
    folder
}

fn bytes(world: &World) -> BytesCount {
    BytesCount::new(world.documents.iter().map(|read| read.source.text.len()).sum::<usize>())
}

/// From files to the matrix, all cores, nothing known.
#[divan::bench(sample_count = 3)]
fn read_cold(bencher: Bencher<'_, '_>) {
    let folder = [folder()];
    let read = || World::read(&folder, Codebook::defence()).expect("the corpus exists");
    bencher.counter(bytes(&read())).bench_local(read);
}

/// From files and cache to the matrix, nothing changed.
#[divan::bench(sample_count = 20)]
fn read_warm(bencher: Bencher<'_, '_>) {
    let (folder, kept) = ([folder()], tempfile::tempdir().expect("a folder for the cache"));
    let library = || {
        let cache = Cache::new(kept.path().to_path_buf(), &folder, "defence");
        Library::new(&folder, Codebook::defence()).with_cache(Some(cache))
    };
    let mut cold = library();
    let world = cold.read(Listener::NONE).expect("the corpus exists");
    cold.keep();
    bencher
        .counter(bytes(&world))
        .with_inputs(library)
        .bench_local_values(|mut library| library.read(Listener::NONE).expect("as before"));
}

fn pdfs() -> Vec<Vec<u8>> {
    let entries = fs::read_dir(written("pdf", pdf::write)).expect("it is there");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.map(|path| fs::read(path).expect("a file of the corpus")).collect()
}

fn extracted(bytes: &[u8]) -> Source {
    child::set_program(env!("CARGO_BIN_EXE_comity").into());
    let source = format::read(bytes, Format::Pdf, "a.pdf", Origin::Embedded(""), &mut Vec::new());
    assert!(!source.text.is_empty());
    source
}

/// PDFs to paragraphs by the library alone, one core.
#[divan::bench(sample_count = 5)]
fn pdf_library(bencher: Bencher<'_, '_>) {
    let files = pdfs();
    bencher.bench_local(|| {
        for bytes in &files {
            let options = unpdf::parser::ParseOptions::new().sequential();
            black_box(unpdf::parse_bytes_with_options(bytes, options).expect("a good PDF"));
        }
    });
}

/// PDFs to clean text by a process each, one at a time.
#[divan::bench(sample_count = 5)]
fn pdf_extract(bencher: Bencher<'_, '_>) {
    let files = pdfs();
    bencher.bench_local(|| files.iter().for_each(|bytes| drop(black_box(extracted(bytes)))));
}

/// The same with coding.
#[divan::bench(sample_count = 5)]
fn pdf_extract_and_code(bencher: Bencher<'_, '_>) {
    let (files, coder) = (pdfs(), Coder::new(&Codebook::defence()));
    bencher.bench_local(|| {
        for bytes in &files {
            black_box(Document::new(extracted(bytes), &coder));
        }
    });
}
