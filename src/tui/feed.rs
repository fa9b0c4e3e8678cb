//! What brings worlds to the dashboard while it is open, from a thread of its own.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::library::{Library, Listener};
use crate::world::World;

use super::state::Far;
use super::wake::Wake;

/// What changes in an open corpus is kept for the next time so often at most:
/// a large one takes some writing.
const KEEPING: Duration = Duration::from_secs(60);

/// How often one looks whether a corpus that is gone has come back.
const RETURN: Duration = Duration::from_millis(800);

/// The way to the dashboard.
pub struct Feed {
    sender: Sender<Wake>,
}

impl Feed {
    /// Shows a world.
    pub fn show(&self, world: Arc<World>) {
        world.await_index();
        self.send(Wake::World(world));
    }

    /// Shows what a library reads, as it is read, and what changes from then on.
    ///
    /// # Errors
    /// Where nothing can be read.
    pub fn read(&self, mut library: Library) -> Result<()> {
        // Begun before reading, it misses nothing.
        let mut watch = library.watch();
        let world = self.listen(|listener| library.read(listener))?;
        self.settle(world, &mut library);
        library.keep();
        let (mut kept, mut is_gone) = (Instant::now(), false);
        while let Some(watching) = &watch {
            if !is_gone {
                watching.wait();
            }
            self.send(Wake::Stirred);
            let read = self.listen(|listener| library.read_again(listener));
            is_gone = read.is_err();
            self.send(Wake::Far(None));
            if let Ok(Some(world)) = read {
                self.settle(world, &mut library);
                if kept.elapsed() > KEEPING {
                    library.keep();
                    kept = Instant::now();
                }
            }
            // It may come back: then it is watched anew.
            if is_gone {
                thread::sleep(RETURN);
                watch = library.watch();
            }
        }
        Ok(())
    }

    /// Lets a library read, and shows how far it has come.
    fn listen<T>(&self, read: impl FnOnce(Listener<'_>) -> T) -> T {
        let progress = |done, total| self.progress(done, total);
        let show = |world| self.show(world);
        read(Listener { progress: &progress, world: Some(&show) })
    }

    /// Shows what all reading came to, then makes it ready for searching.
    fn settle(&self, world: World, library: &mut Library) {
        let world = Arc::new(world);
        self.show(Arc::clone(&world));
        self.send(Wake::Far(None));
        library.index(&world);
        self.send(Wake::Indexed);
    }

    fn progress(&self, done: usize, total: usize) {
        // A hundred steps are as fine as anybody can see; the last is the world.
        if done < total && done.is_multiple_of(total.div_ceil(100)) {
            self.send(Wake::Far(Some(Far { done, total })));
        }
    }

    fn send(&self, wake: Wake) {
        // Nobody hears it once the user has left.
        let _ = self.sender.send(wake);
    }
}

/// Runs what feeds the dashboard.
pub(super) fn run(read: impl FnOnce(&Feed) -> Result<()>, sender: Sender<Wake>) {
    let feed = Feed { sender };
    // A panic here has restored the terminal already; the shell must hear of it.
    let ended = panic::catch_unwind(AssertUnwindSafe(|| read(&feed)))
        .unwrap_or_else(|_| Err(Error::failed("reading came to an unexpected end")));
    if let Err(error) = ended {
        feed.send(Wake::Unread(error));
    }
}
