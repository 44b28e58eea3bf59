//! What each page shows: the values that its template sees.

mod attribution;
mod campaign;
mod changes;
mod deal;
mod findings;
mod forecast;
mod metric;
mod overview;
mod people;
mod quality;
mod records;
mod spend;
mod subjects;
mod timelines;
mod week;

pub(crate) use overview::headline;

use std::cell::Cell;
use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value as Json, json};
use tera::Context;

pub(crate) use deal::link as deal_link;
pub(super) use findings::feed;
pub use findings::list as findings_list;
pub(super) use people::path as person_path;
pub(super) use records::files as record_files;
pub(super) use timelines::file as timelines;

use super::chart::ChartView;
use super::markdown::Renderer;
use super::plan::{self, Page, PageKind};
use super::{Book, Site, components, value};
use crate::content::{PageSource, as_written};
use crate::diagnostics::Problem;
use crate::metrics::{Number, Period, PeriodKind};
use crate::words::{Words, say};

/// A page's values, its charts, and what is wrong with it.
pub(crate) struct Built {
    pub context: Context,
    /// Where the page stands in the navigation.
    pub section: &'static str,
    pub charts: Vec<ChartView>,
    pub problems: Vec<Problem>,
    /// Addresses of places on pages, and what is wrong where there is no such place.
    pub anchors: Vec<(String, Problem)>,
}

/// A link in a list.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// Its words.
    pub name: String,
    /// Path from the site's root; empty where there is no page.
    pub href: String,
}

impl Link {
    pub(crate) fn new(name: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            href: href.into(),
        }
    }
}

/// What a template sees of the page itself.
#[derive(Serialize)]
struct Head {
    title: String,
    lead: String,
    section: &'static str,
    crumbs: Vec<Link>,
}

/// The position of the period that pages show where none is named: the latest whole quarter, year, or
/// everything, whichever is the first with at least 20 deals created and 10 closed in it.
pub fn main_period(site: &Site) -> usize {
    let report = &site.report;
    let first = format!("entered_{}", site.settings().funnel.stages[0].id);
    let count = |id: &str, period: &str| match report.value(id, period).value {
        Number::Int(n) => n,
        _ => 0,
    };
    for kind in [PeriodKind::Quarter, PeriodKind::Year] {
        let Some(period) = report.periods.last_whole(kind) else {
            continue;
        };
        let enough =
            count(&first, &period.id) >= 20 && count("deals_won", &period.id) + count("deals_lost", &period.id) >= 10;
        if let (true, Some(i)) = (enough, report.periods.list.iter().position(|p| p.id == period.id)) {
            return i;
        }
    }
    0
}

/// What every template sees.
pub(crate) fn shared(book: &Book, assets: &BTreeMap<String, String>) -> Json {
    let site = &book.site;
    let settings = site.settings();
    let pages = |playbook: bool| -> Vec<Json> {
        let mut list: Vec<&PageSource> = site
            .report
            .ledger
            .content
            .pages
            .iter()
            .filter(|p| (p.slug == "playbook" || p.slug.starts_with("playbook/")) == playbook)
            .collect();
        list.sort_by(|a, b| (a.order, &a.slug).cmp(&(b.order, &b.slug)));
        list.iter()
            .map(|p| json!({ "name": p.title, "href": plan::markdown_path(&p.slug), "section": p.slug, "part": p.part.map(crate::model::Sides::word), "description": p.description }))
            .collect()
    };
    let w = site.words();
    let named = |name: String, section: &str| json!({ "name": name, "href": if section == "overview" { "index.html".to_owned() } else { format!("{section}/index.html") }, "section": section });
    let link = |section: &str| named(w.word("page", section), section);
    let mut now = vec![link("overview"), link("week"), link("findings")];
    now.extend(site.since.is_some().then(|| link("changes")));
    let numbers = [
        link("funnel"),
        link("handoff"),
        link("spend"),
        link("attribution"),
        link("forecast"),
        link("losses"),
        named(say!(w, "page-needs-short"), "needs"),
        link("campaigns"),
        link("deals"),
        link("people"),
        link("periods"),
        link("metrics"),
        link("quality"),
    ];
    json!({
        "site": {
            "title": settings.title,
            "description": settings.description,
            "language": settings.language.word(),
            "as_of": site.words().date(site.as_of()),
            "as_of_iso": site.as_of().to_string(),
            "generator": format!("funnelbook {}", env!("CARGO_PKG_VERSION")),
            "currency": settings.currency.code(),
            "base_url": settings.base_url,
            "feed": settings.base_url.is_some(),
            "index": settings.index.is_some(),
            "assets": assets,
            "search": super::search::PATH,
            "script_words": script_words(w).to_string(),
            "left_out": site.report.ledger.content.left_out.len(),
            "nav": [
                { "id": "now", "name": say!(w, "group-now"), "items": now },
                { "id": "playbook", "name": say!(w, "page-playbook"), "items": pages(true) },
                { "id": "numbers", "name": say!(w, "group-numbers"), "items": numbers },
                { "id": "more", "name": say!(w, "group-more"), "items": pages(false) },
            ],
        },
    })
}

