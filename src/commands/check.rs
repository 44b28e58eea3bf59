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
    let made = pipeline::make(common, reading, &readers);
    print(&common.render(&made.problems, reading.format, false));
    if !common.quiet {
        say(&format!("{}\n", count(&made.problems)));
    }
    let errors = made.problems.iter().any(|p| p.severity() == Severity::Error);
    if errors { Exit::Content } else { Exit::Done }
}
