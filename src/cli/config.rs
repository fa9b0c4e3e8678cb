//! `comity config`

use std::io::Write;

use crate::error::{Error, Result};
use crate::export::text;

use super::dashboard::find_theme;
use super::settings::{KEYS, Origin, Settings, variable};
use super::speech::warn;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print a file of settings to start from, with what is set now
    #[arg(long)]
    toml: bool,
}

/// Tells each key with its value and where that comes from; with something
/// wrong in file or environment, there is something to mend.
pub fn run(args: &Args, settings: &Settings, out: &mut dyn Write) -> Result<()> {
    if args.toml {
        return Ok(out.write_all(pattern(settings).as_bytes())?);
    }
    let mut table = text::table();
    for key in KEYS {
        let (values, origin) = settings.told(key);
        let told = told(key.name, key.flag, &origin, settings);
        table.add_row([key.name.to_owned(), values.join(", "), told]);
    }
    writeln!(out, "{}", table.trim_fmt())?;
    match &settings.file {
        Some(file) if file.exists() => writeln!(out, "\nread: {}", file.display())?,
        Some(file) => writeln!(out, "\nwould be read, if it were there: {}", file.display())?,
        None => writeln!(out, "\nno folder for settings is known: $HOME is not set")?,
    }
    let odd_theme = settings.theme().and_then(|name| find_theme(&name).err());
    let odd_theme = odd_theme.map(|error| settings.blamed("theme", &error).ok_or(error));
    let odd_theme = odd_theme.transpose()?;
    warn(odd_theme.as_slice());
    match settings.problems.len() + odd_theme.iter().count() {
        0 => Ok(()),
        _ => Err(Error::to_mend("the settings hold something to mend")),
    }
}

fn told(name: &str, flag: &str, origin: &Origin, settings: &Settings) -> String {
    match (origin, &settings.file) {
        (Origin::Default, _) => "default".to_owned(),
        (Origin::Flag, _) => flag.to_owned(),
        (Origin::Environment, _) => variable(name),
        (Origin::File(line), Some(file)) => format!("{}:{line}", file.display()),
        (Origin::File(line), None) => format!("line {line}"),
    }
}

/// A file of settings with what is set now; what isn't waits in a comment.
fn pattern(settings: &Settings) -> String {
    let mut text = "# Settings of comity. Flags and the environment win over them.\n".to_owned();
    for key in KEYS {
        let (values, origin) = settings.told(key);
        let values = match origin {
            Origin::Flag | Origin::Environment => key.whole(values),
            Origin::Default | Origin::File(_) => values,
        };
        text += &format!("\n# {}; also {} and {}\n", key.doc, key.flag, variable(key.name));
        text += &match (origin, values.as_slice()) {
            (Origin::Default, [value]) => format!("# default: {value}\n# {} = …\n", key.name),
            (_, [value]) if value == "true" || value == "false" => {
                format!("{} = {value}\n", key.name)
            }
            (_, [value]) => format!("{} = {}\n", key.name, toml::Value::from(value.as_str())),
            (_, values) => format!("{} = {}\n", key.name, toml::Value::from(values.to_vec())),
        };
    }
    text
}
