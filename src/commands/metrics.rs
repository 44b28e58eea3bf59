//! `funnelbook metrics`: prints numbers.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::table::{self, Column, Table};
use super::{BadRecords, Common, Exit, pipeline, print, say};
use crate::diagnostics::render::Format as ProblemFormat;
use crate::diagnostics::{self, Severity, suggest};
use crate::ledger::Ledger;
use crate::metrics::{Dimension, Metric, Number, Period, PeriodKind, Report, Unit, Value};
use crate::model::Currency;
use crate::pages::data::{self, Csv};
use crate::settings::Settings;
use crate::words::Words;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
    Markdown,
}

#[derive(Args)]
pub(crate) struct Arguments {
    /// Only these metrics
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    metric: Vec<String>,
    /// Which period: all, 2026, 2026-Q3, 2026-09; last-month, last-quarter, last-year: the latest whole one
    #[arg(long, default_value = "all")]
    period: String,
    /// Broken down by channel, campaign, owner, segment, region or kind; what is lost (`deals_lost`, `lost_amount`) also by reason, lost_from or competitor
    #[arg(long, value_name = "DIMENSION")]
    by: Option<String>,
    /// How to print. In JSON, one object a line, counts, rates and times are numbers, with at most six digits after the point; money is a text in whole units of the site's currency, such as "24000.00", since it is exact; what has no value is null
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// What to do with records that have an error
    #[arg(long, value_enum, default_value_t = BadRecords::Stop)]
    bad_records: BadRecords,
}

struct Row<'a> {
    metric: &'a Metric,
    member: String,
    value: Value,
}

pub(crate) fn run(common: &Common, arguments: &Arguments) -> Exit {
    let (settings, mut problems) = pipeline::read_settings(common);
    let loaded = settings.map(|settings| pipeline::load(&common.root, pipeline::in_english(settings), &mut problems));
    diagnostics::sort(&mut problems);
    let errors: Vec<_> = problems
        .into_iter()
        .filter(|p| p.severity() == Severity::Error)
        .collect();
    let stop = errors.iter().any(|p| pipeline::stops(p, arguments.bad_records));
    let Some(loaded) = loaded.filter(|_| !stop) else {
        say(&common.render(&errors, ProblemFormat::Human, true));
        return Exit::Content;
    };
    let ledger = Arc::new(Ledger::build(&loaded.content, &loaded.settings, loaded.as_of));
    let report = Report::compute(ledger, loaded.rules.days("won-and-forgotten", "follow_up_days"));
    let rows = report.periods.named(&arguments.period).and_then(|period| {
        let rows = rows(&report, period, arguments)?;
        Ok((period, rows))
    });
    match rows {
        Ok((period, rows)) => {
            print(&text(&rows, period, arguments, &loaded.settings));
            Exit::Done
        }
        Err(why) => {
            say(&format!("error: {why}\n"));
            Exit::Usage
        }
    }
}

fn unknown<'a>(what: &str, word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    let hint = suggest(word, known).map(|h| format!("; {h}")).unwrap_or_default();
    format!("`{}` is no {what}{hint}", crate::reader::show(word))
}

fn rows<'r>(report: &'r Report, period: &Period, arguments: &Arguments) -> Result<Vec<Row<'r>>, String> {
    for id in &arguments.metric {
        if report.metric(id).is_none() {
            let known: Vec<&str> = report.registry.iter().map(|m| m.id.as_str()).collect();
            return Err(unknown("metric", id, known));
        }
    }
    let by_loss = data::losses_by(report, period);
    if let Some((word, members)) = by_loss.iter().find(|(word, _)| Some(*word) == arguments.by.as_deref()) {
        all_by(arguments, word, |id| LOSSES.contains(&id))?;
        return Ok(losses(report, arguments, members));
    }
    let dimension = match &arguments.by {
        None => Dimension::All,
        Some(word) => {
            let known = Dimension::EVERY
                .map(Dimension::word)
                .into_iter()
                .chain(by_loss.iter().map(|b| b.0));
            Dimension::parse(word).ok_or_else(|| unknown("dimension", word, known.collect::<Vec<_>>()))?
        }
    };
    if dimension == Dimension::Campaign && period.kind != PeriodKind::All {
        return Err("campaigns are compared over the whole time: name --period all".to_owned());
    }
    if dimension != Dimension::All {
        let has = |id: &str| report.metric(id).is_some_and(|m| m.breakdown.has(dimension));
        all_by(arguments, dimension.word(), has)?;
    }
    let wanted = |m: &&Metric| arguments.metric.is_empty() || arguments.metric.contains(&m.id);
    let mut out = Vec::new();
    for metric in report.registry.iter().filter(wanted) {
        for (member, value) in report.breakdown(&metric.id, &period.id, dimension) {
            out.push(Row {
                metric,
                member: member.to_owned(),
                value,
            });
        }
    }
    Ok(out)
}

/// The metrics that losses are counted by.
const LOSSES: [&str; 2] = ["deals_lost", "lost_amount"];

