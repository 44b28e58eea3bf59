//! Data quality: what was read, how fresh it is, what is missing, what was left out.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::{Book, Built, Link, built, edit};
use crate::diagnostics::{Problem, Severity};
use crate::ledger::Status;
use crate::model::Day;
use crate::pages::{Site, sentences};
use crate::words::say;

/// How fresh each owner's and each channel's deals are.
fn freshness(site: &Site) -> Vec<Json> {
    let ledger = &site.report.ledger;
    let w = site.words();
    let mut by: BTreeMap<(String, String), (Day, usize)> = BTreeMap::new();
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
            .map_or_else(|| say!(w, "fresh-nobody"), |o| site.person(o.as_str()));
        let channel = site.member_name(crate::metrics::Dimension::Channel, ledger.channels.name(i));
        for key in [(say!(w, "fact-owner"), owner), (say!(w, "fact-channel"), channel)] {
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
    let w = site.words();
    let rows = [
        (
            say!(w, "gap-amount"),
            count(&|i| ledger.deals[i].amount.is_none() && ledger.reached(i, opportunity).is_some()),
            say!(w, "gap-amount-why"),
        ),
        (
            say!(w, "gap-owner"),
            count(&|i| ledger.deals[i].status == Status::Open && ledger.record(&ledger.deals[i]).owner.is_none()),
            say!(w, "gap-owner-why"),
        ),
        (
            say!(w, "gap-channel"),
            count(&|i| ledger.channels.name(i) == crate::ledger::UNKNOWN),
            say!(w, "gap-channel-why"),
        ),
        (
            say!(w, "gap-source"),
            count(&|i| ledger.deals[i].sourced_by.side().is_none()),
            say!(w, "gap-source-why"),
        ),
        (
            say!(w, "gap-reason"),
            count(&|i| {
                ledger.deals[i].status == Status::Lost
                    && ledger
                        .record(&ledger.deals[i])
                        .lost
                        .as_ref()
                        .is_some_and(|l| l.reason.is_none())
            }),
            say!(w, "gap-reason-why"),
        ),
        (
            say!(w, "gap-touch"),
            count(&|i| ledger.all_touches(&ledger.deals[i]).is_empty()),
            say!(w, "gap-touch-why"),
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
    let w = site.words();
    let lead = match (count, content.left_out.len()) {
        (0, 0) => say!(w, "quality-lead", n = content.files, date = w.date(site.as_of())),
        (warnings, 0) => say!(
            w,
            "quality-lead-warnings",
            n = content.files,
            date = w.date(site.as_of()),
            warnings = warnings
        ),
        (_, n) => say!(w, "quality-lead-left-out", n = n),
    };
    let left_out: Vec<Json> = content
        .left_out
        .iter()
        .map(|l| json!({ "file": l.file.as_ref(), "id": l.id.as_ref().map(ToString::to_string), "amount": l.amount.map(|a| site.words().money(a.minor.into(), a.currency)) }))
        .collect();
    built(
        (&say!(site.words(), "page-quality"), &lead, "quality"),
        vec![Link::new(say!(site.words(), "page-overview"), "index.html")],
        &json!({
            "read": [
                { "name": say!(w, "quality-files-read"), "count": site.words().grouped(content.files as i128) },
                { "name": say!(w, "page-deals"), "count": site.words().grouped(content.deals.len() as i128) },
                { "name": say!(w, "page-campaigns"), "count": site.words().grouped(content.campaigns.len() as i128) },
                { "name": say!(w, "page-people"), "count": site.words().grouped(content.people.len() as i128) },
                { "name": say!(w, "quality-pages"), "count": site.words().grouped(content.pages.len() as i128) },
            ],
            "warnings": warnings,
            "gaps": gaps(site),
            "fresh": freshness(site),
            "left_out": left_out,
            "after_as_of": site.checked.after_as_of,
            "starts_late": sentences::left_truncation(site, None),
            "files": ["site.json", "metrics.csv", "funnel.csv", "deals.csv", "campaigns.csv", "attribution.csv", "forecast.csv", "losses.csv", "needs.csv", "findings.json"],
        }),
        Vec::new(),
    )
}
