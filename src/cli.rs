//! The command line: arguments, the command they name, and its exit code.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::FalseyValueParser;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum, ValueHint};
use serde::Serialize;

use crate::codebook::CodebookFile;
use crate::corpus;
use crate::dossier::Keeper;
use crate::error::{Error, Result};
use crate::format::{Format, child};
use crate::glyph::Glyphs;
use crate::library::{Cache, Library, Listener};
use crate::prose::{did_you_mean, nearest};
use crate::source::Problem;
use crate::tui::keymap::Keymap;
use crate::tui::memory::Memory;
use crate::tui::theme::{self, Theme};
use crate::tui::{self, Feed};
use crate::world::World;

mod agree;
mod bar;
mod code;
mod codebook;
mod colour;
mod compare;
mod config;
mod doctor;
mod dossier;
mod examples;
mod export;
mod group;
mod keys;
mod man;
mod matrix;
mod search;
mod settings;
mod show;
mod speech;
mod themes;

use bar::Bar;
use colour::When;
use settings::Settings;
use speech::{Manner, warn};

/// Compare agreements between states: who promised what, how firmly, and
/// where it says so.
#[derive(Debug, Parser)]
#[command(version, subcommand_precedence_over_arg = true, after_help = examples::ALL)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// Files and folders of sources to open in the dashboard; - is standard
    /// input [default: the starter corpus]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// Ask the terminal nothing and let it move no rows, where it draws wrongly
    #[arg(long, env = "COMITY_SIMPLE_TERMINAL", value_parser = FalseyValueParser::new())]
    simple_terminal: bool,
    /// Begin as if the corpus had never been opened: no cursor, view, theme and
    /// queries of the last time; views that were saved stay to be chosen
    #[arg(long)]
    fresh: bool,
    /// Heed the mouse, over SSH too: click, click again, wheel [default: never;
    /// see the setting `mouse`]
    #[arg(long)]
    mouse: bool,
    #[command(flatten)]
    options: Options,
}

// What every command takes; most can be set for good, see `settings`. No doc
// comment: clap would take it for the program's own.
#[derive(Debug, Args)]
struct Options {
    /// A file or folder of sources, - for standard input; may be given several
    /// times [default: the starter corpus]
    #[arg(short, long, value_name = "PATH", global = true, value_hint = ValueHint::AnyPath)]
    corpus: Vec<PathBuf>,
    /// The dimensions and their cues: "defence", "trade", or a file [default:
    /// defence]
    #[arg(long, value_name = "NAME|FILE", global = true, value_hint = ValueHint::FilePath)]
    codebook: Option<String>,
    /// Read every source again, and keep nothing of it for the next time
    #[arg(long, global = true)]
    no_cache: bool,
    /// Show the machine's reading alone, without your corrections
    #[arg(long, global = true)]
    machine: bool,
    /// Use ASCII signs only, as is done where the locale is not UTF-8
    #[arg(long, global = true)]
    ascii: bool,
    /// The theme of the dashboard: a name from `comity themes`, or a file
    /// [default: dark, without colour plain]
    #[arg(long, value_name = "NAME|FILE", global = true, value_hint = ValueHint::FilePath)]
    theme: Option<String>,
    /// Colour the output [default: auto, which heeds NO_COLOR, CLICOLOR and
    /// CLICOLOR_FORCE]
    #[arg(long, value_name = "WHEN", value_enum, global = true)]
    color: Option<When>,
    /// Tell errors only: no problems of the input, no notes, no bar, no word of what
    /// was written
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Settings other than those of the user [default: what COMITY_CONFIG
    /// names, else comity/config.toml in the user's folder of settings]
    #[arg(long, value_name = "FILE", global = true, value_hint = ValueHint::FilePath)]
    config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print the matrix of agreements and dimensions
    #[command(after_help = examples::MATRIX)]
    Matrix(matrix::Args),
    /// Print two agreements side by side, differences first
    #[command(after_help = examples::COMPARE)]
    Compare(compare::Args),
    /// Find agreements, cells, names and statements
    #[command(after_help = examples::SEARCH)]
    Search(search::Args),
    /// Print the card of an agreement
    #[command(after_help = examples::SHOW)]
    Show(show::Args),
    /// Print every statement with its coding
    #[command(after_help = examples::CODE)]
    Code(code::Args),
    /// Write the matrix, a comparison, a briefing or all statements to a file
    #[command(after_help = examples::EXPORT)]
    Export(export::Args),
    /// Print the briefing tray, your notes and corrections
    #[command(after_help = examples::DOSSIER)]
    Dossier(dossier::Args),
    /// Propose which sources tell of one agreement, by parties and dates
    #[command(after_help = examples::GROUP)]
    Group(group::Args),
    /// Measure the coding against a person's
    #[command(after_help = examples::AGREE)]
    Agree(agree::Args),
    /// Print the dimensions and their cues
    #[command(after_help = examples::CODEBOOK)]
    Codebook(codebook::Args),
    /// List the themes of the dashboard
    #[command(after_help = examples::THEMES)]
    Themes,
    /// Print what is set and where each value comes from
    #[command(after_help = examples::CONFIG)]
    Config(config::Args),
    /// Tell what comity found of terminal, colours, cache, settings and corpus
    #[command(after_help = examples::DOCTOR)]
    Doctor,
    /// Print the keys of the dashboard, as a file of one's own begins
    #[command(after_help = examples::KEYS)]
    Keys,
    /// Print what a shell needs to complete comity's arguments
    #[command(after_help = examples::COMPLETIONS)]
    Completions { shell: clap_complete::Shell },
    /// Print the manual page of a command, as roff
    #[command(after_help = examples::MAN)]
    Man(man::Args),
    /// Extract the document on stdin, for another comity
    #[command(name = child::COMMAND, hide = true)]
    Extract {
        #[arg(value_parser = |name: &str| Format::named(name).ok_or("no such format"))]
        format: Format,
    },
}

/// What a command works with besides its arguments.
struct Context<'a> {
    world: &'a World,
    /// Where it was read.
    paths: &'a [PathBuf],
    glyphs: Glyphs,
    /// Whether text is coloured.
    is_coloured: bool,
    out: &'a mut dyn Write,
}

