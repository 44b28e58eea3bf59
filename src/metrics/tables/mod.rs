//! All sums of a report, filled in one parallel pass over the deals. Every number for every period
//! and member is read from here; nothing walks the deals again for a page.

mod filler;
mod shared;

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

pub(super) use filler::{Filler, Op};
use shared::Shared;

use super::cell::{Cell, M, N};
use super::periods::{Period, Periods};
use crate::ledger::{Ledger, Status};
use crate::model::{Day, Kind, Month};

/// A breakdown dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Everything.
    All,
    /// Channel of the source campaign, or the deal's own.
    Channel,
    /// Source campaign.
    Campaign,
    /// Owner of the deal.
    Owner,
    /// Segment.
    Segment,
    /// Region.
    Region,
    /// New, existing or renewal.
    Kind,
}

impl Dimension {
    /// All of them.
    pub const EVERY: [Dimension; 7] = [
        Dimension::All,
        Dimension::Channel,
        Dimension::Campaign,
        Dimension::Owner,
        Dimension::Segment,
        Dimension::Region,
        Dimension::Kind,
    ];

    /// As in the data files.
    pub fn word(self) -> &'static str {
        match self {
            Dimension::All => "all",
            Dimension::Channel => "channel",
            Dimension::Campaign => "campaign",
            Dimension::Owner => "owner",
            Dimension::Segment => "segment",
            Dimension::Region => "region",
            Dimension::Kind => "kind",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::EVERY.into_iter().find(|d| d.word() == word)
    }
}

/// One member's months.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name; empty for everything.
    pub name: String,
    /// Cells by [`Periods::slot`]. Campaigns have one position for everything.
    months: Vec<Option<Box<Cell>>>,
}

/// One dimension's members, sorted by name.
#[derive(Clone, Debug, Default)]
pub struct DimensionTable {
    /// The members.
    pub members: Vec<Member>,
}

/// A loss by where, why and to whom.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LossKey {
    /// Stage at the loss.
    pub stage: u8,
    /// Reason, or `unknown`.
    pub reason: String,
    /// Competitor, or `unknown`.
    pub competitor: String,
}

/// Spend and results of one campaign in one month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CampaignMonth {
    /// Spend in minor units.
    pub spend: i128,
    /// Impressions.
    pub impressions: i128,
    /// Visits.
    pub visits: i128,
    /// Leads by the platform.
    pub leads: i128,
    /// Impressions of months that give both impressions and visits.
    pub paired_impressions: i128,
    /// Visits of such months.
    pub paired_visits: i128,
}

impl CampaignMonth {
    /// Adds.
    pub fn merge(&mut self, other: &Self) {
        self.spend += other.spend;
        self.impressions += other.impressions;
        self.visits += other.visits;
        self.leads += other.leads;
        self.paired_impressions += other.paired_impressions;
        self.paired_visits += other.paired_visits;
    }
}

/// Costs of a month that campaigns do not hold.
#[derive(Clone, Copy, Debug, Default)]
pub struct MonthCosts {
    /// Marketing's, with its part of what is shared.
    pub marketing: i128,
    /// Sales', with the rest of it.
    pub sales: i128,
    /// What is shared, before it is split.
    pub shared: i128,
}

impl MonthCosts {
    /// Adds.
    pub fn merge(&mut self, other: &Self) {
        self.marketing += other.marketing;
        self.sales += other.sales;
        self.shared += other.shared;
    }
}

/// A need over all deals.
#[derive(Clone, Copy, Debug, Default)]
pub struct NeedCounts {
    /// Deals that have it.
    pub deals: i64,
    /// Of those, won, lost, open.
    pub outcomes: [i64; 3],
    /// Deals that say it was met.
    pub met: i64,
    /// Money of those won.
    pub won_amount: i128,
}

