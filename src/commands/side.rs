//! One side of a comparison: a folder with sources, or a revision of the repository that --root lies in, read
//! and checked.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::pipeline::{self, Kept, Loaded};
use super::{BadRecords, Common, Exit};
use crate::content;
use crate::diagnostics::render::Format;
use crate::diagnostics::{self, Severity};
use crate::diff::{Compared, Diff, Note, Sight};
use crate::ledger::Ledger;
use crate::metrics::{FindingGroup, Report, Rules, findings};
use crate::model::Day;
use crate::reader::show;
use crate::revision::{self, Revision};
use crate::settings::AsOf;

/// Where a side's files are.
pub(super) enum Files {
    /// A folder of the user's.
    Folder(PathBuf),
    /// A revision, taken out of the repository.
    Revision(Revision),
}

impl Files {
    fn path(&self) -> &Path {
        match self {
            Files::Folder(path) => path,
            Files::Revision(revision) => revision.folder(),
        }
    }
}

/// A side that was read without an error that stops it.
pub(crate) struct Side {
    /// What the user called it.
    pub name: String,
    /// What was read.
    pub loaded: Loaded,
    /// Its site.toml.
    pub text: String,
    /// Whether it is a folder that counts up to today, whenever it was last built.
    is_today: bool,
}

/// Why there is no side: what to print, and how to end.
pub(crate) type Refused = (String, Exit);

fn refused(why: impl std::fmt::Display) -> Refused {
    (format!("error: {why}\n"), Exit::Usage)
}

/// The files that a name stands for: a folder with a site.toml, else a revision.
pub(super) fn files(common: &Common, name: &str) -> Result<Files, Refused> {
    let path = Path::new(name);
    let is_path = name.starts_with(['.', '/']) || path.is_absolute();
    if path.join("site.toml").is_file() || is_path && path.is_dir() {
        return Ok(Files::Folder(path.to_owned()));
    }
    if is_path {
        return Err(refused(format_args!("`{}` is no folder with a site.toml", show(name))));
    }
    revision(common, name)
}

pub(super) fn revision(common: &Common, name: &str) -> Result<Files, Refused> {
    Revision::take(&common.root, name).map(Files::Revision).map_err(refused)
}

/// The two names in `old..new` and `old...new`; of three dots OLD is where the two went their ways. A side that is
/// left out is HEAD. None where the text is no range.
pub(super) fn range(common: &Common, text: &str) -> Result<Option<(String, String)>, Refused> {
    let is_path = text.starts_with(['.', '/']) && !text.starts_with("..");
    let is_above = text.starts_with("../") || text == "..";
    if is_path || is_above || Path::new(text).join("site.toml").is_file() {
        return Ok(None);
    }
    let (old, new, base) = match (text.split_once("..."), text.split_once("..")) {
        (Some((old, new)), _) => (old, new, true),
        (None, Some((old, new))) => (old, new, false),
        (None, None) => return Ok(None),
    };
    let or_head = |name: &str| if name.is_empty() { "HEAD" } else { name }.to_owned();
    let (old, new) = (or_head(old), or_head(new));
    if base {
        let base = revision::merge_base(&common.root, &old, &new).map_err(refused)?;
        return Ok(Some((base.chars().take(12).collect(), new)));
    }
    Ok(Some((old, new)))
}

/// The side that a comparison begins from, in the site's language, with what was kept of its files.
pub(crate) fn old(common: &Common, name: &str, as_of: Option<Day>, bad: BadRecords) -> Result<(Side, Kept), Refused> {
    let mut kept = Kept::default();
    let side = read(common, (name, files(common, name)?), (as_of, None), bad, &mut kept)?;
    Ok((side, kept))
}

/// Reads a side; files that are the same on the side before are not read again. What it counts up to is `as_of`, else
/// what its site.toml says; there `today` is for a revision the day of its commit, but not before `not_before`.
pub(super) fn read(
    common: &Common,
    (name, files): (&str, Files),
    (as_of, not_before): (Option<Day>, Option<Day>),
    bad: BadRecords,
    kept: &mut Kept,
) -> Result<Side, Refused> {
    let here = Common {
        root: files.path().to_owned(),
        as_of,
        ..common.clone()
    };
    let text = content::read_plain(&here.root, "site.toml").unwrap_or_default();
    let text = String::from_utf8_lossy(&text).into_owned();
    let (settings, mut problems) = pipeline::read_settings(&here);
    let mut is_today = false;
    let loaded = settings.map(|settings| {
        let now = match &files {
            Files::Folder(_) => pipeline::today(&settings.zone),
            Files::Revision(revision) => {
                let instant = Timestamp::from_second(revision.committed).unwrap_or(Timestamp::UNIX_EPOCH);
                let day = Day::from_civil(settings.zone.to_datetime(instant).date());
                not_before.map_or(day, |least| day.max(least))
            }
        };
        is_today = matches!((&files, settings.as_of), (Files::Folder(_), AsOf::Today));
        pipeline::load_again(&here.root, settings, now, kept.with(&text), &mut problems)
    });
    diagnostics::sort(&mut problems);
    problems.retain(|p| p.severity() == Severity::Error);
    let stop = problems.iter().any(|p| pipeline::stops(p, bad));
    let Some(loaded) = loaded.filter(|_| !stop) else {
        let said = here.render(&problems, Format::Human, true);
        let why = format!("{said}nothing is compared: {} has errors\n", show(name));
        return Err((why, Exit::Content));
    };
    Ok(Side {
        name: name.to_owned(),
        loaded,
        text,
        is_today,
    })
}

/// The numbers and findings of one state.
pub(crate) struct Counted<'c> {
    pub report: &'c Report,
    pub findings: &'c [FindingGroup],
    pub rules: &'c Rules,
}

/// Counts a state up to a day.
pub(super) fn count(
    content: &Arc<content::Content>,
    settings: &Arc<crate::settings::Settings>,
    rules: &Rules,
    day: Day,
) -> (Report, Vec<FindingGroup>) {
    let ledger = Arc::new(Ledger::build(content, settings, day));
    let found = findings::find(&ledger, rules);
    (
        Report::compute(ledger, rules.days("won-and-forgotten", "follow_up_days")),
        found,
    )
}

/// Compares OLD with NEW, which is counted already and whose site.toml is `text`.
///
/// # Errors
/// The id of a period that NEW does not have.
pub(crate) fn compare(old: &Side, new: &Counted<'_>, text: &str, periods: &[String]) -> Result<Diff, String> {
    let then = &old.loaded;
    let ledger = &new.report.ledger;
    // On one day NEW is itself the report between.
    let is_apart = then.as_of != ledger.as_of;
    let ((report, found), between) = rayon::join(
        || count(&then.content, &then.settings, &then.rules, then.as_of),
        || is_apart.then(|| count(&ledger.content, &ledger.settings, new.rules, then.as_of)),
    );
    let now = Sight {
        report: new.report,
        findings: new.findings,
    };
    let compared = Compared {
        old: Sight {
            report: &report,
            findings: &found,
        },
        between: between
            .as_ref()
            .map_or(now, |(report, findings)| Sight { report, findings }),
        new: now,
        settings: [&old.text, text],
    };
    let mut diff = Diff::of(&compared, periods)?;
    if old.is_today && ledger.settings.as_of == AsOf::Today {
        diff.notes.push(Note::Today);
    }
    Ok(diff)
}

/// A name as a heading shows it.
pub(super) fn shown(name: &str) -> Cow<'_, str> {
    show(name).into()
}
