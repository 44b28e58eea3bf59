//! From a folder to a site in memory: the rooms in their order.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::published::Readers;
use super::side::{self, Counted, Side};
use super::{BadRecords, Common, Deny, Reading};
use crate::content::{self, Checked, Content, Locator};
use crate::diagnostics::{self, Code, Place, Problem, Problems, Severity};
use crate::ledger::Ledger;
use crate::metrics::targets::Targets;
use crate::metrics::{FindingGroup, Report, Rules, findings, registry};
use crate::model::Day;
use crate::pages::{self, Since, Site};
use crate::public;
use crate::reader::{Part, show};
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
    /// How long reading and checking took.
    pub timings: Timings,
}

/// Where the time went.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Timings {
    /// Files, words and settings read and parsed.
    pub read: Duration,
    /// What crosses records checked.
    pub check: Duration,
    /// The deals' histories.
    pub histories: Duration,
    /// Metrics, findings, attribution, forecast.
    pub numbers: Duration,
    /// Charts and pages drawn and handed on.
    pub render: Duration,
}

/// All numbers, and what is to be said about them, before the pages.
pub(crate) struct Ready(Computed);

/// A site whose files were handed on, with what is to be said about it.
pub(crate) struct Made {
    pub problems: Vec<Problem>,
    /// None where there are errors.
    pub site: Option<pages::Rendered>,
    pub timings: Timings,
}

/// The seconds since 1970 that `SOURCE_DATE_EPOCH` names instead of the clock's; none where it is not set.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn fixed_time() -> Result<Option<Timestamp>, String> {
    let Some(text) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|v| !v.is_empty()) else {
        return Ok(None);
    };
    let seconds = text.to_str().and_then(|text| text.parse().ok());
    let time = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
    time.map(Some).ok_or_else(|| {
        let shown = show(&text.to_string_lossy());
        format!(
            "SOURCE_DATE_EPOCH is `{shown}`; it takes whole seconds since 1970, such as 1767225600, or leave it out"
        )
    })
}

/// Today in a time zone; `SOURCE_DATE_EPOCH` stands for the clock where it is set.
pub(crate) fn today(zone: &TimeZone) -> Day {
    let now = || {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
        Timestamp::from_second(i64::try_from(since.as_secs()).ok()?).ok()
    };
    let time = fixed_time().ok().flatten().or_else(now);
    Day::from_civil(zone.to_datetime(time.unwrap_or(Timestamp::UNIX_EPOCH)).date())
}

/// The text of site.toml.
fn settings_text(common: &Common) -> Result<String, Problem> {
    let path = common.root.join("site.toml");
    let plain = || {
        if std::fs::symlink_metadata(&path)?.is_file() {
            Ok(())
        } else {
            Err(std::io::Error::other("it is no ordinary file"))
        }
    };
    match plain() {
        Ok(()) => content::load(&"site.toml".into(), &path),
        Err(error) => {
            let why = if error.kind() == std::io::ErrorKind::NotFound {
                "there is no site.toml here".to_owned()
            } else {
                format!("cannot be read: {error}")
            };
            Err(Problem::new(Code::Unreadable, why)
                .at(Place::of_file("site.toml"))
                .hint("name the playbook's folder with --root, or write a first site.toml with one line: title = \"Our playbook\""))
        }
    }
}

/// Reads site.toml with what the command line says instead.
pub(crate) fn read_settings(common: &Common) -> (Option<Settings>, Vec<Problem>) {
    match settings_text(common) {
        Ok(text) => settings_of(common, &text),
        Err(problem) => (None, vec![problem]),
    }
}

fn settings_of(common: &Common, text: &str) -> (Option<Settings>, Vec<Problem>) {
    let (settings, problems) = settings::read("site.toml", text);
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
pub(crate) fn load(root: &Path, settings: Settings, problems: &mut Vec<Problem>) -> Loaded {
    let now = today(&settings.zone);
    let loaded = load_again(root, settings, now, &mut content::Kept::none(), problems);
    let locator = Locator::new(root);
    problems.extend(content::likely::check(
        &loaded.settings,
        &loaded.content,
        loaded.as_of,
        &locator,
    ));
    loaded
}

/// The same on any day, with what was kept of files that have not changed; without what is only likely wrong.
pub(crate) fn load_again(
    root: &Path,
    mut settings: Settings,
    now: Day,
    kept: &mut content::Kept,
    problems: &mut Vec<Problem>,
) -> Loaded {
    let start = Instant::now();
    let (words, found) = Words::read(root, &settings.theme, settings.language);
    problems.extend(found);
    settings.words = Arc::new(words);
    let (mut content, found) = content::read_again(root, &settings, kept);
    problems.extend(found);
    let read = start.elapsed();
    let as_of = content::resolve_as_of(&settings, &content, now);
    let locator = Locator::new(root);
    let (checked, found) = content::check(&settings, &mut content, as_of, &locator);
    if found.iter().chain(problems.iter()).any(|p| p.code == Code::Bidi) {
        content::isolate(&mut content);
    }
    content::isolate_titles(&mut content);
    problems.extend(found);
    problems.extend(listed(&settings, &content));
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
        timings: Timings {
            read,
            check: start.elapsed().saturating_sub(read),
            ..Timings::default()
        },
    }
}

