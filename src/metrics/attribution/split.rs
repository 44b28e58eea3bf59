//! Money split by weights, to the minor unit: the method of the largest remainder (Hamilton's).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Splits `amount` minor units by `weights`, none of them below zero: everyone gets the whole units of
/// their share, and what is left goes unit by unit to the largest remainders. Remainders within 1e-9 of the
/// largest that is left are ties, which go to the earliest. The parts add up to `amount`.
///
/// Exact: shares are fractions of integers. `|amount| × weight` has to stay below 2^127, and the sum of the
/// weights below 2^96; amounts are below 2^50 and weights at most 2^60. Weights that are all zero count as equal.
pub fn split(amount: i128, weights: &[i128]) -> Vec<i128> {
    split_within(amount, weights, 0)
}

/// The same for weights that were measured in floats, between 0 and 1: noise in their last digits makes
/// remainders differ by some `amount` × 1e-16, so remainders within `amount` × 2^-46 are ties too.
pub fn split_measured(amount: i128, weights: &[f64]) -> Vec<i128> {
    let bits = 60.min(126u32.saturating_sub(128 - amount.unsigned_abs().leading_zeros()));
    let scale = 2f64.powi(i32::try_from(bits).unwrap_or(0));
    let whole: Vec<i128> = weights.iter().map(|w| (w.clamp(0.0, 1.0) * scale) as i128).collect();
    let sum: i128 = whole.iter().sum();
    let noise = (sum >> 46).saturating_mul(amount.abs()).min(sum);
    split_within(amount, &whole, noise)
}

/// Remainders are in units of one minor unit / the sum of the weights; those within `noise` are ties.
fn split_within(amount: i128, weights: &[i128], noise: i128) -> Vec<i128> {
    let sum: i128 = weights.iter().sum();
    if sum <= 0 {
        return if weights.is_empty() {
            Vec::new()
        } else {
            split_within(amount, &vec![1; weights.len()], 0)
        };
    }
    let near = |low: i128, high: i128| (high - low) * 1_000_000_000 <= sum || high - low <= noise;
    let mut parts: Vec<i128> = weights.iter().map(|w| (amount * w).div_euclid(sum)).collect();
    let remainders: Vec<i128> = weights.iter().map(|w| (amount * w).rem_euclid(sum)).collect();
    let left = amount - parts.iter().sum::<i128>();
    if left == 0 {
        return parts;
    }
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|i| Reverse(remainders[*i]));
    // Those near the largest remainder that is left, the earliest on top.
    let mut tied = BinaryHeap::new();
    let mut taken = vec![false; weights.len()];
    let (mut largest, mut next) = (0, 0);
    for _ in 0..left {
        while order.get(largest).is_some_and(|i| taken[*i]) {
            largest += 1;
        }
        let Some(top) = order.get(largest).map(|i| remainders[*i]) else {
            break;
        };
        while let Some(i) = order.get(next).filter(|i| near(remainders[**i], top)) {
            tied.push(Reverse(*i));
            next += 1;
        }
        if let Some(Reverse(i)) = tied.pop() {
            parts[i] += 1;
            taken[i] = true;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_goes_to_the_largest_remainders_and_ties_to_the_earlier() {
        assert_eq!(split(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(split(200, &[1, 1, 1]), [67, 67, 66]);
        assert_eq!(split(10, &[2, 1]), [7, 3], "6.67 and 3.33");
        assert_eq!(split(10, &[1, 2]), [3, 7]);
        assert_eq!(split(0, &[1, 2]), [0, 0]);
        assert_eq!(split(7, &[0, 0]), [4, 3]);
        // Weights 1, 1/4, 1/4 of 2: shares 1⅓, ⅓, ⅓; a tie of different weights.
        assert_eq!(split(2, &[4, 1, 1]), [2, 0, 0]);
        assert_eq!(
            split(200_000_000_000_000, &[1, 4, 1]),
            [33_333_333_333_334, 133_333_333_333_333, 33_333_333_333_333]
        );
    }

    #[test]
    fn noise_in_measured_weights_breaks_no_tie() {
        let third = 1.0 / 3.0;
        let weights = [third - 3e-17, third, third + 6e-17];
        assert_eq!(
            split_measured(1_000_000_000_000, &weights),
            [333_333_333_334, 333_333_333_333, 333_333_333_333]
        );
        // An amount beyond what one deal may have still fits.
        let huge = 1i128 << 72;
        assert_eq!(split_measured(huge, &[1.0, 0.5, 0.25]).iter().sum::<i128>(), huge);
    }

    #[test]
    fn remainders_that_are_nearly_the_same_are_ties() {
        // Shares of 1 unit: 1/2 less and 1/2 more a part in 4·10¹².
        assert_eq!(split(1, &[1_000_000_000_000, 1_000_000_000_001]), [1, 0]);
        // A part in 4·10⁶ is a difference.
        assert_eq!(split(1, &[1_000_000, 1_000_001]), [0, 1]);
    }
}
