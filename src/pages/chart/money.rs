//! What was spent and lost.

use super::trend::POINTS;
use super::{ChartView, Words, heads, hue, view};
use crate::charts::{self, Side as Hue};
use crate::metrics::value::money;
use crate::metrics::{Dimension, Number, Period, Unit};
use crate::model::Side;
use crate::pages::{Site, data, sentences, words};
use crate::words::say;

/// Share of campaign spend against share of what was won, by channel.
pub fn dumbbell(site: &Site, period: &Period) -> ChartView {
    let report = &site.report;
    let money = |id: &str, member: Option<&str>| {
        let value = match member {
            Some(m) => report
                .member_value(id, &period.id, Dimension::Channel, m)
                .unwrap_or_default(),
            None => report.value(id, &period.id),
        };
        match value.value {
            Number::Money(n) => n,
            _ => 0,
        }
    };
    let spend = money("marketing_spend", None) + money("sales_spend", None);
    let won = money("won_amount", None);
    let names: Vec<&str> = report.ledger.channels.names().iter().map(AsRef::as_ref).collect();
    let mut members: Vec<(&str, i128, i128)> = names
        .into_iter()
        .map(|m| {
            (
                m,
                money("marketing_spend", Some(m)) + money("sales_spend", Some(m)),
                money("won_amount", Some(m)),
            )
        })
        .filter(|(_, s, w)| *s != 0 || *w != 0)
        .collect();
    members.sort_by(|a, b| b.2.cmp(&a.2).then(b.1.cmp(&a.1)).then(a.0.cmp(b.0)));
    let rest = members.split_off(members.len().min(12));
    let part = |n: i128, whole: i128| (whole > 0).then(|| n as f64 / whole as f64);
    let label = |n: i128, whole: i128| part(n, whole).map_or(words::NOTHING.to_owned(), |x| site.words().percent(x));
    let drawn = members
        .iter()
        .map(|(m, s, w)| charts::DumbbellRow {
            name: site.row_name(Dimension::Channel, m),
            side: hue(owner(site, m)),
            spend: part(*s, spend),
            won: part(*w, won),
            spend_label: label(*s, spend),
            won_label: label(*w, won),
        })
        .collect();
    let currency = site.currency();
    let column = |of: fn(&(&str, i128, i128)) -> i128| {
        let all = members.iter().chain(&rest).map(of);
        site.words().money_column(all, currency)
    };
    let (spends, wons) = (column(|m| m.1), column(|m| m.2));
    let rows: Vec<Vec<String>> = members
        .iter()
        .chain(&rest)
        .map(|(m, s, w)| {
            vec![
                site.row_name(Dimension::Channel, m),
                spends.text(*s),
                label(*s, spend),
                wons.text(*w),
                label(*w, won),
            ]
        })
        .collect();
    let raw = members
        .iter()
        .chain(&rest)
        .map(|(m, s, w)| {
            vec![
                (*m).to_owned(),
                Number::Money(*s).csv(currency),
                Number::Money(*w).csv(currency),
            ]
        })
        .collect();
    let w = site.words();
    let data = charts::Dumbbell {
        rows: drawn,
        spend: say!(w, "chart-share-of-spend"),
        won: say!(w, "chart-share-of-won"),
    };
    let described: Vec<String> = rows
        .iter()
        .take(12)
        .map(|r| {
            say!(
                w,
                "chart-dumbbell-described",
                channel = r[0].as_str(),
                spend = r[2].as_str(),
                won = r[4].as_str()
            )
        })
        .collect();
    view(
        Words {
            name: format!("spend-and-won-{}", period.id),
            title: sentences::dumbbell_title(site, period, &members, (spend, won)),
            measure: say!(w, "chart-dumbbell-measure", within = w.in_period(period)),
            description: if described.is_empty() {
                say!(w, "chart-dumbbell-none")
            } else {
                format!("{}.", described.join("; "))
            },
            empty: say!(w, "chart-dumbbell-empty"),
            columns: heads(
                site,
                [
                    "th-channel",
                    "th-spend",
                    "chart-col-share-of-spend",
                    "th-won",
                    "chart-col-share-of-won",
                ],
            ),
            rows,
            raw: (vec!["channel", "spend", "won"], raw),
        },
        |frame, size| charts::dumbbell(frame, &data, size, &|x| site.words().tick(x, Unit::Rate, currency)),
    )
}

/// Whose channel it is: of the side that runs all its campaigns.
fn owner(site: &Site, channel: &str) -> Option<Side> {
    let campaigns = site.report.ledger.content.campaigns.iter();
    let mut sides = campaigns.filter(|c| c.channel == channel).map(|c| c.function);
    let first = sides.next()?;
    sides.all(|side| side == first).then_some(first)
}

