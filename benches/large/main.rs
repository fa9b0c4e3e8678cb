//! Speed on ten thousand documents, about 100 MB: `cargo bench --bench large`.
//!
//! The corpus is written below `target/` the first time it is needed;
//! `cargo bench --bench large -- write FOLDER [DOCUMENTS]` writes it elsewhere,
//! to try the program itself on.

use std::path::{Path, PathBuf};

use comity::codebook::Codebook;
use comity::library::{Cache, Library, Listener};
use comity::world::World;
use divan::Bencher;
use divan::counter::BytesCount;

mod corpus;
mod search;

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
    folder_of(corpus::DOCUMENTS)
}

/// The same with so many documents.
fn folder_of(documents: usize) -> PathBuf {
    let name = match documents {
        corpus::DOCUMENTS => "large".to_owned(),
        other => format!("large-{other}"),
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if !folder.exists() {
        let unfinished = folder.with_extension("unfinished");
        corpus::write(&unfinished, documents).expect("the target folder can be written to");
        std::fs::rename(&unfinished, &folder).expect("a name nobody has");
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
