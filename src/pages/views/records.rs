//! The records behind a metric, as its page shows them and as its data file holds them.

use serde::Serialize;

use super::{Book, deal};
use crate::metrics::{Metric, Number, Record, Thing, Unit, Value};
use crate::output::OutputFile;
use crate::pages::data::{Csv, text_field};
use crate::pages::{Site, figure};
use crate::words::{MoneyColumn, say};

/// Records that a page lists; the file holds all.
const SHOWN: usize = 100;

/// A record as a page shows it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct RecordRow {
    name: String,
    href: String,
    /// What kind of record it is.
    kind: String,
    /// What it adds, where the metric is no quotient.
    value: String,
    /// What it adds to the numerator.
    numerator: String,
    /// What it adds to the denominator.
    denominator: String,
}

/// What a metric page says about its records.
#[derive(Clone, Debug, Serialize)]
pub(super) struct RecordList {
    rows: Vec<RecordRow>,
    /// How many there are in all.
    total: usize,
    /// Whether the metric is a quotient: its rows then have two parts instead of a value.
    quotient: bool,
    /// The file with all of them.
    csv: String,
}

/// The path of the file that holds the records behind a metric.
fn path(metric: &Metric) -> String {
    format!("data/records/{}.csv", metric.id)
}

fn is_quotient(metric: &Metric, book: &Book) -> bool {
    let period = &book.site.report.periods.list[book.period];
    book.site.report.value(&metric.id, &period.id).denominator.is_some()
}

/// The records behind the `i`-th metric in the period that the page shows; those in the numerator first.
pub(super) fn list(book: &Book, i: usize) -> Option<RecordList> {
    let metric = &book.site.report.registry[i];
    let records = &book.records()[i];
    if records.is_empty() {
        return None;
    }
    let first = |r: &&Record| !(r.value.value.is_zero() || r.value.numerator.is_zero());
    let (inside, rest): (Vec<&Record>, Vec<&Record>) = records.iter().partition(first);
    let shown: Vec<&Record> = inside.into_iter().chain(rest).take(SHOWN).collect();
    let (w, currency) = (book.site.words(), book.site.currency());
    let column = |of: fn(&Value) -> Number| w.money_column(shown.iter().filter_map(|r| of(&r.value).money()), currency);
    let columns = [column(|v| v.value), column(|v| v.numerator), column(|v| v.denominator)];
    Some(RecordList {
        rows: shown.iter().map(|r| row(book, metric, r, &columns)).collect(),
        total: records.len(),
        quotient: is_quotient(metric, book),
        csv: path(metric),
    })
}

fn row(book: &Book, metric: &Metric, record: &Record, columns: &[MoneyColumn<'_>; 3]) -> RecordRow {
    let site = &book.site;
    let w = site.words();
    let (name, href, kind) = match record.thing {
        Thing::Deal(i) => {
            let link = deal::link(site, i);
            let href = if book.plan.deal_pages[i] {
                link.href
            } else {
                String::new()
            };
            (link.name, href, say!(w, "record-deal"))
        }
        Thing::Campaign(i) => {
            let campaign = &site.report.ledger.content.campaigns[i];
            (
                campaign.name.clone(),
                format!("campaigns/{}/index.html", campaign.id),
                say!(w, "record-campaign"),
            )
        }
        Thing::Costs(month) => (
            say!(w, "record-costs-of", month = w.month(month)),
            String::new(),
            say!(w, "record-costs"),
        ),
    };
    let part = |n: Number, column: &MoneyColumn<'_>| match n {
        Number::None => String::new(),
        Number::Money(m) => column.text(m),
        n => figure::part(site, n),
    };
    let [adds, above, below] = columns;
    let value = match (record.value.value, record.value.taken_of) {
        (Number::None, Some(_)) => say!(w, "record-not-known-yet"),
        (Number::Money(m), _) if metric.unit == Unit::Money => adds.text(m),
        (value, _) => site.words().value(value, metric.unit, site.currency(), false),
    };
    RecordRow {
        name,
        href,
        kind,
        value,
        numerator: part(record.value.numerator, above),
        denominator: part(record.value.denominator, below),
    }
}

/// For each metric that has records in the period its page shows, the file with all of them.
pub(in crate::pages) fn files(book: &Book) -> Vec<OutputFile> {
    let site: &Site = &book.site;
    let ledger = &site.report.ledger;
    let currency = site.currency();
    let one = |(metric, records): (&Metric, &Vec<Record>)| {
        let mut csv = Csv::new("kind,record,account,value,numerator,denominator");
        for r in records {
            let (kind, id, account) = match r.thing {
                Thing::Deal(i) => {
                    let record = ledger.record(&ledger.deals[i]);
                    ("deal", record.id.to_string(), record.account.as_str())
                }
                Thing::Campaign(i) => ("campaign", ledger.content.campaigns[i].id.to_string(), ""),
                Thing::Costs(month) => ("costs", month.to_string(), ""),
            };
            let v = &r.value;
            csv.row([
                kind.to_owned(),
                id,
                text_field(account),
                if v.denominator.is_some() {
                    String::new()
                } else {
                    v.value.csv(currency)
                },
                v.numerator.csv(currency),
                v.denominator.csv(currency),
            ]);
        }
        OutputFile {
            path: path(metric),
            bytes: csv.finish(),
        }
    };
    let registry = site.report.registry.iter().zip(book.records());
    registry.filter(|(_, records)| !records.is_empty()).map(one).collect()
}
