//! A site on its way: its files are kept aside as they are made, and appear together at the end.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::{
    MANIFEST, Manifest, OutputError, OutputFile, Written, check_folder, lock, read_manifest, remove, set_mode,
    temporary, write_manifest,
};

/// The folder in the output folder where files wait, each at its path; what is left there is of a build that was
/// stopped.
pub(super) const ASIDE: &str = ".funnelbook-new";

/// Files of a site that wait beside its place. Where it is dropped before [`Stage::commit`], nothing has happened.
#[derive(Debug)]
pub struct Stage {
    output: PathBuf,
    aside: PathBuf,
    old: Manifest,
    /// Whether there was no output folder.
    is_new: bool,
    kept: Mutex<HashMap<String, Kept>>,
    bytes: AtomicU64,
    failed: Mutex<Option<OutputError>>,
    /// Held to the end: only one build writes to a folder at a time.
    _lock: Option<File>,
}

/// A file that was handed in.
#[derive(Debug)]
struct Kept {
    hash: u128,
    /// Whether it waits: the file in place is another, or there is none.
    waits: bool,
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
        let waits = !self.is_in_place(&file, hash);
        if waits && let Err(error) = self.keep(&file) {
            *guard(&self.failed) = Some(OutputError::Nothing(self.output.join(&file.path), error));
            return;
        }
        guard(&self.kept).insert(file.path, Kept { hash, waits });
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
        let changed: Vec<&String> = kept
            .iter()
            .filter(|(_, file)| file.waits)
            .map(|(path, _)| path)
            .collect();
        let gone: Vec<&String> = self.old.files.keys().filter(|p| !kept.contains_key(*p)).collect();
        if !changed.is_empty() || !gone.is_empty() || !self.output.join(MANIFEST).is_file() {
            let mut union = self.old.files.clone();
            union.extend(changed.iter().map(|path| ((*path).clone(), String::new())));
            write_manifest(&self.output, union)?;
            let moves = if changed.is_empty() {
                Vec::new()
            } else {
                moves(&self.aside, &self.output)?
            };
            moves
                .into_par_iter()
                .try_for_each(|(from, to)| fs::rename(from, &to).map_err(|e| OutputError::Io(to, e)))?;
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

    fn keep(&self, file: &OutputFile) -> io::Result<()> {
        let path = self.aside.join(&file.path);
        let open = || OpenOptions::new().write(true).create_new(true).open(&path);
        let mut waiting = match open() {
            // The first in its folder.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.make_folders(&file.path)?;
                open()?
            }
            opened => opened?,
        };
        waiting.write_all(&file.bytes)?;
        set_mode(&waiting, 0o644);
        Ok(())
    }

    /// Makes the folders in which a file waits. Not before there is one: a build that changes nothing leaves not even
    /// the output folder's time changed.
    fn make_folders(&self, path: &str) -> io::Result<()> {
        let above = path.match_indices('/').map(|(end, _)| self.aside.join(&path[..end]));
        for folder in std::iter::once(self.aside.clone()).chain(above) {
            match fs::create_dir(&folder) {
                Ok(()) => set_mode(&File::open(&folder)?, 0o755),
                // Another thread was first.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
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

/// What goes where: a folder that is not there yet as a whole, else what is in it.
fn moves(from: &Path, to: &Path) -> Result<Vec<(PathBuf, PathBuf)>, OutputError> {
    let failed = |e| OutputError::Io(from.to_owned(), e);
    let entries: Vec<fs::DirEntry> = fs::read_dir(from)
        .map_err(failed)?
        .collect::<Result<_, _>>()
        .map_err(failed)?;
    let of_each = entries.into_par_iter().map(|entry| {
        let (waiting, place) = (entry.path(), to.join(entry.file_name()));
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        match fs::symlink_metadata(&place) {
            Ok(meta) if is_folder && meta.is_dir() => moves(&waiting, &place),
            Ok(_) if is_folder => Err(OutputError::Refused(format!(
                "{} is in the way of a folder; remove it",
                place.display()
            ))),
            Ok(meta) if meta.is_dir() => Err(OutputError::Refused(format!(
                "the folder {} is in the way of a file; remove it",
                place.display()
            ))),
            _ => Ok(vec![(waiting, place)]),
        }
    });
    let of_each: Vec<Vec<(PathBuf, PathBuf)>> = of_each.collect::<Result<_, _>>()?;
    Ok(of_each.into_iter().flatten().collect())
}
