//! Sentences built from data: what a page or chart says first.

use std::cmp::Ordering;

use super::chart::{CohortStage, attribution};
use super::data::PairRow;
use super::{Site, figure};
use crate::ledger::Status;
use crate::metrics::attribution::{Level, MemberCredits};
use crate::metrics::{Better, Difference, Dimension, Metric, Number, Period, PeriodKind, Unit, Value};
use crate::words::say;

/// Deals that a sentence on what is most, best or worst rests on at least.
pub const FEW: i64 = 5;

/// The stage before which most of a cohort is lost, where there are enough losses to say so.
pub fn worst(cohort: &[CohortStage]) -> Option<usize> {
    let most = (1..cohort.len()).max_by_key(|s| (cohort[*s].lost, std::cmp::Reverse(*s)))?;
    (cohort[most].lost >= FEW).then_some(most)
}

/// Where most of a cohort is lost.
pub fn funnel_title(site: &Site, cohort: &[CohortStage]) -> String {
    let w = site.words();
    let stages = &site.settings().funnel.stages;
    let first = cohort.first().map_or(0, |c| c.reached);
    if first == 0 {
        return say!(w, "funnel-title-empty");
    }
    let lost: i64 = cohort.iter().map(|c| c.lost).sum();
    let open: i64 = cohort.iter().map(|c| c.open).sum();
    match worst(cohort) {
        Some(s) if (1..cohort.len()).any(|other| other != s && cohort[other].lost == cohort[s].lost) => {
            say!(w, "funnel-title-alike", n = first, lost = lost)
        }
        Some(s) => say!(
            w,
            "funnel-title-most-lost",
            from = &stages[s - 1].name,
            to = &stages[s].name,
            lost = cohort[s].lost,
            of = cohort[s - 1].reached,
        ),
        None if lost > 0 => say!(w, "funnel-title-few-lost", n = first, lost = lost),
        None if open == 0 => say!(w, "funnel-title-all-won", n = first),
        None => say!(w, "funnel-title-none-lost", n = first, open = open),
    }
}

/// How many deals were won in a period.
fn wins(site: &Site, period: &Period) -> i64 {
    match site.report.value("deals_won", &period.id).value {
        Number::Int(n) => i64::try_from(n).unwrap_or(i64::MAX),
        _ => 0,
    }
}

/// Whether a value is taken from too few deals to be compared with another.
fn is_few(value: &Value) -> bool {
    let few = |n: i128| (1..i128::from(FEW)).contains(&n);
    matches!(value.denominator, Number::Int(n) if few(n)) || value.taken_of.is_some_and(few)
}

/// How far the deals created in a period have come.
pub fn funnel_lead(site: &Site, cohort: &[CohortStage], period: &Period) -> String {
    let w = site.words();
    let within = w.in_period(period);
    let reached = |c: Option<&CohortStage>| c.map_or(0, |c| c.reached);
    let (first, won) = (reached(cohort.first()), reached(cohort.last()));
    let open: i64 = cohort.iter().map(|c| c.open).sum();
    if first == 0 {
        return say!(w, "funnel-lead-empty", within = within);
    }
    say!(w, "funnel-lead", n = first, within = within, won = won, open = open)
}

/// Who brought what was won, beside who spent.
pub fn split_title(site: &Site, period: &Period) -> String {
    let w = site.words();
    let share = site.report.value("marketing_sourced_share", &period.id).value.as_f64();
    let money = |id: &str| site.report.value(id, &period.id).value.as_f64().unwrap_or(0.0);
    let (marketing, sales) = (money("marketing_cost"), money("sales_cost"));
    let unknown = money("unknown_sourced");
    match share {
        None => say!(w, "nothing-won-title"),
        Some(_) if wins(site, period) < FEW => say!(w, "split-title-few", n = wins(site, period)),
        Some(_) if unknown > 0.0 && unknown >= money("won_amount") => say!(w, "split-title-unknown"),
        Some(share) if marketing + sales > 0.0 => say!(
            w,
            "split-title",
            cost = w.percent(marketing / (marketing + sales)),
            won = w.percent(share),
        ),
        Some(share) => say!(w, "split-title-no-cost", won = w.percent(share)),
    }
}

