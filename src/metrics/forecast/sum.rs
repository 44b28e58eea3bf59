//! The distribution of a sum of independent wins, by convolution on a grid.

/// Steps that a grid has at most.
pub const GRID: i128 = 2_000;

/// Deals that are convolved one by one on one grid. More are halved, and the halves' sums convolved on a grid for the values
/// that have a probability to speak of: on one from nothing to all amounts a single deal would be less than a step.
const BLOCK: usize = 1_000;

/// Less than this at the ends of a distribution is nothing.
const NOTHING: f64 = 1e-20;

/// The middle 80 % of a sum, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range80 {
    /// The smallest value of the grid that the sum does not exceed with a probability of at least 10 %.
    pub low: i128,
    /// The same with 90 %.
    pub high: i128,
}

/// The 80 % range of the sum of independent wins, each an amount (zero or more, in minor units) with its
/// probability.
///
/// The grid runs from nothing to all amounts. Its step is the greatest common divisor of the amounts, where that
/// makes at most [`GRID`] steps: then the distribution is exact. Else it is a [`GRID`]th of all, rounded up to a minor unit, and
/// an amount between two values of the grid is both of them, with probabilities that keep its mean (Gerber 1982).
pub fn range_of_sum(wins: &[(i128, f64)]) -> Range80 {
    let sum = Sum::of(wins);
    let most = wins.iter().map(|w| w.0).sum();
    Range80 {
        low: sum.quantile(0.1).min(most),
        high: sum.quantile(0.9).min(most),
    }
}

/// Probabilities of the values `step` × (`first`, `first` + 1, …).
#[derive(Clone, Debug)]
struct Sum {
    step: i128,
    first: usize,
    mass: Vec<f64>,
}

