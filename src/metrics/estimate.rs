//! Estimates: Wilson intervals, the Aalen-Johansen estimator, the Kaplan-Meier median, nearest ranks.

use num_bigint::BigUint;

/// The 97.5 % quantile of the standard normal distribution.
pub const Z95: f64 = 1.959_963_984_540_054;

/// The Wilson score interval, 95 %, without continuity correction, of `k` of `n` (Wilson 1927);
/// `None` of none.
#[allow(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
pub fn wilson(k: i128, n: i128) -> Option<(f64, f64)> {
    if n <= 0 || k < 0 || k > n {
        return None;
    }
    let (k, n) = (k as f64, n as f64);
    let p = k / n;
    let z2 = Z95 * Z95;
    let centre = p + z2 / (2.0 * n);
    let half = Z95 * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    let low = if k == 0.0 { 0.0 } else { (centre - half) / scale };
    let high = if k >= n { 1.0 } else { (centre + half) / scale };
    Some((low.max(0.0), high.min(1.0)))
}

/// The 95 % interval of the difference of two independent proportions k1/n1 − k2/n2
/// (Newcombe 1998, method 10: from Wilson intervals).
#[allow(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
pub fn newcombe(k1: i128, n1: i128, k2: i128, n2: i128) -> Option<(f64, f64)> {
    let (one, other) = (wilson(k1, n1)?, wilson(k2, n2)?);
    let (p1, p2) = (k1 as f64 / n1 as f64, k2 as f64 / n2 as f64);
    Some(difference((p1, one), (p2, other)))
}

/// The 95 % interval of the difference of two independent estimates, each with its own 95 % interval
/// (Zou & Donner 2008, the method of variance estimates recovery; of Wilson intervals it is Newcombe's).
pub fn difference((one, (l1, u1)): (f64, (f64, f64)), (other, (l2, u2)): (f64, (f64, f64))) -> (f64, f64) {
    let d = one - other;
    // Not `hypot`, which rounds otherwise on other systems.
    let root = |a: f64, b: f64| (a * a + b * b).sqrt();
    (d - root(one - l1, u2 - other), d + root(u1 - one, other - l2))
}

/// How an observation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It moved on.
    Converted,
    /// It was lost.
    Lost,
    /// It is still open.
    Open,
}

/// A histogram of times with their endings: sums that merge.
///
/// Keys are kept sorted with a tail of new ones, which is folded in when it has grown. Where there are many of
/// few different keys they are counted in an array instead, which is never larger than the tail would be.
#[derive(Clone, Debug, Default)]
pub struct Histogram {
    entries: Vec<(u64, u32)>,
    sorted: usize,
    /// Counts by key, of keys below its length.
    counts: Vec<u32>,
}

impl Histogram {
    /// Counts one `key`.
    pub fn add(&mut self, key: u64) {
        self.add_some(key, 1);
        self.fold_tail();
    }

