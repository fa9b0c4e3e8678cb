//! `comity man`

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use crate::error::{Error, Result};
use crate::file;

use super::Cli;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The command whose page is wanted, such as: export matrix [default: that of
    /// comity itself]
    command: Vec<String>,
    /// Write the pages of all commands into a folder, under the names by which man
    /// finds them
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    write: Option<PathBuf>,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<()> {
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    let Some(folder) = &args.write else {
        return Ok(out.write_all(&page(named(&program, &args.command)?)?)?);
    };
    fs::create_dir_all(folder).map_err(|error| Error::file(folder, &error))?;
    for command in all(&program) {
        let name = Man::new(command.clone()).get_filename();
        file::save(&folder.join(name), &page(command)?, true)?;
    }
    Ok(())
}

/// A command by the words that call it.
fn named<'a>(program: &'a Command, words: &[String]) -> Result<&'a Command> {
    let found = words.iter().try_fold(program, |command, word| command.find_subcommand(word));
    found.ok_or_else(|| {
        Error::failed(format!("there is no command `comity {}`", words.join(" ")))
            .hint("`comity --help` lists them")
    })
}

/// A command and those within it.
fn all(command: &Command) -> Vec<&Command> {
    let within = command.get_subcommands().filter(|within| !within.is_hide_set()).flat_map(all);
    std::iter::once(command).chain(within).collect()
}

/// A page, as roff; examples keep their lines.
fn page(command: &Command) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    let page = String::from_utf8_lossy(&page);
    let Some((before, examples)) = page.split_once(".SH EXTRA\nExamples:\n") else {
        return Ok(page.into_owned().into_bytes());
    };
    let end = examples.find("\n.SH ").map_or(examples.len(), |at| at + 1);
    let (examples, after) = examples.split_at(end);
    Ok(format!("{before}.SH EXAMPLES\n.nf\n{examples}.fi\n{after}").into_bytes())
}