/// The words of the page's script, with `{n}` and the like where it puts something in.
pub(crate) fn script_words(w: &Words) -> Json {
    json!({
        "theme": say!(w, "script-theme", name = "{name}"),
        "system": say!(w, "script-system"),
        "light": say!(w, "script-light"),
        "dark": say!(w, "script-dark"),
        "age": say!(w, "script-days-old", n = "{n}"),
        "filter": say!(w, "script-filter"),
        "of": say!(w, "script-of", shown = "{shown}", all = "{all}"),
        "search": say!(w, "script-search"),
        "searchLabel": say!(w, "script-search-label"),
        "noIndex": say!(w, "script-no-index"),
        "nothing": say!(w, "script-nothing"),
        "first": say!(w, "script-first", n = "{n}"),
        "found": say!(w, "script-found", n = "{n}"),
    })
}

/// Builds a page's values.
pub(crate) fn build(book: &Book, page: &Page) -> Built {
    let w = book.site.words();
    let mut built = match page.kind {
        PageKind::Overview(p) => overview::overview(book, p),
        PageKind::Week => week::week(book),
        PageKind::Findings => findings::page(book),
        PageKind::Changes => changes::page(book),
        PageKind::Funnel(p) => subjects::funnel(book, p),
        PageKind::Handoff(p) => subjects::handoff(book, p),
        PageKind::Spend(p) => spend::spend(book, p),
        PageKind::Losses(p) => subjects::losses(book, p),
        PageKind::Attribution(p) => attribution::page(book, p),
        PageKind::Forecast => forecast::page(book),
        PageKind::Needs => subjects::needs(book),
        PageKind::Campaigns => campaign::list(book),
        PageKind::Campaign(i) => campaign::page(book, i),
        PageKind::Deals(n) => deal::list(book, n),
        PageKind::Deal(i) => deal::page(book, i),
        PageKind::Periods => metric::periods(book),
        PageKind::Metrics => metric::list(book),
        PageKind::Metric(i) => metric::page(book, i),
        PageKind::People => people::list(book),
        PageKind::Person(i) => people::page(book, i),
        PageKind::Quality => quality::page(book),
        PageKind::Markdown(i) => markdown(book, page, i),
        PageKind::PlaybookIndex => simple(&say!(w, "page-playbook"), &say!(w, "page-playbook-lead"), "playbook"),
        PageKind::NotFound => simple(&say!(w, "missing-title"), &say!(w, "page-missing-lead"), "404"),
    };
    built.context.insert("root", &page.root());
    built.context.insert("path", &page.path);
    if let Some((folder, position)) = page.kind.of_period() {
        let period = &book.site.report.periods.list[position];
        let crumb = crumb(w, &page.path, folder, period);
        built.context.insert("crumb", &crumb);
        let not_comparable = super::sentences::left_truncation(&book.site, Some(period));
        built.context.insert("not_comparable", &not_comparable);
        built
            .context
            .insert_value("switcher", value(&switcher(book, folder, position)));
        if let Some(mark) = changes::mark(&book.site, period) {
            built.context.insert_value("restated", value(&mark));
        }
    }
    built
}

/// What ends the path to a page with periods: its subject where it is of the period shown first, else the
/// period, which follows the subject there.
pub(crate) fn crumb(w: &Words, path: &str, folder: &str, period: &Period) -> String {
    match folder.trim_end_matches('/') {
        subject if !subject.is_empty() && path.starts_with(subject) => w.word("page", subject),
        _ => w.period_name(period),
    }
}

