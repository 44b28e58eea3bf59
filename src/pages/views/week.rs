//! This week: made for the weekly meeting.

use serde_json::{Value as Json, json};

mod paper;

use super::{Book, Built, Link, built, deal, people};
use crate::ledger::{Status, UNKNOWN};
use crate::metrics::FindingGroup;
use crate::model::{Day, Id, Side};
use crate::pages::Site;
use crate::words::say;

fn item(site: &Site, i: usize, note: String) -> Json {
    let link = deal::link(site, i);
    let h = &site.report.ledger.deals[i];
    json!({ "name": link.name, "href": link.href, "note": note, "amount": h.amount.map(|a| site.words().money(a.into(), site.currency())) })
}

/// The last seven days.
fn events(site: &Site) -> Vec<Json> {
    let ledger = &site.report.ledger;
    let stages = &site.settings().funnel.stages;
    let first_sales = site.settings().funnel.first_sales();
    let win = site.settings().funnel.win();
    let in_week = |day: Day| day <= site.as_of() && site.as_of().since(day) < 7;
    let w = site.words();
    // Whose they are, and the page that tells more.
    let kinds = [
        (say!(w, "week-new"), "marketing", "deals"),
        (say!(w, "week-handed"), "marketing", "handoff"),
        (say!(w, "week-first-answered"), "sales", "handoff"),
        (say!(w, "week-sent-back"), "both", "handoff"),
        (say!(w, "week-moved"), "both", "funnel"),
        (say!(w, "week-won"), "sales", "deals"),
        (say!(w, "week-lost"), "both", "losses"),
    ];
    let mut lists = kinds.each_ref().map(|_| Vec::new());
    for (i, h) in ledger.deals.iter().enumerate() {
        let mut add = |list: usize, day: Day, note: String| {
            if in_week(day) {
                lists[list].push(item(site, i, note));
            }
        };
        add(
            0,
            h.created,
            site.member_name(crate::metrics::Dimension::Channel, ledger.channels.name(i)),
        );
        if let Some(visit) = h.handed_over {
            add(1, visit.day, String::new());
            if let Some(answer) = ledger
                .touches(h)
                .filter(|t| t.by == Side::Sales && !t.on.before(visit))
                .map(|t| t.on.day)
                .min()
            {
                add(
                    2,
                    answer,
                    match answer.since(visit.day) {
                        0 => say!(w, "the-same-day"),
                        n => say!(w, "after-days", n = n),
                    },
                );
            }
        }
        for day in &h.returns {
            add(3, *day, String::new());
        }
        for entry in &ledger.record(h).stages {
            let stage = usize::from(entry.stage);
            if stage >= first_sales && stage != win && entry.on.day > h.created {
                add(4, entry.on.day, say!(w, "week-to-stage", stage = &stages[stage].name));
            }
        }
        if let Some(closed) = h.closed {
            let reason = ledger
                .record(h)
                .lost
                .as_ref()
                .and_then(|l| l.reason.as_deref().map(crate::words::label))
                .unwrap_or_else(|| say!(w, "week-no-reason"));
            add(
                if h.status == Status::Won { 5 } else { 6 },
                closed,
                if h.status == Status::Won { String::new() } else { reason },
            );
        }
    }
    kinds
        .into_iter()
        .zip(lists)
        .map(|((name, owner, page), items)| json!({ "name": name, "owner": owner, "count": items.len(), "items": items, "href": format!("{page}/index.html") }))
        .collect()
}

/// How many deals each list of a person shows.
pub(super) const EACH: usize = 8;

/// What each person has to look at; whose deals are nobody's come last.
fn waiting(book: &Book) -> Vec<Json> {
    let site = &book.site;
    // Of a big team each has the most urgent; the rest is on the page of each.
    let shown = if book.index.people.len() > 12 { 3 } else { EACH };
    let mut out: Vec<Json> = book
        .index
        .people
        .iter()
        .map(|p| (site.person(&p.id), people::path(&p.id), of_owner(site, &p.deals, shown)))
        .filter(|(_, _, lists)| !lists.is_empty())
        .map(|(name, href, lists)| json!({ "name": name, "href": href, "count": waiting_in(&lists), "lists": lists }))
        .collect();
    let ledger = &site.report.ledger;
    let nobodys: Vec<usize> = (0..ledger.deals.len())
        .filter(|i| ledger.owners.name(*i) == UNKNOWN)
        .collect();
    let lists = of_owner(site, &nobodys, shown);
    if !lists.is_empty() {
        let name = say!(site.words(), "week-nobody");
        out.push(json!({ "name": name, "href": "", "count": waiting_in(&lists), "lists": lists }));
    }
    out
}

/// How much waits in some lists.
fn waiting_in(lists: &[Json]) -> u64 {
    lists.iter().filter_map(|list| list["count"].as_u64()).sum()
}

/// Deals that a rule names and the team has not muted, sorted by id.
fn named<'s>(site: &'s Site, rule: &str) -> Vec<&'s str> {
    let finding = site.findings.iter().find(|f| f.rule == rule);
    finding.map_or_else(Vec::new, |f| {
        let open = f.details.iter().filter(|d| !f.muted.contains(&d.id));
        open.map(|d| d.id.as_str()).collect()
    })
}

