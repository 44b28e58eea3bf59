//! Periods that were over on OLD's day and have other numbers now, because history was edited.

use rayon::prelude::*;

use super::moved::{self, Moved, Suspects};
use crate::metrics::{Period, Report};

/// A period that was restated.
#[derive(Debug)]
pub struct RestatedPeriod {
    /// Its id.
    pub period: String,
    /// The numbers: OLD's, and twice those of the new files up to OLD's day.
    pub numbers: Vec<Moved>,
}

/// The periods that were whole on OLD's day and were restated, in the order of years, quarters, months.
pub(super) fn periods(old: &Report, between: &Report, same_settings: bool) -> Vec<RestatedPeriod> {
    let whole = |r: &Report| -> Vec<Period> {
        let list = r.periods.list.iter();
        list.filter(|p| moved::was_whole(p)).cloned().collect()
    };
    let mut all = whole(old);
    // Where history now begins earlier there are periods that OLD did not have.
    for period in whole(between) {
        if !all.iter().any(|p| p.id == period.id) {
            all.push(period);
        }
    }
    all.sort_by_key(|p| (p.kind, p.first));
    let reports = [old, between, between];
    let suspects = Suspects::find(reports, same_settings);
    all.into_par_iter()
        .map(|period| RestatedPeriod {
            numbers: moved::in_period(reports, &suspects, &period),
            period: period.id,
        })
        .filter(|r| !r.numbers.is_empty())
        .collect()
}
