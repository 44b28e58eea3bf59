//! The site's pages and data files: plan what there is, then render it in parallel and hand each file on.

mod caveat;
pub mod chart;
pub mod components;
pub mod data;
mod demand;
pub mod figure;
mod index;
pub mod leads;
pub mod markdown;
pub(crate) mod nav;
pub(crate) mod places;
pub mod plan;
mod reference;
pub(crate) mod search;
pub mod sentences;
mod shell;
mod sitemap;
pub mod theme;
pub mod views;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use tera::{Context, Tera, Value};
use xxhash_rust::xxh3::xxh3_128;

pub use demand::OnDemand;
use index::Index;

pub(crate) use crate::words;

use crate::content::{Asset, Checked};
use crate::diagnostics::{Code, Place, Problem, Problems};
use crate::diff::Diff;
use crate::ledger::UNKNOWN;
use crate::metrics::targets::Targets;
use crate::metrics::{Dimension, FindingGroup, Record, Report, Rules};
use crate::model::{Currency, Day};
use crate::output::OutputFile;
use crate::output::lock::Shell;
use crate::settings::Settings;
use crate::words::{Words, say};

/// What a site is made of.
pub struct Site {
    /// All numbers.
    pub report: Report,
    /// What goes wrong now.
    pub findings: Vec<FindingGroup>,
    /// What went wrong a week before.
    pub earlier: Vec<FindingGroup>,
    /// Targets.
    pub targets: Targets,
    /// What checking found.
    pub checked: Checked,
    /// Rules and thresholds.
    pub rules: Rules,
    /// Problems found so far, for the quality page.
    pub problems: Vec<Problem>,
    /// The playbook's folder.
    pub root: PathBuf,
    /// What changed since another state of the playbook, where one was named.
    pub since: Option<Since>,
}

/// What changed since another state of the playbook.
pub struct Since {
    /// What that state was called: a revision or a folder.
    pub name: String,
    /// What changed.
    pub diff: Diff,
}

impl Site {
    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.report.ledger.settings
    }

    /// The words of the site's language.
    pub fn words(&self) -> &Words {
        &self.settings().words
    }

    /// The site's currency.
    pub fn currency(&self) -> Currency {
        self.settings().currency
    }

    /// The report's day.
    pub fn as_of(&self) -> Day {
        self.report.ledger.as_of
    }

    /// A member's name as pages show it: people and campaigns by name, the unknown as such.
    pub fn member_name(&self, dimension: Dimension, member: &str) -> String {
        let content = &self.report.ledger.content;
        let named = match dimension {
            _ if member == UNKNOWN => Some(say!(self.words(), "name-not-known")),
            Dimension::Owner => content
                .people
                .iter()
                .find(|p| p.id.as_str() == member)
                .map(|p| p.name.clone()),
            Dimension::Campaign => content
                .campaigns
                .iter()
                .find(|c| c.id.as_str() == member)
                .map(|c| c.name.clone()),
            _ => None,
        };
        named.unwrap_or_else(|| words::label(member))
    }

    /// The same as it begins a row of a table or a chart.
    pub fn row_name(&self, dimension: Dimension, member: &str) -> String {
        crate::words::capital(&self.member_name(dimension, member))
    }

    /// The page of a member, from the site's root; empty where it has none.
    pub fn member_href(&self, dimension: Dimension, member: &str) -> String {
        let campaigns = &self.report.ledger.content.campaigns;
        let is_campaign = |id: &str| campaigns.iter().any(|c| c.id.as_str() == id);
        match dimension {
            Dimension::Campaign if is_campaign(member) => format!("campaigns/{member}/index.html"),
            Dimension::Owner if member != UNKNOWN => views::person_path(member),
            _ => String::new(),
        }
    }

    /// A person's name by id.
    pub fn person(&self, id: &str) -> String {
        self.member_name(Dimension::Owner, id)
    }
}

/// What a rendered site is, but for its files.
#[derive(Debug)]
pub struct Rendered {
    /// How many files there are.
    pub files: usize,
    /// How many of them are pages.
    pub pages: usize,
    /// How many charts they hold.
    pub charts: usize,
    /// What stands before the site where it is locked; none of a site that is not.
    pub shell: Option<Shell>,
}

/// What the files of a site are handed to as they are made.
pub trait Sink: Sync {
    /// So many pages will come, and other files with them.
    fn planned(&self, _pages: usize) {}

    /// Takes a file: from any thread, in any order, each path once.
    fn put(&self, file: OutputFile);
}

impl<F: Fn(OutputFile) + Sync> Sink for F {
    fn put(&self, file: OutputFile) {
        self(file);
    }
}

/// What rendering shares: the site, the templates, the plan.
pub(crate) struct Book {
    pub site: Arc<Site>,
    pub tera: Tera,
    called: components::Called,
    pub plan: plan::Plan,
    pub index: Index,
    /// Position of the period that pages show where none is named.
    pub period: usize,
    pub nav: nav::Navigation,
    records: OnceLock<Vec<Vec<Record>>>,
}

