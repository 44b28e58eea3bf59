//! Rates: by time and by member.

use super::{ChartView, Words, heads, hue, view};
use crate::charts::{self};
use crate::metrics::{Dimension, Metric, Number, Period, Unit, Value};
use crate::pages::sentences::{self, FEW};
use crate::pages::{Site, data, figure, words};
use crate::words::say;

/// How many of those who reached a stage have moved on after how many days.
pub fn incidence(site: &Site, period: &Period, from: usize, to: usize) -> ChartView {
    let settings = site.settings();
    let (a, b) = (&settings.funnel.stages[from], &settings.funnel.stages[to]);
    let rows_of = data::pair_rows(&site.report, period);
    let row = rows_of.iter().find(|r| r.from == from && r.to == to);
    let curve = row.map_or(&[][..], |r| &r.curve[..]);
    let horizon = settings.horizon_days;
    let w = site.words();
    let label = row
        .and_then(|r| r.within)
        .map(|within| w.percent(within.0))
        .unwrap_or_default();
    let points = curve
        .iter()
        .map(|p| charts::IncidencePoint {
            day: p.day as f64,
            value: p.value,
            low: p.interval.map(|i| i.0),
            high: p.interval.map(|i| i.1),
        })
        .collect();
    let side = if a.owner == b.owner { Some(a.owner) } else { None };
    let data = charts::Incidence {
        curves: vec![charts::IncidenceCurve {
            name: b.name.clone(),
            side: hue(side),
            points,
            label,
        }],
        mark: Some((f64::from(horizon), say!(w, "chart-within", days = horizon.to_string()))),
        axis: say!(w, "chart-days-since", stage = &a.name),
    };
    // The table holds the days on which the curve is worth reading, not every step.
    let marks = [7u64, 14, 30, 60, 90, 120, 180, 365];
    let at = |day: u64| curve.iter().take_while(|p| p.day <= day).last();
    let last = curve.last().map_or(0, |p| p.day);
    let rows: Vec<Vec<String>> = marks
        .iter()
        .filter(|d| **d <= last)
        .filter_map(|d| {
            let p = at(*d)?;
            let interval = p.interval.map(|i| site.words().interval(i)).unwrap_or_default();
            Some(vec![d.to_string(), site.words().percent(p.value), interval])
        })
        .collect();
    let raw = curve
        .iter()
        .map(|p| {
            let real = |x: Option<f64>| x.map_or(Number::None, Number::Real).csv(site.currency());
            vec![
                p.day.to_string(),
                real(Some(p.value)),
                real(p.interval.map(|i| i.0)),
                real(p.interval.map(|i| i.1)),
                p.at_risk.to_string(),
            ]
        })
        .collect();
    let described: Vec<String> = rows
        .iter()
        .map(|r| {
            say!(
                w,
                "chart-after-days",
                value = r[1].as_str(),
                days = r[0].parse::<f64>().unwrap_or(0.0)
            )
        })
        .collect();
    view(
        Words {
            name: format!("incidence-{}-{}-{}", a.id, b.id, period.id),
            title: sentences::incidence_title(site, row, from, to),
            measure: say!(
                w,
                "chart-incidence-measure",
                from = &a.name,
                within = w.in_period(period),
                to = &b.name
            ),
            description: if described.is_empty() {
                say!(w, "chart-incidence-none")
            } else {
                format!("{}.", words::capital(&w.list(&described)))
            },
            empty: say!(w, "chart-incidence-empty"),
            columns: heads(site, ["th-days", "funnel-moved-on", "th-interval"]),
            rows,
            raw: (vec!["days", "share", "low", "high", "at_risk"], raw),
        },
        |frame, size| {
            charts::incidence(
                frame,
                &data,
                size,
                &|x| site.words().tick(x, Unit::Rate, site.currency()),
                &|x| site.words().tick(x, Unit::Days, site.currency()),
            )
        },
    )
}

/// The values of a rate for the members of a dimension, best first; those of few deals last, the fewest at the end.
pub fn ranked<'s>(site: &'s Site, metric: &Metric, period: &Period, dimension: Dimension) -> Vec<(&'s str, Value)> {
    // Nothing is ranked on a rate of fewer than 5.
    let few = |v: &Value| matches!(v.denominator, Number::Int(n) if n < FEW.into());
    let key = |v: &Value| v.value.as_f64().filter(|_| !few(v)).or_else(|| v.denominator.as_f64());
    let key = |v: &Value| key(v).unwrap_or(-1.0);
    let mut values = site.report.breakdown(&metric.id, &period.id, dimension);
    values.sort_by(|a, b| {
        few(&a.1)
            .cmp(&few(&b.1))
            .then(key(&b.1).total_cmp(&key(&a.1)))
            .then_with(|| a.0.cmp(b.0))
    });
    values
}

/// A rate by the members of a dimension, with intervals.
pub fn dots(site: &Site, metric: &Metric, period: &Period, dimension: Dimension) -> ChartView {
    let report = &site.report;
    let mut values = ranked(site, metric, period, dimension);
    values.truncate(14);
    let all = report.value(&metric.id, &period.id);
    let (mut drawn, mut rows, mut raw) = (Vec::new(), Vec::new(), Vec::new());
    let shown: Vec<Value> = values.iter().map(|(_, value)| *value).collect();
    let texts = figure::texts(site, metric, &shown);
    for ((member, value), text) in values.iter().zip(texts) {
        let name = site.row_name(dimension, member);
        let of = figure::parts(site, metric, value).unwrap_or_default();
        drawn.push(charts::Dot {
            name: name.clone(),
            side: hue(metric.owner),
            value: value.value.as_f64(),
            low: value.interval.map(|i| i.0),
            high: value.interval.map(|i| i.1),
            label: of.clone(),
        });
        rows.push(vec![
            name,
            text,
            of,
            value.interval.map(|i| site.words().interval(i)).unwrap_or_default(),
        ]);
        let currency = site.currency();
        raw.push(vec![
            (*member).to_owned(),
            value.value.csv(currency),
            value.numerator.csv(currency),
            value.denominator.csv(currency),
        ]);
    }
    let data = charts::Dots {
        rows: drawn,
        reference: all.value.as_f64().map(|x| {
            (
                x,
                say!(
                    site.words(),
                    "chart-all",
                    value = figure::text(site, metric, &all, true)
                ),
            )
        }),
    };
    let w = site.words();
    let described: Vec<String> = rows.iter().map(|r| format!("{} {} ({})", r[0], r[1], r[2])).collect();
    view(
        Words {
            name: format!("{}-by-{}-{}", metric.id, dimension.word(), period.id),
            title: sentences::dots_title(site, metric, &values, dimension),
            measure: say!(
                w,
                "chart-dots-measure",
                metric = &metric.name,
                by = w.by(dimension),
                within = w.in_period(period)
            ),
            description: if described.is_empty() {
                say!(w, "chart-dots-none")
            } else {
                format!("{}.", described.join(", "))
            },
            empty: say!(w, "chart-dots-empty"),
            columns: vec![
                words::capital(&w.by(dimension)),
                metric.name.clone(),
                say!(w, "th-from"),
                say!(w, "th-interval"),
            ],
            rows,
            raw: (vec!["member", "value", "numerator", "denominator"], raw),
        },
        |frame, size| {
            charts::dots(frame, &data, size, &|x| {
                site.words().tick(x, metric.unit, site.currency())
            })
        },
    )
}
