//! Single values of an export: dates, amounts, ids and texts, read exactly or not at all.

use std::fmt;

use jiff::civil;
use jiff::fmt::strtime::{self, BrokenDownTime};
use jiff::tz::TimeZone;
use unicode_normalization::UnicodeNormalization as _;

use crate::model::{Currency, Day, Id, Money, When};
use crate::reader::show;

/// How a date is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateFormat {
    /// ISO 8601, with or without a time and an offset.
    Iso,
    /// Milliseconds since 1970.
    UnixMs,
    /// A pattern such as `%d.%m.%Y`.
    Pattern(String),
}

impl fmt::Display for DateFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DateFormat::Iso => "iso",
            DateFormat::UnixMs => "unix-ms",
            DateFormat::Pattern(pattern) => pattern,
        })
    }
}

/// A date as it was read, before time zones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Raw {
    Date(civil::Date),
    Local(civil::DateTime),
    Instant(jiff::Timestamp),
}

impl DateFormat {
    /// Reads `iso`, `unix-ms` or a pattern.
    ///
    /// # Errors
    /// A pattern that no date can be read by.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text {
            "iso" => return Ok(DateFormat::Iso),
            "unix-ms" => return Ok(DateFormat::UnixMs),
            _ => {}
        }
        let format = DateFormat::Pattern(text.to_owned());
        let back = probe(text).and_then(|written| format.read(&written));
        match back {
            Some(_) => Ok(format),
            None => Err(format!(
                "`{}` is no format that a whole date can be read by; write one like `%d.%m.%Y` or `%m/%d/%Y %I:%M %p`",
                show(text)
            )),
        }
    }

    fn read(&self, text: &str) -> Option<Raw> {
        match self {
            DateFormat::Iso => iso(text),
            DateFormat::UnixMs => {
                let ms = text.parse().ok().filter(|_| text.len() >= 10)?;
                jiff::Timestamp::from_millisecond(ms).ok().map(Raw::Instant)
            }
            DateFormat::Pattern(pattern) => {
                let parsed = BrokenDownTime::parse(pattern, text).ok()?;
                if parsed.offset().is_some() {
                    return parsed.to_timestamp().ok().map(Raw::Instant);
                }
                if parsed.hour().is_some() {
                    return parsed.to_datetime().ok().map(Raw::Local);
                }
                parsed.to_date().ok().map(Raw::Date)
            }
        }
    }

    /// Whether a text that this format writes is another date in the other.
    pub fn contradicts(&self, other: &Self) -> bool {
        let one_way = |a: &Self, b: &Self| {
            let DateFormat::Pattern(pattern) = a else { return false };
            let Some(written) = probe(pattern) else { return false };
            match (a.read(&written), b.read(&written)) {
                (Some(x), Some(y)) => x != y,
                _ => false,
            }
        };
        one_way(self, other) || one_way(other, self)
    }
}

/// 3 April 2026, 01:02:03 in a pattern: its month and day could each be the other.
fn probe(pattern: &str) -> Option<String> {
    let at = civil::date(2026, 4, 3).at(1, 2, 3, 0).to_zoned(TimeZone::UTC).ok()?;
    strtime::format(pattern, &at).ok()
}

/// A date, or a time with or without an offset, by ISO 8601.
fn iso(text: &str) -> Option<Raw> {
    let bytes = text.as_bytes();
    if bytes.len() < 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    if bytes.len() == 10 {
        return text.parse().ok().map(Raw::Date);
    }
    // Warehouses write ` UTC` behind it.
    let text = text.strip_suffix(" UTC").map_or(text.into(), |t| format!("{t}Z"));
    let clock = text.get(11..)?;
    if clock.contains(['Z', 'z', '+', '-']) {
        text.parse().ok().map(Raw::Instant)
    } else {
        text.parse().ok().map(Raw::Local)
    }
}

/// What is needed to read dates.
#[derive(Clone, Copy, Debug)]
pub struct Dates<'a> {
    /// The formats, tried in their order.
    pub formats: &'a [DateFormat],
    /// The zone of times without one.
    pub zone: &'a TimeZone,
    /// The site's zone, in which an instant has its day.
    pub site: &'a TimeZone,
}

