//! Foreign money in the site's currency.

use super::Settings;
use crate::model::{Currency, Day, Money, convert};

/// Why an amount has no value in the site's currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoValue {
    /// There is no rate dated on or before the day.
    NoRate(Currency, Day),
    /// The result is too large to hold.
    TooLarge,
}

impl Settings {
    /// `money` in minor units of the site's currency, at the latest rate not after `day`;
    /// rounded half away from zero.
    ///
    /// # Errors
    /// No rate for the day, or a result of 10^15 minor units or more.
    pub fn to_site(&self, money: Money, day: Day) -> Result<i64, NoValue> {
        if money.currency == self.currency {
            return Ok(money.minor);
        }
        let dated = self.rates.get(&money.currency).map_or(&[][..], Vec::as_slice);
        let after = dated.partition_point(|(from, _)| *from <= day);
        let (_, rate) = dated
            .get(after.wrapping_sub(1))
            .ok_or(NoValue::NoRate(money.currency, day))?;
        convert(money.minor, *rate, money.currency.decimals(), self.currency.decimals()).ok_or(NoValue::TooLarge)
    }
}
