//! How soon comity answers, beside other programs of the terminal that show a long
//! list or a table: `cargo bench --bench peers`, with a number of documents if it is
//! to be another than two thousand. Each program that is on the path is opened on
//! the same statements in a terminal of 80×24: less on the text, VisiData (`vd`) on
//! a table of them, fzf on the lines.
//!
//! `COMITY_PROGRAM` names another comity than the one just built, as one installed.
//!
//! Told are milliseconds: until the first screen, from a cursor key to the last
//! change it makes, and from a letter to the last change where one searches while
//! typing; the median, and the worst.

#[allow(dead_code, reason = "the bench of the large corpus asks for more of it")]
#[path = "large/corpus.rs"]
mod corpus;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use termlens::{Key, Result, Terminal};

const BUILT: &str = env!("CARGO_BIN_EXE_comity");

const DOCUMENTS: usize = 2_000;

/// A screen that stays as it is for so long has come to rest.
const REST: Duration = Duration::from_millis(500);

/// Fewer than the dimensions of the codebook: below the last row no key changes anything.
const STEPS: usize = 12;

/// What is typed where one searches while typing.
const LETTERS: &str = "procurement";

/// A program, the shell's line that opens it, what its first screen shows, and the
/// key that leads to where one searches while typing.
struct Peer {
    name: &'static str,
    line: String,
    shows: String,
    search: Option<&'static str>,
}

fn main() -> Result<()> {
    let documents = std::env::args().filter_map(|argument| argument.parse().ok()).next();
    let documents = documents.unwrap_or(DOCUMENTS);
    let folder = folder(documents);
    let (first, count) = prepare(&folder);
    println!("{documents} documents, {count} statements\n");
    println!("{:<9} {:>12} {:>16} {:>16}", "ms", "first screen", "cursor key", "letter");
    for peer in peers(first) {
        match is_there(peer.name) {
            true => measure(&peer, &folder)?,
            false => println!("{:<9} is not here", peer.name),
        }
    }
    Ok(())
}

/// The comity that is measured.
fn program() -> String {
    std::env::var("COMITY_PROGRAM").unwrap_or_else(|_| BUILT.to_owned())
}

fn peers(first: String) -> [Peer; 4] {
    let peer = |name, line: &str, shows: &str, search| Peer {
        name,
        line: line.to_owned(),
        shows: shows.to_owned(),
        search,
    };
    [
        peer("comity", &format!("{} -c documents", program()), "agreements", Some("/")),
        peer("less", "less statements.txt", &first, None),
        peer("vd", "vd statements.csv", "quote", None),
        peer("fzf", "fzf --reverse < statements.txt", "> ", Some("")),
    ]
}

/// Where the documents and what the others read of them lie.
fn folder(documents: usize) -> PathBuf {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    target.join(format!("peers-{documents}"))
}

/// Writes the documents and their statements, unless they are there, and has comity
/// read them once; the beginning of the first statement and the number of all.
fn prepare(folder: &Path) -> (String, usize) {
    let documents = folder.join("documents");
    if !documents.exists() {
        let count = folder.to_string_lossy().rsplit('-').next().and_then(|it| it.parse().ok());
        corpus::write(&documents, count.unwrap_or(DOCUMENTS)).expect("target can be written to");
    }
    let table = comity(folder, &["export", "statements", "statements.csv", "--force", "-q"]);
    assert!(table.status.success(), "{table:?}");
    let mut reader = csv::Reader::from_path(folder.join("statements.csv")).expect("just written");
    let quotes: Vec<String> =
        reader.records().flatten().map(|row| row[0].replace('\n', " ")).collect();
    fs::write(folder.join("statements.txt"), quotes.join("\n")).expect("target can be written to");
    (quotes[0].chars().take(40).collect(), quotes.len())
}

fn comity(folder: &Path, args: &[&str]) -> std::process::Output {
    let mut command = Command::new(program());
    command.args(args).args(["-c", "documents"]).current_dir(folder);
    command.env("COMITY_CACHE_DIR", folder.join("cache")).env("COMITY_CONFIG", "/dev/null");
    command.env("COMITY_DATA_DIR", "").output().expect("comity was just built")
}

fn is_there(name: &str) -> bool {
    let mut asked = Command::new("sh");
    asked.args(["-c", &format!("command -v {name}")]).stdout(Stdio::null());
    name == "comity" || asked.status().is_ok_and(|status| status.success())
}

/// Opens a program, goes down and searches, and prints how long each took.
fn measure(peer: &Peer, folder: &Path) -> Result<()> {
    let begun = Instant::now();
    let mut terminal = open(peer, folder)?;
    terminal.wait_until(|screen| screen.contains(&peer.shows))?;
    let first = millis(begun.elapsed());
    // What is read behind the first screen is not what a key costs.
    terminal.wait_stable(Duration::from_secs(3))?;
    let mut steps = Vec::new();
    for _ in 0..STEPS {
        steps.push(answer(&mut terminal, |terminal| terminal.send(Key::Down))?);
    }
    let mut letters = Vec::new();
    if let Some(key) = peer.search {
        if !key.is_empty() {
            answer(&mut terminal, |terminal| terminal.send_str(key))?;
        }
        for letter in LETTERS.chars() {
            letters.push(answer(&mut terminal, |terminal| terminal.send(Key::Char(letter)))?);
        }
    }
    println!("{:<9} {first:>12.0} {:>16} {:>16}", peer.name, told(steps), told(letters));
    Ok(())
}

fn open(peer: &Peer, folder: &Path) -> Result<Terminal> {
    Terminal::builder()
        .size(80, 24)
        .env("TERM", "xterm-256color")
        .env("LANG", "C.UTF-8")
        .env("COMITY_CACHE_DIR", folder.join("cache"))
        .env("COMITY_CONFIG", "/dev/null")
        .env("COMITY_DATA_DIR", "")
        .env("COMITY_STATE_DIR", "")
        .current_dir(folder)
        .timeout(Duration::from_secs(30))
        .args(["-c", &format!("exec {}", peer.line)])
        .spawn("sh")
}

/// The time from a key to the last change on the screen.
fn answer(
    terminal: &mut Terminal,
    send: impl FnOnce(&mut Terminal) -> Result<()>,
) -> Result<Duration> {
    let before = terminal.screen();
    let begun = Instant::now();
    send(terminal)?;
    terminal.wait_until(|screen| *screen != before)?;
    let first = begun.elapsed();
    terminal.wait_stable(REST)?;
    Ok(begun.elapsed().saturating_sub(REST).max(first))
}

/// The median and the worst.
fn told(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    match times.last() {
        None => "–".to_owned(),
        Some(worst) => format!("{:.1}, {:.1}", millis(times[times.len() / 2]), millis(*worst)),
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
