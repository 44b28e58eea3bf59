//! `funnelbook check`: reads and checks everything, writes nothing.

use clap::Args;

use super::published::Readers;
use super::{Common, Exit, Reading, count, pipeline, print, say};
use crate::diagnostics::Severity;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reading: Reading,
}

pub(crate) fn run(common: &Common, arguments: &Arguments) -> Exit {
    let reading = &arguments.reading;
    let readers = Readers::to_check(pipeline::read_settings(common).0.as_ref());
    // Rendering finds what is wrong with pages; the files are let go.
    let made = pipeline::ready(common, reading, None).render(reading, &readers, &drop);
    print(&common.render(&made.problems, reading.format, false));
    if !common.quiet {
        say(&format!("{}\n", count(&made.problems)));
    }
    let errors = made.problems.iter().any(|p| p.severity() == Severity::Error);
    if errors { Exit::Content } else { Exit::Done }
}