/// The same for values of a type of their own: for pages of which there are many.
pub(crate) fn built_from<T: Serialize>(head: (&str, &str, &'static str), crumbs: Vec<Link>, values: &T) -> Built {
    let mut context = Context::from_serialize(values).unwrap_or_default();
    let head = Head {
        title: head.0.to_owned(),
        lead: head.1.to_owned(),
        section: head.2,
        crumbs,
    };
    context.insert_value("page", value(&head));
    Built {
        context,
        section: head.section,
        charts: Vec::new(),
        problems: Vec::new(),
        anchors: Vec::new(),
    }
}

/// The common part of a page's values.
pub(crate) fn built(
    head: (&str, &str, &'static str),
    crumbs: Vec<Link>,
    values: &Json,
    charts: Vec<ChartView>,
) -> Built {
    let mut context = Context::new();
    let head = Head {
        title: head.0.to_owned(),
        lead: head.1.to_owned(),
        section: head.2,
        crumbs,
    };
    context.insert_value("page", value(&head));
    if let Json::Object(map) = values {
        for (key, v) in map {
            context.insert_value(key.clone(), value(v));
        }
    }
    Built {
        context,
        section: head.section,
        charts,
        problems: Vec::new(),
        anchors: Vec::new(),
    }
}

fn simple(title: &str, lead: &str, section: &'static str) -> Built {
    built((title, lead, section), Vec::new(), &json!({}), Vec::new())
}

/// Adds a chart under a name of its own and keeps it for its data file.
pub(crate) fn with_chart(built: &mut Built, name: &'static str, chart: ChartView) {
    built.context.insert_value(name, value(&chart));
    built.charts.push(chart);
}

/// The same page in other periods.
fn switcher(book: &Book, folder: &str, position: usize) -> Json {
    let periods = &book.site.report.periods;
    let current = &periods.list[position];
    let path = |i: usize| {
        if i == book.period {
            format!("{folder}index.html")
        } else {
            plan::period_path(folder, &periods.list[i].id)
        }
    };
    let entry = |i: usize| json!({ "name": book.site.words().period_name(&periods.list[i]), "href": path(i), "current": i == position, "running": periods.list[i].running });
    let place = |p: Option<&crate::metrics::Period>| {
        p.and_then(|p| periods.list.iter().position(|q| q.id == p.id))
            .map(entry)
    };
    let groups: Vec<Json> = plan::KINDS
        .iter()
        .map(|(kind, name)| {
            let mut items: Vec<Json> = (0..periods.list.len())
                .filter(|i| periods.list[*i].kind == *kind)
                .map(entry)
                .collect();
            items.reverse();
            json!({ "name": book.site.words().say(name, &[]), "items": items })
        })
        .collect();
    json!({
        "current": book.site.words().period_name(current),
        "running": current.running,
        "previous": place(periods.previous(current)),
        "next": place(periods.next(current)),
        "groups": groups,
    })
}

/// A Markdown page.
fn markdown(book: &Book, page: &Page, i: usize) -> Built {
    let source = &book.site.report.ledger.content.pages[i];
    let root = page.root();
    let folder = source.file["content/".len()..].rsplit_once('/').map_or("", |(f, _)| f);
    let hints = Cell::new(components::HINTS);
    let renderer = Renderer {
        words: book.site.words(),
        raw_html: book.site.settings().raw_html,
        component: &|call| components::call(&book.tera, call, &page.path),
        resolve: &|address| components::link(&book.plan, folder, &root, address, &hints),
        file: Some((&source.file, source.body_line)),
        title: as_written(&source.title),
        deeper: 0,
    };
    let html = renderer.render(&source.body);
    let crumbs = if source.slug.starts_with("playbook/") {
        vec![Link::new(
            say!(book.site.words(), "page-playbook"),
            "playbook/index.html",
        )]
    } else {
        Vec::new()
    };
    let mut list: Vec<&PageSource> = book
        .site
        .report
        .ledger
        .content
        .pages
        .iter()
        .filter(|p| p.slug.starts_with("playbook") == source.slug.starts_with("playbook"))
        .collect();
    list.sort_by(|a, b| (a.order, &a.slug).cmp(&(b.order, &b.slug)));
    let at = list.iter().position(|p| p.slug == source.slug).unwrap_or(0);
    let beside = |p: Option<&&PageSource>| p.map(|p| json!({ "name": p.title, "href": plan::markdown_path(&p.slug) }));
    let mut built = built(
        (&source.title, source.description.as_deref().unwrap_or(""), "page"),
        crumbs,
        &json!({
            "body": html.text,
            "slug": source.slug,
            "part": source.part.map(crate::model::Sides::word),
            "previous": beside(at.checked_sub(1).and_then(|j| list.get(j))),
            "next": beside(list.get(at + 1)),
            "edit": edit(&book.site, &source.file, 0),
        }),
        Vec::new(),
    );
    (built.problems, built.anchors) = (html.problems, html.anchors);
    built
}

/// A team's own words (notes) as HTML: no components, bad links as text, headings deep.
pub(crate) fn notes(words: &Words, text: Option<&str>) -> Option<String> {
    let renderer = Renderer {
        words,
        raw_html: false,
        component: &|_| Err(String::new()),
        resolve: &|_| Err(String::new()),
        file: None,
        title: "",
        deeper: 2,
    };
    text.map(|t| renderer.render(t).text)
}

/// The editor on the web of a host that shows files under `/blob/`, as GitHub and GitLab do.
fn editor(site: &Site, action: &str, path: &str) -> Option<String> {
    let repository = site.settings().repository.as_ref()?;
    let (project, branch) = repository.split_once("/blob/")?;
    Some(format!("{project}/{action}/{branch}/{path}"))
}

/// Where a file can be edited in the browser.
pub(crate) fn edit_file(site: &Site, file: &str) -> Option<String> {
    editor(site, "edit", &in_address(file))
}

/// Where a new file can be written in the browser: its folder, and the name it begins with.
pub(crate) fn new_file(site: &Site, folder: &str, name: &str) -> Option<String> {
    // GitHub reads the one, GitLab the other.
    editor(site, "new", &format!("{folder}?filename={name}&file_name={name}"))
}

/// Where a file can be seen on the web.
pub(crate) fn edit(site: &Site, file: &str, line: u32) -> Option<String> {
    let repository = site.settings().repository.as_ref()?;
    let path = in_address(file);
    Some(if line > 0 {
        format!("{repository}/{path}#L{line}")
    } else {
        format!("{repository}/{path}")
    })
}

/// A path as part of an address.
pub(super) fn in_address(path: &str) -> String {
    path.replace('%', "%25")
        .replace(' ', "%20")
        .replace('#', "%23")
        .replace('?', "%3F")
}