/// All sums.
#[derive(Debug)]
pub struct Tables {
    /// By dimension, in the order of [`Dimension::EVERY`].
    pub dimensions: Vec<DimensionTable>,
    /// Spend and results, by campaign and position of the month.
    pub campaigns: Vec<BTreeMap<usize, CampaignMonth>>,
    /// Costs by position of the month.
    pub costs: BTreeMap<usize, MonthCosts>,
    /// Losses by key and position of the month: deals, money.
    pub losses: BTreeMap<(LossKey, usize), (i64, i128)>,
    /// Needs by their text.
    pub needs: BTreeMap<String, NeedCounts>,
    /// The day on which the first deal was created.
    pub first_created: Option<Day>,
    /// Wins, for what counts accounts: the day and the deal, sorted by account, day and deal.
    wins: Vec<(Day, u32)>,
    /// Where in `wins` each account begins.
    accounts: Vec<usize>,
    /// Repeat buyers and buyers by dimension, member and period.
    buyers: HashMap<(usize, usize, usize), (i128, i128)>,
    stages: usize,
    pairs: usize,
    /// The window of `follow_up_rate`.
    pub(super) follow_up_days: i32,
}

impl Tables {
    /// Fills all tables, by `dimensions`: all of them, or the first few, then without losses and needs.
    /// `follow_up_days` is the window of `follow_up_rate`.
    pub fn fill(ledger: &Ledger, periods: &Periods, follow_up_days: i32, dimensions: &[Dimension]) -> Self {
        let funnel = &ledger.settings.funnel;
        let (stages, pairs) = (funnel.len(), funnel.pairs().len());
        let empty = || Self::empty(ledger, periods, (stages, pairs), follow_up_days, dimensions);
        let count = ledger.deals.len();
        // Two for each thread, since other work goes on beside this; not more, since each has all cells.
        let chunk = count.div_ceil(2 * rayon::current_num_threads().max(1)).max(4096);
        let parts: Vec<Self> = (0..count.div_ceil(chunk))
            .into_par_iter()
            .map(|c| {
                let mut tables = empty();
                let mut shared = Shared::default();
                let filler = Filler {
                    ledger,
                    periods,
                    pairs: funnel.pairs(),
                    follow_up_days,
                };
                let mut ops = Vec::with_capacity(64);
                for i in c * chunk..((c + 1) * chunk).min(count) {
                    ops.clear();
                    filler.deal(i, &mut ops);
                    tables.add(ledger, i, &ops);
                    tables.add_win(ledger, i);
                    if dimensions.len() == Dimension::EVERY.len() {
                        shared.add(ledger, periods, i);
                    }
                }
                tables.losses = shared.losses();
                tables.needs = shared.needs();
                tables.finish();
                tables
            })
            .collect();
        let mut tables = parts.into_iter().reduce(Self::merge).unwrap_or_else(empty);
        tables.first_created = ledger.deals.iter().map(|h| h.created).min();
        tables.count_buyers(ledger, periods);
        tables.spend(ledger, periods);
        tables
    }

    fn empty(
        ledger: &Ledger,
        periods: &Periods,
        (stages, pairs): (usize, usize),
        follow_up_days: i32,
        dimensions: &[Dimension],
    ) -> Self {
        let dimensions = dimensions
            .iter()
            .map(|d| {
                let months = if *d == Dimension::Campaign { 1 } else { periods.slots() };
                let member = |name: &str| Member {
                    name: name.to_owned(),
                    months: vec![None; months],
                };
                DimensionTable {
                    members: names(ledger, *d).into_iter().map(member).collect(),
                }
            })
            .collect();
        Self {
            dimensions,
            campaigns: Vec::new(),
            costs: BTreeMap::new(),
            losses: BTreeMap::new(),
            needs: BTreeMap::new(),
            first_created: None,
            wins: Vec::new(),
            accounts: Vec::new(),
            buyers: HashMap::new(),
            stages,
            pairs,
            follow_up_days,
        }
    }

    fn add(&mut self, ledger: &Ledger, i: usize, ops: &[(u16, Op)]) {
        let (stages, pairs) = (self.stages, self.pairs);
        for (dimension, table) in Dimension::EVERY.iter().zip(&mut self.dimensions) {
            let member = &mut table.members[member_of(ledger, *dimension, i)];
            let last = member.months.len() - 1;
            for (month, op) in ops {
                let slot = &mut member.months[usize::from(*month).min(last)];
                op.apply(slot.get_or_insert_with(|| Box::new(Cell::new(stages, pairs))));
            }
        }
    }

    fn add_win(&mut self, ledger: &Ledger, i: usize) {
        let h = &ledger.deals[i];
        if let (Status::Won, Some(closed)) = (h.status, h.closed) {
            self.wins.push((closed, u32::try_from(i).unwrap_or(u32::MAX)));
        }
    }

