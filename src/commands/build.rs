//! `funnelbook build`: writes the site.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use clap::Args;

use super::pipeline::Timings;
use super::progress::Progress;
use super::published::{self, Readers};
use super::{Common, Exit, Reading, count, locked, pipeline, say, side};
use crate::diagnostics::Problem;
use crate::model::Day;
use crate::output::lock::{LockError, Passphrase};
use crate::output::{self, OutputError, OutputFile, Stage, Written};
use crate::pages::{self, Rendered};
use crate::settings::Settings;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reading: Reading,
    /// Encrypt every file that holds data, with the passphrase in `FUNNELBOOK_PASSPHRASE`
    #[arg(long, long_help = locked::HELP)]
    lock: bool,
    /// Write what changed since a Git revision or a folder with a site.toml: `changes/`, and marks on the periods that
    /// were restated
    #[arg(long, value_name = "REV|DIR")]
    since: Option<String>,
    /// Print where the time went
    #[arg(long)]
    timings: bool,
    /// The day up to which --since counts, instead of what its site.toml or its commit says
    #[arg(long, value_name = "DATE", value_parser = super::parse_day, requires = "since")]
    since_as_of: Option<Day>,
}

/// The folder that the site is written to.
pub(crate) fn output_folder(common: &Common, settings: &Settings) -> PathBuf {
    common
        .output
        .clone()
        .unwrap_or_else(|| common.root.join(&settings.output))
}

/// Refuses what must not be published by accident.
///
/// # Errors
/// The sentence to print.
pub(crate) fn check_audience(settings: &Settings, ci: bool) -> Result<(), String> {
    match settings.audience {
        None if ci => Err("name the site's audience before it is published by a workflow: set `[privacy] audience = \"team\"` in site.toml, \
             or pass --audience team. A team's site shows accounts, people and money; one for the `public` does not.\n"
            .into()),
        _ => Ok(()),
    }
}

pub(crate) fn run(common: &Common, arguments: &Arguments) -> Exit {
    let start = Instant::now();
    let ci = std::env::var_os("GITHUB_ACTIONS").is_some_and(|v| !v.is_empty());
    let (settings, problems) = pipeline::read_settings(common);
    let mut readers = Readers::Team;
    if let Some(settings) = settings.as_ref().filter(|_| published::is_sound(&problems)) {
        if let Err(why) = check_audience(settings, ci) {
            say(&format!("error: {why}"));
            return Exit::Usage;
        }
        readers = match Readers::of(settings, ci) {
            Ok(readers) => readers,
            Err(why) => {
                say(&format!("error: {why}"));
                return Exit::Usage;
            }
        };
        if let Err((why, exit)) = published::check_options(&readers, arguments.lock, arguments.since.is_some()) {
            say(&why);
            return exit;
        }
        // Before the work rather than after it.
        if let Err(error) = output::check_folder(&common.root, &output_folder(common, settings)) {
            say(&format!("error: {error}\n"));
            return Exit::Usage;
        }
    }
    let passphrase = match arguments.lock.then(|| locked::passphrase(ci)).transpose() {
        Ok(passphrase) => passphrase,
        Err(why) => {
            say(&format!("error: {why}"));
            return Exit::Usage;
        }
    };
    let old = arguments.since.as_deref();
    let old = old.map(|name| side::old(common, name, arguments.since_as_of, arguments.reading.bad_records));
    let mut old = match old.transpose() {
        Ok(old) => old,
        Err((why, exit)) => {
            say(&why);
            return exit;
        }
    };
    let progress = Progress::new(!common.quiet);
    progress.stage("reading and counting", None);
    let ready = pipeline::ready(
        common,
        &arguments.reading,
        old.as_mut().map(|(side, kept)| (&*side, kept)),
    );
    let settings = ready.settings().cloned().filter(|_| !ready.stops(&arguments.reading));
    let folder = settings.as_ref().map(|settings| output_folder(common, settings));
    let destination = match folder
        .zip(settings)
        .map(|(f, s)| Destination::open(common, f, s, passphrase))
        .transpose()
    {
        Ok(destination) => destination,
        Err(error) => {
            progress.end();
            return not_written(&error.into());
        }
    };
    let shown = Shown {
        destination: destination.as_ref(),
        progress: &progress,
    };
    let made = ready.render(&arguments.reading, &readers, &shown);
    progress.end();
    say(&common.render(&made.problems, arguments.reading.format, true));
    let (Some(site), Some(destination)) = (made.site, destination) else {
        say(&format!("nothing was written: {}\n", count(&made.problems)));
        return Exit::Content;
    };
    let ended = match destination.finish(&site) {
        Ok(ended) => ended,
        Err(error) => return not_written(&error),
    };
    if !common.quiet {
        say(&told(&site, &ended, &made.problems, start.elapsed()));
    }
    if arguments.timings {
        say(&timings(&made.timings, &ended, start.elapsed()));
    }
    Exit::Done
}

/// Hands files on and shows how many pages have come.
struct Shown<'s> {
    destination: Option<&'s Destination>,
    progress: &'s Progress,
}

impl pages::Sink for Shown<'_> {
    fn planned(&self, pages: usize) {
        self.progress.stage("pages", Some(pages));
    }

    fn put(&self, file: OutputFile) {
        if file.path.ends_with(".html") {
            self.progress.step();
        }
        if let Some(destination) = self.destination {
            destination.put(file);
        }
    }
}