impl Book {
    /// Files for hosts and crawlers.
    fn for_hosts(&self) -> Vec<OutputFile> {
        let settings = self.site.settings();
        let pages = self.plan.pages.iter().map(|page| page.path.as_str());
        for_hosts(settings.index.is_some(), settings.base_url.as_deref(), pages)
    }

    /// The records behind each metric in the period that pages show where none is named.
    pub(crate) fn records(&self) -> &[Vec<Record>] {
        self.records.get_or_init(|| self.site.report.records(self.period))
    }
}

/// One page, rendered, with the charts whose data it shows.
pub(crate) struct RenderedPage {
    pub html: String,
    pub charts: Vec<OutputFile>,
    pub chart_count: usize,
    pub problems: Vec<Problem>,
    pub anchors: Vec<places::Anchor>,
}

/// What is left of a page once its files are handed on.
struct Told {
    charts: usize,
    problems: Vec<Problem>,
    anchors: Vec<places::Anchor>,
}

/// The feed of findings: its links are absolute, so only where it is known where the site will be.
const FEED: &str = "feed.xml";

/// A book, its theme, the static files, and the map of their plain names to those with a hash.
type Opened = (Book, theme::Theme, Vec<OutputFile>, BTreeMap<String, String>);

/// What stands before a page is rendered: the book, its theme, and the theme's static files.
fn open(site: &Arc<Site>) -> Result<Opened, Problems> {
    let theme = theme::Theme::read(&site.root, &site.settings().theme).map_err(Problems)?;
    let (files, names) = theme.assets();
    let period = views::main_period(site);
    let index = Index::new(site);
    let plan = plan::plan(site, &index, period, files.iter().map(|f| f.path.clone())).map_err(Problems)?;
    let (tera, called) = components::tera(site, &theme, period).map_err(|p| Problems(vec![p]))?;
    let mut book = Book {
        site: site.clone(),
        tera,
        called,
        plan,
        index,
        period,
        nav: nav::Navigation::default(),
        records: OnceLock::new(),
    };
    let shared = views::shared(&book, &names);
    book.nav = nav::Navigation::new(&shared);
    *book.tera.global_context() =
        Context::from_serialize(&shared).map_err(|e| Problems(vec![template_problem(&theme, &e, None)]))?;
    Ok((book, theme, files, names))
}

/// Renders everything and holds it in memory, sorted by path.
///
/// # Errors
/// As [`render`].
pub fn render_in_memory(site: &Arc<Site>) -> Result<(Vec<OutputFile>, Rendered), Problems> {
    let files = Mutex::new(Vec::new());
    let take = |file: OutputFile| files.lock().unwrap_or_else(PoisonError::into_inner).push(file);
    let rendered = render(site, &take)?;
    let mut files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok((files, rendered))
}

/// Renders everything. Each file is handed on as it is made, so that no more than a few are in memory; where there
/// are problems, some were handed on before these were found.
///
/// # Errors
/// Problems with pages, templates or paths.
pub fn render(site: &Arc<Site>, sink: &dyn Sink) -> Result<Rendered, Problems> {
    let (book, theme, assets, names) = open(site)?;
    let shell = shell::render(&book, &theme, &names).map_err(|p| Problems(vec![p]))?;
    let count = AtomicUsize::new(0);
    let take = |file| {
        count.fetch_add(1, Ordering::Relaxed);
        sink.put(file);
    };
    sink.planned(book.plan.pages.len());
    // Before the pages that share them: they are worked out on all threads, which may not wait for one another.
    site.report.complete();
    book.records();
    let charts = OnlyOnce::default();
    let one = |page: &plan::Page| -> Result<Told, Problem> {
        let rendered = render_page(&book, &theme, page)?;
        take(OutputFile {
            path: page.path.clone(),
            bytes: rendered.html.into_bytes(),
        });
        rendered.charts.into_iter().filter(|c| charts.is_new(c)).for_each(take);
        Ok(Told {
            charts: rendered.chart_count,
            problems: rendered.problems,
            anchors: rendered.anchors,
        })
    };
    let data = || {
        rayon::join(
            || data::files(site).for_each(take),
            || {
                views::record_files(&book).into_iter().for_each(take);
                take(views::timelines(&book));
                search::index(&book).into_iter().for_each(take);
            },
        )
    };
    let pages = || -> Vec<Result<Told, Problem>> { book.plan.pages.par_iter().map(one).collect() };
    let (_, pages) = rayon::join(data, pages);
    let told = book.plan.pages.iter().zip(&pages);
    let anchors = told.filter_map(|(page, told)| Some((page.path.as_str(), told.as_ref().ok()?.anchors.as_slice())));
    // Pages that are linked to so are few, and are rendered again: that costs less than to keep them all.
    let again = |path: &str| {
        let page = book.plan.pages.iter().find(|page| page.path == path)?;
        render_page(&book, &theme, page).ok().map(|rendered| rendered.html)
    };
    let mut problems = places::missing(anchors, &again);
    let mut charts = 0;
    for page in pages {
        match page {
            Ok(told) => {
                problems.extend(told.problems);
                charts += told.charts;
            }
            Err(problem) => problems.push(problem),
        }
    }
    match feed(&book, &theme) {
        Ok(feed) => feed.into_iter().for_each(take),
        Err(problem) => problems.push(problem),
    }
    for asset in &site.report.ledger.content.assets {
        match copied(asset) {
            Ok(file) => take(file),
            Err(problem) => problems.push(problem),
        }
    }
    assets.into_iter().chain(book.for_hosts()).for_each(take);
    if problems.is_empty() {
        Ok(Rendered {
            files: count.load(Ordering::Relaxed),
            pages: book.plan.pages.len(),
            charts,
            shell: Some(shell),
        })
    } else {
        Err(Problems(problems))
    }
}

