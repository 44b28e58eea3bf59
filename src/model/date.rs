//! Dates as whole days, months, and instants that know whether their time of day is known.

use std::fmt;

use jiff::civil::Date as Civil;
use jiff::tz::TimeZone;

/// A civil date, as days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// First and last year that any date may have.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2199;

impl Day {
    /// The day of a civil date.
    pub fn from_civil(date: Civil) -> Self {
        let days = date.duration_since(Civil::constant(1970, 1, 1)).as_hours() / 24;
        // Civil dates span ±9999 years, which is under 2^22 days.
        Self(i32::try_from(days).unwrap_or(i32::MAX))
    }

    /// The civil date of this day.
    pub fn civil(self) -> Civil {
        Civil::constant(1970, 1, 1)
            .checked_add(jiff::SignedDuration::from_hours(i64::from(self.0) * 24))
            .unwrap_or(Civil::MAX)
    }

    /// Reads `2026-03-14`, from 1990 to 2199.
    ///
    /// # Errors
    /// What is wrong, as a sentence part.
    pub fn parse(text: &str) -> Result<Self, String> {
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes.iter().enumerate().all(|(i, b)| {
                if i == 4 || i == 7 {
                    *b == b'-'
                } else {
                    b.is_ascii_digit()
                }
            });
        if !shaped {
            return Err("is not a date like 2026-03-14".into());
        }
        let number = |range: std::ops::Range<usize>| text[range].parse::<i16>().unwrap_or(0);
        let (year, month, day) = (number(0..4), number(5..7), number(8..10));
        let date = i8::try_from(month)
            .ok()
            .zip(i8::try_from(day).ok())
            .and_then(|(m, d)| Civil::new(year, m, d).ok())
            .ok_or("is no day of the calendar")?;
        if !YEARS.contains(&year) {
            return Err("is not between 1990 and 2199".into());
        }
        Ok(Self::from_civil(date))
    }

    /// The month it lies in.
    pub fn month(self) -> Month {
        let date = self.civil();
        Month::new(date.year(), date.month())
    }

    /// The day `n` days later.
    #[must_use]
    pub fn plus(self, n: i32) -> Self {
        Self(self.0.saturating_add(n))
    }

    /// Whole days from `earlier` to this day.
    pub fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.civil())
    }
}

/// A calendar month, as months since year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(pub i32);

impl Month {
    /// Month `month` (1 to 12) of `year`.
    pub fn new(year: i16, month: i8) -> Self {
        Self(i32::from(year) * 12 + i32::from(month) - 1)
    }

    /// Reads `2026-03`.
    ///
    /// # Errors
    /// What is wrong, as a sentence part.
    pub fn parse(text: &str) -> Result<Self, String> {
        match Day::parse(&format!("{text}-01")) {
            Ok(day) => Ok(day.month()),
            Err(e) if e.contains("between") => Err(e),
            Err(_) => Err("is not a month like 2026-03".into()),
        }
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The month in its year, 1 to 12.
    pub fn of_year(self) -> i32 {
        self.0.rem_euclid(12) + 1
    }

    /// Its first day.
    pub fn first(self) -> Day {
        let year = i16::try_from(self.year()).unwrap_or(i16::MAX);
        let month = i8::try_from(self.of_year()).unwrap_or(1);
        Day::from_civil(Civil::new(year, month, 1).unwrap_or(Civil::MAX))
    }

    /// Its last day.
    pub fn last(self) -> Day {
        Day(Month(self.0 + 1).first().0 - 1)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.of_year())
    }
}

/// A date, with the instant where the time of day is known.
///
/// The date is the civil date in the site's time zone. The order is that of an ordering: by date,
/// a bare date before any time on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct When {
    /// The civil date in the site's time zone.
    pub day: Day,
    /// Nanoseconds since 1970-01-01T00:00Z, where the time is known.
    pub at: Option<i64>,
}

impl When {
    /// A bare date.
    pub fn date(day: Day) -> Self {
        Self { day, at: None }
    }

