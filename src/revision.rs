//! A revision of the Git repository that a playbook lies in, as a folder: what the playbook's files were then.
//!
//! The `git` program reads it, with the commands that only read objects: no hook, no filter, no pager and no
//! helper that the repository names is ever run, and nothing is fetched.

use std::ffi::OsStr;
use std::fmt;
use std::io::{BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::reader::show;

/// The largest file that is taken out; content holds none that is larger.
const SIZE_LIMIT: u64 = 64 << 20;

/// A playbook's files as a revision has them, in a folder that goes away with this value.
#[derive(Debug)]
pub struct Revision {
    folder: TempDir,
    /// When it was committed, in seconds since 1970.
    pub committed: i64,
}

/// Why a revision cannot be had.
#[derive(Debug)]
pub enum RevisionError {
    /// It begins with `-`, or holds what no revision holds.
    NoName(String),
    /// There is no `git` program.
    NoGit,
    /// The folder lies in no repository, or Git will not read it: its words.
    NoRepository(String),
    /// The repository does not know it.
    Unknown {
        /// The revision.
        name: String,
        /// Whether the repository holds only the last commits.
        shallow: bool,
    },
    /// The playbook's folder, from the repository's top, was not there.
    NoFolder {
        /// The revision.
        name: String,
        /// The folder; empty for the top itself.
        folder: String,
    },
    /// Objects are missing from the repository.
    Missing(String),
    /// A file that is larger than what is read.
    TooLarge(String),
    /// Git failed otherwise: its words.
    Git(String),
    /// The files could not be put into a temporary folder.
    Write(std::io::Error),
}

impl fmt::Display for RevisionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoName(name) => write!(
                f,
                "`{}` is no revision; give a folder or a revision such as main",
                show(name)
            ),
            Self::NoGit => {
                f.write_str("the git program was not found: install Git, or name folders instead of revisions")
            }
            Self::NoRepository(why) => write!(
                f,
                "revisions are read from the Git repository that --root lies in, and Git finds none: {}",
                show(why)
            ),
            Self::Unknown { name, shallow: true } => write!(
                f,
                "`{}` is no revision of this repository, which is a shallow clone: run `git fetch --unshallow`, in a workflow set `fetch-depth: 0` of actions/checkout",
                show(name)
            ),
            Self::Unknown { name, shallow: false } => write!(
                f,
                "`{}` is neither a folder with a site.toml nor a revision of this repository; `git branch --all` and `git tag` list names, `git fetch` brings those of others",
                show(name)
            ),
            Self::NoFolder { name, folder } if folder.is_empty() => {
                write!(f, "the revision `{}` holds no site.toml", show(name))
            }
            Self::NoFolder { name, folder } => write!(
                f,
                "the revision `{}` holds no {}site.toml: the playbook was not there yet, or stood elsewhere",
                show(name),
                show(folder)
            ),
            Self::Missing(name) => write!(
                f,
                "files of `{}` are not in this clone, and nothing is fetched by itself: run `git fetch --refetch --no-filter`",
                show(name)
            ),
            Self::TooLarge(path) => write!(f, "{}: the file is larger than 64 MiB", show(path)),
            Self::Git(why) => write!(f, "git: {}", show(why)),
            Self::Write(error) => write!(f, "the revision could not be put into a temporary folder: {error}"),
        }
    }
}

impl std::error::Error for RevisionError {}

impl Revision {
    /// Takes the files of the playbook in `root` out of the repository as they were at a revision.
    ///
    /// # Errors
    /// What is in the way, with what to do.
    pub fn take(root: &Path, name: &str) -> Result<Self, RevisionError> {
        let git = Git { root };
        let prefix = git.prefix()?;
        let commit = git.commit(name)?;
        let committed = committed(&git.bytes(&["cat-file", "commit", &commit])?);
        let files = git.list(&format!("{commit}:{prefix}"));
        let files = files.unwrap_or_default();
        if !files.iter().any(|f| f.path == "site.toml") {
            return Err(RevisionError::NoFolder {
                name: name.to_owned(),
                folder: prefix,
            });
        }
        if let Some(large) = files.iter().find(|f| f.size > SIZE_LIMIT) {
            return Err(RevisionError::TooLarge(large.path.clone()));
        }
        let folder = tempfile::Builder::new().prefix("funnelbook-").tempdir();
        let folder = folder.map_err(RevisionError::Write)?;
        git.write(&files, folder.path(), name)?;
        Ok(Self { folder, committed })
    }

