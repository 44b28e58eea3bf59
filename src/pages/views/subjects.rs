//! The pages of one subject each: funnel, handoff, losses, needs.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::{Book, Built, Link, built, findings_list, with_chart};
use crate::ledger::Status;
use crate::metrics::{Dimension, Number, Period, PeriodKind};
use crate::model::Side;
use crate::pages::sentences::{self, FEW};
use crate::pages::{Site, chart, data, figure, words};
use crate::words::say;

pub(super) fn crumbs(book: &Book, position: usize, name: &str, href: &str) -> Vec<Link> {
    let site = &book.site;
    if position == book.period {
        vec![Link::new(say!(site.words(), "page-overview"), "index.html")]
    } else {
        vec![
            Link::new(say!(site.words(), "page-periods"), "periods/index.html"),
            Link::new(name, href),
        ]
    }
}

/// The period of a page that is not the one shown first: trends there end with it.
pub(super) fn until(book: &Book, position: usize) -> Option<&Period> {
    let period = &book.site.report.periods.list[position];
    (position != book.period && period.kind != PeriodKind::All).then_some(period)
}

pub(super) fn figures(site: &Site, ids: &[&str], period: &Period) -> Vec<figure::Figure> {
    ids.iter().filter_map(|id| figure::figure(site, id, period)).collect()
}

pub(super) fn titled(site: &Site, name: &str, period: &Period) -> String {
    say!(
        site.words(),
        "title-in",
        title = name,
        period = site.words().period(period)
    )
}

/// From stage to stage.
pub(crate) fn funnel(book: &Book, position: usize) -> Built {
    let site = &book.site;
    let period = &site.report.periods.list[position];
    let stages = &site.settings().funnel.stages;
    let win = site.settings().funnel.win();
    let pairs = data::pair_rows(&site.report, period);
    let shares = |of: fn(&data::PairRow) -> (i128, i128)| {
        let parts: Vec<(i128, i128)> = pairs.iter().map(of).collect();
        site.words().share_column(&parts)
    };
    let so_far = shares(|r| (r.converted, r.entered));
    let of_closed = shares(|r| (r.converted, r.converted + r.lost));
    let within = site.words().rate_column(pairs.iter().filter_map(|r| Some(r.within?.0)));
    let rows: Vec<Json> = pairs
        .iter()
        .zip(so_far.into_iter().zip(of_closed))
        .map(|(r, (so_far, of_closed))| {
            let interval = |i: Option<(f64, f64)>| i.map(|i| site.words().interval(i));
            json!({
                "from": stages[r.from].name, "to": stages[r.to].name, "handoff": stages[r.from].owner != stages[r.to].owner,
                "entered": site.words().grouped(r.entered), "converted": site.words().grouped(r.converted), "lost": site.words().grouped(r.lost), "open": site.words().grouped(r.open),
                "rate": so_far, "rate_interval": interval(r.rate_interval),
                "closed_rate": of_closed,
                "within": r.within.map_or(words::NOTHING.into(), |w| within.text(w.0)), "within_interval": r.within.and_then(|w| interval(w.1)),
                "known": r.known_in.and_then(|d| i32::try_from(d).ok()).map(|d| say!(site.words(), "funnel-known-from", date = site.words().short_date(site.as_of().plus(d)))),
                "days": r.median_halves.map_or(words::NOTHING.into(), |h| site.words().value(Number::Fraction(h, 2), crate::metrics::Unit::Days, site.currency(), true)),
                "p90": r.p90.map_or(words::NOTHING.into(), |d| site.words().grouped(d.into())),
                "href": if r.to == r.from + 1 { format!("metrics/conversion_{}_{}/index.html", stages[r.from].id, stages[r.to].id) } else { format!("metrics/within_{}_{}/index.html", stages[r.from].id, stages[r.to].id) },
                "long": r.to != r.from + 1,
            })
        })
        .collect();
    let cell = site.report.tables.cell(Dimension::All, 0, period);
    let by_stage: Vec<Json> = stages
        .iter()
        .zip(&cell.stages)
        .zip(&book.index.open_at)
        .map(|((stage, counts), (open, waiting))| {
            let shown = |n: i128| site.words().grouped(n);
            json!({
                "name": stage.name, "owner": stage.owner.word(), "means": stage.means,
                "reached": shown(counts.entered.into()), "skipped": shown(counts.skipped.into()),
                "open": shown(*open as i128), "waiting": shown(*waiting as i128),
            })
        })
        .collect();
    let cohort = chart::cohort(site, period);
    let lead = format!("{}.", sentences::funnel_lead(site, &cohort, period));
    let mut built = built(
        (
            &titled(site, &say!(site.words(), "title-funnel"), period),
            &lead,
            "funnel",
        ),
        crumbs(book, position, &say!(site.words(), "page-funnel"), "funnel/index.html"),
        &json!({
            "rows": rows,
            "horizon": site.settings().horizon_days,
            "figures": figures(site, &["recycled", "lead_to_won_days", "sales_cycle_days", "deals_lost"], period),
            "in_period": site.words().in_period(period),
            "period": site.words().period(period),
            "as_of": site.words().date(site.as_of()),
            "by_stage": by_stage,
            "running": period.running,
        }),
        Vec::new(),
    );
    with_chart(&mut built, "funnel_chart", chart::funnel(site, period));
    with_chart(&mut built, "incidence_chart", chart::incidence(site, period, 0, win));
    // The same for all periods: where one looks at more than a quarter, and where one looks first.
    if position == book.period || matches!(period.kind, PeriodKind::All | PeriodKind::Year) {
        with_chart(&mut built, "cohort_chart", chart::cohorts(site));
    }
    let first = format!("conversion_{}_{}", stages[0].id, stages[1].id);
    if let Some(metric) = site.report.metric(&first) {
        with_chart(
            &mut built,
            "channel_chart",
            chart::dots(site, metric, period, Dimension::Channel),
        );
        with_chart(
            &mut built,
            "trend_chart",
            chart::trend(site, metric, PeriodKind::Month, until(book, position)),
        );
    }
    built
}

