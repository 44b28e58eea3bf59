//! Working hours, and how long something took by them.

use jiff::Timestamp;
use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;

use crate::model::{Day, When};

/// Nanoseconds of an hour.
pub const HOUR: i64 = 3_600_000_000_000;

/// A promise of time: `30m`, `4h`, `1d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Within {
    /// How many.
    pub amount: u32,
    /// `m`, `h` or `d`.
    pub unit: char,
}

impl Within {
    /// Reads `30m`, `4h`, `1d`.
    pub fn parse(text: &str) -> Option<Self> {
        let unit = text.chars().last().filter(|c| "mhd".contains(*c))?;
        let digits = &text[..text.len() - 1];
        let amount = digits
            .parse()
            .ok()
            .filter(|n| (1..=100_000).contains(n) && digits.bytes().all(|b| b.is_ascii_digit()))?;
        Some(Self { amount, unit })
    }

    /// In nanoseconds, where a day has `day` of them.
    pub fn nanos(self, day: i64) -> i64 {
        let unit = match self.unit {
            'm' => HOUR / 60,
            'h' => HOUR,
            _ => day,
        };
        i64::from(self.amount) * unit
    }
}

/// Working hours of a week, without holidays.
#[derive(Clone, Debug)]
pub struct Hours {
    /// Whether Monday … Sunday is a working day.
    pub days: [bool; 7],
    /// Start of the working day.
    pub from: Time,
    /// End of the working day.
    pub to: Time,
    /// Days off, sorted.
    pub holidays: Vec<Day>,
}

impl Hours {
    /// Reads `mon-fri 09:00-17:00`; days may be listed: `mon-wed,fri 09:00-13:00`.
    pub fn parse(text: &str) -> Option<Self> {
        const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let (days_text, hours_text) = text.split_once(' ')?;
        let index = |name: &str| NAMES.iter().position(|n| *n == name);
        let mut days = [false; 7];
        for part in days_text.split(',') {
            let (a, b) = part.split_once('-').unwrap_or((part, part));
            let (a, b) = (index(a)?, index(b)?);
            let mut day = a;
            loop {
                days[day] = true;
                if day == b {
                    break;
                }
                day = (day + 1) % 7;
            }
        }
        let (from, to) = hours_text.split_once('-')?;
        let clock = |t: &str| (t.len() == 5).then(|| t.parse::<Time>().ok()).flatten();
        let (from, to) = (clock(from)?, clock(to)?);
        (from < to).then_some(Self {
            days,
            from,
            to,
            holidays: Vec::new(),
        })
    }

    /// Whether `day` is worked.
    pub fn is_working(&self, day: Day) -> bool {
        let weekday: Weekday = day.civil().weekday();
        self.days[usize::try_from(weekday.to_monday_zero_offset()).unwrap_or(0)]
            && self.holidays.binary_search(&day).is_err()
    }

    /// Length of a working day in nanoseconds.
    pub fn day_length(&self) -> i64 {
        self.to
            .duration_since(self.from)
            .as_nanos()
            .try_into()
            .unwrap_or(24 * HOUR)
    }

    /// Working days from `from` up to but not including `to`: what midnight to midnight overlaps.
    pub fn days_between(&self, from: Day, to: Day) -> i32 {
        let span = to.since(from);
        if span <= 0 {
            return 0;
        }
        // Whole weeks at once, then the rest day by day; holidays on working days come off.
        let per_week = i32::try_from(self.days.iter().filter(|d| **d).count()).unwrap_or(7);
        let weekday = |day: Day| usize::try_from(day.civil().weekday().to_monday_zero_offset()).unwrap_or(0);
        let weeks = span / 7;
        let mut count = weeks * per_week;
        for day in (from.0 + weeks * 7)..to.0 {
            count += i32::from(self.days[weekday(Day(day))]);
        }
        let off = self
            .holidays
            .iter()
            .filter(|h| **h >= from && **h < to && self.days[weekday(**h)])
            .count();
        count - i32::try_from(off).unwrap_or(0)
    }

