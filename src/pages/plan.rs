//! Which pages there are and where they stand; collisions of paths are found here.

use std::collections::{HashMap, HashSet};

use super::Site;
use super::index::Index;
use crate::diagnostics::{Code, Place, Problem};
use crate::metrics::{PeriodKind, findings};
use crate::settings::DealPages;

/// What a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The first page, of a period.
    Overview(usize),
    /// The funnel of a period.
    Funnel(usize),
    /// The handoff in a period.
    Handoff(usize),
    /// Spend and return of a period.
    Spend(usize),
    /// Losses of a period.
    Losses(usize),
    /// Attribution in a period.
    Attribution(usize),
    /// What the open deals are expected to bring.
    Forecast,
    /// Needs and objections.
    Needs,
    /// The weekly meeting.
    Week,
    /// Findings.
    Findings,
    /// What changed since another state of the playbook.
    Changes,
    /// All campaigns.
    Campaigns,
    /// One campaign.
    Campaign(usize),
    /// A page of the list of deals, from 0.
    Deals(usize),
    /// One deal, by its place in the ledger.
    Deal(usize),
    /// All periods.
    Periods,
    /// All metrics.
    Metrics,
    /// One metric.
    Metric(usize),
    /// What was read, what is missing.
    Quality,
    /// Everybody.
    People,
    /// One person, by place among all.
    Person(usize),
    /// A Markdown page.
    Markdown(usize),
    /// The playbook's pages, where no page of the team's lists them.
    PlaybookIndex,
    /// Not found.
    NotFound,
}

impl PageKind {
    /// The template that shows it.
    pub fn template(self) -> &'static str {
        match self {
            PageKind::Overview(_) => "overview.html",
            PageKind::Funnel(_) => "funnel.html",
            PageKind::Handoff(_) => "handoff.html",
            PageKind::Spend(_) => "spend.html",
            PageKind::Losses(_) => "losses.html",
            PageKind::Attribution(_) => "attribution.html",
            PageKind::Forecast => "forecast.html",
            PageKind::Needs => "needs.html",
            PageKind::Week => "week.html",
            PageKind::Findings => "findings.html",
            PageKind::Changes => "changes.html",
            PageKind::Campaigns => "campaigns.html",
            PageKind::Campaign(_) => "campaign.html",
            PageKind::Deals(_) => "deals.html",
            PageKind::Deal(_) => "deal.html",
            PageKind::Periods => "periods.html",
            PageKind::Metrics => "metrics.html",
            PageKind::Metric(_) => "metric.html",
            PageKind::Quality => "quality.html",
            PageKind::People => "people.html",
            PageKind::Person(_) => "person.html",
            PageKind::Markdown(_) => "page.html",
            PageKind::PlaybookIndex => "playbook.html",
            PageKind::NotFound => "404.html",
        }
    }

    /// The message that names a page of which there is one; none of those that are found by another name, such
    /// as a deal, and of those that repeat one for another period.
    pub fn name(self) -> Option<&'static str> {
        Some(match self {
            PageKind::Week => "page-week",
            PageKind::Findings => "page-findings",
            PageKind::Changes => "page-changes",
            PageKind::Forecast => "page-forecast",
            PageKind::Needs => "page-needs",
            PageKind::Campaigns => "page-campaigns",
            PageKind::Deals(0) => "page-deals",
            PageKind::People => "page-people",
            PageKind::Periods => "page-periods",
            PageKind::Metrics => "page-metrics",
            PageKind::Quality => "page-quality",
            PageKind::PlaybookIndex => "page-playbook",
            _ => return None,
        })
    }

    /// The folder that a page with a period has below the period, and its period.
    pub fn of_period(self) -> Option<(&'static str, usize)> {
        match self {
            PageKind::Overview(p) => Some(("", p)),
            PageKind::Funnel(p) => Some(("funnel/", p)),
            PageKind::Handoff(p) => Some(("handoff/", p)),
            PageKind::Spend(p) => Some(("spend/", p)),
            PageKind::Losses(p) => Some(("losses/", p)),
            PageKind::Attribution(p) => Some(("attribution/", p)),
            _ => None,
        }
    }
}

/// A page to render.
#[derive(Clone, Debug)]
pub struct Page {
    /// Path in the site.
    pub path: String,
    /// What it shows.
    pub kind: PageKind,
}

impl Page {
    /// What leads from the page to the site's root: `../../`, or nothing.
    pub fn root(&self) -> String {
        root_of(&self.path)
    }
}

