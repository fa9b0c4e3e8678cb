//! What is said to somebody who opens comity for the first time: the keys with
//! which everything begins. A hint leaves when its key is used, and in later runs
//! none comes.

use super::action::Action;

/// The hints that are still to be said, each with what its key does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    left: Vec<(Action, &'static str)>,
}

impl Hints {
    /// All of them.
    pub fn of_first_run() -> Self {
        Self {
            left: vec![
                (Action::Open, "read the sentences of a cell"),
                (Action::Find, "find any word"),
                (Action::Help, "see every key"),
            ],
        }
    }

    pub fn used(&mut self, action: Action) {
        self.left.retain(|(hint, _)| *hint != action);
    }

    pub fn left(&self) -> &[(Action, &'static str)] {
        &self.left
    }
}
