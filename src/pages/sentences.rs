//! Sentences built from data: what a page or chart says first.

use super::chart::{CohortStage, attribution};
use super::data::PairRow;
use super::{Site, figure, words};
use crate::ledger::Status;
use crate::metrics::attribution::{Level, MemberCredits};
use crate::metrics::estimate::newcombe;
use crate::metrics::{Better, Dimension, Metric, Number, Period, PeriodKind, Unit, Value};

/// Deals in words: "1 deal", "12 deals".
pub fn deals(n: i128) -> String {
    words::plural(n, "deal", "deals")
}

/// Where most of a cohort is lost.
pub fn funnel_title(site: &Site, cohort: &[CohortStage]) -> String {
    let stages = &site.settings().funnel.stages;
    let first = cohort.first().map_or(0, |c| c.reached);
    if first == 0 {
        return "No deals were created in this period".into();
    }
    let worst = (1..cohort.len()).max_by_key(|s| (cohort[*s].lost, std::cmp::Reverse(*s)));
    if let Some(s) = worst.filter(|s| cohort[*s].lost > 0) {
        let before = cohort[s - 1].reached;
        format!(
            "Most are lost between “{}” and “{}”: {} of {}",
            stages[s - 1].name,
            stages[s].name,
            words::grouped(cohort[s].lost.into()),
            words::grouped(before.into())
        )
    } else {
        let open: i64 = cohort.iter().map(|c| c.open).sum();
        if open > 0 {
            format!(
                "None of {} is lost so far; {} still open",
                deals(first.into()),
                words::grouped(open.into())
            )
        } else {
            format!("All {} reached the win", deals(first.into()))
        }
    }
}

/// How far the deals created in a period have come.
pub fn funnel_lead(cohort: &[CohortStage], period: &Period) -> String {
    let reached = |c: Option<&CohortStage>| c.map_or(0, |c| c.reached);
    let (first, won) = (reached(cohort.first()), reached(cohort.last()));
    let open: i64 = cohort.iter().map(|c| c.open).sum();
    let part = |n: i64, one: &str, many: &str, none: &str| match n {
        0 => none.to_owned(),
        n => words::plural(n.into(), one, many),
    };
    if first == 0 {
        return format!("No deal was created {}", words::in_period(period));
    }
    format!(
        "Of {} created {}, {} so far, and {}",
        deals(first.into()),
        words::in_period(period),
        part(won, "was won", "were won", "none was won"),
        part(open, "is still open", "are still open", "none is still open")
    )
}

/// Who brought what was won, beside who spent.
pub fn split_title(site: &Site, period: &Period) -> String {
    let share = site.report.value("marketing_sourced_share", &period.id).value.as_f64();
    let money = |id: &str| site.report.value(id, &period.id).value.as_f64().unwrap_or(0.0);
    let (marketing, sales) = (money("marketing_cost"), money("sales_cost"));
    let unknown = money("unknown_sourced");
    match share {
        None => "Nothing was won in this period".into(),
        Some(_) if unknown > 0.0 && unknown >= money("won_amount") => {
            "Nobody wrote down who brought what was won".into()
        }
        Some(share) if marketing + sales > 0.0 => {
            format!(
                "Marketing had {} of the cost and brought {} of what was won",
                words::percent(marketing / (marketing + sales)),
                words::percent(share)
            )
        }
        Some(share) => format!("Marketing brought {} of what was won", words::percent(share)),
    }
}

