//! The pages of a public site: planned, rendered, with their data files. Only what is here exists: there is no page
//! for a deal, a person, a week, a need or a loss.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use serde_json::{Value as Json, json};
use tera::{Context, Tera};

use super::views::View;
use super::{Public, components, data};
use crate::content::{Asset, PageSource, as_written};
use crate::diagnostics::{Code, Place, Problem, Problems};
use crate::model::Sides;
use crate::output::OutputFile;
use crate::pages::chart::ChartView;
use crate::pages::components::{Called, HINTS, call, link, target};
use crate::pages::markdown::Renderer;
use crate::pages::nav::Navigation;
use crate::pages::plan::{Plan, among_charts, in_a_file, markdown_path, period_path, root_of};
use crate::pages::theme::Theme;
use crate::pages::views::{Link, crumb, script_words};
use crate::pages::{Rendered, RenderedPage, copied, for_hosts, places, search, template_problem, value};
use crate::words::say;

/// The template of all pages but those in Markdown.
const TEMPLATE: &str = "public.html";

/// Where the files beside the numbers come from.
pub(super) struct Sources<'s> {
    pub root: &'s Path,
    pub theme: &'s str,
    pub assets: &'s [Asset],
}

/// What a page shows.
#[derive(Clone, Copy)]
enum Kind {
    Overview(usize),
    Funnel(usize),
    Handoff(usize),
    Spend(usize),
    Campaigns,
    Campaign(usize),
    Periods,
    Metrics,
    Metric(usize),
    Findings,
    Markdown(usize),
    Playbook,
    NotFound,
}

/// The folders of the pages that there are for every period.
const OF_PERIODS: [(&str, fn(usize) -> Kind); 4] = [
    ("", Kind::Overview),
    ("funnel/", Kind::Funnel),
    ("handoff/", Kind::Handoff),
    ("spend/", Kind::Spend),
];

/// Pages of a team's site that are not written for the public: links to them become text.
const NOT_PUBLIC: [&str; 11] = [
    "attribution/",
    "changes/",
    "data/",
    "deals/",
    "forecast/",
    "losses/",
    "needs/",
    "people/",
    "periods/",
    "quality/",
    "week/",
];

struct Page {
    path: String,
    kind: Kind,
}

/// What rendering shares.
struct Book<'b> {
    public: &'b Public,
    tera: Tera,
    called: Called,
    pages: Vec<Page>,
    plan: Plan,
    nav: Navigation,
}

/// Renders everything.
pub(super) fn render(public: &Arc<Public>, from: &Sources<'_>) -> Result<(Vec<OutputFile>, Rendered), Problems> {
    let theme = Theme::read(from.root, from.theme).map_err(Problems)?;
    let (mut files, names) = theme.assets();
    let pages = plan(public);
    let others = files.iter().map(|f| f.path.clone());
    let others = others.chain(from.assets.iter().map(|a| a.path.clone()));
    let plan = check(public, &pages, others)?;
    let is_taken = |path: &str| plan.paths.contains(path);
    let misplaced = from.assets.iter().filter_map(|asset| {
        let file = format!("content/{}", asset.path);
        among_charts(&asset.path).or_else(|| in_a_file(&asset.path, &file, is_taken))
    });
    let misplaced: Vec<Problem> = misplaced.collect();
    if !misplaced.is_empty() {
        return Err(Problems(misplaced));
    }
    let (tera, called) = components::tera(public, &theme).map_err(|p| Problems(vec![p]))?;
    let shared = shared(public, &json!(names));
    let mut book = Book {
        public,
        tera,
        called,
        pages,
        plan,
        nav: Navigation::new(&shared),
    };
    let fault = |e: &tera::Error| Problems(vec![template_problem(&theme, e, None)]);
    *book.tera.global_context() = Context::from_serialize(&shared).map_err(|e| fault(&e))?;
    let all = book.pages.par_iter().map(|page| page_of(&book, &theme, page));
    let rendered: Vec<Result<RenderedPage, Problem>> = all.collect();
    let made: BTreeMap<&str, &RenderedPage> = book
        .pages
        .iter()
        .zip(&rendered)
        .filter_map(|(page, rendered)| Some((page.path.as_str(), rendered.as_ref().ok()?)))
        .collect();
    let anchors = made.iter().map(|(path, page)| (*path, page.anchors.as_slice()));
    let mut problems = places::missing(anchors, &|path| made.get(path).map(|page| page.html.clone()));
    let mut charts = 0;
    let mut data = data::files(public);
    data.push(index(&book));
    for (page, rendered) in book.pages.iter().zip(rendered) {
        match rendered {
            Ok(rendered) => {
                problems.extend(rendered.problems);
                charts += rendered.chart_count;
                data.extend(rendered.charts);
                files.push(OutputFile {
                    path: page.path.clone(),
                    bytes: rendered.html.into_bytes(),
                });
            }
            Err(problem) => problems.push(problem),
        }
    }
    let mut seen = HashSet::new();
    files.extend(data.into_iter().filter(|f| seen.insert(f.path.clone())));
    for asset in from.assets {
        match copied(asset) {
            Ok(file) => files.push(file),
            Err(problem) => problems.push(problem),
        }
    }
    let paths = book.pages.iter().map(|page| page.path.as_str());
    files.extend(for_hosts(public.index, public.base_url.as_deref(), paths));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    if !problems.is_empty() {
        return Err(Problems(problems));
    }
    let rendered = Rendered {
        files: files.len(),
        pages: book.pages.len(),
        charts,
        shell: None,
    };
    Ok((files, rendered))
}

