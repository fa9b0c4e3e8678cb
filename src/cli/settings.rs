//! What the user wants in general: from flags, the environment and a file.
//!
//! A flag wins over the environment, that over the file, and that over what
//! comity does of itself. What is wrong in a file or a variable is a problem,
//! told with a hint; the rest holds.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use etcetera::BaseStrategy;

use crate::error::{Error, Result};
use crate::source::{Oddity, Problem};
use crate::tables::Reader;

use super::colour::When;

mod key;

use key::{Form, read_key};
pub use key::{KEYS, Key, variable};

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    Default,
    /// The line of the file.
    File(usize),
    Environment,
    Flag,
}

/// The values of one key. Only corpora have more than one.
#[derive(Clone, Debug)]
struct Value {
    texts: Vec<OsString>,
    origin: Origin,
}

/// What is in force.
#[derive(Debug, Default)]
pub struct Settings {
    values: BTreeMap<&'static str, Value>,
    /// The file that was read or, where there is none, would be.
    pub file: Option<PathBuf>,
    /// What was wrong in file and environment.
    pub problems: Vec<Problem>,
}

/// What the command line says, key by key.
pub type Flags = Vec<(&'static str, Vec<OsString>)>;

impl Settings {
    /// Gathers what holds.
    ///
    /// # Errors
    /// A file that was named, by `--config` or `COMITY_CONFIG`, and cannot be
    /// read.
    pub fn gather(config: Option<&Path>, flags: Flags) -> Result<Self> {
        let mut settings = Self::default();
        settings.read_file(config)?;
        settings.read_environment();
        for (name, texts) in flags {
            settings.set(name, texts, Origin::Flag);
        }
        Ok(settings)
    }

    pub fn corpus(&self) -> Vec<PathBuf> {
        let value = self.values.get("corpus");
        value.into_iter().flat_map(|value| value.texts.iter().map(PathBuf::from)).collect()
    }

    pub fn codebook(&self) -> Option<String> {
        self.text("codebook")
    }

    pub fn theme(&self) -> Option<String> {
        self.text("theme")
    }

    pub fn color(&self) -> When {
        let text = self.text("color").unwrap_or_default();
        When::from_str(&text, false).unwrap_or_default()
    }

    /// Whether signs are ASCII, where that is said.
    pub fn ascii(&self) -> Option<bool> {
        self.text("ascii").map(|text| text == "true")
    }

    /// Whether the dashboard heeds a mouse, over SSH or not.
    pub fn mouse(&self, is_remote: bool) -> bool {
        match self.text("mouse").as_deref() {
            Some("always") => true,
            Some("local") => !is_remote,
            _ => false,
        }
    }

    pub fn caches(&self) -> bool {
        self.text("cache").is_none_or(|text| text == "true")
    }

    /// A key's values in words and where they come from.
    pub fn told(&self, key: &Key) -> (Vec<String>, Origin) {
        match self.values.get(key.name) {
            Some(value) => {
                let texts = value.texts.iter().map(|text| text.to_string_lossy().into_owned());
                (texts.collect(), value.origin.clone())
            }
            None => (vec![key.default.to_owned()], Origin::Default),
        }
    }

    fn text(&self, name: &str) -> Option<String> {
        let value = self.values.get(name)?;
        value.texts.first().map(|text| text.to_string_lossy().into_owned())
    }

    /// The later wins. No text at all says nothing.
    fn set(&mut self, name: &'static str, texts: Vec<OsString>, origin: Origin) {
        if !texts.is_empty() {
            self.values.insert(name, Value { texts, origin });
        }
    }

    fn read_environment(&mut self) {
        for key in KEYS {
            let name = variable(key.name);
            let Some(text) = std::env::var_os(&name).filter(|text| !text.is_empty()) else {
                continue;
            };
            let texts = match key.form {
                Form::Paths => std::env::split_paths(&text).map(PathBuf::into_os_string).collect(),
                _ => vec![text],
            };
            match key.form.refusal(&texts) {
                Some(refusal) => self.problems.push(Problem::new(&name, None, refusal)),
                None => self.set(key.name, texts, Origin::Environment),
            }
        }
    }

    fn read_file(&mut self, named: Option<&Path>) -> Result<()> {
        let variable = std::env::var_os(variable("config")).filter(|path| !path.is_empty());
        let named = named.map(Path::to_path_buf).or(variable.map(PathBuf::from));
        self.file = named.clone().or_else(usual_file);
        let Some(path) = self.file.clone() else { return Ok(()) };
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(());
            }
            Err(error) => return Err(Error::file(&path, &error)),
        };
        self.read_text(&text, &path);
        Ok(())
    }

    fn read_text(&mut self, text: &str, path: &Path) {
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut file = Reader::new(path.display().to_string(), text);
        for (key, value) in file.parse().get_ref() {
            let at = key.span().start;
            match read_key(key.get_ref(), value.get_ref(), folder) {
                _ if file.is_broken(at) => {}
                Ok((name, texts)) => self.set(name, texts, Origin::File(file.line(at))),
                Err(odd) => file.tell(at, odd),
            }
        }
        self.problems.extend(file.problems());
    }

    /// Tells by the place that sets a value what is wrong with it, and what may be
    /// done; of a flag nothing, for who gives it sees at once what was given.
    pub fn blamed(&self, name: &str, error: &Error) -> Option<Problem> {
        let message = format!("`{name}`: {error}");
        let odd = Oddity { message, hint: error.hints().first().cloned() };
        match (self.values.get(name)?.origin.clone(), &self.file) {
            (Origin::File(line), Some(file)) => {
                Some(Problem::new(&file.display().to_string(), Some(line), odd))
            }
            (Origin::Environment, _) => Some(Problem::new(&variable(name), None, odd)),
            _ => None,
        }
    }
}

