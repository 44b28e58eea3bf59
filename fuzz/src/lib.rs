//! What the fuzz targets share: a playbook in a folder for temporary files, everything that the program does
//! with one, and what has to hold of the result.

pub mod invariants;
pub mod random;

use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use funnelbook::content::{self, Content, Locator};
use funnelbook::diagnostics::render::{Format, render};
use funnelbook::diagnostics::{Code, Problem, Problems, Severity};
use funnelbook::ledger::Ledger;
use funnelbook::metrics::targets::Targets;
use funnelbook::metrics::{Report, Rules, findings, registry};
use funnelbook::model::Day;
use funnelbook::output::OutputFile;
use funnelbook::pages::{self, Site};
use funnelbook::settings::{self, Language, Settings};
use funnelbook::words::Words;
use tempfile::TempDir;

/// A playbook's folder, there while the process is.
pub struct Folder(TempDir);

impl Default for Folder {
    fn default() -> Self {
        Self::new()
    }
}

impl Folder {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("temporary files can be written"))
    }

    /// Where it is.
    #[must_use]
    pub fn root(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file of it.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        let folder = path.parent().expect("it is below the root");
        fs::create_dir_all(folder).expect("temporary files can be written");
        fs::write(path, bytes).expect("temporary files can be written");
    }

    /// Removes a file or folder of it, where it is there.
    pub fn remove(&self, path: &str) {
        let path = self.root().join(path);
        if path.is_dir() {
            fs::remove_dir_all(path).expect("temporary files can be removed");
        } else if path.exists() {
            fs::remove_file(path).expect("temporary files can be removed");
        }
    }
}

/// The day of every report that names none.
///
/// # Panics
/// Never: it is a day.
#[must_use]
pub fn today() -> Day {
    Day::parse("2026-09-30").expect("a day")
}

/// Says problems in every format: excerpts are cut from the broken text itself.
pub fn say(root: &Path, problems: &[Problem]) {
    let source = |file: &str| content::read_plain(root, file).map(|b| String::from_utf8_lossy(&b).into_owned());
    for format in [Format::Human, Format::Json, Format::Github, Format::Sarif] {
        render(problems, format, false, &source);
    }
}

/// The theme's words, read once: no target changes them.
fn words(language: Language) -> Arc<Words> {
    static READ: OnceLock<[Arc<Words>; 2]> = OnceLock::new();
    let read = READ.get_or_init(|| [Language::En, Language::De].map(|l| Arc::new(Words::of(l))));
    read[usize::from(language == Language::De)].clone()
}

/// Reads and checks what is in a folder; problems are said, and given.
#[must_use]
pub fn read(root: &Path, mut settings: Settings, mut problems: Vec<Problem>) -> (Site, Vec<Problem>) {
    settings.words = words(settings.language);
    let (mut content, found) = content::read(root, &settings);
    problems.extend(found);
    let as_of = content::resolve_as_of(&settings, &content, today());
    let (checked, found) = content::check(&settings, &mut content, as_of, &Locator::new(root));
    problems.extend(found);
    problems.extend(content::likely::check(&settings, &content, as_of, &Locator::new(root)));
    let (rules, found) = Rules::read(&settings);
    problems.extend(found);
    let (targets, found) = Targets::read(&settings, &registry::registry(&settings));
    problems.extend(found);
    say(root, &problems);
    let ledger = Arc::new(Ledger::build(&Arc::new(content), &Arc::new(settings), as_of));
    problems.extend(findings::check_decisions(&ledger, &Locator::new(root)));
    let found = findings::find(&ledger, &rules);
    let earlier = findings::find(&ledger.earlier(as_of.plus(-7)), &rules);
    let site = Site {
        report: Report::compute(ledger, rules.days("won-and-forgotten", "follow_up_days")),
        findings: found,
        earlier,
        targets,
        checked,
        rules,
        problems: problems.clone(),
        since: None,
        root: root.to_owned(),
    };
    (site, problems)
}

/// Reads `site.toml` and all else; none where the settings are not usable.
#[must_use]
pub fn everything(root: &Path, text: &str) -> Option<(Site, Vec<Problem>)> {
    let (settings, problems) = settings::read("site.toml", text);
    let Some(settings) = settings else {
        assert!(!problems.is_empty(), "no settings, and no word of why");
        say(root, &problems);
        return None;
    };
    Some(read(root, settings, problems))
}

/// The site in memory, where it can be: a page may have a broken link.
#[must_use]
pub fn rendered(site: Site) -> Option<Vec<OutputFile>> {
    let root = site.root.clone();
    match pages::render_in_memory(&Arc::new(site)) {
        Ok((files, _)) => Some(files),
        Err(Problems(problems)) => {
            let ours = problems.iter().find(|p| p.code == Code::Template);
            assert!(ours.is_none(), "a template of our own fails: {ours:?}");
            say(&root, &problems);
            None
        }
    }
}

/// Whether there are errors.
#[must_use]
pub fn has_errors(problems: &[Problem]) -> bool {
    problems.iter().any(|p| p.severity() == Severity::Error)
}

/// What there is in a folder, by the settings of `text`, which are good ones.
///
/// # Panics
/// Where the settings are not good.
#[must_use]
pub fn content_of(root: &Path, text: &str) -> (Settings, Content, Vec<Problem>) {
    let settings = settings::read("site.toml", text).0.expect("good settings");
    let (mut content, mut problems) = content::read(root, &settings);
    let as_of = content::resolve_as_of(&settings, &content, today());
    problems.extend(content::check(&settings, &mut content, as_of, &Locator::new(root)).1);
    problems.extend(content::likely::check(&settings, &content, as_of, &Locator::new(root)));
    (settings, content, problems)
}
