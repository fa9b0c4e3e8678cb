//! A line that is typed.

use crossterm::event::{Event, KeyEvent};
use tui_input::backend::crossterm::to_input_request;
use tui_input::{Input, InputRequest};

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

    /// Lets the line editor take a key; says whether that changed the text.
    pub fn edit(&mut self, key: KeyEvent) -> bool {
        request(key).is_some_and(|request| self.handle(request))
    }

    /// Does what the line editor is asked for; says whether that changed the text.
    pub fn handle(&mut self, request: InputRequest) -> bool {
        let mut input = self.input();
        let change = input.handle(request);
        self.text = input.value().to_owned();
        self.cursor = input.cursor();
        change.is_some_and(|change| change.value)
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
