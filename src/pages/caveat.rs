//! What to bear in mind with a number: months whose costs nobody wrote down, the share of the costs that
//! both sides use, deals that have not been seen for long enough.

use super::Site;
use crate::metrics::{Metric, Number, Period};
use crate::model::{Id, Side};
use crate::words::say;

/// Files named before the rest is counted.
const NAMED: usize = 3;

/// The costs that a metric rests on.
#[derive(Clone, Copy)]
struct Rests {
    /// Of one side's campaigns, or of both's.
    side: Option<Side>,
    /// On `costs.yaml` too, not on campaign spend alone.
    on_costs: bool,
}

fn rests(site: &Site, metric: &Metric) -> Option<Rests> {
    let on = |side, on_costs| Some(Rests { side, on_costs });
    match metric.id.as_str() {
        "marketing_spend" => on(Some(Side::Marketing), false),
        "sales_spend" => on(Some(Side::Sales), false),
        "marketing_cost" | "marketing_cac" | "romi" => on(Some(Side::Marketing), true),
        "sales_cost" | "sales_cac" => on(Some(Side::Sales), true),
        "cac" | "roi" => on(None, true),
        id => {
            let stage = id.strip_prefix("cost_per_")?;
            let stages = &site.settings().funnel.stages;
            let owner = stages.iter().find(|s| s.id.as_str() == stage)?.owner;
            on((owner == Side::Marketing).then_some(owner), true)
        }
    }
}

/// Whether months are missing in what the metric rests on in a period, with the files: "nothing is
/// written down for 2026-04 in `content/campaigns/website.yaml`".
pub(crate) fn incomplete(site: &Site, metric: &Metric, period: &Period) -> Option<String> {
    let rests = rests(site, metric)?;
    let content = &site.report.ledger.content;
    let counts = |campaign: &Option<Id>| match campaign {
        None => rests.on_costs,
        Some(id) => {
            let found = content.campaigns.iter().find(|c| c.id == *id);
            found.is_some_and(|c| rests.side.is_none_or(|side| c.function == side))
        }
    };
    let inside = |m: &crate::model::Month| {
        let position = site.report.periods.position(*m);
        position.is_some_and(|p| period.months.contains(&p))
    };
    let mut gaps = Vec::new();
    for (origin, campaign, months) in &site.checked.incomplete {
        let missing: Vec<String> = months.iter().filter(|m| inside(m)).map(ToString::to_string).collect();
        if !missing.is_empty() && counts(campaign) {
            gaps.push((missing.join(", "), origin.file.as_ref()));
        }
    }
    let w = site.words();
    let said: Vec<String> = gaps
        .iter()
        .take(NAMED)
        .map(|(months, file)| say!(w, "caveat-gap", months = months.as_str(), file = *file))
        .collect();
    let more = gaps.len().saturating_sub(NAMED);
    match said.len() {
        0 => None,
        _ => Some(say!(w, "caveat-incomplete", gaps = said.join("; "), more = more)),
    }
}

/// Which months a campaign's own numbers lack.
pub(crate) fn of_campaign(site: &Site, id: &Id) -> Option<String> {
    let gaps = site.checked.incomplete.iter().filter(|g| g.1.as_ref() == Some(id));
    let (origin, _, months) = gaps.into_iter().next()?;
    let months: Vec<String> = months.iter().map(ToString::to_string).collect();
    let w = site.words();
    let gap = say!(w, "caveat-gap", months = months.join(", "), file = origin.file.as_ref());
    Some(say!(w, "caveat-incomplete", gaps = gap, more = 0))
}

/// The share of the shared costs that counts as marketing's, where the metric rests on such costs in a period.
pub(crate) fn share(site: &Site, metric: &Metric, period: &Period) -> Option<String> {
    let costs = &site.report.tables.costs;
    let shared = rests(site, metric)?.on_costs && costs.range(period.months.clone()).any(|(_, c)| c.shared != 0);
    let w = site.words();
    let marketing = w.percent(site.settings().marketing_share.as_f64());
    shared.then(|| say!(w, "caveat-share", share = marketing))
}

/// Whether the period's deals have not been seen for long enough to say what becomes of them.
fn young(site: &Site, metric: &Metric, period: &Period) -> Option<String> {
    let days = site.settings().horizon_days;
    let young = metric.ripens && site.report.is_unfinished(metric, period);
    young.then(|| say!(site.words(), "caveat-young", days = days))
}

/// How many of the deals handed over wait for an answer: they are in no acceptance, and stand beside it.
fn pending(site: &Site, metric: &Metric, period: &Period) -> Option<String> {
    if metric.id != "handoff_acceptance" {
        return None;
    }
    let handed = site.report.value("handoffs", &period.id).value;
    let decided = site.report.value(&metric.id, &period.id).denominator;
    let (Number::Int(handed), Number::Int(decided)) = (handed, decided) else {
        return None;
    };
    let n = handed - decided;
    (n > 0).then(|| say!(site.words(), "caveat-pending", n = n))
}

/// All of it.
pub(crate) fn all(site: &Site, metric: &Metric, period: &Period) -> Vec<String> {
    [
        incomplete(site, metric, period),
        share(site, metric, period),
        young(site, metric, period),
        pending(site, metric, period),
    ]
    .into_iter()
    .flatten()
    .collect()
}
