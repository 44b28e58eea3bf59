//! What has tables of its own, by the texts of the records: losses and needs.

use std::collections::{BTreeMap, HashMap};

use super::super::periods::Periods;
use super::{LossKey, NeedCounts, outcome};
use crate::ledger::{Ledger, Status, UNKNOWN};

/// Counts of some deals, by the texts of their records.
#[derive(Default)]
pub(super) struct Shared<'l> {
    losses: HashMap<(u8, &'l str, &'l str, u16), (i64, i128)>,
    needs: HashMap<&'l str, NeedCounts>,
}

impl<'l> Shared<'l> {
    /// Counts the `i`-th deal.
    pub(super) fn add(&mut self, ledger: &'l Ledger, periods: &Periods, i: usize) {
        let h = &ledger.deals[i];
        let record = ledger.record(h);
        if let (Status::Lost, Some(closed), Some(loss)) = (h.status, h.closed, &record.lost) {
            let reason = loss.reason.as_deref().unwrap_or(UNKNOWN);
            let competitor = loss.to.as_deref().unwrap_or(UNKNOWN);
            let key = (h.stage, reason, competitor, periods.month_index(closed));
            let entry = self.losses.entry(key).or_default();
            entry.0 += 1;
            entry.1 += i128::from(h.amount.unwrap_or(0));
        }
        for (j, need) in record.needs.iter().enumerate() {
            // A deal once per need; it says that the need was met where any of its entries does.
            if record.needs[..j].iter().any(|n| n.need == need.need) {
                continue;
            }
            let met = record.needs[j..]
                .iter()
                .any(|n| n.need == need.need && n.met == Some(true));
            let counts = self.needs.entry(&need.need).or_default();
            counts.deals += 1;
            counts.outcomes[outcome(h.status)] += 1;
            counts.met += i64::from(met);
            if h.status == Status::Won {
                counts.won_amount += i128::from(h.amount.unwrap_or(0));
            }
        }
    }

    /// Losses by key and position of the month.
    pub(super) fn losses(&self) -> BTreeMap<(LossKey, usize), (i64, i128)> {
        let keyed = |(stage, reason, competitor, month): &(u8, &str, &str, u16)| {
            let key = LossKey {
                stage: *stage,
                reason: (*reason).to_owned(),
                competitor: (*competitor).to_owned(),
            };
            (key, usize::from(*month))
        };
        self.losses.iter().map(|(key, sums)| (keyed(key), *sums)).collect()
    }

    /// Needs by their text.
    pub(super) fn needs(&self) -> BTreeMap<String, NeedCounts> {
        let named = self.needs.iter();
        named.map(|(need, counts)| ((*need).to_owned(), *counts)).collect()
    }
}
