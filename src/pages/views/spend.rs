//! What marketing and sales cost, and what came of it.

use std::cmp::Reverse;

use serde_json::{Value as Json, json};

use super::subjects::{crumbs, figures, titled, until};
use super::{Book, Built, Link, built, with_chart};
use crate::metrics::{Dimension, Metric, Number, Period, PeriodKind, Unit, Value};
use crate::model::Campaign;
use crate::pages::words::NOTHING;
use crate::pages::{Site, caveat, chart, figure};
use crate::words::say;

/// What it costs and what it brings.
const FIGURES: [&str; 9] = [
    "marketing_cost",
    "sales_cost",
    "cac",
    "marketing_cac",
    "sales_cac",
    "roi",
    "romi",
    "marketing_sourced_share",
    "marketing_influenced_share",
];

/// What it costs and brings.
pub(crate) fn spend(book: &Book, position: usize) -> Built {
    let site = &book.site;
    let report = &site.report;
    let content = &report.ledger.content;
    let period = &report.periods.list[position];
    let currency = site.currency();
    let ids = ["marketing_spend", "sales_spend", "won_amount", "cac", "roi"];
    let of_channel = |member: &str| Link::new(site.row_name(Dimension::Channel, member), "");
    let channels = report.ledger.channels.names().iter();
    let channels: Vec<(&str, Link)> = channels.map(|m| (m.as_ref(), of_channel(m))).collect();
    let channels = table(site, (&ids, 2), period, Dimension::Channel, channels);
    let brought: Vec<Json> = [
        Dimension::Channel,
        Dimension::Owner,
        Dimension::Segment,
        Dimension::Region,
    ]
    .into_iter()
    .filter_map(|d| brought_by(site, period, d))
    .collect();
    let incomplete: Vec<Json> = site
        .checked
        .incomplete
        .iter()
        .filter(|(_, _, months)| months.iter().any(|m| report.periods.position(*m).is_some_and(|p| period.months.contains(&p))))
        .map(|(origin, campaign, months)| {
            let name = campaign.as_ref().map_or_else(|| "costs.yaml".to_owned(), |c| site.member_name(Dimension::Campaign, c.as_str()));
            json!({ "name": name, "file": origin.file.as_ref(), "months": months.iter().map(ToString::to_string).collect::<Vec<_>>() })
        })
        .collect();
    let share = site.settings().marketing_share;
    let money = |id: &str| {
        report
            .metric(id)
            .map(|m| figure::text(site, m, &report.value(id, &period.id), true))
            .unwrap_or_default()
    };
    let w = site.words();
    let within = w.in_period(period);
    let lead = match total_cost(site, period) {
        0 => say!(w, "spend-lead-no-cost", won = money("won_amount"), within = within),
        cost => say!(
            w,
            "spend-lead",
            cost = w.short_money(cost, currency),
            won = money("won_amount"),
            within = within
        ),
    };
    let mut figures = figures(site, &FIGURES, period);
    // What all of them rest on is said once beneath them.
    let share_said = report.metric("cac").and_then(|m| caveat::share(site, m, period));
    for figure in &mut figures {
        figure.caveats.retain(|said| Some(said) != share_said.as_ref());
    }
    let mut built = built(
        (&titled(site, &say!(site.words(), "page-spend"), period), &lead, "spend"),
        crumbs(book, position, &say!(site.words(), "page-spend"), "spend/index.html"),
        &json!({
            "figures": figures,
            "channels": channels,
            "brought": brought,
            "campaigns": campaign_rows(site),
            "has_costs": content.has_costs,
            "share": site.words().percent(share.as_f64()),
            "shared": shared_costs(site, period),
            "incomplete": incomplete,
            "in_period": site.words().in_period(period),
            "all_gone": w.value(Number::Real(-1.0), Unit::MoneyRatio, currency, false),
        }),
        Vec::new(),
    );
    with_chart(&mut built, "split_chart", chart::split(site, period));
    with_chart(&mut built, "dumbbell_chart", chart::dumbbell(site, period));
    if let Some(metric) = report.metric("cac") {
        with_chart(
            &mut built,
            "trend_chart",
            chart::trend(site, metric, PeriodKind::Quarter, until(book, position)),
        );
    }
    built
}

