//! Themes: what each meaning on the screen looks like.
//!
//! A theme names colours in a palette and gives each role a style. Level is
//! told by glyph first, weight second, colour last, so a theme may leave
//! colour out altogether.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use etcetera::BaseStrategy;
use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;
use toml::Spanned;

use crate::error::{Error, Result};
use crate::matrix::Reading;

/// The themes the binary carries.
const BUILT_IN: &[(&str, &str)] = &[
    ("dark", include_str!("../../themes/dark.toml")),
    ("light", include_str!("../../themes/light.toml")),
    ("high-contrast", include_str!("../../themes/high-contrast.toml")),
    ("plain", include_str!("../../themes/plain.toml")),
];

/// A meaning that has a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Text,
    /// Less than text: labels, places, kinds.
    Quiet,
    /// The lines above and below every screen.
    Bar,
    Title,
    /// Headings and the heads of rows and columns.
    Heading,
    /// The cell or row under the cursor.
    Cursor,
    /// A marked agreement.
    Mark,
    Committed,
    Intended,
    Exploratory,
    Context,
    Absent,
    /// A statement that is evidence.
    Evidence,
    /// The words it rests on, and the letters a query matched.
    Cue,
    /// A word that a like statement does not have, or a cue of another dimension.
    Differing,
    Rule,
    Key,
    Alert,
}

/// A style for every role.
#[derive(Clone, Debug)]
pub struct Theme {
    styles: BTreeMap<Role, Style>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeToml {
    description: String,
    /// The theme that has what this one leaves out.
    inherits: Option<Spanned<String>>,
    #[serde(default)]
    palette: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    roles: BTreeMap<Role, StyleToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StyleToml {
    fg: Option<Spanned<String>>,
    bg: Option<Spanned<String>>,
    #[serde(default)]
    bold: bool,
    #[serde(default)]
    dim: bool,
    #[serde(default)]
    italic: bool,
    #[serde(default)]
    underline: bool,
    #[serde(default)]
    reverse: bool,
}

impl Theme {
    /// Reads a theme from its TOML. What it inherits from is found as a theme is,
    /// a file beside it by its name.
    ///
    /// # Errors
    /// A key, a role or a colour that there isn't: the message names its line.
    pub fn parse(text: &str, name: &str) -> Result<Self> {
        let lineage = lineage(text, name)?;
        let mut palette = BTreeMap::new();
        // The eldest first, so that each has its say over those before.
        for (read, Text { name, text }) in lineage.iter().rev() {
            for (word, colour) in &read.palette {
                let parsed =
                    Color::from_str(colour.get_ref()).map_err(|_| unknown(colour, text, name))?;
                palette.insert(word.as_str(), parsed);
            }
        }
        let mut styles = BTreeMap::new();
        for (read, Text { name, text }) in lineage.iter().rev() {
            let colour = |word: &Option<Spanned<String>>| -> Result<Option<Color>> {
                let Some(word) = word else { return Ok(None) };
                let named = palette.get(word.get_ref().as_str()).copied();
                let colour = named.or_else(|| Color::from_str(word.get_ref()).ok());
                colour.map(Some).ok_or_else(|| unknown(word, text, name))
            };
            for (role, style) in &read.roles {
                let (fg, bg) = (colour(&style.fg)?, colour(&style.bg)?);
                let style = Style { fg, bg, ..Style::new().add_modifier(style.modifiers()) };
                styles.insert(*role, style);
            }
        }
        Ok(Self { styles })
    }

    /// The style of a role; a role that the theme leaves out looks like the
    /// terminal's own text.
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(&role).copied().unwrap_or_default()
    }

    pub fn reading(&self, reading: Reading) -> Style {
        self.style(match reading {
            Reading::Committed => Role::Committed,
            Reading::Intended => Role::Intended,
            Reading::Exploratory => Role::Exploratory,
            Reading::Context => Role::Context,
            Reading::Absent | Reading::NotRead => Role::Absent,
        })
    }
}

impl StyleToml {
    fn modifiers(&self) -> Modifier {
        let modifiers = [
            (self.bold, Modifier::BOLD),
            (self.dim, Modifier::DIM),
            (self.italic, Modifier::ITALIC),
            (self.underline, Modifier::UNDERLINED),
            (self.reverse, Modifier::REVERSED),
        ];
        modifiers.into_iter().filter(|(is_set, _)| *is_set).map(|(_, modifier)| modifier).collect()
    }
}

/// The text of a theme with the name it is told by.
#[derive(Clone)]
struct Text {
    name: String,
    text: String,
}

/// A theme and those it inherits from, the youngest first.
fn lineage(text: &str, name: &str) -> Result<Vec<(ThemeToml, Text)>> {
    /// Nobody's theme has more forebears; one that is its own would go on.
    const LONGEST: usize = 8;
    let mut lineage: Vec<(ThemeToml, Text)> = Vec::new();
    let mut next = Some(Text { name: name.to_owned(), text: text.to_owned() });
    while let Some(Text { name, text }) = next {
        let theme = read(&text, &name)?;
        next = match &theme.inherits {
            None => None,
            Some(parent) => {
                let wrong = |message| Error::in_text(&name, &text, parent.span().start, message);
                if lineage.len() == LONGEST {
                    return Err(wrong("these themes inherit from one another".to_owned()));
                }
                Some(
                    text_of(parent.get_ref(), Path::new(&name).parent())
                        .map_err(|error| wrong(error.to_string()))?,
                )
            }
        };
        lineage.push((theme, Text { name, text }));
    }
    Ok(lineage)
}

/// The names of the themes there are, each with its description: those the
/// binary carries, then the user's own.
pub fn list() -> Vec<(String, String)> {
    let described = |name: &str, text: &str| match read(text, name) {
        Ok(theme) => theme.description,
        Err(error) => error.to_string(),
    };
    let own = own_folder().map(std::fs::read_dir).into_iter().flatten().flatten().flatten();
    let own = own.filter_map(|entry| entry.path().file_stem()?.to_str().map(str::to_owned));
    let mut own: Vec<String> = own.filter(|name| own_file(name).is_some()).collect();
    own.sort();
    own.retain(|name| BUILT_IN.iter().all(|(known, _)| known != name));
    let built_in = BUILT_IN.iter().map(|(name, text)| ((*name).to_owned(), described(name, text)));
    let own = own.into_iter().filter_map(|name| {
        let Text { name: path, text } = text_of(&name, None).ok()?;
        Some((name, described(&path, &text)))
    });
    built_in.chain(own).collect()
}

/// A theme by its name, or by the path of its file.
///
/// # Errors
/// A name that there isn't, a file that is no theme.
pub fn find(name: &str) -> Result<Theme> {
    let Text { name, text } = text_of(name, None)?;
    Theme::parse(&text, &name)
}

/// The text of a theme by its name or its path, which may count from a folder.
fn text_of(name: &str, beside: Option<&Path>) -> Result<Text> {
    if let Some((name, text)) = BUILT_IN.iter().find(|(known, _)| *known == name) {
        return Ok(Text { name: (*name).to_owned(), text: (*text).to_owned() });
    }
    let is_path = name.contains(std::path::MAIN_SEPARATOR) || name.ends_with(".toml");
    let path = match own_file(name) {
        _ if is_path => beside.unwrap_or(Path::new("")).join(name),
        Some(path) => path,
        None => {
            let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
            return Err(Error::failed(format!("no theme is called \"{name}\""))
                .hint(format!("there are {}; a file is named with its .toml", names.join(", "))));
        }
    };
    let text = std::fs::read_to_string(&path).map_err(|error| Error::file(&path, &error))?;
    Ok(Text { name: path.display().to_string(), text })
}

/// Where the user's own themes lie.
fn own_folder() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("comity/themes"))
}

