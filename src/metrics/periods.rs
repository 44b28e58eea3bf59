//! Periods: calendar months, quarters and years (or fiscal ones), and everything.

use std::ops::Range;

use crate::diagnostics::did_you_mean;
use crate::model::{Day, Month};

/// What kind of period it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodKind {
    /// Everything up to `as_of`.
    All,
    /// A year.
    Year,
    /// A quarter.
    Quarter,
    /// A month.
    Month,
}

impl PeriodKind {
    /// The word used in targets and components.
    pub fn word(self) -> &'static str {
        match self {
            PeriodKind::All => "all",
            PeriodKind::Year => "year",
            PeriodKind::Quarter => "quarter",
            PeriodKind::Month => "month",
        }
    }
}

/// A period of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// `all`, `2026`, `2026-Q3`, `2026-09`, or with `FY`.
    pub id: String,
    /// Kind.
    pub kind: PeriodKind,
    /// First day; of `all`, the first day of the first month.
    pub first: Day,
    /// Last day, which may be after `as_of`; of `all`, `as_of`.
    pub last: Day,
    /// The report's months that lie in it, as positions in [`Periods::months`].
    pub months: Range<usize>,
    /// Months before the report's first that lie in it, as positions of [`Periods::slot`].
    early: Range<usize>,
    /// Whether it holds `as_of` and does not end on it.
    pub running: bool,
}

/// Positions for what is dated before the report's first month: one for each month back to the start of
/// any first year, and one for what is earlier.
const EARLY: usize = 12;

/// All periods of a report.
#[derive(Clone, Debug)]
pub struct Periods {
    /// First month of the report.
    first: Month,
    /// Its first day.
    first_day: Day,
    /// The report's day.
    pub as_of: Day,
    /// Number of months.
    pub months: usize,
    /// `all`, then years, quarters and months in order.
    pub list: Vec<Period>,
    /// The position of each day's month, from the first month's first day on.
    month_of_day: Vec<u16>,
    /// The positions of the periods that hold each month.
    holding: Vec<Vec<usize>>,
}

impl Periods {
    /// The periods from `first` (none: only `all`) to `as_of`.
    pub fn new(first: Option<Month>, as_of: Day, fiscal_year_starts: u8) -> Self {
        let Some(first) = first.filter(|m| m.first() <= as_of) else {
            let all = Period {
                id: "all".into(),
                kind: PeriodKind::All,
                first: as_of,
                last: as_of,
                months: 0..1,
                early: 1..1 + EARLY,
                running: false,
            };
            return Self {
                first: as_of.month(),
                first_day: as_of.month().first(),
                as_of,
                months: 1,
                list: vec![all],
                month_of_day: Vec::new(),
                holding: vec![vec![0]],
            };
        };
        let last = as_of.month();
        let count = usize::try_from(last.0 - first.0 + 1).unwrap_or(1);
        let mut month_of_day = Vec::new();
        for i in 0..count {
            let month = Month(first.0 + i32::try_from(i).unwrap_or(0));
            let days = month.last().0 - month.first().0 + 1;
            month_of_day.extend(std::iter::repeat_n(
                u16::try_from(i).unwrap_or(u16::MAX),
                usize::try_from(days).unwrap_or(0),
            ));
        }
        let mut periods = Self {
            first,
            first_day: first.first(),
            as_of,
            months: count,
            list: Vec::new(),
            month_of_day,
            holding: Vec::new(),
        };
        periods.list.push(Period {
            id: "all".into(),
            kind: PeriodKind::All,
            first: first.first(),
            last: as_of,
            months: 0..count,
            early: count..count + EARLY,
            running: false,
        });
        // A fiscal year is named after the calendar year in which it ends.
        let starts = i32::from(fiscal_year_starts);
        let shift = starts - 1;
        let name = |fiscal_month: i32| fiscal_month.div_euclid(12) + i32::from(starts != 1);
        let prefix = if starts == 1 { "" } else { "FY" };
        for (kind, length) in [(PeriodKind::Year, 12), (PeriodKind::Quarter, 3), (PeriodKind::Month, 1)] {
            let unit = |m: Month| (m.0 - shift).div_euclid(length);
            for u in unit(first)..=unit(last) {
                let start = Month(u * length + shift);
                let end = Month(start.0 + length - 1);
                let fiscal = u * length;
                let id = match kind {
                    PeriodKind::Year => format!("{prefix}{:04}", name(fiscal)),
                    PeriodKind::Quarter => format!("{prefix}{:04}-Q{}", name(fiscal), fiscal.rem_euclid(12) / 3 + 1),
                    _ => start.to_string(),
                };
                let position =
                    |m: i32| usize::try_from((m - first.0).clamp(0, i32::try_from(count).unwrap_or(0))).unwrap_or(0);
                periods.list.push(Period {
                    id,
                    kind,
                    first: start.first(),
                    last: end.last(),
                    months: position(start.0)..position(end.0 + 1),
                    early: count..count + usize::try_from(first.0 - start.0).unwrap_or(0),
                    running: as_of < end.last(),
                });
            }
        }
        periods.holding = (0..count)
            .map(|m| {
                periods
                    .list
                    .iter()
                    .enumerate()
                    .filter(|(_, p)| p.months.contains(&m))
                    .map(|(i, _)| i)
                    .collect()
            })
            .collect();
        periods
    }