/// The files that are the program's own, byte for byte: its theme's, which are the same in every site.
pub(super) fn own_files() -> Own {
    static FILES: OnceLock<HashMap<String, Vec<u8>>> = OnceLock::new();
    Own(FILES.get_or_init(|| {
        let theme = Theme::built_in();
        theme.assets().0.into_iter().map(|f| (f.path, f.bytes)).collect()
    }))
}

/// Files that hold nothing of a team's.
pub(super) struct Own(&'static HashMap<String, Vec<u8>>);

impl Own {
    /// Whether a file is one of them.
    pub(super) fn contains(&self, file: &OutputFile) -> bool {
        self.0.get(&file.path) == Some(&file.bytes)
    }
}

/// The path of a page in a period: that of everything stands first.
fn path_in(folder: &str, public: &Public, period: usize) -> String {
    match period {
        0 => format!("{folder}index.html"),
        p => period_path(folder, &public.periods[p].id),
    }
}

fn plan(public: &Public) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut add = |path: String, kind| pages.push(Page { path, kind });
    for (folder, kind) in OF_PERIODS {
        for p in 0..public.periods.len() {
            add(path_in(folder, public, p), kind(p));
        }
    }
    for (path, kind) in [
        ("findings/index.html", Kind::Findings),
        ("campaigns/index.html", Kind::Campaigns),
        ("periods/index.html", Kind::Periods),
        ("metrics/index.html", Kind::Metrics),
        ("404.html", Kind::NotFound),
    ] {
        add(path.to_owned(), kind);
    }
    for (i, campaign) in public.campaigns.iter().enumerate() {
        add(format!("campaigns/{}/index.html", campaign.id), Kind::Campaign(i));
    }
    for (i, metric) in public.metrics.iter().enumerate() {
        add(format!("metrics/{}/index.html", metric.id), Kind::Metric(i));
    }
    for (i, page) in public.pages.iter().enumerate() {
        add(markdown_path(&page.slug), Kind::Markdown(i));
    }
    if !public.pages.iter().any(|p| p.slug == "playbook") {
        add("playbook/index.html".to_owned(), Kind::Playbook);
    }
    pages
}

