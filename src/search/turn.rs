//! How long a search is worth its while: until somebody wants something newer.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Hands out turns, of which only the newest isn't over.
#[derive(Clone, Debug, Default)]
pub struct Turns(Arc<AtomicU64>);

/// The turn of a search. By default it never ends.
#[derive(Clone, Debug, Default)]
pub struct Turn {
    turns: Turns,
    number: u64,
}

impl Turns {
    /// Ends the turn that was taken.
    pub fn end(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    pub fn take(&self) -> Turn {
        Turn { turns: self.clone(), number: self.0.load(Ordering::Relaxed) }
    }
}

impl Turn {
    /// Whether it has ended; then it stays so.
    pub fn is_over(&self) -> bool {
        self.turns.0.load(Ordering::Relaxed) != self.number
    }
}
