//! The months behind and the months ahead.

use super::{ChartView, Words, heads, hue, view};
use crate::charts;
use crate::metrics::{Number, PeriodKind, Unit};
use crate::model::Side;
use crate::pages::{Site, sentences, words};
use crate::words::say;

/// Months behind that are drawn.
const BEHIND: usize = 9;

/// What was won month by month, and what is expected with its 80 % range.
pub fn forecast(site: &Site) -> ChartView {
    let report = &site.report;
    let w = site.words();
    let currency = site.currency();
    let short = |n: i128| site.words().short_money(n, currency);
    let months: Vec<_> = report.periods.of_kind(PeriodKind::Month).collect();
    let won = |id: &str| match report.value("won_amount", id).value {
        Number::Money(m) => m,
        _ => 0,
    };
    let mut points = Vec::new();
    let (mut rows, mut raw) = (Vec::new(), Vec::new());
    let behind = &months[months.len().saturating_sub(BEHIND)..];
    // Where the chance of no deal is known, what a month brings is not nothing.
    let ahead = report.forecast().months.iter().filter(|m| m.deals > 0);
    let ahead: Vec<_> = ahead.collect();
    let all = behind.iter().map(|p| won(&p.id));
    let money = w.money_column(all.chain(ahead.iter().map(|m| m.expected)), currency);
    for p in behind {
        let amount = won(&p.id);
        points.push(charts::ForecastPoint {
            label: site.words().period_short(p),
            value: Some(amount as f64),
            low: None,
            high: None,
            ahead: false,
            value_label: short(amount),
            low_label: String::new(),
            high_label: String::new(),
            range_label: String::new(),
        });
        rows.push(vec![
            words::capital(&w.period_so_far(p)),
            say!(w, "chart-won"),
            money.text(amount),
            String::new(),
        ]);
        raw.push(vec![
            p.id.clone(),
            "won".into(),
            Number::Money(amount).csv(currency),
            String::new(),
            String::new(),
        ]);
    }
    for m in &ahead {
        let rest = months.last().is_some_and(|p| p.running && p.first.month() == m.month);
        let name = site.words().month(m.month);
        points.push(charts::ForecastPoint {
            label: if rest {
                say!(w, "chart-rest")
            } else {
                site.words().short_month(m.month)
            },
            value: Some(m.expected as f64),
            low: Some(m.low as f64),
            high: Some(m.high as f64),
            ahead: true,
            value_label: short(m.expected),
            low_label: short(m.low),
            high_label: short(m.high),
            range_label: w.range(&short(m.low), &short(m.high)),
        });
        rows.push(vec![
            if rest {
                say!(w, "chart-rest-of", month = name)
            } else {
                name
            },
            say!(w, "chart-expected"),
            money.text(m.expected),
            w.range(&money.text(m.low), &money.text(m.high)),
        ]);
        let csv = |n: i128| Number::Money(n).csv(currency);
        raw.push(vec![
            m.month.to_string(),
            "expected".into(),
            csv(m.expected),
            csv(m.low),
            csv(m.high),
        ]);
    }
    let points_known = !points.is_empty();
    let data = charts::Forecast {
        points,
        side: hue(Some(Side::Sales)),
        target: None,
    };
    let described: Vec<String> = ahead
        .iter()
        .map(|m| {
            say!(
                w,
                "chart-forecast-between",
                month = w.month(m.month),
                expected = w.money(m.expected, currency),
                low = w.money(m.low, currency),
                high = w.money(m.high, currency),
            )
        })
        .collect();
    view(
        Words {
            name: "forecast".into(),
            title: sentences::forecast_title(site),
            measure: if described.is_empty() {
                say!(w, "chart-forecast-past")
            } else {
                say!(w, "chart-forecast-measure")
            },
            description: if described.is_empty() {
                say!(w, "chart-forecast-none")
            } else {
                say!(w, "chart-forecast-described", months = described.join("; "))
            },
            empty: if points_known {
                say!(w, "chart-forecast-nothing")
            } else {
                say!(w, "chart-forecast-empty")
            },
            columns: heads(site, ["th-month", "", "th-amount", "chart-col-four-of-five"]),
            rows,
            raw: (vec!["month", "kind", "amount", "low", "high"], raw),
        },
        |frame, size| charts::forecast(frame, &data, size, &|x| site.words().tick(x, Unit::Money, currency)),
    )
}
