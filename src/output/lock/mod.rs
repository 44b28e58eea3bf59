//! Locked sites: every file that holds data is sealed, and what is left plain tells nothing of it.
//!
//! At the address of each page stands the same small page, the *shell*, which asks for the passphrase, fetches the
//! sealed page and shows it. The sealed files lie in `locked/` under names that only the key gives; folders that
//! content has named (a deal's id, a person's) get such names too.

mod guard;
mod keys;
mod names;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::json;

pub use keys::{Keys, Passphrase, ROUNDS, SHORTEST};

use super::OutputFile;

/// What says how the site is locked; it holds nothing secret.
const LOCK: &str = "locked/lock.json";
/// The page for addresses at which there is nothing.
const MISSING: &str = "404.html";
/// Asks search engines to stay away.
const ROBOTS: &str = "robots.txt";
/// The same words in every locked site, also where search engines may list the pages of one that is open.
pub const STAY_AWAY: &str = "User-agent: *\nDisallow: /\n";
/// Files that are the same in every site.
const SAME: [&str; 2] = [".nojekyll", ROBOTS];

/// Whether a file is a sitemap: it leads to pages that nobody can read, and tells their names.
fn is_sitemap(path: &str) -> bool {
    path.starts_with("sitemap") && path.ends_with(".xml") && !path.contains('/')
}

/// What a locked site shows before it is unlocked, and what of the theme it may leave plain.
#[derive(Debug)]
pub struct Shell {
    /// The page that asks for the passphrase, by the number of folders above it.
    pub pages: Vec<String>,
    /// The same for addresses at which there is nothing.
    pub missing: String,
    /// The script of these pages.
    pub script: OutputFile,
    /// Paths of the theme's files, which hold no data: style, scripts, fonts, its icon.
    pub plain: Vec<String>,
}

/// Why a site was not locked.
#[derive(Debug, PartialEq, Eq)]
pub enum LockError {
    /// The passphrase has only so many characters.
    TooShort(usize),
    /// The system gives no random numbers.
    NoRandomness(String),
    /// A file is larger than the cipher allows.
    TooLarge(String),
    /// Two files got one name.
    SameName(String),
    /// A file would have been published that holds data and is not sealed, or does not open.
    LeftPlain(String),
}

impl std::fmt::Display for LockError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooShort(n) => write!(f, "the passphrase has {n} characters; it needs at least {SHORTEST}"),
            Self::NoRandomness(why) => write!(f, "the system gives no random numbers: {why}"),
            Self::TooLarge(path) => write!(f, "{path} is too large to be encrypted"),
            Self::SameName(path) => write!(f, "{path} would get the name of another file"),
            Self::LeftPlain(path) => write!(
                f,
                "{path} would be published without encryption. This is a mistake in funnelbook: please report it"
            ),
        }
    }
}

/// A locked site.
#[derive(Debug)]
pub struct Locked {
    /// All files, sorted by path.
    pub files: Vec<OutputFile>,
    /// How many of them are sealed.
    pub sealed: usize,
}

/// A sealed file: its path when the site is unlocked, and where it lies.
struct Sealed {
    path: String,
    file: OutputFile,
}

/// Locks a site.
///
/// # Errors
/// [`LockError::LeftPlain`] where anything but the shell and the theme's files would have been left plain.
pub fn lock(files: &[OutputFile], shell: &Shell, keys: &Keys) -> Result<Locked, LockError> {
    let is_plain = |path: &str| SAME.contains(&path) || shell.plain.iter().any(|p| p == path);
    let (plain, secret): (Vec<_>, Vec<_>) = files
        .iter()
        .filter(|f| f.path != MISSING && !is_sitemap(&f.path))
        .partition(|f| is_plain(&f.path));
    let sealed = secret.par_iter().map(|file| {
        let path = names::shown(keys, &file.path);
        let bytes = keys.seal(&path, &file.bytes)?;
        let file = OutputFile {
            path: names::stored(keys, &path),
            bytes,
        };
        Ok(Sealed { path, file })
    });
    let sealed: Vec<Sealed> = sealed.collect::<Result<_, LockError>>()?;
    let mut out: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut add = |file: OutputFile| match out.insert(file.path.clone(), file.bytes) {
        Some(_) => Err(LockError::SameName(file.path)),
        None => Ok(()),
    };
    for page in sealed.iter().filter(|s| names::is_page(&s.path)) {
        let above = page.path.matches('/').count();
        // The shell is rendered for every depth that a page has.
        let html = shell
            .pages
            .get(above)
            .ok_or_else(|| LockError::LeftPlain(page.path.clone()))?;
        add(OutputFile {
            path: page.path.clone(),
            bytes: html.clone().into_bytes(),
        })?;
    }
    let settings = settings(&plain, shell, keys)?;
    let missing = OutputFile {
        path: MISSING.to_owned(),
        bytes: shell.missing.clone().into_bytes(),
    };
    let plain = plain.into_iter().map(|file| match file.path.as_str() {
        ROBOTS => OutputFile {
            path: file.path.clone(),
            bytes: STAY_AWAY.into(),
        },
        _ => file.clone(),
    });
    for file in plain.chain([shell.script.clone(), missing, settings]) {
        add(file)?;
    }
    let count = sealed.len();
    let stored: BTreeMap<String, String> = sealed.iter().map(|s| (s.file.path.clone(), s.path.clone())).collect();
    for sealed in sealed {
        add(sealed.file)?;
    }
    let files: Vec<OutputFile> = out
        .into_iter()
        .map(|(path, bytes)| OutputFile { path, bytes })
        .collect();
    guard::check(&files, shell, keys, &stored)?;
    Ok(Locked { files, sealed: count })
}

/// What the shell's script has to know: how the key is derived, a text to try it on, which files and folders have
/// their plain names.
fn settings(plain: &[&OutputFile], shell: &Shell, keys: &Keys) -> Result<OutputFile, LockError> {
    let mut paths: Vec<&str> = plain.iter().map(|f| f.path.as_str()).collect();
    paths.push(&shell.script.path);
    let settings = json!({
        "version": keys::VERSION,
        "salt": keys::hex(&keys.salt),
        "rounds": ROUNDS,
        "check": keys::hex(&keys.seal("", b"")?),
        "plain": paths,
        "folders": names::FOLDERS,
    });
    Ok(OutputFile {
        path: LOCK.to_owned(),
        bytes: format!("{settings}\n").into_bytes(),
    })
}