impl Dates<'_> {
    /// Reads a date, or an instant to the second.
    ///
    /// # Errors
    /// What is wrong, as a sentence part.
    pub fn read(&self, text: &str) -> Result<When, String> {
        let raw = self.formats.iter().find_map(|f| f.read(text)).ok_or_else(|| {
            let known: Vec<String> = self.formats.iter().map(|f| format!("`{f}`")).collect();
            format!("is no date in the format {}", known.join(" or "))
        })?;
        let instant = match raw {
            Raw::Date(date) => return in_range(date),
            Raw::Local(local) => self
                .zone
                .to_ambiguous_timestamp(local)
                .compatible()
                .map_err(|_| "has a time out of range".to_owned())?,
            Raw::Instant(instant) => instant,
        };
        let date = self.site.to_datetime(instant).date();
        let nanos = instant.as_second().checked_mul(1_000_000_000);
        Ok(When {
            at: Some(nanos.ok_or("has a time out of range")?),
            ..in_range(date)?
        })
    }
}

fn in_range(date: civil::Date) -> Result<When, String> {
    if (1990..=2199).contains(&date.year()) {
        Ok(When::date(Day::from_civil(date)))
    } else {
        Err("is not between 1990 and 2199".into())
    }
}

/// A date as our files write it; an instant in the site's time zone, with its offset.
pub fn write_when(when: When, zone: &TimeZone) -> String {
    let Some(instant) = when.at.and_then(|n| jiff::Timestamp::from_nanosecond(n.into()).ok()) else {
        return when.day.to_string();
    };
    let local = zone.to_datetime(instant);
    let seconds = zone.to_offset(instant).seconds();
    let clock = format!("{}T{:02}:{:02}", local.date(), local.hour(), local.minute());
    let clock = if local.second() == 0 {
        clock
    } else {
        format!("{clock}:{:02}", local.second())
    };
    if seconds % 60 != 0 {
        // Old local mean times: no offset of whole minutes.
        return format!("{instant}");
    }
    let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
    format!("{clock}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Reads an amount with a decimal mark; a currency's code or sign may stand around it.
///
/// Thousands may be grouped by the other mark, blanks or apostrophes, in threes; nothing else is passed over.
///
/// # Errors
/// What is wrong, as a sentence part.
pub fn amount(text: &str, decimal: char, currency: Currency) -> Result<Money, String> {
    let other = if decimal == '.' { ',' } else { '.' };
    let (number, currency) = without_currency(text, currency)?;
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |d| ("-", d.trim_start()));
    if digits.contains(['e', 'E']) && digits.bytes().any(|b| b.is_ascii_digit()) {
        return Err("was rounded by a spreadsheet: export it again without opening it there".into());
    }
    let (whole, fraction) = digits.split_once(decimal).map_or((digits, None), |(w, f)| (w, Some(f)));
    let marks: Vec<char> = whole.chars().filter(|c| !c.is_ascii_digit()).collect();
    let blank = |c: char| c == other || c == '\'' || c == '\u{2019}' || c.is_whitespace();
    let grouped = marks.iter().all(|c| blank(*c) && Some(c) == marks.first()) && {
        let mut groups = whole.split(blank);
        let first = groups.next().unwrap_or("");
        marks.is_empty() || ((1..=3).contains(&first.len()) && groups.all(|g| g.len() == 3))
    };
    if !grouped {
        return Err(format!("is no amount with the decimal mark `{decimal}`"));
    }
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let decimals = currency.decimals() as usize;
    let fraction = match fraction {
        Some(f) if f.len() > decimals && f.len() != 3 => {
            // Zeros that a database adds; three of them may be thousands.
            let kept = f.trim_end_matches('0');
            let kept = if kept.len() > decimals { f } else { kept };
            (!kept.is_empty()).then_some(kept)
        }
        Some(f) if f.len() == 3 && decimals < 3 => {
            return Err(format!(
                "has three digits after the decimal mark `{decimal}`: are they thousands?"
            ));
        }
        f => f,
    };
    let plain = fraction.map_or_else(|| format!("{sign}{whole}"), |f| format!("{sign}{whole}.{f}"));
    let money = Money::parse(&plain, currency).map_err(|why| {
        if why.starts_with("is not an amount") {
            format!("is no amount with the decimal mark `{decimal}`")
        } else {
            why
        }
    })?;
    if money.minor < 0 {
        return Err("is negative".into());
    }
    Ok(money)
}

/// The number without a code or sign of a currency around it.
fn without_currency(text: &str, currency: Currency) -> Result<(&str, Currency), String> {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | ',');
    let start = text.find(is_number).ok_or("is no amount")?;
    let end = text.rfind(|c: char| c.is_ascii_digit()).map_or(text.len(), |i| i + 1);
    let (before, after) = (text[..start].trim(), text.get(end..).unwrap_or("").trim());
    let number = text.get(start..end).unwrap_or("").trim();
    if before.contains('(') && after.contains(')') {
        return Err("is negative, as its parentheses say".into());
    }
    let mut found = currency;
    for sign in [before, after].into_iter().filter(|s| !s.is_empty()) {
        found = match Currency::parse(sign) {
            Some(named) => named,
            None if sign == currency.symbol() => currency,
            None => match sign {
                "€" => Currency::EUR,
                "£" => Currency::parse("GBP").unwrap_or(currency),
                // Many countries have dollars, and more than one a yen's sign.
                _ => return Err(format!("has `{}`, which is no currency's code", show(sign))),
            },
        };
    }
    Ok((number, found))
}

