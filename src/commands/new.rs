//! `funnelbook new`: a commented file for a new deal or campaign.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{Common, Exit, init, pipeline, print, say};
use crate::content::{self, Content, schema};
use crate::model::{Day, Id};
use crate::output;
use crate::settings::Settings;
use crate::starter::{self, NewFile, form};

/// What can be new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// A deal, in content/deals/.
    Deal,
    /// A campaign, in content/campaigns/.
    Campaign,
}

#[derive(Args)]
pub(crate) struct Arguments {
    /// What it is
    what: What,
    /// Its id: lower-case letters, digits, `.`, `_` and `-`; of a form, the account's name makes one
    #[arg(value_parser = parse_id, required_unless_present = "form")]
    id: Option<Id>,
    /// Make the deal from the text of an issue form, in this file, or `-` for the standard input
    #[arg(long, value_name = "FILE")]
    form: Option<PathBuf>,
}

/// The longest text of a form that is read; GitHub's issues are at most a sixteenth of it.
const LONGEST_FORM: u64 = 1 << 20;

fn parse_id(text: &str) -> Result<Id, String> {
    Id::parse(text).map_err(|why| {
        let near = Id::suggestion(text).map(|id| format!("; an id near it: {id}"));
        format!("it {why}{}", near.unwrap_or_default())
    })
}

pub(crate) fn run(common: &Common, arguments: &Arguments) -> Exit {
    let (settings, problems) = pipeline::read_settings(common);
    let Some(settings) = settings else {
        say(&common.render(&problems, crate::diagnostics::render::Format::Human, true));
        return Exit::Content;
    };
    let today = common.as_of.unwrap_or_else(|| pipeline::today(&settings.zone));
    // Records with errors elsewhere do not stand in the way of a new file.
    let (content, _) = content::read(&common.root, &settings);
    let (id, file) = match made(common, arguments, &settings, &content, today) {
        Ok(made) => made,
        Err((why, exit)) => {
            say(&format!("error: {why}"));
            return exit;
        }
    };
    let taken = match arguments.what {
        What::Deal => content.deals.iter().find(|d| d.id == id).map(|d| &d.origin),
        What::Campaign => content.campaigns.iter().find(|c| c.id == id).map(|c| &c.origin),
    };
    if let Some(origin) = taken {
        say(&format!(
            "error: the id `{id}` is taken: {}, line {}; nothing was written\n",
            origin.file, origin.line
        ));
        return Exit::Usage;
    }
    match output::create(&common.root, [(file.path.as_str(), file.text.as_bytes())].into_iter()) {
        Ok(()) => {
            print(&format!("{}\n", common.root.join(&file.path).display()));
            Exit::Done
        }
        Err(error) => init::refused(&error),
    }
}

/// The new file, with the id of what is in it; or what to say, and how to end.
fn made(
    common: &Common,
    arguments: &Arguments,
    settings: &Settings,
    content: &Content,
    today: Day,
) -> Result<(Id, NewFile), (String, Exit)> {
    let with_schema = |kind: schema::Kind| common.root.join(kind.path()).is_file();
    match (arguments.what, &arguments.form, &arguments.id) {
        (What::Campaign, Some(_), _) => Err(("there are forms for deals only\n".into(), Exit::Usage)),
        (What::Deal, Some(path), id) => {
            let body = read_form(path).map_err(|why| (why, Exit::Usage))?;
            form::deal(settings, content, &body, id.clone(), today).map_err(|wrong| {
                let list: String = wrong.iter().map(|w| format!("  {w}\n")).collect();
                (
                    format!("the form does not make a deal; nothing was written:\n{list}"),
                    Exit::Content,
                )
            })
        }
        (What::Deal, None, Some(id)) => {
            let file = starter::deal(settings, content, id, today, with_schema(schema::Kind::Deal));
            Ok((id.clone(), file))
        }
        (What::Campaign, None, Some(id)) => {
            let file = starter::campaign(settings, content, id, today, with_schema(schema::Kind::Campaign));
            Ok((id.clone(), file))
        }
        (_, None, None) => Err(("name its id\n".into(), Exit::Usage)),
    }
}

fn read_form(path: &Path) -> Result<String, String> {
    let name = path.display();
    let mut bytes = Vec::new();
    let limit = LONGEST_FORM + 1;
    let read = if path.as_os_str() == "-" {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    read.map_err(|e| format!("{name}: {e}\n"))?;
    if bytes.len() as u64 > LONGEST_FORM {
        return Err(format!("{name}: the form is longer than 1 MiB\n"));
    }
    String::from_utf8(bytes).map_err(|_| format!("{name}: the form is not UTF-8\n"))
}
