//! Money as exact integers of minor units, and exact rates between currencies.

use std::fmt;

/// An active ISO 4217 currency with a minor unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The euro, the default.
    pub const EUR: Self = Self(iso_currency::Currency::EUR);

    /// Reads a code such as `USD`.
    pub fn parse(code: &str) -> Option<Self> {
        let currency = iso_currency::Currency::from_code(code)?;
        (currency.exponent().is_some() && currency.is_superseded().is_none()).then_some(Self(currency))
    }

    /// All of them, by their codes.
    pub fn every() -> impl Iterator<Item = Self> {
        let letters = || 'A'..='Z';
        let pairs = letters().flat_map(move |a| letters().map(move |b| (a, b)));
        pairs.flat_map(move |(a, b)| letters().filter_map(move |c| Self::parse(&String::from_iter([a, b, c]))))
    }

    /// The code, such as `USD`.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Decimals of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD.
    pub fn decimals(self) -> u32 {
        self.0.exponent().map_or(2, u32::from)
    }

    /// The sign, such as `€`.
    pub fn symbol(self) -> String {
        self.0.symbol().to_string()
    }

    /// Minor units in one major unit.
    pub fn minor_per_major(self) -> i128 {
        10i128.pow(self.decimals())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code())
    }
}

/// An amount in minor units of its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// Minor units: cents for EUR.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

/// Amounts are held below this many minor units.
const LIMIT: i64 = 1_000_000_000_000_000;

impl Money {
    /// Reads `24000`, `24000.50` or `24000.50 USD`; without a code it is in `default`.
    ///
    /// # Errors
    /// What is wrong, as a sentence part.
    pub fn parse(text: &str, default: Currency) -> Result<Self, String> {
        let (number, currency) = match text.split_once(' ') {
            None => (text, default),
            Some((number, code)) => (
                number,
                Currency::parse(code).ok_or_else(|| format!("has `{code}`, which is no currency code"))?,
            ),
        };
        let (negative, digits) = number.strip_prefix('-').map_or((false, number), |d| (true, d));
        let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
        let is_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !is_digits(whole) || fraction.is_some_and(|f| !is_digits(f)) {
            return Err("is not an amount like 24000, 24000.50 or 24000.50 USD".into());
        }
        let fraction = fraction.unwrap_or("");
        let decimals = currency.decimals() as usize;
        if fraction.len() > decimals {
            return Err(format!("has more decimals than {currency} has ({decimals})"));
        }
        let joined = format!("{whole}{fraction:0<decimals$}");
        let trimmed = joined.trim_start_matches('0');
        let minor = if trimmed.is_empty() {
            0
        } else if trimmed.len() > 15 {
            return Err("is too large".into());
        } else {
            trimmed.parse::<i64>().map_err(|_| "is too large")?
        };
        debug_assert!(minor < LIMIT);
        Ok(Self {
            minor: if negative { -minor } else { minor },
            currency,
        })
    }
}

/// An exact positive decimal: `mantissa` / 10^`scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// All digits as one integer, below 10^18.
    pub mantissa: i128,
    /// Digits after the point.
    pub scale: u32,
}

impl Rate {
    /// One.
    pub const ONE: Self = Self { mantissa: 1, scale: 0 };

    /// Reads a plain decimal, zero or more.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(fraction) || (text.contains('.') && fraction.is_empty()) {
            return None;
        }
        let fraction = fraction.trim_end_matches('0');
        let joined = format!("{whole}{fraction}");
        let trimmed = joined.trim_start_matches('0');
        if trimmed.len() > 18 || fraction.len() > 18 {
            return None;
        }
        Some(Self {
            mantissa: if trimmed.is_empty() { 0 } else { trimmed.parse().ok()? },
            scale: u32::try_from(fraction.len()).ok()?,
        })
    }

    /// As a float, for display and weights only.
    #[allow(clippy::cast_precision_loss, reason = "display only")]
    pub fn as_f64(self) -> f64 {
        self.mantissa as f64 / 10f64.powi(i32::try_from(self.scale).unwrap_or(0))
    }
}

/// `minor` × `rate`, from a currency with `from` decimals to one with `to`, rounded half away
/// from zero to the minor unit. `None` where the result is 10^15 minor units or more.
pub fn convert(minor: i64, rate: Rate, from: u32, to: u32) -> Option<i64> {
    let product = i128::from(minor)
        .checked_mul(rate.mantissa)?
        .checked_mul(10i128.pow(to))?;
    let divisor = 10i128.checked_pow(rate.scale + from)?;
    let rounded = (product.abs() * 2 + divisor) / (divisor * 2) * product.signum();
    i64::try_from(rounded).ok().filter(|r| r.abs() < LIMIT)
}