/// A text in NFC, one line, without control characters; how many of these were removed.
pub fn text(raw: &str) -> (String, usize) {
    if raw.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return (raw.trim().to_owned(), 0);
    }
    let mut removed = 0;
    let mut out = String::with_capacity(raw.len());
    for c in raw.nfc() {
        match c {
            '\n' | '\r' | '\t' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if c.is_control() => removed += 1,
            c => out.push(c),
        }
    }
    (out.trim().to_owned(), removed)
}

/// The id of a CRM's record: its prefix and the record's own id in lower case.
///
/// # Errors
/// What is wrong, as a sentence part.
pub fn record_id(prefix: &str, raw: &str, salesforce: bool) -> Result<Id, String> {
    let number = raw.contains("E+") || raw.contains("e+");
    if number && raw.bytes().all(|b| b.is_ascii_digit() || b"Ee+.,".contains(&b)) {
        return Err("was rounded by a spreadsheet: export it again without opening it there".into());
    }
    let full = if salesforce { long_id(raw)? } else { raw.to_owned() };
    let lower = format!("{prefix}{}", full.to_lowercase());
    if let Ok(id) = Id::parse(&lower) {
        return Ok(id);
    }
    Id::suggestion(&lower)
        .filter(|id| id.len() > prefix.len())
        .and_then(|id| Id::parse(&id).ok())
        .ok_or_else(|| "cannot be made an id".to_owned())
}

