//! The index that the page's script searches: every page by name, fetched when somebody starts to type.

use serde_json::{Value, json};

use super::Book;
use super::plan::PageKind;
use super::views::deal_link;
use crate::output::OutputFile;
use crate::words::say;

/// Where it stands.
pub(crate) const PATH: &str = "data/search.json";

/// The index: `[[name, path, kind, id?], …]`; an id where it says more than the name.
pub(super) fn index(book: &Book) -> OutputFile {
    let site = &book.site;
    let w = site.words();
    let ledger = &site.report.ledger;
    let content = &ledger.content;
    let rows: Vec<Value> = book
        .plan
        .pages
        .iter()
        .filter_map(|page| {
            let path = &page.path;
            Some(match page.kind {
                PageKind::Overview(p) if p == book.period && path == "index.html" => {
                    json!([say!(w, "page-overview"), path, "", site.report.periods.list[p].id])
                }
                PageKind::Overview(p) => {
                    let period = &site.report.periods.list[p];
                    json!([w.period_name(period), path, say!(w, "search-period"), period.id])
                }
                PageKind::Campaign(i) => {
                    let campaign = &content.campaigns[i];
                    json!([campaign.name, path, say!(w, "search-campaign"), campaign.id.as_str()])
                }
                PageKind::Deal(i) => {
                    let h = &ledger.deals[i];
                    json!([
                        deal_link(site, i).name,
                        path,
                        w.word("search-deal", h.status.word()),
                        ledger.record(h).id.as_str()
                    ])
                }
                PageKind::Metric(i) => {
                    let metric = &site.report.registry[i];
                    json!([metric.name, path, say!(w, "search-metric"), metric.id])
                }
                PageKind::Person(i) => json!([site.person(&book.index.people[i].id), path, say!(w, "search-person")]),
                PageKind::Markdown(i) => json!([content.pages[i].title, path, say!(w, "search-playbook")]),
                kind => match kind.of_period() {
                    // The page of the period that is shown where none is named.
                    Some((folder, p)) if p == book.period && *path == format!("{folder}index.html") => {
                        json!([w.word("page", folder.trim_end_matches('/')), path, ""])
                    }
                    _ => json!([w.say(kind.name()?, &[]), path, ""]),
                },
            })
        })
        .collect();
    OutputFile {
        path: PATH.into(),
        bytes: serde_json::to_vec(&rows).unwrap_or_default(),
    }
}