/// Every path, each taken once.
fn check(public: &Public, pages: &[Page], others: impl Iterator<Item = String>) -> Result<Plan, Problems> {
    let mut plan = Plan::default();
    let mut problems = Vec::new();
    // Case alone does not keep two paths apart on every file system.
    let mut taken = BTreeSet::new();
    let own = pages.iter().map(|page| match page.kind {
        Kind::Markdown(i) => (page.path.clone(), public.pages[i].file.to_string()),
        _ => (page.path.clone(), page.path.clone()),
    });
    let data = ["site.json", "metrics.csv", "funnel.csv", "campaigns.csv", "search.json"];
    let data = data.map(|name| format!("data/{name}"));
    let others = others
        .chain(data)
        .chain(["robots.txt".to_owned(), ".nojekyll".to_owned()]);
    for (path, file) in own.chain(others.map(|path| (path.clone(), format!("content/{path}")))) {
        if !taken.insert(path.to_lowercase()) {
            problems.push(
                Problem::new(Code::PathCollision, format!("the path {path} is taken by another page"))
                    .at(Place::of_file(file))
                    .hint("rename the file"),
            );
        }
        plan.paths.insert(path);
    }
    let is_taken = |path: &str| taken.contains(path);
    for page in &public.pages {
        problems.extend(in_a_file(&markdown_path(&page.slug), &page.file, is_taken));
    }
    if problems.is_empty() {
        Ok(plan)
    } else {
        Err(Problems(problems))
    }
}

/// A team's pages, of the playbook or beside it, in their order.
fn listed(public: &Public, playbook: bool) -> Vec<&PageSource> {
    let of_playbook = |p: &PageSource| p.slug == "playbook" || p.slug.starts_with("playbook/");
    let mut list: Vec<&PageSource> = public.pages.iter().filter(|p| of_playbook(p) == playbook).collect();
    list.sort_by(|a, b| (a.order, &a.slug).cmp(&(b.order, &b.slug)));
    list
}

/// What every template sees: the same names as in a team's site.
fn shared(public: &Public, assets: &Json) -> Json {
    let w = &public.words;
    let link = |section: &str| {
        let href = if section == "overview" {
            "index.html".to_owned()
        } else {
            format!("{section}/index.html")
        };
        json!({ "name": w.word("page", section), "href": href, "section": section })
    };
    let pages = |playbook: bool| -> Vec<Json> {
        let page = |p: &PageSource| json!({ "name": p.title, "href": markdown_path(&p.slug), "section": p.slug, "part": p.part.map(Sides::word), "description": p.description });
        listed(public, playbook).into_iter().map(page).collect()
    };
    let numbers = ["funnel", "handoff", "spend", "campaigns", "periods", "metrics"].map(link);
    json!({
        "site": {
            "title": public.title,
            "description": public.description,
            "language": w.language().word(),
            "as_of": w.date(public.as_of),
            "as_of_iso": public.as_of.to_string(),
            "generator": format!("funnelbook {}", env!("CARGO_PKG_VERSION")),
            "currency": public.currency.code(),
            "base_url": public.base_url,
            "index": public.index,
            "feed": false,
            "assets": assets,
            "search": search::PATH,
            "script_words": script_words(w).to_string(),
            "left_out": 0,
            "nav": [
                { "id": "now", "name": say!(w, "group-now"), "items": [link("overview"), link("findings")] },
                { "id": "playbook", "name": say!(w, "page-playbook"), "items": pages(true) },
                { "id": "numbers", "name": say!(w, "group-numbers"), "items": numbers },
                { "id": "more", "name": say!(w, "group-more"), "items": pages(false) },
            ],
        },
    })
}

/// A page's values: what its template is, and what it sees.
struct Built {
    template: &'static str,
    section: &'static str,
    context: Context,
    charts: Vec<ChartView>,
    problems: Vec<Problem>,
    anchors: Vec<(String, Problem)>,
}

impl Built {
    fn new(template: &'static str, head: (&str, &str, &'static str), crumbs: Vec<Link>) -> Self {
        let mut context = Context::new();
        let head_value = json!({ "title": head.0, "lead": head.1, "section": head.2, "crumbs": crumbs });
        context.insert_value("page", value(&head_value));
        Self {
            template,
            section: head.2,
            context,
            charts: Vec::new(),
            problems: Vec::new(),
            anchors: Vec::new(),
        }
    }

    fn of(view: View) -> Self {
        let crumbs = view
            .below
            .into_iter()
            .map(|(name, href)| Link::new(name, href))
            .collect();
        let mut built = Self::new(TEMPLATE, (&view.title, &view.lead, view.section), crumbs);
        built.context.insert_value("sections", value(&view.sections));
        built.charts = view.sections.into_iter().filter_map(|s| s.chart).collect();
        built
    }
}

