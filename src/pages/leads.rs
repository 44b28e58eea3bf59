//! First sentences of the pages that list something: what the list says, where it says anything.

use super::sentences::{FEW, dots_title};
use super::{Site, chart, figure};
use crate::metrics::{Dimension, Number, Period, PeriodKind};
use crate::words::say;

/// A campaign with what it brought, as the list of campaigns counts it.
#[derive(Clone, Copy, Debug)]
pub struct Campaign<'a> {
    /// Its name.
    pub name: &'a str,
    /// Minor units spent.
    pub spend: i128,
    /// Deals won of which it is the source.
    pub won: i128,
    /// Their amount.
    pub amount: i128,
    /// Whether it is a source or a touch of any deal.
    pub met: bool,
}

/// Which campaign brought most.
pub fn campaigns(site: &Site, all: &[Campaign<'_>]) -> String {
    let w = site.words();
    let money = |n: i128| w.short_money(n, site.currency());
    let Some(best) = all.iter().max_by_key(|c| (c.amount, c.won)) else {
        return say!(w, "campaigns-lead-none");
    };
    let won: i128 = all.iter().map(|c| c.won).sum();
    let first = if best.won < FEW.into() {
        say!(w, "campaigns-lead-few", n = all.len(), won = won)
    } else {
        say!(
            w,
            "campaigns-lead-best",
            campaign = best.name,
            amount = money(best.amount),
            won = best.won,
            spend = money(best.spend)
        )
    };
    let without = all.iter().filter(|c| !c.met).count();
    let second = if without > 0 {
        say!(w, "campaigns-lead-some", n = all.len(), without = without)
    } else {
        say!(w, "campaigns-lead-all", n = all.len())
    };
    format!("{first} {second}")
}

/// With whom most open deals lie, and whether anybody wins more of them: names with their open deals.
pub fn people(site: &Site, all: &[(String, usize)]) -> String {
    let w = site.words();
    if all.is_empty() {
        return say!(w, "people-lead-none");
    }
    let open: usize = all.iter().map(|p| p.1).sum();
    let mut by_open: Vec<&(String, usize)> = all.iter().collect();
    by_open.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let second = by_open.get(1).map_or(0, |p| p.1);
    let first = match by_open.first() {
        Some((name, most)) if *most > second && *most as i64 >= FEW => {
            say!(w, "people-lead-most", name = name, most = *most, open = open)
        }
        _ => say!(w, "people-lead-open", n = all.len(), open = open),
    };
    let Some(metric) = site.report.metric("win_rate") else {
        return first;
    };
    let values = chart::ranked(site, metric, site.report.periods.all(), Dimension::Owner);
    format!("{first} {}.", dots_title(site, metric, &values, Dimension::Owner))
}

/// In which quarter most was won.
pub fn periods(site: &Site) -> String {
    let (w, report) = (site.words(), &site.report);
    let number = |id: &str, period: &Period| match report.value(id, &period.id).value {
        Number::Int(n) | Number::Money(n) => n,
        _ => 0,
    };
    let whole: Vec<&Period> = report
        .periods
        .of_kind(PeriodKind::Quarter)
        .filter(|p| !p.running)
        .collect();
    let best = whole.iter().max_by_key(|p| (number("won_amount", p), p.first));
    let span = say!(
        w,
        "periods-lead",
        first = w.date(report.periods.all().first),
        last = w.date(site.as_of())
    );
    let money = |period: &Period| w.short_money(number("won_amount", period), site.currency());
    let said = match (best, whole.last()) {
        (Some(best), Some(last)) if whole.len() > 1 && number("deals_won", best) >= FEW.into() => {
            let (amount, won) = (money(best), number("deals_won", best));
            if best.id == last.id {
                let period = w.period_name(best);
                say!(w, "periods-lead-last", best = period, amount = amount, won = won)
            } else {
                say!(
                    w,
                    "periods-lead-best",
                    best = w.period_name(best),
                    amount = amount,
                    won = won,
                    last = w.period_name(last),
                    now = money(last)
                )
            }
        }
        _ => say!(w, "periods-lead-few"),
    };
    format!("{said} {span}")
}

/// What has clearly changed since the period before, and how many targets are met.
pub fn metrics(site: &Site, figures: &[figure::Figure], period: &Period) -> String {
    let w = site.words();
    let verdict = |word: &str| {
        let changes = figures.iter().filter_map(|f| f.change.as_ref());
        changes.filter(|c| c.verdict == word).count()
    };
    let mut said = Vec::new();
    // Of everything there is nothing before it.
    match site.report.periods.previous(period) {
        Some(before) if figures.iter().any(|f| f.change.is_some()) => said.push(say!(
            w,
            "metrics-lead-change",
            period = w.period_name(period),
            before = w.period_name(before),
            better = verdict("better"),
            worse = verdict("worse")
        )),
        _ => said.push(say!(w, "metrics-lead-few")),
    }
    let told = figures.iter().filter_map(|f| f.target.as_ref()?.1);
    let told: Vec<&str> = told.filter(|verdict| *verdict != "few").collect();
    if !told.is_empty() {
        let met = told.iter().filter(|verdict| **verdict == "met").count();
        said.push(say!(w, "metrics-lead-targets", met = met, targets = told.len()));
    }
    let n = figures.len().to_string();
    said.push(say!(w, "metrics-lead", n = n, within = w.in_period(period)));
    said.join(" ")
}