    /// Forgets all counts, but keeps their memory.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.sorted = 0;
        self.counts.clear();
    }

    /// Adds all counts of `other`.
    pub fn merge(&mut self, other: &Self) {
        if other.entries.is_empty() && other.counts.is_empty() {
            return;
        }
        if self.counts.is_empty() {
            self.entries.extend_from_slice(&other.entries);
        } else {
            for (key, n) in &other.entries {
                self.add_some(*key, *n);
            }
        }
        for (key, n) in other.counts.iter().enumerate().filter(|(_, n)| **n > 0) {
            self.add_some(key as u64, *n);
        }
        self.fold_tail();
    }

    fn add_some(&mut self, key: u64, n: u32) {
        match usize::try_from(key).ok().and_then(|key| self.counts.get_mut(key)) {
            Some(count) => *count += n,
            None => self.entries.push((key, n)),
        }
    }

    /// Where the tail has grown long: counts by key from now on where that needs no more room, else sorts.
    fn fold_tail(&mut self) {
        if self.entries.len() < 2 * self.sorted + 256 {
            return;
        }
        let last = self.entries.iter().map(|e| e.0).max().unwrap_or(0);
        // Four counts are as large as one entry.
        match usize::try_from(last) {
            Ok(last) if last < (4 * self.entries.len()).max(self.counts.len()) => {
                self.counts.resize((last + 1).max(self.counts.len()), 0);
                self.sorted = 0;
                for (key, n) in std::mem::take(&mut self.entries) {
                    self.add_some(key, n);
                }
            }
            _ => self.sort(),
        }
    }

    /// Makes each key one entry, in their order.
    pub fn compact(&mut self) {
        if !self.counts.is_empty() {
            let counts = std::mem::take(&mut self.counts);
            let counted = (0u64..).zip(counts).filter(|(_, n)| *n > 0);
            self.entries.extend(counted);
        }
        self.sort();
    }

    fn sort(&mut self) {
        if self.sorted == self.entries.len() {
            return;
        }
        // A stable sort sees that what was merged is made of sorted runs.
        self.entries.sort_by_key(|e| e.0);
        self.entries.dedup_by(|new, kept| {
            let same = new.0 == kept.0;
            if same {
                kept.1 += new.1;
            }
            same
        });
        self.sorted = self.entries.len();
    }

    /// The sorted entries. Call [`Histogram::compact`] first.
    pub fn entries(&self) -> &[(u64, u32)] {
        debug_assert!(self.sorted == self.entries.len() && self.counts.is_empty());
        &self.entries
    }

    /// How many were counted.
    pub fn total(&self) -> i128 {
        self.entries.iter().map(|e| i128::from(e.1)).sum()
    }

    /// The median by nearest rank, of an even count the mean of the middle two: as halves.
    pub fn median_halves(&self) -> Option<i128> {
        let n = self.total();
        if n == 0 {
            return None;
        }
        let (low, high) = (self.rank((n + 1) / 2)?, self.rank(n / 2 + 1)?);
        Some(i128::from(low) + i128::from(high))
    }

    /// The smallest key that at least `percent` % of all do not exceed (nearest rank).
    pub fn percentile(&self, percent: i128) -> Option<u64> {
        let n = self.total();
        if n == 0 {
            None
        } else {
            self.rank((n * percent + 99) / 100)
        }
    }

    /// The key of the `rank`-th smallest, from 1.
    fn rank(&self, rank: i128) -> Option<u64> {
        let mut seen = 0;
        self.entries().iter().find_map(|(key, n)| {
            seen += i128::from(*n);
            (seen >= rank).then_some(*key)
        })
    }
}

/// The key of an observation of `time` with its ending.
pub fn timed(time: u64, ending: Ending) -> u64 {
    time << 2
        | match ending {
            Ending::Converted => 0,
            Ending::Lost => 1,
            Ending::Open => 2,
        }
}

/// What happened at one time.
#[derive(Clone, Copy, Debug)]
struct Step {
    time: u64,
    converted: u64,
    lost: u64,
    open: u64,
}

fn steps(histogram: &Histogram) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::new();
    for (key, n) in histogram.entries() {
        let time = key >> 2;
        if out.last().is_none_or(|s| s.time != time) {
            out.push(Step {
                time,
                converted: 0,
                lost: 0,
                open: 0,
            });
        }
        if let Some(step) = out.last_mut() {
            match key & 3 {
                0 => step.converted += u64::from(*n),
                1 => step.lost += u64::from(*n),
                _ => step.open += u64::from(*n),
            }
        }
    }
    out
}

/// Counts by ending: converted, lost, open.
pub fn endings(histogram: &Histogram) -> (i128, i128, i128) {
    let mut out = (0, 0, 0);
    for (key, n) in histogram.entries() {
        match key & 3 {
            0 => out.0 += i128::from(*n),
            1 => out.1 += i128::from(*n),
            _ => out.2 += i128::from(*n),
        }
    }
    out
}

/// How many had converted by `time`.
pub fn converted_by(histogram: &Histogram, time: u64) -> i128 {
    let inside = |key: u64| key & 3 == 0 && key >> 2 <= time;
    histogram
        .entries()
        .iter()
        .filter(|e| inside(e.0))
        .map(|e| i128::from(e.1))
        .sum()
}

/// A point of the cumulative incidence curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    /// Whole days.
    pub day: u64,
    /// F(day).
    pub value: f64,
    /// 95 % interval; none where F is 0 or 1.
    pub interval: Option<(f64, f64)>,
    /// Overall survival S(day): neither converted nor lost.
    pub survival: f64,
    /// Number at risk on that day.
    pub at_risk: u64,
}

/// The Aalen-Johansen cumulative incidence of conversion, loss competing, open ones censored
/// (Aalen & Johansen 1978); variance as Marubini & Valsecchi 1995, formula 10.12; interval 95 %
/// on the log(−log) scale. One point for each day on which anything ended.
pub fn cumulative_incidence(histogram: &Histogram) -> Vec<CurvePoint> {
    let steps = steps(histogram);
    let mut out = Vec::with_capacity(steps.len());
    incidence(&steps, |point, variance| {
        out.push(CurvePoint {
            interval: log_log(point.value, variance),
            ..point
        });
    });
    out
}