/// Where the time went, as a table.
fn timings(t: &Timings, ended: &Ended, whole: Duration) -> String {
    let locked = ended.sealed.map(|(_, took)| ("encrypt", took));
    let known = [
        ("read", t.read),
        ("check", t.check),
        ("histories", t.histories),
        ("numbers and findings", t.numbers),
        ("charts and pages", t.render),
    ];
    let named: Vec<(&str, Duration)> = known
        .into_iter()
        .chain(locked)
        .chain([("put in place", ended.writing)])
        .collect();
    let rest = whole.saturating_sub(named.iter().map(|(_, took)| *took).sum());
    let mut out = String::new();
    for (name, took) in named.into_iter().chain([("all else", rest), ("in all", whole)]) {
        let share = 100.0 * took.as_secs_f64() / whole.as_secs_f64().max(f64::MIN_POSITIVE);
        let _ = writeln!(out, "  {name:<22}{:>9.3} s{share:>5.0}%", took.as_secs_f64());
    }
    out
}

/// The last lines of a build.
fn told(site: &Rendered, ended: &Ended, problems: &[Problem], took: Duration) -> String {
    let mut out = String::new();
    let written = ended.written;
    let _ = writeln!(
        out,
        "{} pages, {} charts, {} files: {} written, {} as they were, {} removed",
        site.pages,
        site.charts,
        written.written + written.unchanged,
        written.written,
        written.unchanged,
        written.removed
    );
    let _ = writeln!(out, "{} in {:.2} s", count(problems), took.as_secs_f64());
    if let Some(large) = large(written.bytes) {
        out.push_str(&large);
    }
    let folder = &ended.folder;
    let _ = match ended.sealed {
        Some((sealed, _)) => write!(out, "{}", locked::said(sealed, folder)),
        None => writeln!(
            out,
            "the site is in {}: open {}",
            folder.display(),
            folder.join("index.html").display()
        ),
    };
    out
}

/// What GitHub Pages publishes at most, in bytes.
const PAGES_LIMIT: u64 = 1_000_000_000;

/// What to do about a site that GitHub Pages will not take, or soon not.
fn large(bytes: u64) -> Option<String> {
    let is_near = bytes > PAGES_LIMIT / 10 * 9;
    is_near.then(|| {
        format!(
            "warning: the site has {:.2} GB; GitHub Pages publishes at most 1 GB. Most are pages of deals: \
             `[pages] deals = \"recent\"` in site.toml writes those of the newest and the open ones, \"none\" none.\n",
            bytes as f64 / 1e9
        )
    })
}

/// Where the site's files go as they are made.
enum Destination {
    /// Beside their places.
    Open(PathBuf, Stage),
    /// Into memory: they are encrypted together.
    Locked(PathBuf, PathBuf, Box<(Settings, Passphrase)>, Mutex<Vec<OutputFile>>),
}

/// What became of the files.
struct Ended {
    folder: PathBuf,
    written: Written,
    writing: Duration,
    /// How many files were encrypted, and how long that took.
    sealed: Option<(usize, Duration)>,
}

/// Why there is no new site.
enum Failure {
    Output(OutputError),
    Lock(LockError),
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

impl Destination {
    fn open(
        common: &Common,
        folder: PathBuf,
        settings: Settings,
        lock: Option<Passphrase>,
    ) -> Result<Self, OutputError> {
        Ok(match lock {
            None => Self::Open(folder.clone(), Stage::open(&common.root, &folder)?),
            Some(passphrase) => {
                let by = Box::new((settings, passphrase));
                Self::Locked(common.root.clone(), folder, by, Mutex::default())
            }
        })
    }

    fn put(&self, file: OutputFile) {
        match self {
            Self::Open(_, stage) => stage.put(file),
            Self::Locked(.., files) => files.lock().unwrap_or_else(PoisonError::into_inner).push(file),
        }
    }

    fn finish(self, site: &Rendered) -> Result<Ended, Failure> {
        let start = Instant::now();
        match self {
            Self::Open(folder, stage) => Ok(Ended {
                written: stage.commit()?,
                writing: start.elapsed(),
                folder,
                sealed: None,
            }),
            Self::Locked(root, folder, by, files) => {
                let files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
                // A site for the public has no shell, and is not locked.
                let shell = site.shell.as_ref();
                let shell = shell.ok_or_else(|| Failure::Lock(LockError::LeftPlain("index.html".into())))?;
                let locked = locked::lock(&files, shell, &by.0, &by.1).map_err(Failure::Lock)?;
                drop(files);
                let locking = start.elapsed();
                Ok(Ended {
                    written: output::write(&root, &folder, locked.files)?,
                    writing: start.elapsed().saturating_sub(locking),
                    folder,
                    sealed: Some((locked.sealed, locking)),
                })
            }
        }
    }
}

/// Says why there is no new site, and whether the old one is whole.
fn not_written(failure: &Failure) -> Exit {
    let (words, exit) = match failure {
        Failure::Output(error @ OutputError::Refused(_)) => (format!("error: {error}\n"), Exit::Usage),
        Failure::Output(error @ OutputError::Nothing(..)) => {
            (format!("error: nothing was written: {error}\n"), Exit::System)
        }
        Failure::Output(error @ OutputError::Io(..)) => (
            format!("error: the site could not be written whole: {error}\nThe next build mends it.\n"),
            Exit::System,
        ),
        Failure::Lock(error) => (format!("error: nothing was written: {error}\n"), Exit::System),
    };
    say(&words);
    exit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_near_the_limit_of_pages_is_told() {
        assert_eq!(large(900_000_000), None);
        assert!(large(1_234_000_000).is_some_and(|said| said.contains("has 1.23 GB")));
    }
}
