//! What wakes the shell, and the threads that do.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use crate::error::{Error, ErrorKind};
use crate::file;
use crate::guard::guarded;
use crate::search::Turns;
use crate::source::clean;
use crate::world::World;

use super::export::{Export, Saved};
use super::input::{self, Heard};
use super::state::Far;

/// What wakes the shell.
pub enum Wake {
    Heard(Heard),
    Signal(i32),
    /// The terminal can no longer be read.
    Gone,
    /// Reading has come so far, or to its end.
    Far(Option<Far>),
    /// The writing of a file ended so.
    Saved(String, Saved),
    /// What has been read so far.
    World(Arc<World>),
    /// The last world has its index.
    Indexed,
    /// Something in the folder has changed; perhaps the dossier.
    Stirred,
    /// Nothing can be read.
    Unread(Error),
}

/// Hands signals to the shell, so that the terminal is restored before they
/// take effect. A resize is heard of so too, from before the first frame.
pub fn watch_signals(sender: Sender<Wake>) -> io::Result<()> {
    let ending = [SIGTERM, SIGHUP, SIGINT, SIGQUIT];
    let mut signals = Signals::new(ending.iter().chain(&[SIGTSTP, SIGCONT, SIGWINCH]))?;
    thread::spawn(move || {
        for signal in &mut signals {
            if sender.send(Wake::Signal(signal)).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Hands over what is heard until the terminal can no longer be read. What the user
/// does ends a search.
pub fn read_keys(sender: &Sender<Wake>, turns: &Turns) {
    let listened = input::listen(|heard| {
        if heard != Heard::Answer {
            turns.end();
        }
        sender.send(Wake::Heard(heard)).is_ok()
    });
    if listened.is_err() {
        let _ = sender.send(Wake::Gone);
    }
}

/// Writes a file from a thread of its own: a large corpus takes its time.
pub fn save(
    export: Export,
    shown: Vec<usize>,
    may_replace: bool,
    world: Arc<World>,
    sender: Sender<Wake>,
) {
    thread::spawn(move || {
        let outcome = guarded(|| write(&export, &shown, may_replace, &world));
        let outcome = outcome
            .unwrap_or_else(|| Saved::Failed("writing came to an unexpected end".to_owned()));
        let _ = sender.send(Wake::Saved(export.path.text, outcome));
    });
}

fn write(export: &Export, shown: &[usize], may_replace: bool, world: &World) -> Saved {
    let path = &file::at_home(Path::new(&export.path.text));
    let is_whole = shown.iter().copied().eq(0..world.agreements.len());
    let part = (export.is_matrix() && !is_whole).then(|| world.only(shown));
    let bytes = export.what(export.choice).bytes(part.as_ref().unwrap_or(world), path);
    match bytes.and_then(|bytes| file::save(path, &bytes, may_replace)) {
        Ok(()) => {
            let whole = path.canonicalize().unwrap_or_else(|_| path.clone());
            Saved::Written(clean(&whole.display().to_string()))
        }
        Err(error) if error.kind() == ErrorKind::IsThere => Saved::IsThere,
        Err(error) => Saved::Failed(error.to_string()),
    }
}
