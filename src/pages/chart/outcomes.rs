//! How deals ended: losses by stage and reason, needs by outcome.

use std::collections::BTreeMap;

use super::{ChartView, Words, heads, hue, view};
use crate::charts;
use crate::metrics::Period;
use crate::pages::sentences::FEW;
use crate::pages::{Site, words};
use crate::words::say;

/// Reasons drawn of one stage; the rest are one bar.
const REASONS: usize = 4;

/// Needs drawn.
const NEEDS: usize = 12;

/// At which stage deals were lost, and why there.
pub fn losses_by_stage(site: &Site, period: &Period) -> ChartView {
    let w = site.words();
    let stages = &site.settings().funnel.stages;
    let mut found: BTreeMap<u8, BTreeMap<&str, i64>> = BTreeMap::new();
    for ((key, month), (n, _)) in &site.report.tables.losses {
        if period.months.contains(month) {
            *found.entry(key.stage).or_default().entry(&key.reason).or_default() += n;
        }
    }
    let name = |reason: &str| {
        words::capital(&if reason == crate::ledger::UNKNOWN {
            say!(w, "not-written-down")
        } else {
            words::label(reason)
        })
    };
    let total: i64 = found.values().flat_map(BTreeMap::values).sum();
    let (mut bars, mut rows, mut raw) = (Vec::new(), Vec::new(), Vec::new());
    for (stage, reasons) in &found {
        let stage = &stages[usize::from(*stage)];
        let mut sorted: Vec<(&str, i64)> = reasons.iter().map(|(reason, n)| (*reason, *n)).collect();
        sorted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let of_stage: i64 = sorted.iter().map(|(_, n)| n).sum();
        for (reason, n) in &sorted {
            rows.push(vec![
                stage.name.clone(),
                name(reason),
                w.grouped((*n).into()),
                w.share((*n).into(), of_stage.into()),
            ]);
            raw.push(vec![stage.id.clone(), (*reason).to_owned(), n.to_string()]);
        }
        let mut drawn: Vec<(String, i64)> = sorted.iter().map(|(reason, n)| (name(reason), *n)).collect();
        if drawn.len() > REASONS + 1 {
            let rest = drawn.split_off(REASONS);
            let others = say!(w, "chart-other-reasons", n = rest.len());
            drawn.push((others, rest.iter().map(|(_, n)| n).sum()));
        }
        let heading = say!(w, "chart-lost-at", stage = &stage.name, n = of_stage, all = total);
        for (index, (reason, n)) in drawn.into_iter().enumerate() {
            bars.push(charts::Bar {
                name: reason,
                side: hue(Some(stage.owner)),
                value: n as f64,
                label: w.grouped(n.into()),
                note: String::new(),
                heading: if index == 0 { heading.clone() } else { String::new() },
            });
        }
    }
    let data = charts::Bars { rows: bars };
    // Of stages with as many the earlier.
    let most = found
        .iter()
        .map(|(stage, reasons)| (reasons.values().sum::<i64>(), std::cmp::Reverse(*stage)))
        .max();
    let described: Vec<String> = rows.iter().map(|r| format!("{}, {}: {}", r[0], r[1], r[2])).collect();
    view(
        Words {
            name: format!("losses-by-stage-{}", period.id),
            title: match most {
                None => say!(w, "losses-title-empty"),
                Some((n, _)) if n < FEW => say!(w, "losses-stage-title-few", n = total),
                Some((n, stage)) => say!(
                    w,
                    "losses-stage-title",
                    stage = &stages[usize::from(stage.0)].name,
                    n = n,
                    all = total
                ),
            },
            measure: say!(w, "chart-losses-stage-measure", within = w.in_period(period)),
            description: if described.is_empty() {
                say!(w, "chart-losses-none")
            } else {
                format!("{}.", described.join("; "))
            },
            empty: say!(w, "chart-losses-empty"),
            columns: heads(site, ["th-stage", "chart-col-reason", "th-deals", "chart-col-share"]),
            rows,
            raw: (vec!["stage", "reason", "deals"], raw),
        },
        |frame, size| charts::bars(frame, &data, size),
    )
}

/// What customers needed, by how their deals ended.
pub fn needs(site: &Site) -> ChartView {
    let w = site.words();
    let mut needs: Vec<_> = site.report.tables.needs.iter().collect();
    needs.sort_by(|a, b| b.1.deals.cmp(&a.1.deals).then(a.0.cmp(b.0)));
    let drawn: Vec<charts::OutcomeRow> = needs
        .iter()
        .take(NEEDS)
        .map(|(need, c)| {
            let [won, lost, open] = c.outcomes.map(|n| u64::try_from(n).unwrap_or(0));
            let closed = won + lost;
            charts::OutcomeRow {
                name: words::capital(need),
                counts: [won, open, lost],
                label: if closed == 0 {
                    say!(w, "chart-none-closed")
                } else {
                    say!(w, "chart-won-of-closed", won = won, closed = closed)
                },
            }
        })
        .collect();
    let rows: Vec<Vec<String>> = needs
        .iter()
        .map(|(need, c)| {
            let mut row = vec![words::capital(need)];
            row.extend(c.outcomes.map(|n| w.grouped(n.into())));
            row
        })
        .collect();
    let raw = needs
        .iter()
        .map(|(need, c)| {
            let mut row = vec![(*need).clone()];
            row.extend(c.outcomes.map(|n| n.to_string()));
            row
        })
        .collect();
    let described: Vec<String> = rows
        .iter()
        .take(NEEDS)
        .map(|r| {
            say!(
                w,
                "chart-needs-described",
                need = r[0].as_str(),
                won = r[1].as_str(),
                lost = r[2].as_str(),
                open = r[3].as_str()
            )
        })
        .collect();
    let data = charts::Outcomes {
        rows: drawn,
        words: ["chart-needs-won", "chart-needs-open", "chart-needs-lost"].map(|key| w.say(key, &[])),
    };
    let closed: Vec<_> = needs
        .iter()
        .filter(|(_, c)| c.outcomes[0] + c.outcomes[1] > 0)
        .collect();
    let enough = closed.iter().find(|(_, c)| c.outcomes[0] + c.outcomes[1] >= FEW);
    view(
        Words {
            name: "needs-by-outcome".into(),
            title: match enough {
                None if needs.is_empty() => say!(w, "needs-chart-none"),
                None if closed.is_empty() => say!(w, "needs-chart-none-closed"),
                None => say!(w, "needs-chart-few"),
                Some((need, c)) => say!(
                    w,
                    "needs-chart-title",
                    need = need.as_str(),
                    won = c.outcomes[0],
                    closed = c.outcomes[0] + c.outcomes[1]
                ),
            },
            measure: say!(w, "chart-needs-measure"),
            description: if described.is_empty() {
                say!(w, "needs-chart-none")
            } else {
                format!("{}.", described.join("; "))
            },
            empty: say!(w, "needs-chart-none"),
            columns: heads(site, ["needs-need", "th-won", "th-lost", "th-open"]),
            rows,
            raw: (vec!["need", "won", "lost", "open"], raw),
        },
        |frame, size| charts::outcomes(frame, &data, size),
    )
}