/// Where the file lies unless one is named (XDG Base Directory Specification).
fn usual_file() -> Option<PathBuf> {
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.config_dir().join("comity").join("config.toml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (Settings, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.toml");
        fs::write(&path, text).unwrap();
        let settings = Settings::gather(Some(&path), Vec::new()).unwrap();
        let name = format!("{}:", path.display());
        let told = |problem: &Problem| {
            let hint = problem.hint.as_ref().map(|hint| format!(" ({hint})"));
            problem.to_string().replace(&name, "") + &hint.unwrap_or_default()
        };
        let problems = settings.problems.iter().map(told).collect();
        (settings, problems)
    }

    #[test]
    fn what_is_wrong_is_named_and_the_rest_holds() {
        let (settings, problems) = told("ascii = true\nthme = \"light\"\ncolor = \"red\"\n");
        assert_eq!(settings.ascii(), Some(true));
        assert_eq!(
            problems,
            [
                "2: there is no key `thme`; there are corpus, codebook, theme, color, ascii, mouse, \
                 cache (did you mean \"theme\"?)",
                "3: `color`: \"red\" is not auto, always or never",
            ]
        );
        let (_, problems) = told("zebra = 1\ncache = [\"true\", \"false\"]\n");
        assert_eq!(problems[1], "2: `cache`: true or false is wanted");
        assert!(
            problems[0].ends_with("there are corpus, codebook, theme, color, ascii, mouse, cache")
        );
    }

    #[test]
    fn a_broken_line_is_told_with_every_other_and_the_rest_holds() {
        let text = "theme = \"light\ncolor = \"alwys\"\nascii = true\nmouse = \nascii = false\n";
        let (settings, problems) = told(text);
        assert_eq!(settings.ascii(), Some(true));
        assert_eq!(settings.theme(), None);
        let begins =
            ["1: `theme`: ", "2: `color`: \"alwys\" is", "4: `mouse`: ", "5: `ascii` stands"];
        assert_eq!(problems.len(), begins.len(), "{problems:?}");
        for (problem, begin) in problems.iter().zip(begins) {
            assert!(problem.starts_with(begin), "{problem}");
        }
        assert!(problems[1].ends_with("(did you mean \"always\"?)"), "{problems:?}");
    }

    #[test]
    fn paths_are_found_from_the_file_and_names_stay() {
        let (settings, _) = told("corpus = [\"deals\", \"/x\"]\ncodebook = \"trade\"\n");
        let folder = settings.file.as_ref().unwrap().parent().unwrap();
        assert_eq!(settings.corpus(), [folder.join("deals"), PathBuf::from("/x")]);
        assert_eq!(settings.codebook().unwrap(), "trade");
    }

    #[test]
    fn a_mouse_is_heeded_over_ssh_only_where_that_is_said() {
        let heeded = |text: &str| [false, true].map(|is_remote| told(text).0.mouse(is_remote));
        assert_eq!(heeded(""), [false, false]);
        assert_eq!(heeded("mouse = \"local\""), [true, false]);
        assert_eq!(heeded("mouse = \"always\""), [true, true]);
    }

    #[test]
    fn a_flag_wins() {
        let flags = vec![("theme", vec!["light".into()])];
        let settings = Settings::gather(Some(Path::new("/dev/null")), flags).unwrap();
        assert_eq!(settings.theme().unwrap(), "light");
    }
}
