//! What was read before: files that have not changed since are not read again.
//!
//! A file is known by its stamp (length, times, inode). A stamp says nothing of a change within the clock's grain,
//! so a file that was new when it was read is read once more and compared by its hash.

use std::collections::HashMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::{FileResult, PageSource, load};
use crate::model::{Campaign, CostMonth, Deal, Decision, Event, Person};

/// The coarsest clock of a file system that is reckoned with: FAT counts two seconds.
const GRAIN: Duration = Duration::from_secs(2);

/// The results of files read before, all with the same settings.
pub struct Kept {
    pub(super) keep: bool,
    pub(super) campaigns: Files<Campaign>,
    pub(super) deals: Files<Deal>,
    pub(super) people: Files<Person>,
    pub(super) costs: Files<CostMonth>,
    pub(super) events: Files<Event>,
    pub(super) decisions: Files<Decision>,
    pub(super) pages: Files<PageSource>,
}

impl Kept {
    /// Nothing, and nothing is kept: for those who read once.
    pub fn none() -> Self {
        Self {
            keep: false,
            campaigns: Files::default(),
            deals: Files::default(),
            people: Files::default(),
            costs: Files::default(),
            events: Files::default(),
            decisions: Files::default(),
            pages: Files::default(),
        }
    }

    /// Nothing yet: what is read from now on is kept.
    pub fn new() -> Self {
        Self {
            keep: true,
            ..Self::none()
        }
    }

    /// Says what time it is before files are read: what has changed only just now is not trusted to stay.
    pub fn read_at(&mut self, now: SystemTime) {
        self.campaigns.now = Some(now);
        self.deals.now = Some(now);
        self.people.now = Some(now);
        self.costs.now = Some(now);
        self.events.now = Some(now);
        self.decisions.now = Some(now);
        self.pages.now = Some(now);
    }

    /// Whether records have changed between the last reading and the one before.
    pub fn records_changed(&self) -> bool {
        self.campaigns.changed
            || self.deals.changed
            || self.people.changed
            || self.costs.changed
            || self.events.changed
            || self.decisions.changed
    }

    /// Whether Markdown pages have changed between the last reading and the one before.
    pub fn pages_changed(&self) -> bool {
        self.pages.changed
    }
}

impl Default for Kept {
    fn default() -> Self {
        Self::new()
    }
}

/// The files of one kind, where they are to be kept.
pub(super) fn when<T>(keep: bool, files: &mut Files<T>) -> Option<&mut Files<T>> {
    keep.then_some(files)
}

/// Files of one kind by their path.
pub(super) struct Files<T> {
    by_path: HashMap<Arc<str>, KeptFile<T>>,
    /// When they are read.
    now: Option<SystemTime>,
    /// Whether the last reading found anything changed.
    changed: bool,
}

impl<T> Default for Files<T> {
    fn default() -> Self {
        Self {
            by_path: HashMap::new(),
            now: None,
            changed: false,
        }
    }
}

struct KeptFile<T> {
    stamp: Option<Stamp>,
    hash: u128,
    result: Arc<FileResult<T>>,
}

// Not derived: the result itself is shared.
impl<T> Clone for KeptFile<T> {
    fn clone(&self) -> Self {
        Self {
            stamp: self.stamp,
            hash: self.hash,
            result: self.result.clone(),
        }
    }
}

impl<T: Clone + Send + Sync> Files<T> {
    /// The results of files, in their order; those that are not among them are forgotten.
    pub(super) fn read(
        &mut self,
        files: &[(Arc<str>, PathBuf)],
        read: impl Fn(&Arc<str>, &str) -> FileResult<T> + Sync,
    ) -> Vec<FileResult<T>> {
        let (before, now) = (&self.by_path, self.now);
        let one = |(file, source): &(Arc<str>, PathBuf)| {
            let (kept, changed) = match Self::one(before.get(file), file, source, now, &read) {
                Ok((kept, changed)) => (kept, changed),
                Err(failed) => return (failed, None, true),
            };
            (FileResult::clone(&kept.result), Some((file.clone(), kept)), changed)
        };
        let all: Vec<_> = files.par_iter().map(one).collect();
        self.changed = files.len() != before.len() || all.iter().any(|(_, _, changed)| *changed);
        let mut after = HashMap::with_capacity(all.len());
        let mut results = Vec::with_capacity(all.len());
        for (result, kept, _) in all {
            after.extend(kept);
            results.push(result);
        }
        self.by_path = after;
        results
    }

