//! Being told by the kernel that something changed: inotify on Linux, nothing elsewhere.

#[cfg(target_os = "linux")]
pub(super) use linux::Waker;
#[cfg(not(target_os = "linux"))]
pub(super) use other::Waker;

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::{HashMap, HashSet};
    use std::ffi::{OsStr, OsString};
    use std::mem::MaybeUninit;
    use std::os::fd::OwnedFd;
    use std::os::unix::ffi::OsStrExt as _;
    use std::path::Path;
    use std::time::Duration;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};
    use rustix::io::Errno;
    use walkdir::WalkDir;

    use crate::preview::watch::{Source, is_hidden, is_link};

    /// What matters in a watched folder.
    #[derive(Clone, Debug, Default)]
    struct Folder {
        /// These names; all where there are none.
        names: Option<HashSet<OsString>>,
        skips_hidden: bool,
    }

    impl Folder {
        fn matters(&self, name: &OsStr) -> bool {
            match &self.names {
                Some(names) => names.contains(name),
                None => !(self.skips_hidden && is_hidden(name)),
            }
        }
    }

    /// Waits for the kernel's news.
    pub(in crate::preview) struct Waker {
        kernel: OwnedFd,
        folders: HashMap<i32, Folder>,
        /// Whether folders have come or gone since they were listened to.
        stale: bool,
    }

    impl Waker {
        /// None where the kernel gives no more of these.
        pub(in crate::preview) fn new() -> Option<Self> {
            let kernel = inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC).ok()?;
            Some(Self {
                kernel,
                folders: HashMap::new(),
                stale: false,
            })
        }

        /// Asks for news of all folders below the sources, and of those above them for the sources' own coming and
        /// going. None where there may not be so many.
        pub(in crate::preview) fn listen(&mut self, root: &Path, sources: &[Source]) -> Option<()> {
            let mut folders: HashMap<i32, Folder> = HashMap::new();
            for source in sources {
                let mut above = root.to_owned();
                for part in Path::new(&source.path) {
                    if let Some(watch) = self.add(&above).ok()? {
                        let folder = folders.entry(watch).or_default();
                        folder.names.get_or_insert_default().insert(part.to_owned());
                    }
                    above.push(part);
                    if is_link(&above) {
                        break;
                    }
                }
                let skips_hidden = source.skips_hidden;
                let top = root.join(&source.path);
                if is_link(&top) {
                    continue;
                }
                let walk = WalkDir::new(&top).into_iter();
                let walk = walk.filter_entry(|e| e.depth() == 0 || !skips_hidden || !is_hidden(e.file_name()));
                for entry in walk.flatten().filter(|e| e.file_type().is_dir()) {
                    if let Some(watch) = self.add(entry.path()).ok()? {
                        let names = None;
                        folders.insert(watch, Folder { names, skips_hidden });
                    }
                }
            }
            for gone in self.folders.keys().filter(|watch| !folders.contains_key(watch)) {
                // One whose folder was removed has gone by itself.
                let _ = inotify::remove_watch(&self.kernel, *gone);
            }
            self.folders = folders;
            self.stale = false;
            Some(())
        }

        /// Whether folders have come or gone since.
        pub(in crate::preview) fn is_stale(&self) -> bool {
            self.stale
        }

        /// Watches a folder: nothing where it is none, or has just gone.
        fn add(&self, folder: &Path) -> Result<Option<i32>, Errno> {
            let flags = WatchFlags::CLOSE_WRITE
                | WatchFlags::MODIFY
                | WatchFlags::ATTRIB
                | WatchFlags::CREATE
                | WatchFlags::DELETE
                | WatchFlags::MOVED_FROM
                | WatchFlags::MOVED_TO
                | WatchFlags::ONLYDIR;
            match inotify::add_watch(&self.kernel, folder, flags) {
                Ok(watch) => Ok(Some(watch)),
                Err(Errno::NOENT | Errno::NOTDIR | Errno::ACCESS) => Ok(None),
                Err(error) => Err(error),
            }
        }

        /// Waits for news that matter: true where there were some before the time was over, none where the kernel
        /// fails.
        pub(in crate::preview) fn wait(&mut self, at_most: Duration) -> Option<bool> {
            let end = std::time::Instant::now() + at_most;
            loop {
                let left = end.saturating_duration_since(std::time::Instant::now());
                let timeout = Timespec {
                    tv_sec: i64::try_from(left.as_secs()).ok()?,
                    tv_nsec: left.subsec_nanos().into(),
                };
                let mut fds = [PollFd::new(&self.kernel, PollFlags::IN)];
                match poll(&mut fds, Some(&timeout)) {
                    Ok(0) => return Some(false),
                    Ok(_) if self.read()? => return Some(true),
                    Ok(_) | Err(Errno::INTR) => {}
                    Err(_) => return None,
                }
            }
        }

        /// Reads all that the kernel has to tell; whether any of it matters.
        fn read(&mut self) -> Option<bool> {
            let mut buffer = [MaybeUninit::uninit(); 8192];
            let mut reader = inotify::Reader::new(&self.kernel, &mut buffer);
            let mut matters = false;
            loop {
                match reader.next() {
                    // So much happened that not all was told.
                    Ok(event) if event.events().contains(ReadFlags::QUEUE_OVERFLOW) => {
                        self.stale = true;
                        matters = true;
                    }
                    Ok(event) => {
                        self.stale |= event.events().contains(ReadFlags::ISDIR);
                        let name = event.file_name().map(|name| OsStr::from_bytes(name.to_bytes()));
                        let folder = self.folders.get(&event.wd());
                        matters |= folder.zip(name).is_some_and(|(folder, name)| folder.matters(name));
                    }
                    Err(Errno::WOULDBLOCK) => return Some(matters),
                    Err(Errno::INTR) => {}
                    Err(_) => return None,
                }
            }
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod other {
    use std::path::Path;
    use std::time::Duration;

    use crate::preview::watch::Source;

    /// Nobody who tells of changes.
    pub(in crate::preview) enum Waker {}

    impl Waker {
        pub(in crate::preview) fn new() -> Option<Self> {
            None
        }

        pub(in crate::preview) fn listen(&mut self, _: &Path, _: &[Source]) -> Option<()> {
            match *self {}
        }

        pub(in crate::preview) fn is_stale(&self) -> bool {
            match *self {}
        }

        pub(in crate::preview) fn wait(&mut self, _: Duration) -> Option<bool> {
            match *self {}
        }
    }
}
