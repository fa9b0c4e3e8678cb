//! The command line: arguments, the command they name, and its exit code.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::FalseyValueParser;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use serde::Serialize;

use crate::codebook::CodebookFile;
use crate::error::{Error, ErrorKind, Result};
use crate::export::counted;
use crate::format::{Format, child};
use crate::glyph::Glyphs;
use crate::library::{Cache, Library, Listener};
use crate::source::Problem;
use crate::tui::keymap::Keymap;
use crate::tui::memory::Memory;
use crate::tui::theme::{self, Theme};
use crate::tui::{self, Feed, Setup};
use crate::world::World;

mod agree;
mod bar;
mod code;
mod codebook;
mod compare;
mod export;
mod group;
mod keys;
mod matrix;
mod search;
mod show;
mod themes;

use bar::Bar;

/// Compare agreements between states: who promised what, how firmly, and
/// where it says so.
#[derive(Debug, Parser)]
#[command(version, subcommand_precedence_over_arg = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    dashboard: Dashboard,
    #[command(flatten)]
    corpus: CorpusArgs,
}

#[derive(Debug, Args)]
struct Dashboard {
    /// Files and folders of sources to open in the dashboard [default: the
    /// starter corpus]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The theme of the dashboard: a name from `comity themes`, or a file
    /// [default: dark, with NO_COLOR plain]
    #[arg(long, value_name = "NAME|FILE", env = "COMITY_THEME")]
    theme: Option<String>,
    /// Ask the terminal nothing and let it move no rows, where it draws wrongly
    #[arg(long, env = "COMITY_SIMPLE_TERMINAL", value_parser = FalseyValueParser::new())]
    simple_terminal: bool,
    /// Begin as if the corpus had never been opened: no cursor, view, theme and
    /// queries of the last time
    #[arg(long)]
    fresh: bool,
}

impl Dashboard {
    /// What the dashboard is set up with, for a corpus.
    fn setup(&self, corpus: &[PathBuf], glyphs: Glyphs) -> Result<Setup> {
        let memory_file = Memory::file(corpus);
        let remembered = memory_file.as_deref().filter(|_| !self.fresh);
        let memory = remembered.map(Memory::read).unwrap_or_default();
        let (themes, theme) = self.themes(&memory)?;
        let (keymap, problems) = Keymap::of_user();
        let is_simple = self.simple_terminal;
        Ok(Setup { themes, theme, glyphs, memory, memory_file, is_simple, keymap, problems })
    }

    /// The themes there are, and which of them to begin with: that which was
    /// asked for, or the one picked the last time. Where colour is not wanted,
    /// it is the one made without it (<https://no-color.org>).
    fn themes(&self, memory: &Memory) -> Result<(Vec<(String, Theme)>, usize)> {
        let is_colourless = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let names = theme::list().into_iter().map(|(name, _)| name);
        let found = names.filter_map(|name| Some((name.clone(), theme::find(&name).ok()?)));
        let mut themes: Vec<(String, Theme)> = found.collect();
        let place = |name: &str| themes.iter().position(|(known, _)| known == name);
        let picked = memory.theme.as_deref().filter(|name| place(name).is_some());
        let wanted = match self.theme.as_deref() {
            Some(theme) => theme,
            None if is_colourless => "plain",
            None => picked.unwrap_or("dark"),
        };
        if let Some(at) = place(wanted) {
            return Ok((themes, at));
        }
        themes.push((wanted.to_owned(), theme::find(wanted)?));
        let last = themes.len() - 1;
        Ok((themes, last))
    }
}

#[derive(Debug, Args)]
struct CorpusArgs {
    /// A file or folder of sources; may be given several times [default: the
    /// starter corpus]
    #[arg(short, long = "corpus", value_name = "PATH", global = true)]
    corpus: Vec<PathBuf>,
    /// The dimensions and their cues: "defence", "trade", or a file [default:
    /// defence]
    #[arg(long, value_name = "NAME|FILE", global = true)]
    codebook: Option<String>,
    /// Read every source again, and keep nothing of it for the next time
    #[arg(long, global = true)]
    no_cache: bool,
    /// Use ASCII signs only, as is done where the locale is not UTF-8
    #[arg(long, global = true)]
    ascii: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print the matrix of agreements and dimensions
    Matrix(matrix::Args),
    /// Print two agreements side by side, differences first
    Compare(compare::Args),
    /// Find agreements, cells, names and statements
    Search(search::Args),
    /// Print the card of an agreement
    Show(show::Args),
    /// Print every statement with its coding
    Code(code::Args),
    /// Write the matrix, a comparison or all statements to a file
    Export(export::Args),
    /// Propose which sources tell of one agreement, by parties and dates
    Group(group::Args),
    /// Measure the coding against a person's
    Agree(agree::Args),
    /// Print the dimensions and their cues
    Codebook(codebook::Args),
    /// List the themes of the dashboard
    Themes,
    /// Print the keys of the dashboard, as a file of one's own begins
    Keys,
    /// Print what a shell needs to complete comity's arguments
    Completions { shell: clap_complete::Shell },
    /// Print the manual page, as roff
    Man,
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
    glyphs: Glyphs,
    out: &'a mut dyn Write,
}

/// Runs what the arguments of the process ask for.
pub fn main() -> ExitCode {
    if let Ok(program) = std::env::current_exe() {
        child::set_program(program);
    }
    match Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::from(error.exit_code())
        }
    }
}