    /// The folder with the files.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// The commit from which two revisions went their ways.
///
/// # Errors
/// What is in the way: among others that they have none in common.
pub fn merge_base(root: &Path, one: &str, other: &str) -> Result<String, RevisionError> {
    let git = Git { root };
    git.prefix()?;
    let (one, other) = (git.commit(one)?, git.commit(other)?);
    let base = git.text(&["merge-base", &one, &other]);
    base.map(|b| b.trim().to_owned()).map_err(|_| {
        let why = if git.is_shallow() {
            "this clone is shallow and does not reach back to where the two went their ways: run `git fetch --unshallow`"
        } else {
            "the two have no commit in common"
        };
        RevisionError::Git(why.to_owned())
    })
}

/// A file of a revision.
struct Entry {
    object: String,
    size: u64,
    path: String,
}

/// The program, run in the playbook's folder.
struct Git<'r> {
    root: &'r Path,
}

impl Git<'_> {
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        // What a repository's own settings could make Git run is switched off, beside choosing commands that
        // run none of it.
        command
            .args(["--no-pager", "--no-optional-locks", "--literal-pathspecs"])
            .args(["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"])
            .args(["-c", "protocol.allow=never", "-c", "safe.bareRepository=explicit"])
            .args(arguments)
            .current_dir(self.root)
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("LC_ALL", "C")
            .stdin(Stdio::null());
        // A hook that calls us must not turn us to its repository.
        for name in [
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "GIT_PREFIX",
            "GIT_NAMESPACE",
            "GIT_EXTERNAL_DIFF",
        ] {
            command.env_remove(name);
        }
        command
    }

    fn bytes(&self, arguments: &[&str]) -> Result<Vec<u8>, RevisionError> {
        let output = self.command(arguments).output().map_err(not_started)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let first = said.lines().next().unwrap_or("it failed without a word");
        Err(RevisionError::Git(first.trim_start_matches("fatal: ").to_owned()))
    }

    fn text(&self, arguments: &[&str]) -> Result<String, RevisionError> {
        let bytes = self.bytes(arguments)?;
        String::from_utf8(bytes).map_err(|_| RevisionError::Git("a name is not UTF-8".to_owned()))
    }

    /// The playbook's folder from the repository's top, ending in `/`; nothing for the top itself.
    fn prefix(&self) -> Result<String, RevisionError> {
        if !self.root.is_dir() {
            return Err(RevisionError::NoRepository("the folder is not there".to_owned()));
        }
        match self.text(&["rev-parse", "--show-prefix"]) {
            Ok(text) => Ok(text.trim_end_matches('\n').to_owned()),
            Err(RevisionError::Git(why)) => Err(RevisionError::NoRepository(why)),
            Err(other) => Err(other),
        }
    }

    /// The commit that a name stands for.
    fn commit(&self, name: &str) -> Result<String, RevisionError> {
        if name.is_empty() || name.starts_with('-') || name.chars().any(char::is_control) {
            return Err(RevisionError::NoName(name.to_owned()));
        }
        let found = self.text(&["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")]);
        match found.map(|t| t.trim().to_owned()) {
            Ok(commit) if !commit.is_empty() && commit.bytes().all(|b| b.is_ascii_hexdigit()) => Ok(commit),
            Err(RevisionError::NoGit) => Err(RevisionError::NoGit),
            _ => Err(RevisionError::Unknown {
                name: name.to_owned(),
                shallow: self.is_shallow(),
            }),
        }
    }

    fn is_shallow(&self) -> bool {
        self.text(&["rev-parse", "--is-shallow-repository"])
            .is_ok_and(|t| t.trim() == "true")
    }

    /// The ordinary files of a tree that numbers are read from.
    fn list(&self, tree: &str) -> Result<Vec<Entry>, RevisionError> {
        let listed = self.bytes(&["ls-tree", "-r", "-z", "-l", "--full-tree", tree])?;
        let entry = |line: &[u8]| {
            // `100644 blob <object> <size>\t<path>`; names that are not UTF-8 are passed over, as on disk.
            let (facts, path) = std::str::from_utf8(line).ok()?.split_once('\t')?;
            let mut facts = facts.split_ascii_whitespace();
            let (mode, _, object, size) = (facts.next()?, facts.next()?, facts.next()?, facts.next()?);
            (mode.starts_with("100") && is_wanted(path)).then(|| Entry {
                object: object.to_owned(),
                size: size.parse().unwrap_or(u64::MAX),
                path: path.to_owned(),
            })
        };
        Ok(listed.split(|b| *b == 0).filter_map(entry).collect())
    }

    /// Writes the files' bytes below a folder.
    fn write(&self, files: &[Entry], folder: &Path, name: &str) -> Result<(), RevisionError> {
        let mut command = self.command(&["cat-file", "--batch"]);
        let child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = child.spawn().map_err(not_started)?;
        let (Some(mut questions), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(RevisionError::Git("cat-file cannot be talked to".to_owned()));
        };
        let asked: String = files.iter().map(|f| format!("{}\n", f.object)).collect();
        // Both at once, or each would wait for the other once the pipes are full.
        let asking = std::thread::spawn(move || questions.write_all(asked.as_bytes()));
        let mut answers = BufReader::new(answers);
        let result = files.iter().try_for_each(|file| {
            let bytes = answer(&mut answers).ok_or_else(|| RevisionError::Missing(name.to_owned()))?;
            put(folder, &file.path, &bytes).map_err(RevisionError::Write)
        });
        // With the pipe closed, both end.
        drop(answers);
        let _ = asking.join();
        let _ = child.wait();
        result
    }
}