/// The file of one of them, if there is one of that name.
fn own_file(name: &str) -> Option<PathBuf> {
    Some(own_folder()?.join(format!("{name}.toml"))).filter(|path| path.is_file())
}

fn read(text: &str, name: &str) -> Result<ThemeToml> {
    toml::from_str(text).map_err(|error| Error::toml(name, text, &error))
}

fn unknown(colour: &Spanned<String>, text: &str, name: &str) -> Error {
    let message = format!("\"{}\" is no colour", colour.get_ref());
    Error::in_text(name, text, colour.span().start, message).hint(
        "use a name of the palette, an ANSI name such as \"light-blue\", 0 to 255, or #rrggbb",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_theme_loads() {
        for (name, text) in BUILT_IN {
            Theme::parse(text, name).unwrap();
        }
    }

    #[test]
    fn a_wrong_theme_is_refused_with_its_line() {
        let parse = |roles: &str| {
            let text = format!("description = \"x\"\n[roles]\n{roles}\n");
            Theme::parse(&text, "t.toml").unwrap_err().to_string()
        };
        assert_eq!(parse("text = { fg = \"nocolour\" }"), "t.toml:3: \"nocolour\" is no colour");
        assert!(parse("txet = { bold = true }").starts_with("t.toml:3: unknown variant `txet`"));
        assert!(parse("text = { blod = true }").contains("unknown field `blod`"));
    }

    #[test]
    fn a_theme_has_what_it_inherits() {
        let dark = find("dark").unwrap();
        let parse = |rest: &str| Theme::parse(&format!("description = \"x\"\n{rest}"), "t.toml");
        let own = "inherits = \"dark\"\n[palette]\ngreen = \"#010203\"\n\
                   [roles]\nrule = { bold = true }\n";
        let own = parse(own).unwrap();
        assert_eq!(own.style(Role::Committed).fg, Some(Color::Rgb(1, 2, 3)), "its own palette");
        assert_eq!(own.style(Role::Intended), dark.style(Role::Intended));
        assert_eq!(own.style(Role::Rule), Style::new().add_modifier(Modifier::BOLD));
        let error = parse("inherits = \"dusk\"").unwrap_err().to_string();
        assert_eq!(error, "t.toml:2: no theme is called \"dusk\"");
    }

    #[test]
    fn themes_that_inherit_from_one_another_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        std::fs::write(&path, "description = \"a\"\ninherits = \"a.toml\"\n").unwrap();
        let error = find(path.to_str().unwrap()).unwrap_err().to_string();
        assert!(error.ends_with("a.toml:2: these themes inherit from one another"), "{error}");
    }
}
