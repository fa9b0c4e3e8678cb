//! Search on corpora of ten thousand statements to a million, about 100 MB among
//! them: the index, what it takes in memory, and a key in the finder.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use comity::codebook::Codebook;
use comity::glyph::Glyphs;
use comity::search::{Index, Turn};
use comity::tui::keymap::Keymap;
use comity::tui::state::State;
use comity::tui::theme;
use comity::tui::update::{Event, settle, update};
use comity::tui::view::{Look, ScreenView};
use comity::world::World;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use divan::Bencher;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use serde_json::Value;

use super::{bytes, folder_of};

/// About so many statements are in a document.
const STATEMENTS: usize = 54;

const SIZES: [usize; 4] = [10_000, 100_000, 540_000, 1_000_000];

const SCREEN: Rect = Rect::new(0, 0, 200, 60);

/// As somebody types in a meeting: every key of these and of the look-ups that the
/// tests keep is measured.
const TYPED: &[&str] = &[
    "submarine cables",
    "what japan got on semiconductors",
    "undrsea cabels",
    "party:japan level:>=intended cyber",
    "\"rule of law\" india",
    "the security of the region",
    "south korea nuclear",
    "procurment -india",
    "-party:japan ship",
];

/// The queries of `tests/gold/lookups.jsonl`.
fn lookups() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/lookups.jsonl");
    let lines = fs::read_to_string(path).expect("the look-ups are there");
    let query = |line: &str| {
        let lookup: Value = serde_json::from_str(line).expect("a look-up a line");
        lookup["query"].as_str().expect("a query").to_owned()
    };
    lines.lines().map(query).collect()
}

fn world(statements: usize) -> World {
    let folder = [folder_of(statements / STATEMENTS)];
    World::read(&folder, Codebook::defence()).expect("the corpus exists")
}

/// All words to where they stand, all cores.
#[divan::bench(args = SIZES, sample_count = 5)]
fn index(bencher: Bencher<'_, '_>, statements: usize) {
    let world = world(statements);
    let (index, text) = (Index::new(&world), bytes(&world));
    println!("{}", size(&world, &index));
    let before = worked();
    drop(Index::new(&world));
    println!("the processors work {:.2?} for it", worked() - before);
    bencher.counter(text).bench_local(|| Index::new(&world));
}

fn size(world: &World, index: &Index) -> String {
    let text: usize = world.documents.iter().map(|read| read.source.text.len()).sum();
    let (statements, size) = (world.statement_count(), index.size());
    format!(
        "{statements} statements, {text} bytes of text: the index takes {size}, {:.1} a statement, {:.0} % of the text",
        size as f64 / statements as f64,
        100.0 * size as f64 / text as f64
    )
}

/// How often everything is typed: what else the machine does in between is told
/// from what a key costs.
const ROUNDS: usize = 3;

/// What a key took.
#[derive(Clone)]
struct Took {
    passed: Duration,
    /// Of all processors.
    worked: Duration,
    typed: String,
}

/// From a key to the picture, over all keys of what is typed: the middle, the
/// ninety-fifth of a hundred, the slowest; of each key's quickest round too, and
/// of what the processors worked for it.
#[divan::bench(args = SIZES, sample_count = 1, sample_size = 1)]
fn keystroke(bencher: Bencher<'_, '_>, statements: usize) {
    let world = world(statements);
    world.index();
    let (lookups, typed) = (lookups(), TYPED.iter().copied());
    let typed: Vec<&str> = typed.chain(lookups.iter().map(String::as_str)).collect();
    let mut rounds: Vec<Vec<Took>> = Vec::new();
    bencher.bench_local(|| {
        for _ in 0..ROUNDS {
            let mut took = Vec::new();
            typed.iter().for_each(|typed| type_in(&world, typed, &mut took));
            rounds.push(took);
        }
    });
    let keys = rounds.first().map_or(0, Vec::len);
    let least = |key: usize, of: fn(&Took) -> Duration| {
        rounds.iter().map(|round| &round[key]).min_by_key(|took| of(took)).cloned()
    };
    let least = |of| (0..keys).filter_map(|key| least(key, of)).collect();
    println!("{} statements, {keys} keys", world.statement_count());
    println!("all rounds: {}", told(rounds.concat(), |took| took.passed));
    println!("quickest of {ROUNDS}: {}", told(least(|took| took.passed), |took| took.passed));
    println!("least work of {ROUNDS}: {}", told(least(|took| took.worked), |took| took.worked));
}

fn told(mut all: Vec<Took>, of: fn(&Took) -> Duration) -> String {
    all.sort_by_key(of);
    let at = |share: usize| &all[(all.len() - 1) * share / 100];
    let told = |share| format!("{:.1?} at {:?}", of(at(share)), at(share).typed);
    format!("median {:.1?}, p95 {}, slowest {}", of(at(50)), told(95), told(100))
}

/// How long this process has worked, on all processors; nothing where the system
/// doesn't tell.
fn worked() -> Duration {
    let tasks = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let nanoseconds = tasks.filter_map(|task| {
        let told = fs::read_to_string(task.path().join("schedstat")).ok()?;
        told.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(nanoseconds.sum())
}

fn type_in(world: &World, typed: &str, all: &mut Vec<Took>) {
    let (keymap, theme) = (Keymap::default(), theme::find("dark").expect("a built-in theme"));
    let look = Look { theme: &theme, glyphs: Glyphs::Unicode };
    let mut state = State::new(SCREEN, world);
    let mut buf = Buffer::empty(SCREEN);
    for (at, letter) in std::iter::once('/').chain(typed.chars()).enumerate() {
        let (start, before) = (Instant::now(), worked());
        let key = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE);
        update(&mut state, world, &keymap, Event::Key(key));
        settle(&mut state, world, &Turn::default());
        buf.reset();
        ScreenView { world, state: &state, keymap: &keymap, look }.render(SCREEN, &mut buf);
        let (passed, worked) = (start.elapsed(), worked() - before);
        all.push(Took { passed, worked, typed: typed.chars().take(at).collect() });
    }
}