/// The seconds in a commit's line `committer Name <mail> 1790000000 +0100`.
fn committed(commit: &[u8]) -> i64 {
    let mut lines = commit.split(|b| *b == b'\n').take_while(|line| !line.is_empty());
    let line = lines.find_map(|line| line.strip_prefix(b"committer "));
    let text = line.map(String::from_utf8_lossy).unwrap_or_default();
    text.rsplit(' ').nth(1).and_then(|t| t.parse().ok()).unwrap_or(0)
}

fn not_started(error: std::io::Error) -> RevisionError {
    if error.kind() == std::io::ErrorKind::NotFound {
        RevisionError::NoGit
    } else {
        RevisionError::Git(error.to_string())
    }
}

/// Whether numbers or their words are read from a file, and its path leads nowhere else.
fn is_wanted(path: &str) -> bool {
    let plain = path.split('/').all(|part| {
        !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':']) && !part.chars().any(char::is_control)
    });
    let ending = Path::new(path).extension().and_then(OsStr::to_str).unwrap_or("");
    plain
        && match path.split('/').next() {
            Some("site.toml") => path == "site.toml",
            Some("content") => matches!(ending, "yaml" | "yml"),
            Some("words" | "themes") => ending == "ftl",
            _ => false,
        }
}

/// The next answer of `cat-file --batch`: `<object> blob <size>`, the bytes, a line's end.
fn answer(from: &mut impl std::io::BufRead) -> Option<Vec<u8>> {
    let mut head = String::new();
    from.read_line(&mut head).ok()?;
    let mut words = head.split_ascii_whitespace().skip(1);
    let (kind, size) = (words.next()?, words.next()?.parse::<u64>().ok()?);
    if kind != "blob" || size > SIZE_LIMIT {
        return None;
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).ok()?);
    from.by_ref().take(size).read_to_end(&mut bytes).ok()?;
    let mut end = [0];
    from.read_exact(&mut end).ok()?;
    (bytes.len() as u64 == size).then_some(bytes)
}

fn put(folder: &Path, path: &str, bytes: &[u8]) -> std::io::Result<()> {
    let target: PathBuf = folder.join(path);
    if let Some(parent) = target.parent() {
        std::fs::create_dir_all(parent)?;
    }
    // Two names that the file system takes for one are not written over one another.
    std::fs::File::create_new(target)?.write_all(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_numbers_are_read_from_is_taken_and_nothing_leads_outside() {
        for path in ["site.toml", "content/deals/a.yaml", "content/team.yml", "words/en.ftl"] {
            assert!(is_wanted(path), "{path}");
        }
        for path in [
            "content/../site.toml",
            "content/../../x.yaml",
            "content/.git/x.yaml",
            "content//x.yaml",
            "/content/x.yaml",
            "content/a\\..\\x.yaml",
            "content/c:/x.yaml",
            "content/pages/x.md",
            "site.toml/x.yaml",
            "other/x.yaml",
        ] {
            assert!(!is_wanted(path), "{path}");
        }
    }

    #[test]
    fn answers_are_read_to_the_byte() {
        let said = b"aa blob 3\na\nb\nbb blob 0\n\ncc missing\n";
        let mut from = BufReader::new(&said[..]);
        assert_eq!(answer(&mut from).as_deref(), Some(&b"a\nb"[..]));
        assert_eq!(answer(&mut from).as_deref(), Some(&b""[..]));
        assert_eq!(answer(&mut from), None);
    }
}
