//! The keys there are, and what a value of each may be.

use std::ffi::OsString;
use std::fmt;
use std::path::Path;

use toml::de::DeValue;

use crate::file;
use crate::prose::did_you_mean;
use crate::source::Oddity;

/// What can be set.
pub struct Key {
    /// Its name in the file; in the environment `COMITY_NAME`.
    pub name: &'static str,
    /// The flag that sets it.
    pub flag: &'static str,
    /// What it is for, in a line.
    pub doc: &'static str,
    pub(super) form: Form,
    /// What holds where nobody says anything.
    pub(super) default: &'static str,
}

/// What a value may be.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Form {
    /// Paths, from the file's own folder; `~/` is the user's.
    Paths,
    /// A name, or a path that holds a separator.
    Name,
    OneOf(&'static [&'static str]),
}

const SWITCH: Form = Form::OneOf(&["true", "false"]);

const fn key(
    name: &'static str,
    flag: &'static str,
    doc: &'static str,
    form: Form,
    default: &'static str,
) -> Key {
    Key { name, flag, doc, form, default }
}

/// Every key, in the order in which they are told.
pub const KEYS: &[Key] = &[
    key("corpus", "--corpus", "files and folders of sources", Form::Paths, "the starter corpus"),
    key("codebook", "--codebook", "the dimensions and their cues", Form::Name, "defence"),
    key("theme", "--theme", "the looks of the dashboard", Form::Name, "dark"),
    key(
        "color",
        "--color",
        "auto, always or never",
        Form::OneOf(&["auto", "always", "never"]),
        "auto",
    ),
    key("ascii", "--ascii", "whether signs are ASCII", SWITCH, "as the locale says"),
    key(
        "mouse",
        "--mouse",
        "never, local (not over SSH) or always",
        Form::OneOf(&["never", "local", "always"]),
        "never",
    ),
    key("cache", "--no-cache", "whether what was read is kept", SWITCH, "true"),
];

/// The variable of the environment that sets a key.
pub fn variable(name: &str) -> String {
    format!("COMITY_{}", name.to_uppercase())
}

/// A key of the file with its values, or what is wrong with them.
pub(super) fn read_key(
    name: &str,
    value: &DeValue<'_>,
    folder: &Path,
) -> Result<(&'static str, Vec<OsString>), Oddity> {
    let key = KEYS.iter().find(|key| key.name == name).ok_or_else(|| unknown(name))?;
    let texts = texts(value).filter(|texts| texts.len() == 1 || key.form == Form::Paths);
    let texts = texts.ok_or_else(|| format!("`{name}`: {} is wanted", key.form))?;
    match key.form.refusal(&texts) {
        Some(Oddity { message, hint }) => {
            Err(Oddity { message: format!("`{name}`: {message}"), hint })
        }
        None => Ok((key.name, key.form.placed(texts, folder))),
    }
}

/// The texts of a value; none where it is of a type that no key has.
fn texts(value: &DeValue<'_>) -> Option<Vec<OsString>> {
    match value {
        DeValue::String(text) => Some(vec![text.to_string().into()]),
        DeValue::Boolean(value) => Some(vec![value.to_string().into()]),
        DeValue::Array(values) => {
            let each = values.iter().map(|value| match value.get_ref() {
                DeValue::String(text) => Some(text.to_string().into()),
                _ => None,
            });
            each.collect()
        }
        _ => None,
    }
}

/// Told of a key that there isn't, with the one that may be meant.
fn unknown(name: &str) -> Oddity {
    let names: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
    let message = format!("there is no key `{name}`; there are {}", names.join(", "));
    Oddity { message, hint: did_you_mean(name, names.into_iter()) }
}

impl Key {
    /// Values that were given here, as a file that lies elsewhere has to give them.
    pub fn whole(&self, values: Vec<String>) -> Vec<String> {
        let here = std::env::current_dir().unwrap_or_default();
        let texts = values.into_iter().map(OsString::from).collect();
        let whole = self.form.placed(texts, &here).into_iter();
        whole.map(|text| text.to_string_lossy().into_owned()).collect()
    }
}

impl Form {
    /// Why values are not taken, if they aren't.
    pub(super) fn refusal(self, texts: &[OsString]) -> Option<Oddity> {
        let Self::OneOf(known) = self else { return None };
        let wrong = texts.iter().find(|text| !known.iter().any(|known| *known == text.as_os_str()));
        let wrong = wrong?.to_string_lossy();
        let hint = did_you_mean(&wrong, known.iter().copied());
        Some(Oddity { message: format!("\"{wrong}\" is not {self}"), hint })
    }

    /// Paths as the program finds them, whatever its folder.
    fn placed(self, texts: Vec<OsString>, folder: &Path) -> Vec<OsString> {
        let is_path = |text: &OsString| match self {
            Self::Paths => text != "-",
            Self::Name => {
                let text = text.to_string_lossy();
                text.contains(std::path::is_separator)
                    || text.ends_with(".toml")
                    || text.ends_with(".qdc")
            }
            Self::OneOf(_) => false,
        };
        let place = |text: OsString| match is_path(&text) {
            false => text,
            true => folder.join(file::at_home(Path::new(&text))).into(),
        };
        texts.into_iter().map(place).collect()
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Paths => f.write_str("a path or a list of paths, in quotation marks,"),
            Self::Name => f.write_str("a name or a path, in quotation marks,"),
            Self::OneOf([known @ .., last]) => write!(f, "{} or {last}", known.join(", ")),
            Self::OneOf([]) => Ok(()),
        }
    }
}
