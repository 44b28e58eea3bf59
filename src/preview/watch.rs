//! Watching a playbook's source. On Linux the kernel says where something happened; what it cannot tell, such as
//! changes from another machine on a network's file system, and every change elsewhere, is found by looking at
//! names, sizes and times.

use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use walkdir::WalkDir;
use xxhash_rust::xxh3::Xxh3Default;

use super::wake::Waker;

/// A file or folder that is read, below the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its path, with `/`.
    pub path: String,
    /// Whether files in it are passed over whose names begin with a dot.
    pub skips_hidden: bool,
}

/// So long nothing may happen before a burst of changes is over: editors and Git write in several steps.
const QUIET: Duration = Duration::from_millis(12);
/// A burst that does not end is one change after this time.
const LONGEST: Duration = Duration::from_secs(1);
/// How often files are looked at where nothing tells of changes.
const POLL: Duration = Duration::from_millis(40);
/// How often they are looked at all the same where something does.
const LOOK: Duration = Duration::from_secs(2);

/// Waits for changes of source files.
pub struct Watcher {
    root: PathBuf,
    sources: Vec<Source>,
    waker: Option<Waker>,
    /// What was seen at the last look; nothing where that is out of date since news came.
    seen: Option<u64>,
    /// How long a look takes.
    cost: Duration,
}

impl Watcher {
    /// Starts from the files as they are now. With `poll` they are only looked at, again and again.
    pub fn new(root: &Path, sources: Vec<Source>, poll: bool) -> Self {
        let mut watcher = Self {
            root: root.to_owned(),
            sources,
            waker: (!poll).then(Waker::new).flatten(),
            seen: None,
            cost: Duration::ZERO,
        };
        watcher.listen();
        watcher.seen = Some(watcher.look());
        watcher
    }

    /// Watches other sources from now on.
    pub fn follow(&mut self, sources: Vec<Source>) {
        if sources != self.sources {
            self.sources = sources;
            self.listen();
            self.seen = Some(self.look());
        }
    }

    /// Returns when something has changed and then stood still for a moment.
    pub fn wait(&mut self) {
        match self.waker {
            Some(_) => self.wait_for_news(),
            None => self.wait_by_looking(),
        }
    }

    fn wait_for_news(&mut self) {
        loop {
            // A look may not take more than a small part of the time.
            let told = match &mut self.waker {
                Some(waker) => waker.wait(LOOK.max(self.cost * 100)),
                None => return self.wait_by_looking(),
            };
            match told {
                Some(true) => {
                    self.settle();
                    if self.waker.as_ref().is_some_and(Waker::is_stale) {
                        // What is written into folders that have come is told from now on.
                        self.listen();
                    }
                    self.seen = None;
                    return;
                }
                Some(false) => {
                    let now = self.look();
                    if self.seen.replace(now).is_some_and(|before| before != now) {
                        // Where the kernel has not told, it does not know of all changes and is not relied on.
                        let late = self.waker.as_mut().and_then(|waker| waker.wait(QUIET));
                        if late != Some(true) {
                            self.waker = None;
                        }
                        return;
                    }
                }
                None => self.waker = None,
            }
        }
    }

    /// Waits until a burst of news is over.
    fn settle(&mut self) {
        let end = Instant::now() + LONGEST;
        while let Some(waker) = &mut self.waker {
            if Instant::now() >= end || waker.wait(QUIET) != Some(true) {
                return;
            }
        }
    }

    fn wait_by_looking(&mut self) {
        let mut since: Option<Instant> = None;
        loop {
            // A look may not take more than a tenth of the time.
            let pause = if since.is_some() { QUIET } else { POLL };
            std::thread::sleep(pause.max(self.cost * 10));
            let now = Some(self.look());
            let same = now == self.seen;
            self.seen = now;
            match since {
                Some(start) if same || start.elapsed() >= LONGEST => return,
                None if !same => since = Some(Instant::now()),
                _ => {}
            }
        }
    }

    /// Tells the kernel which folders matter; where it will not have it, files are looked at instead.
    fn listen(&mut self) {
        if let Some(waker) = &mut self.waker
            && waker.listen(&self.root, &self.sources).is_none()
        {
            self.waker = None;
        }
    }

    /// What there is, as one number: names, sizes and times of everything that is read.
    fn look(&mut self) -> u64 {
        let start = Instant::now();
        // A sum, so that the order in which a folder lists its files does not matter.
        let sum = entries(&self.root, &self.sources)
            .map(|(path, meta)| {
                let mut hasher = Xxh3Default::new();
                let modified = meta.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                (path, meta.len(), modified, more(&meta)).hash(&mut hasher);
                hasher.finish()
            })
            .fold(0u64, u64::wrapping_add);
        self.cost = start.elapsed();
        sum
    }
}

/// Everything that is no folder below the sources, with what the file system tells of it. Links are not followed,
/// not even where a source is one.
fn entries(root: &Path, sources: &[Source]) -> impl Iterator<Item = (PathBuf, std::fs::Metadata)> {
    let of = |source: &Source| {
        let top = root.join(&source.path);
        let skip = source.skips_hidden;
        // A source that is a link is an entry itself, and nothing of what lies behind it is.
        let depth = if is_link(&top) { 0 } else { usize::MAX };
        let walk = WalkDir::new(top).max_depth(depth).into_iter();
        walk.filter_entry(move |e| e.depth() == 0 || !skip || !is_hidden(e.file_name()))
    };
    let all: Vec<_> = sources.iter().map(of).collect();
    all.into_iter()
        .flatten()
        .flatten()
        .filter(|e| !e.file_type().is_dir())
        .filter_map(|e| {
            let meta = std::fs::symlink_metadata(e.path()).ok()?;
            Some((e.into_path(), meta))
        })
}

