//! Metrics and periods: the lists, and one page for each metric.

use serde_json::{Value as Json, json};

use super::{Book, Built, Link, built, records, with_chart};
use crate::metrics::{Dimension, Metric, Number, Period, PeriodKind, Subject, Unit, Value};
use crate::pages::{Site, caveat, chart, figure, leads, plan, sentences};
use crate::words::say;

/// Where a rate has fewer deals, its page leads with the list of them.
const FEW: i128 = 20;

/// All metrics by subject.
pub(crate) fn list(book: &Book) -> Built {
    let site = &book.site;
    let period = &site.report.periods.list[book.period];
    let subjects = [
        Subject::Reach,
        Subject::Funnel,
        Subject::Handoff,
        Subject::Sales,
        Subject::Money,
        Subject::Customers,
    ];
    let known: Vec<(&Metric, figure::Figure)> = site
        .report
        .registry
        .iter()
        .filter_map(|m| Some((m, figure::figure(site, &m.id, period)?)))
        .collect();
    let groups: Vec<Json> = subjects
        .iter()
        .map(|subject| {
            let own = known.iter().filter(|(m, _)| m.subject == *subject);
            let rows: Vec<Json> = own
                .map(|(m, figure)| json!({ "figure": figure, "definition": m.definition }))
                .collect();
            json!({ "name": site.words().word("subject", subject.word()), "rows": rows })
        })
        .collect();
    let figures: Vec<figure::Figure> = known.into_iter().map(|(_, figure)| figure).collect();
    let lead = leads::metrics(site, &figures, period);
    built(
        (&say!(site.words(), "page-metrics"), &lead, "metrics"),
        vec![Link::new(say!(site.words(), "page-overview"), "index.html")],
        &json!({ "groups": groups, "period": site.words().period(period) }),
        Vec::new(),
    )
}

/// The value in a period, how it differs from the one before, and what its target says of it.
fn lead(site: &Site, metric: &Metric, period: &Period) -> String {
    let w = site.words();
    let value = site.report.value(&metric.id, &period.id);
    let shown = figure::text(site, metric, &value, false);
    let start = say!(w, "metric-lead", value = shown, within = w.in_period(period));
    let told = if site.report.is_unfinished(metric, period) {
        start
    } else {
        sentences::compared(site, metric, period, start, false)
    };
    let told = format!("{told}.");
    let target = figure::figure(site, &metric.id, period).and_then(|f| f.target);
    let Some((target, met)) = target else {
        return told;
    };
    let target = match met {
        Some("met") => say!(w, "metric-lead-met", target = target),
        Some("not-met") => say!(w, "metric-lead-not-met", target = target),
        Some(_) => say!(w, "metric-lead-target-few", target = target),
        None => say!(w, "metric-lead-target", target = target),
    };
    format!("{told} {target}")
}

