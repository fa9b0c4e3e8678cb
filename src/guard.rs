//! Panics that end one piece of work and not the program.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    /// Whether what this thread does is guarded.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Does a piece of work on this thread; none where it panicked.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    let outer = GUARDED.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work)).ok();
    GUARDED.set(outer);
    done
}

/// Lets a panic that is guarded against pass in silence: it neither writes on the
/// screen nor gives the terminal back. What is done about others stays as it is set
/// now, so that this comes after whatever sets it.
pub fn hush() {
    let told = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !GUARDED.get() {
            told(panic);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_ends_one_piece_of_work() {
        let inner = || guarded(|| -> u8 { panic!("as it must") });
        assert_eq!(guarded(inner), Some(None));
        assert!(!GUARDED.get());
        assert_eq!(guarded(|| 2), Some(2));
    }
}
