//! Writing a site: only what changed, each file by rename, and nothing that is not ours removed.

mod create;
pub mod lock;
mod stage;

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

pub use create::{CreateError, create, replace};
pub use stage::Stage;

/// A file of the site in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Path in the site, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The manifest's name in the output folder.
pub const MANIFEST: &str = ".funnelbook.json";

/// What an earlier build wrote: paths with their hashes.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Manifest {
    generator: String,
    files: BTreeMap<String, String>,
}

/// What writing did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files written.
    pub written: usize,
    /// Files left as they were.
    pub unchanged: usize,
    /// Files of an earlier build removed.
    pub removed: usize,
    /// The size of the whole site in bytes.
    pub bytes: u64,
}

/// Why nothing was written, or not all.
#[derive(Debug)]
pub enum OutputError {
    /// The folder may not be written to; says why and what to do.
    Refused(String),
    /// The system failed before anything was changed.
    Nothing(PathBuf, io::Error),
    /// The system failed on the way.
    Io(PathBuf, io::Error),
}

impl std::fmt::Display for OutputError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            OutputError::Refused(why) => f.write_str(why),
            OutputError::Nothing(path, error) | OutputError::Io(path, error) => {
                write!(f, "{}: {error}", path.display())
            }
        }
    }
}

/// A content hash as 32 hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    format!("{:032x}", xxh3_128(bytes))
}

/// Checks that the output folder is one that may be written to: empty, or written by us; and that it
/// neither is nor holds the source, a home or a root folder.
///
/// # Errors
/// The reason, with what to do.
pub fn check_folder(root: &Path, output: &Path) -> Result<(), OutputError> {
    let refuse = |why: &str| {
        Err(OutputError::Refused(format!(
            "the output folder {} {why}",
            output.display()
        )))
    };
    if fs::symlink_metadata(output).is_ok_and(|m| m.file_type().is_symlink()) {
        return refuse("is a symbolic link; name the folder that it leads to");
    }
    let absolute = |path: &Path| {
        fs::canonicalize(path)
            .or_else(|_| std::path::absolute(path))
            .unwrap_or_else(|_| path.to_owned())
    };
    let source = absolute(root);
    let Some(target) = resolve(output) else {
        return refuse("leads through a folder that does not exist; name it directly");
    };
    if target.parent().is_none() {
        return refuse("is the root of the file system");
    }
    if std::env::home_dir().is_some_and(|home| absolute(&home) == target || absolute(&home).starts_with(&target)) {
        return refuse("is or holds a home folder");
    }
    if source.starts_with(&target) {
        return refuse("is or holds the playbook's own folder");
    }
    for own in ["content", "themes", "templates", "static", ".git"] {
        if target.starts_with(source.join(own)) {
            return refuse(&format!("lies in {own}/, where the source is"));
        }
    }
    match fs::metadata(output) {
        Err(_) => Ok(()),
        Ok(meta) if !meta.is_dir() => refuse("is a file"),
        Ok(_) => {
            // A first build that was stopped leaves at most what waited, and its manifest half written.
            let mut entries = fs::read_dir(output).map_err(|e| OutputError::Nothing(output.to_owned(), e))?;
            let begun = [temporary(&output.join(MANIFEST)), output.join(stage::ASIDE)];
            let empty = entries.all(|entry| entry.is_ok_and(|e| begun.contains(&e.path())));
            if empty || output.join(MANIFEST).is_file() {
                Ok(())
            } else {
                refuse("holds files that are not ours; empty it, or name another with --output")
            }
        }
    }
}

/// The real path of a folder that may not exist yet; none where a `..` leads out of what does not exist.
fn resolve(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let mut real = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir if real.is_dir() => {
                real.pop();
            }
            Component::ParentDir => return None,
            part => {
                real.push(part);
                real = fs::canonicalize(&real).unwrap_or(real);
            }
        }
    }
    Some(real)
}

