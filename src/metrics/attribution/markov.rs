//! A first-order Markov chain over what deals met on their way, and what each state is worth in it.

use nalgebra::{DMatrix, DVector, Dyn, LU};
use rayon::prelude::*;

use crate::metrics::estimate::Histogram;

/// Where every path starts.
const START: u32 = u32::MAX;
/// Where paths of won deals end.
const CONVERSION: u32 = u32::MAX - 1;
/// Where paths of lost deals end.
const NULL: u32 = u32::MAX - 2;

/// Counted transitions: sums that merge, so that a quarter's chain is the merge of its months'.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    /// Counts by `from << 32 | to`.
    transitions: Histogram,
}

fn key(from: u32, to: u32) -> u64 {
    u64::from(from) << 32 | u64::from(to)
}

fn ends(key: u64) -> (u32, u32) {
    ((key >> 32) as u32, (key & u64::from(u32::MAX)) as u32)
}

impl Chain {
    /// Counts one path of at least one state; consecutive repeats of a state count as one.
    pub fn add(&mut self, states: impl IntoIterator<Item = u32>, won: bool) {
        let mut at = START;
        for state in states {
            if state != at {
                self.transitions.add(key(at, state));
                at = state;
            }
        }
        if at != START {
            self.transitions.add(key(at, if won { CONVERSION } else { NULL }));
        }
    }

    /// Adds all counts of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.transitions.merge(&other.transitions);
    }

    /// The removal effect of every state, in the order of states: the share of conversions that is lost where
    /// walks that come to the state end there. All zero where nothing converts.
    ///
    /// hit(i) · conv(i) / conv(start), where hit(i) is the probability that a walk from the start ever comes to i,
    /// and conv(i) that it converts from i. Both are read from the fundamental matrix N = (I − Q)⁻¹ of the chain's
    /// transient part Q (Kemeny & Snell 1960): N\[start, i\] = hit(i) · N\[i, i\], and conv = N · r with r the
    /// probabilities of converting in one step. N is never formed: I − Q is factorised once. Its rows are
    /// diagonally dominant, so that the factorisation of its transpose keeps the order of rows and is stable.
    pub fn removal_effects(mut self) -> Vec<(u32, f64)> {
        self.transitions.compact();
        let counts: Vec<(u32, u32, f64)> = self
            .transitions
            .entries()
            .iter()
            .map(|(key, n)| (ends(*key).0, ends(*key).1, f64::from(*n)))
            .collect();
        // Sorted, and `START` is above all of them.
        let mut states: Vec<u32> = counts.iter().map(|c| c.0).collect();
        states.dedup();
        if states.len() < 2 {
            return Vec::new();
        }
        let n = states.len();
        let start = n - 1;
        let mut totals = vec![0.0; n];
        let place = |state: u32| states.binary_search(&state).unwrap_or(start);
        for (from, _, count) in &counts {
            totals[place(*from)] += count;
        }
        let mut transposed = DMatrix::<f64>::identity(n, n);
        let mut converts = DVector::<f64>::zeros(n);
        for (from, to, count) in &counts {
            let from = place(*from);
            let probability = count / totals[from];
            match *to {
                CONVERSION => converts[from] += probability,
                NULL => {}
                to => transposed[(place(to), from)] -= probability,
            }
        }
        let effects = effects(transposed, converts, start).unwrap_or_else(|| vec![0.0; start]);
        states.into_iter().zip(effects).collect()
    }
}

/// The removal effects of all states but the last, which is the start. `None` where I − Q is singular: where
/// walks never end, which no counted chain can have.
fn effects(transposed: DMatrix<f64>, converts: DVector<f64>, start: usize) -> Option<Vec<f64>> {
    let n = start + 1;
    let factors = transposed.lu();
    // The row of the start: (I − Q)ᵀ x = e.
    let mut unit = DVector::<f64>::zeros(n);
    unit[start] = 1.0;
    let visits = factors.solve(&unit)?;
    // conv: (I − Q) c = r, where (I − Q)ᵀ = P⁻¹LU and so I − Q = UᵀLᵀP.
    let mut conv = factors.u().transpose().solve_lower_triangular(&converts)?;
    conv = factors.l().transpose().solve_upper_triangular(&conv)?;
    factors.p().inv_permute_rows(&mut conv);
    if conv[start] <= 0.0 {
        return Some(vec![0.0; start]);
    }
    // Where each unit vector stands after the factorisation's swaps, of which there should be none.
    let mut order = DVector::<usize>::from_iterator(n, 0..n);
    factors.p().permute_rows(&mut order);
    let mut moved = vec![0; n];
    for (to, from) in order.iter().enumerate() {
        moved[*from] = to;
    }
    (0..start)
        .into_par_iter()
        .map(|i| {
            let returns = diagonal(&factors, i, moved[i])?;
            Some((visits[i] / returns * conv[i] / conv[start]).clamp(0.0, 1.0))
        })
        .collect()
}

