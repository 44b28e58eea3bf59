//! New files, never over what is there.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Why new files could not be written.
#[derive(Debug)]
pub enum CreateError {
    /// These are there already; nothing was written.
    Exists(Vec<PathBuf>),
    /// Not a folder, but a link or a file, where one of the files wants to go; nothing was written.
    NoFolder(PathBuf),
    /// The system failed at this path.
    Io(PathBuf, io::Error),
}

/// Writes files with their paths below `root`, all of which must be new. Nothing is written through a
/// symbolic link below `root`.
///
/// # Errors
/// What is in the way, or a failing system.
pub fn create<'f>(root: &Path, files: impl Iterator<Item = (&'f str, &'f [u8])> + Clone) -> Result<(), CreateError> {
    let mut there = Vec::new();
    for (path, _) in files.clone() {
        let full = root.join(path);
        if fs::symlink_metadata(&full).is_ok() {
            there.push(PathBuf::from(path));
        }
        check_folders(root, path)?;
    }
    if !there.is_empty() {
        return Err(CreateError::Exists(there));
    }
    for (path, bytes) in files {
        let full = root.join(path);
        let write = || -> io::Result<()> {
            if let Some(folder) = full.parent() {
                fs::create_dir_all(folder)?;
            }
            let mut file = OpenOptions::new().write(true).create_new(true).open(&full)?;
            file.write_all(bytes)
        };
        write().map_err(|e| CreateError::Io(full.clone(), e))?;
    }
    Ok(())
}

/// Writes a file below `root` in place of an older one, whose permissions it keeps: it is either old or new.
///
/// # Errors
/// As [`create`].
pub fn replace(root: &Path, path: &str, bytes: &[u8]) -> Result<(), CreateError> {
    check_folders(root, path)?;
    let full = root.join(path);
    if let Some(folder) = full.parent() {
        fs::create_dir_all(folder).map_err(|e| CreateError::Io(folder.to_owned(), e))?;
    }
    let before = fs::metadata(&full).map(|meta| meta.permissions());
    super::write_file(&full, bytes).map_err(|error| match error {
        super::OutputError::Nothing(path, error) | super::OutputError::Io(path, error) => CreateError::Io(path, error),
        super::OutputError::Refused(why) => CreateError::Io(full.clone(), io::Error::other(why)),
    })?;
    if let Ok(permissions) = before {
        // A file system without modes keeps its own.
        let _ = fs::set_permissions(&full, permissions);
    }
    Ok(())
}

/// Whether what is there of the folders on the way to a file are folders, not links or files. Whether the
/// root itself is reached through a link is the user's own affair.
fn check_folders(root: &Path, path: &str) -> Result<(), CreateError> {
    for folder in Path::new(path).ancestors().skip(1) {
        let full = root.join(folder);
        if folder.as_os_str().is_empty() {
            continue;
        }
        if fs::symlink_metadata(&full).is_ok_and(|m| !m.is_dir()) {
            return Err(CreateError::NoFolder(full));
        }
    }
    Ok(())
}