    /// Nanoseconds of working hours between two instants.
    fn overlap(&self, zone: &TimeZone, from: When, to: When, start: i64, end: i64) -> i64 {
        let bounds = |day: Day| {
            let at = |time: Time| {
                zone.to_ambiguous_timestamp(day.civil().to_datetime(time))
                    .compatible()
                    .ok()
                    .and_then(|t| i64::try_from(t.as_nanosecond()).ok())
            };
            at(self.from).zip(at(self.to))
        };
        let part = |day: Day| {
            if !self.is_working(day) {
                return 0;
            }
            bounds(day).map_or(0, |(a, b)| (b.min(end) - a.max(start)).max(0))
        };
        if from.day == to.day {
            return part(from.day);
        }
        // The days in between are whole, and as long as each other unless clocks change inside working hours.
        let between = self.days_between(from.day.plus(1), to.day);
        let whole = i64::from(between) * self.day_length();
        let changed: i64 = clock_changes(zone, start, end)
            .filter(|day| *day > from.day && *day < to.day && self.is_working(*day))
            .map(|day| part(day) - self.day_length())
            .sum();
        part(from.day) + whole + changed + part(to.day)
    }
}

/// The days between two instants on which clocks change.
fn clock_changes(zone: &TimeZone, start: i64, end: i64) -> impl Iterator<Item = Day> {
    let after = Timestamp::from_nanosecond(start.into()).unwrap_or_default();
    let until = Timestamp::from_nanosecond(end.into()).unwrap_or_default();
    zone.following(after)
        .map(|change| change.timestamp())
        .take_while(move |at| *at < until)
        .map(|at| Day::from_civil(zone.to_datetime(at).date()))
}

/// The nanoseconds from `from` to `to`: exact where both have a time, else whole days × 24 h;
/// by `hours` where they are given. Never negative.
pub fn elapsed(hours: Option<&Hours>, zone: &TimeZone, from: When, to: When) -> i64 {
    let days = |n: i32| i64::from(n.max(0)) * 24 * HOUR;
    match (from.at, to.at, hours) {
        (Some(a), Some(b), None) => (b - a).max(0),
        (Some(a), Some(b), Some(hours)) if b > a => hours.overlap(zone, from, to, a, b),
        (Some(_), Some(_), Some(_)) => 0,
        (_, _, None) => days(to.day.since(from.day)),
        (_, _, Some(hours)) => days(hours.days_between(from.day, to.day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_time_counts_only_hours_worked() {
        let zone = TimeZone::UTC;
        let mut hours = Hours::parse("mon-fri 09:00-17:00").unwrap();
        let when = |t: &str| When::parse(t, &zone).unwrap();
        // Friday 16:00 to Monday 10:00: one hour on Friday, one on Monday.
        assert_eq!(
            elapsed(Some(&hours), &zone, when("2026-01-09T16:00"), when("2026-01-12T10:00")),
            2 * HOUR
        );
        // Friday to Tuesday by dates: Friday and Monday.
        assert_eq!(
            elapsed(Some(&hours), &zone, when("2026-01-09"), when("2026-01-13")),
            48 * HOUR
        );
        // Over two weeks with a holiday on a Wednesday: 10 working days less one.
        hours.holidays = vec![Day::parse("2026-01-14").unwrap()];
        assert_eq!(
            hours.days_between(Day::parse("2026-01-09").unwrap(), Day::parse("2026-01-23").unwrap()),
            9
        );
        assert_eq!(hours.day_length(), 8 * HOUR);
    }

    /// New York: on 9 March 2025 the hour from 2 to 3 is left out, on 2 November the one from 1 to 2 comes twice.
    #[test]
    fn a_working_day_on_which_clocks_change_has_its_own_length() {
        let zone = TimeZone::get("America/New_York").unwrap();
        let hours = Hours::parse("mon-sun 01:00-05:00").unwrap();
        let when = |t: &str| When::parse(t, &zone).unwrap();
        let between = |from: &str, to: &str| elapsed(Some(&hours), &zone, when(from), when(to)) / HOUR;
        // 4 hours on Saturday, 3 on Sunday, 4 on Monday.
        assert_eq!(between("2025-03-08T00:00", "2025-03-11T00:00"), 11);
        assert_eq!(between("2025-03-09T00:00", "2025-03-10T00:00"), 3);
        assert_eq!(between("2025-11-01T00:00", "2025-11-04T00:00"), 13);
        assert_eq!(between("2025-03-10T00:00", "2025-03-13T00:00"), 12);
    }

    #[test]
    fn promises_are_read() {
        assert_eq!(Within::parse("30m").unwrap().nanos(24 * HOUR), HOUR / 2);
        for bad in ["", "d", "0h", "1w", "-1h", "1.5h", "+1h"] {
            assert!(Within::parse(bad).is_none(), "{bad}");
        }
    }
}
