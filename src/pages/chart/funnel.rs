//! The funnel of a period's deals, and who spends, brings and wins.

use super::{ChartView, Words, heads, hue, view};
use crate::charts::{self, Side as Hue};
use crate::metrics::cell::{Cell, M};
use crate::metrics::{Dimension, Number, Period};
use crate::pages::{Site, sentences, words};
use crate::words::say;

/// One stage of a cohort: reached, and of those who reached the stage before, lost and open.
pub struct CohortStage {
    /// Deals that reached it.
    pub reached: i64,
    /// Deals that reached the one before and were lost.
    pub lost: i64,
    /// Deals that reached the one before and are open.
    pub open: i64,
}

/// The deals created in a period, counted at each stage they have reached.
pub fn cohort(site: &Site, period: &Period) -> Vec<CohortStage> {
    of_cell(&site.report.tables.cell(Dimension::All, 0, period))
}

fn of_cell(cell: &Cell) -> Vec<CohortStage> {
    let furthest: Vec<[i64; 3]> = cell.stages.iter().map(|s| s.furthest).collect();
    let reached = |s: usize| furthest[s..].iter().flatten().sum::<i64>();
    (0..furthest.len())
        .map(|s| match s.checked_sub(1) {
            None => CohortStage {
                reached: reached(0),
                lost: 0,
                open: 0,
            },
            // A deal whose furthest stage is the one before did not move on.
            Some(before) => CohortStage {
                reached: reached(s),
                lost: furthest[before][1],
                open: furthest[before][2],
            },
        })
        .collect()
}

/// The funnel of the deals created in a period.
pub fn funnel(site: &Site, period: &Period) -> ChartView {
    let of = say!(site.words(), "chart-created", within = site.words().in_period(period));
    funnel_of(site, &cohort(site, period), &of, format!("funnel-{}", period.id))
}

/// The funnel of the deals that a campaign brought.
pub fn campaign_funnel(site: &Site, i: usize) -> ChartView {
    let campaign = &site.report.ledger.content.campaigns[i];
    let member = site.report.ledger.campaigns.find(campaign.id.as_str()).unwrap_or(0);
    let cell = site
        .report
        .tables
        .cell(Dimension::Campaign, member, site.report.periods.all());
    let of = say!(site.words(), "chart-campaign-brought", campaign = &campaign.name);
    funnel_of(site, &of_cell(&cell), &of, format!("funnel-of-{}", campaign.id))
}

/// The funnel of some deals; `of` says which, as the start of a sentence.
fn funnel_of(site: &Site, cohort: &[CohortStage], of: &str, name: String) -> ChartView {
    let w = site.words();
    let stages = &site.settings().funnel.stages;
    let first = cohort.first().map_or(0, |c| c.reached);
    let before = |s: usize| s.checked_sub(1).map_or(0, |b| cohort[b].reached);
    let parts = |of: &dyn Fn(usize) -> i64| -> Vec<(i128, i128)> {
        let reached = cohort.iter().enumerate();
        reached.map(|(s, c)| (c.reached.into(), of(s).into())).collect()
    };
    let of_previous = w.share_column(&parts(&before));
    let of_first = w.share_column(&parts(&|_| first));
    let mut rows = Vec::new();
    let mut raw = Vec::new();
    let mut drawn = Vec::new();
    for (s, (stage, c)) in stages.iter().zip(cohort).enumerate() {
        let before = before(s);
        let of = |n: i64| w.share(c.reached.into(), n.into());
        let share = match s {
            0 => String::new(),
            _ if before == 0 => say!(w, "chart-of-first", share = of(first)),
            1 => say!(w, "chart-of-previous", share = of(before)),
            _ => format!(
                "{} · {}",
                say!(w, "chart-of-previous", share = of(before)),
                say!(w, "chart-of-first", share = of(first))
            ),
        };
        let number = |n: i64| site.words().grouped(n.into());
        rows.push(vec![
            stage.name.clone(),
            number(c.reached),
            if s == 0 { words::NOTHING.into() } else { number(c.lost) },
            if s == 0 { words::NOTHING.into() } else { number(c.open) },
            of_previous[s].clone(),
            of_first[s].clone(),
        ]);
        raw.push(vec![
            stage.id.clone(),
            c.reached.to_string(),
            c.lost.to_string(),
            c.open.to_string(),
        ]);
        let count = |n: i64| u64::try_from(n).unwrap_or(0);
        drawn.push(charts::FunnelStage {
            name: stage.name.clone(),
            side: hue(Some(stage.owner)),
            reached: count(c.reached),
            lost: count(c.lost),
            open: count(c.open),
            count_label: number(c.reached),
            share_label: if first == 0 { String::new() } else { share },
        });
    }
    let data = charts::Funnel {
        stages: drawn,
        handoff: say!(w, "chart-takes-over"),
        words: charts::FunnelWords {
            open: say!(w, "chart-still-open"),
            lost: say!(w, "chart-lost"),
        },
    };
    let described: Vec<String> = stages
        .iter()
        .zip(cohort)
        .map(|(s, c)| say!(w, "chart-count-of", count = w.grouped(c.reached.into()), name = &s.name))
        .collect();
    view(
        Words {
            name,
            title: sentences::funnel_title(site, cohort),
            measure: say!(w, "chart-funnel-measure", of = of, date = w.date(site.as_of())),
            description: say!(w, "chart-funnel-described", of = of, stages = w.list(&described)),
            empty: say!(w, "chart-no-such-deals"),
            columns: heads(
                site,
                [
                    "th-stage",
                    "chart-reached",
                    "chart-lost-before",
                    "chart-open-before",
                    "chart-col-of-previous",
                    "chart-col-of-first",
                ],
            ),
            rows,
            raw: (vec!["stage", "reached", "lost_before", "open_before"], raw),
        },
        |frame, size| charts::funnel(frame, &data, size),
    )
}

