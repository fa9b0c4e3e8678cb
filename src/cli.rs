//! The command line: arguments, the command they name, and its exit code.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::FalseyValueParser;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum, ValueHint};

use crate::error::{Error, Result};
use crate::format::{Format, child};
use crate::glyph::Glyphs;
use crate::guard;
use crate::prose::nearest;

mod agree;
mod bar;
mod code;
mod codebook;
mod colour;
mod compare;
mod config;
mod dashboard;
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
mod setup;
mod show;
mod speech;
mod themes;

use colour::When;
use settings::Settings;
use setup::{Context, Setup};
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

/// Runs what the arguments of the process ask for.
pub fn main() -> ExitCode {
    guard::hush();
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
