//! Themes: what each meaning on the screen looks like.
//!
//! A theme names colours in a palette and gives each role a style. Level is
//! told by glyph first, weight second, colour last, so a theme may leave
//! colour out altogether.

use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

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
    #[serde(default)]
    palette: BTreeMap<String, Spanned<String>>,
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
    /// Reads a theme from its TOML.
    ///
    /// # Errors
    /// A key, a role or a colour that there isn't: the message names its line.
    pub fn parse(text: &str, name: &str) -> Result<Self> {
        let read = read(text, name)?;
        let mut palette = BTreeMap::new();
        for (word, colour) in &read.palette {
            let parsed =
                Color::from_str(colour.get_ref()).map_err(|_| unknown(colour, text, name))?;
            palette.insert(word.as_str(), parsed);
        }
        let colour = |word: &Option<Spanned<String>>| -> Result<Option<Color>> {
            let Some(word) = word else { return Ok(None) };
            let named = palette.get(word.get_ref().as_str()).copied();
            let colour = named.or_else(|| Color::from_str(word.get_ref()).ok());
            colour.map(Some).ok_or_else(|| unknown(word, text, name))
        };
        let mut styles = BTreeMap::new();
        for (role, style) in &read.roles {
            let (fg, bg) = (colour(&style.fg)?, colour(&style.bg)?);
            styles.insert(*role, Style { fg, bg, ..Style::new().add_modifier(style.modifiers()) });
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
            Reading::Absent => Role::Absent,
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

/// The names of the themes the binary carries, each with its description.
pub fn list() -> impl Iterator<Item = (&'static str, String)> {
    BUILT_IN.iter().map(|(name, text)| {
        let described = read(text, name).map(|theme| theme.description);
        (*name, described.unwrap_or_default())
    })
}

/// A theme by its name, or by the path of its file.
///
/// # Errors
/// A name that there isn't, a file that is no theme.
pub fn find(name: &str) -> Result<Theme> {
    if let Some((name, text)) = BUILT_IN.iter().find(|(known, _)| *known == name) {
        return Theme::parse(text, name);
    }
    let path = Path::new(name);
    let is_path = name.contains(std::path::MAIN_SEPARATOR) || name.ends_with(".toml");
    if !is_path {
        let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
        return Err(Error::failed(format!("no theme is called \"{name}\""))
            .hint(format!("there are {}; a file is named with its .toml", names.join(", "))));
    }
    let text = std::fs::read_to_string(path).map_err(|error| Error::file(path, &error))?;
    Theme::parse(&text, name)
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
}
