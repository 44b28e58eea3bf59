//! `funnelbook schema`: JSON Schemas for editors.

use clap::Args;

use super::{Common, Exit, init, pipeline, print, say};
use crate::content::schema::{self, Kind};
use crate::output;
use crate::starter;

#[derive(Args)]
pub(crate) struct Arguments {
    /// deal, campaign, team, costs, events, decisions or site
    #[arg(value_parser = parse_kind, required_unless_present = "write", conflicts_with = "write")]
    kind: Option<Kind>,
    /// Write all of them to .schemas/ in the playbook, in place of older ones
    #[arg(long)]
    write: bool,
}

fn parse_kind(text: &str) -> Result<Kind, String> {
    Kind::parse(text).ok_or_else(|| {
        let all: Vec<&str> = Kind::EVERY.into_iter().map(Kind::word).collect();
        format!("it is one of {}", all.join(", "))
    })
}

pub(crate) fn run(common: &Common, arguments: &Arguments) -> Exit {
    // The stages are those of the playbook here, where there is one.
    let settings = if common.root.join("site.toml").is_file() {
        pipeline::read_settings(common).0
    } else {
        None
    };
    if let Some(kind) = arguments.kind {
        print(&format!("{:#}\n", schema::of(kind, &starter::known(settings.as_ref()))));
        return Exit::Done;
    }
    let files = starter::schemas(settings.as_ref());
    for file in &files {
        if let Err(error) = output::replace(&common.root, &file.path, file.text.as_bytes()) {
            return init::refused(&error);
        }
    }
    if !common.quiet {
        say(&format!(
            "{} schemas in {}\n",
            files.len(),
            common.root.join(schema::FOLDER).display()
        ));
    }
    Exit::Done
}
