//! Files that are whole or not there, and folders that one program at a time writes to.

use std::fs::{self, File, Permissions, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use etcetera::base_strategy::Xdg;

use crate::error::{Error, Result};

/// Another program holds the file for some milliseconds; one that is stopped
/// amid its work must not stop this one.
const PATIENCE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(2);

/// Writes a file in one step: a crash or a full disk leaves what was there
/// before. Another file of the name gives way only where it `may_replace`.
///
/// # Errors
/// A file that is there already, a folder that is not, a disk that is full.
pub fn save(path: &Path, bytes: &[u8], may_replace: bool) -> Result<()> {
    let failed = |error: &std::io::Error| Error::file(path, error);
    let mut file = new_beside(path).map_err(|error| failed(&error))?;
    if let Ok(replaced) = fs::metadata(path) {
        // Who could not read it before still can't.
        file.as_file().set_permissions(replaced.permissions()).map_err(|error| failed(&error))?;
    }
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(|e| failed(&e))?;
    let kept = if may_replace { file.persist(path) } else { file.persist_noclobber(path) };
    match kept {
        Ok(_) => Ok(()),
        Err(kept) if kept.error.kind() == std::io::ErrorKind::AlreadyExists => {
            let message = format!("{} is there already", path.display());
            Err(Error::is_there(message).hint("--force writes over it"))
        }
        Err(kept) => Err(failed(&kept.error)),
    }
}

/// Creates a folder that only its owner looks into: texts may be confidential.
///
/// # Errors
/// Where it cannot be made.
pub fn create_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Holds a folder against other programs, until the value goes; none where the file
/// system knows no locks: it is written without.
///
/// # Errors
/// Another program that holds it for long.
pub fn hold(folder: &Path) -> Result<Option<File>> {
    let Ok(file) = File::open(folder) else { return Ok(None) };
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) if begun.elapsed() > PATIENCE => {
                let message = format!("{}: held by another program", folder.display());
                return Err(Error::failed(message));
            }
            Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
        }
    }
}

/// The folder that a variable of the environment names or, where it is not set, the
/// user's usual one; none where it is empty, so that nothing is kept, or where no home
/// is known.
pub fn users_folder(variable: &str, usual: fn(&Xdg) -> Option<PathBuf>) -> Option<PathBuf> {
    match std::env::var_os(variable) {
        Some(folder) if folder.is_empty() => None,
        Some(folder) => Some(PathBuf::from(folder)),
        None => Some(usual(&etcetera::choose_base_strategy().ok()?)?.join("comity")),
    }
}

/// A path that no shell has read: `~/` is the user's own folder.
pub fn at_home(path: &Path) -> PathBuf {
    match path.strip_prefix("~").ok().zip(etcetera::home_dir().ok()) {
        Some((rest, home)) => home.join(rest),
        None => path.to_owned(),
    }
}

/// The folder that a file lies in.
pub fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A file beside its place to be, as readable as any the user makes.
fn new_beside(path: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let prefix = unfinished(path);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix);
    builder.permissions(<Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666));
    builder.tempfile_in(folder(path))
}

/// What the names of files begin with that are being written to a path.
pub fn unfinished(path: &Path) -> String {
    format!(".{}-", path.file_name().unwrap_or_default().to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_gives_way_only_when_it_may() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        save(&path, b"one", false).unwrap();
        assert!(save(&path, b"two", false).is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        save(&path, b"three", true).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"three");
        // No half-written file stays beside it.
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
