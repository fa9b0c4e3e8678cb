//! What the user can ask for: one table from which keys, help and footer come.

/// Defines the actions with their names and what each does.
macro_rules! actions {
    ($($variant:ident $name:literal $doc:literal)*) => {
        /// Something the user asked for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $(#[doc = $doc] $variant,)* }

        impl Action {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The action that is called so.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|action| action.name() == name)
            }

            /// The word by which it is called.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it does, in a line.
            pub fn doc(self) -> &'static str {
                match self { $(Self::$variant => $doc,)* }
            }
        }
    };
}

actions! {
    Up "up" "go up"
    Down "down" "go down"
    Left "left" "go left"
    Right "right" "go right"
    PageUp "page-up" "go up a page"
    PageDown "page-down" "go down a page"
    First "first" "go to the first row"
    Last "last" "go to the last row"
    LineStart "line-start" "go to the first column"
    LineEnd "line-end" "go to the last column"
    Open "open" "read the evidence under the cursor"
    Next "next" "go to the next evidence, difference, or agreement of the series"
    Previous "previous" "go to the previous evidence, difference, or agreement of the series"
    Find "find" "find any word: agreements, dimensions, statements"
    Mark "mark" "mark the agreement under the cursor, or unmark it"
    Versus "versus" "set the two marked agreements side by side"
    Card "card" "show the card of the agreement"
    Why "why" "tell why: which cues counted and which did not, or what was looked for"
    Copy "copy" "copy the sentence with its agreement, date and place"
    Turn "turn" "turn the grid: rows become columns"
    Differences "differences" "show only the differences, or everything again"
    Swap "swap" "swap the two sides"
    OtherSide "other-side" "go to the other side"
    Complete "complete" "complete the filter: party: dim: level: kind: year: in:"
    Meeting "meeting" "show the cell to a room: one sentence and its citation"
    Earlier "earlier" "look for what was looked for before"
    Later "later" "look for what was looked for after that"
    Problems "problems" "list what was odd in the input"
    Palette "palette" "do anything by its name"
    Themes "themes" "pick a theme, seen as it is picked"
    Help "help" "show every key, or those that hold a word"
    Back "back" "close this pane"
    Quit "quit" "leave comity"
    Suspend "suspend" "suspend comity; the shell's `fg` brings it back"
    Redraw "redraw" "draw the screen anew"
}

impl Action {
    /// Whether a number before its key says how often it is done.
    pub fn is_repeated(self) -> bool {
        matches!(
            self,
            Self::Up
                | Self::Down
                | Self::Left
                | Self::Right
                | Self::PageUp
                | Self::PageDown
                | Self::Next
                | Self::Previous
        )
    }
}
