//! `funnelbook serve`: builds in memory and shows it while you edit.

use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use super::{BadRecords, Common, Exit, Reading, count, pipeline, say};
use crate::diagnostics::Problem;
use crate::diagnostics::render::Format;
use crate::preview::{self, Preview, Watcher};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The port; 0 for any that is free
    #[arg(long, default_value_t = 8000)]
    port: u16,
}

/// How often the files are looked at.
const EVERY: Duration = Duration::from_millis(250);

pub(crate) fn run(common: &Common, arguments: &Arguments) -> Exit {
    let settings = pipeline::read_settings(common).0;
    if settings.is_some_and(|s| s.audience == Some(crate::settings::Audience::Public)) {
        say("error: the audience `public` is not built yet; preview with --audience team\n");
        return Exit::Usage;
    }
    let preview = Arc::new(Preview::default());
    // Before the first build, so that a change during it is seen.
    let mut watcher = Watcher::new(&common.root, EVERY);
    build(common, &preview);
    let rebuild = {
        let (common, preview) = (common.clone(), preview.clone());
        move || {
            loop {
                watcher.wait();
                build(&common, &preview);
            }
        }
    };
    std::thread::spawn(rebuild);
    let quiet = common.quiet;
    let result = preview::serve(&preview, arguments.port, |address| {
        if !quiet {
            say(&format!(
                "http://{address}/ shows the site; it reloads when a file changes. Stop with Ctrl-C.\n"
            ));
        }
    });
    match result {
        Ok(()) => Exit::Done,
        Err(error) => {
            say(&format!(
                "error: port {}: {error}. Another --port, or 0 for any that is free.\n",
                arguments.port
            ));
            Exit::System
        }
    }
}

/// Builds, and shows the new site, or the problems over the last good one.
fn build(common: &Common, preview: &Preview) {
    let reading = Reading {
        format: Format::Human,
        deny: Vec::new(),
        bad_records: BadRecords::Stop,
    };
    let made = pipeline::make(common, &reading);
    let words = common.render(&made.problems, Format::Human, true);
    if !common.quiet {
        say(&words);
    }
    match made.site {
        Some(site) => {
            preview.show(site.files);
            if !common.quiet {
                let t = made.timings;
                say(&format!(
                    "built in {:.2} s, {}\n",
                    (t.read + t.compute + t.render).as_secs_f64(),
                    count(&made.problems)
                ));
            }
        }
        None => preview.fail(&plain(common, &made.problems)),
    }
}

/// The problems without colour, for the page.
fn plain(common: &Common, problems: &[Problem]) -> String {
    let common = Common {
        color: super::Color::Never,
        ..common.clone()
    };
    common.render(problems, Format::Human, true)
}
