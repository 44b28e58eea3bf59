//! People: the list, and one page each.

use serde_json::{Value as Json, json};

use super::{Book, Built, Link, built, campaign, deal, week, with_chart};
use crate::ledger::Status;
use crate::metrics::{Dimension, Metric, Period, PeriodKind, Value};
use crate::model::{Money, Side, Sides};
use crate::pages::index::PersonDeals;
use crate::pages::{Site, chart, figure, leads};
use crate::words::say;

/// The numbers of a person's page.
const NUMBERS: [&str; 12] = [
    "handoffs",
    "handoff_on_time",
    "speed_to_lead_hours",
    "handoff_acceptance",
    "deals_won",
    "win_rate",
    "won_amount",
    "average_won_amount",
    "sales_cycle_days",
    "needs_recorded_rate",
    "follow_up_rate",
    "open_pipeline",
];

/// The numbers beside each person in the list of all.
const LISTED: [&str; 4] = ["deals_won", "win_rate", "won_amount", "handoff_on_time"];

/// The path of somebody's page.
pub(crate) fn path(id: &str) -> String {
    format!("people/{id}/index.html")
}

/// What somebody does: the side, and in words.
fn function(site: &Site, person: &PersonDeals) -> (&'static str, String) {
    let w = site.words();
    match person.record(&site.report.ledger).map(|p| p.function) {
        Some(Sides::Marketing) => ("marketing", w.side(Some(Side::Marketing))),
        Some(Sides::Sales) => ("sales", w.side(Some(Side::Sales))),
        Some(Sides::Both) => ("both", say!(w, "people-in-both")),
        None => ("both", say!(w, "people-not-in-team")),
    }
}

fn of(site: &Site, person: &PersonDeals, metric: &str, period: &Period) -> Value {
    site.report
        .member_or_nothing(metric, &period.id, Dimension::Owner, &person.id)
}

fn text(site: &Site, id: &str, value: &Value) -> String {
    site.report
        .metric(id)
        .map(|m| figure::text(site, m, value, false))
        .unwrap_or_default()
}

/// What a number of a person is taken from: `9 of 18`, `12 deals`.
fn behind(site: &Site, id: &str, value: &Value) -> String {
    let parts = site.report.metric(id).and_then(|m| figure::parts(site, m, value));
    match (parts, value.taken_of) {
        (Some(parts), _) if value.value.is_some() => parts,
        (None, Some(n)) if n > 0 => site.words().deals(n),
        _ => String::new(),
    }
}

fn open(site: &Site, person: &PersonDeals) -> Vec<usize> {
    let is_open = |i: &usize| site.report.ledger.deals[*i].status == Status::Open;
    person.deals.iter().copied().filter(is_open).collect()
}

/// Everybody.
pub(crate) fn list(book: &Book) -> Built {
    let site = &book.site;
    let all = site.report.periods.all();
    let metrics: Vec<&Metric> = LISTED.iter().filter_map(|id| site.report.metric(id)).collect();
    let column = |m: &&Metric| -> Vec<Json> {
        let people = book.index.people.iter();
        let values: Vec<Value> = people.map(|p| of(site, p, &m.id, all)).collect();
        let cells = figure::column(site, m, &values).into_iter().zip(&values);
        cells
            .map(|(c, v)| json!({ "text": c.text, "sort": c.sort, "of": behind(site, &m.id, v) }))
            .collect()
    };
    let cells: Vec<Vec<Json>> = metrics.iter().map(column).collect();
    let rows: Vec<Json> = book
        .index
        .people
        .iter()
        .enumerate()
        .map(|(row, p)| {
            let cells: Vec<Json> = cells.iter().map(|column| column[row].clone()).collect();
            let open = open(site, p).len();
            json!({
                "name": site.person(&p.id), "href": path(&p.id), "side": function(site, p).0, "function_name": function(site, p).1,
                "deals": site.words().grouped(p.deals.len() as i128), "deals_sort": p.deals.len(), "open": site.words().grouped(open as i128), "open_sort": open,
                "cells": cells,
            })
        })
        .collect();
    let columns: Vec<&str> = metrics.iter().map(|m| m.name.as_str()).collect();
    let people = book.index.people.iter();
    let opens: Vec<(String, usize)> = people.map(|p| (site.person(&p.id), open(site, p).len())).collect();
    let lead = leads::people(site, &opens);
    built(
        (&say!(site.words(), "page-people"), &lead, "people"),
        vec![Link::new(say!(site.words(), "page-overview"), "index.html")],
        &json!({ "rows": rows, "columns": columns }),
        Vec::new(),
    )
}