/// Charts that stand on several pages: their files are the same, and are handed on with the page that is first made.
#[derive(Default)]
struct OnlyOnce(Mutex<HashMap<String, u128>>);

impl OnlyOnce {
    fn is_new(&self, file: &OutputFile) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let hash = xxh3_128(&file.bytes);
        match seen.entry(file.path.clone()) {
            Entry::Vacant(place) => {
                place.insert(hash);
                true
            }
            Entry::Occupied(before) => {
                debug_assert_eq!(*before.get(), hash, "two charts at {}", file.path);
                false
            }
        }
    }
}

/// A picture or the like, as it is.
pub(crate) fn copied(asset: &Asset) -> Result<OutputFile, Problem> {
    match std::fs::read(&asset.source) {
        Ok(bytes) => Ok(OutputFile {
            path: asset.path.clone(),
            bytes,
        }),
        Err(error) => Err(Problem::new(Code::Unreadable, format!("cannot be read: {error}"))
            .at(Place::of_file(format!("content/{}", asset.path)))),
    }
}

/// The feed, where it is known where the site will be.
fn feed(book: &Book, theme: &theme::Theme) -> Result<Option<OutputFile>, Problem> {
    if book.site.settings().base_url.is_none() {
        return Ok(None);
    }
    let rendered = book.tera.render(FEED, &views::feed(&book.site));
    let xml = rendered.map_err(|e| template_problem(theme, &e, None))?;
    Ok(Some(OutputFile {
        path: FEED.into(),
        bytes: xml.into_bytes(),
    }))
}

/// Files for hosts and crawlers.
pub(crate) fn for_hosts<'p>(may: bool, base: Option<&str>, pages: impl Iterator<Item = &'p str>) -> Vec<OutputFile> {
    let mut files = sitemap::files(may, base, pages);
    files.push(OutputFile {
        path: ".nojekyll".into(),
        bytes: Vec::new(),
    });
    files
}

fn render_page(book: &Book, theme: &theme::Theme, page: &plan::Page) -> Result<RenderedPage, Problem> {
    let mut built = views::build(book, page);
    let fault = |e: tera::Error| template_problem(theme, &e, Some(&page.path));
    let nav = book.nav.of(&book.tera, &page.path, built.section).map_err(fault)?;
    built.context.insert_value("nav", nav);
    let html = book.tera.render(page.kind.template(), &built.context).map_err(fault)?;
    built.charts.extend(book.called.take(&page.path));
    Ok(RenderedPage {
        chart_count: built.charts.len(),
        charts: built
            .charts
            .iter()
            .filter(|c| c.has_file())
            .flat_map(chart::ChartView::files)
            .collect(),
        html,
        problems: built.problems,
        anchors: built.anchors,
    })
}

/// A template's error as a problem at its place.
pub(crate) fn template_problem(theme: &theme::Theme, error: &tera::Error, page: Option<&str>) -> Problem {
    let shown = |name: &str| {
        theme
            .templates
            .get(name)
            .map_or_else(|| name.to_owned(), |(file, _)| file.clone())
    };
    let of_page = page.map(|path| format!(" (for {path})")).unwrap_or_default();
    match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
            let span = report.span();
            let place = Place {
                line: span.start_line.max(1),
                column: span.start_col + 1,
                end_line: span.start_line.max(1),
                end_column: span.end_col.max(span.start_col) + 1,
                ..Place::of_file(shown(report.filename()))
            };
            Problem::new(Code::Template, format!("{}{of_page}", report.message())).at(place)
        }
        _ => Problem::new(Code::Template, format!("{}{of_page}", innermost(error))),
    }
}

/// The last error of a chain: what went wrong in the end.
pub(crate) fn innermost(error: &dyn std::error::Error) -> String {
    let mut current = error;
    while let Some(source) = current.source() {
        current = source;
    }
    current.to_string()
}

/// A serialisable value for templates.
pub(crate) fn value<T: serde::Serialize + ?Sized>(value: &T) -> Value {
    Value::from_serializable(value)
}
