//! What marketing and sales cost, and what came of it.

use serde_json::{Value as Json, json};

use super::subjects::{crumbs, figures, titled, until};
use super::{Book, Built, Link, built, with_chart};
use crate::metrics::{Dimension, Metric, Number, Period, PeriodKind, Unit};
use crate::model::Campaign;
use crate::pages::{Site, chart, figure};
use crate::words::say;

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
    let channel_rows = rows(site, &ids, period, Dimension::Channel, channels);
    let columns = names(site, &ids);
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
    let mut built = built(
        (&titled(site, &say!(site.words(), "page-spend"), period), &lead, "spend"),
        crumbs(book, position, &say!(site.words(), "page-spend"), "spend/index.html"),
        &json!({
            "figures": figures(site, &["marketing_cost", "sales_cost", "cac", "marketing_cac", "sales_cac", "roi", "romi", "marketing_sourced_share", "marketing_influenced_share"], period),
            "columns": columns,
            "channels": channel_rows,
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

/// A row for each member of whom there is anything to say: its name, and a cell for each metric.
fn rows(site: &Site, ids: &[&str], period: &Period, dimension: Dimension, members: Vec<(&str, Link)>) -> Vec<Json> {
    let said = |member: &str| {
        let value = |id: &&str| site.report.member_value(id, &period.id, dimension, member);
        ids.iter().any(|id| value(id).is_some())
    };
    let members: Vec<(&str, Link)> = members.into_iter().filter(|(member, _)| said(member)).collect();
    let metrics: Vec<&Metric> = ids.iter().filter_map(|id| site.report.metric(id)).collect();
    let columns: Vec<Vec<figure::Cell>> = metrics
        .iter()
        .map(|metric| {
            let values = members.iter().map(|(member, _)| {
                let report = &site.report;
                report.member_or_nothing(&metric.id, &period.id, dimension, member)
            });
            figure::column(site, metric, &values.collect::<Vec<_>>())
        })
        .collect();
    members
        .into_iter()
        .enumerate()
        .map(|(row, (_, link))| {
            let cells: Vec<&figure::Cell> = columns.iter().map(|column| &column[row]).collect();
            json!({ "name": link.name, "href": link.href, "cells": cells })
        })
        .collect()
}

fn names(site: &Site, ids: &[&str]) -> Vec<String> {
    ids.iter()
        .filter_map(|id| site.report.metric(id))
        .map(|m| m.name.clone())
        .collect()
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
    let rows = rows(site, &ids, period, dimension, members);
    (!rows.is_empty()).then(|| json!({ "by": dimension.word(), "columns": names(site, &ids), "rows": rows }))
}

/// Spend and return of each campaign over the whole time.
fn campaign_rows(site: &Site) -> Json {
    let ids = ["marketing_spend", "sales_spend", "won_amount", "cac", "romi", "roi"];
    let all = site.report.periods.all();
    let campaigns = site.report.ledger.content.campaigns.iter();
    let link = |c: &Campaign| Link::new(&c.name, format!("campaigns/{}/index.html", c.id));
    let members = campaigns.map(|c| (c.id.as_str(), link(c))).collect();
    json!({ "columns": names(site, &ids), "rows": rows(site, &ids, all, Dimension::Campaign, members) })
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
