//! The forecast: what the open deals are expected to bring, month by month up to the horizon.
//!
//! A deal's chance comes from the cumulative incidence of the win among all deals that reached its stage
//! (Aalen & Johansen 1978), given the days it has waited there; the range is that of the sum of independent wins.

mod sum;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

pub use sum::{GRID, Range80, range_of_sum};

use super::estimate::{CurvePoint, Ending, Histogram, cumulative_incidence, timed};
use crate::ledger::{Ledger, Status};
use crate::model::{Day, Month};

/// A stage that fewer deals have reached gives no chance.
pub const MINIMUM: i128 = 20;

/// What is expected in one calendar month, or its part up to the horizon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForecastMonth {
    /// The month.
    pub month: Month,
    /// Open deals that have a chance, also those without an amount.
    pub deals: u64,
    /// The expected amount of those won in this month, in minor units.
    pub expected: i128,
    /// The 10 % quantile of that amount.
    pub low: i128,
    /// The 90 % quantile.
    pub high: i128,
}

/// The chances of one open deal.
#[derive(Clone, Debug, PartialEq)]
pub struct DealChance {
    /// Days since it reached its stage.
    pub waited: i32,
    /// Probability that it is won by the horizon.
    pub by_horizon: f64,
    /// Probability that it is won in each month, in the order of [`Forecast::months`].
    pub by_month: Vec<f64>,
}

/// The chances and sums of all open deals.
#[derive(Debug, Default)]
pub struct Forecast {
    /// Month by month, from the day after `as_of` to the horizon.
    pub months: Vec<ForecastMonth>,
    /// By stage, the curve from it to the win; none where too few deals reached it.
    curves: Vec<Option<Vec<CurvePoint>>>,
    /// For each month, the days from `as_of` to its first day (or the day after `as_of`) less one, and to its last
    /// (or the horizon).
    windows: Vec<Range<i32>>,
    horizon: i32,
}

/// What the forecast is made from: sums that merge.
#[derive(Clone, Debug, Default)]
struct Waiting {
    /// By stage, days from reaching it to the win, the loss or `as_of`.
    times: Vec<Histogram>,
    /// Open deals by stage and days since they reached it: how many there are of each amount.
    open: BTreeMap<(usize, i32), BTreeMap<Option<i64>, u64>>,
}

impl Waiting {
    /// Adds up all deals, in one parallel pass.
    fn fill(ledger: &Ledger) -> Self {
        let count = ledger.deals.len();
        let chunk = count.div_ceil(rayon::current_num_threads().max(1)).max(1024);
        let parts: Vec<Self> = (0..count.div_ceil(chunk))
            .into_par_iter()
            .map(|c| Self::of(ledger, c * chunk..((c + 1) * chunk).min(count)))
            .collect();
        let empty = Self::of(ledger, 0..0);
        parts.into_iter().fold(empty, Self::merge)
    }

    /// Some of the deals.
    fn of(ledger: &Ledger, deals: Range<usize>) -> Self {
        let win = ledger.settings.funnel.win();
        let mut waiting = Self {
            times: vec![Histogram::default(); win],
            open: BTreeMap::new(),
        };
        for i in deals {
            let h = &ledger.deals[i];
            let ending = match h.status {
                Status::Won => Ending::Converted,
                Status::Lost => Ending::Lost,
                Status::Open => Ending::Open,
            };
            let end = h.closed.unwrap_or(ledger.as_of);
            for (stage, times) in waiting.times.iter_mut().enumerate() {
                if let Some(reached) = ledger.reached(i, stage) {
                    times.add(timed(u64::try_from(end.since(reached)).unwrap_or(0), ending));
                }
            }
            if let (Status::Open, Some(waited)) = (h.status, waited(ledger, i)) {
                let group = waiting.open.entry((usize::from(h.stage), waited)).or_default();
                *group.entry(h.amount).or_default() += 1;
            }
        }
        waiting
    }

    /// Adds all sums of `other`, which were filled from other deals of the same ledger.
    fn merge(mut self, other: Self) -> Self {
        for (mine, theirs) in self.times.iter_mut().zip(&other.times) {
            mine.merge(theirs);
        }
        for (key, amounts) in other.open {
            let group = self.open.entry(key).or_default();
            for (amount, n) in amounts {
                *group.entry(amount).or_default() += n;
            }
        }
        self
    }
}

/// Days since an open deal reached the stage that it is in.
fn waited(ledger: &Ledger, i: usize) -> Option<i32> {
    let reached = ledger.reached(i, usize::from(ledger.deals[i].stage))?;
    Some(ledger.as_of.since(reached))
}