/// Who spends, who brings, who wins: marketing against sales.
pub fn split(site: &Site, period: &Period) -> ChartView {
    let currency = site.currency();
    let value = |id: &str| match site.report.value(id, &period.id).value {
        Number::Money(m) => m,
        _ => 0,
    };
    let pipeline = value("pipeline_created");
    let from_marketing = value("marketing_sourced_pipeline");
    let unknown_pipeline = site.report.tables.cell(Dimension::All, 0, period)[M::UnknownPipeline];
    let w = site.words();
    let lines = [
        (
            ("What was spent", say!(w, "chart-spent")),
            value("marketing_cost"),
            0,
            value("sales_cost"),
            say!(w, "chart-spent-none"),
        ),
        (
            ("Pipeline brought", say!(w, "chart-pipeline")),
            from_marketing,
            unknown_pipeline,
            pipeline - from_marketing - unknown_pipeline,
            say!(w, "chart-pipeline-none"),
        ),
        (
            ("Won", say!(w, "chart-amount-won")),
            value("marketing_sourced"),
            value("unknown_sourced"),
            value("sales_sourced"),
            say!(w, "chart-won-none"),
        ),
    ];
    let amounts = lines.iter().flat_map(|line| [line.1, line.2, line.3]);
    let money = w.money_column(amounts.map(|n| n.max(0)), currency);
    let mut split_rows = Vec::new();
    let (mut rows, mut raw) = (Vec::new(), Vec::new());
    for ((id, name), marketing, neither, sales, nothing) in lines {
        // Costs can be negative by corrections; a bar cannot.
        let (marketing, neither, sales) = (marketing.max(0), neither.max(0), sales.max(0));
        let whole = marketing + neither + sales;
        let part = |who: &str, side: Hue, n: i128| charts::SplitPart {
            name: who.to_owned(),
            side,
            value: n as f64,
            label: if whole > 0 {
                site.words().percent(n as f64 / whole as f64)
            } else {
                String::new()
            },
        };
        split_rows.push(charts::SplitRow {
            name: name.clone(),
            note: if whole > 0 {
                site.words().short_money(whole, currency)
            } else {
                nothing
            },
            parts: vec![
                part(&say!(w, "th-marketing"), Hue::Marketing, marketing),
                part(&say!(w, "chart-unknown"), Hue::Neutral, neither),
                part(&say!(w, "th-sales"), Hue::Sales, sales),
            ],
        });
        let [marketing_text, neither_text, sales_text, all] = [marketing, neither, sales, whole].map(|n| money.text(n));
        rows.push(vec![name, marketing_text, neither_text, sales_text, all]);
        raw.push(
            [id.to_owned()]
                .into_iter()
                .chain([marketing, neither, sales].map(|n| Number::Money(n).csv(currency)))
                .collect(),
        );
    }
    let data = charts::Split { rows: split_rows };
    view(
        Words {
            name: format!("split-{}", period.id),
            title: sentences::split_title(site, period),
            measure: say!(w, "chart-split-measure", within = w.in_period(period)),
            description: split_described(w, &rows),
            empty: say!(w, "chart-split-empty"),
            columns: heads(
                site,
                ["", "th-marketing", "chart-unknown-other", "th-sales", "th-in-all"],
            ),
            rows,
            raw: (vec!["what", "marketing", "other", "sales"], raw),
        },
        |frame, size| charts::split(frame, &data, size),
    )
}

/// What a split shows, in a sentence: of each row its name, and what marketing, others and sales have of it.
pub(crate) fn split_described(w: &crate::words::Words, rows: &[Vec<String>]) -> String {
    let one = |r: &Vec<String>| {
        say!(
            w,
            "chart-split-described",
            what = r[0].as_str(),
            marketing = r[1].as_str(),
            unknown = r[2].as_str(),
            sales = r[3].as_str(),
        )
    };
    let all: Vec<String> = rows.iter().map(one).collect();
    format!("{}.", all.join("; "))
}