/// What holds for every command.
struct Setup {
    settings: Settings,
    /// Whether the machine's reading is wanted alone.
    is_machine: bool,
    glyphs: Glyphs,
    is_coloured: bool,
}

/// The themes there are.
struct Themes {
    all: Vec<(String, Theme)>,
    /// The one to begin with.
    first: usize,
    /// What is wrong with the one that is set in file or environment, where
    /// another stands in for it.
    odd: Option<Problem>,
}

/// Runs what the arguments of the process ask for.
pub fn main() -> ExitCode {
    if let Ok(program) = std::env::current_exe() {
        child::set_program(program);
    }
    match Cli::parse_from(search::arguments(std::env::args_os())).run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            speech::report(&error);
            ExitCode::from(error.exit_code())
        }
    }
}

impl Cli {
    fn run(mut self) -> Result<()> {
        if let Some(Command::Extract { format }) = self.command {
            return Ok(child::serve(format)?);
        }
        let meant = self.paths.first().and_then(|path| meant(path));
        self.options.corpus.splice(..0, self.paths.drain(..));
        let setup = self.options.setup(self.mouse)?;
        let mut out = io::BufWriter::new(io::stdout().lock());
        let result = match &self.command {
            None => {
                let opened = setup.open(self.simple_terminal, self.fresh, out);
                return opened.map_err(|error| meant.into_iter().fold(error, Error::hint));
            }
            Some(Command::Themes) => themes::run(&mut out),
            Some(Command::Config(args)) => config::run(args, &setup.settings, &mut out),
            Some(Command::Doctor) => doctor::run(&setup, &mut out),
            Some(Command::Completions { shell }) => completions(*shell, &mut out),
            Some(Command::Keys) => keys::run(&mut out),
            Some(Command::Man(args)) => man::run(args, &mut out),
            Some(Command::Codebook(args)) => codebook::run(args, &setup, &mut out),
            Some(Command::Matrix(args)) => setup.show(&mut out, |on| matrix::run(args, on)),
            Some(Command::Compare(args)) => setup.show(&mut out, |on| compare::run(args, on)),
            Some(Command::Search(args)) => setup.show(&mut out, |on| search::run(args, on)),
            Some(Command::Show(args)) => setup.show(&mut out, |on| show::run(args, on)),
            Some(Command::Code(args)) => setup.show(&mut out, |on| code::run(args, on)),
            Some(Command::Export(args)) => setup.show(&mut out, |on| export::run(args, on)),
            Some(Command::Dossier(args)) => setup.show(&mut out, |on| dossier::run(args, on)),
            Some(Command::Group(args)) => setup.show(&mut out, |on| group::run(args, on)),
            Some(Command::Agree(args)) => setup.show(&mut out, |on| agree::run(args, on)),
            Some(Command::Extract { .. }) => unreachable!("served before anything is set up"),
        };
        out.flush()?;
        result
    }
}