/// One metric.
pub(crate) fn page(book: &Book, i: usize) -> Built {
    let site = &book.site;
    let report = &site.report;
    let metric = &report.registry[i];
    let period = &report.periods.list[book.period];
    let value = report.value(&metric.id, &period.id);
    let shown = figure::text(site, metric, &value, false);
    let view = report.view(Dimension::All, 0, book.period);
    let put_in = figure::put_in(site, metric, &value, &view).map(|text| {
        if value.value.is_some() {
            format!("{text} = {shown}")
        } else {
            text
        }
    });
    let made_of: Vec<Link> = metric
        .made_of
        .iter()
        .filter_map(|id| report.metric(id))
        .map(|m| Link::new(m.name.as_str(), format!("metrics/{}/index.html", m.id)))
        .collect();
    let row = |(p, v, text): (&Period, Value, String)| {
        let target = site
            .targets
            .get(&metric.id, p.kind)
            .map(|t| site.words().value(t, metric.unit, site.currency(), false));
        json!({
            "period": site.words().period_name(p), "running": report.is_unfinished(metric, p), "text": text, "of": figure::parts(site, metric, &v),
            "interval": v.interval.filter(|_| v.value.is_some()).map(|i| site.words().interval(i)),
            "reason": figure::reason(site, metric, &v), "incomplete": caveat::incomplete(site, metric, p).is_some(), "target": target, "href": plan::period_path("", &p.id),
        })
    };
    let tables: Vec<Json> = plan::KINDS
        .iter()
        .map(|(kind, name)| {
            let periods: Vec<&Period> = report.periods.of_kind(*kind).collect();
            let values: Vec<Value> = periods.iter().map(|p| report.value(&metric.id, &p.id)).collect();
            let texts = figure::texts(site, metric, &values);
            let found = periods.into_iter().zip(values).zip(texts);
            let rows: Vec<Json> = found.rev().map(|((p, v), text)| row((p, v, text))).collect();
            json!({ "name": site.words().say(name, &[]), "rows": rows })
        })
        .collect();
    let breakdowns: Vec<Json> = Dimension::EVERY
        .iter()
        .skip(1)
        .filter(|d| metric.breakdown.has(**d))
        .filter_map(|d| {
            let over = if *d == Dimension::Campaign {
                report.periods.all()
            } else {
                period
            };
            let mut members = figure::breakdown(site, metric, over, *d);
            let more = members.len().saturating_sub(50);
            members.truncate(50);
            for m in &mut members {
                m.href = site.member_href(*d, &m.member);
                m.member = site.row_name(*d, &m.member);
            }
            (!members.is_empty()).then(
                || json!({ "by": d.word(), "members": members, "period": site.words().period(over), "more": more }),
            )
        })
        .collect();
    // Of few deals the list of them says more than the rate.
    let few = match value.denominator {
        Number::Int(n) if metric.unit == Unit::Rate && (1..FEW).contains(&n) => Some(n),
        _ => None,
    };
    let w = site.words();
    let within = w.in_period(period);
    let lead = match figure::reason(site, metric, &value) {
        None if few.is_some() => {
            let parts = figure::parts(site, metric, &value).unwrap_or_default();
            say!(w, "metric-lead-few", parts = parts, within = within)
        }
        None => lead(site, metric, period),
        Some(reason) => say!(w, "metric-lead-none", within = within, reason = reason),
    };
    let better = match metric.better {
        crate::metrics::Better::Higher => say!(w, "better-higher"),
        crate::metrics::Better::Lower => say!(w, "better-lower"),
        crate::metrics::Better::Neither => say!(w, "better-neither"),
    };
    // What is taken of those who came in or closed in a period misses those from before the data.
    let of_cohorts = ["win_rate", "conversion_", "within_"]
        .iter()
        .any(|p| metric.id.starts_with(p));
    let mut built = built(
        (&metric.name, &lead, "metrics"),
        vec![Link::new(say!(site.words(), "page-metrics"), "metrics/index.html")],
        &json!({
            "definition": metric.definition,
            "formula": metric.formula,
            "put_in": put_in,
            "made_of": made_of,
            "caveats": caveat::all(site, metric, period),
            "not_comparable": of_cohorts.then(|| sentences::left_truncation(site, None)).flatten(),
            "records": records::list(book, i),
            "few": few.is_some(),
            "period": site.words().period(period),
            "source": metric.source.map(|s| w.word("source", s)),
            "owner": figure::owner_word(metric.owner),
            "better": better,
            "unit": metric.unit.word(),
            "id": metric.id,
            "tables": tables,
            "breakdowns": breakdowns,
            "no_target": site.targets.get(&metric.id, PeriodKind::Quarter).is_none(),
        }),
        Vec::new(),
    );
    for (name, kind) in [
        ("month_chart", PeriodKind::Month),
        ("quarter_chart", PeriodKind::Quarter),
    ] {
        let known = |p: &Period| report.value(&metric.id, &p.id).value.is_some();
        // Some have no value for a kind of period by their definition.
        if report.periods.of_kind(kind).any(known) {
            with_chart(&mut built, name, chart::trend(site, metric, kind, None));
        }
    }
    built
}

/// A metric in every period of a kind: cells of a column.
fn column(site: &Site, metric: &Metric, kind: PeriodKind) -> Vec<figure::Cell> {
    let periods = site.report.periods.of_kind(kind);
    let values: Vec<Value> = periods.map(|p| site.report.value(&metric.id, &p.id)).collect();
    figure::column(site, metric, &values)
}

/// All periods.
pub(crate) fn periods(book: &Book) -> Built {
    let site = &book.site;
    let report = &site.report;
    let first = format!("entered_{}", site.settings().funnel.stages[0].id);
    let ids = [first.as_str(), "handoffs", "deals_won", "won_amount", "win_rate", "cac"];
    let columns: Vec<Json> = ids
        .iter()
        .filter_map(|id| report.metric(id))
        .map(|m| json!({ "name": m.name, "href": format!("metrics/{}/index.html", m.id) }))
        .collect();
    let groups: Vec<Json> = plan::KINDS
        .iter()
        .map(|(kind, name)| {
            let columns_of: Vec<Vec<figure::Cell>> = ids
                .iter()
                .filter_map(|id| report.metric(id))
                .map(|m| column(site, m, *kind))
                .collect();
            let mut rows: Vec<Json> = report
                .periods
                .of_kind(*kind)
                .enumerate()
                .map(|(row, p)| {
                    let cells: Vec<&figure::Cell> = columns_of.iter().map(|column| &column[row]).collect();
                    json!({ "name": site.words().period_name(p), "running": p.running, "href": plan::period_path("", &p.id), "cells": cells })
                })
                .collect();
            rows.reverse();
            json!({ "name": site.words().say(name, &[]), "rows": rows })
        })
        .collect();
    let lead = leads::periods(site);
    built(
        (&say!(site.words(), "page-periods"), &lead, "periods"),
        vec![Link::new(say!(site.words(), "page-overview"), "index.html")],
        &json!({ "groups": groups, "columns": columns }),
        Vec::new(),
    )
}
