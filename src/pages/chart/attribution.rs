//! Attribution drawn: what the models say of each campaign, the ways from source to outcome, the
//! commonest paths.

use super::{ChartView, Words, heads, hue, view};
use crate::charts;
use crate::ledger::Status;
use crate::metrics::attribution::{COUNT, Level, MODELS, MemberCredits, PathRow, find};
use crate::metrics::{Dimension, Number, Period, Unit};
use crate::pages::Site;
use crate::pages::sentences::{self, FEW};
use crate::words::{capital, say};

/// Closed deals with a path from which on the chain of all paths is worth showing.
pub const CHAIN_FROM: u64 = 50;
/// Campaigns drawn; the table holds all.
const DRAWN: usize = 12;

/// The models that a page shows in a period, as places among all: the chain only where it has enough paths.
pub fn models(site: &Site, position: usize) -> Vec<usize> {
    let paths = site
        .report
        .attribution()
        .credits(position, Level::Campaign)
        .closed_paths;
    let markov = find("markov");
    (0..COUNT)
        .filter(|m| paths >= CHAIN_FROM || Some(*m) != markov)
        .collect()
}

/// Campaigns or channels by credit of the site's model, highest first.
pub fn by_credit(site: &Site, position: usize, level: Level) -> Vec<MemberCredits> {
    let own = find(&site.settings().model).unwrap_or(0);
    let shown = models(site, position);
    let counts = |m: &&MemberCredits| m.influenced > 0 || shown.iter().any(|i| m.credits[*i] != 0);
    let all = &site.report.attribution().credits(position, level).members;
    let mut members: Vec<MemberCredits> = all.iter().filter(counts).copied().collect();
    let most = |m: &MemberCredits| m.credits.iter().max().copied();
    members.sort_by(|a, b| {
        b.credits[own]
            .cmp(&a.credits[own])
            .then(most(b).cmp(&most(a)))
            .then(a.member.cmp(&b.member))
    });
    members
}

/// The lowest and the highest credit over the models shown: (model, credit) each.
pub fn range(member: &MemberCredits, models: &[usize]) -> [(usize, i128); 2] {
    let of = |m: &usize| (*m, member.credits[*m]);
    let low = models.iter().map(of).min_by_key(|(m, c)| (*c, *m));
    let high = models.iter().map(of).max_by_key(|(m, c)| (*c, std::cmp::Reverse(*m)));
    [low.unwrap_or_default(), high.unwrap_or_default()]
}

/// Which models they are in words; where every model says the same, that it is so, once.
pub fn names(site: &Site, low: (usize, i128), high: (usize, i128)) -> [String; 2] {
    let w = site.words();
    if low.1 == high.1 {
        return [say!(w, "chart-range-alike"), String::new()];
    }
    [low, high].map(|(model, _)| MODELS[model].says(w, "name"))
}