/// A Salesforce id of 15 characters with the three that make it the same in any case: each stands for five
/// characters, its bits for their capitals.
fn long_id(raw: &str) -> Result<String, String> {
    if !raw.bytes().all(|b| b.is_ascii_alphanumeric()) || !(raw.len() == 15 || raw.len() == 18) {
        return Err("is no Salesforce id of 15 or 18 characters".into());
    }
    if raw.len() == 18 {
        return Ok(raw.to_owned());
    }
    let tail = raw.as_bytes().chunks(5).map(|five| {
        let bits = (0..5)
            .filter(|i| five[*i].is_ascii_uppercase())
            .map(|i| 1usize << i)
            .sum::<usize>();
        char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits])
    });
    Ok(raw.chars().chain(tail).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eur(text: &str, decimal: char) -> Result<i64, String> {
        amount(text, decimal, Currency::EUR).map(|m| m.minor)
    }

    #[test]
    fn amounts_are_exact_or_refused() {
        for (text, decimal, minor) in [
            ("24000", '.', 2_400_000),
            ("24,000.50", '.', 2_400_050),
            ("24.000,5", ',', 2_400_050),
            ("€ 1.234.567,00", ',', 123_456_700),
            ("1'200.00", '.', 120_000),
            ("1 200,00 €", ',', 120_000),
            ("1200.0", '.', 120_000),
            ("1200.000000", '.', 120_000),
            ("0", '.', 0),
            ("9999999999999.99", '.', 999_999_999_999_999),
        ] {
            assert_eq!(eur(text, decimal), Ok(minor), "{text}");
        }
        assert_eq!(amount("$5", '.', Currency::parse("USD").unwrap()).unwrap().minor, 500);
        assert_eq!(
            amount("1200.0", '.', Currency::parse("JPY").unwrap()).unwrap().minor,
            1200
        );
        let usd = amount("USD 1,200", '.', Currency::EUR).unwrap();
        assert_eq!((usd.minor, usd.currency.code()), (120_000, "USD"));
        for (text, decimal) in [
            ("12,50", '.'),
            ("12.500", '.'),
            ("1.2E+05", '.'),
            ("-5", '.'),
            ("", '.'),
            ("x", '.'),
            ("$5", '.'),
            ("1,23,456", '.'),
            ("1.5.5", '.'),
            ("12.505,001", ','),
            ("5 apples", '.'),
            ("1,200'300", '.'),
            ("10000000000000", '.'),
        ] {
            assert!(eur(text, decimal).is_err(), "{text}: {:?}", eur(text, decimal));
        }
    }

    #[test]
    fn dates_by_their_formats() {
        let berlin = jiff::tz::TimeZoneDatabase::bundled().get("Europe/Berlin").unwrap();
        let read = |format: &str, text: &str| {
            let formats = [DateFormat::parse(format).unwrap()];
            let dates = Dates {
                formats: &formats,
                zone: &TimeZone::UTC,
                site: &berlin,
            };
            dates.read(text).map(|w| write_when(w, &berlin))
        };
        for (format, text, want) in [
            ("%d.%m.%Y", "3.4.2026", "2026-04-03"),
            ("%m/%d/%Y", "04/03/2026", "2026-04-03"),
            ("%m/%d/%Y %I:%M %p", "1/14/2026 11:30 PM", "2026-01-15T00:30+01:00"),
            ("iso", "2026-07-01T10:00:05.123+0000", "2026-07-01T12:00:05+02:00"),
            ("iso", "2026-01-14T23:30:00.000Z", "2026-01-15T00:30+01:00"),
            ("iso", "2026-01-14 09:30", "2026-01-14T10:30+01:00"),
            ("iso", "2026-01-14 09:30:00 UTC", "2026-01-14T10:30+01:00"),
            ("iso", "2026-01-14", "2026-01-14"),
            ("unix-ms", "1767225600000", "2026-01-01T01:00+01:00"),
        ] {
            assert_eq!(read(format, text).as_deref(), Ok(want), "{text}");
        }
        for (format, text) in [
            ("%d.%m.%Y", "31.2.2026"),
            ("%d.%m.%Y", "3.4.26"),
            ("iso", "1970-01-01"),
            ("iso", "soon"),
            ("%m/%d/%Y", "13/01/2026"),
        ] {
            assert!(read(format, text).is_err(), "{text}: {:?}", read(format, text));
        }
        assert!(DateFormat::parse("%Y").is_err() && DateFormat::parse("%!").is_err());
    }

    #[test]
    fn two_orders_of_day_and_month_contradict() {
        let f = |t: &str| DateFormat::parse(t).unwrap();
        assert!(f("%d/%m/%Y").contradicts(&f("%m/%d/%Y")));
        assert!(!f("%d.%m.%Y").contradicts(&f("%m/%d/%Y")));
        assert!(!f("%Y-%m-%d").contradicts(&f("iso")));
        assert!(f("%Y-%d-%m").contradicts(&f("iso")));
    }

    #[test]
    fn ids_of_salesforce_are_the_same_in_any_case() {
        // Worked by hand: "0065g" no capitals A, "00000" A, "AbCdE" bits 0, 2 and 4 = 21 = V.
        assert_eq!(long_id("0065g00000AbCdE").unwrap(), "0065g00000AbCdEAAV");
        assert_eq!(
            record_id("sf-", "0065g00000AbCdE", true).unwrap().as_str(),
            "sf-0065g00000abcdeaav"
        );
        assert!(record_id("sf-", "12", true).is_err());
        assert!(record_id("hs-", "1.23457E+11", false).is_err());
        assert_eq!(record_id("x-", "A 7/b", false).unwrap().as_str(), "x-a-7-b");
    }

    #[test]
    fn texts_lose_only_control_characters() {
        assert_eq!(text(" a\u{0}b\u{1b}[31m\r\nc "), ("ab[31m c".into(), 2));
        assert_eq!(text("=cmd|' /C calc'!A0"), ("=cmd|' /C calc'!A0".into(), 0));
        assert_eq!(text("e\u{301}\u{202e}x"), ("\u{e9}\u{202e}x".into(), 0));
    }
}
