//! Which rules run, and their thresholds from site.toml.

use std::collections::HashMap;

use super::registry;
use crate::diagnostics::{Code, Problem, suggest};
use crate::model::Rate;
use crate::reader::show;
use crate::settings::Settings;

/// Which rules are enabled, and their thresholds.
#[derive(Debug)]
pub struct Rules {
    values: HashMap<(&'static str, &'static str), Rate>,
    disabled: Vec<&'static str>,
}

impl Rules {
    /// Reads what the settings say about rules.
    pub fn read(settings: &Settings) -> (Self, Vec<Problem>) {
        let parse = |text: &str| Rate::parse(text);
        let defaults = registry().iter().flat_map(|r| {
            r.thresholds
                .iter()
                .map(|(k, v)| ((r.id, *k), parse(v).unwrap_or(Rate::ONE)))
        });
        let mut rules = Self {
            values: defaults.collect(),
            disabled: Vec::new(),
        };
        let mut problems = Vec::new();
        for setting in &settings.rules {
            let at = |problem: Problem| problem.at(setting.place.clone());
            let Some(rule) = registry().iter().find(|r| r.id == setting.rule) else {
                let mut problem = Problem::new(Code::UnknownReference, format!("`{}` is no rule", show(&setting.rule)))
                    .at(setting.named.0.clone());
                problem.hint = suggest(&setting.rule, registry().iter().map(|r| r.id));
                problems.push(problem);
                continue;
            };
            let key = rule.thresholds.iter().map(|(k, _)| *k).find(|k| *k == setting.key);
            match (setting.key.as_str(), key) {
                ("enabled", _) => match setting.value.as_str() {
                    "true" => {}
                    "false" => rules.disabled.push(rule.id),
                    other => problems.push(
                        at(Problem::new(
                            Code::BadSetting,
                            format!("`enabled` is true or false, not `{}`", show(other)),
                        ))
                        .hint("write enabled = false, without quotes, to turn the rule off"),
                    ),
                },
                (_, Some(key)) => {
                    // Thresholds named after days and deals are whole; shares and times are decimals.
                    let whole = key.ends_with("days") || key == "deals";
                    match parse(&setting.value).filter(|r| !whole || (r.scale == 0 && r.mantissa <= 36_500)) {
                        Some(rate) => {
                            rules.values.insert((rule.id, key), rate);
                        }
                        None => problems.push(
                            at(Problem::new(
                                Code::BadSetting,
                                format!("`{}` cannot be a threshold here", show(&setting.value)),
                            ))
                            .hint(if whole {
                                "write a whole number, such as 30"
                            } else {
                                "write a plain decimal number, such as 0.5"
                            }),
                        ),
                    }
                }
                (other, None) => {
                    let mut problem = Problem::new(
                        Code::UnknownKey,
                        format!("the rule `{}` has no key `{}`", rule.id, show(other)),
                    )
                    .at(setting.named.1.clone());
                    problem.hint = suggest(other, rule.thresholds.iter().map(|(k, _)| *k).chain(["enabled"]));
                    problems.push(problem);
                }
            }
        }
        (rules, problems)
    }

    /// Whether a rule runs.
    pub fn enabled(&self, rule: &str) -> bool {
        !self.disabled.contains(&rule)
    }

    /// A threshold as an exact decimal.
    pub fn threshold(&self, rule: &str, key: &str) -> Rate {
        self.values
            .iter()
            .find(|((r, k), _)| *r == rule && *k == key)
            .map_or(Rate::ONE, |(_, v)| *v)
    }

    /// A threshold in whole days or deals.
    pub fn days(&self, rule: &str, key: &str) -> i32 {
        i32::try_from(self.threshold(rule, key).mantissa).unwrap_or(i32::MAX)
    }
}