impl Forecast {
    /// Computes the forecast of all open deals.
    pub fn compute(ledger: &Ledger) -> Self {
        let waiting = Waiting::fill(ledger);
        let horizon = ledger.settings.horizon_days;
        let (months, windows) = windows(ledger.as_of, horizon);
        let curve = |mut times: Histogram| {
            times.compact();
            (times.total() >= MINIMUM).then(|| cumulative_incidence(&times))
        };
        let mut forecast = Self {
            months: Vec::new(),
            curves: waiting.times.into_par_iter().map(curve).collect(),
            windows,
            horizon,
        };
        forecast.months = months
            .into_par_iter()
            .zip(&forecast.windows)
            .map(|(month, window)| forecast.month(month, window, &waiting.open))
            .collect();
        forecast
    }

    fn month(
        &self,
        month: Month,
        window: &Range<i32>,
        open: &BTreeMap<(usize, i32), BTreeMap<Option<i64>, u64>>,
    ) -> ForecastMonth {
        let (mut deals, mut expected) = (0, 0.0);
        let mut wins = Vec::new();
        for ((stage, waited), amounts) in open {
            let Some(chance) = self.chance_within(*stage, *waited, window) else {
                continue;
            };
            deals += amounts.values().sum::<u64>();
            let mut total = 0i128;
            for (amount, n) in amounts {
                if let Some(amount) = amount {
                    total += i128::from(*amount) * i128::from(*n);
                    wins.extend((0..*n).map(|_| (i128::from(*amount), chance)));
                }
            }
            expected += total as f64 * chance;
        }
        let range = range_of_sum(&wins);
        ForecastMonth {
            month,
            deals,
            // Half up; a sum of floats that should end in a half may lie just below it.
            expected: (expected + 0.5 + 1e-6).floor() as i128,
            low: range.low,
            high: range.high,
        }
    }

    /// The probability that a deal which has been in a stage for `waited` days (since it reached it) and is neither
    /// won nor lost is won within `days` more: (F(waited + days) − F(waited)) / S(waited), with F the cumulative
    /// incidence of the win and S the part neither won nor lost, over all deals that reached the stage. Beyond
    /// what was observed nothing is added. `None` where fewer than [`MINIMUM`] deals reached the stage, and for
    /// the win itself.
    pub fn chance(&self, stage: usize, waited: i32, days: i32) -> Option<f64> {
        let curve = self.curves.get(stage)?.as_ref()?;
        let at = |day: i32| {
            let day = u64::try_from(day).unwrap_or(0);
            let after = curve.partition_point(|p| p.day <= day);
            // Before the first ending nobody has gone.
            let point = after.checked_sub(1).map(|i| &curve[i]);
            point.map_or((0.0, 1.0), |p| (p.value, p.survival))
        };
        let (before, survival) = at(waited);
        if survival <= 0.0 {
            return Some(0.0);
        }
        let by = at(waited.saturating_add(days)).0;
        Some(((by - before) / survival).clamp(0.0, 1.0))
    }

    /// The probability of a win after `window.start` days from `as_of` and by `window.end`.
    fn chance_within(&self, stage: usize, waited: i32, window: &Range<i32>) -> Option<f64> {
        let by = |days: i32| self.chance(stage, waited, days);
        Some((by(window.end)? - by(window.start)?).max(0.0))
    }

    /// The chances of the `i`-th deal of the ledger; `None` where it is closed, or too few deals reached its stage.
    pub fn deal(&self, ledger: &Ledger, i: usize) -> Option<DealChance> {
        let h = ledger.deals.get(i).filter(|h| h.status == Status::Open)?;
        let stage = usize::from(h.stage);
        let waited = waited(ledger, i)?;
        let by_month = self.windows.iter().map(|w| self.chance_within(stage, waited, w));
        Some(DealChance {
            waited,
            by_horizon: self.chance(stage, waited, self.horizon)?,
            by_month: by_month.collect::<Option<_>>()?,
        })
    }
}

/// The months from the day after `as_of` to the horizon, each with the days from `as_of` before it and to its end.
fn windows(as_of: Day, horizon: i32) -> (Vec<Month>, Vec<Range<i32>>) {
    let end = as_of.plus(horizon);
    let mut out = (Vec::new(), Vec::new());
    let mut month = as_of.plus(1).month();
    while month.first() <= end {
        let first = month.first().max(as_of.plus(1));
        let last = month.last().min(end);
        out.0.push(month);
        out.1.push(first.since(as_of) - 1..last.since(as_of));
        month = Month(month.0 + 1);
    }
    out
}
