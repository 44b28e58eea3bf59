//! What the open deals are expected to bring.

use serde_json::{Value as Json, json};

use super::{Book, Built, Link, built, deal, with_chart};
use crate::ledger::Status;
use crate::metrics::forecast::{MINIMUM, range_of_sum};
use crate::pages::{Site, chart, sentences, words};
use crate::settings::Stage;
use crate::words::{MoneyColumn, RateColumn, say};

/// Deals listed.
const SHOWN: usize = 100;

/// An open deal with its chance by the horizon.
struct Chance {
    deal: usize,
    amount: Option<i64>,
    by_horizon: f64,
    waited: i32,
}

impl Chance {
    fn expected(&self) -> f64 {
        self.amount.unwrap_or(0) as f64 * self.by_horizon
    }
}

/// The forecast.
pub(crate) fn page(book: &Book) -> Built {
    let site = &book.site;
    let report = &site.report;
    let ledger = &report.ledger;
    let currency = site.currency();
    let open: Vec<usize> = (0..ledger.deals.len())
        .filter(|i| ledger.deals[*i].status == Status::Open)
        .collect();
    let mut chances: Vec<Chance> = open
        .iter()
        .filter_map(|i| {
            let chance = report.forecast().deal(ledger, *i)?;
            Some(Chance {
                deal: *i,
                amount: ledger.deals[*i].amount,
                by_horizon: chance.by_horizon,
                waited: chance.waited,
            })
        })
        .collect();
    chances.sort_by(|a, b| {
        b.expected()
            .total_cmp(&a.expected())
            .then(b.by_horizon.total_cmp(&a.by_horizon))
            .then(a.deal.cmp(&b.deal))
    });
    let valued: Vec<(i128, f64)> = chances
        .iter()
        .filter_map(|c| Some((c.amount?.into(), c.by_horizon)))
        .collect();
    let range = range_of_sum(&valued);
    let expected = chances.iter().map(Chance::expected).sum::<f64>().round() as i128;
    let shown = || chances.iter().take(SHOWN);
    let w = site.words();
    let columns = Columns {
        chance: w.rate_column(shown().map(|c| c.by_horizon)),
        amount: w.money_column(shown().filter_map(|c| c.amount).map(i128::from), currency),
        expected: w.money_column(shown().map(|c| c.expected().round() as i128), currency),
    };
    let rows: Vec<Json> = shown().map(|c| row(book, c, &columns)).collect();
    let stages = by_stage(site, &open, &chances);
    let lead = if chances.is_empty() {
        say!(w, "forecast-lead-none", n = MINIMUM.to_string())
    } else {
        say!(
            w,
            "forecast-lead",
            expected = w.short_money(expected, currency),
            days = site.settings().horizon_days,
            low = w.short_money(range.low, currency),
            high = w.short_money(range.high, currency),
        )
    };
    let mut built = built(
        (&say!(site.words(), "page-forecast"), &lead, "forecast"),
        vec![Link::new(say!(site.words(), "page-overview"), "index.html")],
        &json!({
            "rows": rows,
            "more": chances.len().saturating_sub(SHOWN),
            "stages": stages,
            "horizon": site.settings().horizon_days,
            "minimum": MINIMUM.to_string(),
            "left_out": open.len() - chances.len(),
            "no_amount": chances.iter().filter(|c| c.amount.is_none()).count(),
            "as_of": site.words().date(site.as_of()),
            "truncated": sentences::left_truncation(site, None),
        }),
        Vec::new(),
    );
    with_chart(&mut built, "forecast_chart", chart::forecast::forecast(site));
    built
}

/// The columns of the list of deals.
struct Columns<'w> {
    chance: RateColumn<'w>,
    amount: MoneyColumn<'w>,
    expected: MoneyColumn<'w>,
}

fn row(book: &Book, c: &Chance, columns: &Columns<'_>) -> Json {
    let site = &book.site;
    let h = &site.report.ledger.deals[c.deal];
    let stage = &site.settings().funnel.stages[usize::from(h.stage)];
    let link = deal::link(site, c.deal);
    let known = |text: Option<String>| text.unwrap_or_else(|| words::NOTHING.to_owned());
    json!({
        "name": link.name, "href": if book.plan.deal_pages[c.deal] { link.href } else { String::new() },
        "stage": stage.name, "side": stage.owner.word(), "waited": site.words().grouped(c.waited.into()),
        "chance": columns.chance.text(c.by_horizon), "chance_sort": c.by_horizon,
        "amount": known(c.amount.map(|a| columns.amount.text(a.into()))), "amount_sort": c.amount.unwrap_or(-1),
        "expected": known(c.amount.map(|_| columns.expected.text(c.expected().round() as i128))),
        "expected_sort": c.expected(),
    })
}

/// Each stage with its open deals, how many of them are likely to be won, and what that is worth.
fn by_stage(site: &Site, open: &[usize], chances: &[Chance]) -> Vec<Json> {
    let ledger = &site.report.ledger;
    let stage_of = |i: usize| usize::from(ledger.deals[i].stage);
    let here = |s: usize| chances.iter().filter(move |c| stage_of(c.deal) == s);
    let money = |s: usize| here(s).map(Chance::expected).sum::<f64>().round() as i128;
    let stages = &site.settings().funnel.stages;
    let column = site.words().money_column((0..stages.len()).map(money), site.currency());
    let shown = |(s, stage): (usize, &Stage)| {
        let deals = open.iter().filter(|i| stage_of(**i) == s).count();
        let wins: f64 = here(s).map(|c| c.by_horizon).sum();
        let priced = here(s).any(|c| c.amount.is_some());
        (deals > 0).then(|| {
            json!({
                "name": stage.name, "side": stage.owner.word(), "deals": site.words().grouped(deals as i128),
                "known": here(s).count() > 0, "wins": site.words().fixed(wins, 1),
                "expected": if priced { column.text(money(s)) } else { words::NOTHING.to_owned() },
            })
        })
    };
    stages.iter().enumerate().filter_map(shown).collect()
}