/// The value of a metric in the last whole one of some periods, and how it changed.
pub fn trend_title(site: &Site, metric: &Metric, periods: &[&Period]) -> String {
    let whole = periods.iter().rev().find(|p| !p.running);
    let Some(period) = whole.or(periods.last()).copied() else {
        return format!("{}: no period yet", metric.name);
    };
    // A number of days without the word is no number of days.
    let short = !matches!(metric.unit, Unit::Days | Unit::Hours);
    let value = site.report.value(&metric.id, &period.id);
    if !value.value.is_some() {
        return format!("{}: no value {}", metric.name, words::in_period(period));
    }
    let text = figure::text(site, metric, &value, short);
    let start = format!("{}: {text} {}", metric.name, words::in_period(period));
    let before = site
        .report
        .periods
        .previous(period)
        .map(|p| (p, site.report.value(&metric.id, &p.id)));
    let Some((previous, before)) = before.filter(|(_, b)| b.value.is_some()) else {
        return start;
    };
    let shown = figure::text(site, metric, &before, short);
    if shown == text {
        return format!("{start}, as {}", words::in_period(previous));
    }
    if metric.unit == Unit::Rate && !is_clear(&before, &value) {
        return format!("{start}, no clear change from {shown}");
    }
    let up = value.value.as_f64() > before.value.as_f64();
    format!(
        "{start}, {} from {shown} {}",
        if up { "up" } else { "down" },
        words::in_period(previous)
    )
}

fn is_clear(a: &Value, b: &Value) -> bool {
    match (a.numerator, a.denominator, b.numerator, b.denominator) {
        (Number::Int(k1), Number::Int(n1), Number::Int(k2), Number::Int(n2)) => {
            n1 >= 20 && n2 >= 20 && newcombe(k2, n2, k1, n1).is_some_and(|(l, h)| l > 0.0 || h < 0.0)
        }
        _ => false,
    }
}

/// How many of the cohorts that are old enough had bought at an age: (won, of how many).
pub fn cohorts_title(told: Option<(i128, i128)>, days: usize) -> String {
    match told {
        None => "No cohort is old enough to tell".into(),
        Some((won, of)) if of < 20 => format!("{won} of {} had bought after {days} days", deals(of)),
        Some((won, of)) => format!(
            "{} of 100 deals had bought after {days} days",
            words::grouped(crate::model::round_half_up(won * 100, of))
        ),
    }
}

/// Which campaign gets the most credit, and between what and what.
pub fn attribution_lead(site: &Site, period: &Period, position: usize) -> String {
    let currency = site.currency();
    let models = attribution::models(site, position);
    let all = attribution::by_credit(site, position, Level::Campaign);
    let credits = site.report.attribution.credits(position, Level::Campaign);
    let Some(first) = all.first().filter(|m| m.credits.iter().any(|c| *c != 0)) else {
        return if credits.unattributed != 0 {
            format!(
                "{} was won {}, and no campaign touched any of it",
                words::money(credits.unattributed, currency),
                words::in_period(period)
            )
        } else {
            format!("Nothing was won {}", words::in_period(period))
        };
    };
    let [low, high] = attribution::range(first, &models);
    let name = site.report.attribution.name(Level::Campaign, first.member);
    let range = if low.1 == high.1 {
        words::money(low.1, currency)
    } else {
        format!(
            "{} to {}",
            words::short_money(low.1, currency),
            words::short_money(high.1, currency)
        )
    };
    format!(
        "“{name}” gets the most credit for what was won {}: {range}, by the way of counting",
        words::in_period(period)
    )
}

/// Where the ways of counting are furthest apart.
pub fn disputed_title(site: &Site, all: &[MemberCredits], models: &[usize]) -> String {
    let spread = |m: &MemberCredits| {
        let [low, high] = attribution::range(m, models);
        high.1 - low.1
    };
    let Some(most) = all.iter().max_by_key(|m| (spread(m), std::cmp::Reverse(m.member))) else {
        return "No campaign has credit for a win yet".into();
    };
    if spread(most) == 0 {
        return "All ways of counting agree".into();
    }
    let [low, high] = attribution::range(most, models);
    let money = |n: i128| words::short_money(n, site.currency());
    format!(
        "Most disputed: “{}”, worth {} or {}",
        site.report.attribution.name(Level::Campaign, most.member),
        money(low.1),
        money(high.1)
    )
}

/// Which channel brings the most deals, and how many of them are won: (name, deals, won), most deals first.
pub fn flow_title(channels: &[(String, i64, i64)]) -> String {
    match channels.first() {
        None => "No deal was created in this period".into(),
        Some((name, n, won)) => {
            let all: i64 = channels.iter().map(|c| c.1).sum();
            format!(
                "Most deals came from {name}: {} of {}, {} of them won so far",
                words::grouped((*n).into()),
                words::grouped(all.into()),
                words::grouped((*won).into())
            )
        }
    }
}