    /// Reads a date or an instant; a local time is one in `zone`.
    ///
    /// A local time in a gap or fold is read as RFC 5545 says (jiff's "compatible").
    ///
    /// # Errors
    /// What is wrong, as a sentence part.
    pub fn parse(text: &str, zone: &TimeZone) -> Result<Self, String> {
        if text.len() == 10 {
            return Day::parse(text).map(Self::date);
        }
        let Some((date, rest)) = text.split_at_checked(10) else {
            return Err("is not a date like 2026-03-14".into());
        };
        Day::parse(date)?;
        let Some(time) = rest.strip_prefix(['T', ' ']) else {
            return Err("is neither a date like 2026-03-14 nor an instant like 2026-03-14T09:30".into());
        };
        let (clock, offset) = split_offset(time);
        well_formed_clock(clock)?;
        let local: jiff::civil::DateTime = format!("{date}T{clock}")
            .parse()
            .map_err(|_| "has a time that does not exist".to_owned())?;
        let timestamp = match offset {
            None => zone
                .to_ambiguous_timestamp(local)
                .compatible()
                .map_err(|_| "has a time out of range".to_owned())?,
            Some(text) => {
                let offset = parse_offset(text).ok_or("has an offset that is not Z or like +01:00")?;
                offset
                    .to_timestamp(local)
                    .map_err(|_| "has a time out of range".to_owned())?
            }
        };
        // An offset can lead over the turn of a year.
        let date = zone.to_datetime(timestamp).date();
        if !YEARS.contains(&date.year()) {
            return Err("is, in the site's time zone, not between 1990 and 2199".into());
        }
        let day = Day::from_civil(date);
        let nanos = i64::try_from(timestamp.as_nanosecond()).map_err(|_| "has a time out of range".to_owned())?;
        Ok(Self { day, at: Some(nanos) })
    }

    /// Whether this is before `other`: by instant where both have one, else by date.
    pub fn before(self, other: Self) -> bool {
        match (self.at, other.at) {
            (Some(a), Some(b)) => a < b,
            _ => self.day < other.day,
        }
    }
}

/// Splits `09:30+01:00` into its clock and offset.
fn split_offset(time: &str) -> (&str, Option<&str>) {
    match time.find(['Z', '+', '-']) {
        Some(i) => (&time[..i], Some(&time[i..])),
        None => (time, None),
    }
}

fn well_formed_clock(clock: &str) -> Result<(), String> {
    let (whole, fraction) = clock.split_once('.').map_or((clock, None), |(w, f)| (w, Some(f)));
    let parts: Vec<&str> = whole.split(':').collect();
    let two = |p: &&str| p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit());
    let digits = |f: &str| !f.is_empty() && f.bytes().all(|b| b.is_ascii_digit());
    let shaped = (parts.len() == 2 && fraction.is_none() || parts.len() == 3)
        && parts.iter().all(two)
        && fraction.is_none_or(digits);
    if !shaped {
        return Err("has no time like 09:30 or 09:30:15".into());
    }
    if parts.get(2) == Some(&"60") {
        return Err("has a leap second, which is not taken; write 59".into());
    }
    if fraction.is_some_and(|f| f.len() > 9) {
        return Err("has more than nine digits after the point of its seconds".into());
    }
    Ok(())
}

