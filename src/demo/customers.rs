//! Those who have bought and may buy again.

use super::dice::Dice;
use super::names::{Names, Tongue};

/// A customer between two deals.
#[derive(Clone)]
pub(super) struct Customer {
    /// Name.
    pub(super) account: String,
    /// Place of the segment.
    pub(super) segment: usize,
    /// Place of the region.
    pub(super) region: usize,
    /// Deals on record so far.
    pub(super) deals: usize,
    /// Day of the last deal's end.
    pub(super) since: i32,
}

/// A bounded memory of customers: a million deals need no more of it than ten thousand.
pub(super) struct Customers {
    known: Vec<Customer>,
}

const MOST: usize = 4_096;

impl Customers {
    /// Those who bought before the story starts.
    pub(super) fn new(seed: u64, deals: usize, names: &mut Names) -> Self {
        let mut dice = Dice::new(seed, 2, 0);
        let known = (0..(deals / 15).clamp(4, 1_000))
            .map(|_| {
                let name = names.next(Tongue::German);
                let region = dice.weighted(&[20, 18, 23, 22, 8]);
                Customer {
                    account: name.account,
                    segment: dice.weighted(&[34, 46, 20]),
                    region: name.region.unwrap_or(region),
                    deals: 0,
                    since: -dice.between(20, 500),
                }
            })
            .collect();
        Self { known }
    }

    /// A customer who has had some weeks of peace; it is taken out until its next deal has ended.
    /// Its deals are counted up by the one to come.
    pub(super) fn take(&mut self, on: i32, dice: &mut Dice) -> Option<Customer> {
        for _ in 0..12 {
            let index = dice.below(self.known.len());
            if self.known.get(index).is_some_and(|customer| customer.since + 75 <= on) {
                let mut customer = self.known.swap_remove(index);
                customer.deals += 1;
                return Some(customer);
            }
        }
        None
    }

    /// A customer who has bought, or has not bought again.
    pub(super) fn add(&mut self, customer: Customer, dice: &mut Dice) {
        if self.known.len() < MOST {
            self.known.push(customer);
        } else {
            let index = dice.below(MOST);
            self.known[index] = customer;
        }
    }
}
