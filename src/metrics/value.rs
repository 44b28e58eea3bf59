//! Values of metrics: exact until the last division.

use crate::model::{Currency, round_half_up};

use super::estimate::{Histogram, difference, wilson};

/// The unit of a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A whole number.
    Count,
    /// Between 0 and 1.
    Rate,
    /// A quotient that may be negative or above 1.
    Ratio,
    /// Money for each one of money spent or owed: a [`Unit::Ratio`] that pages show as money.
    MoneyRatio,
    /// Minor units of the site's currency.
    Money,
    /// Minor units a day.
    MoneyPerDay,
    /// Days.
    Days,
    /// Hours.
    Hours,
}

impl Unit {
    /// As in the data files.
    pub fn word(self) -> &'static str {
        match self {
            Unit::Count => "count",
            Unit::Rate => "rate",
            Unit::Ratio | Unit::MoneyRatio => "ratio",
            Unit::Money => "money",
            Unit::MoneyPerDay => "money_per_day",
            Unit::Days => "days",
            Unit::Hours => "hours",
        }
    }
}

/// One number; none is not zero.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Number {
    /// No value.
    #[default]
    None,
    /// A whole number.
    Int(i128),
    /// Minor units.
    Money(i128),
    /// A quotient.
    Real(f64),
    /// An exact fraction; the denominator is above zero.
    Fraction(i128, i128),
}

#[allow(clippy::cast_precision_loss, reason = "the last step of a number")]
impl Number {
    /// Whether there is a value.
    pub fn is_some(self) -> bool {
        self != Number::None
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        match self {
            Number::None => false,
            Number::Int(n) | Number::Money(n) | Number::Fraction(n, _) => n == 0,
            Number::Real(x) => x == 0.0,
        }
    }

    /// Minor units, where it is money.
    pub fn money(self) -> Option<i128> {
        match self {
            Number::Money(minor) => Some(minor),
            _ => None,
        }
    }

    /// As a float; money in minor units.
    pub fn as_f64(self) -> Option<f64> {
        match self {
            Number::None => None,
            Number::Int(n) | Number::Money(n) => Some(n as f64),
            Number::Real(x) => Some(x),
            Number::Fraction(n, d) => Some(n as f64 / d as f64),
        }
    }

    /// As in the data files: money in major units with all decimals, quotients with six digits,
    /// fractions as the shortest decimal of at most six digits, no value as nothing.
    pub fn csv(self, currency: Currency) -> String {
        match self {
            Number::None => String::new(),
            Number::Int(n) => n.to_string(),
            Number::Money(minor) => money(minor, currency),
            Number::Real(x) => {
                let text = format!("{x:.6}");
                if text.bytes().all(|b| matches!(b, b'-' | b'0' | b'.')) {
                    "0.000000".into()
                } else {
                    text
                }
            }
            Number::Fraction(n, d) => decimal(n, d),
        }
    }
}

/// Minor units as a decimal number of major units.
pub fn money(minor: i128, currency: Currency) -> String {
    let decimals = currency.decimals() as usize;
    let sign = if minor < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", minor.unsigned_abs(), width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    if decimals == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

/// The shortest decimal of at most six digits after the point.
fn decimal(n: i128, d: i128) -> String {
    let millionths = round_half_up(n * 1_000_000, d);
    let sign = if millionths < 0 { "-" } else { "" };
    let abs = millionths.unsigned_abs();
    let (whole, fraction) = (abs / 1_000_000, abs % 1_000_000);
    if fraction == 0 {
        return format!("{sign}{whole}");
    }
    let digits = format!("{fraction:06}");
    format!("{sign}{whole}.{}", digits.trim_end_matches('0'))
}

/// Deals below which two rates are not compared.
const ENOUGH: i128 = 20;

/// How one rate differs from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// One of them rests on fewer than 20 deals, or has no interval.
    TooFew,
    /// Chance may explain it: the 95 % interval of the difference holds zero.
    Unclear,
    /// It is less.
    Less,
    /// It is greater.
    Greater,
}

/// A metric's value with its parts and interval.
#[derive(Clone, Copy, Debug, Default)]
pub struct Value {
    /// The value.
    pub value: Number,
    /// Of one division, what is divided.
    pub numerator: Number,
    /// Of one division, by what.
    pub denominator: Number,
    /// 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// Of a median or an incidence, of how many it is taken.
    pub taken_of: Option<i128>,
    /// Of an incidence that is not known yet, in how many days it will be.
    pub known_in: Option<u32>,
}

