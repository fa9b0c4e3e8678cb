//! What the file system tells of a file without opening it.

use std::fs::Metadata;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// Two files with the same stamp are the same file, unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    len: u64,
    /// Since 1970.
    modified: Duration,
    /// When name, owner or content last changed, which no program can set back.
    changed: (i64, i64),
    device: u64,
    node: u64,
}

/// The coarsest clock of a file system: within so much time a file may change
/// again and look the same.
const COARSEST: Duration = Duration::from_secs(2);

impl Stamp {
    pub fn of(meta: &Metadata) -> Self {
        let modified = meta.modified().unwrap_or(UNIX_EPOCH);
        let modified = modified.duration_since(UNIX_EPOCH).unwrap_or_default();
        let (changed, device, node) = inode(meta);
        Self { len: meta.len(), modified, changed, device, node }
    }

    /// Whether the file had been left alone for so long, when it was read,
    /// that any later change shows in its stamp.
    pub fn is_settled(&self, read: SystemTime) -> bool {
        let read = read.duration_since(UNIX_EPOCH).unwrap_or_default();
        let changed = Duration::from_secs(u64::try_from(self.changed.0).unwrap_or(0));
        self.modified.max(changed) + COARSEST < read
    }
}

fn inode(meta: &Metadata) -> ((i64, i64), u64, u64) {
    use std::os::unix::fs::MetadataExt;
    ((meta.ctime(), meta.ctime_nsec()), meta.dev(), meta.ino())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_just_written_is_not_settled() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let stamp = Stamp::of(&file.as_file().metadata().unwrap());
        let now = SystemTime::now();
        assert!(!stamp.is_settled(now));
        assert!(stamp.is_settled(now + 2 * COARSEST));
    }

    #[test]
    fn a_stamp_tells_a_file_that_was_replaced_or_grew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let stamp = || Stamp::of(&path.metadata().unwrap());
        std::fs::write(&path, "one").unwrap();
        let first = stamp();
        assert_eq!(stamp(), first);
        std::fs::write(&path, "three").unwrap();
        assert_ne!(stamp(), first);
        std::fs::write(folder.path().join("b"), "one").unwrap();
        std::fs::rename(folder.path().join("b"), &path).unwrap();
        assert_ne!(stamp(), first);
    }
}