/// The step of the grid for these amounts.
fn step(wins: &[(i128, f64)]) -> i128 {
    let all: i128 = wins.iter().map(|w| w.0).sum();
    let divisor = wins.iter().fold(0, |acc, w| gcd(acc, w.0));
    if all <= divisor * GRID {
        divisor.max(1)
    } else {
        (all + GRID - 1) / GRID
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The place of a value below or at `value`, and how far it is to the next, from 0 to 1.
fn place(value: i128, step: i128) -> (usize, f64) {
    let whole = usize::try_from(value / step).unwrap_or(0);
    (whole, (value % step) as f64 / step as f64)
}

impl Sum {
    /// The sum of these.
    fn of(wins: &[(i128, f64)]) -> Self {
        if wins.len() > BLOCK {
            let (left, right) = wins.split_at(wins.len() / 2);
            let (left, right) = (Self::of(left), Self::of(right));
            let wide = (left.width() + right.width() + GRID - 1) / GRID;
            let step = left.step.max(right.step).max(wide);
            return left.on(step).and(&right.on(step));
        }
        let step = step(wins);
        let mut sum = Self {
            step,
            first: 0,
            mass: vec![1.0],
        };
        for (amount, p) in wins {
            if *p > 0.0 {
                sum.add(*amount, *p);
            }
        }
        sum
    }

    /// From the lowest value that has a probability to speak of to the highest.
    fn width(&self) -> i128 {
        self.step * i128::try_from(self.mass.len() - 1).unwrap_or(0)
    }

    /// Adds an independent win.
    fn add(&mut self, amount: i128, p: f64) {
        let (whole, part) = place(amount, self.step);
        let mut mass = vec![0.0; self.mass.len() + whole + 1];
        for (shift, p) in [(0, 1.0 - p), (whole, p * (1.0 - part)), (whole + 1, p * part)] {
            if p > 0.0 {
                for (to, from) in mass[shift..].iter_mut().zip(&self.mass) {
                    *to += from * p;
                }
            }
        }
        self.mass = mass;
        self.trim();
    }

    /// The same on another grid.
    fn on(self, step: i128) -> Self {
        if step == self.step {
            return self;
        }
        let value = |i: usize| self.step * i128::try_from(self.first + i).unwrap_or(0);
        let first = place(value(0), step).0;
        let last = place(value(self.mass.len() - 1), step).0 + 1;
        let mut mass = vec![0.0; last - first + 1];
        for (i, p) in self.mass.iter().enumerate() {
            let (whole, part) = place(value(i), step);
            mass[whole - first] += p * (1.0 - part);
            mass[whole - first + 1] += p * part;
        }
        let mut sum = Self { step, first, mass };
        sum.trim();
        sum
    }

    /// The sum of two independent sums on one grid.
    fn and(&self, other: &Self) -> Self {
        let mut mass = vec![0.0; self.mass.len() + other.mass.len() - 1];
        for (shift, p) in self.mass.iter().enumerate() {
            for (to, q) in mass[shift..].iter_mut().zip(&other.mass) {
                *to += p * q;
            }
        }
        let mut sum = Self {
            step: self.step,
            first: self.first + other.first,
            mass,
        };
        sum.trim();
        sum
    }

    /// Leaves out ends that hold next to nothing.
    fn trim(&mut self) {
        let last = self.mass.iter().rposition(|p| *p > NOTHING).unwrap_or(0);
        self.mass.truncate(last + 1);
        let first = self.mass.iter().position(|p| *p > NOTHING).unwrap_or(0);
        self.mass.drain(..first);
        self.first += first;
    }

    /// The smallest value that is not exceeded with at least this probability.
    fn quantile(&self, probability: f64) -> i128 {
        let mut below = 0.0;
        let at = self.mass.iter().position(|p| {
            below += p;
            below >= probability - 1e-12
        });
        let place = self.first + at.unwrap_or(self.mass.len() - 1);
        self.step * i128::try_from(place).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_sums_are_exact() {
        assert_eq!(range_of_sum(&[]), Range80::default());
        // One of 100 with 15 %: nothing in 85 %.
        assert_eq!(range_of_sum(&[(100, 0.15)]), Range80 { low: 0, high: 100 });
        assert_eq!(range_of_sum(&[(100, 0.05)]), Range80 { low: 0, high: 0 });
        assert_eq!(range_of_sum(&[(100, 1.0), (7, 1.0)]), Range80 { low: 107, high: 107 });
        // 30 with 1/2 and 50 with 1/2: 0, 30, 50, 80 with 1/4 each.
        assert_eq!(range_of_sum(&[(30, 0.5), (50, 0.5)]), Range80 { low: 0, high: 80 });
        // 30 and 50 with 4/5 each: 0 in 4 %, up to 30 in 20 %, up to 50 in 36 %.
        assert_eq!(range_of_sum(&[(30, 0.8), (50, 0.8)]), Range80 { low: 30, high: 80 });
        // Amounts of 0 are no trouble.
        assert_eq!(range_of_sum(&[(0, 0.5), (0, 0.9)]), Range80::default());
    }

    #[test]
    fn a_coarse_grid_keeps_the_mean() {
        // Two wins of amounts without a common divisor: certain ones, so the mean is all there is.
        let sum = Sum::of(&[(1_000_003, 1.0), (2_345_678, 1.0)]);
        let mean: f64 = (0..sum.mass.len())
            .map(|i| sum.mass[i] * (sum.first + i) as f64 * sum.step as f64)
            .sum();
        assert!((mean - 3_345_681.0).abs() < 1e-3, "{mean}");
        assert!((sum.first + sum.mass.len()) as i128 <= GRID + 3);
    }

    #[test]
    fn many_deals_come_near_the_normal_distribution() {
        // 20,000 of about 1,000.00 with 30 %: mean ± 1.2816 standard deviations of the sum.
        let wins: Vec<(i128, f64)> = (0..20_000).map(|i| (100_000 + (i * 7) % 101, 0.3)).collect();
        let mean: f64 = wins.iter().map(|w| w.0 as f64 * w.1).sum();
        let deviation = wins
            .iter()
            .map(|w| (w.0 as f64).powi(2) * 0.3 * 0.7)
            .sum::<f64>()
            .sqrt();
        let range = range_of_sum(&wins);
        for (got, sign) in [(range.low, -1.0), (range.high, 1.0)] {
            let want = mean + sign * 1.2816 * deviation;
            assert!((got as f64 - want).abs() < 0.05 * deviation, "{got}, not {want}");
        }
    }

    #[test]
    fn a_tenth_is_a_tenth_in_floats_too() {
        // Nothing in exactly 10 %, which floats miss by a digit.
        assert_eq!(range_of_sum(&[(100, 0.9)]), Range80 { low: 0, high: 100 });
    }

    #[test]
    fn the_step_is_a_share_of_all_rounded_up() {
        // No common divisor, and 8,000 is 4 times 2,000: no unit more.
        assert_eq!(step(&[(4_001, 0.5), (3_999, 0.5)]), 4);
        assert_eq!(step(&[(4_001, 0.5), (4_000, 0.5)]), 5, "4.0005");
        // Their divisor makes 2,000 steps.
        assert_eq!(step(&[(1, 0.5), (1_999, 0.5)]), 1);
    }

    #[test]
    fn what_has_no_probability_takes_no_room() {
        let sum = Sum::of(&[(10, 1.0)]);
        assert_eq!((sum.step, sum.first, sum.mass), (10, 1, vec![1.0]));
    }

    #[test]
    fn halves_meet_on_a_grid_for_both() {
        // In each half 1 and 1,999 with 1/2, and amounts of nothing: on grids of 1 from 0 to 2,000. From 0 to 4,000
        // a 2,000th is 2. The mean stays: twice (1 + 1,999) / 2.
        let mut wins = vec![(0, 0.5); BLOCK + 2];
        for i in [0, BLOCK] {
            wins[i] = (1, 0.5);
            wins[i + 1] = (1_999, 0.5);
        }
        let sum = Sum::of(&wins);
        assert_eq!((sum.step, sum.first, sum.width()), (2, 0, 4_000));
        let mean: f64 = (0..sum.mass.len()).map(|i| sum.mass[i] * i as f64 * 2.0).sum();
        assert!((mean - 2_000.0).abs() < 1e-9, "{mean}");
    }

    #[test]
    fn a_block_has_one_grid_for_all_amounts() {
        // 1,000 amounts from 1,000,000 to 1,000,100, without a common divisor: a 2,000th of all of them, where two halves
        // would leave out what is too improbable to be reached.
        let wins: Vec<(i128, f64)> = (0..BLOCK as i128).map(|i| (1_000_000 + (i * 7) % 101, 0.5)).collect();
        let all: i128 = wins.iter().map(|w| w.0).sum();
        assert_eq!(Sum::of(&wins).step, (all as f64 / GRID as f64).ceil() as i128);
    }
}