/// What leads from the page at a path to the site's root.
pub(crate) fn root_of(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// All pages.
#[derive(Debug, Default)]
pub struct Plan {
    /// In the order in which they were planned.
    pub pages: Vec<Page>,
    /// Every path of the site that may be linked to.
    pub paths: HashSet<String>,
    /// Which deals have a page, by place in the ledger.
    pub deal_pages: Vec<bool>,
}

/// Deals on one page of the list.
pub const DEALS_A_PAGE: usize = 100;
/// The newest deals that have a page where only recent ones do.
const RECENT: usize = 2000;

/// The path of the page that says what to do about the findings of a rule; of the playbook where no page does.
pub fn remedy_path(site: &Site, rule: &str) -> String {
    let rule = findings::registry().iter().find(|r| r.id == rule);
    let page = rule.and_then(|rule| findings::remedy(rule, &site.report.ledger.content.pages));
    page.map_or_else(|| "playbook/index.html".to_owned(), |page| markdown_path(&page.slug))
}

/// The path of a Markdown page.
pub fn markdown_path(slug: &str) -> String {
    if slug.is_empty() {
        "index.html".into()
    } else {
        format!("{slug}/index.html")
    }
}

/// The path of a page with a period.
pub fn period_path(folder: &str, id: &str) -> String {
    format!("periods/{id}/{folder}index.html")
}

/// Plans all pages. `main` is the period shown where none is named.
///
/// # Errors
/// Two files that want the same path.
pub(crate) fn plan(
    site: &Site,
    index: &Index,
    main: usize,
    others: impl Iterator<Item = String>,
) -> Result<Plan, Vec<Problem>> {
    let ledger = &site.report.ledger;
    let mut pages = Vec::new();
    let mut add = |path: String, kind| pages.push(Page { path, kind });
    let with_period = [
        PageKind::Overview as fn(usize) -> PageKind,
        PageKind::Funnel,
        PageKind::Handoff,
        PageKind::Spend,
        PageKind::Losses,
        PageKind::Attribution,
    ];
    for make in with_period {
        let folder = make(main).of_period().map_or("", |p| p.0);
        add(format!("{folder}index.html"), make(main));
        for (i, period) in site.report.periods.list.iter().enumerate() {
            add(period_path(folder, &period.id), make(i));
        }
    }
    let single = [
        ("needs/index.html", PageKind::Needs),
        ("week/index.html", PageKind::Week),
        ("forecast/index.html", PageKind::Forecast),
        ("findings/index.html", PageKind::Findings),
        ("campaigns/index.html", PageKind::Campaigns),
        ("periods/index.html", PageKind::Periods),
        ("metrics/index.html", PageKind::Metrics),
        ("people/index.html", PageKind::People),
        ("quality/index.html", PageKind::Quality),
        ("404.html", PageKind::NotFound),
    ];
    for (path, kind) in single {
        add(path.to_owned(), kind);
    }
    if site.since.is_some() {
        add("changes/index.html".to_owned(), PageKind::Changes);
    }
    for (i, metric) in site.report.registry.iter().enumerate() {
        add(format!("metrics/{}/index.html", metric.id), PageKind::Metric(i));
    }
    for (i, campaign) in ledger.content.campaigns.iter().enumerate() {
        add(format!("campaigns/{}/index.html", campaign.id), PageKind::Campaign(i));
    }
    for (i, person) in index.people.iter().enumerate() {
        add(format!("people/{}/index.html", person.id), PageKind::Person(i));
    }
    for n in 0..ledger.deals.len().div_ceil(DEALS_A_PAGE).max(1) {
        add(deals_page(n), PageKind::Deals(n));
    }
    let deal_pages = deal_pages(site, index);
    for i in (0..ledger.deals.len()).filter(|i| deal_pages[*i]) {
        add(
            format!("deals/{}/index.html", ledger.record(&ledger.deals[i]).id),
            PageKind::Deal(i),
        );
    }
    for (i, page) in ledger.content.pages.iter().enumerate() {
        add(markdown_path(&page.slug), PageKind::Markdown(i));
    }
    if !ledger.content.pages.iter().any(|p| p.slug == "playbook") {
        add("playbook/index.html".to_owned(), PageKind::PlaybookIndex);
    }
    check(site, pages, deal_pages, others)
}

/// What is wrong with a picture of the content that would stand among the drawings of charts: which these are is known
/// only once all pages are rendered.
pub(crate) fn among_charts(path: &str) -> Option<Problem> {
    // Case alone does not keep two paths apart on every file system.
    path.to_lowercase().starts_with("data/charts/").then(|| {
        let message = "the folder data/charts/ is for the data and the drawings of charts";
        Problem::new(Code::PathCollision, message)
            .at(Place::of_file(format!("content/{path}")))
            .hint("put the file into another folder")
    })
}

/// What is wrong with a page or a picture of the content whose folder would stand where a file is: `foo.png.md` beside
/// `foo.png`. All paths that are taken are in small letters.
pub(crate) fn in_a_file(path: &str, file: &str, is_taken: impl Fn(&str) -> bool) -> Option<Problem> {
    let lower = path.to_lowercase();
    let mut folders = lower.match_indices('/').map(|(end, _)| &lower[..end]);
    let taken = folders.find(|folder| is_taken(folder))?;
    let message = format!("the path {path} needs a folder where the file {taken} is");
    let problem = Problem::new(Code::PathCollision, message).at(Place::of_file(file.to_owned()));
    Some(problem.hint("rename the file"))
}

fn check(
    site: &Site,
    pages: Vec<Page>,
    deal_pages: Vec<bool>,
    others: impl Iterator<Item = String>,
) -> Result<Plan, Vec<Problem>> {
    let content = &site.report.ledger.content;
    let mut problems = Vec::new();
    // Case alone does not keep two paths apart on every file system.
    let mut taken: HashMap<String, String> = HashMap::new();
    let mut paths = HashSet::new();
    let mut claim = |path: &str, file: Option<String>| {
        paths.insert(path.to_owned());
        if let Some(other) = taken.insert(path.to_lowercase(), path.to_owned()) {
            let place = Place::of_file(file.unwrap_or_else(|| other.clone()));
            problems.push(
                Problem::new(Code::PathCollision, format!("the path {path} is taken by another page"))
                    .at(place)
                    .hint("rename the file"),
            );
        }
    };
    for page in &pages {
        let file = match page.kind {
            PageKind::Markdown(i) => Some(content.pages[i].file.to_string()),
            _ => None,
        };
        claim(&page.path, file);
    }
    for asset in &content.assets {
        claim(&asset.path, Some(format!("content/{}", asset.path)));
    }
    for path in others.chain(["robots.txt", ".nojekyll", "feed.xml", "sitemap.xml"].map(str::to_owned)) {
        claim(&path, None);
    }
    for name in [
        "metrics.csv",
        "funnel.csv",
        "deals.csv",
        "campaigns.csv",
        "losses.csv",
        "needs.csv",
        "attribution.csv",
        "forecast.csv",
        "findings.json",
        "search.json",
        "site.json",
    ] {
        claim(&format!("data/{name}"), None);
    }
    problems.extend(content.assets.iter().filter_map(|asset| among_charts(&asset.path)));
    let is_taken = |path: &str| taken.contains_key(path);
    for page in &content.pages {
        problems.extend(in_a_file(&markdown_path(&page.slug), &page.file, is_taken));
    }
    for asset in &content.assets {
        problems.extend(in_a_file(&asset.path, &format!("content/{}", asset.path), is_taken));
    }
    if problems.is_empty() {
        Ok(Plan {
            pages,
            paths,
            deal_pages,
        })
    } else {
        Err(problems)
    }
}

/// The path of the `n`-th page of deals, from 0.
pub fn deals_page(n: usize) -> String {
    if n == 0 {
        "deals/index.html".into()
    } else {
        format!("deals/page/{}/index.html", n + 1)
    }
}

fn deal_pages(site: &Site, index: &Index) -> Vec<bool> {
    let ledger = &site.report.ledger;
    match site.settings().deal_pages {
        DealPages::All => vec![true; ledger.deals.len()],
        DealPages::None => vec![false; ledger.deals.len()],
        DealPages::Recent => {
            let mut out: Vec<bool> = ledger
                .deals
                .iter()
                .map(|h| h.status == crate::ledger::Status::Open)
                .collect();
            for i in index.newest.iter().take(RECENT) {
                out[*i] = true;
            }
            out
        }
    }
}

/// The kinds of periods that pages list, in the order of the switcher, and the messages that name them.
pub const KINDS: [(PeriodKind, &str); 4] = [
    (PeriodKind::All, "kinds-all"),
    (PeriodKind::Year, "kinds-year"),
    (PeriodKind::Quarter, "kinds-quarter"),
    (PeriodKind::Month, "kinds-month"),
];
