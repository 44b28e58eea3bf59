//! Numbers, money and lists.

use fixed_decimal::Decimal;
use icu_decimal::DecimalFormatter;
use icu_decimal::options::DecimalFormatterOptions;
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale_core::Locale;

use super::{NOTHING, Words, say};
use crate::metrics::{Dimension, Number, Unit};
use crate::model::{Currency, Side, round_half_up};
use crate::settings::{Language, Within};

/// What CLDR says of a language beside its digits: `currencyFormats`, `percentFormats` and
/// `decimalFormats-numberSystem-latn/short`, whose formatters ICU4X does not offer as stable yet.
pub(super) struct Shape {
    /// Whether the currency's sign stands after the number, with a space that does not break.
    sign_after: bool,
    /// What stands after a percentage.
    pub(super) percent: &'static str,
    /// From which number on it is written short, by what it is divided, and what follows.
    steps: &'static [(i128, &'static str)],
}

const EN: Shape = Shape {
    sign_after: false,
    percent: "%",
    steps: &[
        (1_000, "k"),
        (1_000_000, "M"),
        (1_000_000_000, "bn"),
        (1_000_000_000_000, "tn"),
    ],
};

/// German has no short thousand.
const DE: Shape = Shape {
    sign_after: true,
    percent: "\u{a0}%",
    steps: &[
        (1_000_000, "\u{a0}Mio."),
        (1_000_000_000, "\u{a0}Mrd."),
        (1_000_000_000_000, "\u{a0}Bio."),
    ],
};

/// The digits of a language.
///
/// # Panics
/// Never: the data of both languages is inside the binary.
pub(super) fn decimals(locale: &Locale) -> DecimalFormatter {
    DecimalFormatter::try_new(locale.into(), DecimalFormatterOptions::default())
        .expect("the data of every language is compiled in")
}

/// Lists with "and".
///
/// # Panics
/// Never: the data of both languages is inside the binary.
pub(super) fn and(locale: &Locale) -> ListFormatter {
    ListFormatter::try_new_and(locale.into(), ListFormatterOptions::default())
        .expect("the data of every language is compiled in")
}

/// A number of tenths, hundredths and so on, as the language writes it; the minus is the long one.
fn scaled(decimals: &DecimalFormatter, mantissa: i128, scale: i16) -> String {
    let sign = if mantissa < 0 { "−" } else { "" };
    // Below a thousand there is nothing to group.
    if scale == 0 && mantissa.unsigned_abs() < 1000 {
        return format!("{sign}{}", mantissa.unsigned_abs());
    }
    let mut number = Decimal::from(mantissa.unsigned_abs());
    number.multiply_pow10(-scale);
    format!("{sign}{}", decimals.format(&number))
}

/// At most one digit after the point.
pub(super) fn tenths(decimals: &DecimalFormatter, x: f64) -> String {
    let tenths = (x * 10.0).round() as i128;
    if tenths % 10 == 0 {
        scaled(decimals, tenths / 10, 0)
    } else {
        scaled(decimals, tenths, 1)
    }
}

