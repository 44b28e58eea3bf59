//! `funnelbook build --lock`: the passphrase, and what is said about a locked site.

use std::path::Path;

use super::secret;
use crate::output::OutputFile;
use crate::output::lock::{self, Keys, LockError, Locked, Passphrase, Shell};
use crate::settings::Settings;

/// Where the passphrase comes from.
const VARIABLE: &str = "FUNNELBOOK_PASSPHRASE";

/// What `build --help` says.
pub(crate) const HELP: &str = "Encrypt every file that holds data (AES-256-GCM), with the passphrase in FUNNELBOOK_PASSPHRASE: at least 16 \
characters. The pages ask for it and open in the browser; they need a web server.

Not hidden: how many pages and files there are and how large, which of the usual pages exist, the look, the language. Whoever has the files \
can try passphrases for as long as they like. Copies of an older, open site stay where they are.";

/// Reads the passphrase.
///
/// # Errors
/// As [`secret::read`].
pub(crate) fn passphrase(ci: bool) -> Result<Passphrase, String> {
    let absent = format!("--lock takes the passphrase from {VARIABLE}, which is not set");
    secret::read(VARIABLE, ci, &absent, |text| {
        Passphrase::new(text).map_err(|error| error.to_string())
    })
}

/// Locks a site.
pub(crate) fn lock(
    files: &[OutputFile],
    shell: &Shell,
    settings: &Settings,
    passphrase: &Passphrase,
) -> Result<Locked, LockError> {
    let particular = [
        settings.title.as_str(),
        settings.repository.as_deref().unwrap_or_default(),
    ];
    let keys = Keys::derive(passphrase, &particular);
    lock::lock(files, shell, &keys)
}

/// The last lines of a build.
pub(crate) fn said(sealed: usize, folder: &Path) -> String {
    format!(
        "the site in {} is locked: {sealed} files are encrypted. It needs a web server.\n\
         Not hidden: the number of pages and files and their sizes. Whoever has the files can try passphrases; older copies\n\
         that were published open, in a branch, a cache or an archive, stay open.\n",
        folder.display()
    )
}
