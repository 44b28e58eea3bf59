//! The one step of an import that touches files: each appears by rename, below `content/deals/`, never through a link.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::plan::PlannedFile;
use crate::content;
use crate::output::hash;

/// Why not all was written.
#[derive(Debug)]
pub enum WriteError {
    /// Something else stands where a file or folder is to be.
    InTheWay(PathBuf),
    /// Somebody changed the file since it was read.
    Changed(PathBuf),
    /// The system failed.
    Io(PathBuf, io::Error),
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            WriteError::InTheWay(path) => write!(f, "{} is a link or no folder; remove it", path.display()),
            WriteError::Changed(path) => write!(f, "{} was changed meanwhile; import again", path.display()),
            WriteError::Io(path, error) => write!(f, "{}: {error}", path.display()),
        }
    }
}

/// Writes the files of a plan below `root`.
///
/// # Errors
/// Files before the one named are written, those after it are not; importing again does the rest.
pub fn write(root: &Path, files: &[PlannedFile]) -> Result<(), WriteError> {
    for file in files {
        let path = root.join(file.path.as_ref());
        make_folders(root, &file.path)?;
        let now = match fs::symlink_metadata(&path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => None,
            Err(e) => return Err(WriteError::Io(path, e)),
            Ok(_) => match content::read_plain(root, &file.path) {
                Some(bytes) => Some(bytes),
                None => return Err(WriteError::InTheWay(path)),
            },
        };
        if now != file.old {
            return Err(WriteError::Changed(path));
        }
        write_file(&path, &file.new, now.is_none())?;
    }
    Ok(())
}

/// Makes the folders on the way to a file; what stands there and is no folder is in the way.
fn make_folders(root: &Path, file: &str) -> Result<(), WriteError> {
    let mut path = root.to_owned();
    let folders = file.rsplit_once('/').map_or("", |(folders, _)| folders);
    for part in folders.split('/') {
        path.push(part);
        match fs::symlink_metadata(&path) {
            Ok(meta) if meta.is_dir() => {}
            Ok(_) => return Err(WriteError::InTheWay(path)),
            Err(_) => fs::create_dir(&path).map_err(|e| WriteError::Io(path.clone(), e))?,
        }
    }
    Ok(())
}

fn write_file(path: &Path, bytes: &[u8], new: bool) -> Result<(), WriteError> {
    let name = path
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let temporary = path.with_file_name(format!(".{}.funnelbook-new", &hash(name.as_bytes())[..16]));
    let write = || -> io::Result<()> {
        // Whatever stands in the place of the temporary file is not ours to write through.
        let _ = fs::remove_file(&temporary);
        let mut file = OpenOptions::new().write(true).create_new(true).open(&temporary)?;
        file.write_all(bytes)?;
        drop(file);
        if !new && let Ok(meta) = fs::metadata(path) {
            // A file system without modes keeps its own.
            let _ = fs::set_permissions(&temporary, meta.permissions());
        }
        fs::rename(&temporary, path)
    };
    write().map_err(|e| {
        let _ = fs::remove_file(&temporary);
        WriteError::Io(path.to_owned(), e)
    })
}