/// Between the two sides.
pub(crate) fn handoff(book: &Book, position: usize) -> Built {
    let site = &book.site;
    let settings = site.settings();
    let period = &site.report.periods.list[position];
    let value = |id: &str| {
        site.report
            .metric(id)
            .map(|m| figure::text(site, m, &site.report.value(id, &period.id), false))
            .unwrap_or_default()
    };
    let handed = match site.report.value("handoffs", &period.id).value {
        Number::Int(n) => n,
        _ => 0,
    };
    let w = site.words();
    let within = w.in_period(period);
    let known = site.report.value("handoff_on_time", &period.id).value.is_some();
    let lead = if handed == 0 {
        say!(w, "handoff-lead-none", within = within)
    } else if !known {
        say!(
            w,
            "handoff-lead-early",
            n = handed,
            within = within,
            promise = w.promise(settings.within)
        )
    } else {
        say!(
            w,
            "handoff-lead",
            n = handed,
            within = within,
            rate = value("handoff_on_time"),
            promise = w.promise(settings.within),
        )
    };
    let stage = |i: usize| {
        let s = &settings.funnel.stages[i];
        json!({ "id": s.id, "name": s.name, "means": s.means, "owner": s.owner.word() })
    };
    let mut built = built(
        (
            &titled(site, &say!(site.words(), "title-handoff"), period),
            &lead,
            "handoff",
        ),
        crumbs(
            book,
            position,
            &say!(site.words(), "page-handoff"),
            "handoff/index.html",
        ),
        &json!({
            "figures": figures(site, &["handoffs", "handoff_promise_kept", "handoff_acceptance", "handoff_on_time", "speed_to_lead_hours", "handoff_returned", "nurture_touches", "nurtured_win_rate", "unnurtured_win_rate"], period),
            "marketing_stage": stage(settings.funnel.last_marketing()),
            "sales_stage": stage(settings.funnel.first_sales()),
            "within": w.promise(settings.within),
            "promise": settings.promise,
            "findings": findings_list(site, "", "handoff-unanswered"),
            "in_period": site.words().in_period(period),
        }),
        Vec::new(),
    );
    if let Some(metric) = site.report.metric("handoffs") {
        with_chart(
            &mut built,
            "trend_chart",
            chart::trend(site, metric, PeriodKind::Month, until(book, position)),
        );
    }
    if let Some(metric) = site.report.metric("handoff_on_time") {
        with_chart(
            &mut built,
            "owner_chart",
            chart::dots(site, metric, period, Dimension::Owner),
        );
    }
    if let Some(metric) = site.report.metric("handoff_acceptance") {
        with_chart(
            &mut built,
            "channel_chart",
            chart::dots(site, metric, period, Dimension::Channel),
        );
    }
    built
}

