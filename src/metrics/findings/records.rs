//! What the rules share: how records are named, what campaigns cost, when two groups differ.

use super::{Detail, Found, RecordKind, Severity};
use crate::ledger::{History, Ledger};
use crate::metrics::{Difference, Value};
use crate::model::{Campaign, Day, Id};

/// Fewer deals than this say nothing.
pub(super) const FEW: i128 = 5;

/// A deal behind a finding; its amount is at stake.
pub(super) fn deal(ledger: &Ledger, h: &History, days: Option<i32>, date: Day) -> Detail {
    let record = ledger.record(h);
    Detail {
        id: record.id.to_string(),
        owner: record.owner.as_ref().map(Id::to_string),
        days,
        amount: h.amount,
        date,
    }
}

/// A campaign behind a finding, with the money at stake in minor units. Its date is its first day:
/// spend has months, not days.
pub(super) fn campaign(campaign: &Campaign, amount: i64) -> Detail {
    Detail {
        id: campaign.id.to_string(),
        owner: campaign.owner.as_ref().map(Id::to_string),
        days: None,
        amount: Some(amount),
        date: campaign.starts,
    }
}

/// What deals say, where there are any. `title` is handed their number.
pub(super) fn of_deals(details: Vec<Detail>, title: impl FnOnce(usize) -> String) -> Option<Found> {
    (!details.is_empty()).then(|| Found {
        title: title(details.len()),
        kind: RecordKind::Deal,
        details,
        severity: None,
    })
}

/// What campaigns say, where there are any. `title` is handed their number.
pub(super) fn of_campaigns(
    details: Vec<Detail>,
    severity: Option<Severity>,
    title: impl FnOnce(usize) -> String,
) -> Option<Found> {
    (!details.is_empty()).then(|| Found {
        title: title(details.len()),
        kind: RecordKind::Campaign,
        details,
        severity,
    })
}

/// A campaign's spend in minor units of the site's currency: the months whose first day is not
/// after `as_of`, each whole.
pub(super) fn spend(ledger: &Ledger, campaign: &Campaign) -> i64 {
    let months = campaign.spend.iter().filter(|(month, _)| month.first() <= ledger.as_of);
    months
        .filter_map(|(month, money)| ledger.settings.to_site(*money, month.last()).ok())
        .sum()
}

/// Some of a group of deals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    /// How many did it.
    pub some: i128,
    /// How many there are.
    pub all: i128,
}

impl Part {
    /// Counts one deal.
    pub(super) fn count(&mut self, did: bool) {
        self.some += i128::from(did);
        self.all += 1;
    }

    /// How this part differs from another.
    pub(super) fn differs(self, other: Self) -> Difference {
        Value::rate(self.some, self.all).differs(&Value::rate(other.some, other.all))
    }
}
