//! A metric over time.

use super::{ChartView, Words, hue, view};
use crate::charts::{self};
use crate::metrics::{Metric, Number, Period, PeriodKind, Unit, Value};
use crate::pages::{Site, figure, sentences};
use crate::words::say;

/// How many points a line over time has at most.
pub(super) const POINTS: usize = 24;

/// A metric over time.
///
/// `until` is the period that the page is about, where it is not the one shown first: what came after it
/// is left out.
pub fn trend(site: &Site, metric: &Metric, kind: PeriodKind, until: Option<&Period>) -> ChartView {
    let report = &site.report;
    let begun = |p: &&Period| until.is_none_or(|u| p.first <= u.last);
    let all: Vec<&Period> = report.periods.of_kind(kind).filter(begun).collect();
    let shown = &all[all.len().saturating_sub(POINTS)..];
    let currency = site.currency();
    let mut points = Vec::new();
    let (mut rows, mut raw) = (Vec::new(), Vec::new());
    let values: Vec<Value> = shown.iter().map(|p| report.value(&metric.id, &p.id)).collect();
    let texts = figure::texts(site, metric, &values);
    for ((period, value), text) in shown.iter().zip(&values).zip(texts) {
        points.push(charts::TrendPoint {
            label: site.words().period_short(period),
            // What costs nothing, as nobody wrote a cost down, has no value, and is not 0.
            value: value
                .value
                .as_f64()
                .filter(|_| figure::reason(site, metric, value).is_none()),
            low: value.interval.filter(|_| value.value.is_some()).map(|i| i.0),
            high: value.interval.filter(|_| value.value.is_some()).map(|i| i.1),
            running: report.is_unfinished(metric, period),
            value_label: figure::text(site, metric, value, true),
            target: None,
        });
        rows.push(vec![
            site.words().period_so_far(period),
            text,
            figure::parts(site, metric, value).unwrap_or_default(),
            value.interval.map(|i| site.words().interval(i)).unwrap_or_default(),
        ]);
        raw.push(vec![
            period.id.clone(),
            value.value.csv(currency),
            value.interval.map_or(Number::None, |i| Number::Real(i.0)).csv(currency),
            value.interval.map_or(Number::None, |i| Number::Real(i.1)).csv(currency),
        ]);
    }
    // Axes without a line say less than a sentence.
    if points.iter().all(|p| p.value.is_none()) {
        points.clear();
    }
    let w = site.words();
    let months = match kind {
        PeriodKind::Month => 1,
        PeriodKind::Quarter => 3,
        _ => 12,
    };
    // What marketing promises to hand over is a target too.
    let promised = site.settings().promise.filter(|_| metric.id == "handoffs");
    let promised = promised.map(|n| Number::Int(i128::from(n) * months));
    let target = site.targets.get(&metric.id, kind).or(promised).and_then(|t| {
        Some((
            t.as_f64()?,
            say!(w, "chart-target", target = w.value(t, metric.unit, currency, true)),
        ))
    });
    let data = charts::Trend {
        points,
        side: hue(metric.owner),
        target,
        events: events(site, shown),
    };
    let word = match kind {
        PeriodKind::Month => "month",
        PeriodKind::Quarter => "quarter",
        _ => "year",
    };
    let described: Vec<String> = rows.iter().map(|r| format!("{} {}", r[0], r[1])).collect();
    let in_money = say!(
        w,
        "chart-in-currency",
        metric = &metric.name,
        currency = currency.code()
    );
    let name = if metric.unit == Unit::Money {
        in_money.as_str()
    } else {
        metric.name.as_str()
    };
    let measure = match (metric.unit == Unit::Days, kind) {
        (false, PeriodKind::Month) => say!(w, "chart-by-month", metric = name),
        (false, PeriodKind::Quarter) => say!(w, "chart-by-quarter", metric = name),
        (false, _) => say!(w, "chart-by-year", metric = name),
        (true, PeriodKind::Month) => say!(w, "chart-days-by-month", metric = name),
        (true, PeriodKind::Quarter) => say!(w, "chart-days-by-quarter", metric = name),
        (true, _) => say!(w, "chart-days-by-year", metric = name),
    };
    let measure = match (shown.first(), shown.last()) {
        (Some(first), Some(last)) if first.id != last.id => say!(
            w,
            "chart-over-span",
            measure = measure,
            first = w.period_name(first),
            last = w.period_name(last)
        ),
        _ => measure,
    };
    let description = say!(
        w,
        "chart-trend-described",
        measure = measure.as_str(),
        values = described.join(", ")
    );
    let young = shown.iter().any(|p| !p.running && report.is_unfinished(metric, p));
    let band = metric.unit == Unit::Rate && data.points.iter().any(|p| p.low.is_some());
    view(
        Words {
            name: match until {
                None => format!("trend-{}-{word}", metric.id),
                Some(until) => format!("trend-{}-{word}-to-{}", metric.id, until.id),
            },
            title: sentences::trend_title(site, metric, &all),
            measure: with_young(
                w,
                with_band(w, measure, band),
                young.then_some(site.settings().horizon_days),
            ),
            description,
            empty: say!(w, "chart-trend-empty"),
            columns: columns(w, &metric.name),
            rows,
            raw: (vec!["period", "value", "low", "high"], raw),
        },
        |frame, size| charts::trend(frame, &data, size, &|x| site.words().tick(x, metric.unit, currency)),
    )
}