/// What each model says of each campaign.
pub fn model_range(site: &Site, period: &Period, position: usize) -> ChartView {
    let attribution = site.report.attribution();
    let shown = models(site, position);
    let w = site.words();
    let currency = site.currency();
    let all = by_credit(site, position, Level::Campaign);
    let name = |m: &MemberCredits| attribution.name(Level::Campaign, m.member).to_owned();
    let own = find(&site.settings().model).filter(|own| shown.contains(own));
    let drawn = all
        .iter()
        .filter(|m| shown.iter().any(|i| m.credits[*i] != 0))
        .take(DRAWN)
        .map(|m| charts::RangeRow {
            name: name(m),
            marks: shown
                .iter()
                .map(|i| charts::RangeMark {
                    model: MODELS[*i].says(w, "name"),
                    value: m.credits[*i] as f64,
                    label: site.words().short_money(m.credits[*i], currency),
                    own: Some(*i) == own,
                })
                .collect(),
        })
        .collect();
    let data = charts::Ranges {
        rows: drawn,
        side: charts::Side::Neutral,
        alike: say!(w, "chart-range-alike"),
    };
    let credits = all.iter().flat_map(|m| shown.iter().map(|i| m.credits[*i]));
    let money = w.money_column(credits, currency);
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|m| {
            std::iter::once(name(m))
                .chain(shown.iter().map(|i| money.text(m.credits[*i])))
                .collect()
        })
        .collect();
    let raw = all.iter().flat_map(|m| {
        shown.iter().map(|i| {
            vec![
                attribution.id(Level::Campaign, m.member).to_owned(),
                MODELS[*i].id.to_owned(),
                Number::Money(m.credits[*i]).csv(currency),
            ]
        })
    });
    let described: Vec<String> = all
        .iter()
        .take(DRAWN)
        .map(|m| {
            let [low, high] = range(m, &shown);
            let range = w.range(&w.money(low.1, currency), &w.money(high.1, currency));
            say!(w, "chart-range-described", name = name(m), range = range)
        })
        .collect();
    let columns = std::iter::once(say!(w, "th-campaign")).chain(shown.iter().map(|i| MODELS[*i].says(w, "name")));
    view(
        Words {
            name: format!("model-range-{}", period.id),
            title: sentences::disputed_title(site, period, &all, &shown),
            measure: match own {
                Some(own) => say!(
                    w,
                    "chart-range-measure",
                    within = w.in_period(period),
                    own = MODELS[own].says(w, "name"),
                    n = shown.len() - 1
                ),
                None => say!(
                    w,
                    "chart-range-measure-strokes",
                    within = w.in_period(period),
                    n = shown.len()
                ),
            },
            description: if described.is_empty() {
                say!(w, "chart-range-none")
            } else {
                format!("{}.", described.join("; "))
            },
            empty: say!(w, "chart-range-empty"),
            columns: columns.collect(),
            rows,
            raw: (vec!["campaign", "model", "credit"], raw.collect()),
        },
        |frame, size| charts::range(frame, &data, size, &|x| site.words().tick(x, Unit::Money, currency)),
    )
}

