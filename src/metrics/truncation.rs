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

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::metrics::samples::ledger;

    /// What is found in deals from one day to the day of their loss, on a day: the first day and the last, or nothing.
    fn find(deals: &[(&str, &str)], as_of: &str) -> String {
        let mut yaml = String::new();
        for (i, (created, lost)) in deals.iter().enumerate() {
            let lost = if lost.is_empty() {
                String::new()
            } else {
                format!(", lost: {lost}")
            };
            let _ = writeln!(yaml, "- {{id: d{i}, account: A, stages: {{lead: {created}}}{lost}}}");
        }
        let ledger = ledger("", "", &yaml, as_of);
        let first = ledger.deals.iter().map(|h| h.created.month()).min();
        let periods = Periods::new(first, ledger.as_of, 1);
        LeftTruncation::find(&ledger, &periods).map_or_else(String::new, |f| format!("{} to {}", f.first, f.until))
    }

    #[test]
    fn the_first_close_comes_late() {
        // Deals last 60, 20 and 10 days, median 20; the first close is 60 days after the first deal.
        let late = [
            ("2026-01-01", "2026-03-02"),
            ("2026-02-20", "2026-03-12"),
            ("2026-03-01", "2026-03-11"),
        ];
        assert_eq!(find(&late, "2026-04-10"), "2026-01-01 to 2026-03-31");
        // Before any quarter is whole: until the first close.
        assert_eq!(find(&late, "2026-03-20"), "2026-01-01 to 2026-03-02");
        // 20 days and a median of 20 is not later; nor of 20 and 21, with a median of 20.5; of 20 and 19 it is.
        let two = |second: &str| find(&[("2026-01-01", "2026-01-21"), ("2026-01-20", second)], "2026-03-20");
        assert_eq!(two("2026-02-09"), "");
        assert_eq!(two("2026-02-10"), "");
        assert_eq!(two("2026-02-08"), "2026-01-01 to 2026-01-21");
    }

    #[test]
    fn the_first_quarter_closes_what_its_first_month_made() {
        // The first close is 5 days after the first deal, and deals last 5, 31 and 28: not late. Of three closed in the
        // quarter two were created in January.
        let a = ("2026-01-01", "2026-01-06");
        let (b, c) = (("2026-01-10", "2026-02-10"), ("2026-02-01", "2026-03-01"));
        assert_eq!(find(&[a, b, c], "2026-04-10"), "2026-01-01 to 2026-03-31");
        // Two of four is not over half; what closed later does not count.
        let d = ("2026-02-01", "2026-03-02");
        assert_eq!(find(&[a, b, c, d], "2026-04-10"), "");
        let later = ("2026-02-01", "2026-04-02");
        assert_eq!(find(&[a, b, c, later], "2026-04-10"), "2026-01-01 to 2026-03-31");
        // The quarter is not over.
        assert_eq!(find(&[a, b, c], "2026-03-30"), "");
    }

    #[test]
    fn a_quarter_that_began_before_the_first_deal_is_not_whole() {
        // From 2 January: the second quarter is the first whole one, and all that closed in it is of April.
        let deals = [
            ("2026-01-02", "2026-01-06"),
            ("2026-04-03", "2026-05-03"),
            ("2026-04-04", "2026-05-04"),
        ];
        assert_eq!(find(&deals, "2026-07-01"), "2026-01-02 to 2026-06-30");
        let report_ends_before = find(&deals, "2026-06-29");
        assert_eq!(report_ends_before, "");
    }

    #[test]
    fn without_a_close_nothing_is_known() {
        assert_eq!(find(&[], "2026-04-10"), "");
        assert_eq!(find(&[("2026-01-01", "")], "2026-04-10"), "");
    }

    #[test]
    fn periods_that_begin_by_then_are_touched() {
        let found = LeftTruncation {
            first: Day::parse("2026-01-01").unwrap(),
            until: Day::parse("2026-03-31").unwrap(),
        };
        let periods = Periods::new(Some(found.first.month()), Day::parse("2026-05-10").unwrap(), 1);
        let touched: Vec<&str> = periods
            .list
            .iter()
            .filter(|p| found.touches(p))
            .map(|p| p.id.as_str())
            .collect();
        assert_eq!(touched, ["all", "2026", "2026-Q1", "2026-01", "2026-02", "2026-03"]);
    }

    #[test]
    fn over_half_is_over_half() {
        // Five closed in the quarter, three of them of January. The first close is 10 days after the first deal, and deals
        // last 10, 31, 31, 28 and 28: not late.
        let deals = [
            ("2026-01-01", "2026-01-11"),
            ("2026-01-05", "2026-02-05"),
            ("2026-01-06", "2026-02-06"),
            ("2026-02-01", "2026-03-01"),
            ("2026-02-02", "2026-03-02"),
        ];
        assert_eq!(find(&deals, "2026-04-10"), "2026-01-01 to 2026-03-31");
    }
}