/// What the next month is expected to bring.
pub fn forecast_title(site: &Site) -> String {
    let Some(next) = site
        .report
        .forecast
        .months
        .iter()
        .find(|m| m.month.first() > site.as_of())
    else {
        return "No whole month lies ahead within the horizon".into();
    };
    if next.deals == 0 {
        return "Too few deals to say what is ahead".into();
    }
    let money = |n: i128| words::short_money(n, site.currency());
    format!(
        "{} should bring {}, most likely {} to {}",
        words::month(next.month),
        money(next.expected),
        money(next.low),
        money(next.high)
    )
}

/// That the data starts in the middle of the business, where it does; for a period, only where it is
/// one of those not comparable with later ones.
pub fn left_truncation(site: &Site, period: Option<&Period>) -> Option<String> {
    let found = site.report.left_truncation?;
    if period.is_some_and(|p| !found.touches(p)) {
        return None;
    }
    Some(format!(
        "The data seems to start in the middle of the business: deals that had begun before {} are not in it. Do not compare cohorts and win rates up to {} with later ones.",
        words::date(found.first),
        words::date(found.until)
    ))
}

/// How many move on within the horizon.
pub fn incidence_title(site: &Site, row: Option<&PairRow>, from: usize, to: usize) -> String {
    let stages = &site.settings().funnel.stages;
    let days = site.settings().horizon_days;
    let (a, b) = (&stages[from].name, &stages[to].name);
    match row {
        Some(row) if row.entered > 0 => match row.within {
            Some((f, _)) if row.entered >= 20 => format!(
                "{} of 100 deals at “{a}” reach “{b}” within {days} days",
                words::grouped((f * 100.0).round() as i128)
            ),
            _ => format!(
                "{} of {} at “{a}” have reached “{b}” so far",
                words::grouped(row.converted),
                deals(row.entered)
            ),
        },
        _ => format!("No deal reached “{a}” in this period"),
    }
}

/// Who is best, and whether that can be said.
pub fn dots_title(site: &Site, metric: &Metric, values: &[(&str, Value)], dimension: Dimension) -> String {
    let enough: Vec<&(&str, Value)> = values
        .iter()
        .filter(|(_, v)| matches!(v.denominator, Number::Int(n) if n >= 20))
        .collect();
    let (Some(first), Some(last)) = (enough.first(), enough.last()) else {
        return format!("{} by {}: fewer than 20 deals each", metric.name, dimension.word());
    };
    if enough.len() > 1 && is_clear(&first.1, &last.1) {
        let (high, low) = if metric.better == Better::Lower {
            (last, first)
        } else {
            (first, last)
        };
        return format!(
            "{}: “{}” is clearly ahead of “{}”",
            metric.name,
            site.member_name(dimension, high.0),
            site.member_name(dimension, low.0)
        );
    }
    format!("{}: no clear difference by {}", metric.name, dimension.word())
}

/// The channels that earn most and least for their money.
pub fn dumbbell_title(site: &Site, members: &[(&str, i128, i128)], spend: i128, won: i128) -> String {
    if won == 0 || spend == 0 {
        return if won == 0 {
            "Nothing was won in this period".into()
        } else {
            "No campaign spend in this period".into()
        };
    }
    let gap = |m: &(&str, i128, i128)| m.2 as f64 / won as f64 - m.1 as f64 / spend as f64;
    let paid: Vec<&(&str, i128, i128)> = members.iter().filter(|m| m.1 > 0).collect();
    let best = paid.iter().max_by(|a, b| gap(a).total_cmp(&gap(b)));
    let worst = paid.iter().min_by(|a, b| gap(a).total_cmp(&gap(b)));
    match (best, worst) {
        (Some(best), Some(worst)) if best.0 != worst.0 => {
            let share = |n: i128, whole: i128| words::percent(n as f64 / whole as f64);
            format!(
                "“{}” has {} of the spend and {} of what was won; “{}” {} and {}",
                site.member_name(Dimension::Channel, best.0),
                share(best.1, spend),
                share(best.2, won),
                site.member_name(Dimension::Channel, worst.0),
                share(worst.1, spend),
                share(worst.2, won)
            )
        }
        _ => "What was spent, beside what was won".into(),
    }
}

