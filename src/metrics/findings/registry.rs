//! All rules, by family. To add a rule is to add an entry here, with the function that finds it, and its
//! words to the files of the languages: `rule-stalled-why` and so on.

use super::Family::{MissedOpportunities, MixedSignals, WastedResources};
use super::Severity::{High, Low, Medium};
use super::{Rule, missed, mixed, wasted};

/// All rules.
pub fn registry() -> &'static [Rule] {
    &RULES
}

static RULES: [Rule; 12] = [
    Rule {
        id: "hard-sell-early",
        family: MixedSignals,
        severity: Medium,
        page: "engage",
        thresholds: &[],
        find: mixed::hard_sell_early,
    },
    Rule {
        id: "sales-before-handoff",
        family: MixedSignals,
        severity: Medium,
        page: "handoff",
        thresholds: &[("days", "1")],
        find: mixed::sales_before_handoff,
    },
    Rule {
        id: "both-at-once",
        family: MixedSignals,
        severity: Low,
        page: "together",
        thresholds: &[("days", "2")],
        find: mixed::both_at_once,
    },
    Rule {
        id: "marketing-spend-on-closing",
        family: WastedResources,
        severity: Medium,
        page: "wasted-resources",
        thresholds: &[],
        find: wasted::marketing_spend_on_closing,
    },
    Rule {
        id: "sales-spend-on-attracting",
        family: WastedResources,
        severity: Medium,
        page: "wasted-resources",
        thresholds: &[],
        find: wasted::sales_spend_on_attracting,
    },
    Rule {
        id: "spend-without-pipeline",
        family: WastedResources,
        severity: High,
        page: "reach",
        thresholds: &[("times", "3")],
        find: wasted::spend_without_pipeline,
    },
    Rule {
        id: "over-budget",
        family: WastedResources,
        severity: Low,
        page: "wasted-resources",
        thresholds: &[("share", "0.05")],
        find: wasted::over_budget,
    },
    Rule {
        id: "handoff-unanswered",
        family: MissedOpportunities,
        severity: High,
        page: "handoff",
        thresholds: &[],
        find: missed::handoff_unanswered,
    },
    Rule {
        id: "stalled",
        family: MissedOpportunities,
        severity: Medium,
        page: "closing",
        thresholds: &[],
        find: missed::stalled,
    },
    Rule {
        id: "leak",
        family: MissedOpportunities,
        severity: High,
        page: "missed-opportunities",
        thresholds: &[("deals", "20")],
        find: missed::leak,
    },
    Rule {
        id: "won-and-forgotten",
        family: MissedOpportunities,
        severity: Medium,
        page: "circle",
        thresholds: &[("follow_up_days", "90")],
        find: missed::won_and_forgotten,
    },
    Rule {
        id: "lost-to-timing",
        family: MissedOpportunities,
        severity: Low,
        page: "nurture",
        thresholds: &[("days", "60")],
        find: missed::lost_to_timing,
    },
];