/// `numerator` / `denominator` (above zero), rounded half up, towards positive infinity at a tie.
pub fn round_half_up(numerator: i128, denominator: i128) -> i128 {
    (numerator * 2 + denominator).div_euclid(denominator * 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ISO 4217: in use are, with no, two and three decimals, the yen, the euro, the dinar of Bahrain; the mark is not
    /// any more, and gold has no decimals at all.
    #[test]
    fn every_currency_is_one_in_use() {
        let all: Vec<&str> = Currency::every().map(Currency::code).collect();
        assert!(
            ["BHD", "EUR", "GBP", "JPY", "USD"]
                .iter()
                .all(|code| all.contains(code))
        );
        assert!(!["DEM", "XAU"].iter().any(|code| all.contains(code)));
        assert!(all.is_sorted() && all.len() > 140, "{}", all.len());
    }

    #[test]
    fn money_is_exact_text() {
        let parse = |t: &str| Money::parse(t, Currency::EUR);
        assert_eq!(parse("24000").unwrap().minor, 2_400_000);
        assert_eq!(parse("24000.5").unwrap().minor, 2_400_050);
        assert_eq!(parse("-0.05").unwrap().minor, -5);
        let usd = parse("24000.50 USD").unwrap();
        assert_eq!((usd.minor, usd.currency.code()), (2_400_050, "USD"));
        assert_eq!(parse("7 JPY").unwrap().minor, 7);
        assert_eq!(parse("9999999999999.99").unwrap().minor, 999_999_999_999_999);
        for bad in [
            "1e3",
            "1,000",
            "1_000",
            "10000000000000.00",
            "1.234",
            "1.5 JPY",
            "1 XAU",
            "1 usd",
            "1  USD",
            ".5",
            "5.",
            "+5",
            "",
            "0x10",
            "1 HRK",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn conversion_rounds_half_away_from_zero() {
        let half = Rate::parse("0.5").unwrap();
        assert_eq!(convert(1, half, 2, 2), Some(1));
        assert_eq!(convert(-1, half, 2, 2), Some(-1));
        assert_eq!(convert(3, half, 2, 2), Some(2));
        // 100 JPY at 0.006123 EUR = 0.6123 EUR = 61 cents.
        assert_eq!(convert(100, Rate::parse("0.006123").unwrap(), 0, 2), Some(61));
        assert_eq!(
            convert(999_999_999_999_999, Rate::parse("999999999").unwrap(), 2, 2),
            None
        );
    }

    #[test]
    fn half_up_goes_up_at_ties() {
        assert_eq!(round_half_up(5, 2), 3);
        assert_eq!(round_half_up(-5, 2), -2);
        assert_eq!(round_half_up(7, 3), 2);
    }

    #[test]
    fn rates_are_plain_decimals() {
        let parts = |text: &str| Rate::parse(text).map(|r| (r.mantissa, r.scale));
        assert_eq!(parts("0"), Some((0, 0)));
        assert_eq!(parts("012"), Some((12, 0)));
        assert_eq!(parts("1.50"), Some((15, 1)));
        assert_eq!(parts("0.006123"), Some((6123, 6)));
        // Eighteen digits are held, before the point and after it.
        assert_eq!(parts("123456789012345678"), Some((123_456_789_012_345_678, 0)));
        assert_eq!(parts("0.000000000000000001"), Some((1, 18)));
        for bad in [
            "",
            ".",
            ".5",
            "5.",
            "1.x",
            "x.1",
            "-1",
            "+1",
            "1e3",
            "1,5",
            "1.5.",
            "1234567890123456789",
            "0.0000000000000000001",
            "1234567890.1234567891",
        ] {
            assert_eq!(parts(bad), None, "{bad}");
        }
        for (text, float) in [("0", 0.0), ("12", 12.0), ("0.25", 0.25), ("1.5", 1.5)] {
            assert_eq!(Rate::parse(text).map(Rate::as_f64), Some(float));
        }
    }

    #[test]
    fn conversions_that_are_too_large_are_none() {
        // 10^15 minor units are the limit.
        assert_eq!(convert(LIMIT - 1, Rate::ONE, 2, 2), Some(LIMIT - 1));
        assert_eq!(convert(0, Rate::ONE, 2, 2), Some(0));
        assert_eq!(convert(LIMIT, Rate::ONE, 2, 2), None);
        assert_eq!(convert(-LIMIT, Rate::ONE, 2, 2), None);
        // 1.00 at 1.005 is 1.005: half a cent goes away from zero, 0.4 of one does not.
        let rate = |text| Rate::parse(text).unwrap();
        assert_eq!(convert(100, rate("1.005"), 2, 2), Some(101));
        assert_eq!(convert(-100, rate("1.005"), 2, 2), Some(-101));
        assert_eq!(convert(100, rate("1.004"), 2, 2), Some(100));
    }
}