/// A row for each member of whom there is anything to say, with a cell for each metric: those with most
/// in the first columns, `by` of them, first. A metric that says nothing of anybody has no column.
fn table(
    site: &Site,
    (ids, by): (&[&str], usize),
    period: &Period,
    dimension: Dimension,
    members: Vec<(&str, Link)>,
) -> Json {
    let report = &site.report;
    let said = |member: &str| {
        let value = |id: &&str| report.member_value(id, &period.id, dimension, member);
        ids.iter().any(|id| value(id).is_some())
    };
    let mut members: Vec<(&str, Link)> = members.into_iter().filter(|(member, _)| said(member)).collect();
    let value = |id: &str, member: &str| report.member_or_nothing(id, &period.id, dimension, member);
    members.sort_by_cached_key(|(member, link)| {
        let first = ids[..by].iter().filter_map(|id| value(id, member).value.money());
        (Reverse(first.sum::<i128>()), link.name.clone())
    });
    let metrics = ids.iter().filter_map(|id| report.metric(id));
    let columns: Vec<(&Metric, Vec<Value>)> = metrics
        .map(|m| (m, members.iter().map(|(member, _)| value(&m.id, member)).collect()))
        .filter(|(_, values): &(_, Vec<Value>)| values.iter().any(|v| v.value.is_some() && !v.value.is_zero()))
        .collect();
    let names: Vec<&str> = columns.iter().map(|(metric, _)| metric.name.as_str()).collect();
    let cells: Vec<Vec<figure::Cell>> = columns
        .iter()
        .map(|(m, values)| figure::column(site, m, values))
        .collect();
    let row = |(row, (_, link)): (usize, &(&str, Link))| {
        let cells: Vec<&figure::Cell> = cells.iter().map(|column| &column[row]).collect();
        json!({ "name": link.name, "href": link.href, "cells": cells })
    };
    let dash = cells.iter().flatten().any(|cell| cell.text == NOTHING);
    json!({ "columns": names, "rows": members.iter().enumerate().map(row).collect::<Vec<_>>(), "dash": dash })
}

/// What was won, by who brought it, for the members of a dimension.
fn brought_by(site: &Site, period: &Period, dimension: Dimension) -> Option<Json> {
    let ids = [
        "won_amount",
        "marketing_sourced",
        "sales_sourced",
        "unknown_sourced",
        "marketing_influenced_share",
    ];
    let members = site.report.tables.dimensions[dimension as usize].members.iter();
    let link = |name: &str| Link::new(site.row_name(dimension, name), "");
    let members = members.map(|m| (m.name.as_str(), link(&m.name))).collect();
    let mut table = table(site, (&ids, 1), period, dimension, members);
    table["by"] = dimension.word().into();
    let nothing = table["columns"].as_array().is_none_or(Vec::is_empty);
    (!nothing).then_some(table)
}

/// Spend and return of each campaign over the whole time.
fn campaign_rows(site: &Site) -> Json {
    let ids = ["marketing_spend", "sales_spend", "won_amount", "cac", "romi", "roi"];
    let all = site.report.periods.all();
    let campaigns = site.report.ledger.content.campaigns.iter();
    let link = |c: &Campaign| Link::new(&c.name, format!("campaigns/{}/index.html", c.id));
    let members = campaigns.map(|c| (c.id.as_str(), link(c))).collect();
    table(site, (&ids, 2), all, Dimension::Campaign, members)
}

fn total_cost(site: &Site, period: &Period) -> i128 {
    let money = |id: &str| match site.report.value(id, &period.id).value {
        Number::Money(m) => m,
        _ => 0,
    };
    money("marketing_cost") + money("sales_cost")
}

/// What each side's cost of a new customer would be at other shares of what is shared.
fn shared_costs(site: &Site, period: &Period) -> Vec<Json> {
    let report = &site.report;
    let shared: i128 = report
        .tables
        .costs
        .range(period.months.clone())
        .map(|(_, c)| c.shared)
        .sum();
    let won = match report.value("cac", &period.id).denominator {
        Number::Int(n) if n > 0 => n,
        _ => return Vec::new(),
    };
    if shared == 0 {
        return Vec::new();
    }
    let money = |id: &str| match report.value(id, &period.id).value {
        Number::Money(m) => m,
        _ => 0,
    };
    let own = site.settings().marketing_share;
    let own_part = shared * own.mantissa / 10i128.pow(own.scale);
    let (marketing, sales) = (
        money("marketing_cost") - own_part,
        money("sales_cost") - (shared - own_part),
    );
    let split = |percent: i128| {
        let part = shared * percent / 100;
        let each = [marketing + part, sales + shared - part, marketing + sales + shared];
        (percent, each.map(|m| crate::model::round_half_up(m, won)))
    };
    let splits = [25, 50, 75].map(split);
    let w = site.words();
    let money = w.money_column(splits.iter().flat_map(|s| s.1), site.currency());
    let rows = splits.iter().map(|(percent, each)| {
        let [marketing, sales, both] = each.map(|m| money.text(m));
        json!({ "share": w.percent(*percent as f64 / 100.0), "marketing": marketing, "sales": sales, "both": both })
    });
    rows.collect()
}
