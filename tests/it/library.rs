//! A library reads the same whatever it knows already.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use comity::codebook::CodebookFile;
use comity::document::Document;
use comity::format::child;
use comity::library::{Cache, Library, Listener};
use comity::source::Problem;
use comity::world::World;
use proptest::prelude::*;
use tempfile::TempDir;

use super::formats::html;

/// A folder of sources and one for the cache.
struct Place {
    sources: TempDir,
    cache: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { sources: tempfile::tempdir().unwrap(), cache: tempfile::tempdir().unwrap() }
    }

    /// A place with some sources of every kind.
    fn furnished() -> Self {
        let place = Self::new();
        for (name, text) in texts() {
            place.write(&name, text.as_bytes());
        }
        place.write("front.md", b"---\nstatus: nonsense\n---\nFrance and Spain will meet.\n");
        place.write("latin.txt", b"The caf\xe9 will cooperate on cyber security.\r\nIt shall.\r\n");
        place.write("page.html", html::PAGE.as_bytes());
        place.write("noise.bin", &[0, 1, 2, 3]);
        place.write("mine-gold.jsonl", b"{\"doc\": \"nothing\"}\n");
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.sources.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn library(&self, codebook: &str) -> Library {
        let codebook = CodebookFile::find(codebook).unwrap();
        let paths = [self.sources.path().to_owned()];
        let cache = Cache::new(self.cache.path().to_owned(), &paths, &codebook.text);
        Library::new(&paths, codebook.read().unwrap()).with_cache(Some(cache))
    }

    /// Reads with the cache, and lets it keep what was read.
    fn warm(&self, codebook: &str) -> Reading {
        let mut library = self.library(codebook);
        let world = library.read(Listener::NONE).unwrap();
        library.keep();
        Reading::of(&world)
    }

    fn cold(&self, codebook: &str) -> Reading {
        let codebook = CodebookFile::find(codebook).unwrap().read().unwrap();
        Reading::of(&World::read(&[self.sources.path().to_owned()], codebook).unwrap())
    }

    /// The files of the cache.
    fn packs(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.cache.path()).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    }
}

/// All that a world tells.
#[derive(Debug, PartialEq)]
struct Reading {
    documents: Vec<Document>,
    agreements: Vec<String>,
    cells: Vec<String>,
    problems: Vec<Problem>,
}

impl Reading {
    fn of(world: &World) -> Self {
        let dimensions = world.codebook.dimensions.len();
        let cells = (0..world.agreements.len())
            .flat_map(|agreement| (0..dimensions).map(move |dimension| (agreement, dimension)))
            .map(|(agreement, dimension)| format!("{:?}", world.cell(agreement, dimension)));
        Self {
            documents: world.documents.iter().map(|document| Document::clone(document)).collect(),
            agreements: world.agreements.iter().map(|a| format!("{} {:?}", a.id, a.deal)).collect(),
            cells: cells.collect(),
            problems: world.problems.clone(),
        }
    }
}

/// The joint statements, or without them the starter corpus.
fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = root.join("../shared/joint-statements");
    let folder = if shared.exists() { shared } else { root.join("seeds") };
    let mut texts: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .collect();
    texts.sort();
    texts
}

#[test]
fn a_warm_reading_is_a_cold_one() {
    child::set_program(env!("CARGO_BIN_EXE_comity").into());
    let place = Place::furnished();
    for codebook in ["defence", "trade", "defence"] {
        let cold = place.cold(codebook);
        assert!(cold.documents.len() >= 7 && cold.problems.len() >= 3, "{:?}", cold.problems);
        for _ in 0..3 {
            assert_eq!(place.warm(codebook), cold);
        }
    }
    assert_eq!(place.packs().len(), 2);
}

