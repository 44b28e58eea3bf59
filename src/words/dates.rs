//! Days, months and periods.

use std::sync::OnceLock;

use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter as Formatter;
use icu_datetime::fieldsets::{M, MD, YM, YMD};
use icu_locale_core::Locale;

use super::{Words, say};
use crate::metrics::{Period, PeriodKind};
use crate::model::{Day, Month};

/// The forms of dates that pages use.
pub(super) struct Dates {
    long: Formatter<Gregorian, YMD>,
    medium: Formatter<Gregorian, YMD>,
    day_month: Formatter<Gregorian, MD>,
    month: Formatter<Gregorian, YM>,
    name: Formatter<Gregorian, M>,
    /// What is said of a day of the year, once it was asked for: most pages name the same few hundred days.
    long_days: Days,
    medium_days: Days,
}

/// By month and day, what stands before the year of a date and after it.
type Days = Box<[OnceLock<(String, String)>]>;

/// A date in one of the forms; the year, in four digits, stands in it once.
fn dated(days: &Days, format: &Formatter<Gregorian, YMD>, day: Day) -> String {
    let d = day.civil();
    let (year, month, of_month) = (d.year(), d.month().unsigned_abs(), d.day().unsigned_abs());
    let around = days.get(usize::from(month) * 32 + usize::from(of_month)).map(|slot| {
        slot.get_or_init(|| {
            let text = unbroken(&format.format(&civil(day)).to_string());
            let split = text.split_once(&year.to_string());
            split.map_or((text.clone(), String::new()), |(a, b)| (a.to_owned(), b.to_owned()))
        })
    });
    match around {
        Some((before, after)) if (1000..=9999).contains(&year) => format!("{before}{year}{after}"),
        _ => unbroken(&format.format(&civil(day)).to_string()),
    }
}

/// Day and month stay on one line.
fn unbroken(date: &str) -> String {
    date.replacen(' ', "\u{a0}", 1)
}

fn days() -> Days {
    (0..13 * 32).map(|_| OnceLock::new()).collect()
}

impl Dates {
    /// The forms of a language: the long ones of one locale, the short ones of another.
    ///
    /// # Panics
    /// Never: the data of both languages is inside the binary.
    pub(super) fn new(locale: &Locale, short: &Locale) -> Self {
        const THERE: &str = "the data of every language is compiled in";
        Self {
            long: Formatter::try_new(locale.into(), YMD::long()).expect(THERE),
            medium: Formatter::try_new(short.into(), YMD::medium()).expect(THERE),
            day_month: Formatter::try_new(short.into(), MD::medium()).expect(THERE),
            month: Formatter::try_new(locale.into(), YM::long()).expect(THERE),
            name: Formatter::try_new(short.into(), M::medium()).expect(THERE),
            long_days: days(),
            medium_days: days(),
        }
    }
}

/// A day in the calendar of the formatters. Every day that a file can name is one.
fn civil(day: Day) -> Date<Gregorian> {
    let d = day.civil();
    let (month, day) = (d.month().unsigned_abs(), d.day().unsigned_abs());
    Date::try_new_gregorian(d.year().into(), month, day)
        .or_else(|_| Date::try_new_gregorian(1970, 1, 1))
        .expect("the first of January is a day")
}

impl Words {
    /// `30 September 2026`.
    pub fn date(&self, day: Day) -> String {
        dated(&self.dates.long_days, &self.dates.long, day)
    }

    /// `30 Sep 2026`.
    pub fn short_date(&self, day: Day) -> String {
        dated(&self.dates.medium_days, &self.dates.medium, day)
    }

    /// `30 Sep`.
    pub fn day_month(&self, day: Day) -> String {
        unbroken(&self.dates.day_month.format(&civil(day)).to_string())
    }

    /// The days from one to another, what they share said once: `25` and `31 October 2026`.
    pub fn from_to(&self, from: Day, to: Day) -> (String, String) {
        let (from, to) = (self.date(from), self.date(to));
        let mut parts: Vec<&str> = from.split_inclusive(char::is_whitespace).collect();
        let other: Vec<&str> = to.split_inclusive(char::is_whitespace).collect();
        let same = parts.iter().rev().zip(other.iter().rev());
        let shared = same.take_while(|(a, b)| a == b).count();
        parts.truncate((parts.len() - shared).max(1));
        (parts.concat().trim_end().to_owned(), to)
    }

    /// `September 2026`.
    pub fn month(&self, month: Month) -> String {
        self.dates.month.format(&civil(month.first())).to_string()
    }

    /// `Sep`.
    pub fn month_name(&self, day: Day) -> String {
        self.dates.name.format(&civil(day)).to_string()
    }

    /// `Sep ’26`.
    pub fn short_month(&self, month: Month) -> String {
        let first = month.first();
        format!("{} ’{:02}", self.month_name(first), first.civil().year() % 100)
    }

    /// `Q3 2026`, `September 2026`, `2026`, `all time`.
    pub fn period(&self, period: &Period) -> String {
        let (fiscal, id) = fiscal(period);
        match (period.kind, id.split_once('-')) {
            (PeriodKind::All, _) => say!(self, "period-all"),
            (PeriodKind::Quarter, Some((year, quarter))) => format!("{quarter} {fiscal}{year}"),
            (PeriodKind::Month, _) => self.month(period.first.month()),
            _ => period.id.clone(),
        }
    }

    /// The same as the start of a sentence or a name.
    pub fn period_name(&self, period: &Period) -> String {
        super::capital(&self.period(period))
    }

    /// The same, short enough for an axis: `Q3 ’26`, `Sep ’26`.
    pub fn period_short(&self, p: &Period) -> String {
        match (p.kind, fiscal(p).1.split_once('-')) {
            (PeriodKind::Quarter, Some((year, quarter))) => format!("{quarter} ’{}", &year[2..]),
            (PeriodKind::Month, _) => self.short_month(p.first.month()),
            (PeriodKind::All, _) => say!(self, "period-all-short"),
            _ => p.id.clone(),
        }
    }

    /// "in Q3 2026", "since the start".
    pub fn in_period(&self, p: &Period) -> String {
        let within = match p.kind {
            PeriodKind::All => return say!(self, "in-all", month = self.month(p.first.month())),
            PeriodKind::Quarter => say!(self, "in-quarter", period = self.period(p)),
            PeriodKind::Month => say!(self, "in-month", period = self.period(p)),
            PeriodKind::Year => say!(self, "in-year", period = self.period(p)),
        };
        if p.running {
            say!(self, "in-so-far", within = within)
        } else {
            within
        }
    }

    /// A period's name with "so far" where it is still running.
    pub fn period_so_far(&self, p: &Period) -> String {
        if p.running {
            say!(self, "name-so-far", name = self.period(p))
        } else {
            self.period(p)
        }
    }
}

/// `FY` where the fiscal year is not the calendar's, and the id without it.
fn fiscal(period: &Period) -> (&'static str, &str) {
    let id = period.id.as_str();
    id.strip_prefix("FY").map_or(("", id), |rest| ("FY", rest))
}
