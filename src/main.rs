//! The `funnelbook` program.

use std::process::ExitCode;

/// Reading and rendering are many small texts: a third of the time is the allocator's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    funnelbook::commands::run()
}