/// What to bear in mind where search engines may list the pages.
fn listed(settings: &Settings, content: &Content) -> Vec<Problem> {
    let Some(place) = &settings.index else {
        return Vec::new();
    };
    let warn = |message: &str, hint: &str| Problem::new(Code::Listed, message).at(place.clone()).hint(hint);
    let mut out = Vec::new();
    if settings.base_url.is_none() {
        out.push(warn(
            "search engines may list the pages, but without `base_url` there is no sitemap that leads to them",
            "add base_url = \"https://…/\" to site.toml, or pass --base-url; or delete `index`",
        ));
    }
    if settings.audience != Some(settings::Audience::Public) && !content.deals.is_empty() {
        out.push(warn(
            "search engines may list pages that show accounts, people and money",
            "delete `index`, unless all of it may be read by anybody",
        ));
    }
    out
}

/// Computes all numbers and findings of what was read; problems found on the way are added to `problems`,
/// which are sorted.
pub(crate) fn compute(root: &Path, loaded: Loaded, problems: &mut Vec<Problem>) -> Site {
    compute_timed(root, loaded, problems).0
}

fn compute_timed(root: &Path, loaded: Loaded, problems: &mut Vec<Problem>) -> (Site, Timings) {
    let start = Instant::now();
    let ledger = Arc::new(Ledger::build(&loaded.content, &loaded.settings, loaded.as_of));
    problems.extend(findings::check_decisions(&ledger, &Locator::new(root)));
    problems.extend(findings::check_answers(&ledger.content.pages));
    diagnostics::sort(problems);
    let histories = start.elapsed();
    let follow_up_days = loaded.rules.days("won-and-forgotten", "follow_up_days");
    let found = || findings::find(&ledger, &loaded.rules);
    let earlier = || findings::find(&ledger.earlier(loaded.as_of.plus(-7)), &loaded.rules);
    let (report, (found, earlier)) = rayon::join(
        || Report::compute(ledger.clone(), follow_up_days),
        || rayon::join(found, earlier),
    );
    let timings = Timings {
        histories,
        numbers: start.elapsed().saturating_sub(histories),
        ..loaded.timings
    };
    let site = Site {
        report,
        findings: found,
        earlier,
        targets: loaded.targets,
        checked: loaded.checked,
        rules: loaded.rules,
        problems: problems.clone(),
        root: root.to_owned(),
        since: None,
    };
    (site, timings)
}

/// What is kept from one reading to the next.
#[derive(Default)]
pub(crate) struct Kept {
    /// The settings with which files were read.
    settings: String,
    settings_changed: bool,
    content: content::Kept,
}

impl Kept {
    /// What was kept of files that were read with the same settings.
    pub(crate) fn with(&mut self, settings: &str) -> &mut content::Kept {
        self.settings_changed = self.settings != settings;
        if self.settings_changed {
            self.content = content::Kept::new();
            settings.clone_into(&mut self.settings);
        }
        &mut self.content
    }

    /// Whether between the last two readings only records have changed: no settings, no Markdown, and no more than
    /// records as far as one can tell.
    pub(crate) fn only_records_changed(&self) -> bool {
        !self.settings_changed && self.content.records_changed() && !self.content.pages_changed()
    }
}

/// All numbers with what is to be said about them, before anything is rendered.
#[derive(Default)]
pub(crate) struct Computed {
    pub problems: Vec<Problem>,
    /// None where the settings cannot be read.
    pub site: Option<Arc<Site>>,
    pub settings: Option<Settings>,
    pub timings: Timings,
}

/// Reads and computes; files that have not changed since the last time are not read again.
pub(crate) fn compute_again(common: &Common, kept: &mut Kept) -> Computed {
    let text = match settings_text(common) {
        Ok(text) => text,
        Err(problem) => {
            return Computed {
                problems: vec![problem],
                ..Computed::default()
            };
        }
    };
    let kept = kept.with(&text);
    kept.read_at(SystemTime::now());
    computed(common, &text, kept)
}