/// How many of the deals lost in a period have an amount.
fn lost_with_amount(book: &Book, period: &Period) -> usize {
    let ledger = &book.site.report.ledger;
    let inside = |day: crate::model::Day| day >= period.first && day <= period.last;
    let lost = ledger
        .deals
        .iter()
        .filter(|h| h.status == Status::Lost && h.closed.is_some_and(inside));
    lost.filter(|h| h.amount.is_some()).count()
}

/// Why, where, to whom, how much.
pub(crate) fn losses(book: &Book, position: usize) -> Built {
    let site = &book.site;
    let report = &site.report;
    let period = &report.periods.list[position];
    let stages = &site.settings().funnel.stages;
    let currency = site.currency();
    let name = |text: &str| {
        if text == crate::ledger::UNKNOWN {
            words::capital(&say!(site.words(), "not-written-down"))
        } else {
            words::capital(&words::label(text))
        }
    };
    let mut by_stage: BTreeMap<u8, BTreeMap<String, i64>> = BTreeMap::new();
    for ((key, month), (n, _)) in &report.tables.losses {
        if period.months.contains(month) {
            *by_stage
                .entry(key.stage)
                .or_default()
                .entry(name(&key.reason))
                .or_default() += n;
        }
    }
    let mut reasons: Vec<(String, i64)> = Vec::new();
    for counts in by_stage.values() {
        for (reason, n) in counts {
            match reasons.iter_mut().find(|r| r.0 == *reason) {
                Some(r) => r.1 += n,
                None => reasons.push((reason.clone(), *n)),
            }
        }
    }
    reasons.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let matrix: Vec<Json> = by_stage
        .iter()
        .map(|(stage, counts)| {
            let cells: Vec<String> = reasons.iter().map(|(r, _)| site.words().grouped(counts.get(r).copied().unwrap_or(0).into())).collect();
            json!({ "stage": stages[usize::from(*stage)].name, "owner": stages[usize::from(*stage)].owner.word(), "cells": cells, "total": site.words().grouped(counts.values().sum::<i64>().into()) })
        })
        .collect();
    let by = data::losses_by(report, period);
    let mut competitors: Vec<(&String, &data::Lost)> = by[2]
        .1
        .iter()
        .filter(|(k, _)| k.as_str() != crate::ledger::UNKNOWN)
        .collect();
    competitors.sort_by(|a, b| b.1.1.cmp(&a.1.1).then(a.0.cmp(b.0)));
    let amounts = site.words().money_column(competitors.iter().map(|c| c.1.1), currency);
    let competitors: Vec<Json> = competitors
        .into_iter()
        .map(|(k, (n, m))| json!({ "name": k, "deals": site.words().grouped((*n).into()), "amount": amounts.text(*m) }))
        .collect();
    let lost = report.value("deals_lost", &period.id);
    let n = match lost.value {
        Number::Int(n) => n,
        _ => 0,
    };
    let amount = report
        .metric("lost_amount")
        .map(|m| figure::text(site, m, &report.value("lost_amount", &period.id), true))
        .unwrap_or_default();
    let priced = lost_with_amount(book, period);
    let w = site.words();
    let within = w.in_period(period);
    let lead = match (n, priced) {
        (0, _) => say!(w, "losses-none-within", within = within),
        (n, 0) => say!(w, "losses-lead-no-amount", n = n, within = within),
        (n, _) => say!(w, "losses-lead", n = n, within = within, amount = amount),
    };
    let mut built = built(
        (
            &titled(site, &say!(site.words(), "page-losses"), period),
            &lead,
            "losses",
        ),
        crumbs(book, position, &say!(site.words(), "page-losses"), "losses/index.html"),
        &json!({
            "figures": figures(site, &["deals_lost", "lost_amount", "win_rate", "win_rate_value"], period),
            "reasons": reasons.iter().map(|r| r.0.clone()).collect::<Vec<_>>(),
            "matrix": matrix,
            "competitors": competitors,
            "in_period": site.words().in_period(period),
        }),
        Vec::new(),
    );
    with_chart(&mut built, "reasons_chart", chart::loss_reasons(site, period));
    with_chart(&mut built, "stages_chart", chart::losses_by_stage(site, period));
    if let Some(metric) = report.metric("deals_lost") {
        with_chart(
            &mut built,
            "trend_chart",
            chart::trend(site, metric, PeriodKind::Month, until(book, position)),
        );
    }
    built
}

