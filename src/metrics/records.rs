//! The records behind a number: each metric evaluated over one record alone. What it then says
//! other than over nothing is what the record adds.

use std::collections::HashMap;

use rayon::prelude::*;

use super::registry::View;
use super::tables::{Dimension, Filler, Op};
use super::{Report, Value};
use crate::model::Month;

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A deal, by its place in the ledger.
    Deal(usize),
    /// A campaign, by its place in the content: its spend and results in the period.
    Campaign(usize),
    /// A month of costs.yaml.
    Costs(Month),
}

/// One record behind a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record {
    /// What it is.
    pub thing: Thing,
    /// The metric over this record alone: of a rate, 1 of 1 where it is in the numerator and 0 of 1
    /// where it is in the denominator only.
    pub value: Value,
}

impl Report {
    /// The records behind every metric in the period at `position`, over everything: a list for each
    /// metric of the registry, deals by id, then campaigns by id, then months of costs.
    pub fn records(&self, position: usize) -> Vec<Vec<Record>> {
        let all: Vec<usize> = (0..self.ledger.deals.len()).collect();
        let mut out = self.records_of_deals(position, &all);
        for (list, more) in out.iter_mut().zip(self.records_of_spend(position)) {
            list.extend(more);
        }
        out
    }

    /// The same of some deals alone, by their places in the ledger in order.
    pub fn records_of_deals(&self, position: usize, deals: &[usize]) -> Vec<Vec<Record>> {
        let nothing = self.empty_view(Dimension::All, 0, position);
        let add = self.adding(&nothing);
        let mut out: Vec<Vec<Record>> = vec![Vec::new(); self.registry.len()];
        let months = &self.periods.list[position].months;
        let buyers: HashMap<usize, bool> = self.tables.buyers_in(&self.periods, months).into_iter().collect();
        let chunk = deals.len().div_ceil(rayon::current_num_threads().max(1)).max(1024);
        let parts: Vec<Vec<Vec<Record>>> = deals
            .par_chunks(chunk)
            .map(|deals| {
                let mut part = vec![Vec::new(); self.registry.len()];
                let mut view = nothing.clone();
                let mut ops = Vec::with_capacity(64);
                let filler = self.filler();
                for i in deals {
                    ops.clear();
                    filler.deal(*i, &mut ops);
                    if single(&mut view, &ops, buyers.get(i).copied()) {
                        add(&mut part, Thing::Deal(*i), &view);
                    }
                }
                part
            })
            .collect();
        for part in parts {
            for (list, more) in out.iter_mut().zip(part) {
                list.extend(more);
            }
        }
        out
    }

    fn filler(&self) -> Filler<'_> {
        Filler {
            ledger: &self.ledger,
            periods: &self.periods,
            pairs: self.ledger.settings.funnel.pairs(),
            follow_up_days: self.tables.follow_up_days,
        }
    }

    /// Of deals that this report and another one with the same settings have, by their places in both, whether
    /// each adds other things here than there. What an account bought before is not looked at: see
    /// [`Report::buyers_in`].
    pub fn differing(&self, other: &Self, deals: &[(usize, usize)]) -> Vec<bool> {
        // What is added to which month; months before the first are numbered from the last one on.
        let months = |report: &Self, ops: &[(u16, Op)], i: usize| {
            let (slot, op) = ops[i];
            let slot = usize::from(slot);
            let early = slot.checked_sub(report.periods.months);
            let month = early.map_or_else(|| report.periods.month(slot), |_| report.periods.month(0));
            (month, early, op)
        };
        let first = |report: &Self| report.periods.month(0);
        if first(self) != first(other) {
            return vec![true; deals.len()];
        }
        let work = |&(i, j): &(usize, usize)| {
            let (mut here, mut there) = (Vec::with_capacity(64), Vec::with_capacity(64));
            self.filler().deal(i, &mut here);
            other.filler().deal(j, &mut there);
            here.len() != there.len() || (0..here.len()).any(|k| months(self, &here, k) != months(other, &there, k))
        };
        deals.par_iter().map(work).collect()
    }

    /// The deals that stand for an account that bought in the period at `position`, by their places, with whether it
    /// had bought before.
    pub fn buyers_in(&self, position: usize) -> Vec<(usize, bool)> {
        self.tables
            .buyers_in(&self.periods, &self.periods.list[position].months)
    }

    /// The same of what was spent alone: campaigns, and the costs that they do not hold.
    pub fn records_of_spend(&self, position: usize) -> Vec<Vec<Record>> {
        let nothing = self.empty_view(Dimension::All, 0, position);
        let add = self.adding(&nothing);
        let mut out: Vec<Vec<Record>> = vec![Vec::new(); self.registry.len()];
        let months = self.periods.list[position].months.clone();
        let campaigns = self.ledger.content.campaigns.iter().zip(&self.tables.campaigns);
        for (i, (campaign, by_month)) in campaigns.enumerate() {
            let mut view = nothing.clone();
            view.add_campaign(campaign.function, by_month.range(months.clone()).map(|(_, m)| m));
            add(&mut out, Thing::Campaign(i), &view);
        }
        for (month, costs) in self.tables.costs.range(months) {
            let mut view = nothing.clone();
            view.costs = *costs;
            add(&mut out, Thing::Costs(self.periods.month(*month)), &view);
        }
        out
    }

    /// Adds a record to the lists of the metrics that say of it other than of nothing.
    fn adding(&self, nothing: &View<'_>) -> impl Fn(&mut Vec<Vec<Record>>, Thing, &View<'_>) + Sync {
        let nothing_said: Vec<Value> = self.registry.iter().map(|m| m.value(nothing)).collect();
        move |out, thing, view| {
            for ((metric, list), nothing) in self.registry.iter().zip(out).zip(&nothing_said) {
                let value = metric.value(view);
                // What is not known yet of a record is taken of it all the same.
                if value != *nothing || value.taken_of != nothing.taken_of {
                    list.push(Record { thing, value });
                }
            }
        }
    }
}

/// Makes `view` one of a single deal, of which `ops` are what it adds and `again` whether its account, for
/// which it stands, had bought before; false where the period has nothing of it.
fn single(view: &mut View<'_>, ops: &[(u16, Op)], again: Option<bool>) -> bool {
    let months = view.period.months.clone();
    view.cell.clear();
    let (mut before, mut at_end) = ((0, 0), (0, 0));
    let mut any = false;
    for (month, op) in ops {
        let month = usize::from(*month);
        let (deals, money) = op.pipeline();
        for (end, sum) in [(months.start, &mut before), (months.end, &mut at_end)] {
            if month < end {
                sum.0 += deals;
                sum.1 += money;
            }
        }
        if view.period.counts(month) {
            op.apply(&mut view.cell);
            any = true;
        }
    }
    view.cell.finish();
    (view.pipeline_before, view.pipeline_at_end) = (before, at_end);
    view.buyers = again.map_or((0, 0), |again| (again.into(), 1));
    // Where nothing of it is in the period, what was open before is open at the end.
    any || at_end != (0, 0)
}
