//! Metrics and periods: the lists, and one page for each metric.

use serde_json::{Value as Json, json};

use super::{Book, Built, Link, built, records, with_chart};
use crate::metrics::{Dimension, Number, Period, PeriodKind, Subject, Unit};
use crate::pages::{chart, figure, plan, words};

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
    let groups: Vec<Json> = subjects
        .iter()
        .map(|subject| {
            let rows: Vec<_> = site
                .report
                .registry
                .iter()
                .filter(|m| m.subject == *subject)
                .filter_map(|m| {
                    Some(json!({ "figure": figure::figure(site, &m.id, period)?, "definition": m.definition }))
                })
                .collect();
            json!({ "name": subject.name(), "rows": rows })
        })
        .collect();
    let lead = format!(
        "{} numbers, each with its definition, its formula, and its value {}.",
        site.report.registry.len(),
        site.words().in_period(period)
    );
    built(
        ("Metrics", &lead, "metrics"),
        vec![Link::new("Overview", "index.html")],
        &json!({ "groups": groups, "period": site.words().period(period) }),
        Vec::new(),
    )
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
    let row = |p: &Period| {
        let v = report.value(&metric.id, &p.id);
        let target = site
            .targets
            .get(&metric.id, p.kind)
            .map(|t| site.words().value(t, metric.unit, site.currency(), false));
        json!({
            "period": words::capital(&site.words().period(p)), "running": p.running, "text": figure::text(site, metric, &v, false), "of": figure::parts(site, metric, &v),
            "interval": v.interval.filter(|_| v.value.is_some()).map(|(l, h)| format!("{} to {}", site.words().percent(l), site.words().percent(h))),
            "reason": figure::reason(site, metric, &v), "target": target, "href": plan::period_path("", &p.id),
        })
    };
    let tables: Vec<Json> = plan::KINDS
        .iter()
        .map(|(kind, name)| {
            let mut rows: Vec<Json> = report.periods.of_kind(*kind).map(row).collect();
            rows.reverse();
            json!({ "name": name, "rows": rows })
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
                m.member = site.member_name(*d, &m.member);
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
    let lead = match figure::reason(site, metric, &value) {
        None if few.is_some() => format!(
            "{} {}: too few to rely on the rate, so look at them one by one.",
            figure::parts(site, metric, &value).unwrap_or_default(),
            site.words().in_period(period)
        ),
        None => format!("{shown} {}.", site.words().in_period(period)),
        Some(reason) => format!("There is no value {}: {reason}.", site.words().in_period(period)),
    };
    let better = match metric.better {
        crate::metrics::Better::Higher => "more is better",
        crate::metrics::Better::Lower => "less is better",
        crate::metrics::Better::Neither => "neither more nor less is better by itself",
    };
    let mut built = built(
        (&metric.name, &lead, "metrics"),
        vec![Link::new("Metrics", "metrics/index.html")],
        &json!({
            "definition": metric.definition,
            "formula": metric.formula,
            "put_in": put_in,
            "made_of": made_of,
            "records": records::list(book, i),
            "few": few.is_some(),
            "period": site.words().period(period),
            "source": metric.source,
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
            let mut rows: Vec<Json> = report
                .periods
                .of_kind(*kind)
                .map(|p| {
                    let cells: Vec<Json> = ids.iter().filter_map(|id| report.metric(id)).map(|m| {
                        let v = report.value(&m.id, &p.id);
                        json!({ "text": figure::text(site, m, &v, false), "sort": if v.value == Number::None { String::new() } else { v.value.csv(site.currency()) } })
                    }).collect();
                    json!({ "name": words::capital(&site.words().period(p)), "running": p.running, "href": plan::period_path("", &p.id), "cells": cells })
                })
                .collect();
            rows.reverse();
            json!({ "name": name, "rows": rows })
        })
        .collect();
    let lead = format!(
        "From {} to {}, by year, quarter and month.",
        site.words().date(report.periods.all().first),
        site.words().date(site.as_of())
    );
    built(
        ("Periods", &lead, "periods"),
        vec![Link::new("Overview", "index.html")],
        &json!({ "groups": groups, "columns": columns }),
        Vec::new(),
    )
}
