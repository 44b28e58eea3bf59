//! The `funnelbook` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    funnelbook::commands::run()
}
