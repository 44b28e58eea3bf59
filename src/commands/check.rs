//! `funnelbook check`: reads and checks everything, writes nothing.

use clap::Args;

use super::{Common, Deny, Exit, Reading, count, pipeline, print, say};
use crate::diagnostics::Severity;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    reading: Reading,
}

pub(crate) fn run(common: &Common, arguments: &Arguments) -> Exit {
    let reading = &arguments.reading;
    let made = pipeline::make(common, reading);
    print(&common.render(&made.problems, reading.format, false));
    let denied: Vec<&String> = made
        .findings
        .iter()
        .filter(|(severity, _)| {
            reading
                .deny
                .iter()
                .any(|d| matches!(d, Deny::Findings(at_least) if severity <= at_least))
        })
        .map(|(_, title)| title)
        .collect();
    for title in &denied {
        say(&format!("finding denied: {title}\n"));
    }
    if !common.quiet {
        say(&format!("{}\n", count(&made.problems)));
    }
    let errors = made.problems.iter().any(|p| p.severity() == Severity::Error);
    if errors || !denied.is_empty() {
        Exit::Content
    } else {
        Exit::Done
    }
}
