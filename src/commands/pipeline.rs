//! From a folder to a site in memory: the rooms in their order.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{BadRecords, Common, Deny, Reading};
use crate::content::{self, Checked, Content, Locator};
use crate::diagnostics::{self, Code, Place, Problem, Problems, Severity};
use crate::ledger::Ledger;
use crate::metrics::targets::Targets;
use crate::metrics::{FindingGroup, Report, Rules, findings, registry};
use crate::model::Day;
use crate::pages::{self, Site};
use crate::reader::Part;
use crate::settings::{self, Settings};
use crate::words::Words;

/// What was read and checked.
pub(crate) struct Loaded {
    pub settings: Arc<Settings>,
    pub content: Arc<Content>,
    pub checked: Checked,
    pub as_of: Day,
    pub rules: Rules,
    pub targets: Targets,
}

/// Where the time went.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Timings {
    pub read: Duration,
    pub compute: Duration,
    pub render: Duration,
}

/// The site in memory with what is to be said about it.
pub(crate) struct Made {
    pub problems: Vec<Problem>,
    /// None where there are errors.
    pub site: Option<pages::Rendered>,
    pub settings: Option<Settings>,
    pub timings: Timings,
}

/// Today in a time zone; `SOURCE_DATE_EPOCH` stands for the clock where it is set.
pub(crate) fn today(zone: &TimeZone) -> Day {
    let fixed = std::env::var("SOURCE_DATE_EPOCH")
        .ok()
        .and_then(|v| v.parse::<i64>().ok());
    let now = || {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .ok()
            .and_then(|d| i64::try_from(d.as_secs()).ok())
    };
    let seconds = fixed.or_else(now).unwrap_or(0);
    let timestamp = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
    Day::from_civil(zone.to_datetime(timestamp).date())
}

/// Reads site.toml with what the command line says instead.
pub(crate) fn read_settings(common: &Common) -> (Option<Settings>, Vec<Problem>) {
    let path = common.root.join("site.toml");
    let plain = || {
        if std::fs::symlink_metadata(&path)?.is_file() {
            Ok(())
        } else {
            Err(std::io::Error::other("it is no ordinary file"))
        }
    };
    let text = match plain() {
        Ok(()) => match content::load(&"site.toml".into(), &path) {
            Ok(text) => text,
            Err(problem) => return (None, vec![problem]),
        },
        Err(error) => {
            let why = if error.kind() == std::io::ErrorKind::NotFound {
                "there is no site.toml here".to_owned()
            } else {
                format!("cannot be read: {error}")
            };
            let problem = Problem::new(Code::Unreadable, why)
                .at(Place::of_file("site.toml"))
                .hint("name the playbook's folder with --root, or write a first site.toml with one line: title = \"Our playbook\"");
            return (None, vec![problem]);
        }
    };
    let (settings, problems) = settings::read("site.toml", &text);
    let settings = settings.map(|mut settings| {
        if let Some(day) = common.as_of {
            settings.as_of = settings::AsOf::Fixed(day);
        }
        if let Some(url) = &common.base_url {
            settings.base_url = Some(format!("{}/", url.trim_end_matches('/')));
        }
        settings.audience = common.audience.or(settings.audience);
        settings
    });
    (settings, problems)
}

/// The same settings with English words: what the command line prints is in one language.
pub(crate) fn in_english(settings: Settings) -> Settings {
    Settings {
        language: settings::Language::En,
        ..settings
    }
}

/// Reads and checks all; problems are added to `problems`.
pub(crate) fn load(root: &Path, mut settings: Settings, problems: &mut Vec<Problem>) -> Loaded {
    let (words, found) = Words::read(root, &settings.theme, settings.language);
    problems.extend(found);
    settings.words = Arc::new(words);
    let (mut content, found) = content::read(root, &settings);
    problems.extend(found);
    let as_of = content::resolve_as_of(&settings, &content, today(&settings.zone));
    let locator = Locator::new(root);
    let (checked, found) = content::check(&settings, &mut content, as_of, &locator);
    problems.extend(found);
    let (rules, found) = Rules::read(&settings);
    problems.extend(found);
    let (targets, found) = Targets::read(&settings, &registry::registry(&settings));
    problems.extend(found);
    Loaded {
        settings: Arc::new(settings),
        content: Arc::new(content),
        checked,
        as_of,
        rules,
        targets,
    }
}

