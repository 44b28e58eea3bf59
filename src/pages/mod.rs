//! The site's pages and data files, in memory: plan what there is, then render it in parallel,
//! collected in the plan's order.

mod caveat;
pub mod chart;
pub mod components;
pub mod data;
mod demand;
pub mod figure;
mod index;
pub mod leads;
pub mod markdown;
mod nav;
mod places;
pub mod plan;
mod reference;
mod search;
pub mod sentences;
mod shell;
mod sitemap;
pub mod theme;
pub mod views;

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use tera::{Context, Tera, Value};

pub use demand::OnDemand;
use index::Index;

pub(crate) use crate::words;

use crate::content::Checked;
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

/// A site in memory.
#[derive(Debug)]
pub struct Rendered {
    /// All files, sorted by path.
    pub files: Vec<OutputFile>,
    /// How many are pages.
    pub pages: usize,
    /// How many charts they hold.
    pub charts: usize,
    /// What stands before the site where it is locked.
    pub shell: Shell,
}

/// What rendering shares: the site, the templates, the plan.
pub(crate) struct Book {
    pub site: Arc<Site>,
    pub tera: Tera,
    pub plan: plan::Plan,
    pub index: Index,
    /// Position of the period that pages show where none is named.
    pub period: usize,
    pub nav: nav::Navigation,
    records: OnceLock<Vec<Vec<Record>>>,
}

impl Book {
    /// The records behind each metric in the period that pages show where none is named.
    pub(crate) fn records(&self) -> &[Vec<Record>] {
        self.records.get_or_init(|| self.site.report.records(self.period))
    }
}

/// One page, rendered, with the charts whose data it shows.
struct RenderedPage {
    html: String,
    charts: Vec<OutputFile>,
    chart_count: usize,
    problems: Vec<Problem>,
    anchors: Vec<(String, Problem)>,
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
    let tera = components::tera(site, &theme, period).map_err(|p| Problems(vec![p]))?;
    let mut book = Book {
        site: site.clone(),
        tera,
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

/// Renders everything.
///
/// # Errors
/// Problems with pages, templates or paths.
pub fn render(site: &Arc<Site>) -> Result<Rendered, Problems> {
    let (book, theme, mut files, names) = open(site)?;
    let shell = shell::render(&book, &theme, &names).map_err(|p| Problems(vec![p]))?;
    // Before the pages that share them: they are worked out on all threads, which may not wait for one another.
    book.records();
    let render_all = || -> Vec<Result<RenderedPage, Problem>> {
        let pages = book.plan.pages.par_iter();
        pages.map(|page| render_page(&book, &theme, page)).collect()
    };
    let ((mut data, (records, search)), pages) = rayon::join(
        || {
            rayon::join(
                || data::files(site),
                || (views::record_files(&book), search::index(&book)),
            )
        },
        render_all,
    );
    data.extend(records);
    data.push(search);
    let mut problems = places::missing(&book.plan.pages, &pages);
    let mut charts = 0;
    for (page, rendered) in book.plan.pages.iter().zip(pages) {
        match rendered {
            Ok(rendered) => {
                problems.extend(rendered.problems);
                charts += rendered.chart_count;
                files.push(OutputFile {
                    path: page.path.clone(),
                    bytes: rendered.html.into_bytes(),
                });
                data.extend(rendered.charts);
            }
            Err(problem) => problems.push(problem),
        }
    }
    let mut seen = HashSet::new();
    files.extend(data.into_iter().filter(|f| seen.insert(f.path.clone())));
    match feed(&book, &theme) {
        Ok(feed) => files.extend(feed),
        Err(problem) => problems.push(problem),
    }
    for asset in &site.report.ledger.content.assets {
        match std::fs::read(&asset.source) {
            Ok(bytes) => files.push(OutputFile {
                path: asset.path.clone(),
                bytes,
            }),
            Err(error) => problems.push(
                Problem::new(Code::Unreadable, format!("cannot be read: {error}"))
                    .at(Place::of_file(format!("content/{}", asset.path))),
            ),
        }
    }
    files.extend(for_hosts(&book));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    if problems.is_empty() {
        Ok(Rendered {
            pages: book.plan.pages.len(),
            charts,
            files,
            shell,
        })
    } else {
        Err(Problems(problems))
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
fn for_hosts(book: &Book) -> Vec<OutputFile> {
    let mut files = sitemap::files(book.site.settings(), &book.plan.pages);
    files.push(OutputFile {
        path: ".nojekyll".into(),
        bytes: Vec::new(),
    });
    files
}

fn render_page(book: &Book, theme: &theme::Theme, page: &plan::Page) -> Result<RenderedPage, Problem> {
    let mut built = views::build(book, page);
    let fault = |e: tera::Error| template_problem(theme, &e, Some(page));
    let nav = book.nav.of(&book.tera, page, built.section).map_err(fault)?;
    built.context.insert_value("nav", nav);
    let html = book.tera.render(page.kind.template(), &built.context).map_err(fault)?;
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
pub(crate) fn template_problem(theme: &theme::Theme, error: &tera::Error, page: Option<&plan::Page>) -> Problem {
    let shown = |name: &str| {
        theme
            .templates
            .get(name)
            .map_or_else(|| name.to_owned(), |(file, _)| file.clone())
    };
    let of_page = page.map(|p| format!(" (for {})", p.path)).unwrap_or_default();
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
