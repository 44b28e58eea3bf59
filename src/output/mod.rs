//! Writing a site: only what changed, each file by rename, and nothing that is not ours removed.

mod create;
pub mod lock;

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

pub use create::{CreateError, create, replace};

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
}

/// Why nothing was written, or not all.
#[derive(Debug)]
pub enum OutputError {
    /// The folder may not be written to; says why and what to do.
    Refused(String),
    /// The system failed.
    Io(PathBuf, io::Error),
}

impl std::fmt::Display for OutputError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            OutputError::Refused(why) => f.write_str(why),
            OutputError::Io(path, error) => write!(f, "{}: {error}", path.display()),
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
            // A build that was stopped before it had written its manifest leaves at most that, half written.
            let mut entries = fs::read_dir(output).map_err(|e| OutputError::Io(output.to_owned(), e))?;
            let begun = temporary(&output.join(MANIFEST));
            let empty = entries.all(|entry| entry.is_ok_and(|e| e.path() == begun));
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

/// Writes the files of a site, and removes those that an earlier build of ours wrote and this one did
/// not. The manifest names old and new files while the work is going on, so that a build that was
/// stopped is mended by the next.
///
/// # Errors
/// A folder that may not be written to, another build at work in it, or a failing system.
pub fn write(root: &Path, output: &Path, files: &[OutputFile]) -> Result<Written, OutputError> {
    check_folder(root, output)?;
    let io = |path: &Path| {
        let path = path.to_owned();
        move |e| OutputError::Io(path, e)
    };
    fs::create_dir_all(output).map_err(io(output))?;
    let lock = lock(output)?;
    let old = read_manifest(output);
    sweep(output, &old);
    let new: BTreeMap<String, String> = files.par_iter().map(|f| (f.path.clone(), hash(&f.bytes))).collect();
    let changed: Vec<&OutputFile> = files
        .par_iter()
        .filter(|f| !is_same(output, f, old.files.get(&f.path), new.get(&f.path)))
        .collect();
    let gone: Vec<&String> = old.files.keys().filter(|path| !new.contains_key(*path)).collect();
    if !changed.is_empty() || !gone.is_empty() || !output.join(MANIFEST).is_file() {
        let mut union = old.files.clone();
        union.extend(changed.iter().map(|f| (f.path.clone(), String::new())));
        write_manifest(output, union)?;
        let mut folders: Vec<PathBuf> = changed
            .iter()
            .filter_map(|f| output.join(&f.path).parent().map(Path::to_owned))
            .collect();
        folders.sort_unstable();
        folders.dedup();
        for folder in folders {
            make_folder(output, &folder)?;
        }
        changed
            .par_iter()
            .try_for_each(|f| write_file(&output.join(&f.path), &f.bytes))?;
        for path in &gone {
            remove(output, path)?;
        }
        write_manifest(output, new)?;
    }
    drop(lock);
    Ok(Written {
        written: changed.len(),
        unchanged: files.len() - changed.len(),
        removed: gone.len(),
    })
}

/// A file is left as it is where the manifest and its size agree with the new bytes; its hash is
/// looked at too, so that a file changed by another hand is mended.
fn is_same(output: &Path, file: &OutputFile, old: Option<&String>, new: Option<&String>) -> bool {
    let path = output.join(&file.path);
    old.is_some()
        && old == new
        && fs::symlink_metadata(&path).is_ok_and(|m| m.is_file() && m.len() == file.bytes.len() as u64)
        && fs::read(&path).is_ok_and(|bytes| bytes == file.bytes)
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
            folder.lock().map_err(|e| OutputError::Io(output.to_owned(), e))?;
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

/// Makes a folder below `output`; what stands in its way as a file or link of another kind is refused.
fn make_folder(output: &Path, folder: &Path) -> Result<(), OutputError> {
    let Ok(relative) = folder.strip_prefix(output) else {
        return Ok(());
    };
    let mut path = output.to_owned();
    for part in relative.components() {
        path.push(part);
        match fs::symlink_metadata(&path) {
            Ok(meta) if meta.is_dir() => {}
            Ok(_) => {
                return Err(OutputError::Refused(format!(
                    "{} is in the way of a folder; remove it",
                    path.display()
                )));
            }
            Err(_) => {
                fs::create_dir(&path)
                    .or_else(|e| if path.is_dir() { Ok(()) } else { Err(e) })
                    .map_err(|e| OutputError::Io(path.clone(), e))?;
                set_mode(&path, 0o755);
            }
        }
    }
    Ok(())
}

/// Removes what a build that was stopped left half written: beside the files that its manifest says it was
/// about to write.
fn sweep(output: &Path, old: &Manifest) {
    let _ = fs::remove_file(temporary(&output.join(MANIFEST)));
    for path in old
        .files
        .iter()
        .filter(|(_, hash)| hash.is_empty())
        .map(|(path, _)| path)
    {
        let _ = fs::remove_file(temporary(&output.join(path)));
    }
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
        drop(file);
        set_mode(&temporary, 0o644);
        fs::rename(&temporary, path)
    };
    write().map_err(|e| {
        let _ = fs::remove_file(&temporary);
        OutputError::Io(path.to_owned(), e)
    })
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    // A file system without modes keeps its own.
    let _ = fs::set_permissions(path, fs::Permissions::from_mode(mode));
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) {}

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
