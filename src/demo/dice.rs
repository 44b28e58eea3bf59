//! Chance, in integers only: the same seed gives the same bytes on every machine.

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::Rng;

/// What 33 evenly spaced quantiles of a right-skewed distribution are, in per cent of its median
/// (a log-normal with a spread of 0.8; a table, since `exp` may differ between platforms).
const SKEW: [i32; 33] = [
    14, 22, 29, 35, 40, 45, 49, 54, 58, 63, 68, 72, 78, 82, 88, 94, 100, 106, 113, 121, 129, 138, 148, 159, 172, 186,
    203, 224, 251, 287, 341, 440, 640,
];

/// One stream of random numbers.
pub(super) struct Dice(Pcg64Mcg);

impl Dice {
    /// The stream of that number under a seed: each deal and campaign has its own, so that one
    /// more throw for a deal leaves all others as they were.
    pub(super) fn new(seed: u64, kind: u64, number: u64) -> Self {
        let low = mix(seed ^ mix(kind.wrapping_add(0x51_7c_c1_b7)));
        let high = mix(low ^ mix(number.wrapping_add(0x27_22_0a_95)));
        let mut dice = Self(Pcg64Mcg::new((u128::from(high) << 64) | u128::from(low)));
        // The first output of a multiplicative generator still shows its start.
        dice.0.next_u64();
        dice
    }

    /// A number below `n`; 0 for 0.
    pub(super) fn below(&mut self, n: usize) -> usize {
        let wide = u128::from(self.0.next_u64()) * (n as u128);
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// A number from `low` to `high`, both counted; `low` where they cross.
    pub(super) fn between(&mut self, low: i32, high: i32) -> i32 {
        let span = usize::try_from(high - low + 1).unwrap_or(0);
        low + i32::try_from(self.below(span)).unwrap_or(0)
    }

    /// The same for money.
    pub(super) fn amount_between(&mut self, low: i64, high: i64) -> i64 {
        let span = usize::try_from(high - low + 1).unwrap_or(0);
        low + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// True in that many cases of a thousand.
    pub(super) fn chance(&mut self, per_mille: i32) -> bool {
        self.between(0, 999) < per_mille
    }

    /// One of a list, which must not be empty.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// One of a list of words, which must not be empty.
    pub(super) fn word(&mut self, list: &[&'static str]) -> &'static str {
        list[self.below(list.len())]
    }

    /// An index, by weights.
    pub(super) fn weighted(&mut self, weights: &[i32]) -> usize {
        let at = self.between(0, 999);
        by_weight(weights, at)
    }

    /// A right-skewed number with that median, at least 0.
    pub(super) fn skewed(&mut self, median: i32) -> i32 {
        let at = self.between(0, 32 * 64 - 1);
        let (step, part) = (at / 64, at % 64);
        // `at` is below 32 × 64, so both neighbours exist.
        let index = usize::try_from(step).unwrap_or(0);
        let (from, to) = (SKEW[index], SKEW[index + 1]);
        let share = i64::from(from * 64 + (to - from) * part);
        i32::try_from((i64::from(median) * share + 3_200) / 6_400).unwrap_or(median)
    }
}

/// Which index the point `at` (of a thousand) falls on, by weights.
pub(super) fn by_weight(weights: &[i32], at: i32) -> usize {
    let total: i64 = weights.iter().map(|&w| i64::from(w)).sum();
    let mut left = i64::from(at) * total / 1_000;
    for (index, &weight) in weights.iter().enumerate() {
        left -= i64::from(weight);
        if left < 0 {
            return index;
        }
    }
    weights.len().saturating_sub(1)
}

/// Evenly spread chance: of the ten draws from one shuffle, each falls in its own tenth. Small playbooks so come near their rates instead of wandering off.
#[derive(Default)]
pub(super) struct Deck {
    cards: Vec<i32>,
}

impl Deck {
    /// A number from 0 to 999.
    pub(super) fn draw(&mut self, dice: &mut Dice) -> i32 {
        if self.cards.is_empty() {
            self.cards.extend(0..10);
            for last in (1..10).rev() {
                let other = dice.below(last + 1);
                self.cards.swap(last, other);
            }
        }
        let card = self.cards.pop().unwrap_or(0);
        card * 100 + dice.between(0, 99)
    }
}

/// `SplitMix64`'s finaliser (Steele, Lea & Flood 2014): spreads close seeds far apart.
fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