    /// Adds all sums of `other`, which was filled from other deals of the same ledger.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        for (mine, theirs) in self.dimensions.iter_mut().zip(other.dimensions) {
            let both = mine.members.par_iter_mut().zip(theirs.members);
            both.flat_map(|(a, b)| a.months.par_iter_mut().zip(b.months))
                .for_each(|(x, y)| match (x.as_mut(), y) {
                    (Some(x), Some(y)) => {
                        x.merge(&y);
                        x.finish();
                    }
                    (None, y) => *x = y,
                    _ => {}
                });
        }
        for (key, (n, m)) in other.losses {
            let entry = self.losses.entry(key).or_default();
            entry.0 += n;
            entry.1 += m;
        }
        for (key, counts) in other.needs {
            let entry = self.needs.entry(key).or_default();
            entry.deals += counts.deals;
            entry.met += counts.met;
            entry.won_amount += counts.won_amount;
            for (x, y) in entry.outcomes.iter_mut().zip(counts.outcomes) {
                *x += y;
            }
        }
        self.wins.extend(other.wins);
        self
    }

    /// Sorts what was counted, so that it merges fast.
    fn finish(&mut self) {
        let members = self.dimensions.iter_mut().flat_map(|d| &mut d.members);
        for cell in members.flat_map(|m| &mut m.months).flatten() {
            cell.finish();
        }
    }

    /// The cell of a member over a period: its months merged. Histograms can be read.
    pub fn cell(&self, dimension: Dimension, member: usize, period: &Period) -> Cell {
        let mut out = Cell::new(self.stages, self.pairs);
        let slots = self.dimensions[dimension as usize].members[member].months.iter();
        let inside = |slot: usize| dimension == Dimension::Campaign || period.counts(slot);
        for cell in slots.enumerate().filter(|s| inside(s.0)).filter_map(|s| s.1.as_ref()) {
            out.merge(cell);
        }
        out.finish();
        out
    }

    /// Deals and money open at or after the opportunity stage at the end of the month before `position`.
    pub fn stock(&self, dimension: Dimension, member: usize, position: usize) -> (i128, i128) {
        let member = &self.dimensions[dimension as usize].members[member];
        let before = if dimension == Dimension::Campaign { 1 } else { position };
        member.months.iter().take(before).flatten().fold((0, 0), |acc, cell| {
            (
                acc.0 + i128::from(cell[N::PipelineChange]),
                acc.1 + cell[M::PipelineChange],
            )
        })
    }

    /// Counts accounts with a win, and those of them with a win on an earlier day, for every period and
    /// member at once: accounts do not add up over months.
    fn count_buyers(&mut self, ledger: &Ledger, periods: &Periods) {
        let account = |deal: u32| ledger.record(&ledger.deals[deal as usize]).account.as_str();
        self.wins
            .par_sort_unstable_by(|a, b| account(a.1).cmp(account(b.1)).then_with(|| a.cmp(b)));
        let starts = |i: &usize| *i == 0 || account(self.wins[i - 1].1) != account(self.wins[*i].1);
        self.accounts = (0..self.wins.len()).filter(starts).collect();
        let mut keys: Vec<(usize, usize, usize, bool)> = Vec::new();
        let mut buyers: HashMap<(usize, usize, usize), (i128, i128)> = HashMap::new();
        for account in self.by_account() {
            let earliest = account[0].0;
            keys.clear();
            for (day, deal) in account {
                for dimension in &Dimension::EVERY[..self.dimensions.len()] {
                    let dimension = *dimension;
                    let member = member_of(ledger, dimension, *deal as usize);
                    for period in periods.holding(*day) {
                        keys.push((dimension as usize, member, period, *day > earliest));
                    }
                }
            }
            keys.sort_unstable();
            for group in keys.chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2)) {
                let (dimension, member, period, _) = group[0];
                let entry = buyers.entry((dimension, member, period)).or_default();
                entry.0 += i128::from(group.iter().any(|k| k.3));
                entry.1 += 1;
            }
        }
        self.buyers = buyers;
    }

    /// The wins of each account, in the order of their names.
    fn by_account(&self) -> impl Iterator<Item = &[(Day, u32)]> {
        let ends = self.accounts.iter().skip(1).copied().chain([self.wins.len()]);
        self.accounts
            .iter()
            .zip(ends)
            .map(|(start, end)| &self.wins[*start..end])
    }

    /// For each account with a win in the months, its last deal won there, and whether the account had
    /// a win on an earlier day.
    pub fn buyers_in(&self, periods: &Periods, months: &std::ops::Range<usize>) -> Vec<(usize, bool)> {
        let inside = |day: Day| months.contains(&usize::from(periods.month_index(day)));
        self.by_account()
            .filter_map(|account| {
                let (day, deal) = account.iter().rev().find(|w| inside(w.0))?;
                Some((*deal as usize, *day > account[0].0))
            })
            .collect()
    }

    /// Accounts with a win on an earlier day, of accounts with a win, in the period at `period` of the list.
    pub fn buyers(&self, dimension: Dimension, member: usize, period: usize) -> (i128, i128) {
        self.buyers
            .get(&(dimension as usize, member, period))
            .copied()
            .unwrap_or_default()
    }

    fn spend(&mut self, ledger: &Ledger, periods: &Periods) {
        let settings = &ledger.settings;
        let counts = |month: Month| month.first() <= ledger.as_of;
        for campaign in &ledger.content.campaigns {
            let mut months: BTreeMap<usize, CampaignMonth> = BTreeMap::new();
            for (month, money) in &campaign.spend {
                if let Some(position) = periods.position(*month).filter(|_| counts(*month)) {
                    months.entry(position).or_default().spend +=
                        i128::from(settings.to_site(*money, month.last()).unwrap_or(0));
                }
            }
            for (month, results) in &campaign.results {
                let Some(position) = periods.position(*month).filter(|_| counts(*month)) else {
                    continue;
                };
                let entry = months.entry(position).or_default();
                let number = |x: Option<u64>| i128::from(x.unwrap_or(0));
                entry.impressions += number(results.impressions);
                entry.visits += number(results.visits);
                entry.leads += number(results.leads);
                if results.impressions.is_some() && results.visits.is_some() {
                    entry.paired_impressions += number(results.impressions);
                    entry.paired_visits += number(results.visits);
                }
            }
            self.campaigns.push(months);
        }
        let share = settings.marketing_share;
        for cost in &ledger.content.costs {
            let Some(position) = periods.position(cost.month).filter(|_| counts(cost.month)) else {
                continue;
            };
            let money = |m: Option<crate::model::Money>| {
                m.map_or(0, |m| i128::from(settings.to_site(m, cost.month.last()).unwrap_or(0)))
            };
            let shared = money(cost.shared);
            // Marketing's part is rounded half away from zero; sales has the rest.
            let divisor = 10i128.pow(share.scale);
            let product = shared * share.mantissa;
            let marketing = (product.abs() * 2 + divisor) / (divisor * 2) * product.signum();
            let entry = self.costs.entry(position).or_default();
            entry.marketing += money(cost.marketing) + marketing;
            entry.sales += money(cost.sales) + shared - marketing;
            entry.shared += shared;
        }
    }
}

