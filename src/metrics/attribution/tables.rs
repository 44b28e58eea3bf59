//! What attribution adds up: one table a month, filled in one pass over the deals, and merged for longer periods.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use super::Level;
use super::markov::Chain;
use super::models::{COUNT, MODELS, TouchDays, Weights};
use super::paths::{self, PathCounts, Paths};
use super::split::split;
use crate::ledger::{History, Ledger, Status};
use crate::metrics::periods::Periods;

/// What one campaign or channel got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    /// Credit by model in minor units; a chain's is not added up here.
    pub credits: [i128; COUNT],
    /// Won deals with it on their path.
    pub influenced: u64,
}

impl Sums {
    pub(super) fn merge(&mut self, other: &Self) {
        for (a, b) in self.credits.iter_mut().zip(other.credits) {
            *a += b;
        }
        self.influenced += other.influenced;
    }
}

/// The deals closed in one month, or in several merged.
#[derive(Clone, Debug, Default)]
pub(super) struct Month {
    /// By level, by member.
    pub sums: [BTreeMap<u32, Sums>; 2],
    /// By level.
    pub chains: [Chain; 2],
    /// By level.
    pub paths: [Paths; 2],
    /// Amount of deals won with a path.
    pub attributed: i128,
    /// Amount of deals won without.
    pub unattributed: i128,
    /// Deals closed with a path.
    pub closed_paths: u64,
}

impl Month {
    /// Adds everything but the paths.
    pub(super) fn merge_sums(&mut self, other: &Self) {
        for (mine, theirs) in self.sums.iter_mut().zip(&other.sums) {
            for (member, sums) in theirs {
                mine.entry(*member).or_default().merge(sums);
            }
        }
        for (mine, theirs) in self.chains.iter_mut().zip(&other.chains) {
            mine.merge(theirs);
        }
        self.attributed += other.attributed;
        self.unattributed += other.unattributed;
        self.closed_paths += other.closed_paths;
    }

    fn merge(&mut self, other: Self) {
        self.merge_sums(&other);
        for (mine, theirs) in self.paths.iter_mut().zip(other.paths) {
            for (steps, counts) in theirs {
                mine.entry(steps).or_default().merge(&counts);
            }
        }
    }
}

/// One table for each month of the report.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub months: Vec<Month>,
}

impl Tables {
    /// Fills the tables in one parallel pass over the deals.
    pub(super) fn fill(ledger: &Ledger, periods: &Periods) -> Self {
        let channels = channels(ledger);
        let count = ledger.deals.len();
        let chunk = count.div_ceil(rayon::current_num_threads().max(1)).max(1024);
        let parts: Vec<Self> = (0..count.div_ceil(chunk))
            .into_par_iter()
            .map(|c| Self::of(ledger, periods, &channels, c * chunk..((c + 1) * chunk).min(count)))
            .collect();
        let mut parts = parts.into_iter();
        let first = parts
            .next()
            .unwrap_or_else(|| Self::of(ledger, periods, &channels, 0..0));
        parts.fold(first, Self::merge)
    }

    /// The tables of some of the deals.
    pub(super) fn of(ledger: &Ledger, periods: &Periods, channels: &[u32], deals: Range<usize>) -> Self {
        let mut tables = Self {
            months: vec![Month::default(); periods.months],
        };
        for i in deals {
            tables.add(ledger, periods, channels, i);
        }
        tables
    }

    /// Adds all sums of `other`, which was filled from other deals of the same ledger.
    #[must_use]
    pub(super) fn merge(mut self, other: Self) -> Self {
        for (mine, theirs) in self.months.iter_mut().zip(other.months) {
            mine.merge(theirs);
        }
        self
    }