fn parse_offset(text: &str) -> Option<jiff::tz::Offset> {
    if text == "Z" {
        return Some(jiff::tz::Offset::UTC);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (h, m) = text.get(1..)?.split_once(':')?;
    let number = |s: &str| {
        (s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit()))
            .then(|| s.parse::<i32>().ok())
            .flatten()
    };
    let (h, m) = (number(h)?, number(m)?);
    if h > 23 || m > 59 {
        return None;
    }
    jiff::tz::Offset::from_seconds(sign * (h * 3600 + m * 60)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn berlin() -> TimeZone {
        jiff::tz::TimeZoneDatabase::bundled().get("Europe/Berlin").unwrap()
    }

    #[test]
    fn days_follow_the_civil_calendar() {
        // 2000-03-01 is day 11017 of the Unix epoch (date -u -d 2000-03-01 +%s / 86400).
        assert_eq!(Day::parse("2000-03-01").unwrap().0, 11017);
        assert_eq!(Day(11017).to_string(), "2000-03-01");
        for bad in [
            "2026-2-01",
            "2026-02-30",
            "1989-12-31",
            "2200-01-01",
            "20260101",
            "2026-01-01x",
            "",
        ] {
            assert!(Day::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn instants_have_the_sites_date() {
        let zone = berlin();
        // 23:30 UTC on the 14th is 00:30 on the 15th in Berlin in winter.
        let when = When::parse("2026-01-14T23:30Z", &zone).unwrap();
        assert_eq!(when.day, Day::parse("2026-01-15").unwrap());
        // Clocks go forward at 02:00 on 2026-03-29: 02:30 is read as 03:30 (RFC 5545), 01:30Z.
        assert_eq!(
            When::parse("2026-03-29 02:30", &zone).unwrap().at,
            When::parse("2026-03-29T01:30:00Z", &zone).unwrap().at
        );
        // The fold at 2026-10-25 02:30 is read as its first occurrence, +02:00.
        assert_eq!(
            When::parse("2026-10-25T02:30", &zone).unwrap().at,
            When::parse("2026-10-25T02:30+02:00", &zone).unwrap().at
        );
        for bad in [
            "2026-01-14T9:30",
            "2026-01-14t09:30",
            "2026-01-14T09:30+1",
            "2026-01-14T25:00",
            "2026-01-14T09",
            "2026-01-14T09:30:15.",
            "2026-01-14  09:30",
            "2026-01-14T09:30:60",
            "2026-01-14T09:30:15.0123456789",
            // In Berlin the first is still 1989 and the second already 2200.
            "1990-01-01T00:30+02:00",
            "2199-12-31T23:30Z",
        ] {
            assert!(When::parse(bad, &zone).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_bare_date_sorts_before_a_time_on_it() {
        let zone = TimeZone::UTC;
        let bare = When::parse("2026-01-14", &zone).unwrap();
        let timed = When::parse("2026-01-14T00:00", &zone).unwrap();
        assert!(bare < timed);
        assert!(!bare.before(timed) && !timed.before(bare));
    }

    #[test]
    fn months_are_read_as_days_are() {
        assert_eq!(Month::parse("2026-03").map(|m| m.to_string()).as_deref(), Ok("2026-03"));
        for bad in ["2026-3", "2026-13", "2026-03-", "26-03", "2026-0ä", "20260ä3"] {
            let said = Month::parse(bad).unwrap_err();
            assert!(said.contains("is not a month like"), "{bad}: {said}");
        }
        let said = Month::parse("1989-12").unwrap_err();
        assert!(said.contains("between 1990 and 2199"), "{said}");
    }

    #[test]
    fn before_is_by_the_instant_or_the_day() {
        let at = |text: &str| When::parse(text, &TimeZone::UTC).unwrap();
        assert!(at("2026-01-14T09:00").before(at("2026-01-14T09:01")));
        assert!(
            !at("2026-01-14T09:00").before(at("2026-01-14T09:00")),
            "the same instant"
        );
        assert!(!at("2026-01-14").before(at("2026-01-14")));
        assert!(at("2026-01-13").before(at("2026-01-14T00:00")));
    }

    #[test]
    fn instants_to_the_nanosecond() {
        // 2026-01-14 is day 20,467 of the Unix epoch (date -u -d 2026-01-14 +%s / 86400).
        let second = 20_467 * 86_400 + 9 * 3600 + 30 * 60;
        let at = |clock: &str| When::parse(&format!("2026-01-14T{clock}"), &TimeZone::UTC).map(|w| w.at);
        assert_eq!(at("09:30"), Ok(Some(second * 1_000_000_000)));
        assert_eq!(at("09:30:15"), Ok(Some((second + 15) * 1_000_000_000)));
        assert_eq!(at("09:30:15.5"), Ok(Some((second + 15) * 1_000_000_000 + 500_000_000)));
        assert_eq!(
            at("09:30:15.123456789"),
            Ok(Some((second + 15) * 1_000_000_000 + 123_456_789))
        );
        let said = at("09:30:15.1234567891").unwrap_err();
        assert!(said.contains("more than nine digits"), "{said}");
        let said = at("09:30:60").unwrap_err();
        assert!(said.contains("leap second"), "{said}");
        for bad in [
            "09:30.5",
            "0930",
            "9:30",
            "09:3",
            "09:30:1",
            "09:30:15.",
            "09:30:15.x",
            "09:30:15:16",
        ] {
            let said = at(bad).unwrap_err();
            assert!(said.contains("no time like 09:30"), "{bad}: {said}");
        }
    }

    #[test]
    fn offsets_lead_to_universal_time() {
        let hour = 3600 * 1_000_000_000;
        let noon = |offset: &str| {
            let when = When::parse(&format!("2026-01-14T12:00{offset}"), &TimeZone::UTC);
            when.map(|w| w.at.unwrap() / 1_000_000 - 20_467 * 24 * hour / 1_000_000)
        };
        let minutes = |n: i64| n * 60_000;
        assert_eq!(noon("Z"), Ok(minutes(720)));
        assert_eq!(noon("+01:30"), Ok(minutes(720 - 90)));
        assert_eq!(noon("-01:30"), Ok(minutes(720 + 90)));
        assert_eq!(noon("+23:59"), Ok(minutes(720 - 23 * 60 - 59)));
        for bad in [
            "+24:00", "+00:60", "+24:60", "+1:30", "+01:3", "+0a:00", "+01:0a", "+0130", "Zulu",
        ] {
            let said = noon(bad).unwrap_err();
            assert!(said.contains("an offset that is not Z"), "{bad}: {said}");
        }
    }
}
