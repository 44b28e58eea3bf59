//! `funnelbook demo`: a synthetic playbook of any size.

use std::path::PathBuf;

use clap::Args;

use super::{Common, Exit, say};
use crate::demo::{self, Options};
use crate::pages::theme;
use crate::settings;
use crate::starter;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder to write, which must be new or empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// How many deals
    #[arg(long, default_value_t = 360, value_parser = clap::value_parser!(u32).range(0..=10_000_000))]
    deals: u32,
    /// Another seed gives other data
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

pub(crate) fn run(common: &Common, arguments: &Arguments) -> Exit {
    let folder = &arguments.folder;
    match std::fs::read_dir(folder).map(|mut entries| entries.next().is_some()) {
        Ok(true) => {
            say(&format!(
                "error: {} is not empty; nothing was written. Name a new folder.\n",
                folder.display()
            ));
            return Exit::Usage;
        }
        Err(error) if folder.exists() => {
            say(&format!("error: {}: {error}\n", folder.display()));
            return Exit::Usage;
        }
        _ => {}
    }
    let mut files = 0;
    let mut write = |path: &str, bytes: &[u8]| {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        files += 1;
        std::fs::write(path, bytes)
    };
    let options = Options {
        deals: arguments.deals as usize,
        seed: arguments.seed,
    };
    let mut read = None;
    let result = demo::write(&options, &mut |file| {
        if file.path == "site.toml" {
            read = settings::read(&file.path, &file.text).0;
        }
        let line = starter::schema_line_of(&file.path).unwrap_or_default();
        write(&file.path, (line + &file.text).as_bytes())
    });
    let mut schemas = starter::schemas(read.as_ref()).into_iter();
    let result = result
        .and_then(|()| theme::playbook_pages().try_for_each(|(path, bytes)| write(&path, bytes)))
        .and_then(|()| schemas.try_for_each(|file| write(&file.path, file.text.as_bytes())));
    if let Err(error) = result {
        say(&format!("error: {}: {error}\n", folder.display()));
        return Exit::System;
    }
    if !common.quiet {
        say(&format!(
            "{files} files with {} deals; look at them with: funnelbook serve --root {}\n",
            arguments.deals,
            folder.display()
        ));
    }
    Exit::Done
}
