//! Wasted resources: money that does not do its job.

use num_bigint::BigUint;

use super::records::{FEW, campaign, of_campaigns, spend};
use super::{Detail, Found, Look, Severity};
use crate::metrics::estimate::Histogram;
use crate::model::{Goal, Side, round_half_up};
use crate::words::say;

/// Marketing campaigns that close.
pub(super) fn marketing_spend_on_closing(look: &Look<'_>) -> Option<Found> {
    wrong_side(look, Side::Marketing, &[Goal::Close])
}

/// Sales campaigns that attract or engage.
pub(super) fn sales_spend_on_attracting(look: &Look<'_>) -> Option<Found> {
    wrong_side(look, Side::Sales, &[Goal::Attract, Goal::Engage])
}

/// What deals that reached the opportunity stage cost in some campaigns.
#[derive(Clone, Copy, Debug, Default)]
struct Cost {
    /// Spend of the campaigns, minor units.
    spend: i128,
    /// Distinct deals that reached the stage and have one of them as source or touch.
    deals: i128,
}

impl Cost {
    /// Whether a deal here was not dearer than one there; no without a deal on either side.
    fn is_not_dearer_than(self, there: Self) -> bool {
        // spend / deals ≤ there.spend / there.deals, in integers. Sums are below 2^62 for each campaign.
        self.deals > 0 && there.deals > 0 && self.spend * there.deals <= there.spend * self.deals
    }
}

/// Campaigns of one side that do the other's work: those of `side` with one of `goals`. Of low
/// severity where a deal that reached the opportunity stage was not dearer there than in the other
/// side's campaigns of these goals.
fn wrong_side(look: &Look<'_>, side: Side, goals: &[Goal]) -> Option<Found> {
    let ledger = look.ledger;
    // Of each campaign: whether it is one of those looked for (0) or one of the other side's (1).
    let groups: Vec<Option<usize>> = ledger
        .content
        .campaigns
        .iter()
        .map(|c| (goals.contains(&c.goal) && look.has_begun(c)).then(|| usize::from(c.function != side)))
        .collect();
    if !groups.contains(&Some(0)) {
        return None;
    }
    let mut details = Vec::new();
    let mut costs = [Cost::default(); 2];
    for (c, group) in ledger.content.campaigns.iter().zip(&groups) {
        let Some(group) = *group else { continue };
        let spent = spend(ledger, c);
        costs[group].spend += i128::from(spent);
        if group == 0 {
            details.push(campaign(c, spent));
        }
    }
    let opportunity = ledger.settings.funnel.opportunity;
    for (i, h) in ledger.deals.iter().enumerate() {
        if ledger.reached(i, opportunity).is_none() {
            continue;
        }
        let mut of = [false; 2];
        for c in h.source.into_iter().chain(ledger.touches(h).filter_map(|t| t.campaign)) {
            if let Some(group) = groups[c as usize] {
                of[group] = true;
            }
        }
        for (cost, is) in costs.iter_mut().zip(of) {
            cost.deals += i128::from(is);
        }
    }
    let severity = if costs[0].is_not_dearer_than(costs[1]) {
        Severity::Low
    } else {
        Severity::Medium
    };
    of_campaigns(details, Some(severity), |n| {
        let beside = beside(look, side, costs);
        match side {
            Side::Marketing => say!(look.words(), "found-marketing-closing", n = n, beside = beside),
            Side::Sales => say!(look.words(), "found-sales-attracting", n = n, beside = beside),
        }
    })
}

/// What a deal cost here and there, in words.
fn beside(look: &Look<'_>, side: Side, [here, there]: [Cost; 2]) -> String {
    let (settings, w) = (&look.ledger.settings, look.words());
    let stage = &settings.funnel.stages[settings.funnel.opportunity].name;
    let each = |cost: Cost| {
        if cost.deals == 0 {
            return String::new();
        }
        let money = w.money(round_half_up(cost.spend, cost.deals), settings.currency);
        say!(w, "found-cost", money = money, n = cost.deals)
    };
    let which = match (here.deals > 0, there.deals > 0) {
        (false, false) => "none",
        (false, true) => "there",
        (true, false) => "here",
        (true, true) => "both",
    };
    let other = match side {
        Side::Marketing => "sales",
        Side::Sales => "marketing",
    };
    let said = w.say(
        &format!("found-beside-{which}-{other}"),
        &[
            ("stage", stage.into()),
            ("here", each(here).into()),
            ("there", each(there).into()),
        ],
    );
    if [here, there].iter().any(|cost| (1..FEW).contains(&cost.deals)) {
        return say!(w, "found-beside-few", beside = said);
    }
    said
}

