//! The last look at a locked site: nothing leaves that is not known to hold no data.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::keys::Keys;
use super::{LOCK, LockError, MISSING, SAME, Shell, names};
use crate::output::OutputFile;

/// Goes through the finished files, whatever made them. Each is sealed, and is opened here to see that it is; or it
/// is the shell, to the letter; or it is on the list of what may be plain.
pub(super) fn check(
    files: &[OutputFile],
    shell: &Shell,
    keys: &Keys,
    stored: &BTreeMap<String, String>,
) -> Result<(), LockError> {
    let is_shell = |file: &OutputFile| {
        let html = file.bytes.as_slice();
        if file.path == MISSING {
            html == shell.missing.as_bytes()
        } else {
            names::is_page(&file.path) && shell.pages.iter().any(|page| page.as_bytes() == html)
        }
    };
    let may_be_plain = |path: &str| SAME.contains(&path) || path == LOCK || shell.plain.iter().any(|p| p == path);
    let is_safe = |file: &OutputFile| match stored.get(&file.path) {
        Some(path) => keys.open(path, &file.bytes).is_some(),
        None => *file == shell.script || is_shell(file) || may_be_plain(&file.path),
    };
    match files.par_iter().find_first(|file| !is_safe(file)) {
        Some(file) => Err(LockError::LeftPlain(file.path.clone())),
        None => Ok(()),
    }
}