/// The value of a metric in the last whole one of some periods, and how it changed.
pub fn trend_title(site: &Site, metric: &Metric, periods: &[&Period]) -> String {
    let w = site.words();
    let metric_name = metric.name.as_str();
    // The last whole one that has a value; of what becomes of deals the last ones may have none yet.
    let whole = || periods.iter().rev().filter(|p| !site.report.is_unfinished(metric, p));
    let told = whole().find(|p| site.report.value(&metric.id, &p.id).value.is_some());
    let Some(period) = told.or(whole().next()).or(periods.last()).copied() else {
        return say!(w, "trend-title-no-period", metric = metric_name);
    };
    // A number of days without the word is no number of days.
    let short = !matches!(metric.unit, Unit::Days | Unit::Hours);
    let within = w.in_period(period);
    let value = site.report.value(&metric.id, &period.id);
    if !value.value.is_some() {
        return say!(w, "trend-title-no-value", metric = metric_name, within = within);
    }
    let text = figure::text(site, metric, &value, short);
    let start = say!(
        w,
        "trend-title",
        metric = metric_name,
        value = text.as_str(),
        within = within
    );
    compared(site, metric, period, start, short)
}

/// What begins with a metric's value in a period, and how that differs from the period before, where both are seen to
/// their end.
pub fn compared(site: &Site, metric: &Metric, period: &Period, start: String, short: bool) -> String {
    let w = site.words();
    let value = site.report.value(&metric.id, &period.id);
    let text = figure::text(site, metric, &value, short);
    let before = site
        .report
        .periods
        .previous(period)
        .map(|p| (p, site.report.value(&metric.id, &p.id)));
    let Some((previous, before)) = before.filter(|(_, b)| b.value.is_some()) else {
        return start;
    };
    let shown = figure::text(site, metric, &before, short);
    let then = w.in_period(previous);
    if shown == text {
        return say!(w, "trend-title-same", start = start, then = then);
    }
    let (start, before_text, then) = (start.as_str(), shown.as_str(), then.as_str());
    let few = || say!(w, "trend-title-few", start = start, before = before_text, then = then);
    let up = || say!(w, "trend-title-up", start = start, before = before_text, then = then);
    let down = || say!(w, "trend-title-down", start = start, before = before_text, then = then);
    if value.interval.is_some() {
        return match value.differs(&before) {
            Difference::TooFew => few(),
            Difference::Unclear => say!(
                w,
                "trend-title-unclear",
                start = start,
                before = before_text,
                then = then
            ),
            Difference::Greater => up(),
            Difference::Less => down(),
        };
    }
    // Of sums, their shares and averages it is not known how much is chance: they are told as they are.
    match value.value.as_f64() > before.value.as_f64() {
        _ if is_few(&before) || is_few(&value) => few(),
        true => up(),
        false => down(),
    }
}

/// How many of the cohorts that are old enough had bought at an age: (won, of how many).
pub fn cohorts_title(site: &Site, told: Option<(i128, i128)>, days: usize) -> String {
    let w = site.words();
    match told {
        None => say!(w, "cohorts-title-empty"),
        Some((won, of)) if of < 20 => say!(w, "cohorts-title-few", won = won, of = of, days = days),
        Some((won, of)) => say!(
            w,
            "cohorts-title",
            won = crate::model::round_half_up(won * 100, of),
            days = days
        ),
    }
}

