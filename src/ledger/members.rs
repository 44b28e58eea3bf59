//! The members of a breakdown dimension, numbered by the order of their names.

use std::collections::HashMap;
use std::sync::Arc;

/// The member of deals that do not say.
pub const UNKNOWN: &str = "unknown";

/// Names and, for each deal, the number of its member.
#[derive(Debug, Default)]
pub struct Members {
    names: Arc<[Box<str>]>,
    of: Vec<u32>,
}

impl Members {
    /// Numbers the given values, one for each deal (none is [`UNKNOWN`]), and the names that exist
    /// without a deal.
    pub fn of<'s>(values: impl Iterator<Item = Option<&'s str>>, others: impl Iterator<Item = &'s str>) -> Self {
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut order: Vec<&str> = Vec::new();
        let mut number = |value| {
            *numbers.entry(value).or_insert_with(|| {
                order.push(value);
                u32::try_from(order.len() - 1).unwrap_or(u32::MAX)
            })
        };
        let mut of: Vec<u32> = values.map(|value| number(value.unwrap_or(UNKNOWN))).collect();
        for name in others {
            number(name);
        }
        let mut sorted: Vec<u32> = (0..u32::try_from(order.len()).unwrap_or(u32::MAX)).collect();
        sorted.sort_unstable_by_key(|i| order[*i as usize]);
        let mut rank = vec![0u32; order.len()];
        for (new, old) in sorted.iter().enumerate() {
            rank[*old as usize] = u32::try_from(new).unwrap_or(u32::MAX);
        }
        for number in &mut of {
            *number = rank[*number as usize];
        }
        Self {
            names: sorted.iter().map(|i| order[*i as usize].into()).collect(),
            of,
        }
    }

    /// The same members with only the deals at these places.
    pub(super) fn only(&self, deals: &[usize]) -> Self {
        Self {
            names: self.names.clone(),
            of: deals.iter().map(|i| self.of[*i]).collect(),
        }
    }

    /// All names, sorted bytewise.
    pub fn names(&self) -> &[Box<str>] {
        &self.names
    }

    /// The member of the `i`-th deal.
    pub fn member(&self, i: usize) -> usize {
        self.of[i] as usize
    }

    /// The name of the `i`-th deal's member.
    pub fn name(&self, i: usize) -> &str {
        &self.names[self.of[i] as usize]
    }

    /// The number of a name.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.names.binary_search_by(|n| n.as_ref().cmp(name)).ok()
    }
}
