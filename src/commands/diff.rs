//! `funnelbook diff`: what changed between two states of the playbook.

mod json;
mod text;

use clap::{Args, ValueEnum};

use super::pipeline::Kept;
use super::side::{self, Counted, Files, Refused, Side};
use super::{BadRecords, Common, Exit, print, say};
use crate::diagnostics::suggest;
use crate::diff::Diff;
use crate::model::Day;
use crate::settings::Language;
use crate::words::Words;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Markdown,
    Json,
}

#[derive(Args)]
pub(crate) struct Arguments {
    /// A folder with a site.toml, a Git revision, or a range such as main..HEAD
    old: String,
    /// The same; what lies in --root unless it is named
    new: Option<String>,
    /// Compare these periods: all, 2026, 2026-Q3, 2026-09; else all time, the running quarter and the last whole one
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    period: Vec<String>,
    /// The day up to which OLD counts, instead of what its site.toml or its commit says; --as-of is NEW's
    #[arg(long, value_name = "DATE", value_parser = super::parse_day)]
    old_as_of: Option<Day>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// What to do with records that have an error
    #[arg(long, value_enum, default_value_t = BadRecords::Stop)]
    bad_records: BadRecords,
}

/// What is printed.
struct Shown<'s> {
    diff: &'s Diff,
    old: &'s Side,
    new: &'s Side,
    words: Words,
}

pub(crate) fn run(common: &Common, arguments: &Arguments) -> Exit {
    match compare(common, arguments) {
        Ok(text) => {
            print(&text);
            Exit::Done
        }
        Err((why, exit)) => {
            say(&why);
            exit
        }
    }
}

fn compare(common: &Common, arguments: &Arguments) -> Result<String, Refused> {
    let [old, new] = sides(common, arguments)?;
    let bad = arguments.bad_records;
    let mut kept = Kept::default();
    let old = side::read(common, (&old.0, old.1), (arguments.old_as_of, None), bad, &mut kept)?;
    let least = Some(old.loaded.as_of);
    let new = side::read(common, (&new.0, new.1), (common.as_of, least), bad, &mut kept)?;
    let now = &new.loaded;
    let (report, findings) = side::count(&now.content, &now.settings, &now.rules, now.as_of);
    let counted = Counted {
        report: &report,
        findings: &findings,
        rules: &now.rules,
    };
    let diff = side::compare(&old, &counted, &new.text, &arguments.period).map_err(|id| {
        let known = report.periods.list.iter().map(|p| p.id.as_str());
        let hint = suggest(&id, known).map(|h| format!("; {h}")).unwrap_or_default();
        let why = format!(
            "error: `{}` is no period of {}{hint}\n",
            crate::reader::show(&id),
            side::shown(&new.name)
        );
        (why, Exit::Usage)
    })?;
    let shown = Shown {
        diff: &diff,
        old: &old,
        new: &new,
        words: Words::of(Language::En),
    };
    Ok(match arguments.format {
        Format::Table => shown.table(super::table::terminal_width()),
        Format::Markdown => shown.markdown(),
        Format::Json => shown.json(),
    })
}

/// Both sides with their names.
fn sides(common: &Common, arguments: &Arguments) -> Result<[(String, Files); 2], Refused> {
    if arguments.new.is_none()
        && let Some((old, new)) = side::range(common, &arguments.old)?
    {
        // What stands in a range are revisions, whatever folders there are.
        let (a, b) = (side::revision(common, &old)?, side::revision(common, &new)?);
        return Ok([(old, a), (new, b)]);
    }
    let old = side::files(common, &arguments.old)?;
    let new = match &arguments.new {
        Some(name) => (name.clone(), side::files(common, name)?),
        None => (common.root.display().to_string(), Files::Folder(common.root.clone())),
    };
    Ok([(arguments.old.clone(), old), new])
}