/// Which campaign gets the most credit, and between what and what.
pub fn attribution_lead(site: &Site, period: &Period, position: usize) -> String {
    let w = site.words();
    let within = w.in_period(period);
    let currency = site.currency();
    let models = attribution::models(site, position);
    let all = attribution::by_credit(site, position, Level::Campaign);
    let credits = site.report.attribution().credits(position, Level::Campaign);
    let Some(first) = all.first().filter(|m| m.credits.iter().any(|c| *c != 0)) else {
        return if credits.unattributed != 0 {
            let money = w.money(credits.unattributed, currency);
            say!(w, "attribution-lead-untouched", money = money, within = within)
        } else {
            say!(w, "attribution-lead-empty", within = within)
        };
    };
    if first.influenced < FEW.unsigned_abs() {
        let won = match site.report.value("won_amount", &period.id).value {
            Number::Money(m) => m,
            _ => 0,
        };
        return say!(
            w,
            "attribution-lead-few",
            money = w.short_money(won, currency),
            n = wins(site, period),
            within = within
        );
    }
    let [low, high] = attribution::range(first, &models);
    let range = if low.1 == high.1 {
        w.money(low.1, currency)
    } else {
        w.range(&w.short_money(low.1, currency), &w.short_money(high.1, currency))
    };
    say!(
        w,
        "attribution-lead",
        campaign = site.report.attribution().name(Level::Campaign, first.member),
        within = within,
        range = range,
    )
}

/// Where the ways of counting are furthest apart.
pub fn disputed_title(site: &Site, period: &Period, all: &[MemberCredits], models: &[usize]) -> String {
    let w = site.words();
    let spread = |m: &MemberCredits| {
        let [low, high] = attribution::range(m, models);
        high.1 - low.1
    };
    let Some(most) = all.iter().max_by_key(|m| (spread(m), std::cmp::Reverse(m.member))) else {
        return say!(w, "disputed-title-empty");
    };
    if wins(site, period) < FEW {
        return say!(w, "disputed-title-few", n = wins(site, period));
    }
    if spread(most) == 0 {
        return say!(w, "disputed-title-agree");
    }
    let [low, high] = attribution::range(most, models);
    say!(
        w,
        "disputed-title",
        campaign = site.report.attribution().name(Level::Campaign, most.member),
        low = w.short_money(low.1, site.currency()),
        high = w.short_money(high.1, site.currency()),
    )
}

/// Which channel brings the most deals, and how many of them are won: (name, deals, won), most deals first.
pub fn flow_title(site: &Site, channels: &[(String, i64, i64)]) -> String {
    let w = site.words();
    let all = channels.iter().map(|c| c.1).sum::<i64>();
    match channels {
        [] => say!(w, "flow-title-empty"),
        [(_, n, _), ..] if *n < FEW => say!(w, "flow-title-few", n = all),
        [(name, n, _), (other, same, _), ..] if n == same => {
            say!(w, "flow-title-same", channel = name, other = other, n = *n, all = all)
        }
        [(name, n, won), ..] => say!(w, "flow-title", channel = name, n = *n, all = all, won = *won,),
    }
}

/// What the next month is expected to bring.
pub fn forecast_title(site: &Site) -> String {
    let w = site.words();
    let Some(next) = site
        .report
        .forecast()
        .months
        .iter()
        .find(|m| m.month.first() > site.as_of())
    else {
        return say!(w, "forecast-title-no-month");
    };
    if next.deals == 0 {
        return say!(w, "forecast-title-too-few");
    }
    let money = |n: i128| w.short_money(n, site.currency());
    say!(
        w,
        "forecast-title",
        month = w.month(next.month),
        expected = money(next.expected),
        low = money(next.low),
        high = money(next.high),
    )
}

/// That the data starts in the middle of the business, where it does; for a period, only where it is
/// one of those not comparable with later ones.
pub fn left_truncation(site: &Site, period: Option<&Period>) -> Option<String> {
    let found = site.report.left_truncation?;
    if period.is_some_and(|p| !found.touches(p)) {
        return None;
    }
    let w = site.words();
    Some(say!(
        w,
        "left-truncation",
        first = w.date(found.first),
        until = w.date(found.until)
    ))
}

