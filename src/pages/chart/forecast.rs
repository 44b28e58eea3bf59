//! The months behind and the months ahead.

use super::{ChartView, Words, hue, texts, view};
use crate::charts;
use crate::metrics::{Number, PeriodKind, Unit};
use crate::model::Side;
use crate::pages::{Site, sentences, words};

/// Months behind that are drawn.
const BEHIND: usize = 9;

/// What was won month by month, and what is expected with its 80 % range.
pub fn forecast(site: &Site) -> ChartView {
    let report = &site.report;
    let currency = site.currency();
    let short = |n: i128| site.words().short_money(n, currency);
    let months: Vec<_> = report.periods.of_kind(PeriodKind::Month).collect();
    let won = |id: &str| match report.value("won_amount", id).value {
        Number::Money(m) => m,
        _ => 0,
    };
    let mut points = Vec::new();
    let (mut rows, mut raw) = (Vec::new(), Vec::new());
    for p in &months[months.len().saturating_sub(BEHIND)..] {
        let amount = won(&p.id);
        points.push(charts::ForecastPoint {
            label: site.words().period_short(p),
            value: Some(amount as f64),
            low: None,
            high: None,
            ahead: false,
            value_label: short(amount),
        });
        let so_far = if p.running { " so far" } else { "" };
        rows.push(vec![
            format!("{}{so_far}", words::capital(&site.words().period(p))),
            "won".into(),
            site.words().money(amount, currency),
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
    for m in &report.forecast.months {
        let rest = months.last().is_some_and(|p| p.running && p.first.month() == m.month);
        let name = site.words().month(m.month);
        points.push(charts::ForecastPoint {
            label: if rest {
                "rest".into()
            } else {
                site.words().short_month(m.month)
            },
            value: Some(m.expected as f64),
            low: Some(m.low as f64),
            high: Some(m.high as f64),
            ahead: true,
            value_label: short(m.expected),
        });
        rows.push(vec![
            if rest { format!("Rest of {name}") } else { name },
            "expected".into(),
            site.words().money(m.expected, currency),
            format!(
                "{} to {}",
                site.words().money(m.low, currency),
                site.words().money(m.high, currency)
            ),
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
    let data = charts::Forecast {
        points,
        side: hue(Some(Side::Sales)),
        target: None,
    };
    let described: Vec<String> = report
        .forecast
        .months
        .iter()
        .map(|m| {
            format!(
                "{}: {}, between {} and {}",
                site.words().month(m.month),
                site.words().money(m.expected, currency),
                site.words().money(m.low, currency),
                site.words().money(m.high, currency)
            )
        })
        .collect();
    view(
        Words {
            name: "forecast".into(),
            title: sentences::forecast_title(site),
            measure: "Won by month, and what the deals open today are expected to bring; four times of five it should lie in the range".into(),
            description: if described.is_empty() {
                "Nothing is expected.".into()
            } else {
                format!("Expected: {}.", described.join("; "))
            },
            empty: "There is no month yet.",
            columns: texts(["Month", "", "Amount", "Four times of five between"]),
            rows,
            raw: (vec!["month", "kind", "amount", "low", "high"], raw),
        },
        |frame, size| charts::forecast(frame, &data, size, &|x| site.words().tick(x, Unit::Money, currency)),
    )
}
