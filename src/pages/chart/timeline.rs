//! A deal over time.

use super::{ChartView, Words, heads, hue, view};
use crate::charts::{self, Side as Hue};
use crate::ledger::{Ledger, Status};
use crate::model::Day;
use crate::pages::{Site, sentences};
use crate::words::say;

/// A deal's stages and touches over time.
pub fn timeline(site: &Site, i: usize) -> ChartView {
    let ledger: &Ledger = &site.report.ledger;
    let h = &ledger.deals[i];
    let record = ledger.record(h);
    let stages = &site.settings().funnel.stages;
    let as_of = ledger.as_of;
    let end = h.closed.unwrap_or(as_of);
    let w = site.words();
    let mut entries: Vec<(Day, u8)> = record
        .stages
        .iter()
        .map(|e| (e.on.day, e.stage))
        .filter(|e| e.0 <= as_of)
        .collect();
    entries.sort_unstable();
    let win = site.settings().funnel.win();
    let mut bands: Vec<charts::Band> = Vec::new();
    for (j, (day, stage)) in entries.iter().enumerate() {
        let to = entries.get(j + 1).map_or(end, |e| e.0);
        if usize::from(*stage) != win && (to > *day || entries.len() == 1) {
            bands.push(charts::Band {
                from: day.0,
                to: to.0,
                name: stages[usize::from(*stage)].name.clone(),
                side: hue(Some(stages[usize::from(*stage)].owner)),
            });
        }
    }
    let touches: Vec<charts::TouchMark> = ledger
        .all_touches(h)
        .iter()
        .map(|t| {
            let campaign = t.campaign.map(|c| ledger.content.campaigns[c as usize].name.clone());
            let label = campaign
                .or_else(|| t.kind.map(|k| w.word("touch", k.word())))
                .unwrap_or_else(|| say!(w, "chart-touch"));
            charts::TouchMark {
                day: t.on.day.0,
                side: hue(Some(t.by)),
                label,
            }
        })
        .collect();
    let mut milestones = vec![match h.status {
        Status::Won => charts::Milestone {
            day: end.0,
            label: say!(w, "chart-won"),
            kind: charts::MilestoneKind::Won,
        },
        Status::Lost => charts::Milestone {
            day: end.0,
            label: say!(w, "chart-lost"),
            kind: charts::MilestoneKind::Lost,
        },
        Status::Open => charts::Milestone {
            day: as_of.0,
            label: say!(w, "chart-open"),
            kind: charts::MilestoneKind::Now,
        },
    }];
    for f in record.follow_ups.iter().filter(|f| f.on.day <= as_of) {
        milestones.push(charts::Milestone {
            day: f.on.day.0,
            label: w.word("follow-up", f.kind.word()),
            kind: charts::MilestoneKind::FollowUp,
        });
    }
    let first = touches
        .iter()
        .map(|t| t.day)
        .chain(entries.iter().map(|e| e.0.0))
        .min()
        .unwrap_or(end.0);
    let last = milestones
        .iter()
        .map(|m| m.day)
        .chain(touches.iter().map(|t| t.day))
        .max()
        .unwrap_or(end.0);
    let mut rows: Vec<(Day, Vec<String>)> = entries
        .iter()
        .map(|(d, s)| {
            (
                *d,
                vec![
                    site.words().date(*d),
                    say!(w, "chart-stage"),
                    stages[usize::from(*s)].name.clone(),
                ],
            )
        })
        .collect();
    rows.extend(touches.iter().map(|t| {
        (
            Day(t.day),
            vec![
                site.words().date(Day(t.day)),
                if t.side == Hue::Marketing {
                    say!(w, "chart-touch-marketing")
                } else {
                    say!(w, "chart-touch-sales")
                },
                t.label.clone(),
            ],
        )
    }));
    rows.extend(
        milestones
            .iter()
            .filter(|m| m.kind == charts::MilestoneKind::FollowUp)
            .map(|m| {
                (
                    Day(m.day),
                    vec![
                        site.words().date(Day(m.day)),
                        say!(w, "chart-follow-up"),
                        m.label.clone(),
                    ],
                )
            }),
    );
    if h.status == Status::Lost {
        rows.push((
            end,
            vec![
                site.words().date(end),
                say!(w, "chart-lost"),
                record.lost.as_ref().and_then(|l| l.reason.clone()).unwrap_or_default(),
            ],
        ));
    }
    rows.sort();
    let data = charts::Timeline {
        bands,
        touches,
        milestones,
        handoff: say!(w, "chart-handoff"),
        ticks: ticks(site, Day(first), Day(last)),
    };
    let view = view(
        Words {
            name: "timeline".into(),
            title: sentences::timeline_title(site, i),
            measure: say!(w, "chart-timeline-measure"),
            description: say!(
                w,
                "chart-timeline-described",
                n = rows.len(),
                first = w.date(Day(first)),
                last = w.date(Day(last)),
            ),
            empty: say!(w, "chart-timeline-empty"),
            columns: heads(site, ["deal-when", "deal-what", ""]),
            rows: rows.into_iter().map(|r| r.1).collect(),
            raw: (Vec::new(), Vec::new()),
        },
        |frame, size| charts::timeline(frame, &data, size),
    );
    ChartView {
        csv: super::TIMELINES.into(),
        ..view
    }
}

/// Days to name on an axis: first days of months, or of every n-th, or single days of short spans.
fn ticks(site: &Site, first: Day, last: Day) -> Vec<(i32, String)> {
    let span = last.since(first).max(1);
    if span < 45 {
        let step = (span / 4).max(1);
        return (0..=span)
            .step_by(usize::try_from(step).unwrap_or(1))
            .map(|n| (first.0 + n, site.words().day_month(first.plus(n))))
            .collect();
    }
    let months = (last.month().0 - first.month().0).max(1);
    let step = (months / 6).max(1);
    (first.month().0 + 1..=last.month().0)
        .step_by(usize::try_from(step).unwrap_or(1))
        .map(|m| {
            let day = crate::model::Month(m).first();
            let civil = day.civil();
            (
                day.0,
                if civil.month() == 1 || months > 12 {
                    format!("{} {}", site.words().month_name(day), civil.year())
                } else {
                    site.words().month_name(day)
                },
            )
        })
        .collect()
}