/// How many move on within the horizon.
pub fn incidence_title(site: &Site, row: Option<&PairRow>, from: usize, to: usize) -> String {
    let stages = &site.settings().funnel.stages;
    let days = site.settings().horizon_days;
    let (a, b) = (&stages[from].name, &stages[to].name);
    let w = site.words();
    match row {
        Some(row) if row.entered > 0 => match row.within {
            Some((f, _)) if row.entered >= 20 => {
                let n = (f * 100.0).round();
                say!(w, "incidence-title", n = n, from = a, to = b, days = days)
            }
            _ => say!(
                w,
                "incidence-title-few",
                k = row.converted,
                n = row.entered,
                from = a,
                to = b
            ),
        },
        _ => say!(w, "incidence-title-empty", from = a),
    }
}

/// Who is best, and whether that can be said.
pub fn dots_title(site: &Site, metric: &Metric, values: &[(&str, Value)], dimension: Dimension) -> String {
    let enough: Vec<&(&str, Value)> = values
        .iter()
        .filter(|(_, v)| matches!(v.denominator, Number::Int(n) if n >= 20))
        .collect();
    let w = site.words();
    let by = w.by(dimension);
    let (Some(first), Some(last)) = (enough.first(), enough.last()) else {
        return say!(w, "dots-title-few", metric = &metric.name, by = by);
    };
    if enough.len() > 1 && first.1.differs(&last.1) == Difference::Greater {
        let (high, low) = if metric.better == Better::Lower {
            (last, first)
        } else {
            (first, last)
        };
        return say!(
            w,
            "dots-title-clear",
            metric = &metric.name,
            high = site.member_name(dimension, high.0),
            low = site.member_name(dimension, low.0),
        );
    }
    say!(w, "dots-title-unclear", metric = &metric.name, by = by)
}

/// The channels that earn most and least for their money.
pub fn dumbbell_title(
    site: &Site,
    period: &Period,
    members: &[(&str, i128, i128)],
    (spend, won): (i128, i128),
) -> String {
    let w = site.words();
    if won == 0 {
        return say!(w, "dumbbell-title-none-won");
    }
    if spend == 0 {
        return say!(w, "dumbbell-title-no-spend");
    }
    if wins(site, period) < FEW {
        return say!(w, "dumbbell-title-few", n = wins(site, period));
    }
    let gap = |m: &(&str, i128, i128)| m.2 as f64 / won as f64 - m.1 as f64 / spend as f64;
    let paid: Vec<&(&str, i128, i128)> = members.iter().filter(|m| m.1 > 0).collect();
    let best = paid.iter().max_by(|a, b| gap(a).total_cmp(&gap(b)));
    let worst = paid.iter().min_by(|a, b| gap(a).total_cmp(&gap(b)));
    let share = |n: i128, whole: i128| w.percent(n as f64 / whole as f64);
    let won_by = |m: &str| site.report.member_value("deals_won", &period.id, Dimension::Channel, m);
    let enough = |m: &str| matches!(won_by(m).map(|v| v.value), Some(Number::Int(n)) if n >= FEW.into());
    match (best, worst) {
        // What few deals brought may be another channel's the next time.
        (Some(best), Some(worst)) if best.0 != worst.0 && !enough(best.0) => say!(
            w,
            "dumbbell-title-worst",
            worst = site.row_name(Dimension::Channel, worst.0),
            spend = share(worst.1, spend),
            won = share(worst.2, won),
        ),
        (Some(best), Some(worst)) if best.0 != worst.0 => {
            say!(
                w,
                "dumbbell-title",
                best = site.row_name(Dimension::Channel, best.0),
                best_spend = share(best.1, spend),
                best_won = share(best.2, won),
                worst = site.row_name(Dimension::Channel, worst.0),
                worst_spend = share(worst.1, spend),
                worst_won = share(worst.2, won),
            )
        }
        _ => say!(w, "dumbbell-title-one"),
    }
}

