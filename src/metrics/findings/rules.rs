//! The registry of rules, and their thresholds from site.toml.

use std::collections::HashMap;

use super::{Family, Rule, Severity, missed, wasted};
use crate::diagnostics::{Code, Problem, suggest};
use crate::model::Rate;
use crate::reader::show;
use crate::settings::Settings;

/// All rules.
pub fn registry() -> &'static [Rule] {
    &RULES
}

static RULES: [Rule; 4] = [
    Rule {
        id: "handoff-unanswered",
        family: Family::MissedOpportunities,
        severity: Severity::High,
        looks_for: "open deals that were handed over and have had no sales touch since, after the time that sales promised",
        why: "Interest fades by the hour. A lead that marketing paid for and nobody answers is the dearest kind of silence.",
        remedy: "Call them today, oldest first. Then agree who answers when the usual person is away.",
        doubt: "The touch may have happened and not been written down. Look at the deal before you speak to its owner.",
        page: "handoff",
        thresholds: &[],
        find: missed::handoff_unanswered,
    },
    Rule {
        id: "over-budget",
        family: Family::WastedResources,
        severity: Severity::Low,
        looks_for: "campaigns that spent more than their budget",
        why: "A budget that nobody minds is a wish. The part above it was taken from something else.",
        remedy: "Decide: stop it, or raise the budget and say what it is taken from.",
        doubt: "The budget may be old. If the campaign earns its money, raise the budget rather than stop it.",
        page: "wasted-resources",
        thresholds: &[("share", "0.05")],
        find: wasted::over_budget,
    },
    Rule {
        id: "stalled",
        family: Family::MissedOpportunities,
        severity: Severity::Medium,
        looks_for: "open deals that have stood in their stage for longer than nearly all that ever moved on from it",
        why: "A deal that stands still is rarely won, but it fills the list and the forecast.",
        remedy: "For each: agree a next step with a date, send it back to nurturing, or close it as lost.",
        doubt: "Some customers are slow for good reasons, such as a budget year. A next step with a date says so.",
        page: "closing",
        thresholds: &[],
        find: missed::stalled,
    },
    Rule {
        id: "won-and-forgotten",
        family: Family::MissedOpportunities,
        severity: Severity::Medium,
        looks_for: "customers without a follow-up in the time after the win in which there should be one",
        why: "Winning a customer is the dear part. Keeping one costs a call, and brings renewals and recommendations.",
        remedy: "Call each of them and ask how it goes. Put the follow-up into the calendar at the next win.",
        doubt: "They may be looked after by somebody who does not write it down here.",
        page: "circle",
        thresholds: &[("follow_up_days", "90")],
        find: missed::won_and_forgotten,
    },
];

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
        let defaults = RULES.iter().flat_map(|r| r.thresholds.iter().map(|(k, v)| ((r.id, *k), parse(v).unwrap_or(Rate::ONE))));
        let mut rules = Self { values: defaults.collect(), disabled: Vec::new() };
        let mut problems = Vec::new();
        for setting in &settings.rules {
            let at = |problem: Problem| problem.at(setting.place.clone());
            let Some(rule) = RULES.iter().find(|r| r.id == setting.rule) else {
                let mut problem = at(Problem::new(Code::UnknownReference, format!("`{}` is no rule", show(&setting.rule))));
                problem.hint = suggest(&setting.rule, RULES.iter().map(|r| r.id));
                problems.push(problem);
                continue;
            };
            let key = rule.thresholds.iter().map(|(k, _)| *k).find(|k| *k == setting.key);
            match (setting.key.as_str(), key) {
                ("enabled", _) => match setting.value.as_str() {
                    "true" => {}
                    "false" => rules.disabled.push(rule.id),
                    other => problems.push(at(Problem::new(Code::BadSetting, format!("`enabled` is true or false, not `{}`", show(other))))),
                },
                (_, Some(key)) => {
                    // Thresholds named after days and deals are whole; shares and times are decimals.
                    let whole = key.ends_with("days") || key == "deals";
                    match parse(&setting.value).filter(|r| !whole || (r.scale == 0 && r.mantissa <= 36_500)) {
                        Some(rate) => {
                            rules.values.insert((rule.id, key), rate);
                        }
                        None => problems.push(at(Problem::new(Code::BadSetting, format!("`{}` cannot be a threshold here", show(&setting.value))))),
                    }
                }
                (other, None) => {
                    let mut problem = at(Problem::new(Code::UnknownKey, format!("the rule `{}` has no key `{}`", rule.id, show(other))));
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
        self.values.iter().find(|((r, k), _)| *r == rule && *k == key).map_or(Rate::ONE, |(_, v)| *v)
    }

    /// A threshold in whole days or deals.
    pub fn days(&self, rule: &str, key: &str) -> i32 {
        i32::try_from(self.threshold(rule, key).mantissa).unwrap_or(i32::MAX)
    }
}