/// The i-th entry of the inverse's diagonal, where the i-th unit vector has moved to place `moved`: only the
/// corner of the factors that it takes is looked at.
fn diagonal(factors: &LU<f64, Dyn, Dyn>, i: usize, moved: usize) -> Option<f64> {
    let packed = factors.lu_internal();
    let n = packed.nrows();
    let first = i.min(moved);
    let mut column = DVector::<f64>::zeros(n - first);
    column[moved - first] = 1.0;
    let corner = |from: usize| packed.view((from, from), (n - from, n - from));
    let solved = corner(moved)
        .solve_lower_triangular_with_diag_mut(&mut column.rows_mut(moved - first, n - moved), 1.0)
        && corner(i).solve_upper_triangular_mut(&mut column.rows_mut(i - first, n - i));
    solved.then(|| column[i - first])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effects_of(paths: &[(&[u32], bool)]) -> Vec<f64> {
        let mut chain = Chain::default();
        for (states, won) in paths {
            chain.add(states.iter().copied(), *won);
        }
        chain.removal_effects().into_iter().map(|e| e.1).collect()
    }

    fn same(got: &[f64], want: &[f64]) {
        assert_eq!(got.len(), want.len(), "{got:?}");
        for (g, w) in got.iter().zip(want) {
            assert!((g - w).abs() < 1e-12, "{got:?}, not {want:?}");
        }
    }

    #[test]
    fn without_what_all_pass_nothing_is_left() {
        same(&effects_of(&[(&[0, 1, 2], true)]), &[1.0, 1.0, 1.0]);
        same(&effects_of(&[(&[0, 0, 0, 1], true), (&[0, 1, 1], true)]), &[1.0, 1.0]);
        assert!(effects_of(&[]).is_empty());
        same(&effects_of(&[(&[4, 7], false)]), &[0.0, 0.0]);
    }

    #[test]
    fn two_ways_by_hand() {
        // Won: a → b, b. Lost: a. From the start a by 2/3, b by 1/3; from a b by 1/2, null by 1/2; from b conversion.
        // conv(b) = 1, conv(a) = 1/2, conv(start) = 2/3 · 1/2 + 1/3 = 2/3.
        // hit(a) = 2/3: effect 2/3 · 1/2 / (2/3) = 1/2. hit(b) = 1/3 + 2/3 · 1/2 = 2/3: effect 1.
        same(
            &effects_of(&[(&[0, 1], true), (&[1], true), (&[0], false)]),
            &[0.5, 1.0],
        );
    }

    #[test]
    fn a_loop_by_hand() {
        // Won: a → b → a. Lost: b. From the start a, b by 1/2 each; from a b by 1/2, conversion by 1/2;
        // from b a by 1/2, null by 1/2. conv(a) = 1/2 + conv(b)/2, conv(b) = conv(a)/2: conv(a) = 2/3,
        // conv(b) = 1/3, conv(start) = 1/2. hit(a) = 1/2 + 1/2 · 1/2 = 3/4, hit(b) = 1/2 + 1/2 · 1/2 = 3/4.
        // Effects: a 3/4 · 2/3 / (1/2) = 1; b 3/4 · 1/3 / (1/2) = 1/2.
        same(&effects_of(&[(&[0, 1, 0], true), (&[1], false)]), &[1.0, 0.5]);
    }

    #[test]
    fn the_factors_agree_with_walks_step_by_step() {
        // A chain of pseudo-random paths; the effect by its meaning: what is lost when the state ends walks.
        let mut seed = 9u64;
        let mut dice = |sides: u64| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % sides
        };
        let paths: Vec<(Vec<u32>, bool)> = (0..60)
            .map(|_| ((0..=dice(6)).map(|_| dice(12) as u32).collect(), dice(2) == 0))
            .collect();
        let mut chain = Chain::default();
        for (states, won) in &paths {
            chain.add(states.iter().copied(), *won);
        }
        let conversion = |removed: Option<u32>| {
            let mut sharpened = chain.clone();
            sharpened.transitions.compact();
            let counts = sharpened.transitions.entries().to_vec();
            let total = |from: u32| -> f64 {
                counts
                    .iter()
                    .filter(|c| ends(c.0).0 == from)
                    .map(|c| f64::from(c.1))
                    .sum()
            };
            let mut mass = std::collections::BTreeMap::from([(START, 1.0)]);
            let mut converted = 0.0;
            for _ in 0..2000 {
                let mut next = std::collections::BTreeMap::new();
                for (at, p) in mass {
                    for (key, n) in counts.iter().filter(|c| ends(c.0).0 == at) {
                        let share = p * f64::from(*n) / total(at);
                        match ends(*key).1 {
                            CONVERSION => converted += share,
                            NULL => {}
                            to if Some(to) == removed => {}
                            to => *next.entry(to).or_insert(0.0) += share,
                        }
                    }
                }
                mass = next;
                mass.retain(|_, p| *p > 1e-18);
            }
            converted
        };
        let whole = conversion(None);
        for (state, effect) in chain.clone().removal_effects() {
            let want = 1.0 - conversion(Some(state)) / whole;
            assert!((effect - want).abs() < 1e-10, "{state}: {effect}, not {want}");
        }
    }

    /// Prints how long a chain of 1,000 states takes; run it in release.
    #[test]
    #[ignore = "a measurement"]
    fn a_thousand_states() {
        let mut chain = Chain::default();
        let mut seed = 3u64;
        for i in 0..100_000u64 {
            let states: Vec<u32> = (0..5 + i % 4)
                .map(|_| {
                    seed = seed
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    ((seed >> 33) % 1000) as u32
                })
                .collect();
            chain.add(states, i % 3 == 0);
        }
        let start = std::time::Instant::now();
        let effects = chain.removal_effects();
        println!("{} states: {:?}", effects.len(), start.elapsed());
    }
}