/// From the channel that brought a deal to the furthest stage that it reached and how it stands.
pub fn flow(site: &Site, period: &Period) -> ChartView {
    const CHANNELS: usize = 8;
    let report = &site.report;
    let stages = &site.settings().funnel.stages;
    let w = site.words();
    let (win, outcomes) = (stages.len() - 1, ["won", "lost", "open"]);
    let members = &report.tables.dimensions[Dimension::Channel as usize].members;
    let mut channels: Vec<(String, Vec<[i64; 3]>, i64)> = (0..members.len())
        .map(|i| {
            let cell = report.tables.cell(Dimension::Channel, i, period);
            let furthest: Vec<[i64; 3]> = cell.stages.iter().map(|s| s.furthest).collect();
            let total = furthest.iter().flatten().sum();
            (site.member_name(Dimension::Channel, &members[i].name), furthest, total)
        })
        .filter(|c| c.2 > 0)
        .collect();
    channels.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    // The small ones together, so that the picture can be read; the table keeps them apart.
    let apart = channels.clone();
    if channels.len() > CHANNELS {
        let rest = channels.split_off(CHANNELS - 1);
        let mut sum = vec![[0; 3]; stages.len()];
        for (stage, counts) in rest.iter().flat_map(|c| c.1.iter().enumerate()) {
            for (a, b) in sum[stage].iter_mut().zip(counts) {
                *a += b;
            }
        }
        channels.push((
            say!(w, "chart-others", n = rest.len()),
            sum,
            rest.iter().map(|c| c.2).sum(),
        ));
    }
    let grouped = |n: i64| site.words().grouped(n.into());
    let node = |name: &str, n: i64, side| charts::FlowNode {
        name: name.to_owned(),
        label: grouped(n),
        side,
    };
    let at_stage = |s: usize| channels.iter().map(|c| c.1[s].iter().sum::<i64>()).sum::<i64>();
    let with = |o: usize| {
        channels
            .iter()
            .map(|c| c.1.iter().map(|s| s[o]).sum::<i64>())
            .sum::<i64>()
    };
    let columns = vec![
        channels
            .iter()
            .map(|c| node(&capital(&c.0), c.2, charts::Side::Neutral))
            .collect(),
        stages
            .iter()
            .enumerate()
            .map(|(s, stage)| node(&stage.name, at_stage(s), hue(Some(stage.owner))))
            .collect(),
        outcomes
            .iter()
            .enumerate()
            .map(|(o, name)| node(&w.word("chart-col", name), with(o), charts::Side::Neutral))
            .collect(),
    ];
    let mut bands = Vec::new();
    for (from, (name, furthest, _)) in channels.iter().enumerate() {
        for (to, counts) in furthest.iter().enumerate() {
            let n: i64 = counts.iter().sum();
            bands.push(charts::FlowBand {
                column: 0,
                from,
                to,
                value: n as f64,
                label: say!(
                    w,
                    "chart-flow-band",
                    channel = name,
                    stage = &stages[to].name,
                    n = n.to_string()
                ),
            });
        }
    }
    for (from, stage) in stages.iter().enumerate() {
        for (to, outcome) in outcomes.iter().enumerate() {
            let n: i64 = channels.iter().map(|c| c.1[from][to]).sum();
            bands.push(charts::FlowBand {
                column: 1,
                from,
                to,
                value: n as f64,
                label: say!(
                    w,
                    "chart-flow-outcome",
                    stage = &stage.name,
                    outcome = w.word("status", outcome),
                    n = n.to_string()
                ),
            });
        }
    }
    let data = charts::Flow { columns, bands };
    let mut rows = Vec::new();
    let mut raw = Vec::new();
    let won = |furthest: &[[i64; 3]]| furthest.iter().map(|s| s[0]).sum::<i64>();
    let parts: Vec<(i128, i128)> = apart.iter().map(|c| (won(&c.1).into(), c.2.into())).collect();
    let shares = w.share_column(&parts);
    for ((name, furthest, total), share) in apart.iter().zip(shares) {
        let mut row = vec![capital(name), grouped(*total)];
        row.extend(furthest.iter().map(|s| grouped(s.iter().sum())));
        row.push(share);
        rows.push(row);
        for (s, counts) in furthest.iter().enumerate() {
            for (o, n) in counts.iter().enumerate().filter(|(_, n)| **n > 0) {
                raw.push(vec![
                    name.clone(),
                    stages[s].id.clone(),
                    outcomes[o].to_owned(),
                    n.to_string(),
                ]);
            }
        }
    }
    let described: Vec<String> = rows
        .iter()
        .zip(&apart)
        .map(|(r, (name, ..))| {
            say!(
                w,
                "chart-flow-described",
                n = r[1].as_str(),
                channel = name,
                won = r[r.len() - 1].as_str()
            )
        })
        .collect();
    let mut columns = heads(site, ["chart-col-came-from", "th-deals"]);
    columns.extend(stages.iter().enumerate().map(|(s, stage)| {
        if s == win {
            stage.name.clone()
        } else {
            say!(w, "chart-col-as-far-as", stage = &stage.name)
        }
    }));
    columns.push(say!(w, "chart-col-won-of-all"));
    view(
        Words {
            name: format!("flow-{}", period.id),
            title: sentences::flow_title(
                site,
                &apart
                    .iter()
                    .map(|c| (c.0.clone(), c.2, c.1.iter().map(|s| s[0]).sum()))
                    .collect::<Vec<_>>(),
            ),
            measure: say!(
                w,
                "chart-flow-measure",
                within = w.in_period(period),
                date = w.date(site.as_of())
            ),
            description: if described.is_empty() {
                say!(w, "chart-flow-none")
            } else {
                format!("{}.", described.join("; "))
            },
            empty: say!(w, "chart-flow-empty"),
            columns,
            rows,
            raw: (vec!["channel", "furthest_stage", "status", "deals"], raw),
        },
        |frame, size| charts::flow(frame, &data, size),
    )
}