/// What waits among the deals of one owner: lists with so many of their deals, the most urgent first; those with none
/// left out.
pub(super) fn of_owner(site: &Site, deals: &[usize], shown: usize) -> Vec<Json> {
    let ledger = &site.report.ledger;
    let w = site.words();
    let as_of = site.as_of();
    let h_stage = site.settings().funnel.first_sales();
    let window = site.rules.days("won-and-forgotten", "follow_up_days");
    let (unanswered, stalled) = (named(site, "handoff-unanswered"), named(site, "stalled"));
    let mut lists: [Vec<(i32, Json)>; 5] = Default::default();
    let mut sorted = deals.to_vec();
    sorted.sort_unstable();
    for i in sorted {
        let h = &ledger.deals[i];
        let record = ledger.record(h);
        // What has the smaller number comes first.
        let mut add = |list: usize, order: i32, note: String| lists[list].push((order, item(site, i, note)));
        let id = record.id.as_str();
        let waited = as_of.since(h.latest_entry.day);
        match h.status {
            Status::Open => {
                if unanswered.binary_search(&id).is_ok() {
                    add(0, -waited, say!(w, "week-waiting-for", n = waited));
                } else if stalled.binary_search(&id).is_ok() {
                    add(1, -waited, say!(w, "week-at-stage-for", n = waited));
                }
                match &record.next {
                    Some(next) if as_of.since(next.on.day) >= -7 => {
                        let (day, late) = (next.on.day, as_of.since(next.on.day));
                        let (date, what) = (w.day_month(day), &next.what);
                        let note = if late > 0 {
                            say!(w, "week-next-overdue", date = date, n = late, what = what)
                        } else {
                            say!(w, "week-next", date = date, what = what)
                        };
                        add(2, -late, note);
                    }
                    None if usize::from(h.stage) >= h_stage => add(3, -waited, say!(w, "week-no-next")),
                    _ => {}
                }
            }
            Status::Won => {
                let since = h.closed.map_or(0, |c| as_of.since(c));
                let followed = record.follow_ups.iter().any(|f| f.on.day <= as_of);
                if !followed && since * 3 >= window * 2 && since < window {
                    add(4, -since, say!(w, "week-won-ago", n = since));
                }
            }
            Status::Lost => {}
        }
    }
    let titles = [
        say!(w, "week-unanswered"),
        say!(w, "week-standing"),
        say!(w, "week-next-due"),
        say!(w, "week-next-missing"),
        say!(w, "week-follow-up-due"),
    ];
    titles
        .iter()
        .zip(lists)
        .filter(|(_, items)| !items.is_empty())
        .map(|(title, mut items)| {
            items.sort_by_key(|(order, _)| *order);
            let (count, more) = (items.len(), items.len().saturating_sub(shown));
            let items: Vec<Json> = items.into_iter().take(shown).map(|(_, item)| item).collect();
            json!({ "name": title, "count": count, "items": items, "more": more })
        })
        .collect()
}

/// This week.
pub(crate) fn week(book: &Book) -> Built {
    let site = &book.site;
    let as_of = site.as_of();
    let lists = events(site);
    let count = |i: usize| lists[i]["count"].as_u64().unwrap_or(0);
    let w = site.words();
    let lead = say!(
        w,
        "week-lead",
        new = count(0),
        handed = count(1),
        won = count(5),
        lost = count(6),
        date = w.date(as_of),
    );
    let (from, to) = w.from_to(as_of.plus(-6), as_of);
    let ids = |f: &FindingGroup| f.details.iter().map(|d| d.id.clone()).collect::<Vec<_>>();
    let change = |now: &[FindingGroup], then: &[FindingGroup]| -> Vec<Json> {
        now.iter()
            .filter_map(|f| {
                let before: Vec<String> = then.iter().find(|g| g.rule == f.rule).map(&ids).unwrap_or_default();
                let new: Vec<String> = ids(f)
                    .into_iter()
                    .filter(|id| before.binary_search(id).is_err())
                    .collect();
                (!new.is_empty()).then(
                    || json!({ "rule": f.rule, "title": f.title, "count": new.len(), "whole": before.is_empty() }),
                )
            })
            .collect()
    };
    let (fresh, gone) = (
        change(&site.findings, &site.earlier),
        change(&site.earlier, &site.findings),
    );
    let people = waiting(book);
    built(
        (&say!(site.words(), "page-week"), &lead, "week"),
        vec![Link::new(say!(site.words(), "page-overview"), "index.html")],
        &json!({
            "from": from,
            "to": to,
            "paper": paper::of(&lists, &people, fresh.iter().chain(&gone)),
            "lists": lists,
            "fresh": fresh,
            "gone": gone,
            "people": people,
            "team": site.report.ledger.content.people.iter().filter(|p| p.left.is_none_or(|l| l > as_of)).map(|p| Id::as_str(&p.id)).collect::<Vec<_>>(),
        }),
        Vec::new(),
    )
}
