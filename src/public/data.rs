//! The data files of a public site: the same columns as a team's, of what is public. Where a count is small stands
//! `few`, where one is hidden beside it, or a number that needs it, `hidden`.

use serde_json::json;

use super::figures::Shown;
use super::{Public, What, Who};
use crate::metrics::{Dimension, Number};
use crate::output::OutputFile;
use crate::pages::data::{Csv, SCHEMA, text_field};

/// All of them.
pub(super) fn files(public: &Public) -> Vec<OutputFile> {
    let file = |name: &str, bytes| OutputFile {
        path: format!("data/{name}"),
        bytes,
    };
    vec![
        file("site.json", site_json(public)),
        file("metrics.csv", metrics_csv(public)),
        file("funnel.csv", funnel_csv(public)),
        file("campaigns.csv", campaigns_csv(public)),
    ]
}

fn site_json(public: &Public) -> Vec<u8> {
    let value = json!({
        "schema": SCHEMA,
        "title": public.title,
        "as_of": public.as_of.to_string(),
        "currency": public.currency.code(),
        "generator": format!("funnelbook {}", env!("CARGO_PKG_VERSION")),
        "audience": "public",
        "minimum_count": public.minimum,
    });
    let mut bytes = serde_json::to_vec_pretty(&value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn real(public: &Public, x: Option<f64>) -> String {
    x.map_or(Number::None, Number::Real).csv(public.currency)
}

fn metrics_csv(public: &Public) -> Vec<u8> {
    let mut rows: Vec<[String; 10]> = Vec::new();
    for metric in &public.metrics {
        let mut add = |period: &str, dimension: &str, member: &str, shown: Shown| {
            let (k, n) = shown.parts.unwrap_or_default();
            rows.push([
                metric.id.clone(),
                period.to_owned(),
                dimension.to_owned(),
                text_field(member),
                shown.csv(public.currency),
                k.csv(public.currency),
                n.csv(public.currency),
                real(public, shown.ends.map(|e| e.0)),
                real(public, shown.ends.map(|e| e.1)),
                metric.unit.word().to_owned(),
            ]);
        };
        for (p, period) in public.periods.iter().enumerate() {
            if let Some(shown) = public.shown(metric, Who::Everyone, p) {
                add(&period.id, "all", "", shown);
            }
        }
        for (c, channel) in public.channels.iter().enumerate() {
            if let Some(shown) = public.shown(metric, Who::Channel(c), 0) {
                add("all", Dimension::Channel.word(), channel, shown);
            }
        }
        let campaigns = public
            .campaigns
            .iter()
            .enumerate()
            .map(|(i, c)| (Some(i), c.id.as_str()));
        for (i, id) in campaigns.chain([(None, crate::ledger::UNKNOWN)]) {
            if let Some(shown) = public.shown(metric, Who::Campaign(i), 0) {
                add("all", Dimension::Campaign.word(), id, shown);
            }
        }
    }
    rows.sort_unstable();
    let mut csv = Csv::new("metric,period,dimension,member,value,numerator,denominator,low,high,unit");
    for row in &rows {
        csv.row(row);
    }
    csv.finish()
}

fn funnel_csv(public: &Public) -> Vec<u8> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (p, period) in public.periods.iter().enumerate() {
        for s in 0..public.win() {
            let (from, to) = (&public.stages[s], &public.stages[s + 1]);
            let count = |what| {
                let count = public.counts.get(Who::Everyone, p, what);
                count.map_or(String::new(), |c| public.count(c).csv(public.currency))
            };
            let rate = public
                .metric(&public.conversion(s))
                .and_then(|m| public.shown(m, Who::Everyone, p));
            let rate = rate.unwrap_or_default();
            let counts = [What::Entered(s), What::Moved(s), What::Lost(s), What::Open(s)].map(count);
            let rates = [
                rate.csv(public.currency),
                real(public, rate.ends.map(|e| e.0)),
                real(public, rate.ends.map(|e| e.1)),
            ];
            rows.push(
                [
                    &[period.id.clone(), from.id.clone(), to.id.clone()][..],
                    &counts,
                    &rates,
                ]
                .concat(),
            );
        }
    }
    rows.sort_unstable();
    let mut csv = Csv::new("period,from,to,entered,converted,lost,open,rate,rate_low,rate_high");
    for row in &rows {
        csv.row(row);
    }
    csv.finish()
}

fn campaigns_csv(public: &Public) -> Vec<u8> {
    let mut csv = Csv::new("id,name,function,channel,goal,spend,deals_sourced,deals_won");
    for (i, c) in public.campaigns.iter().enumerate() {
        let count = |what| {
            let count = public.counts.get(Who::Campaign(Some(i)), 0, what);
            count.map_or(String::new(), |c| public.count(c).csv(public.currency))
        };
        csv.row([
            c.id.clone(),
            text_field(&c.name),
            c.function.word().to_owned(),
            text_field(&c.channel),
            c.goal.word().to_owned(),
            Number::Money(c.spend).csv(public.currency),
            count(What::Entered(0)),
            count(What::Entered(public.win())),
        ]);
    }
    csv.finish()
}
