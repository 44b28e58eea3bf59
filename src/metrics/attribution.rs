//! Attribution: whose campaigns the money of won deals is put down to, by nine models.
//!
//! Every deal won in a period has a path, its touches with a campaign in the `lookback_days` before the win.
//! A model splits the deal's amount over them; a deal without a path is `unattributed`. The credits of a
//! period and what is unattributed add up to `won_amount` to the minor unit, by every model.

mod markov;
mod models;
mod paths;
mod split;
mod tables;
#[cfg(test)]
mod tests;

use std::ops::Range;

use rayon::prelude::*;

pub use markov::Chain;
pub use models::{COUNT, MODELS, Model, TouchDays, Weights, find};
pub use paths::{PathCounts, PathRow, Step, path};
pub use split::{split, split_measured};

use super::periods::Periods;
use crate::ledger::{Ledger, Status};
use tables::{Month, Tables};

/// The member that deals won without a path are put down to.
pub const UNATTRIBUTED: &str = "unattributed";

/// What credit is given to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Campaigns.
    Campaign,
    /// Channels: the sum of their campaigns, but for `markov`, whose chain is then one of channels.
    Channel,
}

impl Level {
    /// Both.
    pub const EVERY: [Level; 2] = [Level::Campaign, Level::Channel];

    /// As in the data files.
    pub fn word(self) -> &'static str {
        match self {
            Level::Campaign => "campaign",
            Level::Channel => "channel",
        }
    }

    /// The member that a touch of a campaign counts for; `channels` has the channel of each campaign.
    fn member(self, campaign: u32, channels: &[u32]) -> u32 {
        match self {
            Level::Campaign => campaign,
            Level::Channel => channels[campaign as usize],
        }
    }
}

/// What one campaign or channel got in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemberCredits {
    /// Which one: of campaigns the index among the content's, of channels among the ledger's. Both are in the
    /// order of ids and names.
    pub member: u32,
    /// Minor units, by model in the order of [`MODELS`].
    pub credits: [i128; COUNT],
    /// Won deals with it on their path.
    pub influenced: u64,
}

impl MemberCredits {
    /// The lowest and the highest credit over the models, each with its place in [`MODELS`]; of equals the first.
    pub fn range(&self) -> [(usize, i128); 2] {
        let mut ends = [(0, self.credits[0]); 2];
        for (model, credit) in self.credits.iter().copied().enumerate() {
            if credit < ends[0].1 {
                ends[0] = (model, credit);
            }
            if credit > ends[1].1 {
                ends[1] = (model, credit);
            }
        }
        ends
    }
}

/// The credits of a period on one level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credits {
    /// Those that have credit by any model or influenced a deal, by id or name.
    pub members: Vec<MemberCredits>,
    /// Amount of deals won with a path, in minor units: the sum of the credits by each model.
    pub attributed: i128,
    /// Amount of deals won without a path.
    pub unattributed: i128,
    /// Deals won or lost with a path: those that `markov` is built from.
    pub closed_paths: u64,
}

impl Credits {
    /// What a member got; `None` where it got nothing and influenced nothing.
    pub fn member(&self, member: u32) -> Option<&MemberCredits> {
        let place = self.members.binary_search_by_key(&member, |m| m.member);
        place.ok().map(|i| &self.members[i])
    }

    /// What a member got by the model at this place of [`MODELS`], in minor units.
    pub fn credit(&self, member: u32, model: usize) -> i128 {
        self.member(member)
            .and_then(|m| m.credits.get(model))
            .copied()
            .unwrap_or(0)
    }
}

/// The credits of all periods, and the paths they come from.
#[derive(Debug, Default)]
pub struct Attribution {
    tables: Tables,
    /// By period, by level.
    credits: Vec<[Credits; 2]>,
    /// Names by level, by member.
    names: [Vec<Box<str>>; 2],
    /// Ids by level, by member; of channels their names.
    ids: [Vec<Box<str>>; 2],
}

impl Attribution {
    /// Attributes the deals won in every period: one pass over the deals, then tables of months merged.
    pub fn compute(ledger: &Ledger, periods: &Periods) -> Self {
        let tables = Tables::fill(ledger, periods);
        let credits = periods.list.par_iter().map(|p| tables.credits(&p.months)).collect();
        let campaigns = &ledger.content.campaigns;
        let channels = ledger.channels.names();
        Self {
            tables,
            credits,
            names: [
                campaigns.iter().map(|c| c.name.as_str().into()).collect(),
                channels.to_vec(),
            ],
            ids: [
                campaigns.iter().map(|c| c.id.as_str().into()).collect(),
                channels.to_vec(),
            ],
        }
    }

    /// The credits of the period at this position of the report's list.
    pub fn credits(&self, period: usize, level: Level) -> &Credits {
        &self.credits[period][level as usize]
    }

    /// The credit of a campaign (by index) by a model (by place in [`MODELS`]), in minor units.
    pub fn campaign_credit(&self, period: usize, campaign: usize, model: usize) -> i128 {
        let member = u32::try_from(campaign).unwrap_or(u32::MAX);
        self.credits(period, Level::Campaign).credit(member, model)
    }

    /// The credit of each campaign on the path of the `i`-th deal, by model, in the path's order and in
    /// minor units; empty where it is not won, has no amount or no path. The chain's is not one deal's: 0.
    pub fn of_deal(ledger: &Ledger, i: usize) -> Vec<(u32, [i128; COUNT])> {
        tables::of_deal(ledger, i)
    }

    /// The id of a campaign, or the name of a channel.
    pub fn id(&self, level: Level, member: u32) -> &str {
        &self.ids[level as usize][member as usize]
    }

    /// The name of a campaign or channel.
    pub fn name(&self, level: Level, member: u32) -> &str {
        &self.names[level as usize][member as usize]
    }

    /// The commonest paths of the deals won or lost in some months (a period's), at most `most`: by the number of
    /// deals with that outcome, then by text. Open deals have no paths.
    pub fn paths(&self, months: &Range<usize>, level: Level, outcome: Status, most: usize) -> Vec<PathRow> {
        let months = self.tables.months.get(months.clone()).unwrap_or_default();
        let names = &self.names[level as usize];
        let name = |member: u32| names.get(member as usize).map_or("", AsRef::as_ref);
        paths::commonest(months.iter().map(|m| &m.paths[level as usize]), outcome, most, &name)
    }
}

impl Tables {
    /// The credits of some months, by level.
    fn credits(&self, months: &Range<usize>) -> [Credits; 2] {
        let mut sum = Month::default();
        for month in self.months.get(months.clone()).unwrap_or_default() {
            sum.merge_sums(month);
        }
        Level::EVERY.map(|level| {
            let mut sums = std::mem::take(&mut sum.sums[level as usize]);
            // The chain says nothing where there is nothing to give.
            if sum.attributed != 0 {
                let chain = std::mem::take(&mut sum.chains[level as usize]);
                let (members, effects): (Vec<u32>, Vec<f64>) = chain.removal_effects().into_iter().unzip();
                for (member, part) in members.into_iter().zip(split_measured(sum.attributed, &effects)) {
                    sums.entry(member).or_default().credits[models::MARKOV] += part;
                }
            }
            let members = sums.into_iter().map(|(member, s)| MemberCredits {
                member,
                credits: s.credits,
                influenced: s.influenced,
            });
            Credits {
                members: members
                    .filter(|m| m.influenced > 0 || m.credits.iter().any(|c| *c != 0))
                    .collect(),
                attributed: sum.attributed,
                unattributed: sum.unattributed,
                closed_paths: sum.closed_paths,
            }
        })
    }
}
