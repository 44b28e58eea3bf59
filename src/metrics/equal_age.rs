//! A running period beside the one before it at equal age: as that stood when it had lasted as many
//! days. Never beside a whole one.

use std::sync::Arc;

use rayon::prelude::*;

use super::tables::Dimension;
use super::{Period, PeriodKind, Periods, Report, Value};
use crate::ledger::{History, Ledger, Status};
use crate::model::Day;

/// The period before a running one, as it stood at the same age.
#[derive(Debug)]
pub struct EqualAge {
    /// The kind of both periods.
    pub kind: PeriodKind,
    /// The id of the period before.
    pub before: String,
    /// How many days both have lasted.
    pub days: i32,
    /// Values by metric of the registry.
    values: Vec<Value>,
}

impl EqualAge {
    /// For each running period with one before it. The histories are worked out again up to the day
    /// on which that one was as old: what was learned later is not known yet then.
    pub(super) fn of(ledger: &Ledger, periods: &Periods, follow_up_days: i32) -> Vec<Self> {
        let running = periods.list.par_iter().filter(|p| p.running);
        running
            .filter_map(|period| {
                let before = periods.previous(period)?;
                let days = period.days_elapsed(periods.as_of);
                // A shorter period may be over by then: its cohorts have been seen for as long all the same.
                let as_of = before.first.plus(days - 1);
                Some(Self {
                    kind: period.kind,
                    before: before.id.clone(),
                    days,
                    values: values(ledger, periods, before, as_of, follow_up_days)?,
                })
            })
            .collect()
    }

    /// The value of a metric.
    pub fn value(&self, report: &Report, metric: &str) -> Option<Value> {
        let i = usize::from(*report.by_id.get(metric)?);
        self.values.get(i).copied()
    }
}