impl PartialEq for Value {
    /// Two values that are not there are the same, whenever they will be known and whatever they would be taken of.
    fn eq(&self, other: &Self) -> bool {
        let taken_of = |v: &Self| v.taken_of.filter(|_| v.value.is_some());
        let parts = |v: &Self| (v.value, v.numerator, v.denominator, v.interval, taken_of(v));
        parts(self) == parts(other)
    }
}

impl Value {
    /// A count.
    pub fn count(n: impl Into<i128>) -> Self {
        Self {
            value: Number::Int(n.into()),
            ..Self::default()
        }
    }

    /// A sum of money.
    pub fn money(minor: i128) -> Self {
        Self {
            value: Number::Money(minor),
            ..Self::default()
        }
    }

    /// A value that is taken of a set of times.
    pub fn of(value: Number, times: &Histogram) -> Self {
        Self {
            value,
            taken_of: Some(times.total()),
            ..Self::default()
        }
    }

    /// A rate of two counts of deals, with its Wilson interval.
    pub fn rate(k: impl Into<i128>, n: impl Into<i128>) -> Self {
        let (k, n) = (k.into(), n.into());
        Self {
            interval: wilson(k, n),
            ..Self::quotient(Number::Int(k), Number::Int(n))
        }
    }

    /// Of how many deals it is, where it is a rate: what it is divided by, or how many an incidence is taken of.
    pub fn base(&self) -> Option<i128> {
        match self.denominator {
            Number::Int(n) => Some(n),
            _ => self.taken_of,
        }
    }

    /// How this rate differs from another.
    pub fn differs(&self, other: &Self) -> Difference {
        let is_enough = |rate: &Self| rate.base().is_some_and(|n| n >= ENOUGH);
        let estimate = |rate: &Self| Some((rate.value.as_f64()?, rate.interval?));
        let (Some(one), Some(other), true) = (estimate(self), estimate(other), is_enough(self) && is_enough(other))
        else {
            return Difference::TooFew;
        };
        match difference(one, other) {
            (_, high) if high < 0.0 => Difference::Less,
            (low, _) if low > 0.0 => Difference::Greater,
            _ => Difference::Unclear,
        }
    }

    /// A quotient of two numbers; none where the denominator is zero or less.
    #[allow(clippy::cast_precision_loss, reason = "the last step of a number")]
    pub fn quotient(numerator: Number, denominator: Number) -> Self {
        let value = match (numerator, denominator) {
            (Number::Int(a) | Number::Money(a), Number::Int(b) | Number::Money(b)) if b > 0 => {
                Number::Real(a as f64 / b as f64)
            }
            (Number::Int(a), Number::Fraction(b, c)) if b > 0 => Number::Real((a * c) as f64 / b as f64),
            _ => Number::None,
        };
        Self {
            value,
            numerator,
            denominator,
            ..Self::default()
        }
    }

    /// Money for each of a count, rounded half up to the minor unit.
    pub fn money_per(minor: i128, count: impl Into<i128>) -> Self {
        let count = count.into();
        let value = if count > 0 {
            Number::Money(round_half_up(minor, count))
        } else {
            Number::None
        };
        Self {
            value,
            numerator: Number::Money(minor),
            denominator: Number::Int(count),
            ..Self::default()
        }
    }