    /// Only `all`, which still counts every month: for a report without deals and campaigns.
    #[must_use]
    pub fn only_all(mut self) -> Self {
        self.list.truncate(1);
        for holding in &mut self.holding {
            holding.retain(|position| *position == 0);
        }
        self
    }

    /// The periods of the same report on an earlier day.
    pub fn earlier(&self, as_of: Day, fiscal_year_starts: u8) -> Self {
        let first = (!self.month_of_day.is_empty()).then_some(self.first);
        Self::new(first, as_of, fiscal_year_starts)
    }

    /// The position of a day's month; what is dated before the first month has positions after the last one.
    pub fn slot(&self, day: Day) -> u16 {
        if day >= self.first_day {
            return self.month_index(day);
        }
        let before = usize::try_from(self.first.0 - day.month().0).unwrap_or(0);
        u16::try_from(self.months + before.min(EARLY) - 1).unwrap_or(u16::MAX)
    }

    /// How many positions there are.
    pub fn slots(&self) -> usize {
        self.months + EARLY
    }

    /// The position of a day's month; days before the first month count in it, later ones in the last.
    pub fn month_index(&self, day: Day) -> u16 {
        let offset = usize::try_from(day.0 - self.first_day.0).unwrap_or(0);
        self.month_of_day
            .get(offset)
            .or(self.month_of_day.last())
            .copied()
            .unwrap_or(0)
    }

    /// Positions in the list of all periods that hold a day of the report.
    pub fn holding(&self, day: Day) -> impl Iterator<Item = usize> + '_ {
        let month = usize::from(self.month_index(day));
        self.holding.get(month).into_iter().flatten().copied()
    }

    /// The position of a month, where it is one of the report's.
    pub fn position(&self, month: Month) -> Option<usize> {
        usize::try_from(month.0 - self.first.0)
            .ok()
            .filter(|i| *i < self.months && !self.month_of_day.is_empty())
    }

    /// The month at a position.
    pub fn month(&self, position: usize) -> Month {
        Month(self.first.0 + i32::try_from(position).unwrap_or(0))
    }

    /// The period with this id.
    pub fn find(&self, id: &str) -> Option<&Period> {
        self.list.iter().find(|p| p.id == id)
    }

    /// A period as people name it: by its id, or `last-month`, `last-quarter`, `last-year`: the latest whole one.
    ///
    /// # Errors
    /// What to say instead.
    pub fn named(&self, word: &str) -> Result<&Period, String> {
        let last = |kind| {
            self.last_whole(kind)
                .or_else(|| self.of_kind(kind).last())
                .unwrap_or(self.all())
        };
        match word {
            "last-month" => Ok(last(PeriodKind::Month)),
            "last-quarter" => Ok(last(PeriodKind::Quarter)),
            "last-year" => Ok(last(PeriodKind::Year)),
            _ => self.find(word).ok_or_else(|| self.unknown(word)),
        }
    }

    fn unknown(&self, word: &str) -> String {
        let relative = ["last-year", "last-quarter", "last-month"];
        let known = self.list.iter().map(|p| p.id.as_str()).chain(relative);
        let hint = if let Some(like) = did_you_mean(word, known) {
            format!("did you mean `{like}`?")
        } else {
            let kinds = [PeriodKind::Year, PeriodKind::Quarter, PeriodKind::Month];
            let latest = kinds.into_iter().filter_map(|kind| self.of_kind(kind).last());
            let examples = std::iter::once("all")
                .chain(latest.map(|p| p.id.as_str()))
                .chain(relative);
            let examples: Vec<String> = examples.map(|e| format!("`{e}`")).collect();
            format!("known here are for example {}", examples.join(", "))
        };
        format!("`{}` is no period of this report; {hint}", crate::reader::show(word))
    }

    /// `all`.
    pub fn all(&self) -> &Period {
        &self.list[0]
    }

    /// The periods of a kind, in order.
    pub fn of_kind(&self, kind: PeriodKind) -> impl DoubleEndedIterator<Item = &Period> + Clone {
        self.list.iter().filter(move |p| p.kind == kind)
    }

    /// The period of the same kind just before.
    pub fn previous(&self, period: &Period) -> Option<&Period> {
        self.of_kind(period.kind).take_while(|p| p.first < period.first).last()
    }

    /// The period of the same kind just after.
    pub fn next(&self, period: &Period) -> Option<&Period> {
        self.of_kind(period.kind).find(|p| p.first > period.first)
    }

    /// The latest whole period of a kind.
    pub fn last_whole(&self, kind: PeriodKind) -> Option<&Period> {
        self.of_kind(kind).rfind(|p| !p.running)
    }
}