/// The commonest reason.
pub fn losses_title(rows: &[Vec<String>], total: i64) -> String {
    match rows {
        [] => "No deal was lost in this period".into(),
        [first, ..] if first[0] == "not written down" && rows.len() == 1 => {
            format!("{} lost, and no reason written down", deals(total.into()))
        }
        [first, second, ..] if first[0] == "not written down" => {
            format!("Where a reason is written down, it is most often “{}”", second[0])
        }
        [first, ..] => format!(
            "Most often “{}”: {} of {} lost",
            first[0],
            first[1],
            deals(total.into())
        ),
    }
}

/// How a deal went, in a line.
pub fn timeline_title(site: &Site, i: usize) -> String {
    let ledger = &site.report.ledger;
    let h = &ledger.deals[i];
    let days = |n: i32| words::plural(n.into(), "day", "days");
    let stage = &site.settings().funnel.stages[usize::from(h.stage)].name;
    match (h.status, h.closed) {
        (Status::Won, Some(closed)) => format!("Won after {}", days(closed.since(h.created))),
        (Status::Lost, Some(closed)) => format!("Lost at “{stage}” after {}", days(closed.since(h.created))),
        _ => format!(
            "Open for {}, at “{stage}” for {}",
            days(ledger.as_of.since(h.created)),
            days(ledger.as_of.since(h.latest_entry.day))
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
    let stages = &site.settings().funnel.stages;
    let first = format!("entered_{}", stages[0].id);
    if report.ledger.deals.is_empty() {
        return (
            "There are no deals yet".into(),
            "The numbers come with the first file in content/deals/.".into(),
        );
    }
    let (leads, won, lost) = (
        count(&first, period),
        count("deals_won", period),
        count("deals_lost", period),
    );
    let amount = report.value("won_amount", &period.id);
    let money = words::value(amount.value, Unit::Money, site.currency(), true);
    let worth = if amount.value.is_zero() {
        String::new()
    } else {
        format!(" worth {money}")
    };
    let name = words::capital(&words::period(period));
    let came = words::plural(leads, "new deal came in", "new deals came in");
    let mut lead = format!(
        "{}, sales won {}{worth}, and {} lost.",
        came,
        if won == 0 { "none".to_owned() } else { deals(won) },
        match lost {
            0 => "none was".to_owned(),
            1 => "1 was".to_owned(),
            n => format!("{} were", words::grouped(n)),
        }
    );
    let before = report
        .periods
        .previous(period)
        .filter(|_| period.kind != PeriodKind::All && !period.running);
    let headline = match before {
        Some(before) => {
            let (l0, w0) = (count(&first, before), count("deals_won", before));
            let compare = |now: i128, then: i128, one: &str| match now.cmp(&then) {
                std::cmp::Ordering::Greater => format!("more {one}"),
                std::cmp::Ordering::Less => format!("fewer {one}"),
                std::cmp::Ordering::Equal => format!("as many {one}"),
            };
            lead.push_str(&format!(
                " In {} there were {} and {}.",
                words::period(before),
                words::plural(l0, "new deal", "new deals"),
                words::plural(w0, "win", "wins")
            ));
            format!(
                "{name}: {}, {}",
                compare(leads, l0, "new deals"),
                compare(won, w0, "wins")
            )
        }
        None if period.running => format!(
            "{name} so far: {}, {}",
            words::plural(leads, "new deal", "new deals"),
            words::plural(won, "win", "wins")
        ),
        None => format!(
            "{} so far, {}",
            deals(leads),
            if won == 0 {
                "no win yet".to_owned()
            } else {
                words::plural(won, "win", "wins")
            }
        ),
    };
    (headline, lead)
}
