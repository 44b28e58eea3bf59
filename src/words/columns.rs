//! Numbers that stand one under another: all of them with as many digits after the point.

use super::{Words, say};
use crate::model::{Currency, round_half_up};

/// From so much of the major unit on, cents say nothing that a reader of the column would use.
const WHOLE_FROM: i128 = 1000;

/// The money of a column.
pub struct MoneyColumn<'w> {
    words: &'w Words,
    currency: Currency,
    whole: bool,
}

/// The rates of a column.
pub struct RateColumn<'w> {
    words: &'w Words,
    digits: i16,
}

impl Words {
    /// A column of money in minor units: whole where all of it is, or some of it is large.
    pub fn money_column(&self, minors: impl IntoIterator<Item = i128>, currency: Currency) -> MoneyColumn<'_> {
        let per_major = currency.minor_per_major();
        let (mut exact, mut large) = (true, false);
        for minor in minors {
            exact &= minor % per_major == 0;
            large |= minor.abs() >= WHOLE_FROM * per_major;
        }
        MoneyColumn {
            words: self,
            currency,
            whole: exact || large,
        }
    }

    /// A column of rates: with a digit after the point only where all of them are small.
    pub fn rate_column(&self, rates: impl IntoIterator<Item = f64>) -> RateColumn<'_> {
        let (mut whole, mut most) = (true, 0.0_f64);
        for rate in rates {
            let percent = rate.abs() * 100.0;
            whole &= (percent - percent.round()).abs() <= 0.049;
            most = most.max(percent);
        }
        RateColumn {
            words: self,
            digits: i16::from(!whole && most < 9.95),
        }
    }
}

impl Words {
    /// A column of parts of wholes; of fewer than 5 as "3 of 4", of nothing as no value.
    pub fn share_column(&self, parts: &[(i128, i128)]) -> Vec<String> {
        let known = parts.iter().filter(|(_, n)| *n >= 5);
        let rates = self.rate_column(known.map(|(k, n)| *k as f64 / *n as f64));
        let text = |(k, n): &(i128, i128)| match n {
            5.. => rates.text(*k as f64 / *n as f64),
            _ => self.share(*k, *n),
        };
        parts.iter().map(text).collect()
    }
}

impl MoneyColumn<'_> {
    /// One of them; what is left of it after rounding is not called nothing.
    pub fn text(&self, minor: i128) -> String {
        let (w, per_major) = (self.words, self.currency.minor_per_major());
        if !self.whole {
            let decimals = i16::try_from(self.currency.decimals()).unwrap_or(0);
            return w.with_sign(minor < 0, &w.scaled(minor.abs(), decimals), self.currency);
        }
        let major = round_half_up(minor.abs(), per_major);
        if major == 0 && minor > 0 {
            return say!(w, "less-than", value = w.one(self.currency));
        }
        w.with_sign(minor < 0 && major != 0, &w.grouped(major), self.currency)
    }
}

impl RateColumn<'_> {
    /// One of them; what is left of it after rounding is not called nothing.
    pub fn text(&self, rate: f64) -> String {
        let percent = rate * 100.0;
        let least = 10f64.powi((-self.digits).into());
        let sign = self.words.shape().percent;
        if percent > 0.0 && percent < least / 2.0 {
            let value = format!("{}{sign}", self.words.fixed(least, self.digits));
            return say!(self.words, "less-than", value = value);
        }
        format!("{}{sign}", self.words.fixed(percent, self.digits))
    }
}
