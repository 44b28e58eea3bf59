//! `funnelbook new`: a commented file for a new deal or campaign.

use clap::{Args, ValueEnum};

use super::{Common, Exit, init, pipeline, print, say};
use crate::content::{self, schema};
use crate::model::Id;
use crate::output;
use crate::starter;

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
    /// Its id: lower-case letters, digits, `.`, `_` and `-`
    #[arg(value_parser = parse_id)]
    id: Id,
}

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
    let id = &arguments.id;
    let today = common.as_of.unwrap_or_else(|| pipeline::today(&settings.zone));
    // Records with errors elsewhere do not stand in the way of a new file.
    let (content, _) = content::read(&common.root, &settings);
    let taken = match arguments.what {
        What::Deal => content.deals.iter().find(|d| d.id == *id).map(|d| &d.origin),
        What::Campaign => content.campaigns.iter().find(|c| c.id == *id).map(|c| &c.origin),
    };
    if let Some(origin) = taken {
        say(&format!(
            "error: the id `{id}` is taken: {}, line {}; nothing was written\n",
            origin.file, origin.line
        ));
        return Exit::Usage;
    }
    let (make, kind): (fn(_, _, _, _, _) -> _, _) = match arguments.what {
        What::Deal => (starter::deal, schema::Kind::Deal),
        What::Campaign => (starter::campaign, schema::Kind::Campaign),
    };
    let with_schema = common.root.join(kind.path()).is_file();
    let file = make(&settings, &content, id, today, with_schema);
    match output::create(&common.root, [(file.path.as_str(), file.text.as_bytes())].into_iter()) {
        Ok(()) => {
            print(&format!("{}\n", common.root.join(&file.path).display()));
            Exit::Done
        }
        Err(error) => init::refused(&error),
    }
}
