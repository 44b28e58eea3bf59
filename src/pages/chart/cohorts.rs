//! Cohorts by age: how many of those who came in a quarter had bought after so many days.

use super::{ChartView, Words, heads, view};
use crate::charts;
use crate::metrics::estimate::{converted_by, endings};
use crate::metrics::{Dimension, Number, Period, PeriodKind};
use crate::pages::{Site, sentences};
use crate::words::{RateColumn, say};

/// Days from one column to the next.
const STEP: i32 = 30;
/// Columns and rows at most: what is older or later is in the funnel's data file.
const AGES: i32 = 12;
const COHORTS: usize = 12;

/// A cohort at one age.
struct AtAge {
    converted: i128,
    complete: bool,
}

/// The deals created in one period, at each age that at least the oldest of them has reached.
struct Cohort<'p> {
    period: &'p Period,
    entered: i128,
    ages: Vec<AtAge>,
}

fn cohort<'p>(site: &Site, period: &'p Period) -> Cohort<'p> {
    let funnel = &site.settings().funnel;
    let pair = funnel.pairs().iter().position(|p| *p == (0, funnel.win())).unwrap_or(0);
    let cell = site.report.tables.cell(Dimension::All, 0, period);
    let times = &cell.pairs[pair];
    let (converted, lost, open) = endings(times);
    let (first, last) = (period.first, period.end(site.as_of()));
    let ages = (1..=AGES)
        .map(|k| k * STEP)
        .take_while(|age| first.plus(*age) <= site.as_of())
        .map(|age| AtAge {
            converted: converted_by(times, u64::try_from(age).unwrap_or(0)),
            complete: last.plus(age) <= site.as_of(),
        })
        .collect();
    Cohort {
        period,
        entered: converted + lost + open,
        ages,
    }
}

/// The quarters' cohorts by age, and all that are old enough together.
pub fn cohorts(site: &Site) -> ChartView {
    let quarters: Vec<&Period> = site.report.periods.of_kind(PeriodKind::Quarter).collect();
    let cohorts: Vec<Cohort<'_>> = quarters
        .iter()
        .skip(quarters.len().saturating_sub(COHORTS))
        .map(|p| cohort(site, p))
        .filter(|c| c.entered > 0)
        .collect();
    let longest = cohorts.iter().map(|c| c.ages.len()).max().unwrap_or(0);
    // What is incomplete stays out of the totals.
    let totals: Vec<(i128, i128)> = (0..longest)
        .map(|k| {
            let complete = cohorts.iter().filter(|c| c.ages.get(k).is_some_and(|a| a.complete));
            complete.fold((0, 0), |sum, c| (sum.0 + c.ages[k].converted, sum.1 + c.entered))
        })
        .collect();
    let shares = cohorts
        .iter()
        .filter(|c| c.entered >= 5)
        .flat_map(|c| c.ages.iter().map(|a| a.converted as f64 / c.entered as f64));
    let rates = site.words().rate_column(shares);
    let mut drawn: Vec<charts::TriangleRow> = cohorts.iter().map(|c| row(site, c, &rates)).collect();
    let complete = totals.iter().take_while(|t| t.1 > 0).count();
    if complete > 0 && cohorts.len() > 1 {
        drawn.push(charts::TriangleRow {
            name: say!(site.words(), "chart-all-complete"),
            note: String::new(),
            cells: totals[..complete]
                .iter()
                .map(|(k, n)| cell(*k, *n, false, &rates))
                .collect(),
        });
    }
    let horizon = usize::try_from(site.settings().horizon_days / STEP).unwrap_or(0);
    let told = totals[..complete].get(horizon.max(1) - 1).or(totals[..complete].last());
    let age = horizon.clamp(1, complete.max(1)) * 30;
    let data = charts::Triangle {
        ages: (1..=longest).map(|k| (k * 30).to_string()).collect(),
        rows: drawn,
        unit: say!(site.words(), "axis-days"),
        told: age / 30 - 1,
        side: charts::Side::Neutral,
    };
    view(
        Words {
            name: "cohorts".into(),
            title: sentences::cohorts_title(site, told.copied(), age),
            measure: say!(site.words(), "chart-cohorts-measure"),
            description: described(site, &data),
            empty: say!(site.words(), "chart-cohorts-empty"),
            columns: heads(
                site,
                [
                    "chart-col-created-in",
                    "th-deals",
                    "chart-col-days-since",
                    "th-won",
                    "chart-col-share",
                    "chart-col-complete",
                ],
            ),
            rows: table(site, &cohorts),
            raw: (
                vec!["cohort", "entered", "days", "won", "share", "complete"],
                raw(site, &cohorts),
            ),
        },
        |frame, size| charts::triangle(frame, &data, size),
    )
}

fn cell(converted: i128, entered: i128, incomplete: bool, rates: &RateColumn<'_>) -> charts::TriangleCell {
    let rate = converted as f64 / entered as f64;
    charts::TriangleCell {
        value: (entered > 0).then_some(rate),
        // Of fewer than 5 the parts themselves.
        label: if entered < 5 {
            format!("{converted}/{entered}")
        } else {
            rates.text(rate)
        },
        incomplete,
    }
}

fn row(site: &Site, c: &Cohort<'_>, rates: &RateColumn<'_>) -> charts::TriangleRow {
    charts::TriangleRow {
        name: site.words().period(c.period),
        note: site.words().grouped(c.entered),
        cells: c
            .ages
            .iter()
            .map(|a| cell(a.converted, c.entered, !a.complete, rates))
            .collect(),
    }
}

fn described(site: &Site, data: &charts::Triangle) -> String {
    let of = |row: &charts::TriangleRow| {
        let last = row.cells.iter().enumerate().rfind(|(_, c)| !c.incomplete)?;
        Some(say!(
            site.words(),
            "chart-cohort-described",
            name = &row.name,
            value = &last.1.label,
            days = &data.ages[last.0],
        ))
    };
    let all: Vec<String> = data.rows.iter().filter_map(of).collect();
    if all.is_empty() {
        say!(site.words(), "chart-cohorts-none")
    } else {
        format!("{}.", all.join("; "))
    }
}

fn table(site: &Site, cohorts: &[Cohort<'_>]) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for c in cohorts {
        for (a, days) in c.ages.iter().zip((STEP..).step_by(30)) {
            rows.push(vec![
                site.words().period(c.period),
                site.words().grouped(c.entered),
                days.to_string(),
                site.words().grouped(a.converted),
                site.words().share(a.converted, c.entered),
                if a.complete {
                    say!(site.words(), "chart-yes")
                } else {
                    say!(site.words(), "not-yet")
                },
            ]);
        }
    }
    rows
}

fn raw(site: &Site, cohorts: &[Cohort<'_>]) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for c in cohorts {
        for (a, days) in c.ages.iter().zip((STEP..).step_by(30)) {
            let share = Number::Real(a.converted as f64 / c.entered as f64);
            rows.push(vec![
                c.period.id.clone(),
                c.entered.to_string(),
                days.to_string(),
                a.converted.to_string(),
                share.csv(site.currency()),
                a.complete.to_string(),
            ]);
        }
    }
    rows
}