fn page_of(book: &Book<'_>, theme: &Theme, page: &Page) -> Result<RenderedPage, Problem> {
    let public = book.public;
    let w = &public.words;
    let mut period = None;
    let mut of_period = |folder: &'static str, p: usize| period = Some((folder, p));
    let mut built = match page.kind {
        Kind::Overview(p) => {
            of_period("", p);
            Built::of(public.overview(p))
        }
        Kind::Funnel(p) => {
            of_period("funnel/", p);
            Built::of(public.funnel(p))
        }
        Kind::Handoff(p) => {
            of_period("handoff/", p);
            Built::of(public.handoff(p))
        }
        Kind::Spend(p) => {
            of_period("spend/", p);
            Built::of(public.spend_page(p))
        }
        Kind::Campaigns => Built::of(public.campaigns_page()),
        Kind::Campaign(i) => Built::of(public.campaign(i)),
        Kind::Periods => Built::of(public.periods_page(&|p| path_in("", public, p))),
        Kind::Metrics => Built::of(public.metrics_page()),
        Kind::Metric(i) => Built::of(public.metric_page(i)),
        Kind::Findings => Built::of(public.findings_page()),
        Kind::Markdown(i) => markdown(book, page, i),
        Kind::Playbook => {
            let head = (&*say!(w, "page-playbook"), &*say!(w, "page-playbook-lead"), "playbook");
            Built::new("playbook.html", head, Vec::new())
        }
        Kind::NotFound => {
            let head = (&*say!(w, "missing-title"), &*say!(w, "page-missing-lead"), "404");
            Built::new("404.html", head, Vec::new())
        }
    };
    built.context.insert("root", &root_of(&page.path));
    built.context.insert("path", &page.path);
    if let Some((folder, p)) = period {
        let crumb = crumb(w, &page.path, folder, &public.periods[p]);
        built.context.insert("crumb", &crumb);
        built
            .context
            .insert_value("switcher", value(&switcher(public, folder, p)));
    }
    let fault = |e: tera::Error| template_problem(theme, &e, Some(&page.path));
    let nav = book.nav.of(&book.tera, &page.path, built.section).map_err(fault)?;
    built.context.insert_value("nav", nav);
    let html = book.tera.render(built.template, &built.context).map_err(fault)?;
    built.charts.extend(book.called.take(&page.path));
    let files = built.charts.iter().filter(|c| c.has_file()).flat_map(ChartView::files);
    Ok(RenderedPage {
        html,
        chart_count: built.charts.len(),
        charts: files.collect(),
        problems: built.problems,
        anchors: built.anchors,
    })
}

/// The same page in other periods.
fn switcher(public: &Public, folder: &str, current: usize) -> Json {
    let w = &public.words;
    let entry = |p: usize| {
        let period = &public.periods[p];
        json!({ "name": w.period_name(period), "href": path_in(folder, public, p), "current": p == current, "running": period.running })
    };
    let at = &public.periods[current];
    let of_kind = |p: &usize| public.periods[*p].kind == at.kind;
    let groups = crate::pages::plan::KINDS.iter().map(|(kind, name)| {
        let items = (0..public.periods.len())
            .rev()
            .filter(|p| public.periods[*p].kind == *kind);
        json!({ "name": w.say(name, &[]), "items": items.map(entry).collect::<Vec<_>>() })
    });
    json!({
        "current": w.period_name(at),
        "running": at.running,
        "previous": (0..current).rev().find(of_kind).map(entry),
        "next": (current + 1..public.periods.len()).find(of_kind).map(entry),
        "groups": groups.collect::<Vec<_>>(),
    })
}