/// The heads of a trend's table.
pub(crate) fn columns(w: &crate::words::Words, metric: &str) -> Vec<String> {
    let period = say!(w, "th-period");
    vec![period, metric.to_owned(), say!(w, "th-from"), say!(w, "th-interval")]
}

/// What is measured, with a word on the intervals where they are drawn.
pub(crate) fn with_band(w: &crate::words::Words, measure: String, band: bool) -> String {
    if band {
        say!(w, "chart-with-band", measure = measure)
    } else {
        measure
    }
}

/// What is measured, with a word on whole periods whose deals have not all had so many days yet.
pub(crate) fn with_young(w: &crate::words::Words, measure: String, days: Option<i32>) -> String {
    match days {
        Some(days) => say!(w, "chart-young", measure = measure, days = days),
        None => measure,
    }
}

/// The team's dated events that lie in the periods shown.
fn events(site: &Site, shown: &[&Period]) -> Vec<charts::TrendEvent> {
    let as_of = site.as_of();
    let events = site.report.ledger.content.events.iter().filter(|e| e.on <= as_of);
    events
        .filter_map(|event| {
            let i = shown.iter().position(|p| p.first <= event.on && event.on <= p.last)?;
            let period = shown[i];
            let within = f64::from(event.on.since(period.first)) / f64::from(period.days().max(1));
            Some(charts::TrendEvent {
                at: (i as f64 + within - 0.5).clamp(0.0, shown.len() as f64 - 1.0),
                label: event.name.clone(),
            })
        })
        .collect()
}

/// A small line of a metric up to a period, for cards.
pub fn spark(site: &Site, metric: &Metric, period: &Period) -> String {
    let kind = if period.kind == PeriodKind::All {
        PeriodKind::Quarter
    } else {
        period.kind
    };
    let upto: Vec<&Period> = site
        .report
        .periods
        .of_kind(kind)
        .filter(|p| p.first <= period.last)
        .collect();
    let shown = &upto[upto.len().saturating_sub(8)..];
    let values: Vec<Option<f64>> = shown
        .iter()
        .map(|p| site.report.value(&metric.id, &p.id).value.as_f64())
        .collect();
    if values.iter().flatten().count() < 2 {
        return String::new();
    }
    charts::sparkline(&charts::Sparkline {
        values: &values,
        side: hue(metric.owner),
        running: shown.last().is_some_and(|p| site.report.is_unfinished(metric, p)),
        label: "",
    })
}
