//! The one step of an import that touches files: each appears by rename, below `content/deals/`, never through a link.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::plan::PlannedFile;
use crate::content;
use crate::output::{self, CreateError};

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
        let now = match fs::symlink_metadata(&path) {
            // What stands in the way of a folder is found when the file is written.
            Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => None,
            Err(e) => return Err(WriteError::Io(path, e)),
            Ok(_) => match content::read_plain(root, &file.path) {
                Some(bytes) => Some(bytes),
                None => return Err(WriteError::InTheWay(path)),
            },
        };
        if now != file.old {
            return Err(WriteError::Changed(path));
        }
        output::replace(root, &file.path, &file.new).map_err(|error| match error {
            CreateError::NoFolder(path) => WriteError::InTheWay(path),
            CreateError::Exists(_) => WriteError::InTheWay(root.join(file.path.as_ref())),
            CreateError::Io(path, error) => WriteError::Io(path, error),
        })?;
    }
    Ok(())
}