/// Where a link of a page leads. To what only a team's site has it leads nowhere: its words are left.
fn resolve(book: &Book<'_>, folder: &str, root: &str, address: &str, hints: &Cell<u32>) -> Result<String, String> {
    link(&book.plan, folder, root, address, hints).map_err(|why| {
        let hidden = target(folder, address).is_ok_and(|target| {
            let metric = target
                .strip_prefix("metrics/")
                .and_then(|t| t.strip_suffix("/index.html"));
            let other_metric = metric.is_some_and(|id| book.public.other_metrics.contains_key(id));
            other_metric || NOT_PUBLIC.iter().any(|f| target.starts_with(f))
        });
        if hidden { String::new() } else { why }
    })
}

/// A page of the team's. What it says is the team's; its components answer from public numbers alone.
fn markdown(book: &Book<'_>, page: &Page, i: usize) -> Built {
    let public = book.public;
    let source = &public.pages[i];
    let root = root_of(&page.path);
    let folder = source.file["content/".len()..].rsplit_once('/').map_or("", |(f, _)| f);
    let hints = Cell::new(HINTS);
    let renderer = Renderer {
        words: &public.words,
        raw_html: public.raw_html,
        component: &|wanted| call(&book.tera, wanted, &page.path),
        resolve: &|address| resolve(book, folder, &root, address, &hints),
        file: Some((&source.file, source.body_line)),
        title: as_written(&source.title),
        deeper: 0,
    };
    let html = renderer.render(&source.body);
    let in_playbook = source.slug.starts_with("playbook");
    let crumbs = if source.slug.starts_with("playbook/") {
        vec![Link::new(say!(public.words, "page-playbook"), "playbook/index.html")]
    } else {
        Vec::new()
    };
    let list = listed(public, in_playbook);
    let at = list.iter().position(|p| p.slug == source.slug).unwrap_or(0);
    let beside = |p: Option<&&PageSource>| p.map(|p| json!({ "name": p.title, "href": markdown_path(&p.slug) }));
    let head = (&*source.title, source.description.as_deref().unwrap_or(""), "page");
    let mut built = Built::new("page.html", head, crumbs);
    for (key, v) in [
        ("body", json!(html.text)),
        ("slug", json!(source.slug)),
        ("part", json!(source.part.map(Sides::word))),
        ("previous", json!(beside(at.checked_sub(1).and_then(|j| list.get(j))))),
        ("next", json!(beside(list.get(at + 1)))),
        ("edit", Json::Null),
    ] {
        built.context.insert_value(key, value(&v));
    }
    (built.problems, built.anchors) = (html.problems, html.anchors);
    built
}

/// The index that the page's script searches.
fn index(book: &Book<'_>) -> OutputFile {
    let public = book.public;
    let w = &public.words;
    let row = |page: &Page| {
        let path = &page.path;
        Some(match page.kind {
            Kind::Overview(0) => json!([say!(w, "page-overview"), path, ""]),
            Kind::Overview(p) => {
                let period = &public.periods[p];
                json!([w.period_name(period), path, say!(w, "search-period"), period.id])
            }
            Kind::Campaign(i) => {
                let campaign = &public.campaigns[i];
                json!([campaign.name, path, say!(w, "search-campaign"), campaign.id])
            }
            Kind::Metric(i) => {
                let metric = &public.metrics[i];
                json!([metric.name, path, say!(w, "search-metric"), metric.id])
            }
            Kind::Markdown(i) => json!([public.pages[i].title, path, say!(w, "search-playbook")]),
            Kind::Funnel(0) => json!([say!(w, "page-funnel"), path, ""]),
            Kind::Handoff(0) => json!([say!(w, "page-handoff"), path, ""]),
            Kind::Spend(0) => json!([say!(w, "page-spend"), path, ""]),
            Kind::Campaigns => json!([say!(w, "page-campaigns"), path, ""]),
            Kind::Periods => json!([say!(w, "page-periods"), path, ""]),
            Kind::Metrics => json!([say!(w, "page-metrics"), path, ""]),
            Kind::Findings => json!([say!(w, "page-findings"), path, ""]),
            Kind::Playbook => json!([say!(w, "page-playbook"), path, ""]),
            Kind::Funnel(_) | Kind::Handoff(_) | Kind::Spend(_) | Kind::NotFound => return None,
        })
    };
    let rows: Vec<Json> = book.pages.iter().filter_map(row).collect();
    search::file(&rows, &[])
}
