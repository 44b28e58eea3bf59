//! The data files: a contract with other programs, versioned by `data/site.json`'s `schema`.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::json;

use super::Site;
use crate::content;
use crate::ledger::Status;
use crate::metrics::attribution::{self, Level, MODELS, UNATTRIBUTED};
use crate::metrics::estimate::{self, CurvePoint};
use crate::metrics::value::money;
use crate::metrics::{Dimension, FindingGroup, Number, Period, Report, Value};
use crate::model::{Id, Side};
use crate::output::OutputFile;

/// The version of the data files' contract.
pub const SCHEMA: u32 = 1;

/// A text field, safe to open in a spreadsheet: one that would run as a formula gets a leading `'`.
pub fn text_field(text: &str) -> String {
    let text = content::as_written(text);
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A table as RFC 4180 with `\n`.
pub struct Csv(csv::Writer<Vec<u8>>);

impl Csv {
    /// A table with these columns.
    pub fn new(columns: &str) -> Self {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::Any(b'\n'))
            .from_writer(Vec::new());
        // Writing into memory cannot fail.
        let _ = writer.write_record(columns.split(','));
        Self(writer)
    }

    /// Adds a row.
    pub fn row<I: AsRef<[u8]>>(&mut self, fields: impl IntoIterator<Item = I>) {
        let _ = self.0.write_record(fields);
    }

    /// The bytes.
    pub fn finish(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
    }
}

/// What makes the bytes of a data file.
type Make = fn(&Site) -> Vec<u8>;

/// Data files by their names.
const FILES: [(&str, Make); 10] = [
    ("metrics.csv", |site| metrics_csv(&site.report)),
    ("deals.csv", deals_csv),
    ("attribution.csv", |site| attribution_csv(&site.report)),
    ("findings.json", findings_json),
    ("funnel.csv", |site| funnel_csv(&site.report)),
    ("campaigns.csv", campaigns_csv),
    ("forecast.csv", |site| forecast_csv(&site.report)),
    ("losses.csv", |site| losses_csv(&site.report)),
    ("needs.csv", |site| needs_csv(&site.report)),
    ("site.json", site_json),
];

/// All data files, made on all threads.
pub fn files(site: &Site) -> impl ParallelIterator<Item = OutputFile> + '_ {
    // On all threads, which may not wait for one another.
    site.report.complete();
    FILES.into_par_iter().map(|(name, make)| OutputFile {
        path: format!("data/{name}"),
        bytes: make(site),
    })
}

