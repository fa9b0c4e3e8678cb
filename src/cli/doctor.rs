//! `comity doctor`

use std::env;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use termprofile::{DetectorSettings, TermProfile};
use textwrap::WordSplitter::NoHyphenation;
use textwrap::{Options, fill};

use crate::dossier::Store;
use crate::error::{Error, Result};
use crate::file;
use crate::glyph::Glyphs;
use crate::library::Cache;
use crate::matrix::Reading;
use crate::prose::counted;
use crate::source::{Problem, clean};
use crate::tui::keymap::Keymap;

use super::dashboard::{find_theme, is_remote};
use super::settings::Settings;
use super::setup::Setup;

/// The dashboard shows a matrix from this size on.
const LEAST_SIZE: (u16, u16) = (40, 12);

/// How wide a line may be.
const WIDTH: usize = 80;

/// More would be no page.
const MOST_PROBLEMS: usize = 10;

/// Something that was looked at.
struct Check {
    name: &'static str,
    /// What was found.
    found: String,
    is_odd: bool,
    /// What to do about it.
    advice: Option<String>,
}

impl Check {
    fn well(name: &'static str, found: impl Into<String>) -> Self {
        Self { name, found: found.into(), is_odd: false, advice: None }
    }

    /// Odd where there is something to do about it.
    fn new(name: &'static str, found: impl Into<String>, advice: Option<&str>) -> Self {
        let (is_odd, advice) = (advice.is_some(), advice.map(str::to_owned));
        Self { name, found: found.into(), is_odd, advice }
    }

    /// Of what tells itself what to do.
    fn odd(name: &'static str, found: String) -> Self {
        Self { name, found, is_odd: true, advice: None }
    }

    fn problem(name: &'static str, problem: &Problem) -> Self {
        Self { advice: problem.hint.clone(), ..Self::odd(name, problem.to_string()) }
    }

    fn failed(name: &'static str, error: &Error) -> Self {
        Self::problem(name, &Problem::of_error(error))
    }

    /// Of what is as it should be, and may be done better.
    fn hinted(name: &'static str, found: impl Into<String>, advice: &str) -> Self {
        Self { advice: Some(advice.to_owned()), ..Self::well(name, found) }
    }

    /// Adds what was found and what to do about it, behind a label.
    fn tell(&self, label: &str, text: &mut String) {
        let indent = " ".repeat(label.len());
        let lines = std::iter::once(&self.found).chain(&self.advice);
        for (told, label) in lines.zip([label, &indent]) {
            let options = Options::new(WIDTH).initial_indent(label).subsequent_indent(&indent);
            let _ = writeln!(text, "{}", fill(told, options.word_splitter(NoHyphenation)));
        }
    }
}

/// Looks at all that the program depends on, and tells of each thing what was
/// found and what to do about it.
///
/// # Errors
/// Where there is something to do.
pub fn run(setup: &Setup, out: &mut dyn Write) -> Result<()> {
    let parts = [
        ("terminal", terminal()),
        ("colour", colours(setup)),
        ("signs", signs(setup.glyphs)),
        ("clipboard", vec![clipboard()]),
        ("cache", vec![cache(&setup.settings)]),
        ("notes", vec![notes(&setup.settings)]),
        ("settings", settings(&setup.settings)),
        ("corpus", corpus(setup)),
    ];
    let checks = || parts.iter().flat_map(|(_, checks)| checks);
    let odd = checks().filter(|check| check.is_odd).count();
    let mut text = format!("comity {}\n\n", env!("CARGO_PKG_VERSION"));
    for (part, checks) in &parts {
        for (index, check) in checks.iter().enumerate() {
            let part = if index == 0 { part } else { "" };
            let mark = if check.is_odd { '!' } else { ' ' };
            check.tell(&format!("{mark} {part:<9}  {:<9}  ", check.name), &mut text);
        }
    }
    out.write_all(setup.glyphs.spell(&text).as_bytes())?;
    match odd {
        0 => Ok(()),
        _ => Err(Error::to_mend(format!("{} marked with !", counted(odd, "line")))),
    }
}

fn terminal() -> Vec<Check> {
    let (has_input, has_output) = (io::stdin().is_terminal(), io::stdout().is_terminal());
    let kind = variable("TERM").unwrap_or_else(|| "not said".to_owned());
    let mut checks = vec![match kind.as_str() {
        "dumb" | "not said" if has_output => Check::new(
            "kind",
            kind,
            Some("set TERM to what your terminal is, such as xterm-256color"),
        ),
        _ => Check::well("kind", kind),
    }];
    checks.push(match (has_input, has_output) {
        (true, true) => Check::well("open", "keys and screen are a terminal's"),
        _ => Check::well("open", "no terminal here: `comity` prints the matrix"),
    });
    if has_output && let Ok((width, height)) = crossterm::terminal::size() {
        let is_small = width < LEAST_SIZE.0 || height < LEAST_SIZE.1;
        let advice = is_small.then_some("80 × 24 shows a matrix and its evidence");
        checks.push(Check::new("size", format!("{width} × {height}"), advice));
    }
    let way = if is_remote() { "over SSH" } else { "on this machine" };
    let within = match (variable("TMUX"), variable("STY")) {
        (Some(_), _) => ", within tmux",
        (_, Some(_)) => ", within screen",
        _ => "",
    };
    checks.push(Check::well("reached", format!("{way}{within}")));
    checks
}