/// Computes all numbers and findings of what was read; problems found on the way are added to `problems`,
/// which are sorted.
pub(crate) fn compute(root: &Path, loaded: Loaded, problems: &mut Vec<Problem>) -> Site {
    let ledger = Arc::new(Ledger::build(&loaded.content, &loaded.settings, loaded.as_of));
    problems.extend(findings::check_decisions(&ledger, &Locator::new(root)));
    diagnostics::sort(problems);
    let follow_up_days = loaded.rules.days("won-and-forgotten", "follow_up_days");
    let found = findings::find(&ledger, &loaded.rules);
    let week_before = ledger.earlier(loaded.as_of.plus(-7));
    Site {
        report: Report::compute(ledger, follow_up_days),
        findings: found,
        earlier: findings::find(&week_before, &loaded.rules),
        targets: loaded.targets,
        checked: loaded.checked,
        rules: loaded.rules,
        problems: problems.clone(),
        root: root.to_owned(),
    }
}

/// Makes the whole site in memory. Errors of records stop it, or leave the record out.
pub(crate) fn make(common: &Common, reading: &Reading) -> Made {
    let start = Instant::now();
    let (settings, mut problems) = read_settings(common);
    let mut made = Made {
        problems: Vec::new(),
        site: None,
        settings: settings.clone(),
        timings: Timings::default(),
    };
    let Some(settings) = settings else {
        diagnostics::sort(&mut problems);
        made.problems = problems;
        return made;
    };
    let loaded = load(&common.root, settings, &mut problems);
    made.timings.read = start.elapsed();
    let start = Instant::now();
    let site = compute(&common.root, loaded, &mut problems);
    made.timings.compute = start.elapsed();
    let denied = denied_findings(&site, &reading.deny);
    let start = Instant::now();
    let rendered = pages::render(&Arc::new(site));
    made.timings.render = start.elapsed();
    match rendered {
        Ok(rendered) => made.site = Some(rendered),
        Err(Problems(found)) => problems.extend(found),
    }
    if reading.deny.contains(&Deny::Warnings) {
        for problem in &mut problems {
            problem.denied = true;
        }
    }
    problems.extend(denied);
    diagnostics::sort(&mut problems);
    if problems.iter().any(|p| stops(p, reading.bad_records)) {
        made.site = None;
    }
    made.problems = problems;
    made
}

/// Findings that are not put up with, as problems at the first record of each.
fn denied_findings(site: &Site, deny: &[Deny]) -> Vec<Problem> {
    let denied = |f: &&FindingGroup| {
        let denies = |d: &Deny| matches!(d, Deny::Findings(at_least) if f.severity <= *at_least);
        !f.is_muted() && deny.iter().any(denies)
    };
    let locator = Locator::new(&site.root);
    let content = &site.report.ledger.content;
    let problem = |f: &FindingGroup| {
        let said = Problem::new(Code::FindingDenied, format!("{}: {}", f.rule, f.title)).hint(format!(
            "`funnelbook explain {}` says what to do; what you have looked at goes into decisions.yaml",
            f.rule
        ));
        let first = f.details.iter().find(|d| !f.muted.contains(&d.id));
        let origin = first.and_then(|d| match site.report.ledger.find(&d.id) {
            Some(i) => Some(&site.report.ledger.record(&site.report.ledger.deals[i]).origin),
            None => content
                .campaigns
                .iter()
                .find(|c| c.id.as_str() == d.id)
                .map(|c| &c.origin),
        });
        match origin {
            Some(origin) => said.at(locator.place(origin, &[], Part::Value)),
            None => said,
        }
    };
    site.findings.iter().filter(denied).map(problem).collect()
}

/// Whether there is no site with this problem.
pub(crate) fn stops(problem: &Problem, bad_records: BadRecords) -> bool {
    problem.severity() == Severity::Error && !(bad_records == BadRecords::LeaveOut && is_of_a_record(problem))
}

/// Whether an error concerns one record, which can be left out, rather than a whole file or the settings.
fn is_of_a_record(problem: &Problem) -> bool {
    let in_records = problem
        .place
        .as_ref()
        .is_some_and(|p| p.file.starts_with("content/campaigns/") || p.file.starts_with("content/deals/"));
    in_records && !is_of_a_file(problem) && !problem.denied && problem.code != Code::FindingDenied
}

/// Whether an error concerns a whole file.
pub(crate) fn is_of_a_file(problem: &Problem) -> bool {
    matches!(
        problem.code,
        Code::Syntax
            | Code::Misplaced
            | Code::TooMuch
            | Code::NotUtf8
            | Code::Unreadable
            | Code::PathCollision
            | Code::BadComponent
            | Code::BadLink
    )
}