/// Gives each point of the curve, without its interval, with its variance.
#[allow(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn incidence(steps: &[Step], mut each: impl FnMut(CurvePoint, f64)) {
    let mut at_risk: u64 = steps.iter().map(|s| s.converted + s.lost + s.open).sum();
    let (mut survival, mut f) = (1.0f64, 0.0f64);
    let mut lost = 0;
    // The three sums of the variance expanded in powers of F(k), so that each point is one step.
    let (mut a0, mut a1, mut a2, mut b, mut c0, mut c1) = (0.0f64, 0.0, 0.0, 0.0, 0.0, 0.0);
    for step in steps {
        let (n, c, d) = (
            at_risk as f64,
            step.converted as f64,
            (step.converted + step.lost) as f64,
        );
        let before = survival;
        f += before * c / n;
        lost += step.lost;
        if lost == 0 && step.converted == at_risk {
            // Everybody moved on: exactly 1, whatever the sum rounds to.
            f = 1.0;
        }
        survival = if step.converted + step.lost == at_risk {
            0.0
        } else {
            before * (1.0 - d / n)
        };
        if step.converted + step.lost < at_risk && d > 0.0 {
            let w = d / (n * (n - d));
            a0 += w;
            a1 += w * f;
            a2 += w * f * f;
        }
        b += before * before * c * (n - c) / (n * n * n);
        c0 += before * c / (n * n);
        c1 += f * before * c / (n * n);
        let variance = (f * f * a0 - 2.0 * f * a1 + a2) + b - 2.0 * (f * c0 - c1);
        let point = CurvePoint {
            day: step.time,
            value: f,
            interval: None,
            survival,
            at_risk,
        };
        each(point, variance);
        at_risk -= step.converted + step.lost + step.open;
    }
}

/// 95 % on the log(−log) scale; none where F is 0 or 1.
fn log_log(f: f64, variance: f64) -> Option<(f64, f64)> {
    if f <= 0.0 || f >= 1.0 {
        return None;
    }
    let spread = Z95 * variance.max(0.0).sqrt() / (f * f.ln().abs());
    Some((
        f.powf(spread.exp()).clamp(0.0, 1.0),
        f.powf((-spread).exp()).clamp(0.0, 1.0),
    ))
}

/// F(N) with its interval, where enough is known: the largest observed time is at least N, or
/// nobody is censored at it.
pub fn within(histogram: &Histogram, days: u64) -> Option<(f64, Option<(f64, f64)>)> {
    let steps = steps(histogram);
    let last = steps.last()?;
    if last.time < days && last.open > 0 {
        return None;
    }
    // Before the first ending F is 0.
    let (mut value, mut variance) = (0.0, 0.0);
    incidence(&steps, |point, at_point| {
        if point.day <= days {
            (value, variance) = (point.value, at_point);
        }
    });
    Some((value, log_log(value, variance)))
}

/// In how many days F(N) will be known at the latest, where it is not yet: then the deal that is open for
/// longest has been seen for N days. None where there is no deal, or it is known.
pub fn known_in(histogram: &Histogram, days: u64) -> Option<u64> {
    let last = steps(histogram).last().copied()?;
    (last.open > 0 && last.time < days).then(|| days - last.time)
}

/// The Kaplan-Meier median (Kaplan & Meier 1958): the smallest time at which S ≤ 0.5. `Converted`
/// is the event, anything else is censored. S ≤ 0.5 is decided exactly.
#[allow(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
pub fn kaplan_meier_median(histogram: &Histogram) -> Option<u64> {
    let steps = steps(histogram);
    let mut at_risk: u64 = steps.iter().map(|s| s.converted + s.lost + s.open).sum();
    let mut survival = 1.0f64;
    let mut factors: Vec<(u64, u64)> = Vec::new();
    for step in &steps {
        if step.converted > 0 {
            let left = at_risk - step.converted;
            survival *= left as f64 / at_risk as f64;
            match factors.last_mut() {
                // Without censoring in between the factors telescope.
                Some(last) if last.0 == at_risk => last.0 = left,
                _ => factors.push((left, at_risk)),
            }
            let reached = if (survival - 0.5).abs() < 1e-9 {
                half_or_less(&factors)
            } else {
                survival < 0.5
            };
            if reached {
                return Some(step.time);
            }
        }
        at_risk -= step.converted + step.lost + step.open;
    }
    None
}

/// Whether the product of the fractions is at most one half.
fn half_or_less(factors: &[(u64, u64)]) -> bool {
    let product = |f: &dyn Fn(&(u64, u64)) -> u64| factors.iter().fold(BigUint::from(1u8), |acc, x| acc * f(x));
    product(&|x| x.0) * 2u8 <= product(&|x| x.1)
}

#[cfg(test)]
mod tests;