    fn add(&mut self, ledger: &Ledger, periods: &Periods, channels: &[u32], i: usize) {
        let h = &ledger.deals[i];
        let Some(closed) = h.closed else {
            return;
        };
        let month = &mut self.months[usize::from(periods.month_index(closed))];
        let touches = paths::path(ledger, h);
        let won = h.status == Status::Won;
        let amount = i128::from(h.amount.filter(|_| won).unwrap_or(0));
        let campaigns: Vec<u32> = touches.iter().filter_map(|t| t.campaign).collect();
        if campaigns.is_empty() {
            month.unattributed += amount;
            return;
        }
        month.attributed += amount;
        month.closed_paths += 1;
        for level in Level::EVERY {
            let members = || campaigns.iter().map(|c| level.member(*c, channels));
            month.chains[level as usize].add(members(), won);
            let counts = month.paths[level as usize].entry(paths::steps(members())).or_default();
            counts.merge(&PathCounts {
                won: u64::from(won),
                lost: u64::from(!won),
                won_amount: amount,
            });
            if won {
                for member in distinct(members()) {
                    month.sums[level as usize].entry(member).or_default().influenced += 1;
                }
            }
        }
        if won && amount != 0 {
            let days: Vec<_> = touches.iter().map(|t| t.on.day).collect();
            let path = touch_days(ledger, h, i, &days);
            for (member, credits) in credits(&campaigns, &path, amount) {
                for level in Level::EVERY {
                    let sums = month.sums[level as usize]
                        .entry(level.member(member, channels))
                        .or_default();
                    sums.merge(&Sums { credits, influenced: 0 });
                }
            }
        }
    }
}

/// The channel of each campaign, as its place among the ledger's channels.
pub(super) fn channels(ledger: &Ledger) -> Vec<u32> {
    let place = |name: &str| ledger.channels.find(name).and_then(|i| u32::try_from(i).ok());
    // Every campaign's channel is one of the ledger's.
    let channels = ledger.content.campaigns.iter().map(|c| place(&c.channel).unwrap_or(0));
    channels.collect()
}

/// What the touches of a won deal are weighed by.
fn touch_days<'p>(ledger: &Ledger, h: &History, i: usize, days: &'p [crate::model::Day]) -> TouchDays<'p> {
    let closed = h.closed.unwrap_or(ledger.as_of);
    TouchDays {
        days,
        closed,
        // What is won has reached every stage.
        lead: ledger.reached(i, 1).unwrap_or(closed),
        opportunity: ledger.reached(i, ledger.settings.funnel.opportunity).unwrap_or(closed),
        half_life: ledger.settings.half_life_days,
    }
}

/// The different members, in the order in which they come first.
fn distinct(members: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut out = Vec::new();
    for member in members {
        if !out.contains(&member) {
            out.push(member);
        }
    }
    out
}

/// The credit of each campaign on the path of one won deal, by model.
pub(super) fn credits(campaigns: &[u32], path: &TouchDays<'_>, amount: i128) -> Vec<(u32, [i128; COUNT])> {
    let order = distinct(campaigns.iter().copied());
    let mut out: Vec<(u32, [i128; COUNT])> = order.iter().map(|c| (*c, [0; COUNT])).collect();
    for (m, model) in MODELS.iter().enumerate() {
        match model.weights {
            Weights::Touches(weigh) => {
                for (campaign, part) in campaigns.iter().zip(split(amount, &weigh(path))) {
                    if let Some((_, credits)) = out.iter_mut().find(|c| c.0 == *campaign) {
                        credits[m] += part;
                    }
                }
            }
            Weights::Campaigns => {
                for ((_, credits), part) in out.iter_mut().zip(split(amount, &vec![1; order.len()])) {
                    credits[m] += part;
                }
            }
            Weights::Chain => {}
        }
    }
    out
}

/// The credit of each campaign on the path of the `i`-th deal, by model, in the order of the path; empty
/// where it is not won, has no amount or no path. A chain's credit is not one deal's, and 0 here.
pub(super) fn of_deal(ledger: &Ledger, i: usize) -> Vec<(u32, [i128; COUNT])> {
    let h = &ledger.deals[i];
    let touches = paths::path(ledger, h);
    let campaigns: Vec<u32> = touches.iter().filter_map(|t| t.campaign).collect();
    let amount = i128::from(h.amount.filter(|_| h.status == Status::Won).unwrap_or(0));
    if campaigns.is_empty() || amount == 0 {
        return Vec::new();
    }
    let days: Vec<_> = touches.iter().map(|t| t.on.day).collect();
    credits(&campaigns, &touch_days(ledger, h, i, &days), amount)
}