/// Why deals were lost.
pub fn loss_reasons(site: &Site, period: &Period) -> ChartView {
    let by = data::losses_by(&site.report, period);
    let mut reasons: Vec<(&String, &data::Lost)> = by[0].1.iter().collect();
    reasons.sort_by(|a, b| b.1.0.cmp(&a.1.0).then(a.0.cmp(b.0)));
    let total: i64 = reasons.iter().map(|r| r.1.0).sum();
    let currency = site.currency();
    let name = |reason: &str| {
        if reason == crate::ledger::UNKNOWN {
            words::capital(&say!(site.words(), "not-written-down"))
        } else {
            words::capital(&words::label(reason))
        }
    };
    let amounts = site.words().money_column(reasons.iter().map(|r| r.1.1), currency);
    let parts: Vec<(i128, i128)> = reasons.iter().map(|r| (r.1.0.into(), total.into())).collect();
    let shares = site.words().share_column(&parts);
    let rows: Vec<Vec<String>> = reasons
        .iter()
        .zip(shares)
        .map(|((r, (n, m)), share)| vec![name(r), site.words().grouped((*n).into()), share, amounts.text(*m)])
        .collect();
    let raw = reasons
        .iter()
        .map(|(r, (n, m))| vec![(*r).clone(), n.to_string(), Number::Money(*m).csv(currency)])
        .collect();
    let drawn = reasons
        .iter()
        .take(12)
        .zip(&rows)
        .map(|((_, (n, m)), row)| charts::Bar {
            name: row[0].clone(),
            side: Hue::Neutral,
            value: *n as f64,
            label: row[1].clone(),
            note: if *m == 0 {
                row[2].clone()
            } else {
                format!("{} · {}", row[2], row[3])
            },
            heading: String::new(),
        })
        .collect();
    let data = charts::Bars { rows: drawn };
    let w = site.words();
    let known = |r: &str| (r != crate::ledger::UNKNOWN).then(|| words::label(r));
    let labels: Vec<(Option<String>, i64)> = reasons.iter().map(|(r, (n, _))| (known(r), *n)).collect();
    let told: Vec<(Option<&str>, i64)> = labels.iter().map(|(r, n)| (r.as_deref(), *n)).collect();
    let described: Vec<String> = rows.iter().map(|r| format!("{} {}", r[0], r[1])).collect();
    view(
        Words {
            name: format!("loss-reasons-{}", period.id),
            title: sentences::losses_title(site, &told, total),
            measure: say!(w, "chart-losses-measure", within = w.in_period(period)),
            description: if described.is_empty() {
                say!(w, "chart-losses-none")
            } else {
                format!("{}.", words::capital(&described.join(", ")))
            },
            empty: say!(w, "chart-losses-empty"),
            columns: heads(site, ["chart-col-reason", "th-deals", "chart-col-share", "th-amount"]),
            rows,
            raw: (vec!["reason", "deals", "amount"], raw),
        },
        |frame, size| charts::bars(frame, &data, size),
    )
}

/// What a campaign cost by month.
pub fn campaign_spend(site: &Site, i: usize) -> ChartView {
    let currency = site.currency();
    let w = site.words();
    let campaign = &site.report.ledger.content.campaigns[i];
    let months = &site.report.tables.campaigns[i];
    let first = months.keys().next().copied().unwrap_or(0);
    let last = months.keys().next_back().copied().unwrap_or(0);
    let from = first.max((last + 1).saturating_sub(POINTS));
    let spends = w.money_column(months.values().map(|m| m.spend), currency);
    let (mut points, mut rows, mut raw) = (Vec::new(), Vec::new(), Vec::new());
    for position in from..=last {
        let month = site.report.periods.month(position);
        let spend = months.get(&position).map(|m| m.spend);
        let label = site.words().short_month(month);
        let text = spend.map_or(words::NOTHING.to_owned(), |m| spends.text(m));
        points.push(charts::ForecastPoint {
            label,
            value: spend.map(|m| m as f64),
            low: None,
            high: None,
            ahead: false,
            value_label: spend.map_or(String::new(), |m| site.words().short_money(m, currency)),
            low_label: String::new(),
            high_label: String::new(),
            range_label: String::new(),
        });
        rows.push(vec![month.to_string(), text]);
        let exact = spend.map_or(String::new(), |m| money(m, currency));
        raw.push(vec![month.to_string(), exact]);
    }
    let total: i128 = months.values().map(|m| m.spend).sum();
    let described: Vec<String> = rows.iter().map(|r| format!("{} {}", r[0], r[1])).collect();
    let data = charts::Forecast {
        points,
        side: hue(Some(campaign.function)),
        target: None,
    };
    view(
        Words {
            name: format!("spend-by-month-{}", campaign.id),
            title: say!(w, "chart-spent-title", money = w.money(total, currency)),
            measure: say!(w, "chart-spend-measure", currency = currency.code()),
            description: format!("{}.", described.join(", ")),
            empty: say!(w, "chart-spend-empty"),
            columns: heads(site, ["th-month", "th-spend"]),
            rows,
            raw: (vec!["month", "spend"], raw),
        },
        |frame, size| charts::forecast(frame, &data, size, &|x| site.words().tick(x, Unit::Money, currency)),
    )
}
