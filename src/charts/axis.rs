//! Ticks of an axis, and which of its labels are shown.

use super::text::{Weight, width};

/// Where a value is beyond this, digits have stopped to matter, and sums of such values stay finite.
const LIMIT: f64 = 1e15;

/// The value, unless it is missing or not finite.
pub(super) fn sane(value: f64) -> Option<f64> {
    value.is_finite().then(|| value.clamp(-LIMIT, LIMIT))
}

/// A linear scale with round ticks.
#[derive(Debug, Clone)]
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) ticks: Vec<f64>,
}

impl Scale {
    /// From zero, or below it where values are negative, to a round value at or above the greatest,
    /// with at most `most` steps. Ticks whose labels would be the same are too fine, so the steps
    /// grow until the labels differ.
    pub(super) fn over(values: impl IntoIterator<Item = f64>, most: usize, format: &dyn Fn(f64) -> String) -> Self {
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for value in values.into_iter().filter_map(sane) {
            low = low.min(value);
            high = high.max(value);
        }
        if low >= high {
            high = 1.0;
        }
        let mut most = most.max(1);
        loop {
            let scale = Self::steps(low, high, most);
            let labels: Vec<String> = scale.ticks.iter().map(|&tick| format(tick)).collect();
            if most == 1 || labels.windows(2).all(|pair| pair[0] != pair[1]) {
                return scale;
            }
            most -= 1;
        }
    }

    /// As [`Scale::over`], for an axis across: with so few steps that the labels, `text` pixels high,
    /// stand apart on `room` pixels.
    pub(super) fn across(
        values: impl IntoIterator<Item = f64>,
        (most, room, text): (usize, f64, f64),
        format: &dyn Fn(f64) -> String,
    ) -> Self {
        let values: Vec<f64> = values.into_iter().collect();
        let mut most = most.max(1);
        loop {
            let scale = Self::over(values.iter().copied(), most, format);
            let label = |&tick: &f64| width(&format(tick), text, Weight::Regular);
            let widest = scale.ticks.iter().map(label).fold(0.0, f64::max);
            let steps = (scale.ticks.len() - 1).max(1) as f64;
            if most == 1 || (widest + 10.0) * steps <= room {
                return scale;
            }
            most -= 1;
        }
    }

    /// Steps of 1, 2 or 5 times a power of ten.
    fn steps(low: f64, high: f64, most: usize) -> Self {
        let rough = (high - low) / most as f64;
        let exponent = rough.log10().floor().clamp(-300.0, 300.0) as i32;
        let mut step = (10.0, exponent);
        for mantissa in [1.0, 2.0, 5.0] {
            if mantissa * 10_f64.powi(exponent) >= rough * (1.0 - 1e-9) {
                step = (mantissa, exponent);
                break;
            }
        }
        // Dividing by a whole power of ten gives the double nearest to the decimal fraction.
        let at = |count: i64| {
            let whole = count as f64 * step.0;
            if step.1 < 0 {
                whole / 10_f64.powi(-step.1)
            } else {
                whole * 10_f64.powi(step.1)
            }
        };
        let unit = at(1);
        let first = (low / unit + 1e-9).floor() as i64;
        let last = (high / unit - 1e-9).ceil() as i64;
        let last = last.max(first + 1);
        Self {
            low: at(first),
            high: at(last),
            ticks: (first..=last).map(at).collect(),
        }
    }
}

/// Which of the labels to show so that none comes nearer than `gap` to the next: every n-th, counted
/// from the last. A label is its span in pixels.
pub(super) fn thin(spans: &[(f64, f64)], gap: f64) -> Vec<bool> {
    let count = spans.len();
    for stride in 1..=count.max(1) {
        let shown = |index: usize| (count - 1 - index).is_multiple_of(stride);
        let mut reached = f64::NEG_INFINITY;
        let free = spans.iter().enumerate().all(|(index, &(from, to))| {
            if !shown(index) {
                return true;
            }
            let clear = from >= reached + gap;
            reached = to;
            clear
        });
        if free {
            return (0..count).map(shown).collect();
        }
    }
    vec![false; count]
}