/// What was handed over in a period, latest first, with when it was answered.
fn handed_over(book: &Book, person: &PersonDeals, period: &Period) -> Vec<Json> {
    let site = &book.site;
    let w = site.words();
    let ledger = &site.report.ledger;
    let end = period.end(site.as_of());
    let mut list: Vec<_> = person
        .deals
        .iter()
        .filter_map(|i| Some((ledger.deals[*i].handed_over?, *i)))
        .filter(|(visit, _)| visit.day >= period.first && visit.day <= end)
        .collect();
    list.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    list.iter()
        .take(25)
        .map(|(visit, i)| {
            let h = &ledger.deals[*i];
            let answer = ledger
                .touches(h)
                .filter(|t| t.by == Side::Sales && !t.on.before(*visit))
                .map(|t| t.on)
                .min();
            let answered = match answer {
                Some(on) if on.day == visit.day => say!(w, "the-same-day"),
                Some(on) => say!(w, "after-days", n = on.day.since(visit.day)),
                None if h.status == Status::Open => say!(w, "not-yet"),
                None => say!(w, "never"),
            };
            let link = deal::link(site, *i);
            json!({ "name": link.name, "href": link.href, "on": site.words().short_date(visit.day), "answered": answered, "status": w.word("status", h.status.word()) })
        })
        .collect()
}

/// Somebody's quotas by quarter, with what was won and what lay in the pipeline before it.
fn quotas(site: &Site, person: &PersonDeals) -> Vec<Json> {
    let report = &site.report;
    let quota = |p: &Period| {
        let quotas = &person.record(&report.ledger)?.quota;
        quotas
            .iter()
            .find(|(quarter, _)| *quarter == p.id)
            .map(|(_, quota)| *quota)
    };
    let quarters = report.periods.of_kind(PeriodKind::Quarter);
    let rows: Vec<(&Period, Money)> = quarters.filter_map(|p| Some((p, quota(p)?))).collect();
    let column = |id: &str| {
        let values: Vec<Value> = rows.iter().map(|(p, _)| of(site, person, id, p)).collect();
        let metric = report.metric(id);
        metric.map_or_else(Vec::new, |m| figure::texts(site, m, &values))
    };
    let (won, coverage) = (column("won_amount"), column("pipeline_coverage"));
    let shown = rows.iter().zip(won).zip(coverage);
    shown
        .map(|(((p, quota), won), coverage)| {
            let amount = site.words().money(quota.minor.into(), quota.currency);
            json!({ "period": site.words().period(p), "running": p.running, "quota": amount, "won": won, "coverage": coverage })
        })
        .collect()
}

/// One person.
pub(crate) fn page(book: &Book, n: usize) -> Built {
    let site = &book.site;
    let report = &site.report;
    let person = &book.index.people[n];
    let (all, period) = (report.periods.all(), &report.periods.list[book.period]);
    let name = site.person(&person.id);
    let open = open(site, person);
    let at_stake: i128 = open
        .iter()
        .map(|i| i128::from(report.ledger.deals[*i].amount.unwrap_or(0)))
        .sum();
    let rows: Vec<Json> = NUMBERS
        .iter()
        .filter_map(|id| report.metric(id))
        .map(|m| {
            let cell = |p: &Period| {
                let value = of(site, person, &m.id, p);
                json!({ "text": text(site, &m.id, &value), "of": behind(site, &m.id, &value) })
            };
            json!({ "name": m.name, "href": format!("metrics/{}/index.html", m.id), "now": cell(period), "all": cell(all) })
        })
        .collect();
    let record = person.record(&report.ledger);
    let quotas = quotas(site, person);
    let (campaigns_sum, campaigns) = campaign::of_owner(book, &person.id).unwrap_or_default();
    let w = site.words();
    let lead = match (person.deals.len(), open.len()) {
        (0, _) if campaigns.is_empty() => say!(w, "person-lead-none", name = &name),
        (0, _) => say!(w, "person-lead-campaigns", name = &name, n = campaigns.len()),
        (all, 0) => say!(w, "person-lead-closed", name = &name, n = all),
        (_, open) => say!(
            w,
            "person-lead",
            name = &name,
            n = open,
            money = w.money(at_stake, site.currency())
        ),
    };
    let mut built = built(
        (&name, &lead, "people"),
        vec![Link::new(say!(site.words(), "page-people"), "people/index.html")],
        &json!({
            "function_name": function(site, person).1,
            "side": function(site, person).0,
            "left": record.and_then(|p| p.left).map(|day| site.words().date(day)),
            "period": site.words().period(period),
            "waiting": week::of_owner(site, &person.deals, week::EACH),
            "numbers": if person.deals.is_empty() { Vec::new() } else { rows },
            "quotas": quotas,
            "one": w.one(site.currency()),
            "open": deal::rows(book, open.iter().take(100).copied()),
            "more": open.len().saturating_sub(100),
            "handed_over": handed_over(book, person, period),
            "campaigns": campaigns,
            "campaigns_sum": campaigns_sum,
        }),
        Vec::new(),
    );
    if let (Some(metric), false) = (report.metric("win_rate"), person.deals.is_empty()) {
        with_chart(
            &mut built,
            "owner_chart",
            chart::dots(site, metric, all, Dimension::Owner),
        );
    }
    built
}