/// Needs and objections by outcome, beside what the campaigns promise.
pub(crate) fn needs(book: &Book) -> Built {
    let site = &book.site;
    let report = &site.report;
    let ledger = &report.ledger;
    let all = report.periods.all();
    let mut needs: Vec<_> = report.tables.needs.iter().collect();
    needs.sort_by(|a, b| b.1.deals.cmp(&a.1.deals).then(a.0.cmp(b.0)));
    let amounts = site
        .words()
        .money_column(needs.iter().map(|(_, c)| c.won_amount), site.currency());
    let rows: Vec<Json> = needs
        .iter()
        .map(|(need, c)| {
            let [won, lost, open] = c.outcomes;
            json!({
                "need": need, "deals": site.words().grouped(c.deals.into()), "won": site.words().grouped(won.into()), "lost": site.words().grouped(lost.into()), "open": site.words().grouped(open.into()),
                "won_share": site.words().share(won.into(), (won + lost).into()), "met": site.words().grouped(c.met.into()), "amount": amounts.text(c.won_amount),
            })
        })
        .collect();
    let mut objections: BTreeMap<&str, (i64, i64, i64)> = BTreeMap::new();
    for h in &ledger.deals {
        for o in &ledger.record(h).objections {
            let entry = objections.entry(o.text.as_str()).or_default();
            entry.0 += 1;
            entry.1 += i64::from(o.answered.is_some_and(|a| a.day <= ledger.as_of));
            entry.2 += i64::from(h.status == Status::Won);
        }
    }
    let mut objections: Vec<_> = objections.into_iter().collect();
    objections.sort_by(|a, b| b.1.0.cmp(&a.1.0).then(a.0.cmp(b.0)));
    let objections: Vec<Json> = objections
        .iter()
        .map(|(text, (n, answered, won))| json!({ "text": text, "deals": site.words().grouped((*n).into()), "answered": site.words().share((*answered).into(), (*n).into()), "won": site.words().grouped((*won).into()) }))
        .collect();
    let promises: Vec<Json> = ledger
        .content
        .campaigns
        .iter()
        .filter(|c| c.function == Side::Marketing)
        .filter_map(|c| Some(json!({ "name": c.name, "href": format!("campaigns/{}/index.html", c.id), "promise": c.promise.as_ref()? })))
        .collect();
    let lead = match needs.first() {
        None => say!(site.words(), "needs-lead-none"),
        Some((_, c)) if c.deals == 1 => say!(site.words(), "needs-lead-once", n = needs.len()),
        Some((_, c)) if c.deals < FEW => say!(site.words(), "needs-lead-few", n = needs.len()),
        Some((need, c)) => say!(site.words(), "needs-lead", need = need.as_str(), n = c.deals),
    };
    let mut built = built(
        (&say!(site.words(), "page-needs"), &lead, "needs"),
        vec![Link::new(say!(site.words(), "page-overview"), "index.html")],
        &json!({
            "figures": figures(site, &["needs_recorded_rate", "needs_met_rate", "objections_answered_rate", "discovery_before_demo_rate"], all),
            "needs": rows,
            "objections": objections,
            "promises": promises,
        }),
        Vec::new(),
    );
    if !needs.is_empty() {
        with_chart(&mut built, "outcome_chart", chart::needs(site));
    }
    built
}