    /// The median of whole days.
    pub fn median_days(days: &Histogram) -> Self {
        let median = days.median_halves();
        Self::of(median.map_or(Number::None, |halves| Number::Fraction(halves, 2)), days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_data_files_say() {
        let eur = Currency::EUR;
        let jpy = Currency::parse("JPY").unwrap();
        assert_eq!(Number::Money(2_400_000).csv(eur), "24000.00");
        assert_eq!(Number::Money(-5).csv(eur), "-0.05");
        assert_eq!(Number::Money(7).csv(jpy), "7");
        assert_eq!(Number::Fraction(41, 2).csv(eur), "20.5");
        assert_eq!(Number::Fraction(1, 3).csv(eur), "0.333333");
        assert_eq!(Number::Fraction(6, 2).csv(eur), "3");
        assert_eq!(Number::Real(-1e-9).csv(eur), "0.000000");
        assert_eq!(Number::None.csv(eur), "");
    }

    #[test]
    fn a_quotient_over_nothing_has_no_value_but_its_parts() {
        let v = Value::money_per(100, 0);
        assert_eq!(
            (v.value, v.numerator, v.denominator),
            (Number::None, Number::Money(100), Number::Int(0))
        );
        assert_eq!(Value::money_per(5, 2).value, Number::Money(3));
    }

    #[test]
    fn fractions_below_zero_keep_their_sign() {
        assert_eq!(decimal(-41, 2), "-20.5");
        assert_eq!(decimal(-3, 1), "-3");
        assert_eq!(decimal(0, 7), "0");
    }

    #[test]
    fn zero_is_a_value() {
        for zero in [
            Number::Int(0),
            Number::Money(0),
            Number::Fraction(0, 3),
            Number::Real(0.0),
        ] {
            assert!(zero.is_zero() && zero.is_some(), "{zero:?}");
        }
        for other in [
            Number::Int(1),
            Number::Money(-1),
            Number::Fraction(1, 3),
            Number::Real(0.5),
        ] {
            assert!(!other.is_zero() && other.is_some(), "{other:?}");
        }
        assert!(!Number::None.is_zero() && !Number::None.is_some());
    }

    #[test]
    fn money_is_money_alone() {
        assert_eq!(Number::Money(7).money(), Some(7));
        for other in [Number::None, Number::Int(7), Number::Real(7.0), Number::Fraction(7, 1)] {
            assert_eq!(other.money(), None, "{other:?}");
        }
    }

    /// The difference of 56/70 and 48/80 is 0.0524 to 0.3339 (Newcombe 1998, table II, method 10, (a)).
    #[test]
    fn rates_differ_where_chance_does_not_explain_it() {
        let (more, less) = (Value::rate(56, 70), Value::rate(48, 80));
        assert_eq!(more.differs(&less), Difference::Greater);
        assert_eq!(less.differs(&more), Difference::Less);
        assert_eq!(more.differs(&more), Difference::Unclear);
        assert_eq!(Value::rate(9, 10).differs(&Value::rate(3, 10)), Difference::TooFew);
        assert_eq!(Value::rate(20, 20).differs(&Value::rate(0, 19)), Difference::TooFew);
        assert_eq!(Value::rate(19, 20).differs(&Value::rate(1, 20)), Difference::Greater);
        // An incidence has no parts: it is taken of so many. By hand, with the differences 0.35 and 0.15:
        // 0.35 − √(0.18² + 0.09²) = 0.1488, and 0.15 − √(0.18² + 0.09²) = −0.0512.
        let incidence = |value: f64, low: f64, high: f64| Value {
            value: Number::Real(value),
            interval: Some((low, high)),
            taken_of: Some(32),
            ..Value::default()
        };
        let (before, near) = (incidence(0.82, 0.64, 0.91), incidence(0.62, 0.44, 0.71));
        let now = incidence(0.47, 0.29, 0.56);
        assert_eq!(before.differs(&now), Difference::Greater);
        assert_eq!(near.differs(&now), Difference::Unclear);
        assert_eq!(now.differs(&Value::count(3)), Difference::TooFew);
    }

    #[test]
    fn values_are_the_same_by_all_but_when_they_will_be_known() {
        let value = Value::rate(1, 2);
        assert_eq!(value, Value::rate(1, 2));
        let later = Value {
            known_in: Some(3),
            ..value
        };
        assert_eq!(value, later);
        let none = |taken_of| Value {
            taken_of,
            ..Value::default()
        };
        assert_eq!(none(Some(2)), none(Some(3)));
        let others = [
            Value::rate(1, 3),
            Value::quotient(Number::Int(1), Number::Int(2)),
            Value {
                taken_of: Some(2),
                ..value
            },
            Value {
                value: Number::None,
                ..value
            },
        ];
        for other in others {
            assert_ne!(value, other);
        }
    }

    #[test]
    fn medians_say_of_how_many() {
        let mut days = Histogram::default();
        for day in [4, 9] {
            days.add(day);
        }
        days.compact();
        let median = Value::median_days(&days);
        assert_eq!((median.value, median.taken_of), (Number::Fraction(13, 2), Some(2)));
    }

    #[test]
    fn a_promise_of_nothing_is_no_denominator() {
        // 20 of a promise of 62/31.
        let kept = |due| Value::quotient(Number::Int(20), Number::Fraction(due, 31)).value;
        assert_eq!(kept(62), Number::Real(10.0));
        assert_eq!(kept(0), Number::None);
        assert_eq!(kept(-31), Number::None);
    }
}