impl Period {
    /// Whether it counts what is at a position of [`Periods::slot`].
    pub fn counts(&self, slot: usize) -> bool {
        self.months.contains(&slot) || self.early.contains(&slot)
    }

    /// Its last day that has been: its end, or `as_of`.
    pub fn end(&self, as_of: Day) -> Day {
        self.last.min(as_of)
    }

    /// Days in it.
    pub fn days(&self) -> i32 {
        self.last.since(self.first) + 1
    }

    /// Whether a value over it is not final on a day: it runs, or the value ripens, as what becomes of its deals,
    /// and the last of them have been seen for less than the horizon.
    pub fn is_unfinished(&self, ripens: bool, as_of: Day, horizon_days: i32) -> bool {
        self.running || ripens && as_of.since(self.last) < horizon_days
    }

    /// Days of it that have been, both ends counted.
    pub fn days_elapsed(&self, as_of: Day) -> i32 {
        self.end(as_of).since(self.first) + 1
    }

    /// Whole months in it.
    pub fn length_in_months(&self) -> i32 {
        match self.kind {
            PeriodKind::All => 0,
            PeriodKind::Year => 12,
            PeriodKind::Quarter => 3,
            PeriodKind::Month => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fiscal_quarters_are_named_after_the_year_they_end_in() {
        // A fiscal year from April: April 2025 to March 2026 is FY2026, and July to September its Q2.
        let as_of = Day::parse("2026-03-31").unwrap();
        let periods = Periods::new(Some(Month::parse("2025-07").unwrap()), as_of, 4);
        let ids: Vec<&str> = periods.list.iter().map(|p| p.id.as_str()).take(6).collect();
        assert_eq!(ids, ["all", "FY2026", "FY2026-Q2", "FY2026-Q3", "FY2026-Q4", "2025-07"]);
        let q2 = periods.find("FY2026-Q2").unwrap();
        assert_eq!(
            (q2.first.to_string(), q2.last.to_string()),
            ("2025-07-01".into(), "2025-09-30".into())
        );
        assert!(!periods.find("FY2026").unwrap().running);
    }

    /// The 31st of March and the 29th of June are 90 days apart: 30 of April, 31 of May, 29 of June.
    #[test]
    fn what_ripens_is_final_after_the_horizon() {
        let unfinished = |id: &str, ripens, as_of: &str| {
            let as_of = Day::parse(as_of).unwrap();
            let periods = Periods::new(Some(Month::parse("2026-03").unwrap()), as_of, 1);
            periods.find(id).unwrap().is_unfinished(ripens, as_of, 90)
        };
        assert!(unfinished("2026-03", true, "2026-06-28"));
        assert!(!unfinished("2026-03", false, "2026-06-28"));
        assert!(!unfinished("2026-03", true, "2026-06-29"));
        assert!(!unfinished("2026-03", true, "2026-06-30"));
        assert!(unfinished("2026-06", false, "2026-06-28"));
        assert!(unfinished("2026-06", true, "2026-06-28"));
    }

    #[test]
    fn the_period_that_holds_as_of_is_running() {
        let as_of = Day::parse("2026-10-30").unwrap();
        let periods = Periods::new(Some(Month::parse("2026-09").unwrap()), as_of, 1);
        let running: Vec<&str> = periods
            .list
            .iter()
            .filter(|p| p.running)
            .map(|p| p.id.as_str())
            .collect();
        assert_eq!(running, ["2026", "2026-Q4", "2026-10"]);
        assert_eq!(periods.find("2026-Q4").unwrap().days_elapsed(as_of), 30);
        assert_eq!(periods.find("2026-Q4").unwrap().months, 1..2);
    }

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn what_is_earlier_than_the_report_has_positions_of_its_own() {
        // Three months, then one position for each of eleven months before, and one for all that is earlier.
        let periods = Periods::new(Some(Month::parse("2026-03").unwrap()), day("2026-05-10"), 1);
        let slots = [
            ("2026-03-01", 0),
            ("2026-04-02", 1),
            ("2026-05-31", 2),
            ("2026-02-28", 3),
            ("2026-01-01", 4),
            ("2025-04-30", 13),
            ("2025-03-31", 14),
            ("2020-01-01", 14),
        ];
        for (date, slot) in slots {
            assert_eq!(periods.slot(day(date)), slot, "{date}");
        }
        assert_eq!(periods.slots(), 15);
        // A period counts the months before the report that lie in it; `all` counts everything.
        let counted = |id: &str| -> Vec<usize> {
            let period = periods.find(id).unwrap();
            (0..20).filter(|slot| period.counts(*slot)).collect()
        };
        assert_eq!(counted("all"), (0..15).collect::<Vec<_>>());
        assert_eq!(counted("2026"), [0, 1, 2, 3, 4]);
        assert_eq!(counted("2026-Q1"), [0, 3, 4]);
        assert_eq!(counted("2026-Q2"), [1, 2]);
        assert_eq!(counted("2026-03"), [0]);
    }

    #[test]
    fn months_and_their_positions() {
        let month = |text: &str| Month::parse(text).unwrap();
        let periods = Periods::new(Some(month("2026-03")), day("2026-05-10"), 1);
        for (i, text) in ["2026-03", "2026-04", "2026-05"].into_iter().enumerate() {
            assert_eq!(
                (periods.position(month(text)), periods.month(i)),
                (Some(i), month(text))
            );
        }
        assert_eq!(periods.position(month("2026-02")), None);
        assert_eq!(periods.position(month("2026-06")), None);
        // Without a first month there is only `all`, and no month is one of the report's.
        let none = Periods::new(None, day("2026-05-10"), 1);
        assert_eq!(none.position(month("2026-05")), None);
    }

    #[test]
    fn only_all_holds_every_day() {
        let periods = Periods::new(Some(Month::parse("2026-03").unwrap()), day("2026-05-10"), 1);
        let holding = |p: &Periods| {
            p.holding(day("2026-04-02"))
                .map(|i| p.list[i].id.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(holding(&periods), ["all", "2026", "2026-Q2", "2026-04"]);
        let all = periods.only_all();
        assert_eq!(
            (holding(&all), all.list.len(), all.months),
            (vec!["all".to_owned()], 1, 3)
        );
    }

    #[test]
    fn periods_by_the_words_for_the_last_whole_one() {
        let periods = Periods::new(Some(Month::parse("2026-05").unwrap()), day("2026-10-30"), 1);
        let named = |word: &str| periods.named(word).map(|p| p.id.clone());
        assert_eq!(named("last-month").as_deref(), Ok("2026-09"));
        assert_eq!(named("last-quarter").as_deref(), Ok("2026-Q3"));
        // No year is whole: the latest.
        assert_eq!(named("last-year").as_deref(), Ok("2026"));
        assert_eq!(named("2026-Q2").as_deref(), Ok("2026-Q2"));
        let said = named("2026-Q9").unwrap_err();
        assert!(said.contains("`2026-Q9` is no period of this report"), "{said}");
        assert!(said.contains("did you mean `2026-"), "{said}");
        let said = named("some time ago").unwrap_err();
        assert!(said.contains("`all`, `2026`, `2026-Q4`, `2026-10`"), "{said}");
    }

    #[test]
    fn the_period_after_and_the_one_before() {
        let periods = Periods::new(Some(Month::parse("2026-05").unwrap()), day("2026-10-30"), 1);
        let at = |id: &str| periods.find(id).unwrap();
        let id = |p: Option<&Period>| p.map(|p| p.id.clone());
        assert_eq!(id(periods.next(at("2026-Q2"))).as_deref(), Some("2026-Q3"));
        assert_eq!(id(periods.previous(at("2026-Q3"))).as_deref(), Some("2026-Q2"));
        assert_eq!(id(periods.next(at("2026-10"))), None);
        assert_eq!(id(periods.previous(at("2026-05"))), None);
    }

    #[test]
    fn kinds_by_their_words() {
        let kinds = [
            PeriodKind::All,
            PeriodKind::Year,
            PeriodKind::Quarter,
            PeriodKind::Month,
        ];
        assert_eq!(kinds.map(PeriodKind::word), ["all", "year", "quarter", "month"]);
    }
}