/// Whether a name begins with a dot.
pub(super) fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// Whether a path is a symbolic link.
pub(super) fn is_link(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink())
}

#[cfg(unix)]
fn more(meta: &std::fs::Metadata) -> (i64, i64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    (meta.ctime(), meta.ctime_nsec(), meta.ino())
}

#[cfg(not(unix))]
fn more(_: &std::fs::Metadata) {}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
    use std::thread;

    use super::*;

    const LONG: Duration = Duration::from_secs(20);
    const SHORT: Duration = Duration::from_millis(600);

    fn sources() -> Vec<Source> {
        let source = |path: &str, skips_hidden| Source {
            path: path.to_owned(),
            skips_hidden,
        };
        vec![
            source("site.toml", false),
            source("content", true),
            source("themes/own/static", false),
        ]
    }

    /// A watcher at work: each message is one change.
    fn watch(root: &Path, poll: bool) -> Receiver<()> {
        let (tell, told) = channel();
        let mut watcher = Watcher::new(root, sources(), poll);
        thread::spawn(move || {
            loop {
                watcher.wait();
                if tell.send(()).is_err() {
                    return;
                }
            }
        });
        told
    }

    fn expect(told: &Receiver<()>, what: &str) {
        told.recv_timeout(LONG).unwrap_or_else(|e| panic!("{what}: {e}"));
        // What a slow machine tells in two parts.
        while told.recv_timeout(SHORT / 4).is_ok() {}
    }

    fn expect_nothing(told: &Receiver<()>, what: &str) {
        assert_eq!(told.recv_timeout(SHORT), Err(RecvTimeoutError::Timeout), "{what}");
    }

    fn all_kinds_of_changes(poll: bool) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("content")).unwrap();
        fs::write(root.join("content/a.yaml"), "a").unwrap();
        fs::create_dir_all(root.join("themes/other/static")).unwrap();
        let told = watch(root, poll);
        expect_nothing(&told, "nothing has happened");
        fs::write(root.join("content/a.yaml"), "ab").unwrap();
        expect(&told, "a file was written");
        fs::write(root.join("content/.a.yaml.swp"), "x").unwrap();
        fs::create_dir(root.join("public")).unwrap();
        fs::write(root.join("public/index.html"), "x").unwrap();
        fs::write(root.join("themes/other/static/x"), "x").unwrap();
        fs::read(root.join("content/a.yaml")).unwrap();
        expect_nothing(&told, "what is not read does not matter, nor does reading");
        fs::rename(root.join("content/.a.yaml.swp"), root.join("content/a.yaml")).unwrap();
        expect(&told, "an editor put a new file in the place of the old one");
        fs::rename(root.join("content/a.yaml"), root.join("content/b.yaml")).unwrap();
        expect(&told, "a file was renamed");
        fs::remove_file(root.join("content/b.yaml")).unwrap();
        expect(&told, "a file was removed");
        fs::write(root.join("site.toml"), "x").unwrap();
        expect(&told, "a file came at the root");
        fs::create_dir_all(root.join("content/deals/2026")).unwrap();
        fs::write(root.join("content/deals/2026/c.yaml"), "c").unwrap();
        expect(&told, "a folder came with a file");
        fs::write(root.join("content/deals/2026/c.yaml"), "cd").unwrap();
        expect(&told, "the file in the new folder was written");
        fs::create_dir_all(root.join("themes/own/static")).unwrap();
        fs::write(root.join("themes/own/static/x.css"), "x").unwrap();
        expect(&told, "the theme's folder came");
        fs::write(root.join("themes/own/static/x.css"), "xy").unwrap();
        expect(&told, "a file of the theme was written");
        fs::rename(root.join("content"), root.join("content-old")).unwrap();
        expect(&told, "the folder was renamed");
        fs::write(root.join("content-old/deals/2026/c.yaml"), "x").unwrap();
        expect_nothing(&told, "what has gone does not matter");
        fs::rename(root.join("content-old"), root.join("content")).unwrap();
        expect(&told, "the folder came back");
        fs::write(root.join("content/deals/2026/c.yaml"), "efg").unwrap();
        expect(&told, "a file in it was written");
    }

    #[test]
    fn every_kind_of_change_is_told() {
        all_kinds_of_changes(false);
    }

    #[test]
    fn every_kind_of_change_is_seen_by_looking() {
        all_kinds_of_changes(true);
    }

    #[test]
    fn a_burst_is_one_change() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("content")).unwrap();
        let mut watcher = Watcher::new(root, sources(), false);
        // All written before the watcher looks at the first.
        for i in 0..500 {
            fs::write(root.join(format!("content/{i}.yaml")), "x").unwrap();
        }
        watcher.wait();
        let (tell, told) = channel();
        thread::spawn(move || {
            watcher.wait();
            let _ = tell.send(());
        });
        expect_nothing(&told, "all was one change");
        fs::write(root.join("content/0.yaml"), "y").unwrap();
        expect(&told, "and the next is another");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let elsewhere = tempfile::tempdir().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::os::unix::fs::symlink(elsewhere.path(), root.join("content")).unwrap();
        for poll in [false, true] {
            let told = watch(root, poll);
            fs::write(elsewhere.path().join("a.yaml"), "x").unwrap();
            expect_nothing(&told, "what lies behind a link is not read");
            fs::remove_file(root.join("content")).unwrap();
            expect(&told, "the link itself has gone");
            std::os::unix::fs::symlink(elsewhere.path(), root.join("content")).unwrap();
            expect(&told, "and has come back");
        }
    }
}
