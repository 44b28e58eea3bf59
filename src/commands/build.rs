//! `funnelbook build`: writes the site.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::published::{self, Readers};
use super::{Common, Exit, Reading, count, locked, pipeline, say, side};
use crate::model::Day;
use crate::output::{self, OutputError};
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
    let old = match old.transpose() {
        Ok(old) => old,
        Err((why, exit)) => {
            say(&why);
            return exit;
        }
    };
    let made = pipeline::make_since(common, &arguments.reading, old.as_ref(), &readers);
    say(&common.render(&made.problems, arguments.reading.format, true));
    let (Some(mut site), Some(settings)) = (made.site, made.settings) else {
        say(&format!("nothing was written: {}\n", count(&made.problems)));
        return Exit::Content;
    };
    let locking = Instant::now();
    let locked = match passphrase.map(|p| locked::lock(&mut site, &settings, &p)).transpose() {
        Ok(locked) => locked,
        Err(error) => {
            say(&format!("error: nothing was written: {error}\n"));
            return Exit::System;
        }
    };
    let locking = locking.elapsed();
    let folder = output_folder(common, &settings);
    let writing = Instant::now();
    let written = match output::write(&common.root, &folder, &site.files) {
        Ok(written) => written,
        Err(error @ OutputError::Refused(_)) => {
            say(&format!("error: {error}\n"));
            return Exit::Usage;
        }
        Err(error) => {
            say(&format!(
                "error: the site could not be written whole: {error}\nThe next build mends it.\n"
            ));
            return Exit::System;
        }
    };
    if !common.quiet {
        let mut out = String::new();
        let _ = writeln!(
            out,
            "{} pages, {} charts, {} files: {} written, {} as they were, {} removed",
            site.pages,
            site.charts,
            site.files.len(),
            written.written,
            written.unchanged,
            written.removed
        );
        let t = made.timings;
        let lock = locked.map(|_| format!("lock {:.2}, ", locking.as_secs_f64()));
        let _ = writeln!(
            out,
            "{} in {:.2} s (read {:.2}, compute {:.2}, render {:.2}, {}write {:.2})",
            count(&made.problems),
            start.elapsed().as_secs_f64(),
            t.read.as_secs_f64(),
            t.compute.as_secs_f64(),
            t.render.as_secs_f64(),
            lock.unwrap_or_default(),
            writing.elapsed().as_secs_f64()
        );
        let _ = match locked {
            Some(sealed) => write!(out, "{}", locked::said(sealed, &folder)),
            None => writeln!(
                out,
                "the site is in {}: open {}",
                folder.display(),
                folder.join("index.html").display()
            ),
        };
        say(&out);
    }
    Exit::Done
}