fn site_json(site: &Site) -> Vec<u8> {
    let (content, settings) = (&site.report.ledger.content, &site.report.ledger.settings);
    let value = json!({
        "schema": SCHEMA,
        "title": settings.title,
        "as_of": site.report.ledger.as_of.to_string(),
        "currency": settings.currency.code(),
        "generator": format!("funnelbook {}", env!("CARGO_PKG_VERSION")),
        "read": {
            "files": content.files,
            "deals": content.deals.len(),
            "campaigns": content.campaigns.len(),
            "people": content.people.len(),
            "pages": content.pages.len(),
        },
        "left_out": {
            "records": content.left_out.len(),
            "after_as_of": site.checked.after_as_of,
            "deals_not_yet_created": content.deals.len() - site.report.ledger.deals.len(),
        },
    });
    let mut bytes = serde_json::to_vec_pretty(&value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// A row of metrics.csv: metric, period, dimension, member, value, unit.
type MetricRow<'r> = (&'r str, &'r str, &'static str, String, Value, &'static str);

fn metrics_csv(report: &Report) -> Vec<u8> {
    let mut rows: Vec<MetricRow<'_>> = report
        .rows()
        .map(|(m, period, d, member, v)| (&*m.id, &*period.id, d.word(), text_field(member), *v, m.unit.word()))
        .collect();
    for period in &report.periods.list {
        for (dimension, members) in losses_by(report, period) {
            for (member, (n, amount)) in members {
                let member = text_field(&member);
                let mut add = |metric, value, unit| {
                    rows.push((metric, &*period.id, dimension, member.clone(), value, unit));
                };
                add("deals_lost", Value::count(n), "count");
                if amount != 0 {
                    add("lost_amount", Value::money(amount), "money");
                }
            }
        }
    }
    rows.par_sort_unstable_by(|a, b| (a.0, a.1, a.2, &a.3).cmp(&(b.0, b.1, b.2, &b.3)));
    let currency = report.ledger.settings.currency;
    let bound = |x: Option<f64>| x.map_or(Number::None, Number::Real).csv(currency);
    let mut csv = Csv::new("metric,period,dimension,member,value,numerator,denominator,low,high,unit");
    for (metric, period, dimension, member, v, unit) in rows {
        csv.row([
            metric,
            period,
            dimension,
            &member,
            &v.value.csv(currency),
            &v.numerator.csv(currency),
            &v.denominator.csv(currency),
            &bound(v.interval.map(|i| i.0)),
            &bound(v.interval.map(|i| i.1)),
            unit,
        ]);
    }
    csv.finish()
}

/// Deals and money lost.
pub type Lost = (i64, i128);

/// Losses of a period by reason, stage and competitor.
pub fn losses_by(report: &Report, period: &Period) -> Vec<(&'static str, BTreeMap<String, Lost>)> {
    let stages = &report.ledger.settings.funnel.stages;
    let mut by = vec![
        ("reason", BTreeMap::new()),
        ("lost_from", BTreeMap::new()),
        ("competitor", BTreeMap::new()),
    ];
    for ((key, month), (n, amount)) in &report.tables.losses {
        if !period.months.contains(month) {
            continue;
        }
        let members = [
            key.reason.clone(),
            stages[usize::from(key.stage)].id.clone(),
            key.competitor.clone(),
        ];
        for ((_, map), member) in by.iter_mut().zip(members) {
            let entry: &mut Lost = map.entry(member).or_default();
            entry.0 += n;
            entry.1 += amount;
        }
    }
    by
}

fn funnel_csv(report: &Report) -> Vec<u8> {
    let settings = &report.ledger.settings;
    let stages = &settings.funnel.stages;
    let mut rows = Vec::new();
    for period in &report.periods.list {
        for row in pair_rows(report, period) {
            let real = |x: Option<f64>| x.map_or(Number::None, Number::Real).csv(settings.currency);
            let days = |halves: Option<i128>| {
                halves
                    .map_or(Number::None, |h| Number::Fraction(h, 2))
                    .csv(settings.currency)
            };
            rows.push([
                period.id.clone(),
                stages[row.from].id.clone(),
                stages[row.to].id.clone(),
                row.entered.to_string(),
                row.converted.to_string(),
                row.lost.to_string(),
                row.open.to_string(),
                real(row.rate),
                real(row.rate_interval.map(|i| i.0)),
                real(row.rate_interval.map(|i| i.1)),
                real(row.closed_rate),
                real(row.within.map(|w| w.0)),
                real(row.within.and_then(|w| w.1).map(|i| i.0)),
                real(row.within.and_then(|w| w.1).map(|i| i.1)),
                days(row.median_halves),
                row.p90.map_or_else(String::new, |d| d.to_string()),
            ]);
        }
    }
    rows.sort_unstable();
    let mut csv = Csv::new(
        "period,from,to,entered,converted,lost,open,rate,rate_low,rate_high,closed_rate,within,within_low,within_high,median_days,p90_days",
    );
    for row in rows {
        csv.row(row);
    }
    csv.finish()
}

/// One pair of stages over one period.
pub struct PairRow {
    /// First stage.
    pub from: usize,
    /// Second stage.
    pub to: usize,
    /// Deals that reached the first.
    pub entered: i128,
    /// Of those, the ones that reached the second.
    pub converted: i128,
    /// The others that are lost.
    pub lost: i128,
    /// The rest.
    pub open: i128,
    /// converted / entered.
    pub rate: Option<f64>,
    /// Its Wilson interval.
    pub rate_interval: Option<(f64, f64)>,
    /// converted / (converted + lost).
    pub closed_rate: Option<f64>,
    /// F(horizon) with its interval.
    pub within: Option<(f64, Option<(f64, f64)>)>,
    /// Where F(horizon) is not known yet: in how many days it will be.
    pub known_in: Option<u64>,
    /// Median days, in halves.
    pub median_halves: Option<i128>,
    /// 90th percentile of days.
    pub p90: Option<u64>,
    /// The cumulative incidence curve.
    pub curve: Vec<CurvePoint>,
}

/// All pairs of the funnel over a period.
pub fn pair_rows(report: &Report, period: &Period) -> Vec<PairRow> {
    let settings = &report.ledger.settings;
    let cell = report.tables.cell(Dimension::All, 0, period);
    let n = settings.funnel.len();
    let horizon = u64::try_from(settings.horizon_days).unwrap_or(0);
    let as_real = |v: Value| v.value.as_f64();
    settings
        .funnel
        .pairs()
        .into_iter()
        .enumerate()
        .map(|(p, (from, to))| {
            let times = &cell.pairs[p];
            let (converted, lost, open) = estimate::endings(times);
            let entered = converted + lost + open;
            let rate = Value::rate(converted, entered);
            // Of a long pair the days are those between the two stages, not those in the first.
            let long;
            let days = if p + 1 < n {
                &cell.stage_days[p]
            } else {
                long = converted_days(times);
                &long
            };
            PairRow {
                from,
                to,
                entered,
                converted,
                lost,
                open,
                rate: as_real(rate),
                rate_interval: rate.interval,
                closed_rate: as_real(Value::rate(converted, converted + lost)),
                within: estimate::within(times, horizon),
                known_in: estimate::known_in(times, horizon),
                median_halves: days.median_halves(),
                p90: days.percentile(90),
                curve: estimate::cumulative_incidence(times),
            }
        })
        .collect()
}

/// The times of those who moved on.
fn converted_days(times: &estimate::Histogram) -> estimate::Histogram {
    let mut out = estimate::Histogram::default();
    for (key, n) in times.entries().iter().filter(|(key, _)| key & 3 == 0) {
        for _ in 0..*n {
            out.add(key >> 2);
        }
    }
    out.compact();
    out
}

fn deals_csv(site: &Site) -> Vec<u8> {
    let ledger = &site.report.ledger;
    let settings = &ledger.settings;
    let mut csv = Csv::new(
        "id,account,owner,segment,region,status,stage,amount,source,channel,sourced_by,created,closed,days_open",
    );
    let optional = |text: Option<&str>| text.map(text_field).unwrap_or_default();
    for (i, h) in ledger.deals.iter().enumerate() {
        let record = ledger.record(h);
        csv.row([
            record.id.to_string(),
            text_field(&record.account),
            optional(record.owner.as_ref().map(Id::as_str)),
            optional(record.segment.as_deref()),
            optional(record.region.as_deref()),
            h.status.word().to_owned(),
            settings.funnel.stages[usize::from(h.stage)].id.clone(),
            h.amount.map(|a| money(a.into(), settings.currency)).unwrap_or_default(),
            optional(ledger.source_campaign(h).map(|c| c.id.as_str())),
            text_field(ledger.channels.name(i)),
            h.sourced_by.word().to_owned(),
            h.created.to_string(),
            h.closed.map(|d| d.to_string()).unwrap_or_default(),
            h.closed.unwrap_or(ledger.as_of).since(h.created).to_string(),
        ]);
    }
    csv.finish()
}

fn campaigns_csv(site: &Site) -> Vec<u8> {
    let report = &site.report;
    let ledger = &report.ledger;
    let settings = &ledger.settings;
    let mut sourced = vec![(0i64, 0i64, 0i128); ledger.content.campaigns.len()];
    for h in &ledger.deals {
        if let Some(i) = h.source {
            let entry = &mut sourced[i as usize];
            entry.0 += 1;
            if h.status == Status::Won {
                entry.1 += 1;
                entry.2 += i128::from(h.amount.unwrap_or(0));
            }
        }
    }
    let mut csv = Csv::new(
        "id,name,function,channel,goal,spend,impressions,visits,leads,deals_sourced,deals_won,won_amount,credit",
    );
    let model = attribution::find(&settings.model).unwrap_or(0);
    for (i, ((campaign, months), (deals, won, amount))) in ledger
        .content
        .campaigns
        .iter()
        .zip(&report.tables.campaigns)
        .zip(sourced)
        .enumerate()
    {
        let mut sum = crate::metrics::CampaignMonth::default();
        for month in months.values() {
            sum.merge(month);
        }
        csv.row([
            campaign.id.to_string(),
            text_field(&campaign.name),
            match campaign.function {
                Side::Marketing => "marketing".to_owned(),
                Side::Sales => "sales".to_owned(),
            },
            text_field(&campaign.channel),
            campaign.goal.word().to_owned(),
            money(sum.spend, settings.currency),
            sum.impressions.to_string(),
            sum.visits.to_string(),
            sum.leads.to_string(),
            deals.to_string(),
            won.to_string(),
            money(amount, settings.currency),
            // The first of the periods is `all`.
            money(report.attribution().campaign_credit(0, i, model), settings.currency),
        ]);
    }
    csv.finish()
}

fn attribution_csv(report: &Report) -> Vec<u8> {
    let currency = report.ledger.settings.currency;
    let mut rows = Vec::new();
    for (position, period) in report.periods.list.iter().enumerate() {
        for level in Level::EVERY {
            let credits = report.attribution().credits(position, level);
            for (m, model) in MODELS.iter().enumerate() {
                let members = credits
                    .members
                    .iter()
                    .map(|c| (report.attribution().id(level, c.member), c.credits[m]));
                for (member, credit) in members.chain([(UNATTRIBUTED, credits.unattributed)]) {
                    if credit != 0 {
                        rows.push((model.id, &period.id, level.word(), text_field(member), credit));
                    }
                }
            }
        }
    }
    rows.par_sort_unstable();
    let mut csv = Csv::new("model,period,level,member,credit");
    for (model, period, level, member, credit) in rows {
        csv.row([model, period, level, &member, &money(credit, currency)]);
    }
    csv.finish()
}

fn forecast_csv(report: &Report) -> Vec<u8> {
    let currency = report.ledger.settings.currency;
    let mut csv = Csv::new("month,deals,expected,low,high");
    let is_any_open = report.ledger.deals.iter().any(|h| h.status == Status::Open);
    for m in &report.forecast().months {
        // Where there are open deals and none has a chance that is known, no value is not zero.
        let is_known = m.deals > 0 || !is_any_open;
        let amount = |minor| {
            if is_known {
                money(minor, currency)
            } else {
                String::new()
            }
        };
        csv.row([
            m.month.to_string(),
            m.deals.to_string(),
            amount(m.expected),
            amount(m.low),
            amount(m.high),
        ]);
    }
    csv.finish()
}

fn losses_csv(report: &Report) -> Vec<u8> {
    let settings = &report.ledger.settings;
    let mut rows = Vec::new();
    for period in &report.periods.list {
        let mut by_key: BTreeMap<_, Lost> = BTreeMap::new();
        for ((key, month), (n, amount)) in &report.tables.losses {
            if period.months.contains(month) {
                let entry = by_key.entry(key).or_default();
                entry.0 += n;
                entry.1 += amount;
            }
        }
        for (key, (n, amount)) in by_key {
            rows.push([
                period.id.clone(),
                settings.funnel.stages[usize::from(key.stage)].id.clone(),
                text_field(&key.reason),
                text_field(&key.competitor),
                n.to_string(),
                money(amount, settings.currency),
            ]);
        }
    }
    rows.sort_unstable();
    let mut csv = Csv::new("period,stage,reason,competitor,deals,amount");
    for row in rows {
        csv.row(row);
    }
    csv.finish()
}

fn needs_csv(report: &Report) -> Vec<u8> {
    let currency = report.ledger.settings.currency;
    let mut rows: Vec<[String; 7]> = report
        .tables
        .needs
        .iter()
        .map(|(need, c)| {
            let [won, lost, open] = c.outcomes.map(|n| n.to_string());
            [
                text_field(need),
                c.deals.to_string(),
                won,
                lost,
                open,
                c.met.to_string(),
                money(c.won_amount, currency),
            ]
        })
        .collect();
    rows.sort_unstable();
    let mut csv = Csv::new("need,deals,won,lost,open,met,won_amount");
    for row in rows {
        csv.row(row);
    }
    csv.finish()
}

fn findings_json(site: &Site) -> Vec<u8> {
    let currency = site.report.ledger.settings.currency;
    let one = |f: &FindingGroup| {
        let details: Vec<_> = f
            .details
            .iter()
            .map(|d| json!({ "id": d.id, "owner": d.owner, "days": d.days, "amount": d.amount.map(|a| money(a.into(), currency)) }))
            .collect();
        json!({
            "id": f.rule,
            "rule": f.rule,
            "family": f.family.word().replace('-', " "),
            "severity": f.severity.word(),
            "title": f.title,
            "date": f.date.to_string(),
            "at_stake": money(f.at_stake, currency),
            "records": f.details.iter().map(|d| d.id.as_str()).collect::<Vec<_>>(),
            "details": details,
            "muted": f.muted,
            "page": super::plan::remedy_path(site, f.rule),
        })
    };
    let all: Vec<_> = site.findings.iter().map(one).collect();
    let mut bytes = serde_json::to_vec_pretty(&all).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
