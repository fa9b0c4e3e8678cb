//! Waits until a corpus changes. Where the system tells of changes nothing runs
//! meanwhile; where it doesn't, one must look from time to time.

use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// A program that saves does so in several steps, a download in many: so long
/// it must be quiet before the corpus is read.
const QUIET: Duration = Duration::from_millis(100);

/// It is read after this time in any case, so that a change shows within a second.
const LONGEST: Duration = Duration::from_millis(500);

/// How often one looks where nobody tells.
const LOOK: Duration = Duration::from_millis(800);

/// A watch over paths.
pub struct Watch {
    /// None where the system doesn't tell.
    told: Option<(RecommendedWatcher, Receiver<()>)>,
}

impl Watch {
    /// Begins to watch: what changes from now on is not missed.
    pub fn new(paths: &[PathBuf]) -> Self {
        Self { told: told(paths).ok() }
    }

    /// Waits for a change, and until it is quiet again; or until it is time to
    /// look for one.
    pub fn wait(&self) {
        let Some((_, changes)) = &self.told else { return thread::sleep(LOOK) };
        if changes.recv().is_err() {
            // Whoever told is gone.
            return thread::sleep(LOOK);
        }
        let begun = Instant::now();
        while begun.elapsed() < LONGEST && changes.recv_timeout(QUIET).is_ok() {}
    }
}

fn told(paths: &[PathBuf]) -> notify::Result<(RecommendedWatcher, Receiver<()>)> {
    let (sender, changes) = mpsc::channel();
    let roots: Vec<PathBuf> = paths.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let watched = roots.clone();
    let heard = move |event: notify::Result<notify::Event>| {
        // An error, such as too many events at once, may hide a change.
        let is_change = event.is_err() || event.is_ok_and(|event| is_change(&event, &roots));
        if is_change {
            let _ = sender.send(());
        }
    };
    let config = Config::default().with_follow_symlinks(false);
    let mut watcher = RecommendedWatcher::new(heard, config)?;
    for root in &watched {
        match root.parent() {
            // A file may be replaced by another of its name: its folder is told of it.
            Some(folder) if !root.is_dir() => watcher.watch(folder, RecursiveMode::NonRecursive)?,
            _ => watcher.watch(root, RecursiveMode::Recursive)?,
        }
    }
    Ok((watcher, changes))
}

/// Whether an event may change the corpus: that a file was read, as comity does,
/// changes nothing, nor does what goes on in hidden files.
fn is_change(event: &notify::Event, roots: &[PathBuf]) -> bool {
    let is_read = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => true,
        _ => false,
    };
    let concerns = |path: &PathBuf| roots.iter().any(|root| is_seen(path, root));
    !is_read && (event.paths.is_empty() || event.paths.iter().any(concerns))
}

/// Whether a path is a root or stands below it, and not hidden.
fn is_seen(path: &Path, root: &Path) -> bool {
    let is_hidden = |part: Component<'_>| part.as_os_str().as_encoded_bytes().starts_with(b".");
    path.strip_prefix(root).is_ok_and(|way| !way.components().any(is_hidden))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_is_hidden_or_elsewhere_is_not_seen() {
        let is_seen = |path: &str| is_seen(Path::new(path), Path::new("/a/b"));
        assert!(is_seen("/a/b") && is_seen("/a/b/c/d.md"));
        assert!(!is_seen("/a/c") && !is_seen("/a/b/.git/index") && !is_seen("/a/b/c/.d.swp"));
    }

    #[test]
    fn files_that_come_change_and_go_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("named.md"), "one").unwrap();
        for root in [folder.path().to_owned(), path("named.md")] {
            let watch = Watch::new(&[root]);
            assert!(!is_heard(&watch, QUIET), "nothing has happened");
            fs::write(path("named.md"), "two").unwrap();
            assert!(is_heard(&watch, SOON));
            fs::rename(path("named.md"), path("other.md")).unwrap();
            assert!(is_heard(&watch, SOON));
            fs::rename(path("other.md"), path("named.md")).unwrap();
            assert!(is_heard(&watch, SOON));
        }
        let watch = Watch::new(&[folder.path().to_owned()]);
        fs::create_dir(path("deeper")).unwrap();
        assert!(is_heard(&watch, SOON));
        fs::write(path("deeper/new.md"), "one").unwrap();
        assert!(is_heard(&watch, SOON));
    }

    /// On a busy machine.
    const SOON: Duration = Duration::from_secs(20);

    /// Whether a change is told of within a time; waits until it is quiet again.
    fn is_heard(watch: &Watch, within: Duration) -> bool {
        let (_, changes) = watch.told.as_ref().expect("the system tells of changes");
        let is_heard = changes.recv_timeout(within).is_ok();
        while changes.recv_timeout(QUIET).is_ok() {}
        is_heard
    }
}
