//! The registry of attribution models: each one's id and weights. Its words are in the files of the
//! languages: `model-linear-name` and so on.

use crate::model::{Day, Rate};
use crate::words::Words;

/// An attribution model.
#[derive(Debug)]
pub struct Model {
    /// As in site.toml and the data files.
    pub id: &'static str,
    /// How it splits.
    pub weights: Weights,
}

impl Model {
    /// The parts of its words: what pages call it, what it does, in a sentence, and where it comes from.
    pub const PARTS: [&str; 3] = ["name", "explanation", "source"];

    /// One part of its words.
    pub fn says(&self, words: &Words, part: &str) -> String {
        words.say(&format!("model-{}-{part}", self.id), &[])
    }
}

/// How a model splits the amount of a deal.
#[derive(Clone, Copy, Debug)]
pub enum Weights {
    /// By a weight for each touch of the path, as whole numbers in proportion.
    Touches(fn(&TouchDays<'_>) -> Vec<i128>),
    /// Evenly over the distinct campaigns of the path.
    Campaigns,
    /// By the removal effects of a chain of all paths of a period; not deal by deal.
    Chain,
}

/// What the weights of a path's touches come from.
#[derive(Clone, Copy, Debug)]
pub struct TouchDays<'p> {
    /// The day of each touch, in the path's order; at least one.
    pub days: &'p [Day],
    /// When the deal was won.
    pub closed: Day,
    /// When it reached the second stage: lead creation.
    pub lead: Day,
    /// When it reached the opportunity stage: opportunity creation.
    pub opportunity: Day,
    /// Days in which a touch's weight halves, above zero.
    pub half_life: Rate,
}

/// How many models there are.
pub const COUNT: usize = 9;

/// Position of `markov` among the models.
pub(super) const MARKOV: usize = 7;

/// All models, in the order in which credits stand side by side.
pub static MODELS: [Model; COUNT] = [
    Model {
        id: "first-touch",
        weights: Weights::Touches(first_touch),
    },
    Model {
        id: "last-touch",
        weights: Weights::Touches(last_touch),
    },
    Model {
        id: "linear",
        weights: Weights::Touches(linear),
    },
    Model {
        id: "time-decay",
        weights: Weights::Touches(time_decay),
    },
    Model {
        id: "position-based",
        weights: Weights::Touches(position_based),
    },
    Model {
        id: "w-shaped",
        weights: Weights::Touches(w_shaped),
    },
    Model {
        id: "full-path",
        weights: Weights::Touches(full_path),
    },
    Model {
        id: "markov",
        weights: Weights::Chain,
    },
    Model {
        id: "shapley",
        weights: Weights::Campaigns,
    },
];

/// The position of the model with this id.
pub fn find(id: &str) -> Option<usize> {
    MODELS.iter().position(|m| m.id == id)
}

fn whole(n: usize) -> i128 {
    i128::try_from(n).unwrap_or(i128::MAX)
}

fn first_touch(path: &TouchDays<'_>) -> Vec<i128> {
    let mut weights = vec![0; path.days.len()];
    weights[0] = 1;
    weights
}

fn last_touch(path: &TouchDays<'_>) -> Vec<i128> {
    let last = path.days.len() - 1;
    let mut weights = vec![0; path.days.len()];
    weights[last] = 1;
    weights
}

/// 1/k each.
fn linear(path: &TouchDays<'_>) -> Vec<i128> {
    vec![1; path.days.len()]
}

/// 2^(−days before closed / half-life), in units of 2^-60 of the last touch's weight.
///
/// Whole half-lives are shifts, so that weights which are fractions stay exact; only the part of a half-life
/// that is left over is a float.
fn time_decay(path: &TouchDays<'_>) -> Vec<i128> {
    let half_life = path.half_life.mantissa.max(1);
    let latest = path.days.iter().max().copied().unwrap_or(path.closed);
    let weight = |day: &Day| {
        let days = i128::from(latest.since(*day)) * 10i128.pow(path.half_life.scale);
        let (halvings, left) = (days / half_life, days % half_life);
        let part = if left == 0 {
            1.0
        } else {
            (-(left as f64) / half_life as f64).exp2()
        };
        let unit = (part * 2f64.powi(60)).round() as i128;
        unit >> halvings.min(100)
    };
    path.days.iter().map(weight).collect()
}

/// 40 % first, 40 % last, 20 % shared evenly by the rest; of two each a half.
fn position_based(path: &TouchDays<'_>) -> Vec<i128> {
    let k = path.days.len();
    let mut weights = vec![1; k];
    if k > 2 {
        // 40 % to 20 % / (k − 2) is 2 (k − 2) to 1.
        let end = 2 * whole(k - 2);
        weights[0] = end;
        weights[k - 1] = end;
    }
    weights
}

/// The last touch at or before a day.
fn last_by(days: &[Day], day: Day) -> Option<usize> {
    days.partition_point(|d| *d <= day).checked_sub(1)
}

/// `each` tenths-of-four (so 12 is 30 %) to the touch of every milestone, and 4 (10 %) shared evenly by the
/// other touches before position `until`. A touch with several milestones gets the sum; a milestone without a
/// touch gives nothing, and neither do the 10 % without other touches. The sum of what is given counts as all.
fn milestones(k: usize, touches: &[Option<usize>], each: i128, until: usize) -> Vec<i128> {
    let held = |i: usize| touches.contains(&Some(i));
    let rest = whole((0..until).filter(|i| !held(*i)).count());
    let mut weights = vec![0; k];
    for i in touches.iter().flatten() {
        weights[*i] += each * rest.max(1);
    }
    for i in (0..until).filter(|i| !held(*i)) {
        weights[i] = 4;
    }
    weights
}

/// 30 % each to first, lead and opportunity creation; 10 % by the rest up to the opportunity's day.
fn w_shaped(path: &TouchDays<'_>) -> Vec<i128> {
    let days = path.days;
    let touches = [Some(0), last_by(days, path.lead), last_by(days, path.opportunity)];
    let until = days.partition_point(|d| *d <= path.opportunity);
    milestones(days.len(), &touches, 12, until)
}

/// 22.5 % each to first, lead and opportunity creation and the last; 10 % by the rest.
fn full_path(path: &TouchDays<'_>) -> Vec<i128> {
    let days = path.days;
    let touches = [
        Some(0),
        last_by(days, path.lead),
        last_by(days, path.opportunity),
        Some(days.len() - 1),
    ];
    milestones(days.len(), &touches, 9, days.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The weights in percent of touches on `days` (after day 0), with the lead made on day `lead`, the
    /// opportunity on day `opportunity`, and the win on day `closed`.
    fn percent(id: &str, days: &[i32], lead: i32, opportunity: i32, closed: i32) -> Vec<f64> {
        let days: Vec<Day> = days.iter().map(|d| Day(*d)).collect();
        let path = TouchDays {
            days: &days,
            closed: Day(closed),
            lead: Day(lead),
            opportunity: Day(opportunity),
            half_life: Rate { mantissa: 7, scale: 0 },
        };
        let Weights::Touches(weigh) = MODELS[find(id).unwrap()].weights else {
            panic!("{id} weighs no touches");
        };
        let weights = weigh(&path);
        let sum: i128 = weights.iter().sum();
        weights.iter().map(|w| *w as f64 * 100.0 / sum as f64).collect()
    }

    fn same(got: &[f64], want: &[f64]) {
        assert_eq!(got.len(), want.len());
        for (g, w) in got.iter().zip(want) {
            assert!((g - w).abs() < 5e-5, "{got:?}, not {want:?}");
        }
    }

    #[test]
    fn milestones_as_in_the_specification() {
        // FT, x, LC, y, OC.
        same(
            &percent("w-shaped", &[0, 1, 2, 3, 4], 2, 4, 9),
            &[30.0, 5.0, 30.0, 5.0, 30.0],
        );
        // FT = LC, x, OC.
        same(&percent("w-shaped", &[0, 1, 2], 0, 2, 9), &[60.0, 10.0, 30.0]);
        // FT = LC, OC.
        same(&percent("w-shaped", &[0, 2], 0, 2, 9), &[200.0 / 3.0, 100.0 / 3.0]);
        same(&percent("w-shaped", &[0], 0, 2, 9), &[100.0]);
        // FT, x, LC, y, OC, z, CW.
        let z = 10.0 / 3.0;
        same(
            &percent("full-path", &[0, 1, 2, 3, 4, 5, 6], 2, 4, 9),
            &[22.5, z, 22.5, z, 22.5, z, 22.5],
        );
    }

    #[test]
    fn milestones_without_a_touch_give_nothing() {
        // The lead was made before any touch: 30 and 30 of 60.
        same(&percent("w-shaped", &[3, 4], 2, 4, 9), &[50.0, 50.0]);
        // Touches after the opportunity get nothing; the first holds its milestone all the same.
        same(&percent("w-shaped", &[5, 6, 7], 2, 4, 9), &[100.0, 0.0, 0.0]);
        same(
            &percent("full-path", &[5, 6, 7], 2, 4, 9),
            &[22.5 / 0.55, 10.0 / 0.55, 22.5 / 0.55],
        );
    }

    #[test]
    fn decay_as_in_the_specification() {
        // 9, 6, 0 and 0 days before the win, half-life 7.
        same(
            &percent("time-decay", &[0, 3, 9, 9], 1, 2, 9),
            &[13.8467, 18.6362, 33.7586, 33.7586],
        );
        // Whole half-lives: 1/4, 1/2, 1 of 7/4.
        same(
            &percent("time-decay", &[0, 7, 14], 1, 2, 20),
            &[100.0 / 7.0, 200.0 / 7.0, 400.0 / 7.0],
        );
        // Thousands of days before: nothing to speak of, and no overflow.
        same(&percent("time-decay", &[0, 30_000], 1, 2, 30_000), &[0.0, 100.0]);
    }

    #[test]
    fn ends_and_middles() {
        same(&percent("position-based", &[0], 0, 0, 9), &[100.0]);
        same(&percent("position-based", &[0, 1], 0, 0, 9), &[50.0, 50.0]);
        same(
            &percent("position-based", &[0, 1, 2, 3], 0, 0, 9),
            &[40.0, 10.0, 10.0, 40.0],
        );
        same(&percent("first-touch", &[0, 1, 2], 0, 0, 9), &[100.0, 0.0, 0.0]);
        same(&percent("last-touch", &[0, 1, 2], 0, 0, 9), &[0.0, 0.0, 100.0]);
    }

    #[test]
    fn settings_know_the_same_models() {
        for model in &MODELS {
            let text = format!("title = \"t\"\n[attribution]\nmodel = \"{}\"\n", model.id);
            let (settings, problems) = crate::settings::read("site.toml", &text);
            assert!(problems.is_empty(), "{}", model.id);
            assert_eq!(settings.map(|s| s.model).as_deref(), Some(model.id));
        }
        assert_eq!(find("markov"), Some(MARKOV));
    }

    #[test]
    fn a_half_life_may_have_decimals() {
        // 7 days are two half-lives of 3.5: 1/4 to 1.
        let path = TouchDays {
            days: &[Day(0), Day(7)],
            closed: Day(7),
            lead: Day(0),
            opportunity: Day(0),
            half_life: Rate { mantissa: 35, scale: 1 },
        };
        let weights = time_decay(&path);
        assert_eq!(weights[0] * 4, weights[1]);
    }

    #[test]
    fn models_say_what_they_are() {
        let words = Words::of(crate::settings::Language::En);
        let says = |id: &str, part: &str| MODELS[find(id).unwrap()].says(&words, part);
        assert_eq!(says("linear", "name"), "Linear");
        assert_eq!(says("linear", "explanation"), "Every touch gets the same credit.");
        assert_eq!(says("markov", "name"), "Markov chain");
    }
}