/// The names of a dimension's members.
fn names(ledger: &Ledger, dimension: Dimension) -> Vec<&str> {
    let members = match dimension {
        Dimension::All => return vec![""],
        Dimension::Kind => {
            return Kind::WORDS
                .iter()
                .copied()
                .collect::<std::collections::BTreeSet<_>>()
                .into_iter()
                .collect();
        }
        Dimension::Channel => &ledger.channels,
        Dimension::Campaign => &ledger.campaigns,
        Dimension::Owner => &ledger.owners,
        Dimension::Segment => &ledger.segments,
        Dimension::Region => &ledger.regions,
    };
    members.names().iter().map(AsRef::as_ref).collect()
}

/// The member that the `i`-th deal belongs to.
fn member_of(ledger: &Ledger, dimension: Dimension, i: usize) -> usize {
    match dimension {
        Dimension::All => 0,
        // The words in the order of their names: existing, new, renewal.
        Dimension::Kind => match ledger.record(&ledger.deals[i]).kind {
            Kind::Existing => 0,
            Kind::New => 1,
            Kind::Renewal => 2,
        },
        Dimension::Channel => ledger.channels.member(i),
        Dimension::Campaign => ledger.campaigns.member(i),
        Dimension::Owner => ledger.owners.member(i),
        Dimension::Segment => ledger.segments.member(i),
        Dimension::Region => ledger.regions.member(i),
    }
}

fn outcome(status: Status) -> usize {
    match status {
        Status::Won => 0,
        Status::Lost => 1,
        Status::Open => 2,
    }
}
