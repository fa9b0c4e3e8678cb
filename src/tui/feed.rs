//! What brings worlds to the dashboard while it is open, from a thread of its own.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use crate::error::{Error, Result};
use crate::library::{Library, Listener};
use crate::world::World;

use super::Wake;

/// The way to the dashboard.
pub struct Feed {
    sender: Sender<Wake>,
}

impl Feed {
    /// Shows a world.
    pub fn show(&self, world: Arc<World>) {
        // Nobody hears it once the user has left.
        let _ = self.sender.send(Wake::World(world));
    }

    /// Shows what a library reads.
    ///
    /// # Errors
    /// Where nothing can be read.
    pub fn read(&self, mut library: Library) -> Result<()> {
        let progress = |done, total| self.progress(done, total);
        let world = Arc::new(library.read(Listener { progress: &progress, world: None })?);
        self.show(Arc::clone(&world));
        world.index();
        library.keep();
        Ok(())
    }

    fn progress(&self, done: usize, total: usize) {
        // A hundred steps are as fine as anybody can see.
        if done == total || done.is_multiple_of(total.div_ceil(100)) {
            let _ = self.sender.send(Wake::Progress(done, total));
        }
    }
}

/// Runs what feeds the dashboard.
pub(super) fn run(read: impl FnOnce(&Feed) -> Result<()>, sender: Sender<Wake>) {
    let feed = Feed { sender };
    // A panic here has restored the terminal already; the shell must hear of it.
    let ended = panic::catch_unwind(AssertUnwindSafe(|| read(&feed)))
        .unwrap_or_else(|_| Err(Error::failed("reading came to an unexpected end")));
    if let Err(error) = ended {
        let _ = feed.sender.send(Wake::Unread(error));
    }
}
