//! The first page: how the two sides share the funnel, where it leaks, what to do on Monday.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde_json::json;

use super::{Book, Built, Link, built, findings, with_chart};
use crate::metrics::findings::RecordKind;
use crate::metrics::{Family, FindingGroup, Period, Severity};
use crate::model::Currency;
use crate::pages::{Site, chart, figure, sentences};
use crate::settings::Settings;
use crate::words::say;

/// The metrics that say most about a funnel, in its order.
pub(crate) fn headline(settings: &Settings) -> [String; 8] {
    let first = format!("entered_{}", settings.funnel.stages[0].id);
    [
        first.as_str(),
        "handoffs",
        "handoff_on_time",
        "win_rate",
        "won_amount",
        "cac",
        "sales_cycle_days",
        "follow_up_rate",
    ]
    .map(str::to_owned)
}

pub(crate) fn overview(book: &Book, position: usize) -> Built {
    let site = &book.site;
    let period = &site.report.periods.list[position];
    let (title, lead) = sentences::overview(site, period);
    let ids = headline(site.settings());
    let cards: Vec<_> = ids.iter().filter_map(|id| figure::figure(site, id, period)).collect();
    // Findings are of today: on the pages of other periods they would say what was not so then.
    let today = position == book.period;
    let open: Vec<&FindingGroup> = site.findings.iter().filter(|f| today && !f.is_muted()).collect();
    let (first, then) = to_do(&open);
    let urgent = first.iter().any(|f| f.severity == Severity::High);
    let monday: Vec<_> = first.iter().map(|f| findings::view(site, f, 3)).collect();
    let then: Vec<_> = then.iter().map(|f| findings::view(site, f, 0)).collect();
    let known = |list: &[FindingGroup], rule: &str| list.iter().any(|f| f.rule == rule);
    let fresh: Vec<&str> = site
        .findings
        .iter()
        .filter(|f| !known(&site.earlier, f.rule))
        .map(|f| f.title.as_str())
        .collect();
    let gone: Vec<&str> = site
        .earlier
        .iter()
        .filter(|f| !known(&site.findings, f.rule))
        .map(|f| f.title.as_str())
        .collect();
    let left_out = &site.report.ledger.content.left_out;
    // Each currency by itself: a record that was left out was not converted either.
    let mut sums: BTreeMap<&str, (Currency, i128)> = BTreeMap::new();
    for amount in left_out.iter().filter_map(|l| l.amount) {
        let sum = sums.entry(amount.currency.code()).or_insert((amount.currency, 0));
        sum.1 += i128::from(amount.minor);
    }
    let money: Vec<String> = sums
        .values()
        .map(|(currency, sum)| site.words().money(*sum, *currency))
        .collect();
    let crumbs = if position == book.period {
        Vec::new()
    } else {
        vec![Link::new(say!(site.words(), "page-periods"), "periods/index.html")]
    };
    let mut built = built(
        (&title, &lead, "overview"),
        crumbs,
        &json!({
            "cards": cards,
            "today": today,
            "monday": monday,
            "then": then,
            "urgent": urgent,
            "short": { "where": worst(site, period), "findings": if urgent { say!(site.words(), "overview-short-urgent", n = open.len()) } else { say!(site.words(), "overview-short-calm", n = open.len()) } },
            "fresh": fresh,
            "gone": gone,
            "left_out": { "count": left_out.len(), "amounts": money },
            "period": site.words().period(period),
            "in_period": site.words().in_period(period),
            "has_costs": site.report.ledger.content.has_costs,
            "empty": site.report.ledger.deals.is_empty(),
        }),
        Vec::new(),
    );
    with_chart(&mut built, "funnel_chart", chart::funnel(site, period));
    with_chart(&mut built, "split_chart", chart::split(site, period));
    built
}

/// What to do on Monday, the three first apart: what is urgent, deals before campaigns, since they wait; then the costliest
/// finding of each family. In either those that cost most are first.
fn to_do<'f>(open: &[&'f FindingGroup]) -> (Vec<&'f FindingGroup>, Vec<&'f FindingGroup>) {
    let mut first: Vec<&FindingGroup> = open.iter().copied().filter(|f| f.severity == Severity::High).collect();
    first.sort_by_key(|f| (f.kind == RecordKind::Campaign, Reverse(f.at_stake), f.rule));
    let mut costliest: Vec<&FindingGroup> = Family::ALL
        .iter()
        .filter_map(|family| {
            let own = open.iter().copied().filter(|f| f.family == *family);
            own.max_by_key(|f| (f.at_stake, Reverse(f.severity), f.rule))
        })
        .filter(|f| f.severity != Severity::High)
        .collect();
    costliest.sort_by_key(|f| (Reverse(f.at_stake), f.severity, f.rule));
    first.append(&mut costliest);
    let then = first.split_off(first.len().min(3));
    (first, then)
}

/// At which stage most are lost, in a line; nothing where too few are to say so.
fn worst(site: &Site, period: &Period) -> Option<String> {
    let cohort = chart::cohort(site, period);
    let at = sentences::worst(&cohort)?;
    Some(say!(
        site.words(),
        "overview-short-where",
        stage = &site.settings().funnel.stages[at - 1].name,
        lost = cohort[at].lost,
        of = cohort[at - 1].reached
    ))
}