/// Asks whether a command is meant by what is no path.
fn meant(path: &Path) -> Option<String> {
    let name = path.to_str().filter(|_| !path.exists())?;
    let command = Cli::command();
    let known = nearest(name, command.get_subcommands().map(clap::Command::get_name))?;
    Some(format!("did you mean `comity {known}`?"))
}

/// Written in one piece: the generator knows no reader that goes away.
fn completions(shell: clap_complete::Shell, out: &mut dyn Write) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "comity", &mut script);
    Ok(out.write_all(&script)?)
}

impl Options {
    /// What holds by flags, environment and file, and how stderr is spoken to.
    fn setup(self, heeds_mouse: bool) -> Result<Setup> {
        let paths = self.corpus.into_iter().map(PathBuf::into_os_string).collect();
        let name = |name: Option<String>| name.into_iter().map(OsString::from).collect();
        let when = self.color.and_then(|when| when.to_possible_value());
        let set = |is_set: bool, to: &str| Vec::from_iter(is_set.then(|| to.into()));
        let flags = vec![
            ("corpus", paths),
            ("codebook", name(self.codebook)),
            ("theme", name(self.theme)),
            ("color", name(when.map(|when| when.get_name().to_owned()))),
            ("ascii", set(self.ascii, "true")),
            ("mouse", set(heeds_mouse, "always")),
            ("cache", set(self.no_cache, "false")),
        ];
        let settings = Settings::gather(self.config.as_deref(), flags)?;
        let color = settings.color();
        let glyphs = match settings.ascii() {
            Some(true) => Glyphs::Ascii,
            Some(false) => Glyphs::Unicode,
            None => Glyphs::from_env(),
        };
        let is_coloured = color.colours(&io::stderr());
        speech::settle(Manner { is_quiet: self.quiet, is_coloured, glyphs });
        warn(&settings.problems);
        let is_machine = self.machine;
        Ok(Setup { settings, is_machine, glyphs, is_coloured: color.colours(&io::stdout()) })
    }
}

impl Setup {
    /// Opens the dashboard; where no terminal is there to show it, or it would
    /// have to share its keys with a source, prints the matrix.
    fn open(self, is_simple: bool, is_fresh: bool, mut out: impl Write) -> Result<()> {
        let memory_file = Memory::file(&self.settings.corpus());
        let is_first = !is_fresh && memory_file.as_deref().is_some_and(Memory::is_first);
        let memory = memory_file.as_deref().map(Memory::read).unwrap_or_default();
        let memory = if is_fresh { memory.afresh() } else { memory };
        let Themes { all: themes, first: theme, odd: odd_theme } = self.themes(&memory)?;
        let codebook = self.codebook()?;
        let is_piped = self.settings.corpus().iter().any(|path| corpus::is_stdin(path));
        if is_piped || !io::stdout().is_terminal() || !io::stdin().is_terminal() {
            warn(odd_theme.as_slice());
            self.show(&mut out, |on| matrix::run(&matrix::Args::default(), on))?;
            return Ok(out.flush()?);
        }
        drop(out);
        let (keymap, mut problems) = Keymap::of_user();
        problems.extend(odd_theme);
        let (glyphs, keeper) = (self.glyphs, self.keeper());
        let has_mouse = self.settings.mouse(is_remote());
        let setup = tui::Setup {
            themes,
            theme,
            glyphs,
            memory,
            memory_file,
            is_first,
            is_simple,
            has_mouse,
            keymap,
            problems,
        };
        let feed = move |feed: &Feed| feed.read(self.library(&codebook)?);
        warn(&tui::run(feed, keeper, setup)?);
        Ok(())
    }

    /// The themes there are, and the one that is set, or was picked the last time.
    fn themes(&self, memory: &Memory) -> Result<Themes> {
        let names = theme::list().into_iter().map(|(name, _)| name);
        let found = names.filter_map(|name| Some((name.clone(), theme::find(&name).ok()?)));
        let mut all: Vec<(String, Theme)> = found.collect();
        let place = |name: &str| all.iter().position(|(known, _)| known == name);
        let picked = memory.theme.as_deref().filter(|name| place(name).is_some());
        let usual = self.usual_theme(picked);
        let wanted = self.settings.theme().unwrap_or_else(|| usual.to_owned());
        if let Some(first) = place(&wanted) {
            return Ok(Themes { all, first, odd: None });
        }
        let usual = place(usual).unwrap_or_default();
        match find_theme(&wanted) {
            Ok(theme) => {
                all.push((wanted, theme));
                Ok(Themes { first: all.len() - 1, all, odd: None })
            }
            Err(error) => {
                let problem = self.settings.blamed("theme", &error).ok_or(error)?;
                Ok(Themes { all, first: usual, odd: Some(problem) })
            }
        }
    }

