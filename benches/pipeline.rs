//! Speed, on the joint statements beside the repository or, without them, on
//! the starter corpus: `cargo bench`.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use comity::codebook::Codebook;
use comity::coding::Coder;
use comity::document::Document;
use comity::format::{self, Format};
use comity::glyph::Glyphs;
use comity::matrix::Matrix;
use comity::search::Turn;
use comity::source::Origin;
use comity::tui::keymap::Keymap;
use comity::tui::state::State;
use comity::tui::theme;
use comity::tui::update::{Event, settle, update};
use comity::tui::view::{Look, ScreenView};
use comity::world::World;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use divan::Bencher;
use divan::counter::BytesCount;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

const SCREEN: Rect = Rect::new(0, 0, 200, 60);

fn main() {
    divan::main();
}

fn corpus() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = root.join("../shared/joint-statements");
    if shared.exists() { shared } else { root.join("seeds") }
}

fn files() -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(corpus()).expect("the corpus is a folder");
    entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .map(|path| (path.display().to_string(), fs::read(&path).expect("a file of the corpus")))
        .collect()
}

fn world() -> World {
    World::read(&[corpus()], Codebook::defence()).expect("the corpus exists")
}

/// Bytes to coded statements, one core.
#[divan::bench]
fn read_and_code(bencher: Bencher<'_, '_>) {
    let coder = Coder::new(&Codebook::defence());
    let files = files();
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        for (path, bytes) in &files {
            let source =
                format::read(bytes, Format::Markdown, path, Origin::Embedded(""), &mut Vec::new());
            black_box(Document::new(source, &coder));
        }
    });
}

/// Bytes to clean text, one core.
#[divan::bench]
fn read_only(bencher: Bencher<'_, '_>) {
    let files = files();
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        for (path, bytes) in &files {
            black_box(format::read(
                bytes,
                Format::Markdown,
                path,
                Origin::Embedded(""),
                &mut Vec::new(),
            ));
        }
    });
}

/// The texts of the corpus with their length in bytes.
fn texts() -> (Vec<String>, usize) {
    let text = |(_, bytes): (String, Vec<u8>)| String::from_utf8_lossy(&bytes).into_owned();
    let texts: Vec<String> = files().into_iter().map(text).collect();
    let bytes = texts.iter().map(String::len).sum();
    (texts, bytes)
}

/// All cues found in clean text, one core.
#[divan::bench]
fn scan_for_cues(bencher: Bencher<'_, '_>) {
    let coder = Coder::new(&Codebook::defence());
    let (texts, bytes) = texts();
    bencher
        .counter(BytesCount::new(bytes))
        .bench_local(|| texts.iter().map(|text| coder.lexicon().scan(text).len()).sum::<usize>());
}

/// The same spellings found by an automaton, anywhere in the text: what
/// `scan_for_cues` and coding as a whole are compared with.
#[divan::bench]
fn scan_with_an_automaton(bencher: Bencher<'_, '_>) {
    let coder = Coder::new(&Codebook::defence());
    let automaton = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .ascii_case_insensitive(true)
        .build(coder.lexicon().spellings())
        .expect("a few thousand short phrases make an automaton");
    let (texts, bytes) = texts();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        texts.iter().map(|text| automaton.find_overlapping_iter(text).count()).sum::<usize>()
    });
}

#[divan::bench]
fn compile_the_coder() -> Coder {
    Coder::new(&Codebook::defence())
}

#[divan::bench]
fn build_the_matrix(bencher: Bencher<'_, '_>) {
    let world = world();
    bencher.bench_local(|| {
        Matrix::new(&world.documents, &world.agreements, world.codebook.dimensions.len())
    });
}

#[divan::bench(args = ["", "jjj", "jj\n", "/defense", "mlv"])]
fn draw_a_frame(bencher: Bencher<'_, '_>, keys: &str) {
    let world = world();
    let mut state = State::new(SCREEN, &world);
    press(&mut state, &world, keys);
    let theme = theme::find("dark").expect("a built-in theme");
    let look = Look { theme: &theme, glyphs: Glyphs::Unicode };
    let (keymap, mut buf) = (Keymap::default(), Buffer::empty(SCREEN));
    bencher.bench_local(|| {
        buf.reset();
        ScreenView { world: &world, state: &state, keymap: &keymap, look }.render(SCREEN, &mut buf);
    });
}

/// One more letter in the finder.
#[divan::bench(args = ["/s", "/submarin", "/japan semicond"])]
fn search_keystroke(bencher: Bencher<'_, '_>, keys: &str) {
    let world = world();
    let mut before = State::new(SCREEN, &world);
    press(&mut before, &world, &keys[..keys.len() - 1]);
    let last = &keys[keys.len() - 1..];
    bencher.with_inputs(|| before.clone()).bench_local_values(|mut state| {
        press(&mut state, &world, last);
        state
    });
}

fn press(state: &mut State, world: &World, keys: &str) {
    let keymap = Keymap::default();
    for letter in keys.chars() {
        let code = if letter == '\n' { KeyCode::Enter } else { KeyCode::Char(letter) };
        update(state, world, &keymap, Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
    }
    settle(state, world, &Turn::default());
}