/// Whether all metrics that are asked for are broken down so.
fn all_by(arguments: &Arguments, by: &str, has: impl Fn(&str) -> bool) -> Result<(), String> {
    let without = arguments.metric.iter().find(|id| !has(id));
    without.map_or(Ok(()), |id| Err(format!("`{id}` is not broken down by {by}")))
}

/// What was lost, by why, where or to whom.
fn losses<'r>(report: &'r Report, arguments: &Arguments, members: &BTreeMap<String, data::Lost>) -> Vec<Row<'r>> {
    let wanted = |id: &str| arguments.metric.is_empty() || arguments.metric.iter().any(|m| m == id);
    let of = |id: &str, value: fn(&data::Lost) -> Value| -> Vec<Row<'r>> {
        let Some(metric) = report.metric(id).filter(|_| wanted(id)) else {
            return Vec::new();
        };
        let row = |(member, lost): (&String, &data::Lost)| Row {
            metric,
            member: member.clone(),
            value: value(lost),
        };
        members.iter().map(row).collect()
    };
    let mut out = of(LOSSES[0], |lost| Value::count(lost.0));
    out.extend(of(LOSSES[1], |lost| Value::money(lost.1)));
    out
}

fn text(rows: &[Row<'_>], period: &Period, arguments: &Arguments, settings: &Settings) -> String {
    let (currency, by) = (settings.currency, arguments.by.is_some());
    let interval = |v: &Value, high: bool| {
        v.interval
            .map_or(Number::None, |i| Number::Real(if high { i.1 } else { i.0 }))
            .csv(currency)
    };
    match arguments.format {
        Format::Csv => {
            let mut csv = Csv::new("metric,period,dimension,member,value,numerator,denominator,low,high,unit");
            for row in rows {
                let v = &row.value;
                csv.row([
                    row.metric.id.clone(),
                    period.id.clone(),
                    arguments.by.clone().unwrap_or_else(|| "all".into()),
                    crate::pages::data::text_field(&row.member),
                    v.value.csv(currency),
                    v.numerator.csv(currency),
                    v.denominator.csv(currency),
                    interval(v, false),
                    interval(v, true),
                    row.metric.unit.word().to_owned(),
                ]);
            }
            String::from_utf8(csv.finish()).unwrap_or_default()
        }
        Format::Json => {
            let mut out = String::new();
            for row in rows {
                let v = &row.value;
                let value = json!({
                    "metric": row.metric.id, "name": row.metric.name, "period": period.id,
                    "dimension": arguments.by.as_deref().unwrap_or("all"), "member": row.member,
                    "value": json_number(v.value, currency), "numerator": json_number(v.numerator, currency),
                    "denominator": json_number(v.denominator, currency),
                    "low": v.interval.map(|i| json_number(Number::Real(i.0), currency)),
                    "high": v.interval.map(|i| json_number(Number::Real(i.1), currency)), "unit": row.metric.unit.word(),
                });
                let _ = writeln!(out, "{value}");
            }
            out
        }
        Format::Table => table(rows, by, &settings.words, currency).lines(table::terminal_width()),
        Format::Markdown => table(rows, by, &settings.words, currency).markdown(),
    }
}

/// As in the CSV, and a number but where it is money, which is exact as a text.
fn json_number(number: Number, currency: Currency) -> serde_json::Value {
    let text = number.csv(currency);
    match number {
        Number::None => serde_json::Value::Null,
        Number::Money(_) => text.into(),
        _ => serde_json::from_str(&text).unwrap_or(serde_json::Value::String(text)),
    }
}

fn table(rows: &[Row<'_>], by: bool, words: &Words, currency: Currency) -> Table {
    let column = |head, right, leave_out| Column { head, right, leave_out };
    let mut columns = vec![column("metric", false, 0)];
    columns.extend(by.then_some(column("member", false, 0)));
    columns.extend([column("value", true, 0), column("of", true, 1), column("95 %", true, 2)]);
    let cells = |row: &Row<'_>| {
        let (v, unit) = (&row.value, row.metric.unit);
        // Of a quotient both parts are counts or money.
        let part = |n: Number| match n {
            Number::Money(_) => words.value(n, Unit::Money, currency, false),
            _ => words.value(n, Unit::Count, currency, false),
        };
        let mut cells = vec![row.metric.id.clone()];
        cells.extend(by.then(|| crate::reader::show(&row.member)));
        cells.push(match (unit, v.numerator, v.denominator) {
            // As on the pages: of fewer than 5 a percentage says too much.
            (Unit::Rate, Number::Int(k), Number::Int(n)) if (1..5).contains(&n) => words.share(k, n),
            _ if v.value.is_some() => words.value(v.value, unit, currency, false),
            _ => "–".to_owned(),
        });
        cells.push(if v.denominator.is_some() {
            format!("{} / {}", part(v.numerator), part(v.denominator))
        } else {
            String::new()
        });
        cells.push(v.interval.map(|i| words.interval(i)).unwrap_or_default());
        cells
    };
    Table {
        rows: rows.iter().map(cells).collect(),
        columns,
    }
}