/// The values of a period as it stood on a day.
fn values(ledger: &Ledger, periods: &Periods, period: &Period, as_of: Day, follow_up_days: i32) -> Option<Vec<Value>> {
    // What was lost before the period adds nothing to it.
    let matters = |h: &History| h.status != Status::Lost || h.closed.is_none_or(|closed| closed >= period.first);
    let then = Arc::new(ledger.earlier_of(as_of, matters));
    let periods = periods.earlier(as_of, ledger.settings.fiscal_year_starts);
    let position = periods.list.iter().position(|p| p.id == period.id)?;
    let then = Report::sums(then, periods, follow_up_days, &[Dimension::All]);
    let view = then.view(Dimension::All, 0, position);
    Some(then.registry.iter().map(|m| m.value(&view)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Number;
    use crate::metrics::samples::ledger;

    const CAMPAIGNS: &str = "
- {id: ads, name: Ads, channel: x, function: marketing, goal: attract, starts: 2026-01-01, spend: {2026-01: 10, 2026-02: 20, 2026-03: 40, 2026-04: 80, 2026-05: 160}}
";

    /// Two deals of January, one of which was won after the quarter's 50th day, 19 February; one of late
    /// February; two of April, of which one was answered and lost after its 20th; one of May.
    const DEALS: &str = "
- {id: a, account: A, amount: 100, stages: {lead: 2026-01-05, won: 2026-02-10}}
- {id: b, account: B, amount: 200, stages: {lead: 2026-02-01, won: 2026-03-05}}
- {id: c, account: C, stages: {lead: 2026-02-25, mql: 2026-02-28}}
- {id: d, account: D, stages: {lead: 2026-04-02, mql: 2026-04-10}, lost: 2026-04-25, touches: [{on: 2026-04-22, kind: call}]}
- {id: e, account: E, stages: {lead: 2026-04-21}}
- {id: f, account: F, amount: 50, stages: {lead: 2026-05-03, won: 2026-05-19}}
";

    fn report(as_of: &str) -> Report {
        Report::compute(Arc::new(ledger("", CAMPAIGNS, DEALS, as_of)), 90)
    }

    /// The periods before running ones, each with its days.
    fn pairs(report: &Report) -> Vec<(&str, i32)> {
        report.equal_age().iter().map(|e| (e.before.as_str(), e.days)).collect()
    }

    #[test]
    fn the_period_before_as_it_stood_at_the_same_age() {
        // 20 May: 50 days of the second quarter, 20 of May; no year before this one.
        let report = report("2026-05-20");
        assert_eq!(pairs(&report), [("2026-Q1", 50), ("2026-04", 20)]);
        let at = |i: usize, metric: &str| report.equal_age()[i].value(&report, metric).unwrap();
        let int = |i, metric: &str| at(i, metric).value;
        // By 19 February a and b had come and a was won; b's win and c were not known.
        assert_eq!(int(0, "entered_lead"), Number::Int(2));
        assert_eq!(int(0, "deals_won"), Number::Int(1));
        assert_eq!(int(0, "won_amount"), Number::Money(10_000));
        let rate = at(0, "conversion_lead_mql");
        assert_eq!((rate.numerator, rate.denominator), (Number::Int(1), Number::Int(2)));
        // 100.00 in 50 days.
        assert_eq!(int(0, "won_per_day"), Number::Money(200));
        // A month's spend counts whole once its first day has come: January and February.
        assert_eq!(int(0, "marketing_spend"), Number::Money(3_000));
        // The whole quarter says otherwise.
        assert_eq!(report.value("entered_lead", "2026-Q1").value, Number::Int(3));
        assert_eq!(report.value("deals_won", "2026-Q1").value, Number::Int(2));
        assert_eq!(report.value("marketing_spend", "2026-Q1").value, Number::Money(7_000));
        // By 20 April e had not come, and d was neither answered nor lost.
        assert_eq!(int(1, "entered_lead"), Number::Int(1));
        assert_eq!(int(1, "deals_lost"), Number::Int(0));
        assert_eq!(int(1, "speed_to_lead_hours"), Number::None);
        assert_eq!(report.value("deals_lost", "2026-04").value, Number::Int(1));
        // Twelve days.
        let hours = report.value("speed_to_lead_hours", "2026-04").value.as_f64();
        assert_eq!(hours, Some(288.0));
        assert_eq!(report.equal_age()[1].value(&report, "no such metric"), None);
    }

    #[test]
    fn a_shorter_period_before_is_seen_for_as_many_days() {
        // 30 March: February as it stood on its 30th day, 2 March; the quarter is the first.
        let deals = "
- {id: a, account: A, stages: {lead: 2026-02-20, mql: 2026-02-28, sql: 2026-03-02}}
- {id: b, account: B, stages: {lead: 2026-02-20, mql: 2026-02-28, sql: 2026-03-03}}
- {id: c, account: C, stages: {lead: 2026-03-01}}
";
        let report = Report::compute(Arc::new(ledger("", "", deals, "2026-03-30")), 90);
        assert_eq!(pairs(&report), [("2026-02", 30)]);
        let at = |metric: &str| report.equal_age()[0].value(&report, metric).unwrap();
        assert_eq!(at("entered_lead").value, Number::Int(2));
        assert_eq!(at("handoffs").value, Number::Int(2));
        let moved_on = at("conversion_mql_sql");
        assert_eq!(
            (moved_on.numerator, moved_on.denominator),
            (Number::Int(1), Number::Int(2))
        );
    }

    #[test]
    fn a_period_that_ends_today_is_not_running() {
        assert_eq!(pairs(&report("2026-03-31")), []);
        // On the first day of a month and quarter one day stands beside one day.
        assert_eq!(pairs(&report("2026-04-01")), [("2026-Q1", 1), ("2026-03", 1)]);
    }

    #[test]
    fn what_was_won_before_the_period_is_known_in_it() {
        // A bought in December and again in January, in 50 days of the quarter: one of one account came back.
        let deals = "
- {id: a, account: A, stages: {lead: 2025-12-01, won: 2025-12-20}}
- {id: b, account: A, stages: {lead: 2026-01-05, won: 2026-01-20}}
- {id: c, account: C, stages: {lead: 2026-05-01}}
";
        let report = Report::compute(Arc::new(ledger("", "", deals, "2026-05-20")), 90);
        let quarter = report.equal_age().iter().find(|e| e.before == "2026-Q1").unwrap();
        let rate = quarter.value(&report, "repeat_rate").unwrap();
        assert_eq!((rate.numerator, rate.denominator), (Number::Int(1), Number::Int(1)));
    }
}
