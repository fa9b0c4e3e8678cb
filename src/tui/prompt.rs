//! A line that is typed.

use crossterm::event::{Event, KeyEvent};
use tui_input::backend::crossterm::to_input_request;
use tui_input::{Input, InputRequest};

use crate::source::clean;

/// What is done to a line.
#[derive(Clone, Copy, Debug)]
pub enum Stroke<'a> {
    Key(KeyEvent),
    /// A text that is fit for a line.
    Paste(&'a str),
}

/// What has been typed, and where the cursor stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    pub text: String,
    /// In characters.
    pub cursor: usize,
}

impl Prompt {
    /// A line that holds a text already, with the cursor behind it.
    pub fn of(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { cursor: text.chars().count(), text }
    }

    /// Lets the line editor take a key, or puts in a text; says whether that
    /// changed the text.
    pub fn edit(&mut self, stroke: Stroke<'_>) -> bool {
        match stroke {
            Stroke::Key(key) => request(key).is_some_and(|request| self.handle(request)),
            Stroke::Paste(text) => self.insert(text),
        }
    }

    /// Does what the line editor is asked for; says whether that changed the text.
    pub fn handle(&mut self, request: InputRequest) -> bool {
        let mut input = self.input();
        let change = input.handle(request);
        self.text = input.value().to_owned();
        self.cursor = input.cursor();
        change.is_some_and(|change| change.value)
    }

    /// Puts a text where the cursor stands, which is behind it then.
    fn insert(&mut self, text: &str) -> bool {
        let at = self.text.char_indices().nth(self.cursor).map_or(self.text.len(), |(at, _)| at);
        self.text.insert_str(at, text);
        self.cursor += text.chars().count();
        !text.is_empty()
    }

    /// The line as its editor has it.
    pub fn input(&self) -> Input {
        Input::new(self.text.clone()).with_cursor(self.cursor)
    }
}

/// What a key asks of the line editor, if anything.
pub fn request(key: KeyEvent) -> Option<InputRequest> {
    to_input_request(&Event::Key(key))
}

/// A text as it is pasted into a line: fit for a terminal, with blanks for the
/// ends of its lines, for tabs and controls, but for the ends before and behind it.
pub fn fit(text: &str) -> String {
    let text = text.trim_matches(['\r', '\n']).replace("\r\n", "\n");
    clean(&text.replace(char::is_control, " "))
}
