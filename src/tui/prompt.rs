//! A line that is typed.

use crossterm::event::{Event, KeyEvent};
use tui_input::Input;
use tui_input::backend::crossterm::to_input_request;

/// What has been typed, and where the cursor stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    pub text: String,
    /// In characters.
    pub cursor: usize,
}

impl Prompt {
    /// Lets the line editor take a key; says whether that changed the text.
    pub fn edit(&mut self, key: KeyEvent) -> bool {
        let Some(request) = to_input_request(&Event::Key(key)) else { return false };
        let mut input = Input::new(std::mem::take(&mut self.text)).with_cursor(self.cursor);
        let change = input.handle(request);
        self.text = input.value().to_owned();
        self.cursor = input.cursor();
        change.is_some_and(|change| change.value)
    }
}
