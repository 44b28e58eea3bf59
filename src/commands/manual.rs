//! `funnelbook completions` and `funnelbook man`: what a shell and `man` want to know.

use clap::Args;

use super::{Cli, Exit, print, say};
use clap::CommandFactory as _;

#[derive(Args)]
pub(crate) struct Shell {
    /// bash, elvish, fish, powershell or zsh
    shell: clap_complete::Shell,
}

#[derive(Args)]
pub(crate) struct Page {
    /// A command; the whole program if left out
    command: Option<String>,
}

pub(crate) fn completions(arguments: &Shell) -> Exit {
    let mut out = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "funnelbook", &mut out);
    print(&String::from_utf8_lossy(&out));
    Exit::Done
}

pub(crate) fn page(arguments: &Page) -> Exit {
    let mut program = Cli::command();
    program.build();
    let command = match &arguments.command {
        None => &program,
        Some(name) => {
            let Some(command) = program.find_subcommand(name) else {
                say(&format!("error: there is no command `{name}`\n"));
                return Exit::Usage;
            };
            command
        }
    };
    let mut out = Vec::new();
    if clap_mangen::Man::new(command.clone()).render(&mut out).is_err() {
        return Exit::System;
    }
    print(&String::from_utf8_lossy(&out));
    Exit::Done
}
