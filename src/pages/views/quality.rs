//! Data quality: what was read, how fresh it is, what is missing, what was left out.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::{Book, Built, Link, built, edit};
use crate::diagnostics::{Problem, Severity};
use crate::ledger::Status;
use crate::model::Day;
use crate::pages::{Site, sentences};

/// How fresh each owner's and each channel's deals are.
fn freshness(site: &Site) -> Vec<Json> {
    let ledger = &site.report.ledger;
    let mut by: BTreeMap<(&str, String), (Day, usize)> = BTreeMap::new();
    for (i, h) in ledger.deals.iter().enumerate() {
        let record = ledger.record(h);
        let last = ledger
            .all_touches(h)
            .iter()
            .map(|t| t.on.day)
            .chain([h.latest_entry.day])
            .chain(h.closed)
            .max()
            .unwrap_or(h.created);
        let owner = record
            .owner
            .as_ref()
            .map_or_else(|| "nobody".to_owned(), |o| site.person(o.as_str()));
        let channel = site.member_name(crate::metrics::Dimension::Channel, ledger.channels.name(i));
        for key in [("Owner", owner), ("Channel", channel)] {
            let entry = by.entry(key).or_insert((last, 0));
            entry.0 = entry.0.max(last);
            entry.1 += usize::from(h.status == Status::Open);
        }
    }
    by.into_iter()
        .map(|((kind, name), (day, open))| {
            json!({ "kind": kind, "name": name, "last": site.words().date(day), "sort": day.to_string(), "days": site.words().days(site.as_of().since(day).into()), "open": site.words().grouped(open as i128) })
        })
        .collect()
}

/// What deals do not say.
fn gaps(site: &Site) -> Vec<Json> {
    let ledger = &site.report.ledger;
    let opportunity = site.settings().funnel.opportunity;
    let count = |f: &dyn Fn(usize) -> bool| (0..ledger.deals.len()).filter(|i| f(*i)).count();
    let rows = [
        (
            "Deals that reached the stage that needs an amount, without one",
            count(&|i| ledger.deals[i].amount.is_none() && ledger.reached(i, opportunity).is_some()),
            "Their money is in no number.",
        ),
        (
            "Open deals without an owner",
            count(&|i| ledger.deals[i].status == Status::Open && ledger.record(&ledger.deals[i]).owner.is_none()),
            "Nobody sees them on the weekly page.",
        ),
        (
            "Deals whose channel is not known",
            count(&|i| ledger.channels.name(i) == crate::ledger::UNKNOWN),
            "They are listed as “not known”.",
        ),
        (
            "Deals of which nobody wrote down who brought them",
            count(&|i| ledger.deals[i].sourced_by.side().is_none()),
            "They count for neither side.",
        ),
        (
            "Lost deals without a reason",
            count(&|i| {
                ledger.deals[i].status == Status::Lost
                    && ledger
                        .record(&ledger.deals[i])
                        .lost
                        .as_ref()
                        .is_some_and(|l| l.reason.is_none())
            }),
            "Why you lose stays unknown.",
        ),
        (
            "Deals without a touch",
            count(&|i| ledger.all_touches(&ledger.deals[i]).is_empty()),
            "Nothing can be said about what helped.",
        ),
    ];
    rows.iter()
        .filter(|(_, n, _)| *n > 0)
        .map(|(what, n, why)| json!({ "what": what, "count": site.words().grouped(*n as i128), "why": why }))
        .collect()
}

/// The quality page.
pub(crate) fn page(book: &Book) -> Built {
    let site = &book.site;
    let content = &site.report.ledger.content;
    let warnings: Vec<Json> = site
        .problems
        .iter()
        .map(|p: &Problem| {
            json!({
                "code": p.code.id(), "severity": p.severity().word(), "message": p.message, "hint": p.hint, "place": p.place.as_ref().map(ToString::to_string),
                "href": p.place.as_ref().and_then(|x| edit(site, &x.file, u32::try_from(x.line).unwrap_or(0))),
            })
        })
        .collect();
    let count = site
        .problems
        .iter()
        .filter(|p| p.severity() == Severity::Warning)
        .count();
    let lead = match (count, content.left_out.len()) {
        (0, 0) => format!(
            "{} read up to {}, without a warning.",
            site.words().plural(content.files as i128, "file", "files"),
            site.words().date(site.as_of())
        ),
        (w, 0) => format!(
            "{} read up to {}, with {}.",
            site.words().plural(content.files as i128, "file", "files"),
            site.words().date(site.as_of()),
            site.words().plural(w as i128, "warning", "warnings")
        ),
        (_, n) => format!(
            "{} left out of every number, because of errors in their files.",
            site.words().plural(n as i128, "record is", "records are")
        ),
    };
    let left_out: Vec<Json> = content
        .left_out
        .iter()
        .map(|l| json!({ "file": l.file.as_ref(), "id": l.id.as_ref().map(ToString::to_string), "amount": l.amount.map(|a| site.words().money(a.minor.into(), a.currency)) }))
        .collect();
    built(
        ("Data quality", &lead, "quality"),
        vec![Link::new("Overview", "index.html")],
        &json!({
            "read": [
                { "name": "Files", "count": site.words().grouped(content.files as i128) },
                { "name": "Deals", "count": site.words().grouped(content.deals.len() as i128) },
                { "name": "Campaigns", "count": site.words().grouped(content.campaigns.len() as i128) },
                { "name": "People", "count": site.words().grouped(content.people.len() as i128) },
                { "name": "Pages", "count": site.words().grouped(content.pages.len() as i128) },
            ],
            "warnings": warnings,
            "gaps": gaps(site),
            "fresh": freshness(site),
            "left_out": left_out,
            "after_as_of": site.checked.after_as_of,
            "starts_late": sentences::left_truncation(site, None),
            "files": ["site.json", "metrics.csv", "funnel.csv", "deals.csv", "campaigns.csv", "losses.csv", "needs.csv", "findings.json"],
        }),
        Vec::new(),
    )
}
