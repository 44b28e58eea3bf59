//! Files of a playbook's folder, never through a symbolic link: what is read is what lies there.

use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Place, Problem};

/// The first symbolic link on the way from `root` to a path below it, as a path below `root`. Whether the root
/// itself is reached through one is the user's own affair.
pub fn link_on_the_way(root: &Path, path: &str) -> Option<PathBuf> {
    let mut way = PathBuf::new();
    Path::new(path).components().find_map(|part| {
        way.push(part);
        let is_link = std::fs::symlink_metadata(root.join(&way)).is_ok_and(|m| m.file_type().is_symlink());
        is_link.then(|| way.clone())
    })
}

/// The error that says so.
pub fn not_followed(link: &Path) -> Problem {
    Problem::new(Code::Unreadable, "this is a symbolic link, which is not followed")
        .at(Place::of_file(link.to_string_lossy().replace('\\', "/")))
        .hint("put the file or folder itself there")
}
