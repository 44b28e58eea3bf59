//! Charts of a report: the data and words for the kinds of charts.

pub mod attribution;
mod cohorts;
pub mod forecast;

use serde::Serialize;

use super::data::{self, Csv};
use super::{Site, figure, sentences, words};
pub use cohorts::cohorts;

use crate::charts::{self, Frame, Side as Hue, Size};
use crate::ledger::{Ledger, Status};
use crate::metrics::cell::{Cell, M};
use crate::metrics::{Dimension, Metric, Number, Period, PeriodKind, Unit};
use crate::model::{Day, Side};
use crate::output::OutputFile;
use crate::words::say;

/// A chart on a page: both sizes, its words, and the same data as a table.
#[derive(Clone, Debug, Serialize)]
pub struct ChartView {
    /// Unique on a page.
    pub id: String,
    /// The finding.
    pub title: String,
    /// Measure, population and period.
    pub measure: String,
    /// A sentence with the values.
    pub description: String,
    /// For screens and paper.
    pub wide: String,
    /// For phones.
    pub narrow: String,
    /// The table's columns.
    pub columns: Vec<String>,
    /// The table's rows.
    pub rows: Vec<Vec<String>>,
    /// The data as a file, from the site's root.
    pub csv: String,
    /// The drawing as a file, from the site's root.
    pub svg: String,
    #[serde(skip)]
    alone: String,
    #[serde(skip)]
    raw: (Vec<&'static str>, Vec<Vec<String>>),
}

impl ChartView {
    /// Whether its data is also a file.
    pub fn has_file(&self) -> bool {
        !self.raw.0.is_empty()
    }