    /// One file, and whether it is another than before.
    fn one(
        before: Option<&KeptFile<T>>,
        file: &Arc<str>,
        source: &Path,
        now: Option<SystemTime>,
        read: impl Fn(&Arc<str>, &str) -> FileResult<T>,
    ) -> Result<(KeptFile<T>, bool), FileResult<T>> {
        // Before the reading, so that a change during it shows as another stamp.
        let stamp = Stamp::of(source).filter(|stamp| now.is_some_and(|now| stamp.is_settled(now)));
        if let Some(before) = before.filter(|before| stamp.is_some() && before.stamp == stamp) {
            return Ok((before.clone(), false));
        }
        let text = load(file, source).map_err(FileResult::failed)?;
        let hash = xxh3_128(text.as_bytes());
        let same = before.filter(|before| before.hash == hash);
        let result = same.map_or_else(|| Arc::new(read(file, &text)), |same| same.result.clone());
        Ok((KeptFile { stamp, hash, result }, same.is_none()))
    }
}

/// What the file system tells of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: SystemTime,
    /// On Unix, the time of the last change of anything about it, and its inode.
    changed: (i64, i64, u64),
}

impl Stamp {
    fn of(source: &Path) -> Option<Self> {
        let meta = std::fs::symlink_metadata(source).ok()?;
        Some(Self {
            length: meta.len(),
            modified: meta.modified().ok()?,
            changed: changed(&meta),
        })
    }

    /// Whether a change after this time would show as another stamp.
    fn is_settled(&self, now: SystemTime) -> bool {
        let before = |time: SystemTime| now.duration_since(time).is_ok_and(|since| since > GRAIN);
        let (seconds, _, _) = self.changed;
        let changed = u64::try_from(seconds).map(|s| SystemTime::UNIX_EPOCH + Duration::from_secs(s));
        before(self.modified) && changed.is_ok_and(before)
    }
}

#[cfg(unix)]
fn changed(meta: &Metadata) -> (i64, i64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    (meta.ctime(), meta.ctime_nsec(), meta.ino())
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> (i64, i64, u64) {
    (0, 0, 0)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Mutex;

    use super::*;

    /// Reads one file whose record is its text, a long time after the last change; tells what was read anew.
    fn read(files: &mut Files<String>, source: &Path, now: SystemTime) -> (Vec<String>, Vec<String>) {
        let anew = Mutex::new(Vec::new());
        files.now = Some(now);
        let list = [(Arc::from("content/a"), source.to_owned())];
        let results = files.read(&list, |_, text| {
            anew.lock().unwrap().push(text.to_owned());
            FileResult {
                records: vec![text.to_owned()],
                ..FileResult::default()
            }
        });
        let records = results.into_iter().flat_map(|r| r.records).collect();
        (records, anew.into_inner().unwrap())
    }

    fn texts(list: &[&str]) -> Vec<String> {
        list.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_file_is_read_anew_only_when_its_bytes_changed() {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("a");
        let later = SystemTime::now() + Duration::from_secs(60);
        let mut files = Files::default();
        fs::write(&source, "one\n").unwrap();
        assert_eq!(read(&mut files, &source, later), (texts(&["one\n"]), texts(&["one\n"])));
        assert!(files.changed);
        assert_eq!(read(&mut files, &source, later), (texts(&["one\n"]), texts(&[])));
        assert!(!files.changed);
        // The same bytes in a new file.
        fs::write(folder.path().join("b"), "one\n").unwrap();
        fs::rename(folder.path().join("b"), &source).unwrap();
        assert_eq!(read(&mut files, &source, later), (texts(&["one\n"]), texts(&[])));
        fs::write(&source, "two!\n").unwrap();
        assert_eq!(
            read(&mut files, &source, later),
            (texts(&["two!\n"]), texts(&["two!\n"]))
        );
        fs::remove_file(&source).unwrap();
        assert_eq!(read(&mut files, &source, later), (texts(&[]), texts(&[])));
        assert!(files.changed && files.by_path.is_empty());
    }

    #[test]
    fn a_change_that_leaves_the_stamp_as_it_was_is_seen_while_the_file_is_young() {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("a");
        let mut files = Files::default();
        fs::write(&source, "one\n").unwrap();
        let time = fs::metadata(&source).unwrap().modified().unwrap();
        assert_eq!(read(&mut files, &source, time), (texts(&["one\n"]), texts(&["one\n"])));
        fs::write(&source, "two\n").unwrap();
        let file = fs::File::options().write(true).open(&source).unwrap();
        file.set_modified(time).unwrap();
        assert_eq!(read(&mut files, &source, time), (texts(&["two\n"]), texts(&["two\n"])));
    }
}
