//! Colour in what is printed: whether, and where.

use std::io::IsTerminal;

use clap::ValueEnum;

use crate::glyph::Glyphs;
use crate::matrix::Reading;

/// When output is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal that shows it, unless the environment asks otherwise.
    #[default]
    Auto,
    Always,
    Never,
}

impl When {
    /// Whether a stream gets colour. `NO_COLOR` (<https://no-color.org>) wins
    /// over `CLICOLOR_FORCE`, that over `CLICOLOR=0` and a terminal that is
    /// dumb or none (<https://bixense.com/clicolors>).
    pub fn colours(self, stream: &impl IsTerminal) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if anstyle_query::no_color() => false,
            Self::Auto if anstyle_query::clicolor_force() => true,
            Self::Auto => {
                anstyle_query::clicolor() != Some(false)
                    && stream.is_terminal()
                    && anstyle_query::term_supports_ansi_color()
            }
        }
    }

    /// Whether the dashboard does without colour: the terminal is one anyway.
    pub fn is_plain(self) -> bool {
        match self {
            Self::Always => false,
            Self::Never => true,
            Self::Auto => anstyle_query::no_color() || anstyle_query::clicolor() == Some(false),
        }
    }
}

/// A text with the signs coloured that stand alone in it. The letters are the
/// same: nothing is told by colour only.
pub fn paint(text: &str, glyphs: Glyphs) -> String {
    let mut painted = String::with_capacity(text.len() * 2);
    for piece in text.split_inclusive([' ', '\n']) {
        let word = piece.trim_end_matches([' ', '\n']);
        match Reading::ALL.into_iter().find(|reading| glyphs.reading(*reading) == word) {
            Some(reading) => {
                let rest = &piece[word.len()..];
                painted += &format!("\x1b[{}m{word}\x1b[m{rest}", style(reading));
            }
            None => painted += piece,
        }
    }
    painted
}

/// The style of a sign, as the terminal numbers it (ECMA-48, SGR).
fn style(reading: Reading) -> &'static str {
    match reading {
        Reading::Committed => "1;32",
        Reading::Intended => "33",
        Reading::Exploratory => "34",
        Reading::Context | Reading::Absent | Reading::NotRead => "2",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_coloured_and_words_are_not() {
        let text = "Cyber  ● 10  –\n2–3 ● day\n";
        let painted = paint(text, Glyphs::Unicode);
        let green = "\x1b[1;32m●\x1b[m";
        assert_eq!(painted, format!("Cyber  {green} 10  \x1b[2m–\x1b[m\n2–3 {green} day\n"));
    }
}