    /// The data file, and the drawing as a file.
    pub fn files(&self) -> [OutputFile; 2] {
        let mut csv = Csv::new(&self.raw.0.join(","));
        for row in &self.raw.1 {
            csv.row(row.iter().map(|f| data::text_field(f)));
        }
        let file = |path: &str, bytes| OutputFile {
            path: path.to_owned(),
            bytes,
        };
        [
            file(&self.csv, csv.finish()),
            file(&self.svg, self.alone.clone().into_bytes()),
        ]
    }
}

/// The words of a chart.
struct Words {
    name: String,
    title: String,
    measure: String,
    description: String,
    empty: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    raw: (Vec<&'static str>, Vec<Vec<String>>),
}

fn view(words: Words, draw: impl Fn(&Frame<'_>, Size) -> String) -> ChartView {
    let id = super::markdown::slug(&words.name);
    let one = |size: Size, suffix: &str| {
        let own = format!("{id}-{suffix}");
        draw(
            &Frame {
                id: &own,
                labelled: &id,
                title: &words.title,
                description: &words.description,
                standalone: false,
                empty: &words.empty,
            },
            size,
        )
    };
    let wide = one(Size::Wide, "w");
    let (columns, rows) = without_empty_columns(words.columns, words.rows);
    let has_file = !words.raw.0.is_empty();
    let path = |ending: &str| {
        if has_file {
            format!("data/charts/{id}.{ending}")
        } else {
            String::new()
        }
    };
    let own = format!("{id}-w");
    let frame = Frame {
        id: &own,
        labelled: &id,
        title: &words.title,
        description: &words.description,
        standalone: true,
        empty: &words.empty,
    };
    ChartView {
        alone: if has_file {
            charts::alone(&wide, &frame)
        } else {
            String::new()
        },
        wide,
        narrow: one(Size::Narrow, "n"),
        csv: path("csv"),
        svg: path("svg"),
        id,
        title: words.title,
        measure: words.measure,
        description: words.description,
        columns,
        rows,
        raw: words.raw,
    }
}

/// A table without the columns in which no row says anything.
fn without_empty_columns(columns: Vec<String>, rows: Vec<Vec<String>>) -> (Vec<String>, Vec<Vec<String>>) {
    let said = |c: usize| c == 0 || rows.iter().any(|row| row.get(c).is_some_and(|cell| !cell.is_empty()));
    let kept: Vec<bool> = (0..columns.len()).map(|c| rows.is_empty() || said(c)).collect();
    let keep = |row: Vec<String>| -> Vec<String> {
        let cells = row.into_iter().enumerate();
        cells
            .filter(|(c, _)| kept.get(*c).copied().unwrap_or(true))
            .map(|(_, cell)| cell)
            .collect()
    };
    (keep(columns), rows.clone().into_iter().map(&keep).collect())
}

fn hue(side: Option<Side>) -> Hue {
    match side {
        Some(Side::Marketing) => Hue::Marketing,
        Some(Side::Sales) => Hue::Sales,
        None => Hue::Neutral,
    }
}

/// The heads of a table, by their messages; one without a message is empty.
fn heads<const N: usize>(site: &Site, keys: [&str; N]) -> Vec<String> {
    let head = |key: &str| {
        if key.is_empty() {
            String::new()
        } else {
            site.words().say(key, &[])
        }
    };
    keys.map(head).to_vec()
}

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
    let mut rows = Vec::new();
    let mut raw = Vec::new();
    let mut drawn = Vec::new();
    for (s, (stage, c)) in stages.iter().zip(cohort).enumerate() {
        let before = s.checked_sub(1).map_or(0, |b| cohort[b].reached);
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
            if s == 0 {
                words::NOTHING.into()
            } else {
                site.words().share(c.reached.into(), before.into())
            },
            site.words().share(c.reached.into(), first.into()),
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
        let show = |n: i128| site.words().money(n, currency);
        rows.push(vec![name, show(marketing), show(neither), show(sales), show(whole)]);
        raw.push(
            [id.to_owned()]
                .into_iter()
                .chain([marketing, neither, sales].map(|n| Number::Money(n).csv(currency)))
                .collect(),
        );
    }
    let data = charts::Split { rows: split_rows };
    let described: Vec<String> = rows
        .iter()
        .map(|r| {
            say!(
                w,
                "chart-split-described",
                what = r[0].as_str(),
                marketing = r[1].as_str(),
                unknown = r[2].as_str(),
                sales = r[3].as_str(),
            )
        })
        .collect();
    view(
        Words {
            name: format!("split-{}", period.id),
            title: sentences::split_title(site, period),
            measure: say!(w, "chart-split-measure", within = w.in_period(period)),
            description: format!("{}.", described.join("; ")),
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

/// How many points a line over time has at most.
const POINTS: usize = 24;

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
    for period in shown {
        let value = report.value(&metric.id, &period.id);
        points.push(charts::TrendPoint {
            label: site.words().period_short(period),
            value: value.value.as_f64(),
            low: value.interval.filter(|_| value.value.is_some()).map(|i| i.0),
            high: value.interval.filter(|_| value.value.is_some()).map(|i| i.1),
            running: period.running,
            value_label: figure::text(site, metric, &value, true),
            target: None,
        });
        rows.push(vec![
            site.words().period_so_far(period),
            figure::text(site, metric, &value, false),
            figure::parts(site, metric, &value).unwrap_or_default(),
            value.interval.map(|i| site.words().interval(i)).unwrap_or_default(),
        ]);
        raw.push(vec![
            period.id.clone(),
            value.value.csv(currency),
            value.interval.map_or(Number::None, |i| Number::Real(i.0)).csv(currency),
            value.interval.map_or(Number::None, |i| Number::Real(i.1)).csv(currency),
        ]);
    }
    let w = site.words();
    let target = site.targets.get(&metric.id, kind).and_then(|t| {
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
    let name = metric.name.as_str();
    let measure = match (metric.unit == Unit::Days, kind) {
        (false, PeriodKind::Month) => say!(w, "chart-by-month", metric = name),
        (false, PeriodKind::Quarter) => say!(w, "chart-by-quarter", metric = name),
        (false, _) => say!(w, "chart-by-year", metric = name),
        (true, PeriodKind::Month) => say!(w, "chart-days-by-month", metric = name),
        (true, PeriodKind::Quarter) => say!(w, "chart-days-by-quarter", metric = name),
        (true, _) => say!(w, "chart-days-by-year", metric = name),
    };
    let description = say!(
        w,
        "chart-trend-described",
        measure = measure.as_str(),
        values = described.join(", ")
    );
    let band = metric.unit == Unit::Rate && data.points.iter().any(|p| p.low.is_some());
    view(
        Words {
            name: match until {
                None => format!("trend-{}-{word}", metric.id),
                Some(until) => format!("trend-{}-{word}-to-{}", metric.id, until.id),
            },
            title: sentences::trend_title(site, metric, &all),
            measure: if band {
                say!(w, "chart-with-band", measure = measure)
            } else {
                measure
            },
            description,
            empty: say!(w, "chart-trend-empty"),
            columns: vec![
                say!(w, "th-period"),
                metric.name.clone(),
                say!(w, "th-from"),
                say!(w, "th-interval"),
            ],
            rows,
            raw: (vec!["period", "value", "low", "high"], raw),
        },
        |frame, size| charts::trend(frame, &data, size, &|x| site.words().tick(x, metric.unit, currency)),
    )
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
        running: shown.last().is_some_and(|p| p.running),
        label: "",
    })
}

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

/// A rate by the members of a dimension, with intervals.
pub fn dots(site: &Site, metric: &Metric, period: &Period, dimension: Dimension) -> ChartView {
    let report = &site.report;
    let mut values = report.breakdown(&metric.id, &period.id, dimension);
    let few = |v: &crate::metrics::Value| matches!(v.denominator, Number::Int(n) if n < 5);
    values.sort_by(|a, b| {
        let key = |v: &crate::metrics::Value| v.value.as_f64().unwrap_or(-1.0);
        few(&a.1)
            .cmp(&few(&b.1))
            .then(key(&b.1).total_cmp(&key(&a.1)))
            .then_with(|| a.0.cmp(b.0))
    });
    values.truncate(14);
    let all = report.value(&metric.id, &period.id);
    let (mut drawn, mut rows, mut raw) = (Vec::new(), Vec::new(), Vec::new());
    for (member, value) in &values {
        let name = site.row_name(dimension, member);
        let of = figure::parts(site, metric, value).unwrap_or_default();
        let text = figure::text(site, metric, value, false);
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
            marketing: part(*s, spend),
            sales: part(*w, won),
            marketing_label: label(*s, spend),
            sales_label: label(*w, won),
        })
        .collect();
    let currency = site.currency();
    let rows: Vec<Vec<String>> = members
        .iter()
        .chain(&rest)
        .map(|(m, s, w)| {
            vec![
                site.row_name(Dimension::Channel, m),
                site.words().money(*s, currency),
                label(*s, spend),
                site.words().money(*w, currency),
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
        marketing: say!(w, "chart-share-of-spend"),
        sales: say!(w, "chart-share-of-won"),
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
            title: sentences::dumbbell_title(site, &members, spend, won),
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
    let rows: Vec<Vec<String>> = reasons
        .iter()
        .map(|(r, (n, m))| {
            vec![
                name(r),
                site.words().grouped((*n).into()),
                site.words().share((*n).into(), total.into()),
                site.words().money(*m, currency),
            ]
        })
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
    view(
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
    let (mut points, mut rows) = (Vec::new(), Vec::new());
    for position in from..=last {
        let month = site.report.periods.month(position);
        let spend = months.get(&position).map(|m| m.spend);
        let label = site.words().short_month(month);
        let text = spend.map_or(words::NOTHING.to_owned(), |m| site.words().money(m, currency));
        points.push(charts::TrendPoint {
            label,
            value: spend.map(|m| m as f64),
            value_label: spend.map_or(String::new(), |m| site.words().short_money(m, currency)),
            ..charts::TrendPoint::default()
        });
        rows.push(vec![month.to_string(), text]);
    }
    let total: i128 = months.values().map(|m| m.spend).sum();
    let described: Vec<String> = rows.iter().map(|r| format!("{} {}", r[0], r[1])).collect();
    let data = charts::Trend {
        points,
        side: hue(Some(campaign.function)),
        target: None,
        events: Vec::new(),
    };
    view(
        Words {
            name: "spend-by-month".into(),
            title: say!(w, "chart-spent-title", money = w.money(total, currency)),
            measure: say!(w, "chart-spend-measure"),
            description: format!("{}.", described.join(", ")),
            empty: say!(w, "chart-spend-empty"),
            columns: heads(site, ["th-month", "th-spend"]),
            rows,
            raw: (Vec::new(), Vec::new()),
        },
        |frame, size| charts::trend(frame, &data, size, &|x| site.words().tick(x, Unit::Money, currency)),
    )
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
