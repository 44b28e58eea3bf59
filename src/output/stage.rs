//! A site on its way: its files are kept aside as they are made, and appear together at the end.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::{
    MANIFEST, Manifest, OutputError, OutputFile, Written, check_folder, lock, make_folder, read_manifest, remove,
    set_mode, temporary, write_manifest,
};

/// The folder in the output folder where files wait; what is left there is of a build that was stopped.
pub(super) const ASIDE: &str = ".funnelbook-new";

/// Files wait in so many folders.
const FOLDERS: usize = 64;

/// Files of a site that wait beside its place. Where it is dropped before [`Stage::commit`], nothing has happened.
#[derive(Debug)]
pub struct Stage {
    output: PathBuf,
    aside: PathBuf,
    old: Manifest,
    /// Whether there was no output folder.
    is_new: bool,
    kept: Mutex<HashMap<String, Kept>>,
    next: AtomicUsize,
    bytes: AtomicU64,
    failed: Mutex<Option<OutputError>>,
    /// Held to the end: only one build writes to a folder at a time.
    _lock: Option<File>,
}

/// A file that was handed in.
#[derive(Debug)]
struct Kept {
    hash: u128,
    /// Its number among those that wait; none where the file in place has the same bytes.
    number: Option<usize>,
}

impl Stage {
    /// Makes the output folder ready, once another build that writes to it has come to its end.
    ///
    /// # Errors
    /// A folder that may not be written to, or a failing system.
    pub fn open(root: &Path, output: &Path) -> Result<Self, OutputError> {
        check_folder(root, output)?;
        let is_new = !output.is_dir();
        fs::create_dir_all(output).map_err(|e| OutputError::Nothing(output.to_owned(), e))?;
        let lock = lock(output)?;
        let aside = output.join(ASIDE);
        sweep(&aside).map_err(|e| OutputError::Nothing(aside.clone(), e))?;
        let _ = fs::remove_file(temporary(&output.join(MANIFEST)));
        Ok(Self {
            old: read_manifest(output),
            output: output.to_owned(),
            aside,
            is_new,
            kept: Mutex::default(),
            next: AtomicUsize::new(0),
            bytes: AtomicU64::new(0),
            failed: Mutex::new(None),
            _lock: lock,
        })
    }

    /// Takes a file, from any thread. Where the system fails, [`Stage::commit`] says so, and the rest is passed over.
    pub fn put(&self, file: OutputFile) {
        if guard(&self.failed).is_some() {
            return;
        }
        self.bytes.fetch_add(file.bytes.len() as u64, Ordering::Relaxed);
        let hash = xxh3_128(&file.bytes);
        let number = if self.is_in_place(&file, hash) {
            None
        } else {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            if let Err(error) = self.keep(number, &file.bytes) {
                *guard(&self.failed) = Some(OutputError::Nothing(self.output.join(&file.path), error));
                return;
            }
            Some(number)
        };
        guard(&self.kept).insert(file.path, Kept { hash, number });
    }

    /// Puts all files in their places, and removes those of an earlier build that are not among them. The manifest
    /// names old and new files while the work is going on, so that a build that was stopped is mended by the next.
    ///
    /// # Errors
    /// [`OutputError::Nothing`] where nothing was changed, [`OutputError::Io`] where only a part was.
    pub fn commit(self) -> Result<Written, OutputError> {
        if let Some(error) = guard(&self.failed).take() {
            return Err(error);
        }
        let kept = std::mem::take(&mut *guard(&self.kept));
        let changed: Vec<(&str, usize)> = kept
            .iter()
            .filter_map(|(path, file)| Some((path.as_str(), file.number?)))
            .collect();
        let gone: Vec<&String> = self.old.files.keys().filter(|p| !kept.contains_key(*p)).collect();
        if !changed.is_empty() || !gone.is_empty() || !self.output.join(MANIFEST).is_file() {
            let mut union = self.old.files.clone();
            union.extend(changed.iter().map(|(path, _)| ((*path).to_owned(), String::new())));
            write_manifest(&self.output, union)?;
            make_folders(&self.output, changed.iter().map(|(path, _)| *path))?;
            changed.par_iter().try_for_each(|(path, number)| {
                let place = self.output.join(path);
                fs::rename(self.waiting(*number), &place).map_err(|e| OutputError::Io(place, e))
            })?;
            for path in &gone {
                remove(&self.output, path)?;
            }
            let new: BTreeMap<String, String> = kept
                .iter()
                .map(|(path, file)| (path.clone(), format!("{:032x}", file.hash)))
                .collect();
            write_manifest(&self.output, new)?;
        }
        Ok(Written {
            written: changed.len(),
            unchanged: kept.len() - changed.len(),
            removed: gone.len(),
            bytes: self.bytes.load(Ordering::Relaxed),
        })
    }

    /// Where a file waits: not all in one folder, which is locked while a file is made in it.
    fn waiting(&self, number: usize) -> PathBuf {
        let folder = (number % FOLDERS).to_string();
        self.aside.join(folder).join(number.to_string())
    }

    /// Whether the file in place is the same: by the manifest and its size, and by its bytes too, so that a file
    /// that another hand has changed is mended.
    fn is_in_place(&self, file: &OutputFile, hash: u128) -> bool {
        let Some(old) = self.old.files.get(&file.path) else {
            return false;
        };
        let path = self.output.join(&file.path);
        u128::from_str_radix(old, 16).is_ok_and(|old| old == hash)
            && fs::symlink_metadata(&path).is_ok_and(|m| m.is_file() && m.len() == file.bytes.len() as u64)
            && fs::read(&path).is_ok_and(|bytes| bytes == file.bytes)
    }

    fn keep(&self, number: usize, bytes: &[u8]) -> io::Result<()> {
        let path = self.waiting(number);
        let open = || OpenOptions::new().write(true).create_new(true).open(&path);
        let mut file = match open() {
            // The first one: a build that changes nothing leaves not even the folder's time changed.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(path.parent().unwrap_or(&self.aside))?;
                open()?
            }
            opened => opened?,
        };
        file.write_all(bytes)?;
        set_mode(&file, 0o644);
        Ok(())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What cannot be removed now is swept up by the next build.
        let _ = sweep(&self.aside);
        if self.is_new {
            // Only where nothing is in it.
            let _ = fs::remove_dir(&self.output);
        }
    }
}

/// What is under a lock is right even where a thread that held it has panicked since.
fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes what waits in a folder, with the folder. A link is removed, not what it leads to.
fn sweep(aside: &Path) -> io::Result<()> {
    match fs::symlink_metadata(aside) {
        Ok(meta) if meta.is_dir() => fs::remove_dir_all(aside),
        Ok(_) => fs::remove_file(aside),
        Err(_) => Ok(()),
    }
}

/// Makes the folders of files, those above before those below.
fn make_folders<'p>(output: &Path, files: impl Iterator<Item = &'p str>) -> Result<(), OutputError> {
    let mut folders: BTreeSet<(usize, &str)> = BTreeSet::new();
    for path in files {
        for (end, _) in path.match_indices('/').rev() {
            let folder = &path[..end];
            if !folders.insert((folder.matches('/').count(), folder)) {
                // With those above it.
                break;
            }
        }
    }
    let folders: Vec<(usize, &str)> = folders.into_iter().collect();
    for level in folders.chunk_by(|a, b| a.0 == b.0) {
        level
            .par_iter()
            .try_for_each(|(_, folder)| make_folder(&output.join(folder)))?;
    }
    Ok(())
}