/// Marketing campaigns whose spend would have brought several deals to the opportunity stage at the
/// usual cost, and brought none.
pub(super) fn spend_without_pipeline(look: &Look<'_>) -> Option<Found> {
    let ledger = look.ledger;
    let campaigns = &ledger.content.campaigns;
    let opportunity = ledger.settings.funnel.opportunity;
    let mut used = vec![false; campaigns.len()];
    let mut waited = Histogram::default();
    for (i, h) in ledger.deals.iter().enumerate() {
        let Some(reached) = ledger.reached(i, opportunity) else {
            continue;
        };
        waited.add(u64::try_from(reached.since(h.created)).unwrap_or(0));
        // Touches after the close count here.
        for c in h
            .source
            .into_iter()
            .chain(ledger.all_touches(h).iter().filter_map(|t| t.campaign))
        {
            used[c as usize] = true;
        }
    }
    waited.compact();
    // Without a deal that reached the stage there is neither a usual time nor a usual cost.
    let median = waited.median_halves()?;
    let deals = big(waited.total());
    let times = look.rules.threshold(look.rule, "times");
    let marketing = || {
        campaigns
            .iter()
            .zip(&used)
            .filter(|(c, _)| c.function == Side::Marketing)
    };
    let total: i128 = marketing().map(|(c, _)| i128::from(spend(ledger, c))).sum();
    // spend ≥ times × total / deals, in integers of any size.
    let usual = big(times.mantissa) * big(total);
    let scale = BigUint::from(10u8).pow(times.scale) * deals;
    let mut details = Vec::new();
    for (c, _) in marketing().filter(|(c, used)| c.goal != Goal::Retain && !**used) {
        let spent = spend(ledger, c);
        let ran = c.ends.map_or(ledger.as_of, |end| end.min(ledger.as_of)).since(c.starts);
        if spent > 0 && i128::from(ran) * 2 > median && big(spent.into()) * &scale >= usual {
            details.push(Detail {
                days: Some(ran),
                ..campaign(c, spent)
            });
        }
    }
    let stage = &ledger.settings.funnel.stages[opportunity].name;
    of_campaigns(details, None, |n| {
        let times = times.as_f64();
        say!(look.words(), "found-no-pipeline", n = n, stage = stage, times = times)
    })
}

/// A number that is not negative, at any size.
fn big(n: i128) -> BigUint {
    BigUint::from(n.max(0).unsigned_abs())
}

/// Campaigns with spend more than `share` above budget; the part above it is at stake.
pub(super) fn over_budget(look: &Look<'_>) -> Option<Found> {
    let ledger = look.ledger;
    let share = look.rules.threshold(look.rule, "share");
    let mut details = Vec::new();
    for c in look.campaigns() {
        let Some(budget) = c.budget.and_then(|b| ledger.settings.to_site(b, c.starts).ok()) else {
            continue;
        };
        let spent = spend(ledger, c);
        // spent > budget × (1 + share), in integers.
        let scale = 10i128.pow(share.scale);
        if i128::from(spent) * scale > i128::from(budget) * (scale + share.mantissa) {
            details.push(campaign(c, spent - budget));
        }
    }
    of_campaigns(details, None, |n| say!(look.words(), "found-over-budget", n = n))
}

#[cfg(test)]
mod tests {
    use super::Cost;

    #[test]
    fn dearer_by_the_deal() {
        let cost = |spend, deals| Cost { spend, deals };
        // 50 a deal is dearer than 33.33, and not than 50.
        assert!(!cost(100, 2).is_not_dearer_than(cost(100, 3)));
        assert!(cost(100, 3).is_not_dearer_than(cost(100, 2)));
        assert!(cost(100, 2).is_not_dearer_than(cost(50, 1)));
        // Without a deal on either side nothing is said.
        assert!(!cost(0, 0).is_not_dearer_than(cost(100, 2)));
        assert!(!cost(100, 2).is_not_dearer_than(cost(100, 0)));
    }
}
