//! Whether the data starts in the middle of the business: deals that had begun before it are then
//! missing, and the first cohorts and win rates are not comparable with later ones.

use super::Period;
use super::periods::{PeriodKind, Periods};
use crate::ledger::Ledger;
use crate::model::Day;

/// The data starts in the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftTruncation {
    /// The day on which the first deal was created.
    pub first: Day,
    /// The last day that is not comparable with later ones.
    pub until: Day,
}

impl LeftTruncation {
    /// Looks for it: the first close comes later after the first created date than the median
    /// created-to-closed days, or over half of the deals closed in the first whole quarter were
    /// created in its first month.
    pub fn find(ledger: &Ledger, periods: &Periods) -> Option<Self> {
        let first = ledger.deals.iter().map(|h| h.created).min()?;
        let first_close = ledger.deals.iter().filter_map(|h| h.closed).min()?;
        let mut spans: Vec<i32> = ledger
            .deals
            .iter()
            .filter_map(|h| Some(h.closed?.since(h.created)))
            .collect();
        spans.sort_unstable();
        let median_doubled = spans[(spans.len() - 1) / 2] + spans[spans.len() / 2];
        let late = first_close.since(first) * 2 > median_doubled;
        let quarter = periods
            .of_kind(PeriodKind::Quarter)
            .find(|p| p.first >= first && !p.running);
        let crowded = quarter.is_some_and(|q| {
            let closed = || {
                ledger
                    .deals
                    .iter()
                    .filter(|h| h.closed.is_some_and(|c| c >= q.first && c <= q.last))
            };
            let early = closed().filter(|h| h.created.month() == q.first.month()).count();
            early * 2 > closed().count()
        });
        let until = quarter.map_or(first_close, |q| q.last);
        (late || crowded).then_some(Self { first, until })
    }

    /// Whether a period holds days that are not comparable.
    pub fn touches(&self, period: &Period) -> bool {
        period.first <= self.until
    }
}
