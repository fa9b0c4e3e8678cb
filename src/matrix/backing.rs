//! Which sources carry a cell, where both the text of an agreement and the
//! press are there to be held against each other.

use serde::Serialize;

use super::Reading;

/// How what is reported on a dimension stands to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Backing {
    /// The press speaks of it, and the text has a provision as firm.
    Confirmed,
    /// The press reports a firmer provision than the text has.
    Overstated,
    /// The press reports a provision, and the text has none.
    PressOnly,
    /// The text has a provision of which the press says nothing at all.
    Unreported,
}

impl Backing {
    pub const ALL: [Self; 4] =
        [Self::Confirmed, Self::Overstated, Self::PressOnly, Self::Unreported];

    /// From what text and press amount to on a dimension; none where neither has
    /// a provision, or what the other says was not read.
    pub fn of(text: Reading, press: Reading) -> Option<Self> {
        match (text.is_provision(), press) {
            (true, Reading::NotRead) => None,
            (true, Reading::Absent) => Some(Self::Unreported),
            (true, press) if press > text => Some(Self::Overstated),
            (true, _) => Some(Self::Confirmed),
            (false, press) if press.is_provision() && text != Reading::NotRead => {
                Some(Self::PressOnly)
            }
            (false, _) => None,
        }
    }

    /// In words, for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed by the text",
            Self::Overstated => "reported firmer than the text",
            Self::PressOnly => "reported by the press only",
            Self::Unreported => "in the text but unreported",
        }
    }
}