/// Writes the files of a site, and removes those that an earlier build of ours wrote and this one did not.
///
/// # Errors
/// A folder that may not be written to, or a failing system.
pub fn write(root: &Path, output: &Path, files: Vec<OutputFile>) -> Result<Written, OutputError> {
    let stage = Stage::open(root, output)?;
    files.into_par_iter().for_each(|file| stage.put(file));
    stage.commit()
}

/// Only one build writes to a folder at a time.
fn lock(output: &Path) -> Result<Option<File>, OutputError> {
    // A folder can be opened and locked on Unix; elsewhere two builds are not kept apart.
    let Ok(folder) = File::open(output) else {
        return Ok(None);
    };
    match folder.try_lock() {
        Ok(()) | Err(fs::TryLockError::Error(_)) => Ok(Some(folder)),
        Err(fs::TryLockError::WouldBlock) => {
            folder.lock().map_err(|e| OutputError::Nothing(output.to_owned(), e))?;
            Ok(Some(folder))
        }
    }
}

fn read_manifest(output: &Path) -> Manifest {
    let manifest: Manifest = fs::read(output.join(MANIFEST))
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default();
    // A path that leads out is not one of ours, whoever wrote it there.
    let files = manifest.files.into_iter().filter(|(path, _)| is_inside(path)).collect();
    Manifest { files, ..manifest }
}

fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && path
            .split('/')
            .all(|part| !part.is_empty() && part != "." && part != "..")
        && !path.contains('\\')
        && !Path::new(path).is_absolute()
}

fn write_manifest(output: &Path, files: BTreeMap<String, String>) -> Result<(), OutputError> {
    let manifest = Manifest {
        generator: format!("funnelbook {}", env!("CARGO_PKG_VERSION")),
        files,
    };
    let mut bytes = serde_json::to_vec(&manifest).unwrap_or_default();
    bytes.push(b'\n');
    write_file(&output.join(MANIFEST), &bytes)
}

/// Where a file is written before it is renamed: beside its place.
fn temporary(path: &Path) -> PathBuf {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
    let name = hash(name.unwrap_or_default().as_bytes());
    path.with_file_name(format!(".{}.funnelbook-new", &name[..16]))
}

/// Writes beside the place and renames, so that the file is either old or new.
fn write_file(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let temporary = temporary(path);
    let write = || -> io::Result<()> {
        // Whatever stands in the place of the temporary file is not ours to write through.
        let _ = fs::remove_file(&temporary);
        let mut file = OpenOptions::new().write(true).create_new(true).open(&temporary)?;
        file.write_all(bytes)?;
        set_mode(&file, 0o644);
        drop(file);
        fs::rename(&temporary, path)
    };
    write().map_err(|e| {
        let _ = fs::remove_file(&temporary);
        OutputError::Io(path.to_owned(), e)
    })
}

#[cfg(unix)]
fn set_mode(file: &File, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    // Asking costs less than setting what is so already. A file system without modes keeps its own.
    if file
        .metadata()
        .is_ok_and(|meta| meta.permissions().mode() & 0o7777 != mode)
    {
        let _ = file.set_permissions(fs::Permissions::from_mode(mode));
    }
}

#[cfg(not(unix))]
fn set_mode(_: &File, _: u32) {}

/// Removes a file of ours, and the folders that it leaves empty.
fn remove(output: &Path, path: &str) -> Result<(), OutputError> {
    let full = output.join(path);
    // Not through a link that somebody put in the way.
    let linked = full
        .ancestors()
        .skip(1)
        .take_while(|a| *a != output)
        .any(|a| fs::symlink_metadata(a).is_ok_and(|m| m.file_type().is_symlink()));
    if linked {
        return Ok(());
    }
    match fs::remove_file(&full) {
        Ok(()) => {}
        Err(e) if e.kind() == io::ErrorKind::NotFound => {}
        Err(e) => return Err(OutputError::Io(full, e)),
    }
    for folder in full.ancestors().skip(1).take_while(|a| *a != output) {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}
