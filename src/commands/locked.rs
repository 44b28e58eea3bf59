//! `funnelbook build --lock`: the passphrase, and what is said about a locked site.

use std::path::Path;

use crate::output::lock::{self, Keys, LockError, Passphrase, SHORTEST};
use crate::pages::Rendered;
use crate::settings::Settings;

/// Where the passphrase comes from; there is no option for it, since others can see a program's arguments.
const VARIABLE: &str = "FUNNELBOOK_PASSPHRASE";

/// What `build --help` says.
pub(crate) const HELP: &str = "Encrypt every file that holds data (AES-256-GCM), with the passphrase in FUNNELBOOK_PASSPHRASE: at least 16 \
characters. The pages ask for it and open in the browser; they need a web server.

Not hidden: how many pages and files there are and how large, which of the usual pages exist, the look, the language. Whoever has the files \
can try passphrases for as long as they like. Copies of an older, open site stay where they are.";

/// Reads the passphrase.
///
/// # Errors
/// The words to print: there is none, or a short one. Where nobody else reads along, with one to take.
pub(crate) fn passphrase(ci: bool) -> Result<Passphrase, String> {
    let wrong = match std::env::var(VARIABLE) {
        Ok(text) if !text.trim().is_empty() => match Passphrase::new(&text) {
            Ok(passphrase) => return Ok(passphrase),
            Err(error) => format!("{VARIABLE}: {error}"),
        },
        Err(std::env::VarError::NotUnicode(_)) => format!("{VARIABLE} is not UTF-8"),
        _ => format!("--lock takes the passphrase from {VARIABLE}, which is not set"),
    };
    // A workflow's log is no place for a passphrase.
    if ci {
        return Err(format!(
            "{wrong}. Make a secret of at least {SHORTEST} characters in the repository's settings and hand it to this step as {VARIABLE}.\n"
        ));
    }
    match Passphrase::suggest() {
        Ok(text) => Err(format!(
            "{wrong}. This one was made for you just now and is kept nowhere; put it where your team keeps passwords:\n\n    {text}\n\n"
        )),
        Err(error) => Err(format!("{wrong} ({error}).\n")),
    }
}

/// Locks the site in place; gives how many files are sealed.
pub(crate) fn lock(site: &mut Rendered, settings: &Settings, passphrase: &Passphrase) -> Result<usize, LockError> {
    let particular = [
        settings.title.as_str(),
        settings.repository.as_deref().unwrap_or_default(),
    ];
    let keys = Keys::derive(passphrase, &particular);
    // A site for the public has no shell, and is not locked.
    let shell = site
        .shell
        .as_ref()
        .ok_or_else(|| LockError::LeftPlain("index.html".into()))?;
    let locked = lock::lock(&site.files, shell, &keys)?;
    site.files = locked.files;
    Ok(locked.sealed)
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