    /// The theme of the dashboard where none is set: the one that was picked; where
    /// colour is not wanted, the one made without it.
    fn usual_theme<'a>(&self, picked: Option<&'a str>) -> &'a str {
        match self.settings.color().is_plain() {
            true => "plain",
            false => picked.unwrap_or("dark"),
        }
    }

    /// The codebook that is set. Another in its place would answer other questions.
    fn codebook(&self) -> Result<CodebookFile> {
        let Some(name) = self.settings.codebook() else { return Ok(CodebookFile::default()) };
        CodebookFile::find(&name).map_err(|error| match self.settings.blamed("codebook", &error) {
            None => error,
            Some(problem) => problem.to_error(),
        })
    }

    /// Reads the corpus, tells what was odd in it, and runs a command on it.
    fn show(
        &self,
        out: &mut dyn Write,
        run: impl FnOnce(&mut Context<'_>) -> Result<()>,
    ) -> Result<()> {
        // The system takes back all memory at once when the program ends; to hand
        // back every document before would only keep the user waiting.
        let world = ManuallyDrop::new(self.read(&self.codebook()?)?);
        warn(&world.problems);
        let (paths, is_coloured) = (&self.settings.corpus(), self.is_coloured);
        let glyphs = self.glyphs;
        run(&mut Context { world: &world, paths, glyphs, is_coloured, out })
    }

    fn read(&self, codebook: &CodebookFile) -> Result<World> {
        let mut library = self.library(codebook)?;
        let bar = Bar::new(self.glyphs);
        let progress = |done, total| bar.draw(done, total);
        let world = library.read(Listener { progress: &progress, world: None })?;
        library.keep();
        Ok(self.keeper().place(&world))
    }

    /// The analyst's work on the corpus.
    fn keeper(&self) -> Keeper {
        Keeper::of_corpus(&self.settings.corpus()).with_machine(self.is_machine)
    }

    fn library(&self, codebook: &CodebookFile) -> Result<Library> {
        let corpus = self.settings.corpus();
        let cache = self.settings.caches().then(|| Cache::of_user(&corpus, &codebook.text));
        Ok(Library::new(&corpus, codebook.read()?).with_cache(cache.flatten()))
    }
}

/// A theme by its name or the path of its file.
fn find_theme(name: &str) -> Result<Theme> {
    theme::find(name).map_err(|error| {
        let names = theme::list();
        error.meaning(did_you_mean(name, names.iter().map(|(known, _)| known.as_str())))
    })
}

/// Whether the terminal stands on another machine.
fn is_remote() -> bool {
    std::env::var_os("SSH_CONNECTION").is_some_and(|way| !way.is_empty())
}

impl Context<'_> {
    /// The agreement that a name or a part of one means.
    fn agreement(&self, query: &str) -> Result<usize> {
        self.world.index().agreement(self.world, query)
    }

    /// Text for people, coloured where that is wanted.
    fn print_text(&mut self, text: &str) -> Result<()> {
        match self.is_coloured {
            true => self.print(&colour::paint(text, self.glyphs)),
            false => self.print(text),
        }
    }

    fn print(&mut self, text: &str) -> Result<()> {
        Ok(self.out.write_all(text.as_bytes())?)
    }

    fn print_json(&mut self, value: &impl Serialize) -> Result<()> {
        serde_json::to_writer_pretty(&mut self.out, value).map_err(io::Error::from)?;
        Ok(writeln!(self.out)?)
    }

    fn print_json_line(&mut self, value: &impl Serialize) -> Result<()> {
        serde_json::to_writer(&mut self.out, value).map_err(io::Error::from)?;
        Ok(writeln!(self.out)?)
    }
}

/// A format for text, tables or programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum DocumentFormat {
    #[default]
    Text,
    Json,
    Markdown,
}

/// A format for people or for programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum RecordFormat {
    #[default]
    Text,
    Json,
}

/// A format for lists, a row a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    Text,
    Jsonl,
}