impl Words {
    pub(super) fn shape(&self) -> &'static Shape {
        match self.language {
            Language::En => &EN,
            Language::De => &DE,
        }
    }

    pub(super) fn scaled(&self, mantissa: i128, scale: i16) -> String {
        scaled(&self.decimals, mantissa, scale)
    }

    /// A whole number with its digits grouped: `4,210`.
    pub fn grouped(&self, n: i128) -> String {
        self.scaled(n, 0)
    }

    /// A number with a fixed count of digits after the point.
    pub fn fixed(&self, x: f64, digits: i16) -> String {
        let factor = 10f64.powi(digits.into());
        let whole = x.abs() * factor;
        // Rounded as text, so that 0.145 is what it is written as; that would round halves to even.
        let text = format!("{:.*}", usize::try_from(digits).unwrap_or(0), x.abs());
        let mantissa: i128 = match text.replace('.', "").parse() {
            Ok(rounded) if whole.fract().total_cmp(&0.5).is_ne() => rounded,
            _ => whole.round() as i128,
        };
        self.scaled(if x < 0.0 { -mantissa } else { mantissa }, digits)
    }

    /// A decimal number as data files write it.
    pub fn exact(&self, text: &str) -> String {
        let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("−", rest));
        Decimal::try_from_str(digits).map_or_else(
            |_| text.to_owned(),
            |number| format!("{sign}{}", self.decimals.format(&number)),
        )
    }

    /// "12 deals"
    pub fn deals(&self, n: i128) -> String {
        say!(self, "count-deals", n = n)
    }

    /// "12 days"
    pub fn days(&self, n: i128) -> String {
        say!(self, "count-days", n = n)
    }

    /// Money in full: `€24,000`, with cents only where there are any and it is under a thousand.
    pub fn money(&self, minor: i128, currency: Currency) -> String {
        let per_major = currency.minor_per_major();
        let whole = minor.abs() / per_major;
        let exact = minor.abs() % per_major == 0;
        let number = if exact || whole >= 1000 {
            self.grouped(round_half_up(minor.abs(), per_major))
        } else {
            self.scaled(minor.abs(), i16::try_from(currency.decimals()).unwrap_or(0))
        };
        self.with_sign(minor < 0, &number, currency)
    }

    /// Money for each one of money: `€1.48`, with hundredths in every currency.
    pub fn money_ratio(&self, x: f64, currency: Currency) -> String {
        let number = self.fixed(x.abs(), 2);
        let is_zero = (x * 100.0).round() == 0.0;
        self.with_sign(x < 0.0 && !is_zero, &number, currency)
    }

    /// One of the currency: `€1`.
    pub fn one(&self, currency: Currency) -> String {
        self.money(currency.minor_per_major(), currency)
    }

    /// A number with its currency's sign where the language puts it; the code where the sign is long.
    pub(super) fn with_sign(&self, negative: bool, number: &str, currency: Currency) -> String {
        let minus = if negative { "−" } else { "" };
        let sign = currency.symbol();
        let short = sign.chars().count() <= 2 && !sign.is_empty() && currency.code() != sign;
        match (self.shape().sign_after, short) {
            (true, true) => format!("{minus}{number}\u{a0}{sign}"),
            (true, false) => format!("{minus}{number}\u{a0}{}", currency.code()),
            (false, true) => format!("{minus}{sign}{number}"),
            (false, false) => format!("{minus}{}\u{a0}{number}", currency.code()),
        }
    }

    /// Money for charts and cards: `€12k`, `€1.3M`.
    pub fn short_money(&self, minor: i128, currency: Currency) -> String {
        let per_major = currency.minor_per_major();
        if minor.abs() / per_major < self.shape().steps[0].0 {
            return self.money(round_half_up(minor, per_major) * per_major, currency);
        }
        self.with_sign(minor < 0, &self.short(minor.abs(), per_major), currency)
    }

    /// `n` / `unit` to two or three digits with `k`, `M`, `bn`.
    fn short(&self, n: i128, unit: i128) -> String {
        let steps = self.shape().steps;
        // One step up where rounding would give a thousand of a kind.
        let fits = |size: i128| round_half_up(n, unit * size) < 1000;
        let last = steps[steps.len() - 1];
        let (size, suffix) = steps.iter().copied().find(|(size, _)| fits(*size)).unwrap_or(last);
        let tenths = round_half_up(n * 10, unit * size);
        if tenths < 100 && tenths % 10 != 0 {
            format!("{}{suffix}", self.scaled(tenths, 1))
        } else {
            format!("{}{suffix}", self.grouped(round_half_up(n, unit * size)))
        }
    }

    /// A count for charts: `940`, `12k`.
    pub fn short_count(&self, n: i128) -> String {
        if n.abs() < self.shape().steps[0].0.max(10_000) {
            self.grouped(n)
        } else {
            format!("{}{}", if n < 0 { "−" } else { "" }, self.short(n.abs(), 1))
        }
    }

    /// A rate as a percentage: `24%`, `3.2%` where it is small.
    pub fn percent(&self, rate: f64) -> String {
        let p = rate * 100.0;
        let number = if p.abs() < 9.95 && (p - p.round()).abs() > 0.049 {
            self.fixed(p, 1)
        } else {
            self.grouped(p.round() as i128)
        };
        format!("{number}{}", self.shape().percent)
    }

    /// "3 of 4"
    pub fn k_of_n(&self, k: i128, n: i128) -> String {
        say!(self, "k-of-n", k = self.grouped(k), n = self.grouped(n))
    }

    /// A part of a whole; of fewer than 5 as "3 of 4".
    pub fn share(&self, k: i128, n: i128) -> String {
        match n {
            n if n <= 0 => NOTHING.into(),
            1..=4 => self.k_of_n(k, n),
            _ => self.percent(k as f64 / n as f64),
        }
    }

    /// "29% to 71%"
    pub fn interval(&self, (low, high): (f64, f64)) -> String {
        self.range(&self.percent(low), &self.percent(high))
    }

    /// "29% to 71%"
    pub fn range(&self, low: &str, high: &str) -> String {
        say!(self, "low-to-high", low = low, high = high)
    }

    /// A decimal with at most one digit after the point.
    pub fn decimal(&self, x: f64) -> String {
        tenths(&self.decimals, x)
    }

    /// Hours as people say them: minutes under two hours, days from two days on.
    pub fn hours(&self, h: f64) -> String {
        if h < 2.0 {
            say!(self, "count-minutes", n = (h * 60.0).round())
        } else if h < 48.0 {
            say!(self, "count-hours", n = h)
        } else {
            say!(self, "span-days", n = h / 24.0)
        }
    }

    /// A value in words, in full or short for charts.
    pub fn value(&self, number: Number, unit: Unit, currency: Currency, is_short: bool) -> String {
        let Some(x) = number.as_f64() else {
            return NOTHING.into();
        };
        let money = |m: i128| {
            if is_short {
                self.short_money(m, currency)
            } else {
                self.money(m, currency)
            }
        };
        match (unit, number) {
            (Unit::Count, Number::Int(n)) if is_short => self.short_count(n),
            (Unit::Count, Number::Int(n)) => self.grouped(n),
            (Unit::Money, Number::Money(m)) => money(m),
            (Unit::MoneyPerDay, Number::Money(m)) if is_short => money(m),
            (Unit::MoneyPerDay, Number::Money(m)) => say!(self, "money-a-day", money = money(m)),
            (Unit::Rate, _) => self.percent(x),
            (Unit::MoneyRatio, _) => self.money_ratio(x, currency),
            (Unit::Days, _) if is_short => self.decimal(x),
            (Unit::Days, _) => say!(self, "count-days", n = x),
            (Unit::Hours, _) => self.hours(x),
            _ => self.fixed(x, 2),
        }
    }

    /// A number in millionths (of money: of the major unit) that is a multiple of `step`, with as many digits as
    /// the step has: for differences, which must add up as they are shown.
    pub fn precise(&self, millionths: i128, step: i128, unit: Unit, currency: Currency) -> String {
        let (sign, abs) = (if millionths < 0 { "−" } else { "" }, millionths.abs());
        let digits = |one: i128| (0..7).take_while(|d| step * 10i128.pow(*d) < one).count();
        let number = |one: i128| {
            let digits = digits(one);
            let mantissa = round_half_up(abs * 10i128.pow(u32::try_from(digits).unwrap_or(0)), one);
            self.scaled(mantissa, i16::try_from(digits).unwrap_or(0))
        };
        match unit {
            Unit::Count | Unit::Ratio => format!("{sign}{}", number(1_000_000)),
            Unit::Rate => format!("{sign}{}{}", number(10_000), self.shape().percent),
            Unit::Money | Unit::MoneyRatio => self.with_sign(millionths < 0, &number(1_000_000), currency),
            Unit::MoneyPerDay => {
                let money = self.with_sign(millionths < 0, &number(1_000_000), currency);
                say!(self, "money-a-day", money = money)
            }
            Unit::Days => format!("{sign}{}", say!(self, "short-days", n = number(1_000_000))),
            Unit::Hours => format!("{sign}{}", say!(self, "short-hours", n = number(1_000_000))),
        }
    }

    /// A float on an axis of this unit; money in minor units.
    pub fn tick(&self, x: f64, unit: Unit, currency: Currency) -> String {
        let whole = x.fract().abs() < 1e-9;
        match unit {
            Unit::Count if whole => self.short_count(x as i128),
            // Half a deal is no tick.
            Unit::Count => String::new(),
            Unit::Money | Unit::MoneyPerDay => self.short_money(x as i128, currency),
            Unit::Rate => self.percent(x),
            Unit::Days => self.decimal(x),
            Unit::Hours => say!(self, "short-hours", n = self.decimal(x)),
            Unit::Ratio if whole => self.grouped(x as i128),
            Unit::Ratio => self.fixed(x, 1),
            Unit::MoneyRatio if whole => self.with_sign(x < 0.0, &self.grouped(x.abs() as i128), currency),
            Unit::MoneyRatio => self.money_ratio(x, currency),
        }
    }

    /// What something is broken down by: "channel".
    pub fn by(&self, dimension: Dimension) -> String {
        match dimension {
            Dimension::All => NOTHING.into(),
            Dimension::Channel => say!(self, "by-channel"),
            Dimension::Campaign => say!(self, "by-campaign"),
            Dimension::Owner => say!(self, "by-owner"),
            Dimension::Segment => say!(self, "by-segment"),
            Dimension::Region => say!(self, "by-region"),
            Dimension::Kind => say!(self, "by-kind"),
        }
    }

    /// A word that stands in files, such as the goal `attract`, as pages say it.
    pub fn word(&self, kind: &str, word: &str) -> String {
        self.say(&format!("{kind}-{word}"), &[])
    }

    /// Sales' promise: "1 day", "4 hours".
    pub fn promise(&self, within: Within) -> String {
        match within.unit {
            'm' => say!(self, "within-minutes", n = within.amount),
            'h' => say!(self, "within-hours", n = within.amount),
            _ => say!(self, "within-days", n = within.amount),
        }
    }

    /// A side's name, or both.
    pub fn side(&self, side: Option<Side>) -> String {
        match side {
            Some(Side::Marketing) => say!(self, "side-marketing"),
            Some(Side::Sales) => say!(self, "side-sales"),
            None => say!(self, "side-both"),
        }
    }

    /// A list in a sentence: "a, b and c".
    pub fn list(&self, items: &[String]) -> String {
        self.and.format_to_string(items.iter())
    }
}
