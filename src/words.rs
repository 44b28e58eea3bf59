//! Numbers, dates and names as people read them. One place, so that a language is one place too.

use crate::metrics::{Number, Period, PeriodKind, Unit};
use crate::model::{Currency, Day, Month, round_half_up};

/// What stands where there is no value.
pub const NOTHING: &str = "–";

/// A whole number with its digits grouped: `4,210`.
pub fn grouped(n: i128) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        out.push('−');
    }
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// "1 deal", "12 deals".
pub fn plural(n: i128, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// Money in full: `€24,000`, with cents only where there are any and it is under a thousand.
pub fn money(minor: i128, currency: Currency) -> String {
    let per_major = currency.minor_per_major();
    let whole = minor.abs() / per_major;
    let exact = minor.abs() % per_major == 0;
    let number = if exact || whole >= 1000 {
        grouped(round_half_up(minor.abs(), per_major))
    } else {
        format!(
            "{}.{:0>width$}",
            grouped(whole),
            minor.abs() % per_major,
            width = currency.decimals() as usize
        )
    };
    format!("{}{}{number}", if minor < 0 { "−" } else { "" }, symbol(currency))
}

/// The sign where it is short, else the code and a space.
fn symbol(currency: Currency) -> String {
    let sign = currency.symbol();
    if sign.chars().count() <= 2 && !sign.is_empty() && currency.code() != sign {
        sign
    } else {
        format!("{}\u{a0}", currency.code())
    }
}

/// Money for charts and cards: `€12k`, `€1.3M`.
pub fn short_money(minor: i128, currency: Currency) -> String {
    let per_major = currency.minor_per_major();
    let major = minor.abs() / per_major;
    if major < 1000 {
        return money(round_half_up(minor, per_major) * per_major, currency);
    }
    format!(
        "{}{}{}",
        if minor < 0 { "−" } else { "" },
        symbol(currency),
        short(minor.abs(), per_major)
    )
}

/// `n` / `unit` to two or three digits with `k`, `M`, `bn`.
fn short(n: i128, unit: i128) -> String {
    // One step up where rounding would give a thousand of a kind.
    let steps = [
        (1_000, "k"),
        (1_000_000, "M"),
        (1_000_000_000, "bn"),
        (1_000_000_000_000, "tn"),
    ];
    let fits = |size: i128| round_half_up(n, unit * size) < 1000;
    let (size, suffix) = steps.into_iter().find(|(size, _)| fits(*size)).unwrap_or(steps[3]);
    let tenths = round_half_up(n * 10, unit * size);
    if tenths < 100 && tenths % 10 != 0 {
        format!("{}.{}{suffix}", tenths / 10, tenths % 10)
    } else {
        format!("{}{suffix}", grouped(round_half_up(n, unit * size)))
    }
}

/// A count for charts: `940`, `12k`.
pub fn short_count(n: i128) -> String {
    if n.abs() < 10_000 {
        grouped(n)
    } else {
        format!("{}{}", if n < 0 { "−" } else { "" }, short(n.abs(), 1))
    }
}

/// A rate as a percentage: `24%`, `3.2%` where it is small.
pub fn percent(rate: f64) -> String {
    let p = rate * 100.0;
    if p.abs() < 9.95 && (p - p.round()).abs() > 0.049 {
        format!("{p:.1}%").replace('-', "−")
    } else {
        format!("{}%", grouped(p.round() as i128))
    }
}

/// A part of a whole; of fewer than 5 as "3 of 4".
pub fn share(k: i128, n: i128) -> String {
    match n {
        n if n <= 0 => NOTHING.into(),
        1..=4 => format!("{} of {}", grouped(k), grouped(n)),
        _ => percent(k as f64 / n as f64),
    }
}

/// A decimal with at most one digit after the point.
fn decimal(x: f64) -> String {
    let tenths = (x * 10.0).round() as i128;
    let sign = if tenths < 0 { "−" } else { "" };
    let abs = tenths.abs();
    if abs % 10 == 0 {
        format!("{sign}{}", grouped(abs / 10))
    } else {
        format!("{sign}{}.{}", grouped(abs / 10), abs % 10)
    }
}

/// Hours as people say them: minutes under two hours, days from two days on.
pub fn hours(h: f64) -> String {
    if h < 2.0 {
        let minutes = (h * 60.0).round() as i128;
        plural(minutes, "minute", "minutes")
    } else if h < 48.0 {
        format!("{} hours", decimal(h))
    } else {
        format!("{} days", decimal(h / 24.0))
    }
}

/// A value in words, in full or short for charts.
pub fn value(number: Number, unit: Unit, currency: Currency, is_short: bool) -> String {
    let Some(x) = number.as_f64() else {
        return NOTHING.into();
    };
    match (unit, number) {
        (Unit::Count, Number::Int(n)) => {
            if is_short {
                short_count(n)
            } else {
                grouped(n)
            }
        }
        (Unit::Money, Number::Money(m)) => {
            if is_short {
                short_money(m, currency)
            } else {
                money(m, currency)
            }
        }
        (Unit::MoneyPerDay, Number::Money(m)) => {
            let text = if is_short {
                short_money(m, currency)
            } else {
                money(m, currency)
            };
            if is_short { text } else { format!("{text} a day") }
        }
        (Unit::Rate, _) => percent(x),
        (Unit::Days, _) => {
            if is_short {
                decimal(x)
            } else {
                format!("{} {}", decimal(x), if (x - 1.0).abs() < 1e-9 { "day" } else { "days" })
            }
        }
        (Unit::Hours, _) => hours(x),
        _ => decimal_two(x),
    }
}

/// A quotient with two digits.
fn decimal_two(x: f64) -> String {
    format!("{x:.2}").replace('-', "−")
}

/// A float on an axis of this unit; money in minor units.
pub fn tick(x: f64, unit: Unit, currency: Currency) -> String {
    match unit {
        Unit::Count => {
            if x.fract().abs() < 1e-9 {
                short_count(x as i128)
            } else {
                // Half a deal is no tick.
                String::new()
            }
        }
        Unit::Money | Unit::MoneyPerDay => short_money(x as i128, currency),
        Unit::Rate => percent(x),
        Unit::Days => decimal(x),
        Unit::Hours => format!("{} h", decimal(x)),
        Unit::Ratio => {
            if x.fract().abs() < 1e-9 {
                grouped(x as i128)
            } else {
                format!("{x:.1}").replace('-', "−")
            }
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `30 September 2026`.
pub fn date(day: Day) -> String {
    let d = day.civil();
    format!("{} {} {}", d.day(), month_name(d.month()), d.year())
}

/// `30 Sep 2026`.
pub fn short_date(day: Day) -> String {
    let d = day.civil();
    format!("{} {} {}", d.day(), &month_name(d.month())[..3], d.year())
}

/// `30 Sep`.
pub fn day_month(day: Day) -> String {
    let d = day.civil();
    format!("{} {}", d.day(), &month_name(d.month())[..3])
}

fn month_name(month: i8) -> &'static str {
    MONTHS[usize::try_from(month - 1).unwrap_or(0).min(11)]
}

/// `Q3 2026`, `September 2026`, `2026`, `all time`.
pub fn period(period: &Period) -> String {
    let fiscal = if period.id.starts_with("FY") { "FY" } else { "" };
    let id = period.id.trim_start_matches("FY");
    match (period.kind, id.split_once('-')) {
        (PeriodKind::All, _) => "all time".into(),
        (PeriodKind::Quarter, Some((year, quarter))) => format!("{quarter} {fiscal}{year}"),
        (PeriodKind::Month, _) => month(period.first.month()),
        _ => period.id.clone(),
    }
}

/// `September 2026`.
pub fn month(month: Month) -> String {
    let d = month.first().civil();
    format!("{} {}", month_name(d.month()), d.year())
}

/// `Sep ’26`.
pub fn short_month(month: Month) -> String {
    let d = month.first().civil();
    format!("{} ’{:02}", &month_name(d.month())[..3], d.year() % 100)
}

/// The same, short enough for an axis: `Q3 ’26`, `Sep ’26`.
pub fn period_short(p: &Period) -> String {
    let id = p.id.trim_start_matches("FY");
    match (p.kind, id.split_once('-')) {
        (PeriodKind::Quarter, Some((year, quarter))) => format!("{quarter} ’{}", &year[2..]),
        (PeriodKind::Month, _) => short_month(p.first.month()),
        (PeriodKind::All, _) => "all".into(),
        _ => p.id.clone(),
    }
}

/// "in Q3 2026", "since the start".
pub fn in_period(p: &Period) -> String {
    match p.kind {
        PeriodKind::All => format!("since {}", month(p.first.month())),
        _ if p.running => format!("in {} so far", period(p)),
        _ => format!("in {}", period(p)),
    }
}

/// A list in a sentence: "a, b and c".
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// A name that was written for a machine (`paid-search`) as people write it: `paid search`. Any other
/// stays as it is.
pub fn label(name: &str) -> String {
    let machine = name
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if machine {
        name.replace('-', " ")
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_read_them() {
        let eur = Currency::EUR;
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(-4210), "−4,210");
        assert_eq!(money(2_400_000, eur), "€24,000");
        assert_eq!(money(1234, eur), "€12.34");
        assert_eq!(money(-500, eur), "−€5");
        assert_eq!(short_money(19_147_000, eur), "€191k");
        assert_eq!(short_money(12_500_000, eur), "€125k");
        assert_eq!(short_money(99_999_999, eur), "€1M");
        assert_eq!(short_money(130_000_000, eur), "€1.3M");
        assert_eq!(percent(0.5), "50%");
        assert_eq!(percent(0.032), "3.2%");
        assert_eq!(share(3, 4), "3 of 4");
        assert_eq!(share(0, 0), NOTHING);
        assert_eq!(hours(65.6), "2.7 days");
        assert_eq!(hours(0.5), "30 minutes");
    }
}
