//! The signs that tell a reading before any colour does.

use crate::coding::{Coding, Kind};
use crate::dossier::Mark;
use crate::matrix::{Backing, Reading};

/// A set of signs that the terminal, or the reader of a file, can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Glyphs {
    #[default]
    Unicode,
    Ascii,
}

impl Glyphs {
    /// The set for the locale in the environment: plain ASCII where it is set
    /// and isn't UTF-8 (POSIX: `LC_ALL` before `LC_CTYPE` before `LANG`).
    pub fn from_env() -> Self {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        let locale = locale.unwrap_or_default().to_ascii_lowercase();
        let is_utf8 = locale.contains("utf-8") || locale.contains("utf8");
        if is_utf8 { Self::Unicode } else { Self::Ascii }
    }

    pub fn reading(self, reading: Reading) -> &'static str {
        match (self, reading) {
            (_, Reading::NotRead) => "?",
            (Self::Unicode, Reading::Committed) => "●",
            (Self::Unicode, Reading::Intended) => "◐",
            (Self::Unicode, Reading::Exploratory) => "○",
            (Self::Unicode, Reading::Context) => "·",
            (Self::Unicode, Reading::Absent) => "–",
            (Self::Ascii, Reading::Committed) => "#",
            (Self::Ascii, Reading::Intended) => "+",
            (Self::Ascii, Reading::Exploratory) => "o",
            (Self::Ascii, Reading::Context) => ".",
            (Self::Ascii, Reading::Absent) => "-",
        }
    }

    /// The sign of what the analyst has done.
    pub fn mark(self, mark: Mark) -> &'static str {
        match (self, mark) {
            (Self::Unicode, Mark::Corrected) => "≠",
            (Self::Unicode, Mark::Noted) => "¶",
            (Self::Unicode, Mark::Pinned) => "◈",
            (Self::Unicode, Mark::Accepted) => "✓",
            (Self::Ascii, Mark::Corrected) => "x",
            (Self::Ascii, Mark::Noted) => "n",
            (Self::Ascii, Mark::Pinned) => "p",
            (Self::Ascii, Mark::Accepted) => "a",
        }
    }

    pub fn sign(self, sign: Sign) -> &'static str {
        let [unicode, ascii] = match sign {
            Sign::Cursor => ["▸", ">"],
            Sign::Evidence => ["▎", "|"],
            Sign::Dissent => ["‡", "d"],
            Sign::Marked => ["◆", "*"],
            Sign::Firmest => ["▾", "v"],
            Sign::Weakest => ["▴", "^"],
            Sign::Related => ["≈", "~"],
            Sign::Agreement => ["§", "&"],
            Sign::Dimension => ["≡", ":"],
            Sign::Signatory => ["☻", "@"],
        };
        if self == Self::Unicode { unicode } else { ascii }
    }

    /// The sign behind a number: which sources carry it. What only the press reports
    /// is hearsay.
    pub fn backing(self, backing: Backing) -> &'static str {
        match (self, backing) {
            (_, Backing::Confirmed) => "=",
            (_, Backing::Overstated) => "<",
            (_, Backing::Unreported) => "!",
            (Self::Unicode, Backing::PressOnly) => "“",
            (Self::Ascii, Backing::PressOnly) => "\"",
        }
    }

    /// The sign of a statement; structure has none.
    pub fn coding(self, coding: &Coding) -> &'static str {
        match coding.kind {
            Kind::Structure => " ",
            _ => self.reading(Reading::of_coding(coding)),
        }
    }

    /// The text, in letters the reader can show: each that isn't ASCII becomes
    /// its nearest likeness where only ASCII is safe.
    pub fn spell(self, text: &str) -> String {
        if self == Self::Unicode || text.is_ascii() {
            return text.to_owned();
        }
        text.chars().fold(String::with_capacity(text.len()), |spelled, letter| {
            match letter.is_ascii() {
                true => spelled + letter.encode_utf8(&mut [0; 4]),
                false => spelled + likeness(letter),
            }
        })
    }

    /// One cell's worth of [`spell`](Self::spell), where it differs.
    pub fn spell_cell(self, symbol: &str) -> Option<char> {
        let letter = symbol.chars().next()?;
        let differs = self == Self::Ascii && !symbol.is_ascii();
        differs.then(|| likeness(letter).chars().next().unwrap_or(' '))
    }
}

/// What else a sign on the screen says, of a row, a head or a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Cursor,
    Evidence,
    /// A person codes the statement otherwise than the machine.
    Dissent,
    Marked,
    Firmest,
    Weakest,
    Related,
    Agreement,
    Dimension,
    Signatory,
}

impl Sign {
    pub const ALL: [Self; 10] = [
        Self::Cursor,
        Self::Evidence,
        Self::Dissent,
        Self::Marked,
        Self::Firmest,
        Self::Weakest,
        Self::Related,
        Self::Agreement,
        Self::Dimension,
        Self::Signatory,
    ];

    /// In words, for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Cursor => "the cursor, or the sentence one is at",
            Self::Evidence => "evidence: it bears on what is read",
            Self::Dissent => "a person's coding, beside the sources, reads it otherwise",
            Self::Marked => "marked",
            Self::Firmest => "what rows or columns are sorted by, the firmest first",
            Self::Weakest => "the same the other way round",
            Self::Related => "found by a word that stands for what was typed",
            Self::Agreement => "a hit that is an agreement",
            Self::Dimension => "a hit that is a dimension",
            Self::Signatory => "a hit that is a signatory",
        }
    }
}

/// ASCII for a letter that isn't. A middle dot parts things here, and must not
/// look like the sign of a mark.
fn likeness(letter: char) -> &'static str {
    match letter {
        '·' => "-",
        letter => deunicode::deunicode_char(letter).unwrap_or("?"),
    }
}

/// A kind in a few letters, for a margin.
pub fn kind_label(kind: Kind) -> &'static str {
    match kind {
        Kind::Provision => "prov",
        Kind::Commentary => "comm",
        Kind::Background => "back",
        Kind::Structure => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sign_stands_for_two_things() {
        for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
            let readings = Reading::ALL.map(|reading| glyphs.reading(reading));
            let marks = Mark::ALL.map(|mark| glyphs.mark(mark));
            let backings = Backing::ALL.map(|backing| glyphs.backing(backing));
            let signs = Sign::ALL.map(|sign| glyphs.sign(sign));
            let mut all = [&readings[..], &marks, &backings, &signs].concat();
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count, "{all:?}");
        }
    }

    #[test]
    fn spelling_in_ascii_keeps_lines_and_blanks() {
        assert_eq!(Glyphs::Ascii.spell("Côte d’Ivoire – a\n · b\n"), "Cote d'Ivoire - a\n - b\n");
    }
}
