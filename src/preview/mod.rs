//! The preview: a site over HTTP on this machine, reloaded in the browser on change.
//!
//! Only files of the site can be asked for. The script that reloads and the box that shows problems are added
//! by the preview to what it sends, and never part of a site.

mod frame;
mod http;
mod wake;
mod watch;

use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::watch as channel;

pub use http::{Address, serve};
pub use watch::{Source, Watcher};

/// A site as the preview asks for it.
pub trait Files: Send + Sync {
    /// Whether there is a page at a path.
    fn has_page(&self, path: &str) -> bool;

    /// The file at a path; none where there is none.
    ///
    /// # Errors
    /// Words that say why it cannot be made.
    fn file(&self, path: &str) -> Result<Option<Arc<[u8]>>, String>;
}

/// What is shown now.
#[derive(Clone, Default)]
struct Shown {
    site: Option<Arc<dyn Files>>,
    problems: Option<Arc<str>>,
    version: u64,
}

/// A site that is shown, and those who are told when it changes.
pub struct Preview {
    shown: RwLock<Shown>,
    /// The version that is shown; nothing before the first.
    version: channel::Sender<Option<u64>>,
}

impl Preview {
    /// Shows nothing yet. Versions count from `first`, which is to be another one each time the program runs.
    pub fn new(first: u64) -> Self {
        Self {
            shown: RwLock::new(Shown {
                version: first,
                ..Shown::default()
            }),
            version: channel::Sender::new(None),
        }
    }

    /// Shows a site, all of it at once, and problems over it; those who look at it are told.
    pub fn show(&self, site: Option<Arc<dyn Files>>, problems: Option<String>) {
        let version = {
            let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
            shown.site = site;
            shown.problems = problems.map(Into::into);
            shown.version += 1;
            shown.version
        };
        self.version.send_replace(Some(version));
    }

    fn shown(&self) -> Shown {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
