//! `funnelbook init`: a new playbook that builds at once.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::tz::TimeZone;

use super::{Common, Exit, pipeline, say};
use crate::output::{self, CreateError};
use crate::starter;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder; it may be there, with other files in it
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// No sample: settings, the playbook's pages, and empty folders
    #[arg(long)]
    empty: bool,
}

pub(crate) fn run(common: &Common, arguments: &Arguments) -> Exit {
    let folder = &arguments.folder;
    if let Some(why) = in_the_way(folder) {
        say(&format!("error: {why}; nothing was written\n"));
        return Exit::Usage;
    }
    let mut files = starter::playbook(pipeline::today(&TimeZone::UTC), arguments.empty);
    // A new repository often has one.
    let ignored = folder.join(".gitignore").exists();
    if ignored {
        files.retain(|file| file.path != ".gitignore");
    }
    match output::create(folder, files.iter().map(|f| (f.path.as_str(), f.text.as_bytes()))) {
        Ok(()) => {}
        Err(error) => return refused(&error),
    }
    if !common.quiet {
        let place = folder.display();
        let root = if folder.as_os_str() == "." {
            String::new()
        } else {
            format!(" --root {place}")
        };
        let mut said = format!("{} files in {place}\n\n", files.len());
        if ignored {
            said += "There is a .gitignore already: add /public to it.\n\n";
        }
        said += &format!(
            "See it:        funnelbook serve{root}\nAdd a deal:    funnelbook new deal some-customer{root}\nCheck it all:  funnelbook check{root}\n"
        );
        if !arguments.empty {
            said += "\nThe sample is in content/: change it, delete it, keep what teaches.\n";
        }
        say(&said);
    }
    Exit::Done
}

/// Why there can be no new playbook in a folder.
fn in_the_way(folder: &Path) -> Option<String> {
    let place = folder.display();
    if folder.exists() && !folder.is_dir() {
        return Some(format!(
            "{place} is a file, and a playbook is a folder: name another one"
        ));
    }
    folder.join("site.toml").exists().then(|| {
        let here = if folder.as_os_str() == "." { "here".to_owned() } else { format!("in {place}") };
        format!("there is a playbook {here} already (site.toml); `funnelbook new deal` adds to it, `funnelbook serve` shows it")
    })
}

/// Says why new files were not written.
pub(super) fn refused(error: &CreateError) -> Exit {
    match error {
        CreateError::Exists(paths) => {
            let list: Vec<String> = paths.iter().map(|p| format!("  {}\n", p.display())).collect();
            say(&format!(
                "error: there already; nothing was written:\n{}",
                list.concat()
            ));
            Exit::Usage
        }
        CreateError::NoFolder(path) => {
            say(&format!(
                "error: {} is no folder (a link or a file); nothing was written\n",
                path.display()
            ));
            Exit::Usage
        }
        CreateError::Io(path, error) => {
            say(&format!("error: {}: {error}\n", path.display()));
            Exit::System
        }
    }
}