/// The commonest paths of the deals won, or lost, in a period, by channel.
pub fn paths(site: &Site, period: &Period, outcome: Status) -> ChartView {
    const SHOWN: usize = 10;
    let currency = site.currency();
    let found = site
        .report
        .attribution()
        .paths(&period.months, Level::Channel, outcome, SHOWN);
    let count = |p: &PathRow| p.counts.of(outcome);
    let w = site.words();
    let won = outcome == Status::Won;
    let word = if won { "won" } else { "lost" };
    let parts = |p: &PathRow| (p.counts.won.into(), (p.counts.won + p.counts.lost).into());
    let won_of = w.share_column(&found.iter().map(parts).collect::<Vec<(i128, i128)>>());
    let amounts = w.money_column(found.iter().map(|p| p.counts.won_amount), currency);
    let text = |p: &PathRow| {
        let steps = p.steps.iter().map(|step| {
            let id = site.report.attribution().id(Level::Channel, step.member);
            let name = site.member_name(Dimension::Channel, id);
            match step.times {
                1 => name,
                n => format!("{name} ×{n}"),
            }
        });
        steps.collect::<Vec<_>>().join(" → ")
    };
    let rows: Vec<Vec<String>> = found
        .iter()
        .zip(won_of)
        .map(|(p, won_of)| {
            vec![
                capital(&text(p)),
                site.words().grouped(count(p).into()),
                won_of,
                amounts.text(p.counts.won_amount),
            ]
        })
        .collect();
    let drawn = found
        .iter()
        .zip(&rows)
        .map(|(p, row)| charts::Bar {
            name: row[0].clone(),
            side: charts::Side::Neutral,
            value: count(p) as f64,
            label: row[1].clone(),
            note: say!(w, "chart-share-won", share = row[2].as_str()),
            heading: String::new(),
        })
        .collect();
    let raw = found
        .iter()
        .map(|p| {
            vec![
                p.text.clone(),
                p.counts.won.to_string(),
                p.counts.lost.to_string(),
                Number::Money(p.counts.won_amount).csv(currency),
            ]
        })
        .collect();
    let data = charts::Bars { rows: drawn };
    let described: Vec<String> = rows.iter().map(|r| format!("{}: {}", r[0], r[1])).collect();
    let (within, days) = (w.in_period(period), site.settings().lookback_days.to_string());
    let counts: Vec<u64> = found.iter().map(count).collect();
    let most = counts.first().copied().unwrap_or(0);
    let few = most < FEW.unsigned_abs();
    // Bars of one length say nothing, and of few deals no way is the usual one.
    let alike = !counts.is_empty() && (few || counts.iter().all(|n| *n == most));
    let line = |(row, n): (&Vec<String>, &u64)| match n {
        1 => row[0].clone(),
        n => format!("{} ({})", row[0], w.deals((*n).into())),
    };
    let list: Vec<String> = rows.iter().zip(&counts).map(line).collect();
    let drawn = view(
        Words {
            name: format!("paths-{word}-{}", period.id),
            title: match (found.as_slice(), won) {
                ([], true) => say!(w, "chart-paths-won-none"),
                ([], false) => say!(w, "chart-paths-lost-none"),
                ([_, _, ..], true) if most < 2 => say!(w, "chart-paths-won-differ"),
                ([_, _, ..], false) if most < 2 => say!(w, "chart-paths-lost-differ"),
                (_, true) if few => say!(w, "chart-paths-won-few"),
                (_, false) if few => say!(w, "chart-paths-lost-few"),
                ([a, b, ..], true) if count(a) == count(b) => say!(w, "chart-paths-won-same"),
                ([a, b, ..], false) if count(a) == count(b) => say!(w, "chart-paths-lost-same"),
                ([p, ..], true) => say!(w, "chart-paths-won", path = text(p)),
                ([p, ..], false) => say!(w, "chart-paths-lost", path = text(p)),
            },
            measure: if won {
                say!(w, "chart-paths-won-measure", within = within, days = days)
            } else {
                say!(w, "chart-paths-lost-measure", within = within, days = days)
            },
            description: if described.is_empty() {
                say!(w, "chart-paths-no-path")
            } else {
                format!("{}.", described.join("; "))
            },
            empty: say!(w, "chart-paths-empty"),
            columns: heads(
                site,
                [
                    "chart-col-way",
                    if won {
                        "chart-col-deals-won"
                    } else {
                        "chart-col-deals-lost"
                    },
                    "chart-col-won-of-way",
                    "th-amount-won",
                ],
            ),
            rows,
            raw: (vec!["path", "won", "lost", "won_amount"], raw),
        },
        |frame, size| charts::bars(frame, &data, size),
    );
    if alike { drawn.told(list) } else { drawn }
}