fn colours(setup: &Setup) -> Vec<Check> {
    let settings = DetectorSettings::new().enable_tmux_info(false);
    let shown = match TermProfile::detect(&io::stdout(), settings) {
        TermProfile::NoTty => "none: this is no terminal",
        TermProfile::NoColor => "none",
        TermProfile::Ansi16 => "16 colours",
        TermProfile::Ansi256 => "256 colours",
        TermProfile::TrueColor => "all colours",
    };
    let asked = ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM"];
    let asked = asked.iter().filter_map(|name| Some(format!("{name}={}", variable(name)?)));
    let asked: Vec<String> = asked.collect();
    let name = setup.settings.theme();
    let name = name.as_deref().unwrap_or_else(|| setup.usual_theme(None));
    let theme = match find_theme(name) {
        Ok(_) => Check::well("theme", name),
        Err(error) => match setup.settings.blamed("theme", &error) {
            Some(problem) => Check::problem("theme", &problem),
            None => Check::failed("theme", &error),
        },
    };
    let said = if asked.is_empty() { "nothing".to_owned() } else { asked.join(" ") };
    vec![Check::well("shown", shown), Check::well("asked for", said), theme]
}

fn signs(glyphs: Glyphs) -> Vec<Check> {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
    let signs = Reading::ALL.map(|reading| glyphs.reading(reading)).join(" ");
    let advice = match (glyphs, Glyphs::from_env()) {
        (Glyphs::Ascii, Glyphs::Ascii) => {
            Some("for ● ◐ ○ set LC_ALL to a UTF-8 locale, as C.UTF-8")
        }
        _ => None,
    };
    let locale = locale.unwrap_or_else(|| "not said".to_owned());
    vec![Check::new("locale", locale, advice), Check::well("signs", signs)]
}

/// No terminal answers whether it takes what it is sent, so only what is known
/// to stand in the way is told.
fn clipboard() -> Check {
    let way = "OSC 52, which your own terminal must take, also over SSH";
    let advice = match (variable("TMUX"), variable("STY"), variable("TERM_PROGRAM")) {
        (Some(_), ..) => Some("tmux passes it on with `set -g set-clipboard on`"),
        (_, Some(_), _) => Some("screen does not pass it on: copy with the terminal's own keys"),
        (.., Some(program)) if program == "Apple_Terminal" => {
            Some("this terminal does not take it: copy with its own keys")
        }
        _ => None,
    };
    // What tmux does is its own to know: that is a hint and no fault.
    match (variable("TMUX"), advice) {
        (Some(_), Some(hint)) => Check::hinted("way", way, hint),
        _ => Check::new("way", way, advice),
    }
}

fn cache(settings: &Settings) -> Check {
    if !settings.caches() {
        return Check::well("folder", "nothing is kept, as you have set it");
    }
    let Some(folder) = Cache::folder_of_user() else {
        return Check::well("folder", "nothing: COMITY_CACHE_DIR is empty, or HOME is not set");
    };
    let (packs, bytes) = Cache::usage(&folder);
    let megabytes = bytes.div_ceil(1024 * 1024);
    let found = format!("{}: {}, {megabytes} MB", folder.display(), counted(packs, "reading"));
    let advice = (!is_writable(&folder)).then_some("it cannot be written to; set COMITY_CACHE_DIR");
    Check::new("folder", found, advice)
}

/// Where the analyst's work on the corpus is kept.
fn notes(settings: &Settings) -> Check {
    let Some(store) = Store::of_corpus(&settings.corpus()) else {
        return Check::well("file", "nothing: COMITY_DATA_DIR is empty, or HOME is not set");
    };
    let is_kept = is_writable(file::folder(store.path()));
    let advice = (!is_kept).then_some("it cannot be written to; set COMITY_DATA_DIR");
    Check::new("file", store.path().display().to_string(), advice)
}

/// Whether a file can be made in a folder, or in the one in which it will be.
fn is_writable(folder: &Path) -> bool {
    let there = folder.ancestors().find(|folder| folder.exists());
    there.is_some_and(|folder| tempfile::tempfile_in(folder).is_ok())
}

fn settings(settings: &Settings) -> Vec<Check> {
    let file = match &settings.file {
        Some(file) if file.exists() => file.display().to_string(),
        Some(file) => format!("{}, which is not there", file.display()),
        None => "none: no HOME is set".to_owned(),
    };
    let wrong = settings.problems.iter();
    let wrong = wrong.map(|problem| Check::problem("wrong", problem));
    let (_, odd) = Keymap::of_user();
    let keys = odd.iter().map(|problem| Check::problem("keys", problem));
    std::iter::once(Check::well("file", file)).chain(wrong).chain(keys).collect()
}

fn corpus(setup: &Setup) -> Vec<Check> {
    let codebook = match setup.codebook() {
        Ok(codebook) => codebook,
        Err(error) => return vec![Check::failed("codebook", &error)],
    };
    let paths = setup.settings.corpus();
    let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    let paths = if paths.is_empty() { "the starter corpus".to_owned() } else { paths.join(", ") };
    let mut checks =
        vec![Check::well("codebook", codebook.name.clone()), Check::well("sources", paths)];
    match setup.read(&codebook) {
        Ok(world) => {
            let counts = [
                counted(world.documents.len(), "source"),
                counted(world.agreements.len(), "agreement"),
                counted(world.statement_count(), "statement"),
            ];
            checks.push(Check::well("read", counts.join(", ")));
            let odd = world.problems.iter().take(MOST_PROBLEMS);
            checks.extend(odd.map(|problem| Check::problem("odd", problem)));
            if let Some(more) = world.problems.len().checked_sub(MOST_PROBLEMS + 1) {
                let more = counted(more + 1, "more problem");
                checks.push(Check::odd("odd", format!("and {more}; `comity` lists all behind !")));
            }
        }
        Err(error) => checks.push(Check::failed("read", &error)),
    }
    checks
}

/// A variable of the environment, where it is set to anything.
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty()).map(|value| clean(&value))
}
