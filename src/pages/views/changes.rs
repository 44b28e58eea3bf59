//! What changed since another state of the playbook: a page of its own, and marks on the periods that were over
//! and were restated.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::{Book, Built, Link, built, deal};
use crate::diff::{Diff, Moved, RecordChange, Thing};
use crate::metrics::Period;
use crate::metrics::findings::RecordKind;
use crate::model::Campaign;
use crate::pages::{Since, Site};
use crate::words::say;

/// Records on the page: those with the most money first.
const SHOWN: usize = 100;
/// Records named beside a mark or a finding.
const NAMED: usize = 12;

/// A record as pages name it, with its page where there is one.
fn link(site: &Site, thing: &Thing, name: &str) -> Link {
    let ledger = &site.report.ledger;
    let found = match thing {
        Thing::Deal(id) => ledger.find(id.as_str()).map(|i| deal::link(site, i)),
        Thing::Campaign(id) => {
            let campaigns = &ledger.content.campaigns;
            campaigns.iter().find(|c| c.id == *id).map(of_campaign)
        }
        Thing::Costs(_) => None,
    };
    found.unwrap_or_else(|| Link::new(name, ""))
}

fn of_campaign(campaign: &Campaign) -> Link {
    Link::new(&campaign.name, format!("campaigns/{}/index.html", campaign.id))
}

/// A number that moved.
fn number(site: &Site, m: &Moved) -> Json {
    let b = m.bridge(site.words(), site.currency());
    // What only the old settings counted has no page here.
    let href = site
        .report
        .metric(&m.metric)
        .map(|_| format!("metrics/{}/index.html", m.metric));
    json!({
        "name": m.name, "href": href, "from": b.from, "restated": b.restated, "happened": b.happened,
        "to": b.to, "change": b.change, "between": b.between,
    })
}

fn record(site: &Site, diff: &Diff, r: &RecordChange) -> Json {
    let w = site.words();
    let facts = |list: &[crate::diff::Fact]| RecordChange::say(w, &r.brief(list), site.settings());
    let mut seen = BTreeSet::new();
    let moved: Vec<&Moved> = diff
        .numbers
        .iter()
        .filter(|m| r.moved.iter().any(|(metric, _)| *metric == m.metric) && seen.insert(&m.metric))
        .collect();
    let moves: Vec<Json> = moved.iter().take(NAMED).map(|m| number(site, m)).collect();
    let link = link(site, &r.thing, &r.name);
    json!({
        "name": link.name,
        "href": link.href,
        "change": w.word("diff-change", r.change.word()),
        "amount": r.amount.map(|a| w.money(a.into(), site.currency())),
        "restated": facts(&r.restated),
        "happened": facts(&r.happened),
        "moves": moves,
        "more": moved.len().saturating_sub(NAMED),
    })
}

fn finding(site: &Site, f: &crate::diff::FindingChange) -> Json {
    let ledger = &site.report.ledger;
    let named = |list: &[crate::diff::Named]| -> Vec<Link> {
        let one = |n: &crate::diff::Named| match f.kind {
            RecordKind::Deal => ledger
                .find(&n.id)
                .map_or_else(|| Link::new(&n.id, ""), |i| deal::link(site, i)),
            RecordKind::Campaign => {
                let campaigns = &ledger.content.campaigns;
                let found = campaigns.iter().find(|c| c.id.as_str() == n.id);
                found.map_or_else(|| Link::new(&n.id, ""), of_campaign)
            }
        };
        list.iter().take(NAMED).map(one).collect()
    };
    json!({
        "rule": f.rule, "title": f.title, "severity": f.severity.word(),
        "state": if f.is_new { "new" } else if f.is_gone { "gone" } else { "other" },
        "came": named(&f.came), "came_more": f.came.len().saturating_sub(NAMED),
        "went": named(&f.went), "went_more": f.went.len().saturating_sub(NAMED),
        "muted": f.went.iter().filter(|n| n.is_muted).count(),
    })
}

/// The page.
pub(crate) fn page(book: &Book) -> Built {
    let site = &book.site;
    let w = site.words();
    let Some(since) = &site.since else {
        return super::simple(&say!(w, "page-changes"), "", "changes");
    };
    let diff = &since.diff;
    let periods: Vec<Json> = diff
        .periods
        .iter()
        .map(|p| {
            let rows = diff.numbers.iter().filter(|m| m.period == p.id);
            json!({ "id": p.id, "name": w.period_name(p), "running": p.running, "rows": rows.map(|m| number(site, m)).collect::<Vec<_>>() })
        })
        .collect();
    let mut records: Vec<&RecordChange> = diff.records.iter().collect();
    records.sort_by_key(|r| std::cmp::Reverse(r.amount.unwrap_or(0)));
    let restated = diff.restated.iter().filter_map(|r| {
        let period = site.report.periods.find(&r.period)?;
        Some(Link::new(
            w.period_name(period),
            format!("periods/{}/index.html", r.period),
        ))
    });
    let lead = say!(
        w,
        "changes-lead",
        name = &crate::reader::show(&since.name),
        old = w.date(diff.old),
        new = w.date(diff.new),
        records = diff.records.len(),
    );
    built(
        (&say!(w, "page-changes"), &lead, "changes"),
        vec![Link::new(say!(w, "page-overview"), "index.html")],
        &json!({
            "empty": diff.is_empty(),
            "notes": diff.notes.iter().map(|n| n.say(w, diff)).collect::<Vec<_>>(),
            "periods": periods,
            "records": records.iter().take(SHOWN).map(|r| record(site, diff, r)).collect::<Vec<_>>(),
            "more": records.len().saturating_sub(SHOWN),
            "settings": diff.settings.iter().map(|s| json!({
                "file": s.file, "key": s.key, "from": s.from, "to": s.to, "is_restated": s.is_restated,
            })).collect::<Vec<_>>(),
            "findings": diff.findings.iter().map(|f| finding(site, f)).collect::<Vec<_>>(),
            "restated_periods": restated.collect::<Vec<_>>(),
        }),
        Vec::new(),
    )
}

/// The mark of a period that was over and was restated: its old values and the records edited.
pub(super) fn mark(site: &Site, period: &Period) -> Option<Json> {
    let Since { diff, .. } = site.since.as_ref()?;
    let restated = diff.restated.iter().find(|r| r.period == period.id)?;
    let w = site.words();
    let edited = diff.edited(restated);
    let records: Vec<Json> = edited
        .iter()
        .take(NAMED)
        .map(|r| {
            let link = link(site, &r.thing, &r.name);
            let facts = RecordChange::say(w, &r.brief(&r.restated), site.settings());
            json!({ "name": link.name, "href": link.href, "change": w.word("diff-change", r.change.word()), "facts": facts })
        })
        .collect();
    Some(json!({
        "title": say!(w, "changes-restated-title", period = w.period_name(period), date = w.date(diff.old)),
        "rows": restated.numbers.iter().map(|m| number(site, m)).collect::<Vec<_>>(),
        "records": records,
        "more": edited.len().saturating_sub(NAMED),
        "settings": diff.settings.iter().any(|s| s.is_restated),
    }))
}