fn computed(common: &Common, settings: &str, kept: &mut content::Kept) -> Computed {
    let mut computed = Computed::default();
    (computed.settings, computed.problems) = settings_of(common, settings);
    let Some(settings) = computed.settings.clone() else {
        diagnostics::sort(&mut computed.problems);
        return computed;
    };
    let now = today(&settings.zone);
    let loaded = load_again(&common.root, settings, now, kept, &mut computed.problems);
    let (settings, content, as_of) = (loaded.settings.clone(), loaded.content.clone(), loaded.as_of);
    // The numbers do not wait for what is only likely wrong.
    let (likely, (mut site, timings)) = rayon::join(
        || content::likely::check(&settings, &content, as_of, &Locator::new(&common.root)),
        || compute_timed(&common.root, loaded, &mut computed.problems),
    );
    computed.problems.extend(likely);
    diagnostics::sort(&mut computed.problems);
    site.problems.clone_from(&computed.problems);
    computed.site = Some(Arc::new(site));
    computed.timings = timings;
    computed
}

/// Reads and computes, with what changed since another state of the playbook where there is one.
pub(crate) fn ready(common: &Common, reading: &Reading, old: Option<(&Side, &mut Kept)>) -> Ready {
    let (old, kept) = old.unzip();
    let mut nothing = content::Kept::none();
    let mut computed = match settings_text(common) {
        Ok(text) => computed(common, &text, kept.map_or(&mut nothing, |kept| kept.with(&text))),
        Err(problem) => Computed {
            problems: vec![problem],
            ..Computed::default()
        },
    };
    // Nobody else has it yet.
    if let (Some(old), Some(site)) = (old, computed.site.as_mut().and_then(Arc::get_mut)) {
        let text = content::read_plain(&common.root, "site.toml").unwrap_or_default();
        site.since = since(old, site, &String::from_utf8_lossy(&text));
    }
    deny(&mut computed.problems, reading);
    let denied = computed.site.as_ref().map(|site| denied_findings(site, &reading.deny));
    computed.problems.extend(denied.unwrap_or_default());
    Ready(computed)
}

impl Ready {
    /// The settings; none where they cannot be read.
    pub(crate) fn settings(&self) -> Option<&Settings> {
        self.0.settings.as_ref()
    }

    /// Whether it is known already that there will be no site.
    pub(crate) fn stops(&self, reading: &Reading) -> bool {
        self.0.site.is_none() || self.0.problems.iter().any(|p| stops(p, reading.bad_records))
    }

    /// Renders all pages and hands their files on. Errors of records stop it, or leave the record out.
    pub(crate) fn render(self, reading: &Reading, readers: &Readers, sink: &dyn pages::Sink) -> Made {
        let Computed {
            mut problems,
            site,
            mut timings,
            ..
        } = self.0;
        let start = Instant::now();
        // A site for the public is made of the sums alone.
        if let (Some(site), Readers::Team) = (&site, readers) {
            site.report.complete();
        }
        timings.numbers += start.elapsed();
        let start = Instant::now();
        let rendered = site.map(|site| match readers {
            Readers::Team => pages::render(&site, sink),
            Readers::Public(secret) => public::render(&site, secret).map(|(files, rendered)| {
                for file in files {
                    sink.put(file);
                }
                rendered
            }),
        });
        timings.render = start.elapsed();
        let rendered = match rendered.transpose() {
            Ok(rendered) => rendered,
            Err(Problems(mut found)) => {
                deny(&mut found, reading);
                problems.extend(found);
                None
            }
        };
        diagnostics::sort(&mut problems);
        let stopped = problems.iter().any(|p| stops(p, reading.bad_records));
        Made {
            problems,
            site: rendered.filter(|_| !stopped),
            timings,
        }
    }
}

/// Warnings count as errors where they are denied.
fn deny(problems: &mut [Problem], reading: &Reading) {
    let all = reading.deny.contains(&Deny::Warnings);
    for problem in problems {
        problem.denied |= all;
    }
}

/// What changed since another state, for the site's page of changes. `text` is that of its site.toml.
fn since(old: &Side, site: &Site, text: &str) -> Option<Since> {
    let now = Counted {
        report: &site.report,
        findings: &site.findings,
        rules: &site.rules,
    };
    // No period is asked for that there might not be.
    let diff = side::compare(old, &now, text, &[]).ok()?;
    Some(Since {
        name: old.name.clone(),
        diff,
    })
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
        .is_some_and(|p| p.file.starts_with("content/") && (p.file.ends_with(".yaml") || p.file.ends_with(".yml")));
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
