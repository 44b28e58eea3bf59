//! How good the forecast has been: demo playbooks as they stood 3, 6 and 9 months before their end, and what their open
//! deals then brought.
//!
//! ```text
//! cargo run --release --example backtest
//! ```
//!
//! For each month ahead: how often what was won lay within the 80 % range, below it, above it, and by how much it differed
//! from what was expected, on the whole. Only deals that were open on the day count, as in the forecast itself.
//! The range is one of whole deals: where few can be won it holds more than 80 % even when every chance is right.

use std::path::Path;
use std::sync::Arc;

use funnelbook::content::{self, Locator};
use funnelbook::ledger::{Ledger, Status};
use funnelbook::metrics::Forecast;
use funnelbook::model::{Day, Month};
use funnelbook::{demo, settings};

/// Deals of a playbook, and how many seeds of it.
const SIZES: [(usize, u64); 3] = [(360, 24), (1_500, 8), (6_000, 3)];
/// How many months before the end the forecasts are made.
const BACK: [i32; 3] = [3, 6, 9];

/// How forecasts of one kind did.
#[derive(Clone, Copy, Default)]
struct Tally {
    forecasts: u32,
    below: u32,
    above: u32,
    expected: f64,
    won: f64,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.forecasts += other.forecasts;
        self.below += other.below;
        self.above += other.above;
        self.expected += other.expected;
        self.won += other.won;
    }

    fn print(&self, name: &str) {
        let share = |n: u32| f64::from(n) * 100.0 / f64::from(self.forecasts.max(1));
        println!(
            "{name:<34} {:>9} {:>8.1}% {:>6.1}% {:>6.1}% {:>+8.1}%",
            self.forecasts,
            share(self.forecasts - self.below - self.above),
            share(self.below),
            share(self.above),
            (self.won / self.expected - 1.0) * 100.0,
        );
    }
}

/// Reads a demo playbook; `ledger` of it is as of any day.
fn read(root: &Path) -> (Arc<content::Content>, Arc<settings::Settings>, Day) {
    let text = std::fs::read_to_string(root.join("site.toml")).expect("the demo has settings");
    let settings = settings::read("site.toml", &text)
        .0
        .expect("the demo's settings are good");
    let (mut content, _) = content::read(root, &settings);
    let as_of = content::resolve_as_of(&settings, &content, Day::parse("2199-12-31").expect("a day"));
    content::check(&settings, &mut content, as_of, &Locator::new(root));
    (Arc::new(content), Arc::new(settings), as_of)
}

/// The forecast made at the end of a month beside what came: one tally for each whole month ahead.
fn compare(content: &Arc<content::Content>, settings: &Arc<settings::Settings>, then: Day, end: Day) -> Vec<Tally> {
    let before = Ledger::build(content, settings, then);
    let after = Ledger::build(content, settings, end);
    let forecast = Forecast::compute(&before);
    let horizon = then.plus(settings.horizon_days).min(end);
    let one = |month: &funnelbook::metrics::forecast::ForecastMonth| {
        let (first, last) = (month.month.first().max(then.plus(1)), month.month.last().min(horizon));
        let mut won = 0i128;
        for (i, open) in before.deals.iter().enumerate() {
            if forecast.deal(&before, i).is_none() {
                continue;
            }
            let outcome = &after.deals[after.find(before.record(open).id.as_str()).expect("it still exists")];
            if outcome.status == Status::Won && outcome.closed.is_some_and(|day| first <= day && day <= last) {
                won += i128::from(open.amount.unwrap_or(0));
            }
        }
        Tally {
            forecasts: 1,
            below: u32::from(won < month.low),
            above: u32::from(won > month.high),
            expected: month.expected as f64,
            won: won as f64,
        }
    };
    forecast.months.iter().map(one).collect()
}

fn main() {
    println!(
        "{:<34} {:>9} {:>9} {:>7} {:>7} {:>9}",
        "", "forecasts", "within", "below", "above", "won"
    );
    let mut all = Tally::default();
    for (deals, seeds) in SIZES {
        let mut by_month = [Tally::default(); 4];
        let mut by_back = [Tally::default(); BACK.len()];
        for seed in 1..=seeds {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let root = folder.path();
            demo::write(&demo::Options { deals, seed }, &mut |file| {
                let path = root.join(&file.path);
                std::fs::create_dir_all(path.parent().expect("files lie in folders"))?;
                std::fs::write(path, file.text)
            })
            .expect("the demo can be written");
            let (content, settings, end) = read(root);
            for (back, tally) in BACK.iter().zip(&mut by_back) {
                // The last day of a month, so that the months ahead are whole.
                let then = Month(end.plus(1).month().0 - back).first().plus(-1);
                for (i, month) in compare(&content, &settings, then, end).iter().enumerate() {
                    tally.add(month);
                    by_month[i].add(month);
                    all.add(month);
                }
            }
        }
        for (i, tally) in by_month.iter().enumerate().filter(|t| t.1.forecasts > 0) {
            tally.print(&format!("{deals} deals, month {} ahead", i + 1));
        }
        for (back, tally) in BACK.iter().zip(&by_back) {
            tally.print(&format!("{deals} deals, made {back} months before"));
        }
    }
    all.print("all");
}