#[test]
fn what_has_not_changed_is_not_read_again() {
    let seeds = [Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")];
    let folder = tempfile::tempdir().unwrap();
    let codebook = CodebookFile::default();
    let read = |expected: usize| {
        let cache = Cache::new(folder.path().to_owned(), &seeds, &codebook.text);
        let mut library = Library::new(&seeds, codebook.read().unwrap()).with_cache(Some(cache));
        let files = AtomicUsize::new(0);
        let progress = |_, total| files.store(total, Ordering::Relaxed);
        for expected in [expected, 0] {
            files.store(0, Ordering::Relaxed);
            library.read(Listener { progress: &progress, world: None }).unwrap();
            assert_eq!(files.load(Ordering::Relaxed), expected);
        }
        library.keep();
    };
    read(4);
    read(0);
}

/// What happens to a file.
#[derive(Clone, Debug)]
enum Edit {
    Write(usize, usize),
    Touch(usize),
    Remove(usize),
    Rename(usize),
    Swap(usize, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let file = 0..6_usize;
    prop_oneof![
        (file.clone(), 0..6_usize).prop_map(|(file, text)| Edit::Write(file, text)),
        file.clone().prop_map(Edit::Touch),
        file.clone().prop_map(Edit::Remove),
        file.clone().prop_map(Edit::Rename),
        (file.clone(), file).prop_map(|(a, b)| Edit::Swap(a, b)),
    ]
}

impl Edit {
    fn apply(&self, place: &Place, texts: &[(String, String)]) {
        let path = |file: &usize| place.path(&format!("{file}.md"));
        match self {
            Self::Write(file, text) => fs::write(path(file), &texts[text % texts.len()].1).unwrap(),
            Self::Touch(file) => {
                if let Ok(bytes) = fs::read(path(file)) {
                    fs::write(path(file), bytes).unwrap();
                }
            }
            Self::Remove(file) => drop(fs::remove_file(path(file))),
            Self::Rename(file) => drop(fs::rename(path(file), place.path("deep.txt"))),
            Self::Swap(a, b) => {
                let between = place.path("between");
                let _ = fs::rename(path(a), &between);
                let _ = fs::rename(path(b), path(a));
                let _ = fs::rename(between, path(b));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, failure_persistence: None, ..Default::default() })]

    /// By one library that goes on, and by new ones that have only the cache.
    #[test]
    fn after_any_edits_a_warm_reading_is_a_cold_one(
        edits in prop::collection::vec((edit(), any::<bool>()), 1..6),
    ) {
        let texts: Vec<_> = texts().into_iter().filter(|(_, text)| text.len() < 9000).collect();
        let place = Place::new();
        (0..4).for_each(|file| Edit::Write(file, file).apply(&place, &texts));
        let mut open = place.library("defence");
        open.read(Listener::NONE).unwrap();
        for (edit, is_other) in edits {
            edit.apply(&place, &texts);
            let cold = place.cold("defence");
            prop_assert_eq!(&Reading::of(&open.read(Listener::NONE).unwrap()), &cold);
            prop_assert_eq!(&place.warm("defence"), &cold);
            if is_other {
                prop_assert_eq!(place.warm("trade"), place.cold("trade"));
            }
        }
    }

    #[test]
    fn a_broken_cache_is_rebuilt(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let place = Place::new();
        for (name, text) in texts().iter().take(2) {
            place.write(name, text.as_bytes());
        }
        let whole = place.warm("defence");
        let pack = place.packs().remove(0);
        let good = fs::read(&pack).unwrap();
        let at = at.index(good.len());
        let mut bad = good.clone();
        bad[at] ^= byte.max(1);
        for broken in [bad, good[..at].to_vec(), [&good[at..], &good[..at]].concat()] {
            fs::write(&pack, broken).unwrap();
            prop_assert_eq!(&place.warm("defence"), &whole);
        }
        prop_assert_eq!(place.packs().len(), 1);
        prop_assert_eq!(place.warm("defence"), whole);
    }
}

#[test]
fn several_programs_share_a_cache() {
    let place = Place::new();
    for (name, text) in texts().iter().filter(|(_, text)| text.len() < 9000) {
        place.write(name, text.as_bytes());
    }
    let cold = place.cold("defence");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..5 {
                    assert_eq!(place.warm("defence"), cold);
                }
            });
        }
    });
    assert_eq!(place.packs().len(), 1);
}

#[test]
fn what_cannot_be_kept_is_done_without() {
    let mut place = Place::furnished();
    // A file where the folder should be.
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::remove_dir(place.cache.path()).unwrap();
    fs::copy(file.path(), place.cache.path()).unwrap();
    assert_eq!(place.warm("defence"), place.cold("defence"));
    fs::remove_file(place.cache.path()).unwrap();
    place.cache = tempfile::tempdir().unwrap();
}

#[test]
fn worlds_on_the_way_are_parts_of_the_last() {
    let place = Place::new();
    let texts = texts();
    for copy in 0..8 {
        for (name, text) in &texts {
            place.write(&format!("{copy:02}/{name}"), text.as_bytes());
        }
    }
    let shown = Cell::new(0);
    let show = |world: Arc<World>| {
        assert!(world.documents.len() > shown.replace(world.documents.len()));
        assert_eq!(world.agreements.len(), world.documents.len());
    };
    let mut library = place.library("defence");
    let world = library.read(Listener { progress: &|_, _| (), world: Some(&show) }).unwrap();
    assert!(shown.get() < world.documents.len());
    assert_eq!(world.documents.len(), 8 * texts.len());
}