impl Cli {
    fn run(mut self) -> Result<()> {
        self.corpus.corpus.splice(..0, self.dashboard.paths.drain(..));
        let glyphs = self.corpus.glyphs();
        let mut out = io::BufWriter::new(io::stdout().lock());
        let corpus = &self.corpus;
        let result = match self.command {
            None => return self.open(glyphs, out),
            Some(Command::Extract { format }) => {
                drop(out);
                return Ok(child::serve(format)?);
            }
            Some(Command::Themes) => themes::run(&mut out),
            Some(Command::Keys) => keys::run(&mut out),
            Some(Command::Completions { shell }) => {
                clap_complete::generate(shell, &mut Self::command(), "comity", &mut out);
                Ok(())
            }
            Some(Command::Man) => Ok(clap_mangen::Man::new(Self::command()).render(&mut out)?),
            Some(Command::Codebook(args)) => codebook::run(&args, corpus, glyphs, &mut out),
            Some(Command::Matrix(args)) => {
                corpus.show(glyphs, &mut out, |on| matrix::run(&args, on))
            }
            Some(Command::Compare(args)) => {
                corpus.show(glyphs, &mut out, |on| compare::run(&args, on))
            }
            Some(Command::Search(args)) => {
                corpus.show(glyphs, &mut out, |on| search::run(&args, on))
            }
            Some(Command::Show(args)) => corpus.show(glyphs, &mut out, |on| show::run(&args, on)),
            Some(Command::Code(args)) => corpus.show(glyphs, &mut out, |on| code::run(&args, on)),
            Some(Command::Export(args)) => {
                corpus.show(glyphs, &mut out, |on| export::run(&args, on))
            }
            Some(Command::Group(args)) => corpus.show(glyphs, &mut out, |on| group::run(&args, on)),
            Some(Command::Agree(args)) => corpus.show(glyphs, &mut out, |on| agree::run(&args, on)),
        };
        out.flush()?;
        result
    }

    /// Opens the dashboard; where no terminal is there to show it, prints the
    /// matrix.
    fn open(self, glyphs: Glyphs, mut out: impl Write) -> Result<()> {
        let setup = self.dashboard.setup(&self.corpus.corpus, glyphs)?;
        let codebook = self.corpus.codebook()?;
        if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
            let world = self.corpus.read(&codebook)?;
            warn(&world.problems);
            let mut context = Context { world: &world, glyphs, out: &mut out };
            matrix::run(&matrix::Args::default(), &mut context)?;
            return Ok(out.flush()?);
        }
        drop(out);
        let corpus = self.corpus;
        let feed = move |feed: &Feed| feed.read(corpus.library(&codebook)?);
        warn(&tui::run(feed, setup)?);
        Ok(())
    }
}

impl CorpusArgs {
    fn codebook(&self) -> Result<CodebookFile> {
        self.codebook.as_deref().map_or_else(|| Ok(CodebookFile::default()), CodebookFile::find)
    }

    /// Reads the corpus, tells what was odd in it, and runs a command on it.
    fn show(
        &self,
        glyphs: Glyphs,
        out: &mut dyn Write,
        run: impl FnOnce(&mut Context<'_>) -> Result<()>,
    ) -> Result<()> {
        let world = self.read(&self.codebook()?)?;
        warn(&world.problems);
        run(&mut Context { world: &world, glyphs, out })
    }

    fn read(&self, codebook: &CodebookFile) -> Result<World> {
        let mut library = self.library(codebook)?;
        let bar = Bar::new(self.glyphs());
        let progress = |done, total| bar.draw(done, total);
        let world = library.read(Listener { progress: &progress, world: None })?;
        library.keep();
        Ok(world)
    }

    fn glyphs(&self) -> Glyphs {
        if self.ascii { Glyphs::Ascii } else { Glyphs::from_env() }
    }

    fn library(&self, codebook: &CodebookFile) -> Result<Library> {
        let cache = || Cache::of_user(&self.corpus, &codebook.text);
        let cache = if self.no_cache { None } else { cache() };
        Ok(Library::new(&self.corpus, codebook.read()?).with_cache(cache))
    }
}

impl Context<'_> {
    /// The agreement that a name or a part of one means.
    fn agreement(&self, query: &str) -> Result<usize> {
        self.world.index().agreement(self.world, query)
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

/// Tells on stderr what was odd in the input.
fn warn(problems: &[Problem]) {
    /// More than this would hide the command's own output.
    const MOST: usize = 20;
    for problem in problems.iter().take(MOST) {
        tell(&format!("comity: {problem}"));
    }
    if problems.len() > MOST {
        tell(&format!("comity: and {}", counted(problems.len() - MOST, "more problem")));
    }
}

/// Says on stderr what the output itself doesn't.
fn note(message: &str) {
    tell(&format!("comity: {message}"));
}

fn report(error: &Error) {
    if error.kind() == ErrorKind::BrokenPipe {
        return;
    }
    tell(&format!("comity: {error}"));
    for hint in error.hints() {
        tell(&format!("hint: {hint}"));
    }
}

/// Writes a line to stderr; where that is closed nobody is left to tell.
fn tell(line: &str) {
    let _ = writeln!(io::stderr(), "{}", Glyphs::from_env().spell(line));
}
