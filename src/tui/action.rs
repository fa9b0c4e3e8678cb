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
    Take "take" "take what is under the cursor, or what is typed"
    Next "next" "go to the next evidence, difference, or agreement of the series"
    Previous "previous" "go to the previous evidence, difference, or agreement of the series"
    OpenBehind "open-behind" "open the hit behind the finder, which stays"
    Find "find" "find any word: agreements, dimensions, statements"
    FindWithin "find-within" "find words in the source that is read"
    Mark "mark" "mark the agreement under the cursor, or unmark it"
    Versus "versus" "compare what is marked, or this and the one before"
    Sources "sources" "hold the press against the agreement's text"
    Card "card" "show the card of the agreement"
    Why "why" "tell why: what spoke for the reading and what against it, or what was looked for"
    Copy "copy" "copy the sentence with its agreement, date and place"
    Pin "pin" "pin the statement to the briefing tray, or unpin it; in the finder all that are marked"
    Note "note" "write a note on the statement, the cell or the agreement"
    Correct "correct" "correct the reading of the statement"
    Tray "tray" "show the briefing tray: the pinned statements in order"
    Notes "notes" "list what you wrote: notes, corrections and pins"
    Set "set" "set the reading under the cursor, or leave it to the machine"
    Accept "accept" "accept the machine's reading as it is"
    Reject "reject" "reject it: the statement bears on no dimension"
    Reason "reason" "write why the statement is corrected"
    Earlier "earlier" "move the pin up"
    Later "later" "move the pin down"
    Remove "remove" "remove what is under the cursor"
    Attach "attach" "attach what is orphaned to the statement in the reader behind"
    Keep "keep" "keep what was typed"
    Undo "undo" "undo what you did last: pin, note or correction"
    Redo "redo" "do again what was undone"
    NextStatement "next-statement" "go to the next statement"
    PreviousStatement "previous-statement" "go to the previous statement"
    Export "export" "write matrix, comparison, briefing or statements to a file"
    Write "write" "write the file; one that is there already only when asked twice"
    Form "form" "go to the next form of the file"
    Turn "turn" "turn the grid: rows become columns"
    Filter "filter" "show only what a query asks for: party: dim: level: status: year: or any word"
    Sort "sort" "sort the rows by the column under the cursor; again, the other way round"
    SortMenu "sort-menu" "choose what rows and columns are sorted by"
    HideRow "hide-row" "hide the row under the cursor"
    HideColumn "hide-column" "hide the column under the cursor"
    OnlyMarked "only-marked" "show only the marked agreements, or all again"
    ShowAll "show-all" "show every row and column again"
    Zoom "zoom" "show more of each cell, or less: sign, count, words"
    Totals "totals" "count the provisions of each row and column, or don't"
    Freeze "freeze" "keep the columns up to the cursor in sight, or let them go"
    Views "views" "show the grid as it was saved: choose a view, save another, remove one"
    SaveView "save-view" "save under a name how the grid is arranged: order, filter, what is hidden, zoom"
    Frequency "frequency" "count parties, years, instruments, statuses, levels"
    Similarity "similarity" "show how alike the agreements are"
    Differences "differences" "show only the differences, or everything again"
    Swap "swap" "swap this side with the next"
    OtherSide "other-side" "go to the next side"
    Replace "replace" "find another agreement for this side"
    Outline "outline" "list the headings, to go to one"
    Extent "extent" "show the whole source, the passages of this cell, or all provisions"
    Wrap "wrap" "wrap long lines, or cut them off"
    Elsewhere "elsewhere" "find elsewhere what is marked in the sentence"
    Complete "complete" "complete the filter party: dim: level: year: status: in: or mark the hit"
    Meeting "meeting" "show the cell to a room: one sentence and its citation"
    OlderQuery "older-query" "look for what was looked for before"
    NewerQuery "newer-query" "look for what was looked for after that"
    Problems "problems" "list what was odd in the input"
    Palette "palette" "do anything by its name"
    Themes "themes" "pick a theme, seen as it is picked"
    Help "help" "show every key, or those that hold a word"
    Back "back" "close this pane"
    Quit "quit" "leave comity"
    Suspend "suspend" "suspend comity; the shell's `fg` brings it back"
    Redraw "redraw" "draw the screen anew"
}
