//! Wasted resources: money that does not do its job.

use super::{Detail, Found, Look, RecordKind};
use crate::model::{Id, Month};

/// Campaigns with spend more than `share` above budget; the part above it is at stake.
pub(super) fn over_budget(look: &Look<'_>) -> Option<Found> {
    let ledger = look.ledger;
    let settings = &ledger.settings;
    let share = look.rules.threshold(look.rule, "share");
    let mut details = Vec::new();
    for campaign in &ledger.content.campaigns {
        let Some(budget) = campaign.budget.and_then(|b| settings.to_site(b, campaign.starts).ok()) else { continue };
        let counted = |month: &Month| month.first() <= ledger.as_of;
        let months: Vec<_> = campaign.spend.iter().filter(|(m, _)| counted(m)).collect();
        let spend: i64 = months.iter().filter_map(|(m, money)| settings.to_site(*money, m.last()).ok()).sum();
        // spend > budget × (1 + share), in integers.
        let scale = 10i128.pow(share.scale);
        if i128::from(spend) * scale > i128::from(budget) * (scale + share.mantissa) {
            details.push(Detail {
                id: campaign.id.to_string(),
                owner: campaign.owner.as_ref().map(Id::to_string),
                days: None,
                amount: Some(spend - budget),
                date: months.last().map_or(campaign.starts, |(m, _)| m.last().min(ledger.as_of)),
            });
        }
    }
    let title = match details.len() {
        0 => return None,
        1 => "1 campaign spent more than its budget".to_owned(),
        n => format!("{n} campaigns spent more than their budgets"),
    };
    Some(Found { title, kind: RecordKind::Campaign, details, severity: None })
}
