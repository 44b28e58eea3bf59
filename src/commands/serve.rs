//! `funnelbook serve`: builds in memory and shows it while you edit.

use clap::Args;

use super::{Common, Exit};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The port; 0 for any that is free
    #[arg(long, default_value_t = 8000)]
    port: u16,
}

pub(crate) fn run(_: &Common, _: &Arguments) -> Exit {
    Exit::System
}
