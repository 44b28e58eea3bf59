//! Watching by looking: paths, sizes and times of the source files, a few times a second. It sees
//! editors' atomic saves, renames and deletes on every file system, network ones too.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use walkdir::WalkDir;

type Seen = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// What a playbook's source is made of, below its root.
const SOURCES: [&str; 5] = ["site.toml", "content", "themes", "templates", "static"];

/// Waits for changes of a playbook's source files.
pub struct Watcher {
    root: PathBuf,
    every: Duration,
    seen: Seen,
}

impl Watcher {
    /// Starts from the files as they are now.
    pub fn new(root: &Path, every: Duration) -> Self {
        Self {
            root: root.to_owned(),
            every,
            seen: look(root),
        }
    }

    /// Returns when something has changed and then stood still for one look, so that a burst of
    /// saves is one change.
    pub fn wait(&mut self) {
        let mut changed = false;
        loop {
            std::thread::sleep(self.every);
            let now = look(&self.root);
            let same = now == self.seen;
            self.seen = now;
            if changed && same {
                return;
            }
            changed |= !same;
        }
    }
}

fn look(root: &Path) -> Seen {
    let entries = SOURCES
        .iter()
        .flat_map(|source| WalkDir::new(root.join(source)))
        .flatten();
    entries
        .filter(|e| e.file_type().is_file())
        .filter_map(|e| {
            let meta = e.metadata().ok()?;
            Some((e.into_path(), (meta.len(), meta.modified().ok())))
        })
        .collect()
}