/// The commonest reason: rows of a reason (none: not written down) and how many.
pub fn losses_title(site: &Site, reasons: &[(Option<&str>, i64)], total: i64) -> String {
    let w = site.words();
    match reasons {
        [] => say!(w, "losses-title-empty"),
        [(None, _)] => say!(w, "losses-title-no-reason", n = total),
        [(None, _), (_, n), ..] | [(Some(_), n), ..] if *n < FEW => say!(w, "losses-title-few", n = total),
        [(Some(first), n), (Some(second), same), ..] if n == same => {
            say!(
                w,
                "losses-title-same",
                reason = *first,
                other = *second,
                k = *n,
                n = total
            )
        }
        [(None, _), (second, _), ..] => {
            say!(w, "losses-title-where-written", reason = second.unwrap_or_default())
        }
        [(Some(first), n), ..] => say!(w, "losses-title", reason = *first, k = *n, n = total),
    }
}

/// How a deal went, in a line.
pub fn timeline_title(site: &Site, i: usize) -> String {
    let ledger = &site.report.ledger;
    let h = &ledger.deals[i];
    let w = site.words();
    let stage = &site.settings().funnel.stages[usize::from(h.stage)].name;
    match (h.status, h.closed) {
        (Status::Won, Some(closed)) => say!(w, "timeline-title-won", days = closed.since(h.created)),
        (Status::Lost, Some(closed)) => {
            say!(w, "timeline-title-lost", stage = stage, days = closed.since(h.created))
        }
        _ => say!(
            w,
            "timeline-title-open",
            stage = stage,
            days = ledger.as_of.since(h.created),
            there = ledger.as_of.since(h.latest_entry.day),
        ),
    }
}

/// The overview's first sentences: a headline and what stands behind it.
pub fn overview(site: &Site, period: &Period) -> (String, String) {
    let report = &site.report;
    let count = |id: &str, p: &Period| match report.value(id, &p.id).value {
        Number::Int(n) => n,
        _ => 0,
    };
    let w = site.words();
    let stages = &site.settings().funnel.stages;
    let first = format!("entered_{}", stages[0].id);
    if report.ledger.deals.is_empty() {
        let (content, settings) = (&report.ledger.content, site.settings());
        // A site of pages alone is called what it is called: it waits for no deals.
        if let Some(description) = &settings.description
            && content.campaigns.is_empty()
            && !content.pages.is_empty()
        {
            return (settings.title.clone(), description.clone());
        }
        return (say!(w, "overview-title-empty"), say!(w, "overview-lead-empty"));
    }
    let (leads, won, lost) = (
        count(&first, period),
        count("deals_won", period),
        count("deals_lost", period),
    );
    let amount = report.value("won_amount", &period.id);
    let money = w.value(amount.value, Unit::Money, site.currency(), true);
    let name = w.period_name(period);
    let mut lead = if amount.value.is_zero() {
        say!(w, "overview-lead", leads = leads, won = won, lost = lost)
    } else {
        say!(
            w,
            "overview-lead-worth",
            leads = leads,
            won = won,
            worth = money,
            lost = lost
        )
    };
    let before = report
        .periods
        .previous(period)
        .filter(|_| period.kind != PeriodKind::All && !period.running);
    let headline = match before {
        Some(before) => {
            let (l0, w0) = (count(&first, before), count("deals_won", before));
            lead.push(' ');
            lead.push_str(&say!(
                w,
                "overview-lead-before",
                within = crate::words::capital(&w.in_period(before)),
                leads = l0,
                won = w0
            ));
            let deals = match leads.cmp(&l0) {
                Ordering::Greater => say!(w, "overview-more-deals"),
                Ordering::Less => say!(w, "overview-fewer-deals"),
                Ordering::Equal => say!(w, "overview-same-deals"),
            };
            let wins = match won.cmp(&w0) {
                Ordering::Greater => say!(w, "overview-more-wins"),
                Ordering::Less => say!(w, "overview-fewer-wins"),
                Ordering::Equal => say!(w, "overview-same-wins"),
            };
            say!(w, "overview-title-compared", period = name, deals = deals, wins = wins)
        }
        None if period.running => say!(w, "overview-title-running", period = name, leads = leads, won = won),
        None => say!(w, "overview-title-all", leads = leads, won = won),
    };
    (headline, lead)
}
