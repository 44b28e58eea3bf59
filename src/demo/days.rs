//! The days of the story as numbers: 0 is 2025-01-01, [`AS_OF`] the last day with data.

use super::dice::Dice;
use jiff::civil::date;

/// 2026-10-31, the day up to which the demo tells.
pub(super) const AS_OF: i32 = 668;
/// Months from 2025-01 to 2026-10.
pub(super) const MONTHS: usize = 22;
/// Days held: the story and some weeks beyond, for next steps.
const HELD: usize = 760;

/// The number of a day written as year, month, day. Days before 2025 are negative.
pub(super) fn day(year: i16, month: i8, of_month: i8) -> i32 {
    let start = date(2025, 1, 1);
    let target = date(year, month, of_month);
    // A difference of two nearby dates in days is far inside both types.
    start.until(target).map_or(0, |span| span.get_days())
}

/// A day, with the time where it is known. Orders as the content does: a bare date before any
/// time on it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Moment {
    /// Number of the day.
    pub(super) day: i32,
    /// Minutes since midnight, local.
    pub(super) minute: Option<i32>,
}

impl Moment {
    /// A day without a time.
    pub(super) fn bare(day: i32) -> Self {
        Self { day, minute: None }
    }
}

struct Day {
    text: String,
    /// 0 is Monday.
    weekday: i8,
    month: usize,
}

/// All days of the story, written out once: a million deals write twenty dates each.
pub(super) struct Calendar {
    days: Vec<Day>,
    months: Vec<String>,
    firsts: Vec<i32>,
}

impl Calendar {
    /// The calendar from 2025-01-01 on.
    pub(super) fn new() -> Self {
        let mut days: Vec<Day> = Vec::with_capacity(HELD);
        let mut months = Vec::new();
        let mut firsts = Vec::new();
        let first = date(2025, 1, 1);
        for (number, at) in (0_i32..).zip(first.series(jiff::Span::new().days(1)).take(HELD)) {
            if at.day() == 1 {
                months.push(format!("{:04}-{:02}", at.year(), at.month()));
                firsts.push(number);
            }
            days.push(Day {
                text: at.to_string(),
                weekday: at.weekday().to_monday_zero_offset(),
                month: months.len() - 1,
            });
        }
        Self { days, months, firsts }
    }

    fn at(&self, day: i32) -> &Day {
        let index = usize::try_from(day).unwrap_or(0).min(HELD - 1);
        &self.days[index]
    }

    /// `2026-03-14`.
    pub(super) fn text(&self, day: i32) -> &str {
        &self.at(day).text
    }

    /// `2026-03-14` or `2026-03-14T09:30`.
    pub(super) fn write(&self, moment: Moment, out: &mut String) {
        use std::fmt::Write as _;
        out.push_str(self.text(moment.day));
        if let Some(minute) = moment.minute {
            // Writing to a String cannot fail.
            let _ = write!(out, "T{:02}:{:02}", minute / 60, minute % 60);
        }
    }

    /// Which month of the story a day is in, 0 for 2025-01.
    pub(super) fn month(&self, day: i32) -> usize {
        self.at(day).month
    }

    /// `2026-03`.
    pub(super) fn month_text(&self, month: usize) -> &str {
        &self.months[month]
    }

    /// The days of a month of the story.
    pub(super) fn days_of(&self, month: usize) -> std::ops::Range<i32> {
        self.firsts[month]..self.firsts[month + 1]
    }

    /// 0 for Monday … 6 for Sunday.
    pub(super) fn weekday(&self, day: i32) -> i8 {
        self.at(day).weekday
    }

    /// Whether offices are closed: weekends and the days round Christmas.
    pub(super) fn closed(&self, day: i32) -> bool {
        let text = &self.at(day).text;
        let date = text.get(5..).unwrap_or("");
        self.weekday(day) > 4
            || matches!(
                date,
                "12-24" | "12-25" | "12-26" | "12-31" | "01-01" | "05-01" | "10-03"
            )
    }

    /// That day, or the next on which people work.
    pub(super) fn workday(&self, day: i32) -> i32 {
        let mut at = day;
        while self.closed(at) && at < day + 7 {
            at += 1;
        }
        at
    }

    /// `minutes` later, moved into office hours.
    pub(super) fn office_after(&self, from: Moment, minutes: i32, dice: &mut Dice) -> Moment {
        let Some(minute) = from.minute else {
            return Moment::bare(self.workday(from.day + minutes / 1_440));
        };
        let total = minute + minutes;
        let (mut day, mut at) = (from.day + total / 1_440, total % 1_440);
        if at > 17 * 60 + 30 {
            day += 1;
            at = 0;
        }
        if at < 8 * 60 + 30 || self.closed(day) {
            day = self.workday(day);
            at = 8 * 60 + 30 + dice.between(0, 130);
        }
        Moment { day, minute: Some(at) }
    }
}
